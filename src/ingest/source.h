#ifndef PACTA_INGEST_SOURCE_H
#define PACTA_INGEST_SOURCE_H

/*
 * Bytes of a file, a pipe or standard input, chunk by chunk. Private to ingest.
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
	Sha256 hash;    /* of all bytes read */
	uint64_t bytes; /* read so far */
	Buf head;       /* read by source_peek, and not yet given */
	bool at_end;    /* nothing follows what was read */
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

/* Appends what of an open file was not yet read. Errors: ERR_IO; ERR_TOO_LARGE it is longer than `longest` bytes */
MUST_CHECK bool source_read_rest(SourceFile *file, size_t longest, Buf *out, Err *err);

/*
 * The first 64 KiB of an open file (all of it, if it is shorter), to recognise it by; it is still to be read.
 * They live in `mem`, and are given by the source again.
 * Errors: ERR_IO; ERR_INPUT the file is empty
 */
MUST_CHECK bool source_peek(SourceFile *file, Arena *mem, Str *out, Err *err);

#endif
