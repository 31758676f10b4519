#include "ingest/mapping.h"

#include "base/csv.h"
#include "base/utf8.h"
#include "ingest/columns.h"

/* The first record of a file that may be CSV, as the mapping delimits it. */
static bool read_header(Arena *mem, Str beginning, char delimiter, Header *out)
{
	CsvReader *reader =
		csv_reader_new(mem, (CsvOptions){.delimiter = delimiter, .header = true});
	CsvRecord record;
	Err ignored;
	if (!csv_feed(reader, beginning, true, &ignored) ||
	    csv_next(reader, &record) != CSV_RECORD || !csv_check(&record, &ignored))
		return false;
	Str *names = ARENA_ARRAY(mem, Str, record.len);
	for (size_t i = 0; i < record.len; i++)
		names[i] = str_copy(mem, str_trim(record.fields[i]));
	*out = (Header){names, record.len};
	return true;
}

static bool looks_like_json(Str beginning)
{
	Str rest = str_trim(str_slice(beginning, str_starts(beginning, STR("\xEF\xBB\xBF")) ? 3 : 0,
				      beginning.len));
	return str_starts(rest, STR("{")) || str_starts(rest, STR("["));
}

/* Whether the key's name by which the mapping knows a record is in the text. */
static bool json_fits(Arena *mem, const Mapping *mapping, Str beginning)
{
	const Ref *ref = mapping_record_ref(mapping);
	size_t at;
	if (!ref)
		return false;
	Str name = ref->text;
	while (str_find(name, STR("/"), &at))
		name = str_slice(name, at + 1, name.len);
	return str_find(beginning, str_format(mem, "\"%.*s\"", STR_ARG(name)), &at);
}

/* What was found out about a file. */
typedef struct Guess {
	const Mapping *fits;
	Buf names; /* of all that fit */
	size_t count;
	const Mapping *nearest; /* CSV: needs the fewest columns that are missing, but has some … */
	size_t missing;
	Str column; /* … of which this one is the first */
} Guess;

static void note_fit(Guess *guess, const Mapping *mapping)
{
	buf_add(&guess->names, guess->count++ > 0 ? STR(", ") : STR(""));
	buf_add(&guess->names, mapping->info.name);
	guess->fits = mapping;
}

static void try_csv(Arena *mem, Guess *guess, const Mapping *mapping, Str beginning)
{
	Header header;
	Str column;
	if (!read_header(mem, beginning, mapping->delimiter, &header))
		return;
	size_t needed = 0;
	for (size_t i = 0; i < mapping->column_count; i++)
		needed += mapping->columns[i].needed;
	size_t missing = header_missing(header, mapping, &column);
	if (missing == 0) {
		note_fit(guess, mapping);
	} else if (missing * 2 <= needed && (!guess->nearest || missing < guess->missing)) {
		guess->nearest = mapping;
		guess->missing = missing;
		guess->column = column;
	}
}

static bool fail_none(Arena *mem, const Guess *guess, const Mapping *const *builtin, size_t count,
		      Err *err)
{
	Buf list = {.mem = mem};
	for (size_t i = 0; i < count; i++) {
		buf_add(&list, i > 0 ? STR(", ") : STR(""));
		buf_add(&list, builtin[i]->info.name);
	}
	if (guess->nearest)
		return fail(
			err, ERR_INPUT,
			"the file's kind is not known; it is nearest to '%.*s', but the column '%.*s' is missing. "
			"Name a mapping (%.*s)",
			STR_ARG(guess->nearest->info.name), STR_ARG(guess->column),
			STR_ARG(buf_str(&list)));
	return fail(err, ERR_INPUT,
		    "the file's kind is not known by its beginning; name a mapping (%.*s)",
		    STR_ARG(buf_str(&list)));
}

bool mapping_recognise(Arena *mem, Str beginning, const Mapping **out, Err *err)
{
	size_t count;
	const Mapping *const *builtin = mapping_builtin(mem, &count);
	Guess guess = {.names = {.mem = mem}};
	bool json = looks_like_json(beginning);
	if (beginning.len == 0)
		return fail(err, ERR_INPUT, "the file is empty");
	for (size_t i = 0; i < count; i++) {
		if (builtin[i]->json && json && json_fits(mem, builtin[i], beginning))
			note_fit(&guess, builtin[i]);
		else if (!builtin[i]->json && !json)
			try_csv(mem, &guess, builtin[i], beginning);
	}
	if (guess.count == 0) {
		(void)fail_none(mem, &guess, builtin, count, err);
		return fail_at(err, "mapping");
	}
	if (guess.count > 1) {
		(void)fail(err, ERR_INPUT, "several mappings fit the file: %.*s; name one of them",
			   STR_ARG(buf_str(&guess.names)));
		return fail_at(err, "mapping");
	}
	*out = guess.fits;
	return true;
}
