#ifndef PACTA_STORE_PACKED_ROWS_H
#define PACTA_STORE_PACKED_ROWS_H

/*
 * The entries of one tile (a contract's month) as one text. Pure; the format stands in
 * migrations/003_entries. Reading and writing take about 0.1 µs an entry.
 */

#include "base/err.h"
#include "facts/time_entry.h"
#include "store/entry_places.h"
#include "store/entry_text.h"

/* The entries of the tile that was read last; its arrays are used again. */
typedef struct PackedRows {
	Arena *mem;
	Arena *texts_mem; /* of texts that had escapes; the caller may empty it before a read */
	EntryPlaces sources;
	EntryPlaces tasks;
	EntryPlaces resources;
	EntryPlaces writings; /* import, known at */
	TimeEntry *
		at; /* in the order of time_entry_compare; texts refer to what was read, or to `texts_mem` */
	Str *texts; /* each one as it stood there */
	size_t len;
	size_t room;
	Currency currency; /* the last one that was looked up */
} PackedRows;

/* Order within a tile: by work date, source, external id, part. Negative, 0 or positive. */
int time_entry_compare(const TimeEntry *a, const TimeEntry *b);

void packed_rows_init(PackedRows *rows, Arena *mem, Arena *texts_mem);

/* No entries. */
void packed_rows_clear(PackedRows *rows);

/* Errors: ERR_CORRUPT it is not what packed_writer_end wrote, or not in order */
MUST_CHECK bool packed_rows_read(PackedRows *rows, int64_t contract_id, Str text, Err *err);

typedef struct PackedWriter {
	EntryPlaces sources;
	EntryPlaces tasks;
	EntryPlaces resources;
	EntryPlaces writings;
	Buf rows;
	Buf text;
	size_t len;
} PackedWriter;

void packed_writer_init(PackedWriter *writer, Arena *mem);

/* Begin a tile. With `old`, its entries can be added as they stand: packed_writer_keep. */
void packed_writer_begin(PackedWriter *writer, const PackedRows *old);
void packed_writer_keep(PackedWriter *writer, Str text);

/* Entries are added in order. */
void packed_writer_add(PackedWriter *writer, const TimeEntry *entry);

/* The text; valid until the next begin. */
Str packed_writer_end(PackedWriter *writer);

#endif
