#include "store/entry_keys.h"

#include "store/entry_order.h"
#include "store/entry_runs.h"
#include "store/entry_tiles.h"

#include <inttypes.h>

enum {
	RUN_WEIGHT = 8192, /* a run over this is split */
	FLUSH_WEIGHT =
		8 * RUN_WEIGHT, /* a merge is written down to one run when it has grown to this */
	CHUNK_MIN = 2,
	CHUNK_MAX = 64,
};

/* Runs that were read at once. */
typedef struct Chunk {
	Arena mem;
	StoredRun runs[CHUNK_MAX];
	size_t len;
	size_t at;     /* the one in use */
	size_t limit;  /* that was asked for; 0: nothing was read */
	bool complete; /* none comes behind the last */
	Buf last;      /* first key of the last one */
} Chunk;

typedef struct Merge {
	Db *db;
	const EntryBatch *batch;
	Arena *mem; /* the caller's: of the changes */
	Arena work; /* of the arrays here, which are used again */
	Chunk chunk;
	bool open; /* a run is being merged */
	int64_t source_id;
	bool stored; /* it has a row */
	Str first_key;
	bool flushed; /* keys before those in `merged` are written already, from first_key on */
	bool has_upper;
	Str upper;
	EntryKeys old;
	size_t old_at; /* the first key that is not merged yet */
	EntryKeys merged;
	size_t weight; /* of `merged` */
	bool changed;
	EntryKeys given; /* keys that the batch gives to one external id */
	EntryPlaces ids;
	Buf bytes;
	VEC(uint32_t) inserts;
	VEC(EntryRemoval) removals;
	uint8_t *entry_outcomes;
	uint8_t *deletion_outcomes;
} Merge;

/* Writes the first keys, of `most` weight or a little more; all parts of an entry stay together. */
static bool write_piece(Merge *merge, size_t from, size_t most, size_t *to, Err *err)
{
	const EntryKeys *keys = &merge->merged;
	size_t weight = 0;
	size_t end = from;
	while (end < keys->len &&
	       (weight < most || str_eq(keys->at[end].external_id, keys->at[end - 1].external_id)))
		weight += entry_key_weight(&keys->at[end++]);
	merge->weight -= weight;
	*to = end;
	bool first = from == 0 && !merge->flushed;
	Str first_key = first ? merge->first_key : keys->at[from].external_id;
	entry_run_write(&merge->bytes, &merge->ids, keys->at + from, end - from);
	StoredRun run = {first_key, buf_str(&merge->bytes)};
	return entry_runs_write(merge->db, merge->source_id, &run, err);
}

/* A merge that has grown long is written but for its end. */
static bool flush(Merge *merge, Err *err)
{
	size_t done = 0;
	while (merge->weight > (size_t)2 * RUN_WEIGHT) {
		if (!write_piece(merge, done, RUN_WEIGHT, &done, err))
			return false;
	}
	size_t left = merge->merged.len - done;
	for (size_t i = 0; i < left; i++)
		merge->merged.at[i] = merge->merged.at[done + i];
	merge->merged.len = left;
	merge->flushed = true;
	return true;
}

static void push(Merge *merge, const EntryKey *key)
{
	*vec_push(&merge->work, &merge->merged) = *key;
	merge->weight += entry_key_weight(key);
}

static bool finish_run(Merge *merge, Err *err)
{
	if (!merge->open)
		return true;
	merge->open = false;
	if (!merge->changed)
		return true;
	while (merge->old_at < merge->old.len)
		push(merge, &merge->old.at[merge->old_at++]);
	if (merge->merged.len == 0)
		return !merge->stored || merge->flushed ||
		       entry_runs_delete(merge->db, merge->source_id, merge->first_key, err);
	size_t pieces = (merge->weight + RUN_WEIGHT - 1) / RUN_WEIGHT;
	size_t share = merge->weight / pieces;
	for (size_t done = 0; done < merge->merged.len;) {
		size_t most = merge->weight < share + share / 2 ? merge->weight : share;
		if (!write_piece(merge, done, most, &done, err))
			return false;
	}
	return true;
}

/* Whether a run of the chunk is the one; the last one tells only where the one before it ends. */
static bool find_in_chunk(Chunk *chunk, Str external_id)
{
	while (chunk->at + 1 < chunk->len &&
	       str_cmp(chunk->runs[chunk->at + 1].first_key, external_id) <= 0)
		chunk->at++;
	return chunk->at + 1 < chunk->len || chunk->complete;
}

/* Where a batch goes through runs one after the other, more and more are read at once. */
static bool seek_chunk(Merge *merge, EntryId id, Err *err)
{
	Chunk *chunk = &merge->chunk;
	bool same_source = chunk->limit > 0 && id.source_id == merge->source_id;
	if (same_source && find_in_chunk(chunk, id.external_id))
		return true;
	size_t more = 2 * chunk->limit < CHUNK_MAX ? 2 * chunk->limit : CHUNK_MAX;
	if (!same_source)
		chunk->limit = CHUNK_MIN;
	arena_trim(&chunk->mem, 0);
	chunk->at = 0;
	if (!entry_runs_read(merge->db, &chunk->mem, id.source_id, id.external_id, chunk->limit,
			     chunk->runs, &chunk->len, err))
		return false;
	chunk->complete = chunk->len < chunk->limit;
	bool follows = same_source && chunk->len > 0 &&
		       str_eq(chunk->runs[0].first_key, buf_str(&chunk->last));
	chunk->limit = follows ? more : CHUNK_MIN;
	buf_clear(&chunk->last);
	if (chunk->len > 0)
		buf_add(&chunk->last, chunk->runs[chunk->len - 1].first_key);
	(void)find_in_chunk(chunk, id.external_id);
	return true;
}

static bool open_run(Merge *merge, EntryId id, Err *err)
{
	Chunk *chunk = &merge->chunk;
	if (!seek_chunk(merge, id, err))
		return false;
	const StoredRun *run = chunk->len > 0 ? &chunk->runs[chunk->at] : NULL;
	merge->stored = run && str_cmp(run->first_key, id.external_id) <= 0;
	merge->first_key = merge->stored ? run->first_key : (Str){0};
	const StoredRun *next = merge->stored ? (chunk->at + 1 < chunk->len ? run + 1 : NULL) : run;
	merge->has_upper = next != NULL;
	merge->upper = next ? next->first_key : (Str){0};
	merge->source_id = id.source_id;
	merge->old.len = 0;
	merge->old_at = 0;
	merge->merged.len = 0;
	merge->weight = 0;
	merge->changed = false;
	merge->flushed = false;
	merge->open = true;
	if (merge->stored && !entry_run_read(&merge->work, run->keys, &merge->old, err))
		return fail_in(err, "entries of source %" PRId64, id.source_id);
	return true;
}

static bool enter_run(Merge *merge, EntryId id, Err *err)
{
	if (merge->open && id.source_id == merge->source_id &&
	    !(merge->has_upper && str_cmp(id.external_id, merge->upper) >= 0))
		return true;
	return finish_run(merge, err) && open_run(merge, id, err);
}

static void remove_key(Merge *merge, EntryId id, const EntryKey *key)
{
	merge->changed = true;
	*vec_push(merge->mem, &merge->removals) = (EntryRemoval){
		.contract_id = key->contract_id,
		.source_id = id.source_id,
		.external_id = id.external_id,
		.part = key->part,
		.from_day = key->from_day,
	};
}

static EntryKey key_of(const TimeEntry *entry)
{
	return (EntryKey){
		.external_id = entry->external_id,
		.part = entry->part,
		.from_day = entry_tile_day(entry->contract_id, entry->work_date),
		.contract_id = entry->contract_id,
		.import_id = entry->import_id,
		.fingerprint = time_fingerprint(entry),
	};
}

static void insert_key(Merge *merge, uint32_t number, const EntryKey *key)
{
	merge->changed = true;
	push(merge, key);
	*vec_push(merge->mem, &merge->inserts) = number;
}

/* The parts of one entry: those that it has, and those that the batch gives it. */
typedef struct Parts {
	EntryId id;
	const EntryKey *old;
	size_t old_count;
	const uint32_t *given; /* numbers of entries, by part */
	size_t given_count;
	const EntryKey *keys; /* of those given */
} Parts;

static const EntryKey *old_part(const Parts *parts, int32_t part)
{
	for (size_t i = 0; i < parts->old_count; i++) {
		if (parts->old[i].part == part)
			return &parts->old[i];
	}
	return NULL;
}

/* Whether an old part is given as it is: else it leaves its tile. */
static bool stays(const Parts *parts, const EntryKey *old)
{
	for (size_t i = 0; i < parts->given_count; i++) {
		if (parts->keys[i].part == old->part)
			return parts->keys[i].fingerprint == old->fingerprint;
	}
	return false;
}

/* Whether the import of the batch has written the entry already, and otherwise than it is given now. */
static bool is_repeated(const Merge *merge, const Parts *parts)
{
	int64_t import_id = merge->batch->import_id;
	if (import_id == 0 || merge->batch->replaces_own)
		return false;
	bool own = false;
	bool alike = parts->old_count == parts->given_count;
	for (size_t i = 0; i < parts->old_count; i++)
		own = own || parts->old[i].import_id == import_id;
	for (size_t i = 0; i < parts->given_count && alike; i++) {
		const EntryKey *old = old_part(parts, parts->keys[i].part);
		alike = old && old->fingerprint == parts->keys[i].fingerprint;
	}
	return own && !alike;
}

/* Parts that go are not told; but where no other part tells that the entry differs, its first one does. */
static void tell_gone(const Merge *merge, const Parts *parts, FactOutcome outcome)
{
	bool gone = false;
	for (size_t i = 0; i < parts->given_count; i++) {
		if (merge->entry_outcomes[parts->given[i]] != FACT_UNCHANGED)
			return;
	}
	for (size_t i = 0; i < parts->old_count; i++) {
		bool given = false;
		for (size_t j = 0; j < parts->given_count && !given; j++)
			given = parts->keys[j].part == parts->old[i].part;
		gone = gone || !given;
	}
	if (gone && parts->given_count > 0)
		merge->entry_outcomes[parts->given[0]] = (uint8_t)outcome;
}

/* An entry that is not applied stays as it is. */
static void refuse_parts(Merge *merge, const Parts *parts)
{
	for (size_t i = 0; i < parts->old_count; i++)
		push(merge, &parts->old[i]);
	for (size_t i = 0; i < parts->given_count; i++) {
		const EntryKey *old = old_part(parts, parts->keys[i].part);
		bool alike = old && old->fingerprint == parts->keys[i].fingerprint;
		merge->entry_outcomes[parts->given[i]] = alike ? FACT_UNCHANGED : FACT_REPEATED;
	}
	tell_gone(merge, parts, FACT_REPEATED);
}

static void apply_parts(Merge *merge, const Parts *parts)
{
	for (size_t i = 0; i < parts->old_count; i++) {
		if (!stays(parts, &parts->old[i]))
			remove_key(merge, parts->id, &parts->old[i]);
	}
	for (size_t i = 0; i < parts->given_count; i++) {
		const EntryKey *key = &parts->keys[i];
		const EntryKey *old = old_part(parts, key->part);
		uint8_t *outcome = &merge->entry_outcomes[parts->given[i]];
		if (old && old->fingerprint == key->fingerprint) {
			*outcome = FACT_UNCHANGED;
			push(merge, old);
			continue;
		}
		*outcome = !old                                   ? FACT_ADDED
			   : old->contract_id != key->contract_id ? FACT_MOVED
								  : FACT_REPLACED;
		insert_key(merge, parts->given[i], key);
	}
	tell_gone(merge, parts, FACT_REPLACED);
}

static bool fail_twice(Str external_id, Err *err)
{
	return fail(err, ERR_INPUT, "the entry '%.*s' is there twice at once",
		    STR_ARG(str_slice(external_id, 0, 300)));
}

static bool merge_entry(Merge *merge, Parts *parts, Err *err)
{
	if (parts->id.external_id.len > ENTRY_EXTERNAL_ID_MAX)
		return fail(err, ERR_INPUT, "the external id '%.*s…' is longer than %d bytes",
			    STR_ARG(str_slice(parts->id.external_id, 0, 60)),
			    ENTRY_EXTERNAL_ID_MAX);
	merge->given.len = 0;
	for (size_t i = 0; i < parts->given_count; i++) {
		EntryKey key = key_of(&merge->batch->entries[parts->given[i]]);
		if (i > 0 && key.part == merge->given.at[i - 1].part)
			return fail_twice(parts->id.external_id, err);
		*vec_push(&merge->work, &merge->given) = key;
	}
	parts->keys = merge->given.at;
	if (is_repeated(merge, parts))
		refuse_parts(merge, parts);
	else
		apply_parts(merge, parts);
	return true;
}

static void merge_deletion(Merge *merge, const Parts *parts)
{
	size_t number = parts->given[0] - merge->batch->entry_count;
	merge->deletion_outcomes[number] = parts->old_count > 0 ? FACT_DELETED : FACT_ABSENT;
	for (size_t i = 0; i < parts->old_count; i++)
		remove_key(merge, parts->id, &parts->old[i]);
}

/* Whether a deletion is among the numbers of one external id. */
static bool has_deletion(const EntryBatch *batch, const uint32_t *given, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (given[i] >= batch->entry_count)
			return true;
	}
	return false;
}

/* All numbers of one external id, against the keys that it has. */
static bool merge_group(Merge *merge, EntryId id, const uint32_t *given, size_t count, Err *err)
{
	EntryKeys *old = &merge->old;
	if (!enter_run(merge, id, err))
		return false;
	while (merge->old_at < old->len &&
	       str_cmp(old->at[merge->old_at].external_id, id.external_id) < 0)
		push(merge, &old->at[merge->old_at++]);
	Parts parts = {.id = id,
		       .old = old->at + merge->old_at,
		       .given = given,
		       .given_count = count};
	while (merge->old_at < old->len &&
	       str_eq(old->at[merge->old_at].external_id, id.external_id)) {
		merge->old_at++;
		parts.old_count++;
	}
	if (!has_deletion(merge->batch, given, count)) {
		if (!merge_entry(merge, &parts, err))
			return false;
	} else if (count > 1) {
		return fail_twice(id.external_id, err);
	} else {
		merge_deletion(merge, &parts);
	}
	return merge->weight < FLUSH_WEIGHT || !merge->changed || flush(merge, err);
}

static bool merge_all(Merge *merge, const uint32_t *order, size_t count, Err *err)
{
	for (size_t from = 0; from < count;) {
		EntryId id = entry_order_id(merge->batch, order[from]);
		size_t to = from + 1;
		for (; to < count; to++) {
			EntryId next = entry_order_id(merge->batch, order[to]);
			if (next.source_id != id.source_id ||
			    !str_eq(next.external_id, id.external_id))
				break;
		}
		if (!merge_group(merge, id, order + from, to - from, err))
			return false;
		from = to;
	}
	return finish_run(merge, err);
}

bool entry_keys_apply(Db *db, Arena *mem, const EntryBatch *batch, uint8_t *entry_outcomes,
		      uint8_t *deletion_outcomes, EntryChanges *out, Err *err)
{
	size_t count = batch->entry_count + batch->deletion_count;
	Merge merge = {.db = db, .batch = batch, .mem = mem};
	merge.entry_outcomes = entry_outcomes;
	merge.deletion_outcomes = deletion_outcomes;
	Arena sorting;
	arena_init(&sorting);
	arena_init(&merge.work);
	arena_init(&merge.chunk.mem);
	entry_places_init(&merge.ids, &merge.work);
	merge.bytes.mem = &merge.work;
	merge.chunk.last.mem = &merge.work;
	uint32_t *order = ARENA_ARRAY(&sorting, uint32_t, count);
	entry_order_batch(batch, &sorting, order);
	bool ok = merge_all(&merge, order, count, err);
	arena_deinit(&merge.chunk.mem);
	arena_deinit(&merge.work);
	arena_deinit(&sorting);
	if (ok)
		*out = (EntryChanges){merge.inserts.at, merge.inserts.len, merge.removals.at,
				      merge.removals.len};
	return ok;
}
