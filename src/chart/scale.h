#ifndef PACTA_CHART_SCALE_H
#define PACTA_CHART_SCALE_H

/*
 * The scale of a value axis: from and to multiples of a step that is 1, 2 or 5 times a power of ten. Pure.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* low < high; both are multiples of step, or the ends of int64. */
typedef struct Scale {
	int64_t low;  /* at the bottom */
	int64_t high; /* at the top */
	int64_t step; /* > 0 */
} Scale;

/* What the values of a panel span; empty where none was added. */
typedef struct Span {
	bool any;
	int64_t least;
	int64_t most;
} Span;

void span_add(Span *span, int64_t value);

typedef enum ScaleFit {
	SCALE_FROM_ZERO, /* zero is in it, with a little room beyond the values */
	SCALE_LOOSE, /* zero is in it where it is near; else a quarter of the largest value is room */
	SCALE_TIGHT, /* no room beyond the values; they span a seventh of the largest one, or more */
} ScaleFit;

/*
 * The scale with the smallest step that needs at most `steps` (≥ 2) of them. It holds all of `span`; a span of a
 * single value begins at zero, an empty one goes from 0 to `whole`.
 */
Scale scale_of(Span span, ScaleFit fit, int steps, int64_t whole);

/* 0 at the bottom, 1 at the top. */
double scale_at(Scale scale, int64_t value);

/* The first tick: the least multiple of the step that is ≥ low. Further ones with scale_next. */
int64_t scale_first(Scale scale);

/* Moves to the next tick; false beyond the top. */
bool scale_next(Scale scale, int64_t *tick);

#endif
