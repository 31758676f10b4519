/* What all contracts share: calendars, exchange rates, period closes; and people. */

#include "app/books_parts.h"
#include "app/settings.h"

#include <stdlib.h>
#include <string.h>

/* What a Firm is read with. Lists of facts live in `scratch`, what is made of them in the App's arena. */
typedef struct FirmReading {
	App *app;
	const BooksQuery *query;
	Arena *scratch;
	Firm firm;
} FirmReading;

static MUST_CHECK bool list_facts(FirmReading *reading, FactKind kind, FactList *out, Err *err)
{
	FactFilter filter = {.kind = kind, .known = reading->query->moment.known};
	return facts_list(reading->app->db, reading->scratch, &filter, out, err);
}

static const FactValue *value_of(const Fact *fact, const char *field)
{
	return &fact->values[fact_field(fact->kind, field)];
}

static Date day_of(const Fact *fact, const char *field)
{
	return (Date){(int32_t)value_of(fact, field)->number};
}

static Lineage lineage_of(const FirmReading *reading, const Fact *fact)
{
	return (Lineage){
		.source = str_copy(reading->app->mem, fact->source),
		.id = str_copy(reading->app->mem, fact_external_id(fact)),
		.import_id = fact->import_id,
		.line = fact->line,
	};
}

typedef struct NamedDay {
	Str calendar;
	CalendarDay it;
} NamedDay;

static int compare_named_days(const void *a, const void *b)
{
	return str_cmp(((const NamedDay *)a)->calendar, ((const NamedDay *)b)->calendar);
}

static MUST_CHECK bool read_calendars(FirmReading *reading, Err *err)
{
	Arena *mem = reading->app->mem;
	FactList list;
	WorkCalendar *weekdays = ARENA_NEW(mem, WorkCalendar);
	VEC(WorkCalendar) calendars = {0};
	if (!list_facts(reading, FACT_CALENDAR_DAY, &list, err))
		return false;
	NamedDay *named = ARENA_ARRAY(reading->scratch, NamedDay, list.len);
	CalendarDay *days = ARENA_ARRAY(mem, CalendarDay, list.len);
	for (size_t i = 0; i < list.len; i++) {
		const FactValue *working = value_of(&list.at[i], "working");
		named[i].calendar = value_of(&list.at[i], "calendar")->text;
		named[i].it = (CalendarDay){day_of(&list.at[i], "date"),
					    working->set && working->number != 0};
	}
	if (list.len > 0)
		qsort(named, list.len, sizeof *named, compare_named_days);
	for (size_t i = 0; i < list.len;) {
		size_t first = i;
		for (; i < list.len && str_eq(named[i].calendar, named[first].calendar); i++)
			days[i] = named[i].it;
		*vec_push(mem, &calendars) =
			work_calendar_make(mem, str_copy(mem, named[first].calendar), &days[first],
					   i - first);
	}
	*weekdays = work_calendar_make(mem, (Str){0}, NULL, 0);
	reading->firm.calendars = calendars.at;
	reading->firm.calendar_count = calendars.len;
	reading->firm.weekdays = weekdays;
	return true;
}

typedef struct DatedRate {
	ExchangeRate it;
	Instant known_at;
} DatedRate;

/* By currency and day; of several sources' rates for a day the one that came last is the last. */
static int compare_dated_rates(const void *a, const void *b)
{
	const DatedRate *x = a;
	const DatedRate *y = b;
	int order = strcmp(x->it.currency.code, y->it.currency.code);
	if (order == 0)
		order = (x->it.day.day > y->it.day.day) - (x->it.day.day < y->it.day.day);
	if (order == 0)
		order = (x->known_at.us > y->known_at.us) - (x->known_at.us < y->known_at.us);
	return order != 0 ? order : str_cmp(x->it.lineage.source, y->it.lineage.source);
}

static bool same_rate_day(const ExchangeRate *a, const ExchangeRate *b)
{
	return a->day.day == b->day.day && strcmp(a->currency.code, b->currency.code) == 0;
}

static MUST_CHECK bool read_rates(FirmReading *reading, Err *err)
{
	FactList list;
	size_t kept = 0;
	if (!list_facts(reading, FACT_EXCHANGE_RATE, &list, err))
		return false;
	DatedRate *dated = ARENA_ARRAY(reading->scratch, DatedRate, list.len);
	ExchangeRate *rates = ARENA_ARRAY(reading->app->mem, ExchangeRate, list.len);
	for (size_t i = 0; i < list.len; i++) {
		const Fact *fact = &list.at[i];
		dated[i].known_at = fact->known_at;
		dated[i].it.day = day_of(fact, "date");
		dated[i].it.rate = value_of(fact, "rate")->number;
		dated[i].it.lineage = lineage_of(reading, fact);
		if (!currency_find(value_of(fact, "currency")->text, &dated[i].it.currency, err))
			return false;
	}
	if (list.len > 0)
		qsort(dated, list.len, sizeof *dated, compare_dated_rates);
	for (size_t i = 0; i < list.len; i++) {
		bool again = kept > 0 && same_rate_day(&rates[kept - 1], &dated[i].it);
		rates[again ? kept - 1 : kept++] = dated[i].it;
	}
	reading->firm.rates = rates;
	reading->firm.rate_count = kept;
	return true;
}

static int compare_closes(const void *a, const void *b)
{
	const PeriodClose *x = a;
	const PeriodClose *y = b;
	return (x->month > y->month) - (x->month < y->month);
}

static MUST_CHECK bool read_closes(FirmReading *reading, Err *err)
{
	FactList list;
	if (!list_facts(reading, FACT_PERIOD_CLOSE, &list, err))
		return false;
	PeriodClose *closes = ARENA_ARRAY(reading->app->mem, PeriodClose, list.len);
	for (size_t i = 0; i < list.len; i++) {
		closes[i].month = value_of(&list.at[i], "month")->number;
		closes[i].closed_on = day_of(&list.at[i], "closed_on");
		closes[i].known_at = list.at[i].known_at;
	}
	if (list.len > 0)
		qsort(closes, list.len, sizeof *closes, compare_closes);
	reading->firm.closes = closes;
	reading->firm.close_count = list.len;
	return true;
}

static MUST_CHECK bool read_settings(FirmReading *reading, Err *err)
{
	App *app = reading->app;
	Firm *firm = &reading->firm;
	return settings_reporting_currency(app, &firm->reporting, err) &&
	       settings_fiscal_month(app, &firm->fiscal_month, err) &&
	       settings_policy_days(app, &firm->policy_days, err);
}

static MUST_CHECK bool read_shared(FirmReading *reading, Err *err)
{
	unsigned people = NEED_RESOURCES | NEED_PRICES | NEED_RESOURCE_HOURS | NEED_TIMESHEETS;
	unsigned needs = reading->query->needs;
	if (!read_settings(reading, err) || !read_calendars(reading, err) ||
	    !read_rates(reading, err) || !read_closes(reading, err))
		return false;
	return (needs & people) == 0 ||
	       firm_people_read(reading->app, reading->query, &reading->firm, err);
}

bool firm_read(App *app, const BooksQuery *query, Firm *out, Err *err)
{
	Arena scratch;
	FirmReading reading = {.app = app, .query = query, .scratch = &scratch};
	arena_init(&scratch);
	bool ok = read_shared(&reading, err);
	arena_deinit(&scratch);
	if (ok)
		*out = reading.firm;
	return ok;
}
