#include "chart/panel.h"

#include "chart/wording.h"

enum {
	BAR_MOST = 60,
	BAR_LEAST = 2,
	BAR_GAP = 2,
	VALUE_LIFT = 5,
	VALUE_DROP = 13,
	NAME_GAP = 8,
	STROKES_FROM = 8, /* px of a period, from which its ends are marked */
};

/* Bars of one panel stand side by side in the days of their period. */
typedef struct BarPlan {
	double width; /* of one bar; 0: too narrow for bars, areas are drawn */
	double gap;   /* between the bars of a period */
	bool values;  /* each bar's value stands at its end */
} BarPlan;

static double days_width(const PanelBox *box, Period during)
{
	return panel_x(box, during.to) - panel_x(box, during.from);
}

/* Width of the period in the middle, if they are ordered by width: cut ones at the ends do not count. */
static double usual_width(const PanelBox *box)
{
	const Series *series = &box->panel->series[0];
	if (series->len == 0)
		return 0;
	double first = days_width(box, series->data[0].during);
	double middle = days_width(box, series->data[series->len / 2].during);
	return first > middle ? first : middle;
}

static Str value_text(const PanelBox *box, const Datum *datum)
{
	return wording_short(box->sheet->mem, &box->panel->quantity, datum->value.scaled);
}

/* Left end of a bar, and its width in a period that may be cut short. */
static double bar_left(const PanelBox *box, BarPlan plan, size_t place, Period during,
		       double *width)
{
	double count = (double)box->panel->len;
	double room = days_width(box, during) * 0.9;
	*width = plan.width;
	if (count * plan.width + (count - 1) * plan.gap > room) {
		plan.gap = 0;
		*width = room / count;
	}
	double all = count * *width + (count - 1) * plan.gap;
	double middle = (panel_x(box, during.from) + panel_x(box, during.to)) / 2;
	return middle - all / 2 + (double)place * (*width + plan.gap);
}

/* Whether the values of all bars can stand at their ends, each in its bar's width. */
static bool values_fit(const PanelBox *box, BarPlan plan)
{
	for (size_t i = 0; i < box->panel->len; i++) {
		const Series *series = &box->panel->series[i];
		for (size_t j = 0; j < series->len; j++) {
			const Datum *datum = &series->data[j];
			double width;
			(void)bar_left(box, plan, i, datum->during, &width);
			if (datum->value.set &&
			    wording_width(value_text(box, datum), false) > width)
				return false;
		}
	}
	return true;
}

static BarPlan plan_bars(const PanelBox *box)
{
	double count = (double)box->panel->len;
	double room = usual_width(box) * 0.72;
	BarPlan plan = {.gap = room > 12 * count ? BAR_GAP : 0};
	plan.width = (room - plan.gap * (count - 1)) / count;
	if (plan.width > BAR_MOST)
		plan.width = BAR_MOST;
	if (plan.width < BAR_LEAST)
		return (BarPlan){0};
	plan.values = values_fit(box, plan);
	return plan;
}

static Mark bar(MarkRole role, Tone tone, double left, double right, double y, double y2)
{
	return (Mark){.kind = MARK_RECT,
		      .role = role,
		      .variant = (int)tone,
		      .x = left,
		      .y = y < y2 ? y : y2,
		      .x2 = right,
		      .y2 = y < y2 ? y2 : y};
}

/* What of the bar is drawn as done: all of it, unless days of its period come after the as-of day. */
static ChartValue done_of(const PanelBox *box, const Datum *datum)
{
	Date as_of = box->sheet->chart->as_of;
	if (!date_is_set(as_of) || datum->during.to.day <= as_of.day + 1)
		return datum->value;
	return datum->done;
}

static void add_bar_marks(const PanelBox *box, Group *group, const Series *series,
			  const Datum *datum, double left, double right)
{
	double base = panel_base(box);
	double end = panel_y(box, datum->value.scaled);
	ChartValue done = done_of(box, datum);
	double middle = done.set ? panel_y(box, done.scaled) : base;
	if (middle != end)
		group_add(group, bar(ROLE_BAR_LATER, series->tone, left, right, middle, end));
	if (middle != base)
		group_add(group, bar(ROLE_BAR, series->tone, left, right, base, middle));
}

static void add_bar_value(const PanelBox *box, Group *group, const Datum *datum, double x)
{
	double end = panel_y(box, datum->value.scaled);
	bool down = datum->value.scaled < 0;
	Mark text = {.role = ROLE_VALUE, .text = value_text(box, datum)};
	Mark place = {.x = x,
		      .y = down ? end + VALUE_DROP : end - VALUE_LIFT,
		      .anchor = ANCHOR_MIDDLE};
	Plot within = {0, 0, box->sheet->width, box->frame->bottom};
	if (sheet_find(box->sheet, &text, &place, 1, within, false))
		group_add(group, text);
}

static void draw_bar(const PanelBox *box, BarPlan plan, size_t place, size_t at)
{
	const Series *series = &box->panel->series[place];
	const Datum *datum = &series->data[at];
	double width;
	if (!panel_is_said(datum))
		return;
	double left = bar_left(box, plan, place, datum->during, &width);
	double base = panel_base(box);
	double y = datum->value.set ? panel_y(box, datum->value.scaled) : base;
	Group *group =
		sheet_group(box->sheet, (PointInfo){.x = left + width / 2,
						    .y = y,
						    .on = datum->during.from,
						    .label = panel_label(box, series, at, at + 1)});
	group_add(group, bar(ROLE_HIT, series->tone, left, left + width, box->top, box->bottom));
	if (!datum->value.set) {
		group_add(group, (Mark){.kind = MARK_LINE,
					.role = ROLE_NA,
					.x = left,
					.y = base,
					.x2 = left + width,
					.y2 = base});
		return;
	}
	add_bar_marks(box, group, series, datum, left, left + width);
	if (plan.values)
		add_bar_value(box, group, datum, left + width / 2);
}

/* The outline of the data [from, to) against zero, as one area. */
static void draw_area(const PanelBox *box, const Series *series, size_t from, size_t to, bool later)
{
	PathPoint *points = ARENA_ARRAY(box->sheet->mem, PathPoint, 2 * (to - from) + 2);
	double base = panel_base(box);
	size_t len = 0;
	if (from == to)
		return;
	points[len++] = (PathPoint){panel_x(box, series->data[from].during.from), base, true};
	for (size_t i = from; i < to; i++) {
		const Datum *datum = &series->data[i];
		double y = datum->value.set ? panel_y(box, datum->value.scaled) : base;
		points[len++] = (PathPoint){panel_x(box, datum->during.from), y, false};
		points[len++] = (PathPoint){panel_x(box, datum->during.to), y, false};
	}
	points[len++] = (PathPoint){panel_x(box, series->data[to - 1].during.to), base, false};
	sheet_path(box->sheet,
		   (Mark){.role = later ? ROLE_BAR_LATER : ROLE_BAR,
			  .variant = (int)series->tone,
			  .filled = true},
		   points, len);
}

static void draw_areas(const PanelBox *box, const Series *series)
{
	Date as_of = box->sheet->chart->as_of;
	size_t done = 0;
	while (done < series->len &&
	       (!date_is_set(as_of) || series->data[done].during.from.day <= as_of.day))
		done++;
	draw_area(box, series, 0, done, false);
	draw_area(box, series, done, series->len, true);
	for (size_t at = 0; at < series->len;) {
		size_t end = panel_join(box, series, at);
		const Datum *first = &series->data[at];
		double x = panel_x(box, first->during.from);
		double x2 = panel_x(box, series->data[end - 1].during.to);
		double y = first->value.set ? panel_y(box, first->value.scaled) : panel_base(box);
		Group *group = sheet_group(box->sheet,
					   (PointInfo){.x = x,
						       .y = y,
						       .on = first->during.from,
						       .label = panel_label(box, series, at, end)});
		group_add(group, bar(ROLE_HIT, series->tone, x, x2, box->top, box->bottom));
		at = end;
	}
}

static Str period_text(Arena *mem, const Datum *datum, int32_t told)
{
	if (datum->year == 0 || datum->year == told)
		return datum->name;
	Str year = str_format(mem, " %02d", (int)datum->year % 100);
	return WORDS(mem, datum->name, year);
}

/* Whether so many periods make years, or parts of a year; of days and weeks any number does. */
static bool is_round(const PanelBox *box, size_t stride)
{
	const Series *series = &box->panel->series[0];
	size_t months =
		((size_t)period_days(series->data[series->len / 2].during) + 15) / 30 * stride;
	return months < stride || 12 % months == 0 || months % 12 == 0;
}

/* Every how many periods a name fits. */
static size_t name_stride(const PanelBox *box, double period)
{
	const Series *series = &box->panel->series[0];
	double widest = 0;
	for (size_t i = 0; i < series->len; i++) {
		Str text = period_text(box->sheet->mem, &series->data[i], 0);
		double width = wording_width(text, false) + NAME_GAP;
		widest = width > widest ? width : widest;
	}
	size_t stride = 1;
	while ((double)stride * period < widest || !is_round(box, stride))
		stride++;
	return stride;
}

/* Names in the middle of their periods, and strokes between these. */
static void draw_period_names(const PanelBox *box)
{
	const Series *series = &box->panel->series[0];
	double period = usual_width(box);
	size_t stride = name_stride(box, period);
	int32_t told = 0;
	for (size_t i = 0; i < series->len; i++) {
		const Datum *datum = &series->data[i];
		double x = panel_x(box, datum->during.from);
		double x2 = panel_x(box, datum->during.to);
		if (period >= STROKES_FROM)
			frame_add_tick_line(box->frame, x);
		bool year = datum->year != told;
		if (i % stride == 0 &&
		    frame_add_tick(box->frame, (x + x2) / 2,
				   period_text(box->sheet->mem, datum, told), year))
			told = datum->year;
	}
	frame_add_tick_line(box->frame, box->frame->axis.right);
}

bool panel_names_periods(const PanelBox *box)
{
	return panel_is_bars(box->panel) && plan_bars(box).width > 0;
}

void panel_draw_bars(const PanelBox *box)
{
	BarPlan plan = plan_bars(box);
	if (plan.width > 0)
		draw_period_names(box);
	for (size_t i = 0; i < box->panel->len; i++) {
		const Series *series = &box->panel->series[i];
		if (plan.width == 0)
			draw_areas(box, series);
		else
			for (size_t j = 0; j < series->len; j++)
				draw_bar(box, plan, i, j);
		panel_draw_missing(box, series);
	}
}
