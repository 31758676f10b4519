#ifndef PACTA_CHART_TIME_AXIS_H
#define PACTA_CHART_TIME_AXIS_H

/*
 * The time axis: days to px, and the ticks that fit. Pure.
 */

#include "base/period.h"

/* left < right; range is not empty. */
typedef struct TimeAxis {
	Period range;
	double left;  /* px where `range.from` begins */
	double right; /* px where `range.to` begins */
} TimeAxis;

/* Where the day begins, in px; it may lie outside the axis. */
double time_at(const TimeAxis *axis, Date day);

/* The same, kept within the axis. */
double time_within(const TimeAxis *axis, Date day);

typedef struct TimeTick {
	Date on;
	double x;
	Str text;  /* "Mar 09" on the first and where a year begins, else "Jun"; "1 Mar"; "2010" */
	bool year; /* the text tells the year */
} TimeTick;

typedef struct TimeTicks {
	TimeTick *at; /* by day, inside the axis, ends included */
	size_t len;
} TimeTicks;

/*
 * Days, weeks (from Monday), months, quarters, half years or years: the finest that stand at least `apart`
 * px apart and whose texts leave 8 px between them. Steps of months are counted from the first month of the
 * range where it begins on the first of one, else from January.
 */
TimeTicks time_ticks(Arena *mem, const TimeAxis *axis, double apart);

#endif
