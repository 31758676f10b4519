/* Lists of time entries, and the versions of one. */

#include "store/entry_past.h"
#include "store/entry_runs.h"
#include "store/entry_scan.h"
#include "store/entry_tiles.h"
#include "store/packed_rows.h"

#include <inttypes.h>
#include <stdlib.h>

typedef struct Listing {
	Arena *mem;
	size_t limit;
	VEC(TimeEntry) entries;
	bool more;
} Listing;

static bool list_entry(void *context, const TimeEntry *entry, Err *err)
{
	Listing *listing = context;
	(void)err;
	if (listing->entries.len == listing->limit) {
		listing->more = true;
		return true;
	}
	*vec_push(listing->mem, &listing->entries) = entry_copy(listing->mem, entry);
	return true;
}

bool entries_list(Db *db, Arena *mem, const EntryFilter *filter, const EntryPlace *after,
		  size_t limit, TimeEntryList *out, Err *err)
{
	Listing listing = {.mem = mem, .limit = limit};
	if (!entry_scan(db, filter, after, list_entry, &listing, &listing.more, err))
		return false;
	*out = (TimeEntryList){listing.entries.at, listing.entries.len, listing.more};
	return true;
}

bool entries_list_backwards(Db *db, Arena *mem, const EntryFilter *filter, const EntryPlace *after,
			    size_t limit, TimeEntryList *out, Err *err)
{
	Listing listing = {.mem = mem, .limit = limit};
	if (!entry_scan_backwards(db, filter, after, list_entry, &listing, &listing.more, err))
		return false;
	*out = (TimeEntryList){listing.entries.at, listing.entries.len, listing.more};
	return true;
}

bool entries_each(Db *db, const EntryFilter *filter, EntryTake take, void *context, Err *err)
{
	return entry_scan(db, filter, NULL, take, context, NULL, err);
}

static int compare_versions(const void *a, const void *b)
{
	const EntryVersion *left = a;
	const EntryVersion *right = b;
	if (left->entry.part != right->entry.part)
		return left->entry.part < right->entry.part ? -1 : 1;
	return (left->entry.known_at.us > right->entry.known_at.us) -
	       (left->entry.known_at.us < right->entry.known_at.us);
}

static bool same_part(const TimeEntry *entry, int64_t source_id, const EntryKey *key)
{
	return entry->part == key->part && entry->source_id == source_id &&
	       str_eq(entry->external_id, key->external_id);
}

/* The version that holds, of the part with this key. */
static bool add_current(Db *db, Arena *mem, PackedRows *rows, int64_t source_id,
			const EntryKey *key, EntryVersionVec *versions, Err *err)
{
	EntryTile tile;
	bool found;
	if (!entry_tile_find(db, mem, key->contract_id, key->from_day, &tile, &found, err))
		return false;
	if (found && !packed_rows_read(rows, key->contract_id, tile.rows, err))
		return fail_in(err, "contract %" PRId64, key->contract_id);
	for (size_t i = 0; found && i < rows->len; i++) {
		if (!same_part(&rows->at[i], source_id, key))
			continue;
		*vec_push(mem, versions) =
			(EntryVersion){entry_copy(mem, &rows->at[i]), INSTANT_MAX, 0};
		return true;
	}
	return fail(err, ERR_CORRUPT,
		    "the time entry '%.*s' is not where its key tells; run `pacta check`",
		    STR_ARG(key->external_id));
}

bool entry_versions(Db *db, Arena *mem, int64_t source_id, Str external_id, EntryVersions *out,
		    Err *err)
{
	EntryKeys keys;
	EntryVersionVec versions = {0};
	PackedRows rows;
	packed_rows_init(&rows, mem, mem);
	if (!entry_runs_find(db, mem, source_id, external_id, &keys, err) ||
	    !entry_past_of_entry(db, mem, source_id, external_id, &versions, err))
		return false;
	for (size_t i = 0; i < keys.len; i++) {
		if (!add_current(db, mem, &rows, source_id, &keys.at[i], &versions, err))
			return false;
	}
	if (versions.len > 1)
		qsort(versions.at, versions.len, sizeof *versions.at, compare_versions);
	*out = (EntryVersions){versions.at, versions.len};
	return true;
}
