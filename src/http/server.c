#define _GNU_SOURCE /* sigtimedwait, mallopt */

#include "http/address.h"
#include "http/clock.h"
#include "http/server_answers.h"
#include "http/server_requests.h"
#include "http/turn.h"

#include <assert.h>
#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <sodium.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
	IO_THREADS = 2,
	CONNECTION_MEMORY = 40 * 1024, /* the headers' limit and what libmicrohttpd keeps of them */
	FILES = 4096,                  /* descriptors: connections, stores, uploads */
	MALLOC_ARENAS = 2,
	TICK_MS = 100,
	DRAIN_TICK_MS = 10,
};

/* Many systems allow 1024 descriptors unless one asks. */
static void allow_files(void)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= FILES)
		return;
	limit.rlim_cur = limit.rlim_max < FILES ? limit.rlim_max : FILES;
	(void)setrlimit(RLIMIT_NOFILE, &limit);
}

static void stop_signals(sigset_t *set)
{
	(void)sigemptyset(set);
	(void)sigaddset(set, SIGINT);
	(void)sigaddset(set, SIGTERM);
}

/* The signal that came within `milliseconds`, or 0. */
static int wait_for_signal(long milliseconds)
{
	sigset_t set;
	const struct timespec limit = {.tv_sec = milliseconds / 1000,
				       .tv_nsec = milliseconds % 1000 * 1000000};
	stop_signals(&set);
	int signal = sigtimedwait(&set, NULL, &limit);
	return signal > 0 ? signal : 0;
}

static MUST_CHECK bool start_daemon(Server *server, int listener, Err *err)
{
	const Limits *limits = &server->options->limits;
	server->daemon =
		MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME |
					 MHD_USE_ERROR_LOG,
				 0, NULL, NULL, on_request, server, MHD_OPTION_EXTERNAL_LOGGER,
				 on_message, &server->log, MHD_OPTION_LISTEN_SOCKET, listener,
				 MHD_OPTION_THREAD_POOL_SIZE, (unsigned)IO_THREADS,
				 MHD_OPTION_CONNECTION_LIMIT, limits->connections,
				 MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
				 MHD_OPTION_CONNECTION_TIMEOUT, 0U, MHD_OPTION_NOTIFY_CONNECTION,
				 on_connection, server, MHD_OPTION_NOTIFY_COMPLETED, on_completed,
				 server, MHD_OPTION_URI_LOG_CALLBACK, on_target, server,
				 MHD_OPTION_UNESCAPE_CALLBACK, on_unescape, server, MHD_OPTION_END);
	return server->daemon || fail(err, ERR_UNAVAILABLE, "the HTTP library cannot start: %s",
				      errno ? "the system refuses what it needs" : "out of memory");
}

static MUST_CHECK bool start_parts(Server *server, int listener, Err *err)
{
	const ServerOptions *options = server->options;
	WorkPlan plan = {
		.url = options->url,
		.user = options->user,
		.work = answer_work,
		.context = server,
	};
	server->events = events_new(&options->limits);
	server->kept = answer_cache_new(options->limits.kept);
	server->lists = kept_lists_new(options->limits.lists);
	if (!server->events || !server->kept)
		return fail(err, ERR_UNAVAILABLE, "out of memory");
	WatchPlan watch = {options->url, &server->log, server->events, server->kept};
	return assets_make(&server->mem, options->pages, &server->assets, err) &&
	       version_check_make(options->url, server->kept, &server->versions, err) &&
	       store_watch_start(&watch, &server->watch, err) &&
	       workers_start(&plan, &server->workers, err) && start_daemon(server, listener, err);
}

/* What has to be looked at again and again. */
static void tick(Server *server)
{
	Err why;
	int64_t now = clock_ms();
	connections_reap(&server->connections, now);
	events_tick(server->events, now);
	if (!store_watch_reachable(server->watch, &why))
		answer_waiting(server, &why);
}

static int64_t in_flight(Server *server)
{
	return atomic_load(&server->metrics.in_flight);
}

/*
 * Lets what runs end, and begins nothing new. A second signal, or a request that does not end in time,
 * ends the process as it is: what was not acknowledged is not in the store.
 */
static void drain(Server *server)
{
	int64_t end = clock_ms() + server->options->limits.drain_s * 1000;
	atomic_store(&server->stopping, true);
	/* To be closed only when the library's threads have ended; until then nobody may wait in it. */
	(void)shutdown(MHD_quiesce_daemon(server->daemon), SHUT_RDWR);
	events_close(server->events);
	while (in_flight(server) > 0) {
		int signal = wait_for_signal(DRAIN_TICK_MS);
		if (signal != 0)
			_exit(128 + signal);
		connections_end_idle(&server->connections);
		tick(server);
		if (clock_ms() < end)
			continue;
		log_message(&server->log, LOG_WARNING, "requests cut off", (Str){0});
		_exit(0);
	}
}

static void stop_parts(Server *server)
{
	workers_stop(server->workers);
	if (server->daemon)
		MHD_stop_daemon(server->daemon);
	store_watch_stop(server->watch);
	events_free(server->events);
	answer_cache_free(server->kept);
	kept_lists_free(server->lists);
	assets_unmake(server->assets);
	version_check_free(server->versions);
	connections_deinit(&server->connections);
}

static MUST_CHECK bool serve(Server *server, int listener, Str url, Err *err)
{
	const ServerOptions *options = server->options;
	bool ok =
		start_parts(server, listener, err) && options->started(options->context, url, err);
	if (ok) {
		log_message(&server->log, LOG_INFO, "start", url);
		while (wait_for_signal(TICK_MS) == 0)
			tick(server);
		log_message(&server->log, LOG_INFO, "stop", (Str){0});
		drain(server);
	}
	stop_parts(server);
	return ok;
}

bool server_run(const ServerOptions *options, Err *err)
{
	ListenAddress address;
	ListenAddress bound;
	int listener;
	sigset_t stop;
	if (!address_parse(options->listen, &address, err) ||
	    !address_listen(&address, &listener, &bound, err))
		return false;
	stop_signals(&stop);
	(void)pthread_sigmask(SIG_BLOCK, &stop, NULL); /* also for all threads to come */
	(void)mallopt(M_ARENA_MAX, MALLOC_ARENAS);
	allow_files();
	int code = sodium_init(); /* before others use it at once */
	assert(code >= 0);
	(void)code;
	Server server = {.options = options, .log = {options->log, STDERR_FILENO}};
	arena_init(&server.mem);
	randombytes_buf(&server.run, sizeof server.run);
	metrics_init(&server.metrics, &server.mem);
	connections_init(&server.connections, &options->limits, sizeof(Turn));
	bool ok = serve(&server, listener, address_url(&server.mem, &bound), err);
	(void)close(listener);
	arena_deinit(&server.mem);
	return ok;
}
