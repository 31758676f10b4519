#ifndef PACTA_INGEST_SOURCE_H
#define PACTA_INGEST_SOURCE_H

/*
 * Bytes of a file, a pipe or standard input, chunk by chunk. Private to ingest, but for
 * source_read_beginning.
 */

#include "base/err.h"
#include "base/hash.h"
#include "base/str.h"

/* What rows are read from. */
typedef struct Source {
	const char *name; /* for messages, which its own errors begin with */
	void *context;
	/*
	 * The next bytes, valid until the next call. `*last`: nothing follows; the chunk may be empty.
	 * Not called again after the last one or a failure.
	 */
	bool (*next)(void *context, Str *chunk, bool *last, Err *err);
} Source;

typedef struct SourceFile {
	const char *name; /* for messages */
	int fd;
	char *room;
	Sha256 hash;                                     /* of all bytes read */
	uint64_t bytes;                                  /* read so far */
	void (*progress)(void *context, uint64_t bytes); /* may be NULL */
	void *progress_context;
} SourceFile;

/*
 * Opens `path` ("-": standard input); must be closed. `path` must live as long as `out`.
 * Errors: ERR_NOT_FOUND, ERR_IO, ERR_INPUT a directory
 */
MUST_CHECK bool source_open(Arena *mem, const char *path, SourceFile *out, Err *err);
void source_close(SourceFile *file);

/* Errors: ERR_IO; ERR_INPUT the file is empty */
Source source_of_file(SourceFile *file);

/* Appends the whole file. Errors: those above; ERR_RANGE longer than `longest` bytes */
MUST_CHECK bool source_read_all(const char *path, size_t longest, Buf *out, Err *err);

/*
 * The first 64 KiB of a file (all of it, if it is shorter), to recognise it by. They live in `mem`.
 * Errors: those of source_open; ERR_INPUT the file is empty
 */
MUST_CHECK bool source_read_beginning(Arena *mem, const char *path, Str *out, Err *err);

#endif
