/* What an import did to time entries, and how they are without it. */

#include "base/map.h"
#include "store/entry_past.h"
#include "store/entry_scan.h"
#include "store/standing.h"

#include <stdlib.h>

/* --- Which entries it touched --- */

typedef struct Tracing {
	Arena *mem;
	int64_t import_id;
	EntryIdVec ids;
} Tracing;

static bool trace_entry(void *context, const TimeEntry *entry, Err *err)
{
	Tracing *tracing = context;
	(void)err;
	if (entry->import_id == tracing->import_id)
		*vec_push(tracing->mem, &tracing->ids) =
			(EntryId){entry->source_id, str_copy(tracing->mem, entry->external_id)};
	return true;
}

static int compare_ids(const void *a, const void *b)
{
	const EntryId *left = a;
	const EntryId *right = b;
	if (left->source_id != right->source_id)
		return left->source_id < right->source_id ? -1 : 1;
	return str_cmp(left->external_id, right->external_id);
}

/* In order, each one once. */
static EntryIds settle(EntryIdVec *ids)
{
	size_t kept = 0;
	if (ids->len > 1)
		qsort(ids->at, ids->len, sizeof *ids->at, compare_ids);
	for (size_t i = 0; i < ids->len; i++) {
		if (kept == 0 || compare_ids(&ids->at[kept - 1], &ids->at[i]) != 0)
			ids->at[kept++] = ids->at[i];
	}
	return (EntryIds){ids->at, kept};
}

bool entries_of_import(Db *db, Arena *mem, int64_t import_id, EntryIds *out, Err *err)
{
	EntryFilter all = entry_filter_all();
	Tracing tracing = {.mem = mem, .import_id = import_id};
	if (!entry_scan(db, &all, NULL, trace_entry, &tracing, NULL, err) ||
	    !entry_past_of_import(db, mem, import_id, &tracing.ids, err))
		return false;
	*out = settle(&tracing.ids);
	return true;
}

/* --- How they are without some imports --- */

/* A version, with the place of its entry among those asked for. */
typedef struct Told {
	size_t place;
	EntryVersion version;
} Told;

typedef struct Telling {
	Arena *mem;
	EntryIds ids;
	Map places; /* of the ids */
	Buf key;
	VEC(Told) told;
} Telling;

/* Valid until the next one. */
static Str id_key(Telling *t, int64_t source_id, Str external_id)
{
	buf_clear(&t->key);
	buf_add(&t->key, (Str){(const char *)&source_id, sizeof source_id});
	buf_add(&t->key, external_id);
	return buf_str(&t->key);
}

static bool tell_version(void *context, const EntryVersion *version, Err *err)
{
	Telling *t = context;
	int64_t place;
	(void)err;
	if (!map_get(&t->places, id_key(t, version->entry.source_id, version->entry.external_id),
		     &place))
		return true;
	Told *told = vec_push(t->mem, &t->told);
	*told = (Told){(size_t)place, *version};
	told->version.entry = entry_copy(t->mem, &version->entry);
	return true;
}

static bool tell_current(void *context, const TimeEntry *entry, Err *err)
{
	EntryVersion version = {*entry, INSTANT_MAX, 0};
	return tell_version(context, &version, err);
}

static int compare_told(const void *a, const void *b)
{
	const Told *left = a;
	const Told *right = b;
	if (left->place != right->place)
		return left->place < right->place ? -1 : 1;
	const TimeEntry *x = &left->version.entry;
	const TimeEntry *y = &right->version.entry;
	if (x->part != y->part)
		return x->part < y->part ? -1 : 1;
	return (x->known_at.us > y->known_at.us) - (x->known_at.us < y->known_at.us);
}

static MUST_CHECK bool tell_all(Db *db, Telling *t, Err *err)
{
	EntryFilter all = entry_filter_all();
	map_init(&t->places, t->mem, (uint64_t)(uintptr_t)t);
	for (size_t i = 0; i < t->ids.len; i++) {
		const EntryId *id = &t->ids.at[i];
		map_put(&t->places, str_copy(t->mem, id_key(t, id->source_id, id->external_id)),
			(int64_t)i);
	}
	if (!entry_scan(db, &all, NULL, tell_current, t, NULL, err) ||
	    !entry_past_each(db, tell_version, t, err))
		return false;
	if (t->told.len > 1)
		qsort(t->told.at, t->told.len, sizeof *t->told.at, compare_told);
	return true;
}

/* Whether nobody could tell one from the other, but by since when it is known. */
static bool same_word(const TimeEntry *a, const TimeEntry *b)
{
	return a->import_id == b->import_id && a->line == b->line && a->part == b->part &&
	       time_fingerprint(a) == time_fingerprint(b);
}

typedef struct Outcome {
	EntryIdVec gone;
	VEC(TimeEntry) restored;
	size_t restored_ids;
	Spans spans; /* of the entry at hand */
} Outcome;

static bool holds(const Told *told)
{
	return told->version.known_until.us == INSTANT_MAX.us;
}

/* Whether what holds is just this; both are in the order of their parts. */
static bool holds_alike(const Told *told, size_t count, const TimeEntry *wanted, size_t len)
{
	size_t met = 0;
	for (size_t i = 0; i < count; i++) {
		if (!holds(&told[i]))
			continue;
		if (met == len || !same_word(&told[i].version.entry, &wanted[met]))
			return false;
		met++;
	}
	return met == len;
}

static void settle_entry(Arena *mem, const Told *told, size_t count, UndoneImports undone,
			 Outcome *out)
{
	Instant at;
	bool some = false;
	size_t first = out->restored.len;
	out->spans.len = 0;
	for (size_t i = 0; i < count; i++) {
		const EntryVersion *version = &told[i].version;
		*vec_push(mem, &out->spans) =
			(Span){version->entry.known_at, version->known_until,
			       version->entry.import_id, version->until_import};
		some |= holds(&told[i]);
	}
	bool stands = spans_standing(&out->spans, undone, &at);
	for (size_t i = 0; stands && i < count; i++) {
		if (span_covers(&out->spans.at[i], at))
			*vec_push(mem, &out->restored) = told[i].version.entry;
	}
	size_t wanted = out->restored.len - first;
	if (holds_alike(told, count, out->restored.at + first, wanted)) {
		out->restored.len = first;
		return;
	}
	const TimeEntry *any = &told[0].version.entry;
	if (some)
		*vec_push(mem, &out->gone) = (EntryId){any->source_id, any->external_id};
	out->restored_ids += wanted > 0;
}

bool entries_without(Db *db, Arena *mem, EntryIds ids, UndoneImports undone, EntriesWithout *out,
		     Err *err)
{
	Telling t = {.mem = mem, .ids = ids, .key = {.mem = mem}};
	Outcome outcome = {0};
	if (!tell_all(db, &t, err))
		return false;
	for (size_t from = 0; from < t.told.len;) {
		size_t to = from + 1;
		while (to < t.told.len && t.told.at[to].place == t.told.at[from].place)
			to++;
		settle_entry(mem, &t.told.at[from], to - from, undone, &outcome);
		from = to;
	}
	*out = (EntriesWithout){{outcome.gone.at, outcome.gone.len},
				outcome.restored.at,
				outcome.restored.len,
				outcome.restored_ids};
	return true;
}
