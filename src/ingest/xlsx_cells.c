#include "ingest/xlsx_cells.h"

#include "ingest/xlsx_xml.h"

#include <string.h>

#define SHEET_SIZE_MOST (UINT64_C(4) * 1024 * 1024 * 1024)
#define TEXT_FREE (UINT64_C(256) * 1024 * 1024)

enum {
	COLUMNS_MOST = 16384,
	ROWS_MOST = 1048576,
	ROW_TEXT_MOST = 1024 * 1024,
	TEXT_RATIO_MOST = 250,
	LETTERS_MOST = 3,
};

/* What the attribute t says of a cell's value. */
typedef enum CellKind {
	CELL_NUMBER,
	CELL_SHARED,
	CELL_TEXT, /* of a formula, inline, of an error */
	CELL_BOOLEAN,
	CELL_DATE, /* ISO 8601 */
} CellKind;

/* The cell that is being read. */
typedef struct Cell {
	size_t column; /* from 1; 0: it has no place in the row */
	CellKind kind;
	XlsxFormat format;
	bool formula;
	bool long_text; /* its text did not fit and was cut */
} Cell;

/* A cell's text: in the table of shared strings, or `at` in the text of the row. */
typedef struct Place {
	const char *shared;
	size_t at;
	size_t len;
} Place;

struct XlsxCells {
	XlsxXml *xml;
	XlsxCellRules rules;
	Arena *mem;
	/* Where in the sheet: set while the element is open. */
	bool in_data;
	bool in_row;
	bool in_cell;
	bool in_inline; /* the element is */
	bool in_run;    /* the element r in it */
	bool taking;    /* v, or t of inline text */
	Cell cell;
	Buf raw; /* the value of the cell as XML has it */
	/* The row. */
	uint64_t number;
	uint64_t rows; /* begun so far */
	size_t column; /* of the cell before */
	Place *places;
	size_t places_cap;
	size_t len; /* places in use */
	Buf text;   /* of cells that share none */
	size_t text_len;
	bool text_over; /* there was more than a row may have */
	Err why;        /* the first fault, if `faulty` */
	bool faulty;
	size_t fault_column;
	uint64_t given; /* text in all rows so far */
	Str *out;
	size_t out_cap;
};

static void note_fault(XlsxCells *cells, size_t column)
{
	cells->faulty = true;
	cells->fault_column = column;
}

/* "BC" of column 55. */
static Str column_letters(size_t column, char room[LETTERS_MOST])
{
	size_t at = LETTERS_MOST;
	for (; column > 0 && at > 0; column = (column - 1) / 26)
		room[--at] = (char)('A' + (column - 1) % 26);
	return (Str){room + at, LETTERS_MOST - at};
}

/* The cell cannot be read; the first such of a row is told. */
static void blame_cell(XlsxCells *cells, const char *why)
{
	char room[LETTERS_MOST];
	if (cells->faulty)
		return;
	(void)fail(&cells->why, ERR_INPUT, "cell %.*s%llu: %s",
		   STR_ARG(column_letters(cells->cell.column, room)),
		   (unsigned long long)cells->number, why);
	note_fault(cells, cells->cell.column);
}

static void blame_row(XlsxCells *cells, const char *why)
{
	if (cells->faulty)
		return;
	(void)fail(&cells->why, ERR_INPUT, "%s", why);
	note_fault(cells, 0);
}

static void begin_row(XlsxCells *cells, const char **attributes)
{
	const char *given = xlsx_xml_attribute(attributes, "r");
	uint64_t number = cells->number + 1;
	cells->in_row = true;
	cells->column = 0;
	cells->len = 0;
	cells->text_len = 0;
	cells->text_over = false;
	cells->faulty = false;
	buf_clear(&cells->text);
	if (given && (!xlsx_count(given, &number) || number <= cells->number)) {
		number = cells->number + 1;
		blame_row(cells, "its number does not follow that of the row before");
	}
	cells->number = number;
	if (++cells->rows > ROWS_MOST || number > ROWS_MOST)
		xlsx_xml_refuse(cells->xml, ERR_TOO_LARGE, "it has more than %d rows", ROWS_MOST);
}

/* The column of a reference such as "BC12", from 1; 0: it is none. */
static size_t column_of(const char *reference, uint64_t row)
{
	size_t column = 0;
	size_t len = 0;
	uint64_t number;
	for (; reference[len] >= 'A' && reference[len] <= 'Z'; len++) {
		if (len == LETTERS_MOST)
			return 0;
		column = column * 26 + (size_t)(reference[len] - 'A') + 1;
	}
	return xlsx_count(reference + len, &number) && number == row ? column : 0;
}

static CellKind kind_of(const char *type)
{
	if (!type || strcmp(type, "n") == 0)
		return CELL_NUMBER;
	if (strcmp(type, "s") == 0)
		return CELL_SHARED;
	if (strcmp(type, "b") == 0)
		return CELL_BOOLEAN;
	return strcmp(type, "d") == 0 ? CELL_DATE : CELL_TEXT;
}

static void begin_cell(XlsxCells *cells, const char **attributes)
{
	const char *reference = NULL;
	const char *type = NULL;
	const char *style = NULL;
	uint64_t index;
	for (size_t i = 0; attributes[i]; i += 2) {
		if (strcmp(attributes[i], "r") == 0)
			reference = attributes[i + 1];
		else if (strcmp(attributes[i], "t") == 0)
			type = attributes[i + 1];
		else if (strcmp(attributes[i], "s") == 0)
			style = attributes[i + 1];
	}
	size_t column = cells->column + 1;
	if (reference)
		column = column_of(reference, cells->number);
	cells->in_cell = true;
	cells->cell = (Cell){.column = column, .kind = kind_of(type)};
	if (xlsx_count(style, &index) && index < cells->rules.styles.len)
		cells->cell.format = cells->rules.styles.at[index];
	buf_clear(&cells->raw);
	if (column == 0 && !cells->faulty)
		blame_row(cells, "a cell has the place of another row, or none");
	if (column > COLUMNS_MOST) {
		cells->cell.column = 0;
		blame_row(cells, "it has cells beyond column XFD");
	}
	if (cells->cell.column > 0)
		cells->column = column;
}

static void take_begin(void *context, int depth, const char *name, const char **attributes)
{
	XlsxCells *cells = context;
	if (depth == 1 && strcmp(name, "worksheet") != 0)
		xlsx_xml_refuse(cells->xml, ERR_INPUT, "it is no sheet with cells");
	else if (depth == 2)
		cells->in_data = strcmp(name, "sheetData") == 0;
	else if (depth == 3 && cells->in_data && strcmp(name, "row") == 0)
		begin_row(cells, attributes);
	else if (depth == 4 && cells->in_row && strcmp(name, "c") == 0)
		begin_cell(cells, attributes);
	else if (depth == 5 && cells->in_cell) {
		cells->taking = strcmp(name, "v") == 0;
		cells->in_inline = strcmp(name, "is") == 0;
		cells->cell.formula = cells->cell.formula || strcmp(name, "f") == 0;
	} else if (depth == 6 && cells->in_inline) {
		cells->taking = strcmp(name, "t") == 0;
		cells->in_run = strcmp(name, "r") == 0;
	} else if (depth == 7 && cells->in_run) {
		cells->taking = strcmp(name, "t") == 0;
	}
}

static void take_text(void *context, Str text)
{
	XlsxCells *cells = context;
	if (!cells->taking)
		return;
	if (text.len > ROW_TEXT_MOST - cells->raw.len)
		cells->cell.long_text = true;
	else
		buf_add(&cells->raw, text);
}

/* Where the text of the cell is to stand. Rooms that are skipped are blank. */
static Place *place_of(XlsxCells *cells, size_t column)
{
	while (cells->places_cap < column)
		cells->places = vec_grow(cells->mem, cells->places, cells->places_cap,
					 &cells->places_cap, sizeof *cells->places);
	for (; cells->len < column; cells->len++)
		cells->places[cells->len] = (Place){0};
	return &cells->places[column - 1];
}

static void add_shared(XlsxCells *cells, Place *place, Str raw)
{
	uint64_t index = 0;
	const Str *list = cells->rules.strings.at;
	for (size_t i = 0; i < raw.len && index <= cells->rules.strings.len; i++) {
		if (raw.ptr[i] < '0' || raw.ptr[i] > '9')
			index = cells->rules.strings.len;
		else
			index = index * 10 + (uint64_t)(raw.ptr[i] - '0');
	}
	if (index >= cells->rules.strings.len) {
		blame_cell(cells, "it refers to a text that the file lacks");
		return;
	}
	*place = (Place){.shared = list[index].ptr, .len = list[index].len};
}

/* "2026-01-18T22:40:17" as other moments are written. */
static void add_iso(Buf *out, Str raw)
{
	size_t begins = out->len;
	buf_add(out, raw);
	if (raw.len > 10 && raw.ptr[10] == 'T')
		out->ptr[begins + 10] = ' ';
}

static bool add_number(XlsxCells *cells, Str raw, Err *err)
{
	if (cells->cell.format.show == XLSX_NUMBER)
		return xlsx_number_text(raw, &cells->text, err);
	return xlsx_moment_text(raw, cells->cell.format, cells->rules.from_1904, &cells->text, err);
}

static void add_value(XlsxCells *cells, Place *place, Str raw)
{
	Err why;
	*place = (Place){.at = cells->text.len};
	if (cells->cell.kind == CELL_NUMBER) {
		if (!add_number(cells, raw, &why)) {
			blame_cell(cells, why.text);
			buf_add(&cells->text, raw);
		}
	} else if (cells->cell.kind == CELL_BOOLEAN && str_eq(raw, STR("1"))) {
		buf_add(&cells->text, STR("TRUE"));
	} else if (cells->cell.kind == CELL_BOOLEAN && str_eq(raw, STR("0"))) {
		buf_add(&cells->text, STR("FALSE"));
	} else if (cells->cell.kind == CELL_DATE) {
		add_iso(&cells->text, raw);
	} else {
		xlsx_add_unescaped(&cells->text, raw);
	}
	place->len = cells->text.len - place->at;
}

static void end_cell(XlsxCells *cells)
{
	const Cell *cell = &cells->cell;
	Str raw = buf_str(&cells->raw);
	cells->in_cell = false;
	if (cell->column == 0)
		return;
	bool bare = cell->kind != CELL_TEXT; /* spaces around it mean nothing */
	if (bare)
		raw = str_trim(raw);
	if (cell->formula && bare && raw.len == 0)
		blame_cell(cells,
			   "a formula without a stored value; open the file in a "
			   "spreadsheet program and save it");
	if (cell->long_text)
		cells->text_over = true;
	if (raw.len == 0 || cells->text_over)
		return;
	Place *place = place_of(cells, cell->column);
	if (place->len > 0) {
		blame_cell(cells, "it comes twice");
		return;
	}
	if (cell->kind == CELL_SHARED)
		add_shared(cells, place, raw);
	else
		add_value(cells, place, raw);
	cells->text_len += place->len;
	if (cells->text_len > ROW_TEXT_MOST)
		cells->text_over = true;
}

static Str text_at(const XlsxCells *cells, const Place *place)
{
	if (place->len == 0)
		return (Str){0};
	return (Str){place->shared ? place->shared : cells->text.ptr + place->at, place->len};
}

static bool is_blank(const XlsxCells *cells)
{
	for (size_t i = 0; i < cells->len; i++) {
		if (str_trim(text_at(cells, &cells->places[i])).len > 0)
			return false;
	}
	return true;
}

static void end_row(XlsxCells *cells)
{
	cells->in_row = false;
	if (cells->text_over) {
		cells->faulty = false;
		cells->len = 0;
		blame_row(cells, "it has more than 1 MiB of text");
	}
	/* A file of few bytes may repeat one text, or blanks, any number of times. */
	cells->given += cells->len + (cells->text_over ? 0 : cells->text_len);
	if (cells->given > TEXT_FREE + cells->rules.file_size * TEXT_RATIO_MOST) {
		xlsx_xml_refuse(cells->xml, ERR_TOO_LARGE,
				"its rows have more text than a file of this size may hold");
		return;
	}
	if (cells->faulty || !is_blank(cells))
		xlsx_xml_pause(cells->xml);
}

static void take_end(void *context, int depth, const char *name)
{
	XlsxCells *cells = context;
	(void)name;
	cells->taking = false;
	if (depth == 6)
		cells->in_run = false;
	else if (depth == 5)
		cells->in_inline = false;
	else if (depth == 4 && cells->in_cell)
		end_cell(cells);
	else if (depth == 3 && cells->in_row)
		end_row(cells);
	else if (depth == 2)
		cells->in_data = false;
}

bool xlsx_cells_open(Arena *mem, XlsxZip *zip, Str part, XlsxCellRules rules, XlsxCells **out,
		     Err *err)
{
	XlsxCells *cells = ARENA_NEW(mem, XlsxCells);
	*cells = (XlsxCells){
		.rules = rules,
		.mem = mem,
		.raw = {.mem = mem},
		.text = {.mem = mem},
	};
	XlsxXmlTaker taker = {cells, take_begin, take_end, take_text};
	if (!xlsx_xml_open(mem, zip, part, SHEET_SIZE_MOST, taker, &cells->xml, err))
		return false;
	*out = cells;
	return true;
}

void xlsx_cells_close(XlsxCells *cells)
{
	if (cells)
		xlsx_xml_close(cells->xml);
}

static void give_row(XlsxCells *cells, XlsxRow *row)
{
	while (cells->out_cap < cells->len)
		cells->out = vec_grow(cells->mem, cells->out, cells->out_cap, &cells->out_cap,
				      sizeof *cells->out);
	for (size_t i = 0; i < cells->len; i++)
		cells->out[i] = text_at(cells, &cells->places[i]);
	*row = (XlsxRow){
		.number = cells->number,
		.cells = cells->out,
		.len = cells->len,
		.fault = cells->faulty ? str_from_c(cells->why.text) : (Str){0},
		.fault_column = cells->faulty ? cells->fault_column : 0,
	};
}

bool xlsx_cells_next(XlsxCells *cells, XlsxRow *row, Err *err)
{
	bool ended;
	if (!xlsx_xml_run(cells->xml, &ended, err))
		return false;
	if (ended)
		*row = (XlsxRow){0};
	else
		give_row(cells, row);
	return true;
}

double xlsx_cells_progress(const XlsxCells *cells)
{
	uint64_t size = xlsx_part_size(xlsx_xml_part(cells->xml));
	uint64_t given = xlsx_part_given(xlsx_xml_part(cells->xml));
	return size == 0 || given > size ? 1 : (double)given / (double)size;
}
