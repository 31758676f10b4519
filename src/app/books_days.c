/* Hours of people by day; for timesheets alone their weeks, and leave by day. */

#include "app/books_parts.h"

#include <stdlib.h>

enum { WEEK_DAYS = 7, WORD_BITS = 64, BLOCK_DAYS = 1024 };

/* A day that was read, of whomever. */
typedef struct TakenDay {
	size_t place; /* of the person */
	ResourceDay day;
} TakenDay;

typedef struct DayReading {
	App *app;
	const BooksQuery *query;
	Arena *scratch;
	const FirmPeople *people;
	const int64_t *ids; /* of some people; NULL: of all */
	size_t id_count;
	uint32_t *places; /* of people by id, + 1; NULL: ids lie too far apart */
	Period days;      /* that are asked for, up to the as-of day */
	VEC(TakenDay *) blocks;
	size_t taken;
	uint64_t *
		seen; /* weeks of each person with hours, a bit each, where that is all that is asked */
	Period weeks; /* of `seen`, from Monday to Monday */
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

static void add_day(DayReading *reading, size_t place, const ResourceDay *day)
{
	size_t within = reading->taken % BLOCK_DAYS;
	if (within == 0)
		*vec_push(reading->scratch, &reading->blocks) =
			ARENA_ARRAY(reading->scratch, TakenDay, BLOCK_DAYS);
	reading->blocks.at[reading->blocks.len - 1][within] = (TakenDay){place, *day};
	reading->taken++;
}

static const TakenDay *taken_day(const DayReading *reading, size_t number)
{
	return &reading->blocks.at[number / BLOCK_DAYS][number % BLOCK_DAYS];
}

static bool take_day(void *context, const PersonDay *day, Err *err)
{
	DayReading *reading = context;
	size_t place;
	(void)err;
	if (day->day.day >= reading->days.from.day && day->day.day < reading->days.to.day &&
	    find(reading, day->resource_id, &place))
		add_day(reading, place,
			&(ResourceDay){
				.day = day->day,
				.time_class = day->time_class,
				.seconds = day->seconds,
				.entries = day->entries,
			});
	return true;
}

static bool take_weeks(void *context, const PersonWeeks *weeks, Err *err)
{
	DayReading *reading = context;
	int32_t first = (weeks->monday.day - reading->weeks.from.day) / WEEK_DAYS;
	int32_t count = period_days(reading->weeks) / WEEK_DAYS;
	size_t place;
	(void)err;
	if (!find(reading, weeks->resource_id, &place))
		return true;
	uint64_t *seen = &reading->seen[place * reading->words];
	for (uint64_t left = weeks->weeks; left != 0; left &= left - 1) {
		int32_t week = first + __builtin_ctzll(left);
		if (week >= 0 && week < count)
			seen[week / WORD_BITS] |= UINT64_C(1) << week % WORD_BITS;
	}
	return true;
}

/* Of all weeks that touch the days. */
static void begin_seen(DayReading *reading)
{
	Calendar weeks = {.granularity = GRANULARITY_WEEK, .fiscal_month = 1};
	reading->weeks = (Period){calendar_tile(weeks, reading->days.from).from,
				  calendar_tile(weeks, date_add(reading->days.to, -1)).to};
	reading->words =
		(size_t)(period_days(reading->weeks) / WEEK_DAYS + WORD_BITS - 1) / WORD_BITS;
	reading->seen =
		ARENA_ARRAY(reading->app->mem, uint64_t, reading->people->len * reading->words);
	for (size_t i = 0; i < reading->people->len; i++)
		reading->people->at[i].worked =
			(WeeksWorked){reading->weeks, &reading->seen[i * reading->words]};
}

static MUST_CHECK bool take_group(DayReading *reading, const EntryGroup *group, Err *err)
{
	Calendar weeks = {.granularity = GRANULARITY_WEEK, .fiscal_month = 1};
	PersonDay day = {group->resource_id, group->date, group->time_class, group->sums.entries,
			 group->sums.seconds};
	PersonWeeks week = {group->resource_id, calendar_tile(weeks, group->date).from,
			    group->sums.seconds > 0};
	if (!reading->seen)
		return take_day(reading, &day, err);
	return take_weeks(reading, &week, err) &&
	       (!time_class_is_leave(group->time_class) || take_day(reading, &day, err));
}

/* As known earlier: nothing is kept by person. */
static MUST_CHECK bool sum_entries(DayReading *reading, Period days, Err *err)
{
	Arena scratch;
	GroupBlocks groups;
	EntryFilter filter = entry_filter_all();
	filter.days = days;
	filter.known = reading->query->moment.known;
	filter.resources = reading->ids;
	filter.resource_count = reading->id_count;
	arena_init(&scratch);
	bool ok = entries_sum_unordered(reading->app->db, &scratch, &filter,
					SUM_BY_RESOURCE | SUM_BY_DAY | SUM_BY_CLASS, &groups, err);
	for (size_t i = 0; ok && i < groups.len; i++)
		ok = take_group(reading, group_in_blocks(groups, i), err);
	arena_deinit(&scratch);
	return ok;
}

static bool wants_hours(const BooksQuery *query)
{
	return (query->needs & NEED_RESOURCE_HOURS) != 0;
}

static MUST_CHECK bool read_days(DayReading *reading, Err *err)
{
	const BooksQuery *query = reading->query;
	PeopleTake take = {reading, take_day, NULL};
	Date end = date_add(query->moment.as_of, 1);
	reading->days = (Period){query->days.from, date_earlier(query->days.to, end)};
	Period days = reading->days;
	if (days.from.day >= days.to.day)
		return true;
	if (!wants_hours(query)) {
		begin_seen(reading);
		days = reading->weeks;
		take.weeks = take_weeks;
	}
	if (query->moment.known.us != INSTANT_MAX.us)
		return sum_entries(reading, days, err);
	return entries_each_person(reading->app->db, days, reading->ids, reading->id_count, &take,
				   err);
}

static int compare_days(const void *a, const void *b)
{
	const ResourceDay *x = a;
	const ResourceDay *y = b;
	if (x->day.day != y->day.day)
		return x->day.day < y->day.day ? -1 : 1;
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
	ResourceDay *days = ARENA_ARRAY(reading->app->mem, ResourceDay, reading->taken);
	size_t first = 0;
	for (size_t i = 0; i < reading->taken; i++)
		people->at[taken_day(reading, i)->place].day_count++;
	for (size_t i = 0; i < people->len; i++) {
		next[i] = first;
		people->at[i].days = &days[first];
		first += people->at[i].day_count;
	}
	for (size_t i = 0; i < reading->taken; i++) {
		const TakenDay *taken = taken_day(reading, i);
		days[next[taken->place]++] = taken->day;
	}
	first = 0;
	for (size_t i = 0; i < people->len; i++) {
		order_days(&days[first], people->at[i].day_count);
		first += people->at[i].day_count;
	}
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
	if (query->lineage && wants_hours(query))
		return firm_entries_read(app, query, people, err);
	arena_init(&scratch);
	place_people(&reading);
	choose_ids(&reading);
	bool ok = reading.id_count == 0 || read_days(&reading, err);
	if (ok)
		hand_out(&reading);
	arena_deinit(&scratch);
	return ok;
}
