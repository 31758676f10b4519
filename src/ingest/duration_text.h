#ifndef PACTA_INGEST_DURATION_TEXT_H
#define PACTA_INGEST_DURATION_TEXT_H

/*
 * Durations as tools write them, as whole seconds. Pure.
 *
 * Understood: "1:20", "01:20:31", "1:20 h" (hours first), "47:06 min"; "7.5", "7,5", "1,234.50" (one sign alone is the decimal sign;
 * of two the last); numbers with units, "1d 2h 30m", "1h30", "90 min", "2,5 Std."; ISO 8601, "PT1H30M".
 * Fractions of a second are rounded half to even.
 */

#include "base/err.h"
#include "base/str.h"

/* What is left open by the text. Zeroed: hours, days of 8 hours, weeks of 5 days. */
typedef struct DurationRules {
	int32_t unit;      /* seconds that a number without unit counts; 0: 3600 */
	int32_t day_hours; /* working hours of "1d"; 0: 8 */
	int32_t week_days; /* working days of "1w"; 0: 5 */
} DurationRules;

typedef struct Duration {
	int64_t seconds;
	int32_t precision; /* seconds by which the text may be off, for it has no finer unit: 1, 36, 60 */
} Duration;

/* The working time that `text` says. Errors: ERR_INPUT not a duration, or a negative one; ERR_RANGE over ten years */
MUST_CHECK bool duration_parse(Str text, DurationRules rules, Duration *out, Err *err);

/* Whether it has a digit other than 0: else it is no time at all ("", "00:00:00", "running"). */
bool duration_is_some(Str text);

#endif
