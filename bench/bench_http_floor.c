/*
 * bench_http_floor FILE — what the server is measured against: the least that can answer HTTP.
 *
 * Two threads with an epoll loop each send the bytes of FILE, a whole HTTP message, for every empty line
 * that they receive. Nothing is parsed, looked up or bounded. Prints its port and runs until it is ended.
 */

#define _GNU_SOURCE /* accept4 */

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { THREADS = 2, EVENTS = 64, MESSAGE_MAX = 1024 * 1024, REQUEST_MAX = 16 * 1024 };

static char message[MESSAGE_MAX];
static size_t message_len;
static int listener;

static void stop(const char *what)
{
	perror(what);
	exit(1);
}

/* A slow reader is not bounded here: the loop waits for it. */
static void send_all(int client)
{
	size_t sent = 0;
	while (sent < message_len) {
		ssize_t done = send(client, message + sent, message_len - sent, MSG_NOSIGNAL);
		if (done > 0)
			sent += (size_t)done;
		else if (errno != EAGAIN && errno != EINTR)
			return;
	}
}

static void answer(int client)
{
	char request[REQUEST_MAX];
	ssize_t len = recv(client, request, sizeof request, 0);
	if (len <= 0) {
		if (len == 0 || (errno != EAGAIN && errno != EINTR))
			(void)close(client);
		return;
	}
	for (ssize_t i = 3; i < len; i++) {
		if (memcmp(request + i - 3, "\r\n\r\n", 4) == 0)
			send_all(client);
	}
}

static void take(int poll)
{
	const int on = 1;
	int client = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
	if (client < 0)
		return;
	struct epoll_event event = {.events = EPOLLIN, .data.fd = client};
	(void)setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	if (epoll_ctl(poll, EPOLL_CTL_ADD, client, &event) != 0)
		stop("epoll_ctl");
}

static void *loop(void *context)
{
	struct epoll_event events[EVENTS];
	struct epoll_event event = {.events = EPOLLIN, .data.fd = listener};
	int poll = epoll_create1(0);
	(void)context;
	if (poll < 0 || epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event) != 0)
		stop("epoll");
	while (listener >= 0) {
		int count = epoll_wait(poll, events, EVENTS, -1);
		for (int i = 0; i < count; i++) {
			if (events[i].data.fd == listener)
				take(poll);
			else
				answer(events[i].data.fd);
		}
	}
	return NULL;
}

static void read_message(const char *path)
{
	FILE *file = fopen(path, "rbe");
	if (!file)
		stop(path);
	message_len = fread(message, 1, sizeof message, file);
	(void)fclose(file);
}

int main(int argc, char *argv[])
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t size = sizeof address;
	pthread_t other;
	if (argc != 2) {
		(void)fprintf(stderr, "bench_http_floor FILE\n");
		return 2;
	}
	read_message(argv[1]);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (listener < 0 || bind(listener, (struct sockaddr *)&address, size) != 0 ||
	    listen(listener, SOMAXCONN) != 0 ||
	    getsockname(listener, (struct sockaddr *)&address, &size) != 0)
		stop("listen");
	(void)printf("%d\n", ntohs(address.sin_port));
	(void)fflush(stdout);
	for (int i = 1; i < THREADS; i++) {
		if (pthread_create(&other, NULL, loop, NULL) != 0)
			stop("pthread_create");
	}
	(void)loop(NULL);
	return 0;
}
