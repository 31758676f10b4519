/* What delivery costs beside hours: supplies, travel, and local firms. */

#include "app/demo_dice.h"
#include "app/demo_firm.h"

static void put_cost(DemoFile *file, const DemoTerm *term, Date day, const char *kind,
		     int64_t amount, const char *note)
{
	demo_put(file, "external_id", str_format(file->mem, "COST-%05zu", file->rows + 1));
	demo_put(file, "contract", term->key);
	demo_put_date(file, "date", day);
	demo_put_money(file, "amount", term->currency, amount);
	demo_put_c(file, "kind", kind);
	demo_put_c(file, "note", note);
	demo_put_row(file);
}

/* What terms leave beside labour and margin is meant for these; it is not spent to the cent. */
static void put_supplies(DemoFile *file, const DemoTerm *term, size_t month, Date day,
			 DemoDice *dice)
{
	static const char *const notes[SERVICES] = {
		[SERVICE_FM] = "supplies and machines",
		[SERVICE_IT] = "licences and parts",
		[SERVICE_EN] = "material and travel",
		[SERVICE_CO] = "travel",
	};
	int64_t share = 1000000 - term->labor - term->margin;
	int64_t amount = demo_earned(term, month) / 1000 * share / 1000;
	amount = amount * demo_roll(dice, 75, 112) / 100;
	if (amount > 0)
		put_cost(file, term, day, "expense", amount, notes[term->service]);
}

static void put_costs(DemoFile *file, const DemoTerm *term, size_t month)
{
	DemoDice dice = demo_dice(91 + (uint64_t)term->days.from.day, month);
	Date day = date_add(term->month_days[month].from, 24);
	if (day.day > DEMO_LAST_DAY)
		return;
	if (str_starts(term->key, STR("ALDERBROOK-FM")))
		put_cost(file, term, day, "subcontractor", demo_roll(&dice, 8600, 9300) * 100,
			 "local firms");
	/* Riggers are dearer than was thought: this project overruns its budget. */
	if (str_starts(term->key, STR("REDLANTERN-EN")))
		put_cost(file, term, day, "subcontractor", demo_roll(&dice, 9000, 14000) * 100,
			 "riggers");
	put_supplies(file, term, month, day, &dice);
}

bool demo_costs_import(DemoFirm *firm, Err *err)
{
	DemoFile file;
	demo_file_of_fact(&file, firm->mem, "costs.csv", FACT_COST);
	for (size_t month = 0; month < DEMO_MONTHS; month++) {
		for (size_t i = 0; i < firm->term_count; i++) {
			if (period_days(firm->terms[i].month_days[month]) > 27)
				put_costs(&file, &firm->terms[i], month);
		}
	}
	return demo_file_import(firm->app, &file, "ledger", &firm->imported, err);
}
