#ifndef PACTA_APP_CHECK_H
#define PACTA_APP_CHECK_H

/* The proof that the store holds what was written. */

#include "app/app.h"

typedef struct Finding {
	Str what; /* names contract, row and fault */
} Finding;

typedef struct CheckReport {
	uint64_t contracts;
	uint64_t entries;
	uint64_t snapshots;
	uint64_t documents;    /* without those removed */
	uint64_t time_entries; /* that hold now, by their days */
	uint64_t facts;        /* versions of other facts */
	Str head; /* "2026-11-22T10:00:00.123456Z:" and 64 hexadecimal digits: newest recorded instant, and
		   * the SHA-256 over the newest link of every chain, by contract id */
	Finding *findings; /* empty: all is well; the first 100 */
	size_t finding_count;
} CheckReport;

/*
 * Verify the files, every audit chain, every fold, that the stored snapshots equal a rebuild, that every document
 * has the size and the SHA-256 of what was stored, that the sums of time entries equal a rebuild, and that every other
 * fact is what was written.
 *
 * expect_head  a head that an earlier check printed, or NULL: the chains as they were at its instant must
 *              give the same hash, so that lost entries are found also after others were added
 * Errors: ERR_INPUT expect_head is not a head. What is found is in the report, not an error
 */
MUST_CHECK bool check_run(App *app, const Str *expect_head, CheckReport *out, Err *err);

#endif
