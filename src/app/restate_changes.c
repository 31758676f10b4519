/* What became known of contracts: their histories, and facts kind by kind. */

#include "app/restate_changes.h"

#include <stdlib.h>
#include <string.h>

enum { FEW = 32 }; /* contracts that are read one by one rather than out of all */

/* The key of a map, by its bytes. */
typedef struct StepKey {
	int64_t contract_id;
	int64_t at;
	int64_t number;
} StepKey;

bool known_between(const KnownSteps *steps, Instant at)
{
	return at.us > steps->after.us && at.us <= steps->until.us && at.us != INSTANT_MAX.us;
}

KnownStep *known_step(KnownSteps *steps, int64_t contract_id, Instant at, int32_t number,
		      int64_t import_id, bool *tells)
{
	Arena *mem = steps->app->mem;
	StepKey key = {steps->people ? 0 : contract_id, at.us, number};
	Str bytes = {(const char *)&key, sizeof key};
	int64_t place;
	KnownStep *step;
	if (map_get(&steps->places, bytes, &place)) {
		step = steps->list.at[place];
	} else {
		step = ARENA_NEW(mem, KnownStep);
		*step = (KnownStep){.contract_id = key.contract_id, .at = at, .number = number};
		map_put(&steps->places, str_copy(mem, bytes), (int64_t)steps->list.len);
		*vec_push(mem, &steps->list) = step;
	}
	if (step->import_id == 0)
		step->import_id = import_id;
	step->total++;
	*tells = steps->limit == 0 || step->changes.len < steps->limit;
	return step;
}

void known_step_tell(KnownSteps *steps, KnownStep *step, RestatedChange change)
{
	RestatedChange told = change;
	if (steps->backwards) {
		told.before = change.after;
		told.after = change.before;
	}
	*vec_push(steps->app->mem, &step->changes) = told;
}

/* Histories on their way. */
typedef struct HistoryReading {
	KnownSteps *steps;
	const BookHeads *heads;
	const ContractCard *contract;
	const StoredHistory *history;
} HistoryReading;

static MUST_CHECK bool add_entry(const HistoryReading *reading, const Entry *entry, Err *err)
{
	KnownSteps *steps = reading->steps;
	Arena *mem = steps->app->mem;
	bool tells;
	bool revision = entry->kind == ENTRY_REVISION;
	KnownStep *step = known_step(steps, reading->contract->id, entry->known_at, entry->number,
				     entry->import_id, &tells);
	if (!tells)
		return true;
	RestatedChange change = {
		.what = str_format(mem, "%s %d", revision ? "revision" : "retraction",
				   (int)entry->number),
		.source = str_copy(mem, entry->source),
		.id = str_copy(mem, entry->source_key),
	};
	if (!fact_names_file(steps->names, entry->import_id, &change.file, err) ||
	    !entry_tell(&(EntryTelling){steps, reading->heads->fields, reading->contract,
					reading->history, entry},
			&change, err))
		return false;
	known_step_tell(steps, step, change);
	return true;
}

static MUST_CHECK bool add_history(HistoryReading *reading, const ContractCard *contract,
				   const StoredHistory *history, Err *err)
{
	reading->contract = contract;
	reading->history = history;
	for (size_t i = 0; i < history->count; i++) {
		if (known_between(reading->steps, history->entries[i].known_at) &&
		    !add_entry(reading, &history->entries[i], err))
			return false;
	}
	return true;
}

static const ContractCard *contract_of(const BookHeads *heads, int64_t id)
{
	for (size_t i = 0; i < heads->len; i++) {
		if (heads->at[i].contract->id == id)
			return heads->at[i].contract;
	}
	return NULL;
}

static bool take_history(void *context, Arena *mem, const StoredHistory *history, Err *err)
{
	HistoryReading *reading = context;
	bool changed = false;
	(void)mem;
	for (size_t i = 0; i < history->count && !changed; i++)
		changed = known_between(reading->steps, history->entries[i].known_at);
	const ContractCard *contract =
		changed ? contract_of(reading->heads, history->contract_id) : NULL;
	return !contract || add_history(reading, contract, history, err);
}

static MUST_CHECK bool add_histories(KnownSteps *steps, const BookHeads *heads, Err *err)
{
	App *app = steps->app;
	HistoryReading reading = {.steps = steps, .heads = heads};
	bool ok = true;
	Arena mem;
	if (heads->len > FEW)
		return revision_visit(app->db, heads->fields, HISTORY_OF_ALL, 0, take_history,
				      &reading, err);
	arena_init(&mem);
	for (size_t i = 0; ok && i < heads->len; i++) {
		StoredHistory history;
		const ContractCard *contract = heads->at[i].contract;
		ok = revision_load(app->db, &mem, heads->fields, contract->id, &history, err) &&
		     add_history(&reading, contract, &history, err);
	}
	arena_deinit(&mem);
	return ok;
}

/* What of contracts a need reads. */
typedef struct NeedKind {
	unsigned needs;
	FactKind kind;
} NeedKind;

static const NeedKind OF_CONTRACTS[] = {
	{NEED_RECOGNITIONS, FACT_RECOGNITION},
	{NEED_INVOICES, FACT_INVOICE},
	{NEED_COSTS, FACT_COST},
	{NEED_BUDGETS, FACT_BUDGET},
	{NEED_TASKS | NEED_TASK_HOURS, FACT_TASK},
	{NEED_DELIVERABLES, FACT_DELIVERABLE},
	{NEED_DELIVERABLES, FACT_PROGRESS},
	{NEED_RATES | NEED_PRICES, FACT_RATE},
	{NEED_ASSIGNMENTS | NEED_RESOURCES, FACT_ASSIGNMENT},
};

/* Of these an exchange rate may convert any amount. */
enum {
	NEED_MONEY = NEED_RECOGNITIONS | NEED_INVOICES | NEED_COSTS | NEED_BUDGETS |
		     NEED_DELIVERABLES | NEED_RATES | NEED_PRICES
};

static const NeedKind SHARED[] = {
	{NEED_RESOURCES | NEED_PRICES | NEED_RESOURCE_HOURS, FACT_RESOURCE},
	{NEED_CALENDARS | NEED_RESOURCES, FACT_CALENDAR_DAY},
	{NEED_MONEY, FACT_EXCHANGE_RATE},
};

enum { NEED_ANY_HOURS = NEED_HOURS | NEED_TASK_HOURS | NEED_PRICES | NEED_RESOURCE_HOURS };

static MUST_CHECK bool add_of_contract(KnownSteps *steps, int64_t contract_id, Err *err)
{
	for (size_t i = 0; i < sizeof OF_CONTRACTS / sizeof *OF_CONTRACTS; i++) {
		if (steps->needs & OF_CONTRACTS[i].needs &&
		    !known_facts_add(steps, OF_CONTRACTS[i].kind, contract_id, err))
			return false;
	}
	return true;
}

/* Contract by contract, since there may be millions of entries; people have theirs in all. */
static MUST_CHECK bool add_entries(KnownSteps *steps, const BookHeads *heads, Err *err)
{
	if (!(steps->needs & NEED_ANY_HOURS))
		return true;
	if (steps->people)
		return known_entries_add(steps, 0, err);
	for (size_t i = 0; i < heads->len; i++) {
		if (!known_entries_add(steps, heads->at[i].contract->id, err))
			return false;
	}
	return true;
}

static MUST_CHECK bool add_facts(KnownSteps *steps, const BookHeads *heads, Err *err)
{
	for (size_t i = 0; i < sizeof SHARED / sizeof *SHARED; i++) {
		if (steps->needs & SHARED[i].needs &&
		    !known_facts_add(steps, SHARED[i].kind, 0, err))
			return false;
	}
	if (steps->people || heads->len > FEW)
		return add_of_contract(steps, 0, err);
	for (size_t i = 0; i < heads->len; i++) {
		if (!add_of_contract(steps, heads->at[i].contract->id, err))
			return false;
	}
	return true;
}

static int compare(const void *a, const void *b)
{
	const KnownStep *x = *(KnownStep *const *)a;
	const KnownStep *y = *(KnownStep *const *)b;
	if (x->contract_id != y->contract_id)
		return x->contract_id < y->contract_id ? -1 : 1;
	if (x->at.us != y->at.us)
		return x->at.us < y->at.us ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

bool known_steps_read(KnownSteps *steps, const BookHeads *heads, Err *err)
{
	map_init(&steps->places, steps->app->mem, (uint64_t)(uintptr_t)steps);
	if (!add_histories(steps, heads, err) || !add_facts(steps, heads, err) ||
	    !add_entries(steps, heads, err))
		return false;
	if (steps->list.len > 0)
		qsort(steps->list.at, steps->list.len, sizeof(KnownStep *), compare);
	return true;
}
