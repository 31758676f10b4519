/* Hours of people: by week out of the roll-up where nothing parts the week, else by day. Leave always by day. */

#include "app/books_parts.h"

#include <stdlib.h>

enum { WEEK_DAYS = 7 };

/* Monday of the day's ISO week. */
static Date monday_of(Date day)
{
	Calendar weeks = {.granularity = GRANULARITY_WEEK, .fiscal_month = 1};
	return calendar_tile(weeks, day).from;
}

typedef struct DayReading {
	App *app;
	const BooksQuery *query;
	Arena *scratch;
	Resource *resources;
	size_t count;
	VEC(ResourceDay) days;
	VEC(size_t) whose;  /* place of the person of each day */
	VEC(int64_t) leave; /* contracts with leave in whole weeks */
	Resource *last;
} DayReading;

static int compare_resources(const void *a, const void *b)
{
	const Resource *x = a;
	const Resource *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

static Resource *find(DayReading *reading, int64_t id)
{
	Resource wanted = {.id = id};
	if (reading->last && reading->last->id == id)
		return reading->last;
	Resource *found = reading->count == 0 ? NULL
					      : bsearch(&wanted, reading->resources, reading->count,
							sizeof wanted, compare_resources);
	reading->last = found ? found : reading->last;
	return found;
}

static bool is_leave(int32_t time_class)
{
	TimeEntry entry = {0};
	time_class_set(&entry, time_class);
	return entry.category == CATEGORY_LEAVE;
}

static uint32_t leave_classes(void)
{
	uint32_t classes = 0;
	for (int32_t class = 0; class < TIME_CLASSES; class ++)
		classes |= is_leave(class) ? UINT32_C(1) << class : 0;
	return classes;
}

/*
 * Contracts with leave in the months of the days: hardly any besides none. By whole months, so that a roll-up answers.
 */
static MUST_CHECK bool find_leave(DayReading *reading, const EntryFilter *leave, Err *err)
{
	Arena scratch;
	GroupBlocks groups;
	EntryFilter filter = *leave;
	filter.days.from = month_first(month_of(filter.days.from));
	filter.days.to = month_first(month_of(date_add(filter.days.to, -1)) + 1);
	reading->leave.len = 0;
	arena_init(&scratch);
	bool ok = entries_sum_unordered(reading->app->db, &scratch, &filter, SUM_BY_CONTRACT,
					&groups, err);
	for (size_t i = 0; ok && i < groups.len; i++)
		*vec_push(reading->scratch, &reading->leave) =
			group_in_blocks(groups, i)->contract_id;
	arena_deinit(&scratch);
	return ok;
}

static void add_group(DayReading *reading, const EntryGroup *group)
{
	const Resource *person = find(reading, group->resource_id);
	if (!person)
		return;
	*vec_push(reading->scratch, &reading->whose) = (size_t)(person - reading->resources);
	*vec_push(reading->scratch, &reading->days) = (ResourceDay){
		.day = group->date,
		.time_class = group->time_class,
		.contract_id = group->contract_id,
		.seconds = group->sums.seconds,
		.entries = group->sums.entries,
	};
}

/* Adds the hours of the filter by day; or by week: but for leave, or of timesheets all as one. */
static MUST_CHECK bool sum_days(DayReading *reading, const EntryFilter *filter, bool by_day,
				Err *err)
{
	Arena scratch;
	GroupBlocks groups;
	bool told = by_day || (reading->query->needs & NEED_RESOURCE_HOURS) != 0;
	unsigned by = SUM_BY_RESOURCE | (by_day ? SUM_BY_DAY : SUM_BY_WEEK);
	if (told)
		by |= SUM_BY_CLASS;
	if (reading->query->lineage)
		by |= SUM_BY_CONTRACT;
	arena_init(&scratch);
	bool ok = entries_sum_unordered(reading->app->db, &scratch, filter, by, &groups, err);
	for (size_t i = 0; ok && i < groups.len; i++) {
		const EntryGroup *group = group_in_blocks(groups, i);
		if (by_day || !told || !is_leave(group->time_class))
			add_group(reading, group);
	}
	arena_deinit(&scratch);
	return ok;
}

/* Whole weeks from Monday to Monday that no cut parts. */
static MUST_CHECK bool sum_weeks(DayReading *reading, Period days, Err *err)
{
	EntryFilter filter = entry_filter_all();
	if (days.from.day >= days.to.day)
		return true;
	filter.days = days;
	filter.known = reading->query->moment.known;
	if (!sum_days(reading, &filter, false, err))
		return false;
	filter.classes = leave_classes();
	if (!find_leave(reading, &filter, err))
		return false;
	for (size_t i = 0; i < reading->leave.len; i++) {
		filter.contract_id = reading->leave.at[i];
		filter.without_contract = reading->leave.at[i] == 0;
		if (!sum_days(reading, &filter, true, err))
			return false;
	}
	return true;
}

static MUST_CHECK bool sum_parted(DayReading *reading, Period days, Err *err)
{
	EntryFilter filter = entry_filter_all();
	if (days.from.day >= days.to.day)
		return true;
	filter.days = days;
	filter.known = reading->query->moment.known;
	return sum_days(reading, &filter, true, err);
}

/* Sums up to the week of `cut`, and that week by day. */
static MUST_CHECK bool part_week(DayReading *reading, Date cut, Period *left, Err *err)
{
	Date monday = date_later(monday_of(cut), left->from);
	Date next = date_earlier(date_add(monday_of(cut), WEEK_DAYS), left->to);
	if (next.day <= left->from.day)
		return true;
	Period before = {left->from, monday};
	left->from = next;
	return sum_weeks(reading, before, err) && sum_parted(reading, (Period){monday, next}, err);
}

static bool parts_week(Date cut, Period left)
{
	return monday_of(cut).day != cut.day && cut.day < left.to.day;
}

/* Days that people's hours are wanted of, cut to the as-of day. */
static Period wanted_days(const BooksQuery *query)
{
	Date end = date_add(query->moment.as_of, 1);
	return (Period){query->days.from, date_earlier(query->days.to, end)};
}

static MUST_CHECK bool read_days(DayReading *reading, Err *err)
{
	const BooksQuery *query = reading->query;
	Period left = wanted_days(query);
	if (left.from.day >= left.to.day)
		return true;
	if (query->by_day || query->lineage)
		return sum_parted(reading, left, err);
	if (parts_week(left.from, left) && !part_week(reading, left.from, &left, err))
		return false;
	for (size_t i = 0; i < query->cut_count; i++) {
		if (parts_week(query->cuts[i], left) &&
		    !part_week(reading, query->cuts[i], &left, err))
			return false;
	}
	if (left.from.day < left.to.day && monday_of(left.to).day != left.to.day &&
	    !part_week(reading, left.to, &left, err))
		return false;
	return sum_weeks(reading, left, err);
}

static int compare_days(const void *a, const void *b)
{
	const ResourceDay *x = a;
	const ResourceDay *y = b;
	if (x->day.day != y->day.day)
		return x->day.day < y->day.day ? -1 : 1;
	if (x->contract_id != y->contract_id)
		return x->contract_id < y->contract_id ? -1 : 1;
	return x->time_class - y->time_class;
}

/* Puts the days person by person. */
static void hand_out(DayReading *reading)
{
	Arena *mem = reading->app->mem;
	size_t *next = ARENA_ARRAY(reading->scratch, size_t, reading->count);
	ResourceDay *days = ARENA_ARRAY(mem, ResourceDay, reading->days.len);
	size_t first = 0;
	for (size_t i = 0; i < reading->whose.len; i++)
		reading->resources[reading->whose.at[i]].day_count++;
	for (size_t i = 0; i < reading->count; i++) {
		next[i] = first;
		reading->resources[i].days = &days[first];
		first += reading->resources[i].day_count;
	}
	for (size_t i = 0; i < reading->days.len; i++)
		days[next[reading->whose.at[i]]++] = reading->days.at[i];
	first = 0;
	for (size_t i = 0; i < reading->count; i++) {
		size_t len = reading->resources[i].day_count;
		if (len > 0)
			qsort(&days[first], len, sizeof *days, compare_days);
		first += len;
	}
}

bool firm_hours_read(App *app, const BooksQuery *query, Resource *resources, size_t count, Err *err)
{
	Arena scratch;
	DayReading reading = {.app = app,
			      .query = query,
			      .scratch = &scratch,
			      .resources = resources,
			      .count = count};
	arena_init(&scratch);
	bool ok = read_days(&reading, err);
	if (ok)
		hand_out(&reading);
	arena_deinit(&scratch);
	return ok;
}
