#include "app/explain_rates.h"

#include "facts/fact.h"

#include <stdlib.h>
#include <string.h>

static const char BILLING[] = "billing";
static const char COST[] = "cost";
static const char STANDARD[] = "standard";
static const char EXCHANGE[] = "exchange";
static const char BUDGET_RATE[] = "budget";

/* One input whose rows are walked. */
typedef struct RateWalk {
	RateList *list;
	const Question *question;
	const ExplainedInput *input;
	const Book *book; /* of the row */
} RateWalk;

void rate_list_init(RateList *list, Arena *mem)
{
	*list = (RateList){.mem = mem};
	map_init(&list->places, mem, (uint64_t)(uintptr_t)list);
}

/* `owner` and the kind tell whose rate it is; what it is called is made of them. `id` tells owners of one name apart. */
static void add(RateList *list, const char *kind, int64_t id, Str owner, UsedRate rate)
{
	Arena *mem = list->mem;
	int64_t place;
	Str key = str_format(mem, "%s\t%lld\t%.*s\t%lld\t%lld", kind, (long long)id, STR_ARG(owner),
			     (long long)rate.effective_on.day, (long long)rate.minor);
	if (map_get(&list->places, key, &place))
		return;
	bool of_hours = kind != EXCHANGE;
	rate.kind = str_from_c(kind);
	rate.what = str_format(mem, "%s%s%.*s from %.*s", of_hours ? kind : "",
			       of_hours ? " rate of " : "", STR_ARG(owner),
			       STR_ARG(date_text_long(mem, rate.effective_on)));
	map_put(&list->places, key, (int64_t)list->rates.len);
	*vec_push(mem, &list->rates) = (OwnedRate){owner, rate};
}

static void add_exchange(RateList *list, const ExchangeRate *rate)
{
	if (rate)
		add(list, EXCHANGE, 0, str_from_c(rate->currency.code),
		    (UsedRate){.effective_on = rate->day,
			       .minor = rate->rate,
			       .lineage = rate->lineage});
}

/* What converted an amount of `from` into `to` on a day. */
static void add_conversion(const RateWalk *walk, Currency from, Currency to, Date day)
{
	const Firm *firm = walk->question->firm;
	const ExchangeRate *used;
	int64_t rate;
	if (strcmp(from.code, to.code) == 0)
		return;
	if (rate_on(firm, from, day, &rate, &used))
		add_exchange(walk->list, used);
	if (rate_on(firm, to, day, &rate, &used))
		add_exchange(walk->list, used);
}

/* What converted a fact's own money. */
static void add_native(const RateWalk *walk, const Lineage *lineage)
{
	if (lineage && lineage->native.code[0] != '\0')
		add_conversion(walk, lineage->native, walk->book->currency, lineage->converted_on);
}

/* "R-01", "R-01 as Engineer", "Engineer" */
static Str card_owner(const RateWalk *walk, const Rate *rate)
{
	const Resource *resource = firm_resource(walk->question->firm, rate->resource_id);
	Arena *mem = walk->list->mem;
	if (!resource)
		return rate->role;
	if (rate->role.len == 0)
		return resource->key;
	return str_format(mem, "%.*s as %.*s", STR_ARG(resource->key), STR_ARG(rate->role));
}

static void add_card(const RateWalk *walk, const Rate *rate, const char *kind)
{
	add(walk->list, kind, walk->book->id, card_owner(walk, rate),
	    (UsedRate){.effective_on = rate->effective_on,
		       .minor = kind == BILLING ? rate->billing.minor : rate->standard.minor,
		       .currency = walk->book->currency,
		       .lineage = rate->lineage});
	add_native(walk, &rate->lineage);
}

/* The first day of the terms' rate that holds on `day`: rows that keep it stand between. */
static Date contract_rate_since(const Book *book, Date day)
{
	const FoldRow *row = fold_row_on(book->fold, day);
	while (row > book->fold->rows &&
	       value_eq(row[-1].values[BILLING_RATE], row->values[BILLING_RATE]))
		row--;
	return row->effective_on;
}

static void add_contract_rate(const RateWalk *walk, const Work *work)
{
	const Book *book = walk->book;
	add(walk->list, BILLING, book->id,
	    str_format(walk->list->mem, "contract %.*s", STR_ARG(book->key)),
	    (UsedRate){.effective_on = contract_rate_since(book, work->day),
		       .minor = work->bill_rate,
		       .currency = book->currency});
}

static void add_cost(const RateWalk *walk, const Work *work)
{
	const ResourceTerms *terms = work->cost_terms;
	const Resource *resource = firm_resource(walk->question->firm, work->resource_id);
	if (!terms || !resource)
		return;
	add(walk->list, COST, resource->id, resource->key,
	    (UsedRate){.effective_on = terms->effective_on,
		       .minor = terms->cost_rate,
		       .currency = terms->currency,
		       .lineage = terms->lineage});
	add_conversion(walk, terms->currency, walk->book->currency, work->day);
}

/* Which price of hours a measure is made of. */
static const char *price_kind(const Measure *measure)
{
	MeasureOfContract *of = measure->of_contract;
	if (of == measure_cost_of_hours || of == measure_actual_cost ||
	    of == measure_costs_of_budgeted_months)
		return COST;
	if (of == measure_standard_value || of == measure_standard_value_to_date ||
	    of == measure_standard_value_of_year)
		return STANDARD;
	return BILLING;
}

static void add_work(const RateWalk *walk, const Work *work)
{
	const char *kind = price_kind(walk->input->measure);
	if (kind == COST)
		add_cost(walk, work);
	else if (kind == STANDARD && work->standard_card)
		add_card(walk, work->standard_card, STANDARD);
	else if (kind == BILLING && work->bill_card)
		add_card(walk, work->bill_card, BILLING);
	else if (kind == BILLING && work->bill_rate != 0)
		add_contract_rate(walk, work);
}

/* Work is by day: the place of the first that is not before `day`. */
static size_t first_work(const Book *book, Date day)
{
	size_t low = 0;
	size_t high = book->work_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (book->work[middle].day.day < day.day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Whether sums of the contract's money are made from the bill value of hours. */
static bool is_by_usage(const Book *book, Date day)
{
	Value pricing = book_value_on(book, PRICING, day);
	return pricing.set &&
	       (pricing.number == PRICING_TIME_AND_MATERIALS || pricing.number == PRICING_CAPPED ||
		pricing.number == PRICING_PREPAID_HOURS);
}

/* A row without lineage is a sum over its days. */
static void add_works(const RateWalk *walk, const TallyRow *row)
{
	const Book *book = walk->book;
	bool one = row->lineage != NULL;
	Period days = one ? (Period){row->on, date_add(row->on, 1)} : row->days;
	if (!one && (!date_is_set(days.from) || !is_by_usage(book, days.from)))
		return;
	for (size_t i = first_work(book, days.from);
	     i < book->work_count && book->work[i].day.day < days.to.day; i++) {
		const Work *work = &book->work[i];
		if (one ? work->lineage == row->lineage : time_class_counts(work->time_class))
			add_work(walk, work);
	}
}

static const Budget *budget_of(const Book *book, Date day)
{
	for (size_t i = 0; i < book->budget_count; i++) {
		if (book->budgets[i].month == month_of(day))
			return &book->budgets[i];
	}
	return NULL;
}

/* What converted a row into the currency of the total. */
static void add_total_rate(const RateWalk *walk, const TallyRow *row)
{
	const Question *question = walk->question;
	const Book *book = walk->book;
	Date days[] = {row->on, question->as_of};
	const Budget *budget = budget_of(book, row->on);
	if (budget && budget->exchange_rate == row->rate) {
		add(walk->list, BUDGET_RATE, book->id,
		    str_format(walk->list->mem, "%.*s, %s", STR_ARG(book->key),
			       book->currency.code),
		    (UsedRate){.effective_on = month_first(budget->month),
			       .minor = budget->exchange_rate,
			       .lineage = budget->lineage});
		return;
	}
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		const ExchangeRate *used;
		int64_t rate;
		if (rate_on(question->firm, book->currency, days[i], &rate, &used) &&
		    rate == row->rate) {
			add_exchange(walk->list, used);
			return;
		}
	}
}

void rate_list_add(RateList *list, const Question *question, const Explanation *explanation)
{
	for (size_t i = 0; i < explanation->input_count; i++) {
		const ExplainedInput *input = &explanation->inputs[i];
		RateWalk walk = {.list = list, .question = question, .input = input};
		for (size_t j = 0; j < input->row_count; j++) {
			walk.book = input->books[j];
			if (!walk.book)
				continue;
			add_native(&walk, input->rows[j].lineage);
			if (input->measure->needs & NEED_PRICES)
				add_works(&walk, &input->rows[j]);
			if (input->rows[j].rate != 0)
				add_total_rate(&walk, &input->rows[j]);
		}
	}
}

static int compare(const void *a, const void *b)
{
	const OwnedRate *x = a;
	const OwnedRate *y = b;
	int order = str_cmp(x->rate.kind, y->rate.kind);
	if (order == 0)
		order = str_cmp_natural(x->owner, y->owner);
	return order ? order
		     : (x->rate.effective_on.day > y->rate.effective_on.day) -
			       (x->rate.effective_on.day < y->rate.effective_on.day);
}

UsedRate *rate_list_end(RateList *list, size_t *count)
{
	UsedRate *rates = ARENA_ARRAY(list->mem, UsedRate, list->rates.len);
	if (list->rates.len > 0)
		qsort(list->rates.at, list->rates.len, sizeof *list->rates.at, compare);
	for (size_t i = 0; i < list->rates.len; i++)
		rates[i] = list->rates.at[i].rate;
	*count = list->rates.len;
	return rates;
}
