#include "store/entry_audit.h"

#include "store/entry_runs.h"
#include "store/entry_scan.h"
#include "store/entry_tiles.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	BUCKETS = 4096,
	LOOKED_AT = 64, /* buckets that differ, of which each entry is looked at */
	FAULT_SIZE = 600,
};

static const char CONTRACT_KEY[] =
	"SELECT key\n"
	"FROM contract\n"
	"WHERE id = $1";

/* An entry or a key of a bucket that differs. */
typedef struct Trace {
	int64_t source_id;
	Str external_id;
	int32_t part;
	uint64_t print; /* of all that a key tells */
} Trace;

typedef VEC(Trace) Traces;

typedef struct Bucket {
	uint64_t entries;
	uint64_t keys;
	uint64_t entry_sum;
	uint64_t key_sum;
	bool looked_at;
} Bucket;

struct KeyAudit {
	Arena *mem;
	Bucket buckets[BUCKETS];
	EntryFaults *faults;
	bool looking; /* the second time: traces are kept */
	Traces entries;
	Traces keys;
};

void entry_fault(EntryFaults *faults, const char *format, ...)
{
	char text[FAULT_SIZE];
	va_list args;
	if (faults->count++ > 0)
		return;
	va_start(args, format);
	(void)vsnprintf(text, sizeof text, format, args);
	va_end(args);
	faults->first = str_copy(faults->mem, str_from_c(text));
}

bool entry_fault_contract(EntryFaults *faults, int64_t contract_id, Str *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	*out = STR("no contract");
	if (contract_id == 0 || faults->count > 0)
		return true;
	if (!db_prepare(faults->db, CONTRACT_KEY, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, contract_id);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	*out = row ? str_format(faults->mem, "contract '%.*s'",
				STR_ARG(str_slice(db_text(stmt, 0, faults->mem), 0, 300)))
		   : STR("a contract that is not there");
	db_reset(stmt);
	return true;
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
	hash = (hash ^ value) * UINT64_C(0x9E3779B97F4A7C15);
	return hash ^ hash >> 29;
}

static Bucket *bucket_of(KeyAudit *audit, int64_t source_id, Str external_id)
{
	uint64_t hash = (uint64_t)source_id;
	for (size_t i = 0; i < external_id.len; i++)
		hash = mix(hash, (unsigned char)external_id.ptr[i]);
	return &audit->buckets[mix(hash, 0) >> 32 & (BUCKETS - 1)];
}

static Trace trace_key(int64_t source_id, const EntryKey *key)
{
	uint64_t print = mix((uint64_t)key->fingerprint, (uint64_t)key->contract_id);
	print = mix(mix(print, (uint64_t)key->from_day), (uint64_t)key->import_id);
	return (Trace){source_id, key->external_id, key->part, print};
}

static Trace trace_entry(const TimeEntry *entry)
{
	EntryKey key = {
		.external_id = entry->external_id,
		.part = entry->part,
		.from_day = entry_tile_day(entry->contract_id, entry->work_date),
		.contract_id = entry->contract_id,
		.import_id = entry->import_id,
		.fingerprint = time_fingerprint(entry),
	};
	return trace_key(entry->source_id, &key);
}

KeyAudit *key_audit_new(Arena *mem)
{
	KeyAudit *audit = ARENA_NEW(mem, KeyAudit);
	audit->mem = mem;
	return audit;
}

static uint64_t print_of(const Trace *trace)
{
	return mix(trace->print, (uint64_t)trace->part);
}

void key_audit_add(KeyAudit *audit, const TimeEntry *entry)
{
	Trace trace = trace_entry(entry);
	Bucket *bucket = bucket_of(audit, trace.source_id, trace.external_id);
	bucket->entries++;
	bucket->entry_sum += print_of(&trace);
}

static void keep(KeyAudit *audit, Traces *traces, const Trace *trace)
{
	if (!bucket_of(audit, trace->source_id, trace->external_id)->looked_at)
		return;
	Trace *kept = vec_push(audit->mem, traces);
	*kept = *trace;
	kept->external_id = str_copy(audit->mem, trace->external_id);
}

static bool keep_entry(void *context, const TimeEntry *entry, Err *err)
{
	KeyAudit *audit = context;
	Trace trace = trace_entry(entry);
	(void)err;
	keep(audit, &audit->entries, &trace);
	return true;
}

/* Keys must be in order and between the first key of their run and that of the next. */
static void check_order(KeyAudit *audit, const EntryRun *run)
{
	const EntryKeys *keys = &run->keys;
	bool ordered = true;
	for (size_t i = 0; i < keys->len; i++)
		ordered = ordered &&
			  (i == 0 || entry_key_compare(&keys->at[i - 1], &keys->at[i]) < 0);
	if (keys->len > 0)
		ordered = ordered && str_cmp(run->first_key, keys->at[0].external_id) <= 0 &&
			  !(run->has_upper &&
			    str_cmp(keys->at[keys->len - 1].external_id, run->upper) >= 0);
	if (!ordered)
		entry_fault(audit->faults, "keys of time entries from '%.*s' on are not in order",
			    STR_ARG(str_slice(run->first_key, 0, 300)));
}

static bool add_run(void *context, const EntryRun *run, Err *err)
{
	KeyAudit *audit = context;
	(void)err;
	if (!audit->looking)
		check_order(audit, run);
	for (size_t i = 0; i < run->keys.len; i++) {
		Trace trace = trace_key(run->source_id, &run->keys.at[i]);
		if (audit->looking) {
			keep(audit, &audit->keys, &trace);
			continue;
		}
		Bucket *bucket = bucket_of(audit, trace.source_id, trace.external_id);
		bucket->keys++;
		bucket->key_sum += print_of(&trace);
	}
	return true;
}

/* Chooses the buckets to be looked at; what is too much for that is counted. */
static size_t choose_buckets(KeyAudit *audit, size_t *beyond)
{
	size_t chosen = 0;
	*beyond = 0;
	for (size_t i = 0; i < BUCKETS; i++) {
		Bucket *bucket = &audit->buckets[i];
		if (bucket->entries == bucket->keys && bucket->entry_sum == bucket->key_sum)
			continue;
		bucket->looked_at = chosen < LOOKED_AT;
		chosen += bucket->looked_at;
		*beyond += !bucket->looked_at;
	}
	return chosen;
}

static int compare_places(const Trace *a, const Trace *b)
{
	if (a->source_id != b->source_id)
		return a->source_id < b->source_id ? -1 : 1;
	int order = str_cmp(a->external_id, b->external_id);
	return order != 0 ? order : (a->part > b->part) - (a->part < b->part);
}

static int compare_traces(const void *a, const void *b)
{
	return compare_places(a, b);
}

static void sort(Traces *traces)
{
	if (traces->len > 1)
		qsort(traces->at, traces->len, sizeof *traces->at, compare_traces);
}

static void compare_all(KeyAudit *audit)
{
	const Traces *entries = &audit->entries;
	const Traces *keys = &audit->keys;
	size_t entry = 0;
	size_t key = 0;
	sort(&audit->entries);
	sort(&audit->keys);
	while (entry < entries->len || key < keys->len) {
		int order = entry == entries->len ? 1
			    : key == keys->len
				    ? -1
				    : compare_places(&entries->at[entry], &keys->at[key]);
		const Trace *trace = order <= 0 ? &entries->at[entry] : &keys->at[key];
		const char *what = order < 0   ? "has no key"
				   : order > 0 ? "has a key, but is not there"
					       : "is not what its key tells";
		if (order != 0 || entries->at[entry].print != keys->at[key].print)
			entry_fault(audit->faults, "the time entry '%.*s' %s",
				    STR_ARG(str_slice(trace->external_id, 0, 300)), what);
		entry += order <= 0;
		key += order >= 0;
	}
}

bool key_audit_end(KeyAudit *audit, EntryFaults *faults, Err *err)
{
	EntryFilter all = entry_filter_all();
	size_t beyond;
	audit->faults = faults;
	if (!entry_runs_each(faults->db, add_run, audit, err))
		return false;
	if (choose_buckets(audit, &beyond) == 0)
		return true;
	audit->looking = true;
	if (!entry_scan(faults->db, &all, NULL, keep_entry, audit, NULL, err) ||
	    !entry_runs_each(faults->db, add_run, audit, err))
		return false;
	compare_all(audit);
	faults->count += beyond;
	return true;
}
