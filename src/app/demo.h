#ifndef PACTA_APP_DEMO_H
#define PACTA_APP_DEMO_H

/* The demo firm: about 40 contracts with two to three years of history. Always the same. */

#include "app/app.h"

typedef struct DemoSummary {
	size_t accounts;
	size_t contracts;
	size_t entries;
	Str published_key; /* the contract of the published table */
} DemoSummary;

/*
 * Each account, contract and amendment is a transaction of its own.
 * Errors: ERR_CONFLICT the store holds contracts, accounts or custom fields already; those of the store
 */
MUST_CHECK bool demo_load(App *app, DemoSummary *out, Err *err);

#endif
