/* Hours of people as single entries with their lineage, of all contracts and none. */

#include "app/books_parts.h"

#include <stdlib.h>

enum { WEEK_DAYS = 7, CONTRACTS_MAX = 500 };

typedef struct PersonEntry {
	size_t person; /* place among the people */
	size_t place;  /* as it was read */
	ResourceDay day;
	DayOrigin origin;
} PersonEntry;

typedef struct EntryReading {
	App *app;
	Arena *scratch;
	const FirmPeople *people;
	EntryFilter filter;
	VEC(PersonEntry) entries;
} EntryReading;

static int compare_people(const void *a, const void *b)
{
	const Resource *x = a;
	const Resource *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

static bool take_entry(void *context, const TimeEntry *entry, Err *err)
{
	EntryReading *reading = context;
	Arena *mem = reading->app->mem;
	const FirmPeople *people = reading->people;
	Resource wanted = {.id = entry->resource_id};
	const Resource *person =
		bsearch(&wanted, people->at, people->len, sizeof wanted, compare_people);
	(void)err;
	if (!person)
		return true;
	*vec_push(reading->scratch, &reading->entries) = (PersonEntry){
		.person = (size_t)(person - people->at),
		.place = reading->entries.len,
		.day = {.day = entry->work_date,
			.time_class = time_class(entry),
			.contract_id = entry->contract_id,
			.seconds = entry->seconds,
			.entries = 1},
		.origin = {.task_id = entry->task_id,
			   .lineage = {.source_id = entry->source_id,
				       .id = str_copy(mem, entry->external_id),
				       .import_id = entry->import_id,
				       .line = entry->line}},
	};
	return true;
}

static MUST_CHECK bool read_all(EntryReading *reading, Err *err)
{
	return entries_each(reading->app->db, &reading->filter, take_entry, reading, err);
}

/* Where roll-ups tell that these people worked for few contracts, only their entries are read. */
static MUST_CHECK bool read_entries(EntryReading *reading, Err *err)
{
	Db *db = reading->app->db;
	EntryFilter weeks = reading->filter;
	Calendar calendar = {.granularity = GRANULARITY_WEEK, .fiscal_month = 1};
	GroupBlocks contracts;
	if (weeks.known.us != INSTANT_MAX.us || !weeks.resources)
		return read_all(reading, err);
	weeks.days.from = calendar_tile(calendar, weeks.days.from).from;
	weeks.days.to = calendar_tile(calendar, date_add(weeks.days.to, WEEK_DAYS - 1)).from;
	if (!entries_sum_unordered(db, reading->scratch, &weeks, SUM_BY_CONTRACT, &contracts, err))
		return false;
	if (contracts.len > CONTRACTS_MAX)
		return read_all(reading, err);
	for (size_t i = 0; i < contracts.len; i++) {
		int64_t id = group_in_blocks(contracts, i)->contract_id;
		reading->filter.contract_id = id;
		reading->filter.without_contract = id == 0;
		if (!read_all(reading, err))
			return false;
	}
	return true;
}

static int compare_entries(const void *a, const void *b)
{
	const PersonEntry *x = a;
	const PersonEntry *y = b;
	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	if (x->day.day.day != y->day.day.day)
		return x->day.day.day < y->day.day.day ? -1 : 1;
	if (x->day.contract_id != y->day.contract_id)
		return x->day.contract_id < y->day.contract_id ? -1 : 1;
	return x->place < y->place ? -1 : 1;
}

static void hand_out(EntryReading *reading)
{
	size_t len = reading->entries.len;
	PersonEntry *entries = reading->entries.at;
	ResourceDay *days = ARENA_ARRAY(reading->app->mem, ResourceDay, len);
	DayOrigin *origins = ARENA_ARRAY(reading->app->mem, DayOrigin, len);
	if (len > 0)
		qsort(entries, len, sizeof *entries, compare_entries);
	for (size_t i = 0; i < len; i++) {
		Resource *person = &reading->people->at[entries[i].person];
		days[i] = entries[i].day;
		origins[i] = entries[i].origin;
		if (person->day_count == 0) {
			person->days = &days[i];
			person->origins = &origins[i];
		}
		person->day_count++;
	}
}

bool firm_entries_read(App *app, const BooksQuery *query, const FirmPeople *people, Err *err)
{
	Arena scratch;
	Date end = date_add(query->moment.as_of, 1);
	EntryReading reading = {.app = app,
				.scratch = &scratch,
				.people = people,
				.filter = entry_filter_all()};
	reading.filter.days = (Period){query->days.from, date_earlier(query->days.to, end)};
	reading.filter.known = query->moment.known;
	if (reading.filter.days.from.day >= reading.filter.days.to.day)
		return true;
	arena_init(&scratch);
	int64_t *ids = ARENA_ARRAY(&scratch, int64_t, people->len);
	for (size_t i = 0; i < people->len; i++)
		ids[i] = people->at[i].id;
	reading.filter.resource_count = people->len;
	reading.filter.resources = people->all ? NULL : ids;
	bool ok = read_entries(&reading, err);
	if (ok)
		hand_out(&reading);
	arena_deinit(&scratch);
	return ok;
}
