#ifndef PACTA_APP_IMPORT_APPLY_H
#define PACTA_APP_IMPORT_APPLY_H

/* Applying the rows of a file to the store, inside one transaction. */

#include "app/import_rows.h"
#include "app/imports.h"

/*
 * Apply `rows` and count into `summary`; `*changed` says whether the store differs after it. A dry run rolls
 * the transaction back.
 * Errors: those of the store; ERR_CONFLICT a custom field of the mapping has another type already
 */
MUST_CHECK bool import_apply(App *app, const Mapping *mapping, ImportRows *rows,
			     ImportSummary *summary, bool *changed, Err *err);

#endif
