#ifndef PACTA_APP_DEMO_FILE_H
#define PACTA_APP_DEMO_FILE_H

/* A file that somebody of the demo firm exported, and its import: the same way that files of users take. */

#include "app/app.h"
#include "base/csv_write.h"
#include "facts/fact.h"

typedef struct DemoFile {
	Arena *mem;
	const char *name;
	Buf text;
	CsvWriter csv;
	bool is_fact; /* by our own template */
	FactKind kind;
	Str cells[FACT_FIELDS_MAX]; /* of the row that is filled */
	size_t rows;
} DemoFile;

/* Our own template of a fact: cells are put by the names of its fields, in any order. Texts must live on. */
void demo_file_of_fact(DemoFile *file, Arena *mem, const char *name, FactKind kind);
void demo_put(DemoFile *file, const char *field, Str value);
void demo_put_c(DemoFile *file, const char *field, const char *value);
void demo_put_date(DemoFile *file, const char *field, Date day); /* DATE_NONE: empty */
void demo_put_month(DemoFile *file, const char *field, int64_t month);
void demo_put_money(DemoFile *file, const char *field, Currency currency, int64_t minor);
void demo_put_hours(DemoFile *file, const char *field, int64_t seconds); /* decimal hours */

/* Ends the row; the cells are empty again. */
void demo_put_row(DemoFile *file);

/* A tool's own form: cells in the order of `header`, which is written as it is. */
void demo_file_of_tool(DemoFile *file, Arena *mem, const char *name, const char *header);
void demo_cell(DemoFile *file, Str value);
void demo_cell_row(DemoFile *file);

/* What imports did, added up. */
typedef struct DemoImported {
	uint64_t rows;
	uint64_t facts; /* of them: taken, as new ones or in the place of older ones */
	uint64_t time_entries;
	uint64_t waiting;
	uint64_t files;
} DemoImported;

/*
 * Import it as from a folder of temporary files; a file without rows is none.
 * Errors: those of imports_run; ERR_IO the temporary file cannot be written
 */
MUST_CHECK bool demo_file_import(App *app, const DemoFile *file, const char *source,
				 DemoImported *sum, Err *err);

#endif
