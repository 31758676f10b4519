#include "http/address.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PORT_MAX = 65535, NAME_SIZE = 64, BACKLOG = 1024 };

/* Host and port of "HOST:PORT" or "HOST"; brackets of an IPv6 address are taken off. */
static bool split(Str text, Str *host, Str *port)
{
	size_t colon;
	*port = (Str){0};
	if (text.len > 0 && text.ptr[0] == '[') {
		size_t end;
		if (!str_find(text, STR("]"), &end))
			return false;
		*host = str_slice(text, 1, end);
		Str rest = str_slice(text, end + 1, text.len);
		if (rest.len > 0 && rest.ptr[0] != ':')
			return false;
		*port = str_slice(rest, 1, rest.len);
		return rest.len != 1;
	}
	if (!str_find(text, STR(":"), &colon)) {
		*host = text;
		return true;
	}
	*host = str_slice(text, 0, colon);
	*port = str_slice(text, colon + 1, text.len);
	return port->len > 0;
}

static bool read_port(Str text, uint16_t *out)
{
	uint32_t port = 0;
	if (text.len == 0 || text.len > 5)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
		port = port * 10 + (uint32_t)(text.ptr[i] - '0');
	}
	*out = (uint16_t)port;
	return port <= PORT_MAX;
}

/* Numbers or localhost; other names are not looked up, as what they mean may change. */
static bool read_host(Str host, ListenAddress *out)
{
	char name[NAME_SIZE];
	if (str_eq_nocase(host, STR("localhost")))
		host = STR("127.0.0.1");
	if (host.len >= sizeof name)
		return false;
	memcpy(name, host.ptr ? host.ptr : "", host.len);
	name[host.len] = '\0';
	*out = (ListenAddress){0};
	if (inet_pton(AF_INET, name, &out->at.v4.sin_addr) == 1) {
		out->at.v4.sin_family = AF_INET;
		out->size = sizeof out->at.v4;
		return true;
	}
	if (inet_pton(AF_INET6, name, &out->at.v6.sin6_addr) == 1) {
		out->at.v6.sin6_family = AF_INET6;
		out->size = sizeof out->at.v6;
		return true;
	}
	return false;
}

static bool is_loopback(const ListenAddress *address)
{
	if (address->at.any.sa_family == AF_INET)
		return ntohl(address->at.v4.sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
	return IN6_IS_ADDR_LOOPBACK(&address->at.v6.sin6_addr);
}

bool address_parse(Str text, ListenAddress *out, Err *err)
{
	Str host;
	Str port;
	uint16_t number;
	ListenAddress address;
	Str shown = str_slice(text, 0, 80);
	if (!split(text, &host, &port) || !read_port(port, &number))
		return fail(err, ERR_USAGE,
			    "'%.*s' is no address to listen at; write HOST:PORT, such as "
			    "127.0.0.1:8420 or [::1]:8420",
			    STR_ARG(shown));
	if (!read_host(host, &address) || !is_loopback(&address))
		return fail(err, ERR_USAGE,
			    "'%.*s' is not an address of this machine alone; pacta has no users to "
			    "log in yet, so it listens only at localhost, 127.0.0.0/8 or [::1]",
			    STR_ARG(shown));
	if (address.at.any.sa_family == AF_INET)
		address.at.v4.sin_port = htons(number);
	else
		address.at.v6.sin6_port = htons(number);
	*out = address;
	return true;
}

Str address_url(Arena *mem, const ListenAddress *address)
{
	char host[INET6_ADDRSTRLEN] = "";
	if (address->at.any.sa_family == AF_INET) {
		(void)inet_ntop(AF_INET, &address->at.v4.sin_addr, host, sizeof host);
		return str_format(mem, "http://%s:%u", host,
				  (unsigned)ntohs(address->at.v4.sin_port));
	}
	(void)inet_ntop(AF_INET6, &address->at.v6.sin6_addr, host, sizeof host);
	return str_format(mem, "http://[%s]:%u", host, (unsigned)ntohs(address->at.v6.sin6_port));
}

static bool fail_listen(const ListenAddress *address, int reason, Err *err)
{
	Arena mem;
	arena_init(&mem);
	Str url = address_url(&mem, address);
	if (reason == EADDRINUSE)
		(void)fail(err, ERR_UNAVAILABLE,
			   "cannot listen at %.*s: another program does; end it, or name another "
			   "port with --listen",
			   STR_ARG(url));
	else
		(void)fail(err, ERR_UNAVAILABLE, "cannot listen at %.*s: %s", STR_ARG(url),
			   strerror(reason));
	arena_deinit(&mem);
	return false;
}

bool address_listen(const ListenAddress *address, int *listener, ListenAddress *bound, Err *err)
{
	const int on = 1;
	ListenAddress taken = *address;
	int fd = socket(address->at.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return fail_listen(address, errno, err);
	/* A port is free again as soon as the server before has ended. */
	bool ok = setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
		  bind(fd, &address->at.any, address->size) == 0 && listen(fd, BACKLOG) == 0 &&
		  getsockname(fd, &taken.at.any, &taken.size) == 0;
	if (!ok) {
		int reason = errno;
		(void)close(fd);
		return fail_listen(address, reason, err);
	}
	*listener = fd;
	*bound = taken;
	return true;
}

bool host_is_loopback(Str host)
{
	Str name;
	Str port;
	uint16_t number;
	ListenAddress address;
	return split(host, &name, &port) && (port.len == 0 || read_port(port, &number)) &&
	       read_host(name, &address) && is_loopback(&address);
}
