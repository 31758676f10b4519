#ifndef PACTA_APP_FACT_UNDO_H
#define PACTA_APP_FACT_UNDO_H

/* Taking an import of facts back, inside the transaction of the undoing. */

#include "app/app.h"
#include "store/facts.h"

typedef struct FactUndo {
	int64_t import_id;
	UndoneImports undone; /* the import, and all that were undone before */
	Instant at;           /* from recording_clock_tick: since when it is known */
} FactUndo;

/*
 * Whatever the import wrote, replaced or deleted is as the last word that is not undone has it: of another import or
 * by hand; without one it is gone. So imports can be undone in any order. What the import left in quarantine waits no
 * longer; what it took from there waits again, unless a later import has told of it.
 *
 * retracted, restored   facts that held and do not as they did; facts that hold again
 */
MUST_CHECK bool fact_undo(App *app, const FactUndo *undo, uint64_t *retracted, uint64_t *restored,
			  Err *err);

#endif
