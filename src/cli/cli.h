#ifndef PACTA_CLI_CLI_H
#define PACTA_CLI_CLI_H

/*
 * The command line: reads the arguments, opens the store, runs a command, prints.
 */

#include "app/app.h"
#include "cli/args.h"
#include "cli/faces.h"
#include "cli/screen.h"

/* What a command is given. It prints into `out`; nothing is written to the terminal before it ends. */
struct Cli {
	App *app;          /* NULL where the command needs no store */
	const char *store; /* its URL, or NULL */
	const Faces *faces;
	Arena *mem;
	const Args *args;
	const Screen *screen;
	Buf *out;
	bool for_machines; /* `out` holds JSON, CSV or the like, and goes out as it is */
	Instant now;
	Err outcome; /* filled where the command answers, but not with success; it is told as errors are */
};

/*
 * Writes what a long answer for machines holds so far, and begins it anew, once it is large: so its memory stays
 * bounded. Only where cli->for_machines.
 */
MUST_CHECK bool cli_flush(Cli *cli, Err *err);

/*
 * Run the command line `argv`. `now`: the system's clock; `user`: the operating system's
 * name of who asks; `faces`: what commands may begin. Returns the process's exit code; see `pacta help`.
 */
int cli_main(int argc, char *argv[], Instant now, Str user, const Faces *faces);

#endif
