#include "history/history_fixture.h"
#include "history/movement.h"

#include <inttypes.h>

typedef struct Deal {
	int64_t account;
	const char *code;
	const char *key;
	const char *story;
	bool vendor;
} Deal;

/* Contracts are numbered 1, 2, 3 … */
static ContractTerms *contracts_of(Arena *mem, const Deal *deals, size_t count)
{
	ContractTerms *contracts = ARENA_ARRAY(mem, ContractTerms, count);
	for (size_t i = 0; i < count; i++) {
		Told told = tell(mem, deals[i].code, deals[i].story);
		Fold *fold = ARENA_NEW(mem, Fold);
		*fold = told_fold(mem, &told, VIEW_ALL);
		contracts[i] = (ContractTerms){
			.contract = (int64_t)i + 1,
			.account = deals[i].account,
			.currency = told.currency,
			.key = str_from_c(deals[i].key),
			.customer = !deals[i].vendor,
			.fold = fold,
		};
	}
	return contracts;
}

static void add_part(Buf *buf, const char *name, int64_t minor, Currency cur)
{
	if (minor != 0)
		buf_add_format(buf, " %s %.*s", name, STR_ARG(money_text(buf->mem, minor, cur)));
}

/* "7: from 10.00 to 15.00 expansion 5.00"; what is 0 is left out. */
static void add_movement(Buf *buf, const Movement *m, Currency cur)
{
	add_part(buf, "from", m->from, cur);
	add_part(buf, "to", m->to, cur);
	add_part(buf, "new", m->fresh, cur);
	add_part(buf, "reactivation", m->reactivation, cur);
	add_part(buf, "expansion", m->expansion, cur);
	add_part(buf, "contraction", m->contraction, cur);
	add_part(buf, "churn", m->churn, cur);
}

/* A line for each currency, with its accounts in order and who was left out. */
static Str movement_words(Arena *mem, const MovementTable *table)
{
	Buf buf = {.mem = mem};
	for (size_t i = 0; i < table->len; i++) {
		const CurrencyMovements *c = &table->at[i];
		buf_add_format(&buf, "%s%s", i > 0 ? " / " : "", c->currency.code);
		for (size_t a = 0; a < c->account_count; a++) {
			buf_add_format(&buf, " %d:", (int)c->accounts[a].account);
			add_movement(&buf, &c->accounts[a], c->currency);
		}
		for (size_t a = 0; a < c->left_out_count; a++)
			buf_add_format(&buf, " %d: n/a %s of %d", (int)c->left_out[a].account,
				       na_name(c->left_out[a].na), (int)c->left_out[a].contract);
	}
	return buf_str(&buf);
}

#define RUNS "recurring=yes annual_value="

/* From 2024-01-01 to 2025-01-01. */
static void values_on_two_days_decide_the_movement(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		Deal deals[3];
		const char *wanted;
	} cases[] = {
		{"an account that begins is new",
		 {{1, "USD", "", "2024-06-01 " RUNS "10 ends_on=2026-01-01", false}},
		 "USD 1: to 10.00 new 10.00"},
		{"one that comes back is reactivated",
		 {{1, "USD", "", "2022-01-01 " RUNS "10 ends_on=2023-01-01", false},
		  {1, "USD", "", "2024-06-01 " RUNS "12 ends_on=2026-01-01", false}},
		 "USD 1: to 12.00 reactivation 12.00"},
		{"one that was only below 0 before comes back, too",
		 {{1, "USD", "", "2022-01-01 " RUNS "-10 ends_on=2023-01-01", false},
		  {1, "USD", "", "2024-06-01 " RUNS "12 ends_on=2026-01-01", false}},
		 "USD 1: to 12.00 reactivation 12.00"},
		{"a value that two contracts made 0 was never other than 0",
		 {{1, "USD", "", "2022-01-01 " RUNS "-10 ends_on=2023-01-01", false},
		  {1, "USD", "", "2022-01-01 " RUNS "10 ends_on=2023-01-01", false},
		  {1, "USD", "", "2024-06-01 " RUNS "12 ends_on=2026-01-01", false}},
		 "USD 1: to 12.00 new 12.00"},
		{"what an n/a value was made of does not count",
		 {{1, "USD", "", "2022-01-01 " RUNS "10 ends_on=2023-01-01", false},
		  {1, "USD", "", "2022-01-01 recurring=yes pricing=capped ends_on=2023-01-01",
		   false},
		  {1, "USD", "", "2024-06-01 " RUNS "12 ends_on=2026-01-01", false}},
		 "USD 1: to 12.00 new 12.00"},
		{"what another account had does not count",
		 {{2, "USD", "", "2022-01-01 " RUNS "10 ends_on=2023-01-01", false},
		  {1, "USD", "", "2024-06-01 " RUNS "12 ends_on=2026-01-01", false}},
		 "USD 1: to 12.00 new 12.00"},
		{"more is an expansion",
		 {{1, "USD", "",
		   "2023-01-01 " RUNS "10 ends_on=2026-01-01\n2024-03-01 annual_value+=5", false}},
		 "USD 1: from 10.00 to 15.00 expansion 5.00"},
		{"less is a contraction",
		 {{1, "USD", "",
		   "2023-01-01 " RUNS "10 ends_on=2026-01-01\n2024-03-01 annual_value+=-4", false}},
		 "USD 1: from 10.00 to 6.00 contraction 4.00"},
		{"the same is no movement",
		 {{1, "USD", "", "2023-01-01 " RUNS "10 ends_on=2026-01-01", false}},
		 "USD 1: from 10.00 to 10.00"},
		{"nothing left is churn",
		 {{1, "USD", "", "2023-01-01 " RUNS "20 ends_on=2024-05-01", false}},
		 "USD 1: from 20.00 churn 20.00"},
		{"from 0 to below 0 is a contraction",
		 {{1, "USD", "", "2024-03-01 " RUNS "-3 ends_on=2026-01-01", false}},
		 "USD 1: to -3.00 contraction 3.00"},
		{"from below 0 to 0 is churn of less than nothing",
		 {{1, "USD", "", "2023-03-01 " RUNS "-3 ends_on=2024-06-01", false}},
		 "USD 1: from -3.00 churn -3.00"},
		{"from below 0 to above is an expansion",
		 {{1, "USD", "",
		   "2023-03-01 " RUNS "-3 ends_on=2026-06-01\n2024-03-01 annual_value=2", false}},
		 "USD 1: from -3.00 to 2.00 expansion 5.00"},
		{"contracts of an account are one movement",
		 {{1, "USD", "", "2023-01-01 " RUNS "10 ends_on=2024-06-01", false},
		  {1, "USD", "", "2024-06-01 " RUNS "11 ends_on=2026-01-01", false}},
		 "USD 1: from 10.00 to 11.00 expansion 1.00"},
		{"the last day counts, the end does not",
		 {{1, "USD", "", "2023-01-01 " RUNS "10 ends_on=2025-01-01", false}},
		 "USD 1: from 10.00 churn 10.00"},
		{"one that does not recur is not counted",
		 {{1, "USD", "", "2023-01-01 annual_value=9 ends_on=2026-01-01", false}},
		 "USD"},
		{"one that says it does not, neither",
		 {{1, "USD", "", "2023-01-01 recurring=no annual_value=9 ends_on=2026-01-01",
		   false}},
		 "USD"},
		{"recurring is seen on each day",
		 {{1, "USD", "", "2023-01-01 " RUNS "9 ends_on=2026-01-01\n2024-05-01 recurring=no",
		   false}},
		 "USD 1: from 9.00 churn 9.00"},
		{"spend is not counted",
		 {{1, "USD", "", "2023-01-01 " RUNS "9 ends_on=2026-01-01", true}},
		 ""},
		{"an account with two currencies stands in both",
		 {{1, "USD", "", "2023-01-01 " RUNS "9 ends_on=2026-01-01", false},
		  {1, "JPY", "", "2024-02-01 " RUNS "900 ends_on=2026-01-01", false}},
		 "JPY 1: to 900 new 900 / USD 1: from 9.00 to 9.00"},
		{"accounts stand in order",
		 {{3, "USD", "", "2023-01-01 " RUNS "9 ends_on=2026-01-01", false},
		  {1, "USD", "", "2023-01-01 " RUNS "8 ends_on=2026-01-01", false},
		  {2, "USD", "", "2023-01-01 " RUNS "7 ends_on=2026-01-01", false}},
		 "USD 1: from 8.00 to 8.00 2: from 7.00 to 7.00 3: from 9.00 to 9.00"},
		{"a total counts by its days in a year",
		 {{1, "USD", "",
		   "2023-01-01 recurring=yes value_basis=total total_value=20 ends_on=2025-01-01",
		   false}},
		 "USD 1: from 9.99 churn 9.99"},
		{"a total counts from its own start",
		 {{1, "USD", "",
		   "2023-06-01 recurring=yes value_basis=total total_value=20 starts_on=2023-01-01 ends_on=2025-01-01",
		   false}},
		 "USD 1: from 9.99 churn 9.99"},
		{"fractions of an account are rounded once",
		 {{1, "USD", "",
		   "2023-01-01 recurring=yes value_basis=total total_value=0.01 ends_on=2025-01-01",
		   false},
		  {1, "USD", "",
		   "2023-01-01 recurring=yes value_basis=total total_value=0.01 ends_on=2025-01-01",
		   false},
		  {1, "USD", "",
		   "2023-01-01 recurring=yes value_basis=total total_value=0.01 ends_on=2025-01-01",
		   false}},
		 "USD 1: from 0.01 churn 0.01"},
		{"no value is 0",
		 {{1, "USD", "", "2023-01-01 recurring=yes ends_on=2025-01-01", false},
		  {1, "USD", "", "2023-01-01 recurring=yes value_basis=total ends_on=2025-01-01",
		   false}},
		 "USD"},
		{"a day before the last start is in no segment",
		 {{1, "USD", "",
		   "2023-01-01 " RUNS "9 ends_on=2026-01-01\n2024-06-01 starts_on=2024-03-01",
		   false}},
		 "USD 1: to 9.00 new 9.00"},
		{"a day behind the last end is in no segment",
		 {{1, "USD", "",
		   "2023-01-01 " RUNS "9 ends_on=2026-01-01\n2025-06-01 ends_on=2024-03-01",
		   false}},
		 "USD 1: from 9.00 churn 9.00"},
		{"a day behind the state's own end is in no segment",
		 {{1, "USD", "",
		   "2023-01-01 " RUNS "9 ends_on=2023-03-01\n2024-06-01 ends_on=2026-03-01",
		   false}},
		 "USD 1: to 9.00 reactivation 9.00"},
		{"usage leaves the account out and names the contract",
		 {{1, "USD", "", "2023-01-01 " RUNS "9 ends_on=2026-01-01", false},
		  {1, "USD", "", "2023-01-01 recurring=yes pricing=capped ends_on=2026-01-01",
		   false}},
		 "USD 1: n/a by_usage of 2"},
		{"an estimate counts",
		 {{1, "USD", "", "2023-01-01 pricing=capped " RUNS "9 ends_on=2026-01-01", false}},
		 "USD 1: from 9.00 to 9.00"},
		{"a total without an end leaves the account out, also where it lacks one only later",
		 {{1, "USD", "", "2023-01-01 " RUNS "9 total_value=5\n2024-06-01 value_basis=total",
		   false}},
		 "USD 1: n/a no_end of 1"},
		{"a contract without entries is nothing", {{1, "USD", "", "", false}}, "USD"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t count = 0;
		while (count < COUNT(cases[i].deals) && cases[i].deals[count].code)
			count++;
		MovementTable table;
		Err err = {0};
		if (!movements_of(mem, contracts_of(mem, cases[i].deals, count), count,
				  day("2024-01-01"), day("2025-01-01"), &table, &err))
			fail_msg("%s: %s", cases[i].label, err.text);
		check_text(cases[i].label, movement_words(mem, &table), cases[i].wanted);
	}
}

/* Stories of an account from 2023 to 2026 whose value changes in 2024. */
#define ALWAYS(value) "2023-01-01 " RUNS value " ends_on=2026-01-01"
#define CHANGES(before, after) ALWAYS(before) "\n2024-02-01 annual_value=" after
#define BEGINS(value) "2024-02-01 " RUNS value " ends_on=2026-01-01"
#define ENDS(value) "2023-01-01 " RUNS value " ends_on=2024-02-01"
#define BACK(value) \
	ENDS("1")   \
	"\n2023-02-01 ends_on=2023-03-01\n2024-02-01 ends_on=2026-01-01 annual_value=" value

static void retention_is_over_accounts_with_value_before(void **state)
{
	Arena *mem = *state;
	static const Deal deals[] = {
		{1, "USD", "",
		 "2023-01-01 " RUNS "10 ends_on=2026-01-01\n2024-03-01 annual_value+=5", false},
		{2, "USD", "",
		 "2023-01-01 " RUNS "10 ends_on=2026-01-01\n2024-03-01 annual_value+=-4", false},
		{3, "USD", "", "2023-01-01 " RUNS "20 ends_on=2024-05-01", false},
		{4, "USD", "", "2024-06-01 " RUNS "10 ends_on=2026-01-01", false},
		{5, "USD", "", "2023-06-01 " RUNS "-10 ends_on=2026-01-01", false},
		{6, "USD", "", "2023-06-01 recurring=yes pricing=capped", false},
		{7, "EUR", "", "2024-06-01 " RUNS "10 ends_on=2026-01-01", false},
	};
	MovementTable table;
	Err err = {0};
	assert_true(movements_of(mem, contracts_of(mem, deals, COUNT(deals)), COUNT(deals),
				 day("2024-01-01"), day("2025-01-01"), &table, &err));
	check_size("currencies", table.len, 2);
	const CurrencyMovements *usd = &table.at[1];
	Buf sum = {.mem = mem};
	add_movement(&sum, &usd->sum, usd->currency);
	check_text("sum", buf_str(&sum),
		   " from 30.00 to 21.00 new 10.00 expansion 5.00 contraction 4.00 churn 20.00");
	assert_int_equal(usd->retention_base, 4000);
	assert_int_equal(usd->retention_net, 2100);
	assert_int_equal(usd->retention_gross, 1600);
	assert_int_equal(usd->nrr.ppm, 525000);
	assert_int_equal(usd->grr.ppm, 400000);
	const CurrencyMovements *eur = &table.at[0];
	assert_int_equal(eur->retention_base, 0);
	assert_true(eur->nrr.na == NA_NO_BASE && eur->grr.na == NA_NO_BASE);
}

static void retention_is_rounded_half_even_to_millionths(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *story;
		int64_t nrr;
		int64_t grr;
	} cases[] = {
		{"all stays", CHANGES("0.03", "0.03"), 1000000, 1000000},
		{"all goes", CHANGES("0.03", "0"), 0, 0},
		{"a third goes down", CHANGES("0.03", "0.01"), 333333, 333333},
		{"two thirds go up", CHANGES("0.03", "0.02"), 666667, 666667},
		{"two thirds below 0 go down", CHANGES("0.03", "-0.02"), -666667, -666667},
		{"a half goes to the even 0", CHANGES("20000", "0.01"), 0, 0},
		{"a half goes to the even 2", CHANGES("20000", "0.03"), 2, 2},
		{"and to 2 from above", CHANGES("20000", "0.05"), 2, 2},
		{"a half below 0 goes to 0", CHANGES("20000", "-0.01"), 0, 0},
		{"a half below 0 goes to -2", CHANGES("20000", "-0.03"), -2, -2},
		{"net may grow, gross may not", CHANGES("0.02", "0.05"), 2500000, 1000000},
		{"the most that can be", CHANGES("0.01", "92233720368.54"),
		 INT64_C(9223372036854000000), 1000000},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Deal deal = {1, "USD", "", cases[i].story, false};
		MovementTable table;
		Err err = {0};
		assert_true(movements_of(mem, contracts_of(mem, &deal, 1), 1, day("2024-01-01"),
					 day("2025-01-01"), &table, &err));
		const CurrencyMovements *usd = &table.at[0];
		if (usd->nrr.na != NA_NONE || usd->nrr.ppm != cases[i].nrr ||
		    usd->grr.na != NA_NONE || usd->grr.ppm != cases[i].grr)
			fail_msg("%s: %" PRId64 " and %" PRId64, cases[i].label, usd->nrr.ppm,
				 usd->grr.ppm);
	}
}

/* V(from) + new + reactivation + expansion − contraction − churn = V(to), in each row and in the sum. */
static void check_identity(uint64_t seed, const Movement *m)
{
	if (m->from + m->fresh + m->reactivation + m->expansion - m->contraction - m->churn !=
	    m->to)
		fail_msg("seed %d: the movement of account %d does not add up", (int)seed,
			 (int)m->account);
}

static void movements_add_up(void **state)
{
	(void)state;
	size_t accounts = 0;
	for (uint64_t seed = 1; seed <= 300; seed++) {
		Arena mem;
		arena_init(&mem);
		Random random = {seed};
		Deal deals[8];
		for (size_t i = 0; i < COUNT(deals); i++) {
			StoryKind kind = {.entries = 4, .spreads = i % 2 == 0};
			const char *story = random_story(&mem, &random, kind);
			const char *all =
				str_to_c(&mem,
					 str_format(&mem, "%s2019-01-01 recurring=yes", story));
			deals[i] = (Deal){random_in(&random, 1, 4), i % 3 == 0 ? "BHD" : "USD", "",
					  all, i == 7};
		}
		Date from = date_add(day("2019-06-01"), (int32_t)random_in(&random, 0, 900));
		Date to = date_add(from, (int32_t)random_in(&random, 1, 900));
		MovementTable table;
		Err err = {0};
		assert_true(movements_of(&mem, contracts_of(&mem, deals, COUNT(deals)),
					 COUNT(deals), from, to, &table, &err));
		for (size_t c = 0; c < table.len; c++) {
			Movement sum = {0};
			for (size_t a = 0; a < table.at[c].account_count; a++) {
				const Movement *m = &table.at[c].accounts[a];
				check_identity(seed, m);
				int kinds = (m->fresh != 0) + (m->reactivation != 0) +
					    (m->expansion != 0) + (m->contraction != 0) +
					    (m->churn != 0);
				assert_int_equal(kinds, m->from != m->to);
				sum.from += m->from;
				sum.to += m->to;
				accounts++;
			}
			check_identity(seed, &table.at[c].sum);
			assert_true(sum.from == table.at[c].sum.from &&
				    sum.to == table.at[c].sum.to);
		}
		arena_deinit(&mem);
	}
	assert_true(accounts > 500);
}

#define MOST "92233720368547758"
#define HALF "46116860184273879"

static void values_beyond_int64_are_refused(void **state)
{
	Arena *mem = *state;
	static const char one[] = "the annual value of an account is too large to be held";
	static const char all[] = "the annual value of all accounts is too large to be held";
	static const char ratio[] = "a retention is too large to be held";
	static const struct {
		const char *label;
		Deal deals[3];
		const char *says;
	} cases[] = {
		{"one account, before",
		 {{1, "USD", "", ALWAYS(MOST), false}, {1, "USD", "", ALWAYS(MOST), false}},
		 one},
		{"one account, below 0",
		 {{1, "USD", "", ALWAYS("-" MOST), false}, {1, "USD", "", ALWAYS("-" MOST), false}},
		 one},
		{"one account, after",
		 {{1, "USD", "", BEGINS(MOST), false}, {1, "USD", "", BEGINS(MOST), false}},
		 one},
		{"one account, long ago",
		 {{1, "USD", "",
		   "2023-01-01 " RUNS MOST
		   " ends_on=2023-06-01\n2024-02-01 annual_value=1 ends_on=2026-01-01",
		   false},
		  {1, "USD", "", "2023-01-01 " RUNS MOST " ends_on=2023-06-01", false}},
		 one},
		{"a movement",
		 {{1, "USD", "", CHANGES("-" MOST, MOST), false}},
		 "a movement is too large to be held"},
		{"all before",
		 {{1, "USD", "", ALWAYS(MOST), false}, {2, "USD", "", ALWAYS(MOST), false}},
		 all},
		{"all after",
		 {{1, "USD", "", BEGINS(MOST), false}, {2, "USD", "", BEGINS(MOST), false}},
		 all},
		{"all that is new",
		 {{1, "USD", "", BEGINS(MOST), false},
		  {2, "USD", "", BEGINS("-" MOST), false},
		  {3, "USD", "", BEGINS(MOST), false}},
		 all},
		{"all that comes back",
		 {{1, "USD", "", BACK(MOST), false},
		  {2, "USD", "", BEGINS("-" MOST), false},
		  {3, "USD", "", BACK(MOST), false}},
		 all},
		{"all expansion",
		 {{1, "USD", "", CHANGES("-" HALF, HALF), false},
		  {2, "USD", "", CHANGES(HALF, "-" HALF), false},
		  {3, "USD", "", CHANGES("-" HALF, HALF), false}},
		 all},
		{"all contraction",
		 {{1, "USD", "", CHANGES(HALF, "-" HALF), false},
		  {2, "USD", "", CHANGES("-" HALF, HALF), false},
		  {3, "USD", "", CHANGES(HALF, "-" HALF), false}},
		 all},
		{"all churn",
		 {{1, "USD", "", ENDS(MOST), false},
		  {2, "USD", "", ALWAYS("-" MOST), false},
		  {3, "USD", "", ENDS(MOST), false}},
		 all},
		{"what retention is over",
		 {{1, "USD", "", ALWAYS(MOST), false},
		  {2, "USD", "", ALWAYS("-" MOST), false},
		  {3, "USD", "", ALWAYS(MOST), false}},
		 all},
		{"what is retained",
		 {{1, "USD", "", CHANGES(HALF, MOST), false},
		  {2, "USD", "", ALWAYS("-" MOST), false},
		  {3, "USD", "", CHANGES(HALF, MOST), false}},
		 all},
		{"net retention",
		 {{1, "USD", "", CHANGES("0.01", "92233720368.55"), false}},
		 ratio},
		{"gross retention",
		 {{1, "USD", "", CHANGES("0.01", "-200000000000"), false},
		  {2, "USD", "", CHANGES("0.01", "200000000000"), false}},
		 ratio},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t count = 0;
		while (count < COUNT(cases[i].deals) && cases[i].deals[count].code)
			count++;
		MovementTable table = {.len = 7};
		Err err = {0};
		if (movements_of(mem, contracts_of(mem, cases[i].deals, count), count,
				 day("2024-01-01"), day("2025-01-01"), &table, &err))
			fail_msg("%s", cases[i].label);
		check_err(cases[i].label, &err, ERR_RANGE, cases[i].says);
		check_size("untouched", table.len, 7);
	}
}

/* From 2024-01-01 to 2025-01-01; "1>2 2024-03-01 2024-03-05": contract, successor (none: an extension), end, renewal. */
static void renewals_are_listed(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		Deal deals[2];
		const char *wanted;
	} cases[] = {
		{"a successor",
		 {{1, "USD", "A", "2023-01-01 recurring=yes ends_on=2024-03-01", false},
		  {1, "USD", "B", "2024-03-05 recurring=yes renews=A", false}},
		 "1>2 2024-03-01 2024-03-05"},
		{"a successor that begins before the end",
		 {{1, "USD", "A", "2023-01-01 recurring=yes ends_on=2024-03-01", false},
		  {1, "USD", "B", "2023-12-05 recurring=yes starts_on=2024-01-01 renews=A", false}},
		 "1>2 2024-03-01 2024-01-01"},
		{"90 days after is in time",
		 {{1, "USD", "A", "2023-01-01 recurring=yes ends_on=2024-03-01", false},
		  {1, "USD", "B", "2024-05-30 recurring=yes renews=A", false}},
		 "1>2 2024-03-01 2024-05-30"},
		{"91 days after is too late",
		 {{1, "USD", "A", "2023-01-01 recurring=yes ends_on=2024-03-01", false},
		  {1, "USD", "B", "2024-05-31 recurring=yes renews=A", false}},
		 ""},
		{"another key renews nothing",
		 {{1, "USD", "A", "2023-01-01 recurring=yes ends_on=2024-03-01", false},
		  {1, "USD", "B", "2024-03-05 recurring=yes renews=C", false}},
		 ""},
		{"before the period",
		 {{1, "USD", "A", "2023-01-01 recurring=yes ends_on=2023-12-01", false},
		  {1, "USD", "B", "2023-12-31 recurring=yes renews=A", false}},
		 ""},
		{"on the period's end",
		 {{1, "USD", "A", "2023-01-01 recurring=yes ends_on=2024-12-01", false},
		  {1, "USD", "B", "2025-01-01 recurring=yes renews=A", false}},
		 ""},
		{"what it renews has no entries",
		 {{1, "USD", "A", "", false},
		  {1, "USD", "B", "2024-03-05 recurring=yes renews=A", false}},
		 ""},
		{"spend renews nothing",
		 {{1, "USD", "A", "2023-01-01 recurring=yes ends_on=2024-03-01", true},
		  {1, "USD", "B", "2024-03-05 recurring=yes renews=A", true}},
		 ""},
		{"an extension",
		 {{1, "USD", "A",
		   "2023-01-01 recurring=yes ends_on=2024-03-01\n2024-02-15 ends_on=2025-03-01",
		   false}},
		 "1 2024-03-01 2024-02-15"},
		{"an extension to an open end",
		 {{1, "USD", "A",
		   "2023-01-01 recurring=yes ends_on=2024-03-01\n2024-02-15 ends_on=", false}},
		 "1 2024-03-01 2024-02-15"},
		{"two extensions",
		 {{1, "USD", "A",
		   "2023-01-01 recurring=yes ends_on=2024-03-01\n2024-02-15 ends_on=2024-05-01\n2024-05-05 ends_on=2025-03-01",
		   false}},
		 "1 2024-03-01 2024-02-15, 1 2024-05-01 2024-05-05"},
		{"91 days before the end is too early",
		 {{1, "USD", "A",
		   "2023-01-01 recurring=yes ends_on=2024-07-01\n2024-04-01 ends_on=2025-03-01",
		   false}},
		 ""},
		{"a shortening is none",
		 {{1, "USD", "A",
		   "2023-01-01 recurring=yes ends_on=2024-03-01\n2024-02-15 ends_on=2024-02-20",
		   false}},
		 ""},
		{"the same end is none",
		 {{1, "USD", "A",
		   "2023-01-01 recurring=yes ends_on=2024-03-01\n2024-02-15 manager=a", false}},
		 ""},
		{"an open end cannot be extended",
		 {{1, "USD", "A", "2023-01-01 recurring=yes\n2024-02-15 ends_on=2025-03-01",
		   false}},
		 ""},
		{"a contract that does not recur is not listed",
		 {{1, "USD", "A", "2023-01-01 ends_on=2024-03-01\n2024-02-15 ends_on=2025-03-01",
		   false},
		  {1, "USD", "B", "2024-03-05 renews=A", false}},
		 ""},
		{"an extension counts where it recurred before",
		 {{1, "USD", "A",
		   "2023-01-01 recurring=yes ends_on=2024-03-01\n2024-02-15 recurring=no ends_on=2025-03-01",
		   false}},
		 "1 2024-03-01 2024-02-15"},
		{"an extension before the period",
		 {{1, "USD", "A",
		   "2023-01-01 recurring=yes ends_on=2024-03-01\n2023-12-31 ends_on=2025-03-01",
		   false}},
		 ""},
		{"an extension on the period's end",
		 {{1, "USD", "A",
		   "2023-01-01 recurring=yes ends_on=2025-01-01\n2025-01-01 ends_on=2025-03-01",
		   false}},
		 ""},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t count = cases[i].deals[1].code ? 2 : 1;
		MovementTable table;
		Err err = {0};
		Buf buf = {.mem = mem};
		assert_true(movements_of(mem, contracts_of(mem, cases[i].deals, count), count,
					 day("2024-01-01"), day("2025-01-01"), &table, &err));
		for (size_t r = 0; r < table.renewal_count; r++) {
			const Renewal *renewal = &table.renewals[r];
			buf_add_format(&buf, "%s%d", r > 0 ? ", " : "", (int)renewal->contract);
			if (renewal->kind == RENEWAL_SUCCESSOR)
				buf_add_format(&buf, ">%d", (int)renewal->successor);
			buf_add_format(&buf, " %.*s %.*s",
				       STR_ARG(date_text(mem, renewal->ended_on)),
				       STR_ARG(date_text(mem, renewal->renewed_on)));
		}
		check_text(cases[i].label, buf_str(&buf), cases[i].wanted);
	}
}

static void no_contracts_make_no_movements(void **state)
{
	MovementTable table = {.len = 7};
	Err err = {0};
	assert_true(
		movements_of(*state, NULL, 0, day("2024-01-01"), day("2025-01-01"), &table, &err));
	check_size("currencies", table.len, 0);
}

static void lifetime_is_what_was_earned_and_what_remains(void **state)
{
	Arena *mem = *state;
	Told told = tell(
		mem, "USD",
		"2009-03-01 annual_value=100000 direct_labor=0.6 starts_on=2009-03-01 ends_on=2011-03-01\n"
		"2009-09-01 direct_labor=0.7\n2010-01-01 annual_value=130000");
	Lifetime lifetime;
	Err err = {0};
	Earning *earning = told_earning(mem, &told, convention_default());
	assert_true(lifetime_of(earning, day("2010-01-01"), &lifetime, &err));
	check_text("earned", figures_words(mem, told.currency, &lifetime.earned),
		   "83835.62 30191.78");
	check_text("remaining", figures_words(mem, told.currency, &lifetime.remaining),
		   "151013.70 45304.11");
	check_text("total", figures_words(mem, told.currency, &lifetime.total),
		   "234849.32 75495.89");
	static const char *const beyond[] = {
		"2024-01-01 annual_value=92233720368547758 direct_labor=0 ends_on=2025-01-01",
		"2023-01-01 annual_value=92233720368547758 direct_labor=0",
	};
	for (size_t i = 0; i < COUNT(beyond); i++) {
		told = tell(mem, "USD", beyond[i]);
		earning = told_earning(mem, &told, convention_default());
		assert_false(lifetime_of(earning, day("2100-01-01"), &lifetime, &err));
		check_err("too much", &err, ERR_RANGE,
			  "the sum of the contract's value is too large to be held");
	}
	check_text("untouched", figures_words(mem, told.currency, &lifetime.earned),
		   "83835.62 30191.78");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(values_on_two_days_decide_the_movement),
		ARENA_TEST(retention_is_over_accounts_with_value_before),
		ARENA_TEST(retention_is_rounded_half_even_to_millionths),
		cmocka_unit_test(movements_add_up),
		ARENA_TEST(values_beyond_int64_are_refused),
		ARENA_TEST(renewals_are_listed),
		ARENA_TEST(no_contracts_make_no_movements),
		ARENA_TEST(lifetime_is_what_was_earned_and_what_remains),
	};
	return RUN_TESTS(tests);
}
