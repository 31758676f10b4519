#include "cli/table_layout.h"

#include "base/utf8.h"

enum { TEXT_LEAST = 10, TEXT_COMFORT = 22, REASON_LEAST = 12 };

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

const Cell *layout_cell(const Layout *layout, size_t row, size_t column)
{
	return &layout->table->cells.at[row * layout->table->columns.len + column];
}

bool layout_same_group(const Column *a, const Column *b)
{
	return a->group.len > 0 && str_eq(a->group, b->group);
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* What stands in the place of a number says why there is none; the reason may be cut. */
static bool is_reason(const Column *column, const Cell *cell)
{
	return column->kind == COLUMN_NUMBER && str_starts(cell->text, STR("n/a"));
}

static void measure(Layout *layout, size_t c)
{
	const Column *column = &layout->table->columns.at[c];
	size_t title = larger(utf8_width(column->title), utf8_width(column->unit));
	size_t natural = title;
	size_t uncut = title;
	for (size_t row = 0; row < layout->rows; row++) {
		const Cell *cell = layout_cell(layout, row, c);
		size_t width = utf8_width(cell->text);
		natural = larger(natural, width);
		uncut = larger(uncut,
			       is_reason(column, cell) ? smaller(width, REASON_LEAST) : width);
		layout->marked[c] = layout->marked[c] || cell->mark != 0;
	}
	bool text = column->kind == COLUMN_TEXT;
	layout->natural[c] = natural;
	layout->floor[c] = text ? smaller(natural, TEXT_LEAST) : uncut;
	layout->comfort[c] = text ? smaller(natural, TEXT_COMFORT) : uncut;
}

/* Columns on the screen, with the place for marks. */
static size_t taken(const Layout *layout, size_t column, size_t width)
{
	return width + layout->marked[column];
}

/* Columns on the screen of all that are not dropped. */
static size_t needed(const Layout *layout, const size_t *widths)
{
	size_t width = 0;
	for (size_t c = 0; c < layout->table->columns.len; c++) {
		if (!layout->dropped[c])
			width += taken(layout, c, widths[c]) + (width > 0 ? COLUMN_GAP : 0);
	}
	return width;
}

/* The column to drop next, or NULL. */
static const Column *next_to_drop(const Layout *layout)
{
	const Table *table = layout->table;
	const Column *next = NULL;
	for (size_t c = 0; c < table->columns.len; c++) {
		const Column *column = &table->columns.at[c];
		if (!layout->dropped[c] && column->drop > (next ? next->drop : 0))
			next = column;
	}
	return next;
}

/* Drops columns where that brings the others onto the screen; else none. */
static void drop_columns(Layout *layout)
{
	const Table *table = layout->table;
	const Column *next;
	while (needed(layout, layout->comfort) > layout->screen && (next = next_to_drop(layout)))
		layout->dropped[next - table->columns.at] = true;
	if (needed(layout, layout->comfort) <= layout->screen)
		return;
	if (needed(layout, layout->floor) <= layout->screen) {
		layout->comfort = layout->floor;
		return;
	}
	for (size_t c = 0; c < table->columns.len; c++)
		layout->dropped[c] = false;
}

/* A group's title may be wider than its columns: the last one grows. */
static void widen_groups(Layout *layout)
{
	const Table *table = layout->table;
	for (size_t c = 0; c < table->columns.len;) {
		size_t width = taken(layout, c, layout->natural[c]);
		size_t end = c + 1;
		for (; end < table->columns.len &&
		       layout_same_group(&table->columns.at[c], &table->columns.at[end]);
		     end++)
			width += COLUMN_GAP + taken(layout, end, layout->natural[end]);
		size_t title = utf8_width(table->columns.at[c].group) + layout->marked[end - 1];
		if (title > width) {
			layout->natural[end - 1] += title - width;
			layout->floor[end - 1] = layout->natural[end - 1];
			layout->comfort[end - 1] = layout->natural[end - 1];
		}
		c = end;
	}
}

size_t layout_taken(const Layout *layout, size_t column)
{
	return taken(layout, column, layout->width[column]);
}

size_t layout_part_width(const Layout *layout)
{
	size_t width = 0;
	for (size_t i = 0; i < layout->part_len; i++)
		width += layout_taken(layout, layout->part[i]) + (i > 0 ? COLUMN_GAP : 0);
	return width;
}

/* Widths of the part's columns: the widest that can be cut gives way first. */
static void fit_part(Layout *layout)
{
	for (size_t i = 0; i < layout->part_len; i++) {
		size_t c = layout->part[i];
		layout->width[c] =
			larger(layout->floor[c], smaller(layout->natural[c], layout->screen));
	}
	for (size_t width = layout_part_width(layout); width > layout->screen; width--) {
		size_t *widest = NULL;
		for (size_t i = 0; i < layout->part_len; i++) {
			size_t c = layout->part[i];
			if (layout->width[c] > layout->floor[c] &&
			    (!widest || layout->width[c] > *widest))
				widest = &layout->width[c];
		}
		if (!widest)
			return;
		--*widest;
	}
}

/* Fills the next part from column `from` on; returns the first column behind it. */
static size_t choose_part(Layout *layout, size_t from)
{
	const Table *table = layout->table;
	size_t used = 0;
	layout->part_len = 0;
	for (size_t c = 0; c < table->keys && c < table->columns.len && from > c; c++) {
		layout->part[layout->part_len++] = c;
		used += taken(layout, c, layout->comfort[c]) + COLUMN_GAP;
	}
	size_t keys = layout->part_len;
	for (size_t c = from; c < table->columns.len;) {
		size_t end = c + 1;
		if (layout->dropped[c]) {
			c++;
			continue;
		}
		size_t need = taken(layout, c, layout->comfort[c]);
		for (; end < table->columns.len &&
		       layout_same_group(&table->columns.at[c], &table->columns.at[end]);
		     end++)
			need += taken(layout, end, layout->comfort[end]) + COLUMN_GAP;
		bool fits = used + need <= layout->screen;
		if (!fits && layout->part_len > keys)
			return c;
		if (!fits) /* not even alone: the group is parted */
			end = c + 1;
		for (; c < end; c++)
			layout->part[layout->part_len++] = c;
		used += need + COLUMN_GAP;
	}
	return table->columns.len;
}

void layout_init(Layout *layout, const Table *table, size_t screen)
{
	size_t columns = table->columns.len;
	*layout = (Layout){
		.table = table,
		.screen = screen,
		.rows = table->cells.len / columns,
		.natural = ARENA_ARRAY(table->mem, size_t, columns),
		.floor = ARENA_ARRAY(table->mem, size_t, columns),
		.comfort = ARENA_ARRAY(table->mem, size_t, columns),
		.width = ARENA_ARRAY(table->mem, size_t, columns),
		.marked = ARENA_ARRAY(table->mem, bool, columns),
		.dropped = ARENA_ARRAY(table->mem, bool, columns),
		.part = ARENA_ARRAY(table->mem, size_t, columns),
	};
	for (size_t c = 0; c < columns; c++)
		measure(layout, c);
	widen_groups(layout);
	drop_columns(layout);
}

size_t layout_next_part(Layout *layout, size_t from)
{
	size_t next = choose_part(layout, from);
	fit_part(layout);
	return next;
}
