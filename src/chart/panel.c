#include "chart/panel.h"

#include "chart/wording.h"

enum {
	STEPS = 5,
	STEPS_NARROW = 4,
	STEPS_SMALL = 2,
	TICK_GAP = 8,
	HALF_TYPE = 4,
	JOIN_PX = 3,
	NA_LIFT = 6, /* of the reason above its dashes */
};

double panel_y(const PanelBox *box, int64_t value)
{
	return box->bottom - scale_at(box->scale, value) * (box->bottom - box->top);
}

double panel_x(const PanelBox *box, Date day)
{
	return time_within(&box->frame->axis, day);
}

double panel_base(const PanelBox *box)
{
	if (box->scale.low > 0)
		return box->bottom;
	return box->scale.high < 0 ? box->top : panel_y(box, 0);
}

static int64_t whole_of(const Quantity *quantity)
{
	int64_t whole = 1;
	for (int i = 0; i < quantity->digits; i++)
		whole *= 10;
	return whole;
}

bool panel_is_bars(const Panel *panel)
{
	return panel->len > 0 && panel->series[0].form == SERIES_BARS;
}

bool panel_is_said(const Datum *datum)
{
	return datum->value.set || datum->value.na.len > 0;
}

bool panel_has_values(const Series *series)
{
	for (size_t i = 0; i < series->len; i++) {
		if (series->data[i].value.set)
			return true;
	}
	return false;
}

/* Without any value the numbers of a scale mean nothing. */
static bool has_numbers(const Panel *panel)
{
	for (size_t i = 0; i < panel->len; i++) {
		if (panel_has_values(&panel->series[i]))
			return true;
	}
	return false;
}

static ScaleFit fit_of(const Panel *panel)
{
	if (panel->from_zero || panel_is_bars(panel))
		return SCALE_FROM_ZERO;
	return panel->small ? SCALE_TIGHT : SCALE_LOOSE;
}

Scale panel_scale(const Panel *panel, bool narrow)
{
	Span span = {0};
	int steps = narrow ? STEPS_NARROW : STEPS;
	for (size_t i = 0; i < panel->len; i++) {
		const Series *series = &panel->series[i];
		for (size_t j = 0; j < series->len; j++) {
			if (series->data[j].value.set)
				span_add(&span, series->data[j].value.scaled);
		}
	}
	return scale_of(span, fit_of(panel), panel->small ? STEPS_SMALL : steps,
			whole_of(&panel->quantity));
}

/* The larger in size of both ends of a scale. */
static int64_t largest_of(Scale scale)
{
	if (scale.low >= 0 || scale.high > 0 - (scale.low + 1))
		return scale.high;
	return scale.low;
}

static Str tick_text(Arena *mem, const Panel *panel, Scale scale, int64_t tick)
{
	return wording_tick(mem, &panel->quantity, tick, scale.step, largest_of(scale));
}

double panel_tick_width(Arena *mem, const Panel *panel, Scale scale)
{
	double widest = 0;
	int64_t tick = scale_first(scale);
	if (!has_numbers(panel))
		return 0;
	do {
		double width = wording_width(tick_text(mem, panel, scale, tick), false);
		widest = width > widest ? width : widest;
	} while (scale_next(scale, &tick));
	return widest;
}

void panel_draw_grid(const PanelBox *box)
{
	Sheet *sheet = box->sheet;
	const TimeAxis *axis = &box->frame->axis;
	bool bars = fit_of(box->panel) == SCALE_FROM_ZERO;
	if (!has_numbers(box->panel)) {
		sheet_line(sheet, ROLE_GRID, axis->left, box->bottom, axis->right, box->bottom);
		return;
	}
	int64_t tick = scale_first(box->scale);
	do {
		double y = panel_y(box, tick);
		sheet_line(sheet, bars && tick == 0 ? ROLE_ZERO : ROLE_GRID, axis->left, y,
			   axis->right, y);
		sheet_text(sheet,
			   (Mark){.role = ROLE_TICK,
				  .text = tick_text(sheet->mem, box->panel, box->scale, tick),
				  .anchor = ANCHOR_END,
				  .x = axis->left - TICK_GAP,
				  .y = y + HALF_TYPE});
	} while (scale_next(box->scale, &tick));
}

static bool is_missing(const Datum *datum)
{
	return !datum->value.set && datum->value.na.len > 0;
}

static void draw_reason(const PanelBox *box, const Series *series, ChartValue value, double x,
			double x2, double y)
{
	Arena *mem = box->sheet->mem;
	Str reason = wording_value(mem, &box->panel->quantity, value);
	Mark text = {.role = ROLE_NA_TEXT, .text = WORDS(mem, series->name, STR(" "), reason)};
	bool bars = series->form == SERIES_BARS;
	const Mark above = {.x = x, .y = box->top - FLAG_ROW_HEIGHT};
	const Mark places[] = {
		{.x = (x + x2) / 2, .y = y - NA_LIFT, .anchor = ANCHOR_MIDDLE},
		{.x = x, .y = y - NA_LIFT},
		{.x = x2, .y = y - NA_LIFT, .anchor = ANCHOR_END},
		{.x = x, .y = y - NA_LIFT - FLAG_ROW_HEIGHT},
		{.x = x2, .y = y - NA_LIFT - FLAG_ROW_HEIGHT, .anchor = ANCHOR_END},
	};
	size_t count = bars ? 1 : sizeof places / sizeof places[0];
	Plot within = {0, 0, box->sheet->width, box->bottom};
	if (!sheet_place(box->sheet, text, bars ? &above : places, count, within, true))
		(void)sheet_place(box->sheet, text, bars ? &above : places, count, within, false);
}

void panel_draw_missing(const PanelBox *box, const Series *series)
{
	double y = panel_base(box);
	size_t at = 0;
	while (at < series->len) {
		const Datum *first = &series->data[at];
		size_t end = at + 1;
		if (is_missing(first)) {
			while (end < series->len && is_missing(&series->data[end]) &&
			       str_eq(series->data[end].value.na, first->value.na))
				end++;
			double x = panel_x(box, first->during.from);
			double x2 = panel_x(box, series->data[end - 1].during.to);
			if (series->form != SERIES_BARS)
				sheet_line(box->sheet, ROLE_NA, x, y, x2, y);
			draw_reason(box, series, first->value, x, x2, y);
		}
		at = end;
	}
}

static Str joined_values(const PanelBox *box, const Series *series, size_t from, size_t to)
{
	Arena *mem = box->sheet->mem;
	const Quantity *quantity = &box->panel->quantity;
	Span span = {0};
	for (size_t i = from; i < to; i++) {
		if (series->data[i].value.set)
			span_add(&span, series->data[i].value.scaled);
	}
	if (!span.any)
		return wording_value(mem, quantity, series->data[from].value);
	ChartValue most = {.set = true, .scaled = span.most};
	return WORDS(mem, wording_exact(mem, quantity, span.least), STR(" to "),
		     wording_measure(mem, quantity, most));
}

/* What of a period that runs on the as-of day is done. */
static Str done_text(const PanelBox *box, const Datum *datum)
{
	Arena *mem = box->sheet->mem;
	if (!datum->done.set)
		return (Str){0};
	return WORDS(mem, STR(", of it "),
		     wording_exact(mem, &box->panel->quantity, datum->done.scaled), STR(" to "),
		     date_text_long(mem, box->sheet->chart->as_of));
}

Str panel_label(const PanelBox *box, const Series *series, size_t from, size_t to)
{
	Arena *mem = box->sheet->mem;
	const Datum *first = &series->data[from];
	Period during = {first->during.from, series->data[to - 1].during.to};
	Str when = wording_period(mem, during);
	if (series->form == SERIES_LINE)
		when = WORDS(mem, STR("to "), date_text_long(mem, date_add(during.to, -1)));
	if (to - from > 1)
		return WORDS(mem, when, STR(": "), series->name, STR(", "),
			     wording_count(mem, (int64_t)(to - from)), STR(" values: "),
			     joined_values(box, series, from, to));
	return WORDS(mem, when, STR(": "), series->name, STR(" "),
		     wording_measure(mem, &box->panel->quantity, first->value),
		     done_text(box, first));
}

size_t panel_join(const PanelBox *box, const Series *series, size_t at)
{
	bool line = series->form == SERIES_LINE;
	const Datum *data = series->data;
	double x = panel_x(box, line ? data[at].during.to : data[at].during.from);
	size_t end = at + 1;
	while (end < series->len &&
	       panel_x(box, line ? data[end].during.to : data[end].during.from) - x < JOIN_PX)
		end++;
	return end;
}
