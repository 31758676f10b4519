#include "chart/layout_parts.h"
#include "chart/panel.h"

enum {
	LEFT_LEAST = 40,
	TICK_MARGIN = 12,
	PANEL_GAP = 38,
	NAME_ROW = 20, /* above bars */
	PAD = 14,      /* between the last panel and an axis with events */
	SMALL_HEIGHT = 36,
	EVENT_RADIUS = 4,
	EVENT_REACH = 9,
	EVENT_JOIN_PX = 6,
	DETAILS_TOLD = 5,
};

/* Events that stand so close that their marks would cover each other make one mark: [from, to). */
typedef struct EventRun {
	size_t from;
	size_t to;
} EventRun;

typedef struct EventRuns {
	EventRun *at;
	Flag *flags; /* one each */
	size_t len;
} EventRuns;

/* Joined events have a mark but no text. */
static Flag flag_of(const Chart *chart, EventRun run, double x)
{
	const ChartEvent *event = &chart->events[run.from];
	size_t count = run.to - run.from;
	if (count == 1)
		return (Flag){.x = x, .text = event->text, .brief = event->brief};
	return (Flag){.x = x};
}

static EventRuns runs_of(const Frame *frame)
{
	Arena *mem = frame->sheet->mem;
	const Chart *chart = frame->sheet->chart;
	EventRuns runs = {ARENA_ARRAY(mem, EventRun, chart->event_count),
			  ARENA_ARRAY(mem, Flag, chart->event_count), 0};
	for (size_t at = 0; at < chart->event_count;) {
		EventRun run = {at, at + 1};
		double x = time_within(&frame->axis, chart->events[at].on);
		while (run.to < chart->event_count &&
		       time_within(&frame->axis, chart->events[run.to].on) - x < EVENT_JOIN_PX)
			run.to++;
		runs.at[runs.len] = run;
		runs.flags[runs.len++] = flag_of(chart, run, x);
		at = run.to;
	}
	return runs;
}

static PointInfo info_of(const Frame *frame, EventRun run, double x)
{
	Arena *mem = frame->sheet->mem;
	const ChartEvent *events = frame->sheet->chart->events;
	Buf label = {.mem = mem};
	Buf ref = {.mem = mem};
	for (size_t i = run.from; i < run.to; i++) {
		if (i > run.from)
			buf_add_byte(&ref, ',');
		buf_add(&ref, events[i].ref);
		if (i - run.from >= DETAILS_TOLD)
			continue;
		if (i > run.from)
			buf_add(&label, STR("; "));
		buf_add(&label, events[i].detail);
	}
	if (run.to - run.from > DETAILS_TOLD)
		buf_add_format(&label, "; and %zu more", run.to - run.from - DETAILS_TOLD);
	return (PointInfo){
		.x = x,
		.y = frame->bottom,
		.on = events[run.from].on,
		.label = buf_str(&label),
		.ref = buf_str(&ref),
	};
}

static void draw_events(const Frame *frame, const EventRuns *runs)
{
	for (size_t i = 0; i < runs->len; i++) {
		const Flag *flag = &runs->flags[i];
		Group *group = sheet_group(frame->sheet, info_of(frame, runs->at[i], flag->x));
		group_add(group, (Mark){.kind = MARK_RECT,
					.role = ROLE_HIT,
					.x = flag->x - EVENT_REACH,
					.y = frame->bottom - EVENT_REACH,
					.x2 = flag->x + EVENT_REACH,
					.y2 = frame->bottom + EVENT_REACH});
		if (flag->shown)
			group_add(group, flag_text(frame, flag));

		group_add(group, (Mark){.kind = MARK_CIRCLE,
					.role = ROLE_EVENT,
					.x = flag->x,
					.y = frame->bottom,
					.x2 = EVENT_RADIUS});
	}
}

static double panel_height(const Sheet *sheet, const Panel *panel)
{
	double alone = sheet->chart->panel_count == 1 ? 40 : 0;
	if (panel->small)
		return SMALL_HEIGHT;
	if (sheet_is_narrow(sheet))
		return 140 + alone / 2;
	return (sheet->width < 900 ? 160 : 180) + alone;
}

/* Puts the panels below each other; returns where the last one ends. */
static double stack(PanelBox *boxes, size_t len, const Frame *frame)
{
	double y = frame->body + FLAG_ROW_HEIGHT / 2.0;
	for (size_t i = 0; i < len; i++) {
		if (i > 0)
			y += PANEL_GAP;
		else if (panel_is_bars(boxes[i].panel))
			y += NAME_ROW;
		boxes[i].frame = frame;
		boxes[i].top = y;
		y += panel_height(frame->sheet, boxes[i].panel);
		boxes[i].bottom = y;
	}
	return y;
}

static void draw_panel(const PanelBox *box)
{
	for (size_t i = 0; i < box->panel->len; i++) {
		const Series *series = &box->panel->series[i];
		if (series->form == SERIES_STEP)
			panel_draw_steps(box, series);
		else if (series->form == SERIES_LINE)
			panel_draw_line(box, series);
	}
	if (!panel_is_bars(box->panel))
		return;
	panel_draw_names(box);
	panel_draw_bars(box);
}

static void draw_words(const PanelBox *box)
{
	for (size_t i = 0; i < box->panel->len; i++) {
		if (box->panel->series[i].form == SERIES_LINE)
			panel_draw_line_values(box, &box->panel->series[i]);
	}
	if (!panel_is_bars(box->panel))
		panel_draw_names(box);
}

static PanelBox *boxes_of(Sheet *sheet, double *left)
{
	const Chart *chart = sheet->chart;
	PanelBox *boxes = ARENA_ARRAY(sheet->mem, PanelBox, chart->panel_count);
	*left = LEFT_LEAST;
	for (size_t i = 0; i < chart->panel_count; i++) {
		const Panel *panel = &chart->panels[i];
		Scale scale = panel_scale(panel, sheet_is_narrow(sheet));
		double width = panel_tick_width(sheet->mem, panel, scale) + TICK_MARGIN;
		boxes[i] = (PanelBox){.sheet = sheet, .panel = panel, .scale = scale};
		*left = width > *left ? width : *left;
	}
	return boxes;
}

Outline layout_panels(Sheet *sheet)
{
	size_t count = sheet->chart->panel_count;
	double left;
	PanelBox *boxes = boxes_of(sheet, &left);
	Frame frame;
	frame_init(&frame, sheet, left);
	EventRuns runs = runs_of(&frame);
	frame_set_flags(&frame, runs.flags, runs.len);
	frame_set_bottom(&frame, stack(boxes, count, &frame) + (runs.len > 0 ? PAD : 0));
	frame_draw(&frame);
	if (count == 0 || !panel_names_periods(&boxes[0]))
		frame_draw_ticks(&frame);
	for (size_t i = 0; i < count; i++)
		panel_draw_grid(&boxes[i]);
	for (size_t i = 0; i < count; i++)
		draw_panel(&boxes[i]);
	for (size_t i = 0; i < count; i++)
		draw_words(&boxes[i]);
	draw_events(&frame, &runs);
	return (Outline){.height = frame_height(&frame),
			 .has_plot = true,
			 .plot = frame_plot(&frame)};
}
