/*
 * Any bytes as a mapping, and as data of every mapping: nothing is read outside, what is given is
 * UTF-8, a draft has what a revision needs, pieces of any size give the same, and every row is either
 * taken or rejected in the order of the file.
 *
 * The first byte chooses the mapping: one of the built-in ones, or what stands before the first NUL.
 */
#include "base/utf8.h"
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
	const Fields *fields;
	uint64_t line;
	uint64_t drafts;
	uint64_t rejects;
	Sha256 hash;
} Seen;

static void see_text(Seen *seen, Str text, size_t longest)
{
	assert(utf8_valid(text) && text.len <= longest);
	sha256_update(&seen->hash, text);
	sha256_update(&seen->hash, STR("|"));
}

static void see_line(Seen *seen, uint64_t line)
{
	assert(line >= seen->line);
	seen->line = line;
}

static void see_change(Seen *seen, const Draft *draft, size_t i)
{
	const Change *change = &draft->changes[i];
	assert(change->field < seen->fields->len);
	FieldType type = seen->fields->at[change->field].type;
	assert(change->op == CHANGE_SET || (field_can_add(type) && change->value.set));
	if (type == FIELD_DATE && change->value.set)
		assert(change->value.number >= DAY_MIN && change->value.number <= DAY_MAX);
	see_text(seen, change->value.text, SIZE_MAX);
	for (size_t k = 0; k < i; k++)
		assert(draft->changes[k].field != change->field);
}

static bool take(void *context, const Draft *draft, Err *err)
{
	Seen *seen = context;
	(void)err;
	see_line(seen, draft->line);
	seen->drafts++;
	assert(draft->row_key.len > 0 && draft->contract.len > 0 && draft->account.len > 0);
	assert(draft->currency.code[0] != '\0' && draft->raw.len > 0);
	assert(draft->effective_on.day >= DAY_MIN && draft->effective_on.day <= DAY_MAX);
	see_text(seen, draft->row_key, SIZE_MAX);
	see_text(seen, draft->contract, 500);
	see_text(seen, draft->account, 500);
	see_text(seen, draft->name, SIZE_MAX);
	see_text(seen, draft->order_key, SIZE_MAX);
	see_text(seen, draft->reason, SIZE_MAX);
	see_text(seen, draft->change_order, 500);
	sha256_update(&seen->hash, draft->raw);
	for (size_t i = 0; i < draft->change_count; i++)
		see_change(seen, draft, i);
	return true;
}

static bool reject(void *context, const Reject *row, Err *err)
{
	Seen *seen = context;
	(void)err;
	see_line(seen, row->line);
	seen->rejects++;
	assert(row->reason.len > 0);
	see_text(seen, row->column, SIZE_MAX);
	see_text(seen, row->reason, SIZE_MAX);
	see_text(seen, row->row_key, SIZE_MAX);
	sha256_update(&seen->hash, row->raw);
	return true;
}

static bool read_all(const Mapping *mapping, Str data, size_t step, Seen *seen, Err *err)
{
	Arena mem;
	Fields fields;
	const MappingInfo *info = mapping_info(mapping);
	arena_init(&mem);
	fields_init(&fields, &mem, info->custom_fields, info->custom_field_count);
	Pieces pieces = {&mem, data, 0, step};
	seen->fields = &fields;
	sha256_init(&seen->hash);
	RowJob job = {
		.mapping = mapping,
		.fields = &fields,
		.source = {"data", &pieces, next_piece},
		.sink = {seen, take, reject, NULL},
		.mem = &mem,
	};
	bool ok = rows_read(&job, err);
	arena_deinit(&mem);
	return ok;
}

/* The mapping that `choice` stands for; NULL: none. Takes its text off `rest`. */
static const Mapping *choose(Arena *mem, uint8_t choice, Str *rest)
{
	static const Str names[] = {{"pacta-contracts", 15},
				    {"ocds", 4},
				    {"fpds", 4},
				    {"usaspending", 11}};
	const Mapping *mapping = NULL;
	Err err = {0};
	size_t own = choice & 7;
	if (own < sizeof names / sizeof names[0]) {
		bool ok = mapping_open(mem, names[own], &mapping, &err);
		assert(ok);
		(void)ok;
		return mapping;
	}
	size_t end = rest->len;
	(void)str_find(*rest, STR("\0"), &end);
	if (!mapping_parse(mem, STR("x.json"), str_slice(*rest, 0, end), &mapping, &err))
		assert(err.code == ERR_INPUT || err.code == ERR_RANGE);
	*rest = str_slice(*rest, end + 1, rest->len);
	return mapping;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	Arena mem;
	arena_init(&mem);
	Str rest = {(const char *)data + 1, size - 1};
	const Mapping *mapping = choose(&mem, data[0], &rest);
	if (mapping) {
		Seen whole = {0};
		Seen pieces = {0};
		Err first = {0};
		Err second = {0};
		bool ok = read_all(mapping, rest, SIZE_MAX / 2, &whole, &first);
		assert(ok == read_all(mapping, rest, (size_t)(data[0] >> 3) + 1, &pieces, &second));
		assert(whole.drafts == pieces.drafts && whole.rejects == pieces.rejects);
		assert(strcmp(first.text, second.text) == 0);
		assert(digest_eq(sha256_final(&whole.hash), sha256_final(&pieces.hash)));
	}
	const Mapping *recognised;
	static const FactReading reading = {0};
	Candidate candidate = {.beginning = rest, .reading = &reading};
	Err err = {0};
	if ((data[0] & 7) == 7 && !recognise(&mem, &candidate, &recognised, &err))
		assert(err.code == ERR_INPUT);
	arena_deinit(&mem);
	return 0;
}
