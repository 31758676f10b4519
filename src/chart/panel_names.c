#include "chart/panel.h"

#include "chart/wording.h"

enum {
	PIECES = 12, /* parts of a line that are tried for its name, from the right */
	PLACES = 6 * PIECES,
	LIFT = 7,
	DROP = 15,
	INDENT = 4,
	NAME_GAP = 14,
};

typedef struct Places {
	Mark at[PLACES];
	size_t len;
} Places;

static void add_place(Places *places, double x, double y, Anchor anchor)
{
	if (places->len < PLACES)
		places->at[places->len++] = (Mark){.x = x, .y = y, .anchor = anchor};
}

/* Above and below the piece of a line between two heights, at both of its ends. */
static void add_piece(Places *places, const PanelBox *box, double x, double x2, double y, double y2)
{
	double wall = box->frame->as_of_x;
	bool walled = box->frame->as_of_inside && wall > x && wall < x2;
	add_place(places, x2 - INDENT, y2 - LIFT, ANCHOR_END);
	add_place(places, x2 - INDENT, y2 + DROP, ANCHOR_END);
	if (walled) {
		add_place(places, wall - INDENT, y2 - LIFT, ANCHOR_END);
		add_place(places, wall - INDENT, y2 + DROP, ANCHOR_END);
	}
	add_place(places, x + INDENT, y - LIFT, ANCHOR_START);
	add_place(places, x + INDENT, y + DROP, ANCHOR_START);
}

static void places_beside(const PanelBox *box, const Series *series, Places *places)
{
	bool step = series->form == SERIES_STEP;
	for (size_t i = series->len; i > 0; i--) {
		const Datum *datum = &series->data[i - 1];
		const Datum *before = step ? datum : i > 1 ? datum - 1 : NULL;
		if (!datum->value.set || !before || !before->value.set)
			continue;
		add_piece(places, box, panel_x(box, step ? datum->during.from : before->during.to),
			  panel_x(box, datum->during.to), panel_y(box, before->value.scaled),
			  panel_y(box, datum->value.scaled));
	}
}

/* Anywhere in the panel, from the right. */
static void places_anywhere(const PanelBox *box, Places *places)
{
	double left = box->frame->axis.left;
	double right = box->frame->axis.right;
	for (int row = 0; row < 4; row++) {
		for (int i = 0; i < PIECES; i++)
			add_place(places, right - INDENT - i * (right - left) / PIECES,
				  box->top - LIFT + row * (DROP + INDENT), ANCHOR_END);
	}
}

static void draw_beside(const PanelBox *box, const Series *series, Str unit)
{
	Places near = {0};
	Places far = {0};
	Mark name = {.role = ROLE_NAME,
		     .variant = (int)series->tone,
		     .text = series->name,
		     .unit = unit};
	Mark bare = name;
	bare.unit = (Str){0};
	Plot within = frame_body(box->frame);
	within.top = box->top - FLAG_ROW_HEIGHT - LIFT;
	places_beside(box, series, &near);
	places_anywhere(box, &far);
	if (sheet_place(box->sheet, name, near.at, near.len, within, true) ||
	    sheet_place(box->sheet, bare, near.at, near.len, within, true) ||
	    sheet_place(box->sheet, bare, near.at, near.len, within, false))
		return;
	(void)sheet_place(box->sheet, bare, far.at, far.len, within, false);
}

/* In a row above the panel, the last one at its right end. */
/* Where the row of names above bars ends: clear of the as-of line, if that can be. */
static double row_end(const PanelBox *box, double width)
{
	const Frame *frame = box->frame;
	double right = frame->axis.right;
	if (!frame->as_of_inside || right - width > frame->as_of_x + INDENT)
		return right;
	if (frame->as_of_x - NAME_GAP - width > frame->axis.left)
		return frame->as_of_x - NAME_GAP;
	return right;
}

static double row_width(const PanelBox *box)
{
	double width = 0;
	for (size_t i = 0; i < box->panel->len; i++)
		width += wording_width(box->panel->series[i].name, false) + NAME_GAP;
	return width + wording_width(box->panel->quantity.unit, false);
}

static void draw_above(const PanelBox *box)
{
	double x = row_end(box, row_width(box));
	for (size_t i = box->panel->len; i > 0; i--) {
		const Series *series = &box->panel->series[i - 1];
		Mark name = {.role = ROLE_NAME,
			     .variant = (int)series->tone,
			     .text = series->name,
			     .unit = i == box->panel->len ? box->panel->quantity.unit : (Str){0},
			     .anchor = ANCHOR_END,
			     .x = x,
			     .y = box->top - FLAG_ROW_HEIGHT};
		sheet_text(box->sheet, name);
		x = mark_text_box(&name).left - NAME_GAP;
	}
}

void panel_draw_names(const PanelBox *box)
{
	if (panel_is_bars(box->panel)) {
		draw_above(box);
		return;
	}
	/* A series without any value has no line to be named; the reason tells its name. */
	for (size_t i = 0; i < box->panel->len; i++) {
		if (panel_has_values(&box->panel->series[i]))
			draw_beside(box, &box->panel->series[i],
				    i == 0 ? box->panel->quantity.unit : (Str){0});
	}
}
