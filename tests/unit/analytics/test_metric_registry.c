#include "analytics/explanation.h"
#include "analytics/trade_fixture.h"

static const char *const MARCH = "2026-03-01..2026-04-01";

static const Expression *parse(Arena *mem, const Metric *metric, const char *text)
{
	Err err;
	const Expression *expression = NULL;
	if (!expression_parse(mem, str_from_c(text), &expression, &err))
		fail_msg("%s: %s", metric->name, err.text);
	return expression;
}

static void check_words(const char *name, const char *what, const char *text, bool sentence)
{
	size_t len = strlen(text);
	if (len == 0 || (sentence && text[len - 1] != '.') || (!sentence && text[len - 1] == '.') ||
	    strstr(text, "  "))
		fail_msg("%s: its %s is '%s'", name, what, text);
}

static void every_measure_is_told(void **state)
{
	(void)state;
	size_t count;
	const Measure *list = measure_list(&count);
	for (size_t i = 0; i < count; i++) {
		size_t place;
		const Measure *measure = &list[i];
		check_words(measure->name, "title", measure->title, false);
		check_words(measure->name, "help", measure->help, true);
		assert_true(measure->of_contract || measure->of_resource);
		assert_true(measure_find(str_from_c(measure->name), &place));
		assert_int_equal(i, place); /* no name twice */
	}
	size_t place = 99;
	assert_false(measure_find(STR("profit"), &place));
	assert_int_equal(99, place);
}

/* The unit that the formula's inputs are of must fit that of the metric. */
static void check_units(const Metric *metric, const Expression *formula)
{
	size_t count;
	const Measure *list = measure_list(&count);
	InputList inputs = expression_inputs(formula);
	bool ratio = metric_unit_is_ratio(metric->unit);
	for (size_t i = 0; i < inputs.len; i++) {
		Unit unit = list[inputs.at[i].measure].unit;
		bool fits = ratio ? unit == UNIT_HOURS || unit == UNIT_MONEY
			    : metric->unit == METRIC_MONEY ? unit == UNIT_MONEY
			    : metric->unit == METRIC_HOURS ? unit == UNIT_HOURS
			    : metric->unit == METRIC_DATE
				    ? unit == UNIT_DATE && metric->single
				    : unit == UNIT_LAGS || unit == UNIT_MONEY_DAYS ||
					      unit == UNIT_MONEY;
		if (!fits ||
		    (unit == UNIT_HOURS) != (list[inputs.at[0].measure].unit == UNIT_HOURS))
			fail_msg("%s: the unit of %s", metric->name,
				 list[inputs.at[i].measure].name);
		if (metric->to_date && list[inputs.at[i].measure].time == MEASURE_OF_PERIOD)
			fail_msg("%s is to date, %s is not", metric->name,
				 list[inputs.at[i].measure].name);
	}
}

static const char *denominator_words(Arena *mem, const Expression *formula)
{
	assert_true(expression_is_quotient(formula));
	return str_to_c(mem, expression_words(mem, expression_denominator(formula)));
}

static void every_metric_is_told(void **state)
{
	Arena *mem = *state;
	size_t count = metric_count();
	for (size_t i = 0; i < count; i++) {
		const Metric *metric = metric_at(i);
		check_words(metric->name, "title", metric->title, false);
		check_words(metric->name, "group", metric->group, false);
		check_words(metric->name, "meaning", metric->meaning, true);
		assert_int_equal(i, metric_named(metric->name)); /* no name twice */
		assert_true(metric_unit_name(metric->unit)[0] != '\0');
		assert_true(direction_name(metric->direction)[0] != '\0');
		const Expression *formula = parse(mem, metric, metric->formula);
		check_units(metric, formula);
		bool ratio = metric_unit_is_ratio(metric->unit);
		if (ratio && !expression_is_quotient(formula))
			fail_msg("%s: totals of ratios need a quotient", metric->name);
		assert_true(metric_subjects(metric) != 0);
		assert_int_equal(metric->target != NULL, metric->target_title != NULL);
		if (metric->target)
			(void)parse(mem, metric, metric->target);
		if (metric->direction == NEAR_TARGET_IS_GOOD)
			assert_non_null(metric->target);
		for (size_t k = 0; k < METRIC_GUARDS_MAX && metric->guards[k].formula; k++) {
			const MetricGuard *guard = &metric->guards[k];
			const Expression *asked = parse(mem, metric, guard->formula);
			assert_true((guard->reason == REASON_NONE) == (guard->flag != 0));
			assert_true(guard->reason != REASON_NONE || guard->of_sum);
			if (guard->of_sum && metric->unit != METRIC_DAYS)
				check_text(metric->name, expression_words(mem, asked),
					   denominator_words(mem, formula));
		}
	}
}

static void names_are_found(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		const char *error;
	} CASES[] = {
		{"utilization",
		 "there is no metric 'utilization'; did you mean 'contract_utilization'?"},
		{"cpi_index", "there is no metric 'cpi_index'; did you mean 'cpi'?"},
		{"contract_utilisation",
		 "there is no metric 'contract_utilisation'; did you mean 'contract_utilization'?"},
		{"on", "there is no metric 'on'"},
		{"zzz", "there is no metric 'zzz'"},
		{"", "there is no metric ''"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Err err = {0};
		size_t place = 7;
		assert_false(metric_find(str_from_c(CASES[i].name), &place, &err));
		check_err(CASES[i].name, &err, ERR_NOT_FOUND, CASES[i].error);
		check_text("its kind", str_from_c(err.kind), "metric");
		assert_int_equal(7, place);
	}
	check_text("a flag", str_from_c(figure_flag_name(FIGURE_PARTIAL)), "partial");
	check_text("several flags have no name", str_from_c(figure_flag_name(3)), "");
	size_t both = metric_named("counting_hours");
	assert_int_equal(OF_CONTRACT | OF_RESOURCE, metric_subjects(metric_at(both)));
	assert_int_equal(OF_RESOURCE, metric_subjects(metric_at(metric_named("available_hours"))));
	assert_int_equal(OF_CONTRACT, metric_subjects(metric_at(metric_named("cpi"))));
}

static void every_reason_is_told(void **state)
{
	(void)state;
	for (int i = 1; i < REASONS; i++) {
		check_words(reason_name((Reason)i), "text", reason_text((Reason)i), false);
		for (int k = 0; k < i; k++)
			assert_string_not_equal(reason_name((Reason)i), reason_name((Reason)k));
	}
	check_text("none has no name", str_from_c(reason_name(REASON_NONE)), "");
	static const struct {
		Na na;
		Reason reason;
	} CASES[] = {
		{NA_NONE, REASON_NONE},
		{NA_NO_END, REASON_NO_END},
		{NA_NO_DIRECT_LABOR, REASON_NO_DIRECT_LABOR},
		{NA_BY_USAGE, REASON_BY_USAGE},
		{NA_NO_BASE, REASON_NO_TERMS},
		{NA_NO_TERMS, REASON_NO_TERMS},
	};
	for (size_t i = 0; i < COUNT(CASES); i++)
		assert_int_equal(CASES[i].reason, reason_of_na(CASES[i].na));
}

/* A contract for which every metric of contracts has a value in March 2026. */
static Trade *complete(Arena *mem)
{
	Trade *trade = trade_new(mem);
	(void)trade_add(
		trade, "C-1", "EUR",
		"2026-01-01 annual_value=1200000 direct_labor=60% ends_on=2027-01-01 "
		"committed_hours=1200 utilization_baseline=90% margin_target=40% pricing=retainer",
		"hours on=2026-03-02 h=60 bill=9000 cost=5000 standard=9900\n"
		"hours on=2026-03-09 h=35 bill=4000 cost=3000 standard=5000\n"
		"hours on=2026-03-10 h=2 as=draft bill=0\n"
		"budget month=2026-03 revenue=100000 hours=90 cost=50000\n"
		"recognition id=R3 amount=95000 on=2026-04-07 from=2026-03-01 to=2026-04-01\n"
		"recognition id=R4 amount=5000 on=2026-05-02 from=2026-03-01 to=2026-04-01\n"
		"invoice id=I1 on=2026-04-01 amount=14000 from=2026-03-01 to=2026-04-01\n"
		"cost on=2026-03-31 amount=1200\n"
		"deliverable id=D1 budget=40000 due=2026-01-31\nprogress on=2026-01-31 done=100%\n"
		"deliverable id=D2 budget=30000 due=2026-03-31\nprogress on=2026-03-15 done=50%\n"
		"deliverable id=D3 budget=30000 due=2026-06-30");
	return trade;
}

static int128 rows_sum(const ExplainedInput *input)
{
	int128 sum = 0;
	for (size_t i = 0; i < input->row_count; i++) {
		assert_int_equal(REASON_NONE, input->rows[i].na);
		sum += input->rows[i].amount;
	}
	return sum;
}

/* As an auditor would: rows into sums, sums into the formula as it is published. */
static void check_recomputes(Arena *mem, const Explanation *explanation)
{
	const Metric *metric = explanation->figure.metric;
	const Expression *formula = parse(mem, metric, metric->formula);
	InputValue values[FORMULA_INPUTS_MAX];
	Ratio value = RATIO_ZERO;
	assert_int_equal(expression_inputs(formula).len, explanation->input_count);
	for (size_t i = 0; i < explanation->input_count; i++) {
		const ExplainedInput *input = &explanation->inputs[i];
		values[i] = (InputValue){{rows_sum(input), 1}, input->rows, input->row_count};
		for (size_t k = 1; k < input->row_count; k++)
			assert_true(input->rows[k - 1].on.day <= input->rows[k].on.day);
		for (size_t k = 0; k < input->row_count; k++)
			assert_true(input->rows[k].label.len + input->rows[k].how.len > 0 ||
				    input->rows[k].lineage);
	}
	if (expression_evaluate(formula, values, &value) != EVALUATED)
		fail_msg("%s does not recompute", metric->name);
	int64_t rounded;
	if (metric->unit == METRIC_MONEY || metric->unit == METRIC_HOURS) {
		assert_true(ratio_round(value, 1, &rounded));
		value = ratio_of(rounded);
	}
	if (ratio_compare(value, explanation->figure.value) != 0)
		fail_msg("%s: its explanation gives %.*s, the figure is %.*s", metric->name,
			 STR_ARG(ratio_text(mem, value, 9)),
			 STR_ARG(ratio_text(mem, explanation->figure.value, 9)));
	Str result = figure_text(mem, &explanation->figure);
	assert_true(str_ends(explanation->numbers, result));
}

static void every_figure_of_a_contract_recomputes(void **state)
{
	Arena *mem = *state;
	Trade *trade = complete(mem);
	const Book *books[] = {&trade->books.at[0]};
	Question question = trade_question(trade, MARCH, "2026-05-31");
	Question early = trade_question(trade, MARCH, "2026-03-31");
	size_t count = metric_count();
	for (size_t i = 0; i < count; i++) {
		if ((metric_subjects(metric_at(i)) & OF_CONTRACT) == 0)
			continue;
		Explanation told = explain_contracts(&question, i, books, 1, currency("EUR"));
		if (told.figure.na != REASON_NONE)
			fail_msg("%s is n/a %s", metric_at(i)->name, reason_name(told.figure.na));
		check_recomputes(mem, &told);
		Explanation earlier = explain_contracts(&early, i, books, 1, currency("EUR"));
		if (earlier.figure.na == REASON_NONE)
			check_recomputes(mem, &earlier);
	}
}

static void every_figure_of_a_person_recomputes(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	ResourceDay days[4];
	const int32_t classes[] = {
		time_class_of(CATEGORY_CLIENT, APPROVAL_APPROVED, true),
		time_class_of(CATEGORY_CLIENT, APPROVAL_SUBMITTED, true),
		time_class_of(CATEGORY_INTERNAL, APPROVAL_APPROVED, false),
		time_class_of(CATEGORY_LEAVE, APPROVAL_APPROVED, false),
	};
	for (int i = 0; i < 4; i++)
		days[i] = (ResourceDay){.day = date_add(day("2026-03-02"), i),
					.time_class = classes[i],
					.seconds = 28800,
					.entries = 1};
	Resource person = trade->firm.resources[0];
	person.days = days;
	person.day_count = 4;
	const Resource *people[] = {&person, &trade->firm.resources[1]};
	Question question = trade_question(trade, MARCH, "2026-04-30");
	size_t count = metric_count();
	size_t told = 0;
	for (size_t i = 0; i < count; i++) {
		if ((metric_subjects(metric_at(i)) & OF_RESOURCE) == 0)
			continue;
		Explanation one = explain_resources(&question, i, people, 1);
		assert_int_equal(REASON_NONE, one.figure.na);
		check_recomputes(mem, &one);
		Explanation both = explain_resources(&question, i, people, 2);
		check_recomputes(mem, &both);
		told++;
	}
	assert_int_equal(10, told);
}

static void check_parts_add_up(const Explanation *told)
{
	int128 numerator = 0;
	int128 denominator = 0;
	for (size_t i = 0; i < told->part_count; i++) {
		assert_true((told->parts[i].book != NULL) != (told->parts[i].resource != NULL));
		numerator += told->parts[i].numerator;
		denominator += told->parts[i].denominator;
	}
	if (!told->figure.is_quotient)
		denominator = 1;
	Ratio value;
	assert_true(ratio_divide((Ratio){numerator, 1}, (Ratio){denominator, 1}, &value));
	assert_int_equal(0, ratio_compare(value, told->figure.value));
	assert_int_equal(told->figure.parts, told->part_count);
}

/* Whatever the contracts: totals recompute from all rows, or from what they add up. */
static void random_figures_recompute(void **state)
{
	Arena *mem = *state;
	Random random = {4711};
	size_t count = metric_count();
	for (int round = 0; round < 30; round++) {
		Trade *trade = trade_new(mem);
		const Book *books[3];
		for (int i = 0; i < 3; i++)
			(void)trade_add_random(trade, &random, "C", i == 2 ? "USD" : "EUR");
		for (size_t i = 0; i < 3; i++)
			books[i] = &trade->books.at[i];
		Question question = trade_question(trade, "2026-01-01..2026-03-01", "2026-03-20");
		for (size_t i = 0; i < count; i++) {
			Explanation told =
				explain_contracts(&question, i, books, 1, currency("EUR"));
			if (told.figure.na == REASON_NONE)
				check_recomputes(mem, &told);
			told = explain_contracts(&question, i, books, 3, currency("EUR"));
			if (told.part_count > 0)
				check_parts_add_up(&told);
			else if (told.figure.na == REASON_NONE)
				check_recomputes(mem, &told);
		}
	}
}

static Tally measured(Arena *mem, const Measure *measure, const Trade *trade, const Book *book)
{
	Tally tally = {.mem = mem, .currency = book->currency, .keeps_rows = true};
	Question question = trade_question(trade, "2026-01-01..2026-03-01", "2026-03-20");
	measure->of_contract(&question, book, &tally);
	tally_finish(&tally);
	return tally;
}

/* Who reads books makes earnings only where a measure says that it needs them. */
static void what_needs_no_earning_reads_none(void **state)
{
	static const char *const TERMS[] = {
		"pricing=",
		"pricing=fixed",
		"pricing=retainer",
		"pricing=prepaid_hours",
		"pricing=time_and_materials total_value=5000",
		"pricing=capped total_value=5000",
		"notice_by=2026-06-01",
		"ends_on=2027-01-01 total_value=9000 value_basis=total",
	};
	Arena *mem = *state;
	Random random = {1903};
	size_t count;
	const Measure *list = measure_list(&count);
	for (size_t i = 0; i < COUNT(TERMS); i++) {
		Trade *trade = trade_new(mem);
		Book *book = trade_add_random(trade, &random, "C-1", "EUR");
		Str terms = str_format(mem, "2026-01-01 annual_value=7000 committed_hours=90 %s",
				       TERMS[i]);
		const Book *other = trade_add(trade, "C-2", "EUR", terms.ptr, "");
		book->fold = other->fold;
		book->earning = other->earning;
		for (size_t k = 0; k < count; k++) {
			Book bare = *book;
			bare.earning = NULL;
			if (!list[k].of_contract || (list[k].needs & NEED_EARNING) != 0)
				continue;
			Tally with = measured(mem, &list[k], trade, book);
			Tally without = measured(mem, &list[k], trade, &bare);
			assert_int_equal(with.na, without.na);
			assert_true(with.sum == without.sum);
			assert_int_equal(with.rows.len, without.rows.len);
		}
	}
}

static void reads_as_people_read(void **state)
{
	Arena *mem = *state;
	Trade *trade = complete(mem);
	(void)trade_add(trade, "C-2", "EUR",
			"2026-01-01 annual_value=1 ends_on=2027-01-01 committed_hours=1200",
			"hours on=2026-03-02 h=120 bill=0");
	const Book *books[] = {&trade->books.at[0], &trade->books.at[1]};
	Question question = trade_question(trade, MARCH, "2026-05-31");
	static const struct {
		const char *metric;
		size_t count;
		const char *numbers;
	} CASES[] = {
		{"contract_utilization", 1, "95.00 h ÷ 101.15 h = 93.9 %"},
		{"contract_utilization", 2, "215.00 h ÷ 202.30 h = 106.3 %"},
		{"unused_hours", 2,
		 "the larger of 0 and 202.30 h − 215.00 h, each of 2 on its own, added up: 6.15 h"},
		{"cpi", 1, "55,000.00 ÷ 9,200.00 = 5.978"},
		{"run_out", 1, "not before the end"},
		{"median_lag", 1, "median of 101,917.81 by lag = 7 days"},
		{"value_delivered", 2, "100,000.00 ÷ 100,000.00 = 100.0 %"},
		{"run_out", 2, "n/a: it exists for a single contract only"},
		{"available_hours", 1, "n/a: the metric does not exist for this scope"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Explanation told = explain_contracts(&question, metric_named(CASES[i].metric),
						     books, CASES[i].count, currency("EUR"));
		check_text(CASES[i].metric, told.numbers, CASES[i].numbers);
	}
	Explanation none = explain_contracts(&question, metric_named("value_delivered"), books + 1,
					     1, currency("EUR"));
	check_text("what is missing is named in its place", none.numbers,
		   "n/a ÷ n/a = n/a: nothing is budgeted");
	assert_int_equal(REASON_NO_BUDGET, none.inputs[1].na);
	check_text("with the formula in words", none.formula,
		   "Recognised revenue of budgeted months ÷ Budgeted revenue");
}

/* 100 ÷ (50 ÷ 20) − 20 is 20, 100 ÷ (80 ÷ 40) − 40 is 10: the sums would give 200 ÷ (130 ÷ 60) − 60. */
static void totals_that_are_no_formula_of_sums_tell_their_parts(void **state)
{
	Arena *mem = *state;
	Trade *trade = trade_new(mem);
	const char *terms = "2026-01-01 annual_value=1";
	(void)trade_add(trade, "C-1", "EUR", terms,
			"deliverable id=D1 budget=100 due=2026-03-31\n"
			"progress on=2026-03-01 done=50%\ncost on=2026-03-01 amount=20");
	(void)trade_add(trade, "C-2", "EUR", terms, "");
	(void)trade_add(trade, "C-3", "EUR", terms,
			"deliverable id=D1 budget=100 due=2026-03-31\n"
			"progress on=2026-03-01 done=80%\ncost on=2026-03-01 amount=40");
	Question question = trade_question(trade, MARCH, "2026-05-31");
	const Book *books[] = {&trade->books.at[0], &trade->books.at[1], &trade->books.at[2]};
	Explanation index = explain_contracts(&question, metric_named("tcpi_by_eac"), books, 3,
					      currency("EUR"));
	check_text(
		"both sides are told", index.numbers,
		"(200.00 − 130.00) ÷ (200.00 ÷ (130.00 ÷ 60.00) − 60.00), each side of 2 on its own, "
		"added up: 2.333");
	assert_int_equal(2, index.part_count); /* the one without deliverables is left out */
	assert_ptr_equal(books[0], index.parts[0].book);
	assert_true(index.parts[0].numerator == 5000 && index.parts[0].denominator == 2000);
	assert_ptr_equal(books[2], index.parts[1].book);
	assert_true(index.parts[1].numerator == 2000 && index.parts[1].denominator == 1000);
	Explanation one = explain_contracts(&question, metric_named("tcpi_by_eac"), books, 1,
					    currency("EUR"));
	assert_int_equal(0, one.part_count);
	Explanation linear = explain_contracts(&question, metric_named("cost_variance"), books, 3,
					       currency("EUR"));
	assert_int_equal(0, linear.part_count);
}

static void explains_what_is_not_told(void **state)
{
	Arena *mem = *state;
	Trade *trade = complete(mem);
	const char *facts =
		"deliverable id=D1 budget=100 due=2026-03-31\n"
		"progress on=2026-03-01 done=50%\ncost on=2026-03-01 amount=";
	(void)trade_add(trade, "C-2", "EUR", "2026-01-01 annual_value=1",
			str_to_c(mem, str_format(mem, "%s20", facts)));
	(void)trade_add(trade, "C-3", "EUR", "2026-01-01 annual_value=1",
			str_to_c(mem, str_format(mem, "%s-20", facts)));
	Question question = trade_question(trade, MARCH, "2026-05-31");
	const Book *books[] = {&trade->books.at[0], &trade->books.at[1], &trade->books.at[2]};
	Explanation money =
		explain_contracts(&question, metric_named("recognized"), books, 1, (Currency){0});
	assert_int_equal(REASON_NO_REPORTING_CURRENCY, money.figure.na);
	assert_int_equal(0, money.inputs[0].row_count);
	/* 40 and −40: the formula over the sums would divide by no cost. */
	Explanation sum = explain_contracts(&question, metric_named("eac_by_cpi"), books + 1, 2,
					    currency("EUR"));
	check_text("added up", sum.numbers,
		   "200.00 ÷ (100.00 ÷ 0.00), each of 2 on its own, added up: 0.00");
	assert_int_equal(2, sum.part_count);
	for (size_t i = 0; i < sum.part_count; i++) {
		assert_ptr_equal(books[i + 1], sum.parts[i].book);
		assert_true(sum.parts[i].numerator == (i == 0 ? 4000 : -4000));
		assert_true(sum.parts[i].denominator == 1);
	}
	/* 50 ÷ (40 − 20) and 50 ÷ (−40 + 20): each side adds up, and nothing is left below the line. */
	Explanation none = explain_contracts(&question, metric_named("tcpi_by_eac"), books + 1, 2,
					     currency("EUR"));
	assert_int_equal(REASON_NO_COST, none.figure.na);
	assert_int_equal(0, none.part_count);
	/* Rows of what is left out are not among the rows of the total. */
	Explanation some = explain_contracts(&question, metric_named("contract_utilization"), books,
					     2, currency("EUR"));
	assert_int_equal(1, some.figure.left_out_count);
	for (size_t i = 0; i < some.input_count; i++) {
		for (size_t k = 0; k < some.inputs[i].row_count; k++)
			assert_ptr_equal(books[0], some.inputs[i].books[k]);
	}
}

static void units_are_written(void **state)
{
	Arena *mem = *state;
	static const struct {
		Unit unit;
		int64_t amount;
		const char *text;
	} CASES[] = {
		{UNIT_MONEY, -123456789, "−1,234,567.89"},
		{UNIT_MONEY, 100000, "1,000.00"},
		{UNIT_HOURS, 364137931034, "101.15 h"},
		{UNIT_DAYS, 1, "1 day"},
		{UNIT_DAYS, 1234, "1,234 days"},
		{UNIT_DATE, 20543, "31 Mar 2026"},
		{UNIT_COUNT, 12, "12"},
		{UNIT_MONEY_DAYS, 1500, "15.00 × days"},
		{UNIT_LAGS, 1500, "15.00 by lag"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++)
		check_text(CASES[i].text,
			   measure_text(mem, CASES[i].unit, currency("USD"), CASES[i].amount),
			   CASES[i].text);
	Figure days = {.metric = metric_at(metric_named("mean_lag")), .value = {25, 2}};
	check_text("days may be broken", figure_text(mem, &days), "12.5 days");
	const int128 most = (int128)(~(uint128)0 >> 1);
	Figure index = {.metric = metric_at(metric_named("cpi")), .value = {1, most}};
	check_text("an index has three decimals", figure_text(mem, &index), "0.000");
	Figure share = {.metric = metric_at(metric_named("burn")), .value = {most, 3}};
	check_text("what is too long", figure_text(mem, &share), "beyond what can be shown");
	Figure gap = {.metric = metric_at(metric_named("pace_gap")), .value = {-158, 1000}};
	check_text("a difference of shares is in points", figure_text(mem, &gap), "−15.8 pp");
}

typedef struct ReasonCase {
	const char *metric;
	const char *terms;
	const char *facts;
	Reason reason;
} ReasonCase;

#define TERMS "2026-01-01 annual_value=1200000 ends_on=2027-01-01 committed_hours=1200 "
#define HOURS "hours on=2026-03-02 h=1 bill=1 cost=1 standard=1\n"
#define SCOPE "deliverable id=D1 budget=100 due=2026-03-31\nprogress on=2026-03-01 done=50%\n"

static const ReasonCase REASON_CASES[] = {
	{"contract_utilization", "2026-01-01 annual_value=1", HOURS, REASON_NO_COMMITMENT},
	{"contract_utilization", TERMS "committed_hours=0", HOURS, REASON_NO_COMMITMENT},
	{"burn", "2026-01-01 committed_hours=10 committed_basis=term", HOURS, REASON_NO_END},
	{"burn", TERMS "committed_hours=0", HOURS, REASON_NO_COMMITMENT},
	{"elapsed", TERMS "committed_hours=0", HOURS, REASON_NO_COMMITMENT},
	{"pace_gap", TERMS "committed_hours=0", HOURS, REASON_NO_COMMITMENT},
	{"run_out", TERMS, "", REASON_NO_BURN},
	{"hours_to_budget", TERMS, "budget month=2026-03 hours=0", REASON_NO_BUDGET},
	{"revenue_by_terms", "2026-01-01 annual_value= pricing=time_and_materials", "",
	 REASON_BY_USAGE},
	{"profit_by_terms", TERMS, "", REASON_NO_DIRECT_LABOR},
	{"value_delivered", TERMS, "budget month=2026-03 revenue=0", REASON_NO_BUDGET},
	{"value_delivered", TERMS, "budget month=2026-03 revenue=-1", REASON_NEGATIVE_BUDGET},
	{"value_delivered_in_ledger", TERMS, "budget month=2026-03 revenue=-1",
	 REASON_NEGATIVE_BUDGET},
	{"value_delivered_in_ledger", TERMS, "budget month=2026-03 revenue=0", REASON_NO_BUDGET},
	{"value_gap", TERMS, "", REASON_NO_BUDGET},
	{"budget_at_completion", TERMS, "", REASON_NO_SCOPE},
	{"cpi", TERMS, "deliverable id=D1 budget=0 due=2026-03-31", REASON_NO_BUDGET},
	{"cpi", TERMS, SCOPE, REASON_NO_COST},
	{"spi", TERMS, "deliverable id=D1 budget=0 due=2026-03-31", REASON_NO_BUDGET},
	{"spi", TERMS, "deliverable id=D1 budget=1 due=2026-08-31", REASON_NOTHING_PLANNED},
	{"eac_by_cpi", TERMS, SCOPE, REASON_NO_COST},
	{"eac_by_cpi", TERMS, HOURS "deliverable id=D1 budget=1 due=2026-03-31",
	 REASON_NO_PROGRESS},
	{"eac_by_cpi", TERMS, "deliverable id=D1 budget=0 due=2026-03-31", REASON_NO_BUDGET},
	{"eac_at_budget_rate", TERMS, "deliverable id=D1 budget=0 due=2026-03-31",
	 REASON_NO_BUDGET},
	{"eac_by_cpi_and_spi", TERMS, SCOPE, REASON_NO_COST},
	{"eac_by_cpi_and_spi", TERMS, "deliverable id=D1 budget=0 due=2026-03-31",
	 REASON_NO_BUDGET},
	{"eac_by_cpi_and_spi", TERMS, HOURS "deliverable id=D1 budget=1 due=2026-08-31",
	 REASON_NOTHING_PLANNED},
	{"eac_by_cpi_and_spi", TERMS, HOURS "deliverable id=D1 budget=1 due=2026-03-31",
	 REASON_NO_PROGRESS},
	{"estimate_to_complete", TERMS, "deliverable id=D1 budget=0 due=2026-03-31",
	 REASON_NO_BUDGET},
	{"estimate_to_complete", TERMS, SCOPE, REASON_NO_COST},
	{"estimate_to_complete", TERMS, HOURS "deliverable id=D1 budget=1 due=2026-03-31",
	 REASON_NO_PROGRESS},
	{"variance_at_completion", TERMS, "deliverable id=D1 budget=0 due=2026-03-31",
	 REASON_NO_BUDGET},
	{"variance_at_completion", TERMS, SCOPE, REASON_NO_COST},
	{"variance_at_completion", TERMS, HOURS "deliverable id=D1 budget=1 due=2026-03-31",
	 REASON_NO_PROGRESS},
	{"tcpi", TERMS, "deliverable id=D1 budget=0 due=2026-03-31", REASON_NO_BUDGET},
	{"tcpi", TERMS,
	 "deliverable id=D1 budget=1 due=2026-03-31 accepted=2026-03-01\ncost on=2026-03-01 amount=1",
	 REASON_COMPLETE},
	{"tcpi", TERMS, SCOPE "cost on=2026-03-01 amount=100", REASON_UNATTAINABLE},
	{"tcpi_by_eac", TERMS, "deliverable id=D1 budget=0 due=2026-03-31", REASON_NO_BUDGET},
	{"tcpi_by_eac", TERMS, SCOPE, REASON_NO_COST},
	{"tcpi_by_eac", TERMS, HOURS "deliverable id=D1 budget=1 due=2026-03-31",
	 REASON_NO_PROGRESS},
	{"tcpi_by_eac", TERMS,
	 HOURS "deliverable id=D1 budget=1 due=2026-03-31 accepted=2026-03-01", REASON_COMPLETE},
	{"percent_complete", TERMS, "deliverable id=D1 budget=0 due=2026-03-31", REASON_NO_BUDGET},
	{"percent_spent", TERMS, "deliverable id=D1 budget=0 due=2026-03-31", REASON_NO_BUDGET},
	{"bill_value", TERMS, "hours on=2026-03-02 h=1 bill=no_billing_rate",
	 REASON_NO_BILLING_RATE},
	{"cost_of_hours", TERMS, "hours on=2026-03-02 h=1 cost=no_cost_rate", REASON_NO_COST_RATE},
	{"delivery_margin", TERMS, HOURS, REASON_NO_RECOGNITION},
	{"delivery_margin", TERMS, "recognition id=R1 amount=-5 on=2026-03-02",
	 REASON_NEGATIVE_RECOGNIZED},
	{"labor_share_drift", TERMS, HOURS, REASON_NO_RECOGNITION},
	{"labor_share_drift", TERMS "direct_labor=50%", "recognition id=R1 amount=-5 on=2026-03-02",
	 REASON_NEGATIVE_RECOGNIZED},
	{"labor_share_drift", TERMS, "recognition id=R1 amount=5 on=2026-03-02",
	 REASON_NO_DIRECT_LABOR},
	{"cost_to_budget", TERMS, "budget month=2026-03 cost=0", REASON_NO_BUDGET},
	{"cost_to_budget", TERMS, "budget month=2026-03 cost=-1", REASON_NEGATIVE_BUDGET},
	{"realization", TERMS, "", REASON_NO_STANDARD_VALUE},
	{"realization", TERMS, HOURS "invoice id=I on=2026-03-02 amount=1",
	 REASON_NO_SERVICE_PERIOD},
	{"realization_to_date", TERMS, "", REASON_NO_STANDARD_VALUE},
	{"realization_of_year", TERMS, "", REASON_NO_STANDARD_VALUE},
	{"realization_of_year", TERMS, "hours on=2026-03-02 h=1 standard=no_standard_rate",
	 REASON_NO_STANDARD_RATE},
	{"on_time_share", TERMS, "", REASON_NOTHING_DUE},
	{"mean_lag", TERMS, "", REASON_NOTHING_DUE},
	{"median_lag", TERMS, "", REASON_NOTHING_DUE},
	{"p90_lag", TERMS, "", REASON_NOTHING_DUE},
	{"median_lag_in_business_days", TERMS, "", REASON_NOTHING_DUE},
	{"p90_lag_in_business_days", TERMS, "", REASON_NOTHING_DUE},
	{"delivered_value", TERMS, "", REASON_NO_PRICING},
	{"remaining_value", "2026-01-01 annual_value=1", "", REASON_NO_END},
	{"committed_hours", "", "", REASON_NO_TERMS},
};

static bool reached(const char *metric, Reason reason)
{
	for (size_t i = 0; i < COUNT(REASON_CASES); i++) {
		const ReasonCase *it = &REASON_CASES[i];
		if (strcmp(it->metric, metric) == 0 && it->reason == reason)
			return true;
	}
	return false;
}

static void every_reason_of_a_guard_is_reached(void **state)
{
	Arena *mem = *state;
	size_t count = metric_count();
	for (size_t i = 0; i < COUNT(REASON_CASES); i++) {
		const ReasonCase *it = &REASON_CASES[i];
		Trade *trade = trade_new(mem);
		(void)trade_add(trade, "C-1", "EUR", it->terms, it->facts);
		Question question = trade_question(trade, MARCH, "2026-03-31");
		Figure figure =
			trade_figure(trade, &question, it->metric, trade->books.at, 1, "EUR");
		if (figure.na != it->reason)
			fail_msg("case %zu, %s: n/a '%s', not '%s'", i, it->metric,
				 reason_name(figure.na), reason_name(it->reason));
		assert_true(ratio_sign(figure.value) == 0 && !figure.has_target);
	}
	for (size_t i = 0; i < count; i++) {
		if ((metric_subjects(metric_at(i)) & OF_CONTRACT) == 0)
			continue;
		for (size_t k = 0; k < METRIC_GUARDS_MAX && metric_at(i)->guards[k].formula; k++) {
			Reason reason = metric_at(i)->guards[k].reason;
			if (reason != REASON_NONE && !reached(metric_at(i)->name, reason))
				fail_msg("%s: no case of %s", metric_at(i)->name,
					 reason_name(reason));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(every_measure_is_told),
		ARENA_TEST(every_metric_is_told),
		ARENA_TEST(names_are_found),
		ARENA_TEST(every_reason_is_told),
		ARENA_TEST(every_figure_of_a_contract_recomputes),
		ARENA_TEST(every_figure_of_a_person_recomputes),
		ARENA_TEST(random_figures_recompute),
		ARENA_TEST(what_needs_no_earning_reads_none),
		ARENA_TEST(reads_as_people_read),
		ARENA_TEST(totals_that_are_no_formula_of_sums_tell_their_parts),
		ARENA_TEST(explains_what_is_not_told),
		ARENA_TEST(units_are_written),
		ARENA_TEST(every_reason_of_a_guard_is_reached),
	};
	return RUN_TESTS(tests);
}
