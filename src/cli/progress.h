#ifndef PACTA_CLI_PROGRESS_H
#define PACTA_CLI_PROGRESS_H

/*
 * A progress bar on the standard error, where that is a terminal; else nothing.
 * It is drawn ten times a second at most, and cleared at the end.
 */

#include "base/str.h"

typedef struct Progress {
	bool shown;
	bool unicode;
	Str title;
	uint64_t size; /* bytes of the whole; 0: not known */
	int64_t drawn_at;
	bool drawn;
} Progress;

/* `path`: of the file that is read, "-" for the standard input. */
void progress_init(Progress *progress, const char *path, bool unicode);

/* For ImportRequest: `context` is a Progress. */
void progress_note(void *context, uint64_t bytes, uint64_t rows);

void progress_clear(Progress *progress);

#endif
