#include "ingest/recognise.h"

#include "base/utf8.h"
#include "ingest/csv_header.h"
#include "ingest/moment_text.h"
#include "ingest/template.h"

/* What is known of the file before any mapping is tried. */
typedef struct Looks {
	const Candidate *candidate;
	Arena *mem;
	bool json;
	bool timeclock;
	Err fault; /* of the first line of what may be CSV; code 0: none */
	/* The row that may be the header, and the bytes from it on. */
	size_t row;
	Str rest;
	Header header; /* as the delimiter that was found divides it */
	bool has_header;
	Titles titles;
} Looks;

/* --- The kind of the file --- */

static Str without_mark(Str beginning)
{
	return str_slice(beginning, str_starts(beginning, STR("\xEF\xBB\xBF")) ? 3 : 0,
			 beginning.len);
}

bool looks_like_json(Str beginning)
{
	Str rest = str_trim(without_mark(beginning));
	return str_starts(rest, STR("{")) || str_starts(rest, STR("["));
}

/* Whether the first line that is no comment checks in: "i 2026/01/05 …". */
static bool looks_like_timeclock(Str beginning)
{
	size_t end;
	for (Str rest = str_trim(without_mark(beginning)); rest.len > 0;
	     rest = str_trim(str_slice(rest, end, rest.len))) {
		size_t ignored;
		if (!str_find(rest, STR("\n"), &end))
			end = rest.len;
		if (str_find(STR("#;*%hb"), str_slice(rest, 0, 1), &ignored))
			continue;
		return rest.len > 6 && rest.ptr[0] == 'i' && rest.ptr[1] == ' ' &&
		       rest.ptr[2] >= '0' && rest.ptr[2] <= '9';
	}
	return false;
}

static Looks look_at(Arena *mem, const Candidate *candidate)
{
	Looks looks = {.candidate = candidate, .mem = mem, .rest = candidate->beginning};
	if (candidate->rows)
		return looks;
	looks.json = looks_like_json(candidate->beginning);
	looks.timeclock = !looks.json && looks_like_timeclock(candidate->beginning);
	return looks;
}

static bool read_row(Looks *looks)
{
	Err ignored;
	if (!looks->candidate->rows)
		return csv_header_read(looks->mem, looks->rest, 0, &looks->header,
				       looks->row == 0 ? &looks->fault : &ignored);
	looks->header = looks->candidate->rows[looks->row];
	return true;
}

/* Whether the row that is looked at may be the header. Of what has no rows the whole file is looked at once. */
static bool look_at_row(Looks *looks)
{
	if (looks->json || looks->timeclock)
		return true;
	looks->has_header = read_row(looks);
	return titles_admit(&looks->titles, looks->has_header ? looks->header : (Header){0});
}

/* Goes on to the next row, or line, of the beginning; false: there is none that may be the header. */
static bool next_row(Looks *looks)
{
	const Candidate *candidate = looks->candidate;
	if (looks->json || looks->timeclock || ++looks->row > TITLES_MAX)
		return false;
	return candidate->rows ? looks->row < candidate->row_count : csv_line_take(&looks->rest);
}

/* --- How well a mapping fits --- */

/* `missing` 0: it fits. `needed` 0: it says nothing by which it could. */
static HeaderFit no_fit(void)
{
	return (HeaderFit){.missing = 1};
}

/* Of a file without a header: as many fields, and dates where they must be. */
static HeaderFit fit_headerless(const Looks *looks, const Mapping *mapping)
{
	static const DayRules any = {0};
	Header names = {mapping->header, mapping->header_count};
	Moment moment;
	Err ignored;
	Str star;
	Column date = {.name = STR("date"), .name_count = 1};
	date.names = &date.name;
	ptrdiff_t place = header_find(names, &date, &star);
	if (looks->candidate->rows || looks->row > 0 || looks->header.len != names.len ||
	    place == NO_CELL || !moment_parse(looks->header.names[place], &any, &moment, &ignored))
		return no_fit();
	return (HeaderFit){.needed = names.len, .matched = names.len};
}

static HeaderFit fit_csv(const Looks *looks, const Mapping *mapping)
{
	Header header = looks->header;
	Err ignored;
	if (!looks->has_header)
		return no_fit();
	if (mapping->header_count > 0)
		return fit_headerless(looks, mapping);
	if (mapping->delimiter != 0 && !looks->candidate->rows &&
	    !csv_header_read(looks->mem, looks->rest, mapping->delimiter, &header, &ignored))
		return no_fit();
	return header_fit(header, mapping, looks->candidate->reading->contract_told);
}

static bool has_key(const Looks *looks, Str key)
{
	size_t at;
	Str quoted = str_format(looks->mem, "\"%.*s\"", STR_ARG(key));
	return str_find(looks->candidate->beginning, quoted, &at);
}

static HeaderFit fit_json(const Looks *looks, const Mapping *mapping)
{
	HeaderFit fit = {0};
	if (!mapping->info.is_fact) {
		/* The key's name by which the mapping knows a record. */
		const Ref *ref = mapping_record_ref(mapping);
		size_t at;
		Str name = ref ? ref->text : (Str){0};
		while (str_find(name, STR("/"), &at))
			name = str_slice(name, at + 1, name.len);
		fit.needed = 1;
		fit.missing = !ref || !has_key(looks, name);
		return fit;
	}
	for (size_t i = 0; i < mapping->key_count; i++) {
		const Column *key = &mapping->keys[i];
		bool there = has_key(looks, key->name);
		fit.needed += key->needed;
		fit.matched += there;
		fit.missing += key->needed && !there;
	}
	if (fit.needed == 0)
		fit.missing = 1;
	return fit;
}

/* Of a template's columns, as keys: all that it needs, and one of those of which it needs one. */
static HeaderFit fit_as_json(const Looks *looks, const Mapping *mapping)
{
	HeaderFit fit = {0};
	bool one = mapping->one_of_count == 0;
	for (size_t i = 0; i < mapping->column_count; i++) {
		const Column *column = &mapping->columns[i];
		bool told = column->of_contract && looks->candidate->reading->contract_told;
		bool needed = column->needed && !told;
		bool there = has_key(looks, column->name);
		fit.needed += needed;
		fit.matched += there;
		fit.missing += needed && !there;
		for (size_t k = 0; there && k < mapping->one_of_count; k++)
			one = one || mapping->one_of[k] == i;
	}
	fit.needed += mapping->one_of_count > 0;
	fit.missing += !one;
	return fit;
}

static HeaderFit fit_of(const Looks *looks, const Mapping *mapping)
{
	switch (mapping->format) {
	case FORMAT_CSV:
		return fit_csv(looks, mapping);
	case FORMAT_JSON:
		return looks->json ? fit_json(looks, mapping) : no_fit();
	case FORMAT_TIMECLOCK:
		return (HeaderFit){.needed = 1, .missing = !looks->timeclock};
	}
	__builtin_unreachable();
}

/* --- The best one --- */

typedef struct Guess {
	const Mapping *best;
	HeaderFit fit;
	Buf names; /* of all that fit as well */
	size_t count;
	const Mapping *nearest; /* CSV: lacks the fewest columns, but has some … */
	HeaderFit near;         /* … of which the first is named here */
} Guess;

static void note_fit(Guess *guess, const Mapping *mapping, HeaderFit fit)
{
	bool better = !guess->best || fit.needed > guess->fit.needed ||
		      (fit.needed == guess->fit.needed && fit.matched > guess->fit.matched);
	bool equal =
		!better && fit.needed == guess->fit.needed && fit.matched == guess->fit.matched;
	if (!better && !equal)
		return;
	if (better) {
		guess->best = mapping;
		guess->fit = fit;
		guess->count = 0;
		buf_clear(&guess->names);
	}
	buf_add(&guess->names, guess->count++ > 0 ? STR(", ") : STR(""));
	buf_add(&guess->names, mapping->info.name);
}

static void try_mapping(const Looks *looks, const Mapping *mapping, Guess *guess)
{
	HeaderFit fit = fit_of(looks, mapping);
	if (fit.missing == 0) {
		note_fit(guess, mapping, fit);
	} else if (mapping->format == FORMAT_CSV && fit.missing * 2 <= fit.needed &&
		   (!guess->nearest || fit.missing < guess->near.missing)) {
		guess->nearest = mapping;
		guess->near = fit;
	}
}

/* The names of the mappings that are files; templates are known by every column that they need. */
static Str names_of(Arena *mem, const Mapping *const *list, size_t count)
{
	Buf names = {.mem = mem};
	for (size_t i = 0; i < count; i++) {
		FactKind ignored;
		if (template_kind(list[i]->info.name, &ignored))
			continue;
		buf_add(&names, names.len > 0 ? STR(", ") : STR(""));
		buf_add(&names, list[i]->info.name);
	}
	return buf_str(&names);
}

/* Names in an encoding that is not read look like none that is known. */
static const char *encoding_hint(const Candidate *candidate)
{
	enum { CUT = 3 }; /* bytes of a character that may lack its end */
	bool strange = !candidate->rows &&
		       utf8_valid_prefix(candidate->beginning) + CUT < candidate->beginning.len;
	return strange ? "; it is not UTF-8, which may be why: save it as UTF-8" : "";
}

static bool fail_none(const Guess *guess, const Candidate *candidate, Str names, Err *err)
{
	const char *hint = encoding_hint(candidate);
	if (guess->nearest)
		return fail(
			err, ERR_INPUT,
			"the file's kind is not known; it is nearest to '%.*s', but the column '%.*s' is missing%s. "
			"Name a mapping (%.*s, or a template of pacta)",
			STR_ARG(guess->nearest->info.name), STR_ARG(guess->near.first), hint,
			STR_ARG(names));
	return fail(
		err, ERR_INPUT,
		"the file's kind is not known by its beginning%s; name a mapping (%.*s, or a template of pacta)",
		hint, STR_ARG(names));
}

/* What stands in the way whatever the names of its columns are. */
static bool check_encoding(Str beginning, Err *err)
{
	if (str_starts(beginning, STR("\xFF\xFE")) || str_starts(beginning, STR("\xFE\xFF")))
		return fail(err, ERR_INPUT, "is UTF-16; save it as UTF-8") ||
		       fail_at(err, "mapping");
	return true;
}

static bool tell(Guess *guess, const Mapping **out, Err *err)
{
	if (guess->count > 1)
		return fail(err, ERR_INPUT, "several mappings fit the file: %.*s; name one of them",
			    STR_ARG(buf_str(&guess->names))) ||
		       fail_at(err, "mapping");
	*out = guess->best;
	return true;
}

/* Whether there is a list that `pattern` finds the elements of, and it is empty. */
static bool is_empty_list(const Looks *looks, Str pattern)
{
	size_t at;
	Str rest = str_trim(without_mark(looks->candidate->beginning));
	if (!str_ends(pattern, STR("/*")))
		return false;
	if (pattern.len > 2) {
		Str key = str_format(looks->mem, "\"%.*s\"",
				     STR_ARG(str_slice(pattern, 1, pattern.len - 2)));
		if (!str_find(rest, key, &at))
			return false;
		rest = str_trim(str_slice(rest, at + key.len, rest.len));
		if (!str_starts(rest, STR(":")))
			return false;
		rest = str_trim(str_slice(rest, 1, rest.len));
	}
	return str_starts(rest, STR("[")) &&
	       str_starts(str_trim(str_slice(rest, 1, rest.len)), STR("]"));
}

/* An empty list holds nothing to know it by: it is taken for one of the mapping that needs the least. NULL: none */
static const Mapping *of_empty_list(const Looks *looks, const Mapping *const *list, size_t count)
{
	const Mapping *best = NULL;
	size_t least = SIZE_MAX;
	for (size_t i = 0; looks->json && i < count; i++) {
		const Mapping *mapping = list[i];
		bool empty = false;
		for (size_t k = 0; mapping->info.is_fact && k < mapping->record_count; k++)
			empty = empty || is_empty_list(looks, mapping->records[k]);
		HeaderFit fit = empty ? fit_json(looks, mapping) : (HeaderFit){0};
		if (empty && fit.needed < least) {
			best = mapping;
			least = fit.needed;
		}
	}
	return best;
}

static void try_mappings(const Looks *looks, const Mapping *const *list, size_t count, Guess *guess)
{
	for (size_t i = 0; i < count; i++)
		try_mapping(looks, list[i], guess);
}

/* The files of tools may have keys of the same names: templates are tried when no other mapping fits. */
static void try_templates(const Looks *looks, const Mapping *const *list, size_t count,
			  Guess *guess)
{
	for (size_t i = 0; i < count; i++) {
		const Mapping *as_json = list[i]->as_json;
		HeaderFit fit = as_json && looks->json ? fit_as_json(looks, list[i]) : no_fit();
		if (fit.missing == 0)
			note_fit(guess, as_json, fit);
	}
}

bool recognise(Arena *mem, const Candidate *candidate, const Mapping **out, Err *err)
{
	const FactReading *reading = candidate->reading;
	Guess guess = {.names = {.mem = mem}};
	size_t count;
	if (!candidate->rows && !check_encoding(candidate->beginning, err))
		return false;
	Looks looks = look_at(mem, candidate);
	const Mapping *const *builtin = mapping_builtin(mem, &count);
	do {
		if (!look_at_row(&looks))
			continue;
		try_mappings(&looks, reading->own, reading->own_count, &guess);
		if (!guess.best)
			try_mappings(&looks, builtin, count, &guess);
	} while (!guess.best && next_row(&looks));
	if (!guess.best)
		try_templates(&looks, builtin, count, &guess);
	if (!guess.best)
		guess.best = of_empty_list(&looks, reading->own, reading->own_count);
	if (!guess.best)
		guess.best = of_empty_list(&looks, builtin, count);
	if (guess.best)
		return tell(&guess, out, err);
	if (looks.fault.code != 0)
		(void)fail(err, ERR_INPUT, "%s", looks.fault.text);
	else
		(void)fail_none(&guess, candidate, names_of(mem, builtin, count), err);
	return fail_at(err, "mapping");
}
