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

/* A name as a mapping writes it, in which a star stands for any text. */
typedef struct Pattern {
	Str before; /* all of it, if there is no star */
	Str after;
	bool star;
} Pattern;

static Pattern pattern_of(Str wanted)
{
	size_t at;
	if (!str_find(wanted, STR("*"), &at))
		return (Pattern){.before = wanted};
	return (Pattern){str_slice(wanted, 0, at), str_slice(wanted, at + 1, wanted.len), true};
}

static bool fits(Str name, const Pattern *wanted, Str *star)
{
	size_t before = wanted->before.len;
	size_t after = wanted->after.len;
	*star = (Str){0};
	if (!wanted->star)
		return column_same(name, wanted->before);
	if (name.len < before + after || !column_same(str_slice(name, 0, before), wanted->before) ||
	    !column_same(str_slice(name, name.len - after, name.len), wanted->after))
		return false;
	*star = str_trim(str_slice(name, before, name.len - after));
	return true;
}

static ptrdiff_t find(Header header, const Pattern *wanted, size_t from, Str *star)
{
	for (size_t i = from; i < header.len; i++) {
		if (fits(header.names[i], wanted, star))
			return (ptrdiff_t)i;
	}
	return NO_CELL;
}

/* As header_find; `*name` is that by which it was found. */
static ptrdiff_t find_any(Header header, const Column *column, Pattern *name, Str *star)
{
	for (size_t i = 0; i < column->name_count; i++) {
		*name = pattern_of(column->names[i]);
		ptrdiff_t place = find(header, name, 0, star);
		if (place != NO_CELL)
			return place;
	}
	return NO_CELL;
}

ptrdiff_t header_find(Header header, const Column *column, Str *star)
{
	Pattern name;
	Str found;
	ptrdiff_t place = find_any(header, column, &name, &found);
	if (star && place != NO_CELL)
		*star = found;
	return place;
}

size_t header_find_all(Header header, const Column *column, ptrdiff_t places[CHOICES_MAX],
		       Str stars[CHOICES_MAX])
{
	Pattern name;
	Str star;
	size_t count = 0;
	ptrdiff_t place = find_any(header, column, &name, &star);
	while (place != NO_CELL && count < CHOICES_MAX) {
		places[count] = place;
		stars[count++] = star;
		place = name.star ? find(header, &name, (size_t)place + 1, &star) : NO_CELL;
	}
	return count;
}

const ptrdiff_t *header_places(Arena *mem, Header header, const Column *columns, size_t count)
{
	ptrdiff_t *places = ARENA_ARRAY(mem, ptrdiff_t, count);
	for (size_t i = 0; i < count; i++)
		places[i] = header_find(header, &columns[i], NULL);
	return places;
}

HeaderFit header_fit(Header header, const Mapping *mapping, bool contract_told)
{
	HeaderFit fit = {0};
	bool one = mapping->one_of_count == 0;
	for (size_t i = 0; i < mapping->column_count; i++) {
		const Column *column = &mapping->columns[i];
		bool there = header_find(header, column, NULL) != NO_CELL;
		fit.matched += there;
		bool needed = column->needed && !(contract_told && column->of_contract);
		fit.needed += needed;
		if (needed && !there && fit.missing++ == 0)
			fit.first = column->name;
		for (size_t k = 0; k < mapping->one_of_count; k++)
			one = one || (there && mapping->one_of[k] == i);
	}
	fit.needed += mapping->one_of_count > 0;
	if (!one && fit.missing++ == 0)
		fit.first = mapping->columns[mapping->one_of[0]].name;
	return fit;
}

static size_t texts_in(Header header)
{
	size_t count = 0;
	for (size_t i = 0; i < header.len; i++)
		count += header.names[i].len > 0;
	return count;
}

bool titles_admit(Titles *titles, Header row)
{
	size_t texts = texts_in(row);
	bool more = titles->rows++ == 0 || texts > titles->most;
	if (more)
		titles->most = texts;
	return more;
}

/* Whether another column of the header has the name that this one was found by, or the very same where that is a pattern. */
static bool comes_twice(Header header, const Column *column)
{
	ptrdiff_t places[CHOICES_MAX];
	Str stars[CHOICES_MAX];
	size_t count = header_find_all(header, column, places, stars);
	for (size_t i = 0; i < count; i++) {
		Pattern same = {.before = header.names[places[i]]};
		Str ignored;
		if (find(header, &same, (size_t)places[i] + 1, &ignored) != NO_CELL)
			return true;
	}
	return false;
}

bool header_check(Header header, const Mapping *mapping, bool contract_told, Err *err)
{
	HeaderFit fit = header_fit(header, mapping, contract_told);
	if (fit.missing > 0) {
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
			STR_ARG(fit.first), STR_ARG(mapping->info.name), STR_ARG(buf_str(&list)));
		arena_deinit(&mem);
		return false;
	}
	for (size_t i = 0; i < mapping->column_count; i++) {
		const Column *column = &mapping->columns[i];
		bool matters = !mapping->info.is_fact || column->needed || column->counts;
		if (matters && comes_twice(header, column))
			return fail(err, ERR_INPUT, "the column '%.*s' comes twice",
				    STR_ARG(str_slice(column->name, 0, 100)));
	}
	return true;
}
