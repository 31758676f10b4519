#ifndef PACTA_BASE_UTF8_H
#define PACTA_BASE_UTF8_H

/*
 * UTF-8: validity, characters, widths in a terminal; Windows-1252. Pure.
 *
 * Valid means RFC 3629: shortest forms only, no surrogates, up to U+10FFFF.
 */

#include "base/err.h"
#include "base/str.h"

enum { UTF8_REPLACEMENT = 0xFFFD };

bool utf8_valid(Str bytes);

/* Length of the longest valid beginning. Cost: one pass, 16 bytes at a time over ASCII. */
size_t utf8_valid_prefix(Str bytes);

/*
 * Takes the first character off `rest`; false when nothing is left. A byte that
 * begins no valid character is taken alone and read as U+FFFD.
 */
bool utf8_next(Str *rest, uint32_t *code);

/* Appends a character; surrogates and codes above U+10FFFF become U+FFFD. */
void utf8_add(Buf *buf, uint32_t code);

/*
 * Text in Windows-1252 as UTF-8, appended to `out`; at most three times as long.
 * Errors: ERR_INPUT  a byte without meaning there: 81, 8D, 8F, 90 or 9D; `out` is as before
 */
MUST_CHECK bool utf8_add_windows_1252(Buf *out, Str bytes, Err *err);
MUST_CHECK bool utf8_from_windows_1252(Arena *mem, Str bytes, Str *out, Err *err);

/*
 * Appends the text with small letters for capitals, so that texts compare regardless of case: Latin, Greek,
 * Cyrillic and Armenian letters, one for one ("ẞ" becomes "ß", not "ss"). Bytes that are not UTF-8 become U+FFFD.
 */
void utf8_fold(Buf *buf, Str text);

/* Columns that a character takes in a terminal: 0 combining or control, 2 East Asian wide, else 1. */
int utf8_code_width(uint32_t code);
size_t utf8_width(Str text); /* sum over its characters */

/*
 * Text that is safe in one line of a terminal: tab, CR and LF become spaces; other
 * control characters, invalid bytes and marks that change the direction of text
 * become U+FFFD.
 */
Str utf8_printable(Arena *mem, Str text);

/* Whether it is UTF-8 in one line, without control characters and marks that change its direction: fit for a name. */
bool utf8_is_plain(Str text);

/* `text`, or its beginning with "…", in at most `width` columns; `width` 0 gives "". */
Str utf8_fit(Arena *mem, Str text, size_t width);

#endif
