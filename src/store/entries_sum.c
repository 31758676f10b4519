/* Sums of time entries: from the roll-ups where they can answer, else from the entries. */

#include "store/entry_groups.h"
#include "store/entry_rollup.h"
#include "store/entry_scan.h"

#include <assert.h>
#include <inttypes.h>

static const char MONTHS_OF_ALL[] =
	"SELECT contract_id, sums\n"
	"FROM entry_sum_month\n"
	"ORDER BY contract_id";

static const char MONTHS_OF_ONE[] =
	"SELECT contract_id, sums\n"
	"FROM entry_sum_month\n"
	"WHERE contract_id = $1";

static const char WEEKS_OF_ALL[] =
	"SELECT contract_id, sums\n"
	"FROM entry_sum_week\n"
	"WHERE from_week >= $1 AND from_week <= $2\n"
	"ORDER BY from_week, contract_id";

/* Without an index, which would have every row looked up: for most of what there is. */
static const char WEEKS_OF_MOST[] =
	"SELECT contract_id, sums\n"
	"FROM entry_sum_week\n"
	"WHERE +from_week >= $1 AND +from_week <= $2";

static const char WEEKS_STORED[] =
	"SELECT COALESCE((SELECT MIN(from_week) FROM entry_sum_week), 0),\n"
	"       COALESCE((SELECT MAX(from_week) FROM entry_sum_week), 0)";

static const char WEEKS_OF_ONE[] =
	"SELECT contract_id, sums\n"
	"FROM entry_sum_week\n"
	"WHERE contract_id = $3 AND from_week >= $1 AND from_week <= $2\n"
	"ORDER BY from_week";

typedef struct Summing {
	Db *db;
	const EntryFilter *filter;
	GroupTable groups;
	EntryMoney money;
	unsigned by;
	Date day;        /* of the last entry … */
	Date day_group;  /* … and what it is grouped by */
	Date *begins;    /* of the tiles of a roll-up; NULL: they are not grouped by time */
	WorkerTake take; /* gets contracts and resources in place of the groups; or NULL */
	void *context;
} Summing;

static Date group_date(unsigned by, Date day)
{
	if (by & SUM_BY_DAY)
		return day;
	if (by & SUM_BY_WEEK)
		return entry_week_begins(entry_week(day));
	return by & SUM_BY_MONTH ? month_first(month_of(day)) : DATE_NONE;
}

static bool add_entry(void *context, const TimeEntry *entry, Err *err)
{
	Summing *summing = context;
	bool money;
	if (!entry_money_counts(summing->db, &summing->money, entry, &money, err))
		return false;
	if (entry->work_date.day != summing->day.day) {
		summing->day = entry->work_date;
		summing->day_group = group_date(summing->by, entry->work_date);
	}
	Measures sums = measures_of(entry, money);
	GroupKey key = {entry->contract_id, entry->task_id, entry->resource_id, summing->day_group,
			time_class(entry)};
	return group_table_add(&summing->groups, &key, &sums, err);
}

static bool add_entries(Summing *summing, Date from, Date to, Err *err)
{
	EntryFilter filter = *summing->filter;
	filter.days = (Period){from, to};
	if (date_is_set(from) && date_is_set(to) && from.day >= to.day)
		return true;
	return entry_scan(summing->db, &filter, NULL, add_entry, summing, NULL, err);
}

/* Tiles of a roll-up, from `from` up to, but not including, `to`. */
typedef struct Tiles {
	Rollup rollup;
	int64_t from;
	int64_t to;
} Tiles;

static Date tile_begins(Rollup rollup, int64_t tile)
{
	return rollup == ROLLUP_MONTHS ? month_first(tile) : entry_week_begins((int32_t)tile);
}

static int64_t tile_of(Rollup rollup, Date day)
{
	return rollup == ROLLUP_MONTHS ? month_of(day) : entry_week(day);
}

/* The first tile that begins on the day or after it. */
static int64_t tile_from(Rollup rollup, Date day)
{
	int64_t tile = tile_of(rollup, day);
	return tile_begins(rollup, tile).day < day.day ? tile + 1 : tile;
}

/* The whole tiles of the days that are asked for. Days are between 1900 and 2199, whatever is asked. */
static Tiles whole_tiles(Rollup rollup, Period days)
{
	Date from = date_is_set(days.from) ? date_later(days.from, DATE_MIN) : DATE_MIN;
	Tiles tiles = {rollup, tile_of(rollup, from), tile_of(rollup, DATE_MAX) + 1};
	if (date_is_set(days.from))
		tiles.from = tile_from(rollup, from);
	if (date_is_set(days.to) && days.to.day <= DAY_MAX)
		tiles.to = tile_of(rollup, date_later(days.to, DATE_MIN));
	return tiles;
}

/* Whether a roll-up has what is asked for, and which. */
static bool choose_rollup(const EntryFilter *filter, unsigned by, Rollup *out)
{
	bool by_resource = filter->resource_id != 0 || filter->resources || by & SUM_BY_RESOURCE;
	if (filter->known.us != INSTANT_MAX.us || filter->task_id != 0 || filter->source_id != 0 ||
	    by & (SUM_BY_TASK | SUM_BY_DAY) || (by_resource && by & SUM_BY_MONTH))
		return false;
	*out = by_resource || by & SUM_BY_WEEK ? ROLLUP_WEEKS : ROLLUP_MONTHS;
	return true;
}

static SumWanted wanted_of(const Summing *summing, const Tiles *tiles)
{
	const EntryFilter *filter = summing->filter;
	return (SumWanted){
		.from = tiles->from,
		.to = tiles->to,
		.classes = filter->classes,
		.resource_id = filter->resource_id,
		.resources = filter->resources,
		.resource_count = filter->resource_count,
		.once = summing->take != NULL,
	};
}

static bool add_sums(Summing *summing, const Tiles *tiles, int64_t contract_id, Str sums, Err *err)
{
	SumWanted wanted = wanted_of(summing, tiles);
	SumText text = sum_text_wanted(sums, tiles->rollup, &wanted);
	SumRow row;
	bool found;
	while (sum_text_next(&text, &row, &found, err)) {
		if (!found)
			return true;
		GroupKey key = {contract_id, 0, row.resource_id,
				summing->begins ? summing->begins[row.at - tiles->from] : DATE_NONE,
				row.time_class};
		Worker worker = {contract_id, row.resource_id};
		if (summing->take ? !summing->take(summing->context, &worker, err)
				  : !group_table_add(&summing->groups, &key, &row.sums, err))
			return false;
	}
	return fail_in(err, "contract %" PRId64, contract_id);
}

/* Whether rows that begin within these weeks are at least half of all, if weeks have much the same. */
static bool are_most(Summing *summing, int64_t from, int64_t to, bool *most, Err *err)
{
	DbStmt *stmt;
	bool row;
	if (!db_prepare(summing->db, WEEKS_STORED, "", &stmt, err) || !db_query(stmt, err) ||
	    !db_next(stmt, &row, err))
		return false;
	int64_t first = db_int(stmt, 0);
	int64_t last = db_int(stmt, 1);
	db_reset(stmt);
	int64_t within = (to < last ? to : last) - (from > first ? from : first);
	*most = 2 * within >= last - first;
	return true;
}

static bool query_sums(Summing *summing, const Tiles *tiles, DbStmt **stmt, Err *err)
{
	const EntryFilter *filter = summing->filter;
	bool one = filter->contract_id != 0 || filter->without_contract;
	if (tiles->rollup == ROLLUP_MONTHS) {
		if (!db_prepare(summing->db, one ? MONTHS_OF_ONE : MONTHS_OF_ALL, one ? "i" : "",
				stmt, err))
			return false;
		if (one)
			db_bind_int(*stmt, 1, filter->contract_id);
		return db_query(*stmt, err);
	}
	/* Rows begin with the first week of their block; of no contract each has one week. */
	int64_t from = entry_block(1, (int32_t)tiles->from);
	int64_t to = tiles->to - 1;
	bool most = false;
	if (!one && !are_most(summing, from, to, &most, err))
		return false;
	if (!db_prepare(summing->db,
			one    ? WEEKS_OF_ONE
			: most ? WEEKS_OF_MOST
			       : WEEKS_OF_ALL,
			one ? "iii" : "ii", stmt, err))
		return false;
	db_bind_int(*stmt, 1, from);
	db_bind_int(*stmt, 2, to);
	if (one)
		db_bind_int(*stmt, 3, filter->contract_id);
	return db_query(*stmt, err);
}

/* What is grouped by time and answered by a roll-up is grouped by its tiles: see choose_rollup. */
static void name_tiles(Summing *summing, const Tiles *tiles, Arena *mem)
{
	if (!(summing->by & (SUM_BY_WEEK | SUM_BY_MONTH)))
		return;
	summing->begins = ARENA_ARRAY(mem, Date, (size_t)(tiles->to - tiles->from));
	for (int64_t tile = tiles->from; tile < tiles->to; tile++)
		summing->begins[tile - tiles->from] = tile_begins(tiles->rollup, tile);
}

static bool add_rollup(Summing *summing, const Tiles *tiles, Err *err)
{
	DbStmt *stmt;
	bool row;
	Arena mem;
	if (!query_sums(summing, tiles, &stmt, err))
		return false;
	arena_init(&mem);
	bool ok;
	while ((ok = db_next(stmt, &row, err)) && row) {
		arena_trim(&mem, 1 << 16);
		ok = add_sums(summing, tiles, db_int(stmt, 0), db_text(stmt, 1, &mem), err);
		if (!ok)
			break;
	}
	db_reset(stmt);
	arena_deinit(&mem);
	return ok;
}

static bool add_all(Summing *summing, Arena *work, Err *err)
{
	Period days = summing->filter->days;
	Rollup rollup;
	if (!choose_rollup(summing->filter, summing->by, &rollup))
		return add_entries(summing, days.from, days.to, err);
	Tiles tiles = whole_tiles(rollup, days);
	if (tiles.from >= tiles.to)
		return add_entries(summing, days.from, days.to, err);
	name_tiles(summing, &tiles, work);
	/* What stands out on both sides of the whole tiles. */
	return add_rollup(summing, &tiles, err) &&
	       (!date_is_set(days.from) ||
		add_entries(summing, days.from, tile_begins(rollup, tiles.from), err)) &&
	       (!date_is_set(days.to) ||
		add_entries(summing, tile_begins(rollup, tiles.to), days.to, err));
}

/* The groups in `work`, as they came. */
static bool sum_groups(Db *db, Arena *work, const EntryFilter *filter, unsigned by, GroupTable *out,
		       Err *err)
{
	unsigned tiles = by & (SUM_BY_DAY | SUM_BY_WEEK | SUM_BY_MONTH);
	Summing summing = {.db = db, .filter = filter, .by = by, .day = DATE_NONE};
	assert((tiles & (tiles - 1)) == 0);
	if (by & SUM_BY_TASK)
		summing.by |= SUM_BY_CONTRACT;
	group_table_init(&summing.groups, work, summing.by);
	if (!add_all(&summing, work, err))
		return false;
	*out = summing.groups;
	return true;
}

bool entries_sum(Db *db, Arena *mem, const EntryFilter *filter, unsigned by, EntryGroups *out,
		 Err *err)
{
	GroupTable groups;
	Arena work;
	arena_init(&work);
	bool ok = sum_groups(db, &work, filter, by, &groups, err);
	if (ok)
		*out = group_table_end(&groups, mem);
	arena_deinit(&work);
	return ok;
}

bool entries_sum_unordered(Db *db, Arena *mem, const EntryFilter *filter, unsigned by,
			   GroupBlocks *out, Err *err)
{
	GroupTable groups;
	if (!sum_groups(db, mem, filter, by, &groups, err))
		return false;
	*out = (GroupBlocks){groups.blocks.at, groups.len};
	return true;
}

static bool hand_worker(void *context, const TimeEntry *entry, Err *err)
{
	const Summing *summing = context;
	Worker worker = {entry->contract_id, entry->resource_id};
	return summing->take(summing->context, &worker, err);
}

bool entries_each_worker(Db *db, const EntryFilter *filter, WorkerTake take, void *context,
			 Err *err)
{
	Summing summing = {.db = db,
			   .filter = filter,
			   .by = SUM_BY_CONTRACT | SUM_BY_RESOURCE,
			   .take = take,
			   .context = context};
	Rollup rollup;
	if (!choose_rollup(filter, summing.by, &rollup))
		return entry_scan(db, filter, NULL, hand_worker, &summing, NULL, err);
	Tiles tiles = whole_tiles(rollup, filter->days);
	return tiles.from >= tiles.to || add_rollup(&summing, &tiles, err);
}
