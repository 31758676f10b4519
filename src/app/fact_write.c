/* Facts as people and programs write them: names must be known, and all are written or none. */

#include "app/fact_import_parts.h"
#include "app/facts.h"
#include "app/imports.h"
#include "base/utf8.h"
#include "store/recording_clock.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { CONTRACTS_TOLD = 50 };

/* A batch on its way. */
typedef struct Writing {
	App *app;
	const FactInput *inputs;
	size_t count;
	FactResult *results;
	uint8_t *outcomes; /* of each input */
	FactIntake *intake;
	bool moves; /* something left a contract that is not known here */
} Writing;

/* Tells which one it was; a store that fails is nobody's fault. */
static bool fail_of(const Writing *w, size_t place, const Err *err)
{
	w->results[place].refused = err->code == ERR_INPUT || err->code == ERR_RANGE ||
				    err->code == ERR_NOT_FOUND || err->code == ERR_CONFLICT;
	return false;
}

static bool fail_no_field(FactKind kind, Str field, Err *err)
{
	char name[ERR_FIELD_SIZE];
	Str shown = str_slice(field, 0, 60);
	(void)snprintf(name, sizeof name, "%.*s", STR_ARG(shown));
	(void)fail(err, ERR_INPUT, "a %s has no field '%s'", fact_spec(kind)->name, name);
	return fail_at(err, name);
}

static MUST_CHECK bool read_texts(const FactInput *input, FactValue *values, Err *err)
{
	const FactSpec *spec = fact_spec(input->kind);
	for (size_t i = 0; i < input->text_count; i++) {
		const FactText *text = &input->texts[i];
		size_t place;
		if (!fact_field_find(input->kind, text->field, &place))
			return fail_no_field(input->kind, text->field, err);
		if (!utf8_valid(text->value) ||
		    (text->value.len > 0 && memchr(text->value.ptr, 0, text->value.len)))
			return fail(err, ERR_INPUT, "%s is no text", spec->fields[place].name) ||
			       fail_at(err, spec->fields[place].name);
		if (!fact_value_parse(&spec->fields[place], text->value, &values[place], err))
			return false;
	}
	return true;
}

/* What a deletion leaves out does not matter, but for what tells the fact apart. */
static MUST_CHECK bool check_required(const FactInput *input, const FactValue *values, Err *err)
{
	const FactSpec *spec = fact_spec(input->kind);
	bool by_id = fact_has_external_id(input->kind);
	for (size_t i = 0; i < spec->field_count; i++) {
		const FactField *field = &spec->fields[i];
		if (!field->required || values[i].set ||
		    (input->deletes && (by_id || !field->identity)))
			continue;
		return fail(err, ERR_INPUT, "%s is missing", field->name) ||
		       fail_at(err, field->name);
	}
	return true;
}

/* The id that is given, beside the fields or among them, or a new one. */
static MUST_CHECK bool settle_id(App *app, const FactInput *input, FactValue *values, Err *err)
{
	enum { PLACE = 0 }; /* the first field of kinds that have one */
	if (!fact_has_external_id(input->kind))
		return input->external_id.len == 0 ||
		       fail_no_field(input->kind, STR("external_id"), err);
	if (input->external_id.len > 0)
		values[PLACE] = (FactValue){.set = true, .text = input->external_id};
	if (!values[PLACE].set && input->deletes)
		return fail(err, ERR_INPUT, "external_id is missing") ||
		       fail_at(err, "external_id");
	if (!values[PLACE].set)
		values[PLACE] =
			(FactValue){.set = true,
				    .text = str_format(app->mem, "%lld",
						       (long long)id_next(&app->ids, app->now))};
	return true;
}

static Str source_of(const FactInput *input)
{
	return input->source.len > 0 ? input->source : STR("manual");
}

static MUST_CHECK bool prepare(Writing *w, Instant at, const FactInput *input, Err *err)
{
	FactOrigin origin = {.source = source_of(input)};
	if (origin.source.len > SOURCE_NAME_MAX || !utf8_is_plain(origin.source) ||
	    str_is_dots(origin.source))
		return fail(err, ERR_INPUT, "a source's name is plain text of at most %d bytes",
			    SOURCE_NAME_MAX) ||
		       fail_at(err, "source");
	if (w->intake)
		return str_eq(w->intake->origin.source, origin.source) ||
		       fact_intake_switch(w->intake, &origin, err);
	if (!fact_intake_open_few(w->app, w->app->mem, at, &origin, &w->intake, err))
		return false;
	w->intake->strict = true;
	return true;
}

/* A currency that tells facts apart is the contract's where it is not told. */
static void fill_currency(const Fact *fact, FactValue *values, Arena *mem)
{
	const FactSpec *spec = fact_spec(fact->kind);
	for (size_t i = 0; i < spec->field_count; i++) {
		if (spec->fields[i].type == FACT_CURRENCY && !values[i].set &&
		    fact->contract_id != 0)
			values[i] =
				(FactValue){.set = true,
					    .text = str_copy(mem, str_from_c(fact->currency.code))};
	}
}

/* By its identity fields, with the ids of what they name. Names that are not known tell apart nothing. */
static MUST_CHECK bool delete_by_fields(Writing *w, const FactInput *input, FactValue *values,
					Err *err)
{
	FactIntake *in = w->intake;
	const FactSpec *spec = fact_spec(input->kind);
	Fact fact = {.kind = input->kind, .values = values, .source = in->origin.source};
	for (size_t i = 0; i < spec->field_count; i++) {
		FactType type = spec->fields[i].type;
		ContractWords words = {.contract = values[i].text};
		ContractMeaning meaning;
		NameGap gap = {0};
		if (!values[i].set || !spec->fields[i].identity)
			continue;
		if (type == FACT_CONTRACT) {
			if (!intake_contract(in, &words, DATE_NONE, &meaning, &gap, err))
				return false;
			if (!meaning.contract)
				return fail_no_such(err, "contract", "there is no contract '%.*s'",
						    STR_ARG(values[i].text)) ||
				       fail_at(err, "contract");
			values[i].number = meaning.contract->contract.id;
			fact.contract_id = values[i].number;
			fact.currency = meaning.contract->contract.currency;
		} else if (type == FACT_RESOURCE_NAME &&
			   !resolver_known_resource(in->resolver, values[i].text,
						    &values[i].number))
			return fail_no_such(err, "resource", "there is no resource '%.*s'",
					    STR_ARG(values[i].text)) ||
			       fail_at(err, spec->fields[i].name);
	}
	fill_currency(&fact, values, w->app->mem);
	fact.identity = fact_identity(w->app->mem, &fact);
	return intake_delete_fact(in, &fact, err);
}

static MUST_CHECK bool take(Writing *w, const FactInput *input, FactValue *values, Err *err)
{
	FactIntake *in = w->intake;
	FactDraft draft = {.kind = input->kind, .values = values};
	if (!input->deletes) {
		if (in->entry_deletions.len + in->fact_deletions.len > 0 && !intake_write(in, err))
			return false;
		return intake_take(in, &draft, NULL, err);
	}
	w->moves = true;
	if (fact_has_external_id(input->kind))
		return fact_intake_delete(in, input->kind, values[0].text, err);
	return intake_settle(in, err) && delete_by_fields(w, input, values, err);
}

/* What a fact is told apart by, for whoever wrote it. */
static Str shown_identity(Arena *mem, FactKind kind, const FactValue *values)
{
	FactDraft draft = {.kind = kind, .values = values};
	Str key = intake_row_key(mem, &draft);
	size_t tab;
	if (kind == FACT_TIME_ENTRY || !str_find(key, STR("\t"), &tab))
		return key;
	return str_slice(key, tab + 1, key.len);
}

static MUST_CHECK bool write_one(Writing *w, Instant at, size_t i, Err *err)
{
	const FactInput *input = &w->inputs[i];
	FactValue *values =
		ARENA_ARRAY(w->app->mem, FactValue, fact_spec(input->kind)->field_count);
	if (!read_texts(input, values, err) || !settle_id(w->app, input, values, err) ||
	    !check_required(input, values, err) || !prepare(w, at, input, err))
		return false;
	w->results[i] = (FactResult){
		.source = source_of(input),
		.external_id = shown_identity(w->app->mem, input->kind, values),
	};
	assert(w->intake);
	w->intake->told = &w->outcomes[i];
	return take(w, input, values, err);
}

static MUST_CHECK bool write_all(Writing *w, Err *err)
{
	Instant at;
	if (!recording_clock_tick(w->app->db, w->app->now, &at, err))
		return false;
	for (size_t i = 0; i < w->count; i++) {
		if (!write_one(w, at, i, err))
			return fail_of(w, i, err);
	}
	if (fact_intake_flush(w->intake, err))
		return true;
	/* A reversal is refused at the end only. */
	return w->intake->told ? fail_of(w, (size_t)(w->intake->told - w->outcomes), err) : false;
}

static void tell(Writing *w)
{
	bool told[FACT_KINDS] = {false};
	const KnownContracts *contracts = resolver_spoken_of(w->intake->resolver);
	for (size_t i = 0; i < w->count; i++) {
		FactKind kind = w->inputs[i].kind;
		if (!told[kind])
			app_tell(w->app, TOPIC_FACT, str_from_c(fact_spec(kind)->name));
		told[kind] = true;
		w->moves |= w->results[i].outcome == FACT_MOVED;
	}
	if (w->moves || contracts->len > CONTRACTS_TOLD) {
		app_tell(w->app, TOPIC_IMPORT, (Str){0});
		return;
	}
	for (size_t i = 0; i < contracts->len; i++)
		app_tell(w->app, TOPIC_CONTRACT, contracts->at[i]->contract.key);
}

bool facts_write_inside(App *app, const FactInput *inputs, size_t count, FactResult *results,
			bool *changed, Err *err)
{
	Writing writing = {.app = app,
			   .inputs = inputs,
			   .count = count,
			   .results = ARENA_ARRAY(app->mem, FactResult, count),
			   .outcomes = ARENA_ARRAY(app->mem, uint8_t, count)};
	bool ok = count == 0 || write_all(&writing, err);
	for (size_t i = 0; i < count; i++) {
		writing.results[i].outcome = (FactOutcome)writing.outcomes[i];
		results[i] = writing.results[i];
	}
	if (ok)
		*changed = count > 0 && fact_intake_changed(writing.intake);
	if (ok && *changed)
		tell(&writing);
	if (writing.intake)
		fact_intake_close(writing.intake);
	return ok;
}

bool facts_write(App *app, const FactInput *inputs, size_t count, FactResult *results, Err *err)
{
	bool changed;
	if (!app_begin_write(app, err))
		return false;
	if (!facts_write_inside(app, inputs, count, results, &changed, err)) {
		app_end(app);
		return false;
	}
	if (changed)
		return app_commit(app, err);
	app_end(app);
	return app_begin_write(app, err) && app_commit_unchanged(app, err);
}
