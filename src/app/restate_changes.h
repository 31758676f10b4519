#ifndef PACTA_APP_RESTATE_CHANGES_H
#define PACTA_APP_RESTATE_CHANGES_H

/* What became known between two instants: of contracts, of people, of what contracts share. Inside a transaction. */

#include "app/asking.h"
#include "app/fact_names.h"
#include "app/restate.h"
#include "base/map.h"
#include "store/revision.h"

/* What became known at one instant of one contract; or one entry of its history. */
typedef struct KnownStep {
	int64_t contract_id; /* 0: shared, or of people */
	Instant at;
	int32_t number; /* of an entry of the history; 0: facts */
	int64_t import_id;
	size_t total;
	VEC(RestatedChange) changes; /* as many as are told */
} KnownStep;

typedef struct KnownSteps {
	App *app;
	Instant after, until; /* what became known after the one, up to the other */
	Date as_of;
	unsigned needs; /* NEED_… of the metrics: other kinds are not looked at */
	/* Of people: then what touches them counts together, with contract_id 0. NULL: of contracts */
	const ResourceRefs *people;
	bool backwards; /* before and after are told the other way round */
	size_t limit;   /* changes told of a step; 0: all */
	FactNames *names;
	VEC(KnownStep *) list;
	Map places;                /* by contract, instant and number */
	size_t counts[FACT_KINDS]; /* changes of what contracts share */
} KnownSteps;

/* Reads what `steps` asks for; of one contract, or of all (0). Steps by contract, instant, number. */
MUST_CHECK bool known_steps_read(KnownSteps *steps, const BookHeads *heads, Err *err);

/* restate_facts.c: facts and time entries. */
MUST_CHECK bool known_facts_add(KnownSteps *steps, FactKind kind, int64_t contract_id, Err *err);
MUST_CHECK bool known_entries_add(KnownSteps *steps, int64_t contract_id, Err *err);

/* The step that a change belongs to. `*tells`: its text is wanted. */
KnownStep *known_step(KnownSteps *steps, int64_t contract_id, Instant at, int32_t number,
		      int64_t import_id, bool *tells);
void known_step_tell(KnownSteps *steps, KnownStep *step, RestatedChange change);

/* restate_entry.c: an entry of a history. */
typedef struct EntryTelling {
	const KnownSteps *steps;
	const Fields *fields;
	const ContractCard *contract;
	const StoredHistory *history;
	const Entry *entry;
} EntryTelling;

/* Fills before, after and words: its fields on its effective day, as known at its instant without it and with it. */
MUST_CHECK bool entry_tell(const EntryTelling *telling, RestatedChange *out, Err *err);

bool known_between(const KnownSteps *steps, Instant at);

#endif
