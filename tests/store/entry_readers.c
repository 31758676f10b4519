#include "entry_readers.h"

#include "facts/fact.h"
#include "fresh_db.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum {
	FIRST_DAY = READERS_FIRST_DAY,
	DAYS = READERS_DAYS,
	WEEKS = DAYS / 7 + 40,
	PEOPLE = 40, /* that are asked for */
};

static uint64_t draw(EntryReaders *r, uint64_t below)
{
	r->random += UINT64_C(0x9E3779B97F4A7C15);
	uint64_t mixed = (r->random ^ r->random >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	return (mixed >> 16) % below;
}

static bool chance(EntryReaders *r, uint64_t one_in)
{
	return draw(r, one_in) == 0;
}

/* Takes a sum that is handed over out of those that are wanted. */
static void tick_off(EntryGroups *wanted, const EntryGroup *got)
{
	for (size_t i = 0; i < wanted->len; i++) {
		EntryGroup *group = &wanted->at[i];
		if (group->contract_id != got->contract_id ||
		    group->resource_id != got->resource_id || group->date.day != got->date.day ||
		    group->time_class != got->time_class)
			continue;
		assert_int_equal(group->sums.entries, got->sums.entries);
		assert_int_equal(group->sums.seconds, got->sums.seconds);
		group->sums.entries = 0;
		return;
	}
	fail_msg("a sum of day %d that there is not", got->date.day);
}

static void all_ticked_off(const EntryGroups *wanted)
{
	for (size_t i = 0; i < wanted->len; i++) {
		if (wanted->at[i].sums.entries != 0)
			fail_msg("%" PRIi64 " entries of day %d are not handed over",
				 wanted->at[i].sums.entries, wanted->at[i].date.day);
	}
}

/* Months of a contract ascend, and contracts do not mix. */
typedef struct MonthsWanted {
	EntryGroups groups;
	VEC(int64_t) done;
	Arena *mem;
	int64_t contract_id;
	int64_t month;
} MonthsWanted;

static bool take_month(void *context, const MonthSum *sum, Err *err)
{
	MonthsWanted *wanted = context;
	(void)err;
	if (sum->contract_id != wanted->contract_id) {
		for (size_t i = 0; i < wanted->done.len; i++)
			assert_true(wanted->done.at[i] != sum->contract_id);
		*vec_push(wanted->mem, &wanted->done) = sum->contract_id;
		wanted->contract_id = sum->contract_id;
		wanted->month = INT64_MIN;
	}
	assert_true(sum->month >= wanted->month);
	wanted->month = sum->month;
	tick_off(&wanted->groups,
		 &(EntryGroup){
			 .contract_id = sum->contract_id,
			 .date = month_first(sum->month),
			 .time_class = sum->time_class,
			 .sums = {.entries = sum->entries, .seconds = sum->seconds},
		 });
	return true;
}

static void compare_months(EntryReaders *r)
{
	Err err;
	EntryFilter filter = entry_filter_all();
	int64_t from = month_of((Date){FIRST_DAY}) + (int64_t)draw(r, 20) - 2;
	int64_t to = from + (int64_t)draw(r, 20);
	filter.contract_id = chance(r, 2) ? 0 : 1 + (int64_t)draw(r, 5);
	filter.days = (Period){month_first(from), month_first(to)};
	MonthsWanted wanted = {
		.groups = model_sum(r->model, r->mem, &filter,
				    SUM_BY_CONTRACT | SUM_BY_MONTH | SUM_BY_CLASS),
		.mem = r->mem,
	};
	for (size_t i = 0; filter.contract_id == 0 && i < wanted.groups.len; i++) {
		if (wanted.groups.at[i].contract_id == 0)
			wanted.groups.at[i].sums.entries = 0;
	}
	MUST(entries_each_month(r->db, filter.contract_id, from, to, take_month, &wanted, &err));
	all_ticked_off(&wanted.groups);
}

typedef struct PeopleWanted {
	EntryGroups groups;
	Date monday;              /* of week 0 below */
	bool seen[PEOPLE][WEEKS]; /* by resource, from 100 − PEOPLE / 2 on */
	bool only_leave;
	PersonDay last; /* that was handed over */
} PeopleWanted;

static size_t person_of(int64_t resource_id)
{
	return (size_t)(resource_id - 100 + PEOPLE / 2);
}

static int64_t quarter_of(Date day)
{
	return month_of(day) / 3;
}

/* Of a person's quarter by day and class. */
static bool take_day(void *context, const PersonDay *day, Err *err)
{
	PeopleWanted *wanted = context;
	(void)err;
	assert_true(!wanted->only_leave || time_class_is_leave(day->time_class));
	if (day->resource_id == wanted->last.resource_id &&
	    quarter_of(day->day) == quarter_of(wanted->last.day))
		assert_true(day->day.day > wanted->last.day.day ||
			    (day->day.day == wanted->last.day.day &&
			     day->time_class > wanted->last.time_class));
	wanted->last = *day;
	tick_off(&wanted->groups,
		 &(EntryGroup){
			 .resource_id = day->resource_id,
			 .date = day->day,
			 .time_class = day->time_class,
			 .sums = {.entries = day->entries, .seconds = day->seconds},
		 });
	return true;
}

static bool take_weeks(void *context, const PersonWeeks *weeks, Err *err)
{
	PeopleWanted *wanted = context;
	int32_t first = (weeks->monday.day - wanted->monday.day) / 7;
	(void)err;
	assert_int_equal((weeks->monday.day + 3) % 7, 0);
	for (int32_t bit = 0; bit < 64; bit++) {
		if ((weeks->weeks >> bit & 1) == 0)
			continue;
		assert_true(first + bit >= 0 && first + bit < WEEKS);
		wanted->seen[person_of(weeks->resource_id)][first + bit] = true;
	}
	return true;
}

/* The weeks in which the model knows of hours; all that was handed over is there, and what lies in `days` was. */
static void compare_person_weeks(EntryReaders *r, EntryFilter filter, const PeopleWanted *got)
{
	bool there[PEOPLE][WEEKS] = {0};
	bool wanted[PEOPLE][WEEKS] = {0};
	Period days = filter.days;
	filter.days = (Period){DATE_NONE, DATE_NONE};
	EntryGroups groups = model_sum(r->model, r->mem, &filter, SUM_BY_RESOURCE | SUM_BY_DAY);
	for (size_t i = 0; i < groups.len; i++) {
		const EntryGroup *group = &groups.at[i];
		int32_t week = (group->date.day - got->monday.day) / 7;
		if (group->sums.seconds == 0)
			continue;
		there[person_of(group->resource_id)][week] = true;
		wanted[person_of(group->resource_id)][week] |=
			group->date.day >= days.from.day && group->date.day < days.to.day;
	}
	for (size_t i = 0; i < PEOPLE; i++) {
		for (size_t week = 0; week < WEEKS; week++) {
			if (got->seen[i][week] && !there[i][week])
				fail_msg("person %zu had no hours in week %zu", i, week);
			if (wanted[i][week] && !got->seen[i][week])
				fail_msg("hours of person %zu in week %zu are not told", i, week);
		}
	}
}

/* All, few, or so many that all are looked through; also of people who have no hours. */
static void draw_people(EntryReaders *r, EntryFilter *filter)
{
	int64_t *resources = ARENA_ARRAY(r->mem, int64_t, PEOPLE);
	uint64_t one_in = chance(r, 2) ? 8 : 2;
	for (int64_t i = 0; i < PEOPLE; i++) {
		if (chance(r, one_in) != (one_in == 2))
			resources[filter->resource_count++] = 100 - PEOPLE / 2 + i;
	}
	filter->resources = chance(r, 3) ? NULL : resources;
}

static void compare_people(EntryReaders *r)
{
	Err err;
	EntryFilter filter = entry_filter_all();
	PeopleWanted wanted = {.monday = {FIRST_DAY - (FIRST_DAY + 3) % 7 - 20 * 7}};
	bool weeks = chance(r, 2);
	bool days = !weeks || chance(r, 2);
	PeopleTake take = {&wanted, days ? take_day : NULL, weeks ? take_weeks : NULL};
	filter.days.from = (Date){FIRST_DAY - 30 + (int32_t)draw(r, DAYS + 60)};
	filter.days.to = date_add(filter.days.from, 1 + (int32_t)draw(r, DAYS));
	draw_people(r, &filter);
	EntryFilter told = filter;
	wanted.only_leave = weeks;
	for (int32_t class = 0; weeks && class < TIME_CLASSES; class ++)
		told.classes |= time_class_is_leave(class) ? UINT32_C(1) << class : 0;
	if (days)
		wanted.groups = model_sum(r->model, r->mem, &told,
					  SUM_BY_RESOURCE | SUM_BY_DAY | SUM_BY_CLASS);
	MUST(entries_each_person(r->db, filter.days, filter.resources, filter.resource_count, &take,
				 &err));
	all_ticked_off(&wanted.groups);
	if (weeks)
		compare_person_weeks(r, filter, &wanted);
}

void entry_readers_compare(EntryReaders *r)
{
	compare_months(r);
	compare_people(r);
}
