#include "ingest/columns.h"

#include "base/utf8.h"

/* Names of columns are folded byte by byte. */
static char fold(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return c == ' ' || c == '-' ? '_' : c;
}

bool column_same(Str a, Str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++) {
		if (fold(a.ptr[i]) != fold(b.ptr[i]))
			return false;
	}
	return true;
}

Str column_fold(Arena *mem, Str name)
{
	char *copy = arena_alloc(mem, name.len + 1);
	for (size_t i = 0; i < name.len; i++)
		copy[i] = fold(name.ptr[i]);
	return (Str){copy, name.len};
}

static ptrdiff_t find(Header header, Str name, size_t from)
{
	for (size_t i = from; i < header.len; i++) {
		if (column_same(header.names[i], name))
			return (ptrdiff_t)i;
	}
	return NO_CELL;
}

const ptrdiff_t *header_places(Arena *mem, Header header, const Column *columns, size_t count)
{
	ptrdiff_t *places = ARENA_ARRAY(mem, ptrdiff_t, count);
	for (size_t i = 0; i < count; i++)
		places[i] = find(header, columns[i].name, 0);
	return places;
}

size_t header_missing(Header header, const Mapping *mapping, Str *first)
{
	size_t missing = 0;
	for (size_t i = 0; i < mapping->column_count; i++) {
		const Column *column = &mapping->columns[i];
		if (!column->needed || find(header, column->name, 0) != NO_CELL)
			continue;
		if (missing++ == 0)
			*first = column->name;
	}
	return missing;
}

bool header_check(Header header, const Mapping *mapping, Err *err)
{
	Str missing;
	if (header_missing(header, mapping, &missing) > 0) {
		Arena mem;
		arena_init(&mem);
		Buf list = {.mem = &mem};
		for (size_t i = 0; i < header.len && list.len < 600; i++) {
			buf_add(&list, i > 0 ? STR(", ") : STR(""));
			buf_add(&list, utf8_fit(&mem, utf8_printable(&mem, header.names[i]), 60));
		}
		(void)fail(
			err, ERR_INPUT,
			"the column '%.*s', which the mapping '%.*s' needs, is missing; there are %.*s",
			STR_ARG(missing), STR_ARG(mapping->info.name), STR_ARG(buf_str(&list)));
		arena_deinit(&mem);
		return false;
	}
	for (size_t i = 0; i < mapping->column_count; i++) {
		ptrdiff_t place = find(header, mapping->columns[i].name, 0);
		if (place != NO_CELL &&
		    find(header, mapping->columns[i].name, (size_t)place + 1) != NO_CELL)
			return fail(err, ERR_INPUT, "the column '%.*s' comes twice",
				    STR_ARG(mapping->columns[i].name));
	}
	return true;
}
