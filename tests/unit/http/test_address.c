#include "http/address.h"

#include "check.h"

#include <unistd.h>

static void reads_addresses_of_this_machine(void **state)
{
	static const struct {
		const char *text;
		const char *url;
	} cases[] = {
		{"127.0.0.1:8420", "http://127.0.0.1:8420"},
		{"localhost:80", "http://127.0.0.1:80"},
		{"LocalHost:0", "http://127.0.0.1:0"},
		{"127.255.255.254:65535", "http://127.255.255.254:65535"},
		{"[::1]:9000", "http://[::1]:9000"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		ListenAddress address;
		Err err;
		assert_true(address_parse(str_from_c(cases[i].text), &address, &err));
		check_text(cases[i].text, address_url(*state, &address), cases[i].url);
	}
}

#define NOT_READ \
	"' is no address to listen at; write HOST:PORT, such as 127.0.0.1:8420 or [::1]:8420"
#define NOT_OURS                                                                              \
	"' is not an address of this machine alone; pacta has no users to log in yet, so it " \
	"listens only at localhost, 127.0.0.0/8 or [::1]"

static void refuses_what_it_cannot_read_and_what_others_reach(void **state)
{
	static const struct {
		const char *text;
		const char *error;
	} cases[] = {
		{"", NOT_READ},
		{"127.0.0.1", NOT_READ},
		{"127.0.0.1:", NOT_READ},
		{"127.0.0.1:65536", NOT_READ},
		{"127.0.0.1:-1", NOT_READ},
		{"127.0.0.1:80x", NOT_READ},
		{"127.0.0.1:000080", NOT_READ},
		{"[::1]", NOT_READ},
		{"[::1]80", NOT_READ},
		{"[::1:80", NOT_READ},
		{":80", NOT_OURS},
		{"0.0.0.0:80", NOT_OURS},
		{"128.0.0.1:80", NOT_OURS},
		{"126.255.255.255:80", NOT_OURS},
		{"[::]:80", NOT_OURS},
		{"[::ffff:127.0.0.1]:80", NOT_OURS},
		{"[::2]:80", NOT_OURS},
		{"example.org:80", NOT_OURS},
		{"0x7f.0.0.1:80", NOT_OURS},
		{"localhost.example.org:80", NOT_OURS},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		ListenAddress address;
		Err err;
		assert_false(address_parse(str_from_c(cases[i].text), &address, &err));
		Str text = str_format(*state, "'%s%s", cases[i].text, cases[i].error);
		check_err(cases[i].text, &err, ERR_USAGE, str_to_c(*state, text));
	}
}

static void takes_any_free_port_and_tells_who_has_one(void **state)
{
	ListenAddress any;
	ListenAddress bound;
	ListenAddress again;
	int first;
	int second;
	Err err;
	assert_true(address_parse(STR("127.0.0.1:0"), &any, &err));
	assert_true(address_listen(&any, &first, &bound, &err));
	assert_int_not_equal(bound.at.v4.sin_port, 0);
	assert_false(address_listen(&bound, &second, &again, &err));
	Str text = address_url(*state, &bound);
	text = str_format(
		*state,
		"cannot listen at %.*s: another program does; end it, or name another port "
		"with --listen",
		STR_ARG(text));
	check_err("a taken port", &err, ERR_UNAVAILABLE, str_to_c(*state, text));
	assert_int_equal(close(first), 0);
	assert_true(address_listen(&bound, &second, &again, &err));
	assert_int_equal(close(second), 0);
}

static void knows_hosts_that_mean_this_machine(void **state)
{
	static const char *const own[] = {"localhost", "localhost:8420", "LOCALHOST",
					  "127.0.0.1", "127.0.0.1:1",    "127.9.8.7:65535",
					  "[::1]",     "[::1]:80"};
	static const char *const others[] = {"",
					     ":80",
					     "example.org",
					     "localhost.example.org",
					     "127.0.0.1.example.org",
					     "10.0.0.1:80",
					     "localhost:",
					     "localhost:x",
					     "::1",
					     "[::1]:",
					     "[::1",
					     "127.1",
					     "localhost ",
					     "user@localhost"};
	(void)state;
	for (size_t i = 0; i < COUNT(own); i++)
		assert_true(host_is_loopback(str_from_c(own[i])));
	for (size_t i = 0; i < COUNT(others); i++)
		assert_false(host_is_loopback(str_from_c(others[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(reads_addresses_of_this_machine),
		ARENA_TEST(refuses_what_it_cannot_read_and_what_others_reach),
		ARENA_TEST(takes_any_free_port_and_tells_who_has_one),
		ARENA_TEST(knows_hosts_that_mean_this_machine),
	};
	return RUN_TESTS(tests);
}
