#ifndef PACTA_CHART_CHART_H
#define PACTA_CHART_CHART_H

/*
 * A chart as data: what it shows, not how it looks.
 *
 * The same Chart is laid out (layout.h), written as SVG (svg.h) and told as a table (chart_table.h).
 * Texts may hold any bytes; the writers make them safe. Amounts are integers, scaled by the decimals of
 * their quantity. Everything a Chart points to belongs to whoever built it. Pure.
 */

#include "base/period.h"

typedef enum QuantityKind {
	QUANTITY_NUMBER,
	QUANTITY_MONEY, /* scaled by the exponent of its currency */
	QUANTITY_SHARE, /* parts per million, shown as "70 %" */
} QuantityKind;

/* What is measured along an axis, and how its numbers read. */
typedef struct Quantity {
	QuantityKind kind;
	int digits; /* decimals of the scaled integer; shares: 6 */
	Str unit;   /* "USD per year"; empty for shares */
} Quantity;

typedef struct ChartValue {
	bool set;
	int64_t scaled;
	Str na; /* where not set: the reason, "no direct labour"; empty: a gap without anything to say */
} ChartValue;

typedef struct Datum {
	Period during; /* step, bars: the days it holds for; line: the point stands at `to` */
	ChartValue value;
	ChartValue done; /* bars of a period that runs on the as-of day: of the days up to it */
	Str name;        /* bars: of the period, under it: "Mar", "Q2", "2010" */
	int32_t year;    /* bars: told behind the name where it changes; 0: the name tells it */
} Datum;

typedef enum SeriesForm {
	SERIES_STEP, /* a level that holds until the next one */
	SERIES_LINE, /* points joined by straight lines */
	SERIES_BARS, /* from zero; several series stand side by side */
} SeriesForm;

typedef enum Tone { TONE_ACCENT, TONE_INK, TONE_SOFT } Tone;

typedef struct Series {
	Str name; /* "annual value", written beside the line */
	SeriesForm form;
	Tone tone;
	const Datum *data; /* by day; they do not overlap, and may leave gaps */
	size_t len;
} Series;

/* One value axis over the common time axis. */
typedef struct Panel {
	Quantity quantity;
	bool from_zero; /* the scale begins at zero; bars always do */
	bool small;     /* a low panel, for what moves little */
	const Series *series;
	size_t len;
} Panel;

/* Something that happened on a day: a mark on the time axis and, where there is room, a text. */
typedef struct ChartEvent {
	Date on;
	Str text;   /* "value 100 k → 130 k"; empty: the mark alone */
	Str brief;  /* the same in less room: "100 k → 130 k"; may be empty */
	Str detail; /* the whole of it, for a reader */
	Str ref;    /* what the page links it with: "2,5" */
} ChartEvent;

typedef enum ItemKind {
	ITEM_PLAIN,
	ITEM_LATE,    /* its lower day is after its upper one */
	ITEM_UNDONE,  /* taken back later */
	ITEM_UNDOING, /* takes another back */
} ItemKind;

/* A thing with a day in each of the two rows of a timeline. */
typedef struct TimelineItem {
	Date upper;
	Date lower;
	ItemKind kind;
	Str text;
	Str brief;
	Str detail;
	Str ref;
	const Str *cells; /* in the table, behind both days: one per extra column */
} TimelineItem;

typedef struct ChartColumn {
	Str name;
	Str unit; /* may be empty */
	bool numeric;
} ChartColumn;

/* Against a target; drawn in a line of a table. */
typedef struct Bullet {
	Quantity quantity;
	ChartValue value;
	ChartValue target;
	int64_t full; /* the scaled value at the end of the track; 0: whatever both need */
} Bullet;

typedef enum SparkEnd { SPARK_PLAIN, SPARK_GOOD, SPARK_WARN, SPARK_BAD } SparkEnd;

/* A course without axes; drawn in a line of a table. */
typedef struct Sparkline {
	Quantity quantity;
	const Datum *data; /* equally apart, in order of time */
	size_t len;
	SparkEnd end; /* the dot at its end */
} Sparkline;

typedef enum ChartKind {
	CHART_PANELS,   /* panels and events over one time axis; all series have one form */
	CHART_TIMELINE, /* items between two rows over one time axis */
	CHART_BULLET,
	CHART_SPARKLINE,
} ChartKind;

enum {
	CHART_WIDTH_MIN = 300,
	CHART_WIDTH_MAX = 2000,
	CHART_WIDTH_NARROW = 480, /* up to here fewer words are used */
};

typedef struct Chart {
	ChartKind kind;
	Str id;    /* a-z and "-": unique in its page; ids of title and description begin with it */
	Str title; /* "Terms over time · HARBOUR-2009" */
	Str summary;   /* what is to be seen, in a sentence or two */
	Str empty;     /* said instead of the drawing, where there is nothing to draw */
	int width;     /* CSS px; CHART_WIDTH_MIN … MAX, bullets and sparklines from 40 */
	Period range;  /* of the time axis */
	bool open_end; /* what is shown has no end; the range only stops */
	Date as_of;    /* days after it are tinted; DATE_NONE: no line */
	Date known;    /* timeline: the last day in the lower row, marked; DATE_NONE: no line */
	const Panel *panels;
	size_t panel_count;
	const ChartEvent *events; /* by day */
	size_t event_count;
	Str row_names[2]; /* timeline: upper and lower */
	const TimelineItem *items;
	size_t item_count;
	const ChartColumn *item_columns; /* extra columns of the table of a timeline */
	size_t item_column_count;
	Bullet bullet;
	Sparkline sparkline;
} Chart;

#endif
