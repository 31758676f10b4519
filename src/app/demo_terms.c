/* The customers' contracts as the store holds them, month by month. */

#include "app/demo_firm.h"
#include "app/histories.h"
#include "facts/fact.h"

/* A rate where the contract has none: an hour of each service in dollars. */
static const int64_t HOUR_CENTS[SERVICES] = {
	[SERVICE_FM] = 4200,
	[SERVICE_IT] = 8800,
	[SERVICE_EN] = 12400,
	[SERVICE_CO] = 16500,
};

static DemoService service_of(Str key)
{
	static const struct {
		Str part;
		DemoService service;
	} services[] = {
		{{"-IT-", 4}, SERVICE_IT},
		{{"-EN-", 4}, SERVICE_EN},
		{{"-CO-", 4}, SERVICE_CO},
	};
	size_t at;
	for (size_t i = 0; i < sizeof services / sizeof *services; i++) {
		if (str_find(key, services[i].part, &at))
			return services[i].service;
	}
	return SERVICE_FM;
}

static int64_t number_of(const Snapshot *row, BuiltinField field, int64_t fallback)
{
	return row->values[field].set ? row->values[field].number : fallback;
}

/* The state that holds on a day: that of the last row up to it, else the first. */
static const Snapshot *row_on(const SnapshotList *rows, Date day)
{
	const Snapshot *row = &rows->at[0];
	for (size_t i = 1; i < rows->len && rows->at[i].effective_on.day <= day.day; i++)
		row = &rows->at[i];
	return row;
}

/* Committed seconds of a whole month: the basis's hours spread over its months. */
static int64_t committed_of(const DemoTerm *term, const HistoryAnswer *history, const Snapshot *row)
{
	const Field *basis_field = &history->fields->at[COMMITTED_BASIS];
	const Value *basis = &row->values[COMMITTED_BASIS];
	int64_t seconds = number_of(row, COMMITTED_HOURS, 0) / 1000000 * HOUR;
	Str name = basis->set ? basis_field->choices[basis->number] : STR("contract_year");
	if (str_eq_c(name, "month"))
		return seconds;
	int32_t days = period_days(term->days);
	if (str_eq_c(name, "term") && term->days.to.day != DATE_OPEN.day && days > 0)
		return seconds * 30 / days;
	return seconds / 12;
}

static void read_months(DemoTerm *term, const HistoryAnswer *history)
{
	for (size_t i = 0; i < history->periods.len; i++) {
		const PeriodRow *row = &history->periods.at[i];
		int64_t month = month_of(row->period.from) - DEMO_FIRST_MONTH;
		if (month < 0 || month >= DEMO_MONTHS)
			continue;
		Period days = period_common(row->period, term->days);
		int32_t whole = period_days(row->period);
		if (period_days(days) == 0 || whole == 0)
			continue;
		const Snapshot *state = row_on(&history->snapshots, days.from);
		term->month_days[month] = days;
		term->revenue[month] = row->figures.revenue.minor;
		term->committed[month] =
			committed_of(term, history, state) * period_days(days) / whole;
	}
}

static void read_last_state(DemoTerm *term, const HistoryAnswer *history)
{
	const Snapshot *last = &history->snapshots.at[history->snapshots.len - 1];
	int64_t cents = HOUR_CENTS[term->service];
	int64_t pricing = number_of(last, PRICING, PRICING_FIXED);
	for (int i = 2; i < term->currency.exponent; i++)
		cents *= 10;
	/* Yen have no cents; a dollar is about 150 of them, and a dinar is 2.65 dollars. */
	if (term->currency.exponent == 0)
		cents = cents * 3 / 2;
	if (term->currency.exponent == 3)
		cents = cents * 38 / 100;
	term->days = (Period){
		.from = {(int32_t)number_of(last, STARTS_ON, DEMO_FIRST_DAY)},
		.to = {(int32_t)number_of(last, ENDS_ON, DATE_OPEN.day)},
	};
	term->rate = number_of(last, BILLING_RATE, cents);
	term->labor = number_of(last, DIRECT_LABOR, 900000);
	term->margin = number_of(last, MARGIN_TARGET, 150000);
	/* What the price of an hour is where all are bought at once. */
	int64_t hours = number_of(last, COMMITTED_HOURS, 0) / 1000000;
	if (!last->values[BILLING_RATE].set && last->values[ANNUAL_VALUE].set && hours > 0)
		term->rate = last->values[ANNUAL_VALUE].number / hours;
	term->price = number_of(last, TOTAL_VALUE, hours * term->rate);
	if (pricing == PRICING_CAPPED)
		term->cap = number_of(last, TOTAL_VALUE, 0);
	term->by_hours = pricing == PRICING_TIME_AND_MATERIALS || pricing == PRICING_CAPPED ||
			 pricing == PRICING_PREPAID_HOURS;
	term->by_milestones = pricing == PRICING_FIXED && last->values[TOTAL_VALUE].set;
	term->by_usage = pricing == PRICING_TIME_AND_MATERIALS || pricing == PRICING_CAPPED;
	term->project = number_of(last, RECURRING, RECURRING_NO) == RECURRING_NO;
}

static MUST_CHECK bool load_term(DemoFirm *firm, const DemoContract *contract, DemoTerm *term,
				 Err *err)
{
	HistoryAnswer history;
	HistoryQuery query = {
		.key = str_from_c(contract->key),
		.moment = MOMENT_NOW,
		.by_period = true,
		.granularity = GRANULARITY_MONTH,
		.range = {{DEMO_FIRST_DAY}, {DEMO_END_DAY}},
	};
	if (!histories_read(firm->app, &query, &history, err))
		return false;
	*term = (DemoTerm){
		.key = query.key,
		.name = str_from_c(contract->name),
		.account = str_from_c(contract->account),
		.currency = history.contract.currency,
		.service = service_of(query.key),
	};
	read_last_state(term, &history);
	read_months(term, &history);
	return true;
}

bool demo_terms_load(DemoFirm *firm, Err *err)
{
	firm->terms = ARENA_ARRAY(firm->mem, DemoTerm, DEMO_CONTRACT_COUNT);
	for (size_t i = 0; i < DEMO_CONTRACT_COUNT; i++) {
		const DemoContract *contract = &DEMO_CONTRACTS[i];
		if (contract->kind != CONTRACT_CUSTOMER)
			continue;
		if (!load_term(firm, contract, &firm->terms[firm->term_count], err))
			return fail_in(err, "demo contract %s", contract->key);
		firm->term_count++;
	}
	return true;
}

DemoTerm *demo_term(const DemoFirm *firm, const char *key)
{
	for (size_t i = 0; i < firm->term_count; i++) {
		if (str_eq_c(firm->terms[i].key, key))
			return &firm->terms[i];
	}
	return NULL;
}
