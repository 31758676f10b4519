/* What all contracts share: calendars, people and their hours, exchange rates, period closes. */

#include "app/books_parts.h"
#include "app/settings.h"
#include "store/dimension.h"

#include <stdlib.h>
#include <string.h>

/* What a Firm is read with. Lists of facts live in `scratch`, what is made of them in the App's arena. */
typedef struct FirmReading {
	App *app;
	const BooksQuery *query;
	Arena *scratch;
	Firm firm;
	WorkCalendar *calendars;
	Resource *resources;
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

static Str text_of(const FirmReading *reading, const Fact *fact, const char *field)
{
	const FactValue *value = value_of(fact, field);
	return value->set ? str_copy(reading->app->mem, value->text) : (Str){0};
}

static Date day_of(const Fact *fact, const char *field)
{
	return (Date){(int32_t)value_of(fact, field)->number};
}

static Lineage lineage_of(const FirmReading *reading, const Fact *fact)
{
	return (Lineage){
		.source = str_copy(reading->app->mem, fact->source),
		.id = str_copy(reading->app->mem, fact->identity),
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

static int compare_resources(const void *a, const void *b)
{
	const Resource *x = a;
	const Resource *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

static Resource *find_resource(const FirmReading *reading, int64_t id)
{
	Resource wanted = {.id = id};
	size_t count = reading->firm.resource_count;
	return count == 0 ? NULL
			  : bsearch(&wanted, reading->resources, count, sizeof wanted,
				    compare_resources);
}

static MUST_CHECK bool read_people(FirmReading *reading, Err *err)
{
	Resources list;
	if (!resources_list(reading->app->db, reading->app->mem, &list, err))
		return false;
	reading->resources = ARENA_ARRAY(reading->app->mem, Resource, list.len);
	for (size_t i = 0; i < list.len; i++) {
		reading->resources[i] = (Resource){
			.id = list.at[i].id,
			.key = list.at[i].key,
			.declared = list.at[i].declared,
		};
	}
	if (list.len > 0)
		qsort(reading->resources, list.len, sizeof *reading->resources, compare_resources);
	reading->firm.resources = reading->resources;
	reading->firm.resource_count = list.len;
	return true;
}

/* "lead; engineer" */
static void split_roles(Arena *mem, Str text, ResourceTerms *terms)
{
	VEC(Str) roles = {0};
	for (size_t from = 0; from < text.len;) {
		size_t at;
		Str rest = str_slice(text, from, text.len);
		size_t len = str_find(rest, STR(";"), &at) ? at : rest.len;
		Str role = str_trim(str_slice(rest, 0, len));
		if (role.len > 0)
			*vec_push(mem, &roles) = role;
		from += len + 1;
	}
	terms->roles = roles.at;
	terms->role_count = roles.len;
}

static ResourceTerms terms_of_fact(const FirmReading *reading, const Fact *fact)
{
	static const char *const DAYS[7] = {"monday", "tuesday",  "wednesday", "thursday",
					    "friday", "saturday", "sunday"};
	const FactValue *rate = value_of(fact, "cost_rate");
	ResourceTerms terms = {
		.effective_on = day_of(fact, "effective_on"),
		.name = text_of(reading, fact, "name"),
		.team = text_of(reading, fact, "team"),
		.calendar = firm_calendar(&reading->firm, value_of(fact, "calendar")->text),
		.has_cost_rate = rate->set,
		.cost_rate = rate->number,
		.currency = fact->currency,
		.lineage = lineage_of(reading, fact),
	};
	split_roles(reading->app->mem, text_of(reading, fact, "roles"), &terms);
	for (size_t i = 0; i < 7; i++) {
		const FactValue *hours = value_of(fact, DAYS[i]);
		terms.weekday_seconds[i] = hours->set ? hours->number : 0;
	}
	return terms;
}

static int compare_terms(const void *a, const void *b)
{
	const ResourceTerms *x = a;
	const ResourceTerms *y = b;
	return (x->effective_on.day > y->effective_on.day) -
	       (x->effective_on.day < y->effective_on.day);
}

/* Facts of one person after the other; `places` holds theirs, first to last. */
typedef struct ByPerson {
	size_t *first; /* by place of the person; one more than there are */
	size_t *facts; /* places in the list */
} ByPerson;

static ByPerson sort_by_person(const FirmReading *reading, const FactList *list, const char *field)
{
	size_t people = reading->firm.resource_count;
	ByPerson by = {ARENA_ARRAY(reading->scratch, size_t, people + 2),
		       ARENA_ARRAY(reading->scratch, size_t, list->len)};
	/* Counts two places on, then sums, which the second walk moves to where they belong. */
	for (size_t i = 0; i < list->len; i++) {
		const Resource *person =
			find_resource(reading, value_of(&list->at[i], field)->number);
		if (person)
			by.first[(size_t)(person - reading->resources) + 2]++;
	}
	for (size_t i = 2; i < people + 2; i++)
		by.first[i] += by.first[i - 1];
	for (size_t i = 0; i < list->len; i++) {
		const Resource *person =
			find_resource(reading, value_of(&list->at[i], field)->number);
		if (person)
			by.facts[by.first[(size_t)(person - reading->resources) + 1]++] = i;
	}
	return by;
}

static MUST_CHECK bool read_terms(FirmReading *reading, Err *err)
{
	FactList list;
	if (!list_facts(reading, FACT_RESOURCE, &list, err))
		return false;
	ByPerson by = sort_by_person(reading, &list, "key");
	for (size_t i = 0; i < reading->firm.resource_count; i++) {
		size_t len = by.first[i + 1] - by.first[i];
		ResourceTerms *terms = ARENA_ARRAY(reading->app->mem, ResourceTerms, len);
		for (size_t j = 0; j < len; j++)
			terms[j] = terms_of_fact(reading, &list.at[by.facts[by.first[i] + j]]);
		if (len > 0)
			qsort(terms, len, sizeof *terms, compare_terms);
		reading->resources[i].terms = terms;
		reading->resources[i].term_count = len;
	}
	return true;
}

static MUST_CHECK bool read_assignments(FirmReading *reading, Err *err)
{
	FactList list;
	if (!list_facts(reading, FACT_ASSIGNMENT, &list, err))
		return false;
	ByPerson by = sort_by_person(reading, &list, "resource");
	for (size_t i = 0; i < reading->firm.resource_count; i++) {
		size_t len = by.first[i + 1] - by.first[i];
		Assignment *assignments = ARENA_ARRAY(reading->app->mem, Assignment, len);
		for (size_t j = 0; j < len; j++) {
			const Fact *fact = &list.at[by.facts[by.first[i] + j]];
			assignments[j] = (Assignment){
				.contract_id = fact->contract_id,
				.resource_id = reading->resources[i].id,
				.days = {day_of(fact, "from"), day_of(fact, "to")},
				.weekly_seconds = value_of(fact, "hours_per_week")->number,
				.lineage = lineage_of(reading, fact),
			};
		}
		reading->resources[i].assignments = assignments;
		reading->resources[i].assignment_count = len;
	}
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
	unsigned hours = NEED_RESOURCE_HOURS | NEED_TIMESHEETS;
	unsigned people = NEED_RESOURCES | NEED_PRICES | hours;
	unsigned needs = reading->query->needs;
	if (!read_settings(reading, err) || !read_calendars(reading, err) ||
	    !read_rates(reading, err) || !read_closes(reading, err))
		return false;
	if ((needs & people) == 0)
		return true;
	if (!read_people(reading, err) || !read_terms(reading, err) ||
	    !read_assignments(reading, err))
		return false;
	return (needs & hours) == 0 ||
	       firm_hours_read(reading->app, reading->query, reading->resources,
			       reading->firm.resource_count, err);
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

static int compare_keys(const void *a, const void *b)
{
	const Resource *x = *(const Resource *const *)a;
	const Resource *y = *(const Resource *const *)b;
	return str_cmp_natural(x->key, y->key);
}

static bool is_in(const Resource *resource, Scope scope, Date as_of)
{
	if (scope.kind == SCOPE_RESOURCE)
		return str_eq(resource->key, scope.name);
	if (scope.kind != SCOPE_TEAM)
		return resource->declared;
	const ResourceTerms *terms = resource_terms_on(resource, as_of);
	return terms && str_eq(terms->team, scope.name);
}

bool scope_resources(App *app, const Firm *firm, Scope scope, Date as_of, ResourceRefs *out,
		     Err *err)
{
	ResourceRefs refs = {ARENA_ARRAY(app->mem, const Resource *, firm->resource_count), 0};
	for (size_t i = 0; i < firm->resource_count; i++) {
		if (is_in(&firm->resources[i], scope, as_of))
			refs.at[refs.len++] = &firm->resources[i];
	}
	Str shown = str_slice(scope.name, 0, 300);
	if (refs.len == 0 && scope.kind == SCOPE_RESOURCE)
		(void)fail_no_such(err, "resource", "there is no resource '%.*s'", STR_ARG(shown));
	else if (refs.len == 0 && scope.kind == SCOPE_TEAM)
		(void)fail_no_such(err, "team", "nobody is in team '%.*s' on that day",
				   STR_ARG(shown));
	if (refs.len == 0 && scope_is_people(scope))
		return fail_at(err, "scope");
	if (refs.len > 0)
		qsort(refs.at, refs.len, sizeof *refs.at, compare_keys);
	*out = refs;
	return true;
}
