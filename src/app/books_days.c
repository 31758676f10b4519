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
	const FirmPeople *people;
	const int64_t *ids; /* of some people; NULL: of all */
	size_t id_count;
	uint32_t *places; /* of people by id, + 1; NULL: ids lie too far apart */
	VEC(ResourceDay) days;
	VEC(size_t) whose;  /* place of the person of each day */
	VEC(int64_t) leave; /* contracts with leave in whole weeks, perhaps several times */
	uint64_t *
		seen; /* weeks of each person with hours, a bit each, where that is all that is asked */
	Period weeks; /* of `seen` */
	size_t words; /* of a person in `seen` */
	size_t last;
} DayReading;

static int compare_people(const void *a, const void *b)
{
	const Resource *x = a;
	const Resource *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

/* A table by id, where that is not much larger than the list. */
static void place_people(DayReading *reading)
{
	const FirmPeople *people = reading->people;
	if (people->len == 0 || people->at[0].id < 0 ||
	    (uint64_t)people->at[people->len - 1].id > 8 * (uint64_t)people->len)
		return;
	size_t room = (size_t)people->at[people->len - 1].id + 1;
	reading->places = ARENA_ARRAY(reading->scratch, uint32_t, room);
	for (size_t i = 0; i < people->len; i++)
		reading->places[people->at[i].id] = (uint32_t)i + 1;
}

/* Place of a person. False: not one of these. */
static bool find(DayReading *reading, int64_t id, size_t *place)
{
	const FirmPeople *people = reading->people;
	if (people->len == 0)
		return false;
	if (people->at[reading->last].id != id && reading->places) {
		if (id < 0 || id > people->at[people->len - 1].id || reading->places[id] == 0)
			return false;
		reading->last = reading->places[id] - 1;
	} else if (people->at[reading->last].id != id) {
		Resource wanted = {.id = id};
		const Resource *found =
			bsearch(&wanted, people->at, people->len, sizeof wanted, compare_people);
		if (!found)
			return false;
		reading->last = (size_t)(found - people->at);
	}
	*place = reading->last;
	return true;
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

static EntryFilter filter_of(const DayReading *reading, Period days)
{
	EntryFilter filter = entry_filter_all();
	filter.days = days;
	filter.known = reading->query->moment.known;
	filter.resources = reading->ids;
	filter.resource_count = reading->id_count;
	return filter;
}

static void add_day(DayReading *reading, size_t place, const ResourceDay *day)
{
	*vec_push(reading->scratch, &reading->whose) = place;
	*vec_push(reading->scratch, &reading->days) = *day;
}

/* Adds the hours of the filter by day. */
static MUST_CHECK bool sum_days(DayReading *reading, const EntryFilter *filter, Err *err)
{
	Arena scratch;
	GroupBlocks groups;
	unsigned contracts = reading->query->lineage ? SUM_BY_CONTRACT : 0;
	arena_init(&scratch);
	bool ok = entries_sum_unordered(reading->app->db, &scratch, filter,
					SUM_BY_RESOURCE | SUM_BY_DAY | SUM_BY_CLASS | contracts,
					&groups, err);
	for (size_t i = 0; ok && i < groups.len; i++) {
		const EntryGroup *group = group_in_blocks(groups, i);
		size_t place;
		if (find(reading, group->resource_id, &place))
			add_day(reading, place,
				&(ResourceDay){
					.day = group->date,
					.time_class = group->time_class,
					.contract_id = group->contract_id,
					.seconds = group->sums.seconds,
					.entries = group->sums.entries,
				});
	}
	arena_deinit(&scratch);
	return ok;
}

static void note_leave(DayReading *reading, int64_t contract_id)
{
	size_t len = reading->leave.len;
	if (len == 0 || reading->leave.at[len - 1] != contract_id)
		*vec_push(reading->scratch, &reading->leave) = contract_id;
}

static void note_week(const DayReading *reading, size_t place, const WeekSum *sum)
{
	size_t week = (size_t)((sum->monday.day - reading->weeks.from.day) / WEEK_DAYS);
	if (sum->seconds > 0)
		reading->seen[place * reading->words + week / 64] |= UINT64_C(1) << week % 64;
}

/* Leave is told by day, afterwards. */
static bool take_week(void *context, const WeekSum *sum, Err *err)
{
	DayReading *reading = context;
	size_t place;
	(void)err;
	if (!find(reading, sum->resource_id, &place))
		return true;
	bool leave = is_leave(sum->time_class);
	if (leave)
		note_leave(reading, sum->contract_id);
	if (reading->seen)
		note_week(reading, place, sum);
	else if (!leave)
		add_day(reading, place,
			&(ResourceDay){
				.day = sum->monday,
				.time_class = sum->time_class,
				.seconds = sum->seconds,
				.entries = sum->entries,
			});
	return true;
}

/* A day for each week with hours: more is not asked of them. */
static void add_seen(DayReading *reading)
{
	for (size_t i = 0; i < reading->people->len; i++) {
		for (Date monday = reading->weeks.from; monday.day < reading->weeks.to.day;
		     monday = date_add(monday, WEEK_DAYS)) {
			size_t week = (size_t)((monday.day - reading->weeks.from.day) / WEEK_DAYS);
			uint64_t word = reading->seen[i * reading->words + week / 64];
			if ((word >> week % 64 & 1) != 0)
				add_day(reading, i, &(ResourceDay){.day = monday, .seconds = 1});
		}
	}
}

static void begin_seen(DayReading *reading, Period weeks)
{
	if ((reading->query->needs & NEED_RESOURCE_HOURS) != 0)
		return;
	reading->weeks = weeks;
	reading->words = (size_t)(period_days(weeks) / WEEK_DAYS + 63) / 64;
	reading->seen =
		ARENA_ARRAY(reading->scratch, uint64_t, reading->people->len * reading->words);
}

static int compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

/* Leave of the contracts that have any: hardly one besides none. */
static MUST_CHECK bool sum_leave(DayReading *reading, Period days, Err *err)
{
	EntryFilter filter = filter_of(reading, days);
	filter.classes = leave_classes();
	if (reading->leave.len > 0)
		qsort(reading->leave.at, reading->leave.len, sizeof *reading->leave.at,
		      compare_ids);
	for (size_t i = 0; i < reading->leave.len; i++) {
		if (i > 0 && reading->leave.at[i - 1] == reading->leave.at[i])
			continue;
		filter.contract_id = reading->leave.at[i];
		filter.without_contract = reading->leave.at[i] == 0;
		if (!sum_days(reading, &filter, err))
			return false;
	}
	return true;
}

/* Whole weeks from Monday to Monday that no cut parts. */
static MUST_CHECK bool sum_weeks(DayReading *reading, Period days, Err *err)
{
	EntryFilter filter = filter_of(reading, days);
	if (days.from.day >= days.to.day)
		return true;
	reading->leave.len = 0;
	begin_seen(reading, days);
	if (!entries_each_week(reading->app->db, &filter, take_week, reading, err))
		return false;
	if (reading->seen)
		add_seen(reading);
	return sum_leave(reading, days, err);
}

static MUST_CHECK bool sum_parted(DayReading *reading, Period days, Err *err)
{
	EntryFilter filter = filter_of(reading, days);
	return days.from.day >= days.to.day || sum_days(reading, &filter, err);
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

static void order_days(ResourceDay *days, size_t len)
{
	for (size_t i = 1; i < len; i++) {
		if (compare_days(&days[i - 1], &days[i]) > 0) {
			qsort(days, len, sizeof *days, compare_days);
			return;
		}
	}
}

/* Puts the days person by person. */
static void hand_out(DayReading *reading)
{
	const FirmPeople *people = reading->people;
	size_t *next = ARENA_ARRAY(reading->scratch, size_t, people->len);
	ResourceDay *days = ARENA_ARRAY(reading->app->mem, ResourceDay, reading->days.len);
	size_t first = 0;
	for (size_t i = 0; i < reading->whose.len; i++)
		people->at[reading->whose.at[i]].day_count++;
	for (size_t i = 0; i < people->len; i++) {
		next[i] = first;
		people->at[i].days = &days[first];
		first += people->at[i].day_count;
	}
	for (size_t i = 0; i < reading->days.len; i++)
		days[next[reading->whose.at[i]]++] = reading->days.at[i];
	first = 0;
	for (size_t i = 0; i < people->len; i++) {
		order_days(&days[first], people->at[i].day_count);
		first += people->at[i].day_count;
	}
}

static bool wants_hours(const BooksQuery *query)
{
	return (query->needs & NEED_RESOURCE_HOURS) != 0;
}

/* Whose hours are asked for: timesheets are expected of those only who have terms. */
static void choose_ids(DayReading *reading)
{
	const FirmPeople *people = reading->people;
	int64_t *ids = ARENA_ARRAY(reading->scratch, int64_t, people->len);
	for (size_t i = 0; i < people->len; i++) {
		if (wants_hours(reading->query) || people->at[i].term_count > 0)
			ids[reading->id_count++] = people->at[i].id;
	}
	if (!people->all || reading->id_count < people->len)
		reading->ids = ids;
}

bool firm_hours_read(App *app, const BooksQuery *query, const FirmPeople *people, Err *err)
{
	Arena scratch;
	DayReading reading = {.app = app, .query = query, .scratch = &scratch, .people = people};
	if (people->len == 0)
		return true;
	arena_init(&scratch);
	place_people(&reading);
	choose_ids(&reading);
	bool ok = reading.id_count == 0 || read_days(&reading, err);
	if (ok)
		hand_out(&reading);
	arena_deinit(&scratch);
	return ok;
}
