/* Drafts of facts other than time entries: resolved, gathered and written. */

#include "app/fact_import_parts.h"

#include <assert.h>

/* A draft on its way to become a fact. */
typedef struct Taking {
	FactIntake *in;
	const FactDraft *draft;
	const FactSpec *spec;
	FactValue *values;
	Date on;
	KnownContract *contract; /* NULL: of none */
	Fact fact;
	uint64_t made; /* tasks and resources that were new */
} Taking;

static bool find_field(const FactSpec *spec, FactType type, size_t *place)
{
	for (size_t i = 0; i < spec->field_count; i++) {
		if (spec->fields[i].type == type) {
			*place = i;
			return true;
		}
	}
	return false;
}

static void copy_values(Taking *t)
{
	Arena *mem = &t->in->texts;
	t->values = ARENA_ARRAY(mem, FactValue, t->spec->field_count);
	for (size_t i = 0; i < t->spec->field_count; i++) {
		t->values[i] = t->draft->values[i];
		if (t->values[i].text.len > 0)
			t->values[i].text = str_copy(mem, t->values[i].text);
	}
}

static MUST_CHECK bool check_required(const Taking *t, Err *why)
{
	for (size_t i = 0; i < t->spec->field_count; i++) {
		const FactField *field = &t->spec->fields[i];
		bool told = t->values[i].set || (field->type == FACT_CONTRACT &&
						 (t->in->only || t->draft->project_code.len > 0));
		if (field->required && !told)
			return fail(why, ERR_INPUT, "%s is missing", field->name) ||
			       fail_at(why, field->name);
	}
	return true;
}

static MUST_CHECK bool check_order(const Taking *t, const char *from, const char *to, Err *why)
{
	const FactValue *a = &t->values[fact_field(t->fact.kind, from)];
	const FactValue *b = &t->values[fact_field(t->fact.kind, to)];
	if (!a->set || !b->set || a->number < b->number)
		return true;
	return fail(why, ERR_INPUT, "%s, the first day after, must lie behind %s", to, from) ||
	       fail_at(why, to);
}

/* What single fields cannot tell. */
static MUST_CHECK bool check_sense(const Taking *t, Err *why)
{
	FactKind kind = t->fact.kind;
	if (kind == FACT_RECOGNITION || kind == FACT_INVOICE)
		return check_order(t, "service_from", "service_to", why);
	if (kind == FACT_ASSIGNMENT)
		return check_order(t, "from", "to", why);
	if (kind != FACT_RATE || t->values[fact_field(kind, "resource")].set ||
	    t->values[fact_field(kind, "role")].set)
		return true;
	return fail(why, ERR_INPUT,
		    "a rate is that of a resource or of a role: both are missing") ||
	       fail_at(why, "resource");
}

static MUST_CHECK bool resolve_contract(Taking *t, NameGap *gap, Err *err)
{
	size_t place;
	ContractMeaning meaning;
	if (!find_field(t->spec, FACT_CONTRACT, &place))
		return true;
	FactValue *value = &t->values[place];
	if (!value->set && !t->spec->of_contract && !t->in->only)
		return true;
	ContractWords words = {.contract = value->text, .project_code = t->draft->project_code};
	if (!intake_contract(t->in, &words, t->on, &meaning, gap, err))
		return false;
	if (!gap->code && !meaning.contract)
		*gap = (NameGap){.code = QUARANTINE_UNKNOWN_CONTRACT,
				 .subject = "contract",
				 .name = value->text};
	if (gap->code)
		return true;
	t->contract = meaning.contract;
	*value = (FactValue){true, t->contract->contract.id, t->contract->contract.key};
	t->fact.contract_id = t->contract->contract.id;
	return true;
}

static MUST_CHECK bool resolve_resource(Taking *t, NameGap *gap, Err *err)
{
	size_t place;
	if (!find_field(t->spec, FACT_RESOURCE_NAME, &place) || !t->values[place].set)
		return true;
	FactValue *value = &t->values[place];
	if (t->fact.kind == FACT_RESOURCE)
		return resolver_declare_resource(t->in->resolver, value->text, true, &value->number,
						 err);
	return resolver_resource(t->in->resolver, value->text, (Str){0}, t->on, &value->number,
				 &t->made, gap, err);
}

static MUST_CHECK bool declare_task(Taking *t, Err *err)
{
	int64_t id;
	if (t->fact.kind != FACT_TASK)
		return true;
	Str key = t->values[fact_field(FACT_TASK, "key")].text;
	return resolver_declare_task(t->in->resolver, t->contract, key, true, &id, err);
}

static bool has_money(const Taking *t)
{
	for (size_t i = 0; i < t->spec->field_count; i++) {
		if (t->spec->fields[i].type == FACT_MONEY && t->values[i].set)
			return true;
	}
	return false;
}

/* The fact's currency, written into it also where it is the contract's, so that both ways of saying it are alike. */
static MUST_CHECK bool find_currency(Taking *t, Err *why)
{
	size_t place;
	if (!find_field(t->spec, FACT_CURRENCY, &place))
		return true;
	FactValue *value = &t->values[place];
	if (value->set) {
		if (!currency_find(value->text, &t->fact.currency, why))
			return fail_at(why, "currency");
	} else if (t->contract) {
		t->fact.currency = t->contract->contract.currency;
	} else if (has_money(t)) {
		return fail(why, ERR_INPUT,
			    "an amount needs a currency where there is no contract") ||
		       fail_at(why, "currency");
	}
	if (t->fact.currency.code[0] != '\0')
		*value = (FactValue){.set = true,
				     .text = str_copy(&t->in->texts,
						      str_from_c(t->fact.currency.code))};
	return true;
}

static bool may_be_negative(const Taking *t)
{
	return t->fact.kind == FACT_INVOICE ||
	       (t->fact.kind == FACT_RECOGNITION &&
		t->values[fact_field(FACT_RECOGNITION, "reverses")].set);
}

static MUST_CHECK bool price(Taking *t, Err *why)
{
	bool negative = false;
	if (!find_currency(t, why))
		return false;
	for (size_t i = 0; i < t->spec->field_count; i++) {
		const FactField *field = &t->spec->fields[i];
		if (field->type != FACT_MONEY || !t->values[i].set)
			continue;
		if (!fact_value_price(field, t->fact.currency, &t->values[i], why))
			return false;
		negative |= t->values[i].number < 0;
	}
	if (negative && !may_be_negative(t))
		intake_warn(t->in, FACT_WARNING_NEGATIVE);
	return true;
}

/* By its external id where the kind has one. */
static void identify(Taking *t)
{
	size_t place;
	t->fact.values = t->values;
	t->fact.source = t->in->origin.source;
	if (fact_field_find(t->fact.kind, STR("external_id"), &place))
		t->fact.identity = t->values[place].text;
	else
		t->fact.identity = fact_identity(&t->in->texts, &t->fact);
}

/* Plans and terms lie in the future as a rule, and recognition comes after the work. */
static void warn(Taking *t)
{
	FactKind kind = t->fact.kind;
	if (kind == FACT_COST)
		intake_warn_of_day(t->in, t->contract, t->on);
	else if (kind == FACT_INVOICE ||
		 (kind == FACT_RECOGNITION && t->values[fact_field(kind, "recognized_on")].set))
		intake_warn_of_day(t->in, NULL, t->on);
}

static bool counts_in_closed_months(FactKind kind)
{
	return kind == FACT_COST || kind == FACT_RECOGNITION || kind == FACT_INVOICE ||
	       kind == FACT_BUDGET;
}

/* Tells facts of one chunk apart: their kind stands before their identity. */
static Str chunk_key(Arena *mem, FactKind kind, Str identity)
{
	Buf buf = {.mem = mem};
	buf_add_byte(&buf, (char)('A' + (int)kind));
	buf_add(&buf, identity);
	return buf_str(&buf);
}

static Str fact_key_at(void *context, uint32_t place)
{
	const FactIntake *in = context;
	return in->fact_keys.at[place];
}

/* As of entries: alike it is one; of a stream the newer word counts; of a file it waits. */
static MUST_CHECK bool meet_again(FactIntake *in, uint32_t met, Fact *fact, const IntakeRow *row,
				  Err *err)
{
	IntakeRow *other = &in->fact_rows.at[met];
	if (fact_fingerprint(&in->facts.at[met]) == fact_fingerprint(fact)) {
		return intake_taken(in, row, FACT_UNCHANGED, err);
	}
	if (in->origin.replaces_own) {
		in->facts.at[met] = *fact;
		*other = *row;
		in->counts.unchanged++;
		return true;
	}
	return intake_wait_repeated(in, fact->kind, row, row->key, other->line, 0, err);
}

static MUST_CHECK bool add_fact(Taking *t, const QuarantineRow *waits, Err *err)
{
	FactIntake *in = t->in;
	uint32_t met;
	uint32_t place = (uint32_t)in->facts.len;
	IntakeRow row = {.parts = 1, .line = t->draft->line, .waits = waits, .told = in->told};
	row.key = intake_row_key(&in->texts, t->draft);
	row.raw = waits ? waits->raw : str_copy(&in->texts, t->draft->raw);
	Str key = chunk_key(&in->texts, t->fact.kind, t->fact.identity);
	t->fact.import_id = in->origin.import_id;
	t->fact.line = (int64_t)t->draft->line;
	if (id_table_meet(&in->fact_ids, key, place, fact_key_at, in, &met))
		return meet_again(in, met, &t->fact, &row, err);
	*vec_push(in->mem, &in->facts) = t->fact;
	*vec_push(in->mem, &in->fact_rows) = row;
	*vec_push(in->mem, &in->fact_keys) = key;
	return true;
}

static MUST_CHECK bool take(Taking *t, const QuarantineRow *waits, Err *err)
{
	FactIntake *in = t->in;
	NameGap gap = {0};
	Err why;
	if (!check_required(t, &why) || !intake_check_texts(t->draft, &why) ||
	    !check_sense(t, &why))
		return intake_wait_value(in, t->draft, waits, &why, err);
	if (!resolve_contract(t, &gap, err))
		return false;
	if (!gap.code && !resolve_resource(t, &gap, err))
		return false;
	if (gap.code)
		return intake_wait_gap(in, t->draft, waits, &gap, err);
	if (!price(t, &why))
		return intake_wait_value(in, t->draft, waits, &why, err);
	if (!declare_task(t, err))
		return false;
	identify(t);
	warn(t);
	in->counts.warnings[FACT_WARNING_NEW_NAME] += t->made;
	intake_note_recognised(t->in, &t->fact);
	if (!add_fact(t, waits, err))
		return false;
	if (!waits)
		intake_come_again(in, t->draft);
	return true;
}

bool intake_take_fact(FactIntake *in, const FactDraft *draft, const QuarantineRow *waits, Err *err)
{
	bool held;
	Taking taking = {.in = in,
			 .draft = draft,
			 .spec = fact_spec(draft->kind),
			 .fact = {.kind = draft->kind}};
	if (!intake_must_hold(in, draft, &held, err))
		return false;
	if (held) {
		intake_hold(in, draft, waits);
		return true;
	}
	copy_values(&taking);
	taking.on = fact_day(draft->kind, draft->values);
	if (!take(&taking, waits, err))
		return false;
	return in->facts.len < FACT_ROWS_MAX || intake_write(in, err);
}

static MUST_CHECK bool settle(FactIntake *in, size_t place, FactOutcome outcome, Err *err)
{
	const Fact *fact = &in->facts.at[place];
	const IntakeRow *row = &in->fact_rows.at[place];
	if (outcome == FACT_REPEATED)
		return intake_wait_repeated(in, fact->kind, row, row->key, 0, 0, err);
	if (outcome != FACT_UNCHANGED && counts_in_closed_months(fact->kind) &&
	    intake_is_closed(in, fact_day(fact->kind, fact->values)))
		in->counts.warnings[FACT_WARNING_CLOSED]++;
	return intake_taken(in, row, outcome, err);
}

bool intake_write_facts(FactIntake *in, Err *err)
{
	size_t deletions = in->fact_deletions.len;
	if (in->facts.len + deletions == 0)
		return true;
	uint8_t *outcomes = ARENA_ARRAY(&in->texts, uint8_t, in->facts.len + deletions);
	FactBatch batch = {
		.facts = in->facts.at,
		.fact_count = in->facts.len,
		.deletions = in->fact_deletions.at,
		.deletion_count = deletions,
		.known_at = in->known_at,
		.replaces_own = in->origin.replaces_own,
	};
	if (!facts_apply(in->app->db, &batch, outcomes, outcomes + in->facts.len, err))
		return false;
	for (size_t i = 0; i < in->facts.len; i++) {
		if (!settle(in, i, (FactOutcome)outcomes[i], err))
			return false;
	}
	for (size_t i = 0; i < deletions; i++)
		intake_deleted(in, in->fact_deletions_told.at[i],
			       (FactOutcome)outcomes[in->facts.len + i]);
	in->facts.len = 0;
	in->fact_rows.len = 0;
	in->fact_keys.len = 0;
	in->fact_deletions.len = 0;
	in->fact_deletions_told.len = 0;
	id_table_clear(&in->fact_ids);
	return true;
}
