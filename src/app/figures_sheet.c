/* One view of a table of figures: read contract by contract, or person by person, and added up. */

#include "app/figures_parts.h"
#include "store/waiting_time.h"

#include <stdlib.h>
#include <string.h>

enum { SCRATCH_BYTES = 1024 * 1024 };

static Moment moment_of(const Sheet *sheet)
{
	return (Moment){sheet->asked->as_of, sheet->known, INSTANT_MAX};
}

static BooksQuery books_query(const Sheet *sheet)
{
	const FiguresAsked *asked = sheet->asked;
	BooksQuery query = {
		.scope = asked->scope,
		.needs = metric_plan_needs(asked->plan),
		.moment = moment_of(sheet),
		.effective = asked->effective,
		.days = asked->period,
	};
	if (asked->people)
		query.needs |= NEED_RESOURCES;
	if (asked->lacks_hours && !sheet->partial)
		query.needs |= NEED_HOURS | NEED_RESOURCES |
			       (asked->people ? NEED_RESOURCE_HOURS : NEED_TIMESHEETS);
	return query;
}

/* Whether a row is wanted of this view. */
static bool wants(const Sheet *sheet, const Tile *tile)
{
	return !sheet->partial || (tile->booked && tile->closed_at.us == sheet->known.us);
}

/* Rows whose one contract or person is computed as soon as it is there. */
static bool is_single(const Sheet *sheet)
{
	unsigned split = sheet->asked->split;
	return split == SPLIT_BY_CONTRACT || split == SPLIT_BY_RESOURCE;
}

static void add_book(const Sheet *sheet, const Group *group, size_t row, const Book *book)
{
	RowSum *sum = &group->rows[row];
	const Question *question = &group->tiles->at[row].question;
	total_add_contract(sum->total, question, book);
	if (sheet->asked->lacks_hours)
		completeness_add_book(&sum->completeness, question, book);
}

/* The figures of a row to which nothing more is added. */
static void settle(Sheet *sheet, Group *group, size_t row)
{
	RowSum *sum = &group->rows[row];
	const Question *question = &group->tiles->at[row].question;
	sum->figures = total_figures(sum->total, sheet->app->mem, question);
	/* Also where no hours were looked at, or nothing is in the row. */
	sum->completeness.running = question_is_running(question);
	sum->completeness.open = !question_is_closed(question);
}

/* The whole adds up its rows where these have its days and its currency. */
static bool adds_rows(const Sheet *sheet, const Group *group)
{
	return !sheet->partial && !sheet->asked->has_granularity &&
	       strcmp(group->currency.code, sheet->whole.currency.code) == 0;
}

/* An empty total: that of the contract before, where it is in the same currency. */
static Total *single_total(Sheet *sheet, Currency currency)
{
	if (sheet->single && strcmp(sheet->single_currency.code, currency.code) == 0) {
		total_clear(sheet->single);
		return sheet->single;
	}
	sheet->single = total_new(&sheet->scratch, sheet->asked->plan, currency);
	sheet->single_currency = currency;
	return sheet->single;
}

/* The contract is done with, as is what was worked out for it. */
static void end_book(Sheet *sheet)
{
	if (sheet->scratch.total > SCRATCH_BYTES) {
		arena_deinit(&sheet->scratch);
		sheet->single = NULL;
	}
	sheet->memo = (BookMemo){0};
}

static bool take_book(void *context, const Book *book, Err *err)
{
	Sheet *sheet = context;
	Group *group = sheet->group_of[sheet->next++];
	(void)err;
	for (size_t i = 0; i < group->tiles->len; i++) {
		if (!wants(sheet, &group->tiles->at[i]))
			continue;
		if (is_single(sheet))
			group->rows[i].total = single_total(sheet, group->currency);
		add_book(sheet, group, i, book);
		if (!is_single(sheet))
			continue;
		settle(sheet, group, i);
		if (adds_rows(sheet, group))
			total_add_total(sheet->whole.rows[0].total, group->rows[i].total);
		group->rows[i].total = NULL;
	}
	if (wants(sheet, &sheet->whole.tiles->at[0]) &&
	    !(is_single(sheet) && adds_rows(sheet, group)))
		add_book(sheet, &sheet->whole, 0, book);
	else if (sheet->asked->lacks_hours && !sheet->partial)
		completeness_add_book(&sheet->whole.rows[0].completeness,
				      &sheet->whole.tiles->at[0].question, book);
	end_book(sheet);
	return true;
}

static void add_person(const Sheet *sheet, const Group *group, size_t row, const Resource *person)
{
	RowSum *sum = &group->rows[row];
	const Question *question = &group->tiles->at[row].question;
	total_add_resource(sum->total, question, person);
	if (sheet->asked->lacks_hours)
		completeness_add_resource(&sum->completeness, question, person);
}

static void add_people(Sheet *sheet)
{
	for (size_t i = 0; i < sheet->people.len; i++) {
		Group *group = sheet->group_of[i];
		for (size_t j = 0; j < group->tiles->len; j++) {
			if (wants(sheet, &group->tiles->at[j]))
				add_person(sheet, group, j, sheet->people.at[i]);
		}
		if (wants(sheet, &sheet->whole.tiles->at[0]))
			add_person(sheet, &sheet->whole, 0, sheet->people.at[i]);
		arena_trim(&sheet->scratch, SCRATCH_BYTES);
	}
}

static void open_totals(Sheet *sheet, Group *group)
{
	for (size_t i = 0; i < group->tiles->len; i++) {
		if (wants(sheet, &group->tiles->at[i]))
			group->rows[i].total =
				total_new(sheet->app->mem, sheet->asked->plan, group->currency);
	}
}

static void close_totals(Sheet *sheet, Group *group)
{
	for (size_t i = 0; i < group->tiles->len; i++) {
		if (group->rows[i].total)
			settle(sheet, group, i);
	}
}

static void add_waiting(const FiguresAsked *asked, Group *group, const WaitingTime *time)
{
	if (asked->lacks_hours) {
		group->waiting_rows += time->rows;
		group->waiting_seconds += time->seconds;
	}
	if (asked->lacks_money)
		group->waiting_money_rows += time->money_rows;
}

static void spread_waiting(Group *group)
{
	for (size_t i = 0; i < group->tiles->len; i++) {
		group->rows[i].completeness.waiting_rows = group->waiting_rows;
		group->rows[i].completeness.waiting_seconds = group->waiting_seconds;
		group->rows[i].completeness.waiting_money_rows = group->waiting_money_rows;
	}
}

static int compare_waiting(const void *a, const void *b)
{
	const WaitingTime *x = a;
	const WaitingTime *y = b;
	return (x->contract_id > y->contract_id) - (x->contract_id < y->contract_id);
}

/* What waits of the sheet's contracts, each for its row, and for the whole where that is not of all contracts. */
static void share_by_contract(Sheet *sheet, WaitingTimes times, bool all)
{
	for (size_t i = 0; times.len > 0 && i < sheet->heads.len; i++) {
		WaitingTime wanted = {.contract_id = sheet->heads.at[i].contract->id};
		const WaitingTime *time =
			bsearch(&wanted, times.at, times.len, sizeof wanted, compare_waiting);
		if (!time)
			continue;
		add_waiting(sheet->asked, sheet->group_of[i], time);
		if (!all)
			add_waiting(sheet->asked, &sheet->whole, time);
	}
}

/* What waits of a contract counts for its row; what waits of no contract that is known, for all, as anything does for people. */
static void share_waiting(Sheet *sheet, WaitingTimes times)
{
	bool people = sheet->asked->people;
	bool all = people || sheet->asked->scope.kind == SCOPE_PORTFOLIO;
	for (size_t i = 0; i < times.len; i++) {
		bool of_any = times.at[i].contract_id == 0;
		for (size_t j = 0; (people || of_any) && j < sheet->group_count; j++)
			add_waiting(sheet->asked, &sheet->groups[j], &times.at[i]);
		if (all || of_any)
			add_waiting(sheet->asked, &sheet->whole, &times.at[i]);
	}
	if (!people)
		share_by_contract(sheet, times, all);
	for (size_t i = 0; i < sheet->group_count; i++)
		spread_waiting(&sheet->groups[i]);
	spread_waiting(&sheet->whole);
}

static MUST_CHECK bool count_lacking(Sheet *sheet, Err *err)
{
	WaitingTimes times;
	const FiguresAsked *asked = sheet->asked;
	if ((!asked->lacks_hours && !asked->lacks_money) || sheet->partial)
		return true;
	if (!waiting_times(sheet->app->db, sheet->app->mem, &times, err))
		return false;
	share_waiting(sheet, times);
	return asked->people || !asked->lacks_hours || sheet_count_timesheets(sheet, err);
}

static MUST_CHECK bool compute(Sheet *sheet, const BooksQuery *query, Err *err)
{
	for (size_t i = 0; i < sheet->group_count && (!is_single(sheet) || sheet->asked->people);
	     i++)
		open_totals(sheet, &sheet->groups[i]);
	open_totals(sheet, &sheet->whole);
	if (sheet->asked->people)
		add_people(sheet);
	else if (!books_each_of(&sheet->heads, &sheet->firm, query, take_book, sheet, err))
		return false;
	for (size_t i = 0; i < sheet->group_count; i++)
		close_totals(sheet, &sheet->groups[i]);
	close_totals(sheet, &sheet->whole);
	return count_lacking(sheet, err);
}

/* What of people is read: timesheets are of whole weeks. */
static BooksQuery people_query(const Sheet *sheet, const BooksQuery *query)
{
	BooksQuery people = *query;
	Calendar weeks = {.granularity = GRANULARITY_WEEK, .fiscal_month = 1};
	Date end = date_earlier(query->days.to, date_add(sheet->asked->as_of, 1));
	people.days.from = calendar_tile(weeks, query->days.from).from;
	people.days.to = calendar_tile(weeks, date_add(end, -1)).to;
	return people;
}

static MUST_CHECK bool make(Sheet *sheet, Err *err)
{
	const FiguresAsked *asked = sheet->asked;
	BooksQuery query = books_query(sheet);
	if (!asked->people && !book_heads_read(sheet->app, &query, &sheet->heads, err))
		return false;
	sheet_cuts(sheet, &query.cuts, &query.cut_count);
	BooksQuery people = people_query(sheet, &query);
	if (!firm_read(sheet->app, &people, &sheet->firm, err))
		return false;
	sheet->firm.rates_used = ARENA_ARRAY(sheet->app->mem, bool, sheet->firm.rate_count);
	if (asked->people && !scope_resources(sheet->app, &sheet->firm, asked->scope, asked->as_of,
					      &sheet->people, err))
		return false;
	if (!sheet_layout(sheet, err))
		return false;
	if (sheet->mixed)
		query.needs |= NEED_BUDGETS; /* totals convert at their rates */
	return compute(sheet, &query, err);
}

bool sheet_make(Sheet *sheet, Err *err)
{
	arena_init(&sheet->scratch);
	bool ok = make(sheet, err);
	arena_deinit(&sheet->scratch);
	return ok;
}
