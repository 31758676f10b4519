#ifndef PACTA_APP_CHECK_FACTS_H
#define PACTA_APP_CHECK_FACTS_H

/* The part of the proof that is about facts. Inside a transaction of the caller. */

#include "app/app.h"

typedef struct FactCheck {
	uint64_t entries; /* time entries that hold now, by their days */
	uint64_t facts;   /* versions of other facts */
	Str *findings;    /* at most one a kind of fact and one for the time entries */
	size_t finding_count;
} FactCheck;

/*
 * Whether roll-ups, keys and counts equal what the time entries make, and every version of the other facts is what
 * was written, by its fingerprint. Errors: those of the store. What is found is no error
 */
MUST_CHECK bool check_facts(App *app, FactCheck *out, Err *err);

#endif
