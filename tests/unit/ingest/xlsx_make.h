#ifndef PACTA_TESTS_XLSX_MAKE_H
#define PACTA_TESTS_XLSX_MAKE_H

/* Makes workbooks for tests, part by part. */

#include "base/str.h"

/* A part; text NULL: it is left out, where it replaces one. */
typedef struct MadePart {
	const char *name;
	const char *text;
} MadePart;

/* A ZIP archive of these parts. */
Str xlsx_make_archive(Arena *mem, const MadePart *parts, size_t count);

/* A workbook with one visible sheet "Hours", whose sheetData holds `rows`, after `changes` to its parts. */
Str xlsx_make(Arena *mem, const char *rows, const MadePart *changes, size_t change_count);

/* `count` times `piece` between `head` and `tail`. */
const char *xlsx_make_repeated(Arena *mem, const char *head, const char *piece, size_t count,
			       const char *tail);

#endif
