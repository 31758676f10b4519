/* The rows of a workbook's sheet, read as the records of a CSV file. */

#include "ingest/row_formats.h"
#include "ingest/spec.h"

/* Bytes of the rows that are kept until it shows how dates and numbers are written. */
enum { KEPT_SIZE = 256 * 1024 };

typedef struct SheetRow {
	uint64_t number;
	const Str *cells; /* at least as many as the header has, … */
	size_t len;       /* … of which the rest is blank */
	Str fault;
	size_t fault_column;
} SheetRow;

typedef struct SheetRows {
	RowJob *job;
	bool started; /* the header was found */
	Titles titles;
	Header first_row;
	Str first_fault; /* of the first row */
	Header header;
	VEC(Str) cells; /* of one row; behind `filled` they are blank */
	size_t filled;
	VEC(SheetRow) first;
	size_t kept;  /* bytes in them */
	bool keeping; /* rows are still kept */
	Arena first_mem;
} SheetRows;

Header sheet_row_names(Arena *mem, const XlsxRow *row)
{
	Str *names = ARENA_ARRAY(mem, Str, row->len);
	for (size_t i = 0; i < row->len; i++)
		names[i] = str_copy(mem, str_trim(row->cells[i]));
	return (Header){names, row->len};
}

/* The cells with tabs between, as a spreadsheet copies them. */
static Str raw_of(Arena *mem, const Str *cells, size_t count)
{
	Buf buf = {.mem = mem};
	while (count > 0 && cells[count - 1].len == 0)
		count--;
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buf_add_byte(&buf, '\t');
		buf_add(&buf, cells[i]);
	}
	return buf_str(&buf);
}

/* Blank cells for a row of this length, besides those that are there. */
static void make_room(SheetRows *rows, size_t len)
{
	while (rows->cells.len < len)
		*vec_push(rows->job->mem, &rows->cells) = (Str){0};
}

/* Those that are of a column. */
static size_t cells_in(const SheetRows *rows, const SheetRow *row)
{
	return row->len < rows->header.len ? row->len : rows->header.len;
}

static bool give(SheetRows *rows, const SheetRow *row, Err *err)
{
	RowJob *job = rows->job;
	Arena mem;
	arena_init(&mem);
	Str raw = raw_of(&mem, row->cells, row->len);
	bool ok;
	if (row->fault.len > 0) {
		Err why;
		Reject reject = {.line = row->number, .raw = raw};
		reject.row_key = str_copy(&mem, rows_key_of(job, row->cells, rows->header.len));
		(void)fail(&why, ERR_INPUT, "%.*s", STR_ARG(row->fault));
		if (row->fault_column > 0 && row->fault_column <= rows->header.len)
			reject.column = rows->header.names[row->fault_column - 1];
		ok = rows_reject(job, reject, &why, err);
	} else {
		ok = rows_give_cells(job, row->cells, cells_in(rows, row), row->number, raw, err);
	}
	arena_deinit(&mem);
	return ok;
}

static bool give_first(SheetRows *rows, Err *err)
{
	rows->keeping = false;
	rows_decide(rows->job);
	for (size_t i = 0; i < rows->first.len; i++) {
		if (!give(rows, &rows->first.at[i], err))
			return false;
	}
	arena_deinit(&rows->first_mem);
	return true;
}

static bool keep(SheetRows *rows, const SheetRow *row, Err *err)
{
	size_t room = row->len > rows->header.len ? row->len : rows->header.len;
	Str *cells = ARENA_ARRAY(&rows->first_mem, Str, room);
	SheetRow kept = *row;
	rows->kept += sizeof kept + room * sizeof *cells;
	for (size_t i = 0; i < row->len; i++) {
		cells[i] = str_copy(&rows->first_mem, row->cells[i]);
		rows->kept += cells[i].len;
	}
	kept.cells = cells;
	kept.fault = str_copy(&rows->first_mem, row->fault);
	*vec_push(&rows->first_mem, &rows->first) = kept;
	if (row->fault.len == 0)
		rows_observe(rows->job, cells, cells_in(rows, row));
	return rows->kept < KEPT_SIZE || give_first(rows, err);
}

static bool begin(SheetRows *rows, Header header, Err *err)
{
	RowJob *job = rows->job;
	rows->header = header;
	make_room(rows, header.len);
	rows->keeping = job->mapping->info.is_fact;
	rows->started = true;
	return rows_begin(job, header, ',', err) || fail_in(err, "%s", job->source.name);
}

/* There is no header in the rows looked at: what is wrong is told of the first one. */
static bool begin_with_first(SheetRows *rows, Err *err)
{
	if (rows->titles.rows == 0)
		return fail(err, ERR_INPUT, "%s: the sheet is empty", rows->job->source.name);
	if (rows->first_fault.len > 0)
		return fail(err, ERR_INPUT, "%s: %.*s", rows->job->source.name,
			    STR_ARG(rows->first_fault));
	return begin(rows, rows->first_row, err);
}

/* A row before any header was found: it is the header, or a title above it. */
static bool take_header(SheetRows *rows, const XlsxRow *row, Err *err)
{
	RowJob *job = rows->job;
	Header header = sheet_row_names(job->mem, row);
	if (rows->titles.rows == 0) {
		rows->first_row = header;
		if (row->fault.len > 0)
			rows->first_fault =
				str_format(job->mem, "row %llu: %.*s",
					   (unsigned long long)row->number, STR_ARG(row->fault));
	}
	if (titles_admit(&rows->titles, header) && row->fault.len == 0 &&
	    header_fit(header, job->mapping, rows_contract_told(job)).missing == 0)
		return begin(rows, header, err);
	return rows->titles.rows <= TITLES_MAX || begin_with_first(rows, err);
}

/* Cells behind the header would be lost. */
static Str check_width(Arena *mem, const SheetRows *rows, const XlsxRow *row)
{
	if (row->len <= rows->header.len)
		return (Str){0};
	return str_format(mem, "%zu cells where the header has %zu", row->len, rows->header.len);
}

static bool take_row(SheetRows *rows, const XlsxRow *row, Err *err)
{
	Arena mem;
	arena_init(&mem);
	make_room(rows, row->len);
	Str *cells = rows->cells.at;
	for (size_t i = 0; i < row->len; i++)
		cells[i] = row->cells[i];
	/* Below a wide header most of a short row is blank already. */
	for (size_t i = row->len; i < rows->filled; i++)
		cells[i] = (Str){0};
	rows->filled = row->len;
	SheetRow here = {row->number, cells, row->len, row->fault, row->fault_column};
	if (here.fault.len == 0)
		here.fault = check_width(&mem, rows, row);
	bool ok = rows->keeping ? keep(rows, &here, err) : give(rows, &here, err);
	arena_deinit(&mem);
	return ok;
}

static bool read_rows(SheetRows *rows, Err *err)
{
	XlsxRow row;
	for (;;) {
		if (!xlsx_next(rows->job->sheet, &row, err))
			return false;
		if (row.number == 0)
			break;
		if (!(rows->started ? take_row(rows, &row, err) : take_header(rows, &row, err)))
			return false;
		if (rows->job->facts.progress && row.number % 1024 == 0)
			rows->job->facts.progress(rows->job->facts.context,
						  xlsx_progress(rows->job->sheet));
	}
	if (!rows->started && !begin_with_first(rows, err))
		return false;
	return !rows->keeping || give_first(rows, err);
}

bool sheet_rows_read(RowJob *job, Err *err)
{
	SheetRows rows = {.job = job};
	if (job->mapping->header_count > 0)
		return fail(err, ERR_INPUT, "%s: the mapping '%.*s' does not read workbooks",
			    job->source.name, STR_ARG(job->mapping->info.name));
	arena_init(&rows.first_mem);
	bool ok = read_rows(&rows, err);
	arena_deinit(&rows.first_mem);
	return ok;
}
