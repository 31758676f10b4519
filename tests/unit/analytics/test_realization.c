#include "analytics/money_fixture.h"

#define MARCH "2026-03-01..2026-04-01"
#define TERMS "2026-01-01 annual_value=1"

static void invoices_count_by_their_service(void **state)
{
	static const struct {
		const char *label;
		const char *facts;
		const char *wanted;
	} CASES[] = {
		{"of the month",
		 "invoice id=I1 on=2026-04-02 amount=1000 from=2026-03-01 "
		 "to=2026-04-01",
		 "1000.00"},
		{"net of a credit note",
		 "invoice id=I1 on=2026-04-02 amount=1000 from=2026-03-01 to=2026-04-01\n"
		 "invoice id=I2 on=2026-04-03 amount=-300 from=2026-03-01 to=2026-04-01",
		 "700.00"},
		{"of a quarter its days",
		 "invoice id=I1 on=2026-04-02 amount=9000 from=2026-01-01 to=2026-04-01",
		 "3100.00"},
		{"of other days",
		 "invoice id=I1 on=2026-03-02 amount=9000 from=2026-01-01 "
		 "to=2026-03-01",
		 "0.00"},
		{"written on the as-of day",
		 "invoice id=I1 on=2026-04-30 amount=1000 from=2026-03-01 to=2026-04-01",
		 "1000.00"},
		{"written after the as-of day",
		 "invoice id=I1 on=2026-05-01 amount=1000 from=2026-03-01 to=2026-04-01", "0.00"},
		{"one of the month without days of service",
		 "invoice id=I1 on=2026-03-31 amount=1000", "n/a no_service_period (invoice I1)"},
		{"one of another month without them", "invoice id=I1 on=2026-04-01 amount=1000",
		 "0.00"},
		{"one of an earlier month without them", "invoice id=I1 on=2026-02-28 amount=1000",
		 "0.00"},
		{"one whose days of service are none",
		 "invoice id=I1 on=2026-03-31 amount=1000 from=2026-03-01 to=2026-03-01",
		 "n/a no_service_period (invoice I1)"},
		{"without an exchange rate",
		 "invoice id=I1 on=2026-04-02 amount=no_rate from=2026-03-01 to=2026-04-01",
		 "n/a no_rate"},
		{"nothing is invoiced", "", "0.00"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++)
		check_text(CASES[i].label,
			   measure_words(tell_sale(*state, TERMS, CASES[i].facts),
					 measure_invoiced_by_service, MARCH, "2026-04-30"),
			   CASES[i].wanted);
}

static const char YEARS[] =
	"invoice id=I1 on=2025-03-31 amount=1\n"
	"invoice id=I2 on=2025-04-01 amount=20\n"
	"invoice id=I3 on=2026-03-31 amount=300\n"
	"invoice id=I4 on=2026-04-01 amount=4000\n"
	"hours on=2025-03-31 h=1 standard=2\n"
	"hours on=2025-04-01 h=1 standard=30\n"
	"hours on=2026-03-01 h=1 standard=100 as=unbillable\n"
	"hours on=2026-03-01 h=1 standard=1000 as=draft\n"
	"hours on=2026-03-31 h=1 standard=300\n"
	"hours on=2026-04-01 h=1 standard=5000";

static void sums_go_to_the_cut(void **state)
{
	const ToldBook *told = tell_sale(*state, TERMS, YEARS);
	check_text("invoiced to date", balance_words(told, measure_invoiced_to_date, "2026-03-31"),
		   "321.00");
	check_text("invoiced in 12 months",
		   balance_words(told, measure_invoiced_of_year, "2026-03-31"), "320.00");
	check_text("hours of the period",
		   measure_words(told, measure_standard_value, MARCH, "2026-04-30"), "400.00");
	check_text("hours to date",
		   balance_words(told, measure_standard_value_to_date, "2026-03-31"), "432.00");
	check_text("hours of 12 months",
		   balance_words(told, measure_standard_value_of_year, "2026-03-31"), "430.00");
	check_text("what comes after the period is not looked at",
		   measure_words(told, measure_invoiced_to_date, MARCH, "2026-04-30"), "321.00");
	check_text("nor in a year",
		   measure_words(told, measure_invoiced_of_year, MARCH, "2026-04-30"), "320.00");
	check_text("nor of hours",
		   measure_words(told, measure_standard_value_to_date, MARCH, "2026-04-30"),
		   "432.00");
	check_text("nor of those of a year",
		   measure_words(told, measure_standard_value_of_year, MARCH, "2026-04-30"),
		   "430.00");
	check_text("12 months to 29 February begin on 1 March",
		   balance_words(tell_sale(*state, TERMS,
					   "invoice on=2027-02-28 amount=1\n"
					   "invoice on=2027-03-01 amount=20"),
				 measure_invoiced_of_year, "2028-02-29"),
		   "20.00");
}

static void hours_need_a_standard_rate(void **state)
{
	const ToldBook *told = tell_sale(*state, TERMS,
					 "hours on=2026-03-01 h=1 standard=100\n"
					 "hours on=2026-03-02 h=8 standard=no_standard_rate");
	check_text("one has none", measure_words(told, measure_standard_value, MARCH, "2026-04-30"),
		   "n/a no_standard_rate (8 h of 1 entry)");
}

static void rows_tell_the_invoices(void **state)
{
	ToldBook *told =
		tell_sale(*state, TERMS,
			  "invoice id=I1 on=2026-04-02 amount=9000 from=2026-01-01 to=2026-04-01\n"
			  "budget month=2026-02 rate=0.5\nbudget month=2026-03 rate=0.9\n"
			  "rate on=2026-04-02 rate=2");
	Period days = days_named("2026-02-01..2026-04-01");
	Tally tally =
		measure_rows(told, measure_invoiced_by_service, days, day("2026-04-30"), NULL);
	check_text("a share", rows_words(*state, &tally),
		   " | 2026-04-02 2026-02-01..2026-04-01 | 5900.00 | 9,000.00 × 59 of 90 days");
	Converter convert = {.firm = &told->firm, .book = &told->book, .kind = RATE_OF_BUDGET};
	tally = measure_rows(told, measure_invoiced_by_service, days, day("2026-04-30"), &convert);
	check_text("at budget rates by months", rows_words(*state, &tally),
		   " | 2026-02-01 2026-02-01..2026-03-01 | 1400.00 | 9,000.00 × 28 of 90 days\n"
		   " | 2026-03-01 2026-03-01..2026-04-01 | 2790.00 | 9,000.00 × 31 of 90 days");
	convert.kind = RATE_OF_DAY;
	tally = measure_rows(told, measure_invoiced_by_service, days, day("2026-04-30"), &convert);
	check_text("at the day's rate", rows_words(*state, &tally),
		   " | 2026-04-02 2026-02-01..2026-04-01 | 11800.00 | 9,000.00 × 59 of 90 days");
	tally = measure_rows(told, measure_invoiced_by_service,
			     days_named("2026-01-01..2026-04-01"), day("2026-04-30"), NULL);
	check_text("all of it", rows_words(*state, &tally),
		   " | 2026-04-02 2026-01-01..2026-04-01 | 9000.00 | ");
}

static void vendors_invoice_us(void **state)
{
	static MeasureOfContract *const MEASURES[] = {
		measure_invoiced_by_service,    measure_invoiced_to_date,
		measure_invoiced_of_year,       measure_standard_value,
		measure_standard_value_to_date, measure_standard_value_of_year,
	};
	ToldBook *told = tell_sale(*state, TERMS, YEARS);
	told->book.kind = CONTRACT_VENDOR;
	for (size_t i = 0; i < COUNT(MEASURES); i++)
		check_text("spend", balance_words(told, MEASURES[i], "2026-03-31"), "n/a vendor");
}

static void periods_that_tile_add_up(void **state)
{
	Random random = {0x1234567};
	print_message("# seed %llx\n", (unsigned long long)random.state);
	Buf facts = {.mem = *state};
	int64_t total = 0;
	for (int i = 0; i < 60; i++) {
		Date from = date_add(day("2026-01-01"), (int32_t)random_in(&random, 0, 200));
		Date to = date_add(from, (int32_t)random_in(&random, 1, 100));
		int64_t amount = random_in(&random, -900, 9000);
		buf_add_format(&facts, "invoice on=2026-01-01 amount=%d from=%.*s to=%.*s\n",
			       (int)amount, STR_ARG(date_text(*state, from)),
			       STR_ARG(date_text(*state, to)));
		total += amount * 100;
	}
	const ToldBook *told = tell_sale(*state, TERMS, str_to_c(*state, buf_str(&facts)));
	Date end = day("2027-01-01");
	for (int round = 0; round < 50; round++) {
		int64_t sum = 0;
		for (Date at = day("2026-01-01"); at.day < end.day;) {
			Date to =
				date_earlier(end, date_add(at, (int32_t)random_in(&random, 1, 60)));
			sum += measure_sum(told, measure_invoiced_by_service, (Period){at, to},
					   end);
			at = to;
		}
		assert_int_equal(sum, total);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(invoices_count_by_their_service),
		ARENA_TEST(sums_go_to_the_cut),
		ARENA_TEST(hours_need_a_standard_rate),
		ARENA_TEST(rows_tell_the_invoices),
		ARENA_TEST(vendors_invoice_us),
		ARENA_TEST(periods_that_tile_add_up),
	};
	return RUN_TESTS(tests);
}
