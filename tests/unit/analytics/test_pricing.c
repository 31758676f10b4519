#include "analytics/pricing.h"
#include "history/history_fixture.h"

/* Rates of 2026 in minor units. Ann is 1: a developer, later also an architect; Bob is 2: nothing is told of him but his pay. */
enum { ANN = 1, BOB = 2, NOBODY = 9 };

static const Str DEVELOPER[] = {{"developer", 9}};
static const Str BOTH[] = {{"architect", 9}, {"developer", 9}};

static Priced of(int64_t minor)
{
	return (Priced){REASON_NONE, minor};
}

typedef struct Shop {
	Firm firm;
	Book book;
	Told told;
	Fold fold;
	ResourceTerms ann[2];
	ResourceTerms bob[2];
	Resource people[2];
	Rate rates[10];
	ExchangeRate exchange[1];
} Shop;

static Rate rate_row(int64_t resource_id, Str role, const char *on, int64_t billing,
		     int64_t standard)
{
	return (Rate){.resource_id = resource_id,
		      .role = role,
		      .effective_on = day(on),
		      .has_billing = billing != 0,
		      .has_standard = standard != 0,
		      .billing = of(billing),
		      .standard = of(standard)};
}

static void fill_people(Shop *shop)
{
	shop->ann[0] = (ResourceTerms){.effective_on = day("2026-01-01"),
				       .roles = DEVELOPER,
				       .role_count = 1,
				       .has_cost_rate = true,
				       .cost_rate = 4000,
				       .currency = currency("EUR")};
	shop->ann[1] = shop->ann[0];
	shop->ann[1].effective_on = day("2026-07-01");
	shop->ann[1].roles = BOTH;
	shop->ann[1].role_count = 2;
	shop->ann[1].cost_rate = 5000;
	shop->bob[0] = (ResourceTerms){.effective_on = day("2026-01-01"),
				       .has_cost_rate = true,
				       .cost_rate = 10000,
				       .currency = currency("JPY")};
	shop->bob[1] = (ResourceTerms){.effective_on = day("2026-09-01")};
	shop->people[0] = (Resource){.id = ANN, .terms = shop->ann, .term_count = 2};
	shop->people[1] = (Resource){.id = BOB, .terms = shop->bob, .term_count = 2};
}

static Shop *open_shop(Arena *mem)
{
	Shop *shop = ARENA_NEW(mem, Shop);
	shop->told = tell(mem, "EUR", "2026-01-01 billing_rate=100\n2026-06-01 billing_rate=");
	shop->fold = told_fold(mem, &shop->told, VIEW_ALL);
	fill_people(shop);
	size_t n = 0;
	shop->rates[n++] = rate_row(0, STR("architect"), "2026-01-01", 20000, 0);
	shop->rates[n++] = rate_row(0, STR("developer"), "2026-02-01", 15000, 16000);
	shop->rates[n++] = rate_row(0, STR("developer"), "2026-03-01", 0, 17000);
	shop->rates[n++] = rate_row(0, STR("tester"), "2026-01-01", 0, 9000);
	shop->rates[n] = rate_row(0, STR("unknown"), "2026-01-01", 1, 1);
	shop->rates[n].billing = shop->rates[n].standard = (Priced){REASON_NO_RATE, 0};
	n++;
	shop->rates[n++] = rate_row(ANN, STR(""), "2026-04-01", 18000, 0);
	shop->rates[n++] = rate_row(ANN, STR(""), "2026-05-01", 0, 0);
	shop->rates[n++] = rate_row(ANN, STR(""), "2026-08-01", 19000, 21000);
	shop->rates[n++] = rate_row(ANN, STR("tester"), "2026-05-01", 11000, 0);
	shop->exchange[0] = (ExchangeRate){.currency = currency("JPY"),
					   .day = day("2026-02-27"),
					   .rate = 6123456};
	shop->firm = (Firm){.reporting = currency("EUR"),
			    .resources = shop->people,
			    .resource_count = COUNT(shop->people),
			    .rates = shop->exchange,
			    .rate_count = COUNT(shop->exchange)};
	shop->book = (Book){.currency = currency("EUR"),
			    .fold = &shop->fold,
			    .rates = shop->rates,
			    .rate_count = n};
	return shop;
}

static TimeEntry hour_of(int64_t who, const char *on)
{
	return (TimeEntry){.resource_id = who,
			   .work_date = day(on),
			   .seconds = 3600,
			   .billable = true,
			   .category = CATEGORY_CLIENT};
}

static Str priced_words(Arena *mem, Priced priced)
{
	return priced.na != REASON_NONE ? str_from_c(reason_name(priced.na))
					: decimal_text(mem, priced.minor, 2);
}

/* "bill @rate | cost @rate | standard" */
static Str work_words(Arena *mem, const Work *work)
{
	return str_format(mem, "%.*s @%.*s | %.*s @%.*s | %.*s",
			  STR_ARG(priced_words(mem, work->bill)),
			  STR_ARG(decimal_text(mem, work->bill_rate, 2)),
			  STR_ARG(priced_words(mem, work->cost)),
			  STR_ARG(decimal_text(mem, work->cost_rate, 2)),
			  STR_ARG(priced_words(mem, work->standard)));
}

static void check_entry(Arena *mem, const char *label, const Shop *shop, const TimeEntry *entry,
			const char *wanted)
{
	Work work = {.bill_rate = 1,
		     .cost_rate = 1,
		     .bill = {REASON_NO_END, 1},
		     .cost = {REASON_NO_END, 1},
		     .standard = {REASON_NO_END, 1}};
	price_entry(&shop->firm, &shop->book, entry, &work);
	check_text(label, work_words(mem, &work), wanted);
}

static void the_rate_of_the_day_counts(void **state)
{
	static const struct {
		const char *label;
		int64_t who;
		const char *on;
		const char *role;
		const char *wanted;
	} CASES[] = {
		{"before the rate card: the contract's rate", ANN, "2026-01-31", "",
		 "100.00 @100.00 | 40.00 @40.00 | no_standard_rate"},
		{"from its first day the role's", ANN, "2026-02-01", "",
		 "150.00 @150.00 | 40.00 @40.00 | 160.00"},
		{"a row without a billing rate falls through to the contract's", ANN, "2026-03-01",
		 "", "100.00 @100.00 | 40.00 @40.00 | 170.00"},
		{"a row of one's own wins, and lets through what it does not tell", ANN,
		 "2026-04-01", "", "180.00 @180.00 | 40.00 @40.00 | 170.00"},
		{"even over the role that the entry tells", ANN, "2026-04-30", "architect",
		 "180.00 @180.00 | 40.00 @40.00 | 170.00"},
		{"an own row that tells nothing hides the own row before it", ANN, "2026-05-01", "",
		 "100.00 @100.00 | 40.00 @40.00 | 170.00"},
		{"an own row for a role, in that role", ANN, "2026-05-01", "tester",
		 "110.00 @110.00 | 40.00 @40.00 | 90.00"},
		{"before that row the role's, which falls through", ANN, "2026-03-31", "tester",
		 "100.00 @100.00 | 40.00 @40.00 | 90.00"},
		{"the role that the entry tells comes before those of the person", ANN,
		 "2026-02-01", "architect", "200.00 @200.00 | 40.00 @40.00 | 160.00"},
		{"roles in their order", ANN, "2026-07-01", "",
		 "200.00 @200.00 | 50.00 @50.00 | 170.00"},
		{"a row of one's own that tells all", ANN, "2026-08-01", "architect",
		 "190.00 @190.00 | 50.00 @50.00 | 210.00"},
		{"no rate at all", BOB, "2026-08-01", "",
		 "no_billing_rate @0.00 | no_rate @0.00 | no_standard_rate"},
		{"a person without a cost rate that day", BOB, "2026-09-01", "architect",
		 "200.00 @200.00 | no_cost_rate @0.00 | no_standard_rate"},
		{"somebody nobody told of", NOBODY, "2026-02-01", "developer",
		 "150.00 @150.00 | no_cost_rate @0.00 | 160.00"},
		{"before the person's first row", ANN, "2025-12-31", "",
		 "no_billing_rate @0.00 | no_cost_rate @0.00 | no_standard_rate"},
		{"a cost rate in another currency", BOB, "2026-03-01", "architect",
		 "200.00 @200.00 | 61.23 @61.23 | no_standard_rate"},
		{"whose exchange rate is older than seven days", BOB, "2026-03-07", "architect",
		 "200.00 @200.00 | no_rate @0.00 | no_standard_rate"},
		{"a rate card that could not be converted", ANN, "2026-02-01", "unknown",
		 "no_rate @0.00 | 40.00 @40.00 | no_rate"},
		{"a role without rows", ANN, "2026-02-01", "zoologist",
		 "150.00 @150.00 | 40.00 @40.00 | 160.00"},
		{"a role before all rows", ANN, "2026-02-01", "actor",
		 "150.00 @150.00 | 40.00 @40.00 | 160.00"},
	};
	const Shop *shop = open_shop(*state);
	for (size_t i = 0; i < COUNT(CASES); i++) {
		TimeEntry entry = hour_of(CASES[i].who, CASES[i].on);
		entry.role = str_from_c(CASES[i].role);
		check_entry(*state, CASES[i].label, shop, &entry, CASES[i].wanted);
	}
}

static void own_amounts_come_first(void **state)
{
	const Shop *shop = open_shop(*state);
	TimeEntry entry = hour_of(ANN, "2026-03-01");
	entry.has_bill = entry.has_cost = true;
	entry.bill = 12345;
	entry.cost = -678;
	check_entry(*state, "amounts of its own", shop, &entry,
		    "123.45 @0.00 | -6.78 @0.00 | 170.00");
	entry.currency = currency("EUR");
	check_entry(*state, "in the contract's currency", shop, &entry,
		    "123.45 @0.00 | -6.78 @0.00 | 170.00");
	entry.currency = currency("JPY");
	check_entry(*state, "in another one, at the rate of the day", shop, &entry,
		    "75.59 @0.00 | -4.15 @0.00 | 170.00");
	entry.work_date = day("2026-03-31");
	check_entry(*state, "without a rate", shop, &entry,
		    "no_rate @0.00 | no_rate @0.00 | 170.00");
}

static void what_is_not_billed_bills_nothing(void **state)
{
	const Shop *shop = open_shop(*state);
	TimeEntry entry = hour_of(ANN, "2026-02-01");
	entry.billable = false;
	entry.has_bill = true;
	entry.bill = 100;
	check_entry(*state, "not billable", shop, &entry, "0.00 @0.00 | 40.00 @40.00 | 160.00");
	entry.billable = true;
	entry.category = CATEGORY_INTERNAL;
	check_entry(*state, "internal", shop, &entry, "0.00 @0.00 | 0.00 @0.00 | 0.00");
	entry = hour_of(NOBODY, "2025-02-01");
	entry.seconds = 0;
	check_entry(*state, "no time needs no rate", shop, &entry,
		    "0.00 @0.00 | 0.00 @0.00 | 0.00");
}

static void seconds_are_priced_half_even(void **state)
{
	static const struct {
		int64_t seconds;
		int64_t rate;
		int64_t wanted;
	} CASES[] = {
		{3600, 15000, 15000},
		{1800, 15001, 7500},
		{1800, 15003, 7502},
		{1200, 15000, 5000},
		{1199, 15000, 4996},
		{1800, -15001, -7500},
		{1800, -15003, -7502},
		{1, 1, 0},
		{0, INT64_MAX, 0},
		{3600, INT64_MAX, INT64_MAX},
		{3600, INT64_MIN, INT64_MIN},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		int64_t minor;
		assert_true(price_seconds(CASES[i].seconds, CASES[i].rate, &minor));
		assert_int_equal(minor, CASES[i].wanted);
	}
	int64_t minor = 7;
	assert_false(price_seconds(7200, INT64_MAX, &minor));
	assert_false(price_seconds(7200, INT64_MIN, &minor));
	assert_int_equal(minor, 7);
}

/* 1 h at 10,000 yen of 0.006123456 euro is 61.23456; 7 h are 428.64192, which the rounded hour would make 428.61. */
static void foreign_costs_round_once(void **state)
{
	Shop *shop = open_shop(*state);
	TimeEntry entry = hour_of(BOB, "2026-03-01");
	entry.seconds = 7 * 3600;
	entry.billable = false;
	check_entry(*state, "seven hours", shop, &entry,
		    "0.00 @0.00 | 428.64 @61.23 | no_standard_rate");
	shop->bob[0].cost_rate = 0;
	entry.work_date = day("2026-08-01");
	check_entry(*state, "nothing needs no exchange rate", shop, &entry,
		    "0.00 @0.00 | 0.00 @0.00 | no_standard_rate");
}

/* Both currencies need a rate: the contract's too, where that is not the reporting one. */
static void a_contract_abroad_needs_its_own_rate(void **state)
{
	Shop *shop = open_shop(*state);
	TimeEntry entry = hour_of(ANN, "2026-03-01");
	shop->book.currency = currency("CHF");
	check_entry(*state, "none", shop, &entry, "100.00 @100.00 | no_rate @0.00 | 170.00");
	shop->book.currency = currency("JPY");
	check_entry(*state, "one", shop, &entry, "100.00 @100.00 | 65.32 @65.32 | 170.00");
}

static void what_cannot_be_held_is_told(void **state)
{
	Shop *shop = open_shop(*state);
	TimeEntry entry = hour_of(ANN, "2026-02-01");
	entry.seconds = 7200;
	shop->rates[1].billing.minor = INT64_MAX;
	check_entry(*state, "a product", shop, &entry,
		    "out_of_range @92233720368547758.07 | 80.00 @40.00 | 320.00");
	entry = hour_of(BOB, "2026-02-28");
	entry.billable = false;
	shop->bob[0].cost_rate = INT64_MAX;
	shop->exchange[0].rate = INT64_MAX;
	check_entry(*state, "a conversion", shop, &entry,
		    "0.00 @0.00 | out_of_range @0.00 | no_standard_rate");
	shop->exchange[0].rate = INT64_C(2000000000000000);
	check_entry(*state, "its other exponent", shop, &entry,
		    "0.00 @0.00 | out_of_range @0.00 | no_standard_rate");
	shop->bob[0].cost_rate = INT64_MAX / 4000;
	entry.seconds = INT64_C(100000000000);
	check_entry(*state, "a conversion on the way", shop, &entry,
		    "0.00 @0.00 | out_of_range @0.00 | no_standard_rate");
	shop->bob[0].currency = currency("BHD");
	shop->exchange[0].currency = currency("BHD");
	shop->exchange[0].rate = INT64_C(1000000000);
	shop->bob[0].cost_rate = INT64_MAX;
	entry.seconds = 1000000;
	check_entry(*state, "its result", shop, &entry,
		    "0.00 @0.00 | out_of_range @9223372036854775.81 | no_standard_rate");
}

/* What an hour is billed at, found by looking at every row. */
static int64_t searched(const Book *book, int64_t who, Str role, const ResourceTerms *terms,
			Date on)
{
	Str order[4] = {role, STR(""), terms->roles[0], terms->roles[1]};
	for (int own = 1; own >= 0; own--) {
		for (size_t i = 0; i < COUNT(order); i++) {
			const Rate *latest = NULL;
			for (size_t k = 0; k < book->rate_count; k++) {
				const Rate *rate = &book->rates[k];
				if (rate->resource_id == (own ? who : 0) &&
				    str_eq(rate->role, order[i]) &&
				    rate->effective_on.day <= on.day)
					latest = rate;
			}
			if (latest && latest->has_billing)
				return latest->billing.minor;
		}
	}
	return 0;
}

static int by_place(const Rate *a, const Rate *b)
{
	if (a->resource_id != b->resource_id)
		return a->resource_id < b->resource_id ? -1 : 1;
	int order = str_cmp(a->role, b->role);
	return order != 0 ? order : a->effective_on.day - b->effective_on.day;
}

/* Random rows in the order of a book, each place once. */
static size_t random_rates(Random *random, Rate *rates, size_t most)
{
	static const Str ROLES[] = {{"a", 1}, {"b", 1}, {"", 0}, {"c", 1}};
	size_t count = 0;
	for (size_t i = 0; i < most; i++) {
		Rate rate = rate_row(random_in(random, 0, 2), ROLES[random_in(random, 0, 3)],
				     "2026-01-01", random_in(random, 0, 2) * (int64_t)(i + 1), 0);
		rate.effective_on.day += (int32_t)random_in(random, 0, 20);
		size_t at = 0;
		while (at < count && by_place(&rates[at], &rate) < 0)
			at++;
		if (at < count && by_place(&rates[at], &rate) == 0)
			continue;
		memmove(rates + at + 1, rates + at, (count - at) * sizeof *rates);
		rates[at] = rate;
		count++;
	}
	return count;
}

static void the_search_finds_what_looking_at_all_rows_does(void **state)
{
	static const Str ROLES[] = {{"b", 1}, {"a", 1}};
	static const Str TOLD[] = {{"", 0}, {"a", 1}, {"b", 1}, {"c", 1}, {"d", 1}};
	Random random = {0x9E1CE};
	print_message("# seed %llx\n", (unsigned long long)random.state);
	Shop *shop = open_shop(*state);
	shop->fold.len = 0;
	shop->ann[0].roles = shop->ann[1].roles = ROLES;
	shop->ann[0].role_count = shop->ann[1].role_count = 2;
	Rate rates[40];
	shop->book.rates = rates;
	for (int round = 0; round < 400; round++) {
		shop->book.rate_count =
			random_rates(&random, rates, (size_t)random_in(&random, 0, 40));
		TimeEntry entry = hour_of(ANN, "2026-01-01");
		entry.work_date.day += (int32_t)random_in(&random, 0, 22);
		entry.role = TOLD[random_in(&random, 0, 4)];
		Work work;
		price_entry(&shop->firm, &shop->book, &entry, &work);
		int64_t wanted =
			searched(&shop->book, ANN, entry.role, &shop->ann[0], entry.work_date);
		assert_int_equal(work.bill_rate, wanted);
		assert_int_equal(work.bill.na, wanted == 0 ? REASON_NO_BILLING_RATE : REASON_NONE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(the_rate_of_the_day_counts),
		ARENA_TEST(own_amounts_come_first),
		ARENA_TEST(what_is_not_billed_bills_nothing),
		cmocka_unit_test(seconds_are_priced_half_even),
		ARENA_TEST(foreign_costs_round_once),
		ARENA_TEST(a_contract_abroad_needs_its_own_rate),
		ARENA_TEST(what_cannot_be_held_is_told),
		ARENA_TEST(the_search_finds_what_looking_at_all_rows_does),
	};
	return RUN_TESTS(tests);
}
