/*
 * pacta: picks the face. The command line comes first; it is given what only the process knows: the
 * clock, who runs it, and the server, which one of its commands begins.
 */

#include "cli/cli.h"
#include "http/server.h"
#include "http/web_files.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/*
 * A closed standard stream would give its number to the next file that is opened, and the answer
 * would be written into the store. Opened the wrong way round, it fails as a closed one does.
 */
static void keep_standard_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (fcntl(fd, F_GETFD) != -1 || errno != EBADF)
			continue;
		if (open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
			abort();
	}
}

static Instant system_clock(void)
{
	struct timespec now;
	if (clock_gettime(CLOCK_REALTIME, &now) != 0)
		abort();
	return (Instant){(int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000};
}

/* The operating system's user; not $USER, which anybody can set. */
static Str system_user(char *room, size_t size)
{
	const struct passwd *entry = getpwuid(geteuid());
	(void)snprintf(room, size, "uid %lu", (unsigned long)geteuid());
	return str_from_c(entry ? entry->pw_name : room);
}

static LogDetail log_detail(ServeLog log)
{
	switch (log) {
	case SERVE_LOG_ERRORS:
		return LOG_ERRORS;
	case SERVE_LOG_REQUESTS:
		return LOG_REQUESTS;
	case SERVE_LOG_OFF:
		return LOG_OFF;
	}
	__builtin_unreachable();
}

static void set_if_given(int64_t *limit, int64_t given)
{
	if (given > 0)
		*limit = given;
}

static bool serve(const ServeRequest *request, Err *err)
{
	ServerOptions options = {
		.url = request->store,
		.user = request->user,
		.listen = request->listen,
		.limits = LIMITS_DEFAULT,
		.log = log_detail(request->log),
		.pages = &WEB_FILES,
		.started = request->started,
		.context = request->context,
	};
	Limits *limits = &options.limits;
	if (request->upload_mib > 0)
		limits->upload = (uint64_t)request->upload_mib * MIB;
	set_if_given(&limits->header_s, request->header_s);
	set_if_given(&limits->body_s, request->body_s);
	set_if_given(&limits->answer_s, request->answer_s);
	set_if_given(&limits->idle_s, request->idle_s);
	return server_run(&options, err);
}

int main(int argc, char *argv[])
{
	char room[32];
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	keep_standard_streams();
	/* A reader that goes away is told as an error of writing. */
	(void)sigaction(SIGPIPE, &ignore, NULL);
	const Faces faces = {.serve = serve};
	return cli_main(argc, argv, system_clock(), system_user(room, sizeof room), &faces);
}
