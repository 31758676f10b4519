#include "http/connection.h"

#include "check.h"
#include "http/clock.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

/* A connection of the registry and its client, over loopback: the kernel counts only bytes of TCP. */
typedef struct Pair {
	Limits limits;
	Connections all;
	Connection *connection;
	int client;
	int server;
} Pair;

static void connect_pair(Pair *pair)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t size = sizeof address;
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(listener, (struct sockaddr *)&address, size), 0);
	assert_int_equal(listen(listener, 1), 0);
	assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &size), 0);
	pair->client = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(connect(pair->client, (struct sockaddr *)&address, size), 0);
	pair->server = accept(listener, NULL, NULL);
	assert_true(pair->server >= 0);
	(void)close(listener);
}

static int pair_setup(void **state)
{
	static Pair pair;
	pair = (Pair){.limits = LIMITS_DEFAULT};
	connections_init(&pair.all, &pair.limits, 16);
	connect_pair(&pair);
	pair.connection = connection_open(&pair.all, pair.server);
	*state = &pair;
	return 0;
}

static int pair_teardown(void **state)
{
	Pair *pair = *state;
	connection_close(&pair->all, pair->connection);
	connections_deinit(&pair->all);
	(void)close(pair->client);
	(void)close(pair->server);
	return 0;
}

static void send_from_client(Pair *pair, const char *text)
{
	struct pollfd wait = {.fd = pair->server, .events = POLLIN};
	assert_int_equal(send(pair->client, text, strlen(text), 0), (ssize_t)strlen(text));
	assert_int_equal(poll(&wait, 1, 5000), 1);
}

static void take_at_server(Pair *pair)
{
	char text[100];
	assert_true(recv(pair->server, text, sizeof text, 0) > 0);
}

/* What the client has got: 'o' nothing and still open, 'e' the end, 'a' an answer and the end. */
static char client_sees(Pair *pair)
{
	char text[4096] = "";
	ssize_t len = recv(pair->client, text, sizeof text - 1, MSG_DONTWAIT);
	if (len < 0)
		return errno == EAGAIN ? 'o' : '?';
	if (len == 0)
		return 'e';
	return strncmp(text, "HTTP/1.1 408 ", 13) == 0 && strstr(text, "nosniff") ? 'a' : '?';
}

static void each_phase_ends_at_its_deadline(void **state)
{
	static const struct {
		const char *label;
		Phase phase;
		char sees;
	} cases[] = {
		{"idle", PHASE_IDLE, 'e'},
		{"headers", PHASE_HEADERS, 'a'},
		{"a body", PHASE_BODY, 'a'},
		{"an answer", PHASE_ANSWER, 'e'},
		{"the server's turn", PHASE_WORK, 'o'},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (i > 0)
			(void)pair_setup(state);
		Pair *pair = *state;
		assert_true(connection_enter(pair->connection, cases[i].phase, 1000));
		connections_reap(&pair->all, 999);
		assert_int_equal(client_sees(pair), 'o');
		connections_reap(&pair->all, 1000);
		check_size(cases[i].label, (uint64_t)client_sees(pair), (uint64_t)cases[i].sees);
		bool ended = cases[i].sees != 'o';
		if (ended)
			check_size(cases[i].label, pair->all.ended[cases[i].phase], 1);
		/* Either the reaper or the connection's own thread has its way. */
		assert_int_equal(connection_enter(pair->connection, PHASE_ANSWER, 5000), !ended);
		if (i + 1 < COUNT(cases))
			(void)pair_teardown(state);
	}
}

static void a_new_connection_has_the_time_of_headers(void **state)
{
	Pair *pair = *state;
	int64_t now = clock_ms();
	connections_reap(&pair->all, now + 14000);
	assert_int_equal(client_sees(pair), 'o');
	/* Its first line moves nothing. */
	assert_true(connection_begin(pair->connection, now + 1000000));
	connections_reap(&pair->all, now + 16000);
	assert_int_equal(client_sees(pair), 'a');
}

static void the_first_byte_of_a_later_request_begins_its_time(void **state)
{
	Pair *pair = *state;
	send_from_client(pair, "GET");
	take_at_server(pair);
	assert_true(connection_enter(pair->connection, PHASE_IDLE, 60000));
	connections_reap(&pair->all, 1000);
	connections_reap(&pair->all, 40000);
	assert_int_equal(client_sees(pair), 'o');
	send_from_client(pair, "G");
	take_at_server(pair);
	connections_reap(&pair->all, 41000);
	connections_reap(&pair->all, 55999);
	assert_int_equal(client_sees(pair), 'o');
	connections_reap(&pair->all, 56000);
	assert_int_equal(client_sees(pair), 'a');
}

static void a_request_between_two_looks_is_not_taken_for_a_slow_one(void **state)
{
	Pair *pair = *state;
	assert_true(connection_enter(pair->connection, PHASE_IDLE, 60000));
	connections_reap(&pair->all, 1000);
	send_from_client(pair, "GET / HTTP/1.1");
	take_at_server(pair);
	assert_true(connection_begin(pair->connection, 16000));
	assert_true(connection_enter(pair->connection, PHASE_IDLE, 61000));
	connections_reap(&pair->all, 2000);
	connections_reap(&pair->all, 60000);
	assert_int_equal(client_sees(pair), 'o');
}

static void a_client_that_left_in_the_middle_is_let_go(void **state)
{
	Pair *pair = *state;
	struct pollfd wait = {.fd = pair->server, .events = POLLIN};
	send_from_client(pair, "POST");
	assert_true(connection_enter(pair->connection, PHASE_BODY, 100000));
	assert_int_equal(shutdown(pair->client, SHUT_WR), 0);
	/* As long as there is something to read, it is the connection's thread that will see it. */
	connections_reap(&pair->all, 1000);
	connections_reap(&pair->all, 1100);
	assert_int_equal(client_sees(pair), 'o');
	take_at_server(pair);
	assert_int_equal(poll(&wait, 1, 5000), 1); /* the end has arrived */
	connections_reap(&pair->all, 1200);
	assert_int_equal(client_sees(pair), 'o');
	connections_reap(&pair->all, 1300);
	assert_int_equal(client_sees(pair), 'e');
	check_size("no deadline passed", pair->all.ended[PHASE_BODY], 0);
}

static void rooms_are_used_again(void **state)
{
	Pair *pair = *state;
	void *room = pair->connection->room;
	connection_close(&pair->all, pair->connection);
	check_size("open", connections_open(&pair->all), 0);
	pair->connection = connection_open(&pair->all, pair->server);
	assert_ptr_equal(pair->connection->room, room);
	check_size("open", connections_open(&pair->all), 1);
}

static void those_at_rest_are_ended_when_the_server_stops(void **state)
{
	Pair *pair = *state;
	assert_true(connection_enter(pair->connection, PHASE_BODY, 1000));
	connections_end_idle(&pair->all);
	assert_int_equal(client_sees(pair), 'o');
	assert_true(connection_enter(pair->connection, PHASE_IDLE, 1000));
	connections_end_idle(&pair->all);
	assert_int_equal(client_sees(pair), 'e');
}

#define PAIR_TEST(test) cmocka_unit_test_setup_teardown(test, pair_setup, pair_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		PAIR_TEST(each_phase_ends_at_its_deadline),
		PAIR_TEST(a_new_connection_has_the_time_of_headers),
		PAIR_TEST(the_first_byte_of_a_later_request_begins_its_time),
		PAIR_TEST(a_request_between_two_looks_is_not_taken_for_a_slow_one),
		PAIR_TEST(a_client_that_left_in_the_middle_is_let_go),
		PAIR_TEST(rooms_are_used_again),
		PAIR_TEST(those_at_rest_are_ended_when_the_server_stops),
	};
	return RUN_TESTS(tests);
}
