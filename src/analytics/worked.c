#include "analytics/worked.h"

#include "analytics/hours_text.h"
#include "analytics/priced_hours.h"

#include <assert.h>
#include <inttypes.h>

/* The bit of a time class; see time_entry.h. */
#define CLASS(category, approval, billable) \
	(UINT32_C(1) << ((category)*6 + (approval)*2 + (billable)))
#define CLASSES(category, approval) (CLASS(category, approval, 0) | CLASS(category, approval, 1))

static const uint32_t CLASSES_OF[] = {
	[HOURS_COUNTING] = CLASS(CATEGORY_CLIENT, APPROVAL_APPROVED, 1),
	[HOURS_APPROVED_CLIENT] = CLASSES(CATEGORY_CLIENT, APPROVAL_APPROVED),
	[HOURS_DRAFT] = CLASSES(CATEGORY_CLIENT, APPROVAL_DRAFT),
	[HOURS_SUBMITTED] = CLASSES(CATEGORY_CLIENT, APPROVAL_SUBMITTED),
	[HOURS_INTERNAL] = CLASSES(CATEGORY_INTERNAL, APPROVAL_APPROVED),
	[HOURS_LEAVE] = CLASSES(CATEGORY_LEAVE, APPROVAL_APPROVED),
};

uint32_t hours_classes(HourKind kind)
{
	return CLASSES_OF[kind];
}

bool hours_are(HourKind kind, int32_t time_class)
{
	assert(time_class >= 0 && time_class < TIME_CLASSES);
	return (CLASSES_OF[kind] >> time_class & 1) != 0;
}

void row_set_seconds(TallyRow *row, int128 seconds)
{
	if (__builtin_mul_overflow(seconds, SECOND_US, &row->amount))
		row->na = REASON_OUT_OF_RANGE;
}

static size_t work_before(const Book *book, Date day)
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

WorkRange work_in(const Book *book, Period days)
{
	size_t first = work_before(book, days.from);
	size_t end = first;
	while (end < book->work_count && book->work[end].day.day < days.to.day)
		end++;
	return (WorkRange){book->work_count > 0 ? book->work + first : NULL, end - first};
}

int128 worked_seconds(const Book *book, Period days, HourKind kind)
{
	WorkRange range = work_in(book, days);
	uint32_t classes = hours_classes(kind);
	int128 seconds = 0;
	for (size_t i = 0; i < range.len; i++) {
		if ((classes >> range.at[i].time_class & 1) != 0)
			seconds += range.at[i].seconds;
	}
	return seconds;
}

static Str entries_words(Arena *mem, int64_t entries)
{
	return str_format(mem, "%" PRId64 " %s", entries, entries == 1 ? "entry" : "entries");
}

static void add_work(const Work *work, int sign, Tally *out)
{
	TallyRow row = {
		.on = work->day,
		.days = {DATE_NONE, DATE_NONE},
		.resource_id = work->resource_id,
		.task_id = work->task_id,
		.lineage = work->lineage,
	};
	row_set_seconds(&row, (int128)work->seconds * sign);
	if (out->keeps_rows && !work->lineage)
		row.label = entries_words(out->mem, work->entries);
	tally_add(out, &row);
}

void worked_add(const Book *book, Period days, HourKind kind, int sign, Tally *out)
{
	WorkRange range = work_in(book, days);
	uint32_t classes = hours_classes(kind);
	bool bare = tally_is_bare(out);
	for (size_t i = 0; i < range.len; i++) {
		const Work *work = &range.at[i];
		int64_t us;
		if ((classes >> work->time_class & 1) == 0)
			continue;
		if (bare && !__builtin_mul_overflow(work->seconds, sign * SECOND_US, &us))
			out->sum += us;
		else
			add_work(work, sign, out);
	}
}

void measure_counting_hours(const Question *question, const Book *book, Tally *out)
{
	worked_add(book, question->days, HOURS_COUNTING, 1, out);
}

void measure_counting_hours_to_date(const Question *question, const Book *book, Tally *out)
{
	worked_add(book, days_to(question->cut), HOURS_COUNTING, 1, out);
}

void measure_approved_client_hours(const Question *question, const Book *book, Tally *out)
{
	worked_add(book, question->days, HOURS_APPROVED_CLIENT, 1, out);
}

void measure_draft_hours(const Question *question, const Book *book, Tally *out)
{
	worked_add(book, question->days, HOURS_DRAFT, 1, out);
}

void measure_submitted_hours(const Question *question, const Book *book, Tally *out)
{
	worked_add(book, question->days, HOURS_SUBMITTED, 1, out);
}

void measure_out_of_scope_hours(const Question *question, const Book *book, Tally *out)
{
	WorkRange range = work_in(book, question->days);
	for (size_t i = 0; i < range.len; i++) {
		const Work *work = &range.at[i];
		if (!hours_are(HOURS_APPROVED_CLIENT, work->time_class))
			continue;
		const Task *task = book_task(book, work->task_id);
		if (task && !task->in_scope)
			add_work(work, 1, out);
	}
}

/* Tasks whose hours are summed in one pass over the work: so no memory is needed. */
enum { TASKS_AT_ONCE = 64 };

static void add_over_plan(const Task *task, int128 seconds, Date cut, Tally *out)
{
	if (!task->has_plan || seconds <= task->planned_seconds)
		return;
	TallyRow row = {
		.on = cut,
		.days = {DATE_NONE, DATE_NONE},
		.task_id = task->id,
		.lineage = &task->lineage,
	};
	row_set_seconds(&row, seconds - task->planned_seconds);
	if (out->keeps_rows) {
		Str worked = hours_text(out->mem, seconds * SECOND_US);
		Str planned = hours_text(out->mem, (int128)task->planned_seconds * SECOND_US);
		row.label = task->name;
		row.how = str_format(out->mem, "%s − %s planned", worked.ptr, planned.ptr);
	}
	tally_add(out, &row);
}

void measure_over_plan_hours(const Question *question, const Book *book, Tally *out)
{
	WorkRange range = work_in(book, days_to(question->cut));
	for (size_t first = 0; first < book->task_count; first += TASKS_AT_ONCE) {
		int128 seconds[TASKS_AT_ONCE] = {0};
		for (size_t i = 0; i < range.len; i++) {
			const Task *task = hours_are(HOURS_APPROVED_CLIENT, range.at[i].time_class)
						   ? book_task(book, range.at[i].task_id)
						   : NULL;
			size_t place = task ? (size_t)(task - book->tasks) - first : SIZE_MAX;
			if (place < TASKS_AT_ONCE)
				seconds[place] += range.at[i].seconds;
		}
		for (size_t i = first; i < book->task_count && i - first < TASKS_AT_ONCE; i++)
			add_over_plan(&book->tasks[i], seconds[i - first], question->cut, out);
	}
}

static size_t resource_days_before(const Resource *resource, Date day)
{
	size_t low = 0;
	size_t high = resource->day_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (resource->days[middle].day.day < day.day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

ResourceDayRange resource_days_in(const Resource *resource, Period days)
{
	size_t first = resource_days_before(resource, days.from);
	size_t end = first;
	while (end < resource->day_count && resource->days[end].day.day < days.to.day)
		end++;
	return (ResourceDayRange){resource->day_count > 0 ? resource->days + first : NULL,
				  end - first};
}

bool leave_next(ResourceDayRange *rest, LeaveDay *out)
{
	uint32_t leave = hours_classes(HOURS_LEAVE);
	while (rest->len > 0 && (leave >> rest->at->time_class & 1) == 0) {
		rest->at++;
		rest->len--;
	}
	if (rest->len == 0)
		return false;
	*out = (LeaveDay){.day = rest->at->day, .first = rest->at};
	for (; rest->len > 0 && rest->at->day.day == out->day.day; rest->at++, rest->len--) {
		if ((leave >> rest->at->time_class & 1) == 0)
			continue;
		out->seconds += rest->at->seconds;
		out->entries += rest->at->entries;
	}
	return true;
}

static void set_origin(TallyRow *row, const ResourceDay *day, const DayOrigin *origin)
{
	row->contract_id = day->contract_id;
	row->task_id = origin->task_id;
	row->lineage = &origin->lineage;
}

static void add_resource_days(const Question *question, const Resource *resource, HourKind kind,
			      Tally *out)
{
	ResourceDayRange range = resource_days_in(resource, question->days);
	for (size_t i = 0; i < range.len; i++) {
		const ResourceDay *day = &range.at[i];
		if (!hours_are(kind, day->time_class))
			continue;
		TallyRow row = {
			.on = day->day,
			.days = {DATE_NONE, DATE_NONE},
			.resource_id = resource->id,
		};
		row_set_seconds(&row, day->seconds);
		if (resource->origins)
			set_origin(&row, day, &resource->origins[day - resource->days]);
		else if (out->keeps_rows)
			row.label = entries_words(out->mem, day->entries);
		tally_add(out, &row);
	}
}

void measure_counting_hours_of_resource(const Question *question, const Resource *resource,
					Tally *out)
{
	add_resource_days(question, resource, HOURS_COUNTING, out);
}

void measure_draft_hours_of_resource(const Question *question, const Resource *resource, Tally *out)
{
	add_resource_days(question, resource, HOURS_DRAFT, out);
}

void measure_submitted_hours_of_resource(const Question *question, const Resource *resource,
					 Tally *out)
{
	add_resource_days(question, resource, HOURS_SUBMITTED, out);
}

void measure_internal_hours(const Question *question, const Resource *resource, Tally *out)
{
	add_resource_days(question, resource, HOURS_INTERNAL, out);
}

void measure_leave_hours(const Question *question, const Resource *resource, Tally *out)
{
	add_resource_days(question, resource, HOURS_LEAVE, out);
}
