#include "answer/explain_json.h"

enum { EXCHANGE_DIGITS = 9 };

static const char *factor_choice(size_t place)
{
	return place < FACTORS ? factor_name((Factor)place) : NULL;
}

static const Shape FACTOR = {.kind = SHAPE_CHOICE, .choice = factor_choice};
static const Shape EXACT = {.kind = SHAPE_TEXT, .example = "-95/101"};
static const Shape MEASURE_VALUE = {
	.kind = SHAPE_EITHER,
	SHAPE_OPTIONS(&SHAPE_OF_DATE, &SHAPE_OF_DECIMAL),
};

static const Shape ROW = {
	.name = "ExplanationRow",
	.kind = SHAPE_OBJECT,
	.help = "what is summed in an input, and where it comes from",
	SHAPE_MEMBERS(
		{"label", &SHAPE_OF_TEXT, NULLABLE, "what it is; null: the fact tells itself"},
		{"date", &SHAPE_OF_DATE, NULLABLE, "the day that it belongs to"},
		{"from", &SHAPE_OF_DATE, NULLABLE, "first day that it stands on; null: its date"},
		{"to", &SHAPE_OF_DATE, NULLABLE, "first day after"},
		{"amount", &MEASURE_VALUE, NULLABLE,
		 "in the unit of the input; null: not available"},
		{"how", &SHAPE_OF_TEXT, NULLABLE,
		 "how it was made; null: it is the fact's own amount"},
		{"days", &SHAPE_OF_DECIMAL, NULLABLE, "of an input of unit lags: the lag"},
		{"native_amount", &SHAPE_OF_DECIMAL, NULLABLE,
		 "before it was converted; null: it was not"},
		{"native_currency", &CURRENCY_SHAPE, NULLABLE, "of native_amount"},
		{"rate", &SHAPE_OF_DECIMAL, NULLABLE,
		 "units of the reporting currency for 1 unit; null: it was not converted"},
		{"contract", &SHAPE_OF_TEXT, NULLABLE,
		 "key; null: of none, as a person's leave, or made from a person's terms"},
		{"task", &SHAPE_OF_TEXT, NULLABLE, "key; null: of none, or not told apart"},
		{"resource", &SHAPE_OF_TEXT, NULLABLE, "key; null: of none, or not told apart"},
		{"source", &SHAPE_OF_TEXT, NULLABLE,
		 "of the fact; null: made from terms, or a sum"},
		{"external_id", &SHAPE_OF_TEXT, NULLABLE,
		 "what the source tells it apart by; null: facts of its kind have no such id"},
		{"file", &SHAPE_OF_TEXT, NULLABLE, "of its import; null: not imported"},
		{"line", &SHAPE_OF_INTEGER, NULLABLE, "in that file, from 1"},
		{"reason", &REASON_SHAPE, NULLABLE, "why its amount is not available"}),
};
static const Shape ROWS = {.kind = SHAPE_LIST, .items = &ROW};

static const Shape RATE_KIND = {.kind = SHAPE_CHOICE,
				SHAPE_CHOICES("of_day", "as_of", "of_budget")};

static const Shape INPUT = {
	.name = "ExplanationInput",
	.kind = SHAPE_OBJECT,
	.help = "one input of the formula; its rows add up to its value",
	SHAPE_MEMBERS({"measure", &SHAPE_OF_TEXT, ALWAYS, "as the expression names it"},
		      {"title", &SHAPE_OF_TEXT, ALWAYS, "for people"},
		      {"help", &SHAPE_OF_TEXT, ALWAYS, "what is in it, and what is not"},
		      {"unit", &UNIT_SHAPE, ALWAYS, "of value and amounts"},
		      {"converted_at", &RATE_KIND, NULLABLE,
		       "where the formula says at which rates it is converted; null: it does not"},
		      {"value", &MEASURE_VALUE, NULLABLE,
		       "sum of all rows; of unit lags their weight; null: not available"},
		      {"text", &SHAPE_OF_TEXT, ALWAYS, "the same for people"},
		      {"reason", &REASON_SHAPE, NULLABLE, "why it is not available"},
		      {"detail", &SHAPE_OF_TEXT, NULLABLE, "more about the reason, for people"},
		      {"rows_total", &SHAPE_OF_INTEGER, ALWAYS, "how many rows there are"},
		      {"rows", &ROWS, ALWAYS, "the first of them, as many as asked for"}),
};
static const Shape INPUTS = {.kind = SHAPE_LIST, .items = &INPUT};

static const Shape PART = {
	.name = "ExplanationPart",
	.kind = SHAPE_OBJECT,
	.help = "what one contract or person adds to a total",
	SHAPE_MEMBERS({"scope", &SHAPE_OF_TEXT, ALWAYS, "contract:KEY or resource:KEY"},
		      {"amount", &SHAPE_OF_DECIMAL, NULLABLE,
		       "its own figure, in the unit of the value; null: of a quotient"},
		      {"numerator", &SHAPE_OF_DECIMAL, NULLABLE,
		       "of a quotient, as the figure tells it; null: of an amount"},
		      {"denominator", &SHAPE_OF_DECIMAL, NULLABLE, "the same of the other side"}),
};
static const Shape PARTS = {.kind = SHAPE_LIST, .items = &PART};

static const Shape USED_RATE = {
	.name = "UsedRate",
	.kind = SHAPE_OBJECT,
	.help = "a rate that the figure used",
	SHAPE_MEMBERS(
		{"what", &SHAPE_OF_TEXT, ALWAYS, "for people: cost rate of R-07 from 1 Jan 2026"},
		{"kind", &SHAPE_OF_TEXT, ALWAYS, "billing, cost, standard, exchange or budget"},
		{"effective_on", &SHAPE_OF_DATE, NULLABLE, "its first day, or its day"},
		{"rate", &SHAPE_OF_DECIMAL, ALWAYS,
		 "an amount per hour; of exchange and budget rates units of the reporting currency "
		 "for 1 unit"},
		{"currency", &CURRENCY_SHAPE, NULLABLE, "of a rate per hour"},
		{"source", &SHAPE_OF_TEXT, NULLABLE, "of the fact; null: a term of the contract"},
		{"external_id", &SHAPE_OF_TEXT, NULLABLE,
		 "what the source tells it apart by; null: facts of its kind have no such id"},
		{"line", &SHAPE_OF_INTEGER, NULLABLE, "in its file, from 1; null: not imported"}),
};
static const Shape USED_RATES = {.kind = SHAPE_LIST, .items = &USED_RATE};

static const char PARTS_HELP[] =
	"where the sums of a total, put into the formula, do not give it, as where it divides contract by "
	"contract: what it adds up, the first of them, as many as rows. The figure is the sum of their "
	"amounts, or of their numerators over that of their denominators. Else empty";

#define EXPLAINED_MEMBERS                                                                    \
	{"figure", &FIGURE_SHAPE, ALWAYS, "what is explained"},                              \
		{"formula", &SHAPE_OF_TEXT, ALWAYS, "in words"},                             \
		{"numbers", &SHAPE_OF_TEXT, ALWAYS, "the same with numbers and the result"}, \
		{"inputs", &INPUTS, ALWAYS, "in the order in which the formula names them"}, \
		{"parts_total", &SHAPE_OF_INTEGER, ALWAYS, "how many parts there are"},      \
	{                                                                                    \
		"parts", &PARTS, ALWAYS, PARTS_HELP                                          \
	}

static const Shape VERSUS = {
	.name = "ExplanationVersus",
	.kind = SHAPE_OBJECT,
	.help = "the figure of the other period",
	SHAPE_MEMBERS({"period", &PERIOD_SHAPE, ALWAYS, "the other period"}, EXPLAINED_MEMBERS),
};

static const Shape STEP = {
	.name = "AttributionStep",
	.kind = SHAPE_OBJECT,
	.help = "what one input, or one side of it, does to the figure",
	SHAPE_MEMBERS({"measure", &SHAPE_OF_TEXT, ALWAYS, "the input"},
		      {"title", &SHAPE_OF_TEXT, ALWAYS, "the same for people"},
		      {"factor", &FACTOR, ALWAYS, "input: the input as a whole"},
		      {"unit", &UNIT_SHAPE, ALWAYS, "of before and after"},
		      {"before", &MEASURE_VALUE, ALWAYS, "the input before the step"},
		      {"after", &MEASURE_VALUE, ALWAYS, "the input behind it"},
		      {"effect", &SHAPE_OF_DECIMAL, ALWAYS, "on the figure, in its unit; rounded"},
		      {"effect_exact", &EXACT, ALWAYS,
		       "the same as a fraction; they add up to the difference exactly"}),
};
static const Shape STEPS = {.kind = SHAPE_LIST, .items = &STEP};

static const Shape ATTRIBUTION = {
	.name = "Attribution",
	.kind = SHAPE_OBJECT,
	.help = "what makes the difference from the other period to this one",
	SHAPE_MEMBERS({"difference", &SHAPE_OF_DECIMAL, NULLABLE,
		       "in the figure's unit, rounded; of dates days; null: not available"},
		      {"difference_exact", &EXACT, NULLABLE, "the same as a fraction"},
		      {"method", &SHAPE_OF_TEXT, NULLABLE, "order and method, for people"},
		      {"reason", &REASON_SHAPE, NULLABLE, "why either figure is not available"},
		      {"steps", &STEPS, ALWAYS, "those that have an effect, in their order"}),
};

const Shape EXPLANATION_SHAPE = {
	.name = "Explanation",
	.kind = SHAPE_OBJECT,
	.help = "why a figure is what it is",
	SHAPE_MEMBERS({"scope", &SHAPE_OF_TEXT, ALWAYS, "what it is of"},
		      {"period", &PERIOD_SHAPE, ALWAYS, "of the figure"}, SEEN_MEMBERS,
		      EXPLAINED_MEMBERS,
		      {"rates", &USED_RATES, ALWAYS, "that amounts of its rows were made with"},
		      {"completeness", &COMPLETENESS_SHAPE, ALWAYS, "what it may lack"},
		      {"versus", &VERSUS, NULLABLE, "null: no other period was asked for"},
		      {"attribution", &ATTRIBUTION, NULLABLE,
		       "null: no other period was asked for"}),
};

Currency row_native_currency(const ExplainedInput *input, const ShownRow *shown)
{
	size_t place = (size_t)(shown->row - input->rows);
	const Book *book = input->books[place];
	return shown->row->rate != 0 && book ? book->currency : (Currency){.code = ""};
}

Str used_rate_number(Arena *mem, const UsedRate *rate)
{
	if (rate->currency.code[0] == '\0')
		return decimal_text_short(mem, rate->minor, EXCHANGE_DIGITS);
	return money_text(mem, rate->minor, rate->currency);
}

static void put_line(JsonWriter *json, int64_t line)
{
	json_put_key(json, "line");
	if (line != 0)
		json_write_int(json, line);
	else
		json_write_null(json);
}

static void put_native(JsonWriter *json, Arena *mem, const ExplainedInput *input,
		       const ShownRow *shown)
{
	Currency native = row_native_currency(input, shown);
	bool converted = native.code[0] != '\0';
	int64_t rate = shown->row->rate;
	json_put_member(json, "native_amount",
			converted ? money_text(mem, shown->row->native, native) : (Str){0});
	json_put_member(json, "native_currency", str_from_c(native.code));
	json_put_member(json, "rate",
			converted ? decimal_text_short(mem, rate, EXCHANGE_DIGITS) : (Str){0});
}

static void put_row(JsonWriter *json, Arena *mem, const ExplainedInput *input,
		    const ShownRow *shown, Currency currency)
{
	const TallyRow *row = shown->row;
	Unit unit = input->measure->unit;
	Str amount = measure_number(mem, unit, currency, whole_ratio(row->amount));
	json_write_begin_object(json);
	json_put_member(json, "label", row->label);
	json_put_date(json, "date", mem, row->on);
	json_put_date(json, "from", mem, row->days.from);
	json_put_date(json, "to", mem, row->days.to);
	json_put_member(json, "amount", row->na == REASON_NONE ? amount : (Str){0});
	json_put_member(json, "how", row->how);
	json_put_member(json, "days",
			unit == UNIT_LAGS ? decimal_text(mem, row->lag, 0) : (Str){0});
	put_native(json, mem, input, shown);
	json_put_member(json, "contract", shown->contract);
	json_put_member(json, "task", shown->task);
	json_put_member(json, "resource", shown->resource);
	json_put_member(json, "source", shown->source);
	json_put_member(json, "external_id", shown->id);
	json_put_member(json, "file", shown->file);
	put_line(json, shown->line);
	json_put_member(json, "reason", str_from_c(reason_name(row->na)));
	json_write_end_object(json);
}

static Str rate_kind_name(int kind)
{
	switch (kind) {
	case RATE_OF_DAY:
		return STR("of_day");
	case RATE_AS_OF:
		return STR("as_of");
	case RATE_OF_BUDGET:
		return STR("of_budget");
	default:
		return (Str){0};
	}
}

static void put_input(JsonWriter *json, Arena *mem, const ExplainedInput *input,
		      const ShownRows *rows, Currency currency)
{
	const Measure *measure = input->measure;
	Str value = measure_number(mem, measure->unit, currency, whole_ratio(input->sum));
	json_write_begin_object(json);
	json_put_member(json, "measure", str_from_c(measure->name));
	json_put_member(json, "title", str_from_c(measure->title));
	json_put_member(json, "help", str_from_c(measure->help));
	json_put_member(json, "unit", str_from_c(unit_name(measure->unit)));
	json_put_member(json, "converted_at", rate_kind_name(input->rate));
	json_put_member(json, "value", input->na == REASON_NONE ? value : (Str){0});
	json_put_text(json, "text", input->text);
	json_put_member(json, "reason", str_from_c(reason_name(input->na)));
	json_put_member(json, "detail", input->na_detail);
	json_put_count(json, "rows_total", input->row_count);
	json_put_key(json, "rows");
	json_write_begin_array(json);
	for (size_t i = 0; i < rows->len; i++)
		put_row(json, mem, input, &rows->at[i], currency);
	json_write_end_array(json);
	json_write_end_object(json);
}

static Str part_scope(Arena *mem, const ExplainedPart *part)
{
	if (part->book)
		return scope_text(mem, (Scope){SCOPE_CONTRACT, part->book->key});
	return scope_text(mem, (Scope){SCOPE_RESOURCE, part->resource->key});
}

/* Amounts and sides are money or hours. */
static Str part_number(Arena *mem, const Figure *figure, int128 side)
{
	return measure_number(mem, figure->of_money ? UNIT_MONEY : UNIT_HOURS, figure->currency,
			      whole_ratio(side));
}

static void put_part(JsonWriter *json, Arena *mem, const Figure *figure, const ExplainedPart *part)
{
	Str above = part_number(mem, figure, part->numerator);
	bool quotient = figure->is_quotient;
	json_write_begin_object(json);
	json_put_text(json, "scope", part_scope(mem, part));
	json_put_member(json, "amount", quotient ? (Str){0} : above);
	json_put_member(json, "numerator", quotient ? above : (Str){0});
	json_put_member(json, "denominator",
			quotient ? part_number(mem, figure, part->denominator) : (Str){0});
	json_write_end_object(json);
}

static void put_parts(JsonWriter *json, Arena *mem, const Explanation *explanation, size_t limit)
{
	json_put_count(json, "parts_total", explanation->part_count);
	json_put_key(json, "parts");
	json_write_begin_array(json);
	for (size_t i = 0; i < explanation->part_count && (limit == 0 || i < limit); i++)
		put_part(json, mem, &explanation->figure, &explanation->parts[i]);
	json_write_end_array(json);
}

static void put_explained(const FigureJson *out, const Explanation *explanation,
			  const ShownRows *rows, size_t limit)
{
	JsonWriter *json = out->json;
	json_put_key(json, "figure");
	json_put_figure(out, &explanation->figure);
	json_put_text(json, "formula", explanation->formula);
	json_put_text(json, "numbers", explanation->numbers);
	json_put_key(json, "inputs");
	json_write_begin_array(json);
	for (size_t i = 0; i < explanation->input_count; i++)
		put_input(json, out->mem, &explanation->inputs[i], &rows[i],
			  explanation->figure.currency);
	json_write_end_array(json);
	put_parts(json, out->mem, explanation, limit);
}

static void put_rates(JsonWriter *json, Arena *mem, const ExplainAnswer *answer)
{
	json_put_key(json, "rates");
	json_write_begin_array(json);
	for (size_t i = 0; i < answer->rate_count; i++) {
		const UsedRate *rate = &answer->rates[i];
		json_write_begin_object(json);
		json_put_text(json, "what", rate->what);
		json_put_text(json, "kind", rate->kind);
		json_put_date(json, "effective_on", mem, rate->effective_on);
		json_put_member(json, "rate", used_rate_number(mem, rate));
		json_put_member(json, "currency", str_from_c(rate->currency.code));
		json_put_member(json, "source", rate->lineage.source);
		json_put_member(json, "external_id", rate->lineage.id);
		put_line(json, rate->lineage.line);
		json_write_end_object(json);
	}
	json_write_end_array(json);
}

static void put_step(JsonWriter *json, Arena *mem, const Figure *figure,
		     const AttributionStep *step)
{
	MetricUnit unit = figure->metric->unit;
	Currency currency = figure->currency;
	Unit of = step->measure->unit;
	json_write_begin_object(json);
	json_put_member(json, "measure", str_from_c(step->measure->name));
	json_put_member(json, "title", str_from_c(step->measure->title));
	json_put_member(json, "factor", str_from_c(factor_name(step->factor)));
	json_put_member(json, "unit", str_from_c(unit_name(of)));
	json_put_member(json, "before", measure_number(mem, of, currency, step->before));
	json_put_member(json, "after", measure_number(mem, of, currency, step->after));
	json_put_member(json, "effect", figure_difference(mem, unit, currency, step->effect));
	json_put_member(json, "effect_exact", figure_exact(mem, unit, currency, step->effect));
	json_write_end_object(json);
}

static void put_attribution(JsonWriter *json, Arena *mem, const Attribution *attribution)
{
	const Figure *to = &attribution->to;
	bool there = attribution->na == REASON_NONE;
	MetricUnit unit = to->metric->unit;
	Ratio difference = attribution->difference;
	json_write_begin_object(json);
	json_put_member(json, "difference",
			there ? figure_difference(mem, unit, to->currency, difference) : (Str){0});
	json_put_member(json, "difference_exact",
			there ? figure_exact(mem, unit, to->currency, difference) : (Str){0});
	json_put_member(json, "method", attribution->method);
	json_put_member(json, "reason", str_from_c(reason_name(attribution->na)));
	json_put_key(json, "steps");
	json_write_begin_array(json);
	for (size_t i = 0; i < attribution->step_count; i++)
		put_step(json, mem, to, &attribution->steps[i]);
	json_write_end_array(json);
	json_write_end_object(json);
}

static void put_versus(const FigureJson *out, const ExplainAnswer *answer)
{
	JsonWriter *json = out->json;
	json_put_key(json, "versus");
	if (!answer->has_versus) {
		json_write_null(json);
		json_put_key(json, "attribution");
		json_write_null(json);
		return;
	}
	json_write_begin_object(json);
	json_put_period(json, "period", out->mem, answer->versus, answer->versus_name);
	put_explained(out, &answer->other, answer->other_rows, answer->row_limit);
	json_write_end_object(json);
	json_put_key(json, "attribution");
	put_attribution(json, out->mem, &answer->attribution);
}

void json_put_explanation(JsonWriter *json, Arena *mem, const ExplainAnswer *answer)
{
	FigureJson out = {json, mem};
	json_write_begin_object(json);
	json_put_text(json, "scope", scope_text(mem, answer->scope));
	json_put_period(json, "period", mem, answer->period, answer->period_name);
	json_put_seen(json, mem, answer->as_of, answer->known);
	put_explained(&out, &answer->explanation, answer->rows, answer->row_limit);
	put_rates(json, mem, answer);
	json_put_completeness(json, &answer->completeness);
	put_versus(&out, answer);
	json_write_end_object(json);
}
