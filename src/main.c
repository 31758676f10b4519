/*
 * pacta: picks the face. The command line is the only one so far; it is given what only the
 * process knows: the clock, and who runs it.
 */

#include "cli/cli.h"

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

int main(int argc, char *argv[])
{
	char room[32];
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	keep_standard_streams();
	/* A reader that goes away is told as an error of writing. */
	(void)sigaction(SIGPIPE, &ignore, NULL);
	return cli_main(argc, argv, system_clock(), system_user(room, sizeof room));
}
