#ifndef PACTA_HTTP_SPOOL_H
#define PACTA_HTTP_SPOOL_H

/*
 * A file for a body while it comes in, hashed on the way.
 *
 * It has no name in any folder ($TMPDIR, else /tmp), so that nothing is left of it however the process
 * ends; whoever reads it opens its path below /proc.
 */

#include "http/call.h"

typedef struct Spool {
	int file; /* -1: not open */
	uint64_t bytes;
	Sha256 hash;
	char path[32];
} Spool;

/* Errors: ERR_IO no file can be made there */
MUST_CHECK bool spool_open(Spool *spool, Err *err);

/* Errors: ERR_IO the disk is full or fails; the text says which */
MUST_CHECK bool spool_write(Spool *spool, Str bytes, Err *err);

/* What has been written, readable until spool_close. Ends the writing. */
Upload spool_finish(Spool *spool);

void spool_close(Spool *spool); /* also where it is not open */

#endif
