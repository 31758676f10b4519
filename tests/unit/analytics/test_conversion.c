#include "analytics/conversion.h"
#include "history/history_fixture.h"

/* Euros are reported; rates by currency and day. */
static Firm firm_with(const ExchangeRate *rates, size_t count)
{
	return (Firm){.reporting = currency("EUR"), .rates = rates, .rate_count = count};
}

static ExchangeRate rate(const char *code, const char *on, int64_t billionths)
{
	return (ExchangeRate){.currency = currency(code), .day = day(on), .rate = billionths};
}

static void takes_the_newest_rate_of_a_week(void **state)
{
	(void)state;
	const ExchangeRate rates[] = {
		rate("JPY", "2026-03-10", 6000000),
		rate("USD", "2026-03-02", 900000000),
		rate("USD", "2026-03-10", 950000000),
	};
	Firm firm = firm_with(rates, COUNT(rates));
	static const struct {
		const char *label;
		const char *code, *on;
		int64_t rate; /* 0: none */
	} CASES[] = {
		{"of the day itself", "USD", "2026-03-10", 950000000},
		{"of the day before it changes", "USD", "2026-03-09", 900000000},
		{"seven days old", "USD", "2026-03-17", 950000000},
		{"eight days old is too old", "USD", "2026-03-18", 0},
		{"before the first", "USD", "2026-03-01", 0},
		{"another currency's is no rate", "GBP", "2026-03-10", 0},
		{"before the first of all", "JPY", "2026-03-09", 0},
		{"the reporting currency is worth itself", "EUR", "2026-01-01", 1000000000},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		int64_t got = 0;
		const ExchangeRate *used;
		bool found = rate_on(&firm, currency(CASES[i].code), day(CASES[i].on), &got, &used);
		if (found != (CASES[i].rate != 0) || got != CASES[i].rate ||
		    (used != NULL) != (found && strcmp(CASES[i].code, "EUR") != 0))
			fail_msg("%s", CASES[i].label);
	}
	int64_t got;
	assert_true(rate_on(&firm, currency("USD"), day("2026-03-10"), &got, NULL));
	firm.reporting = (Currency){0};
	assert_false(rate_on(&firm, (Currency){0}, day("2026-03-10"), &got, NULL));
}

static void converts_half_even(void **state)
{
	(void)state;
	const ExchangeRate rates[] = {
		rate("BHD", "2026-03-10", 2500000000),
		rate("JPY", "2026-03-10", 6000000),
		rate("USD", "2026-03-10", 500000000),
		rate("XAF", "2026-03-10", 1),
	};
	Firm firm = firm_with(rates, COUNT(rates));
	static const struct {
		const char *label;
		int64_t minor;
		const char *from, *to;
		Reason na;
		int64_t converted;
	} CASES[] = {
		{"half to even", 1, "USD", "EUR", REASON_NONE, 0},
		{"half to even above", 3, "USD", "EUR", REASON_NONE, 2},
		{"no decimals: 1,000 yen are 6 euros", 1000, "JPY", "EUR", REASON_NONE, 600},
		{"three decimals: 2 dinars are 5 euros", 2000, "BHD", "EUR", REASON_NONE, 500},
		{"there and back", 500, "EUR", "BHD", REASON_NONE, 2000},
		{"through the reporting currency, rounded once", 100, "USD", "JPY", REASON_NONE,
		 83},
		{"the same currency needs no rate", 7, "GBP", "GBP", REASON_NONE, 7},
		{"zero needs no rate", 0, "GBP", "EUR", REASON_NONE, 0},
		{"others do", 1, "GBP", "EUR", REASON_NO_RATE, 0},
		{"on both sides", 1, "EUR", "GBP", REASON_NO_RATE, 0},
		{"beyond what can be held", INT64_MAX, "EUR", "XAF", REASON_OUT_OF_RANGE, 0},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		Priced got = convert_on(&firm, CASES[i].minor, currency(CASES[i].from),
					currency(CASES[i].to), day("2026-03-12"));
		if (got.na != CASES[i].na || got.minor != CASES[i].converted)
			fail_msg("%s: %s %lld", CASES[i].label, reason_name(got.na),
				 (long long)got.minor);
	}
}

static void totals_take_the_rate_of_their_kind(void **state)
{
	(void)state;
	const ExchangeRate rates[] = {
		rate("USD", "2026-03-10", 500000000),
		rate("USD", "2026-03-31", 750000000),
	};
	const Budget budgets[] = {
		{.month = 673, .exchange_rate = 600000000}, /* 2026-02 */
		{.month = 674, .exchange_rate = 0},
		{.month = 675, .exchange_rate = 800000000},
	};
	Firm firm = firm_with(rates, COUNT(rates));
	Book dollars = {.currency = currency("USD"), .budgets = budgets, .budget_count = 3};
	Book euros = {.currency = currency("EUR")};
	static const struct {
		const char *label;
		bool euros;
		RateKind kind;
		bool only_budgeted;
		const char *on;
		int64_t minor;
		Reason na;
		int64_t converted, rate;
	} CASES[] = {
		{"a flow at its day", false, RATE_OF_DAY, false, "2026-03-11", 100, REASON_NONE, 50,
		 500000000},
		{"a balance at the as-of day", false, RATE_AS_OF, false, "2026-03-11", 100,
		 REASON_NONE, 75, 750000000},
		{"a budget at its month's", false, RATE_OF_BUDGET, false, "2026-02-11", 100,
		 REASON_NONE, 60, 600000000},
		{"a month that tells none", false, RATE_OF_BUDGET, false, "2026-03-11", 100,
		 REASON_NO_BUDGET_RATE, 0, 0},
		{"a month without a budget", false, RATE_OF_BUDGET, false, "2026-05-11", 100,
		 REASON_NO_BUDGET_RATE, 0, 0},
		{"a month between budgets", false, RATE_OF_BUDGET, false, "2026-01-11", 100,
		 REASON_NO_BUDGET_RATE, 0, 0},
		{"a flow where only budgeted months count", false, RATE_OF_DAY, true, "2026-03-11",
		 100, REASON_NO_BUDGET_RATE, 0, 0},
		{"and one in such a month", false, RATE_OF_DAY, true, "2026-04-01", 100,
		 REASON_NONE, 75, 750000000},
		{"a day without a rate", false, RATE_OF_DAY, false, "2026-02-11", 100,
		 REASON_NO_RATE, 0, 0},
		{"zero needs none", false, RATE_OF_DAY, false, "2026-02-11", 0, REASON_NONE, 0, 0},
		{"the reporting currency needs none", true, RATE_OF_BUDGET, false, "2026-02-11", 9,
		 REASON_NONE, 9, 0},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		int64_t used = -1;
		Converter converter = {.firm = &firm,
				       .book = CASES[i].euros ? &euros : &dollars,
				       .kind = CASES[i].kind,
				       .only_budgeted = CASES[i].only_budgeted,
				       .as_of = day("2026-04-02")};
		Priced got = converter_apply(&converter, CASES[i].minor, day(CASES[i].on),
					     day(CASES[i].on), &used);
		if (got.na != CASES[i].na || got.minor != CASES[i].converted ||
		    used != CASES[i].rate)
			fail_msg("%s: %s %lld at %lld", CASES[i].label, reason_name(got.na),
				 (long long)got.minor, (long long)used);
	}
}

static void budget_rates_are_of_a_day_of_their_own(void **state)
{
	(void)state;
	const ExchangeRate rates[] = {rate("USD", "2026-03-10", 500000000)};
	const Budget budgets[] = {{.month = 673, .exchange_rate = 600000000}}; /* 2026-02 */
	Firm firm = firm_with(rates, 1);
	Book book = {.currency = currency("USD"), .budgets = budgets, .budget_count = 1};
	Converter converter = {.firm = &firm, .book = &book, .kind = RATE_OF_BUDGET};
	int64_t used;
	Priced service =
		converter_apply(&converter, 100, day("2026-03-10"), day("2026-02-28"), &used);
	assert_int_equal(60, service.minor);
	converter.kind = RATE_OF_DAY;
	converter.only_budgeted = true;
	Priced flow = converter_apply(&converter, 100, day("2026-03-10"), day("2026-02-28"), &used);
	assert_int_equal(50, flow.minor);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_the_newest_rate_of_a_week),
		cmocka_unit_test(converts_half_even),
		cmocka_unit_test(totals_take_the_rate_of_their_kind),
		cmocka_unit_test(budget_rates_are_of_a_day_of_their_own),
	};
	return RUN_TESTS(tests);
}
