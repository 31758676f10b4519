#ifndef PACTA_APP_DISCREPANCIES_H
#define PACTA_APP_DISCREPANCIES_H

/*
 * Where sources disagree. Found from the facts as they are, never resolved silently.
 *
 * claimed_twice: two sources tell time entries of one person and day that
 * - overlap by a minute or more, where both tell when they began, whatever the contracts; or else,
 * - where one of both does not tell when it began, are of the same contract (without one: of the same category).
 * Hours of different contracts whose time of day is not known may stand beside each other, so they are not told.
 * There is one discrepancy per person, day and pair of sources (and contract, of the second kind), with what each of
 * both says. outside_term and future are told per contract and month. A ledger total is looked at where its month is
 * closed.
 */

#include "app/facts.h"

typedef enum DiscrepancyKind {
	DISCREPANCY_DURATION,      /* duration_differs: an entry's duration and its start and end */
	DISCREPANCY_CLAIMED_TWICE, /* claimed_twice: two sources claim the same hours of a person */
	DISCREPANCY_LONG_DAY,      /* over_24h: more than 24 hours of a person on a day */
	DISCREPANCY_LEDGER, /* ledger_total: recognised in a closed month, and the ledger's total */
	DISCREPANCY_OUTSIDE, /* outside_term: work before a contract's start or after its end */
	DISCREPANCY_FUTURE,  /* future: work after today */
	DISCREPANCY_KINDS,
} DiscrepancyKind;

const char *discrepancy_name(DiscrepancyKind kind); /* "claimed_twice" */
const char *discrepancy_text(DiscrepancyKind kind); /* a sentence for people */

/* One side of it. */
typedef struct DiscrepancySide {
	Str label; /* "duration", "start to end", "toggl", "ledger" */
	Str source;
	Str external_id; /* of one entry; empty: several */
	Str file;
	int64_t line;
	bool is_money;
	int64_t amount; /* seconds, or minor units */
} DiscrepancySide;

typedef struct Discrepancy {
	DiscrepancyKind kind;
	Str contract; /* key; empty: none */
	Str resource;
	Date date;         /* the day, or the month's first */
	Currency currency; /* of money */
	DiscrepancySide left, right;
	int64_t difference; /* left − right */
	int64_t entries;    /* how many are concerned */
} Discrepancy;

typedef struct DiscrepancyQuery {
	Str contract; /* key; empty: of all */
	Str resource;
	int kind; /* DiscrepancyKind, or -1: all */
	Date from, to;
	Moment moment;
	Date today;
} DiscrepancyQuery;

typedef struct Discrepancies {
	Discrepancy *at; /* by kind, newest date first */
	size_t len;
	uint64_t counts[DISCREPANCY_KINDS];
} Discrepancies;

MUST_CHECK bool discrepancies_find(App *app, const DiscrepancyQuery *query, Discrepancies *out,
				   Err *err);

/* Sources of facts: what came from each, when last, how it went. */
typedef struct SourceRow {
	Str name;
	Str facts; /* names of the kinds it brought, with ", " between */
	int64_t imports;
	int64_t last_import; /* id; 0: none (written by hand or by a stream) */
	Instant last_at;     /* of the last import */
	Str last_file;
	Date newest_day; /* newest work date; DATE_NONE: none */
	int64_t entries;
	int64_t seconds;
	int64_t waiting_rows;
	int64_t waiting_seconds;
} SourceRow;
typedef struct SourceRows {
	SourceRow *at; /* by name */
	size_t len;
} SourceRows;
MUST_CHECK bool sources_rows(App *app, SourceRows *out, Err *err);

#endif
