#include "store/entry_scan.h"

#include "store/entry_past.h"
#include "store/entry_tiles.h"
#include "store/packed_rows.h"

#include <inttypes.h>
#include <stdlib.h>

typedef struct Scan {
	Db *db;
	const EntryFilter *filter;
	const EntryPlace *after;
	EntryTake take;
	void *context;
	const bool *stop; /* the caller's, or NULL */
	bool backwards;
	Arena mem;   /* of `rows` */
	Arena chunk; /* of the tiles at hand */
	PackedRows rows;
} Scan;

EntryFilter entry_filter_all(void)
{
	return (EntryFilter){.days = {DATE_NONE, DATE_NONE}, .known = INSTANT_MAX};
}

static int compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static bool is_among(const EntryFilter *filter, int64_t resource_id)
{
	return filter->resource_count > 0 &&
	       bsearch(&resource_id, filter->resources, filter->resource_count,
		       sizeof *filter->resources, compare_ids);
}

bool entry_filter_takes(const EntryFilter *filter, const TimeEntry *entry)
{
	if (filter->contract_id != 0 && entry->contract_id != filter->contract_id)
		return false;
	if (filter->without_contract && entry->contract_id != 0)
		return false;
	if (filter->task_id != 0 && entry->task_id != filter->task_id)
		return false;
	if (filter->resource_id != 0 && entry->resource_id != filter->resource_id)
		return false;
	if (filter->resources && !is_among(filter, entry->resource_id))
		return false;
	if (filter->source_id != 0 && entry->source_id != filter->source_id)
		return false;
	if (date_is_set(filter->days.from) && entry->work_date.day < filter->days.from.day)
		return false;
	if (date_is_set(filter->days.to) && entry->work_date.day >= filter->days.to.day)
		return false;
	return filter->classes == 0 || (filter->classes >> time_class(entry) & 1) != 0;
}

TimeEntry entry_copy(Arena *mem, const TimeEntry *entry)
{
	TimeEntry copy = *entry;
	copy.external_id = str_copy(mem, entry->external_id);
	copy.role = str_copy(mem, entry->role);
	copy.note = str_copy(mem, entry->note);
	return copy;
}

/* Negative, 0 or positive: before, at or behind the place. */
static int compare_place(const TimeEntry *entry, const EntryPlace *after)
{
	if (entry->contract_id != after->contract_id)
		return entry->contract_id > after->contract_id ? 1 : -1;
	TimeEntry place = {
		.work_date = after->work_date,
		.source_id = after->source_id,
		.external_id = after->external_id,
		.part = after->part,
	};
	return time_entry_compare(entry, &place);
}

static bool lies_behind(const Scan *scan, const TimeEntry *entry)
{
	if (!scan->after || !scan->after->set)
		return true;
	int order = compare_place(entry, scan->after);
	return scan->backwards ? order < 0 : order > 0;
}

static bool stopped(const Scan *scan)
{
	return scan->stop && *scan->stop;
}

static bool show(const Scan *scan, const TimeEntry *entry, Err *err)
{
	if (!entry_filter_takes(scan->filter, entry) || !lies_behind(scan, entry))
		return true;
	return scan->take(scan->context, entry, err);
}

/* The place of step `i` of `len`. */
static size_t place_of(const Scan *scan, size_t i, size_t len)
{
	return scan->backwards ? len - 1 - i : i;
}

/* Whether the one comes before the other in the order of the scan. */
static bool comes_before(const Scan *scan, const TimeEntry *a, const TimeEntry *b)
{
	int order = time_entry_compare(a, b);
	return scan->backwards ? order > 0 : order < 0;
}

/* Entries that held at the instant, together with those that were known then and hold no more. */
static bool show_earlier(Scan *scan, const EntryTile *tile, Err *err)
{
	const PackedRows *rows = &scan->rows;
	Instant known = scan->filter->known;
	EntryVersionVec past = {0};
	if (tile->past > 0 && !entry_past_in_tile(scan->db, &scan->chunk, tile->contract_id,
						  tile->from_day, known, &past, err))
		return false;
	size_t next = 0;
	for (size_t i = 0; i < rows->len && !stopped(scan); i++) {
		const TimeEntry *entry = &rows->at[place_of(scan, i, rows->len)];
		if (entry->known_at.us > known.us)
			continue;
		for (; next < past.len && !stopped(scan); next++) {
			const TimeEntry *old = &past.at[place_of(scan, next, past.len)].entry;
			if (!comes_before(scan, old, entry))
				break;
			if (!show(scan, old, err))
				return false;
		}
		if (!stopped(scan) && !show(scan, entry, err))
			return false;
	}
	for (; next < past.len && !stopped(scan); next++) {
		if (!show(scan, &past.at[place_of(scan, next, past.len)].entry, err))
			return false;
	}
	return true;
}

static bool show_tile(Scan *scan, const EntryTile *tile, Err *err)
{
	if (!packed_rows_read(&scan->rows, tile->contract_id, tile->rows, err))
		return fail_in(err, "contract %" PRId64, tile->contract_id);
	if (scan->filter->known.us != INSTANT_MAX.us)
		return show_earlier(scan, tile, err);
	for (size_t i = 0; i < scan->rows.len && !stopped(scan); i++) {
		if (!show(scan, &scan->rows.at[place_of(scan, i, scan->rows.len)], err))
			return false;
	}
	return true;
}

static TileRange range_of(const Scan *scan)
{
	const EntryFilter *filter = scan->filter;
	const EntryPlace *after = scan->after;
	bool from = date_is_set(filter->days.from);
	bool one = filter->contract_id != 0 || filter->without_contract;
	bool back = scan->backwards;
	TileRange range = {
		.one_contract = one,
		.backwards = back,
		.contract_id = one ? filter->contract_id : (back ? INT64_MAX : -1),
		.behind_day = back ? DAY_MAX + 1 : DAY_MIN - 1,
		.from_day = from ? entry_tile_day(1, filter->days.from) : DAY_MIN,
		.to_day = date_is_set(filter->days.to) ? filter->days.to.day - 1 : DAY_MAX,
	};
	if (!after || !after->set || (one && after->contract_id != range.contract_id))
		return range;
	range.contract_id = after->contract_id;
	range.behind_day = entry_tile_day(after->contract_id, after->work_date) + (back ? 1 : -1);
	return range;
}

static bool scan_tiles(Scan *scan, Err *err)
{
	EntryTile tiles[TILES_AT_ONCE];
	size_t count;
	bool more = true;
	TileRange range = range_of(scan);
	while (more && !stopped(scan)) {
		arena_trim(&scan->chunk, 0);
		if (!entry_tiles_read(scan->db, &scan->chunk, &range, tiles, &count, &more, err))
			return false;
		for (size_t i = 0; i < count && !stopped(scan); i++) {
			if (!show_tile(scan, &tiles[i], err))
				return false;
			range.contract_id = tiles[i].contract_id;
			range.behind_day = tiles[i].from_day;
		}
	}
	return true;
}

/* A place in another contract: nothing of this one is behind it, or all. */
static bool is_over(const Scan *scan)
{
	const EntryFilter *filter = scan->filter;
	const EntryPlace *after = scan->after;
	bool one = filter->contract_id != 0 || filter->without_contract;
	if (!one || !after || !after->set)
		return false;
	return scan->backwards ? after->contract_id < filter->contract_id
			       : after->contract_id > filter->contract_id;
}

static bool run(Scan *scan, Err *err)
{
	if (is_over(scan))
		return true;
	arena_init(&scan->mem);
	arena_init(&scan->chunk);
	packed_rows_init(&scan->rows, &scan->mem, &scan->chunk);
	bool ok = scan_tiles(scan, err);
	arena_deinit(&scan->chunk);
	arena_deinit(&scan->mem);
	return ok;
}

bool entry_scan(Db *db, const EntryFilter *filter, const EntryPlace *after, EntryTake take,
		void *context, const bool *stop, Err *err)
{
	Scan scan = {.db = db,
		     .filter = filter,
		     .after = after,
		     .take = take,
		     .context = context,
		     .stop = stop};
	return run(&scan, err);
}

bool entry_scan_backwards(Db *db, const EntryFilter *filter, const EntryPlace *after,
			  EntryTake take, void *context, const bool *stop, Err *err)
{
	Scan scan = {.db = db,
		     .filter = filter,
		     .after = after,
		     .take = take,
		     .context = context,
		     .stop = stop,
		     .backwards = true};
	return run(&scan, err);
}
