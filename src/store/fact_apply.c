/* Applying a batch of facts: what holds is found first, then the facts are taken in their order. */

#include "store/fact_row.h"
#include "store/fact_table.h"
#include "store/facts.h"

#include <assert.h>
#include <stdlib.h>

/* What holds of one identity, as the batch goes on. */
typedef struct Slot {
	FactKind kind;
	Str source; /* empty where the kind is not sourced */
	Str identity;
	bool holds;
	FactMark mark; /* of what holds */
} Slot;

typedef struct Slots {
	Arena *mem;
	Slot *at;
	size_t len;
	Map by_key;
	FactKind finding; /* the kind that is being looked up */
} Slots;

/* The slot of a source and identity, made where there is none. */
static Slot *slot_of(Slots *slots, FactKind kind, Str source, Str identity)
{
	Buf key = {.mem = slots->mem};
	int64_t place;
	if (!fact_spec(kind)->sourced)
		source = (Str){0};
	buf_add_int(&key, (int64_t)kind);
	buf_add_byte(&key, ' ');
	buf_add_int(&key, (int64_t)source.len);
	buf_add_byte(&key, ' ');
	buf_add(&key, source);
	buf_add(&key, identity);
	if (map_get(&slots->by_key, buf_str(&key), &place))
		return &slots->at[place];
	map_put(&slots->by_key, buf_str(&key), (int64_t)slots->len);
	Slot *slot = &slots->at[slots->len++];
	*slot = (Slot){.kind = kind, .source = source, .identity = identity};
	return slot;
}

static Slot *slot_of_fact(Slots *slots, const Fact *fact)
{
	return slot_of(slots, fact->kind, fact->source, fact->identity);
}

static void take_mark(void *context, const FactMark *mark)
{
	Slots *slots = context;
	Slot *slot = slot_of(slots, slots->finding, mark->source, mark->identity);
	slot->holds = true;
	slot->mark = *mark;
}

static int compare_slots(const void *a, const void *b)
{
	const Slot *x = *(Slot *const *)a;
	const Slot *y = *(Slot *const *)b;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	int order = str_cmp(x->source, y->source);
	return order != 0 ? order : str_cmp(x->identity, y->identity);
}

/* Looks up what holds: many identities of one kind and source with each query. */
static MUST_CHECK bool find_what_holds(Db *db, Slots *slots, Err *err)
{
	size_t len = slots->len;
	Slot **order = ARENA_ARRAY(slots->mem, Slot *, len);
	for (size_t i = 0; i < len; i++)
		order[i] = &slots->at[i];
	if (len > 0)
		qsort(order, len, sizeof *order, compare_slots);
	for (size_t i = 0; i < len;) {
		Str identities[FACT_FIND_MOST];
		const Slot *first = order[i];
		size_t count = 0;
		while (i < len && count < FACT_FIND_MOST && order[i]->kind == first->kind &&
		       str_eq(order[i]->source, first->source))
			identities[count++] = order[i++]->identity;
		slots->finding = first->kind;
		if (!fact_find(db, slots->mem, first->kind, first->source, identities, count,
			       INSTANT_MAX, take_mark, slots, err))
			return false;
	}
	return true;
}

/* What holds no longer does. What came with this very batch was never known: it leaves no trace. */
static MUST_CHECK bool end_slot(Db *db, Slot *slot, Instant at, int64_t import_id, Err *err)
{
	assert(slot->mark.known_at.us <= at.us);
	slot->holds = false;
	if (slot->mark.known_at.us == at.us)
		return fact_erase(db, slot->kind, &slot->mark, err);
	return fact_close(db, slot->kind, &slot->mark, at, import_id, err);
}

static MUST_CHECK bool apply_fact(Db *db, Slot *slot, const Fact *fact, const FactBatch *batch,
				  uint8_t *outcome, Err *err)
{
	int64_t fingerprint = fact_fingerprint(fact);
	FactOutcome result = FACT_ADDED;
	if (slot->holds) {
		const FactMark *old = &slot->mark;
		if (old->fingerprint == fingerprint) {
			*outcome = FACT_UNCHANGED;
			return true;
		}
		if (old->import_id != 0 && old->import_id == fact->import_id &&
		    !batch->replaces_own) {
			*outcome = FACT_REPEATED;
			return true;
		}
		result = old->contract_id == fact->contract_id ? FACT_REPLACED : FACT_MOVED;
		if (!end_slot(db, slot, batch->known_at, fact->import_id, err))
			return false;
	}
	if (!fact_insert(db, fact, fingerprint, batch->known_at, err))
		return false;
	slot->holds = true;
	slot->mark = (FactMark){
		.source = fact->source,
		.identity = fact->identity,
		.contract_id = fact->contract_id,
		.known_at = batch->known_at,
		.known_until = INSTANT_MAX,
		.fingerprint = fingerprint,
		.import_id = fact->import_id,
	};
	*outcome = (uint8_t)result;
	return true;
}

static MUST_CHECK bool apply_deletion(Db *db, Slot *slot, const Fact *fact, const FactBatch *batch,
				      uint8_t *outcome, Err *err)
{
	bool holds = slot->holds;
	if (holds && !end_slot(db, slot, batch->known_at, fact->import_id, err))
		return false;
	*outcome = holds ? FACT_DELETED : FACT_ABSENT;
	return true;
}

static MUST_CHECK bool apply_batch(Db *db, Slots *slots, const FactBatch *batch,
				   uint8_t *fact_outcomes, uint8_t *deletion_outcomes, Err *err)
{
	for (size_t i = 0; i < batch->fact_count; i++)
		(void)slot_of_fact(slots, &batch->facts[i]);
	for (size_t i = 0; i < batch->deletion_count; i++)
		(void)slot_of_fact(slots, &batch->deletions[i]);
	if (!find_what_holds(db, slots, err))
		return false;
	for (size_t i = 0; i < batch->fact_count; i++) {
		const Fact *fact = &batch->facts[i];
		if (!apply_fact(db, slot_of_fact(slots, fact), fact, batch, &fact_outcomes[i], err))
			return fail_in(err, "%s '%.*s'", fact_spec(fact->kind)->name,
				       STR_ARG(str_slice(fact->identity, 0, 100)));
	}
	for (size_t i = 0; i < batch->deletion_count; i++) {
		const Fact *fact = &batch->deletions[i];
		if (!apply_deletion(db, slot_of_fact(slots, fact), fact, batch,
				    &deletion_outcomes[i], err))
			return false;
	}
	return true;
}

bool facts_apply(Db *db, const FactBatch *batch, uint8_t *fact_outcomes, uint8_t *deletion_outcomes,
		 Err *err)
{
	Arena mem;
	arena_init(&mem);
	Slots slots = {.mem = &mem};
	slots.at = ARENA_ARRAY(&mem, Slot, batch->fact_count + batch->deletion_count);
	map_init(&slots.by_key, &mem, (uint64_t)(uintptr_t)&mem);
	bool ok = apply_batch(db, &slots, batch, fact_outcomes, deletion_outcomes, err);
	arena_deinit(&mem);
	return ok;
}
