/*
 * A record of several lines is a promise that its quotes are closed in the end. Where they
 * turn out not to be, the scanner goes back to the beginning of the record and ends it with
 * its first line. What follows a line end inside quotes depends on nothing before it; so the
 * line ends that a broken record passed inside quotes are remembered, and whichever record
 * comes to one of them inside quotes is broken, too. No byte is therefore looked through
 * more than twice, and those of the first and the last line of a broken record thrice.
 */
#include "base/csv_scan.h"

#include "base/csv_text.h"
#include "base/scan.h"

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
	Buf again;         /* while going back: `input`, which had been carried … */
	Str after;         /* … and what follows it */
	bool going_back;

	/* Broken records. */
	uint64_t broken_end; /* line ends inside quotes before it lead to no closed record … */
	CsvFault cause;      /* … because of this … */
	uint64_t cause_line; /* … in this line */

	/* The record that is being read; its offsets count from its first byte. */
	uint64_t record_line;
	size_t begin;     /* where it begins, or goes on, in `input` */
	uint64_t carried; /* its bytes in earlier inputs … */
	Buf carry;        /* … and those of them that are kept */
	uint64_t passed;  /* offset after its last line end inside quotes; 0: it has one line */
	Place place;
	CsvFault misquote; /* the first thing that is wrong with its quotes … */
	uint64_t misquote_line;
	uint64_t field_from;
	uint64_t closed_at; /* the quote that closed the field */
	uint64_t quote_line;
	bool quoted;
	bool doubled;
	bool stopped; /* is but the first line of a broken record */
	size_t count; /* fields that are finished */
	CsvFault fault;
	size_t fault_field;
	uint64_t fault_line;
	VEC(CsvField) fields;

	CsvText text; /* what csv_scan_next hands out */
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
		.again = {.mem = mem},
		.carry = {.mem = mem},
		.text = {.scratch = {.mem = mem}, .utf8 = options.utf8},
	};
	return scanner;
}

static void begin_input(CsvScanner *scanner, Str input)
{
	scanner->input = input;
	scanner->scanned = 0;
	scanner->specials = 0;
	scanner->begin = 0;
}

void csv_scan_feed(CsvScanner *scanner, Str input, bool last)
{
	assert(!scanner->last && scanner->scanned == scanner->input.len && scanner->specials == 0);
	scanner->last = last;
	scanner->before += scanner->input.len;
	begin_input(scanner, input);
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

static void blame_quotes(CsvScanner *scanner, CsvFault fault, uint64_t line)
{
	if (scanner->misquote == CSV_GOOD) {
		scanner->misquote = fault;
		scanner->misquote_line = line;
	}
	blame(scanner, fault, line);
}

/* As vec_push, but without a call where there is room: it is made for every field. */
static void push_field(CsvScanner *scanner, CsvField field)
{
	if (scanner->fields.len == scanner->fields.cap)
		*vec_push(scanner->mem, &scanner->fields) = field;
	else
		scanner->fields.at[scanner->fields.len++] = field;
}

static void end_field(CsvScanner *scanner, uint64_t at)
{
	uint64_t from = scanner->field_from;
	uint64_t to = at;
	if (scanner->place == CLOSED && at == scanner->closed_at + 1) {
		from++;
		to--;
	} else if (scanner->place == CLOSED) {
		blame_quotes(scanner, CSV_AFTER_QUOTE, scanner->line);
		scanner->doubled = false;
	} else if (scanner->place == QUOTED) {
		blame_quotes(scanner, CSV_OPEN_QUOTE, scanner->quote_line);
		from++;
	}
	if (scanner->count == scanner->options.max_fields)
		blame(scanner, CSV_TOO_MANY_FIELDS, scanner->line);
	else if (scanner->count < scanner->options.max_fields && to <= scanner->options.max_record)
		push_field(scanner, (CsvField){(uint32_t)from, (uint32_t)to, scanner->doubled});
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
			blame_quotes(scanner, CSV_AFTER_QUOTE, scanner->line);
		}
		break;
	}
}

/* At a line end inside quotes, `at` in the record and `offset` in the input; true: it ends the record. */
static bool stops_inside_quotes(CsvScanner *scanner, uint64_t at, uint64_t offset)
{
	if (scanner->misquote != CSV_GOOD || at > scanner->options.max_record)
		return true;
	scanner->stopped = scanner->passed == 0 && offset < scanner->broken_end;
	if (!scanner->stopped)
		scanner->passed = offset + 1;
	return scanner->stopped;
}

/* Takes the special byte at `i` of the input; true: it ends the record. */
static bool take_special(CsvScanner *scanner, size_t i)
{
	char c = scanner->input.ptr[i];
	uint64_t at = scanner->carried + (i - scanner->begin);
	if (c == '\n' || c == '\r') {
		uint64_t offset = scanner->before + i;
		bool second = c == '\n' && offset == scanner->cr_end;
		if (c == '\r')
			scanner->cr_end = offset + 1;
		if (second && scanner->place != QUOTED)
			scanner->begin = i + 1; /* the CR has ended the record */
		if (second)
			return false;
		bool ends = scanner->place != QUOTED || stops_inside_quotes(scanner, at, offset);
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
	scanner->passed = 0;
	scanner->misquote = CSV_GOOD;
	scanner->stopped = false;
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

/*
 * The record has `len` bytes up to here. True: it is broken, has several lines, and the
 * scanner is back at its beginning. All its bytes are kept, because those carried are
 * checked here before they become too many.
 */
static bool go_back(CsvScanner *scanner, uint64_t len)
{
	bool too_long = len > scanner->options.max_record;
	if (scanner->passed == 0 || (!too_long && scanner->misquote == CSV_GOOD))
		return false;
	scanner->broken_end = scanner->passed;
	scanner->cause = too_long                               ? CSV_OPEN_TOO_LONG
			 : scanner->misquote == CSV_AFTER_QUOTE ? CSV_OPEN_TO_TEXT
								: CSV_OPEN_QUOTE;
	scanner->cause_line = too_long ? 0 : scanner->misquote_line;
	scanner->line = scanner->record_line;
	if (scanner->carried == 0) {
		scanner->scanned = scanner->begin;
		scanner->specials = 0;
	} else {
		Buf kept = scanner->carry;
		scanner->carry = scanner->again;
		scanner->again = kept;
		buf_clear(&scanner->carry);
		scanner->after = scanner->input;
		scanner->going_back = true;
		scanner->before -= kept.len;
		begin_input(scanner, buf_str(&kept));
	}
	begin_record(scanner, scanner->begin);
	return true;
}

/* Goes on to what follows the bytes that had been carried. */
static void go_forward(CsvScanner *scanner)
{
	carry_over(scanner, scanner->input.len);
	scanner->going_back = false;
	scanner->before += scanner->input.len;
	begin_input(scanner, scanner->after);
}

static void give_fields(CsvScanner *scanner, CsvRecord *record)
{
	size_t bad;
	size_t len = scanner->fields.len;
	record->utf8 = scanner->text.utf8;
	if (csv_text_read(&scanner->text, record->raw, scanner->fields.at, len, &bad)) {
		record->fields = scanner->text.fields;
		record->len = len;
		record->windows_1252 = scanner->text.windows_1252;
		return;
	}
	scanner->count = bad; /* where blame sees the fault */
	blame(scanner, CSV_ENCODING, record->line);
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

static void tell_cause(const CsvScanner *scanner, CsvRecord *record)
{
	record->cause_line = scanner->fault_line;
	if (!scanner->stopped)
		return;
	record->fault = scanner->cause;
	record->cause_line = scanner->cause_line;
	record->expected = scanner->options.max_record;
}

/* The record ends before `end` of the input, the next one begins at `next`; false: it is a blank line, or broken. */
static bool give_record(CsvScanner *scanner, size_t end, size_t next, CsvRecord *record)
{
	uint64_t len = scanner->carried + (end - scanner->begin);
	if (scanner->passed > 0 && go_back(scanner, len))
		return false;
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
		if (record->fault == CSV_OPEN_QUOTE)
			tell_cause(scanner, record);
		if (record->fault == CSV_TOO_MANY_FIELDS)
			record->expected = scanner->options.max_fields;
	}
	begin_record(scanner, next);
	return true;
}

/* The next record that ends with a special byte of the input. */
static bool next_in_input(CsvScanner *scanner, CsvRecord *record)
{
	while (scanner->specials != 0 || search_block(scanner)) {
		if (scanner->specials == 0)
			continue;
		size_t i = scanner->block + (size_t)__builtin_ctzll(scanner->specials);
		scanner->specials &= scanner->specials - 1;
		if (take_special(scanner, i) && give_record(scanner, i, i + 1, record))
			return true;
	}
	return false;
}

bool csv_scan_next(CsvScanner *scanner, CsvRecord *record)
{
	if (scanner->carried == 0)
		buf_clear(&scanner->carry);
	for (;;) {
		if (next_in_input(scanner, record))
			return true;
		size_t end = scanner->input.len;
		uint64_t len = scanner->carried + (end - scanner->begin);
		if (scanner->going_back) {
			go_forward(scanner);
			continue;
		}
		if (scanner->last && len > 0)
			end_field(scanner, len);
		/* Else only at a line end, so that chunks of any size give the same. */
		bool over = scanner->last || len > scanner->options.max_record;
		if (over && go_back(scanner, len))
			continue;
		if (scanner->last)
			return give_record(scanner, end, end, record);
		carry_over(scanner, end);
		return false;
	}
}
