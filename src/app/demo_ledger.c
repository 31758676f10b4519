/* What finance recognised, invoiced and closed. */

#include "app/demo_dice.h"
#include "app/demo_firm.h"

/* Currencies of which the ledger keeps totals. */
static const char *const CURRENCIES[] = {"USD", "EUR", "GBP", "JPY", "BHD"};
enum {
	CURRENCY_COUNT = sizeof CURRENCIES / sizeof *CURRENCIES,
	LAST_CLOSED = DEMO_FIRST_MONTH + DEMO_CLOSED - 1,
};

/* A recognition that was taken back, in whole or in part. */
typedef struct Reversal {
	const char *contract;
	size_t month;    /* of service, of the demo */
	int64_t percent; /* of what was recognised */
	const char *on;
	const char *why;
} Reversal;

static const Reversal REVERSALS[] = {
	{"TIDEWELL-IT-2023", 26, 15, "2025-06-12", "two offices were closed in March already"},
	{"ORCHARDLINE-FM-2023", 29, 100, "2025-08-14", "stores handed over; June is settled anew"},
	{"HALLOWAY-EN-2024", 20, 20, "2024-11-06", "hours billed twice"},
	{"AOKAZE-EN-2025", 37, 40, "2026-04-27", "inspection has to be repeated"},
};

typedef struct Ledger {
	DemoFirm *firm;
	DemoFile recognitions;
	DemoFile invoices;
	Currency money[CURRENCY_COUNT];
	int64_t totals[CURRENCY_COUNT][DEMO_MONTHS]; /* by day of recognition */
	int64_t *last;                               /* of the last closed month, by contract */
	int invoice;                                 /* number of the last one of the year */
} Ledger;

static size_t currency_at(const DemoTerm *term)
{
	size_t at = 0;
	while (at + 1 < CURRENCY_COUNT &&
	       !str_eq_c(str_from_c(term->currency.code), CURRENCIES[at]))
		at++;
	return at;
}

/* Worth of the month's hours, as far as the cap lets it count. */
static int64_t billed(const DemoTerm *term, size_t month)
{
	int64_t before = 0;
	int64_t amount = term->billed[month];
	for (size_t i = 0; i < month; i++)
		before += term->billed[i];
	if (term->cap > 0 && before + amount > term->cap)
		amount = before < term->cap ? term->cap - before : 0;
	return amount;
}

int64_t demo_earned(const DemoTerm *term, size_t month)
{
	DemoDice dice = demo_dice(61 + (uint64_t)term->days.from.day, month);
	int64_t amount = term->by_hours ? billed(term, month) : term->revenue[month];
	/* Mostly what the terms say; at times less was delivered, or more. */
	if (demo_chance(&dice, 15))
		amount = amount * demo_roll(&dice, 90, 103) / 100;
	if (str_eq_c(term->key, "CEDARVALE-EN-2025") || str_eq_c(term->key, "BLUEFINCH-FM-2024"))
		amount = amount * 88 / 100;
	return amount;
}

/*
 * A few days after the last one of service, some weeks at times, and always late for two; one's quarters end before they
 * are over.
 */
static Date recognised_on(const DemoTerm *term, Date end, DemoDice *dice)
{
	int64_t lag = demo_roll(dice, 2, 6);
	if (demo_chance(dice, 7))
		lag = demo_roll(dice, 16, 50);
	if (str_eq_c(term->key, "AOKAZE-EN-2025") || str_eq_c(term->key, "DUNEBAY-CO-2025"))
		lag = demo_roll(dice, 21, 38);
	if (str_eq_c(term->key, "SUMMITRY-FM-2025") && date_civil(end).month % 3 == 1)
		lag = -6;
	Date day = date_add(end, (int32_t)lag - 1);
	while (day.day % 7 == 2 || day.day % 7 == 3) /* Saturday, Sunday */
		day = date_add(day, 1);
	return day;
}

static void put_service(DemoFile *file, const DemoTerm *term, size_t month)
{
	demo_put_date(file, "service_from", term->month_days[month].from);
	demo_put_date(file, "service_to", term->month_days[month].to);
}

Str demo_recognition_id(Arena *mem, const DemoTerm *term, size_t month)
{
	return str_format(mem, "REC-%.*s-%.*s", STR_ARG(term->key),
			  STR_ARG(month_text(mem, DEMO_FIRST_MONTH + (int64_t)month)));
}

static void count(Ledger *ledger, const DemoTerm *term, Date day, int64_t amount)
{
	size_t currency = currency_at(term);
	ledger->money[currency] = term->currency;
	ledger->totals[currency][month_of(day) - DEMO_FIRST_MONTH] += amount;
	if (month_of(day) == LAST_CLOSED)
		ledger->last[term - ledger->firm->terms] += amount;
}

static void put_reversals(Ledger *ledger, const DemoTerm *term, size_t month, int64_t amount)
{
	DemoFile *file = &ledger->recognitions;
	for (size_t i = 0; i < sizeof REVERSALS / sizeof *REVERSALS; i++) {
		const Reversal *reversal = &REVERSALS[i];
		int64_t back = -amount * reversal->percent / 100;
		Date day;
		Err err;
		if (!str_eq_c(term->key, reversal->contract) || month != reversal->month ||
		    !date_parse(str_from_c(reversal->on), &day, &err))
			continue;
		Str id = demo_recognition_id(file->mem, term, month);
		demo_put(file, "external_id", str_format(file->mem, "%.*s-R", STR_ARG(id)));
		demo_put(file, "contract", term->key);
		put_service(file, term, month);
		demo_put_date(file, "recognized_on", day);
		demo_put_money(file, "amount", term->currency, back);
		demo_put(file, "reverses", id);
		demo_put_c(file, "note", reversal->why);
		demo_put_row(file);
		count(ledger, term, day, back);
	}
}

static void put_recognition(Ledger *ledger, const DemoTerm *term, size_t month, int64_t amount,
			    Date day)
{
	DemoFile *file = &ledger->recognitions;
	bool done = day.day <= DEMO_LAST_DAY;
	demo_put(file, "external_id", demo_recognition_id(file->mem, term, month));
	demo_put(file, "contract", term->key);
	put_service(file, term, month);
	demo_put_date(file, "recognized_on", done ? day : DATE_NONE);
	demo_put_money(file, "amount", term->currency, amount);
	demo_put_row(file);
	if (!done)
		return;
	count(ledger, term, day, amount);
	put_reversals(ledger, term, month, amount);
}

/* What terms fix is invoiced when the month begins, what hours decide when it is over; the call-off is settled last. */
static void put_invoice(Ledger *ledger, const DemoTerm *term, size_t month, int64_t amount)
{
	DemoFile *file = &ledger->invoices;
	Period service = term->month_days[month];
	int32_t wait = str_eq_c(term->key, "PRAIRIEWIND-EN-2024") ? 38 : 8;
	Date day = term->by_usage ? date_add(service.to, wait) : date_add(service.from, 2);
	if (day.day > DEMO_LAST_DAY)
		return;
	demo_put(file, "external_id",
		 str_format(file->mem, "INV-%d-%04d", (int)(2023 + month / 12), ++ledger->invoice));
	demo_put(file, "contract", term->key);
	demo_put_date(file, "date", day);
	/* The network's invoices do not tell the days that they are for. */
	if (!str_eq_c(term->key, "THORNWICK-IT-2025"))
		put_service(file, term, month);
	demo_put_money(file, "amount", term->currency, amount);
	demo_put_row(file);
}

static void put_credit_note(Ledger *ledger)
{
	DemoFile *file = &ledger->invoices;
	const DemoTerm *term = demo_term(ledger->firm, "HALLOWAY-IT-2024");
	demo_put_c(file, "external_id", "CN-2025-0001");
	demo_put(file, "contract", term->key);
	demo_put_c(file, "date", "2025-03-11");
	put_service(file, term, 25);
	demo_put_money(file, "amount", term->currency, -420000);
	demo_put_c(file, "note", "three days without service desk in February");
	demo_put_row(file);
}

/* Stores that were handed over early: a month after the end in which there is only a credit. */
static void put_credit(Ledger *ledger)
{
	DemoFile *file = &ledger->recognitions;
	const DemoTerm *term = demo_term(ledger->firm, "ORCHARDLINE-FM-2023");
	Date day = date_from_civil((Civil){2025, 9, 4});
	demo_put_c(file, "external_id", "REC-ORCHARDLINE-FM-2023-2025-08");
	demo_put(file, "contract", term->key);
	demo_put_c(file, "service_from", "2025-08-01");
	demo_put_c(file, "service_to", "2025-09-01");
	demo_put_date(file, "recognized_on", day);
	demo_put_money(file, "amount", term->currency, -385000);
	demo_put_c(file, "note", "credit for the stores handed over early");
	demo_put_row(file);
	count(ledger, term, day, -385000);
}

/* The price share of what was accepted; what is not is expected when it is due. */
static void put_milestone(Ledger *ledger, const DemoTerm *term, const DemoPart *part,
			  int64_t amount, DemoDice *dice)
{
	DemoFile *file = &ledger->recognitions;
	bool accepted = date_is_set(part->accepted);
	Date end = accepted ? date_add(part->accepted, 1) : part->work.to;
	Date day = recognised_on(term, end, dice);
	bool done = accepted && day.day <= DEMO_LAST_DAY;
	demo_put(file, "external_id",
		 str_format(file->mem, "REC-%.*s-%s", STR_ARG(term->key), part->key));
	demo_put(file, "contract", term->key);
	demo_put_date(file, "service_from", part->work.from);
	demo_put_date(file, "service_to", end);
	demo_put_date(file, "recognized_on", done ? day : DATE_NONE);
	demo_put_money(file, "amount", term->currency, amount);
	demo_put_c(file, "deliverable", part->key);
	demo_put_row(file);
	if (done)
		count(ledger, term, day, amount);
}

static void put_milestones(Ledger *ledger)
{
	for (size_t i = 0; i < ledger->firm->term_count; i++) {
		const DemoTerm *term = &ledger->firm->terms[i];
		DemoDice dice = demo_dice(81, i);
		DemoPart parts[DEMO_PARTS];
		size_t len = term->by_milestones ? demo_parts(term, parts) : 0;
		for (size_t k = 0; k < len; k++)
			put_milestone(ledger, term, &parts[k], term->price * parts[k].price / 100,
				      &dice);
	}
}

static void put_month(Ledger *ledger, size_t month)
{
	if (month % 12 == 0)
		ledger->invoice = 0;
	for (size_t i = 0; i < ledger->firm->term_count; i++) {
		const DemoTerm *term = &ledger->firm->terms[i];
		DemoDice dice = demo_dice(71 + i, month);
		bool known = term->revenue[month] != 0 || month < DEMO_CLOSED + 1;
		int64_t amount = known && period_days(term->month_days[month]) > 0
					 ? demo_earned(term, month)
					 : 0;
		if (amount == 0)
			continue;
		if (!term->by_milestones)
			put_recognition(ledger, term, month, amount,
					recognised_on(term, term->month_days[month].to, &dice));
		put_invoice(ledger, term, month, amount);
	}
}

static void put_total(DemoFile *file, int64_t month, Str contract, Currency currency, int64_t total)
{
	demo_put_month(file, "month", month);
	demo_put(file, "contract", contract);
	demo_put_c(file, "currency", currency.code);
	demo_put_money(file, "recognized", currency, total);
	demo_put_row(file);
}

static void put_totals(const Ledger *ledger, DemoFile *file, int64_t month)
{
	for (size_t i = 0; i < CURRENCY_COUNT; i++) {
		int64_t total = ledger->totals[i][month];
		/* One month does not tie out. */
		if (month == 33 && i == 0)
			total -= 150000;
		if (total != 0)
			put_total(file, DEMO_FIRST_MONTH + month, (Str){0}, ledger->money[i],
				  total);
	}
}

/* Of the last month the ledger tells each contract's. */
static void put_last_totals(const Ledger *ledger, DemoFile *file)
{
	for (size_t i = 0; i < ledger->firm->term_count; i++) {
		const DemoTerm *term = &ledger->firm->terms[i];
		if (ledger->last[i] != 0)
			put_total(file, LAST_CLOSED, term->key, term->currency, ledger->last[i]);
	}
}

static MUST_CHECK bool import_closes(const Ledger *ledger, Err *err)
{
	DemoFirm *firm = ledger->firm;
	DemoFile closes;
	DemoFile totals;
	demo_file_of_fact(&closes, firm->mem, "period-closes.csv", FACT_PERIOD_CLOSE);
	demo_file_of_fact(&totals, firm->mem, "ledger-totals.csv", FACT_LEDGER_TOTAL);
	for (int64_t month = DEMO_PLANNED; month < DEMO_CLOSED; month++) {
		demo_put_month(&closes, "month", DEMO_FIRST_MONTH + month);
		demo_put_date(&closes, "closed_on",
			      date_add(month_first(DEMO_FIRST_MONTH + month + 1),
				       (int32_t)(8 + month % 5)));
		demo_put_c(&closes, "closed_by", "Controller 1");
		demo_put_row(&closes);
		if (month + 1 < DEMO_CLOSED)
			put_totals(ledger, &totals, month);
	}
	put_last_totals(ledger, &totals);
	return demo_file_import(firm->app, &closes, "ledger", &firm->imported, err) &&
	       demo_file_import(firm->app, &totals, "ledger", &firm->imported, err);
}

bool demo_ledger_import(DemoFirm *firm, Err *err)
{
	Ledger *ledger = ARENA_NEW(firm->mem, Ledger);
	ledger->firm = firm;
	ledger->last = ARENA_ARRAY(firm->mem, int64_t, firm->term_count);
	demo_file_of_fact(&ledger->recognitions, firm->mem, "recognitions.csv", FACT_RECOGNITION);
	demo_file_of_fact(&ledger->invoices, firm->mem, "invoices.csv", FACT_INVOICE);
	for (size_t month = 0; month < DEMO_MONTHS; month++)
		put_month(ledger, month);
	put_milestones(ledger);
	put_credit_note(ledger);
	put_credit(ledger);
	return demo_file_import(firm->app, &ledger->recognitions, "ledger", &firm->imported, err) &&
	       demo_file_import(firm->app, &ledger->invoices, "ledger", &firm->imported, err) &&
	       import_closes(ledger, err);
}
