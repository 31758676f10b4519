/* Whether what is kept beside the entries is what they make. */

#include "store/entry_audit.h"
#include "store/entry_people_audit.h"
#include "store/entry_rollup.h"
#include "store/entry_tiles.h"
#include "store/packed_rows.h"

#include <inttypes.h>

static const char MONTHS[] =
	"SELECT sums\n"
	"FROM entry_sum_month\n"
	"WHERE contract_id = $1";

static const char WEEKS[] =
	"SELECT sums, from_week\n"
	"FROM entry_sum_week\n"
	"WHERE contract_id = $1\n"
	"ORDER BY from_week";

/* Sums of contracts that have no entries. */
static const char STRAY_MONTHS[] =
	"SELECT s.contract_id, 0\n"
	"FROM entry_sum_month s\n"
	"WHERE NOT EXISTS (\n"
	"	SELECT 1\n"
	"	FROM entry_tile t\n"
	"	WHERE t.contract_id = s.contract_id\n"
	")";

static const char STRAY_WEEKS[] =
	"SELECT s.contract_id, s.from_week\n"
	"FROM entry_sum_week s\n"
	"WHERE NOT EXISTS (\n"
	"	SELECT 1\n"
	"	FROM entry_tile t\n"
	"	WHERE t.contract_id = s.contract_id\n"
	")";

/* Tiles that tell of another number of past versions than there are. */
static const char PAST_COUNTS[] =
	"SELECT t.contract_id, t.from_day\n"
	"FROM entry_tile t\n"
	"LEFT JOIN (\n"
	"	SELECT contract_id, from_day, COUNT(*) AS versions\n"
	"	FROM entry_past\n"
	"	GROUP BY contract_id, from_day\n"
	") p ON p.contract_id = t.contract_id AND p.from_day = t.from_day\n"
	"WHERE t.past <> COALESCE(p.versions, 0)\n"
	"ORDER BY t.contract_id, t.from_day";

static const char STRAY_PAST[] =
	"SELECT p.contract_id, p.from_day\n"
	"FROM (\n"
	"	SELECT contract_id, from_day\n"
	"	FROM entry_past\n"
	"	GROUP BY contract_id, from_day\n"
	") p\n"
	"LEFT JOIN entry_tile t ON t.contract_id = p.contract_id AND t.from_day = p.from_day\n"
	"WHERE t.contract_id IS NULL\n"
	"ORDER BY p.contract_id, p.from_day";

static const char PAST_WITHOUT_TIME[] =
	"SELECT contract_id, from_day\n"
	"FROM entry_past\n"
	"WHERE known_from >= known_until";

typedef struct Checking {
	Db *db;
	Arena *mem;
	EntryFaults faults;
	KeyAudit *audit;
	PeopleAudit *people;
	uint64_t entries;
	int64_t contract_id; /* whose sums are being made */
	bool some;           /* a tile of it was read */
	SumTable months;
	SumTable weeks;
	EntryMoney money;
	PackedRows rows;
	Arena chunk;
} Checking;

/* The fault of a contract's tile or roll-up. */
static bool find(Checking *c, int64_t contract_id, const char *what, Date since, Err *err)
{
	Str contract;
	Arena *mem = c->mem;
	if (!entry_fault_contract(&c->faults, contract_id, &contract, err))
		return false;
	entry_fault(&c->faults, "time entries of %.*s%s%.*s: %s", STR_ARG(contract),
		    date_is_set(since) ? " from " : "", STR_ARG(date_text(mem, since)), what);
	return true;
}

static Date row_begins(Rollup rollup, const SumRow *row)
{
	return rollup == ROLLUP_MONTHS ? month_first(row->at) : entry_week_begins(row->at);
}

/* The sums of one stored row against those that the entries make, from `*at` on. */
static bool compare_row(Checking *c, Rollup rollup, const SumTable *made, size_t *at, size_t end,
			Str stored, Err *err)
{
	SumText text = sum_text_of(stored, rollup);
	SumRow row;
	bool found;
	while (sum_text_next(&text, &row, &found, err)) {
		if (!found && *at == end)
			return true;
		const SumRow *own = *at < end ? &made->at[*at] : NULL;
		bool same = found && own && row.resource_id == own->resource_id &&
			    row.at == own->at && row.time_class == own->time_class &&
			    measures_equal(&row.sums, &own->sums);
		if (same) {
			(*at)++;
			continue;
		}
		*at = end;
		return find(c, c->contract_id,
			    rollup == ROLLUP_MONTHS ? "the sums by month differ from the entries"
						    : "the sums by week differ from the entries",
			    row_begins(rollup, own ? own : &row), err);
	}
	return fail_in(err, "contract %" PRId64, c->contract_id);
}

/* Where the sums end that belong in a stored row. */
static size_t end_of_block(const Checking *c, size_t at)
{
	const SumTable *weeks = &c->weeks;
	size_t end = at;
	while (end < weeks->len && entry_block(c->contract_id, weeks->at[end].at) ==
					   entry_block(c->contract_id, weeks->at[at].at))
		end++;
	return end;
}

static bool check_months(Checking *c, Err *err)
{
	DbStmt *stmt;
	bool row;
	size_t at = 0;
	if (!db_prepare(c->db, MONTHS, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, c->contract_id);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	Str stored = row ? db_text(stmt, 0, &c->chunk) : STR("[]");
	db_reset(stmt);
	return compare_row(c, ROLLUP_MONTHS, &c->months, &at, c->months.len, stored, err);
}

typedef struct WeekRow {
	Str sums;
	int32_t from_week;
} WeekRow;

typedef VEC(WeekRow) WeekRows;

static bool read_weeks(Checking *c, WeekRows *rows, Err *err)
{
	DbStmt *stmt;
	bool row;
	if (!db_prepare(c->db, WEEKS, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, c->contract_id);
	if (!db_query(stmt, err))
		return false;
	while (db_next(stmt, &row, err)) {
		if (!row)
			return true;
		*vec_push(&c->chunk, rows) =
			(WeekRow){db_text(stmt, 0, &c->chunk), (int32_t)db_int(stmt, 1)};
	}
	return false;
}

static bool check_weeks(Checking *c, Err *err)
{
	WeekRows rows = {0};
	size_t at = 0;
	if (!read_weeks(c, &rows, err))
		return false;
	for (size_t i = 0; i < rows.len || at < c->weeks.len;) {
		bool more = at < c->weeks.len;
		int32_t block = more ? entry_block(c->contract_id, c->weeks.at[at].at) : 0;
		bool missing = i == rows.len || (more && rows.at[i].from_week > block);
		bool stray = !missing && (!more || rows.at[i].from_week < block);
		size_t end = stray ? at : end_of_block(c, at);
		if (!compare_row(c, ROLLUP_WEEKS, &c->weeks, &at, end,
				 missing ? STR("[]") : rows.at[i].sums, err))
			return false;
		i += !missing;
	}
	return true;
}

static bool end_contract(Checking *c, Err *err)
{
	sum_table_sort(&c->months, c->contract_id, ROLLUP_MONTHS);
	sum_table_sort(&c->weeks, c->contract_id, ROLLUP_WEEKS);
	bool ok = !c->some || (check_months(c, err) && check_weeks(c, err));
	sum_table_clear(&c->months);
	sum_table_clear(&c->weeks);
	c->some = false;
	return ok;
}

static bool check_entry(Checking *c, const TimeEntry *entry, Err *err)
{
	bool money;
	if (!entry_money_counts(c->db, &c->money, entry, &money, err))
		return false;
	Measures sums = measures_of(entry, money);
	int32_t class = time_class(entry);
	int32_t month = (int32_t)month_of(entry->work_date);
	int32_t week = entry_week(entry->work_date);
	key_audit_add(c->audit, entry);
	people_audit_add(c->people, entry);
	c->entries++;
	measures_add(sum_table_at(&c->months, 0, month, class), &sums);
	measures_add(sum_table_at(&c->weeks, entry->resource_id, week, class), &sums);
	return true;
}

static bool check_tile(Checking *c, const EntryTile *tile, Err *err)
{
	bool stray = false;
	if (tile->contract_id != c->contract_id && !end_contract(c, err))
		return false;
	c->contract_id = tile->contract_id;
	c->some = true;
	if (!packed_rows_read(&c->rows, tile->contract_id, tile->rows, err))
		return fail_in(err, "contract %" PRId64, tile->contract_id);
	for (size_t i = 0; i < c->rows.len; i++) {
		const TimeEntry *entry = &c->rows.at[i];
		stray = stray ||
			entry_tile_day(tile->contract_id, entry->work_date) != tile->from_day;
		if (!check_entry(c, entry, err))
			return false;
	}
	Date from = {tile->from_day};
	return (tile->entries == (int64_t)c->rows.len ||
		find(c, tile->contract_id, "there are others in number than is told", from, err)) &&
	       (!stray || find(c, tile->contract_id, "some are of other days", from, err));
}

static bool check_tiles(Checking *c, Err *err)
{
	EntryTile tiles[TILES_AT_ONCE];
	size_t count;
	bool more = true;
	TileRange range = {.contract_id = -1, .from_day = INT32_MIN, .to_day = INT32_MAX};
	while (more) {
		arena_trim(&c->chunk, 0);
		if (!entry_tiles_read(c->db, &c->chunk, &range, tiles, &count, &more, err))
			return false;
		for (size_t i = 0; i < count; i++) {
			if (!check_tile(c, &tiles[i], err))
				return false;
			range.contract_id = tiles[i].contract_id;
			range.behind_day = tiles[i].from_day;
		}
	}
	return end_contract(c, err);
}

/* A query of what must not be there, by contract and day. */
static bool find_rows(Checking *c, const char *sql, bool weeks, const char *what, Err *err)
{
	typedef struct Place {
		int64_t contract_id;
		int64_t day;
	} Place;
	VEC(Place) places = {0};
	DbStmt *stmt;
	bool row = true;
	if (!db_prepare(c->db, sql, "", &stmt, err) || !db_query(stmt, err))
		return false;
	while (row) {
		if (!db_next(stmt, &row, err))
			return false;
		if (row)
			*vec_push(&c->chunk, &places) = (Place){db_int(stmt, 0), db_int(stmt, 1)};
	}
	for (size_t i = 0; i < places.len; i++) {
		int32_t day = (int32_t)places.at[i].day;
		if (!find(c, places.at[i].contract_id, what,
			  weeks ? entry_week_begins(day) : (Date){day}, err))
			return false;
	}
	return true;
}

static bool check_rows(Checking *c, Err *err)
{
	return find_rows(c, STRAY_MONTHS, false, "there are sums by month, but no entries", err) &&
	       find_rows(c, STRAY_WEEKS, true, "there are sums by week, but no entries", err) &&
	       find_rows(c, PAST_COUNTS, false,
			 "there are other older versions in number than is told", err) &&
	       find_rows(c, STRAY_PAST, false, "there are older versions that nothing tells of",
			 err) &&
	       find_rows(c, PAST_WITHOUT_TIME, false, "an older version ends before it begins",
			 err);
}

bool entries_check(Db *db, Arena *mem, uint64_t *entries, uint64_t *faults, Str *first, Err *err)
{
	Arena work;
	arena_init(&work);
	Checking c = {.db = db, .mem = &work, .faults = {.db = db, .mem = mem}};
	c.audit = key_audit_new(&work);
	c.people = people_audit_new(&work);
	sum_table_init(&c.months, &work);
	sum_table_init(&c.weeks, &work);
	arena_init(&c.chunk);
	packed_rows_init(&c.rows, &work, &c.chunk);
	bool ok = check_tiles(&c, err) && check_rows(&c, err) &&
		  people_audit_end(c.people, &c.faults, err) &&
		  key_audit_end(c.audit, &c.faults, err);
	if (ok) {
		*entries = c.entries;
		*faults = c.faults.count;
		*first = c.faults.first;
	}
	arena_deinit(&c.chunk);
	arena_deinit(&work);
	return ok;
}
