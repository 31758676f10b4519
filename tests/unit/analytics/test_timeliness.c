#include "analytics/due_fixture.h"

#include <inttypes.h>

/* 100,000 a month, 12 months. */
#define RETAINER \
	"2026-01-01 pricing=retainer annual_value=1200000 day_count=30/360 ends_on=2027-01-01"
#define JANUARY "2026-01-01 2026-02-01"

#define HUGE "92233720368547758.07" /* 2^63 − 1 */

typedef struct Case {
	const char *label;
	const char *terms;
	const char *facts;
	const char *from, *to, *as_of;
	const char *wanted;
} Case;

static void check_cases(Arena *mem, const Case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const Case *c = &cases[i];
		Desk *desk = due_desk(mem, "USD", c->terms, c->facts);
		Question question = due_question(mem, desk, c->from, c->to, c->as_of);
		check_text(c->label, due_figures(mem, desk, &question), c->wanted);
	}
}

static void the_pinned_retainer(void **state)
{
	Arena *mem = *state;
	Desk *desk = due_desk(mem, "USD", RETAINER,
			      "rec 2026-02-05 60000 " JANUARY
			      "\n"
			      "rec 2026-03-02 25000 " JANUARY);
	Question question = due_question(mem, desk, "2026-01-01", "2026-02-01", "2026-03-31");
	const DueItems *due = due_items_of(&question, &desk->book);
	check_size("items", due->item_count, 1);
	check_text("due on", date_text(mem, due->items[0].due_on), "2026-02-06");
	check_text("figures", due_figures(mem, desk, &question),
		   "due 100000.00 on_time 60000.00 late 25000.00 open 15000.00");
	/* 60,000 · 5 + 25,000 · 30 + 15,000 · 59 */
	check_text("amounts × days", due_measure(mem, desk, &question, measure_lag_days),
		   "1935000.00");
}

static void terms_say_what_is_due(void **state)
{
	static const Case cases[] = {
		{"nothing is due before its due day", RETAINER, "rec 2026-02-02 100000 " JANUARY,
		 "2026-01-01", "2026-02-01", "2026-02-05", ""},
		{"on its due day it is", RETAINER, "rec 2026-02-06 100000 " JANUARY, "2026-01-01",
		 "2026-02-01", "2026-02-06", "due 100000.00 on_time 100000.00"},
		{"the day after is late", RETAINER, "rec 2026-02-07 100000 " JANUARY, "2026-01-01",
		 "2026-02-01", "2026-02-07", "due 100000.00 late 100000.00"},
		{"a recognition behind the as-of day is not seen", RETAINER,
		 "rec 2026-02-10 100000 " JANUARY, "2026-01-01", "2026-02-01", "2026-02-09",
		 "due 100000.00 open 100000.00"},
		{"no days of grace: due on the last service day", RETAINER " recognition_days=0",
		 "rec 2026-02-01 100000 " JANUARY, "2026-01-01", "2026-02-01", "2026-02-01",
		 "due 100000.00 late 100000.00"},
		{"days below zero count as none", RETAINER " recognition_days=-3",
		 "rec 2026-01-31 100000 " JANUARY, "2026-01-01", "2026-02-01", "2026-02-01",
		 "due 100000.00 on_time 100000.00"},
		{"a holiday of the contract's calendar moves the due day to Monday",
		 RETAINER " calendar=busy", "rec 2026-02-09 100000 " JANUARY, "2026-01-01",
		 "2026-02-01", "2026-02-09", "due 100000.00 on_time 100000.00"},
		{"days of grace and calendar are those of the last service day",
		 RETAINER "\n2026-01-31 recognition_days=1\n2026-02-01 recognition_days=9",
		 "rec 2026-02-03 100000 " JANUARY, "2026-01-01", "2026-02-01", "2026-02-10",
		 "due 100000.00 late 100000.00"},
		{"a term that ends in the month ends the service",
		 "2026-01-01 pricing=retainer value_basis=total total_value=500 ends_on=2026-01-11",
		 "rec 2026-01-16 500 " JANUARY, "2026-01-01", "2026-02-01", "2026-01-16",
		 "due 500.00 on_time 500.00"},
		{"a month belongs to the period that holds its last service day", RETAINER, "",
		 "2026-01-15", "2026-03-01", "2026-12-31", "due 200000.00 open 200000.00"},
		{"a part of a month without its last day has none", RETAINER, "", "2026-01-01",
		 "2026-01-31", "2026-12-31", ""},
		{"what is recognised before the last business day is early, and on time", RETAINER,
		 "rec 2026-01-29 40000 " JANUARY "\nrec 2026-01-30 60000 " JANUARY, "2026-01-01",
		 "2026-02-01", "2026-03-31", "due 100000.00 on_time 100000.00 early 40000.00"},
		{"what goes beyond the amount is over", RETAINER,
		 "rec 2026-02-02 70000 " JANUARY "\nrec 2026-02-03 70000 " JANUARY, "2026-01-01",
		 "2026-02-01", "2026-03-31", "due 100000.00 on_time 100000.00 over 40000.00"},
		{"a fixed price without price shares is due by terms",
		 "2026-01-01 pricing=fixed value_basis=total total_value=590 ends_on=2026-03-01",
		 "milestone D1 - 2026-01-10\nrec 2026-03-02 280 2026-02-01 2026-03-01 =D1",
		 "2026-01-01", "2026-03-01", "2026-12-31", "due 590.00 on_time 280.00 open 310.00"},
		{"without an end a rest cannot be told",
		 "2026-01-01 pricing=fixed value_basis=total total_value=590", "", "2026-01-01",
		 "2026-02-01", "2026-12-31",
		 "due n/a no_end on_time n/a no_end late n/a no_end open n/a no_end early n/a "
		 "no_end over n/a no_end"},
		{"a rest that is earned after the end is due in that month",
		 "2026-01-01 pricing=fixed value_basis=total total_value=310 ends_on=2026-02-01\n"
		 "2026-04-15 total_value=400",
		 "", "2026-04-01", "2026-05-01", "2026-12-31", "due 90.00 open 90.00"},
		{"usage before a change of pricing within the month cannot be told by terms",
		 "2026-01-01 pricing=time_and_materials ends_on=2027-01-01\n"
		 "2026-01-15 pricing=retainer annual_value=100",
		 "", "2026-01-01", "2026-02-01", "2026-12-31",
		 "due n/a by_usage on_time n/a by_usage late n/a by_usage open n/a by_usage early "
		 "n/a by_usage over n/a by_usage"},
		{"a month of value below zero is due below zero, and settled by such an amount",
		 "2026-01-01 pricing=retainer annual_value=-1200 day_count=30/360 "
		 "ends_on=2027-01-01",
		 "rec 2026-02-05 -70 " JANUARY "\nrec 2026-03-05 -50 " JANUARY, "2026-01-01",
		 "2026-02-01", "2026-12-31", "due -100.00 on_time -70.00 late -30.00 over -20.00"},
	};
	check_cases(*state, cases, COUNT(cases));
}

static void recognitions_settle_what_they_name(void **state)
{
	static const Case cases[] = {
		{"service over two months is split by days", RETAINER,
		 "rec 2026-02-05 59000 2026-01-01 2026-03-01", "2026-01-01", "2026-02-01",
		 "2026-12-31", "due 100000.00 on_time 31000.00 open 69000.00"},
		{"and its second part settles the second month early", RETAINER,
		 "rec 2026-02-05 59000 2026-01-01 2026-03-01", "2026-02-01", "2026-03-01",
		 "2026-12-31", "due 100000.00 on_time 28000.00 open 72000.00 early 28000.00"},
		{"without a service period the oldest open amounts are settled first", RETAINER,
		 "rec 2026-02-05 60000 " JANUARY "\nrec 2026-03-05 110000", "2026-01-01",
		 "2026-02-01", "2026-12-31", "due 100000.00 on_time 60000.00 late 40000.00"},
		{"and the rest goes to the next", RETAINER,
		 "rec 2026-02-05 60000 " JANUARY "\nrec 2026-03-05 110000", "2026-02-01",
		 "2026-03-01", "2026-12-31", "due 100000.00 on_time 70000.00 open 30000.00"},
		{"what names its month comes before what names none, whatever their days", RETAINER,
		 "rec 2026-02-02 100000\nrec 2026-02-06 100000 " JANUARY, "2026-01-01",
		 "2026-03-01", "2026-03-31", "due 200000.00 on_time 200000.00 early 100000.00"},
		{"what is left when all is settled is over, on its day", RETAINER,
		 "rec 2026-01-20 250000", "2026-01-01", "2026-02-01", "2026-02-10",
		 "due 100000.00 on_time 100000.00 early 100000.00 over 50000.00"},
		{"and not over in another month", RETAINER, "rec 2026-01-20 250000", "2026-02-01",
		 "2026-03-01", "2026-02-10", ""},
		{"service outside the term names no month", RETAINER,
		 "rec 2026-02-04 100000 2027-05-01 2027-06-01", "2026-01-01", "2026-02-01",
		 "2026-03-01", "due 100000.00 on_time 100000.00"},
		{"service of a month ahead settles that month", RETAINER,
		 "rec 2026-02-04 100000 2026-05-01 2026-06-01\nrec 2026-02-05 1", "2026-01-01",
		 "2026-02-01", "2026-03-01", "due 100000.00 on_time 1.00 open 99999.00"},
		{"an amount below zero takes back what was settled last", RETAINER,
		 "rec 2026-02-05 60000 " JANUARY "\nrec 2026-02-10 30000 " JANUARY
		 "\nrec 2026-02-12 -40000 " JANUARY,
		 "2026-01-01", "2026-02-01", "2026-03-31",
		 "due 100000.00 on_time 50000.00 open 50000.00"},
		{"first what was over", RETAINER,
		 "rec 2026-02-05 130000 " JANUARY "\nrec 2026-02-12 -40000 " JANUARY, "2026-01-01",
		 "2026-02-01", "2026-03-31", "due 100000.00 on_time 90000.00 open 10000.00"},
		{"what came below zero first is set off by what follows", RETAINER,
		 "rec 2026-02-05 -30000 " JANUARY "\nrec 2026-02-06 50000 " JANUARY, "2026-01-01",
		 "2026-02-01", "2026-03-31", "due 100000.00 on_time 20000.00 open 80000.00"},
		{"nothing recognised but an amount below zero: over by less than nothing", RETAINER,
		 "rec 2026-02-05 -30000 " JANUARY, "2026-01-01", "2026-02-01", "2026-03-31",
		 "due 100000.00 open 100000.00 over -30000.00"},
		{"of what names no month, too", RETAINER,
		 "rec 2026-01-20 -30000\nrec 2026-01-21 50000", "2026-01-01", "2026-02-01",
		 "2026-02-10", "due 100000.00 on_time 20000.00 open 80000.00 early 20000.00"},
		{"an expected one of no days neither settles nor lasts", RETAINER,
		 "rec 2026-02-05 1\nrec - 7", "2026-01-01", "2026-02-01", "2026-03-31",
		 "due 100000.00 on_time 1.00 open 99999.00"},
		{"where terms are worth nothing all is over",
		 "2026-01-01 pricing=retainer ends_on=2027-01-01", "rec 2026-02-05 1", "2026-02-01",
		 "2026-03-01", "2026-03-31", "over 1.00"},
		{"one that could not be priced makes its month n/a", RETAINER,
		 "rec 2026-02-05 ? " JANUARY "\nrec 2026-02-06 ? " JANUARY, "2026-01-01",
		 "2026-02-01", "2026-03-31",
		 "due 100000.00 on_time n/a no_rate late n/a no_rate open n/a no_rate early n/a "
		 "no_rate over n/a no_rate"},
		{"but not another month", RETAINER, "rec 2026-02-05 ? " JANUARY, "2026-02-01",
		 "2026-03-01", "2026-03-31", "due 100000.00 open 100000.00"},
		{"unless it names no month", RETAINER, "rec 2026-02-05 ?", "2026-02-01",
		 "2026-03-01", "2026-03-31",
		 "due 100000.00 on_time n/a no_rate late n/a no_rate open n/a no_rate early n/a "
		 "no_rate over n/a no_rate"},
		{"an expected one settles nothing", RETAINER, "rec - 100000 " JANUARY, "2026-01-01",
		 "2026-02-01", "2026-03-31", "due 100000.00 open 100000.00"},
	};
	check_cases(*state, cases, COUNT(cases));
}

static void reversals_take_back(void **state)
{
	static const Case cases[] = {
		{"a reversal opens what its original settled", RETAINER,
		 "rec 2026-02-05 100000 " JANUARY "\nrec 2026-03-10 -40000 ~0", "2026-01-01",
		 "2026-02-01", "2026-03-31",
		 "due 100000.00 on_time 60000.00 open 40000.00 reversed 40000.00"},
		{"not before its own day", RETAINER,
		 "rec 2026-02-05 100000 " JANUARY "\nrec 2026-03-10 -40000 ~0", "2026-01-01",
		 "2026-02-01", "2026-03-09", "due 100000.00 on_time 100000.00"},
		{"recognised again it is late", RETAINER,
		 "rec 2026-02-05 100000 " JANUARY "\nrec 2026-03-10 -100000 ~0\n"
		 "rec 2026-03-12 100000 " JANUARY,
		 "2026-01-01", "2026-02-01", "2026-03-31",
		 "due 100000.00 late 100000.00 reversed 100000.00"},
		{"a reversed reversal brings it back in time, and gross stays", RETAINER,
		 "rec 2026-02-05 100000 " JANUARY "\nrec 2026-03-10 -100000 ~0\n"
		 "rec 2026-03-12 100000 ~1",
		 "2026-01-01", "2026-02-01", "2026-03-31",
		 "due 100000.00 on_time 100000.00 reversed 100000.00"},
		{"neither it nor its original could be priced", RETAINER,
		 "rec 2026-02-05 ? " JANUARY "\nrec 2026-03-10 ? ~0", "2026-02-01", "2026-03-01",
		 "2026-03-31", "due 100000.00 open 100000.00"},
		{"nor are they in their own month", RETAINER,
		 "rec 2026-02-05 ? " JANUARY "\nrec 2026-03-10 ? ~0", "2026-01-01", "2026-02-01",
		 "2026-03-31",
		 "due 100000.00 on_time n/a no_rate late n/a no_rate open n/a no_rate early n/a "
		 "no_rate over n/a no_rate reversed n/a no_rate"},
		{"over goes first", RETAINER,
		 "rec 2026-02-05 120000 " JANUARY "\nrec 2026-03-10 -20000 ~0", "2026-01-01",
		 "2026-02-01", "2026-03-31", "due 100000.00 on_time 100000.00 reversed 20000.00"},
		{"a reversal of what is not seen waits", RETAINER, "rec 2026-02-05 -20000 ~!",
		 "2026-01-01", "2026-02-01", "2026-03-31", "due 100000.00 open 100000.00"},
		{"it is split over the months of its original", RETAINER,
		 "rec 2026-02-05 59000 2026-01-01 2026-03-01\nrec 2026-03-10 -5900 ~0",
		 "2026-01-01", "2026-02-01", "2026-03-31",
		 "due 100000.00 on_time 27900.00 open 72100.00 reversed 3100.00"},
		{"one that could not be priced is n/a", RETAINER,
		 "rec 2026-02-05 100 " JANUARY "\nrec 2026-03-10 ? ~0", "2026-01-01", "2026-02-01",
		 "2026-03-31",
		 "due 100000.00 on_time n/a no_rate late n/a no_rate open n/a no_rate early n/a "
		 "no_rate over n/a no_rate reversed n/a no_rate"},
	};
	check_cases(*state, cases, COUNT(cases));
}

#define FIXED "2026-01-01 pricing=fixed value_basis=total total_value=1000 ends_on=2027-01-01"

static void milestones_are_due_when_accepted(void **state)
{
	static const Case cases[] = {
		{"a share of the price, by the days after acceptance", FIXED,
		 "milestone D1 30% 2026-01-20\nmilestone D2 70%\n"
		 "rec 2026-01-27 200 2026-01-01 2026-02-01 =D1\nrec 2026-01-28 50 =D1",
		 "2026-01-01", "2026-02-01", "2026-03-31",
		 "due 300.00 on_time 200.00 late 50.00 open 50.00"},
		{"what names one that is not accepted is over", FIXED,
		 "milestone D1 30% 2026-01-20\nmilestone D2 70%\nrec 2026-01-27 200 =D2",
		 "2026-01-01", "2026-02-01", "2026-03-31", "due 300.00 open 300.00 over 200.00"},
		{"acceptance behind the as-of day is not seen", FIXED,
		 "milestone D1 30% 2026-03-20\nrec 2026-01-27 300 =D1", "2026-01-01", "2026-02-01",
		 "2026-03-19", "over 300.00"},
		{"without a deliverable the oldest is settled first", FIXED,
		 "milestone D1 30% 2026-02-20\nmilestone D2 50% 2026-01-20\nmilestone D3 20% "
		 "2026-01-20\nmilestone D4 -\n"
		 "rec 2026-01-27 600 2026-01-01 2026-02-01\nrec 2026-01-28 50 =D9",
		 "2026-01-01", "2026-03-01", "2026-03-31",
		 "due 1000.00 on_time 600.00 late 50.00 open 350.00"},
		{"one that could not be priced and names one not accepted is n/a", FIXED,
		 "milestone D1 30%\nrec 2026-01-27 ? =D1", "2026-01-01", "2026-02-01", "2026-03-19",
		 "on_time n/a no_rate late n/a no_rate open n/a no_rate early n/a no_rate over n/a "
		 "no_rate"},
		{"acceptance on a day off: the next business days count, and that day is no early "
		 "one",
		 FIXED, "milestone D1 30% 2026-01-24\nrec 2026-01-24 300 =D1", "2026-01-01",
		 "2026-02-01", "2026-01-30", "due 300.00 on_time 300.00"},
		{"what is accepted before the first terms is no milestone", FIXED,
		 "milestone D1 30% 2025-12-20\nrec 2025-12-21 299 =D1", "2025-12-01", "2026-01-01",
		 "2026-03-31", "due 299.00 on_time 299.00 early 299.00"},
		{"a price without an end cannot be told",
		 "2026-01-01 pricing=fixed annual_value=1000", "milestone D1 30% 2026-01-20",
		 "2026-01-01", "2026-02-01", "2026-03-31",
		 "due n/a no_end on_time n/a no_end late n/a no_end open n/a no_end early n/a "
		 "no_end over n/a no_end"},
		{"shares of a contract that has become a retainer are none",
		 FIXED "\n2026-01-10 pricing=retainer",
		 "milestone D1 30% 2026-01-20\nrec 2026-02-02 10 " JANUARY " =D1", "2026-01-01",
		 "2026-02-01", "2026-03-31", "due 84.93 on_time 10.00 open 74.93"},
	};
	check_cases(*state, cases, COUNT(cases));
}

#define TIME "2026-01-01 pricing=time_and_materials billing_rate=100 ends_on=2027-01-01"
#define CAPPED "2026-01-01 pricing=capped total_value=1000 ends_on=2027-01-01"
#define PREPAID \
	"2026-01-01 pricing=prepaid_hours value_basis=total total_value=1000 ends_on=2027-01-01"

static void bill_value_is_due_up_to_the_price(void **state)
{
	static const Case cases[] = {
		{"approved bill value of the month", TIME,
		 "work 2025-12-31 7\nwork 2026-01-10 500\nwork 2026-01-31 50.25\nwork 2026-02-01 9",
		 "2026-01-01", "2026-02-01", "2026-03-31", "due 550.25 open 550.25"},
		{"what is not approved is not due", TIME, "work 2026-01-10 500 draft", "2026-01-01",
		 "2026-02-01", "2026-03-31", ""},
		{"hours without a rate make it n/a", TIME, "work 2026-01-10 ?\nwork 2026-01-11 ?",
		 "2026-01-01", "2026-02-01", "2026-03-31",
		 "due n/a no_billing_rate on_time n/a no_billing_rate late n/a no_billing_rate "
		 "open n/a no_billing_rate early n/a no_billing_rate over n/a no_billing_rate"},
		{"but not the next month", TIME, "work 2026-01-10 ?\nwork 2026-02-11 70",
		 "2026-02-01", "2026-03-01", "2026-03-31", "due 70.00 open 70.00"},
		{"nor what settles by name, whatever was due before", TIME,
		 "work 2026-01-10 ?\nwork 2026-02-11 70\nrec 2026-03-02 70 2026-02-01 2026-03-01",
		 "2026-02-01", "2026-03-01", "2026-03-31", "due 70.00 on_time 70.00"},
		{"but what names no month may settle it or not", TIME,
		 "work 2026-01-10 ?\nwork 2026-02-11 70\nrec 2026-03-02 70", "2026-02-01",
		 "2026-03-01", "2026-03-31",
		 "due 70.00 on_time n/a no_billing_rate late n/a no_billing_rate "
		 "open n/a no_billing_rate early n/a no_billing_rate over n/a no_billing_rate"},
		{"a month that is settled in full has no room for it", TIME,
		 "work 2026-01-10 ?\nwork 2026-02-11 70\nrec 2026-03-02 70 2026-02-01 2026-03-01\n"
		 "rec 2026-03-03 9",
		 "2026-02-01", "2026-03-01", "2026-03-31", "due 70.00 on_time 70.00"},
		{"nor has one before that is open", TIME,
		 "work 2026-01-10 70\nwork 2026-02-11 ?\nrec 2026-02-02 50", "2026-01-01",
		 "2026-02-01", "2026-03-31", "due 70.00 on_time 50.00 open 20.00"},
		{"and nobody can tell what is over", TIME,
		 "work 2026-01-10 ?\nrec 2026-03-02 70\nrec 2026-03-03 -10", "2026-03-01",
		 "2026-04-01", "2026-04-30", "over n/a no_billing_rate"},
		{"a month without hours has nothing due: what is recognised is over", TIME,
		 "work 2026-01-10 5\nrec 2026-03-02 70 2026-02-01 2026-03-01", "2026-02-01",
		 "2026-03-01", "2026-03-31", "over 70.00"},
		{"no hours at all", TIME, "rec 2026-03-02 70 2026-02-01 2026-03-01", "2026-02-01",
		 "2026-03-01", "2026-03-31", "over 70.00"},
		{"work after the end is due, too", TIME, "work 2027-01-10 5", "2027-01-01",
		 "2027-02-01", "2027-03-31", "due 5.00 open 5.00"},
		{"hours of after the as-of day are not seen",
		 "2026-01-01 pricing=time_and_materials ends_on=2026-01-11",
		 "work 2026-01-10 5\nwork 2026-01-20 7", "2026-01-01", "2026-02-01", "2026-01-19",
		 "due 5.00 open 5.00"},
		{"a cap ends it", CAPPED, "work 2026-01-10 700\nwork 2026-02-10 500", "2026-02-01",
		 "2026-03-01", "2026-12-31", "due 300.00 open 300.00"},
		{"over all months it is the cap", CAPPED,
		 "work 2026-01-10 700\nwork 2026-02-10 500\nwork 2026-03-10 500", "2026-01-01",
		 "2027-01-01", "2026-12-31", "due 1000.00 open 1000.00"},
		{"a raised cap lets in what had gone beyond it",
		 CAPPED "\n2026-03-01 total_value=1500",
		 "work 2026-01-10 1200\nwork 2026-03-10 100", "2026-03-01", "2026-04-01",
		 "2026-12-31", "due 300.00 open 300.00"},
		{"without a cap there is none", "2026-01-01 pricing=capped ends_on=2027-01-01",
		 "work 2026-01-10 1200", "2026-01-01", "2026-02-01", "2026-12-31",
		 "due 1200.00 open 1200.00"},
		{"hours without a rate leave a cap n/a in later months, too", CAPPED,
		 "work 2026-01-10 ?\nwork 2026-02-10 500", "2026-02-01", "2026-03-01", "2026-12-31",
		 "due n/a no_billing_rate on_time n/a no_billing_rate late n/a no_billing_rate "
		 "open n/a no_billing_rate early n/a no_billing_rate over n/a no_billing_rate"},
		{"prepaid hours go up to the price", PREPAID,
		 "work 2026-01-10 700\nwork 2026-02-10 500", "2026-02-01", "2026-03-01",
		 "2026-12-31", "due 300.00 open 300.00"},
		{"whose end must be known", "2026-01-01 pricing=prepaid_hours annual_value=1000",
		 "work 2026-01-10 700", "2026-01-01", "2026-02-01", "2026-12-31",
		 "due n/a no_end on_time n/a no_end late n/a no_end open n/a no_end early n/a "
		 "no_end over n/a no_end"},
		{"hours of months that a retainer pays are not billed",
		 "2026-01-01 pricing=retainer annual_value=0 ends_on=2027-01-01\n"
		 "2026-02-01 pricing=capped total_value=1000",
		 "work 2026-01-10 900\nwork 2026-02-10 500", "2026-02-01", "2026-03-01",
		 "2026-12-31", "due 500.00 open 500.00"},
		{"hours billed by time before count against the cap",
		 TIME "\n2026-02-01 pricing=retainer annual_value=0\n"
		      "2026-03-01 pricing=capped total_value=1000",
		 "work 2026-01-10 900\nwork 2026-02-10 77\nwork 2026-03-10 500", "2026-03-01",
		 "2026-04-01", "2026-12-31", "due 100.00 open 100.00"},
		{"by time again after a cap: what the cap had cut off is due",
		 CAPPED "\n2026-03-01 pricing=time_and_materials",
		 "work 2026-01-10 1200\nwork 2026-03-10 50", "2026-03-01", "2026-04-01",
		 "2026-12-31", "due 250.00 open 250.00"},
		{"by time again after a retainer",
		 TIME "\n2026-02-01 pricing=retainer annual_value=0\n"
		      "2026-03-01 pricing=time_and_materials",
		 "work 2026-01-10 900\nwork 2026-03-10 50", "2026-03-01", "2026-04-01",
		 "2026-12-31", "due 50.00 open 50.00"},
		{"hours are due before the first terms",
		 "2026-02-01 pricing=time_and_materials starts_on=2026-02-01",
		 "work 2026-02-10 900\nwork 2026-03-10 50\nrec 2026-03-10 950", "2026-02-01",
		 "2026-04-01", "2026-12-31", "due 950.00 on_time 50.00 late 900.00 early 50.00"},
	};
	check_cases(*state, cases, COUNT(cases));
}

static void without_pricing_recognitions_tell(void **state)
{
#define UNPRICED "2026-01-01 annual_value=77 ends_on=2027-01-01"
	static const Case cases[] = {
		{"expected and recognised amounts are due", UNPRICED,
		 "rec 2026-02-05 60 " JANUARY "\nrec 2026-03-02 25 " JANUARY "\nrec - 15 " JANUARY,
		 "2026-01-01", "2026-02-01", "2026-03-31",
		 "due 100.00 on_time 60.00 late 25.00 open 15.00"},
		{"what was reversed is not", UNPRICED,
		 "rec 2026-02-05 60 " JANUARY "\nrec 2026-03-02 -60 ~0", "2026-01-01", "2026-02-01",
		 "2026-03-31", "reversed 60.00"},
		{"expected amounts are split by days; those of no days or of another's are none",
		 UNPRICED,
		 "rec - 59 2026-01-01 2026-03-01\nrec - 7\nrec - -5 " JANUARY " ~0\n"
		 "rec - 5 2026-05-01 2026-06-01",
		 "2026-01-01", "2026-02-01", "2026-03-31", "due 31.00 open 31.00"},
		{"without a service period the month of recognition counts", UNPRICED,
		 "rec 2026-01-20 60", "2026-01-01", "2026-02-01", "2026-03-31",
		 "due 60.00 on_time 60.00 early 60.00"},
		{"one that could not be priced is n/a", UNPRICED,
		 "rec 2026-01-20 60\nrec - ? " JANUARY "\nrec - ? " JANUARY, "2026-01-01",
		 "2026-02-01", "2026-03-31",
		 "due n/a no_rate on_time n/a no_rate late n/a no_rate open n/a no_rate early n/a "
		 "no_rate over n/a no_rate"},
		{"service before the first terms has no pricing", RETAINER,
		 "rec 2025-12-20 60 2025-12-01 2026-01-01", "2025-12-01", "2026-01-01",
		 "2026-03-31", "due 60.00 on_time 60.00 early 60.00"},
		{"the open amount takes what names no month later on",
		 UNPRICED "\n2026-02-01 pricing=retainer annual_value=0",
		 "rec 2026-03-02 10\nrec - 15 " JANUARY, "2026-01-01", "2026-02-01", "2026-03-31",
		 "due 15.00 late 10.00 open 5.00"},
	};
	check_cases(*state, cases, COUNT(cases));
}

static void some_contracts_have_no_such_figures(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *terms;
		ContractKind kind;
		const char *due;
		const char *reversed;
	} cases[] = {
		{"a vendor's", RETAINER, CONTRACT_VENDOR, "n/a vendor", "n/a vendor"},
		{"one that is not known in the view", "", CONTRACT_CUSTOMER, "n/a no_terms",
		 "0.00"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Desk *desk = due_desk(mem, "USD", cases[i].terms, "rec 2026-02-05 60 " JANUARY);
		desk->book.kind = cases[i].kind;
		Question question =
			due_question(mem, desk, "2026-01-01", "2026-02-01", "2026-03-31");
		check_text(cases[i].label, due_measure(mem, desk, &question, measure_due),
			   cases[i].due);
		check_text(cases[i].label, due_measure(mem, desk, &question, measure_open_due),
			   cases[i].due);
		check_text(cases[i].label, due_measure(mem, desk, &question, measure_lag_days),
			   cases[i].due);
		check_text(cases[i].label,
			   due_measure(mem, desk, &question, measure_recognized_over),
			   cases[i].due);
		check_text(cases[i].label, due_measure(mem, desk, &question, measure_reversed),
			   cases[i].reversed);
	}
}

/* "60.00@5 25.00@30": weights and lags of the rows. */
static Str lag_words(Arena *mem, const Desk *desk, const Question *question,
		     MeasureOfContract *measure)
{
	Tally tally = {.mem = mem, .keeps_lags = true, .currency = desk->book.currency};
	Buf buf = {.mem = mem};
	measure(question, &desk->book, &tally);
	for (size_t i = 0; i < tally.rows.len; i++)
		buf_add_format(&buf, "%s%.*s@%" PRId64, i > 0 ? " " : "",
			       STR_ARG(money_text(mem, tally.rows.at[i].amount,
						  desk->told.currency)),
			       tally.rows.at[i].lag);
	return buf_str(&buf);
}

static void lags_count_from_the_last_service_day(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *terms;
		const char *facts;
		const char *calendar_days;
		const char *business_days;
	} cases[] = {
		{"recognised amounts to their day, open ones to the as-of day", RETAINER,
		 "rec 2026-02-05 60000 " JANUARY "\nrec 2026-03-02 25000 " JANUARY,
		 "60000.00@5 25000.00@30 15000.00@59", "60000.00@4 25000.00@21 15000.00@42"},
		{"nothing open", RETAINER, "rec 2026-01-31 100000 " JANUARY, "100000.00@0",
		 "100000.00@0"},
		{"early ones below zero", RETAINER, "rec 2026-01-28 100000 " JANUARY,
		 "100000.00@-3", "100000.00@-2"},
		{"by the contract's calendar", RETAINER " calendar=busy",
		 "rec 2026-02-09 100000 " JANUARY, "100000.00@9", "100000.00@5"},
		{"amounts below zero weigh like others",
		 "2026-01-01 pricing=retainer annual_value=-1200 day_count=30/360 "
		 "ends_on=2027-01-01",
		 "rec 2026-02-05 -70 " JANUARY, "70.00@5 30.00@59", "70.00@4 30.00@42"},
		{"what is over does not count", RETAINER, "rec 2026-02-05 160000 " JANUARY,
		 "100000.00@5", "100000.00@4"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Desk *desk = due_desk(mem, "USD", cases[i].terms, cases[i].facts);
		Question question =
			due_question(mem, desk, "2026-01-01", "2026-02-01", "2026-03-31");
		check_text(cases[i].label,
			   lag_words(mem, desk, &question, measure_recognition_lags),
			   cases[i].calendar_days);
		check_text(cases[i].label,
			   lag_words(mem, desk, &question,
				     measure_recognition_lags_in_business_days),
			   cases[i].business_days);
	}
}

static void rows_say_where_they_come_from(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *terms;
		const char *facts;
		MeasureOfContract *measure;
		const char *wanted;
	} cases[] = {
		{"an item by terms", RETAINER, "", measure_due,
		 "Service of 1 Jan 2026 to 31 Jan 2026: by terms; due on 6 Feb 2026"},
		{"a milestone", FIXED, "milestone D1 30% 2026-01-20", measure_due,
		 "D1: 30 % of the price, accepted; due on 27 Jan 2026"},
		{"a month without pricing", UNPRICED, "rec 2026-02-05 60 " JANUARY, measure_due,
		 "Service of 1 Jan 2026 to 31 Jan 2026: as recognised and expected, without "
		 "pricing; due on 6 Feb 2026"},
		{"hours tell themselves, and what the cap cuts off is told", CAPPED,
		 "work 2025-12-31 1\nwork 2026-01-10 700\nwork 2026-01-11 0\nwork 2026-01-12 500\n"
		 "work 2026-01-13 1 draft\nwork 2026-02-01 1\nwork 2026-04-01 1",
		 measure_due,
		 ": /: /Service of 1 Jan 2026 to 31 Jan 2026: what bill value has gone beyond the "
		 "price, or the price has let in"},
		{"in as many rows as it takes", CAPPED,
		 "work 2026-01-10 " HUGE "\nwork 2026-01-12 " HUGE, measure_due,
		 ": /: /Service of 1 Jan 2026 to 31 Jan 2026: what bill value has gone beyond the "
		 "price, or the price has let in/Service of 1 Jan 2026 to 31 Jan 2026: what bill "
		 "value has gone beyond the price, or the price has let in"},
		{"what a raised cap lets in",
		 "2025-12-01 pricing=capped total_value=100 ends_on=2027-01-01\n"
		 "2026-01-15 total_value=1500",
		 "work 2025-12-10 1200\nwork 2026-01-10 100", measure_due,
		 ": /Service of 1 Jan 2026 to 31 Jan 2026: what bill value has gone beyond the "
		 "price, or the price has let in"},
		{"a recognition", RETAINER, "rec 2026-02-05 60000 " JANUARY,
		 measure_recognized_on_time,
		 ": recognised on 5 Feb 2026 of 100000.00 due on 6 Feb 2026"},
		{"an open amount", RETAINER, "rec 2026-02-05 60000 " JANUARY, measure_open_due,
		 "Service of 1 Jan 2026 to 31 Jan 2026: 60000.00 recognised of 100000.00 due on "
		 "6 Feb 2026"},
		{"what is over", RETAINER, "rec 2026-02-05 160000 " JANUARY,
		 measure_recognized_over, ": beyond 100000.00 due on 6 Feb 2026"},
		{"what nothing was due for", FIXED, "milestone D1 30%\nrec 2026-01-27 200 =D1",
		 measure_recognized_over, ": nothing was due for it"},
		{"a lag", RETAINER, "rec 2026-02-05 100000 " JANUARY, measure_recognition_lags,
		 ": 5 days; recognised on 5 Feb 2026 of 100000.00 due on 6 Feb 2026"},
		{"a lag in business days", RETAINER, "rec 2026-02-05 100000 " JANUARY,
		 measure_recognition_lags_in_business_days,
		 ": 4 business days; recognised on 5 Feb 2026 of 100000.00 due on 6 Feb 2026"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Desk *desk = due_desk(mem, "USD", cases[i].terms, cases[i].facts);
		Question question =
			due_question(mem, desk, "2026-01-01", "2026-02-01", "2026-03-31");
		Tally tally = {.mem = mem, .keeps_rows = true, .currency = desk->told.currency};
		Buf buf = {.mem = mem};
		cases[i].measure(&question, &desk->book, &tally);
		for (size_t k = 0; k < tally.rows.len; k++)
			buf_add_format(&buf, "%s%.*s: %.*s", k > 0 ? "/" : "",
				       STR_ARG(tally.rows.at[k].label),
				       STR_ARG(tally.rows.at[k].how));
		check_text(cases[i].label, buf_str(&buf), cases[i].wanted);
	}
}

static void a_milestone_is_called_by_its_name(void **state)
{
	Arena *mem = *state;
	Desk *desk = due_desk(mem, "USD", FIXED, "milestone D1 30% 2026-01-20");
	Deliverable named = desk->book.deliverables[0];
	named.name = STR("Design");
	desk->book.deliverables = &named;
	Question question = due_question(mem, desk, "2026-01-01", "2026-02-01", "2026-03-31");
	Tally tally = {.mem = mem, .keeps_rows = true, .currency = desk->told.currency};
	measure_due(&question, &desk->book, &tally);
	check_text("label", tally.rows.at[0].label, "Design");
}

static void what_does_not_fit_is_out_of_range(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *terms;
		const char *facts;
		MeasureOfContract *measure;
		const char *as_of;
	} cases[] = {
		{"what a month earns",
		 "2026-01-01 pricing=retainer value_basis=total total_value=-" HUGE
		 " ends_on=2026-02-01\n2026-04-15 total_value=" HUGE,
		 "", measure_due, "2026-12-31"},
		{"the price of milestones",
		 "2026-01-01 pricing=fixed annual_value=" HUGE " ends_on=2199-01-01",
		 "milestone D1 30% 2026-01-20", measure_due, "2026-03-31"},
		{"bill value of a month", TIME, "work 2026-01-10 " HUGE "\nwork 2026-01-11 1",
		 measure_due, "2026-03-31"},
		{"below zero, too", TIME, "work 2026-01-10 -" HUGE "\nwork 2026-01-11 -1",
		 measure_due, "2026-03-31"},
		{"what is recognised without pricing", UNPRICED,
		 "rec 2026-02-05 " HUGE " " JANUARY "\nrec 2026-02-05 1 " JANUARY, measure_due,
		 "2026-03-31"},
		{"what is reversed of a part", RETAINER,
		 "rec 2026-02-05 " HUGE " " JANUARY "\nrec 2026-02-05 1 ~0", measure_open_due,
		 "2026-03-31"},
		{"what is reversed, below zero", RETAINER,
		 "rec 2026-02-05 -" HUGE " " JANUARY "\nrec 2026-02-05 -1 ~0", measure_open_due,
		 "2026-03-31"},
		{"amounts times days", RETAINER " annual_value+=70000000000000000", "",
		 measure_lag_days, "2199-03-31"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Desk *desk = due_desk(mem, "USD", cases[i].terms, cases[i].facts);
		Question question =
			due_question(mem, desk, "2026-01-01", "2196-02-01", cases[i].as_of);
		check_text(cases[i].label, due_measure(mem, desk, &question, cases[i].measure),
			   "n/a out_of_range");
	}
}

/* ---- properties */

static Desk *random_desk(Arena *mem, Random *random)
{
	static const char *const PRICINGS[] = {
		"",
		"pricing=retainer",
		"pricing=fixed",
		"pricing=capped",
		"pricing=prepaid_hours",
		"pricing=time_and_materials",
	};
	Buf terms = {.mem = mem}, facts = {.mem = mem};
	const char *pricing = PRICINGS[random_in(random, 0, 5)];
	buf_add_format(&terms,
		       "2026-01-01 %s value_basis=total total_value=%d ends_on=2026-%02d-%02d",
		       pricing, (int)random_in(random, 0, 4000), (int)random_in(random, 4, 8),
		       (int)random_in(random, 1, 28));
	if (random_in(random, 0, 1) == 0)
		buf_add_format(&terms, "\n2026-03-%02d %s recognition_days=%d",
			       (int)random_in(random, 1, 28), PRICINGS[random_in(random, 0, 5)],
			       (int)random_in(random, 0, 20));
	for (int i = 0; i < 8; i++)
		buf_add_format(&facts, "work 2026-%02d-10 %d\n", i + 1,
			       (int)random_in(random, -50, 900));
	for (int i = 0; i < (int)random_in(random, 0, 3); i++)
		buf_add_format(&facts, "milestone D%d %d%% 2026-%02d-11\n", i,
			       (int)random_in(random, 0, 60), (int)random_in(random, 1, 9));
	int month = 1;
	for (int i = 0; i < (int)random_in(random, 0, 9); i++) {
		month += (int)random_in(random, 0, 1);
		buf_add_format(&facts, "rec 2026-%02d-%02d %d", month, i + 10,
			       (int)random_in(random, -200, 900));
		if (i > 0 && random_in(random, 0, 3) == 0)
			buf_add_format(&facts, " ~%d", (int)random_in(random, 0, i - 1));
		else if (random_in(random, 0, 2) > 0)
			buf_add_format(&facts, " 2026-%02d-%02d 2026-%02d-20",
				       (int)random_in(random, 1, 6), (int)random_in(random, 1, 19),
				       (int)random_in(random, 6, 9));
		if (random_in(random, 0, 2) == 0)
			buf_add_format(&facts, " =D%d", (int)random_in(random, 0, 3));
		buf_add(&facts, STR("\n"));
	}
	return due_desk(mem, "USD", str_to_c(mem, buf_str(&terms)), str_to_c(mem, buf_str(&facts)));
}

/* False: n/a, as where terms are by usage for a while. */
static bool sum_of(Arena *mem, const Desk *desk, Period asked, MeasureOfContract *measure,
		   int64_t *sum)
{
	Question question = question_of(mem, &desk->firm, asked, day("2027-12-31"));
	Tally tally = {.mem = mem, .currency = desk->book.currency};
	measure(&question, &desk->book, &tally);
	*sum = (int64_t)tally.sum;
	return tally.na == REASON_NONE;
}

static int64_t recognized_sum(const Desk *desk)
{
	int64_t sum = 0;
	for (size_t i = 0; i < desk->book.recognition_count; i++)
		sum += desk->book.recognitions[i].amount.minor;
	return sum;
}

static const Period YEAR = {{20454}, {20819}}; /* 2026 */

/* The sum over the tiles of the year. */
static int64_t tiled_sum(Arena *mem, const Desk *desk, Granularity granularity,
			 MeasureOfContract *measure)
{
	Calendar calendar = {.granularity = granularity};
	int64_t sum = 0;
	for (Date d = YEAR.from; d.day < YEAR.to.day;) {
		Period tile = period_common(calendar_tile(calendar, d), YEAR);
		int64_t part;
		assert_true(sum_of(mem, desk, tile, measure, &part));
		sum += part;
		d = tile.to;
	}
	return sum;
}

/*
 * Long after: everything is due. Whatever was recognised is settled in time or late, or is over; months and weeks tile the year.
 */
static void random_books_balance(void **state)
{
	enum { DUE, ON_TIME, LATE, OPEN, EARLY, OVER, REVERSED, LAGS, MEASURES, RUNS = 600 };
	static MeasureOfContract *const measures[MEASURES] = {
		measure_due,      measure_recognized_on_time, measure_recognized_late,
		measure_open_due, measure_recognized_early,   measure_recognized_over,
		measure_reversed, measure_lag_days,
	};
	Random random = {20260101};
	int judged = 0;
	(void)state;
	for (int run = 0; run < RUNS; run++) {
		Arena mem;
		arena_init(&mem);
		Desk *desk = random_desk(&mem, &random);
		int64_t sums[MEASURES];
		bool known = true;
		for (size_t i = 0; i < MEASURES; i++)
			known = sum_of(&mem, desk, YEAR, measures[i], &sums[i]) && known;
		for (size_t i = 0; i < MEASURES && known; i++) {
			Granularity tiles = run % 2 == 0 ? GRANULARITY_MONTH : GRANULARITY_WEEK;
			if (tiled_sum(&mem, desk, tiles, measures[i]) != sums[i])
				fail_msg("run %d: tiles of measure %zu do not add up", run, i);
		}
		if (known && sums[DUE] != sums[ON_TIME] + sums[LATE] + sums[OPEN])
			fail_msg("run %d: due is not on time + late + open", run);
		if (known && sums[ON_TIME] + sums[LATE] + sums[OVER] != recognized_sum(desk))
			fail_msg("run %d: settled + over is not what was recognised", run);
		judged += known;
		arena_deinit(&mem);
	}
	assert_true(judged > RUNS / 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(the_pinned_retainer),
		ARENA_TEST(terms_say_what_is_due),
		ARENA_TEST(recognitions_settle_what_they_name),
		ARENA_TEST(reversals_take_back),
		ARENA_TEST(milestones_are_due_when_accepted),
		ARENA_TEST(bill_value_is_due_up_to_the_price),
		ARENA_TEST(without_pricing_recognitions_tell),
		ARENA_TEST(some_contracts_have_no_such_figures),
		ARENA_TEST(lags_count_from_the_last_service_day),
		ARENA_TEST(rows_say_where_they_come_from),
		ARENA_TEST(a_milestone_is_called_by_its_name),
		ARENA_TEST(what_does_not_fit_is_out_of_range),
		ARENA_TEST(random_books_balance),
	};
	return RUN_TESTS(tests);
}
