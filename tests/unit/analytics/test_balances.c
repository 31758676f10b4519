#include "analytics/contracted.h"
#include "analytics/memo.h"
#include "analytics/money_fixture.h"

#include <stdio.h>

typedef struct Case {
	const char *label;
	const char *terms;
	const char *facts;
	const char *cut;
	const char *wanted;
} Case;

static void check_cases(Arena *mem, MeasureOfContract *measure, const Case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const ToldBook *told = tell_sale(mem, cases[i].terms, cases[i].facts);
		check_text(cases[i].label, balance_words(told, measure, cases[i].cut),
			   cases[i].wanted);
	}
}

#define YEAR_OF "starts_on=2026-01-01 ends_on=2027-01-01 "
#define RETAINER "2026-01-01 annual_value=36500 pricing=retainer " YEAR_OF
#define THREE_PARTS                                                                        \
	"deliverable id=D1 budget=40000 due=2026-01-31\nprogress on=2026-01-31 done=100\n" \
	"deliverable id=D2 budget=30000 due=2026-03-31\nprogress on=2026-03-31 done=50\n"  \
	"deliverable id=D3 budget=30000 due=2026-06-30\n"

static void delivered_value_follows_the_pricing(void **state)
{
	static const Case CASES[] = {
		{"hours are worth what they bill", "2026-01-01 pricing=time_and_materials " YEAR_OF,
		 "hours on=2026-01-05 h=8 bill=1200\nhours on=2026-01-06 h=2 bill=300 as=draft\n"
		 "hours on=2026-02-05 h=8 bill=1000",
		 "2026-01-31", "1200.00"},
		{"a ceiling does not cut time and materials",
		 "2026-01-01 total_value=1000 pricing=time_and_materials " YEAR_OF,
		 "hours on=2026-01-05 h=8 bill=1200", "2026-01-31", "1200.00"},
		{"hours without a rate make it not available",
		 "2026-01-01 pricing=time_and_materials " YEAR_OF,
		 "hours on=2026-01-05 h=8 bill=no_billing_rate\nhours on=2026-01-06 h=4.5 "
		 "bill=no_billing_rate entries=2",
		 "2026-01-31", "n/a no_billing_rate (12.5 h of 3 entries)"},
		{"a cap cuts what hours bill",
		 "2026-01-01 total_value=1000 pricing=capped " YEAR_OF,
		 "hours on=2026-01-05 h=8 bill=1200", "2026-01-31", "1000.00"},
		{"below the cap they count in full",
		 "2026-01-01 total_value=2000 pricing=capped " YEAR_OF,
		 "hours on=2026-01-05 h=8 bill=1200", "2026-01-31", "1200.00"},
		{"a cap that is not set cuts nothing", "2026-01-01 pricing=capped " YEAR_OF,
		 "hours on=2026-01-05 h=8 bill=1200", "2026-01-31", "1200.00"},
		{"a retainer whose basis has no value tells nothing",
		 "2026-01-01 annual_value=36500 value_basis=total pricing=retainer " YEAR_OF, "",
		 "2026-01-31", "n/a no_value"},
		{"a fixed price is delivered as the budget is earned",
		 "2026-01-01 total_value=250000 value_basis=total pricing=fixed " YEAR_OF,
		 THREE_PARTS, "2026-03-31", "137500.00"},
		{"a fixed price without deliverables tells nothing",
		 "2026-01-01 total_value=250000 value_basis=total pricing=fixed " YEAR_OF, "",
		 "2026-03-31", "n/a no_scope"},
		{"a fixed price whose deliverables have no budget",
		 "2026-01-01 total_value=250000 value_basis=total pricing=fixed " YEAR_OF,
		 "deliverable id=D1 due=2026-01-31", "2026-03-31", "n/a no_budget"},
		{"a fixed price that is not set", "2026-01-01 pricing=fixed " YEAR_OF, THREE_PARTS,
		 "2026-03-31", "n/a no_value"},
		{"a fixed price by the year without an end",
		 "2026-01-01 annual_value=1000 pricing=fixed starts_on=2026-01-01", THREE_PARTS,
		 "2026-03-31", "n/a no_end"},
		{"a fixed price after days that were paid by usage",
		 "2026-01-01 pricing=time_and_materials " YEAR_OF
		 "\n2026-02-01 annual_value=1000 pricing=fixed",
		 THREE_PARTS, "2026-03-31", "n/a by_usage"},
		{"prepaid hours are delivered as they are used",
		 "2026-01-01 total_value=60000 value_basis=total pricing=prepaid_hours "
		 "committed_hours=1200 committed_basis=term " YEAR_OF,
		 "hours on=2026-01-05 h=300\nhours on=2026-01-06 h=50 as=unbillable", "2026-01-31",
		 "15000.00"},
		{"more than all of them are worth no more",
		 "2026-01-01 total_value=60000 value_basis=total pricing=prepaid_hours "
		 "committed_hours=100 committed_basis=term " YEAR_OF,
		 "hours on=2026-01-05 h=101", "2026-01-31", "60000.00"},
		{"prepaid without hours that are committed",
		 "2026-01-01 total_value=60000 value_basis=total pricing=prepaid_hours " YEAR_OF,
		 "hours on=2026-01-05 h=101", "2026-01-31", "n/a no_commitment"},
		{"no hours committed is no base",
		 "2026-01-01 total_value=60000 value_basis=total pricing=prepaid_hours "
		 "committed_hours=0 " YEAR_OF,
		 "hours on=2026-01-05 h=101", "2026-01-31", "n/a no_commitment"},
		{"a retainer is delivered by the days", RETAINER, "", "2026-01-31", "3100.00"},
		{"before it starts nothing is", RETAINER, "", "2025-12-31", "0.00"},
		{"the pricing at the cut decides, before a change",
		 "2026-01-01 annual_value=36500 pricing=retainer " YEAR_OF
		 "\n2026-02-01 pricing=time_and_materials",
		 "hours on=2026-01-05 h=8 bill=1200", "2026-01-31", "3100.00"},
		{"the pricing at the cut decides, after it",
		 "2026-01-01 annual_value=36500 pricing=retainer " YEAR_OF
		 "\n2026-02-01 pricing=time_and_materials",
		 "hours on=2026-01-05 h=8 bill=1200", "2026-02-01", "1200.00"},
		{"without a pricing it is not known", "2026-01-01 annual_value=36500 " YEAR_OF, "",
		 "2026-01-31", "n/a no_pricing"},
		{"without terms nothing is", "", "", "2026-01-31", "n/a no_terms"},
	};
	check_cases(*state, measure_delivered_value, CASES, COUNT(CASES));
}

static void a_price_needs_terms(void **state)
{
	const ToldBook *told = tell_sale(*state, "", "");
	assert_int_equal(contract_price(&told->book).na, REASON_NO_TERMS);
	told = tell_sale(*state, RETAINER, "");
	assert_int_equal(contract_price(&told->book).minor, 3650000);
}

static void what_is_recognised_of_it_is_told_apart(void **state)
{
	static const Case AHEAD[] = {
		{"nothing is recognised", RETAINER, "", "2026-01-31", "3100.00"},
		{"part of it is", RETAINER,
		 "recognition id=R1 amount=3000 on=2026-01-31 from=2026-01-01 to=2026-02-01",
		 "2026-01-31", "100.00"},
		{"recognised after the cut", RETAINER,
		 "recognition id=R1 amount=3000 on=2026-02-01 from=2026-01-01 to=2026-02-01",
		 "2026-01-31", "3100.00"},
		{"recognised for days after the cut", RETAINER,
		 "recognition id=R1 amount=6200 on=2026-01-15 from=2026-01-01 to=2026-03-04",
		 "2026-01-31", "0.00"},
		{"more is recognised than delivered", RETAINER,
		 "recognition id=R1 amount=3500 on=2026-01-31 from=2026-01-01 to=2026-02-01",
		 "2026-01-31", "0.00"},
		{"recognised without an exchange rate", RETAINER,
		 "recognition id=R1 na=no_rate on=2026-01-31 from=2026-01-01 to=2026-02-01",
		 "2026-01-31", "n/a no_rate"},
		{"not known what is delivered", "2026-01-01 annual_value=36500 " YEAR_OF, "",
		 "2026-01-31", "n/a no_pricing"},
	};
	static const Case BEHIND[] = {
		{"nothing is recognised", RETAINER, "", "2026-01-31", "0.00"},
		{"more is recognised than delivered", RETAINER,
		 "recognition id=R1 amount=3500 on=2026-01-31 from=2026-01-01 to=2026-02-01",
		 "2026-01-31", "400.00"},
	};
	check_cases(*state, measure_delivered_unrecognized, AHEAD, COUNT(AHEAD));
	check_cases(*state, measure_recognized_undelivered, BEHIND, COUNT(BEHIND));
}

static void invoices_are_held_against_the_ledger(void **state)
{
	static const char FACTS[] =
		"recognition id=R1 amount=1000 on=2026-01-31 from=2026-01-01 to=2027-01-01\n"
		"invoice id=I1 on=2026-02-03 amount=1500\n"
		"invoice id=I2 on=2026-03-03 amount=-700";
	static const Case UNBILLED[] = {
		{"before anything", RETAINER, FACTS, "2026-01-30", "0.00"},
		{"recognised, not invoiced", RETAINER, FACTS, "2026-01-31", "1000.00"},
		{"invoiced ahead", RETAINER, FACTS, "2026-02-03", "0.00"},
		{"a credit note", RETAINER, FACTS, "2026-03-03", "200.00"},
		{"an invoice in a currency without a rate", RETAINER,
		 "invoice id=I1 on=2026-01-03 amount=no_rate", "2026-01-31", "n/a no_rate"},
	};
	static const Case DEFERRED[] = {
		{"recognised, not invoiced", RETAINER, FACTS, "2026-01-31", "0.00"},
		{"invoiced ahead", RETAINER, FACTS, "2026-02-03", "500.00"},
		{"a credit note", RETAINER, FACTS, "2026-03-03", "0.00"},
	};
	check_cases(*state, measure_unbilled, UNBILLED, COUNT(UNBILLED));
	check_cases(*state, measure_deferred, DEFERRED, COUNT(DEFERRED));
}

#define TWO_YEARS                                                              \
	"2026-01-01 annual_value=36500 pricing=retainer starts_on=2026-01-01 " \
	"ends_on=2028-01-01 "
#define JANUARY "recognition id=R1 amount=3100 on=2026-01-31 from=2026-01-01 to=2026-02-01"

static void contracted_value_ends_with_notice_or_term(void **state)
{
	static const Case CASES[] = {
		{"to the end", TWO_YEARS, "", "2026-01-31", "73000.00"},
		{"to the day of notice, exclusive", TWO_YEARS "notice_by=2026-07-01", "",
		 "2026-06-30", "18100.00"},
		{"once that day is there, to the end", TWO_YEARS "notice_by=2026-07-01", "",
		 "2026-07-01", "73000.00"},
		{"a rest that is earned after the end, but before notice",
		 "2026-01-01 total_value=310 value_basis=total pricing=fixed ends_on=2026-02-01 "
		 "notice_by=2026-12-01\n2026-04-15 total_value=400",
		 "", "2026-01-31", "400.00"},
		{"notice after the end", TWO_YEARS "notice_by=2029-07-01", "", "2026-01-31",
		 "73000.00"},
		{"before it starts it is contracted already", TWO_YEARS, "", "2025-01-31",
		 "73000.00"},
		{"without an end", "2026-01-01 annual_value=36500 pricing=retainer", "",
		 "2026-01-31", "n/a no_end"},
		{"without an end, but to notice",
		 "2026-01-01 annual_value=36500 pricing=retainer notice_by=2026-02-01", "",
		 "2026-01-31", "3100.00"},
		{"pricing is not needed", "2026-01-01 annual_value=36500 " YEAR_OF, "",
		 "2026-01-31", "36500.00"},
		{"nor a value that is earned after the end",
		 "2026-01-01 total_value=1000 value_basis=total starts_on=2026-01-01 "
		 "ends_on=2026-02-01\n2026-03-01 total_value=1500",
		 "", "2026-01-31", "1500.00"},
		{"no days", "2026-01-01 annual_value=1000 starts_on=2026-01-01 ends_on=2026-01-01",
		 "", "2026-01-31", "0.00"},
		{"no value", "2026-01-01 pricing=retainer " YEAR_OF, "", "2026-01-31",
		 "n/a no_value"},
		{"no terms", "", "", "2026-01-31", "n/a no_terms"},
		{"a cap", "2026-01-01 total_value=5000 pricing=capped " YEAR_OF, "", "2026-01-31",
		 "5000.00"},
		{"a ceiling of time and materials",
		 "2026-01-01 total_value=5000 pricing=time_and_materials " YEAR_OF, "",
		 "2026-01-31", "5000.00"},
		{"uncapped, though estimated",
		 "2026-01-01 annual_value=5000 pricing=time_and_materials " YEAR_OF, "",
		 "2026-01-31", "n/a by_usage"},
		{"fixed since days of usage",
		 "2026-01-01 pricing=time_and_materials " YEAR_OF
		 "\n2026-02-01 annual_value=100 pricing=fixed",
		 "", "2026-02-28", "n/a by_usage"},
		{"an end that was taken back with the value",
		 "2026-01-01 total_value=1000 value_basis=total starts_on=2026-01-01 "
		 "ends_on=2026-02-01\n2026-03-01 total_value= ends_on=",
		 "", "2026-01-31", "1000.00"},
	};
	check_cases(*state, measure_contracted_value, CASES, COUNT(CASES));
}

static void remaining_value_is_what_is_not_recognised(void **state)
{
	static const Case REMAINING[] = {
		{"some is recognised", TWO_YEARS, JANUARY, "2026-01-31", "69900.00"},
		{"more than all is", TWO_YEARS, "recognition id=R1 amount=80000 on=2026-01-31",
		 "2026-01-31", "0.00"},
		{"uncapped", "2026-01-01 pricing=time_and_materials " YEAR_OF, JANUARY,
		 "2026-01-31", "n/a by_usage"},
	};
	static const Case OVER[] = {
		{"some is recognised", TWO_YEARS, JANUARY, "2026-01-31", "0.00"},
		{"more than all is", TWO_YEARS, "recognition id=R1 amount=80000 on=2026-01-31",
		 "2026-01-31", "7000.00"},
	};
	static const Case LATER[] = {
		{"days after 12 months", TWO_YEARS, JANUARY, "2026-01-31", "33400.00"},
		{"pricing is not needed",
		 "2026-01-01 annual_value=36500 starts_on=2026-01-01 ends_on=2028-01-01", JANUARY,
		 "2026-01-31", "33400.00"},
		{"no terms", "", "", "2026-01-31", "n/a no_terms"},
		{"none are", TWO_YEARS, JANUARY, "2026-12-31", "0.00"},
		{"no more than what remains", TWO_YEARS,
		 "recognition id=R1 amount=70000 on=2026-01-31", "2026-01-31", "3000.00"},
		{"nothing remains", TWO_YEARS, "recognition id=R1 amount=80000 on=2026-01-31",
		 "2026-01-31", "0.00"},
		{"notice is before", TWO_YEARS "notice_by=2026-07-01", JANUARY, "2026-01-31",
		 "0.00"},
		{"a cap belongs to no days",
		 "2026-01-01 total_value=5000 pricing=capped starts_on=2026-01-01 "
		 "ends_on=2028-01-01",
		 "", "2026-01-31", "n/a by_usage"},
		{"save where the term ends within 12 months",
		 "2026-01-01 total_value=5000 pricing=capped " YEAR_OF, "", "2026-01-31", "0.00"},
		{"uncapped", "2026-01-01 pricing=capped " YEAR_OF, "", "2026-01-31",
		 "n/a by_usage"},
		{"recognised without an exchange rate", TWO_YEARS,
		 "recognition id=R1 na=no_rate on=2026-01-31", "2026-01-31", "n/a no_rate"},
		{"without an end", "2026-01-01 annual_value=36500 pricing=retainer", "",
		 "2026-01-31", "n/a no_end"},
	};
	check_cases(*state, measure_remaining_value, REMAINING, COUNT(REMAINING));
	check_cases(*state, measure_over_recognized, OVER, COUNT(OVER));
	check_cases(*state, measure_remaining_later, LATER, COUNT(LATER));
}

static MeasureOfContract *const BALANCES[] = {
	measure_delivered_value,
	measure_delivered_unrecognized,
	measure_recognized_undelivered,
	measure_unbilled,
	measure_deferred,
	measure_contracted_value,
	measure_remaining_value,
	measure_remaining_later,
	measure_over_recognized,
};

static void vendors_have_none(void **state)
{
	ToldBook *told = tell_sale(*state, TWO_YEARS, JANUARY);
	told->book.kind = CONTRACT_VENDOR;
	for (size_t i = 0; i < COUNT(BALANCES); i++) {
		char label[20];
		(void)snprintf(label, sizeof label, "balance %zu", i);
		check_text(label, balance_words(told, BALANCES[i], "2026-01-31"), "n/a vendor");
	}
}

static const struct {
	const char *label;
	MeasureOfContract *measure;
	const char *terms;
	const char *facts;
	const char *wanted;
} ROWS[] = {
	{"entries tell hours and rate", measure_delivered_value,
	 "2026-01-01 pricing=time_and_materials",
	 "hours on=2026-01-05 h=0.3333 bill=50 bill_rate=150\nhours on=2026-01-06 h=2 bill=310\n"
	 "hours on=2026-01-07 h=3 bill=300 entries=2",
	 " | 2026-01-05 | 50.00 | 0.3331 h × 150.00\n"
	 " | 2026-01-06 | 310.00 | \n"
	 "Hours | 2026-01-07 | 300.00 | 3 h of 2 entries"},
	{"what is over the cap has a row", measure_delivered_value,
	 "2026-01-01 total_value=1000 pricing=capped", "hours on=2026-01-05 h=8 bill=1200",
	 " | 2026-01-05 | 1200.00 | \n"
	 "over the cap of 1,000.00 | 2026-01-31 | -200.00 | "},
	{"earned value", measure_delivered_value,
	 "2026-01-01 total_value=250000 value_basis=total pricing=fixed " YEAR_OF, THREE_PARTS,
	 "Earned value of the budget | 2026-01-31 | 100000.00 | "
	 "40,000.00 ÷ 100,000.00 × 250,000.00"},
	{"burn", measure_delivered_value,
	 "2026-01-01 total_value=60000 value_basis=total pricing=prepaid_hours "
	 "committed_hours=1200 committed_basis=term " YEAR_OF,
	 "hours on=2026-01-05 h=300",
	 "Hours used of those committed | 2026-01-31 | 15000.00 | 300 h ÷ 1,200 h × 60,000.00"},
	{"all is burnt", measure_delivered_value,
	 "2026-01-01 total_value=60000 value_basis=total pricing=prepaid_hours "
	 "committed_hours=100 committed_basis=term " YEAR_OF,
	 "hours on=2026-01-05 h=300",
	 "All committed hours are used | 2026-01-31 | 60000.00 | 300 h ÷ 100 h × 60,000.00"},
	{"both sides of a difference", measure_unbilled, RETAINER,
	 "recognition id=R1 amount=1000 on=2026-01-05\ninvoice id=I1 on=2026-01-09 amount=300",
	 "Recognised | 2026-01-05 | 1000.00 | \nInvoiced | 2026-01-09 | -300.00 | "},
	{"why there is no difference", measure_deferred, RETAINER,
	 "recognition id=R1 amount=1000 on=2026-01-05\ninvoice id=I1 on=2026-01-09 amount=300",
	 " | 2026-01-31 | 0.00 | Invoiced 300.00, Recognised 1,000.00"},
	{"what was recognised ahead", measure_remaining_later, TWO_YEARS,
	 "recognition id=R1 amount=70000 on=2026-01-05",
	 "terms from 1 Jan 2026 | 2027-02-01 2027-02-01..2028-01-01 | 33400.00 | "
	 "36,500.00 a year, 334 days\n"
	 "Recognised ahead | 2026-01-31 | -30400.00 | "},
	{"a cap", measure_contracted_value, "2026-01-01 total_value=5000 pricing=capped", "",
	 "Cap | 2026-01-31 | 5000.00 | "},
};

static void rows_tell_the_parts(void **state)
{
	for (size_t i = 0; i < COUNT(ROWS); i++) {
		const ToldBook *told = tell_sale(*state, ROWS[i].terms, ROWS[i].facts);
		Tally tally =
			measure_rows(told, ROWS[i].measure, days_named("2026-01-01..2026-02-01"),
				     day("2026-01-31"), NULL);
		check_text(ROWS[i].label, rows_words(*state, &tally), ROWS[i].wanted);
	}
}

/* What happens after the period, though before the as-of day, changes no balance of its end. */
static void balances_stand_at_the_end_of_the_period(void **state)
{
	static const struct {
		const char *terms;
		const char *facts;
	} BOOKS[] = {
		{TWO_YEARS, "recognition id=R1 amount=70000 on=2026-01-31"},
		{TWO_YEARS, JANUARY},
		{TWO_YEARS "notice_by=2026-02-15\n2026-02-10 pricing=time_and_materials", JANUARY},
		{"2026-01-01 total_value=1000 pricing=capped " YEAR_OF
		 "\n2026-02-10 total_value=800",
		 "hours on=2026-01-05 h=8 bill=1200\nhours on=2026-02-05 h=80 bill=9000\n"
		 "recognition id=R1 amount=300 on=2026-01-31\n"
		 "recognition id=R2 amount=9900 on=2026-02-02"},
		{"2026-01-01 pricing=time_and_materials total_value=5000 starts_on=2026-01-01 "
		 "ends_on=2027-02-01",
		 "hours on=2026-01-05 h=8 bill=1200\nhours on=2026-02-05 h=80 bill=9000\n"
		 "invoice on=2026-01-05 amount=100\ninvoice on=2026-02-05 amount=900"},
		{"2026-01-01 total_value=60000 value_basis=total pricing=prepaid_hours "
		 "committed_hours=1200 committed_basis=term " YEAR_OF,
		 "hours on=2026-01-05 h=300\nhours on=2026-02-06 h=50\n"
		 "recognition id=R1 amount=60000 on=2026-02-02 from=2026-01-01 to=2027-01-01"},
		{"2026-01-01 total_value=250000 value_basis=total pricing=fixed " YEAR_OF,
		 THREE_PARTS "recognition id=R1 amount=60000 on=2026-01-31\n"
			     "invoice on=2026-02-05 amount=90000"},
	};
	Period january = days_named("2026-01-01..2026-02-01");
	for (size_t i = 0; i < COUNT(BOOKS); i++) {
		const ToldBook *told = tell_sale(*state, BOOKS[i].terms, BOOKS[i].facts);
		for (size_t m = 0; m < COUNT(BALANCES); m++) {
			Tally then =
				measure_rows(told, BALANCES[m], january, day("2026-01-31"), NULL);
			Tally later =
				measure_rows(told, BALANCES[m], january, day("2026-12-31"), NULL);
			assert_int_equal(then.na, later.na);
			check_text(str_to_c(*state,
					    str_format(*state, "book %zu, balance %zu", i, m)),
				   rows_words(*state, &later),
				   str_to_c(*state, rows_words(*state, &then)));
		}
	}
}

/* 1 USD is 0.333333333 EUR on the as-of day: rows on their own would round apart. */
static void a_balance_converts_as_a_whole(void **state)
{
	static const char FACTS[] =
		"recognition id=R1 amount=0.01 on=2026-01-05\n"
		"recognition id=R2 amount=0.01 on=2026-01-05\n"
		"recognition id=R3 amount=0.01 on=2026-01-05\n"
		"rate on=2026-01-31 rate=0.333333333";
	ToldBook *told = tell_sale(*state, RETAINER, FACTS);
	const Converter convert = {.firm = &told->firm,
				   .book = &told->book,
				   .kind = RATE_AS_OF,
				   .as_of = day("2026-01-31")};
	Tally unbilled = measure_rows(told, measure_unbilled, days_named("2026-01-01..2026-02-01"),
				      day("2026-01-31"), &convert);
	check_text("three cents", rows_words(*state, &unbilled),
		   " | 2026-01-31 | 0.01 | Recognised 0.03, Invoiced 0.00");
	Tally delivered =
		measure_rows(told, measure_delivered_value, days_named("2026-01-01..2026-02-01"),
			     day("2026-01-31"), &convert);
	check_text("delivered", rows_words(*state, &delivered),
		   "Delivered | 2026-01-31 | 1033.33 | ");
	for (size_t i = 0; i < COUNT(BALANCES); i++) {
		Tally whole = measure_rows(told, BALANCES[i], days_named("2026-01-01..2026-02-01"),
					   day("2026-01-31"), &convert);
		assert_int_equal(whole.na, REASON_NONE);
		assert_int_equal(whole.rows.len, 1);
	}
}

static Str remembered(const ToldBook *told, MeasureOfContract *measure, const char *cut, Memo *memo)
{
	Period days = {day("1990-01-01"), date_add(day(cut), 1)};
	Question question = question_of(told->mem, &told->firm, days, day(cut));
	Tally tally = {.mem = told->mem, .currency = told->book.currency};
	question.memo = memo;
	measure(&question, &told->book, &tally);
	if (tally.na != REASON_NONE)
		return str_format(told->mem, "n/a %s %.*s", reason_name(tally.na),
				  STR_ARG(tally.na_detail));
	return decimal_text(told->mem, (int64_t)tally.sum, 2);
}

static void delivered_value_is_worked_out_once(void **state)
{
	Memo memo = {0};
	ToldBook *told = tell_sale(*state, "2026-01-01 pricing=time_and_materials " YEAR_OF,
				   "hours on=2026-01-05 h=8 bill=1200");
	check_text("first", remembered(told, measure_delivered_value, "2026-01-31", &memo),
		   "1200.00");
	told->book.work_count = 0;
	check_text("again", remembered(told, measure_delivered_unrecognized, "2026-01-31", &memo),
		   "1200.00");
	Memo other = {0};
	told = tell_sale(*state, "2026-01-01 pricing=time_and_materials " YEAR_OF,
			 "hours on=2026-01-05 h=8 bill=no_billing_rate");
	for (int i = 0; i < 2; i++)
		check_text("the reason too",
			   remembered(told, measure_delivered_value, "2026-01-31", &other),
			   "n/a no_billing_rate 8 h of 1 entry");
}

/* 46,000,000,000,000,000.00 is half of what an amount holds. */
static void sums_beyond_what_can_be_held_are_told(void **state)
{
	static const struct {
		const char *label;
		MeasureOfContract *measure;
		const char *terms;
		const char *facts;
	} CASES[] = {
		{"hours", measure_delivered_value, "2026-01-01 pricing=time_and_materials",
		 "hours on=2026-01-05 h=8 bill=50000000000000000\n"
		 "hours on=2026-01-05 h=8 bill=50000000000000000"},
		{"one side", measure_unbilled, "2026-01-01 pricing=time_and_materials",
		 "recognition id=R1 amount=50000000000000000 on=2026-01-05\n"
		 "recognition id=R2 amount=50000000000000000 on=2026-01-05"},
		{"the difference", measure_unbilled, "2026-01-01 pricing=time_and_materials",
		 "recognition id=R1 amount=50000000000000000 on=2026-01-05\n"
		 "invoice id=I1 on=2026-01-09 amount=-50000000000000000"},
		{"what is over a cap", measure_delivered_value,
		 "2026-01-01 total_value=0 pricing=capped",
		 "hours on=2026-01-05 h=8 bill=50000000000000000\n"
		 "hours on=2026-01-05 h=8 bill=50000000000000000"},
		{"a fixed price", measure_delivered_value,
		 "2026-01-01 annual_value=90000000000000000 pricing=fixed starts_on=2026-01-01 "
		 "ends_on=2029-01-01",
		 THREE_PARTS},
		{"more was earned than budgeted", measure_delivered_value,
		 "2026-01-01 annual_value=90000000000000000 pricing=fixed " YEAR_OF,
		 "deliverable id=D1 budget=100 due=2026-01-01\nprogress on=2026-01-01 done=100\n"
		 "deliverable id=D2 budget=-99 due=2026-01-01"},
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		ToldBook *told = tell_sale(*state, CASES[i].terms, CASES[i].facts);
		Question question =
			question_of(*state, &told->firm, days_named("2026-01-01..2026-02-01"),
				    day("2026-01-31"));
		Tally tally = {.mem = *state, .currency = told->book.currency};
		CASES[i].measure(&question, &told->book, &tally);
		if (tally.na != REASON_OUT_OF_RANGE)
			fail_msg("%s: n/a '%s'", CASES[i].label, reason_name(tally.na));
	}
}

static int64_t sum_at(const ToldBook *told, MeasureOfContract *measure, Date cut)
{
	return measure_sum(told, measure, (Period){day("1990-01-01"), date_add(cut, 1)}, cut);
}

static const char *random_sale(Arena *mem, Random *random)
{
	Buf facts = {.mem = mem};
	Date on = day("2026-01-01");
	for (int i = 0; i < 12; i++) {
		on = date_add(on, (int32_t)random_in(random, 0, 40));
		Str date = date_text(mem, on);
		int amount = (int)random_in(random, -2000, 9000);
		buf_add_format(&facts, "invoice on=%.*s amount=%d\n", STR_ARG(date), amount);
		buf_add_format(&facts, "hours on=%.*s h=%d bill=%d\n", STR_ARG(date),
			       (int)random_in(random, 0, 9), (int)random_in(random, 0, 900));
		amount = (int)random_in(random, -3000, 9000);
		buf_add_format(&facts, "recognition id=R%d amount=%d on=%.*s from=%.*s to=%.*s\n",
			       i, amount, STR_ARG(date), STR_ARG(date),
			       STR_ARG(date_text(mem,
						 date_add(on, (int32_t)random_in(random, 1, 60)))));
	}
	return str_to_c(mem, buf_str(&facts));
}

/* What is more on one side is not more on the other, and what remains is in time or later. */
static void sides_of_a_balance_exclude_each_other(void **state)
{
	static const char *const PRICINGS[] = {"retainer", "time_and_materials", "capped"};
	Random random = {0xB41A2CE5};
	print_message("# seed %llx\n", (unsigned long long)random.state);
	for (int round = 0; round < 200; round++) {
		const char *terms =
			str_to_c(*state,
				 str_format(*state,
					    "2026-01-01 annual_value=%d total_value=%d pricing=%s "
					    "starts_on=2026-01-01 ends_on=2027-07-01",
					    (int)random_in(&random, 0, 60000),
					    (int)random_in(&random, 0, 60000),
					    PRICINGS[random_in(&random, 0, 2)]));
		const ToldBook *told = tell_sale(*state, terms, random_sale(*state, &random));
		Date cut = date_add(day("2026-01-01"), (int32_t)random_in(&random, 190, 500));
		int64_t delivered = sum_at(told, measure_delivered_value, cut);
		int64_t unrecognized = sum_at(told, measure_delivered_unrecognized, cut);
		int64_t undelivered = sum_at(told, measure_recognized_undelivered, cut);
		int64_t recognized = measure_sum(told, measure_recognized,
						 (Period){DATE_MIN, date_add(cut, 1)}, cut);
		int64_t ledger = measure_sum(told, measure_recognized_in_ledger,
					     (Period){DATE_MIN, date_add(cut, 1)}, cut);
		assert_int_equal(unrecognized - undelivered, delivered - recognized);
		assert_true(unrecognized == 0 || undelivered == 0);
		assert_int_equal(sum_at(told, measure_unbilled, cut) -
					 sum_at(told, measure_deferred, cut),
				 ledger - sum_at(told, measure_invoiced_to_date, cut));
		int64_t remaining = sum_at(told, measure_remaining_value, cut);
		int64_t over = sum_at(told, measure_over_recognized, cut);
		int64_t later = sum_at(told, measure_remaining_later, cut);
		assert_int_equal(remaining - over,
				 sum_at(told, measure_contracted_value, cut) - ledger);
		assert_true(remaining >= 0 && over >= 0 && (remaining == 0 || over == 0));
		assert_true(later >= 0 && later <= remaining);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(delivered_value_follows_the_pricing),
		ARENA_TEST(a_price_needs_terms),
		ARENA_TEST(what_is_recognised_of_it_is_told_apart),
		ARENA_TEST(invoices_are_held_against_the_ledger),
		ARENA_TEST(contracted_value_ends_with_notice_or_term),
		ARENA_TEST(remaining_value_is_what_is_not_recognised),
		ARENA_TEST(vendors_have_none),
		ARENA_TEST(rows_tell_the_parts),
		ARENA_TEST(balances_stand_at_the_end_of_the_period),
		ARENA_TEST(a_balance_converts_as_a_whole),
		ARENA_TEST(delivered_value_is_worked_out_once),
		ARENA_TEST(sums_beyond_what_can_be_held_are_told),
		ARENA_TEST(sides_of_a_balance_exclude_each_other),
	};
	return RUN_TESTS(tests);
}
