#include "chart/frame.h"

#include "chart/wording.h"

enum {
	TOP = 4,
	AS_OF_BASELINE = 13,
	AS_OF_ROW = 18,
	BAND_GAP = 6,
	TICK_BASELINE = 24,
	TICK_LENGTH = 4,
	TICKS = 12, /* about as many, unless they come too close or too far apart */
	TICK_APART_LEAST = 44,
	TICK_APART_MOST = 96,
	BELOW_AXIS = 32,
	RIGHT_MARGIN = 30,
	RIGHT_MARGIN_NARROW = 22,
	ROWS = 3,
	ROWS_NARROW = 2,
	TEXT_OFFSET = 6,
	LINE_ABOVE = 10, /* an event's line begins beside the top of its text */
};

void frame_init(Frame *frame, Sheet *sheet, double left)
{
	const Chart *chart = sheet->chart;
	bool narrow = sheet_is_narrow(sheet);
	double right = sheet->width - (narrow ? RIGHT_MARGIN_NARROW : RIGHT_MARGIN);
	bool has_as_of = date_is_set(chart->as_of);
	*frame = (Frame){
		.sheet = sheet,
		.axis = {chart->range, left, right},
		.top = TOP + (has_as_of ? AS_OF_ROW : 0),
		.as_of_x = right,
	};
	frame->body = frame->top + BAND_GAP;
	if (has_as_of) {
		Date end = date_add(chart->as_of, 1);
		frame->as_of_inside =
			chart->as_of.day >= chart->range.from.day && end.day <= chart->range.to.day;
		frame->as_of_x = time_within(&frame->axis, end);
	}
}

void frame_set_flags(Frame *frame, Flag *flags, size_t len)
{
	FlagSpace space = {
		.left = frame->axis.left,
		.right = frame->sheet->width - 1,
		.has_wall = frame->as_of_inside,
		.wall = frame->as_of_x,
		.rows = sheet_is_narrow(frame->sheet) ? ROWS_NARROW : ROWS,
	};
	int rows = flags_place(frame->sheet->mem, flags, len, space);
	frame->flags = flags;
	frame->flag_count = len;
	frame->body = frame->top + BAND_GAP + rows * FLAG_ROW_HEIGHT;
}

void frame_set_bottom(Frame *frame, double bottom)
{
	frame->bottom = bottom;
	frame->as_of_bottom = bottom;
	frame->flag_bottom = bottom;
}

double frame_height(const Frame *frame)
{
	return frame->bottom + BELOW_AXIS;
}

Plot frame_plot(const Frame *frame)
{
	return (Plot){frame->axis.left, frame->top, frame->axis.right, frame->bottom};
}

Plot frame_body(const Frame *frame)
{
	return (Plot){frame->axis.left, frame->body - FLAG_ROW_HEIGHT / 2.0, frame->axis.right,
		      frame->bottom};
}

static Plot whole(const Frame *frame)
{
	return (Plot){0, 0, frame->sheet->width, frame_height(frame)};
}

static void draw_as_of(const Frame *frame)
{
	Sheet *sheet = frame->sheet;
	Date as_of = sheet->chart->as_of;
	bool before = as_of.day < frame->axis.range.from.day;
	double x = frame->as_of_x;
	Str day = date_text_long(sheet->mem, as_of);
	Str words = WORDS(sheet->mem, STR("as of "), day);
	if (!frame->as_of_inside)
		words = before ? WORDS(sheet->mem, STR("← "), words)
			       : WORDS(sheet->mem, words, STR(" →"));
	Mark text = {.role = ROLE_AS_OF, .text = words};
	const Mark beside[] = {{.x = x + TEXT_OFFSET, .y = AS_OF_BASELINE},
			       {.x = x - TEXT_OFFSET, .y = AS_OF_BASELINE, .anchor = ANCHOR_END}};
	const Mark outside[] = {{.x = frame->axis.left, .y = AS_OF_BASELINE},
				{.x = frame->axis.right,
				 .y = AS_OF_BASELINE,
				 .anchor = ANCHOR_END}};
	if (x < frame->axis.right)
		sheet_add(sheet, (Mark){.kind = MARK_RECT,
					.role = ROLE_LATER,
					.x = x,
					.y = frame->top,
					.x2 = frame->axis.right,
					.y2 = frame->as_of_bottom});
	if (!frame->as_of_inside) {
		sheet_place(sheet, text, &outside[before ? 0 : 1], 1, whole(frame), false);
		return;
	}
	sheet_line(sheet, ROLE_AS_OF, x, TOP, x, frame->as_of_bottom);
	sheet_obstacle_line(sheet, x, TOP, x, frame->as_of_bottom);
	sheet_place(sheet, text, beside, 2, whole(frame), false);
}

static double flag_baseline(const Frame *frame, const Flag *flag)
{
	return frame->top + (flag->row + 1) * FLAG_ROW_HEIGHT - 2;
}

Mark flag_text(const Frame *frame, const Flag *flag)
{
	return (Mark){.kind = MARK_TEXT,
		      .role = ROLE_EVENT_TEXT,
		      .text = flag->words,
		      .anchor = flag->anchor,
		      .x = flag_text_x(flag),
		      .y = flag_baseline(frame, flag)};
}

bool frame_add_tick(const Frame *frame, double x, Str text, bool year)
{
	Mark tick = {.role = ROLE_TICK, .variant = year, .text = text};
	Mark place = {.x = x, .y = frame->bottom + TICK_BASELINE, .anchor = ANCHOR_MIDDLE};
	return sheet_place(frame->sheet, tick, &place, 1, whole(frame), false);
}

void frame_add_tick_line(const Frame *frame, double x)
{
	sheet_line(frame->sheet, ROLE_TICK_LINE, x, frame->bottom, x, frame->bottom + TICK_LENGTH);
}

void frame_draw_ticks(const Frame *frame)
{
	double apart = (frame->axis.right - frame->axis.left) / TICKS;
	apart = apart < TICK_APART_LEAST ? TICK_APART_LEAST : apart;
	apart = apart > TICK_APART_MOST ? TICK_APART_MOST : apart;
	TimeTicks ticks = time_ticks(frame->sheet->mem, &frame->axis, apart);
	for (size_t i = 0; i < ticks.len; i++) {
		frame_add_tick_line(frame, ticks.at[i].x);
		(void)frame_add_tick(frame, ticks.at[i].x, ticks.at[i].text, ticks.at[i].year);
	}
}

static void draw_flag_lines(const Frame *frame)
{
	Sheet *sheet = frame->sheet;
	for (size_t i = 0; i < frame->flag_count; i++) {
		const Flag *flag = &frame->flags[i];
		if (!flag->shown)
			continue;
		Mark text = flag_text(frame, flag);
		sheet_take(sheet, &text);
		sheet_obstacle_line(sheet, flag->x, frame->top, flag->x, frame->flag_bottom);
		sheet_line(sheet, ROLE_EVENT_LINE, flag->x, text.y - LINE_ABOVE, flag->x,
			   frame->flag_bottom);
	}
}

void frame_draw(const Frame *frame)
{
	Sheet *sheet = frame->sheet;
	if (date_is_set(sheet->chart->as_of))
		draw_as_of(frame);
	sheet_line(sheet, ROLE_AXIS, frame->axis.left, frame->bottom, frame->axis.right,
		   frame->bottom);
	if (sheet->chart->open_end)
		sheet_text(sheet, (Mark){.role = ROLE_NOTE,
					 .text = STR("open →"),
					 .anchor = ANCHOR_END,
					 .x = sheet->width - 1,
					 .y = frame->bottom + TICK_BASELINE});
	draw_flag_lines(frame);
}
