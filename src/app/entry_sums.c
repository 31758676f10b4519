/* Sums of hours, with the names of what they are grouped by. */

#include "app/fact_names.h"
#include "app/sum_order.h"
#include "store/waiting_time.h"

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

/* What rows are made from. */
typedef struct Reading {
	GroupBlocks groups;
	const RankedGroup *order;
	SumNames names;
	NameRanks contracts;        /* also where no row names one */
	const Currency *currencies; /* by the rank of the contract */
} Reading;

static NameRanks rank_contracts(Arena *mem, ContractNames list)
{
	NamedId *named = ARENA_ARRAY(mem, NamedId, list.len);
	for (size_t i = 0; i < list.len; i++)
		named[i] = (NamedId){list.at[i].id, list.at[i].key};
	return name_ranks_make(mem, named, list.len);
}

static NameRanks rank_tasks(Arena *mem, Tasks list)
{
	NamedId *named = ARENA_ARRAY(mem, NamedId, list.len);
	for (size_t i = 0; i < list.len; i++)
		named[i] = (NamedId){list.at[i].id, list.at[i].key};
	return name_ranks_make(mem, named, list.len);
}

static NameRanks rank_resources(Arena *mem, Resources list)
{
	NamedId *named = ARENA_ARRAY(mem, NamedId, list.len);
	for (size_t i = 0; i < list.len; i++)
		named[i] = (NamedId){list.at[i].id, list.at[i].key};
	return name_ranks_make(mem, named, list.len);
}

/* `of_none`: of what has no contract, or is not grouped by it. */
static const Currency *currencies_by_rank(Arena *mem, const NameRanks *ranks, ContractNames list,
					  Currency of_none)
{
	Currency *currencies = ARENA_ARRAY(mem, Currency, ranks->len + 1);
	for (size_t i = 0; i < list.len; i++)
		currencies[name_rank_of(ranks, list.at[i].id)] = list.at[i].currency;
	currencies[0] = of_none;
	return currencies;
}

static SumRow *add_row(const Reading *reading, const RankedGroup *ranked, SumTable *table)
{
	SumRow *row = &table->at[table->len++];
	row->contract = name_of_rank(&reading->names.contracts, ranked->contract);
	row->task = name_of_rank(&reading->names.tasks, ranked->task);
	row->resource = name_of_rank(&reading->names.resources, ranked->resource);
	row->date = ranked->date;
	row->time_class = ranked->time_class;
	return row;
}

static const EntryGroup *group_of(const Reading *reading, const RankedGroup *ranked)
{
	return group_in_blocks(reading->groups, ranked->number);
}

enum { STRETCH = 128 };

/*
 * A row of each group. Groups lie about in memory: those of a stretch are fetched before anything is done with them,
 * so that the processor waits for many at once.
 */
static MUST_CHECK bool make_rows(const Reading *reading, SumTable *table, Sum *total, Err *err)
{
	size_t len = reading->groups.len;
	for (size_t from = 0; from < len; from += STRETCH) {
		size_t to = len - from < STRETCH ? len : from + STRETCH;
		for (size_t i = from; i < to; i++)
			table->at[i].sums = group_of(reading, &reading->order[i])->sums;
		for (size_t i = from; i < to; i++) {
			const RankedGroup *ranked = &reading->order[i];
			SumRow *row = add_row(reading, ranked, table);
			row->currency = reading->currencies[ranked->contract];
			if (!add_sums(total, &row->sums, row->currency, err))
				return false;
		}
	}
	return true;
}

/* A row of all groups that differ in nothing but the contract. */
static MUST_CHECK bool make_joined_rows(const Reading *reading, SumTable *table, Sum *total,
					Err *err)
{
	for (size_t i = 0; i < reading->groups.len;) {
		const RankedGroup *first = &reading->order[i];
		Sum sum = {0};
		for (; i < reading->groups.len; i++) {
			if (sum_order_compare(first, &reading->order[i]) != 0)
				break;
			const EntryGroup *group = group_of(reading, &reading->order[i]);
			uint32_t contract = name_rank_of(&reading->contracts, group->contract_id);
			if (!add_sums(&sum, &group->sums, reading->currencies[contract], err))
				return false;
		}
		if (sum.mixed)
			leave_money_out(total);
		SumRow *row = add_row(reading, first, table);
		row->sums = sum.sums;
		row->currency = sum.currency;
		if (!add_sums(total, &sum.sums, sum.currency, err))
			return false;
	}
	return true;
}

/* `work` holds what the rows are made from. */
static MUST_CHECK bool read_rows(const FactNames *names, const EntryFilter *filter, Arena *work,
				 SumTable *table, Err *err)
{
	App *app = names->app;
	Reading reading = {.order = NULL};
	GroupNames named;
	Sum total = {0};
	unsigned by = table->by;
	bool of_contract = (by & (SUM_BY_CONTRACT | SUM_BY_TASK)) != 0;
	bool single = fact_names_only_currency(names, &total.currency);
	/* Then the contract tells which currency a group's money is in. */
	bool joins = !of_contract && !single;
	if (!entries_sum_unordered(app->db, work, filter, joins ? by | SUM_BY_CONTRACT : by,
				   &reading.groups, err) ||
	    !fact_names_of_groups(names, filter, by, reading.groups, &named, err))
		return false;
	if (of_contract || joins)
		reading.contracts = rank_contracts(work, names->contracts);
	if (of_contract)
		reading.names.contracts = reading.contracts;
	reading.names.tasks = rank_tasks(work, named.tasks);
	reading.names.resources = rank_resources(work, named.resources);
	reading.currencies =
		currencies_by_rank(work, &reading.contracts, names->contracts, total.currency);
	reading.order = sum_order(work, &reading.names, reading.groups);
	table->at = ARENA_ARRAY(app->mem, SumRow, reading.groups.len);
	if (joins ? !make_joined_rows(&reading, table, &total, err)
		  : !make_rows(&reading, table, &total, err))
		return false;
	table->total = total.sums;
	table->currency = total.currency;
	return true;
}

static MUST_CHECK bool sum_table(App *app, const EntriesQuery *query, unsigned by, SumTable *out,
				 Err *err)
{
	FactNames names;
	EntryFilter filter;
	SumTable table = {.by = by};
	Arena work;
	if (!fact_names_resolve_sums(app, query, &names, &filter, err))
		return false;
	arena_init(&work);
	bool ok = read_rows(&names, &filter, &work, &table, err);
	arena_deinit(&work);
	if (!ok)
		return false;
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
