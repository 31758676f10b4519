#include "app/drill_rows.h"

#include "analytics/availability.h"

#include <stdlib.h>

/* What a row is of: of two of these only one tells. */
typedef struct RowKey {
	int64_t id;   /* task or resource */
	size_t place; /* of the assignment, + 1; 0: none */
	Date from;    /* of the week or month */
} RowKey;

typedef struct KeyedRow {
	RowKey key;
	DrillRow row;
} KeyedRow;

typedef struct Rows {
	const Drilling *drilling;
	VEC(KeyedRow) list;
} Rows;

static bool same_key(const RowKey *a, const RowKey *b)
{
	return a->id == b->id && a->place == b->place && a->from.day == b->from.day;
}

static const Period NO_DAYS = {{DAY_NONE}, {DAY_NONE}};

static KeyedRow *row_of(Rows *rows, RowKey key)
{
	for (size_t i = rows->list.len; i-- > 0;) {
		if (same_key(&rows->list.at[i].key, &key))
			return &rows->list.at[i];
	}
	KeyedRow *added = vec_push(rows->drilling->mem, &rows->list);
	*added = (KeyedRow){.key = key, .row = {.days = NO_DAYS}};
	return added;
}

/* The first of the person's assignments that the day lies in, + 1; 0: none. */
static size_t assignment_on(const Drilling *drilling, int64_t resource_id, Date day)
{
	const Book *book = drilling->book;
	for (size_t i = 0; i < book->assignment_count; i++) {
		const Assignment *it = &book->assignments[i];
		if (it->resource_id == resource_id && it->days.from.day <= day.day &&
		    day.day < it->days.to.day)
			return i + 1;
	}
	return 0;
}

static Period tile_of(const Drilling *drilling, Date day)
{
	Calendar calendar = {
		.granularity = drilling->by == DRILL_WEEK ? GRANULARITY_WEEK : GRANULARITY_MONTH,
		.fiscal_month = 1,
	};
	return period_common(calendar_tile(calendar, day), drilling->question.asked);
}

static RowKey key_of(const Drilling *drilling, const Work *work)
{
	RowKey key = {.from = DATE_NONE};
	switch (drilling->by) {
	case DRILL_TASK:
		key.id = work->task_id;
		break;
	case DRILL_RESOURCE:
		key.id = work->resource_id;
		break;
	case DRILL_ASSIGNMENT:
		key.place = assignment_on(drilling, work->resource_id, work->day);
		break;
	case DRILL_WEEK:
	case DRILL_MONTH:
	case DRILL_BYS:
		key.from = tile_of(drilling, work->day).from;
		break;
	}
	return key;
}

static MUST_CHECK bool add(int64_t *sum, int64_t part, Err *err)
{
	return !__builtin_add_overflow(*sum, part, sum) ||
	       fail(err, ERR_RANGE, "a sum of hours or of their money is too large");
}

/* An amount that is missing makes the sum n/a, for the first reason. */
static MUST_CHECK bool add_priced(Priced *sum, Priced part, Err *err)
{
	if (sum->na == REASON_NONE)
		sum->na = part.na;
	if (sum->na == REASON_NONE)
		return add(&sum->minor, part.minor, err);
	sum->minor = 0;
	return true;
}

static MUST_CHECK bool add_work(DrillRow *row, const Work *work, Err *err)
{
	TimeEntry entry = {0};
	time_class_set(&entry, work->time_class);
	if (entry.category != CATEGORY_CLIENT)
		return true;
	if (!add(&row->entries, work->entries, err) || !add(&row->seconds, work->seconds, err))
		return false;
	switch (entry.approval) {
	case APPROVAL_DRAFT:
		return add(&row->draft_seconds, work->seconds, err);
	case APPROVAL_SUBMITTED:
		return add(&row->submitted_seconds, work->seconds, err);
	case APPROVAL_APPROVED:
		break;
	}
	if (time_class_counts(work->time_class) && !add(&row->counting_seconds, work->seconds, err))
		return false;
	return add_priced(&row->bill, work->bill, err) && add_priced(&row->cost, work->cost, err);
}

static bool takes(const Drilling *drilling, const Work *work)
{
	Period days = drilling->question.days;
	return work->day.day >= days.from.day && work->day.day < days.to.day &&
	       (drilling->task_id == 0 || work->task_id == drilling->task_id) &&
	       (drilling->resource_id == 0 || work->resource_id == drilling->resource_id);
}

static Str name_of_resource(const Drilling *drilling, int64_t id, Str *key)
{
	const Resource *person = firm_resource(drilling->firm, id);
	*key = person ? person->key : (Str){0};
	const ResourceTerms *terms =
		person ? resource_terms_on(person, drilling->question.as_of) : NULL;
	return terms ? terms->name : (Str){0};
}

/* Whole seconds, half-even, of whatever a measure of hours says; none where it is not available. */
static void set_plan(DrillRow *row, const Tally *tally)
{
	Ratio seconds;
	row->has_plan = tally->na == REASON_NONE && ratio_make(tally->sum, SECOND_US, &seconds) &&
			ratio_round(seconds, 1, &row->planned_seconds);
}

static void describe_task(const Drilling *drilling, KeyedRow *keyed)
{
	const Task *task = book_task(drilling->book, keyed->key.id);
	keyed->row.in_scope = !task || task->in_scope;
	if (!task)
		return;
	keyed->row.key = task->key;
	keyed->row.name = task->name;
	keyed->row.has_plan = task->has_plan;
	keyed->row.planned_seconds = task->planned_seconds;
}

static void describe_assignment(const Drilling *drilling, KeyedRow *keyed)
{
	Tally planned = {.mem = drilling->mem};
	DrillRow *row = &keyed->row;
	if (keyed->key.place == 0)
		return;
	const Assignment *it = &drilling->book->assignments[keyed->key.place - 1];
	row->name = name_of_resource(drilling, it->resource_id, &row->key);
	row->days = period_common(it->days, drilling->question.asked);
	assigned_add(drilling->firm, it, row->days, &planned);
	set_plan(row, &planned);
}

static void describe_tile(const Drilling *drilling, KeyedRow *keyed)
{
	Tally planned = {.mem = drilling->mem, .currency = drilling->book->currency};
	keyed->row.days = tile_of(drilling, keyed->key.from);
	Question question = question_of(drilling->mem, drilling->firm, keyed->row.days,
					drilling->question.as_of);
	measure_committed_hours(&question, drilling->book, &planned);
	set_plan(&keyed->row, &planned);
}

static void describe(const Drilling *drilling, KeyedRow *keyed)
{
	keyed->row.in_scope = true;
	switch (drilling->by) {
	case DRILL_TASK:
		describe_task(drilling, keyed);
		break;
	case DRILL_RESOURCE:
		keyed->row.name = name_of_resource(drilling, keyed->key.id, &keyed->row.key);
		break;
	case DRILL_ASSIGNMENT:
		describe_assignment(drilling, keyed);
		break;
	case DRILL_WEEK:
	case DRILL_MONTH:
	case DRILL_BYS:
		describe_tile(drilling, keyed);
		break;
	}
}

/* Weeks and months without hours, tasks and assignments on which nobody worked: they are rows, too. */
static void add_planned(Rows *rows)
{
	const Drilling *drilling = rows->drilling;
	const Book *book = drilling->book;
	Period days = drilling->question.days;
	bool tiles = drilling->by == DRILL_WEEK || drilling->by == DRILL_MONTH;
	while (tiles && period_days(days) > 0) {
		Period tile = tile_of(drilling, days.from);
		(void)row_of(rows, (RowKey){.from = tile.from});
		days.from = tile.to;
	}
	for (size_t i = 0; drilling->by == DRILL_TASK && i < book->task_count; i++) {
		if (book->tasks[i].has_plan &&
		    (drilling->task_id == 0 || book->tasks[i].id == drilling->task_id))
			(void)row_of(rows, (RowKey){.id = book->tasks[i].id, .from = DATE_NONE});
	}
	for (size_t i = 0; drilling->by == DRILL_ASSIGNMENT && i < book->assignment_count; i++) {
		const Assignment *it = &book->assignments[i];
		bool asked = drilling->resource_id == 0 || it->resource_id == drilling->resource_id;
		if (asked && period_days(period_common(it->days, drilling->question.asked)) > 0)
			(void)row_of(rows, (RowKey){.place = i + 1, .from = DATE_NONE});
	}
}

static int compare_names(const DrillRow *x, const DrillRow *y)
{
	if ((x->key.len == 0) != (y->key.len == 0))
		return x->key.len == 0 ? 1 : -1;
	return str_cmp_natural(x->key, y->key);
}

static int compare_by_hours(const void *a, const void *b)
{
	const DrillRow *x = a;
	const DrillRow *y = b;
	if (x->seconds != y->seconds)
		return x->seconds > y->seconds ? -1 : 1;
	return compare_names(x, y);
}

/* What has no days comes last. */
static int compare_by_day(const void *a, const void *b)
{
	const DrillRow *x = a;
	const DrillRow *y = b;
	if (date_is_set(x->days.from) != date_is_set(y->days.from))
		return date_is_set(x->days.from) ? -1 : 1;
	if (x->days.from.day != y->days.from.day)
		return x->days.from.day < y->days.from.day ? -1 : 1;
	return compare_names(x, y);
}

static MUST_CHECK bool add_row(DrillRow *total, const DrillRow *row, Err *err)
{
	if (row->has_plan) {
		total->has_plan = true;
		if (!add(&total->planned_seconds, row->planned_seconds, err))
			return false;
	}
	return add(&total->entries, row->entries, err) && add(&total->seconds, row->seconds, err) &&
	       add(&total->counting_seconds, row->counting_seconds, err) &&
	       add(&total->draft_seconds, row->draft_seconds, err) &&
	       add(&total->submitted_seconds, row->submitted_seconds, err) &&
	       add_priced(&total->bill, row->bill, err) && add_priced(&total->cost, row->cost, err);
}

bool drill_rows(const Drilling *drilling, DrillTable *table, Err *err)
{
	Rows rows = {.drilling = drilling};
	const Book *book = drilling->book;
	DrillRow total = {.days = NO_DAYS, .in_scope = true};
	add_planned(&rows);
	for (size_t i = 0; i < book->work_count; i++) {
		const Work *work = &book->work[i];
		if (takes(drilling, work) &&
		    !add_work(&row_of(&rows, key_of(drilling, work))->row, work, err))
			return false;
	}
	DrillRow *list = ARENA_ARRAY(drilling->mem, DrillRow, rows.list.len);
	for (size_t i = 0; i < rows.list.len; i++) {
		describe(drilling, &rows.list.at[i]);
		list[i] = rows.list.at[i].row;
		if (!add_row(&total, &list[i], err))
			return false;
	}
	bool by_hours = drilling->by == DRILL_TASK || drilling->by == DRILL_RESOURCE;
	if (rows.list.len > 0)
		qsort(list, rows.list.len, sizeof *list,
		      by_hours ? compare_by_hours : compare_by_day);
	table->at = list;
	table->len = rows.list.len;
	table->total = total;
	return true;
}
