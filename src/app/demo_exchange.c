/* Exchange rates, each Monday from 2024 on. */

#include "app/demo_dice.h"
#include "app/demo_firm.h"
#include "base/decimal.h"

#include <string.h>

typedef struct Walk {
	const char *currency;
	int64_t rate;      /* billionths of a dollar in January 2024 */
	int64_t low, high; /* between which it wanders */
	int64_t step;      /* most that it moves in a week, in millionths */
} Walk;

static const Walk WALKS[] = {
	{"EUR", 1095000000, 1030000000, 1180000000, 9000},
	{"GBP", 1271000000, 1210000000, 1370000000, 9000},
	{"JPY", 7020000, 6200000, 7200000, 11000},
	{"BHD", 2652520000, 2652300000, 2652900000, 30},
};

/* In the Golden Week of 2025 nobody asked for a rate of the yen: for some days there is none. */
static bool is_closed(const Walk *walk, Date day)
{
	Civil c = date_civil(day);
	return strcmp(walk->currency, "JPY") == 0 && c.year == 2025 && c.month == 5 && c.day == 5;
}

bool demo_exchange_import(DemoFirm *firm, Err *err)
{
	DemoFile file;
	demo_file_of_fact(&file, firm->mem, "exchange-rates.csv", FACT_EXCHANGE_RATE);
	for (size_t i = 0; i < sizeof WALKS / sizeof *WALKS; i++) {
		const Walk *walk = &WALKS[i];
		DemoDice dice = demo_dice(111, i);
		int64_t rate = walk->rate;
		for (Date day = {DEMO_TOOLS_DAY}; day.day <= DEMO_LAST_DAY;
		     day = date_add(day, 7)) {
			if (!is_closed(walk, day)) {
				demo_put_c(&file, "currency", walk->currency);
				demo_put_date(&file, "date", day);
				demo_put(&file, "rate", decimal_text_short(firm->mem, rate, 9));
				demo_put_row(&file);
			}
			int64_t next =
				rate + rate / 1000000 * demo_roll(&dice, -walk->step, walk->step);
			if (next >= walk->low && next <= walk->high)
				rate = next;
		}
	}
	return demo_file_import(firm->app, &file, "treasury", &firm->imported, err);
}
