#ifndef PACTA_ANALYTICS_HOURS_TEXT_H
#define PACTA_ANALYTICS_HOURS_TEXT_H

/* Hours as people read them, in the words that tell how a row was made. Pure. */

#include "base/int128.h"
#include "base/str.h"

/*
 * "1,200 h", "101.15 h": microseconds as hours, half-even to two decimals, without zeros at the end. Beyond what 64 bits of
 * hundredths hold: what they hold. All these texts end with NUL.
 */
Str hours_text(Arena *mem, int128 us);

/* A number with `digits` (≥ 1) decimals, all of them but zeros at the end: "1,200.125". */
Str number_words(Arena *mem, int64_t scaled, int digits);

/* "90 %" of parts per million. */
Str share_text(Arena *mem, int64_t ppm);

#endif
