#ifndef PACTA_HISTORY_WARNING_H
#define PACTA_HISTORY_WARNING_H

/*
 * Oddities of a history. They are kept and count; a warning says so.
 * Source: domain.md §3. Pure.
 */

#include "history/earning.h"

typedef enum WarningCode {
	WARNING_BLANK_END,            /* no end is set */
	WARNING_END_BEFORE_EFFECTIVE, /* ends_on ≤ effective_on */
	WARNING_NEGATIVE,             /* negative money was written */
	WARNING_SAME_DAY,             /* several revisions take effect on one day */
	WARNING_DUPLICATE, /* two revisions are alike in effect, known instant, order and changes */
	WARNING_ADD_TO_UNSET,  /* an add met an unset value, taken as 0 */
	WARNING_NO_FIRST,      /* the source's first modification is missing */
	WARNING_GAP,           /* days of the last term lie in no segment and earn nothing */
	WARNING_AFTER_END,     /* a rest was earned on one day, because the end had passed */
	WARNING_NO_VALUE,      /* days of the term have no value */
	WARNING_NO_END,        /* a total value without an end earns nothing */
	WARNING_BACKDATED,     /* takes effect before it was known */
	WARNING_OTHER_ACCOUNT, /* an import's row names another account than its contract's */
	WARNING_CODES,
} WarningCode;

const char *warning_name(WarningCode code); /* "blank_end" */
const char *warning_text(WarningCode code); /* a sentence for people */

typedef struct Warning {
	WarningCode code;
	Date effective_on; /* of the row or entry where it was met first */
	int32_t count;     /* how often */
} Warning;

typedef struct WarningList {
	Warning *at; /* one per code, in the order of the codes */
	size_t len;
} WarningList;

/* What is odd in a view: `entries` in order of effect, their fold and its earning. O(n log n). */
WarningList warnings_of(Arena *mem, const Fields *fields, EntryList entries, const Fold *fold,
			const Earning *earning);

/* Whether a revision takes effect before the day on which it was signed or, where that is not told, known. */
bool entry_is_backdated(const Entry *entry);

/* Whether it writes a negative amount of money. */
bool entry_is_negative(const Fields *fields, const Entry *entry);

#endif
