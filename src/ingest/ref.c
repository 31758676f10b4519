#include "ingest/ref.h"

#include "base/utf8.h"

#include <string.h>

enum { PART_MAX = 500 }; /* bytes of one part of a key */

static bool read_pointer(const Ref *ref, const JsonValue *root, Cell *out, Err *err)
{
	const JsonValue *value = json_find(root, ref->text);
	if (!value || value->kind == JSON_NULL)
		return true;
	switch (value->kind) {
	case JSON_STRING:
	case JSON_NUMBER:
		if (value->text.len > 0 && memchr(value->text.ptr, '\0', value->text.len))
			return fail(err, ERR_INPUT, "there is a NUL in the text");
		out->text = str_trim(value->text);
		out->is_number = value->kind == JSON_NUMBER;
		return true;
	case JSON_TRUE:
		out->text = STR("true");
		return true;
	case JSON_FALSE:
		out->text = STR("false");
		return true;
	case JSON_NULL:
	case JSON_ARRAY:
	case JSON_OBJECT:
		break;
	}
	return fail(err, ERR_INPUT, "there is an %s where a text or number is needed",
		    json_kind_name(value->kind));
}

static bool read_first_of(const Ref *ref, const RowView *view, Arena *mem, Cell *out, Err *err)
{
	for (size_t i = 0; i < ref->parts.len; i++) {
		Cell cell;
		if (!ref_read(&ref->parts.at[i], view, mem, &cell, err)) {
			out->from = cell.from;
			return false;
		}
		if (cell.text.len > 0) {
			*out = cell;
			return true;
		}
	}
	return true;
}

/* Blank if a part is blank that is not optional. */
static bool read_join(const Ref *ref, const RowView *view, Arena *mem, Cell *out, Err *err)
{
	Buf buf = {.mem = mem};
	for (size_t i = 0; i < ref->parts.len; i++) {
		const Ref *part = &ref->parts.at[i];
		Cell cell;
		if (!ref_read(part, view, mem, &cell, err) ||
		    !identity_check(cell.text, PART_MAX, err)) {
			out->from = cell.from;
			return false;
		}
		if (cell.text.len == 0 && !part->optional) {
			out->from = cell.from;
			return true;
		}
		if (i > 0)
			buf_add(&buf, ref->text);
		buf_add(&buf, cell.text);
	}
	out->text = buf_str(&buf);
	return true;
}

static bool translate(const Ref *ref, Cell *cell, Err *err)
{
	for (size_t i = 0; i < ref->value_count; i++) {
		if (str_eq(ref->values[i].from, cell->text)) {
			cell->text = ref->values[i].to;
			cell->is_number = false;
			return true;
		}
	}
	Buf list = {0};
	Arena mem;
	arena_init(&mem);
	list.mem = &mem;
	for (size_t i = 0; i < ref->value_count && list.len < 300; i++) {
		buf_add(&list, i > 0 ? STR(", ") : STR(""));
		buf_add(&list, str_slice(ref->values[i].from, 0, 60));
	}
	(void)fail(err, ERR_INPUT, "'%.*s' is none of the values that the mapping knows: %.*s",
		   STR_ARG(str_slice(cell->text, 0, 60)), STR_ARG(buf_str(&list)));
	arena_deinit(&mem);
	return false;
}

bool ref_read(const Ref *ref, const RowView *view, Arena *mem, Cell *out, Err *err)
{
	Cell cell = {.from = ref};
	bool ok = true;
	ptrdiff_t place;
	switch (ref->kind) {
	case REF_NONE:
		break;
	case REF_CONSTANT:
		cell.text = ref->text;
		break;
	case REF_COLUMN:
		place = view->places[ref->column];
		if (place != NO_CELL)
			cell.text = str_trim(view->cells[place]);
		break;
	case REF_ROW:
		ok = read_pointer(ref, view->row, &cell, err);
		break;
	case REF_RECORD:
		ok = read_pointer(ref, view->record, &cell, err);
		break;
	case REF_FIRST_OF:
		ok = read_first_of(ref, view, mem, &cell, err);
		break;
	case REF_JOIN:
		ok = read_join(ref, view, mem, &cell, err);
		break;
	}
	if (ok && ref->value_count > 0 && cell.text.len > 0)
		ok = translate(ref, &cell, err);
	if (ok)
		*out = cell;
	else
		out->from = cell.from;
	return ok;
}

bool identity_check(Str text, size_t longest, Err *err)
{
	if (text.len > longest)
		return fail(err, ERR_INPUT, "'%.*s…' is longer than %zu bytes",
			    STR_ARG(str_slice(text, 0, 40)), longest);
	if (!utf8_is_plain(text))
		return fail(err, ERR_INPUT,
			    "there is a tab, line end or other character that cannot be in a key");
	return true;
}

bool ref_list_read(RefList list, const RowView *view, Arena *mem, Cell *out, Err *err)
{
	Buf buf = {.mem = mem};
	Cell cell = {0};
	for (size_t i = 0; i < list.len; i++) {
		/* A join has checked its parts, and may put tabs between them. */
		if (!ref_read(&list.at[i], view, mem, &cell, err) ||
		    (cell.from->kind != REF_JOIN && !identity_check(cell.text, PART_MAX, err))) {
			out->from = cell.from;
			return false;
		}
		if (i > 0)
			buf_add_byte(&buf, '\t');
		buf_add(&buf, cell.text);
	}
	*out = (Cell){.text = buf_str(&buf), .from = list.len > 0 ? &list.at[0] : NULL};
	return true;
}
