#ifndef PACTA_STORE_HOUR_TEXT_H
#define PACTA_STORE_HOUR_TEXT_H

/*
 * Reads the hours of packed sums, and nothing else of them: [[month or day, time class, entries, seconds, …]…] in
 * order, where zeros at the end may be left out. The fastest way through a roll-up. Pure.
 */

#include "base/err.h"
#include "store/entry_text.h"

typedef struct HourText {
	const char *at; /* at the `[` or `,` before the next sum */
	const char *end;
	int64_t from, to; /* months or days that are wanted; `to` is not one of them */
	bool bad;
} HourText;

typedef struct PackedHours {
	int64_t at; /* month or day */
	int32_t time_class;
	int64_t entries;
	int64_t seconds;
} PackedHours;

/* An empty text has no sums. */
HourText hour_text_of(Str text, int64_t from, int64_t to);

/* False: there are no more that are wanted, or the text is `bad`. What stands behind the wanted is not looked at. */
bool hour_text_next(HourText *text, PackedHours *out);

/* Whether all was read well. Errors: ERR_CORRUPT */
MUST_CHECK bool hour_text_check(const HourText *text, Err *err);

#endif
