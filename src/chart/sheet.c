#include "chart/sheet.h"

#include "chart/wording.h"

#include <assert.h>
#include <stdlib.h>

enum { ASCENT = 9, DESCENT = 3, SPACE = 4 };

bool sheet_is_narrow(const Sheet *sheet)
{
	return sheet->width <= CHART_WIDTH_NARROW;
}

Mark *sheet_add(Sheet *sheet, Mark mark)
{
	Mark *added = vec_push(sheet->mem, &sheet->marks);
	*added = mark;
	return added;
}

void sheet_line(Sheet *sheet, MarkRole role, double x, double y, double x2, double y2)
{
	sheet_add(sheet,
		  (Mark){.kind = MARK_LINE, .role = role, .x = x, .y = y, .x2 = x2, .y2 = y2});
}

static bool is_strong(MarkRole role)
{
	return role == ROLE_AS_OF || role == ROLE_KNOWN;
}

Plot mark_text_box(const Mark *mark)
{
	double width = wording_width(mark->text, is_strong(mark->role));
	if (mark->unit.len > 0)
		width += SPACE + wording_width(mark->unit, false);
	double left = mark->x;
	if (mark->anchor == ANCHOR_MIDDLE)
		left -= width / 2;
	else if (mark->anchor == ANCHOR_END)
		left -= width;
	return (Plot){left, mark->y - ASCENT, left + width, mark->y + DESCENT};
}

void sheet_take(Sheet *sheet, const Mark *text)
{
	*vec_push(sheet->mem, &sheet->taken) = mark_text_box(text);
}

void sheet_text(Sheet *sheet, Mark text)
{
	text.kind = MARK_TEXT;
	sheet_take(sheet, &text);
	sheet_add(sheet, text);
}

static bool overlap(Plot a, Plot b)
{
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

static bool inside(Plot box, Plot within)
{
	return box.left >= within.left && box.right <= within.right && box.top >= within.top &&
	       box.bottom <= within.bottom;
}

/* Height of the line a–b at x, which lies between both. */
static double height_at(const PathPoint *a, const PathPoint *b, double x)
{
	return a->x == b->x ? a->y : a->y + (b->y - a->y) * (x - a->x) / (b->x - a->x);
}

/* Whether the part of a–b above the box's width reaches into the box; a is left of b. */
static bool crosses(const PathPoint *a, const PathPoint *b, Plot box)
{
	if (b->x < a->x) {
		const PathPoint *swap = a;
		a = b;
		b = swap;
	}
	if (b->x < box.left || a->x > box.right)
		return false;
	double y1 = a->x < box.left ? height_at(a, b, box.left) : a->y;
	double y2 = b->x > box.right ? height_at(a, b, box.right) : b->y;
	double top = y1 < y2 ? y1 : y2;
	double bottom = y1 < y2 ? y2 : y1;
	return top < box.bottom && bottom > box.top;
}

static bool meets_obstacle(const Sheet *sheet, Plot box)
{
	for (size_t i = 0; i < sheet->obstacles.len; i++) {
		const Obstacle *obstacle = &sheet->obstacles.at[i];
		for (size_t j = 1; j < obstacle->len; j++) {
			if (!obstacle->points[j].move &&
			    crosses(&obstacle->points[j - 1], &obstacle->points[j], box))
				return true;
		}
	}
	return false;
}

static bool is_free(const Sheet *sheet, Plot box, bool clear)
{
	for (size_t i = 0; i < sheet->taken.len; i++) {
		if (overlap(sheet->taken.at[i], box))
			return false;
	}
	return !clear || !meets_obstacle(sheet, box);
}

bool sheet_find(Sheet *sheet, Mark *text, const Mark *places, size_t count, Plot within, bool clear)
{
	text->kind = MARK_TEXT;
	for (size_t i = 0; i < count; i++) {
		text->x = places[i].x;
		text->y = places[i].y;
		text->anchor = places[i].anchor;
		Plot box = mark_text_box(text);
		if (inside(box, within) && is_free(sheet, box, clear)) {
			*vec_push(sheet->mem, &sheet->taken) = box;
			return true;
		}
	}
	return false;
}

bool sheet_place(Sheet *sheet, Mark text, const Mark *places, size_t count, Plot within, bool clear)
{
	if (!sheet_find(sheet, &text, places, count, within, clear))
		return false;
	sheet_add(sheet, text);
	return true;
}

void sheet_obstacle(Sheet *sheet, const PathPoint *points, size_t len)
{
	*vec_push(sheet->mem, &sheet->obstacles) = (Obstacle){points, len};
}

void sheet_obstacle_line(Sheet *sheet, double x, double y, double x2, double y2)
{
	PathPoint *points = ARENA_ARRAY(sheet->mem, PathPoint, 2);
	points[0] = (PathPoint){x, y, true};
	points[1] = (PathPoint){x2, y2, false};
	sheet_obstacle(sheet, points, 2);
}

Group *sheet_group(Sheet *sheet, PointInfo info)
{
	Group *group = vec_push(sheet->mem, &sheet->groups);
	*group = (Group){.info = info, .order = sheet->groups.len};
	return group;
}

void group_add(Group *group, Mark mark)
{
	assert(group->len < GROUP_MARKS);
	group->marks[group->len++] = mark;
}

static int compare_groups(const void *a, const void *b)
{
	const Group *x = a;
	const Group *y = b;
	if (x->info.on.day != y->info.on.day)
		return x->info.on.day < y->info.on.day ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

void sheet_add_groups(Sheet *sheet)
{
	if (sheet->groups.len > 0)
		qsort(sheet->groups.at, sheet->groups.len, sizeof *sheet->groups.at,
		      compare_groups);
	for (size_t i = 0; i < sheet->groups.len; i++) {
		const Group *group = &sheet->groups.at[i];
		PointInfo *info = ARENA_NEW(sheet->mem, PointInfo);
		*info = group->info;
		sheet_add(sheet, (Mark){.kind = MARK_BEGIN, .info = info});
		for (size_t j = 0; j < group->len; j++)
			sheet_add(sheet, group->marks[j]);
		sheet_add(sheet, (Mark){.kind = MARK_END});
	}
}

/* The points of one px column, from `from` on; returns where the next column begins. */
static size_t column_end(const PathPoint *points, size_t len, size_t from)
{
	size_t end = from + 1;
	while (end < len && !points[end].move && (int)points[end].x == (int)points[from].x)
		end++;
	return end;
}

static size_t thin_column(const PathPoint *points, size_t from, size_t end, PathPoint *out)
{
	size_t least = from;
	size_t most = from;
	for (size_t i = from; i < end; i++) {
		if (points[i].y < points[least].y)
			least = i;
		if (points[i].y > points[most].y)
			most = i;
	}
	const size_t kept[] = {from, least < most ? least : most, least < most ? most : least,
			       end - 1};
	size_t count = 0;
	for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
		if (i == 0 || kept[i] != kept[i - 1])
			out[count++] = points[kept[i]];
	}
	return count;
}

void sheet_path(Sheet *sheet, Mark path, const PathPoint *points, size_t len)
{
	PathPoint *thin = ARENA_ARRAY(sheet->mem, PathPoint, len);
	size_t count = 0;
	for (size_t from = 0; from < len;) {
		size_t end = column_end(points, len, from);
		count += thin_column(points, from, end, thin + count);
		from = end;
	}
	path.kind = MARK_PATH;
	path.points = thin;
	path.point_count = count;
	if (count > 0)
		sheet_add(sheet, path);
}
