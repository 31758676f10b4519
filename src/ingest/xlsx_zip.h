#ifndef PACTA_INGEST_XLSX_ZIP_H
#define PACTA_INGEST_XLSX_ZIP_H

/*
 * The parts of an XLSX file, which is a ZIP archive, unpacked as they are read and within limits. Private to
 * ingest.
 */

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/* Where the archive lies: in a file that stays open, or in memory. */
typedef struct XlsxBytes {
	int fd;    /* or −1: `bytes` */
	Str bytes; /* must outlive the archive */
	uint64_t size;
} XlsxBytes;

typedef struct XlsxZip XlsxZip;
typedef struct XlsxPart XlsxPart;

/*
 * Opens the archive; lives in `mem` and must be closed. The fd stays the caller's.
 * Errors: ERR_INPUT no ZIP archive, damaged, an old or encrypted workbook; ERR_TOO_LARGE too many parts; ERR_IO
 */
MUST_CHECK bool xlsx_zip_open(Arena *mem, XlsxBytes bytes, XlsxZip **out, Err *err);
void xlsx_zip_close(XlsxZip *zip);

/* Whether bytes are the beginning of a ZIP archive, or of a compound file as old and encrypted workbooks are. */
bool xlsx_zip_looks(Str beginning);
bool xlsx_zip_is_compound(Str beginning);

/*
 * Opens the part `name` ("xl/workbook.xml"; capitals make no difference), to be closed before the archive.
 *
 * most  bytes that it may unpack to; beyond 64 MiB it may not be more than 250 times as long as packed, either
 * Errors: ERR_NOT_FOUND the archive lacks it; ERR_INPUT encrypted, packed in an unusual way; ERR_TOO_LARGE
 */
MUST_CHECK bool xlsx_part_open(XlsxZip *zip, Str name, uint64_t most, XlsxPart **out, Err *err);
void xlsx_part_close(XlsxPart *part);

/* The next bytes of a part; 0 at its end, which is then known to be as it was packed. Errors: as above, ERR_IO */
MUST_CHECK bool xlsx_part_read(XlsxPart *part, char *room, size_t size, size_t *got, Err *err);

/* Bytes given so far, and those that the archive says it has. */
uint64_t xlsx_part_given(const XlsxPart *part);
uint64_t xlsx_part_size(const XlsxPart *part);

#endif
