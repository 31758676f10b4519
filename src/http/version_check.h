#ifndef PACTA_HTTP_VERSION_CHECK_H
#define PACTA_HTTP_VERSION_CHECK_H

/*
 * The store's version for threads that must not wait: each has a connection of its own to the SQLite
 * file, and looks at its mark (store/db.h) before it reads. With PostgreSQL it is always unknown here.
 */

#include "http/answer_cache.h"

typedef struct VersionCheck VersionCheck;

/*
 * `url` and `kept` must outlive it. The kept answers are forgotten where another file has taken the place
 * of the store's. Errors: ERR_UNAVAILABLE no memory
 */
MUST_CHECK bool version_check_make(const char *url, AnswerCache *kept, VersionCheck **out,
				   Err *err);

/* The version at this moment; false: a worker must look. */
bool version_check_now(VersionCheck *check, int64_t *version);

/* When the threads that asked have ended; they close their connections. NULL is fine. */
void version_check_free(VersionCheck *check);

#endif
