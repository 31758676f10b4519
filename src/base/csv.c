#include "base/csv.h"

#include "base/csv_guess.h"
#include "base/scan.h"
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

enum {
	DEFAULT_RECORD = 1024 * 1024,
	LARGEST_RECORD = 1024 * 1024 * 1024, /* offsets in a record fit 32 bits */
	DEFAULT_FIELDS = 4096,
	DEFAULT_RAW = 64 * 1024,
	HEAD_TO_GUESS = 16 * 1024, /* bytes in which the delimiter is looked for */
	HEAD_TO_START = 16,        /* enough for a byte order mark and "sep=;" */
};

static const uint64_t NOWHERE = UINT64_MAX;

typedef enum Place {
	UNQUOTED, /* in a field, or at its start */
	QUOTED,
	CLOSED, /* after the closing quote, or between two doubled ones */
} Place;

/* A finished field, as bytes [from, to) of the record. */
typedef struct Field {
	uint32_t from;
	uint32_t to;
	bool doubled; /* holds doubled quotes */
} Field;

struct CsvReader {
	Arena *mem;
	CsvOptions options;
	size_t columns; /* of the header; 0: unknown */
	bool first;     /* no record has been read yet */

	/* Input: what is being read, what follows it, where the special bytes are. */
	Buf head; /* collects the first bytes */
	bool started;
	bool last;
	Str input;
	Str after;
	uint64_t before;   /* bytes of the inputs that are used up */
	size_t scanned;    /* bytes of `input` that are searched for special ones */
	size_t block;      /* where the block begins that was searched last */
	uint64_t specials; /* special bytes of that block that are still to be taken */
	uint64_t line;     /* physical line of the next byte */
	uint64_t cr_end;   /* offset after the last CR: an LF there belongs to it */

	/* The record that is being read; its offsets count from its first byte. */
	uint64_t record_line;
	size_t begin;     /* where it begins, or goes on, in `input` */
	uint64_t carried; /* its bytes in earlier inputs … */
	Buf carry;        /* … and those of them that are kept */
	Place place;
	uint64_t field_from;
	uint64_t closed_at; /* the quote that closed the field */
	uint64_t quote_line;
	bool quoted;
	bool doubled;
	size_t count; /* fields that are finished */
	CsvFault fault;
	size_t fault_field;
	uint64_t fault_line;
	VEC(Field) fields;

	/* What csv_next hands out. */
	Str *views;
	size_t views_room;
	Buf scratch; /* bytes of fields that are not as in the source */
};

CsvReader *csv_reader_new(Arena *mem, CsvOptions options)
{
	if (options.max_record == 0)
		options.max_record = DEFAULT_RECORD;
	if (options.max_record > LARGEST_RECORD)
		options.max_record = LARGEST_RECORD;
	if (options.max_fields == 0)
		options.max_fields = DEFAULT_FIELDS;
	if (options.max_raw == 0)
		options.max_raw = DEFAULT_RAW;
	if (options.max_raw > options.max_record)
		options.max_raw = options.max_record;
	assert(options.delimiter != '"' && options.delimiter != '\n' && options.delimiter != '\r');
	CsvReader *reader = ARENA_NEW(mem, CsvReader);
	*reader = (CsvReader){
		.mem = mem,
		.options = options,
		.first = true,
		.head = {.mem = mem},
		.line = 1,
		.cr_end = NOWHERE,
		.record_line = 1,
		.carry = {.mem = mem},
		.scratch = {.mem = mem},
	};
	return reader;
}

char csv_delimiter(const CsvReader *reader)
{
	return reader->options.delimiter;
}

/* --- The start of the input: byte order mark, "sep=;", delimiter --- */

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

/* Looks at the first bytes of the input, which are all in `input`. */
static bool start(CsvReader *reader, Err *err)
{
	Str input = reader->input;
	if (str_starts(input, STR("\xFF\xFE")) || str_starts(input, STR("\xFE\xFF")) ||
	    str_starts(input, STR("\x00\x00\xFE\xFF"))) {
		reader->input = (Str){0};
		reader->after = (Str){0};
		reader->last = true;
		return fail(err, ERR_INPUT,
			    "the file is in UTF-16 or UTF-32; save the file as UTF-8");
	}
	size_t skip = str_starts(input, STR("\xEF\xBB\xBF")) ? 3 : 0;
	char announced = 0;
	skip += sep_line(str_slice(input, skip, input.len), &announced);
	if (reader->options.delimiter == 0)
		reader->options.delimiter = announced;
	if (reader->options.delimiter == 0) {
		size_t end = input.len < skip + HEAD_TO_GUESS ? input.len : skip + HEAD_TO_GUESS;
		bool complete = reader->last && reader->after.len == 0 && end == input.len;
		reader->options.delimiter =
			csv_guess_delimiter(str_slice(input, skip, end), complete);
	}
	reader->begin = skip;
	reader->scanned = skip;
	return true;
}

bool csv_feed(CsvReader *reader, Str chunk, bool last, Err *err)
{
	assert(!reader->last && reader->scanned == reader->input.len && reader->specials == 0);
	reader->last = last;
	reader->before += reader->input.len;
	reader->input = chunk;
	reader->scanned = 0;
	reader->begin = 0;
	if (reader->started)
		return true;
	size_t wanted = reader->options.delimiter == 0 ? HEAD_TO_GUESS : HEAD_TO_START;
	if (reader->head.len > 0 || (chunk.len < wanted && !last)) {
		size_t missing = wanted - reader->head.len;
		buf_add(&reader->head, str_slice(chunk, 0, missing));
		reader->input = (Str){0};
		if (reader->head.len < wanted && !last)
			return true;
		reader->input = buf_str(&reader->head);
		reader->after = str_slice(chunk, missing, chunk.len);
	}
	reader->started = true;
	return start(reader, err);
}

/* --- Special bytes: delimiter, quote, LF, CR, NUL --- */

/* Searches the next block of the input; false: there is none. */
static bool search_block(CsvReader *reader)
{
	size_t left = reader->input.len - reader->scanned;
	if (left == 0)
		return false;
	reader->block = reader->scanned;
	if (left >= SCAN_BLOCK) {
		reader->specials = scan_csv_block(reader->input.ptr + reader->block,
						  reader->options.delimiter);
		reader->scanned += SCAN_BLOCK;
		return true;
	}
	char rest[SCAN_BLOCK] = {0};
	memcpy(rest, reader->input.ptr + reader->block, left);
	uint64_t inside = ((uint64_t)1 << left) - 1;
	reader->specials = scan_csv_block(rest, reader->options.delimiter) & inside;
	reader->scanned += left;
	return true;
}

/* --- Records --- */

static void blame(CsvReader *reader, CsvFault fault, uint64_t line)
{
	if (reader->fault != CSV_GOOD)
		return;
	reader->fault = fault;
	reader->fault_field = reader->count + 1;
	reader->fault_line = line;
}

static void end_field(CsvReader *reader, uint64_t at)
{
	uint64_t from = reader->field_from;
	uint64_t to = at;
	if (reader->place == CLOSED && at == reader->closed_at + 1) {
		from++;
		to--;
	} else if (reader->place == CLOSED) {
		blame(reader, CSV_AFTER_QUOTE, reader->line);
		reader->doubled = false;
	} else if (reader->place == QUOTED) {
		blame(reader, CSV_OPEN_QUOTE, reader->quote_line);
		from++;
	}
	if (reader->count == reader->options.max_fields)
		blame(reader, CSV_TOO_MANY_FIELDS, reader->line);
	else if (reader->count < reader->options.max_fields && to <= reader->options.max_record)
		*vec_push(reader->mem, &reader->fields) =
			(Field){(uint32_t)from, (uint32_t)to, reader->doubled};
	reader->count++;
	reader->place = UNQUOTED;
	reader->doubled = false;
	reader->field_from = at + 1;
}

static void take_quote(CsvReader *reader, uint64_t at)
{
	switch (reader->place) {
	case UNQUOTED:
		if (at == reader->field_from) {
			reader->place = QUOTED;
			reader->quoted = true;
			reader->quote_line = reader->line;
		}
		break;
	case QUOTED:
		reader->place = CLOSED;
		reader->closed_at = at;
		break;
	case CLOSED:
		if (at == reader->closed_at + 1) {
			reader->place = QUOTED;
			reader->doubled = true;
		} else {
			blame(reader, CSV_AFTER_QUOTE, reader->line);
		}
		break;
	}
}

/* Takes the special byte at `i` of the input; true: it ends the record. */
static bool take_special(CsvReader *reader, size_t i)
{
	char c = reader->input.ptr[i];
	uint64_t at = reader->carried + (i - reader->begin);
	if (c == '\n' || c == '\r') {
		bool second = c == '\n' && reader->before + i == reader->cr_end;
		if (c == '\r')
			reader->cr_end = reader->before + i + 1;
		if (second && reader->place != QUOTED)
			reader->begin = i + 1; /* the CR has ended the record */
		if (second)
			return false;
		bool ends = reader->place != QUOTED;
		if (ends && at > 0)
			end_field(reader, at);
		reader->line++;
		return ends;
	}
	if (c == '"')
		take_quote(reader, at);
	else if (c == '\0')
		blame(reader, CSV_NUL, reader->line);
	else if (reader->place != QUOTED)
		end_field(reader, at);
	return false;
}

/* Keeps the bytes of the record up to `end` of the input, as long as it is not too long. */
static void carry_over(CsvReader *reader, size_t end)
{
	Str part = str_slice(reader->input, reader->begin, end);
	size_t room = reader->options.max_record - reader->carry.len;
	buf_add(&reader->carry, str_slice(part, 0, room));
	reader->carried += part.len;
	reader->begin = end;
}

/* Forgets the record; the next one begins at `begin`. */
static void begin_record(CsvReader *reader, size_t begin)
{
	reader->record_line = reader->line;
	reader->begin = begin;
	reader->carried = 0;
	reader->place = UNQUOTED;
	reader->field_from = 0;
	reader->quoted = false;
	reader->doubled = false;
	reader->count = 0;
	reader->fault = CSV_GOOD;
	reader->fault_field = 0;
	reader->fault_line = 0;
	reader->fields.len = 0;
}

/* Appends a field's text, with doubled quotes halved; false: it is not Windows-1252. */
static bool add_text(Buf *out, Str bytes, bool doubled, bool windows_1252)
{
	Err ignored;
	while (bytes.len > 0) {
		const char *quote = doubled ? memchr(bytes.ptr, '"', bytes.len) : NULL;
		size_t len = quote ? (size_t)(quote - bytes.ptr) + 1 : bytes.len;
		Str part = str_slice(bytes, 0, len);
		if (!windows_1252)
			buf_add(out, part);
		else if (!utf8_add_windows_1252(out, part, &ignored))
			return false;
		bytes = str_slice(bytes, quote ? len + 1 : len, bytes.len);
	}
	return true;
}

/* Room for `need` bytes, so that views into the buffer stay where they are. */
static void reserve(Buf *buf, size_t need)
{
	buf_clear(buf);
	if (buf->cap < need) {
		buf->cap = need > buf->cap * 2 ? need : buf->cap * 2;
		buf->ptr = arena_alloc(buf->mem, buf->cap);
	}
}

static void give_fields(CsvReader *reader, CsvRecord *record)
{
	size_t len = reader->fields.len;
	if (len > reader->views_room) {
		reader->views_room = reader->fields.cap;
		reader->views = ARENA_ARRAY(reader->mem, Str, reader->views_room);
	}
	record->windows_1252 = !utf8_valid(record->raw);
	if (record->windows_1252 || reader->quoted)
		reserve(&reader->scratch,
			record->windows_1252 ? record->raw.len * 3 : record->raw.len);
	record->fields = reader->views;
	for (size_t i = 0; i < len; i++) {
		Field field = reader->fields.at[i];
		Str text = {record->raw.ptr + field.from, field.to - field.from};
		if (record->windows_1252 || field.doubled) {
			size_t from = reader->scratch.len;
			if (!add_text(&reader->scratch, text, field.doubled,
				      record->windows_1252)) {
				reader->count = i; /* where blame sees the fault */
				blame(reader, CSV_ENCODING, record->line);
				record->windows_1252 = false;
				return;
			}
			text = str_slice(buf_str(&reader->scratch), from, reader->scratch.len);
		}
		reader->views[i] = text;
	}
	record->len = len;
}

static void compare_with_header(CsvReader *reader, CsvRecord *record)
{
	if (reader->first && reader->options.header && reader->fault == CSV_GOOD)
		reader->columns = record->len;
	reader->first = false;
	record->expected = reader->columns;
	if (reader->fault != CSV_GOOD || reader->columns == 0 || record->len == reader->columns)
		return;
	reader->fault = record->len < reader->columns ? CSV_SHORT : CSV_LONG;
	reader->fault_line = record->line;
}

/* The record ends before `end` of the input, the next one begins at `next`; false: it is a blank line. */
static bool give_record(CsvReader *reader, size_t end, size_t next, CsvRecord *record)
{
	uint64_t len = reader->carried + (end - reader->begin);
	if (len == 0) {
		begin_record(reader, next);
		return false;
	}
	*record = (CsvRecord){.line = reader->record_line};
	if (reader->carried == 0) {
		record->raw = str_slice(reader->input, reader->begin, end);
	} else {
		carry_over(reader, end);
		record->raw = buf_str(&reader->carry);
	}
	if (len > reader->options.max_record) {
		record->raw = str_slice(record->raw, 0, reader->options.max_raw);
		record->raw_cut = true;
		record->fault = CSV_TOO_LONG;
		record->fault_line = reader->quoted ? reader->quote_line : record->line;
		record->expected = reader->options.max_record;
		reader->first = false;
	} else {
		give_fields(reader, record);
		compare_with_header(reader, record);
		record->fault = reader->fault;
		record->fault_field = reader->fault_field;
		record->fault_line = reader->fault_line;
		if (record->fault == CSV_TOO_MANY_FIELDS)
			record->expected = reader->options.max_fields;
	}
	begin_record(reader, next);
	return true;
}

/* Goes on to the bytes after those that are used up; false: they must be fed. */
static bool next_input(CsvReader *reader)
{
	if (reader->after.len == 0)
		return false;
	reader->before += reader->input.len;
	reader->input = reader->after;
	reader->after = (Str){0};
	reader->scanned = 0;
	reader->begin = 0;
	return true;
}

CsvStep csv_next(CsvReader *reader, CsvRecord *record)
{
	if (reader->carried == 0)
		buf_clear(&reader->carry);
	for (;;) {
		while (reader->specials != 0 || search_block(reader)) {
			if (reader->specials == 0)
				continue;
			size_t i = reader->block + (size_t)__builtin_ctzll(reader->specials);
			reader->specials &= reader->specials - 1;
			if (take_special(reader, i) && give_record(reader, i, i + 1, record))
				return CSV_RECORD;
		}
		size_t end = reader->input.len;
		bool over = reader->last && reader->after.len == 0;
		if (!over)
			carry_over(reader, end);
		if (next_input(reader))
			continue;
		if (!over)
			return CSV_MORE;
		uint64_t len = reader->carried + (end - reader->begin);
		if (len > 0)
			end_field(reader, len);
		return give_record(reader, end, end, record) ? CSV_RECORD : CSV_END;
	}
}

bool csv_check(const CsvRecord *record, Err *err)
{
	unsigned long long line = record->fault_line;
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
		return fail(err, ERR_INPUT, "the quote opened in line %llu is never closed", line);
	case CSV_NUL:
		return fail(err, ERR_INPUT, "a NUL byte; save the file as text in UTF-8");
	case CSV_ENCODING:
		return fail(err, ERR_INPUT,
			    "invalid UTF-8, and not Windows-1252 either; save the file as UTF-8");
	case CSV_SHORT:
	case CSV_LONG:
		return fail(err, ERR_INPUT, "%zu fields where the header has %zu", record->len,
			    record->expected);
	}
	__builtin_unreachable();
}
