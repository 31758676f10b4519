#include "answer/fact_json.h"

#include "base/csv_write.h"

static const char *const TYPE_NAMES[] = {
	[FACT_TEXT] = "text",         [FACT_DATE] = "date",       [FACT_MONTH] = "month",
	[FACT_MONEY] = "money",       [FACT_SECONDS] = "seconds", [FACT_HOURS] = "hours",
	[FACT_SHARE] = "share",       [FACT_DECIMAL] = "decimal", [FACT_FLAG] = "flag",
	[FACT_CHOICE] = "choice",     [FACT_TIME] = "time",       [FACT_CURRENCY] = "currency",
	[FACT_CONTRACT] = "contract", [FACT_TASK_NAME] = "task",  [FACT_RESOURCE_NAME] = "resource",
};

static const char *const OUTCOME_NAMES[FACT_OUTCOMES] = {
	[FACT_ADDED] = "added",       [FACT_UNCHANGED] = "unchanged", [FACT_REPLACED] = "replaced",
	[FACT_MOVED] = "moved",       [FACT_DELETED] = "deleted",     [FACT_ABSENT] = "absent",
	[FACT_REPEATED] = "repeated",
};

const char *fact_type_name(FactType type)
{
	return TYPE_NAMES[type];
}

const char *fact_outcome_name(FactOutcome outcome)
{
	return OUTCOME_NAMES[outcome];
}

static const char *type_choice(size_t place)
{
	return place < sizeof TYPE_NAMES / sizeof *TYPE_NAMES ? TYPE_NAMES[place] : NULL;
}

static const char *outcome_choice(size_t place)
{
	return place < FACT_OUTCOMES ? OUTCOME_NAMES[place] : NULL;
}

static const Shape TYPE = {.kind = SHAPE_CHOICE, .choice = type_choice};
static const Shape OUTCOME = {.kind = SHAPE_CHOICE, .choice = outcome_choice};

static const Shape FIELD = {
	.name = "FactField",
	.kind = SHAPE_OBJECT,
	.help = "a field of a kind of fact",
	SHAPE_MEMBERS({"name", &SHAPE_OF_TEXT, ALWAYS, NULL}, {"type", &TYPE, ALWAYS, NULL},
		      {"required", &SHAPE_OF_BOOL, ALWAYS, NULL},
		      {"identity", &SHAPE_OF_BOOL, ALWAYS,
		       "one of those that tell facts of this kind apart"},
		      {"choices", &SHAPE_OF_TEXTS, NULLABLE, "of type choice, else null"},
		      {"help", &SHAPE_OF_TEXT, ALWAYS, "what it means"}),
};
static const Shape FIELDS = {.kind = SHAPE_LIST, .items = &FIELD};

const Shape FACT_KIND_SHAPE = {
	.name = "FactKind",
	.kind = SHAPE_OBJECT,
	.help = "a kind of fact",
	SHAPE_MEMBERS({"name", &SHAPE_OF_TEXT, ALWAYS, "as in addresses"},
		      {"plural", &SHAPE_OF_TEXT, ALWAYS, "for people"},
		      {"help", &SHAPE_OF_TEXT, ALWAYS, "what it is"},
		      {"sourced", &SHAPE_OF_BOOL, ALWAYS,
		       "told apart by source and external id; else by the fields marked identity"},
		      {"of_contract", &SHAPE_OF_BOOL, ALWAYS, "belongs to a contract"},
		      {"fields", &FIELDS, ALWAYS, NULL}),
};
static const Shape KINDS = {.kind = SHAPE_LIST, .items = &FACT_KIND_SHAPE};

const Shape FACT_KINDS_SHAPE = {
	.name = "FactKinds",
	.kind = SHAPE_OBJECT,
	.help = "all kinds of facts",
	SHAPE_MEMBERS({"facts", &KINDS, ALWAYS, NULL}),
};

/* Any that a JSON number tells exactly; what a field takes is its type's to say. */
static const Shape WHOLE = {.kind = SHAPE_INTEGER,
			    .minimum = -9007199254740991,
			    .maximum = 9007199254740991};

const Shape FACT_VALUE_SHAPE = {
	.name = "FactValue",
	.kind = SHAPE_EITHER,
	.help = "a text, whose form its type tells; seconds are a number, flags true or false; null: unset",
	SHAPE_OPTIONS(&SHAPE_OF_NULL, &SHAPE_OF_BOOL, &WHOLE, &SHAPE_OF_TEXT),
};

const Shape FACT_SHAPE = {
	.name = "Fact",
	.kind = SHAPE_OBJECT,
	.help = "a fact: the fields of its kind by name, and where it comes from",
	SHAPE_MEMBERS({"source", &SHAPE_OF_TEXT, ALWAYS, "where it comes from"},
		      {"external_id", &SHAPE_OF_TEXT, OPTIONAL,
		       "what the source tells it apart by; of kinds that have such a field"},
		      {"file", &SHAPE_OF_TEXT, NULLABLE, "of its import; null: not imported"},
		      {"line", &SHAPE_OF_INTEGER, NULLABLE, "in that file, from 1"},
		      {"known_at", &SHAPE_OF_INSTANT, ALWAYS, "since when it is known"},
		      {"known_until", &SHAPE_OF_INSTANT, NULLABLE,
		       "when it was replaced or deleted; null: it holds"}),
	.items = &FACT_VALUE_SHAPE,
};

const Shape FACT_LIST_SHAPE = {.kind = SHAPE_LIST, .items = &FACT_SHAPE};

const Shape FACT_RESULT_SHAPE = {
	.name = "FactResult",
	.kind = SHAPE_OBJECT,
	.help = "what became of a fact that was written",
	SHAPE_MEMBERS({"outcome", &OUTCOME, ALWAYS, NULL}, {"source", &SHAPE_OF_TEXT, ALWAYS, NULL},
		      {"external_id", &SHAPE_OF_TEXT, ALWAYS,
		       "or the identity fields, with tabs between"}),
};
static const Shape RESULTS = {.kind = SHAPE_LIST, .items = &FACT_RESULT_SHAPE};

const Shape FACT_RESULTS_SHAPE = {
	.name = "FactResults",
	.kind = SHAPE_OBJECT,
	.help = "what became of the facts that were written, in their order",
	SHAPE_MEMBERS({"results", &RESULTS, ALWAYS, NULL}),
};

static void put_field(JsonWriter *json, const FactField *field)
{
	json_write_begin_object(json);
	json_put_member(json, "name", str_from_c(field->name));
	json_put_member(json, "type", str_from_c(fact_type_name(field->type)));
	json_put_bool(json, "required", field->required);
	json_put_bool(json, "identity", field->identity);
	json_put_key(json, "choices");
	if (field->choices) {
		json_write_begin_array(json);
		for (size_t i = 0; field->choices[i]; i++)
			json_write_string(json, str_from_c(field->choices[i]));
		json_write_end_array(json);
	} else {
		json_write_null(json);
	}
	json_put_text(json, "help", str_from_c(field->help));
	json_write_end_object(json);
}

void json_put_fact_kind(JsonWriter *json, FactKind kind)
{
	const FactSpec *spec = fact_spec(kind);
	json_write_begin_object(json);
	json_put_member(json, "name", str_from_c(spec->name));
	json_put_member(json, "plural", str_from_c(spec->plural));
	json_put_text(json, "help", str_from_c(spec->help));
	json_put_bool(json, "sourced", spec->sourced);
	json_put_bool(json, "of_contract", spec->of_contract);
	json_put_key(json, "fields");
	json_write_begin_array(json);
	for (size_t i = 0; i < spec->field_count; i++)
		put_field(json, &spec->fields[i]);
	json_write_end_array(json);
	json_write_end_object(json);
}

void json_put_fact_kinds(JsonWriter *json)
{
	json_write_begin_object(json);
	json_put_key(json, "facts");
	json_write_begin_array(json);
	for (int kind = 0; kind < FACT_KINDS; kind++)
		json_put_fact_kind(json, (FactKind)kind);
	json_write_end_array(json);
	json_write_end_object(json);
}

Str fact_cell(Arena *mem, const Fact *fact, size_t place)
{
	const FactField *field = &fact_spec(fact->kind)->fields[place];
	FactValue value = fact->values[place];
	if (field->type == FACT_CURRENCY && !value.set)
		return str_from_c(fact->currency.code);
	return str_copy(mem, fact_value_text(mem, field, fact->currency, value));
}

static void put_value(JsonWriter *json, Arena *mem, const Fact *fact, size_t place)
{
	const FactField *field = &fact_spec(fact->kind)->fields[place];
	FactValue value = fact->values[place];
	if (value.set && field->type == FACT_SECONDS) {
		json_put_count(json, field->name, (uint64_t)value.number);
	} else if (value.set && field->type == FACT_FLAG) {
		json_put_bool(json, field->name, value.number != 0);
	} else {
		json_put_member(json, field->name, fact_cell(mem, fact, place));
	}
}

/* A kind that is sourced has its external id from where all of them have it. */
static bool is_external_id(const FactSpec *spec, size_t place)
{
	return spec->sourced && str_eq_c(STR("external_id"), spec->fields[place].name);
}

void json_put_fact(JsonWriter *json, Arena *mem, const FactsPage *page, size_t place)
{
	const Fact *fact = &page->list.at[place];
	const FactSpec *spec = fact_spec(fact->kind);
	json_write_begin_object(json);
	for (size_t i = 0; i < spec->field_count; i++) {
		if (!is_external_id(spec, i))
			put_value(json, mem, fact, i);
	}
	json_put_text(json, "source", fact->source);
	if (fact_has_external_id(fact->kind))
		json_put_text(json, "external_id", fact->identity);
	json_put_member(json, "file", page->files[place]);
	json_put_key(json, "line");
	if (fact->line != 0)
		json_write_int(json, fact->line);
	else
		json_write_null(json);
	json_put_instant(json, "known_at", mem, fact->known_at);
	json_put_instant(json, "known_until", mem, fact->known_until);
	json_write_end_object(json);
}

void json_put_fact_result(JsonWriter *json, const FactResult *result)
{
	json_write_begin_object(json);
	json_put_member(json, "outcome", str_from_c(fact_outcome_name(result->outcome)));
	json_put_text(json, "source", result->source);
	json_put_text(json, "external_id", result->external_id);
	json_write_end_object(json);
}

void json_put_fact_results(JsonWriter *json, const FactResult *results, size_t count)
{
	json_put_key(json, "results");
	json_write_begin_array(json);
	for (size_t i = 0; i < count; i++)
		json_put_fact_result(json, &results[i]);
	json_write_end_array(json);
}

void facts_write_csv(Buf *out, Arena *mem, FactKind kind, const FactsPage *page)
{
	static const char *const origin[] = {"source", "file", "line", "known_at", "known_until"};
	const FactSpec *spec = fact_spec(kind);
	CsvWriter csv;
	csv_write_init(&csv, out, ',');
	for (size_t i = 0; i < spec->field_count; i++)
		csv_write_field(&csv, str_from_c(spec->fields[i].name));
	for (size_t i = 0; i < sizeof origin / sizeof *origin; i++)
		csv_write_field(&csv, str_from_c(origin[i]));
	csv_write_end(&csv);
	for (size_t i = 0; i < page->list.len; i++) {
		const Fact *fact = &page->list.at[i];
		bool holds = fact->known_until.us == INSTANT_MAX.us;
		for (size_t j = 0; j < spec->field_count; j++)
			csv_write_field(&csv, is_external_id(spec, j) ? fact->identity
								      : fact_cell(mem, fact, j));
		csv_write_field(&csv, fact->source);
		csv_write_field(&csv, page->files[i]);
		csv_write_field(&csv, fact->line != 0
					      ? str_format(mem, "%lld", (long long)fact->line)
					      : (Str){0});
		csv_write_field(&csv, instant_text(mem, fact->known_at));
		csv_write_field(&csv, holds ? (Str){0} : instant_text(mem, fact->known_until));
		csv_write_end(&csv);
	}
}
