/* What became known of facts and time entries, told as what they said and what they say. */

#include "analytics/hours_text.h"
#include "app/restate_changes.h"

#include <stdlib.h>
#include <string.h>

enum { SECONDS_PER_HOUR = 3600 };

/* Two versions of one fact, one of which may be missing. */
typedef struct FactPair {
	const Fact *before, *after;
} FactPair;

static bool differs(const FactPair *pair, size_t place)
{
	const FactValue *x = pair->before ? &pair->before->values[place] : NULL;
	const FactValue *y = pair->after ? &pair->after->values[place] : NULL;
	bool has_x = x && x->set;
	bool has_y = y && y->set;
	if (!has_x || !has_y)
		return has_x || has_y;
	return x->number != y->number || !str_eq(x->text, y->text);
}

/* Of two versions only what differs, and of one all, but for what tells it apart. */
static Str fact_words(Arena *mem, const Fact *fact, const FactPair *pair)
{
	const FactSpec *spec;
	Buf text = {.mem = mem};
	if (!fact)
		return (Str){0};
	spec = fact_spec(fact->kind);
	for (size_t i = 0; i < spec->field_count; i++) {
		const FactField *field = &spec->fields[i];
		if (!fact->values[i].set || field->type == FACT_CONTRACT ||
		    str_eq_c(STR("external_id"), field->name) || !differs(pair, i))
			continue;
		buf_add_format(&text, "%s%s ", text.len > 0 ? ", " : "", field->name);
		buf_add(&text, fact_value_text(mem, field, fact->currency, fact->values[i]));
	}
	if (text.len == 0)
		buf_add(&text, str_from_c(spec->name));
	return buf_str(&text);
}

static MUST_CHECK bool add_change(KnownSteps *steps, const FactPair *pair, Instant at,
				  int64_t import_id, Err *err)
{
	const Fact *fact = pair->after ? pair->after : pair->before;
	const FactSpec *spec = fact_spec(fact->kind);
	Arena *mem = steps->app->mem;
	bool tells;
	KnownStep *step = known_step(steps, spec->of_contract ? fact->contract_id : 0, at, 0,
				     import_id, &tells);
	if (!spec->of_contract)
		steps->counts[fact->kind]++;
	if (!tells)
		return true;
	RestatedChange change = {
		.what = str_from_c(spec->name),
		.source = str_copy(mem, fact->source),
		.id = fact_has_external_id(fact->kind) ? str_copy(mem, fact->identity) : (Str){0},
		.line = pair->after ? fact->line : 0,
		.before = fact_words(mem, pair->before, pair),
		.after = fact_words(mem, pair->after, pair),
	};
	if (!fact_names_file(steps->names, import_id, &change.file, err))
		return false;
	known_step_tell(steps, step, change);
	return true;
}

/* Whatever the source, the newest word of some kinds counts. */
static int compare_facts(const void *a, const void *b)
{
	const Fact *x = a;
	const Fact *y = b;
	if (x->contract_id != y->contract_id)
		return x->contract_id < y->contract_id ? -1 : 1;
	int order = fact_spec(x->kind)->sourced ? str_cmp(x->source, y->source) : 0;
	if (order == 0)
		order = str_cmp(x->identity, y->identity);
	return order ? order
		     : (x->known_at.us > y->known_at.us) - (x->known_at.us < y->known_at.us);
}

static bool same_fact(const Fact *a, const Fact *b)
{
	return a->contract_id == b->contract_id && str_eq(a->identity, b->identity) &&
	       (!fact_spec(a->kind)->sourced || str_eq(a->source, b->source));
}

/* Of people only what is theirs; calendars are everybody's. */
static bool is_theirs(const KnownSteps *steps, int64_t resource_id)
{
	for (size_t i = 0; i < steps->people->len; i++) {
		if (steps->people->at[i]->id == resource_id)
			return true;
	}
	return false;
}

/* Rates of days to come cannot touch a figure as of a day. */
static bool is_passed_over(const KnownSteps *steps, const Fact *fact)
{
	const FactValue *values = fact->values;
	if (fact->kind == FACT_EXCHANGE_RATE)
		return values[fact_field(FACT_EXCHANGE_RATE, "date")].number > steps->as_of.day;
	if (!steps->people)
		return false;
	if (fact->kind == FACT_RESOURCE)
		return !is_theirs(steps, values[fact_field(FACT_RESOURCE, "key")].number);
	if (fact->kind == FACT_ASSIGNMENT)
		return !is_theirs(steps, values[fact_field(FACT_ASSIGNMENT, "resource")].number);
	return false;
}

/* What became known of one fact of the list, which is sorted. */
static MUST_CHECK bool add_fact(KnownSteps *steps, const FactList *list, size_t i, Err *err)
{
	const Fact *fact = &list->at[i];
	const Fact *last = i > 0 && same_fact(fact, fact - 1) ? fact - 1 : NULL;
	const Fact *next = i + 1 < list->len && same_fact(fact, fact + 1) ? fact + 1 : NULL;
	bool follows = last && last->known_until.us == fact->known_at.us;
	bool gone = !next || next->known_at.us != fact->known_until.us;
	FactPair began = {follows ? last : NULL, fact};
	FactPair ended = {fact, NULL};
	if (is_passed_over(steps, fact))
		return true;
	if (known_between(steps, fact->known_at) &&
	    !add_change(steps, &began, fact->known_at, fact->import_id, err))
		return false;
	return !gone || !known_between(steps, fact->known_until) ||
	       add_change(steps, &ended, fact->known_until, 0, err);
}

bool known_facts_add(KnownSteps *steps, FactKind kind, int64_t contract_id, Err *err)
{
	FactFilter filter = {.kind = kind, .contract_id = contract_id, .versions = true};
	FactList list = {0};
	Arena scratch;
	arena_init(&scratch);
	bool ok = facts_list(steps->app->db, &scratch, &filter, &list, err);
	if (list.len > 1)
		qsort(list.at, list.len, sizeof *list.at, compare_facts);
	for (size_t i = 0; ok && i < list.len; i++)
		ok = add_fact(steps, &list, i, err);
	arena_deinit(&scratch);
	return ok;
}

static Str hours_words_of(Arena *mem, int64_t seconds)
{
	int128 scaled = ((int128)seconds * 10000 + SECONDS_PER_HOUR / 2) / SECONDS_PER_HOUR;
	return number_words(mem, (int64_t)scaled, 4);
}

/* "7.5 h on 3 Mar 2026, R-01, Reporting, approved, billable, cost 12.00" */
static Str entry_words(const KnownSteps *steps, const TimeEntry *entry)
{
	static const char *const APPROVALS[] = {"draft", "submitted", "approved"};
	Arena *mem = steps->app->mem;
	Buf text = {.mem = mem};
	Str task = fact_names_task(steps->names, entry->task_id);
	Currency currency = entry->currency.code[0] != '\0'
				    ? entry->currency
				    : fact_names_currency(steps->names, entry->contract_id);
	Str time = hours_words_of(mem, entry->seconds);
	Str day = date_text_long(mem, entry->work_date);
	Str person = fact_names_resource(steps->names, entry->resource_id);
	buf_add_format(&text, "%.*s h on %.*s, %.*s", STR_ARG(time), STR_ARG(day), STR_ARG(person));
	if (task.len > 0)
		buf_add_format(&text, ", %.*s", STR_ARG(task));
	buf_add_format(&text, ", %s, %s", APPROVALS[entry->approval],
		       entry->billable ? "billable" : "not billable");
	if (entry->has_bill)
		buf_add_format(&text, ", billed %.*s",
			       STR_ARG(money_text(mem, entry->bill, currency)));
	if (entry->has_cost)
		buf_add_format(&text, ", cost %.*s",
			       STR_ARG(money_text(mem, entry->cost, currency)));
	return buf_str(&text);
}

/* Two versions of one part of an entry, one of which may be missing. */
typedef struct EntryPair {
	const EntryVersion *before, *after;
} EntryPair;

static MUST_CHECK bool add_entry_change(KnownSteps *steps, const EntryPair *pair, Instant at,
					int64_t import_id, Err *err)
{
	const TimeEntry *entry = &(pair->after ? pair->after : pair->before)->entry;
	bool tells;
	KnownStep *step = known_step(steps, entry->contract_id, at, 0, import_id, &tells);
	if (!tells)
		return true;
	RestatedChange change = {
		.what = str_from_c(fact_spec(FACT_TIME_ENTRY)->name),
		.source = fact_names_source(steps->names, entry->source_id),
		.id = str_copy(steps->app->mem, entry->external_id),
		.line = pair->after ? entry->line : 0,
		.before = pair->before ? entry_words(steps, &pair->before->entry) : (Str){0},
		.after = pair->after ? entry_words(steps, &pair->after->entry) : (Str){0},
	};
	if (!fact_names_file(steps->names, import_id, &change.file, err))
		return false;
	known_step_tell(steps, step, change);
	return true;
}

static bool same_entry(const EntryVersion *a, const EntryVersion *b)
{
	const TimeEntry *x = &a->entry;
	const TimeEntry *y = &b->entry;
	return x->contract_id == y->contract_id && x->source_id == y->source_id &&
	       x->part == y->part && str_eq(x->external_id, y->external_id);
}

/* What became known of one entry of the list, which is sorted. */
static MUST_CHECK bool add_entry(KnownSteps *steps, const EntryVersions *list, size_t i, Err *err)
{
	const EntryVersion *version = &list->at[i];
	const EntryVersion *last = i > 0 && same_entry(version, version - 1) ? version - 1 : NULL;
	const EntryVersion *next =
		i + 1 < list->len && same_entry(version, version + 1) ? version + 1 : NULL;
	Instant from = version->entry.known_at;
	bool follows = last && last->known_until.us == from.us;
	bool gone = !next || next->entry.known_at.us != version->known_until.us;
	EntryPair began = {follows ? last : NULL, version};
	EntryPair ended = {version, NULL};
	if (steps->people && !is_theirs(steps, version->entry.resource_id))
		return true;
	if (known_between(steps, from) &&
	    !add_entry_change(steps, &began, from, version->entry.import_id, err))
		return false;
	return !gone || !known_between(steps, version->known_until) ||
	       add_entry_change(steps, &ended, version->known_until, version->until_import, err);
}

bool known_entries_add(KnownSteps *steps, int64_t contract_id, Err *err)
{
	EntryFilter filter = entry_filter_all();
	EntryVersions list = {0};
	Arena scratch;
	filter.contract_id = contract_id;
	filter.days.to = date_add(steps->as_of, 1);
	arena_init(&scratch);
	bool ok = entries_changed(steps->app->db, &scratch, &filter, steps->after, steps->until,
				  &list, err);
	for (size_t i = 0; ok && i < list.len; i++)
		ok = add_entry(steps, &list, i, err);
	arena_deinit(&scratch);
	return ok;
}
