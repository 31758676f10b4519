/* Hours straight from the roll-ups, without groups: for whom adds them up himself. */

#include "store/entry_people.h"
#include "store/entry_rollup.h"
#include "store/facts.h"

#include <inttypes.h>
#include <stdlib.h>

enum { TEXT_MAX = 1 << 16, FEW = 16 };

/* As they lie: in the order of contracts each row would be looked up. */
static const char MONTHS_OF_ALL[] =
	"SELECT contract_id, sums\n"
	"FROM entry_sum_month\n"
	"WHERE contract_id <> 0";

static const char MONTHS_OF_ONE[] =
	"SELECT contract_id, sums\n"
	"FROM entry_sum_month\n"
	"WHERE contract_id = $1";

/* `sums` is left alone where only weeks are asked for: most of a row. */
#define DAYS "SELECT resource_id, from_day, leave, sums\nFROM entry_sum_resource\n"
#define WEEKS "SELECT resource_id, from_day, leave, weeks\nFROM entry_sum_resource\n"
#define OF_ALL "WHERE from_day >= $1 AND from_day < $2"
/* Without an index, which would have every row looked up: for most of what there is. */
#define OF_MOST "WHERE +from_day >= $1 AND +from_day < $2"
#define OF_ONE "WHERE resource_id = $3 AND from_day >= $1 AND from_day < $2"

static const char DAYS_OF_ALL[] = DAYS OF_ALL;
static const char DAYS_OF_MOST[] = DAYS OF_MOST;
static const char DAYS_OF_ONE[] = DAYS OF_ONE;
static const char WEEKS_OF_ALL[] = WEEKS OF_ALL;
static const char WEEKS_OF_MOST[] = WEEKS OF_MOST;
static const char WEEKS_OF_ONE[] = WEEKS OF_ONE;

static const char QUARTERS_STORED[] =
	"SELECT COALESCE((SELECT MIN(from_day) FROM entry_sum_resource), 0),\n"
	"       COALESCE((SELECT MAX(from_day) FROM entry_sum_resource), 0)";

static bool hand_months(HourText *text, int64_t contract_id, MonthTake take, void *context,
			Err *err)
{
	PackedHours hours;
	while (hour_text_next(text, &hours)) {
		MonthSum sum = {contract_id, hours.at, hours.time_class, hours.entries,
				hours.seconds};
		if (!take(context, &sum, err))
			return false;
	}
	return hour_text_check(text, err) || fail_in(err, "contract %" PRId64, contract_id);
}

bool entries_each_month(Db *db, int64_t contract_id, int64_t from_month, int64_t to_month,
			MonthTake take, void *context, Err *err)
{
	DbStmt *stmt;
	Arena mem;
	bool row;
	bool one = contract_id != 0;
	if (!db_prepare(db, one ? MONTHS_OF_ONE : MONTHS_OF_ALL, one ? "i" : "", &stmt, err))
		return false;
	if (one)
		db_bind_int(stmt, 1, contract_id);
	if (!db_query(stmt, err))
		return false;
	arena_init(&mem);
	bool ok;
	while ((ok = db_next(stmt, &row, err)) && row) {
		arena_trim(&mem, TEXT_MAX);
		HourText text = hour_text_of(db_text(stmt, 1, &mem), from_month, to_month);
		ok = hand_months(&text, db_int(stmt, 0), take, context, err);
		if (!ok)
			break;
	}
	db_reset(stmt);
	arena_deinit(&mem);
	return ok;
}

typedef struct People {
	Db *db;
	Period days;
	const int64_t *resources;
	size_t count;
	const PeopleTake *take;
	Arena mem; /* of a row */
} People;

static int compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static bool wants(const People *people, int64_t resource_id)
{
	return !people->resources || bsearch(&resource_id, people->resources, people->count,
					     sizeof resource_id, compare_ids);
}

/* Sums of a row, one by one. */
typedef struct RowHours {
	HourText text;
	PackedHours next;
	bool more;
} RowHours;

static void step(RowHours *hours)
{
	hours->more = hour_text_next(&hours->text, &hours->next);
}

static RowHours row_hours(const People *people, Date quarter, Str sums)
{
	RowHours hours = {.text = hour_text_of(sums, (int64_t)people->days.from.day - quarter.day,
					       (int64_t)people->days.to.day - quarter.day)};
	step(&hours);
	return hours;
}

/* Leave and all else in one order. */
static bool hand_days(const People *people, int64_t resource_id, Date quarter, Str leave, Str sums,
		      Err *err)
{
	RowHours away = row_hours(people, quarter, leave);
	RowHours other = row_hours(people, quarter, sums);
	while (away.more || other.more) {
		/* Classes of leave are behind all others. */
		bool leaves = !other.more || (away.more && away.next.at < other.next.at);
		RowHours *from = leaves ? &away : &other;
		PersonDay day = {resource_id, date_add(quarter, (int32_t)from->next.at),
				 from->next.time_class, from->next.entries, from->next.seconds};
		if (!people->take->day(people->take->context, &day, err))
			return false;
		step(from);
	}
	return (hour_text_check(&away.text, err) && hour_text_check(&other.text, err)) ||
	       fail_in(err, "resource %" PRId64, resource_id);
}

static bool hand_row(People *people, DbStmt *stmt, Err *err)
{
	const PeopleTake *take = people->take;
	int64_t resource_id = db_int(stmt, 0);
	Date quarter = {(int32_t)db_int(stmt, 1)};
	if (!wants(people, resource_id))
		return true;
	arena_trim(&people->mem, TEXT_MAX);
	if (take->weeks) {
		PersonWeeks weeks = {resource_id, entry_week_begins(entry_week(quarter)),
				     (uint64_t)db_int(stmt, 3)};
		if (!take->weeks(take->context, &weeks, err))
			return false;
	}
	if (!take->day)
		return true;
	Str sums = take->weeks ? (Str){0} : db_text(stmt, 3, &people->mem);
	return hand_days(people, resource_id, quarter, db_text(stmt, 2, &people->mem), sums, err);
}

/* Rows of one person, or of all where `resource` is NULL. */
static bool hand_rows(People *people, const char *sql, const int64_t *resource, Err *err)
{
	DbStmt *stmt;
	bool row;
	bool ok;
	if (!db_prepare(people->db, sql, resource ? "iii" : "ii", &stmt, err))
		return false;
	db_bind_int(stmt, 1, entry_quarter(people->days.from).day);
	db_bind_int(stmt, 2, people->days.to.day);
	if (resource)
		db_bind_int(stmt, 3, *resource);
	if (!db_query(stmt, err))
		return false;
	while ((ok = db_next(stmt, &row, err)) && row) {
		ok = hand_row(people, stmt, err);
		if (!ok)
			break;
	}
	db_reset(stmt);
	return ok;
}

/* Whether quarters of these days are at least half of all, if quarters have much the same. */
static bool are_most(const People *people, bool *most, Err *err)
{
	DbStmt *stmt;
	bool row;
	if (!db_prepare(people->db, QUARTERS_STORED, "", &stmt, err) || !db_query(stmt, err) ||
	    !db_next(stmt, &row, err))
		return false;
	int64_t first = db_int(stmt, 0);
	int64_t last = db_int(stmt, 1);
	db_reset(stmt);
	int64_t from = people->days.from.day > first ? people->days.from.day : first;
	int64_t to = people->days.to.day < last ? people->days.to.day : last;
	*most = 2 * (to - from) >= last - first;
	return true;
}

static bool hand_people(People *people, Err *err)
{
	bool weeks = people->take->weeks != NULL;
	bool most;
	if (people->resources && people->count <= FEW) {
		for (size_t i = 0; i < people->count; i++) {
			if (!hand_rows(people, weeks ? WEEKS_OF_ONE : DAYS_OF_ONE,
				       &people->resources[i], err))
				return false;
		}
		return true;
	}
	if (!are_most(people, &most, err))
		return false;
	if (most)
		return hand_rows(people, weeks ? WEEKS_OF_MOST : DAYS_OF_MOST, NULL, err);
	return hand_rows(people, weeks ? WEEKS_OF_ALL : DAYS_OF_ALL, NULL, err);
}

bool entries_each_person(Db *db, Period days, const int64_t *resources, size_t count,
			 const PeopleTake *take, Err *err)
{
	People people = {
		.db = db, .days = days, .resources = resources, .count = count, .take = take};
	arena_init(&people.mem);
	bool ok = hand_people(&people, err);
	arena_deinit(&people.mem);
	return ok;
}
