#include "answer/restate_json.h"

static const Shape EXACT = {.kind = SHAPE_TEXT, .example = "-95/101"};
static const Shape MAYBE_EXACT = {.kind = SHAPE_EITHER, SHAPE_OPTIONS(&SHAPE_OF_NULL, &EXACT)};
static const Shape MAYBE = {.kind = SHAPE_EITHER, SHAPE_OPTIONS(&SHAPE_OF_NULL, &SHAPE_OF_DECIMAL)};
static const Shape DIFFERENCES = {.kind = SHAPE_LIST, .items = &MAYBE};
static const Shape EXACT_DIFFERENCES = {.kind = SHAPE_LIST, .items = &MAYBE_EXACT};

static const Shape CHANGE = {
	.name = "RestatedChange",
	.kind = SHAPE_OBJECT,
	.help = "something that became known",
	SHAPE_MEMBERS(
		{"what", &SHAPE_OF_TEXT, ALWAYS, "revision 7, retraction 8, or a kind of fact"},
		{"source", &SHAPE_OF_TEXT, NULLABLE, "of the fact; null: none is told"},
		{"external_id", &SHAPE_OF_TEXT, NULLABLE, "what the source tells it apart by"},
		{"file", &SHAPE_OF_TEXT, NULLABLE, "of its import; null: not imported"},
		{"line", &SHAPE_OF_INTEGER, NULLABLE, "in that file, from 1"},
		{"before", &SHAPE_OF_TEXT, NULLABLE, "for people; null: it was not there"},
		{"after", &SHAPE_OF_TEXT, NULLABLE, "for people; null: it is gone"}),
};
static const Shape CHANGES = {.kind = SHAPE_LIST, .items = &CHANGE};

static const Shape STEP = {
	.name = "RestatementStep",
	.kind = SHAPE_OBJECT,
	.help = "what became known at one instant, and what it does to the contract's figures",
	SHAPE_MEMBERS(
		{"known_at", &SHAPE_OF_INSTANT, ALWAYS, "when it became known"},
		{"import", &SHAPE_OF_ID, NULLABLE, "that brought it; null: by hand"},
		{"changes_total", &SHAPE_OF_INTEGER, ALWAYS, "how many changes there are"},
		{"changes", &CHANGES, ALWAYS, "the first of them"},
		{"after", &FIGURE_LIST_SHAPE, ALWAYS, "the figures behind the step"},
		{"effects", &DIFFERENCES, ALWAYS,
		 "of each metric, rounded; null: not available before or behind the step"},
		{"effects_exact", &EXACT_DIFFERENCES, ALWAYS,
		 "the same as fractions; they add up to the contract's difference exactly"},
		{"total_effects", &DIFFERENCES, ALWAYS,
		 "on the figures of the whole scope; null: not available before or behind the step"},
		{"total_effects_exact", &EXACT_DIFFERENCES, ALWAYS,
		 "the same as fractions; of all contracts they add up to the scope's difference exactly"}),
};
static const Shape STEPS = {.kind = SHAPE_LIST, .items = &STEP};

static const Shape CONTRACT = {
	.name = "RestatedContract",
	.kind = SHAPE_OBJECT,
	.help = "a contract whose figures differ, or about which something became known",
	SHAPE_MEMBERS({"contract", &SHAPE_OF_TEXT, NULLABLE,
		       "key; null: the people of the scope together"},
		      {"before", &FIGURE_LIST_SHAPE, NULLABLE, "in the first view"},
		      {"after", &FIGURE_LIST_SHAPE, NULLABLE, "in the second view"},
		      {"steps", &STEPS, ALWAYS, "from the first view to the second, in order"}),
};
static const Shape CONTRACTS = {.kind = SHAPE_LIST, .items = &CONTRACT};

const Shape RESTATEMENT_SHAPE = {
	.name = "Restatement",
	.kind = SHAPE_OBJECT,
	.help = "the same figures in two views, and what explains each difference",
	SHAPE_MEMBERS({"scope", &SHAPE_OF_TEXT, ALWAYS, "what the figures are of"},
		      {"period", &PERIOD_SHAPE, ALWAYS, "of the figures"},
		      {"as_of", &SHAPE_OF_DATE, ALWAYS, "last day that is seen, in both views"},
		      {"known_at", &SHAPE_OF_INSTANT, NULLABLE, "of the first view; null: now"},
		      {"vs", &SHAPE_OF_INSTANT, NULLABLE, "of the second view; null: now"},
		      {"currency", &CURRENCY_SHAPE, NULLABLE,
		       "of totals; null: several, and no reporting currency is set"},
		      {"metrics", &METRIC_NAMES_SHAPE, ALWAYS, "those that were asked for"},
		      {"before", &FIGURE_LIST_SHAPE, ALWAYS, "in the first view"},
		      {"after", &FIGURE_LIST_SHAPE, ALWAYS, "in the second view"},
		      {"difference", &DIFFERENCES, ALWAYS,
		       "of each metric, after − before, rounded; null: not available in either"},
		      {"difference_exact", &EXACT_DIFFERENCES, ALWAYS, "the same as fractions"},
		      {"shared", &SHAPE_OF_TEXT, NULLABLE,
		       "what changed of what contracts share, for people; null: nothing"},
		      {"contracts", &CONTRACTS, ALWAYS, "by key"}),
};

/* The member `key`: an item for each metric; null where it is not told. `exact`: as fractions. */
typedef struct Differences {
	const Ratio *at;
	const bool *told;
	bool exact;
} Differences;

static void put_differences(const FigureJson *out, const char *key, const RestateTable *table,
			    const Differences *differences)
{
	json_put_key(out->json, key);
	json_write_begin_array(out->json);
	for (size_t i = 0; i < table->metric_count; i++) {
		MetricUnit unit = table->metrics[i]->unit;
		Currency currency = table->after[i].currency;
		Ratio value = differences->at[i];
		if (!differences->told[i])
			json_write_null(out->json);
		else if (differences->exact)
			json_write_string(out->json, figure_exact(out->mem, unit, currency, value));
		else
			json_write_string(out->json,
					  figure_difference(out->mem, unit, currency, value));
	}
	json_write_end_array(out->json);
}

static void put_change(JsonWriter *json, const RestatedChange *change)
{
	json_write_begin_object(json);
	json_put_text(json, "what", change->what);
	json_put_member(json, "source", change->source);
	json_put_member(json, "external_id", change->id);
	json_put_member(json, "file", change->file);
	json_put_key(json, "line");
	if (change->line != 0)
		json_write_int(json, change->line);
	else
		json_write_null(json);
	json_put_member(json, "before", change->before);
	json_put_member(json, "after", change->after);
	json_write_end_object(json);
}

static void put_step(const FigureJson *out, const RestateTable *table, const RestateStep *step)
{
	JsonWriter *json = out->json;
	json_write_begin_object(json);
	json_put_instant(json, "known_at", out->mem, step->known);
	json_put_id(json, "import", step->import_id);
	json_put_count(json, "changes_total", step->changes_total);
	json_put_key(json, "changes");
	json_write_begin_array(json);
	for (size_t i = 0; i < step->change_count; i++)
		put_change(json, &step->changes[i]);
	json_write_end_array(json);
	json_put_figure_list(out, "after", step->after, table->metric_count);
	put_differences(out, "effects", table,
			&(Differences){step->effects, step->has_effect, false});
	put_differences(out, "effects_exact", table,
			&(Differences){step->effects, step->has_effect, true});
	put_differences(out, "total_effects", table,
			&(Differences){step->total_effects, step->has_total_effect, false});
	put_differences(out, "total_effects_exact", table,
			&(Differences){step->total_effects, step->has_total_effect, true});
	json_write_end_object(json);
}

static void put_contract(const FigureJson *out, const RestateTable *table,
			 const RestateContract *contract)
{
	JsonWriter *json = out->json;
	json_write_begin_object(json);
	json_put_member(json, "contract", contract->contract);
	json_put_figure_list(out, "before", contract->before, table->metric_count);
	json_put_figure_list(out, "after", contract->after, table->metric_count);
	json_put_key(json, "steps");
	json_write_begin_array(json);
	for (size_t i = 0; i < contract->step_count; i++)
		put_step(out, table, &table->steps[contract->first_step + i]);
	json_write_end_array(json);
	json_write_end_object(json);
}

static const bool *both_there(Arena *mem, const RestateTable *table)
{
	bool *told = ARENA_ARRAY(mem, bool, table->metric_count);
	for (size_t i = 0; i < table->metric_count; i++)
		told[i] = table->before[i].na == REASON_NONE && table->after[i].na == REASON_NONE;
	return told;
}

void json_put_restatement(JsonWriter *json, Arena *mem, const RestateTable *table)
{
	FigureJson out = {json, mem};
	const bool *told = both_there(mem, table);
	json_write_begin_object(json);
	json_put_text(json, "scope", scope_text(mem, table->scope));
	json_put_period(json, "period", mem, table->period, table->period_name);
	json_put_seen(json, mem, table->as_of, table->known);
	json_put_instant(json, "vs", mem, table->versus);
	json_put_member(json, "currency", str_from_c(table->currency.code));
	json_put_metric_names(json, "metrics", table->metrics, table->metric_count);
	json_put_figure_list(&out, "before", table->before, table->metric_count);
	json_put_figure_list(&out, "after", table->after, table->metric_count);
	put_differences(&out, "difference", table, &(Differences){table->difference, told, false});
	put_differences(&out, "difference_exact", table,
			&(Differences){table->difference, told, true});
	json_put_member(json, "shared", table->shared);
	json_put_key(json, "contracts");
	json_write_begin_array(json);
	for (size_t i = 0; i < table->contract_count; i++)
		put_contract(&out, table, &table->contracts[i]);
	json_write_end_array(json);
	json_write_end_object(json);
}
