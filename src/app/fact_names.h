#ifndef PACTA_APP_FACT_NAMES_H
#define PACTA_APP_FACT_NAMES_H

/* What the ids in facts are called, and which ids a query names. Inside a transaction. */

#include "app/facts.h"
#include "app/lookup.h"

/* Loaded once per use case; lives in the app's arena. */
typedef struct FactNames {
	App *app;
	ContractNames contracts; /* by id */
	Tasks tasks;             /* by id */
	Resources resources;     /* by id */
	FactSources sources;     /* by id */
	Map files;               /* place in file_list by the bytes of an import's id */
	VEC(Str) file_list;
} FactNames;

/* Those of one contract (0: of all), of its tasks, and of all resources and sources. */
MUST_CHECK bool fact_names_load(App *app, const Contract *contract, FactNames *out, Err *err);

/* Empty where there is none. O(log n) */
Str fact_names_contract(const FactNames *names, int64_t id);
Str fact_names_task(const FactNames *names, int64_t id);
Str fact_names_resource(const FactNames *names, int64_t id);
Str fact_names_source(const FactNames *names, int64_t id);

/* Currency of a contract; "" where there is none. */
Currency fact_names_currency(const FactNames *names, int64_t contract_id);

/* The currency of all contracts that were loaded; false: there are several, or none. */
bool fact_names_only_currency(const FactNames *names, Currency *out);

/* File of an import; empty for 0. Asks the store once an import. */
MUST_CHECK bool fact_names_file(FactNames *names, int64_t import_id, Str *out, Err *err);

/* The id of a resource or source by its name. Errors: ERR_NOT_FOUND */
MUST_CHECK bool fact_names_find_resource(const FactNames *names, Str key, int64_t *out, Err *err);
MUST_CHECK bool fact_names_find_source(const FactNames *names, Str name, int64_t *out, Err *err);

/*
 * The names that a query of entries needs, and its filter.
 * Errors: ERR_NOT_FOUND contract, task, resource, source; ERR_INPUT several contracts have such a task
 */
MUST_CHECK bool fact_names_resolve(App *app, const EntriesQuery *query, FactNames *names,
				   EntryFilter *filter, Err *err);

/* The same for sums: names of tasks and resources only where the query names one. */
MUST_CHECK bool fact_names_resolve_sums(App *app, const EntriesQuery *query, FactNames *names,
					EntryFilter *filter, Err *err);

/* What groups are named by, in any order; empty: they are not grouped by it. */
typedef struct GroupNames {
	Tasks tasks;
	Resources resources;
} GroupNames;

/* Few of them are asked for one by one. */
MUST_CHECK bool fact_names_of_groups(const FactNames *names, const EntryFilter *filter, unsigned by,
				     GroupBlocks groups, GroupNames *out, Err *err);

#endif
