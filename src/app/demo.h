#ifndef PACTA_APP_DEMO_H
#define PACTA_APP_DEMO_H

/*
 * The demo firm: about 40 contracts with two to three years of history, sixty people with their hours, and what
 * finance made of it. Always the same; it was recorded by the firm's own clock, in September 2026, though never later
 * than now.
 */

#include "app/app.h"

typedef struct DemoSummary {
	size_t accounts;
	size_t contracts;
	size_t entries; /* of the contracts' histories */
	uint64_t files; /* imported */
	uint64_t facts; /* taken from them, time entries with the others */
	uint64_t time_entries;
	uint64_t waiting; /* rows in quarantine */
	size_t links;
	Str published_key; /* the contract of the published table */
	Date last_day;     /* newest day of work: figures are asked as of it */
} DemoSummary;

/*
 * Each account, contract, amendment, link and file is a transaction of its own.
 * Errors: ERR_CONFLICT the store holds contracts, accounts or custom fields already; those of the store
 */
MUST_CHECK bool demo_load(App *app, DemoSummary *out, Err *err);

#endif
