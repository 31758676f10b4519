#ifndef PACTA_BASE_SCAN_H
#define PACTA_BASE_SCAN_H

/*
 * The inner loops of the readers: many bytes at once, with SSE2 where the
 * processor has it. Everything else in base is plain C. Pure.
 */

#include "base/str.h"

enum { SCAN_BLOCK = 64 };

/* A bit for each byte of the block that is the delimiter, a quote, LF, CR or NUL. */
uint64_t scan_csv_block(const char block[SCAN_BLOCK], char delimiter);

/* Length of the beginning without quote, backslash and bytes below 0x20. */
size_t scan_json_text(Str bytes);

/* Length of the beginning that is ASCII. */
size_t scan_ascii(Str bytes);

#endif
