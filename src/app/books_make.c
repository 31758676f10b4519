/* The book of one contract, put together from what was read of all. */

#include "app/books_parts.h"

#include <assert.h>
#include <stdlib.h>

static int compare_recognitions(const void *a, const void *b)
{
	const Recognition *x = &((const RecognitionRow *)a)->it;
	const Recognition *y = &((const RecognitionRow *)b)->it;
	bool expected = !date_is_set(x->recognized_on);
	if (expected != !date_is_set(y->recognized_on))
		return expected ? 1 : -1;
	if (x->recognized_on.day != y->recognized_on.day)
		return x->recognized_on.day < y->recognized_on.day ? -1 : 1;
	int order = str_cmp(x->lineage.source, y->lineage.source);
	return order != 0 ? order : str_cmp(x->lineage.id, y->lineage.id);
}

static int compare_origins(const void *a, const void *b)
{
	const Recognition *x = *(Recognition *const *)a;
	const Recognition *y = *(Recognition *const *)b;
	int order = str_cmp(x->lineage.source, y->lineage.source);
	return order != 0 ? order : str_cmp(x->lineage.id, y->lineage.id);
}

/* The place of what each reversal takes back. */
static void link_reversals(Arena *mem, const RecognitionRow *rows, Recognition *list, size_t len)
{
	const Recognition **by_origin = NULL;
	for (size_t i = 0; i < len; i++) {
		list[i].reverses = RECOGNITION_NO_REVERSAL;
		if (rows[i].reverses.len == 0)
			continue;
		if (!by_origin) {
			by_origin = ARENA_ARRAY(mem, const Recognition *, len);
			for (size_t j = 0; j < len; j++)
				by_origin[j] = &list[j];
			qsort(by_origin, len, sizeof *by_origin, compare_origins);
		}
		Recognition wanted = {
			.lineage = {.source = list[i].lineage.source, .id = rows[i].reverses}};
		const Recognition *key = &wanted;
		Recognition **found =
			bsearch(&key, by_origin, len, sizeof *by_origin, compare_origins);
		list[i].reverses = found ? (int32_t)(*found - list) : RECOGNITION_UNSEEN;
	}
}

static void fill_recognitions(BookReading *reading, const Shelf *shelf, Arena *mem, Book *book)
{
	PartRange range = shelf->parts[PART_RECOGNITIONS];
	RecognitionRow *rows = range.len > 0 ? &reading->recognitions.at[range.first] : NULL;
	Recognition *list = ARENA_ARRAY(mem, Recognition, range.len);
	assert(range.len == 0 || rows);
	if (rows)
		qsort(rows, range.len, sizeof *rows, compare_recognitions);
	for (size_t i = 0; i < range.len; i++)
		list[i] = rows[i].it;
	link_reversals(mem, rows, list, range.len);
	book->recognitions = list;
	book->recognition_count = range.len;
}

static int compare_invoices(const void *a, const void *b)
{
	const Invoice *x = a;
	const Invoice *y = b;
	return (x->date.day > y->date.day) - (x->date.day < y->date.day);
}

static int compare_costs(const void *a, const void *b)
{
	const Cost *x = a;
	const Cost *y = b;
	return (x->date.day > y->date.day) - (x->date.day < y->date.day);
}

static int compare_budgets(const void *a, const void *b)
{
	const Budget *x = a;
	const Budget *y = b;
	return (x->month > y->month) - (x->month < y->month);
}

static int compare_rates(const void *a, const void *b)
{
	const Rate *x = a;
	const Rate *y = b;
	int order = (x->resource_id > y->resource_id) - (x->resource_id < y->resource_id);
	if (order == 0)
		order = str_cmp(x->role, y->role);
	if (order == 0)
		order = (x->effective_on.day > y->effective_on.day) -
			(x->effective_on.day < y->effective_on.day);
	return order;
}

/* A part of the shelf in the order of `compare`. What of one day is alike in it keeps the order of the store: source and id. */
static size_t sort_part(void *at, size_t size, PartRange range,
			int (*compare)(const void *, const void *))
{
	bool sorted = true;
	char *first = at;
	for (size_t i = 1; i < range.len && sorted; i++)
		sorted = compare(first + (i - 1) * size, first + i * size) <= 0;
	if (!sorted)
		qsort(at, range.len, size, compare);
	return range.len;
}

static int compare_task_keys(const void *a, const void *b)
{
	return str_cmp(((const Task *)a)->key, ((const Task *)b)->key);
}

static int compare_task_ids(const void *a, const void *b)
{
	const Task *x = a;
	const Task *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

/* Tasks that entries name, and what was planned of them. */
static void fill_tasks(BookReading *reading, const Shelf *shelf, Book *book)
{
	PartRange range = shelf->parts[PART_TASKS];
	PartRange plans = shelf->parts[PART_TASK_PLANS];
	if (range.len == 0)
		return;
	Task *tasks = &reading->tasks.at[range.first];
	qsort(tasks, range.len, sizeof *tasks, compare_task_keys);
	for (size_t i = 0; i < plans.len; i++) {
		const Task *plan = &reading->task_plans.at[plans.first + i];
		Task *task = bsearch(plan, tasks, range.len, sizeof *tasks, compare_task_keys);
		if (!task)
			continue;
		int64_t id = task->id;
		*task = *plan;
		task->id = id;
	}
	qsort(tasks, range.len, sizeof *tasks, compare_task_ids);
	book->tasks = tasks;
	book->task_count = range.len;
}

static int compare_deliverables(const void *a, const void *b)
{
	return str_cmp(((const Deliverable *)a)->key, ((const Deliverable *)b)->key);
}

static int compare_progress(const void *a, const void *b)
{
	const ProgressRow *x = a;
	const ProgressRow *y = b;
	int order = str_cmp(x->deliverable, y->deliverable);
	return order != 0 ? order
			  : (x->it.day.day > y->it.day.day) - (x->it.day.day < y->it.day.day);
}

static void fill_deliverables(BookReading *reading, const Shelf *shelf, Arena *mem, Book *book)
{
	PartRange range = shelf->parts[PART_DELIVERABLES];
	PartRange marks = shelf->parts[PART_PROGRESS];
	Deliverable *list = range.len > 0 ? &reading->deliverables.at[range.first] : NULL;
	ProgressRow *rows = marks.len > 0 ? &reading->progress.at[marks.first] : NULL;
	Progress *progress = ARENA_ARRAY(mem, Progress, marks.len);
	size_t at = 0;
	assert((range.len == 0 || list) && (marks.len == 0 || rows));
	if (list)
		qsort(list, range.len, sizeof *list, compare_deliverables);
	if (rows)
		qsort(rows, marks.len, sizeof *rows, compare_progress);
	for (size_t i = 0; i < marks.len; i++)
		progress[i] = rows[i].it;
	for (size_t i = 0; i < range.len; i++) {
		while (at < marks.len && str_cmp(rows[at].deliverable, list[i].key) < 0)
			at++;
		list[i].progress = &progress[at];
		size_t first = at;
		while (at < marks.len && str_eq(rows[at].deliverable, list[i].key))
			at++;
		list[i].progress_count = at - first;
	}
	book->deliverables = list;
	book->deliverable_count = range.len;
}

static void fill_flows(BookReading *reading, const Shelf *shelf, Book *book)
{
	const PartRange *parts = shelf->parts;
	if (parts[PART_INVOICES].len > 0) {
		Invoice *at = &reading->invoices.at[parts[PART_INVOICES].first];
		book->invoice_count =
			sort_part(at, sizeof *at, parts[PART_INVOICES], compare_invoices);
		book->invoices = at;
	}
	if (parts[PART_COSTS].len > 0) {
		Cost *at = &reading->costs.at[parts[PART_COSTS].first];
		book->cost_count = sort_part(at, sizeof *at, parts[PART_COSTS], compare_costs);
		book->costs = at;
	}
	if (parts[PART_BUDGETS].len > 0) {
		Budget *at = &reading->budgets.at[parts[PART_BUDGETS].first];
		book->budget_count =
			sort_part(at, sizeof *at, parts[PART_BUDGETS], compare_budgets);
		book->budgets = at;
	}
	if (parts[PART_RATES].len > 0) {
		Rate *at = &reading->rates.at[parts[PART_RATES].first];
		book->rate_count = sort_part(at, sizeof *at, parts[PART_RATES], compare_rates);
		book->rates = at;
	}
	if (parts[PART_ASSIGNMENTS].len > 0) {
		book->assignments = &reading->assignments.at[parts[PART_ASSIGNMENTS].first];
		book->assignment_count = parts[PART_ASSIGNMENTS].len;
	}
}

static void fill_terms(const BookReading *reading, const BookHeads *heads, const BookHead *head,
		       Arena *mem, Book *book)
{
	const ContractCard *contract = head->contract;
	const Fold *fold = &head->fold;
	Str calendar = fold->len > 0 ? fold->rows[fold->len - 1].values[CALENDAR].text : (Str){0};
	*book = (Book){
		.id = contract->id,
		.key = contract->key,
		.name = contract->name,
		.account = contract->account,
		.manager = head->manager,
		.kind = contract->kind,
		.currency = contract->currency,
		.fields = heads->fields,
		.fold = fold,
		.calendar = firm_calendar(reading->firm, calendar),
	};
	if ((reading->query->needs & NEED_EARNING) != 0)
		book->earning = earning_of(mem, fold, convention_default());
}

bool book_make(BookReading *reading, const BookHeads *heads, const BookHead *head, Arena *mem,
	       Book *book, Err *err)
{
	const Shelf *shelf = shelf_of(reading, head->contract->id);
	fill_terms(reading, heads, head, mem, book);
	fill_recognitions(reading, shelf, mem, book);
	fill_flows(reading, shelf, book);
	fill_tasks(reading, shelf, book);
	fill_deliverables(reading, shelf, mem, book);
	return book_work_fill(reading, shelf, mem, book, err) ||
	       fail_in(err, "contract '%.*s'", STR_ARG(book->key));
}
