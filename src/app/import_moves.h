#ifndef PACTA_APP_IMPORT_MOVES_H
#define PACTA_APP_IMPORT_MOVES_H

/*
 * Rows of a file that have left the contract they were recorded in. They are found before any contract is
 * changed, and retracted there once their new contract has taken them.
 */

#include "app/import_context.h"

typedef struct Move {
	size_t draft;        /* place of the row */
	int64_t contract_id; /* where it is recorded */
	int32_t number;
	bool live;                  /* not retracted there */
	Instant retracted_known_at; /* if it is not live: when that was known */
	bool taken;                 /* its new contract took it */
	Str refusal;                /* why it cannot leave its contract; empty: it can */
} Move;

typedef struct Moves {
	Move *at; /* by contract */
	size_t len;
	Move **of_draft; /* NULL for rows that stay */
} Moves;

/* Find the moves among the rows. */
MUST_CHECK bool import_moves_find(ImportContext *context, Moves *out, Err *err);

/*
 * Retract those that were taken. Errors: ERR_RANGE an old contract cannot do without them; the rows then say
 * that the file is to be applied again, with them refused
 */
MUST_CHECK bool import_moves_retract(ImportContext *context, const Moves *moves, Err *err);

#endif
