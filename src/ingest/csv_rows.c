#include "ingest/row_formats.h"

#include "base/csv.h"
#include "ingest/csv_header.h"
#include "ingest/spec.h"

enum { HEAD_SIZE = 64 * 1024 }; /* bytes in which it shows how dates and numbers are written */

typedef struct CsvRows {
	RowJob *job;
	CsvReader *reader;
	Header header;
	bool started; /* the header was read */
	Str head;     /* of the file */
} CsvRows;

static CsvOptions options_of(const RowJob *job)
{
	return (CsvOptions){.delimiter = job->mapping->delimiter, .header = true};
}

/* --- The beginning --- */

/* Delimiters after the last column are common, and harmless where nothing stands behind them. */
static bool only_blanks_more(const CsvRecord *record)
{
	if (record->fault != CSV_LONG)
		return false;
	for (size_t i = record->expected; i < record->len; i++) {
		if (str_trim(record->fields[i]).len > 0)
			return false;
	}
	return true;
}

static bool is_good(const CsvRecord *record)
{
	return record->fault == CSV_GOOD || only_blanks_more(record);
}

/* Lets the rows at the beginning tell how the file is written. */
static void observe_head(const CsvRows *rows)
{
	Arena mem;
	CsvRecord record;
	Err ignored;
	bool header = rows->job->mapping->header_count == 0;
	arena_init(&mem);
	CsvReader *reader = csv_reader_new(&mem, options_of(rows->job));
	if (csv_feed(reader, rows->head, true, &ignored)) {
		while (csv_next(reader, &record) == CSV_RECORD) {
			if (!header && is_good(&record))
				rows_observe(rows->job, record.fields, rows->header.len);
			header = false;
		}
	}
	arena_deinit(&mem);
	rows_decide(rows->job);
}

/* Reads the file's beginning. */
static bool read_head(CsvRows *rows, bool *last, Err *err)
{
	RowJob *job = rows->job;
	Buf head = {.mem = job->mem};
	Str chunk;
	if (!job->source.next(job->source.context, &chunk, last, err))
		return false;
	rows->head = chunk;
	if (*last || chunk.len >= HEAD_SIZE)
		return true;
	buf_add(&head, chunk);
	while (!*last && head.len < HEAD_SIZE) {
		if (!job->source.next(job->source.context, &chunk, last, err))
			return false;
		buf_add(&head, chunk);
	}
	rows->head = buf_str(&head);
	return true;
}

/* Empties the lines above the header, which then are no records but count as lines. */
static void drop_titles(CsvRows *rows)
{
	RowJob *job = rows->job;
	if (job->mapping->header_count > 0)
		return;
	size_t above = csv_titles(rows->head, job->mapping, rows_contract_told(job));
	if (above == 0)
		return;
	Buf head = {.mem = job->mem};
	if (str_starts(rows->head, STR("\xEF\xBB\xBF")))
		buf_add(&head, str_slice(rows->head, 0, 3));
	for (size_t i = 0; i < above; i++) {
		if (rows->head.ptr[i] == '\n' || rows->head.ptr[i] == '\r')
			buf_add_byte(&head, rows->head.ptr[i]);
	}
	buf_add(&head, str_slice(rows->head, above, rows->head.len));
	rows->head = buf_str(&head);
}

/* --- Rows --- */

static bool is_blank(const CsvRecord *record)
{
	for (size_t i = 0; i < record->len; i++) {
		if (str_trim(record->fields[i]).len > 0)
			return false;
	}
	return record->len > 0;
}

static bool take_record(CsvRows *rows, const CsvRecord *record, Err *err)
{
	Err why;
	RowJob *job = rows->job;
	const Header *header = &rows->header;
	if (is_good(record)) {
		if (is_blank(record))
			return true;
		return rows_give_cells(job, record->fields, header->len, record->line, record->raw,
				       err);
	}
	if (record->fault == CSV_SHORT &&
	    (is_blank(record) || rows_pass_short(job, record->fields, record->len, record->line)))
		return true;
	Reject reject = {.line = record->line, .raw = record->raw, .raw_cut = record->raw_cut};
	if (csv_check(record, &why))
		return true;
	size_t field = record->fault_field;
	if (field > 0 && field <= header->len)
		reject.column = header->names[field - 1];
	return rows_reject(job, reject, &why, err);
}

static bool take_header(CsvRows *rows, const CsvRecord *record, Err *err)
{
	RowJob *job = rows->job;
	const Mapping *mapping = job->mapping;
	Str *names = ARENA_ARRAY(job->mem, Str, record->len);
	if (!csv_check(record, err))
		return fail_in(err, "%s: line %llu", job->source.name,
			       (unsigned long long)record->line);
	for (size_t i = 0; i < record->len && mapping->header_count == 0; i++)
		names[i] = str_copy(job->mem, str_trim(record->fields[i]));
	rows->header = (Header){names, record->len};
	if (mapping->header_count > 0)
		rows->header = (Header){mapping->header, mapping->header_count};
	if (rows->header.len != record->len)
		return fail(err, ERR_INPUT,
			    "%s: line %llu: %zu fields, but files of the mapping '%.*s' have %zu",
			    job->source.name, (unsigned long long)record->line, record->len,
			    STR_ARG(mapping->info.name), rows->header.len);
	if (!rows_begin(job, rows->header, csv_delimiter(rows->reader), err))
		return fail_in(err, "%s", job->source.name);
	rows->started = true;
	if (mapping->info.is_fact)
		observe_head(rows);
	return mapping->header_count == 0 || take_record(rows, record, err);
}

static bool take_records(CsvRows *rows, CsvStep *step, Err *err)
{
	CsvRecord record;
	while ((*step = csv_next(rows->reader, &record)) == CSV_RECORD) {
		bool ok = rows->started ? take_record(rows, &record, err)
					: take_header(rows, &record, err);
		if (!ok)
			return false;
	}
	return true;
}

bool csv_rows_read(RowJob *job, Err *err)
{
	CsvRows rows = {.job = job};
	CsvStep step = CSV_MORE;
	bool last;
	rows.reader = csv_reader_new(job->mem, options_of(job));
	if (!read_head(&rows, &last, err))
		return false;
	drop_titles(&rows);
	for (Str chunk = rows.head;;) {
		if (!csv_feed(rows.reader, chunk, last, err))
			return fail_in(err, "%s", job->source.name);
		if (!take_records(&rows, &step, err))
			return false;
		if (step != CSV_MORE)
			break;
		if (!job->source.next(job->source.context, &chunk, &last, err))
			return false;
	}
	return rows.started ||
	       fail(err, ERR_INPUT, "%s: there is no header line", job->source.name);
}
