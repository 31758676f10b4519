#include "chart/frame.h"
#include "chart/layout_parts.h"
#include "chart/wording.h"

#include <stdlib.h>

enum {
	LEFT_NARROW = 12,
	NAME_GAP = 14,
	ROW_GAP = 84,
	ROW_PAD = 26,
	NAME_LIFT = 10,
	HALF_TYPE = 4,
	RADIUS = 4,
	REACH = 9,
	JOIN_PX = 3,
	DETAILS_TOLD = 5,
	MARK_REACH = 18, /* of the as-of and known lines beyond their row */
	KNOWN_BASELINE = 18,
	KNOWN_OFFSET = 6,
	CROWD = 40, /* more items than this are linked by lighter lines */
};

typedef struct Rows {
	double upper;
	double lower;
} Rows;

/* Items of one kind that stand within a few px in both rows: they are drawn as one. */
typedef struct ItemRun {
	const TimelineItem *first;
	size_t count;
	double upper; /* px */
	double lower;
	Buf label;
	Buf ref;
} ItemRun;

typedef struct ItemRuns {
	ItemRun *at; /* by upper day */
	Flag *flags; /* one each */
	size_t len;
} ItemRuns;

static int compare_items(const void *a, const void *b)
{
	const TimelineItem *x = *(const TimelineItem *const *)a;
	const TimelineItem *y = *(const TimelineItem *const *)b;
	if (x->upper.day != y->upper.day)
		return x->upper.day < y->upper.day ? -1 : 1;
	if (x->lower.day != y->lower.day)
		return x->lower.day < y->lower.day ? -1 : 1;
	return x < y ? -1 : 1;
}

/* The items by both days, and then as they stood. */
static const TimelineItem **sorted_items(Sheet *sheet)
{
	const Chart *chart = sheet->chart;
	const TimelineItem **items =
		ARENA_ARRAY(sheet->mem, const TimelineItem *, chart->item_count);
	for (size_t i = 0; i < chart->item_count; i++)
		items[i] = &chart->items[i];
	if (chart->item_count > 0)
		qsort(items, chart->item_count, sizeof(TimelineItem *), compare_items);
	return items;
}

static bool joins(const ItemRun *run, const TimelineItem *item, double upper, double lower)
{
	return run->first->kind == item->kind && upper - run->upper < JOIN_PX &&
	       lower - run->lower < JOIN_PX && run->lower - lower < JOIN_PX;
}

static void add_to_run(ItemRun *run, const TimelineItem *item)
{
	if (run->count > 0)
		buf_add_byte(&run->ref, ',');
	buf_add(&run->ref, item->ref);
	if (run->count > 0 && run->count < DETAILS_TOLD)
		buf_add(&run->label, STR("; "));
	if (run->count < DETAILS_TOLD)
		buf_add(&run->label, item->detail);
	run->count++;
}

static ItemRuns runs_of(const Frame *frame)
{
	Sheet *sheet = frame->sheet;
	size_t count = sheet->chart->item_count;
	const TimelineItem **items = sorted_items(sheet);
	ItemRuns runs = {ARENA_ARRAY(sheet->mem, ItemRun, count),
			 ARENA_ARRAY(sheet->mem, Flag, count), 0};
	for (size_t i = 0; i < count; i++) {
		double upper = time_within(&frame->axis, items[i]->upper);
		double lower = time_within(&frame->axis, items[i]->lower);
		if (runs.len == 0 || !joins(&runs.at[runs.len - 1], items[i], upper, lower))
			runs.at[runs.len++] = (ItemRun){.first = items[i],
							.upper = upper,
							.lower = lower,
							.label.mem = sheet->mem,
							.ref.mem = sheet->mem};
		add_to_run(&runs.at[runs.len - 1], items[i]);
	}
	return runs;
}

/* Joined items have no text, nor has one that stands close behind another. */
static void set_flags(Frame *frame, ItemRuns *runs)
{
	double last = -JOIN_PX;
	for (size_t i = 0; i < runs->len; i++) {
		ItemRun *run = &runs->at[i];
		runs->flags[i].x = run->upper;
		if (run->count > DETAILS_TOLD)
			buf_add_format(&run->label, "; and %zu more", run->count - DETAILS_TOLD);
		if (run->count > 1 || run->upper - last < JOIN_PX)
			continue;
		runs->flags[i].text = run->first->text;
		runs->flags[i].brief = run->first->brief;
		last = run->upper;
	}
	frame_set_flags(frame, runs->flags, runs->len);
}

static Mark item_mark(const TimelineItem *item, bool upper, double x, double y)
{
	bool cross = item->kind == ITEM_UNDOING && !upper;
	return (Mark){.kind = cross ? MARK_CROSS : MARK_CIRCLE,
		      .role = ROLE_ITEM,
		      .variant = (int)item->kind,
		      .x = x,
		      .y = y,
		      .x2 = RADIUS};
}

static void draw_run(const Frame *frame, const ItemRun *run, const Flag *flag, Rows rows,
		     bool crowd)
{
	const TimelineItem *item = run->first;
	Group *group = sheet_group(frame->sheet, (PointInfo){.x = run->upper,
							     .y = rows.upper,
							     .on = item->upper,
							     .label = buf_str(&run->label),
							     .ref = buf_str(&run->ref)});
	group_add(group, (Mark){.kind = MARK_RECT,
				.role = ROLE_HIT,
				.x = run->upper - REACH,
				.y = rows.upper - REACH,
				.x2 = run->upper + REACH,
				.y2 = rows.upper + REACH});
	if (flag->shown)
		group_add(group, flag_text(frame, flag));
	group_add(group, (Mark){.kind = MARK_LINE,
				.role = ROLE_LINK,
				.variant = (int)item->kind,
				.later = crowd,
				.x = run->upper,
				.y = rows.upper,
				.x2 = run->lower,
				.y2 = rows.lower});
	if (item->kind != ITEM_UNDOING)
		group_add(group, item_mark(item, true, run->upper, rows.upper));
	group_add(group, item_mark(item, false, run->lower, rows.lower));
}

static void draw_row(const Frame *frame, Str name, double y)
{
	Sheet *sheet = frame->sheet;
	bool narrow = sheet_is_narrow(sheet);
	sheet_line(sheet, ROLE_AXIS, frame->axis.left, y, frame->axis.right, y);
	sheet_text(sheet, (Mark){.role = ROLE_ROW,
				 .text = name,
				 .anchor = narrow ? ANCHOR_START : ANCHOR_END,
				 .x = narrow ? frame->axis.left : frame->axis.left - NAME_GAP,
				 .y = narrow ? y + NAME_LIFT + HALF_TYPE * 2 : y + HALF_TYPE});
}

/* The end of what is known, in the lower row. */
static void draw_known(const Frame *frame, Rows rows)
{
	Sheet *sheet = frame->sheet;
	Date known = sheet->chart->known;
	double x = time_within(&frame->axis, date_add(known, 1));
	Mark text = {.role = ROLE_KNOWN,
		     .text = WORDS(sheet->mem, STR("known on "),
				   date_text_long(sheet->mem, known))};
	double y = rows.lower + KNOWN_BASELINE;
	const Mark places[] = {{.x = x + KNOWN_OFFSET, .y = y},
			       {.x = x - KNOWN_OFFSET, .y = y, .anchor = ANCHOR_END}};
	sheet_line(sheet, ROLE_KNOWN, x, rows.lower - MARK_REACH, x, rows.lower + KNOWN_BASELINE);
	(void)sheet_place(sheet, text, places, 2, (Plot){0, 0, sheet->width, frame->bottom}, false);
}

static double left_of(const Sheet *sheet)
{
	double widest = 0;
	if (sheet_is_narrow(sheet))
		return LEFT_NARROW;
	for (size_t i = 0; i < 2; i++) {
		double width = wording_width(sheet->chart->row_names[i], false);
		widest = width > widest ? width : widest;
	}
	return widest + NAME_GAP + 1;
}

Outline layout_timeline(Sheet *sheet)
{
	Frame frame;
	frame_init(&frame, sheet, left_of(sheet));
	ItemRuns runs = runs_of(&frame);
	set_flags(&frame, &runs);
	Rows rows = {.upper = frame.body + FLAG_ROW_HEIGHT};
	rows.lower = rows.upper + ROW_GAP;
	frame_set_bottom(&frame, rows.lower + ROW_PAD);
	frame.as_of_bottom = rows.upper + MARK_REACH;
	frame.flag_bottom = rows.upper;
	frame_draw(&frame);
	frame_draw_ticks(&frame);
	draw_row(&frame, sheet->chart->row_names[0], rows.upper);
	draw_row(&frame, sheet->chart->row_names[1], rows.lower);
	for (size_t i = 0; i < runs.len; i++)
		draw_run(&frame, &runs.at[i], &runs.flags[i], rows, runs.len > CROWD);
	if (date_is_set(sheet->chart->known))
		draw_known(&frame, rows);
	return (Outline){.height = frame_height(&frame),
			 .has_plot = true,
			 .plot = frame_plot(&frame)};
}
