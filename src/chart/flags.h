#ifndef PACTA_CHART_FLAGS_H
#define PACTA_CHART_FLAGS_H

/*
 * Texts of events in rows above a plot, each beside a line that goes down to its event. Pure.
 *
 * A text is shortened or left out rather than set on another text or across a line.
 */

#include "chart/layout.h"

enum { FLAG_ROW_HEIGHT = 16 };

typedef struct Flag {
	double x;
	Str text;
	Str brief; /* tried where the text has no room; may be empty */
	/* Set by flags_place. */
	bool shown;
	int row;       /* from the top */
	Str words;     /* text or brief */
	Anchor anchor; /* start: right of the line; end: left of it */
} Flag;

/* Where texts may stand. */
typedef struct FlagSpace {
	double left;
	double right;
	bool has_wall; /* a line through all rows: the as-of line */
	double wall;
	int rows;
} FlagSpace;

/*
 * Places what fits, from the left or from the right, whichever shows more. Returns the number of rows used.
 * Scratch memory comes from `mem`. Cost: O(len · shown), where only so many are shown as have room.
 */
int flags_place(Arena *mem, Flag *flags, size_t len, FlagSpace space);

/* Where the text of a placed flag begins or ends, by its anchor. */
double flag_text_x(const Flag *flag);

#endif
