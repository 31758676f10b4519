#ifndef PACTA_APP_FACT_IMPORT_H
#define PACTA_APP_FACT_IMPORT_H

/*
 * Taking drafts of facts into the store: names become ids, entries are split at midnight, and what cannot be taken
 * waits in quarantine.
 *
 * An intake lives inside one write transaction, which the caller begins and ends. Drafts are gathered and written in
 * large batches: outcomes, and thereby the counts, are final after fact_intake_flush. An intake takes drafts of any
 * kinds, of one origin after another.
 */

#include "app/resolver.h"
#include "ingest/fact_draft.h"
#include "store/facts.h"
#include "store/quarantine.h"

enum { REJECTS_SHOWN = 20 };

/* Where drafts come from. Texts must live as long as the intake. */
typedef struct FactOrigin {
	Str source;        /* what its facts are told apart by; not empty */
	int64_t import_id; /* of lineage; 0: none */
	Str file;          /* of lineage, told in quarantine; empty: none */
	Str contract;      /* key of the contract that all belong to; empty: told by the drafts */
	Str time_zone;     /* whose midnights part its days; empty: a day has 24 hours */
	/* Of two drafts of one identity the newest counts, as in a stream; else the first, and the other waits. */
	bool replaces_own;
} FactOrigin;

typedef struct FactCounts {
	uint64_t read; /* = accepted + corrected + unchanged + quarantined */
	uint64_t accepted;
	uint64_t corrected; /* replaced or moved */
	uint64_t unchanged;
	uint64_t quarantined;
	uint64_t waiting_already; /* of the quarantined: there already, just so */
	uint64_t deleted;         /* not among those read */
	uint64_t passed[PASSES];
	uint64_t warnings[FACT_WARNINGS];
	uint64_t contracts; /* that they speak of */
	int64_t seconds;    /* of time entries taken or there already */
	int64_t waiting_seconds;
	Period days;   /* that the facts' days span; both DATE_NONE: none */
	Period begins; /* the same of entries' first days alone: what a complete file tells all of */
	const QuarantineRow *first_rejects;
	size_t first_reject_count; /* at most REJECTS_SHOWN */
} FactCounts;

typedef struct FactIntake FactIntake;

/*
 * Opens an intake for `known_at`, which comes from recording_clock_tick. It and what it loads live in `mem`. Must be
 * closed, whatever becomes of the transaction.
 * Errors: ERR_NOT_FOUND no such contract, field "contract"; those of zone_open and of the store
 */
MUST_CHECK bool fact_intake_open(App *app, Arena *mem, Instant known_at, const FactOrigin *origin,
				 FactIntake **out, Err *err);

/* The same for a few drafts: names are looked up one by one, and no warning tells of terms. */
MUST_CHECK bool fact_intake_open_few(App *app, Arena *mem, Instant known_at,
				     const FactOrigin *origin, FactIntake **out, Err *err);

void fact_intake_close(FactIntake *intake);

/* What is gathered is written, and further drafts are of another origin. Counts go on. Errors: as above */
MUST_CHECK bool fact_intake_switch(FactIntake *intake, const FactOrigin *origin, Err *err);

/*
 * A sink that counts every draft and reject and takes them; `kind` tells what rejects would have been. Lives as long
 * as the intake. Errors of it: those of the store
 */
FactSink fact_intake_sink(FactIntake *intake, FactKind kind);

/*
 * Take the draft of a row that waits: where that fails again the row stays, with its new reason. It is told as taken
 * (quarantine_take by `import_id`) when it was written. Counted like any draft.
 */
MUST_CHECK bool fact_intake_retry(FactIntake *intake, const QuarantineRow *row,
				  const FactDraft *draft, Err *err);

/*
 * Delete what the origin's source calls by this external id (kinds that are sourced), also what waits under it. What
 * is gathered is written first.
 */
MUST_CHECK bool fact_intake_delete(FactIntake *intake, FactKind kind, Str external_id, Err *err);

/*
 * Write all that is gathered. Reversals whose original has come by now are taken, also those that wait from earlier
 * on; the others wait.
 */
MUST_CHECK bool fact_intake_flush(FactIntake *intake, Err *err);

/*
 * After the flush: delete the origin's facts of `kind` in the days that its drafts spanned that no draft stood for.
 * Only with fact_intake_remember called before the first draft.
 */
void fact_intake_remember(FactIntake *intake);
MUST_CHECK bool fact_intake_delete_others(FactIntake *intake, FactKind kind, Err *err);

const FactCounts *fact_intake_counts(const FactIntake *intake);

/* What resolves its names, for whoever makes names in the same transaction. */
Resolver *fact_intake_resolver(FactIntake *intake);

/* Whether anything of the store is different now. */
bool fact_intake_changed(const FactIntake *intake);

#endif
