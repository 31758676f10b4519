#ifndef PACTA_CLI_FACES_H
#define PACTA_CLI_FACES_H

/*
 * The other faces of pacta, for commands that begin one. The process's main gives them: faces stand beside
 * each other and do not know each other.
 */

#include "base/err.h"
#include "base/str.h"

typedef enum ServeLog { SERVE_LOG_ERRORS, SERVE_LOG_REQUESTS, SERVE_LOG_OFF } ServeLog;

/* Numbers are 0 where the face's own default counts. */
typedef struct ServeRequest {
	const char *store; /* URL */
	Str user;          /* who records */
	Str listen;        /* HOST:PORT */
	ServeLog log;
	int64_t upload_mib;
	int64_t header_s;
	int64_t body_s;
	int64_t answer_s;
	int64_t idle_s;

	/* Called with the address as a URL, when the server listens. */
	bool (*started)(void *context, Str address, Err *err);
	void *context;
} ServeRequest;

typedef struct Faces {
	bool (*serve)(const ServeRequest *request, Err *err); /* until it is told to stop */
} Faces;

#endif
