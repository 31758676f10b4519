#include "base/csv_scan.h"

#include "base/scan.h"
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

enum {
	DEFAULT_RECORD = 1024 * 1024,
	LARGEST_RECORD = 1024 * 1024 * 1024, /* offsets in a record fit 32 bits */
	DEFAULT_FIELDS = 4096,
	DEFAULT_RAW = 64 * 1024,
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

struct CsvScanner {
	Arena *mem;
	CsvOptions options;
	size_t columns; /* of the header; 0: unknown */
	bool first;     /* no record has been read yet */

	/* Input: what is being read, where the special bytes are. */
	bool last;
	Str input;
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

	/* What csv_scan_next hands out. */
	Str *views;
	size_t views_room;
	Buf scratch; /* bytes of fields that are not as in the source */
};

CsvScanner *csv_scan_new(Arena *mem, CsvOptions options)
{
	char delimiter = options.delimiter;
	assert(delimiter != '\0' && delimiter != '"' && delimiter != '\n' && delimiter != '\r');
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
	CsvScanner *scanner = ARENA_NEW(mem, CsvScanner);
	*scanner = (CsvScanner){
		.mem = mem,
		.options = options,
		.first = true,
		.line = 1,
		.cr_end = NOWHERE,
		.record_line = 1,
		.carry = {.mem = mem},
		.scratch = {.mem = mem},
	};
	return scanner;
}

void csv_scan_feed(CsvScanner *scanner, Str input, bool last)
{
	assert(!scanner->last && scanner->scanned == scanner->input.len && scanner->specials == 0);
	scanner->last = last;
	scanner->before += scanner->input.len;
	scanner->input = input;
	scanner->scanned = 0;
	scanner->begin = 0;
}

/* --- Special bytes: delimiter, quote, LF, CR, NUL --- */

/* Searches the next block of the input; false: there is none. */
static bool search_block(CsvScanner *scanner)
{
	size_t left = scanner->input.len - scanner->scanned;
	if (left == 0)
		return false;
	scanner->block = scanner->scanned;
	if (left >= SCAN_BLOCK) {
		scanner->specials = scan_csv_block(scanner->input.ptr + scanner->block,
						   scanner->options.delimiter);
		scanner->scanned += SCAN_BLOCK;
		return true;
	}
	char rest[SCAN_BLOCK] = {0};
	memcpy(rest, scanner->input.ptr + scanner->block, left);
	uint64_t inside = ((uint64_t)1 << left) - 1;
	scanner->specials = scan_csv_block(rest, scanner->options.delimiter) & inside;
	scanner->scanned += left;
	return true;
}

/* --- Records --- */

static void blame(CsvScanner *scanner, CsvFault fault, uint64_t line)
{
	if (scanner->fault != CSV_GOOD)
		return;
	scanner->fault = fault;
	scanner->fault_field = scanner->count + 1;
	scanner->fault_line = line;
}

static void end_field(CsvScanner *scanner, uint64_t at)
{
	uint64_t from = scanner->field_from;
	uint64_t to = at;
	if (scanner->place == CLOSED && at == scanner->closed_at + 1) {
		from++;
		to--;
	} else if (scanner->place == CLOSED) {
		blame(scanner, CSV_AFTER_QUOTE, scanner->line);
		scanner->doubled = false;
	} else if (scanner->place == QUOTED) {
		blame(scanner, CSV_OPEN_QUOTE, scanner->quote_line);
		from++;
	}
	if (scanner->count == scanner->options.max_fields)
		blame(scanner, CSV_TOO_MANY_FIELDS, scanner->line);
	else if (scanner->count < scanner->options.max_fields && to <= scanner->options.max_record)
		*vec_push(scanner->mem, &scanner->fields) =
			(Field){(uint32_t)from, (uint32_t)to, scanner->doubled};
	scanner->count++;
	scanner->place = UNQUOTED;
	scanner->doubled = false;
	scanner->field_from = at + 1;
}

static void take_quote(CsvScanner *scanner, uint64_t at)
{
	switch (scanner->place) {
	case UNQUOTED:
		if (at == scanner->field_from) {
			scanner->place = QUOTED;
			scanner->quoted = true;
			scanner->quote_line = scanner->line;
		}
		break;
	case QUOTED:
		scanner->place = CLOSED;
		scanner->closed_at = at;
		break;
	case CLOSED:
		if (at == scanner->closed_at + 1) {
			scanner->place = QUOTED;
			scanner->doubled = true;
		} else {
			blame(scanner, CSV_AFTER_QUOTE, scanner->line);
		}
		break;
	}
}

/* Takes the special byte at `i` of the input; true: it ends the record. */
static bool take_special(CsvScanner *scanner, size_t i)
{
	char c = scanner->input.ptr[i];
	uint64_t at = scanner->carried + (i - scanner->begin);
	if (c == '\n' || c == '\r') {
		bool second = c == '\n' && scanner->before + i == scanner->cr_end;
		if (c == '\r')
			scanner->cr_end = scanner->before + i + 1;
		if (second && scanner->place != QUOTED)
			scanner->begin = i + 1; /* the CR has ended the record */
		if (second)
			return false;
		bool ends = scanner->place != QUOTED;
		if (ends && at > 0)
			end_field(scanner, at);
		scanner->line++;
		return ends;
	}
	if (c == '"')
		take_quote(scanner, at);
	else if (c == '\0')
		blame(scanner, CSV_NUL, scanner->line);
	else if (scanner->place != QUOTED)
		end_field(scanner, at);
	return false;
}

/* Keeps the bytes of the record up to `end` of the input, as long as it is not too long. */
static void carry_over(CsvScanner *scanner, size_t end)
{
	Str part = str_slice(scanner->input, scanner->begin, end);
	size_t room = scanner->options.max_record - scanner->carry.len;
	buf_add(&scanner->carry, str_slice(part, 0, room));
	scanner->carried += part.len;
	scanner->begin = end;
}

/* Forgets the record; the next one begins at `begin`. */
static void begin_record(CsvScanner *scanner, size_t begin)
{
	scanner->record_line = scanner->line;
	scanner->begin = begin;
	scanner->carried = 0;
	scanner->place = UNQUOTED;
	scanner->field_from = 0;
	scanner->quoted = false;
	scanner->doubled = false;
	scanner->count = 0;
	scanner->fault = CSV_GOOD;
	scanner->fault_field = 0;
	scanner->fault_line = 0;
	scanner->fields.len = 0;
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

static void give_fields(CsvScanner *scanner, CsvRecord *record)
{
	size_t len = scanner->fields.len;
	if (len > scanner->views_room) {
		scanner->views_room = scanner->fields.cap;
		scanner->views = ARENA_ARRAY(scanner->mem, Str, scanner->views_room);
	}
	record->windows_1252 = !utf8_valid(record->raw);
	if (record->windows_1252 || scanner->quoted)
		reserve(&scanner->scratch,
			record->windows_1252 ? record->raw.len * 3 : record->raw.len);
	record->fields = scanner->views;
	for (size_t i = 0; i < len; i++) {
		Field field = scanner->fields.at[i];
		Str text = {record->raw.ptr + field.from, field.to - field.from};
		if (record->windows_1252 || field.doubled) {
			size_t from = scanner->scratch.len;
			if (!add_text(&scanner->scratch, text, field.doubled,
				      record->windows_1252)) {
				scanner->count = i; /* where blame sees the fault */
				blame(scanner, CSV_ENCODING, record->line);
				record->windows_1252 = false;
				return;
			}
			text = str_slice(buf_str(&scanner->scratch), from, scanner->scratch.len);
		}
		scanner->views[i] = text;
	}
	record->len = len;
}

static void compare_with_header(CsvScanner *scanner, CsvRecord *record)
{
	if (scanner->first && scanner->options.header && scanner->fault == CSV_GOOD)
		scanner->columns = record->len;
	scanner->first = false;
	record->expected = scanner->columns;
	if (scanner->fault != CSV_GOOD || scanner->columns == 0 || record->len == scanner->columns)
		return;
	scanner->fault = record->len < scanner->columns ? CSV_SHORT : CSV_LONG;
	scanner->fault_line = record->line;
}

/* The record ends before `end` of the input, the next one begins at `next`; false: it is a blank line. */
static bool give_record(CsvScanner *scanner, size_t end, size_t next, CsvRecord *record)
{
	uint64_t len = scanner->carried + (end - scanner->begin);
	if (len == 0) {
		begin_record(scanner, next);
		return false;
	}
	*record = (CsvRecord){.line = scanner->record_line};
	if (scanner->carried == 0) {
		record->raw = str_slice(scanner->input, scanner->begin, end);
	} else {
		carry_over(scanner, end);
		record->raw = buf_str(&scanner->carry);
	}
	if (len > scanner->options.max_record) {
		record->raw = str_slice(record->raw, 0, scanner->options.max_raw);
		record->raw_cut = true;
		record->fault = CSV_TOO_LONG;
		record->fault_line = scanner->quoted ? scanner->quote_line : record->line;
		record->expected = scanner->options.max_record;
		scanner->first = false;
	} else {
		give_fields(scanner, record);
		compare_with_header(scanner, record);
		record->fault = scanner->fault;
		record->fault_field = scanner->fault_field;
		record->fault_line = scanner->fault_line;
		if (record->fault == CSV_TOO_MANY_FIELDS)
			record->expected = scanner->options.max_fields;
	}
	begin_record(scanner, next);
	return true;
}

bool csv_scan_next(CsvScanner *scanner, CsvRecord *record)
{
	if (scanner->carried == 0)
		buf_clear(&scanner->carry);
	while (scanner->specials != 0 || search_block(scanner)) {
		if (scanner->specials == 0)
			continue;
		size_t i = scanner->block + (size_t)__builtin_ctzll(scanner->specials);
		scanner->specials &= scanner->specials - 1;
		if (take_special(scanner, i) && give_record(scanner, i, i + 1, record))
			return true;
	}
	size_t end = scanner->input.len;
	if (!scanner->last) {
		carry_over(scanner, end);
		return false;
	}
	uint64_t len = scanner->carried + (end - scanner->begin);
	if (len > 0)
		end_field(scanner, len);
	return give_record(scanner, end, end, record);
}
