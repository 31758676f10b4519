#ifndef PACTA_APP_FACTS_H
#define PACTA_APP_FACTS_H

/* Facts as people and programs write, read and sum them one by one. */

#include "app/app.h"
#include "store/contract.h"
#include "store/dimension.h"
#include "store/facts.h"

/* A fact as it is written: texts by field name, as fact_value_parse reads them. */
typedef struct FactText {
	Str field;
	Str value;
} FactText;

typedef struct FactInput {
	FactKind kind;
	Str source;      /* empty: "manual" */
	Str external_id; /* of sourced kinds; empty: one is made */
	const FactText *texts;
	size_t text_count;
	bool deletes; /* by source and external id, or by the identity fields */
} FactInput;

typedef struct FactResult {
	FactOutcome outcome;
	Str source;
	Str external_id; /* or identity */
	bool refused;    /* by it facts_write failed */
} FactResult;

/*
 * Write facts in one transaction: all of them or none. Names of contracts, tasks and resources must be known here:
 * nothing goes to quarantine.
 * Errors: ERR_INPUT, ERR_NOT_FOUND (kind "contract", "task", "resource"), ERR_RANGE with the fact's field; then
 *         `results` tell which one is `refused`, and nothing else
 */
MUST_CHECK bool facts_write(App *app, const FactInput *inputs, size_t count, FactResult *results,
			    Err *err);

/*
 * The same inside a write transaction of the caller; what changed is told (app_tell). Where it fails, or nothing
 * `*changed`, the caller rolls back: the clock has ticked.
 */
MUST_CHECK bool facts_write_inside(App *app, const FactInput *inputs, size_t count,
				   FactResult *results, bool *changed, Err *err);

/* What a read of entries asks. Texts empty: not asked for. */
typedef struct EntriesQuery {
	Str contract; /* key; of entries_page of one contract needed, else empty: of all */
	Str task;
	Str resource;
	Str source;
	Date from; /* DATE_NONE: no limit */
	Date to;   /* first day after */
	Moment moment; /* as_of limits work dates (inclusive), known the versions; recorded is not looked at */
	bool backwards; /* the last first; else by contract and work date */
	EntryPlace after;
	size_t limit;
} EntriesQuery;

/* An entry with the names of what it refers to. */
typedef struct ShownEntry {
	TimeEntry entry;
	Str contract;      /* key; empty: none */
	Currency currency; /* of its amounts */
	Str task;
	Str resource;
	Str source;
	Str file; /* of its import; empty: not imported */
} ShownEntry;

typedef struct EntriesPage {
	ShownEntry *at;
	size_t len;
	bool more;
	EntryPlace last;   /* place of the last one */
	EntrySums sums;    /* of all entries of the query, not only of this page */
	Currency currency; /* of the sums' money; "" where contracts have several: it is 0 then */
	int64_t waiting_rows; /* rows in quarantine that may belong here: of these contracts, or of none that is known */
	int64_t waiting_seconds;
} EntriesPage;

/* Errors: ERR_NOT_FOUND contract, task, resource, source; ERR_INPUT several contracts have such a task */
MUST_CHECK bool entries_page(App *app, const EntriesQuery *query, EntriesPage *out, Err *err);

/*
 * The same handed over in stretches, in constant memory and one transaction: what was handed over lives until
 * `take` returns. `out` holds no entries, but the rest. A failure of `take` ends it with that error.
 */
typedef bool (*EntriesTake)(void *context, const ShownEntry *entries, size_t len, Err *err);
MUST_CHECK bool entries_visit(App *app, const EntriesQuery *query, EntriesTake take, void *context,
			      EntriesPage *out, Err *err);

/* All versions of one entry. Errors: ERR_NOT_FOUND */
typedef struct ShownVersions {
	ShownEntry *at; /* by part, then known_at */
	Instant *known_until;
	size_t len;
} ShownVersions;
MUST_CHECK bool entry_show(App *app, Str source, Str external_id, ShownVersions *out, Err *err);

typedef struct SumRow {
	Str contract;
	Str task;
	Str resource;
	Date date;          /* DATE_NONE: not grouped by time */
	int32_t time_class; /* where grouped by it */
	Currency
		currency; /* of bill and cost; "" where rows of several currencies are together: then they are 0 */
	EntrySums sums;
} SumRow;

typedef struct SumTable {
	unsigned by; /* SUM_BY_… */
	SumRow *at;
	size_t len;
	EntrySums total;   /* money left out where there are several currencies */
	Currency currency; /* of the total; "" : several */
	int64_t waiting_rows;
	int64_t waiting_seconds;
} SumTable;

/*
 * What sums are grouped by, from words with commas between: "contract,week".
 * Errors: ERR_INPUT another word, or two of day, week and month
 */
MUST_CHECK bool sum_by_parse(Str text, unsigned *out, Err *err);

/* "contract", "task", "resource", "day", "week", "month", "class"; NULL behind the last. Its bit is 1 << place. */
const char *sum_by_name(size_t place);

/* Sums of hours; `query` without after and limit. Errors: ERR_NOT_FOUND */
MUST_CHECK bool entries_sum_table(App *app, const EntriesQuery *query, unsigned by, SumTable *out,
				  Err *err);

/* Facts of another kind, with all names as text. */
typedef struct FactsQuery {
	FactKind kind;
	Str contract; /* key; empty: of all */
	Str source;
	Moment moment; /* known only */
	bool versions;
} FactsQuery;
typedef struct FactsPage {
	FactList list;
	const Str *contracts; /* key of each; empty: none */
	const Str *files;
} FactsPage;
MUST_CHECK bool facts_page(App *app, const FactsQuery *query, FactsPage *out, Err *err);

typedef struct ResourceRow {
	Str key;
	bool declared;
	Str name, team, roles; /* of its newest row */
} ResourceRow;
typedef struct ResourceRows {
	ResourceRow *at;
	size_t len;
} ResourceRows;
MUST_CHECK bool resources_rows(App *app, ResourceRows *out, Err *err);

#endif
