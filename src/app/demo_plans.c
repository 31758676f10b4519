/* Tasks and rate cards. */

#include "app/demo_firm.h"

bool demo_has_crew(const DemoTerm *term)
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
		for (size_t k = 0; demo_has_crew(term) && k < DEMO_TASKS; k++) {
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

/* Each January all rates rise. */
int64_t demo_rate(const DemoTerm *term, bool lead, int year)
{
	return term->rate * (lead ? 130 : 100) * (97 + 3 * (year - 2024)) / 10000;
}

/* A rate card: the lead's hour is dearer. */
static void put_rates(DemoFile *file, const DemoTerm *term)
{
	for (int year = 2023; year <= 2026; year++) {
		Date from = date_later(term->days.from, date_from_civil((Civil){year, 1, 1}));
		if (date_civil(from).year != year || from.day >= term->days.to.day)
			continue;
		for (int lead = 0; lead < 2; lead++) {
			int64_t rate = demo_rate(term, lead > 0, year);
			demo_put(file, "contract", term->key);
			demo_put_c(file, "role", demo_role(term->service, lead));
			demo_put_date(file, "effective_on", from);
			demo_put_money(file, "billing_rate", term->currency, rate);
			demo_put_money(file, "standard_rate", term->currency, rate * 112 / 100);
			demo_put_row(file);
		}
	}
}

/* Where a price covers all there may be no rates: hours have no worth of their own. */
static bool has_rates(const DemoTerm *term)
{
	return demo_has_crew(term) && !str_eq_c(term->key, "TIDEWELL-FM-2025") &&
	       !str_eq_c(term->key, "ALDERBROOK-FM-2024");
}

static MUST_CHECK bool import_rates(DemoFirm *firm, Err *err)
{
	DemoFile file;
	demo_file_of_fact(&file, firm->mem, "rate-cards.csv", FACT_RATE);
	for (size_t i = 0; i < firm->term_count; i++) {
		if (has_rates(&firm->terms[i]))
			put_rates(&file, &firm->terms[i]);
	}
	return demo_file_import(firm->app, &file, "planning", &firm->imported, err);
}

bool demo_plans_import(DemoFirm *firm, Err *err)
{
	return import_tasks(firm, err) && import_rates(firm, err);
}
