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

/* Blank if a part is blank that is not optional, or all are. */
static bool read_join(const Ref *ref, const RowView *view, Arena *mem, Cell *out, Err *err)
{
	Buf buf = {.mem = mem};
	bool some = false;
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
		some = some || cell.text.len > 0;
	}
	if (some)
		out->text = buf_str(&buf);
	return true;
}

static bool translate(const Ref *ref, Cell *cell, Err *err)
{
	for (size_t i = 0; i < ref->value_count; i++) {
		const Translation *value = &ref->values[i];
		if (value->pattern ? ref_fits(cell->text, value->from)
				   : str_eq(value->from, cell->text)) {
			if (value->pattern && str_eq(value->to, STR("*")))
				return true;
			cell->text = value->to;
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

/* --- Twists --- */

bool ref_fits(Str text, Str pattern)
{
	size_t t = 0;
	size_t p = 0;
	size_t star = SIZE_MAX; /* place behind the last star … */
	size_t mark = 0;        /* … and where in the text it was tried to end */
	while (t < text.len) {
		if (p < pattern.len && pattern.ptr[p] == '*') {
			star = ++p;
			mark = t;
		} else if (p < pattern.len &&
			   str_eq_nocase(str_slice(text, t, t + 1), str_slice(pattern, p, p + 1))) {
			t++;
			p++;
		} else if (star != SIZE_MAX) {
			p = star;
			t = ++mark;
		} else {
			return false;
		}
	}
	while (p < pattern.len && pattern.ptr[p] == '*')
		p++;
	return p == pattern.len;
}

/* The text of a tag in notes such as "see there, contract:H-1, phase: two". */
static Str tag_text(Str text, Str tag)
{
	size_t at;
	for (Str rest = text; str_find(rest, tag, &at);
	     rest = str_slice(rest, at + tag.len, rest.len)) {
		bool begins = at == 0 || rest.ptr[at - 1] == ' ' || rest.ptr[at - 1] == ',' ||
			      rest.ptr[at - 1] == ';' || rest.ptr[at - 1] == '\n';
		Str after = str_slice(rest, at + tag.len, rest.len);
		if (!begins || !str_starts(after, STR(":")))
			continue;
		size_t end = 1;
		while (end < after.len && after.ptr[end] != ',' && after.ptr[end] != '\n')
			end++;
		return str_trim(str_slice(after, 1, end));
	}
	return (Str){0};
}

static Str split_part(Str text, char sign, int32_t part)
{
	size_t from = 0;
	int32_t number = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != sign)
			continue;
		if (number == part)
			return str_trim(str_slice(text, from, i));
		number++;
		from = i + 1;
	}
	return number == part || part < 0 ? str_trim(str_slice(text, from, text.len)) : (Str){0};
}

static bool is_of_number(char c)
{
	return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == '-' || c == '+';
}

/* Of "-12.50 EUR" or "€-12.50" the number, without the spaces in it, or the rest. */
static Str take_some(Arena *mem, Str text, RefTake take)
{
	Buf buf = {.mem = mem};
	for (size_t i = 0; i < text.len; i++) {
		bool number = is_of_number(text.ptr[i]);
		if (number == (take == TAKE_QUANTITY) &&
		    !(take == TAKE_COMMODITY && text.ptr[i] == '"'))
			buf_add_byte(&buf, text.ptr[i]);
	}
	return str_trim(buf_str(&buf));
}

bool ref_is_zero(Str text)
{
	bool digit = false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] >= '1' && text.ptr[i] <= '9')
			return false;
		digit = digit || text.ptr[i] == '0';
	}
	return digit;
}

static Str apply_twist(const RefTwist *twist, Str text, Arena *mem)
{
	if (twist->tag.len > 0)
		text = tag_text(text, twist->tag);
	if (twist->split != 0)
		text = split_part(text, twist->split, twist->part);
	if (twist->take != TAKE_ALL)
		text = take_some(mem, text, twist->take);
	return twist->zero_is_blank && ref_is_zero(text) ? (Str){0} : text;
}

/* Where the column says nothing, neither does its name: another one may name the currency. */
static Str read_name(const RowView *view, size_t column)
{
	if (!view->stars || view->places[column] == NO_CELL)
		return (Str){0};
	Str text = str_trim(view->cells[view->places[column]]);
	return text.len == 0 || ref_is_zero(text) ? (Str){0} : view->stars[column];
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
	case REF_IN_NAME:
		cell.text = read_name(view, ref->column);
		break;
	case REF_SOURCE:
		cell.text = view->source;
		break;
	}
	if (ok && ref->twist && cell.text.len > 0)
		cell.text = apply_twist(ref->twist, cell.text, mem);
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
