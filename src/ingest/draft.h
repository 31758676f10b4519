#ifndef PACTA_INGEST_DRAFT_H
#define PACTA_INGEST_DRAFT_H

/*
 * What ingest makes of a source's rows: drafts of revisions, and rejects for quarantine.
 */

#include "history/contract_kind.h"
#include "history/entry.h"

/* Oddities that are seen in the row alone; bits. */
enum {
	ODD_BLANK_END = 1,            /* the mapping names the end, the row leaves it blank */
	ODD_END_BEFORE_EFFECTIVE = 2, /* ends_on ≤ effective_on */
};

/*
 * One row as a revision to be. Texts, all of them valid UTF-8 without NUL but for `raw`, and changes are
 * valid until the sink returns. A field is changed at most once; a blank cell changes nothing.
 */
typedef struct Draft {
	uint64_t line; /* where it begins in the file, from 1 */
	Str raw; /* as received: the record of a CSV file without its line end, the row's JSON */
	Str row_key;  /* identity within the source: the key columns, joined by tabs */
	Str contract; /* key */
	Str account;  /* name */
	Str name;     /* of the contract; may be empty */
	ContractKind kind;
	Currency currency;
	Date effective_on;
	bool has_known_at;
	Instant known_at;
	Date signed_on; /* or DATE_NONE */
	Str order_key;  /* the order columns, joined by tabs */
	Str reason;
	Str change_order;
	bool is_first; /* the source's first modification of its contract */
	const Change *changes;
	size_t change_count;
	unsigned odd; /* ODD_… */
} Draft;

/*
 * A row that cannot be taken. Texts, all of them valid UTF-8 in one line but for `raw` and `row_key`, are
 * valid until the sink returns.
 */
typedef struct Reject {
	uint64_t line;
	Str column; /* name of the column or pointer that is to blame; empty: the whole row */
	Str reason;
	Str row_key;  /* empty if it could not be read */
	Str raw;      /* as received */
	bool raw_cut; /* too long: raw is its beginning */
} Reject;

/* Takes drafts and rejects in the order of the file; blank lines are neither. An error of the sink ends the reading. */
typedef struct RowSink {
	void *context;
	bool (*take)(void *context, const Draft *draft, Err *err);
	bool (*reject)(void *context, const Reject *reject, Err *err);
	/* Bytes read so far, for a progress bar; may be NULL. */
	void (*progress)(void *context, uint64_t bytes);
} RowSink;

#endif
