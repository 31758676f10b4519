#include "store/entry_rollup.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
	BLOCK_WEEKS = 13,
	MONDAY = 3, /* 1970-01-01 was a Thursday: its week began three days before */
	SLOTS_MIN = 64,
	NUMBERS = 8, /* of a row */
};

/* In one step, as each is a journey to another machine. */
static const char READ[] =
	"SELECT 0, from_week, sums\n"
	"FROM entry_sum_week\n"
	"WHERE contract_id = $1 AND from_week IN ($2, $3, $4, $5)\n"
	"UNION ALL\n"
	"SELECT 1, 0, sums\n"
	"FROM entry_sum_month\n"
	"WHERE contract_id = $1";

static const char WRITE_MONTHS[] =
	"INSERT INTO entry_sum_month (contract_id, sums)\n"
	"SELECT $1, $2\n"
	"WHERE true\n"
	"ON CONFLICT (contract_id) DO UPDATE\n"
	"SET sums = excluded.sums";

static const char DELETE_MONTHS[] =
	"DELETE FROM entry_sum_month\n"
	"WHERE contract_id = $1";

static const char WRITE_WEEKS[] =
	"INSERT INTO entry_sum_week (from_week, contract_id, sums)\n"
	"SELECT $1, $2, $3\n"
	"WHERE true\n"
	"ON CONFLICT (contract_id, from_week) DO UPDATE\n"
	"SET sums = excluded.sums";

static const char DELETE_WEEKS[] =
	"DELETE FROM entry_sum_week\n"
	"WHERE from_week = $1 AND contract_id = $2";

static int32_t divide_down(int32_t number, int32_t by)
{
	return number >= 0 ? number / by : -((by - 1 - number) / by);
}

int32_t entry_week(Date day)
{
	return divide_down(day.day + MONDAY, 7);
}

Date entry_week_begins(int32_t week)
{
	return (Date){week * 7 - MONDAY};
}

int32_t entry_block(int64_t contract_id, int32_t week)
{
	return contract_id == 0 ? week : divide_down(week, BLOCK_WEEKS) * BLOCK_WEEKS;
}

void sum_table_init(SumTable *table, Arena *mem)
{
	*table = (SumTable){.mem = mem, .room = SLOTS_MIN};
	table->slots = ARENA_ARRAY(mem, uint32_t, table->room);
}

void sum_table_clear(SumTable *table)
{
	if (table->len > 0)
		memset(table->slots, 0, table->room * sizeof *table->slots);
	table->len = 0;
}

static uint32_t *slot_of(const SumTable *table, int64_t resource_id, int32_t at, int32_t time_class)
{
	uint64_t hash = (uint64_t)resource_id * UINT64_C(0x9E3779B97F4A7C15);
	hash = (hash ^ (uint64_t)(at * (int64_t)TIME_CLASSES + time_class)) *
	       UINT64_C(0xD6E8FEB86659FD93);
	size_t slot = (size_t)(hash >> 32) & (table->room - 1);
	for (; table->slots[slot] > 0; slot = (slot + 1) & (table->room - 1)) {
		const SumRow *row = &table->at[table->slots[slot] - 1];
		if (row->resource_id == resource_id && row->at == at &&
		    row->time_class == time_class)
			break;
	}
	return &table->slots[slot];
}

static void grow(SumTable *table)
{
	table->room *= 2;
	table->slots = ARENA_ARRAY(table->mem, uint32_t, table->room);
	for (size_t i = 0; i < table->len; i++) {
		const SumRow *row = &table->at[i];
		*slot_of(table, row->resource_id, row->at, row->time_class) = (uint32_t)i + 1;
	}
}

Measures *sum_table_at(SumTable *table, int64_t resource_id, int32_t at, int32_t time_class)
{
	if (2 * table->len >= table->room)
		grow(table);
	uint32_t *slot = slot_of(table, resource_id, at, time_class);
	if (*slot == 0) {
		*vec_push(table->mem, table) = (SumRow){resource_id, at, time_class, {0}};
		*slot = (uint32_t)table->len;
	}
	return &table->at[*slot - 1].sums;
}

static int order_of(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* Within a contract and a stored row. */
static int compare(const SumRow *a, const SumRow *b)
{
	int order = order_of(a->resource_id, b->resource_id);
	if (order == 0)
		order = order_of(a->at, b->at);
	return order != 0 ? order : order_of(a->time_class, b->time_class);
}

static int compare_rows(const void *a, const void *b)
{
	return compare(a, b);
}

static int compare_in_blocks(const void *a, const void *b)
{
	const SumRow *left = a;
	const SumRow *right = b;
	int order = order_of(entry_block(1, left->at), entry_block(1, right->at));
	return order != 0 ? order : compare(left, right);
}

/* Of no contract: a block is one week. */
static int compare_by_week(const void *a, const void *b)
{
	const SumRow *left = a;
	const SumRow *right = b;
	int order = order_of(left->at, right->at);
	return order != 0 ? order : compare(left, right);
}

void sum_table_sort(SumTable *table, int64_t contract_id, Rollup rollup)
{
	if (table->len > 1)
		qsort(table->at, table->len, sizeof *table->at,
		      rollup == ROLLUP_MONTHS ? compare_rows
		      : contract_id == 0      ? compare_by_week
					      : compare_in_blocks);
}

SumText sum_text_of(Str text, Rollup rollup)
{
	return (SumText){.text = entry_text_of(text), .rollup = rollup};
}

SumText sum_text_wanted(Str text, Rollup rollup, const SumWanted *wanted)
{
	return (SumText){.text = entry_text_of(text), .rollup = rollup, .wanted = wanted};
}

static int compare_ids(const void *a, const void *b)
{
	return order_of(*(const int64_t *)a, *(const int64_t *)b);
}

static bool wants_resource(const SumWanted *wanted, int64_t resource_id)
{
	if (!wanted)
		return true;
	if (wanted->resource_id != 0 && wanted->resource_id != resource_id)
		return false;
	return !wanted->resources ||
	       (wanted->resource_count > 0 &&
		bsearch(&resource_id, wanted->resources, wanted->resource_count,
			sizeof *wanted->resources, compare_ids));
}

static bool wants_row(const SumWanted *wanted, int64_t at, int64_t time_class)
{
	return !wanted || (at >= wanted->from && at < wanted->to &&
			   (wanted->classes == 0 || (wanted->classes >> time_class & 1) != 0));
}

/* Steps behind the next such byte. */
static void step_behind(EntryText *text, char byte)
{
	const char *found =
		text->bad ? NULL : memchr(text->at, byte, (size_t)(text->end - text->at));
	text->bad = !found;
	text->at = found ? found + 1 : text->at;
}

/* Steps behind the weeks of a resource, from within them. */
static void step_over_weeks(EntryText *text)
{
	do
		step_behind(text, ']');
	while (!text->bad && !entry_text_next(text, ']'));
	entry_text_expect(text, ']');
}

/* False: it is not wanted, and stepped over. */
static bool read_row(SumText *sums, SumRow *row)
{
	EntryText *text = &sums->text;
	int64_t numbers[NUMBERS] = {0};
	size_t i = 0;
	entry_text_expect(text, '[');
	while (i < NUMBERS && !text->bad) {
		numbers[i++] = entry_text_int(text);
		if (i == 2 && (numbers[0] < INT32_MIN || numbers[0] > INT32_MAX || numbers[1] < 0 ||
			       numbers[1] >= TIME_CLASSES))
			text->bad = true;
		if (i == 2 && !text->bad && !wants_row(sums->wanted, numbers[0], numbers[1])) {
			step_behind(text, ']');
			return false;
		}
		if (!entry_text_skip(text, ','))
			break;
	}
	entry_text_expect(text, ']');
	text->bad |= i < 2;
	*row = (SumRow){sums->resource_id,
			(int32_t)numbers[0],
			(int32_t)numbers[1],
			{numbers[2], numbers[3], numbers[4], numbers[5], numbers[6], numbers[7]}};
	return true;
}

/* Steps to the next resource that is wanted. False: there is none. */
static bool find_resource(SumText *sums)
{
	EntryText *text = &sums->text;
	for (;;) {
		if (text->bad || entry_text_next(text, ']')) {
			entry_text_expect(text, ']');
			return false;
		}
		entry_text_expect(text, '[');
		sums->resource_id = entry_text_int(text);
		entry_text_expect(text, ',');
		sums->inside = true;
		if (text->bad || wants_resource(sums->wanted, sums->resource_id))
			return !text->bad;
		step_over_weeks(text);
		sums->inside = false;
		(void)entry_text_skip(text, ',');
	}
}

/* Steps to the next row of months, or of weeks of whatever resource. */
static bool find_row(SumText *sums)
{
	EntryText *text = &sums->text;
	if (!sums->begun) {
		entry_text_expect(text, '[');
		sums->begun = true;
	} else if (entry_text_skip(text, ',')) {
		return !text->bad;
	} else if (sums->inside) {
		entry_text_expect(text, ']');
		sums->inside = false;
		(void)entry_text_skip(text, ',');
	}
	if (sums->rollup == ROLLUP_WEEKS)
		return find_resource(sums);
	if (text->bad || entry_text_next(text, ']')) {
		entry_text_expect(text, ']');
		return false;
	}
	return true;
}

bool sum_text_next(SumText *sums, SumRow *out, bool *row, Err *err)
{
	SumRow next;
	bool found;
	do
		found = find_row(sums);
	while (found && !read_row(sums, &next) && !sums->text.bad);
	if (sums->text.bad || (!found && sums->text.at != sums->text.end))
		return fail(err, ERR_CORRUPT, "packed sums of time entries cannot be read");
	if (found)
		*out = next;
	*row = found;
	return true;
}

/* Writes a row of packed sums. */
typedef struct SumWriter {
	Buf text;
	Rollup rollup;
	bool filled;
	int64_t resource_id; /* whose weeks are being written */
} SumWriter;

static void write_row(SumWriter *writer, const SumRow *row)
{
	const Measures *sums = &row->sums;
	const int64_t numbers[NUMBERS] = {
		row->at,
		row->time_class,
		(int64_t)sums->entries,
		(int64_t)sums->seconds,
		(int64_t)sums->billed_seconds,
		(int64_t)sums->bill,
		(int64_t)sums->costed_seconds,
		(int64_t)sums->cost,
	};
	size_t count = NUMBERS;
	while (count > 0 && numbers[count - 1] == 0)
		count--;
	char *at = buf_room(&writer->text, (NUMBERS + 1) * (ENTRY_INT_SIZE + 1) + 8);
	bool weeks = writer->rollup == ROLLUP_WEEKS;
	bool begins = weeks && (!writer->filled || row->resource_id != writer->resource_id);
	if (begins && writer->filled)
		*at++ = ']';
	*at++ = writer->filled ? ',' : '[';
	if (begins) {
		*at++ = '[';
		at = entry_put_int(at, row->resource_id);
		*at++ = ',';
	}
	for (size_t i = 0; i < count; i++) {
		*at++ = i == 0 ? '[' : ',';
		at = entry_put_int(at, numbers[i]);
	}
	*at++ = ']';
	writer->filled = true;
	writer->resource_id = row->resource_id;
	writer->text.len = (size_t)(at - writer->text.ptr);
}

static Str end_rows(SumWriter *writer)
{
	if (writer->filled)
		buf_add(&writer->text, writer->rollup == ROLLUP_WEEKS ? STR("]]") : STR("]"));
	return buf_str(&writer->text);
}

/* The rows of a text and those of `changes`, both in order, added where they have the same key. */
static bool merge_rows(Str old, const SumRow *changes, size_t count, SumWriter *writer, Err *err)
{
	SumText text = sum_text_of(old, writer->rollup);
	SumRow stored;
	bool row = old.len > 0;
	if (row && !sum_text_next(&text, &stored, &row, err))
		return false;
	for (size_t i = 0; row || i < count;) {
		int order = !row ? 1 : i == count ? -1 : compare(&stored, &changes[i]);
		SumRow next = order <= 0 ? stored : changes[i];
		if (order == 0)
			measures_add(&next.sums, &changes[i].sums);
		if (!measures_check(&next.sums, err))
			return false;
		if (next.sums.entries != 0)
			write_row(writer, &next);
		i += order >= 0;
		if (order <= 0 && !sum_text_next(&text, &stored, &row, err))
			return false;
	}
	return true;
}

/* What one stored row is, was, and gets. */
typedef struct RollupRow {
	Rollup rollup;
	int32_t from_week; /* of ROLLUP_WEEKS */
	bool stored;
	Str old;
	const SumRow *changes;
	size_t change_count;
} RollupRow;

enum { BLOCKS_AT_ONCE = 4, ROWS_AT_ONCE = BLOCKS_AT_ONCE + 1 };

static bool prepare_row(Db *db, int64_t contract_id, const RollupRow *row, bool write,
			DbStmt **stmt, Err *err)
{
	bool months = row->rollup == ROLLUP_MONTHS;
	const char *sql = write ? (months ? WRITE_MONTHS : WRITE_WEEKS)
				: (months ? DELETE_MONTHS : DELETE_WEEKS);
	const char *types = months ? "it" : "iit";
	int index = 1;
	if (!db_prepare(db, sql, write ? types : months ? "i" : "ii", stmt, err))
		return false;
	if (!months)
		db_bind_int(*stmt, index++, row->from_week);
	db_bind_int(*stmt, index, contract_id);
	return true;
}

static bool write_stored(Db *db, Arena *mem, int64_t contract_id, const RollupRow *row, Err *err)
{
	DbStmt *stmt;
	SumWriter writer = {.text = {.mem = mem}, .rollup = row->rollup};
	if (!merge_rows(row->old, row->changes, row->change_count, &writer, err))
		return fail_in(err, "contract %" PRId64, contract_id);
	if (!writer.filled && !row->stored)
		return true;
	if (!prepare_row(db, contract_id, row, writer.filled, &stmt, err))
		return false;
	if (writer.filled)
		db_bind_text(stmt, row->rollup == ROLLUP_MONTHS ? 2 : 3, end_rows(&writer));
	return db_run(stmt, err);
}

static void take_stored(DbStmt *stmt, Arena *mem, RollupRow *rows, size_t count)
{
	bool months = db_int(stmt, 0) == 1;
	int64_t from_week = db_int(stmt, 1);
	for (size_t i = 0; i < count; i++) {
		bool same =
			months ? rows[i].rollup == ROLLUP_MONTHS
			       : rows[i].rollup == ROLLUP_WEEKS && rows[i].from_week == from_week;
		if (!same)
			continue;
		rows[i].stored = true;
		rows[i].old = db_text(stmt, 2, mem);
	}
}

/* Rows of weeks come first; there is one at least. */
static bool add_to_rows(Db *db, Arena *mem, int64_t contract_id, RollupRow *rows, size_t count,
			Err *err)
{
	DbStmt *stmt;
	bool row = true;
	if (!db_prepare(db, READ, "iiiii", &stmt, err))
		return false;
	db_bind_int(stmt, 1, contract_id);
	for (size_t i = 0; i < BLOCKS_AT_ONCE; i++)
		db_bind_int(stmt, (int)i + 2, rows[i < count ? i : 0].from_week);
	if (!db_query(stmt, err))
		return false;
	while (row) {
		if (!db_next(stmt, &row, err))
			return false;
		if (row)
			take_stored(stmt, mem, rows, count);
	}
	for (size_t i = 0; i < count; i++) {
		if (!write_stored(db, mem, contract_id, &rows[i], err))
			return false;
	}
	return true;
}

bool entry_rollups_add(Db *db, Arena *mem, int64_t contract_id, const SumTable *months,
		       const SumTable *weeks, Err *err)
{
	bool months_left = true;
	for (size_t from = 0; from < weeks->len;) {
		RollupRow rows[ROWS_AT_ONCE] = {{0}};
		size_t count = 0;
		while (from < weeks->len && count < BLOCKS_AT_ONCE) {
			RollupRow *row = &rows[count++];
			*row = (RollupRow){
				.rollup = ROLLUP_WEEKS,
				.from_week = entry_block(contract_id, weeks->at[from].at),
				.changes = &weeks->at[from],
			};
			while (from < weeks->len &&
			       entry_block(contract_id, weeks->at[from].at) == row->from_week) {
				row->change_count++;
				from++;
			}
		}
		if (months_left)
			rows[count++] = (RollupRow){.rollup = ROLLUP_MONTHS,
						    .changes = months->at,
						    .change_count = months->len};
		months_left = false;
		if (!add_to_rows(db, mem, contract_id, rows, count, err))
			return false;
	}
	return true;
}
