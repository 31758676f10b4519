/* Sums of hours of all contracts: by month where nothing parts the month, else by day. */

#include "app/books_parts.h"

#include <stdlib.h>

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
	bool in_order; /* they come contract by contract: nothing is to be put in order afterwards */
} HourSums;

static void add_sum_of(BookReading *reading, Shelf *shelf, HourSums *sums, HourSum sum)
{
	PartRange *range = &shelf->parts[PART_HOURS];
	if (range->len == 0)
		range->first = sums->list.len;
	range->len++;
	sum.shelf = (uint32_t)(shelf - reading->shelves);
	*vec_push(sums->mem, &sums->list) = sum;
}

/* Sums of whole months that do not tell tasks, as known now. */
typedef struct MonthReading {
	BookReading *reading;
	HourSums *sums;
	int64_t contract_id; /* the last one… */
	Shelf *shelf;        /* …and its shelf; NULL: it is not in the scope */
	int64_t month;       /* the last one, which begins on `day` */
	Date day;
} MonthReading;

static bool take_month(void *context, const MonthSum *sum, Err *err)
{
	MonthReading *months = context;
	(void)err;
	if (months->contract_id != sum->contract_id) {
		months->contract_id = sum->contract_id;
		months->shelf = shelf_of(months->reading, sum->contract_id);
	}
	if (!months->shelf)
		return true;
	if (months->month != sum->month) {
		months->month = sum->month;
		months->day = month_first(sum->month);
	}
	add_sum_of(months->reading, months->shelf, months->sums,
		   (HourSum){
			   .day = months->day,
			   .time_class = sum->time_class,
			   .seconds = sum->seconds,
			   .entries = sum->entries,
		   });
	return true;
}

static bool is_of_months(const BookReading *reading, Run run)
{
	bool begins = !date_is_set(run.days.from) || is_month_start(run.days.from);
	return !run.by_day && begins && is_month_start(run.days.to) &&
	       (reading->query->needs & NEED_TASK_HOURS) == 0 &&
	       reading->query->moment.known.us == INSTANT_MAX.us;
}

static MUST_CHECK bool sum_months(BookReading *reading, Run run, int64_t contract_id,
				  HourSums *sums, Err *err)
{
	MonthReading months = {.reading = reading, .sums = sums, .month = INT64_MIN};
	Date from = date_is_set(run.days.from) ? run.days.from : DATE_MIN;
	return entries_each_month(reading->app->db, contract_id, month_of(from),
				  month_of(run.days.to), take_month, &months, err);
}

static MUST_CHECK bool sum_run(BookReading *reading, Run run, int64_t contract_id, HourSums *sums,
			       Err *err)
{
	if (is_of_months(reading, run))
		return sum_months(reading, run, contract_id, sums, err);
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
		Shelf *shelf = shelf_of(reading, group->contract_id);
		if (shelf)
			add_sum_of(reading, shelf, sums,
				   (HourSum){
					   .day = group->date,
					   .time_class = group->time_class,
					   .task_id = group->task_id,
					   .seconds = group->sums.seconds,
					   .entries = group->sums.entries,
				   });
	}
	arena_deinit(&scratch);
	return ok;
}

/* Puts the sums contract by contract. */
static void shelve_hours(BookReading *reading, const HourSums *sums)
{
	size_t first = 0;
	size_t *next = ARENA_ARRAY(sums->mem, size_t, reading->len);
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

static MUST_CHECK bool sum_runs(BookReading *reading, const Runs *runs, HourSums *sums, Err *err)
{
	for (size_t i = 0; i < runs->list.len; i++) {
		Run run = runs->list.at[i];
		if (!reading->few && !sum_run(reading, run, 0, sums, err))
			return false;
		for (size_t j = 0; reading->few && j < reading->len; j++) {
			if (!sum_run(reading, run, reading->shelves[j].contract_id, sums, err))
				return false;
		}
	}
	if (sums->in_order)
		reading->hours = sums->list.at;
	else
		shelve_hours(reading, sums);
	return true;
}

bool hours_are_entries(const BooksQuery *query)
{
	return query->lineage || (query->needs & NEED_PRICES) != 0;
}

bool hours_are_wanted(const BooksQuery *query)
{
	unsigned hours = NEED_HOURS | NEED_TASK_HOURS | NEED_PRICES | NEED_HISTORY_OF_HOURS;
	return (query->needs & hours) != 0;
}

/* Room for two classes in each month, at most of two years; what is not used is not touched. */
static void reserve(HourSums *sums, size_t contracts, Period days)
{
	enum { CLASSES = 2, MONTHS_MAX = 24 };
	int64_t months =
		date_is_set(days.from) ? month_of(days.to) - month_of(days.from) : MONTHS_MAX;
	sums->list.cap = contracts * CLASSES * (size_t)(months < MONTHS_MAX ? months : MONTHS_MAX);
	sums->list.at = ARENA_ARRAY(sums->mem, HourSum, sums->list.cap);
}

bool book_hours_read(BookReading *reading, Err *err)
{
	Arena scratch;
	if (!hours_are_wanted(reading->query) || hours_are_entries(reading->query))
		return true;
	arena_init(&scratch);
	Runs runs = make_runs(&scratch, reading->query);
	HourSums sums = {.mem = &scratch};
	if (runs.list.len == 1 && is_of_months(reading, runs.list.at[0])) {
		sums.mem = reading->mem;
		sums.in_order = true;
	}
	if (sums.in_order)
		reserve(&sums, reading->len, runs.list.at[0].days);
	bool ok = sum_runs(reading, &runs, &sums, err);
	arena_deinit(&scratch);
	return ok;
}
