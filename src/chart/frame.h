#ifndef PACTA_CHART_FRAME_H
#define PACTA_CHART_FRAME_H

/*
 * What charts over time have around their plot: the time axis with its ticks, the as-of line, the texts of
 * events above. For the files of the layout only. Pure.
 *
 * From top to bottom: the text of the as-of line, rows of event texts, the body, the axis, its ticks.
 */

#include "chart/flags.h"
#include "chart/sheet.h"

typedef struct Frame {
	Sheet *sheet;
	TimeAxis axis;
	double top;          /* of the plot */
	double body;         /* where events' texts end */
	double bottom;       /* the axis */
	double as_of_bottom; /* where the as-of line and the tint end */
	double flag_bottom;  /* where the lines of events end */
	bool as_of_inside;
	double as_of_x; /* where the tint begins, within the axis */
	Flag *flags;    /* as frame_set_flags took them */
	size_t flag_count;
} Frame;

/* `left`: where the axis begins. Sets everything but the bottoms. */
void frame_init(Frame *frame, Sheet *sheet, double left);

/* Places flags and makes room for their rows. */
void frame_set_flags(Frame *frame, Flag *flags, size_t len);

/* Sets the bottom of the plot, to which the as-of line and the lines of events go. */
void frame_set_bottom(Frame *frame, double bottom);

/* Draws what lies below the data but the ticks; call it when the bottom is set. */
void frame_draw(const Frame *frame);

/* The ticks of the calendar; or others, one by one: a text that finds no room is left out. */
void frame_draw_ticks(const Frame *frame);
bool frame_add_tick(const Frame *frame, double x, Str text, bool year);
void frame_add_tick_line(const Frame *frame, double x);

/* The text of a placed flag; its room is taken by frame_draw. */
Mark flag_text(const Frame *frame, const Flag *flag);

/* The height of the whole chart. */
double frame_height(const Frame *frame);

/* The plot's box, and the part of it below the texts of events. */
Plot frame_plot(const Frame *frame);
Plot frame_body(const Frame *frame);

#endif
