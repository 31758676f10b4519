#ifndef PACTA_CHART_PANEL_H
#define PACTA_CHART_PANEL_H

/*
 * The panels of a chart over time. For the files of the layout only. Pure.
 */

#include "chart/frame.h"
#include "chart/scale.h"

/* A panel on the sheet. */
typedef struct PanelBox {
	Sheet *sheet;
	const Frame *frame;
	const Panel *panel;
	Scale scale;
	double top;    /* where scale.high is */
	double bottom; /* where scale.low is */
} PanelBox;

double panel_y(const PanelBox *box, int64_t value);
double panel_x(const PanelBox *box, Date day);

/* Whether its series are bars. */
bool panel_is_bars(const Panel *panel);

/* Whether there is anything to tell of a datum: a gap has no point. */
bool panel_is_said(const Datum *datum);

/* Whether any datum of a series has a value. */
bool panel_has_values(const Series *series);

/* Where bars stand: at zero, or at the end of the scale that is nearest to it. */
double panel_base(const PanelBox *box);

/* Its scale, from its data. */
Scale panel_scale(const Panel *panel, bool narrow);

/* Lines at the ticks and their texts, left of the axis. */
void panel_draw_grid(const PanelBox *box);

/* Width of the widest of those texts. */
double panel_tick_width(Arena *mem, const Panel *panel, Scale scale);

/* The data of a series, with its points, in each of the forms. */
void panel_draw_steps(const PanelBox *box, const Series *series);
void panel_draw_line(const PanelBox *box, const Series *series);
void panel_draw_bars(const PanelBox *box);

/* Whether the panel has bars and names their periods itself, so that the axis needs no other ticks. */
bool panel_names_periods(const PanelBox *box);

/* The values where lines meet the as-of line. */
void panel_draw_line_values(const PanelBox *box, const Series *series);

/* Names of the series, beside them where they have room. Call it when everything else of all panels is drawn. */
void panel_draw_names(const PanelBox *box);

/* The reason of data that are not available, once for each stretch of it; dashes where there are no bars. */
void panel_draw_missing(const PanelBox *box, const Series *series);

/*
 * The data [from, to) in words: "1 Sep 2009 to 31 Dec 2009: annual value 100,000.00 USD per year"; of more than
 * one what they range over.
 */
Str panel_label(const PanelBox *box, const Series *series, size_t from, size_t to);

/* Where the data end that stand within 3 px from `at` on: they make one point. */
size_t panel_join(const PanelBox *box, const Series *series, size_t at);

#endif
