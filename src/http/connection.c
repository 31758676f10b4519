#include "http/connection.h"

#include "http/clock.h"

#include <assert.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

/* A state is a deadline in milliseconds, shifted by the bits of a phase. */
enum { PHASE_BITS = 3 };

/* The kernel's numbers of the states in which the other side has broken off or ended; its headers do not name them. */
enum { TCP_CLOSE = 7, TCP_CLOSE_WAIT = 8 };
#define NEVER (INT64_MAX >> PHASE_BITS)

static int64_t pack(Phase phase, int64_t deadline_ms)
{
	return deadline_ms * (1 << PHASE_BITS) + (int64_t)phase;
}

static Phase phase_of(int64_t state)
{
	return (Phase)(state & ((1 << PHASE_BITS) - 1));
}

static int64_t deadline_of(int64_t state)
{
	return state >> PHASE_BITS;
}

void connections_init(Connections *all, const Limits *limits, size_t room)
{
	*all = (Connections){.limits = limits, .room = room};
	arena_init(&all->mem);
	(void)pthread_mutex_init(&all->lock, NULL);
}

void connections_deinit(Connections *all)
{
	assert(!all->first);
	(void)pthread_mutex_destroy(&all->lock);
	arena_deinit(&all->mem);
}

static void lock(Connections *all)
{
	(void)pthread_mutex_lock(&all->lock);
}

static void unlock(Connections *all)
{
	(void)pthread_mutex_unlock(&all->lock);
}

Connection *connection_open(Connections *all, int socket)
{
	int64_t deadline = clock_ms() + all->limits->header_s * 1000;
	lock(all);
	Connection *connection = all->unused;
	if (connection) {
		all->unused = connection->next;
	} else {
		connection = ARENA_NEW(&all->mem, Connection);
		connection->room = arena_alloc(&all->mem, all->room);
	}
	void *room = connection->room;
	*connection = (Connection){.next = all->first, .room = room, .socket = socket};
	atomic_init(&connection->state, pack(PHASE_HEADERS, deadline));
	if (all->first)
		all->first->previous = connection;
	all->first = connection;
	all->open++;
	unlock(all);
	return connection;
}

void connection_close(Connections *all, Connection *connection)
{
	lock(all);
	if (connection->previous)
		connection->previous->next = connection->next;
	else
		all->first = connection->next;
	if (connection->next)
		connection->next->previous = connection->previous;
	connection->next = all->unused;
	all->unused = connection;
	all->open--;
	unlock(all);
}

unsigned connections_open(Connections *all)
{
	lock(all);
	unsigned open = all->open;
	unlock(all);
	return open;
}

bool connection_enter(Connection *connection, Phase phase, int64_t deadline_ms)
{
	int64_t next = pack(phase, phase == PHASE_WORK ? NEVER : deadline_ms);
	int64_t state = atomic_load_explicit(&connection->state, memory_order_relaxed);
	if (phase == PHASE_IDLE)
		atomic_fetch_add_explicit(&connection->rests, 1, memory_order_relaxed);
	do {
		if (phase_of(state) == PHASE_ENDED)
			return false;
	} while (!atomic_compare_exchange_weak(&connection->state, &state, next));
	return true;
}

bool connection_begin(Connection *connection, int64_t deadline_ms)
{
	int64_t state = atomic_load_explicit(&connection->state, memory_order_relaxed);
	if (phase_of(state) == PHASE_HEADERS)
		return true;
	return connection_enter(connection, PHASE_HEADERS, deadline_ms);
}

/*
 * What the kernel knows and libmicrohttpd does not tell: it calls nobody before a request's first line is
 * whole, and it misses a client's end that comes together with the last bytes.
 */
typedef struct Line {
	int64_t received; /* bytes, ever */
	bool finished;    /* the client will send no more, and all that it sent was read */
} Line;

static Line line_of(int socket)
{
	struct tcp_info info = {0};
	socklen_t size = sizeof info;
	int waiting = 0;
	if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
		return (Line){0};
	bool ended = info.tcpi_state == TCP_CLOSE_WAIT || info.tcpi_state == TCP_CLOSE;
	bool finished = ended && ioctl(socket, FIONREAD, &waiting) == 0;
	return (Line){(int64_t)info.tcpi_bytes_received, finished && waiting == 0};
}

bool connection_is_finished(const Connection *connection)
{
	return line_of(connection->socket).finished;
}

/* Whether more bytes have come since the connection was first seen in this rest. */
static bool has_begun(Connection *connection, Line line)
{
	uint32_t rest = atomic_load(&connection->rests);
	if (connection->seen_rest != rest) {
		connection->seen_rest = rest;
		connection->seen_bytes = line.received;
	}
	return line.received > connection->seen_bytes;
}

/* Whether the client was gone at the last look already: a request that it completed is under way by now. */
static bool is_abandoned(Connection *connection, Line line, int64_t state)
{
	bool before = connection->finished_state == state;
	connection->finished_state = line.finished ? state : 0;
	return before && line.finished;
}

static void end(Connections *all, Connection *connection, int64_t state)
{
	Phase phase = phase_of(state);
	if (!atomic_compare_exchange_strong(&connection->state, &state, pack(PHASE_ENDED, 0)))
		return;
	atomic_fetch_add(&all->ended[phase], 1);
	/* Nothing has been answered yet in these phases, so the answer can only be this one. */
	if (phase == PHASE_HEADERS || phase == PHASE_BODY)
		refusal_send(connection->socket, REFUSAL_TOO_SLOW);
	(void)shutdown(connection->socket, SHUT_RDWR);
}

void connection_refuse(Connection *connection, Refusal refusal)
{
	if (!connection_enter(connection, PHASE_ENDED, 0))
		return;
	refusal_send(connection->socket, refusal);
	(void)shutdown(connection->socket, SHUT_RDWR);
}

/* Looks at a connection whose client has the turn. True: nothing more is to be done about it. */
static bool look_at_line(Connections *all, Connection *connection, int64_t state, int64_t now_ms)
{
	Line line = line_of(connection->socket);
	int64_t ended = pack(PHASE_ENDED, 0);
	int64_t begun = pack(PHASE_HEADERS, now_ms + all->limits->header_s * 1000);
	if (is_abandoned(connection, line, state)) {
		if (atomic_compare_exchange_strong(&connection->state, &state, ended))
			(void)shutdown(connection->socket, SHUT_RDWR);
		return true;
	}
	return phase_of(state) == PHASE_IDLE && has_begun(connection, line) &&
	       atomic_compare_exchange_strong(&connection->state, &state, begun);
}

static void reap(Connections *all, Connection *connection, int64_t now_ms)
{
	int64_t state = atomic_load(&connection->state);
	if (phase_of(state) < PHASE_WORK && look_at_line(all, connection, state, now_ms))
		return;
	if (phase_of(state) != PHASE_ENDED && deadline_of(state) <= now_ms)
		end(all, connection, state);
}

void connections_reap(Connections *all, int64_t now_ms)
{
	lock(all);
	for (Connection *each = all->first; each; each = each->next)
		reap(all, each, now_ms);
	unlock(all);
}

void connections_end_idle(Connections *all)
{
	lock(all);
	for (Connection *each = all->first; each; each = each->next) {
		int64_t state = atomic_load(&each->state);
		if (phase_of(state) == PHASE_IDLE)
			end(all, each, state);
	}
	unlock(all);
}
