/* What is written of figures has the shape that is told of it, and says what it should. */

#include "check.h"

#include "answer/drill_json.h"
#include "answer/figures_json.h"
#include "answer/metric_json.h"
#include "answer/written.h"

static const Currency USD = {"USD", 2};
static const Currency NONE = {"", 0};

static void numbers_are_decimals(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		MetricUnit unit;
		Currency currency;
		int64_t num, den;
		const char *number, *difference, *exact;
	} cases[] = {
		{"a ratio",
		 METRIC_PERCENT,
		 {"", 0},
		 95,
		 101,
		 "0.940594059",
		 "0.940594059",
		 "95/101"},
		{"a whole ratio", METRIC_INDEX, {"", 0}, -2, 1, "-2", "-2", "-2/1"},
		{"all decimals of money",
		 METRIC_MONEY,
		 {"USD", 2},
		 12500,
		 1,
		 "125.00",
		 "125.00",
		 "125/1"},
		{"half a cent to even", METRIC_MONEY, {"USD", 2}, 25, 2, "0.12", "0.12", "1/8"},
		{"yen", METRIC_MONEY, {"JPY", 0}, -1200, 1, "-1200", "-1200", "-1200/1"},
		{"hours",
		 METRIC_HOURS,
		 {"", 0},
		 364137931034,
		 1,
		 "101.149425",
		 "101.149425",
		 "182068965517/1800000000"},
		{"whole hours", METRIC_HOURS, {"", 0}, 342000000000, 1, "95", "95", "95/1"},
		{"days", METRIC_DAYS, {"", 0}, 13, 2, "6.5", "6.5", "13/2"},
		{"a date, and days between dates",
		 METRIC_DATE,
		 {"", 0},
		 14610,
		 1,
		 "2010-01-01",
		 "14610",
		 "14610/1"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Ratio value = ratio(cases[i].num, cases[i].den);
		MetricUnit unit = cases[i].unit;
		Currency currency = cases[i].currency;
		check_text(cases[i].label, figure_number(mem, unit, currency, value),
			   cases[i].number);
		check_text(cases[i].label, figure_difference(mem, unit, currency, value),
			   cases[i].difference);
		check_text(cases[i].label, figure_exact(mem, unit, currency, value),
			   cases[i].exact);
	}
}

static void fractions_too_long_are_rounded(void **state)
{
	Arena *mem = *state;
	int128 most = (int128)(~(uint128)0 >> 1);
	Ratio half = {most - 1, most}; /* its denominator cannot grow */
	check_text("a cent", figure_number(mem, METRIC_MONEY, USD, half), "0.01");
	Ratio huge = {most, most - 1};
	check_text("a cent, too", figure_number(mem, METRIC_MONEY, USD, huge), "0.01");
}

static void measures_are_decimals(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *name;
		Unit unit;
		const char *number;
	} cases[] = {
		{"money", UNIT_MONEY, "72.00"}, {"hours", UNIT_HOURS, "0.000002"},
		{"days", UNIT_DAYS, "7200"},    {"date", UNIT_DATE, "1989-09-18"},
		{"count", UNIT_COUNT, "7200"},  {"money_days", UNIT_MONEY_DAYS, "72.00"},
		{"lags", UNIT_LAGS, "72.00"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		check_text("its name", str_from_c(unit_name(cases[i].unit)), cases[i].name);
		check_text(cases[i].name,
			   measure_number(mem, cases[i].unit, USD, whole_ratio(7200)),
			   cases[i].number);
	}
}

static void periods_have_names_and_words(void **state)
{
	Arena *mem = *state;
	const Period march = {{14669}, {14700}};
	const Period year = {{14518}, {14883}};
	static const struct {
		const char *name, *text;
	} cases[] = {
		{"FY2010", "fiscal year 2010, 1 Oct 2009 to 30 Sep 2010"},
		{"CY3", "contract year 3, 1 Oct 2009 to 30 Sep 2010"},
		{"term", "the whole term, 1 Oct 2009 to 30 Sep 2010"},
		{"2009-10-01..2010-10-01", "1 Oct 2009 to 30 Sep 2010"},
	};
	check_text("a month", period_text(mem, march, STR("2010-03")), "March 2010");
	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(cases[i].name, period_text(mem, year, str_from_c(cases[i].name)),
			   cases[i].text);
}

static void figures_have_their_shape(void **state)
{
	Arena *mem = *state;
	Buf out;
	const LeftOutOf left_out = {STR("C-2"), REASON_NO_COMMITMENT};
	Figure figure = sample_figure();
	figure.left_out = &left_out;
	figure.left_out_count = 1;
	JsonWriter json = written_begin(mem, &out);
	FigureJson writer = {&json, mem};
	json_put_figure(&writer, &figure);
	const JsonValue *value = written_fits(mem, "a quotient", &FIGURE_SHAPE, &json);
	check_at(value, "/value", "0.95");
	check_at(value, "/numerator", "95");
	check_at(value, "/denominator", "100");
	check_at(value, "/target", "0.9");
	check_at(value, "/deviation", "0.05");
	check_at(value, "/share_of_target", "1.055555556");
	check_at(value, "/flags/0", "running");
	check_at(value, "/flags/1", "partial");
	check_at(value, "/left_out/0/scope", "C-2");
	check_at(value, "/left_out/0/reason", "no_commitment");
	check_at(value, "/left_out_total", "1");
	check_at(value, "/text", "95.0 %");
	check_null(value, "/currency");
	check_null(value, "/reason");
}

static void of_many_left_out_the_first_are_named(void **state)
{
	Arena *mem = *state;
	Buf out;
	LeftOutOf many[51];
	Figure figure = sample_figure();
	for (size_t i = 0; i < COUNT(many); i++)
		many[i] = (LeftOutOf){str_format(mem, "C-%zu", i + 1), REASON_NO_COMMITMENT};
	figure.left_out = many;
	figure.left_out_count = COUNT(many);
	JsonWriter json = written_begin(mem, &out);
	FigureJson writer = {&json, mem};
	json_put_figure(&writer, &figure);
	const JsonValue *value = written_fits(mem, "many left out", &FIGURE_SHAPE, &json);
	check_at(value, "/left_out/49/scope", "C-50");
	check_at(value, "/left_out_total", "51");
	size_t at;
	assert_false(str_find(buf_str(&out), STR("C-51"), &at));
}

static void missing_figures_have_their_shape(void **state)
{
	Arena *mem = *state;
	Buf out;
	Figure figure = sample_missing("value_delivered", REASON_NO_BUDGET);
	JsonWriter json = written_begin(mem, &out);
	FigureJson writer = {&json, mem};
	json_put_figure(&writer, &figure);
	const JsonValue *value = written_fits(mem, "n/a", &FIGURE_SHAPE, &json);
	static const char *const nulls[] = {"/value",     "/numerator",       "/denominator",
					    "/deviation", "/share_of_target", "/currency"};
	for (size_t i = 0; i < COUNT(nulls); i++)
		check_null(value, nulls[i]);
	check_at(value, "/reason", "no_budget");
	check_at(value, "/reason_text", reason_text(REASON_NO_BUDGET));
	check_at(value, "/detail", "2010-01");
	check_at(value, "/target", "1");
	check_size("no flags", written_at(value, "/flags")->len, 0);
}

static void sides_are_in_their_units(void **state)
{
	Arena *mem = *state;
	Buf out;
	Figure figure = {.metric = metric_of("mean_lag"),
			 .value = ratio(6, 1),
			 .currency = USD,
			 .is_quotient = true,
			 .of_money = true,
			 .numerator = 60000,
			 .denominator = 10000};
	JsonWriter json = written_begin(mem, &out);
	FigureJson writer = {&json, mem};
	json_put_figure(&writer, &figure);
	const JsonValue *value = written_fits(mem, "days", &FIGURE_SHAPE, &json);
	check_at(value, "/value", "6");
	check_at(value, "/numerator", "600.00");
	check_at(value, "/denominator", "100.00");
	check_null(value, "/target");
	check_null(value, "/currency");
}

static FigureTable table_of(const Metric *const *metrics, const FigureRow *row)
{
	static const ExchangeRate rate = {.currency = {"JPY", 0},
					  .day = {14610},
					  .rate = 8500000,
					  .lineage = {.source = {"ecb", 3}}};
	static const ExchangeRate *const rates[] = {&rate};
	return (FigureTable){
		.scope = {.kind = SCOPE_ACCOUNT, .name = STR("Harbour")},
		.period = row->period,
		.period_name = row->period_name,
		.as_of = {14700},
		.known = INSTANT_MAX,
		.metrics = metrics,
		.metric_count = 2,
		.currency = NONE,
		.rows = row,
		.row_count = 1,
		.total = *row,
		.rates = rates,
		.rate_count = 1,
		.has_granularity = true,
		.granularity = GRANULARITY_MONTH,
		.split = SPLIT_BY_CONTRACT,
	};
}

static void tables_have_their_shape(void **state)
{
	Arena *mem = *state;
	Buf out;
	Figure figures[] = {sample_figure(), sample_missing("recognized", REASON_VENDOR)};
	const Metric *const metrics[] = {figures[0].metric, figures[1].metric};
	FigureRow row = {
		.scope = STR("contract:=1+1"),
		.name = STR("Deck"),
		.period = {{14669}, {14700}},
		.period_name = STR("2010-03"),
		.figures = figures,
		.completeness = {.waiting_rows = 3, .waiting_seconds = 27000, .open = true},
		.booked = true,
		.closed_on = {-1},
		.closed_at = {0},
		.at_close = figures,
	};
	FigureTable table = table_of(metrics, &row);
	JsonWriter json = written_begin(mem, &out);
	json_put_figures_table(&json, mem, &table);
	const JsonValue *value = written_fits(mem, "a table", &FIGURES_TABLE_SHAPE, &json);
	check_at(value, "/scope", "account:Harbour");
	check_at(value, "/by/0", "contract");
	check_at(value, "/by/1", "month");
	check_at(value, "/metrics/1", "recognized");
	check_at(value, "/rates/0/rate", "0.0085");
	check_at(value, "/rates/0/source", "ecb");
	check_at(value, "/rows/0/closed_on", "1969-12-31");
	check_at(value, "/rows/0/closed_at", "1970-01-01T00:00:00Z");
	check_at(value, "/rows/0/at_close/1/reason", "vendor");
	check_at(value, "/rows/0/completeness/waiting_seconds", "27000");
	check_at(value, "/rows/0/period/text", "March 2010");
	check_null(value, "/currency");
	check_null(value, "/known_at");
	Buf csv = {.mem = mem};
	figures_write_csv(&csv, mem, &table);
	check_text("as CSV", buf_str(&csv),
		   "scope,name,from,to,metric,value,unit,currency,reason,target,deviation,flags\r\n"
		   "contract:=1+1,Deck,2010-03-01,2010-04-01,contract_utilization,0.95,percent,,,"
		   "0.9,0.05,running partial\r\n"
		   "contract:=1+1,Deck,2010-03-01,2010-04-01,recognized,,money,,vendor,1,,\r\n");
}

static void an_open_row_has_no_close(void **state)
{
	Arena *mem = *state;
	Buf out;
	Figure figures[] = {sample_figure(), sample_missing("recognized", REASON_VENDOR)};
	const Metric *const metrics[] = {figures[0].metric, figures[1].metric};
	FigureRow row = {.scope = STR("contract:C-1"),
			 .period = {{14669}, {14700}},
			 .period_name = STR("2010-03"),
			 .figures = figures};
	FigureTable table = table_of(metrics, &row);
	table.currency = USD;
	table.known = (Instant){0};
	JsonWriter json = written_begin(mem, &out);
	json_put_figures_table(&json, mem, &table);
	const JsonValue *value = written_fits(mem, "open", &FIGURES_TABLE_SHAPE, &json);
	check_null(value, "/rows/0/closed_on");
	check_null(value, "/rows/0/closed_at");
	check_null(value, "/rows/0/at_close");
	check_null(value, "/rows/0/name");
	check_at(value, "/currency", "USD");
	check_at(value, "/known_at", "1970-01-01T00:00:00Z");
}

static void every_metric_has_its_shape(void **state)
{
	Arena *mem = *state;
	Buf out;
	size_t count = metric_count();
	JsonWriter json = written_begin(mem, &out);
	json_put_metrics(&json, mem);
	const JsonValue *value = written_fits(mem, "metrics", &METRICS_SHAPE, &json);
	check_size("all of them", written_at(value, "/metrics")->len, count);
	json = written_begin(mem, &out);
	json_put_metric(&json, mem, metric_of("contract_utilization"));
	value = written_fits(mem, "one", &METRIC_SHAPE, &json);
	check_at(value, "/formula", "Counting hours ÷ Committed hours");
	check_at(value, "/target_title", "baseline");
	check_at(value, "/measures/0/measure", "counting_hours");
	check_size("those of the target, too", written_at(value, "/measures")->len, 4);
	check_at(value, "/reasons/0/reason", "no_commitment");
	check_at(value, "/subjects/0", "contract");
}

static void reasons_of_a_metric_are_told_once(void **state)
{
	(void)state;
	static const struct {
		const char *metric;
		Reason reasons[4];
		size_t count;
	} cases[] = {
		{"counting_hours", {0}, 0},
		{"run_out", {REASON_NOT_ADDITIVE, REASON_NOT_OF_SCOPE}, 2},
		{"resource_utilization", {REASON_NO_CAPACITY, REASON_NOT_OF_SCOPE}, 2},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		MetricReasons reasons = metric_reasons(metric_of(cases[i].metric));
		check_size(cases[i].metric, reasons.len, cases[i].count);
		for (size_t j = 0; j < reasons.len; j++)
			assert_int_equal(reasons.at[j], cases[i].reasons[j]);
	}
}

static void drills_have_their_shape(void **state)
{
	Arena *mem = *state;
	Buf out;
	DrillRow rows[] = {
		{.key = STR("=1+1"),
		 .name = STR("Survey"),
		 .days = {DATE_NONE, DATE_NONE},
		 .entries = 2,
		 .seconds = 7200,
		 .counting_seconds = 3600,
		 .submitted_seconds = 3600,
		 .bill = {.minor = 15000},
		 .cost = {.na = REASON_NO_COST_RATE},
		 .has_plan = true,
		 .planned_seconds = 36000,
		 .in_scope = true},
		{.days = {DATE_NONE, DATE_NONE}},
	};
	DrillTable table = {.contract = STR("C-1"),
			    .by = DRILL_TASK,
			    .period = {DATE_NONE, DATE_NONE},
			    .as_of = {14700},
			    .known = INSTANT_MAX,
			    .currency = USD,
			    .at = rows,
			    .len = 2,
			    .total = rows[0]};
	JsonWriter json = written_begin(mem, &out);
	json_put_drill(&json, mem, &table);
	const JsonValue *value = written_fits(mem, "by task", &DRILL_SHAPE, &json);
	check_null(value, "/period");
	check_at(value, "/rows/0/bill", "150.00");
	check_at(value, "/rows/0/cost_reason", "no_cost_rate");
	check_at(value, "/rows/0/planned_seconds", "36000");
	check_null(value, "/rows/0/cost");
	check_null(value, "/rows/1/key");
	check_null(value, "/rows/1/planned_seconds");
	check_null(value, "/total/in_scope");
	Buf csv = {.mem = mem};
	drill_write_csv(&csv, mem, &table);
	check_text("as CSV", buf_str(&csv),
		   "contract,key,name,from,to,entries,seconds,counting_seconds,draft_seconds,"
		   "submitted_seconds,bill,bill_reason,cost,cost_reason,currency,planned_seconds,"
		   "in_scope\r\n"
		   "C-1,'=1+1,Survey,,,2,7200,3600,0,3600,150.00,,,no_cost_rate,USD,36000,yes\r\n"
		   "C-1,,,,,0,0,0,0,0,0.00,,0.00,,USD,,no\r\n");
	table.by = DRILL_WEEK;
	table.period = (Period){{14669}, {14700}};
	rows[0].days = table.period;
	json = written_begin(mem, &out);
	json_put_drill(&json, mem, &table);
	value = written_fits(mem, "by week", &DRILL_SHAPE, &json);
	check_at(value, "/period/name", "2010-03");
	check_at(value, "/rows/0/from", "2010-03-01");
	check_null(value, "/rows/0/in_scope");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(numbers_are_decimals),
		ARENA_TEST(fractions_too_long_are_rounded),
		ARENA_TEST(measures_are_decimals),
		ARENA_TEST(periods_have_names_and_words),
		ARENA_TEST(figures_have_their_shape),
		ARENA_TEST(of_many_left_out_the_first_are_named),
		ARENA_TEST(missing_figures_have_their_shape),
		ARENA_TEST(sides_are_in_their_units),
		ARENA_TEST(tables_have_their_shape),
		ARENA_TEST(an_open_row_has_no_close),
		ARENA_TEST(every_metric_has_its_shape),
		cmocka_unit_test(reasons_of_a_metric_are_told_once),
		ARENA_TEST(drills_have_their_shape),
	};
	return RUN_TESTS(tests);
}
