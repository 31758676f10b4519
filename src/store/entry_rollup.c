#include "store/entry_rollup.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
	BLOCK_WEEKS = 13,
	MONDAY = 3, /* 1970-01-01 was a Thursday: its week began three days before */
	SLOTS_MIN = 64,
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
			sum_writer_add(writer, &next);
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
		db_bind_text(stmt, row->rollup == ROLLUP_MONTHS ? 2 : 3, sum_writer_end(&writer));
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
