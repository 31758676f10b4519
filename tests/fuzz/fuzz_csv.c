/*
 * Any bytes as CSV: chunks of any size give the same records, the raw bytes of all
 * records and the line ends between them are the input, fields are UTF-8, and what
 * the writer makes of the good records reads back as the same fields.
 */
#include "base/csv.h"
#include "base/csv_write.h"
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef VEC(CsvRecord) Records;

static CsvRecord keep(Arena *mem, const CsvRecord *record)
{
	CsvRecord kept = *record;
	Str *fields = ARENA_ARRAY(mem, Str, record->len);
	for (size_t i = 0; i < record->len; i++)
		fields[i] = str_copy(mem, record->fields[i]);
	kept.fields = fields;
	kept.raw = str_copy(mem, record->raw);
	return kept;
}

/* False: refused as a whole. */
static bool read_all(Arena *mem, CsvOptions options, Str input, size_t step, Records *out)
{
	CsvReader *reader = csv_reader_new(mem, options);
	CsvRecord record;
	Err err;
	size_t at = 0;
	for (;;) {
		Str chunk = str_slice(input, at, at + step);
		at += chunk.len;
		/* A copy of its own, so that the sanitizer sees every byte read outside. */
		if (!csv_feed(reader, str_copy(mem, chunk), at == input.len, &err))
			return false;
		CsvStep got;
		while ((got = csv_next(reader, &record)) == CSV_RECORD)
			*vec_push(mem, out) = keep(mem, &record);
		if (got == CSV_END)
			return true;
	}
}

static void check_same(const CsvRecord *a, const CsvRecord *b)
{
	assert(a->line == b->line && a->len == b->len && a->fault == b->fault);
	assert(a->fault_field == b->fault_field && a->fault_line == b->fault_line);
	assert(a->cause_line == b->cause_line && a->utf8 == b->utf8);
	assert(a->raw_cut == b->raw_cut && a->windows_1252 == b->windows_1252);
	assert(a->expected == b->expected && str_eq(a->raw, b->raw));
	for (size_t i = 0; i < a->len; i++)
		assert(str_eq(a->fields[i], b->fields[i]));
}

/* What is wrong with quotes is wrong with one line. */
static void check_one_line(const CsvRecord *record)
{
	bool quotes = record->fault == CSV_AFTER_QUOTE || record->fault == CSV_OPEN_QUOTE ||
		      record->fault == CSV_OPEN_TO_TEXT || record->fault == CSV_OPEN_TOO_LONG;
	if (!quotes && record->fault != CSV_TOO_LONG)
		return;
	for (size_t i = 0; i < record->raw.len; i++)
		assert(record->raw.ptr[i] != '\r' && record->raw.ptr[i] != '\n');
	assert(!quotes || record->fault_line == record->line);
	assert(record->cause_line == 0 || record->cause_line >= record->line);
}

static bool is_line_end(char c)
{
	return c == '\r' || c == '\n';
}

/* Every byte of the input is in a record, or in a line end before, between or after them. */
static void check_covered(const Records *records, Str input, size_t from)
{
	size_t at = from;
	for (size_t i = 0; i < records->len; i++) {
		const CsvRecord *record = &records->at[i];
		assert(record->raw.len > 0);
		while (at < input.len && is_line_end(input.ptr[at]) &&
		       !is_line_end(record->raw.ptr[0]))
			at++;
		assert(str_starts(str_slice(input, at, input.len), record->raw));
		at += record->raw.len;
		if (record->raw_cut)
			return;
		assert(at == input.len || is_line_end(input.ptr[at]));
	}
	while (at < input.len && is_line_end(input.ptr[at]))
		at++;
	assert(at == input.len);
}

static void check_round_trip(Arena *mem, const Records *records)
{
	Buf out = {.mem = mem};
	CsvWriter writer;
	size_t written = 0;
	csv_write_init(&writer, &out, ',');
	for (size_t i = 0; i < records->len; i++) {
		const CsvRecord *record = &records->at[i];
		for (size_t k = 0; k < record->len; k++)
			assert(utf8_valid(record->fields[k]));
		if (record->fault != CSV_GOOD)
			continue;
		/* A first cell that no byte order mark and no "sep=;" can be taken for. */
		csv_write_field_exact(&writer, STR("x"));
		for (size_t k = 0; k < record->len; k++)
			csv_write_field_exact(&writer, record->fields[k]);
		csv_write_end(&writer);
		written++;
	}
	Records again = {0};
	assert(read_all(mem, (CsvOptions){.delimiter = ','}, buf_str(&out), SIZE_MAX / 2, &again));
	assert(again.len == written);
	for (size_t i = 0, n = 0; i < records->len; i++) {
		const CsvRecord *record = &records->at[i];
		if (record->fault != CSV_GOOD)
			continue;
		const CsvRecord *other = &again.at[n++];
		if (other->fault == CSV_TOO_MANY_FIELDS)
			continue; /* the cell before made one too many */
		assert(other->fault == CSV_GOOD && other->len == record->len + 1);
		for (size_t k = 0; k < record->len; k++)
			assert(str_eq(record->fields[k], other->fields[k + 1]));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	static const char delimiters[] = {0, ',', ';', '\t'};
	CsvOptions options = {
		.delimiter = delimiters[data[0] & 3],
		.header = (data[0] & 4) != 0,
		.max_record = data[0] & 8 ? 24 : 0,
		.max_fields = data[0] & 16 ? 3 : 0,
		.max_raw = data[0] & 32 ? 7 : 0,
	};
	size_t step = (size_t)data[1] + 1;
	Str input = {(const char *)data + 2, size - 2};
	Arena mem;
	arena_init(&mem);
	Records whole = {0};
	Records pieces = {0};
	bool read = read_all(&mem, options, input, SIZE_MAX / 2, &whole);
	assert(read == read_all(&mem, options, input, step, &pieces));
	assert(whole.len == pieces.len);
	for (size_t i = 0; i < whole.len; i++) {
		check_same(&whole.at[i], &pieces.at[i]);
		check_one_line(&whole.at[i]);
	}
	if (read) {
		size_t from = str_starts(input, STR("\xEF\xBB\xBF")) ? 3 : 0;
		size_t sep;
		bool first_line = str_find(str_slice(input, from, from + 5), STR("="), &sep);
		if (!first_line)
			check_covered(&whole, input, from);
		check_round_trip(&mem, &whole);
	}
	arena_deinit(&mem);
	return 0;
}
