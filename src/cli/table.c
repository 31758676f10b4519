#include "cli/table.h"

#include "base/utf8.h"

#include <assert.h>

enum { GAP = 2, TEXT_LEAST = 10, TEXT_COMFORT = 22, REASON_LEAST = 12, ELLIPSIS_IN_ASCII = 3 };

/* A table as it is printed: cells made safe, columns measured. */
typedef struct Layout {
	const Table *table;
	const Screen *screen;
	Buf *out;
	Arena *mem;
	size_t rows;
	size_t *natural; /* width of each column */
	size_t *floor;   /* what it can shrink to */
	size_t *comfort; /* what it should have, if the screen allows */
	size_t *width;   /* as fitted to the screen */
	bool *marked;    /* some cell has a mark */
	bool *dropped;
	size_t *part; /* columns that are printed side by side */
	size_t part_len;
} Layout;

void table_init(Table *table, Arena *mem)
{
	*table = (Table){.mem = mem, .keys = 1};
}

void table_column(Table *table, ColumnKind kind, Str title, Str unit, Str group)
{
	assert(table->cells.len == 0);
	*vec_push(table->mem, &table->columns) = (Column){
		.kind = kind,
		.title = utf8_printable(table->mem, title),
		.unit = utf8_printable(table->mem, unit),
		.group = utf8_printable(table->mem, group),
	};
}

void table_may_drop(Table *table, int drop)
{
	table->columns.at[table->columns.len - 1].drop = drop;
}

void table_add(Table *table, Str text)
{
	table_add_cell(table, (Cell){.text = text});
}

void table_add_cell(Table *table, Cell cell)
{
	cell.text = utf8_printable(table->mem, cell.text);
	*vec_push(table->mem, &table->cells) = cell;
}

void table_rule(Table *table)
{
	*vec_push(table->mem, &table->rules) = table->cells.len / table->columns.len;
}

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

static const Cell *cell_at(const Layout *layout, size_t row, size_t column)
{
	return &layout->table->cells.at[row * layout->table->columns.len + column];
}

static bool same_group(const Column *a, const Column *b)
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
		const Cell *cell = cell_at(layout, row, c);
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
			width += taken(layout, c, widths[c]) + (width > 0 ? GAP : 0);
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
	while (needed(layout, layout->comfort) > layout->screen->width &&
	       (next = next_to_drop(layout)))
		layout->dropped[next - table->columns.at] = true;
	if (needed(layout, layout->comfort) <= layout->screen->width)
		return;
	if (needed(layout, layout->floor) <= layout->screen->width) {
		layout->comfort = layout->floor;
		return;
	}
	for (size_t c = 0; c < table->columns.len; c++)
		layout->dropped[c] = false;
}

static void name_dropped(const Layout *layout)
{
	const Table *table = layout->table;
	bool any = false;
	for (size_t c = 0; c < table->columns.len; c++) {
		if (!layout->dropped[c])
			continue;
		buf_add_format(layout->out, "%s%.*s", any ? ", " : "Too narrow for: ",
			       STR_ARG(table->columns.at[c].title));
		any = true;
	}
	if (any)
		buf_add_byte(layout->out, '\n');
}

static size_t part_width(const Layout *layout)
{
	size_t width = 0;
	for (size_t i = 0; i < layout->part_len; i++)
		width += taken(layout, layout->part[i], layout->width[layout->part[i]]) +
			 (i > 0 ? GAP : 0);
	return width;
}

/* Widths of the part's columns: the widest that can be cut gives way first. */
static void fit_part(Layout *layout)
{
	for (size_t i = 0; i < layout->part_len; i++) {
		size_t c = layout->part[i];
		layout->width[c] = larger(layout->floor[c],
					  smaller(layout->natural[c], layout->screen->width));
	}
	for (size_t width = part_width(layout); width > layout->screen->width; width--) {
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
		used += taken(layout, c, layout->comfort[c]) + GAP;
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
		       same_group(&table->columns.at[c], &table->columns.at[end]);
		     end++)
			need += taken(layout, end, layout->comfort[end]) + GAP;
		bool fits = used + need <= layout->screen->width;
		if (!fits && layout->part_len > keys)
			return c;
		if (!fits) /* not even alone: the group is parted */
			end = c + 1;
		for (; c < end; c++)
			layout->part[layout->part_len++] = c;
		used += need + GAP;
	}
	return table->columns.len;
}

static void add_spaces(Buf *out, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_add_byte(out, ' ');
}

/* `text` in the column's width. */
static Str cut_text(const Layout *layout, Str text, size_t width)
{
	if (utf8_width(text) <= width)
		return text;
	if (!layout->screen->unicode && width > ELLIPSIS_IN_ASCII)
		width -= ELLIPSIS_IN_ASCII - 1;
	return utf8_fit(layout->mem, text, width);
}

/* One line under construction; spaces at its end are left out. */
typedef struct TextLine {
	size_t pending;
} TextLine;

static void line_add(const Layout *layout, TextLine *line, Style style, Str text)
{
	if (text.len == 0)
		return;
	add_spaces(layout->out, line->pending);
	line->pending = 0;
	screen_add(layout->screen, layout->out, style, text);
}

static void line_add_aligned(const Layout *layout, TextLine *line, bool right, size_t width,
			     Style style, Str text)
{
	Str cut = cut_text(layout, text, width);
	size_t used = utf8_width(cut);
	size_t space = used < width ? width - used : 0;
	if (right)
		line->pending += space;
	line_add(layout, line, style, cut);
	if (!right)
		line->pending += space;
}

static bool is_number(const Layout *layout, size_t column)
{
	return layout->table->columns.at[column].kind == COLUMN_NUMBER;
}

/* Titles of groups, each over its columns of this part. */
static void print_groups(const Layout *layout)
{
	const Table *table = layout->table;
	TextLine line = {0};
	bool any = false;
	for (size_t i = 0; i < layout->part_len; i++)
		any = any || table->columns.at[layout->part[i]].group.len > 0;
	if (!any)
		return;
	for (size_t i = 0; i < layout->part_len;) {
		size_t c = layout->part[i];
		size_t width = taken(layout, c, layout->width[c]);
		size_t end = i + 1;
		for (; end < layout->part_len &&
		       same_group(&table->columns.at[c], &table->columns.at[layout->part[end]]);
		     end++)
			width += GAP +
				 taken(layout, layout->part[end], layout->width[layout->part[end]]);
		size_t last = layout->part[end - 1];
		line.pending += i > 0 ? GAP : 0;
		line_add_aligned(layout, &line, is_number(layout, last),
				 width - layout->marked[last], STYLE_FAINT,
				 table->columns.at[c].group);
		line.pending += layout->marked[last];
		i = end;
	}
	buf_add_byte(layout->out, '\n');
}

static void print_titles(const Layout *layout, bool units)
{
	TextLine line = {0};
	bool any = false;
	for (size_t i = 0; i < layout->part_len; i++) {
		const Column *column = &layout->table->columns.at[layout->part[i]];
		any = any || (units ? column->unit : column->title).len > 0;
	}
	if (!any)
		return;
	for (size_t i = 0; i < layout->part_len; i++) {
		size_t c = layout->part[i];
		const Column *column = &layout->table->columns.at[c];
		line.pending += i > 0 ? GAP : 0;
		line_add_aligned(layout, &line, is_number(layout, c), layout->width[c],
				 units ? STYLE_FAINT : STYLE_PLAIN,
				 units ? column->unit : column->title);
		line.pending += layout->marked[c];
	}
	buf_add_byte(layout->out, '\n');
}

static void print_rule(const Layout *layout)
{
	Buf rule = {.mem = layout->mem};
	size_t width = part_width(layout);
	for (size_t i = 0; i < width && i < layout->screen->width; i++)
		buf_add(&rule, STR("─"));
	screen_add(layout->screen, layout->out, STYLE_FAINT, buf_str(&rule));
	buf_add_byte(layout->out, '\n');
}

static void print_row(const Layout *layout, size_t row)
{
	TextLine line = {0};
	for (size_t i = 0; i < layout->part_len; i++) {
		size_t c = layout->part[i];
		const Cell *cell = cell_at(layout, row, c);
		bool right = is_number(layout, c);
		line.pending += i > 0 ? GAP : 0;
		/* The mark follows the text at once: it must not drift away from short text. */
		size_t short_by = right ? 0
					: layout->width[c] - utf8_width(cut_text(layout, cell->text,
										 layout->width[c]));
		line_add_aligned(layout, &line, right, layout->width[c] - short_by, cell->style,
				 cell->text);
		if (layout->marked[c] && cell->mark)
			line_add(layout, &line, cell->style, (Str){&cell->mark, 1});
		else if (layout->marked[c])
			line.pending++;
		line.pending += short_by;
	}
	buf_add_byte(layout->out, '\n');
}

/* A row that continues the one above may have nothing in this part. */
static bool is_blank(const Layout *layout, size_t row)
{
	for (size_t i = 0; i < layout->part_len; i++) {
		if (cell_at(layout, row, layout->part[i])->text.len > 0)
			return false;
	}
	return true;
}

static bool has_rule(const Table *table, size_t row)
{
	for (size_t i = 0; i < table->rules.len; i++) {
		if (table->rules.at[i] == row)
			return true;
	}
	return false;
}

/* A group's title may be wider than its columns: the last one grows. */
static void widen_groups(Layout *layout)
{
	const Table *table = layout->table;
	for (size_t c = 0; c < table->columns.len;) {
		size_t width = taken(layout, c, layout->natural[c]);
		size_t end = c + 1;
		for (; end < table->columns.len &&
		       same_group(&table->columns.at[c], &table->columns.at[end]);
		     end++)
			width += GAP + taken(layout, end, layout->natural[end]);
		size_t title = utf8_width(table->columns.at[c].group) + layout->marked[end - 1];
		if (title > width) {
			layout->natural[end - 1] += title - width;
			layout->floor[end - 1] = layout->natural[end - 1];
			layout->comfort[end - 1] = layout->natural[end - 1];
		}
		c = end;
	}
}

void table_print(const Table *table, const Screen *screen, Buf *out)
{
	size_t columns = table->columns.len;
	assert(columns > 0 && table->cells.len % columns == 0);
	Layout layout = {
		.table = table,
		.screen = screen,
		.out = out,
		.mem = table->mem,
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
		measure(&layout, c);
	widen_groups(&layout);
	drop_columns(&layout);
	for (size_t from = 0; from < columns;) {
		if (from > 0)
			buf_add_byte(out, '\n');
		from = choose_part(&layout, from);
		fit_part(&layout);
		print_groups(&layout);
		print_titles(&layout, false);
		print_titles(&layout, true);
		print_rule(&layout);
		for (size_t row = 0; row < layout.rows; row++) {
			if (has_rule(table, row))
				print_rule(&layout);
			if (!is_blank(&layout, row))
				print_row(&layout, row);
		}
	}
	name_dropped(&layout);
}
