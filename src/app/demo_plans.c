/* What was planned: tasks, rates, assignments, budgets. */

#include "app/demo_dice.h"
#include "app/demo_firm.h"
#include "base/decimal.h"

enum { REVISED_FROM = 18, REVISED_TO = 24 }; /* the second half of 2025, in months of the demo */

/* Its crews; false: nobody of the firm works for it. */
static bool has_crew(const DemoTerm *term)
{
	for (size_t i = 0; i < DEMO_CREW_COUNT; i++) {
		if (str_eq_c(term->key, DEMO_CREWS[i].contract))
			return true;
	}
	return false;
}

static int64_t committed_in_all(const DemoTerm *term)
{
	int64_t sum = 0;
	for (size_t i = 0; i < DEMO_MONTHS; i++)
		sum += term->committed[i];
	return sum;
}

static MUST_CHECK bool import_tasks(DemoFirm *firm, Err *err)
{
	DemoFile file;
	demo_file_of_fact(&file, firm->mem, "tasks.csv", FACT_TASK);
	for (size_t i = 0; i < firm->term_count; i++) {
		const DemoTerm *term = &firm->terms[i];
		for (size_t k = 0; has_crew(term) && k < DEMO_TASKS; k++) {
			const DemoTask *task = &DEMO_TASK_LIST[term->service][k];
			int64_t planned = committed_in_all(term) * task->weight / 100;
			demo_put(&file, "contract", term->key);
			demo_put_c(&file, "key", task->key);
			demo_put_c(&file, "name", task->key);
			if (planned > 0 && !task->extra)
				demo_put_hours(&file, "planned_hours", planned / HOUR * HOUR);
			demo_put_c(&file, "in_scope", task->extra ? "no" : "yes");
			demo_put_row(&file);
		}
	}
	return demo_file_import(firm->app, &file, "planning", &firm->imported, err);
}

/* A rate card: the lead's hour is dearer; each January all rise. */
static void put_rates(DemoFile *file, const DemoTerm *term)
{
	for (int year = 2024; year <= 2026; year++) {
		Date from = date_later(term->days.from, date_from_civil((Civil){year, 1, 1}));
		if (date_civil(from).year != year || from.day >= term->days.to.day)
			continue;
		for (int lead = 0; lead < 2; lead++) {
			int64_t rate =
				term->rate * (lead ? 130 : 100) * (97 + 3 * (year - 2024)) / 10000;
			demo_put(file, "contract", term->key);
			demo_put_c(file, "role", demo_role(term->service, lead));
			demo_put_date(file, "effective_on", from);
			demo_put_money(file, "billing_rate", term->currency, rate);
			demo_put_money(file, "standard_rate", term->currency, rate * 112 / 100);
			demo_put_row(file);
		}
	}
}

static MUST_CHECK bool import_rates(DemoFirm *firm, Err *err)
{
	DemoFile file;
	demo_file_of_fact(&file, firm->mem, "rate-cards.csv", FACT_RATE);
	for (size_t i = 0; i < firm->term_count; i++) {
		if (has_crew(&firm->terms[i]))
			put_rates(&file, &firm->terms[i]);
	}
	return demo_file_import(firm->app, &file, "planning", &firm->imported, err);
}

/* All that a person's crews weigh together on a day, and 1 for the firm. */
static int64_t weight_of(const DemoFirm *firm, const DemoPerson *person, Date day)
{
	int64_t sum = 1;
	for (size_t i = 0; i < DEMO_CREW_COUNT; i++) {
		const DemoCrew *crew = &DEMO_CREWS[i];
		const DemoTerm *term = demo_term(firm, crew->contract);
		if (person->number >= crew->first && person->number <= crew->last &&
		    day.day >= term->days.from.day && day.day < term->days.to.day)
			sum += crew->weight;
	}
	return sum;
}

static void put_assignment(const DemoFirm *firm, DemoFile *file, const DemoCrew *crew, int number)
{
	const DemoTerm *term = demo_term(firm, crew->contract);
	const DemoPerson *person = &firm->people[number - 1];
	Period days = period_common(period_common(term->days, person->employed),
				    (Period){{DEMO_FIRST_DAY}, {DEMO_END_DAY}});
	if (period_days(days) == 0)
		return;
	Date middle = {(days.from.day + days.to.day) / 2};
	int64_t week = 5 * person->day_seconds * crew->weight / weight_of(firm, person, middle);
	demo_put(file, "contract", term->key);
	demo_put(file, "resource", person->name);
	demo_put_date(file, "from", days.from);
	demo_put_date(file, "to", days.to);
	demo_put_hours(file, "hours_per_week", (week + HOUR / 4) / (HOUR / 2) * (HOUR / 2));
	demo_put_row(file);
}

static MUST_CHECK bool import_assignments(DemoFirm *firm, Err *err)
{
	DemoFile file;
	demo_file_of_fact(&file, firm->mem, "assignments.csv", FACT_ASSIGNMENT);
	for (size_t i = 0; i < DEMO_CREW_COUNT; i++) {
		for (int k = DEMO_CREWS[i].first; k <= DEMO_CREWS[i].last; k++)
			put_assignment(firm, &file, &DEMO_CREWS[i], k);
	}
	return demo_file_import(firm->app, &file, "planning", &firm->imported, err);
}

/* Billionths of a dollar for one unit, as planned; NULL for dollars. */
static const char *budget_rate(const DemoTerm *term)
{
	static const struct {
		const char *currency, *rate;
	} rates[] = {{"EUR", "1.08"}, {"GBP", "1.26"}, {"JPY", "0.0068"}, {"BHD", "2.65"}};
	for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
		if (str_eq_c(str_from_c(term->currency.code), rates[i].currency))
			return rates[i].rate;
	}
	return NULL;
}

/* What usage brings is planned by the hours of its crew; what terms bring with a little hope. */
static int64_t planned_revenue(const DemoTerm *term, size_t month, int64_t percent)
{
	int64_t revenue = term->revenue[month];
	if (revenue == 0 && term->by_usage)
		revenue = 95 * term->rate;
	return revenue * percent / 100;
}

static void put_budget(DemoFile *file, const DemoTerm *term, size_t month, int64_t percent)
{
	int64_t revenue = planned_revenue(term, month, percent);
	if (revenue == 0)
		return;
	demo_put(file, "contract", term->key);
	demo_put_month(file, "month", DEMO_FIRST_MONTH + (int64_t)month);
	demo_put_money(file, "revenue", term->currency, revenue);
	if (term->committed[month] > 0)
		demo_put_hours(file, "hours", term->committed[month] / HOUR * HOUR);
	demo_put_money(file, "cost", term->currency, revenue / 1000 * (term->labor / 1000 + 40));
	if (budget_rate(term))
		demo_put_c(file, "exchange_rate", budget_rate(term));
	demo_put_row(file);
}

static MUST_CHECK bool import_budget(DemoFirm *firm, const char *name, size_t from, size_t to,
				     bool revised, Err *err)
{
	DemoFile file;
	demo_file_of_fact(&file, firm->mem, name, FACT_BUDGET);
	for (size_t i = 0; i < firm->term_count; i++) {
		const DemoTerm *term = &firm->terms[i];
		DemoDice dice = demo_dice(31 + from, i);
		int64_t percent = demo_roll(&dice, 100, 104);
		if (revised && !demo_chance(&dice, 40))
			continue;
		if (revised)
			percent = demo_roll(&dice, 93, 106);
		for (size_t month = from; month < to; month++)
			put_budget(&file, term, month, percent);
	}
	return demo_file_import(firm->app, &file, "planning", &firm->imported, err);
}

bool demo_plans_import(DemoFirm *firm, Err *err)
{
	return import_tasks(firm, err) && import_rates(firm, err) &&
	       import_assignments(firm, err) &&
	       import_budget(firm, "budget-2024.csv", 0, 12, false, err) &&
	       import_budget(firm, "budget-2025.csv", 12, 24, false, err) &&
	       import_budget(firm, "budget-2025-revised.csv", REVISED_FROM, REVISED_TO, true,
			     err) &&
	       import_budget(firm, "budget-2026.csv", 24, 36, false, err);
}
