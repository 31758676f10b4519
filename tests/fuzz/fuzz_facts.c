/*
 * Any bytes as a file of facts: recognised, or read by a mapping that is named. Nothing is read outside, what is given is
 * UTF-8 and within its bounds, and pieces of any size give the same.
 *
 * The first byte chooses: 0 what the bytes are recognised as, else one of the built-in mappings; the second the size
 * of the pieces and whether there is a zone.
 */
#include "base/utf8.h"
#include "facts/time_entry.h"
#include "ingest/recognise.h"
#include "ingest/row_formats.h"
#include "ingest/spec.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct Pieces {
	Arena *mem;
	Str data;
	size_t at;
	size_t step;
} Pieces;

static bool next_piece(void *context, Str *chunk, bool *last, Err *err)
{
	Pieces *pieces = context;
	(void)err;
	/* A copy of its own, so that the sanitizer sees every byte read outside. */
	*chunk = str_copy(pieces->mem,
			  str_slice(pieces->data, pieces->at, pieces->at + pieces->step));
	pieces->at += chunk->len;
	*last = pieces->at == pieces->data.len;
	return true;
}

/* What was given, in few numbers. */
typedef struct Seen {
	uint64_t drafts;
	uint64_t rejects;
	uint64_t passed;
	Sha256 hash;
} Seen;

static void see(Seen *seen, Str text)
{
	assert(utf8_valid(text));
	sha256_update(&seen->hash, text);
	sha256_update(&seen->hash, STR("|"));
}

static void see_value(Seen *seen, const FactField *field, FactValue value)
{
	if (!value.set)
		return;
	if (field->type == FACT_DATE)
		assert(value.number >= DAY_MIN && value.number <= DAY_MAX);
	if (field->type == FACT_SECONDS || field->type == FACT_HOURS)
		assert(value.number >= 0);
	if (field->type == FACT_TIME)
		assert(value.number >= 0 && value.number < DAY_SECONDS);
	if (field->type == FACT_MONEY) {
		FactValue priced = value;
		static const Currency currency = {"EUR", 2};
		Err err = {0};
		if (!fact_value_price(field, currency, &priced, &err))
			assert(err.code == ERR_INPUT || err.code == ERR_RANGE);
	}
	see(seen, value.text);
	sha256_update(&seen->hash, (Str){(const char *)&value.number, sizeof value.number});
}

static bool take(void *context, const FactDraft *draft, Err *err)
{
	Seen *seen = context;
	const FactSpec *spec = fact_spec(draft->kind);
	(void)err;
	seen->drafts++;
	assert(draft->line > 0 && draft->raw.len > 0);
	for (size_t i = 0; i < spec->field_count; i++)
		see_value(seen, &spec->fields[i], draft->values[i]);
	if (fact_has_external_id(draft->kind))
		assert(draft->values[0].set && draft->values[0].text.len > 0);
	if (draft->kind == FACT_TIME_ENTRY)
		assert(draft->values[TIME_RESOURCE].set && draft->values[TIME_WORK_DATE].set &&
		       draft->values[TIME_SECONDS].set);
	see(seen, draft->email);
	see(seen, draft->project_code);
	return true;
}

static bool reject(void *context, const Reject *row, Err *err)
{
	Seen *seen = context;
	(void)err;
	seen->rejects++;
	assert(row->reason.len > 0);
	see(seen, row->column);
	see(seen, row->reason);
	see(seen, row->row_key);
	return true;
}

static void pass(void *context, FactPass why, uint64_t line)
{
	Seen *seen = context;
	assert(why < PASSES && line > 0);
	seen->passed++;
}

static bool read_all(const Mapping *mapping, const FactReading *reading, Str data, size_t step,
		     Seen *seen, Err *err)
{
	Arena mem;
	arena_init(&mem);
	Pieces pieces = {&mem, data, 0, step};
	sha256_init(&seen->hash);
	RowJob job = {
		.mapping = mapping,
		.reading = reading,
		.source = {"data", &pieces, next_piece},
		.facts = {seen, take, reject, pass, NULL},
		.mem = &mem,
	};
	bool ok = rows_read(&job, err);
	arena_deinit(&mem);
	return ok;
}

/* NULL: none fits, or it is not of facts. */
static const Mapping *choose(Arena *mem, uint8_t choice, const FactReading *reading, Str data)
{
	static const Mapping *const *builtin = NULL;
	static size_t count;
	static Arena kept;
	const Mapping *mapping = NULL;
	Err err = {0};
	if (!builtin)
		builtin = mapping_builtin(&kept, &count);
	if (choice == 0) {
		Candidate candidate = {.beginning = data, .reading = reading};
		if (!recognise(mem, &candidate, &mapping, &err))
			assert(err.code == ERR_INPUT);
	} else {
		mapping = builtin[choice % count];
	}
	return mapping && mapping->info.is_fact ? mapping : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 3)
		return 0;
	Arena mem;
	Err ignored;
	FactReading reading = {0};
	Str rest = {(const char *)data + 2, size - 2};
	arena_init(&mem);
	if ((data[1] & 1) && !zone_open(&mem, STR("+05:30"), &reading.zone, &ignored))
		assert(false);
	const Mapping *mapping = choose(&mem, data[0], &reading, rest);
	if (mapping) {
		Seen whole = {0};
		Seen pieces = {0};
		Err first = {0};
		Err second = {0};
		bool ok = read_all(mapping, &reading, rest, SIZE_MAX / 2, &whole, &first);
		assert(ok == read_all(mapping, &reading, rest, (size_t)(data[1] >> 1) + 1, &pieces,
				      &second));
		assert(whole.drafts == pieces.drafts && whole.rejects == pieces.rejects);
		assert(whole.passed == pieces.passed);
		assert(strcmp(first.text, second.text) == 0);
		assert(digest_eq(sha256_final(&whole.hash), sha256_final(&pieces.hash)));
	}
	arena_deinit(&mem);
	return 0;
}
