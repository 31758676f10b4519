#ifndef PACTA_HTTP_LOG_H
#define PACTA_HTTP_LOG_H

/*
 * The server's log: one JSON object a line, on the standard error.
 *
 * Paths are logged, the first 600 bytes of them; queries and headers are not: they hold what people look
 * for. Thread-safe; whoever does not read the log loses lines, and nobody waits for him.
 */

#include "base/str.h"

#include <stdint.h>

typedef enum LogDetail {
	LOG_ERRORS,   /* start, stop, and what went wrong */
	LOG_REQUESTS, /* and every request */
	LOG_OFF,
} LogDetail;

typedef enum LogLevel { LOG_INFO, LOG_WARNING, LOG_ERROR } LogLevel;

typedef struct Log {
	LogDetail detail;
	int file; /* descriptor */
} Log;

typedef struct LoggedRequest {
	Str id;
	Str method;
	Str path;
	Str operation;   /* empty: no route */
	int status;      /* 0: not answered */
	uint64_t bytes;  /* of the answer's body */
	int64_t us;      /* from its headers to its end */
	const char *end; /* why it was not answered; NULL: it was */
} LoggedRequest;

/* `about` is what went wrong, or an address; empty: nothing more to say. */
void log_message(const Log *log, LogLevel level, const char *message, Str about);

/* As an error where the status is 500 or more. */
void log_request(const Log *log, const LoggedRequest *request);

#endif
