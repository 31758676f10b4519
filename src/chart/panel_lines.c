#include "chart/panel.h"

#include "chart/wording.h"

enum { DOT_RADIUS = 4, AS_OF_DOT_RADIUS = 3, HIT_REACH = 12, VALUE_OFFSET = 7, VALUE_LIFT = 6 };

static PointInfo info_of(const PanelBox *box, const Series *series, size_t from, size_t to,
			 double x, double y)
{
	bool line = series->form == SERIES_LINE;
	const Datum *first = &series->data[from];
	return (PointInfo){
		.x = x,
		.y = y,
		.on = line ? date_add(first->during.to, -1) : first->during.from,
		.label = panel_label(box, series, from, to),
	};
}

static Mark hit(double x, double x2, double y, double y2)
{
	return (Mark){.kind = MARK_RECT, .role = ROLE_HIT, .x = x, .y = y, .x2 = x2, .y2 = y2};
}

/* A point that is there to be pointed at, in the height of its panel. */
static void add_point(const PanelBox *box, const Series *series, PointInfo info, double left,
		      double right)
{
	Group *group = sheet_group(box->sheet, info);
	group_add(group, hit(left, right, box->top - HIT_REACH, box->bottom));
	group_add(group, (Mark){.kind = MARK_CIRCLE,
				.role = ROLE_DOT,
				.variant = (int)series->tone,
				.x = info.x,
				.y = info.y,
				.x2 = DOT_RADIUS});
}

static double value_y(const PanelBox *box, const Datum *datum)
{
	return datum->value.set ? panel_y(box, datum->value.scaled) : panel_base(box);
}

static void add_step_points(const PanelBox *box, const Series *series)
{
	for (size_t at = 0; at < series->len;) {
		const Datum *first = &series->data[at];
		size_t end = panel_is_said(first) ? panel_join(box, series, at) : at + 1;
		double x = panel_x(box, first->during.from);
		double x2 = panel_x(box, series->data[end - 1].during.to);
		if (panel_is_said(first))
			add_point(box, series,
				  info_of(box, series, at, end, x, value_y(box, first)), x, x2);
		at = end;
	}
}

void panel_draw_steps(const PanelBox *box, const Series *series)
{
	PathPoint *points = ARENA_ARRAY(box->sheet->mem, PathPoint, 2 * series->len);
	size_t len = 0;
	for (size_t i = 0; i < series->len; i++) {
		const Datum *datum = &series->data[i];
		const Datum *before = i > 0 ? datum - 1 : NULL;
		if (!datum->value.set)
			continue;
		bool joined = before && before->value.set &&
			      before->during.to.day == datum->during.from.day;
		double y = panel_y(box, datum->value.scaled);
		if (joined && before->value.scaled == datum->value.scaled)
			len--; /* the same level goes on */
		else
			points[len++] = (PathPoint){panel_x(box, datum->during.from), y, !joined};
		points[len++] = (PathPoint){panel_x(box, datum->during.to), y, false};
	}
	sheet_path(box->sheet, (Mark){.role = ROLE_SERIES, .variant = (int)series->tone}, points,
		   len);
	sheet_obstacle(box->sheet, points, len);
	panel_draw_missing(box, series);
	add_step_points(box, series);
}

static double point_x(const PanelBox *box, const Datum *datum)
{
	return panel_x(box, datum->during.to);
}

static void add_line_points(const PanelBox *box, const Series *series)
{
	double left = box->frame->axis.left;
	for (size_t at = 0; at < series->len;) {
		size_t end = panel_join(box, series, at);
		const Datum *last = &series->data[end - 1];
		double x = point_x(box, last);
		double right = end < series->len ? (x + point_x(box, &series->data[end])) / 2
						 : box->frame->axis.right;
		if (panel_is_said(last))
			add_point(box, series, info_of(box, series, at, end, x, value_y(box, last)),
				  left, right);
		left = right;
		at = end;
	}
}

/* The line through the data [from, to), which breaks where one is not set. */
static void draw_stretch(const PanelBox *box, const Series *series, size_t from, size_t to,
			 bool later)
{
	PathPoint *points = ARENA_ARRAY(box->sheet->mem, PathPoint, to - from);
	size_t len = 0;
	for (size_t i = from; i < to; i++) {
		const Datum *datum = &series->data[i];
		if (!datum->value.set)
			continue;
		bool joined = i > from && datum[-1].value.set;
		points[len++] = (PathPoint){point_x(box, datum), panel_y(box, datum->value.scaled),
					    !joined};
	}
	sheet_path(box->sheet,
		   (Mark){.role = ROLE_SERIES, .variant = (int)series->tone, .later = later},
		   points, len);
	sheet_obstacle(box->sheet, points, len);
}

/* How many data stand at the end of the as-of day or before it. */
static size_t done_len(const PanelBox *box, const Series *series)
{
	Date as_of = box->sheet->chart->as_of;
	size_t len = 0;
	while (len < series->len &&
	       (!date_is_set(as_of) || series->data[len].during.to.day <= as_of.day + 1))
		len++;
	return len;
}

/* The value where the line meets the as-of line. */
static void draw_as_of_value(const PanelBox *box, const Series *series, const Datum *datum)
{
	Sheet *sheet = box->sheet;
	double x = point_x(box, datum);
	double y = panel_y(box, datum->value.scaled);
	sheet_add(sheet, (Mark){.kind = MARK_CIRCLE,
				.role = ROLE_AS_OF_DOT,
				.variant = (int)series->tone,
				.x = x,
				.y = y,
				.x2 = AS_OF_DOT_RADIUS});
	Mark text = {.role = ROLE_VALUE,
		     .variant = (int)series->tone,
		     .text = wording_short(sheet->mem, &box->panel->quantity, datum->value.scaled)};
	const Mark places[] = {
		{.x = x - VALUE_OFFSET, .y = y - VALUE_LIFT, .anchor = ANCHOR_END},
		{.x = x + VALUE_OFFSET, .y = y + 3 * VALUE_LIFT},
		{.x = x - VALUE_OFFSET, .y = y - 3 * VALUE_LIFT, .anchor = ANCHOR_END},
	};
	sheet_place(sheet, text, places, sizeof places / sizeof places[0], frame_body(box->frame),
		    true);
}

void panel_draw_line(const PanelBox *box, const Series *series)
{
	size_t done = done_len(box, series);
	draw_stretch(box, series, 0, done, false);
	draw_stretch(box, series, done > 0 ? done - 1 : 0, series->len, true);
	panel_draw_missing(box, series);
	add_line_points(box, series);
}

void panel_draw_line_values(const PanelBox *box, const Series *series)
{
	Date as_of = box->sheet->chart->as_of;
	size_t done = done_len(box, series);
	if (!date_is_set(as_of) || done == 0)
		return;
	const Datum *last = &series->data[done - 1];
	if (last->value.set && last->during.to.day == as_of.day + 1)
		draw_as_of_value(box, series, last);
}
