#include "store/entry_people.h"

#include "facts/fact.h"
#include "store/entry_rollup.h"

#include <inttypes.h>

enum {
	ROWS_AT_ONCE = 64,  /* that are changed */
	READ_AT_ONCE = 256, /* with those between them, which are not */
	SCRATCH_MAX = 1 << 20,
	NUMBERS = 4, /* of a sum */
};

/* Several in one step, as each is a journey to another machine. */
static const char READ[] =
	"SELECT resource_id, from_day, leave, sums\n"
	"FROM entry_sum_resource\n"
	"WHERE resource_id >= $1 AND resource_id <= $2 AND from_day >= $3 AND from_day <= $4\n"
	"ORDER BY resource_id, from_day\n"
	"LIMIT $5";

static const char WRITE[] =
	"INSERT INTO entry_sum_resource (resource_id, from_day, weeks, leave, sums)\n"
	"SELECT $1, $2, $3, $4, $5\n"
	"WHERE true\n"
	"ON CONFLICT (resource_id, from_day) DO UPDATE\n"
	"SET weeks = excluded.weeks, leave = excluded.leave, sums = excluded.sums";

static const char DELETE[] =
	"DELETE FROM entry_sum_resource\n"
	"WHERE resource_id = $1 AND from_day = $2";

/* A stored row that changes, or is new. */
typedef struct PersonRow {
	int64_t resource_id;
	size_t begin, end; /* of its changes in their order */
	Str leave, sums;   /* as they were, where it is stored */
	Date from;
	bool stored;
} PersonRow;

typedef struct Writing {
	Db *db;
	const PeopleChanges *changes;
	Arena mem;     /* of the texts below */
	Arena scratch; /* of some rows */
	Buf leave, sums;
	uint64_t weeks;
	size_t next;    /* change */
	size_t at_once; /* rows */
} Writing;

Date entry_quarter(Date day)
{
	int64_t month = month_of(day);
	int64_t within = (month % 3 + 3) % 3;
	return month_first(month - within);
}

uint64_t entry_week_bit(Date quarter, Date day)
{
	return UINT64_C(1) << (entry_week(day) - entry_week(quarter));
}

void people_changes_count(PeopleChanges *changes, const TimeEntry *entry, bool out)
{
	changes->at[changes->len++] = (PersonChange){
		.resource_id = entry->resource_id,
		.seconds = out ? -entry->seconds : entry->seconds,
		.day = entry->work_date.day,
		.time_class = (int8_t)time_class(entry),
		.entries = out ? -1 : 1,
	};
}

static void order_changes(const PeopleChanges *changes)
{
	OrderItem *order = changes->order;
	for (size_t i = 0; i < changes->len; i++) {
		const PersonChange *change = &changes->at[i];
		int64_t place = (int64_t)change->day * TIME_CLASSES + change->time_class;
		order[i] = (OrderItem){entry_order_key(place), (uint32_t)i};
	}
	entry_order_sort(order, changes->spare, changes->len);
	for (size_t i = 0; i < changes->len; i++)
		order[i].key = entry_order_key(changes->at[order[i].index].resource_id);
	entry_order_sort(order, changes->spare, changes->len);
}

static const PersonChange *change_at(const Writing *w, size_t place)
{
	return &w->changes->at[w->changes->order[place].index];
}

/* The changes of the next row. False: there are no more. */
static bool next_row(Writing *w, PersonRow *out)
{
	size_t len = w->changes->len;
	if (w->next == len)
		return false;
	const PersonChange *first = change_at(w, w->next);
	PersonRow row = {.resource_id = first->resource_id, .begin = w->next};
	row.from = entry_quarter((Date){first->day});
	int32_t end = month_first(month_of(row.from) + 3).day;
	while (w->next < len && change_at(w, w->next)->resource_id == row.resource_id &&
	       change_at(w, w->next)->day < end)
		w->next++;
	row.end = w->next;
	*out = row;
	return true;
}

/* What is stored of some rows, as far as it was read: then `*known` tells of how many. */
static bool read_rows(Writing *w, PersonRow *rows, size_t count, size_t *known, Err *err)
{
	DbStmt *stmt;
	bool row;
	size_t at = 0;
	size_t read = 0;
	Date from = rows[0].from;
	Date to = rows[0].from;
	for (size_t i = 1; i < count; i++) {
		from = date_earlier(from, rows[i].from);
		to = date_later(to, rows[i].from);
	}
	if (!db_prepare(w->db, READ, "iiiii", &stmt, err))
		return false;
	db_bind_int(stmt, 1, rows[0].resource_id);
	db_bind_int(stmt, 2, rows[count - 1].resource_id);
	db_bind_int(stmt, 3, from.day);
	db_bind_int(stmt, 4, to.day);
	db_bind_int(stmt, 5, READ_AT_ONCE);
	if (!db_query(stmt, err))
		return false;
	while (db_next(stmt, &row, err)) {
		if (!row) {
			*known = read < READ_AT_ONCE ? count : at;
			return true;
		}
		int64_t resource_id = db_int(stmt, 0);
		int64_t day = db_int(stmt, 1);
		read++;
		while (at < count &&
		       (rows[at].resource_id < resource_id ||
			(rows[at].resource_id == resource_id && rows[at].from.day < day)))
			at++;
		if (at == count || rows[at].resource_id != resource_id || rows[at].from.day != day)
			continue;
		rows[at].stored = true;
		rows[at].leave = db_text(stmt, 2, &w->scratch);
		rows[at].sums = db_text(stmt, 3, &w->scratch);
		at++;
	}
	return false;
}

/* The changes of a row that are leave, or that are not, one day and class at a time. */
typedef struct ChangeRun {
	const Writing *w;
	Date from;
	size_t at, end;
	bool leave;
} ChangeRun;

static bool next_change(ChangeRun *run, PackedHours *key, Measures *sums)
{
	bool some = false;
	*sums = (Measures){0};
	for (; run->at < run->end; run->at++) {
		const PersonChange *change = change_at(run->w, run->at);
		PackedHours own = {.at = change->day - run->from.day,
				   .time_class = change->time_class};
		if (time_class_is_leave(own.time_class) != run->leave)
			continue;
		if (some && (own.at != key->at || own.time_class != key->time_class))
			return true;
		*key = own;
		some = true;
		sums->entries += change->entries;
		sums->seconds += change->seconds;
	}
	return some;
}

static int compare_hours(const PackedHours *a, const PackedHours *b)
{
	int order = (a->at > b->at) - (a->at < b->at);
	return order != 0 ? order : a->time_class - b->time_class;
}

static void put_hours(Buf *out, const PackedHours *hours)
{
	char *at = buf_room(out, NUMBERS * (ENTRY_INT_SIZE + 1) + 2);
	*at++ = out->len == 0 ? '[' : ',';
	*at++ = '[';
	at = entry_put_int(at, hours->at);
	*at++ = ',';
	at = entry_put_int(at, hours->time_class);
	*at++ = ',';
	at = entry_put_int(at, hours->entries);
	if (hours->seconds != 0) {
		*at++ = ',';
		at = entry_put_int(at, hours->seconds);
	}
	*at++ = ']';
	out->len = (size_t)(at - out->ptr);
}

/* Writes a sum, and notes its week. */
static bool put_sum(Writing *w, Date from, Buf *out, PackedHours *hours, const Measures *sums,
		    Err *err)
{
	if (!measures_check(sums, err))
		return false;
	hours->entries = (int64_t)sums->entries;
	hours->seconds = (int64_t)sums->seconds;
	if (hours->entries == 0)
		return true;
	if (hours->seconds > 0)
		w->weeks |= entry_week_bit(from, date_add(from, (int32_t)hours->at));
	put_hours(out, hours);
	return true;
}

/* The stored sums and the changes, both in order. */
static bool merge_sums(Writing *w, const PersonRow *row, bool leave, Err *err)
{
	Buf *out = leave ? &w->leave : &w->sums;
	ChangeRun run = {w, row->from, row->begin, row->end, leave};
	HourText text = hour_text_of(leave ? row->leave : row->sums, 0, ENTRY_QUARTER_MAX);
	PackedHours stored, changed;
	Measures change;
	bool some = hour_text_next(&text, &stored);
	bool changes = next_change(&run, &changed, &change);
	buf_clear(out);
	while (some || changes) {
		int order = !some ? 1 : !changes ? -1 : compare_hours(&stored, &changed);
		PackedHours hours = order <= 0 ? stored : changed;
		Measures sums = {0};
		if (order >= 0)
			sums = change;
		if (order <= 0) {
			sums.entries += stored.entries;
			sums.seconds += stored.seconds;
		}
		if (!put_sum(w, row->from, out, &hours, &sums, err))
			return false;
		if (order <= 0)
			some = hour_text_next(&text, &stored);
		if (order >= 0)
			changes = next_change(&run, &changed, &change);
	}
	return hour_text_check(&text, err);
}

static bool write_row(Writing *w, const PersonRow *row, Err *err)
{
	DbStmt *stmt;
	w->weeks = 0;
	if (!merge_sums(w, row, true, err) || !merge_sums(w, row, false, err))
		return fail_in(err, "resource %" PRId64, row->resource_id);
	bool empty = w->leave.len == 0 && w->sums.len == 0;
	if (empty && !row->stored)
		return true;
	if (!db_prepare(w->db, empty ? DELETE : WRITE, empty ? "ii" : "iiitt", &stmt, err))
		return false;
	db_bind_int(stmt, 1, row->resource_id);
	db_bind_int(stmt, 2, row->from.day);
	if (!empty) {
		buf_add(&w->leave, w->leave.len == 0 ? STR("[]") : STR("]"));
		buf_add(&w->sums, w->sums.len == 0 ? STR("[]") : STR("]"));
		db_bind_int(stmt, 3, (int64_t)w->weeks);
		db_bind_text(stmt, 4, buf_str(&w->leave));
		db_bind_text(stmt, 5, buf_str(&w->sums));
	}
	return db_run(stmt, err);
}

/* Fewer at once where many lie between those that change. */
static size_t pace(size_t at_once, bool all)
{
	if (all)
		return at_once < ROWS_AT_ONCE ? 2 * at_once : ROWS_AT_ONCE;
	return at_once > 4 ? at_once / 4 : 1;
}

/* The next rows; `*some` is false when there are none. */
static bool write_some(Writing *w, bool *some, Err *err)
{
	PersonRow rows[ROWS_AT_ONCE];
	size_t count = 0;
	size_t known;
	while (count < w->at_once && next_row(w, &rows[count]))
		count++;
	*some = count > 0;
	arena_trim(&w->scratch, SCRATCH_MAX);
	if (count == 0)
		return true;
	if (!read_rows(w, rows, count, &known, err))
		return false;
	for (size_t i = 0; i < known; i++) {
		if (!write_row(w, &rows[i], err))
			return false;
	}
	if (known < count)
		w->next = rows[known].begin;
	w->at_once = pace(w->at_once, known == count);
	return true;
}

bool people_changes_write(Db *db, const PeopleChanges *changes, Err *err)
{
	Writing w = {.db = db, .changes = changes, .at_once = ROWS_AT_ONCE};
	bool some = true;
	bool ok = true;
	order_changes(changes);
	arena_init(&w.mem);
	arena_init(&w.scratch);
	w.leave.mem = &w.mem;
	w.sums.mem = &w.mem;
	while (ok && some)
		ok = write_some(&w, &some, err);
	arena_deinit(&w.scratch);
	arena_deinit(&w.mem);
	return ok;
}
