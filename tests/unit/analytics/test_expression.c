#include "analytics/expression.h"
#include "check.h"

static const Expression *parse(Arena *mem, const char *text)
{
	Err err;
	const Expression *expression = NULL;
	if (!expression_parse(mem, str_from_c(text), &expression, &err))
		fail_msg("%s: %s", text, err.text);
	return expression;
}

static void computes_as_written(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *text;
		const char *value; /* 3 decimals */
	} CASES[] = {
		{"products bind before sums", "1 + 2 * 3", "7.000"},
		{"differences go from left to right", "10 - 3 - 2", "5.000"},
		{"quotients too", "12 / 3 / 2", "2.000"},
		{"brackets first", "(1 + 2) * 3", "9.000"},
		{"a minus before a factor", "2 * -3", "-6.000"},
		{"decimals are exact", "0.1 + 0.2 - 0.3", "0.000"},
		{"the larger", "max(2, 3 * 4)", "12.000"},
		{"the larger of equals", "max(2, 2)", "2.000"},
		{"the larger stands first", "max(4, 3)", "4.000"},
		{"the smaller", "min(2, -3)", "-3.000"},
		{"the smaller stands first", "min(-4, 3)", "-4.000"},
		{"inputs", "counting_hours / committed_hours", "0.750"},
		{"one input twice", "counting_hours / (counting_hours + committed_hours)", "0.429"},
		{"blanks do not matter", " ( counting_hours-committed_hours )/ 2 ", "-0.500"},
	};
	const InputValue values[] = {{.number = {3, 1}}, {.number = {4, 1}}};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Ratio out = {99, 1};
		Evaluated evaluated = expression_evaluate(parse(mem, CASES[i].text), values, &out);
		assert_int_equal(EVALUATED, evaluated);
		check_text(CASES[i].label, ratio_text(mem, out, 3), CASES[i].value);
	}
}

static void tells_why_it_has_no_value(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *text;
		Evaluated evaluated;
	} CASES[] = {
		{"1 / (counting_hours - 3)", EVALUATED_ZERO_DIVISION},
		{"1 + 1 / (counting_hours - 3)", EVALUATED_ZERO_DIVISION},
		{"-(1 / (counting_hours - 3))", EVALUATED_ZERO_DIVISION},
		{"1 / (counting_hours - 3) + 1", EVALUATED_ZERO_DIVISION},
		{"committed_hours * committed_hours", EVALUATED_OUT_OF_RANGE},
		{"committed_hours + committed_hours", EVALUATED_OUT_OF_RANGE},
		{"-committed_hours - committed_hours", EVALUATED_OUT_OF_RANGE},
		{"committed_hours / (1 / committed_hours)", EVALUATED_OUT_OF_RANGE},
	};
	const int128 most = (int128)(~(uint128)0 >> 1);
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Ratio out = {99, 1};
		const Expression *expression = parse(mem, CASES[i].text);
		InputValue values[2] = {{.number = {3, 1}}, {.number = {most, 1}}};
		InputList inputs = expression_inputs(expression);
		size_t committed = 0;
		assert_true(measure_find(STR("committed_hours"), &committed));
		if (inputs.at[0].measure == committed)
			values[0].number.num = most;
		assert_int_equal(CASES[i].evaluated, expression_evaluate(expression, values, &out));
		assert_true(out.num == 99); /* left alone */
	}
}

static void finds_quantiles(void **state)
{
	Arena *mem = *state;
	const TallyRow rows[] = {{.amount = 25, .lag = 31},
				 {.amount = 60, .lag = 5},
				 {.amount = 15, .lag = 59},
				 {.amount = 0, .lag = 2}};
	static const struct {
		const char *label;
		const char *text;
		size_t rows;
		const char *lag;
	} CASES[] = {
		{"half is reached by the first", "median(recognition_lags)", 4, "5"},
		{"nine tenths by the last", "p90(recognition_lags)", 4, "59"},
		{"one alone is all of them", "median(recognition_lags)", 1, "31"},
		{"it may be part of a formula", "p90(recognition_lags) - 9", 2, "22"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Ratio out = RATIO_ZERO;
		InputValue lags = {.rows = rows, .row_count = CASES[i].rows};
		assert_int_equal(EVALUATED,
				 expression_evaluate(parse(mem, CASES[i].text), &lags, &out));
		check_text(CASES[i].label, ratio_text(mem, out, 0), CASES[i].lag);
	}
	Ratio out;
	InputValue none = {.rows = rows + 3, .row_count = 1};
	assert_int_equal(EVALUATED_NOTHING,
			 expression_evaluate(parse(mem, "median(recognition_lags)"), &none, &out));
}

static void says_where_a_formula_is_wrong(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *text;
		const char *error;
	} CASES[] = {
		{"", "formula '': a number, a measure or '(' expected at place 1"},
		{"1 +", "formula '1 +': a number, a measure or '(' expected at place 4"},
		{"1 + * 2", "formula '1 + * 2': a number, a measure or '(' expected at place 5"},
		{"2 * )", "formula '2 * )': a number, a measure or '(' expected at place 5"},
		{"(1", "formula '(1': ')' expected at place 3"},
		{"1 2", "formula '1 2': an operator or the end expected at place 3"},
		{"- +", "formula '- +': a number, a measure or '(' expected at place 3"},
		{"hours", "formula 'hours': there is no measure 'hours'"},
		{"max(1)", "formula 'max(1)': ',' expected at place 6"},
		{"max(,1)", "formula 'max(,1)': a number, a measure or '(' expected at place 5"},
		{"max(1,)", "formula 'max(1,)': a number, a measure or '(' expected at place 7"},
		{"max(1, 2", "formula 'max(1, 2': ')' expected at place 9"},
		{"max 1", "formula 'max 1': '(' expected at place 5"},
		{"median()", "formula 'median()': a measure expected at place 8"},
		{"median(x)", "formula 'median(x)': there is no measure 'x'"},
		{"median(due)", "formula 'median(due)': a measure of lags expected at place 11"},
		{"at_day(counting_hours)",
		 "formula 'at_day(counting_hours)': a measure of money expected at place 22"},
		{"at_day(recognition_lags)",
		 "formula 'at_day(recognition_lags)': a measure of money expected at place 24"},
		{"at_day(due", "formula 'at_day(due': ')' expected at place 11"},
		{"recognition_lags",
		 "formula 'recognition_lags': median or p90 around a measure of lags expected at place 17"},
		{"12345678901234",
		 "formula '12345678901234': a shorter number expected at place 11"},
		{"1.2.3", "formula '1.2.3': an operator or the end expected at place 4"},
		{"--------------------------------1",
		 "formula '--------------------------------1': less nesting expected at place 31"},
		{"((((((((((((((((((((((((((((((((1",
		 "formula '((((((((((((((((((((((((((((((((1': less nesting expected at place 31"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Err err = {0};
		const Expression *out = NULL;
		if (expression_parse(mem, str_from_c(CASES[i].text), &out, &err))
			fail_msg("'%s' was read", CASES[i].text);
		assert_null(out);
		check_err(CASES[i].text, &err, ERR_INPUT, CASES[i].error);
	}
}

static void speaks_to_people(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *text;
		const char *words;
	} CASES[] = {
		{"counting_hours / committed_hours", "Counting hours ÷ Committed hours"},
		{"counting_hours - (committed_hours - 2)",
		 "Counting hours − (Committed hours − 2)"},
		{"(counting_hours - committed_hours) - 2", "Counting hours − Committed hours − 2"},
		{"counting_hours + (committed_hours + 2)", "Counting hours + Committed hours + 2"},
		{"counting_hours / (committed_hours * 2)",
		 "Counting hours ÷ (Committed hours × 2)"},
		{"(counting_hours + 1) * 2.50", "(Counting hours + 1) × 2.50"},
		{"-(counting_hours + 1)", "−(Counting hours + 1)"},
		{"max(0, counting_hours - 1)", "the larger of 0 and Counting hours − 1"},
		{"min(1, counting_hours) / 2", "(the smaller of 1 and Counting hours) ÷ 2"},
		{"p90(recognition_lags)", "90th percentile of Recognition lags"},
		{"median(recognition_lags) + 1", "(median of Recognition lags) + 1"},
		{"at_day(due) - at_budget(due)",
		 "(Due for recognition at the rates of the days) − (Due for recognition at budget rates)"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++)
		check_text(CASES[i].text, expression_words(mem, parse(mem, CASES[i].text)),
			   CASES[i].words);
	const Str texts[] = {STR("95.00 h"), STR("101.15 h")};
	check_text("numbers stand where measures stood",
		   expression_numbers(mem, parse(mem, "max(0, counting_hours - committed_hours)"),
				      texts),
		   "the larger of 0 and 95.00 h − 101.15 h");
	check_text("numbers need no brackets of their own",
		   expression_numbers(mem, parse(mem, "at_day(due) / at_budget(due)"), texts),
		   "95.00 h ÷ 101.15 h");
}

static void names_its_inputs_once(void **state)
{
	Arena *mem = *state;
	const Expression *expression =
		parse(mem, "(due - at_day(due)) / (at_budget(due) + due * at_day(due))");
	InputList inputs = expression_inputs(expression);
	assert_int_equal(3, inputs.len);
	assert_int_equal(-1, inputs.at[0].rate);
	assert_int_equal(RATE_OF_DAY, inputs.at[1].rate);
	assert_int_equal(RATE_OF_BUDGET, inputs.at[2].rate);
	assert_true(expression_is_quotient(expression));
	assert_false(expression_is_quotient(parse(mem, "1 - due / due")));
	const InputValue values[] = {{.number = {7, 1}}, {.number = {2, 1}}, {.number = {3, 1}}};
	Ratio side;
	assert_int_equal(EVALUATED,
			 expression_evaluate(expression_numerator(expression), values, &side));
	assert_true(side.num == 5 && side.den == 1);
	assert_int_equal(EVALUATED,
			 expression_evaluate(expression_denominator(expression), values, &side));
	assert_true(side.num == 17 && side.den == 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(computes_as_written), ARENA_TEST(tells_why_it_has_no_value),
		ARENA_TEST(finds_quantiles),     ARENA_TEST(says_where_a_formula_is_wrong),
		ARENA_TEST(speaks_to_people),    ARENA_TEST(names_its_inputs_once),
	};
	return RUN_TESTS(tests);
}
