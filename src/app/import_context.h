#ifndef PACTA_APP_IMPORT_CONTEXT_H
#define PACTA_APP_IMPORT_CONTEXT_H

/* What applying a file needs of the store, loaded once per import; inside its transaction. */

#include "app/import_rows.h"
#include "app/imports.h"
#include "app/session.h"

typedef struct ImportContext {
	App *app;
	const Mapping *mapping;
	const MappingInfo *info;
	ImportRows *rows;
	ImportSummary *summary;
	Fields fields;
	SourceForms known;      /* rows of this source that are recorded */
	Map accounts;           /* id by name */
	ContractList contracts; /* by id; kept as new as the store */
	Map contracts_by_key;   /* place in contracts */
	Map waiting;            /* keys of this source in quarantine */
	Map rejected;           /* keys of rows of this file that were rejected while reading */
	bool resolved;          /* some waiting rows were resolved */
	Instant recorded_at;
} ImportContext;

/*
 * Load it, declare the custom fields that the mapping needs, and let the rows name fields as they are now.
 * Errors: ERR_CONFLICT a custom field is there already, with another type or other choices
 */
MUST_CHECK bool import_context_load(ImportContext *context, Err *err);

/* The contract of a group of rows: the one in the store, or a new one (not yet written) by its first row. */
void import_contract_for(ImportContext *context, const Draft *draft, Contract *out, bool *fresh);

/* The contract with this id, or NULL. */
const Contract *import_contract_by_id(const ImportContext *context, int64_t id);

/* Write what the session staged, and keep the list of contracts true. */
MUST_CHECK bool import_save(ImportContext *context, Session *session, bool fresh, Err *err);

/* The retraction that takes a row's earlier revision back. */
Entry import_retraction(const ImportContext *context, int32_t target);

/* Put a draft into quarantine. */
void import_quarantine(ImportContext *context, const Draft *draft, Str reason);

#endif
