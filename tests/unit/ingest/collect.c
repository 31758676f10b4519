#include "collect.h"

#include "base/utf8.h"
#include "ingest/row_formats.h"
#include "ingest/spec.h"

#include <stdlib.h>
#include <unistd.h>

static void add_visible(Buf *text, Str raw)
{
	for (size_t i = 0; i < raw.len; i++) {
		char c = raw.ptr[i];
		buf_add_byte(text, c == '\t' ? '~' : c == '\n' ? '$' : c == '\0' ? '0' : c);
	}
}

static void add_cell(Buf *text, Str cell)
{
	buf_add_byte(text, '|');
	add_visible(text, cell);
}

static void add_change(Collected *collected, const Draft *draft, const Change *change)
{
	const Field *field = &collected->fields->at[change->field];
	Str value = value_text(collected->mem, field, draft->currency, change->value);
	buf_add_format(&collected->text, " %.*s%s%.*s", STR_ARG(field->name),
		       change->op == CHANGE_ADD ? "+=" : "=", STR_ARG(value));
	if (change->op == CHANGE_ADD)
		collected->added[change->field] += change->value.number;
}

static bool take(void *context, const Draft *draft, Err *err)
{
	Collected *collected = context;
	Buf *text = &collected->text;
	Arena *mem = collected->mem;
	if (collected->stop_after > 0 && collected->drafts == collected->stop_after)
		return (fail)(err, ERR_UNAVAILABLE,
			      "the sink is full"); /* ours, not the macro of cmocka */
	collected->drafts++;
	collected->blank_ends += (draft->odd & ODD_BLANK_END) != 0;
	collected->ends_before += (draft->odd & ODD_END_BEFORE_EFFECTIVE) != 0;
	collected->firsts += draft->is_first;
	buf_add_format(text, "%llu ", (unsigned long long)draft->line);
	add_visible(text, draft->row_key);
	add_cell(text, draft->contract);
	add_cell(text, draft->account);
	add_cell(text, draft->name);
	add_cell(text, str_from_c(draft->currency.code));
	add_cell(text, str_from_c(contract_kind_name(draft->kind)));
	add_cell(text, date_text(mem, draft->effective_on));
	add_cell(text, draft->has_known_at ? instant_text(mem, draft->known_at) : (Str){0});
	add_cell(text, date_text(mem, draft->signed_on));
	add_cell(text, draft->order_key);
	add_cell(text, draft->reason);
	add_cell(text, draft->change_order);
	buf_add_format(text, "|%u", draft->odd);
	for (size_t i = 0; i < draft->change_count; i++)
		add_change(collected, draft, &draft->changes[i]);
	buf_add_byte(text, '\n');
	return true;
}

static bool reject(void *context, const Reject *row, Err *err)
{
	Collected *collected = context;
	Buf *text = &collected->text;
	(void)err;
	assert_true(utf8_valid(row->column) && utf8_valid(row->reason));
	collected->rejects++;
	buf_add_format(text, "%llu REJECT %.*s: %.*s (", (unsigned long long)row->line,
		       STR_ARG(row->column), STR_ARG(row->reason));
	add_visible(text, row->row_key);
	buf_add(text, STR(") "));
	add_visible(text, str_slice(row->raw, 0, 80));
	if (row->raw_cut)
		buf_add(text, STR("…"));
	buf_add_byte(text, '\n');
	return true;
}

RowSink collect_sink(Collected *collected)
{
	return (RowSink){.context = collected, .take = take, .reject = reject};
}

const Mapping *collect_mapping(Arena *mem, const char *name_or_json)
{
	const Mapping *mapping = NULL;
	Err err = {0};
	Str text = str_from_c(name_or_json);
	bool ok = str_starts(text, STR("{"))
			  ? mapping_parse(mem, STR("test.json"), text, &mapping, &err)
			  : mapping_open(mem, text, &mapping, &err);
	if (!ok)
		fail_msg("%s", err.text);
	return mapping;
}

static void prepare(const Mapping *mapping, Collected *out, Arena *mem)
{
	const MappingInfo *info = mapping_info(mapping);
	Fields *fields = ARENA_NEW(mem, Fields);
	fields_init(fields, mem, info->custom_fields, info->custom_field_count);
	out->mem = mem;
	out->fields = fields;
	out->text.mem = mem;
}

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

bool collect_bytes(const Mapping *mapping, Str data, size_t step, Collected *out, Arena *mem,
		   Err *err)
{
	Pieces pieces = {mem, data, 0, step};
	prepare(mapping, out, mem);
	RowJob job = {
		.mapping = mapping,
		.fields = out->fields,
		.source = {"data", &pieces, next_piece},
		.sink = collect_sink(out),
		.mem = mem,
	};
	return rows_read(&job, err);
}

static Str collect_step(Arena *mem, const Mapping *mapping, Str data, size_t step)
{
	Collected collected = {0};
	Err err;
	if (!collect_bytes(mapping, data, step, &collected, mem, &err)) {
		static const char *const codes[] = {[ERR_INPUT] = "INPUT", [ERR_RANGE] = "RANGE"};
		const char *code =
			err.code == ERR_INPUT || err.code == ERR_RANGE ? codes[err.code] : "OTHER";
		return str_format(mem, "%.*s%s %s", STR_ARG(buf_str(&collected.text)), code,
				  err.text);
	}
	return str_copy(mem, buf_str(&collected.text));
}

const char *collect_text(Arena *mem, const char *name_or_json, Str data)
{
	static const size_t steps[] = {1, 7, 64, 1000};
	const Mapping *mapping = collect_mapping(mem, name_or_json);
	Str whole = collect_step(mem, mapping, data, data.len);
	for (size_t i = 0; i < COUNT(steps); i++) {
		Str pieces = collect_step(mem, mapping, data, steps[i]);
		check_text("pieces of another size", pieces, str_to_c(mem, whole));
	}
	return str_to_c(mem, whole);
}

bool collect_file(const Mapping *mapping, const char *path, Collected *out, Str *sha256, Arena *mem,
		  Err *err)
{
	uint64_t bytes;
	prepare(mapping, out, mem);
	return ingest_file(mapping, out->fields, path, collect_sink(out), sha256, &bytes, mem, err);
}

const char *test_file(Arena *mem, const char *name)
{
	const char *root = getenv("PACTA_ROOT");
	return str_format(mem, "%s/tests/data/import/%s", root ? root : ".", name).ptr;
}

const char *shared_file(Arena *mem, const char *name)
{
	const char *shared = getenv("PACTA_SHARED");
	const char *path =
		str_format(mem, "%s/data/contracts/%s", shared ? shared : "../shared", name).ptr;
	return access(path, R_OK) == 0 ? path : NULL;
}
