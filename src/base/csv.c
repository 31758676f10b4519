#include "base/csv.h"

#include "base/csv_guess.h"
#include "base/csv_scan.h"
#include "base/utf8.h"

#include <assert.h>

enum {
	HEAD_TO_GUESS = 16 * 1024, /* bytes in which the delimiter is looked for */
	HEAD_TO_START = 16,        /* enough for a byte order mark and "sep=;" */
};

struct CsvReader {
	Arena *mem;
	CsvOptions options;
	CsvScanner *scanner; /* NULL until the start of the input has been looked at */
	Buf head;            /* collects the first bytes */
	Str after;           /* of the chunk, what follows those in `head` */
	bool last;
};

CsvReader *csv_reader_new(Arena *mem, CsvOptions options)
{
	assert(options.delimiter != '"' && options.delimiter != '\n' && options.delimiter != '\r');
	CsvReader *reader = ARENA_NEW(mem, CsvReader);
	*reader = (CsvReader){.mem = mem, .options = options, .head = {.mem = mem}};
	return reader;
}

char csv_delimiter(const CsvReader *reader)
{
	return reader->options.delimiter;
}

/* Length of a first line "sep=;", without its line end; 0 if there is none. */
static size_t sep_line(Str head, char *delimiter)
{
	size_t len = 0;
	while (len < head.len && head.ptr[len] != '\n' && head.ptr[len] != '\r')
		len++;
	Str line = str_slice(head, 0, len);
	if (str_starts(line, STR("\"")) && str_ends(line, STR("\"")))
		line = str_slice(line, 1, len - 1);
	if (line.len != 5 || !str_eq_nocase(str_slice(line, 0, 4), STR("sep=")) ||
	    line.ptr[4] == '"' || line.ptr[4] == '\0')
		return 0;
	*delimiter = line.ptr[4];
	return len;
}

/* Looks at the first bytes of the input, which are all in `input`, and begins to scan. */
static bool start(CsvReader *reader, Str input, Err *err)
{
	if (csv_guess_wide(input)) {
		reader->after = (Str){0};
		reader->last = true;
		return fail(err, ERR_INPUT,
			    "the file is in UTF-16 or UTF-32; save the file as UTF-8");
	}
	bool complete = reader->last && reader->after.len == 0;
	size_t skip = str_starts(input, STR("\xEF\xBB\xBF")) ? 3 : 0;
	reader->options.utf8 = reader->options.utf8 || skip > 0;
	char announced = 0;
	skip += sep_line(str_slice(input, skip, input.len), &announced);
	input = str_slice(input, skip, input.len);
	if (reader->options.delimiter == 0)
		reader->options.delimiter = announced;
	if (reader->options.delimiter == 0)
		reader->options.delimiter =
			csv_guess_delimiter(str_slice(input, 0, HEAD_TO_GUESS),
					    complete && input.len <= HEAD_TO_GUESS);
	reader->scanner = csv_scan_new(reader->mem, reader->options);
	csv_scan_feed(reader->scanner, input, complete);
	return true;
}

bool csv_feed(CsvReader *reader, Str chunk, bool last, Err *err)
{
	assert(!reader->last && reader->after.len == 0);
	reader->last = last;
	if (reader->scanner) {
		csv_scan_feed(reader->scanner, chunk, last);
		return true;
	}
	size_t wanted = reader->options.delimiter == 0 ? HEAD_TO_GUESS : HEAD_TO_START;
	if (reader->head.len == 0 && (chunk.len >= wanted || last))
		return start(reader, chunk, err);
	size_t missing = wanted - reader->head.len;
	buf_add(&reader->head, str_slice(chunk, 0, missing));
	if (reader->head.len < wanted && !last)
		return true;
	reader->after = str_slice(chunk, missing, chunk.len);
	return start(reader, buf_str(&reader->head), err);
}

CsvStep csv_next(CsvReader *reader, CsvRecord *record)
{
	while (reader->scanner) {
		if (csv_scan_next(reader->scanner, record))
			return CSV_RECORD;
		if (reader->after.len == 0)
			break;
		csv_scan_feed(reader->scanner, reader->after, reader->last);
		reader->after = (Str){0};
	}
	return reader->last ? CSV_END : CSV_MORE;
}

static bool fail_encoding(const CsvRecord *record, Err *err)
{
	size_t at = utf8_valid_prefix(record->raw);
	if (!record->utf8 || at == record->raw.len)
		return fail(err, ERR_INPUT,
			    "invalid UTF-8, and not Windows-1252 either; save the file as UTF-8");
	return fail(
		err, ERR_INPUT,
		"not valid UTF-8 at byte %zu (%02X), while the file is UTF-8; save all of it as UTF-8",
		at + 1, (unsigned)(unsigned char)record->raw.ptr[at]);
}

bool csv_check(const CsvRecord *record, Err *err)
{
	unsigned long long line = record->fault_line;
	unsigned long long cause_line = record->cause_line;
	switch (record->fault) {
	case CSV_GOOD:
		return true;
	case CSV_TOO_LONG:
		return fail(
			err, ERR_RANGE,
			"the record is longer than %zu bytes; is a quote from line %llu on not closed?",
			record->expected, line);
	case CSV_TOO_MANY_FIELDS:
		return fail(err, ERR_RANGE, "the record has more than %zu fields",
			    record->expected);
	case CSV_AFTER_QUOTE:
		return fail(
			err, ERR_INPUT,
			"text follows a closing quote; a quote inside a quoted field is written twice");
	case CSV_OPEN_QUOTE:
		if (record->cause_line != record->fault_line)
			return fail(
				err, ERR_INPUT,
				"the quote opened in line %llu leads to one in line %llu that is never closed",
				line, cause_line);
		return fail(err, ERR_INPUT, "the quote opened in line %llu is never closed", line);
	case CSV_OPEN_TO_TEXT:
		return fail(
			err, ERR_INPUT,
			"the quote opened in line %llu is not closed, or wrongly: text follows a quote in line %llu",
			line, cause_line);
	case CSV_OPEN_TOO_LONG:
		return fail(err, ERR_INPUT,
			    "the quote opened in line %llu is not closed within %zu bytes", line,
			    record->expected);
	case CSV_NUL:
		return fail(err, ERR_INPUT, "a NUL byte; save the file as text in UTF-8");
	case CSV_ENCODING:
		return fail_encoding(record, err);
	case CSV_SHORT:
	case CSV_LONG:
		return fail(err, ERR_INPUT, "%zu fields where the header has %zu", record->len,
			    record->expected);
	}
	__builtin_unreachable();
}
