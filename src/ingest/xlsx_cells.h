#ifndef PACTA_INGEST_XLSX_CELLS_H
#define PACTA_INGEST_XLSX_CELLS_H

/* The rows of one sheet. What cells become is told in ingest/xlsx_rows.h. Private to ingest. */

#include "ingest/xlsx_book.h"

typedef struct XlsxCellRules {
	XlsxStrings strings;
	XlsxStyles styles;
	bool from_1904;
	uint64_t file_size; /* bounds the text of all rows together */
} XlsxCellRules;

typedef struct XlsxCells XlsxCells;

/* Lives in `mem`; must be closed before the archive. Errors: those of xlsx_xml_open */
MUST_CHECK bool xlsx_cells_open(Arena *mem, XlsxZip *zip, Str part, XlsxCellRules rules,
				XlsxCells **out, Err *err);
void xlsx_cells_close(XlsxCells *cells);

/* As xlsx_next, without the name of the file. */
MUST_CHECK bool xlsx_cells_next(XlsxCells *cells, XlsxRow *row, Err *err);

/* How much of the sheet has been read, 0 … 1. */
double xlsx_cells_progress(const XlsxCells *cells);

#endif
