#ifndef PACTA_BASE_CSV_SCAN_H
#define PACTA_BASE_CSV_SCAN_H

/*
 * The records in bytes of CSV whose delimiter is known. What base/csv.h promises about
 * records, lines, limits and encodings is kept here; byte order marks and "sep=;" lines
 * are not known here and are text. Private to base: others use base/csv.h. Pure: no I/O.
 */

#include "base/arena.h"
#include "base/csv_record.h"

typedef struct CsvScanner CsvScanner;

/* A scanner that lives in `mem`. The delimiter is given, and no NUL, quote, CR or LF. */
CsvScanner *csv_scan_new(Arena *mem, CsvOptions options);

/*
 * Gives the next bytes, which stay valid and unchanged until the next feed. Only at
 * the start and after csv_scan_next said false. `last`: nothing follows.
 */
void csv_scan_feed(CsvScanner *scanner, Str input, bool last);

/*
 * The next record. False: everything fed is used up, and after the last feed the input
 * is over. Cost: of all calls together linear in the bytes fed.
 */
bool csv_scan_next(CsvScanner *scanner, CsvRecord *record);

#endif
