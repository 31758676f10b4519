#include "chart/svg.h"

#include "base/utf8.h"
#include "chart/layout.h"
#include "chart/wording.h"

static const char *const TONES[] = {
	[TONE_ACCENT] = "accent", [TONE_INK] = "ink", [TONE_SOFT] = "soft"};
static const char *const ITEMS[] = {[ITEM_PLAIN] = "plain",
				    [ITEM_LATE] = "late",
				    [ITEM_UNDONE] = "undone",
				    [ITEM_UNDOING] = "undoing"};
static const char *const ENDS[] = {
	[SPARK_PLAIN] = "plain", [SPARK_GOOD] = "good", [SPARK_WARN] = "warn", [SPARK_BAD] = "bad"};
static const char *const TICKS[] = {"within", "year"};

/* The class of a role, and those that its variants have besides. */
typedef struct Look {
	const char *name;
	const char *const *variants; /* or NULL */
} Look;

static const Look LOOKS[MARK_ROLES] = {
	[ROLE_GRID] = {"grid", NULL},
	[ROLE_ZERO] = {"zero", NULL},
	[ROLE_AXIS] = {"axis", NULL},
	[ROLE_TICK] = {"tick", TICKS},
	[ROLE_TICK_LINE] = {"tick-line", NULL},
	[ROLE_LATER] = {"later", NULL},
	[ROLE_AS_OF] = {"as-of", NULL},
	[ROLE_KNOWN] = {"known", NULL},
	[ROLE_EVENT_LINE] = {"event-line", NULL},
	[ROLE_EVENT] = {"event", NULL},
	[ROLE_EVENT_TEXT] = {"event-text", NULL},
	[ROLE_SERIES] = {"series", TONES},
	[ROLE_BAR] = {"bar", TONES},
	[ROLE_BAR_LATER] = {"bar-later", TONES},
	[ROLE_NAME] = {"name", TONES},
	[ROLE_DOT] = {"dot", TONES},
	[ROLE_AS_OF_DOT] = {"as-of-dot", TONES},
	[ROLE_VALUE] = {"value", NULL},
	[ROLE_NA] = {"na", NULL},
	[ROLE_NA_TEXT] = {"na-text", NULL},
	[ROLE_NOTE] = {"note", NULL},
	[ROLE_ROW] = {"row", NULL},
	[ROLE_ITEM] = {"item", ITEMS},
	[ROLE_LINK] = {"link", ITEMS},
	[ROLE_TRACK] = {"track", NULL},
	[ROLE_MEASURE] = {"measure", NULL},
	[ROLE_TARGET] = {"target", NULL},
	[ROLE_SPARK] = {"spark", NULL},
	[ROLE_SPARK_END] = {"spark-end", ENDS},
	[ROLE_HIT] = {"hit", NULL},
};

/* Text for content and for attributes in double quotes; what cannot or should not be there becomes U+FFFD. */
static void add_text(Buf *out, Str text)
{
	uint32_t code;
	for (Str rest = utf8_printable(out->mem, text); utf8_next(&rest, &code);) {
		if (code == '&')
			buf_add(out, STR("&amp;"));
		else if (code == '<')
			buf_add(out, STR("&lt;"));
		else if (code == '>')
			buf_add(out, STR("&gt;"));
		else if (code == '"')
			buf_add(out, STR("&quot;"));
		else if (code == 0xFFFE || code == 0xFFFF) /* XML 1.0 cannot hold them */
			utf8_add(out, UTF8_REPLACEMENT);
		else
			utf8_add(out, code);
	}
}

/* With one decimal, and none where it is 0. */
static void add_px(Buf *out, double px)
{
	int64_t tenths = (int64_t)(px < 0 ? px * 10 - 0.5 : px * 10 + 0.5);
	if (tenths < 0) {
		buf_add_byte(out, '-');
		tenths = -tenths;
	}
	buf_add_int(out, tenths / 10);
	if (tenths % 10 != 0) {
		buf_add_byte(out, '.');
		buf_add_int(out, tenths % 10);
	}
}

static void add_px_attribute(Buf *out, const char *name, double px)
{
	buf_add_format(out, " %s=\"", name);
	add_px(out, px);
	buf_add_byte(out, '"');
}

static void add_attribute(Buf *out, const char *name, Str text)
{
	buf_add_format(out, " %s=\"", name);
	add_text(out, text);
	buf_add_byte(out, '"');
}

static void add_class(Buf *out, const Mark *mark)
{
	const Look *look = &LOOKS[mark->role];
	buf_add_format(out, " class=\"c-%s", look->name);
	if (look->variants)
		buf_add_format(out, " c-%s", look->variants[mark->variant]);
	if (mark->later)
		buf_add(out, STR(" c-after"));
	buf_add_byte(out, '"');
}

static void add_path(Buf *out, const Mark *mark)
{
	buf_add(out, STR("<path"));
	add_class(out, mark);
	buf_add(out, mark->filled ? STR(" d=\"") : STR(" fill=\"none\" d=\""));
	for (size_t i = 0; i < mark->point_count; i++) {
		const PathPoint *point = &mark->points[i];
		buf_add_byte(out, point->move || i == 0 ? 'M' : 'L');
		add_px(out, point->x);
		buf_add_byte(out, ',');
		add_px(out, point->y);
	}
	buf_add(out, mark->filled ? STR("Z\"/>") : STR("\"/>"));
}

static void add_line(Buf *out, const Mark *mark)
{
	buf_add(out, STR("<line"));
	add_class(out, mark);
	add_px_attribute(out, "x1", mark->x);
	add_px_attribute(out, "y1", mark->y);
	add_px_attribute(out, "x2", mark->x2);
	add_px_attribute(out, "y2", mark->y2);
	buf_add(out, STR("/>"));
}

static void add_rect(Buf *out, const Mark *mark)
{
	buf_add(out, STR("<rect"));
	add_class(out, mark);
	add_px_attribute(out, "x", mark->x);
	add_px_attribute(out, "y", mark->y);
	add_px_attribute(out, "width", mark->x2 - mark->x);
	add_px_attribute(out, "height", mark->y2 - mark->y);
	buf_add(out, STR("/>"));
}

static void add_circle(Buf *out, const Mark *mark)
{
	buf_add(out, STR("<circle"));
	add_class(out, mark);
	add_px_attribute(out, "cx", mark->x);
	add_px_attribute(out, "cy", mark->y);
	add_px_attribute(out, "r", mark->x2);
	buf_add(out, STR("/>"));
}

static void add_cross(Buf *out, const Mark *mark)
{
	double left = mark->x - mark->x2;
	double right = mark->x + mark->x2;
	double top = mark->y - mark->x2;
	double bottom = mark->y + mark->x2;
	const PathPoint points[] = {{left, top, true},
				    {right, bottom, false},
				    {left, bottom, true},
				    {right, top, false}};
	Mark path = *mark;
	path.points = points;
	path.point_count = sizeof points / sizeof points[0];
	add_path(out, &path);
}

static void add_text_mark(Buf *out, const Mark *mark)
{
	buf_add(out, STR("<text"));
	add_class(out, mark);
	add_px_attribute(out, "x", mark->x);
	add_px_attribute(out, "y", mark->y);
	if (mark->anchor != ANCHOR_START)
		add_attribute(out, "text-anchor",
			      mark->anchor == ANCHOR_END ? STR("end") : STR("middle"));
	buf_add_byte(out, '>');
	add_text(out, mark->text);
	if (mark->unit.len > 0) {
		buf_add(out, STR(" <tspan class=\"c-unit\">"));
		add_text(out, mark->unit);
		buf_add(out, STR("</tspan>"));
	}
	buf_add(out, STR("</text>"));
}

static void begin_point(Buf *out, const PointInfo *info)
{
	buf_add(out, STR("\n<g class=\"c-point\""));
	add_px_attribute(out, "data-x", info->x);
	add_px_attribute(out, "data-y", info->y);
	add_attribute(out, "data-date", date_text(out->mem, info->on));
	if (info->ref.len > 0)
		add_attribute(out, "data-ref", info->ref);
	add_attribute(out, "data-label", info->label);
	buf_add_byte(out, '>');
}

static void add_mark(Buf *out, const Mark *mark)
{
	switch (mark->kind) {
	case MARK_LINE:
		add_line(out, mark);
		break;
	case MARK_PATH:
		add_path(out, mark);
		break;
	case MARK_RECT:
		add_rect(out, mark);
		break;
	case MARK_CIRCLE:
		add_circle(out, mark);
		break;
	case MARK_CROSS:
		add_cross(out, mark);
		break;
	case MARK_TEXT:
		add_text_mark(out, mark);
		break;
	case MARK_BEGIN:
		begin_point(out, mark->info);
		break;
	case MARK_END:
		buf_add(out, STR("</g>"));
		break;
	}
}

static void add_plot(Buf *out, const Chart *chart, const Layout *layout)
{
	add_attribute(out, "data-from", date_text(out->mem, chart->range.from));
	add_attribute(out, "data-to", date_text(out->mem, chart->range.to));
	if (date_is_set(chart->as_of))
		add_attribute(out, "data-as-of", date_text(out->mem, chart->as_of));
	add_px_attribute(out, "data-left", layout->plot.left);
	add_px_attribute(out, "data-right", layout->plot.right);
	add_px_attribute(out, "data-top", layout->plot.top);
	add_px_attribute(out, "data-bottom", layout->plot.bottom);
}

static void add_named(Buf *out, const Chart *chart, const char *element, Str text)
{
	buf_add_format(out, "<%s id=\"", element);
	add_text(out, chart->id);
	buf_add_format(out, "-%s\">", element);
	add_text(out, text);
	buf_add_format(out, "</%s>", element);
}

void chart_svg(const Chart *chart, Buf *out)
{
	Layout layout = chart_layout(chart, out->mem);
	buf_add(out,
		STR("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"c-chart\" role=\"img\""));
	add_attribute(out, "aria-labelledby",
		      WORDS(out->mem, chart->id, STR("-title "), chart->id, STR("-desc")));
	add_px_attribute(out, "width", layout.width);
	add_px_attribute(out, "height", layout.height);
	buf_add(out, STR(" viewBox=\"0 0 "));
	add_px(out, layout.width);
	buf_add_byte(out, ' ');
	add_px(out, layout.height);
	buf_add_byte(out, '"');
	if (layout.has_plot)
		add_plot(out, chart, &layout);
	buf_add_byte(out, '>');
	add_named(out, chart, "title", chart->title);
	add_named(out, chart, "desc", layout.description);
	for (size_t i = 0; i < layout.len; i++)
		add_mark(out, &layout.marks[i]);
	buf_add(out, STR("\n</svg>\n"));
}
