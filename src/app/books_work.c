/* Hours as books hold them: sums by month where nothing parts the month, else by day; or single entries with their prices. */

#include "analytics/pricing.h"
#include "analytics/run_out.h"
#include "app/books_parts.h"

#include <stdlib.h>
#include <string.h>

Period hours_window(const BooksQuery *query)
{
	Date end = date_add(query->moment.as_of, 1);
	if ((query->needs & NEED_HISTORY_OF_HOURS) != 0)
		return (Period){DATE_NONE, end};
	return (Period){query->days.from, date_earlier(query->days.to, end)};
}

static bool is_month_start(Date day)
{
	return month_first(month_of(day)).day == day.day;
}

/* Whole months, or days, of the window. */
typedef struct Run {
	Period days;
	bool by_day;
} Run;

typedef struct Runs {
	Arena *mem;
	VEC(Run) list;
} Runs;

static void add_run(Runs *runs, Date from, Date to, bool by_day)
{
	if (date_is_set(from) && from.day >= to.day)
		return;
	*vec_push(runs->mem, &runs->list) = (Run){{from, to}, by_day};
}

/* The days of a month within the window are told apart; months come in order, perhaps several times. */
static void part_month(Runs *runs, Period window, int64_t month, Date *done)
{
	Date first = month_first(month);
	Date next = date_earlier(month_first(month + 1), window.to);
	if (date_is_set(window.from))
		first = date_later(first, window.from);
	if (first.day >= next.day || (date_is_set(*done) && first.day < done->day))
		return;
	add_run(runs, *done, first, false);
	add_run(runs, first, next, true);
	*done = next;
}

typedef struct Months {
	Arena *mem;
	VEC(int64_t) list;
} Months;

/* A month that the day parts; with the pace all months of the days before it. */
static void add_cut(Months *months, Date cut, bool pace)
{
	int64_t last = month_of(date_add(cut, -1));
	if (!is_month_start(cut))
		*vec_push(months->mem, &months->list) = month_of(cut);
	for (int64_t month = month_of(date_add(cut, -PACE_DAYS)); pace && month <= last; month++)
		*vec_push(months->mem, &months->list) = month;
}

static int compare_months(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static Months parted_months(Arena *mem, const BooksQuery *query, Period window)
{
	bool pace = (query->needs & NEED_PACE) != 0;
	Months months = {.mem = mem};
	if (date_is_set(window.from))
		add_cut(&months, window.from, false);
	for (size_t i = 0; i < query->cut_count; i++) {
		if (query->cuts[i].day < window.to.day)
			add_cut(&months, query->cuts[i], pace);
	}
	add_cut(&months, window.to, pace);
	if (months.list.len > 0)
		qsort(months.list.at, months.list.len, sizeof *months.list.at, compare_months);
	return months;
}

static Runs make_runs(Arena *mem, const BooksQuery *query)
{
	Period window = hours_window(query);
	Runs runs = {.mem = mem};
	Date done = window.from;
	if (query->by_day) {
		add_run(&runs, window.from, window.to, true);
		return runs;
	}
	Months months = parted_months(mem, query, window);
	for (size_t i = 0; i < months.list.len; i++)
		part_month(&runs, window, months.list.at[i], &done);
	add_run(&runs, done, window.to, false);
	return runs;
}

typedef struct HourSums {
	Arena *mem;
	VEC(HourSum) list;
} HourSums;

static MUST_CHECK bool sum_run(BookReading *reading, Run run, int64_t contract_id, HourSums *sums,
			       Err *err)
{
	Arena scratch;
	GroupBlocks groups;
	EntryFilter filter = entry_filter_all();
	unsigned tasks = (reading->query->needs & NEED_TASK_HOURS) != 0 ? SUM_BY_TASK : 0;
	unsigned by = SUM_BY_CONTRACT | SUM_BY_CLASS | tasks;
	filter.contract_id = contract_id;
	filter.days = run.days;
	filter.known = reading->query->moment.known;
	arena_init(&scratch);
	bool ok =
		entries_sum_unordered(reading->app->db, &scratch, &filter,
				      by | (run.by_day ? SUM_BY_DAY : SUM_BY_MONTH), &groups, err);
	for (size_t i = 0; ok && i < groups.len; i++) {
		const EntryGroup *group = group_in_blocks(groups, i);
		const Shelf *shelf = shelf_of(reading, group->contract_id);
		if (!shelf)
			continue;
		*vec_push(sums->mem, &sums->list) = (HourSum){
			.shelf = (uint32_t)(shelf - reading->shelves),
			.day = group->date,
			.time_class = group->time_class,
			.task_id = group->task_id,
			.seconds = group->sums.seconds,
			.entries = group->sums.entries,
		};
	}
	arena_deinit(&scratch);
	return ok;
}

/* Puts the sums contract by contract. */
static void shelve_hours(BookReading *reading, const HourSums *sums)
{
	size_t first = 0;
	size_t *next = ARENA_ARRAY(sums->mem, size_t, reading->len);
	for (size_t i = 0; i < sums->list.len; i++)
		reading->shelves[sums->list.at[i].shelf].parts[PART_HOURS].len++;
	for (size_t i = 0; i < reading->len; i++) {
		PartRange *range = &reading->shelves[i].parts[PART_HOURS];
		range->first = first;
		next[i] = first;
		first += range->len;
	}
	reading->hours = ARENA_ARRAY(reading->mem, HourSum, sums->list.len);
	for (size_t i = 0; i < sums->list.len; i++)
		reading->hours[next[sums->list.at[i].shelf]++] = sums->list.at[i];
}

static MUST_CHECK bool sum_runs(BookReading *reading, HourSums *sums, Err *err)
{
	Runs runs = make_runs(sums->mem, reading->query);
	for (size_t i = 0; i < runs.list.len; i++) {
		Run run = runs.list.at[i];
		if (!reading->few && !sum_run(reading, run, 0, sums, err))
			return false;
		for (size_t j = 0; reading->few && j < reading->len; j++) {
			if (!sum_run(reading, run, reading->shelves[j].contract_id, sums, err))
				return false;
		}
	}
	shelve_hours(reading, sums);
	return true;
}

static bool reads_entries(const BooksQuery *query)
{
	return query->lineage || (query->needs & NEED_PRICES) != 0;
}

static bool wants_hours(const BooksQuery *query)
{
	unsigned hours = NEED_HOURS | NEED_TASK_HOURS | NEED_PRICES | NEED_HISTORY_OF_HOURS;
	return (query->needs & hours) != 0;
}

bool book_hours_read(BookReading *reading, Err *err)
{
	Arena scratch;
	if (!wants_hours(reading->query) || reads_entries(reading->query))
		return true;
	arena_init(&scratch);
	HourSums sums = {.mem = &scratch};
	bool ok = sum_runs(reading, &sums, err);
	arena_deinit(&scratch);
	return ok;
}

static int compare_work(const void *a, const void *b)
{
	const Work *x = a;
	const Work *y = b;
	if (x->day.day != y->day.day)
		return x->day.day < y->day.day ? -1 : 1;
	if (x->task_id != y->task_id)
		return x->task_id < y->task_id ? -1 : 1;
	if (x->resource_id != y->resource_id)
		return x->resource_id < y->resource_id ? -1 : 1;
	return x->time_class - y->time_class;
}

static int compare_work_days(const void *a, const void *b)
{
	const Work *x = a;
	const Work *y = b;
	return (x->day.day > y->day.day) - (x->day.day < y->day.day);
}

static void order_work(Work *work, size_t len, int (*compare)(const void *, const void *))
{
	for (size_t i = 1; i < len; i++) {
		if (compare(&work[i - 1], &work[i]) > 0) {
			qsort(work, len, sizeof *work, compare);
			return;
		}
	}
}

static void fill_sums(const BookReading *reading, const Shelf *shelf, Arena *mem, Book *book)
{
	PartRange range = shelf->parts[PART_HOURS];
	Work *work = ARENA_ARRAY(mem, Work, range.len);
	for (size_t i = 0; i < range.len; i++) {
		const HourSum *sum = &reading->hours[range.first + i];
		work[i] = (Work){
			.day = sum->day,
			.task_id = sum->task_id,
			.time_class = sum->time_class,
			.seconds = sum->seconds,
			.entries = sum->entries,
		};
	}
	order_work(work, range.len, compare_work);
	book->work = work;
	book->work_count = range.len;
}

static bool is_in_month(const Work *work, int64_t month)
{
	return month_of(work->day) == month;
}

/* In place of the book's work of a month: the same by day. */
static MUST_CHECK bool part_by_day(const BookReading *reading, int64_t month, Arena *mem,
				   Book *book, Err *err)
{
	GroupBlocks groups;
	EntryFilter filter = entry_filter_all();
	unsigned tasks = (reading->query->needs & NEED_TASK_HOURS) != 0 ? SUM_BY_TASK : 0;
	size_t len = 0;
	filter.contract_id = book->id;
	filter.days = period_common((Period){month_first(month), month_first(month + 1)},
				    hours_window(reading->query));
	filter.known = reading->query->moment.known;
	if (!entries_sum_unordered(reading->app->db, mem, &filter,
				   SUM_BY_CONTRACT | SUM_BY_CLASS | SUM_BY_DAY | tasks, &groups,
				   err))
		return false;
	Work *work = ARENA_ARRAY(mem, Work, book->work_count + groups.len);
	for (size_t i = 0; i < book->work_count; i++) {
		if (!is_in_month(&book->work[i], month))
			work[len++] = book->work[i];
	}
	for (size_t i = 0; i < groups.len; i++) {
		const EntryGroup *group = group_in_blocks(groups, i);
		work[len++] = (Work){
			.day = group->date,
			.task_id = group->task_id,
			.time_class = group->time_class,
			.seconds = group->sums.seconds,
			.entries = group->sums.entries,
		};
	}
	order_work(work, len, compare_work);
	book->work = work;
	book->work_count = len;
	return true;
}

/* Entries of one book on their way. */
typedef struct Pricing {
	BookReading *reading;
	const Book *book;
	Arena *mem;
	VEC(Work) work;
} Pricing;

/* `currency`: of the contract, into which amounts of its own are converted. */
static const Lineage *entry_lineage(Arena *mem, const TimeEntry *entry, Currency currency)
{
	Lineage *lineage = ARENA_NEW(mem, Lineage);
	*lineage = (Lineage){
		.source_id = entry->source_id,
		.id = str_copy(mem, entry->external_id),
		.import_id = entry->import_id,
		.line = entry->line,
		.converted_on = entry->work_date,
	};
	if ((entry->has_bill || entry->has_cost) &&
	    strcmp(entry->currency.code, currency.code) != 0)
		lineage->native = entry->currency;
	return lineage;
}

static MUST_CHECK bool add_sum(int64_t *sum, int64_t part, Err *err)
{
	return !__builtin_add_overflow(*sum, part, sum) ||
	       fail(err, ERR_RANGE, "a sum of hours or of their money is too large");
}

static bool is_alike(const Work *a, const Work *b)
{
	return a->day.day == b->day.day && a->task_id == b->task_id &&
	       a->resource_id == b->resource_id && a->time_class == b->time_class &&
	       a->bill.na == b->bill.na && a->cost.na == b->cost.na &&
	       a->standard.na == b->standard.na && a->bill_rate == b->bill_rate &&
	       a->cost_rate == b->cost_rate;
}

enum { LOOK_BACK = 16 };

/* Among the last that were added: entries come day by day. */
static Work *find_alike(Pricing *pricing, const Work *work)
{
	size_t len = pricing->work.len;
	for (size_t i = 0; i < len && i < LOOK_BACK; i++) {
		Work *other = &pricing->work.at[len - 1 - i];
		if (is_alike(other, work))
			return other;
	}
	return NULL;
}

static bool take_entry(void *context, const TimeEntry *entry, Err *err)
{
	Pricing *pricing = context;
	const BooksQuery *query = pricing->reading->query;
	Work work = {
		.day = entry->work_date,
		.task_id = entry->task_id,
		.resource_id = entry->resource_id,
		.time_class = time_class(entry),
		.seconds = entry->seconds,
		.entries = 1,
	};
	if ((query->needs & NEED_PRICES) != 0)
		price_entry(pricing->reading->firm, pricing->book, entry, &work);
	if (query->lineage)
		work.lineage = entry_lineage(pricing->mem, entry, pricing->book->currency);
	Work *alike = query->lineage ? NULL : find_alike(pricing, &work);
	if (!alike) {
		*vec_push(pricing->mem, &pricing->work) = work;
		return true;
	}
	alike->entries++;
	return add_sum(&alike->seconds, work.seconds, err) &&
	       add_sum(&alike->bill.minor, work.bill.minor, err) &&
	       add_sum(&alike->cost.minor, work.cost.minor, err) &&
	       add_sum(&alike->standard.minor, work.standard.minor, err);
}

static MUST_CHECK bool fill_entries(BookReading *reading, Arena *mem, Book *book, Err *err)
{
	Pricing pricing = {.reading = reading, .book = book, .mem = mem};
	EntryFilter filter = entry_filter_all();
	filter.contract_id = book->id;
	filter.days = hours_window(reading->query);
	filter.known = reading->query->moment.known;
	if (date_is_set(filter.days.from) && filter.days.from.day >= filter.days.to.day)
		return true;
	if (!entries_each(reading->app->db, &filter, take_entry, &pricing, err))
		return false;
	order_work(pricing.work.at, pricing.work.len, compare_work_days);
	book->work = pricing.work.at;
	book->work_count = pricing.work.len;
	return true;
}

bool book_work_fill(BookReading *reading, const Shelf *shelf, Arena *mem, Book *book, Err *err)
{
	if (!wants_hours(reading->query))
		return true;
	if (reads_entries(reading->query))
		return fill_entries(reading, mem, book, err);
	fill_sums(reading, shelf, mem, book);
	int64_t month;
	bool wants_day = (reading->query->needs & NEED_SPENT_DAY) != 0 && !reading->query->by_day;
	return !wants_day || !run_out_spent_month(reading->firm, book, &month) ||
	       part_by_day(reading, month, mem, book, err);
}
