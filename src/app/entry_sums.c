/* Sums of hours, with the names of what they are grouped by. */

#include "app/fact_names.h"
#include "store/waiting_time.h"

#include <stdlib.h>
#include <string.h>

static MUST_CHECK bool add(int64_t *sum, int64_t part, Err *err)
{
	return !__builtin_add_overflow(*sum, part, sum) ||
	       fail(err, ERR_RANGE, "a sum of entries is beyond what can be held");
}

static const char *const BY_NAMES[] = {"contract", "task",  "resource", "day",
				       "week",     "month", "class"};
enum { BY_COUNT = sizeof BY_NAMES / sizeof *BY_NAMES };
static const unsigned BY_TIME = SUM_BY_DAY | SUM_BY_WEEK | SUM_BY_MONTH;

const char *sum_by_name(size_t place)
{
	return place < BY_COUNT ? BY_NAMES[place] : NULL;
}

static MUST_CHECK bool parse_word(Str word, unsigned *by, Err *err)
{
	for (size_t i = 0; i < BY_COUNT; i++) {
		unsigned bit = 1U << i;
		if (!str_eq_c(word, BY_NAMES[i]))
			continue;
		if ((bit & BY_TIME) != 0 && (*by & BY_TIME & ~bit) != 0)
			return fail(err, ERR_INPUT,
				    "sums are by one of day, week and month, not by two");
		*by |= bit;
		return true;
	}
	return fail(err, ERR_INPUT,
		    "'%.*s' is none of contract, task, resource, day, week, month, class",
		    STR_ARG(str_slice(word, 0, 60)));
}

bool sum_by_parse(Str text, unsigned *out, Err *err)
{
	unsigned by = 0;
	while (text.len > 0) {
		size_t at = text.len;
		(void)str_find(text, STR(","), &at);
		if (!parse_word(str_trim(str_slice(text, 0, at)), &by, err))
			return fail_at(err, "by");
		text = str_slice(text, at + 1, text.len);
	}
	*out = by;
	return true;
}

/* A sum on its way: its money is in one currency, or left out. */
typedef struct Sum {
	EntrySums sums;
	Currency currency; /* "" where it has no money */
	bool mixed;        /* several currencies have met: it stays without */
} Sum;

static bool has_money(const EntrySums *sums)
{
	return sums->billed_seconds != 0 || sums->costed_seconds != 0 || sums->bill != 0 ||
	       sums->cost != 0;
}

static void leave_money_out(Sum *sum)
{
	sum->mixed = true;
	sum->currency = (Currency){0};
	sum->sums.billed_seconds = 0;
	sum->sums.bill = 0;
	sum->sums.costed_seconds = 0;
	sum->sums.cost = 0;
}

static MUST_CHECK bool add_money(Sum *sum, const EntrySums *part, Currency currency, Err *err)
{
	if (sum->mixed || !has_money(part))
		return true;
	if (sum->currency.code[0] == '\0')
		sum->currency = currency;
	if (strcmp(sum->currency.code, currency.code) != 0) {
		leave_money_out(sum);
		return true;
	}
	return add(&sum->sums.billed_seconds, part->billed_seconds, err) &&
	       add(&sum->sums.bill, part->bill, err) &&
	       add(&sum->sums.costed_seconds, part->costed_seconds, err) &&
	       add(&sum->sums.cost, part->cost, err);
}

static MUST_CHECK bool add_sums(Sum *sum, const EntrySums *part, Currency currency, Err *err)
{
	return add(&sum->sums.entries, part->entries, err) &&
	       add(&sum->sums.seconds, part->seconds, err) &&
	       add(&sum->sums.counting_seconds, part->counting_seconds, err) &&
	       add(&sum->sums.pending_seconds, part->pending_seconds, err) &&
	       add_money(sum, part, currency, err);
}

/* A group on its way to a row. */
typedef struct Draft {
	EntryGroup group;
	Currency currency;
	bool mixed; /* of several currencies: without money */
} Draft;

static int compare_int(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* By all but the contract: for sums that are not grouped by it. */
static int compare_drafts(const void *a, const void *b)
{
	const EntryGroup *x = &((const Draft *)a)->group;
	const EntryGroup *y = &((const Draft *)b)->group;
	int order = compare_int(x->date.day, y->date.day);
	if (order == 0)
		order = compare_int(x->resource_id, y->resource_id);
	if (order == 0)
		order = compare_int(x->time_class, y->time_class);
	return order;
}

/* Puts the groups of all contracts that differ in nothing else together. `*len` becomes how many there are. */
static MUST_CHECK bool join_contracts(Draft *drafts, size_t *len, Err *err)
{
	size_t joined = 0;
	if (*len > 0)
		qsort(drafts, *len, sizeof *drafts, compare_drafts);
	for (size_t i = 0; i < *len;) {
		Sum sum = {0};
		Draft group = drafts[i];
		for (; i < *len && compare_drafts(&group, &drafts[i]) == 0; i++) {
			if (!add_sums(&sum, &drafts[i].group.sums, drafts[i].currency, err))
				return false;
		}
		group.group.contract_id = 0;
		group.group.sums = sum.sums;
		group.currency = sum.currency;
		group.mixed = sum.mixed;
		drafts[joined++] = group;
	}
	*len = joined;
	return true;
}

static SumRow row_of(const FactNames *names, const EntryGroup *group, Currency currency)
{
	return (SumRow){
		.contract = fact_names_contract(names, group->contract_id),
		.task = fact_names_task(names, group->task_id),
		.resource = fact_names_resource(names, group->resource_id),
		.date = group->date,
		.time_class = group->time_class,
		.currency = currency,
		.sums = group->sums,
	};
}

static MUST_CHECK bool add_row(const FactNames *names, const EntryGroup *group, Currency currency,
			       SumTable *table, Sum *total, Err *err)
{
	table->at[table->len++] = row_of(names, group, currency);
	return add_sums(total, &group->sums, currency, err);
}

/* Groups of several currencies that the contracts keep apart, though they are not asked for by contract. */
static MUST_CHECK bool add_joined(const FactNames *names, EntryGroups groups, SumTable *table,
				  Sum *total, Err *err)
{
	Draft *drafts = ARENA_ARRAY(names->app->mem, Draft, groups.len);
	size_t len = groups.len;
	for (size_t i = 0; i < groups.len; i++) {
		drafts[i].group = groups.at[i];
		drafts[i].currency = fact_names_currency(names, groups.at[i].contract_id);
	}
	if (!join_contracts(drafts, &len, err))
		return false;
	for (size_t i = 0; i < len; i++) {
		if (drafts[i].mixed)
			leave_money_out(total);
		if (!add_row(names, &drafts[i].group, drafts[i].currency, table, total, err))
			return false;
	}
	return true;
}

static MUST_CHECK bool add_groups(const FactNames *names, EntryGroups groups, SumTable *table,
				  Sum *total, Err *err)
{
	Currency currency = {0};
	bool single = fact_names_only_currency(names, &currency);
	for (size_t i = 0; i < groups.len; i++) {
		const EntryGroup *group = &groups.at[i];
		if (!single)
			currency = fact_names_currency(names, group->contract_id);
		if (!add_row(names, group, currency, table, total, err))
			return false;
	}
	return true;
}

/* The rows in the order of the ids. */
static MUST_CHECK bool read_rows(FactNames *names, const EntryFilter *filter, SumTable *table,
				 Err *err)
{
	App *app = names->app;
	EntryGroups groups;
	Sum total = {0};
	unsigned by = table->by;
	bool of_contract = (by & (SUM_BY_CONTRACT | SUM_BY_TASK)) != 0;
	bool single = fact_names_only_currency(names, &total.currency);
	unsigned asked = of_contract || single ? by : by | SUM_BY_CONTRACT;
	if (!entries_sum(app->db, app->mem, filter, asked, &groups, err) ||
	    !fact_names_of_groups(names, filter, by, groups, err))
		return false;
	table->at = ARENA_ARRAY(app->mem, SumRow, groups.len);
	if (asked == by ? !add_groups(names, groups, table, &total, err)
			: !add_joined(names, groups, table, &total, err))
		return false;
	table->total = total.sums;
	table->currency = total.currency;
	return true;
}

/* By date, then by the names, naturally. */
static int compare_rows(const void *a, const void *b)
{
	const SumRow *x = a;
	const SumRow *y = b;
	int order = compare_int(x->date.day, y->date.day);
	if (order == 0)
		order = str_cmp_natural(x->contract, y->contract);
	if (order == 0)
		order = str_cmp_natural(x->task, y->task);
	if (order == 0)
		order = str_cmp_natural(x->resource, y->resource);
	return order != 0 ? order : x->time_class - y->time_class;
}

/* By names, where these do not come as their ids do. */
static void sort_rows(const FactNames *names, SumTable *table)
{
	bool in_order = !(table->by & SUM_BY_TASK) && fact_names_in_order(names);
	if (!in_order && table->len > 0)
		qsort(table->at, table->len, sizeof *table->at, compare_rows);
}

static MUST_CHECK bool sum_table(App *app, const EntriesQuery *query, unsigned by, SumTable *out,
				 Err *err)
{
	FactNames names;
	EntryFilter filter;
	SumTable table = {.by = by};
	if (!fact_names_resolve_sums(app, query, &names, &filter, err) ||
	    !read_rows(&names, &filter, &table, err))
		return false;
	sort_rows(&names, &table);
	if (!waiting_time(app->db, filter.contract_id, &table.waiting_rows, &table.waiting_seconds,
			  err))
		return false;
	*out = table;
	return true;
}

bool entries_sum_table(App *app, const EntriesQuery *query, unsigned by, SumTable *out, Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok = sum_table(app, query, by, out, err);
	app_end(app);
	return ok;
}
