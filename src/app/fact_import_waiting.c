/*
 * What of an intake waits in quarantine.
 *
 * What waits of the source is known by key, so that no row asks the store: a file that brings the same bad rows again
 * changes nothing. Marks tell rows of one key apart; a key keeps the mark of one, others stand under key and mark.
 */

#include "app/fact_import_parts.h"
#include "base/hash.h"

#include <string.h>

/* Values of the map: a mark of 62 bits, and whether a row of this key was met by this intake. */
static const int64_t MET = 1;

static int64_t row_mark(const QuarantineRow *row)
{
	/* What was discarded stays so, for whatever reason it would wait now. */
	bool whole = row->waits;
	const Str parts[] = {row->raw_sha256, whole ? row->code : (Str){0},
			     whole ? row->subject : (Str){0}, whole ? row->unknown : (Str){0},
			     whole ? row->within : (Str){0}};
	Sha256 hash;
	int64_t mark;
	sha256_init(&hash);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		sha256_update(&hash, parts[i]);
		sha256_update(&hash, (Str){"", 1});
	}
	Digest digest = sha256_final(&hash);
	memcpy(&mark, digest.bytes, sizeof mark);
	return (int64_t)((uint64_t)mark >> 2) << 1;
}

static int64_t discarded_mark(const QuarantineRow *row)
{
	QuarantineRow discarded = *row;
	discarded.waits = false;
	return row_mark(&discarded);
}

/* Rows without a key are told apart by what was received. */
static Str waiting_key(const QuarantineRow *row)
{
	return row->row_key.len > 0 ? row->row_key : row->raw_sha256;
}

/* The key of a further row of one key. */
static Str further_key(Arena *mem, Str key, int64_t mark)
{
	return str_format(mem, "%.*s\n%lld", STR_ARG(key), (long long)mark);
}

static bool note_waiting(void *context, const QuarantineRow *row, Err *err)
{
	FactIntake *in = context;
	int64_t found;
	int64_t mark = row_mark(row);
	Str key = str_copy(in->mem, waiting_key(row));
	(void)err;
	if (map_get(&in->waiting, key, &found))
		key = further_key(in->mem, key, mark);
	map_put(&in->waiting, key, mark);
	return true;
}

bool intake_waiting_load(FactIntake *in, Err *err)
{
	map_init(&in->waiting, in->mem, (uint64_t)in->known_at.us);
	in->come_again.len = 0;
	if (in->few)
		return true;
	return quarantine_each(in->app->db, in->origin.source, note_waiting, in, err);
}

/* Whether this very row waits already, as the mark kept for its key (`first`) or as a further one. */
static bool waits_already(FactIntake *in, const QuarantineRow *row, int64_t first)
{
	const int64_t marks[] = {row_mark(row), discarded_mark(row)};
	for (size_t i = 0; i < 2; i++) {
		int64_t found;
		if ((first & ~MET) == marks[i] ||
		    map_get(&in->waiting, further_key(&in->scratch, waiting_key(row), marks[i]),
			    &found))
			return true;
	}
	return false;
}

/* Keeps a row in the store, unless it waits there already; it is noted as met. */
static MUST_CHECK bool put(FactIntake *in, QuarantineRow *row, Err *err)
{
	int64_t first = 0;
	int64_t mark = row_mark(row);
	Str key = waiting_key(row);
	bool known = map_get(&in->waiting, key, &first);
	if (known && waits_already(in, row, first)) {
		in->counts.waiting_already++;
		if (!(first & MET))
			map_put(&in->waiting, str_copy(in->mem, key), first | MET);
		return true;
	}
	row->id = id_next(&in->app->ids, in->app->now);
	in->changed = true;
	if (first & MET) { /* another row of this file has the key */
		map_put(&in->waiting, further_key(in->mem, key, mark), mark | MET);
		return quarantine_insert(in->app->db, row, err);
	}
	map_put(&in->waiting, str_copy(in->mem, key), mark | MET);
	return known ? quarantine_put(in->app->db, row, err)
		     : quarantine_insert(in->app->db, row, err);
}

static void keep_first(FactIntake *in, const QuarantineRow *row)
{
	Arena *mem = in->mem;
	if (in->first_rejects.len >= REJECTS_SHOWN)
		return;
	QuarantineRow copy = *row;
	Str *texts[] = {&copy.source,  &copy.file,    &copy.column,     &copy.reason,
			&copy.row_key, &copy.raw,     &copy.raw_sha256, &copy.fact,
			&copy.subject, &copy.unknown, &copy.within,     &copy.record};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = str_copy(mem, *texts[i]);
	*vec_push(mem, &in->first_rejects) = copy;
	in->counts.first_rejects = in->first_rejects.at;
	in->counts.first_reject_count = in->first_rejects.len;
}

/* The same row again: where only its reason is another one it is put anew. */
static MUST_CHECK bool wait_again(FactIntake *in, const QuarantineRow *before,
				  const QuarantineRow *now, Err *err)
{
	bool same = str_eq(before->code, now->code) && str_eq(before->subject, now->subject) &&
		    str_eq(before->unknown, now->unknown) && str_eq(before->within, now->within) &&
		    str_eq(before->reason, now->reason);
	if (same)
		return true;
	QuarantineRow row = *now;
	row.id = before->id;
	in->changed = true;
	return quarantine_amend(in->app->db, &row, err);
}

bool intake_quarantine(FactIntake *in, QuarantineRow *row, const QuarantineRow *waits, Err *err)
{
	in->counts.quarantined++;
	in->counts.waiting_seconds += row->seconds;
	if (waits)
		return wait_again(in, waits, row, err);
	row->waits = true;
	row->raw_sha256 = digest_hex(&in->scratch, sha256(row->raw));
	row->import_id = in->origin.import_id;
	row->source = in->origin.source;
	row->file = in->origin.file;
	keep_first(in, row);
	return put(in, row, err);
}

bool intake_wait_repeated(FactIntake *in, FactKind kind, const IntakeRow *row, Str key,
			  uint64_t other, int64_t seconds, Err *err)
{
	Arena *mem = &in->scratch;
	if (in->strict)
		return fail(err, ERR_INPUT, "another one of the same id says otherwise") ||
		       fail_at(err, "external_id");
	arena_trim(mem, SCRATCH_KEPT);
	Str text =
		STR("the file has another row of the same id before it, with other content; "
		    "remove one of them");
	if (other > 0)
		text = str_format(
			mem, "line %llu has the same id with other content; remove one of them",
			(unsigned long long)other);
	QuarantineRow again = {
		.line = (int64_t)row->line,
		.reason = text,
		.row_key = key,
		.raw = row->raw,
		.fact = str_from_c(fact_spec(kind)->name),
		.code = STR(QUARANTINE_REPEATED),
		.seconds = seconds,
	};
	return intake_quarantine(in, &again, row->waits, err);
}

void intake_come_again(FactIntake *in, const FactDraft *draft)
{
	int64_t found = 0;
	if (in->waiting.len == 0 && !in->few)
		return;
	Str key = intake_row_key(&in->scratch, draft);
	if (in->few || (map_get(&in->waiting, key, &found) && !(found & MET)))
		*vec_push(in->mem, &in->come_again) = str_copy(in->mem, key);
}

bool intake_resolve_come_again(FactIntake *in, Err *err)
{
	for (size_t i = 0; i < in->come_again.len; i++) {
		Str key = in->come_again.at[i];
		int64_t found = 0;
		bool waits = in->few || (map_get(&in->waiting, key, &found) && !(found & MET));
		if (!waits)
			continue;
		if (!quarantine_resolve(in->app->db, in->origin.source, key, in->origin.import_id,
					err))
			return false;
		map_put(&in->waiting, key, found | MET);
		in->changed |= !in->few;
	}
	in->come_again.len = 0;
	return true;
}

bool intake_discard_waiting(FactIntake *in, FactKind kind, Str external_id, Err *err)
{
	int64_t found;
	Str key = external_id;
	arena_trim(&in->scratch, SCRATCH_KEPT);
	if (kind != FACT_TIME_ENTRY)
		key = str_format(&in->scratch, "%s\t%.*s", fact_spec(kind)->name,
				 STR_ARG(external_id));
	if (!in->few && !map_get(&in->waiting, key, &found))
		return true;
	in->changed |= !in->few;
	return quarantine_resolve(in->app->db, in->origin.source, key, in->origin.import_id, err);
}
