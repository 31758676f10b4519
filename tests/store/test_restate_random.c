/* Restatements of random histories: whatever happened, effects add up, and points of the way are what figures show. */

#include "restated.h"

#include "app/settings.h"

#include <stdio.h>
#include <string.h>

/* Pseudo-random numbers (xorshift), the same ones for the same seed. */
typedef struct Dice {
	uint64_t state;
} Dice;

static int throw(Dice * dice, int sides)
{
	dice->state ^= dice->state << 13;
	dice->state ^= dice->state >> 7;
	dice->state ^= dice->state << 17;
	return (int)(dice->state % (uint64_t)sides);
}

static const char *contract_of(Dice *dice)
{
	static const char *const KEYS[] = {"H-1", "H-2", "E-1"};
	return KEYS[throw(dice, 3)];
}

static void add_euro_contract(App *app)
{
	Err err;
	Effect effect;
	const FieldText terms[] = {
		{STR("starts_on"), CHANGE_SET, STR("2025-01-01")},
		{STR("ends_on"), CHANGE_SET, STR("2027-01-01")},
		{STR("annual_value"), CHANGE_SET, STR("50000")},
		{STR("direct_labor"), CHANGE_SET, STR("50%")},
		{STR("billing_rate"), CHANGE_SET, STR("90")},
	};
	NewContract contract = {STR("E-1"), STR("Harbour"), (Str){0}, STR("EUR"),
				CONTRACT_CUSTOMER};
	Circumstances about = {.effective_on = DATE_NONE, .signed_on = DATE_NONE};
	MUST(contracts_add(app, &contract, terms, 5, &about, &effect, &err));
}

/* Backdated, or known for long, as dice will. */
static void amend_any(App *app, Dice *dice, const Instant *known, size_t known_count)
{
	static const char *const FIELDS[] = {"annual_value", "committed_hours", "billing_rate",
					     "direct_labor"};
	static const char *const VALUES[] = {"120000", "1200", "95", "40%"};
	Err err;
	Effect effect;
	int field = throw(dice, 4);
	char on[40];
	(void)snprintf(on, sizeof on, "2025-%02d-%02d", 1 + throw(dice, 12), 1 + throw(dice, 28));
	FieldText change = {str_from_c(FIELDS[field]), CHANGE_SET, str_from_c(VALUES[field])};
	if (field == 0 && throw(dice, 2)) {
		change.op = CHANGE_ADD;
		change.value = STR("1234.56");
	}
	Circumstances about = {.effective_on = day(on),
			       .signed_on = DATE_NONE,
			       .reason = STR("test"),
			       .has_known_at = throw(dice, 3) == 0};
	about.known_at = known[throw(dice, (int)known_count)];
	/* Some are refused: a day or a share that cannot be. */
	if (!contracts_amend(app, str_from_c(contract_of(dice)), &change, 1, &about, false, &effect,
			     &err))
		assert_int_equal(err.code, ERR_RANGE);
}

static void do_something(App *app, Dice *dice, const Instant *known, size_t known_count)
{
	Err err;
	const char *key = contract_of(dice);
	int month = 3 + throw(dice, 2);
	int day_of = 1 + throw(dice, 28);
	int id = throw(dice, 6);
	switch (throw(dice, 10)) {
	case 0:
	case 1:
		amend_any(app, dice, known, known_count);
		break;
	case 2:
		if (!retract(app, key, 1 + throw(dice, 5), &err))
			assert_int_not_equal(err.code, ERR_CORRUPT);
		break;
	case 3:
	case 4:
		import_lines(app, "external_id,contract,resource,work_date,seconds,approval",
			     "t%d,%s,Resource %02d,2025-%02d-%02d,%d,%s", id, key,
			     1 + throw(dice, 2), month, day_of, 900 * throw(dice, 50),
			     throw(dice, 4) ? "approved" : "draft");
		break;
	case 5:
		import_lines(app,
			     "external_id,contract,service_from,service_to,recognized_on,amount",
			     "r%d,%s,2025-%02d-01,2025-%02d-01,2025-05-%02d,%d.%02d", id, key,
			     month, month + 1, day_of, throw(dice, 9000), throw(dice, 100));
		break;
	case 6:
		import_lines(app, "external_id,contract,date,amount,kind",
			     "c%d,%s,2025-%02d-%02d,%d,expense", id, key, month, day_of,
			     throw(dice, 900));
		break;
	case 7:
		import_lines(app, "key,effective_on,monday,tuesday,cost_rate,currency",
			     "Resource %02d,2025-0%d-01,8,8,%d.5,USD", 1 + throw(dice, 2),
			     1 + throw(dice, 4), 40 + throw(dice, 30));
		break;
	case 8:
		import_lines(app, "currency,date,rate", "EUR,2025-%02d-%02d,1.%d", month, day_of,
			     throw(dice, 30));
		break;
	default:
		import_lines(app, "contract,month,revenue,exchange_rate", "%s,2025-%02d,%d,1.%d",
			     key, month, throw(dice, 9000), throw(dice, 20));
		break;
	}
}

static FigureTable figures_at(App *app, Str scope, Instant known)
{
	Err err;
	FigureTable table;
	FiguresQuery query = {.scope = scope,
			      .metrics = restated_metrics(scope),
			      .period = STR("2025-03"),
			      .range = {DATE_NONE, DATE_NONE},
			      .moment = {day("2025-12-31"), known, INSTANT_MAX},
			      .today = day("2026-11-22")};
	MUST(figures_table(app, &query, &table, &err));
	return table;
}

static void expect_same(const char *label, Str scope, const Figure *got, const Figure *wanted)
{
	if (got->na == wanted->na && ratio_compare(got->value, wanted->value) == 0)
		return;
	Arena mem;
	arena_init(&mem);
	fail_msg("%s: %.*s of %.*s is %s %.*s, not %s %.*s", label,
		 STR_ARG(str_from_c(got->metric->name)), STR_ARG(scope), reason_name(got->na),
		 STR_ARG(ratio_text(&mem, got->value, 6)), reason_name(wanted->na),
		 STR_ARG(ratio_text(&mem, wanted->value, 6)));
}

static void expect_figures(const char *label, Str scope, const Figure *got, const Figure *wanted,
			   size_t count)
{
	for (size_t i = 0; i < count; i++)
		expect_same(label, scope, &got[i], &wanted[i]);
}

/* Σ effects of a contract's steps is its difference, of each metric. */
static void expect_sum(const RestateTable *table, const RestateContract *contract, size_t metric)
{
	Ratio sum = RATIO_ZERO;
	Ratio wanted;
	const Figure *before = &contract->before[metric];
	const Figure *after = &contract->after[metric];
	if (before->na != REASON_NONE || after->na != REASON_NONE)
		return;
	for (size_t i = 0; i < contract->step_count; i++) {
		const RestateStep *step = &table->steps[contract->first_step + i];
		assert_true(ratio_add(sum, step->effects[metric], &sum));
	}
	assert_true(ratio_subtract(after->value, before->value, &wanted));
	if (ratio_compare(sum, wanted) != 0)
		fail_msg("the effects on %s of %.*s do not add up", before->metric->name,
			 STR_ARG(contract->contract));
}

/* Every point of the way can be asked for: behind the last step of an instant. */
static void expect_points(App *app, const RestateTable *table, const RestateContract *contract)
{
	for (size_t i = 0; i < contract->step_count; i++) {
		const RestateStep *step = &table->steps[contract->first_step + i];
		bool last = i + 1 == contract->step_count || step[1].known.us != step->known.us;
		Str scope = str_format(app->mem, "contract:%.*s", STR_ARG(step->contract));
		FigureTable there = figures_at(app, scope, step->known);
		if (last && strcmp(there.currency.code, table->currency.code) == 0)
			expect_figures("a point", scope, step->after, there.total.figures,
				       table->metric_count);
	}
}

static size_t expect_restatement(App *app, Str scope, Instant known, Instant versus)
{
	RestateTable table = restated(app, scope, known, versus);
	FigureTable before = figures_at(app, scope, known);
	FigureTable after = figures_at(app, scope, versus);
	expect_figures("before", scope, table.before, before.total.figures, table.metric_count);
	expect_figures("after", scope, table.after, after.total.figures, table.metric_count);
	for (size_t m = 0; m < table.metric_count; m++) {
		for (size_t i = 0; i < table.contract_count; i++)
			expect_sum(&table, &table.contracts[i], m);
		expect_total_sum(&table, m);
	}
	for (size_t i = 0; known.us < versus.us && i < table.contract_count; i++) {
		if (table.contracts[i].contract.len > 0)
			expect_points(app, &table, &table.contracts[i]);
	}
	return table.step_count;
}

static void effects_of_any_history_add_up(void **state)
{
	enum { ACTIONS = 70, LOOKS = 12 };
	static const char *const SCOPES[] = {"H-1",       "E-1",
					     "portfolio", "account:Harbour",
					     "H-2",       "resource:Resource 01"};
	App *app = app_of(state);
	Dice dice = {20261123};
	Instant known[ACTIONS + 1];
	Setting setting;
	Err err;
	size_t steps = 0;
	add_contract(app, "H-1");
	add_contract(app, "H-2");
	add_euro_contract(app);
	MUST(settings_set(app, STR("reporting_currency"), STR("USD"), &setting, &err));
	import_lines(app, "key,effective_on,monday,cost_rate,currency",
		     "Resource 01,2025-01-01,8,50,USD");
	import_lines(app, "key,effective_on,monday,cost_rate,currency",
		     "Resource 02,2025-01-01,8,60,USD");
	known[0] = clock_now(app);
	for (size_t i = 1; i <= ACTIONS; i++) {
		do_something(app, &dice, known, i);
		known[i] = clock_now(app);
	}
	for (int i = 0; i < LOOKS; i++) {
		Instant from = known[throw(&dice, ACTIONS)];
		Instant to = known[throw(&dice, ACTIONS)];
		for (size_t s = 0; s < sizeof SCOPES / sizeof *SCOPES; s++)
			steps += expect_restatement(app, str_from_c(SCOPES[s]), from, to);
	}
	assert_true(steps > 500);
	expect_sound(app, "after all");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(effects_of_any_history_add_up),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
