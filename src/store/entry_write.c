/* What a batch changes in tiles, in the past, and in the roll-ups. */

#include "store/entry_order.h"
#include "store/entry_past.h"
#include "store/entry_people.h"
#include "store/entry_rollup.h"
#include "store/entry_tiles.h"
#include "store/packed_rows.h"

#include <inttypes.h>

enum { SCRATCH_MAX = 4 << 20 };

static const char WRITE[] =
	"INSERT INTO entry_tile (contract_id, from_day, entries, past, rows)\n"
	"SELECT $1, $2, $3, $4, $5\n"
	"WHERE true\n"
	"ON CONFLICT (contract_id, from_day) DO UPDATE\n"
	"SET entries = excluded.entries, past = excluded.past, rows = excluded.rows";

static const char DELETE[] =
	"DELETE FROM entry_tile\n"
	"WHERE contract_id = $1 AND from_day = $2";

typedef struct Writing {
	Db *db;
	const EntryBatch *batch;
	const EntryChanges *changes;
	const OrderItem *inserts;  /* numbers of entries, in the order of tiles and within them */
	const OrderItem *removals; /* numbers of removals, by tile, source, external id, part */
	size_t insert_at;
	size_t removal_at;
	Arena mem;     /* of the parts below that are used again */
	Arena scratch; /* of one tile */
	PackedRows old;
	PackedWriter writer;
	SumTable months;
	SumTable weeks;
	PeopleChanges people;
	EntryMoney money;
	bool *found; /* one per removal of the tile */
	size_t found_room;
} Writing;

/* What the batch does to one tile. */
typedef struct TileChange {
	int64_t contract_id;
	int32_t from_day;
	int32_t month;
	const OrderItem *inserts;
	size_t insert_count;
	const OrderItem *removals;
	size_t removal_count;
} TileChange;

static const TimeEntry *insert_of(const Writing *w, const OrderItem *item)
{
	return &w->batch->entries[item->index];
}

static const EntryRemoval *removal_of(const Writing *w, const OrderItem *item)
{
	return &w->changes->removals[item->index];
}

/* By day and then by contract; what is equal stays by source, external id, part. */
static void order_inserts(const EntryBatch *batch, const EntryChanges *changes, OrderItem *items,
			  OrderItem *scratch)
{
	for (size_t i = 0; i < changes->insert_count; i++) {
		uint32_t number = changes->inserts[i];
		items[i] =
			(OrderItem){entry_order_key(batch->entries[number].work_date.day), number};
	}
	entry_order_sort(items, scratch, changes->insert_count);
	for (size_t i = 0; i < changes->insert_count; i++)
		items[i].key = entry_order_key(batch->entries[items[i].index].contract_id);
	entry_order_sort(items, scratch, changes->insert_count);
}

static void order_removals(const EntryChanges *changes, OrderItem *items, OrderItem *scratch)
{
	for (uint32_t i = 0; i < changes->removal_count; i++)
		items[i] = (OrderItem){entry_order_key(changes->removals[i].from_day), i};
	entry_order_sort(items, scratch, changes->removal_count);
	for (size_t i = 0; i < changes->removal_count; i++)
		items[i].key = entry_order_key(changes->removals[items[i].index].contract_id);
	entry_order_sort(items, scratch, changes->removal_count);
}

/* Counts an entry in the sums of its contract and its resource, or takes it out of them. */
static bool count_entry(Writing *w, int32_t month_number, const TimeEntry *entry, bool out,
			Err *err)
{
	bool money;
	if (!entry_money_counts(w->db, &w->money, entry, &money, err))
		return false;
	Measures measures = measures_of(entry, money);
	int32_t class = time_class(entry);
	Measures *month = sum_table_at(&w->months, 0, month_number, class);
	Measures *week =
		sum_table_at(&w->weeks, entry->resource_id, entry_week(entry->work_date), class);
	if (out) {
		measures_subtract(month, &measures);
		measures_subtract(week, &measures);
	} else {
		measures_add(month, &measures);
		measures_add(week, &measures);
	}
	people_changes_count(&w->people, entry, out);
	return true;
}

static bool keep_past(Writing *w, const TimeEntry *entry, int64_t *past, Err *err)
{
	if (entry->known_at.us == w->batch->known_at.us)
		return true;
	EntryVersion version = {*entry, w->batch->known_at, w->batch->import_id};
	(*past)++;
	return entry_past_insert(w->db, &version, err);
}

static int compare_removal(const EntryRemoval *removal, const TimeEntry *entry)
{
	if (removal->source_id != entry->source_id)
		return removal->source_id < entry->source_id ? -1 : 1;
	int order = str_cmp(removal->external_id, entry->external_id);
	return order != 0 ? order : (removal->part > entry->part) - (removal->part < entry->part);
}

/* Whether the entry is one of those that leave the tile: then `*number` is which. */
static bool find_removal(const Writing *w, const TileChange *change, const TimeEntry *entry,
			 size_t *number)
{
	size_t low = 0;
	size_t high = change->removal_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare_removal(removal_of(w, &change->removals[middle]), entry);
		if (order == 0) {
			*number = middle;
			return true;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static bool *found_flags(Writing *w, size_t count)
{
	if (count > w->found_room) {
		w->found_room = 2 * count;
		w->found = ARENA_ARRAY(&w->mem, bool, w->found_room);
	}
	for (size_t i = 0; i < count; i++)
		w->found[i] = false;
	return w->found;
}

static bool fail_entry(Str external_id, const char *what, Err *err)
{
	return fail(err, ERR_CORRUPT, "the time entry '%.*s' %s; run `pacta check`",
		    STR_ARG(str_slice(external_id, 0, 300)), what);
}

/* Takes out of the old entries, in place, those that leave. */
static bool take_out(Writing *w, const TileChange *change, int64_t *past, Err *err)
{
	PackedRows *old = &w->old;
	size_t kept = 0;
	bool *found = found_flags(w, change->removal_count);
	for (size_t i = 0; i < old->len; i++) {
		size_t number;
		if (!find_removal(w, change, &old->at[i], &number)) {
			old->at[kept++] = old->at[i];
			continue;
		}
		if (found[number])
			return fail_entry(old->at[i].external_id, "is there twice", err);
		found[number] = true;
		if (!count_entry(w, change->month, &old->at[i], true, err) ||
		    !keep_past(w, &old->at[i], past, err))
			return false;
	}
	old->len = kept;
	for (size_t i = 0; i < change->removal_count; i++) {
		if (!found[i])
			return fail_entry(removal_of(w, &change->removals[i])->external_id,
					  "is not where its key tells", err);
	}
	return true;
}

static bool put_in(Writing *w, int32_t month, const OrderItem *item, Err *err)
{
	TimeEntry entry = *insert_of(w, item);
	entry.known_at = w->batch->known_at;
	packed_writer_add(&w->writer, &entry);
	return count_entry(w, month, &entry, false, err);
}

/* The old entries before `until`, or all that are left where it is NULL. */
static bool keep_rows(Writing *w, size_t *next, const TimeEntry *until, bool as_it_stood, Err *err)
{
	const PackedRows *old = &w->old;
	for (; *next < old->len; ++*next) {
		const TimeEntry *entry = &old->at[*next];
		int order = until ? time_entry_compare(entry, until) : -1;
		if (order > 0)
			return true;
		if (order == 0)
			return fail_entry(entry->external_id, "is there, but no key tells of it",
					  err);
		if (as_it_stood)
			packed_writer_keep(&w->writer, old->texts[*next]);
		else
			packed_writer_add(&w->writer, entry);
	}
	return true;
}

/* Both in their order. What nobody leaves is written as it stood. */
static bool merge_rows(Writing *w, const TileChange *change, Err *err)
{
	bool as_it_stood = change->removal_count == 0;
	size_t next = 0;
	packed_writer_begin(&w->writer, as_it_stood ? &w->old : NULL);
	for (size_t i = 0; i < change->insert_count; i++) {
		const TimeEntry *entry = insert_of(w, &change->inserts[i]);
		if (!keep_rows(w, &next, entry, as_it_stood, err) ||
		    !put_in(w, change->month, &change->inserts[i], err))
			return false;
	}
	return keep_rows(w, &next, NULL, as_it_stood, err);
}

static bool write_tile(Writing *w, const TileChange *change, int64_t past, bool stored, Err *err)
{
	DbStmt *stmt;
	if (w->writer.len == 0 && past == 0) {
		if (!stored)
			return true;
		if (!db_prepare(w->db, DELETE, "ii", &stmt, err))
			return false;
	} else {
		if (!db_prepare(w->db, WRITE, "iiiit", &stmt, err))
			return false;
		db_bind_int(stmt, 3, (int64_t)w->writer.len);
		db_bind_int(stmt, 4, past);
		db_bind_text(stmt, 5, packed_writer_end(&w->writer));
	}
	db_bind_int(stmt, 1, change->contract_id);
	db_bind_int(stmt, 2, change->from_day);
	return db_run(stmt, err);
}

/* `tile`: as it is stored, or NULL. */
static bool apply_tile(Writing *w, const TileChange *change, const EntryTile *tile, Err *err)
{
	int64_t past = tile ? tile->past : 0;
	w->old.len = 0;
	if (tile && !packed_rows_read(&w->old, change->contract_id, tile->rows, err))
		return false;
	if (!tile)
		packed_rows_clear(&w->old);
	return take_out(w, change, &past, err) && merge_rows(w, change, err) &&
	       write_tile(w, change, past, tile != NULL, err);
}

/* The changes of the next tile, if it is of this contract. */
static bool next_change(Writing *w, int64_t contract_id, TileChange *out)
{
	const OrderItem *inserts = w->inserts + w->insert_at;
	const OrderItem *removals = w->removals + w->removal_at;
	size_t insert_max = w->changes->insert_count - w->insert_at;
	size_t removal_max = w->changes->removal_count - w->removal_at;
	uint64_t key = entry_order_key(contract_id);
	TileChange change = {.contract_id = contract_id, .inserts = inserts, .removals = removals};
	bool some = false;
	if (insert_max > 0 && inserts->key == key) {
		change.from_day = entry_tile_day(contract_id, insert_of(w, inserts)->work_date);
		some = true;
	}
	if (removal_max > 0 && removals->key == key) {
		int32_t day = removal_of(w, removals)->from_day;
		if (!some || day < change.from_day)
			change.from_day = day;
		some = true;
	}
	int32_t end = some ? entry_tile_end(contract_id, change.from_day) : 0;
	change.month = some ? (int32_t)month_of((Date){change.from_day}) : 0;
	while (change.insert_count < insert_max && inserts[change.insert_count].key == key &&
	       insert_of(w, &inserts[change.insert_count])->work_date.day < end)
		change.insert_count++;
	while (change.removal_count < removal_max && removals[change.removal_count].key == key &&
	       removal_of(w, &removals[change.removal_count])->from_day == change.from_day)
		change.removal_count++;
	w->insert_at += change.insert_count;
	w->removal_at += change.removal_count;
	*out = change;
	return some;
}

/* Tiles that lie far apart are read one by one. */
static bool read_single(Writing *w, const TileChange *changes, size_t count,
			const EntryTile **stored, Err *err)
{
	for (size_t i = 0; i < count; i++) {
		EntryTile *tile = ARENA_NEW(&w->scratch, EntryTile);
		bool found;
		if (!entry_tile_find(w->db, &w->scratch, changes[i].contract_id,
				     changes[i].from_day, tile, &found, err))
			return false;
		stored[i] = found ? tile : NULL;
	}
	return true;
}

static bool lie_apart(const TileChange *changes, size_t count)
{
	int32_t days = changes[count - 1].from_day - changes[0].from_day;
	int32_t between = changes[0].contract_id == 0 ? days : days / 28;
	return (size_t)between > 4 * count;
}

/* The stored tiles of the changes, which are of one contract and in order; NULL where there is none. */
static bool read_stored(Writing *w, const TileChange *changes, size_t count,
			const EntryTile **stored, Err *err)
{
	TileRange range = {
		.one_contract = true,
		.contract_id = changes[0].contract_id,
		.behind_day = changes[0].from_day - 1,
		.from_day = changes[0].from_day,
		.to_day = changes[count - 1].from_day,
	};
	if (lie_apart(changes, count))
		return read_single(w, changes, count, stored, err);
	for (size_t at = 0; at < count;) {
		EntryTile *tiles = ARENA_ARRAY(&w->scratch, EntryTile, TILES_AT_ONCE);
		size_t len;
		bool more;
		if (!entry_tiles_read(w->db, &w->scratch, &range, tiles, &len, &more, err))
			return false;
		for (size_t i = 0; i < len && at < count; i++) {
			while (at < count && changes[at].from_day < tiles[i].from_day)
				stored[at++] = NULL;
			if (at < count && changes[at].from_day == tiles[i].from_day)
				stored[at++] = &tiles[i];
		}
		if (!more) {
			while (at < count)
				stored[at++] = NULL;
			return true;
		}
		range.behind_day = tiles[len - 1].from_day;
	}
	return true;
}

static bool write_sums(Writing *w, int64_t contract_id, Err *err)
{
	sum_table_sort(&w->months, contract_id, ROLLUP_MONTHS);
	sum_table_sort(&w->weeks, contract_id, ROLLUP_WEEKS);
	bool ok = entry_rollups_add(w->db, &w->scratch, contract_id, &w->months, &w->weeks, err);
	sum_table_clear(&w->months);
	sum_table_clear(&w->weeks);
	return ok;
}

enum { TILES_OF_A_STEP = 16 };

/* All tiles of one contract, some at a time. */
static bool apply_contract(Writing *w, int64_t contract_id, Err *err)
{
	TileChange changes[TILES_OF_A_STEP];
	const EntryTile *stored[TILES_OF_A_STEP];
	for (;;) {
		size_t count = 0;
		while (count < TILES_OF_A_STEP && next_change(w, contract_id, &changes[count]))
			count++;
		if (count == 0)
			return write_sums(w, contract_id, err);
		arena_trim(&w->scratch, SCRATCH_MAX);
		if (!read_stored(w, changes, count, stored, err))
			return false;
		for (size_t i = 0; i < count; i++) {
			if (!apply_tile(w, &changes[i], stored[i], err))
				return false;
		}
	}
}

static bool apply_contracts(Writing *w, Err *err)
{
	const EntryChanges *changes = w->changes;
	while (w->insert_at < changes->insert_count || w->removal_at < changes->removal_count) {
		bool insert = w->insert_at < changes->insert_count;
		bool removal = w->removal_at < changes->removal_count;
		int64_t contract_id =
			insert ? insert_of(w, &w->inserts[w->insert_at])->contract_id : INT64_MAX;
		int64_t leaves = removal ? removal_of(w, &w->removals[w->removal_at])->contract_id
					 : INT64_MAX;
		if (leaves < contract_id)
			contract_id = leaves;
		if (!apply_contract(w, contract_id, err))
			return false;
	}
	return true;
}

bool entry_tiles_apply(Db *db, const EntryBatch *batch, const EntryChanges *changes, Err *err)
{
	Writing w = {.db = db, .batch = batch, .changes = changes};
	size_t all = changes->insert_count + changes->removal_count;
	arena_init(&w.mem);
	arena_init(&w.scratch);
	OrderItem *order = ARENA_ARRAY(&w.mem, OrderItem, all);
	OrderItem *spare = ARENA_ARRAY(&w.mem, OrderItem, all);
	order_inserts(batch, changes, order, spare);
	order_removals(changes, order + changes->insert_count, spare);
	w.inserts = order;
	w.removals = order + changes->insert_count;
	w.people.at = ARENA_ARRAY(&w.mem, PersonChange, all);
	packed_rows_init(&w.old, &w.mem, &w.scratch);
	packed_writer_init(&w.writer, &w.mem);
	sum_table_init(&w.months, &w.mem);
	sum_table_init(&w.weeks, &w.mem);
	bool ok = apply_contracts(&w, err);
	/* The orders of tiles are done with. */
	w.people.order = order;
	w.people.spare = spare;
	ok = ok && people_changes_write(db, &w.people, err);
	arena_deinit(&w.scratch);
	arena_deinit(&w.mem);
	return ok;
}

bool entries_apply(Db *db, const EntryBatch *batch, uint8_t *entry_outcomes,
		   uint8_t *deletion_outcomes, Err *err)
{
	EntryChanges changes;
	Arena mem;
	arena_init(&mem);
	bool ok = entry_keys_apply(db, &mem, batch, entry_outcomes, deletion_outcomes, &changes,
				   err) &&
		  entry_tiles_apply(db, batch, &changes, err);
	arena_deinit(&mem);
	return ok;
}
