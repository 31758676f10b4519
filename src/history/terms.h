#ifndef PACTA_HISTORY_TERMS_H
#define PACTA_HISTORY_TERMS_H

/*
 * The terms of a contract that decide what it earns. Source: domain.md §4. Pure.
 */

#include "history/daycount.h"
#include "history/fold.h"

/* The part of a contract's state that earns, from `effective` on. */
typedef struct Terms {
	Date effective;
	Date starts; /* DATE_NONE: unset */
	Date ends;   /* DATE_NONE: unset */
	Value annual;
	Value total;
	Value labor; /* ppm */
	bool total_basis;
	bool by_usage; /* time_and_materials or capped */
	DayCount day_count;
} Terms;

Terms terms_of(const FoldRow *row);

/* Whether the total value is spread over the days. Usage never is: its total value is a ceiling. */
bool terms_spread(const Terms *terms);

/* The term that these terms give themselves; open sides reach over all days. */
Period terms_term(const Terms *terms);

#endif
