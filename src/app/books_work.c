/* Hours as books hold them: their sums, or single entries with their prices. */

#include "analytics/pricing.h"
#include "analytics/run_out.h"
#include "app/books_parts.h"

#include <stdlib.h>
#include <string.h>

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

/* Room for the work of a book: of one that is not kept that of the book before. */
static Work *work_room(BookReading *reading, Arena *mem, size_t len)
{
	if (reading->query->keep)
		return ARENA_ARRAY(mem, Work, len);
	if (len > reading->work.cap) {
		reading->work.cap = 2 * len;
		reading->work.at = ARENA_ARRAY(reading->mem, Work, reading->work.cap);
	}
	return reading->work.at;
}

static void fill_sums(BookReading *reading, const Shelf *shelf, Arena *mem, Book *book)
{
	PartRange range = shelf->parts[PART_HOURS];
	Work *work = work_room(reading, mem, range.len);
	uint32_t classes = 0;
	for (size_t i = 0; i < range.len; i++) {
		const HourSum *sum = &reading->hours[range.first + i];
		work[i] = (Work){
			.day = sum->day,
			.task_id = sum->task_id,
			.time_class = sum->time_class,
			.seconds = sum->seconds,
			.entries = sum->entries,
		};
		classes |= UINT32_C(1) << sum->time_class;
	}
	order_work(work, range.len, compare_work);
	book->work = work;
	book->work_count = range.len;
	book->time_classes = classes;
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
	Arena *room; /* of `work` */
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
		*vec_push(pricing->room, &pricing->work) = work;
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
	bool keep = reading->query->keep;
	Pricing pricing = {.reading = reading, .book = book, .mem = mem};
	pricing.room = keep ? mem : reading->mem;
	if (!keep) {
		pricing.work.at = reading->work.at;
		pricing.work.cap = reading->work.cap;
	}
	EntryFilter filter = entry_filter_all();
	filter.contract_id = book->id;
	filter.days = hours_window(reading->query);
	filter.known = reading->query->moment.known;
	if (date_is_set(filter.days.from) && filter.days.from.day >= filter.days.to.day)
		return true;
	if (!entries_each(reading->app->db, &filter, take_entry, &pricing, err))
		return false;
	if (!keep) {
		reading->work.at = pricing.work.at;
		reading->work.cap = pricing.work.cap;
	}
	order_work(pricing.work.at, pricing.work.len, compare_work_days);
	book->work = pricing.work.at;
	book->work_count = pricing.work.len;
	return true;
}

bool book_work_fill(BookReading *reading, const Shelf *shelf, Arena *mem, Book *book, Err *err)
{
	if (!hours_are_wanted(reading->query))
		return true;
	if (hours_are_entries(reading->query))
		return fill_entries(reading, mem, book, err);
	fill_sums(reading, shelf, mem, book);
	int64_t month;
	bool wants_day = (reading->query->needs & NEED_SPENT_DAY) != 0 && !reading->query->by_day;
	return !wants_day || !run_out_spent_month(reading->firm, book, &month) ||
	       part_by_day(reading, month, mem, book, err);
}
