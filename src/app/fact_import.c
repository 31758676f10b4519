#include "app/fact_import_parts.h"

#include <string.h>

/* What the context of a sink is. */
typedef struct SinkContext {
	FactIntake *in;
	FactKind kind;
} SinkContext;

static MUST_CHECK bool load_closed(FactIntake *in, Err *err)
{
	FactFilter filter = {.kind = FACT_PERIOD_CLOSE, .known = INSTANT_MAX};
	FactList list;
	size_t month = fact_field(FACT_PERIOD_CLOSE, "month");
	if (!facts_list(in->app->db, in->mem, &filter, &list, err))
		return false;
	for (size_t i = 0; i < list.len; i++)
		in->closed[list.at[i].values[month].number - MONTH_FIRST] = true;
	return true;
}

static MUST_CHECK bool begin_origin(FactIntake *in, const FactOrigin *origin, Err *err)
{
	bool same_source = in->origin.source.len > 0 && str_eq(in->origin.source, origin->source);
	bool same_zone = in->zone && str_eq(in->origin.time_zone, origin->time_zone);
	in->origin = *origin;
	in->only = NULL;
	if (!same_zone)
		in->zone = NULL;
	if (!in->zone && origin->time_zone.len > 0 &&
	    !zone_open(in->mem, origin->time_zone, &in->zone, err))
		return false;
	if (origin->contract.len > 0) {
		if (!resolver_find_contract(in->resolver, origin->contract, &in->only, err))
			return false;
		if (!in->only)
			return fail_no_such(err, "contract", "there is no contract '%.*s'",
					    STR_ARG(str_slice(origin->contract, 0, 300))) ||
			       fail_at(err, "contract");
	}
	if (same_source)
		return true;
	in->recognised_loaded = false;
	map_init(&in->recognised, in->mem, 0);
	return resolver_set_source(in->resolver, origin->source, err) &&
	       intake_waiting_load(in, err);
}

static MUST_CHECK bool open_intake(FactIntake *in, ResolverSize size, const FactOrigin *origin,
				   Err *err)
{
	return resolver_load(in->app, in->mem, size, &in->resolver, err) && load_closed(in, err) &&
	       begin_origin(in, origin, err);
}

static MUST_CHECK bool make_intake(App *app, Arena *mem, Instant known_at, ResolverSize size,
				   const FactOrigin *origin, FactIntake **out, Err *err)
{
	FactIntake *in = ARENA_NEW(mem, FactIntake);
	in->app = app;
	in->mem = mem;
	in->known_at = known_at;
	in->few = size == RESOLVER_FEW;
	in->today = instant_date(app->now);
	in->counts.days = in->counts.begins = (Period){DATE_NONE, DATE_NONE};
	arena_init(&in->texts);
	arena_init(&in->scratch);
	id_table_init(&in->entry_ids, mem);
	id_table_init(&in->fact_ids, mem);
	id_set_init(&in->seen, mem);
	if (!open_intake(in, size, origin, err)) {
		fact_intake_close(in);
		return false;
	}
	*out = in;
	return true;
}

bool fact_intake_open(App *app, Arena *mem, Instant known_at, const FactOrigin *origin,
		      FactIntake **out, Err *err)
{
	return make_intake(app, mem, known_at, RESOLVER_BULK, origin, out, err);
}

bool fact_intake_open_few(App *app, Arena *mem, Instant known_at, const FactOrigin *origin,
			  FactIntake **out, Err *err)
{
	return make_intake(app, mem, known_at, RESOLVER_FEW, origin, out, err);
}

void fact_intake_close(FactIntake *in)
{
	arena_deinit(&in->texts);
	arena_deinit(&in->scratch);
}

bool fact_intake_switch(FactIntake *in, const FactOrigin *origin, Err *err)
{
	return fact_intake_flush(in, err) && begin_origin(in, origin, err);
}

Resolver *fact_intake_resolver(FactIntake *in)
{
	return in->resolver;
}

bool intake_contract(FactIntake *in, const ContractWords *words, Date on, ContractMeaning *out,
		     NameGap *gap, Err *err)
{
	if (!in->only)
		return resolver_contract(in->resolver, words, on, out, gap, err);
	*out = (ContractMeaning){.contract = in->only};
	*gap = (NameGap){0};
	resolver_speak_of(in->resolver, in->only);
	return true;
}

static MUST_CHECK bool fail_long(const char *field, size_t most, Err *why)
{
	return fail(why, ERR_INPUT, "it is longer than %zu bytes", most) || fail_at(why, field);
}

bool intake_check_texts(const FactDraft *draft, Err *why)
{
	const FactSpec *spec = fact_spec(draft->kind);
	if (draft->email.len > NAME_TEXT_MAX)
		return fail_long("email", NAME_TEXT_MAX, why);
	if (draft->project_code.len > NAME_TEXT_MAX)
		return fail_long("project_code", NAME_TEXT_MAX, why);
	for (size_t i = 0; i < spec->field_count; i++) {
		const char *name = spec->fields[i].name;
		size_t len = draft->values[i].text.len;
		if (len <= NAME_TEXT_MAX || strcmp(name, "note") == 0)
			continue;
		bool is_id = strcmp(name, "external_id") == 0 || strcmp(name, "reverses") == 0;
		if (!is_id)
			return fail_long(name, NAME_TEXT_MAX, why);
		if (len > ENTRY_EXTERNAL_ID_MAX)
			return fail_long(name, ENTRY_EXTERNAL_ID_MAX, why);
	}
	return true;
}

bool intake_take(FactIntake *in, const FactDraft *draft, const QuarantineRow *waits, Err *err)
{
	arena_trim(&in->scratch, SCRATCH_KEPT);
	in->warned = draft->warnings;
	intake_note_day(in, fact_day(draft->kind, draft->values));
	return draft->kind == FACT_TIME_ENTRY ? intake_take_entry(in, draft, waits, err)
					      : intake_take_fact(in, draft, waits, err);
}

static MUST_CHECK bool write_deletions(FactIntake *in, Err *err)
{
	return in->entry_deletions.len + in->fact_deletions.len == 0 || intake_write(in, err);
}

static bool take_draft(void *context, const FactDraft *draft, Err *err)
{
	FactIntake *in = ((SinkContext *)context)->in;
	in->counts.read++;
	for (int i = 0; i < FACT_WARNINGS; i++)
		in->counts.warnings[i] += (draft->warnings >> i) & 1;
	if (in->remembers)
		intake_remember(in, draft->kind, draft->values[0].text);
	return write_deletions(in, err) && intake_take(in, draft, NULL, err);
}

static bool take_reject(void *context, const Reject *reject, Err *err)
{
	const SinkContext *sink = context;
	FactIntake *in = sink->in;
	in->counts.read++;
	if (in->remembers) {
		if (reject->row_key.len == 0)
			return fail(
				err, ERR_INPUT,
				"line %llu cannot be read, so the file cannot be taken as complete: "
				"%.*s",
				(unsigned long long)reject->line, STR_ARG(reject->reason));
		intake_remember(in, sink->kind, reject->row_key);
	}
	return intake_reject(in, sink->kind, reject, err);
}

static void pass_over(void *context, FactPass why, uint64_t line)
{
	((SinkContext *)context)->in->counts.passed[why]++;
	(void)line;
}

FactSink fact_intake_sink(FactIntake *in, FactKind kind)
{
	SinkContext *context = ARENA_NEW(in->mem, SinkContext);
	*context = (SinkContext){in, kind};
	return (FactSink){context, take_draft, take_reject, pass_over, NULL};
}

bool fact_intake_retry(FactIntake *in, const QuarantineRow *row, const FactDraft *draft, Err *err)
{
	in->counts.read++;
	return write_deletions(in, err) && intake_take(in, draft, row, err);
}

bool intake_taken(FactIntake *in, const IntakeRow *row, FactOutcome outcome, Err *err)
{
	FactCounts *counts = &in->counts;
	counts->accepted += outcome == FACT_ADDED;
	counts->corrected += outcome == FACT_REPLACED || outcome == FACT_MOVED;
	counts->unchanged += outcome == FACT_UNCHANGED;
	in->changed |= outcome != FACT_UNCHANGED || row->waits;
	if (row->told)
		*row->told = (uint8_t)outcome;
	return !row->waits || quarantine_take(in->app->db, row->waits->id, 0, err);
}

bool intake_write(FactIntake *in, Err *err)
{
	if (!intake_write_facts(in, err) || !intake_write_entries(in, err))
		return false;
	arena_deinit(&in->texts);
	in->counts.contracts = resolver_spoken_of(in->resolver)->len;
	return true;
}

bool intake_settle(FactIntake *in, Err *err)
{
	return intake_take_held(in, err) && intake_refuse_held(in, err) && intake_write(in, err);
}

bool fact_intake_flush(FactIntake *in, Err *err)
{
	if (!intake_settle(in, err) || !intake_resolve_come_again(in, err))
		return false;
	return !in->recognised_more || intake_retry_refused(in, err);
}

const FactCounts *fact_intake_counts(const FactIntake *in)
{
	return &in->counts;
}

bool fact_intake_changed(const FactIntake *in)
{
	return in->changed;
}
