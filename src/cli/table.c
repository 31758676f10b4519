#include "cli/table.h"

#include "base/utf8.h"
#include "cli/table_layout.h"

#include <assert.h>

enum { ELLIPSIS_IN_ASCII = 3 };

/* A table on its way to the screen. */
typedef struct Printer {
	Layout layout;
	const Screen *screen;
	Buf *out;
	Arena *mem;
} Printer;

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

static void name_dropped(const Printer *printer)
{
	const Layout *layout = &printer->layout;
	const Table *table = layout->table;
	bool any = false;
	for (size_t c = 0; c < table->columns.len; c++) {
		if (!layout->dropped[c])
			continue;
		buf_add_format(printer->out, "%s%.*s", any ? ", " : "Too narrow for: ",
			       STR_ARG(table->columns.at[c].title));
		any = true;
	}
	if (any)
		buf_add_byte(printer->out, '\n');
}

static void add_spaces(Buf *out, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_add_byte(out, ' ');
}

/* `text` in the column's width. */
static Str cut_text(const Printer *printer, Str text, size_t width)
{
	if (utf8_width(text) <= width)
		return text;
	if (!printer->screen->unicode && width > ELLIPSIS_IN_ASCII)
		width -= ELLIPSIS_IN_ASCII - 1;
	return utf8_fit(printer->mem, text, width);
}

/* One line under construction; spaces at its end are left out. */
typedef struct TextLine {
	size_t pending;
} TextLine;

static void line_add(const Printer *printer, TextLine *line, Style style, Str text)
{
	if (text.len == 0)
		return;
	add_spaces(printer->out, line->pending);
	line->pending = 0;
	screen_add(printer->screen, printer->out, style, text);
}

static void line_add_aligned(const Printer *printer, TextLine *line, bool right, size_t width,
			     Style style, Str text)
{
	Str cut = cut_text(printer, text, width);
	size_t used = utf8_width(cut);
	size_t space = used < width ? width - used : 0;
	if (right)
		line->pending += space;
	line_add(printer, line, style, cut);
	if (!right)
		line->pending += space;
}

static bool is_number(const Printer *printer, size_t column)
{
	const Layout *layout = &printer->layout;
	return layout->table->columns.at[column].kind == COLUMN_NUMBER;
}

/* Titles of groups, each over its columns of this part. */
static void print_groups(const Printer *printer)
{
	const Layout *layout = &printer->layout;
	const Table *table = layout->table;
	TextLine line = {0};
	bool any = false;
	for (size_t i = 0; i < layout->part_len; i++)
		any = any || table->columns.at[layout->part[i]].group.len > 0;
	if (!any)
		return;
	for (size_t i = 0; i < layout->part_len;) {
		size_t c = layout->part[i];
		size_t width = layout_taken(layout, c);
		size_t end = i + 1;
		for (; end < layout->part_len &&
		       layout_same_group(&table->columns.at[c],
					 &table->columns.at[layout->part[end]]);
		     end++)
			width += COLUMN_GAP + layout_taken(layout, layout->part[end]);
		size_t last = layout->part[end - 1];
		line.pending += i > 0 ? COLUMN_GAP : 0;
		line_add_aligned(printer, &line, is_number(printer, last),
				 width - layout->marked[last], STYLE_FAINT,
				 table->columns.at[c].group);
		line.pending += layout->marked[last];
		i = end;
	}
	buf_add_byte(printer->out, '\n');
}

static void print_titles(const Printer *printer, bool units)
{
	const Layout *layout = &printer->layout;
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
		line.pending += i > 0 ? COLUMN_GAP : 0;
		line_add_aligned(printer, &line, is_number(printer, c), layout->width[c],
				 units ? STYLE_FAINT : STYLE_PLAIN,
				 units ? column->unit : column->title);
		line.pending += layout->marked[c];
	}
	buf_add_byte(printer->out, '\n');
}

static void print_rule(const Printer *printer)
{
	const Layout *layout = &printer->layout;
	Buf rule = {.mem = printer->mem};
	size_t width = layout_part_width(layout);
	for (size_t i = 0; i < width && i < printer->screen->width; i++)
		buf_add(&rule, STR("─"));
	screen_add(printer->screen, printer->out, STYLE_FAINT, buf_str(&rule));
	buf_add_byte(printer->out, '\n');
}

static void print_row(const Printer *printer, size_t row)
{
	const Layout *layout = &printer->layout;
	TextLine line = {0};
	for (size_t i = 0; i < layout->part_len; i++) {
		size_t c = layout->part[i];
		const Cell *cell = layout_cell(layout, row, c);
		bool right = is_number(printer, c);
		line.pending += i > 0 ? COLUMN_GAP : 0;
		/* The mark follows the text at once: it must not drift away from short text. */
		Str cut = cut_text(printer, cell->text, layout->width[c]);
		size_t short_by = right ? 0 : layout->width[c] - utf8_width(cut);
		line_add_aligned(printer, &line, right, layout->width[c] - short_by, cell->style,
				 cell->text);
		if (layout->marked[c] && cell->mark)
			line_add(printer, &line, cell->style, (Str){&cell->mark, 1});
		else if (layout->marked[c])
			line.pending++;
		line.pending += short_by;
	}
	buf_add_byte(printer->out, '\n');
}

/* A row that continues the one above may have nothing in this part. */
static bool is_blank(const Printer *printer, size_t row)
{
	const Layout *layout = &printer->layout;
	for (size_t i = 0; i < layout->part_len; i++) {
		if (layout_cell(layout, row, layout->part[i])->text.len > 0)
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

static void print_part(const Printer *printer)
{
	print_groups(printer);
	print_titles(printer, false);
	print_titles(printer, true);
	print_rule(printer);
	for (size_t row = 0; row < printer->layout.rows; row++) {
		if (has_rule(printer->layout.table, row))
			print_rule(printer);
		if (!is_blank(printer, row))
			print_row(printer, row);
	}
}

void table_print(const Table *table, const Screen *screen, Buf *out)
{
	size_t columns = table->columns.len;
	assert(columns > 0 && table->cells.len % columns == 0);
	Printer printer = {.screen = screen, .out = out, .mem = table->mem};
	layout_init(&printer.layout, table, screen->width);
	for (size_t from = 0; from < columns;) {
		if (from > 0)
			buf_add_byte(out, '\n');
		from = layout_next_part(&printer.layout, from);
		print_part(&printer);
	}
	name_dropped(&printer);
}
