/* What is written of explanations, restatements and closed months has the shape that is told of it. */

#include "check.h"

#include "answer/close_json.h"
#include "answer/explain_json.h"
#include "answer/restate_json.h"
#include "answer/written.h"

static const Currency USD = {"USD", 2};
static const Currency JPY = {"JPY", 0};
static const Currency EUR = {"EUR", 2};

/* One input of two rows: a converted recognition, and one that cannot be converted. */
typedef struct Example {
	TallyRow rows[2];
	Book book;
	const Book *books[2];
	ExplainedInput input;
	ShownRow shown[2];
	ShownRows list;
	UsedRate rates[2];
	AttributionStep step;
	ExplainAnswer answer;
} Example;

static void fill_answer(Example *example)
{
	Figure figure = {.metric = metric_of("recognized"),
			 .value = ratio(1100, 1),
			 .currency = USD,
			 .parts = 1};
	Explanation explanation = {.figure = figure,
				   .formula = STR("Recognised revenue"),
				   .numbers = STR("11.00"),
				   .inputs = &example->input,
				   .input_count = 1};
	example->step = (AttributionStep){.measure = example->input.measure,
					  .factor = FACTOR_FX,
					  .before = ratio(1000, 1),
					  .after = ratio(1100, 1),
					  .effect = ratio(100, 1)};
	example->answer = (ExplainAnswer){
		.explanation = explanation,
		.rows = &example->list,
		.period = {{14669}, {14700}},
		.period_name = STR("2010-03"),
		.as_of = {14700},
		.known = INSTANT_MAX,
		.scope = {.kind = SCOPE_PORTFOLIO},
		.rates = example->rates,
		.rate_count = 2,
		.versus = {{14641}, {14669}},
		.versus_name = STR("2010-02"),
		.other = explanation,
		.other_rows = &example->list,
		.attribution = {.from = figure,
				.to = figure,
				.difference = ratio(100, 1),
				.steps = &example->step,
				.step_count = 1,
				.method = STR("one after the other")},
	};
}

static void make_example(Example *example)
{
	*example = (Example){
		.rows = {{.on = {14670},
			  .days = {DATE_NONE, DATE_NONE},
			  .amount = 1100,
			  .native = 1000,
			  .rate = 1100000000},
			 {.label = STR("March"),
			  .on = {14671},
			  .days = {{14669}, {14700}},
			  .na = REASON_NO_RATE}},
		.book = {.currency = EUR},
		.shown = {{.contract = STR("C-1"),
			   .source = STR("ledger"),
			   .id = STR("R-1"),
			   .file = STR("a.csv"),
			   .line = 7}},
		.rates = {{.what = STR("cost rate of R-01"),
			   .kind = STR("cost"),
			   .effective_on = {14610},
			   .minor = 8050,
			   .currency = USD},
			  {.what = STR("EUR"),
			   .kind = STR("exchange"),
			   .effective_on = {14670},
			   .minor = 1100000000,
			   .lineage = {.source = STR("ecb"), .id = STR("x"), .line = 2}}},
	};
	example->books[0] = &example->book;
	example->input = (ExplainedInput){.measure = measure_of("recognized"),
					  .rate = RATE_OF_DAY,
					  .sum = 1100,
					  .text = STR("11.00"),
					  .rows = example->rows,
					  .books = example->books,
					  .row_count = 2};
	example->shown[0].row = &example->rows[0];
	example->shown[1].row = &example->rows[1];
	example->list = (ShownRows){example->shown, 2};
	fill_answer(example);
}

static void explanations_have_their_shape(void **state)
{
	Arena *mem = *state;
	Buf out;
	Example example;
	make_example(&example);
	JsonWriter json = written_begin(mem, &out);
	json_put_explanation(&json, mem, &example.answer);
	const JsonValue *value = written_fits(mem, "of one period", &EXPLANATION_SHAPE, &json);
	check_at(value, "/scope", "portfolio");
	check_at(value, "/inputs/0/converted_at", "of_day");
	check_at(value, "/inputs/0/value", "11.00");
	check_at(value, "/inputs/0/rows/0/native_amount", "10.00");
	check_at(value, "/inputs/0/rows/0/native_currency", "EUR");
	check_at(value, "/inputs/0/rows/0/rate", "1.1");
	check_at(value, "/inputs/0/rows/0/line", "7");
	check_null(value, "/inputs/0/rows/0/from");
	check_null(value, "/inputs/0/rows/0/days");
	check_at(value, "/inputs/0/rows/1/reason", "no_rate");
	check_at(value, "/inputs/0/rows/1/from", "2010-03-01");
	check_null(value, "/inputs/0/rows/1/amount");
	check_null(value, "/inputs/0/rows/1/native_amount");
	check_null(value, "/inputs/0/rows/1/line");
	check_at(value, "/rates/0/rate", "80.50");
	check_at(value, "/rates/0/currency", "USD");
	check_at(value, "/rates/1/rate", "1.1");
	check_null(value, "/rates/1/currency");
	check_null(value, "/versus");
	check_null(value, "/attribution");
}

static void differences_have_their_shape(void **state)
{
	Arena *mem = *state;
	Buf out;
	Example example;
	make_example(&example);
	example.answer.has_versus = true;
	JsonWriter json = written_begin(mem, &out);
	json_put_explanation(&json, mem, &example.answer);
	const JsonValue *value = written_fits(mem, "of two periods", &EXPLANATION_SHAPE, &json);
	check_at(value, "/versus/period/name", "2010-02");
	check_at(value, "/attribution/difference", "1.00");
	check_at(value, "/attribution/difference_exact", "1/1");
	check_at(value, "/attribution/steps/0/factor", "fx");
	check_at(value, "/attribution/steps/0/before", "10.00");
	check_at(value, "/attribution/steps/0/effect_exact", "1/1");
	example.answer.attribution.na = REASON_NO_BUDGET;
	example.answer.attribution.step_count = 0;
	json = written_begin(mem, &out);
	json_put_explanation(&json, mem, &example.answer);
	value = written_fits(mem, "without a difference", &EXPLANATION_SHAPE, &json);
	check_null(value, "/attribution/difference");
	check_null(value, "/attribution/difference_exact");
	check_at(value, "/attribution/reason", "no_budget");
}

static void parts_have_their_shape(void **state)
{
	Arena *mem = *state;
	Buf out;
	Example example;
	make_example(&example);
	const Book book = {.key = STR("C-1"), .currency = USD};
	const Resource person = {.key = STR("R-01")};
	const ExplainedPart parts[] = {
		{.numerator = 5000, .denominator = 2000, .book = &book},
		{.numerator = -100, .denominator = 1, .resource = &person},
		{.numerator = 7, .denominator = 1, .book = &book},
	};
	JsonWriter json = written_begin(mem, &out);
	json_put_explanation(&json, mem, &example.answer);
	const JsonValue *value = written_fits(mem, "without parts", &EXPLANATION_SHAPE, &json);
	check_at(value, "/parts_total", "0");
	example.answer.row_limit = 2;
	example.answer.explanation.parts = parts;
	example.answer.explanation.part_count = COUNT(parts);
	example.answer.explanation.figure.of_money = true;
	json = written_begin(mem, &out);
	json_put_explanation(&json, mem, &example.answer);
	value = written_fits(mem, "of an amount", &EXPLANATION_SHAPE, &json);
	check_at(value, "/parts_total", "3");
	check_at(value, "/parts/0/scope", "contract:C-1");
	check_at(value, "/parts/0/amount", "50.00");
	check_null(value, "/parts/0/numerator");
	check_null(value, "/parts/0/denominator");
	check_at(value, "/parts/1/scope", "resource:R-01");
	check_at(value, "/parts/1/amount", "-1.00");
	assert_null(json_find(value, STR("/parts/2")));
	example.answer.row_limit = 0;
	example.answer.explanation.figure.is_quotient = true;
	json = written_begin(mem, &out);
	json_put_explanation(&json, mem, &example.answer);
	value = written_fits(mem, "of a quotient", &EXPLANATION_SHAPE, &json);
	check_null(value, "/parts/0/amount");
	check_at(value, "/parts/0/numerator", "50.00");
	check_at(value, "/parts/0/denominator", "20.00");
	assert_non_null(json_find(value, STR("/parts/2")));
	example.answer.explanation.figure.of_money = false;
	json = written_begin(mem, &out);
	json_put_explanation(&json, mem, &example.answer);
	value = written_fits(mem, "of hours", &EXPLANATION_SHAPE, &json);
	check_at(value, "/parts/2/denominator", "0");
}

static void inputs_of_other_units_have_their_shape(void **state)
{
	Arena *mem = *state;
	Buf out;
	Example example;
	make_example(&example);
	example.rows[0] = (TallyRow){.on = {14670},
				     .days = {DATE_NONE, DATE_NONE},
				     .amount = 5000,
				     .lag = 12};
	example.books[0] = NULL;
	example.input.measure = measure_of("recognition_lags");
	example.input.rate = -1;
	example.input.na = REASON_NOTHING_DUE;
	JsonWriter json = written_begin(mem, &out);
	json_put_explanation(&json, mem, &example.answer);
	const JsonValue *value = written_fits(mem, "lags", &EXPLANATION_SHAPE, &json);
	check_at(value, "/inputs/0/unit", "lags");
	check_at(value, "/inputs/0/rows/0/days", "12");
	check_at(value, "/inputs/0/rows/0/amount", "50.00");
	check_null(value, "/inputs/0/rows/0/native_currency");
	check_null(value, "/inputs/0/converted_at");
	check_null(value, "/inputs/0/value");
	static const struct {
		RateKind kind;
		const char *name;
	} kinds[] = {{RATE_AS_OF, "as_of"}, {RATE_OF_BUDGET, "of_budget"}};
	for (size_t i = 0; i < COUNT(kinds); i++) {
		example.input.rate = (int)kinds[i].kind;
		json = written_begin(mem, &out);
		json_put_explanation(&json, mem, &example.answer);
		value = written_fits(mem, kinds[i].name, &EXPLANATION_SHAPE, &json);
		check_at(value, "/inputs/0/converted_at", kinds[i].name);
	}
}

static void restatements_have_their_shape(void **state)
{
	Arena *mem = *state;
	Buf out;
	Figure before[] = {sample_figure(), sample_missing("recognized", REASON_NO_RECOGNITION)};
	Figure after[] = {sample_figure(), sample_missing("recognized", REASON_NO_RECOGNITION)};
	const Metric *const metrics[] = {before[0].metric, before[1].metric};
	const Ratio effects[] = {ratio(-1, 3), RATIO_ZERO};
	const Ratio total_effects[] = {ratio(1, 7), RATIO_ZERO};
	const bool has_effect[] = {true, false};
	after[1] =
		(Figure){.metric = metrics[1], .value = ratio(500, 1), .currency = USD, .parts = 1};
	const RestatedChange changes[] = {
		{.what = STR("revision 7"), .before = STR("1"), .after = STR("2")},
		{.what = STR("cost"),
		 .source = STR("ledger"),
		 .id = STR("K-1"),
		 .file = STR("a.csv"),
		 .line = 3},
	};
	const RestateStep step = {.contract = STR("C-1"),
				  .known = {0},
				  .import_id = 12,
				  .changes = changes,
				  .change_count = 2,
				  .changes_total = 9,
				  .after = after,
				  .effects = effects,
				  .has_effect = has_effect,
				  .total_effects = total_effects,
				  .has_total_effect = has_effect};
	const RestateContract contract = {.contract = STR("C-1"),
					  .before = before,
					  .after = after,
					  .step_count = 1};
	RestateTable table = {.scope = {.kind = SCOPE_CONTRACT, .name = STR("C-1")},
			      .period = {{14669}, {14700}},
			      .period_name = STR("2010-03"),
			      .as_of = {14700},
			      .known = {0},
			      .versus = INSTANT_MAX,
			      .metrics = metrics,
			      .metric_count = 2,
			      .currency = USD,
			      .before = before,
			      .after = after,
			      .difference = effects,
			      .contracts = &contract,
			      .contract_count = 1,
			      .steps = &step,
			      .step_count = 1};
	JsonWriter json = written_begin(mem, &out);
	json_put_restatement(&json, mem, &table);
	const JsonValue *value = written_fits(mem, "a restatement", &RESTATEMENT_SHAPE, &json);
	check_at(value, "/known_at", "1970-01-01T00:00:00Z");
	check_null(value, "/vs");
	check_null(value, "/shared");
	check_at(value, "/difference/0", "-0.333333333");
	check_at(value, "/difference_exact/0", "-1/3");
	check_null(value, "/difference/1");
	check_null(value, "/difference_exact/1");
	check_at(value, "/contracts/0/steps/0/import", "12");
	check_at(value, "/contracts/0/steps/0/changes_total", "9");
	check_at(value, "/contracts/0/steps/0/effects_exact/0", "-1/3");
	check_null(value, "/contracts/0/steps/0/effects/1");
	check_at(value, "/contracts/0/steps/0/total_effects/0", "0.142857143");
	check_at(value, "/contracts/0/steps/0/total_effects_exact/0", "1/7");
	check_null(value, "/contracts/0/steps/0/total_effects_exact/1");
	check_at(value, "/contracts/0/steps/0/changes/1/line", "3");
	check_null(value, "/contracts/0/steps/0/changes/0/line");
	check_null(value, "/contracts/0/steps/0/changes/1/after");
}

static void closes_have_their_shape(void **state)
{
	Arena *mem = *state;
	Buf out;
	const TieOutRow rows[] = {
		{.contract = STR("C-1"),
		 .currency = USD,
		 .has_ledger = true,
		 .ledger = 900000,
		 .recognized = 950000,
		 .difference = 50000,
		 .has_at_close = true,
		 .at_close = 940000},
		{.currency = JPY, .recognized = 5},
	};
	const ReplacedClose replaced = {.closed_on = {14705}, .known_at = {-1000000}};
	TieOut tied = {.month = 482,
		       .closed = true,
		       .closed_on = {14707},
		       .closed_by = STR("Resource 09"),
		       .known_at = {0},
		       .replaced = &replaced,
		       .at = rows,
		       .len = 1,
		       .totals = &rows[1],
		       .total_count = 1,
		       .differing = 1,
		       .missing = 2};
	JsonWriter json = written_begin(mem, &out);
	json_put_tie_out(&json, mem, &tied);
	const JsonValue *value = written_fits(mem, "closed", &TIE_OUT_SHAPE, &json);
	check_at(value, "/month", "2010-03");
	check_at(value, "/closed_on", "2010-04-08");
	check_at(value, "/replaced/closed_on", "2010-04-06");
	check_at(value, "/replaced/known_at", "1969-12-31T23:59:59Z");
	check_null(value, "/replaced/closed_by");
	check_at(value, "/rows/0/difference", "500.00");
	check_at(value, "/rows/0/at_close", "9400.00");
	check_at(value, "/totals/0/recognized", "5");
	check_null(value, "/totals/0/contract");
	check_null(value, "/totals/0/ledger");
	check_null(value, "/totals/0/difference");
	check_at(value, "/missing", "2");
	json = written_begin(mem, &out);
	json_put_closed_months(&json, mem, &(ClosedMonths){&tied, 1});
	value = written_fits(mem, "months", &CLOSED_MONTHS_SHAPE, &json);
	check_at(value, "/period_closes/0/month", "2010-03");
	check_at(value, "/period_closes/0/differing", "1");
	tied.closed = false;
	tied.replaced = NULL;
	json = written_begin(mem, &out);
	json_put_tie_out(&json, mem, &tied);
	value = written_fits(mem, "not closed", &TIE_OUT_SHAPE, &json);
	check_null(value, "/closed_on");
	check_null(value, "/known_at");
	check_null(value, "/replaced");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(explanations_have_their_shape),
		ARENA_TEST(differences_have_their_shape),
		ARENA_TEST(parts_have_their_shape),
		ARENA_TEST(inputs_of_other_units_have_their_shape),
		ARENA_TEST(restatements_have_their_shape),
		ARENA_TEST(closes_have_their_shape),
	};
	return RUN_TESTS(tests);
}
