#include "app/singer.h"
#include "app/stream_intake.h"
#include "cli/commands.h"
#include "cli/wording.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

/* What is gathered is written at least this often, so that states do not wait for a slow tap. */
enum { BATCH_US = 1000000, CHUNK = 256 * 1024 };

static volatile sig_atomic_t stopped_by;

static void stop(int signal_number)
{
	stopped_by = signal_number;
}

/* Signals come only while the input is waited for; a second one ends the process. */
static void catch_signals(sigset_t *waiting)
{
	static const int caught[] = {SIGTERM, SIGINT, SIGHUP};
	struct sigaction action = {.sa_handler = stop, .sa_flags = (int)SA_RESETHAND};
	sigset_t blocked;
	sigemptyset(&action.sa_mask);
	sigemptyset(&blocked);
	for (size_t i = 0; i < sizeof caught / sizeof *caught; i++) {
		struct sigaction before;
		/* What whoever started this process ignores stays ignored. */
		if (sigaction(caught[i], NULL, &before) == 0 && before.sa_handler == SIG_IGN)
			continue;
		sigaddset(&blocked, caught[i]);
		(void)sigaction(caught[i], &action, NULL);
	}
	(void)sigprocmask(SIG_BLOCK, &blocked, waiting);
}

static int64_t clock_us(clockid_t clock)
{
	struct timespec now;
	if (clock_gettime(clock, &now) != 0)
		return 0;
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static bool print_state(void *context, Str line, Err *err)
{
	Cli *cli = context;
	Buf *out = cli->out;
	buf_clear(out);
	buf_add(out, line);
	buf_add_byte(out, '\n');
	bool ok = screen_write(STDOUT_FILENO, buf_str(out), err);
	buf_clear(out);
	return ok;
}

static void print_note(void *context, Str text)
{
	Arena mem;
	Err ignored;
	(void)context;
	arena_init(&mem);
	Str line = str_format(&mem, "pacta: %.*s\n", STR_ARG(shown_text(&mem, text)));
	if (!screen_of(STDERR_FILENO).unicode)
		line = screen_ascii(&mem, line);
	(void)!screen_write(STDERR_FILENO, line, &ignored);
	arena_deinit(&mem);
}

static void print_summary(const SingerSummary *summary)
{
	Arena mem;
	arena_init(&mem);
	Buf text = {.mem = &mem};
	buf_add_format(
		&text,
		"%.*s record%s: %.*s accepted, %.*s corrected, %.*s unchanged, %.*s quarantined",
		STR_ARG(shown_count(&mem, summary->records)), summary->records == 1 ? "" : "s",
		STR_ARG(shown_count(&mem, summary->accepted)),
		STR_ARG(shown_count(&mem, summary->corrected)),
		STR_ARG(shown_count(&mem, summary->unchanged)),
		STR_ARG(shown_count(&mem, summary->quarantined)));
	if (summary->repeated > 0)
		buf_add_format(&text, ", %.*s superseded by a later one",
			       STR_ARG(shown_count(&mem, summary->repeated)));
	if (summary->deleted > 0)
		buf_add_format(&text, "; %.*s deleted by ACTIVATE_VERSION",
			       STR_ARG(shown_count(&mem, summary->deleted)));
	print_note(NULL, buf_str(&text));
	arena_deinit(&mem);
}

/*
 * Waits for input until `due` (µs of the monotonic clock; 0: for ever). `*ready`: there is some, or the input has
 * ended.
 */
static MUST_CHECK bool await_input(const sigset_t *waiting, int64_t due, bool *ready, Err *err)
{
	fd_set set;
	struct timespec left = {0};
	int64_t us = due - clock_us(CLOCK_MONOTONIC);
	FD_ZERO(&set);
	FD_SET(STDIN_FILENO, &set);
	if (us > 0)
		left = (struct timespec){us / 1000000, us % 1000000 * 1000};
	int found = pselect(STDIN_FILENO + 1, &set, NULL, NULL, due > 0 ? &left : NULL, waiting);
	if (found < 0 && errno != EINTR)
		return fail(err, ERR_IO, "standard input: %s", strerror(errno));
	/* A signal is not delivered by pselect where there is input, too. */
	sigset_t blocked;
	(void)sigprocmask(SIG_SETMASK, waiting, &blocked);
	(void)sigprocmask(SIG_SETMASK, &blocked, NULL);
	*ready = found > 0 && stopped_by == 0;
	return true;
}

static MUST_CHECK bool read_chunk(char room[CHUNK], Str *out, Err *err)
{
	ssize_t got;
	do
		got = read(STDIN_FILENO, room, CHUNK);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return fail(err, ERR_IO, "standard input: %s", strerror(errno));
	*out = (Str){room, (size_t)got};
	return true;
}

/* One round: waits, reads, and writes what has waited long enough. */
static MUST_CHECK bool pump(Cli *cli, SingerTarget *target, const sigset_t *waiting, int64_t *due,
			    bool *last, Err *err)
{
	static char room[CHUNK];
	bool ready = false;
	Str chunk;
	if (!await_input(waiting, *due, &ready, err))
		return false;
	cli->app->now.us = clock_us(CLOCK_REALTIME);
	if (ready) {
		if (!read_chunk(room, &chunk, err))
			return false;
		*last = chunk.len == 0;
		if (!singer_target_feed(target, chunk, *last, err))
			return false;
	}
	int64_t now = clock_us(CLOCK_MONOTONIC);
	if (*due > 0 && now >= *due && !singer_target_flush(target, err))
		return false;
	if (!singer_target_waits(target))
		*due = 0;
	else if (*due == 0)
		*due = now + BATCH_US;
	return true;
}

static MUST_CHECK bool run(Cli *cli, SingerTarget *target, Err *err)
{
	sigset_t waiting;
	int64_t due = 0;
	bool last = false;
	catch_signals(&waiting);
	while (!last && stopped_by == 0) {
		if (!pump(cli, target, &waiting, &due, &last, err))
			return false;
	}
	if (last)
		return true;
	if (!singer_target_flush(target, err))
		return false;
	return fail(err, ERR_UNAVAILABLE,
		    "stopped by signal %d before the input has ended; what came before the last "
		    "STATE is stored",
		    (int)stopped_by);
}

bool ingest_check(const Args *args, Err *err)
{
	return args->singer || fail(err, ERR_USAGE,
				    "say what comes on standard input: --singer, the messages of a "
				    "Singer tap");
}

bool ingest_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	SingerTarget *target;
	SingerRequest request = {
		.mappings = args->mappings.at,
		.mapping_count = args->mappings.len,
		.source = args->source,
		.state = print_state,
		.note = print_note,
		.context = cli,
	};
	if (!singer_target_open(cli->app, &request, &target, err))
		return false;
	bool ok = run(cli, target, err);
	SingerSummary summary = singer_target_summary(target);
	print_summary(&summary);
	singer_target_close(target);
	return ok;
}
