/* What became known of time entries between two instants. */

#include "store/entry_past.h"
#include "store/entry_scan.h"

#include <stdlib.h>

typedef struct Changes {
	Arena *mem;
	Instant after, until;
	EntryVersionVec versions;
} Changes;

static bool is_within(const Changes *changes, Instant at)
{
	return at.us > changes->after.us && at.us <= changes->until.us;
}

static bool take_current(void *context, const TimeEntry *entry, Err *err)
{
	Changes *changes = context;
	(void)err;
	if (is_within(changes, entry->known_at))
		*vec_push(changes->mem, &changes->versions) =
			(EntryVersion){entry_copy(changes->mem, entry), INSTANT_MAX, 0};
	return true;
}

static int compare(const void *a, const void *b)
{
	const TimeEntry *x = &((const EntryVersion *)a)->entry;
	const TimeEntry *y = &((const EntryVersion *)b)->entry;
	if (x->contract_id != y->contract_id)
		return x->contract_id < y->contract_id ? -1 : 1;
	if (x->source_id != y->source_id)
		return x->source_id < y->source_id ? -1 : 1;
	int order = str_cmp(x->external_id, y->external_id);
	if (order != 0)
		return order;
	if (x->part != y->part)
		return x->part < y->part ? -1 : 1;
	return (x->known_at.us > y->known_at.us) - (x->known_at.us < y->known_at.us);
}

bool entries_changed(Db *db, Arena *mem, const EntryFilter *filter, Instant after, Instant until,
		     EntryVersions *out, Err *err)
{
	Changes changes = {.mem = mem, .after = after, .until = until};
	EntryFilter now = *filter;
	size_t kept = 0;
	now.known = INSTANT_MAX;
	if (!entry_past_changed(db, mem, filter->contract_id, after, until, &changes.versions, err))
		return false;
	for (size_t i = 0; i < changes.versions.len; i++) {
		if (entry_filter_takes(&now, &changes.versions.at[i].entry))
			changes.versions.at[kept++] = changes.versions.at[i];
	}
	changes.versions.len = kept;
	if (!entry_scan(db, &now, NULL, take_current, &changes, NULL, err))
		return false;
	if (changes.versions.len > 1)
		qsort(changes.versions.at, changes.versions.len, sizeof *changes.versions.at,
		      compare);
	*out = (EntryVersions){changes.versions.at, changes.versions.len};
	return true;
}
