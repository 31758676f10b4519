#ifndef PACTA_APP_FACT_IMPORT_PARTS_H
#define PACTA_APP_FACT_IMPORT_PARTS_H

/* What the sources of fact_import share, and nobody else uses. */

#include "app/fact_import.h"
#include "app/fact_import_ids.h"
#include "app/resolver.h"
#include "base/zone.h"

enum {
	INTAKE_ROWS_MAX = 512 * 1024, /* entries gathered before they are written */
	FACT_ROWS_MAX = 16 * 1024,    /* the same of other facts */
	ENTRY_PARTS_MAX = 31,         /* days of one entry */
	MONTH_FIRST = -840,           /* January 1900 */
	MONTHS = 3600,                /* to December 2199 */
	NAME_TEXT_MAX = 500,          /* bytes of what names something; ids have more, notes any */
	SCRATCH_KEPT = 1 << 20,       /* bytes of scratch that are used again */
};

/* A draft that was resolved: its place among the facts or entries that are gathered. */
typedef struct IntakeRow {
	uint32_t first; /* place of its first entry, or of its fact */
	uint32_t parts; /* 0: another one of its identity has taken its place */
	uint64_t line;
	Str raw;
	Str key; /* in quarantine; of entries it is the external id, and empty here */
	const QuarantineRow *waits; /* the row in quarantine that is tried again; NULL: none */
	uint8_t *told;              /* where its outcome is told; NULL: nowhere */
} IntakeRow;

typedef VEC(IntakeRow) IntakeRows;

/* A draft, copied, that can only be taken after others: a reversal before its original. */
typedef struct HeldDraft {
	FactDraft draft;
	const QuarantineRow *waits;
	uint8_t *told;
} HeldDraft;

struct FactIntake {
	App *app;
	Arena *mem;
	Arena texts;   /* of what is gathered; freed when it is written */
	Arena scratch; /* of one draft */
	Instant known_at;
	FactOrigin origin;
	KnownContract *only; /* the origin's contract; NULL: told by the drafts */
	const Zone *zone;    /* the origin's; NULL: none */
	Resolver *resolver;
	FactCounts counts;
	uint8_t *told; /* where the outcome of what is taken now is told; NULL: nowhere */
	Date today;
	uint32_t warned; /* what the draft that is taken now warns of itself */

	VEC(TimeEntry) entries;
	IntakeRows entry_rows;
	IdTable entry_ids; /* rows by external id */
	VEC(EntryId) entry_deletions;
	VEC(uint8_t *) entry_deletions_told;

	VEC(Fact) facts;
	IntakeRows fact_rows; /* one of each fact */
	VEC(Str) fact_keys;   /* kind and identity of each */
	IdTable fact_ids;     /* places by key */
	VEC(Fact) fact_deletions;
	VEC(uint8_t *) fact_deletions_told;

	VEC(HeldDraft) held;
	Map recognised; /* external ids of the source's recognitions that are recognised */

	Map waiting;         /* what waits of the source; see fact_import_waiting.c */
	VEC(Str) come_again; /* keys that wait from before and were taken now */
	VEC(QuarantineRow) first_rejects;

	VEC(Str) others; /* external ids of entries that the file lacks */
	IdSet seen;      /* identities in the file, with their kind before them */

	bool changed;
	bool few;              /* what waits is not loaded, but asked for */
	bool strict;           /* nothing waits: what cannot be taken is an error */
	bool entries_left_out; /* some entries are of no row any more */
	bool recognised_loaded;
	bool recognised_more; /* some were taken since reversals were last tried */
	bool remembers;       /* which ids the file holds */
	bool closed[MONTHS];  /* months that finance has closed, from MONTH_FIRST on */
};

/* fact_import_entry.c: one draft of a time entry, or of another fact. `waits` as in IntakeRow. */
MUST_CHECK bool intake_take_entry(FactIntake *in, const FactDraft *draft,
				  const QuarantineRow *waits, Err *err);
MUST_CHECK bool intake_take_fact(FactIntake *in, const FactDraft *draft, const QuarantineRow *waits,
				 Err *err);

/* Whether names and ids are as short as indexes need them, and all that is required is there. */
MUST_CHECK bool intake_check_texts(const FactDraft *draft, Err *why);

/* fact_import.c: either of them. */
MUST_CHECK bool intake_take(FactIntake *in, const FactDraft *draft, const QuarantineRow *waits,
			    Err *err);

/* Whatever is gathered is written, but reversals are held on; intake_settle takes or refuses them before. */
MUST_CHECK bool intake_write(FactIntake *in, Err *err);
MUST_CHECK bool intake_settle(FactIntake *in, Err *err);

/*
 * fact_import_reversal.c: a reversal of what is not recognised is held, since its original may stand further below.
 * In the end those whose original has come are taken, and the others refused.
 */
MUST_CHECK bool intake_must_hold(FactIntake *in, const FactDraft *draft, bool *held, Err *err);
void intake_hold(FactIntake *in, const FactDraft *draft, const QuarantineRow *waits);
MUST_CHECK bool intake_take_held(FactIntake *in, Err *err);
MUST_CHECK bool intake_refuse_held(FactIntake *in, Err *err);

/* The fact is taken: it may be the original of a reversal. */
void intake_note_recognised(FactIntake *in, const Fact *fact);

/* Reversals of the source that wait are tried again. Not counted. */
MUST_CHECK bool intake_retry_refused(FactIntake *in, Err *err);

/* fact_import_record.c: why a draft waits. What is told of it is built in the intake's scratch. */
typedef struct WaitReason {
	const char *code;
	Str column; /* that is to blame; or empty */
	Str text;
	NameGap gap;
} WaitReason;

MUST_CHECK bool intake_wait(FactIntake *in, const FactDraft *draft, const QuarantineRow *waits,
			    const WaitReason *why, Err *err);
MUST_CHECK bool intake_wait_gap(FactIntake *in, const FactDraft *draft, const QuarantineRow *waits,
				const NameGap *gap, Err *err);
MUST_CHECK bool intake_wait_value(FactIntake *in, const FactDraft *draft,
				  const QuarantineRow *waits, const Err *why, Err *err);
MUST_CHECK bool intake_reject(FactIntake *in, FactKind kind, const Reject *reject, Err *err);

/* What tells a draft apart in quarantine. */
Str intake_row_key(Arena *mem, const FactDraft *draft);

/* fact_import_waiting.c: what waits of the origin's source. */
MUST_CHECK bool intake_waiting_load(FactIntake *in, Err *err);

/* Keeps a row, whose lineage is filled in; counted. `waits` as in IntakeRow. */
MUST_CHECK bool intake_quarantine(FactIntake *in, QuarantineRow *row, const QuarantineRow *waits,
				  Err *err);

/* A row that contradicts the one of its identity in line `other` (0: not known). */
MUST_CHECK bool intake_wait_repeated(FactIntake *in, FactKind kind, const IntakeRow *row, Str key,
				     uint64_t other, int64_t seconds, Err *err);

/*
 * The draft was resolved: what waits of its identity from before is resolved at the end, unless another row of the
 * file waits in its place.
 */
void intake_come_again(FactIntake *in, const FactDraft *draft);
MUST_CHECK bool intake_resolve_come_again(FactIntake *in, Err *err);

/* What waits under this external id is discarded. */
MUST_CHECK bool intake_discard_waiting(FactIntake *in, FactKind kind, Str external_id, Err *err);

/* Counts of a row that was written; rows that waited are taken. */
MUST_CHECK bool intake_taken(FactIntake *in, const IntakeRow *row, FactOutcome outcome, Err *err);

/* fact_import_delete.c: the file holds this id. */
void intake_remember(FactIntake *in, FactKind kind, Str id);
void intake_deleted(FactIntake *in, uint8_t *told, FactOutcome outcome);

/* Gathers a deletion; its texts are copied. */
MUST_CHECK bool intake_delete_fact(FactIntake *in, const Fact *fact, Err *err);

/* fact_import_entry.c, fact_import_fact.c: write what is gathered of them. */
MUST_CHECK bool intake_write_entries(FactIntake *in, Err *err);
MUST_CHECK bool intake_write_facts(FactIntake *in, Err *err);

/* Contract of the origin, or by the words. */
MUST_CHECK bool intake_contract(FactIntake *in, const ContractWords *words, Date on,
				ContractMeaning *out, NameGap *gap, Err *err);

/* fact_import_days.c: the day of a fact by which it is found, or DATE_NONE. */
Date fact_day(FactKind kind, const FactValue *values);
void intake_note_day(FactIntake *in, Date day);
/* The last day of an entry that crosses midnight. */
void intake_note_last_day(FactIntake *in, Date day);
/* Unless the draft has told of it. */
void intake_warn(FactIntake *in, FactWarning warning);
void intake_warn_of_day(FactIntake *in, const KnownContract *contract, Date day);
bool intake_is_closed(const FactIntake *in, Date day);

#endif
