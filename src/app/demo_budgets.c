/* Budgets by month, those of 2025 revised in the middle of the year. */

#include "app/demo_dice.h"
#include "app/demo_firm.h"

enum { REVISED_FROM = 30, REVISED_TO = 36 }; /* the second half of 2025, in months of the demo */

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

/* Billable seconds of an average month of the year. */
static int64_t usual_seconds(const DemoTerm *term, size_t month)
{
	int64_t sum = 0;
	int64_t months = 0;
	size_t january = month / 12 * 12;
	for (size_t i = january; i < january + 12; i++) {
		sum += term->worked[i];
		months += term->worked[i] > 0;
	}
	return months > 0 ? sum / months : 0;
}

/* What usage brings is planned by the hours of a usual month; what terms bring with a little hope. */
static int64_t planned_revenue(const DemoTerm *term, size_t month, int64_t percent)
{
	int64_t revenue = term->revenue[month];
	if (revenue == 0 && term->by_usage && period_days(term->month_days[month]) > 0)
		revenue = usual_seconds(term, month) / 900 * term->rate / 4;
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
	demo_put_money(file, "cost", term->currency, revenue / 1000 * (1000 - term->margin / 1000));
	if (budget_rate(term))
		demo_put_c(file, "exchange_rate", budget_rate(term));
	demo_put_row(file);
}

/* The stores were handed over early: a credit was planned for the month after the end. */
static void put_credit(const DemoFirm *firm, DemoFile *file)
{
	const DemoTerm *term = demo_term(firm, "ORCHARDLINE-FM-2023");
	demo_put(file, "contract", term->key);
	demo_put_c(file, "month", "2025-08");
	demo_put_c(file, "revenue", "-4000.00");
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
	if (revised)
		put_credit(firm, &file);
	return demo_file_import(firm->app, &file, "planning", &firm->imported, err);
}

bool demo_budgets_import(DemoFirm *firm, Err *err)
{
	return import_budget(firm, "budget-2024.csv", 12, 24, false, err) &&
	       import_budget(firm, "budget-2025.csv", 24, 36, false, err) &&
	       import_budget(firm, "budget-2025-revised.csv", REVISED_FROM, REVISED_TO, true,
			     err) &&
	       import_budget(firm, "budget-2026.csv", 36, 48, false, err);
}
