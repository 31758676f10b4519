#include "ingest/row_formats.h"

#include "base/csv.h"

typedef struct CsvRows {
	RowJob *job;
	CsvReader *reader;
	Drafter drafter;
	bool started; /* the header was read */
} CsvRows;

static bool take_header(CsvRows *rows, const CsvRecord *record, Err *err)
{
	RowJob *job = rows->job;
	if (!csv_check(record, err))
		return fail_in(err, "%s: line %llu", job->source.name,
			       (unsigned long long)record->line);
	Str *names = ARENA_ARRAY(job->mem, Str, record->len);
	for (size_t i = 0; i < record->len; i++)
		names[i] = str_copy(job->mem, str_trim(record->fields[i]));
	Header header = {names, record->len};
	rows->started = true;
	return drafter_init(&rows->drafter, job->mapping, job->fields, header,
			    csv_delimiter(rows->reader), job->mem, err) ||
	       fail_in(err, "%s", job->source.name);
}

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
	const Header *header = &rows->drafter.header;
	Reject reject = {.line = record->line, .raw = record->raw, .raw_cut = record->raw_cut};
	bool good = record->fault == CSV_GOOD || only_blanks_more(record);
	if ((good || record->fault == CSV_SHORT) && is_blank(record))
		return true;
	if (!good && !csv_check(record, &why)) {
		size_t field = record->fault_field;
		if (field > 0 && field <= header->len)
			reject.column = header->names[field - 1];
		return rows_reject(rows->job, reject, &why, err);
	}
	RowView view = {.cells = record->fields, .places = rows->drafter.places};
	return rows_give(rows->job, &rows->drafter, &view, record->line, record->raw, err);
}

static bool take_chunk(CsvRows *rows, CsvStep *step, Err *err)
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
	rows.reader = csv_reader_new(job->mem, (CsvOptions){.delimiter = job->mapping->delimiter,
							    .header = true});
	while (step == CSV_MORE) {
		Str chunk;
		bool last;
		if (!job->source.next(job->source.context, &chunk, &last, err))
			return false;
		if (!csv_feed(rows.reader, chunk, last, err))
			return fail_in(err, "%s", job->source.name);
		if (!take_chunk(&rows, &step, err))
			return false;
	}
	return rows.started ||
	       fail(err, ERR_INPUT, "%s: there is no header line", job->source.name);
}
