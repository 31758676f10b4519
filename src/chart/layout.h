#ifndef PACTA_CHART_LAYOUT_H
#define PACTA_CHART_LAYOUT_H

/*
 * A chart laid out: what is drawn where, before any language of drawing. The page's SVG comes from it, and
 * paper can be drawn from it alike. Positions are px from the top left corner. Pure.
 *
 * Texts do not overlap each other, and stand inside the chart.
 */

#include "chart/chart.h"

typedef enum MarkKind {
	MARK_LINE,   /* from (x, y) to (x2, y2) */
	MARK_PATH,   /* along `points` */
	MARK_RECT,   /* corners (x, y) and (x2, y2) */
	MARK_CIRCLE, /* around (x, y), radius x2 */
	MARK_CROSS,  /* two strokes through (x, y), x2 to each side */
	MARK_TEXT,   /* its baseline at (x, y) */
	MARK_BEGIN, /* a point of the chart, see PointInfo: the marks up to its MARK_END belong to it */
	MARK_END,
} MarkKind;

/* What a mark is, from which its look follows. */
typedef enum MarkRole {
	ROLE_GRID,       /* line at a tick of the value axis */
	ROLE_ZERO,       /* the same at zero, where bars stand */
	ROLE_AXIS,       /* the time axis; the rows of a timeline */
	ROLE_TICK,       /* text at an axis */
	ROLE_TICK_LINE,  /* short stroke at the time axis */
	ROLE_LATER,      /* area after the as-of day */
	ROLE_AS_OF,      /* line at the end of the as-of day, and its text */
	ROLE_KNOWN,      /* the same for the known day of a timeline */
	ROLE_EVENT_LINE, /* from an event's text down to its mark */
	ROLE_EVENT,      /* mark of an event */
	ROLE_EVENT_TEXT,
	ROLE_SERIES,    /* line of a series; has a tone, as the next three */
	ROLE_BAR,       /* of days up to the as-of day, or of all */
	ROLE_BAR_LATER, /* of days after it */
	ROLE_NAME,      /* name of a series */
	ROLE_DOT,       /* at a point of a line; seen when it is pointed at */
	ROLE_AS_OF_DOT, /* where a line meets the as-of line */
	ROLE_VALUE,     /* number beside what it measures */
	ROLE_NA,        /* dashed: not available */
	ROLE_NA_TEXT,   /* why */
	ROLE_NOTE,      /* "open", and what an empty chart says */
	ROLE_ROW,       /* name of a row of a timeline */
	ROLE_ITEM,      /* marks of an item, by its kind */
	ROLE_LINK,      /* between the days of an item, by its kind */
	ROLE_TRACK,     /* of a bullet */
	ROLE_MEASURE,   /* its bar */
	ROLE_TARGET,
	ROLE_SPARK,
	ROLE_SPARK_END, /* dot, by SparkEnd */
	ROLE_HIT,       /* an area that belongs to a point: never drawn */
	MARK_ROLES,
} MarkRole;

typedef enum Anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END } Anchor;

typedef struct PathPoint {
	double x;
	double y;
	bool move; /* a new line begins here */
} PathPoint;

/* A datum, event or item. */
typedef struct PointInfo {
	double x; /* where a cursor stands for it */
	double y;
	Date on;
	Str label; /* the whole of it in words */
	Str ref;   /* or empty */
} PointInfo;

typedef struct Mark {
	MarkKind kind;
	MarkRole role;
	int variant; /* by role: Tone, ItemKind, SparkEnd; ticks: 1 where it tells the year */
	bool later;  /* of days after the as-of day: drawn lighter */
	bool filled; /* paths: the area is meant, not the line */
	double x, y, x2, y2;
	Anchor anchor; /* texts */
	Str text;
	Str unit; /* texts: in lighter ink behind it, after a space */
	const PathPoint *points;
	size_t point_count;
	const PointInfo *info; /* MARK_BEGIN */
} Mark;

typedef struct Plot {
	double left, top, right, bottom;
} Plot;

typedef struct Layout {
	double width;
	double height;
	bool has_plot; /* there is a time axis; false for bullets, sparklines and empty charts */
	Plot plot;
	const Mark *marks; /* in the order of drawing */
	size_t len;
	Str description; /* title apart: the summary, or what is said of a small chart */
} Layout;

/* Lives in `mem` and refers to the chart's texts. O(data · log data). */
Layout chart_layout(const Chart *chart, Arena *mem);

/* The room that a text mark takes: its type is 11.5 px high, and 560 strong for some roles. */
Plot mark_text_box(const Mark *mark);

#endif
