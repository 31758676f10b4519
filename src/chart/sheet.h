#ifndef PACTA_CHART_SHEET_H
#define PACTA_CHART_SHEET_H

/*
 * The sheet that the parts of a layout draw on: marks, the points among them, and the room that
 * texts have taken. For the files of the layout only. Pure.
 */

#include "chart/layout.h"
#include "chart/time_axis.h"

enum { GROUP_MARKS = 6 };

/* A point and its marks, kept until all are there: they are drawn in the order of days. */
typedef struct Group {
	PointInfo info;
	Mark marks[GROUP_MARKS];
	size_t len;
	size_t order; /* in which it was begun */
} Group;

typedef struct Obstacle {
	const PathPoint *points;
	size_t len;
} Obstacle;

typedef struct Sheet {
	Arena *mem;
	const Chart *chart;
	double width;
	VEC(Mark) marks;
	VEC(Group) groups;
	VEC(Plot) taken;         /* by texts */
	VEC(Obstacle) obstacles; /* lines that texts keep off where they can */
} Sheet;

bool sheet_is_narrow(const Sheet *sheet);

Mark *sheet_add(Sheet *sheet, Mark mark);
void sheet_line(Sheet *sheet, MarkRole role, double x, double y, double x2, double y2);

/* Takes the room of a text without asking; sheet_text adds it, too. */
void sheet_take(Sheet *sheet, const Mark *text);
void sheet_text(Sheet *sheet, Mark text);

/*
 * Moves `text` to the first of `places` (their x, y and anchor) where it stands inside `within`, on no other
 * text and, with `clear`, on no obstacle, and takes that room; false where there is none.
 */
bool sheet_find(Sheet *sheet, Mark *text, const Mark *places, size_t count, Plot within,
		bool clear);

/* The same, and adds the text. */
bool sheet_place(Sheet *sheet, Mark text, const Mark *places, size_t count, Plot within,
		 bool clear);

void sheet_obstacle(Sheet *sheet, const PathPoint *points, size_t len);
void sheet_obstacle_line(Sheet *sheet, double x, double y, double x2, double y2);

/* A new point; marks are put into it with group_add. Valid until the next one is begun. */
Group *sheet_group(Sheet *sheet, PointInfo info);
void group_add(Group *group, Mark mark);

/* Orders the points by day and adds them behind the marks. */
void sheet_add_groups(Sheet *sheet);

/* A path without points that could not be seen: per px at most the first, least, most and last. */
void sheet_path(Sheet *sheet, Mark path, const PathPoint *points, size_t len);

#endif
