#include "chart/chart_fixture.h"

#include "base/utf8.h"
#include "chart/chart_table.h"
#include "chart/svg.h"

#include <string.h>

bool sketch_try(Arena *mem, Sketch wanted, Chart *out, Err *err)
{
	Told *told = ARENA_NEW(mem, Told);
	Fold *fold = ARENA_NEW(mem, Fold);
	bool all = wanted.view.known.us == 0 && wanted.view.recorded.us == 0;
	View view = all ? VIEW_ALL : wanted.view;
	*told = tell(mem, wanted.currency ? wanted.currency : "USD", wanted.story);
	*fold = told_fold(mem, told, view);
	ContractStory story = {
		.key = str_from_c(wanted.key ? wanted.key : "HARBOUR-2009"),
		.currency = told->currency,
		.fields = &told->fields,
		.entries = told->entries,
		.entry_count = told->count,
		.view = view,
		.revisions = view_select(mem, told->entries, told->count, view),
		.fold = fold,
		.earning = earning_of(mem, fold, convention_default()),
	};
	ContractChartKind kind = {
		.which = wanted.which,
		.calendar.fiscal_month = 8,
		.width = wanted.width > 0 ? wanted.width : 1320,
		.as_of = wanted.as_of ? day(wanted.as_of) : DATE_NONE,
	};
	if (wanted.by) {
		kind.has_by = true;
		if (!granularity_parse(str_from_c(wanted.by), &kind.calendar.granularity, err))
			return false;
	}
	return contract_chart(mem, &story, kind, out, err);
}

Chart sketch(Arena *mem, Sketch wanted)
{
	Chart chart = {0};
	Err err = {0};
	if (!sketch_try(mem, wanted, &chart, &err))
		fail_msg("%s", err.text);
	return chart;
}

Str svg_of(Arena *mem, const Chart *chart)
{
	Buf out = {.mem = mem};
	chart_svg(chart, &out);
	return buf_str(&out);
}

Str table_words(Arena *mem, const Chart *chart)
{
	Buf out = {.mem = mem};
	ChartTable table = chart_table(chart, mem);
	for (size_t i = 0; i < table.column_count; i++) {
		const ChartColumn *column = &table.columns[i];
		buf_add_format(&out, "%s%.*s", i > 0 ? " | " : "", STR_ARG(column->name));
		if (column->unit.len > 0)
			buf_add_format(&out, " (%.*s)", STR_ARG(column->unit));
	}
	for (size_t i = 0; i < table.row_count * table.column_count; i++)
		buf_add_format(&out, "%s%.*s", i % table.column_count == 0 ? "\n" : " | ",
			       STR_ARG(table.cells[i]));
	return buf_str(&out);
}

size_t count_of(Str text, const char *part)
{
	size_t count = 0;
	size_t at;
	while (str_find(text, str_from_c(part), &at)) {
		count++;
		text = str_slice(text, at + strlen(part), text.len);
	}
	return count;
}

/* XML is read by hand: elements, attributes in double quotes, texts, the five entities. */
typedef struct XmlReader {
	const char *label;
	Str rest;
	Str open[16];
	size_t depth;
} XmlReader;

static void bad_xml(const XmlReader *xml, const char *what)
{
	fail_msg("%s: %s at '%.*s'", xml->label, what, STR_ARG(str_slice(xml->rest, 0, 80)));
}

static bool take_text(XmlReader *xml, const char *text)
{
	if (!str_starts(xml->rest, str_from_c(text)))
		return false;
	xml->rest = str_slice(xml->rest, strlen(text), xml->rest.len);
	return true;
}

static Str take_name(XmlReader *xml)
{
	size_t len = 0;
	while (len < xml->rest.len && strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
					     "0123456789-",
					     xml->rest.ptr[len]))
		len++;
	if (len == 0)
		bad_xml(xml, "no name");
	Str name = str_slice(xml->rest, 0, len);
	xml->rest = str_slice(xml->rest, len, xml->rest.len);
	return name;
}

/* Characters up to `end`, which stays. */
static void take_characters(XmlReader *xml, char end)
{
	static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
	while (xml->rest.len > 0 && xml->rest.ptr[0] != end) {
		uint32_t code;
		Str before = xml->rest;
		if (xml->rest.ptr[0] == '&') {
			bool known = false;
			for (size_t i = 0; i < COUNT(entities) && !known; i++)
				known = take_text(xml, entities[i]);
			if (!known)
				bad_xml(xml, "a bare &");
			continue;
		}
		if (!utf8_next(&xml->rest, &code) || code == '<' || (code < ' ' && code != '\n') ||
		    code == 0xFFFE || code == 0xFFFF) {
			xml->rest = before;
			bad_xml(xml, "a character that cannot be there");
		}
	}
}

static void take_element_begin(XmlReader *xml)
{
	Str seen[32];
	size_t count = 0;
	Str name = take_name(xml);
	while (take_text(xml, " ")) {
		Str attribute = take_name(xml);
		for (size_t i = 0; i < count; i++) {
			if (str_eq(seen[i], attribute))
				bad_xml(xml, "an attribute twice");
		}
		assert_true(count < COUNT(seen));
		seen[count++] = attribute;
		if (!take_text(xml, "=\""))
			bad_xml(xml, "no value");
		take_characters(xml, '"');
		if (!take_text(xml, "\""))
			bad_xml(xml, "no end of a value");
	}
	if (take_text(xml, "/>"))
		return;
	if (!take_text(xml, ">"))
		bad_xml(xml, "no end of a tag");
	assert_true(xml->depth < COUNT(xml->open));
	xml->open[xml->depth++] = name;
}

void check_xml(const char *label, Str text)
{
	XmlReader xml = {.label = label, .rest = text};
	if (!utf8_valid(text))
		bad_xml(&xml, "not UTF-8");
	do {
		if (take_text(&xml, "</")) {
			Str name = take_name(&xml);
			if (xml.depth == 0 || !str_eq(xml.open[--xml.depth], name) ||
			    !take_text(&xml, ">"))
				bad_xml(&xml, "an end that does not fit");
		} else if (take_text(&xml, "<")) {
			take_element_begin(&xml);
		} else {
			take_characters(&xml, '<');
		}
	} while (xml.depth > 0);
	if (str_trim(xml.rest).len > 0)
		bad_xml(&xml, "something behind the element");
}

static bool boxes_meet(Plot a, Plot b)
{
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

static bool is_within(const Layout *layout, Plot box)
{
	return box.left >= -0.5 && box.top >= -0.5 && box.right <= layout->width + 0.5 &&
	       box.bottom <= layout->height + 0.5;
}

static void check_texts(const char *label, const Layout *layout)
{
	for (size_t i = 0; i < layout->len; i++) {
		const Mark *mark = &layout->marks[i];
		if (mark->kind != MARK_TEXT)
			continue;
		Plot box = mark_text_box(mark);
		if (!is_within(layout, box))
			fail_msg("%s: '%.*s' leaves the sheet: %.1f %.1f %.1f %.1f", label,
				 STR_ARG(mark->text), box.left, box.top, box.right, box.bottom);
		for (size_t j = i + 1; j < layout->len; j++) {
			const Mark *other = &layout->marks[j];
			if (other->kind == MARK_TEXT && boxes_meet(box, mark_text_box(other)))
				fail_msg("%s: '%.*s' stands on '%.*s' at %.1f, %.1f", label,
					 STR_ARG(mark->text), STR_ARG(other->text), other->x,
					 other->y);
		}
	}
}

static void check_path(const char *label, const Layout *layout, const Mark *mark)
{
	for (size_t i = 0; i < mark->point_count; i++) {
		const PathPoint *point = &mark->points[i];
		Plot box = {point->x, point->y, point->x, point->y};
		if (!is_within(layout, box))
			fail_msg("%s: a path leaves the sheet at %.1f, %.1f", label, point->x,
				 point->y);
		if (i > 0 && mark->role == ROLE_SERIES && point->x < point[-1].x)
			fail_msg("%s: a path goes back at %.1f", label, point->x);
	}
}

static void check_marks(const char *label, const Layout *layout)
{
	bool open = false;
	int32_t day_before = DAY_NONE;
	for (size_t i = 0; i < layout->len; i++) {
		const Mark *mark = &layout->marks[i];
		if (mark->kind == MARK_BEGIN) {
			if (open || mark->info->label.len == 0 || mark->info->on.day < day_before ||
			    !date_is_set(mark->info->on))
				fail_msg("%s: point '%.*s' is out of place", label,
					 STR_ARG(mark->info->label));
			day_before = mark->info->on.day;
			open = true;
		} else if (mark->kind == MARK_END) {
			assert_true(open);
			open = false;
		} else if (mark->kind == MARK_PATH) {
			check_path(label, layout, mark);
		} else if (mark->kind == MARK_RECT || mark->kind == MARK_LINE) {
			bool turned = mark->kind == MARK_RECT &&
				      (mark->x2 < mark->x || mark->y2 < mark->y);
			if (turned ||
			    !is_within(layout, (Plot){mark->x, mark->y, mark->x, mark->y}) ||
			    !is_within(layout, (Plot){mark->x2, mark->y2, mark->x2, mark->y2}))
				fail_msg("%s: mark %d leaves the sheet: %.1f %.1f %.1f %.1f", label,
					 (int)mark->role, mark->x, mark->y, mark->x2, mark->y2);
		}
	}
	assert_false(open);
}

void check_layout(const char *label, const Chart *chart)
{
	Arena mem;
	arena_init(&mem);
	Layout layout = chart_layout(chart, &mem);
	check_texts(label, &layout);
	check_marks(label, &layout);
	if (layout.has_plot)
		assert_true(
			layout.plot.left < layout.plot.right && layout.plot.right <= layout.width &&
			layout.plot.top < layout.plot.bottom && layout.plot.bottom < layout.height);
	arena_deinit(&mem);
}
