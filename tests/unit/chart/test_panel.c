#include "chart/chart_fixture.h"
#include "chart/panel.h"

/*
 * Panels of any data. A digit is a value, "-" a gap, "n" not available, for one day each from 1 Jan 2025;
 * a minus before a digit is written "a" … "i" for −1 … −9.
 */
static Series series_of(Arena *mem, const char *name, SeriesForm form, Tone tone, const char *days)
{
	size_t len = strlen(days);
	Datum *data = ARENA_ARRAY(mem, Datum, len);
	for (size_t i = 0; i < len; i++) {
		Date from = date_add(day("2025-01-01"), (int32_t)i);
		char c = days[i];
		ChartValue value = {.set = c != '-' && c != 'n', .scaled = c - '0'};
		if (c >= 'a' && c <= 'i')
			value.scaled = 'a' - 1 - c;
		if (c == 'n')
			value.na = STR("no data");
		data[i] = (Datum){.during = {from, date_add(from, 1)},
				  .value = value,
				  .name = str_format(mem, "%d", (int)i + 1)};
	}
	return (Series){str_from_c(name), form, tone, data, len};
}

static Chart chart_of(Arena *mem, const Series *series, size_t len, int width)
{
	Panel *panel = ARENA_NEW(mem, Panel);
	*panel = (Panel){.quantity = {QUANTITY_NUMBER, 0, STR("h")}, .series = series, .len = len};
	return (Chart){
		.kind = CHART_PANELS,
		.id = STR("t"),
		.title = STR("Any"),
		.width = width,
		.range = {day("2025-01-01"), day("2025-01-21")},
		.as_of = DATE_NONE,
		.panels = panel,
		.panel_count = 1,
	};
}

static size_t count_marks(const Layout *layout, MarkRole role, MarkKind kind)
{
	size_t count = 0;
	for (size_t i = 0; i < layout->len; i++)
		count += layout->marks[i].role == role && layout->marks[i].kind == kind;
	return count;
}

/* The labels of all points, a line each. */
static Str labels_of(Arena *mem, const Layout *layout)
{
	Buf out = {.mem = mem};
	for (size_t i = 0; i < layout->len; i++) {
		if (layout->marks[i].kind == MARK_BEGIN) {
			buf_add(&out, layout->marks[i].info->label);
			buf_add_byte(&out, '\n');
		}
	}
	return buf_str(&out);
}

static void gaps_in_steps_are_neither_drawn_nor_told(void **state)
{
	Series series = series_of(*state, "hours", SERIES_STEP, TONE_SOFT, "12--nn3");
	Chart chart = chart_of(*state, &series, 1, 700);
	Layout layout = chart_layout(&chart, *state);
	check_text("labels", labels_of(*state, &layout),
		   "1 Jan 2025: hours 1 h\n2 Jan 2025: hours 2 h\n5 Jan 2025: hours n/a · no data\n"
		   "6 Jan 2025: hours n/a · no data\n7 Jan 2025: hours 3 h\n");
	check_size("dashes, once for both days", count_marks(&layout, ROLE_NA, MARK_LINE), 1);
	check_layout("steps", &chart);
}

static void gaps_in_lines_are_neither_drawn_nor_told(void **state)
{
	Series series = series_of(*state, "hours", SERIES_LINE, TONE_SOFT, "12--n3");
	Chart chart = chart_of(*state, &series, 1, 700);
	Layout layout = chart_layout(&chart, *state);
	check_text("labels", labels_of(*state, &layout),
		   "to 1 Jan 2025: hours 1 h\nto 2 Jan 2025: hours 2 h\nto 5 Jan 2025: hours n/a · "
		   "no data\nto 6 Jan 2025: hours 3 h\n");
	check_layout("lines", &chart);
	chart.as_of = day("2025-01-03"); /* a gap there */
	layout = chart_layout(&chart, *state);
	check_size("no dot", count_marks(&layout, ROLE_AS_OF_DOT, MARK_CIRCLE), 0);
	chart.as_of = day("2025-01-02");
	layout = chart_layout(&chart, *state);
	check_size("a dot", count_marks(&layout, ROLE_AS_OF_DOT, MARK_CIRCLE), 1);
}

static void gaps_in_bars_are_gaps(void **state)
{
	Series series = series_of(*state, "hours", SERIES_BARS, TONE_ACCENT, "1-n3");
	Chart chart = chart_of(*state, &series, 1, 700);
	Layout layout = chart_layout(&chart, *state);
	check_size("bars", count_marks(&layout, ROLE_BAR, MARK_RECT), 2);
	check_size("dashes", count_marks(&layout, ROLE_NA, MARK_LINE), 1);
	check_text(
		"labels", labels_of(*state, &layout),
		"1 Jan 2025: hours 1 h\n3 Jan 2025: hours n/a · no data\n4 Jan 2025: hours 3 h\n");
	check_layout("bars", &chart);
}

static void values_of_either_sign_are_drawn(void **state)
{
	static const char *const days[] = {"abc", "0000", "a0-5n", "9", "nnn", "---"};
	static const SeriesForm forms[] = {SERIES_STEP, SERIES_LINE, SERIES_BARS};
	for (size_t i = 0; i < COUNT(days); i++) {
		for (size_t j = 0; j < COUNT(forms); j++) {
			Series series = series_of(*state, "hours", forms[j], TONE_INK, days[i]);
			Chart chart = chart_of(*state, &series, 1, 320);
			check_layout(days[i], &chart);
			check_xml(days[i], svg_of(*state, &chart));
		}
	}
}

static void all_below_zero_hangs_from_the_top(void **state)
{
	Series series = series_of(*state, "hours", SERIES_STEP, TONE_INK, "hhin");
	Chart chart = chart_of(*state, &series, 1, 700);
	Layout layout = chart_layout(&chart, *state);
	double highest = layout.height;
	double dashes = 0;
	for (size_t i = 0; i < layout.len; i++) {
		const Mark *mark = &layout.marks[i];
		if (mark->kind == MARK_LINE && mark->role == ROLE_GRID && mark->y < highest)
			highest = mark->y;
		if (mark->role == ROLE_NA)
			dashes = mark->y;
	}
	assert_true(dashes == highest); /* nearest to zero */
}

static void a_single_bar_of_a_zero_has_no_height(void **state)
{
	Series series = series_of(*state, "hours", SERIES_BARS, TONE_INK, "0");
	Chart chart = chart_of(*state, &series, 1, 700);
	Layout layout = chart_layout(&chart, *state);
	check_size("bars", count_marks(&layout, ROLE_BAR, MARK_RECT), 0);
	check_text("labels", labels_of(*state, &layout), "1 Jan 2025: hours 0 h\n");
}

static void empty_panels_have_axes(void **state)
{
	static const SeriesForm forms[] = {SERIES_STEP, SERIES_LINE, SERIES_BARS};
	for (size_t i = 0; i < COUNT(forms); i++) {
		Series series = series_of(*state, "hours", forms[i], TONE_INK, "");
		Chart chart = chart_of(*state, &series, 1, 700);
		Layout layout = chart_layout(&chart, *state);
		assert_true(count_marks(&layout, ROLE_TICK, MARK_TEXT) > 5); /* days */
		check_size("a line without numbers", count_marks(&layout, ROLE_GRID, MARK_LINE), 1);
		check_layout("empty", &chart);
	}
	Chart chart = chart_of(*state, NULL, 0, 700);
	check_layout("no series", &chart);
	chart.panel_count = 0;
	check_layout("no panel", &chart);
}

/* Days far too many for points of their own: joined, and told together. */
static void crowded_data_are_joined(void **state)
{
	char days[2001] = {0};
	static const SeriesForm forms[] = {SERIES_STEP, SERIES_LINE, SERIES_BARS};
	for (size_t i = 0; i < sizeof days - 1; i++)
		days[i] = "0123456789n"[i * 7 % 11];
	for (size_t i = 0; i < COUNT(forms); i++) {
		Series series = series_of(*state, "hours", forms[i], TONE_INK, days);
		Chart chart = chart_of(*state, &series, 1, 400);
		chart.range.to = date_add(chart.range.from, 2000);
		chart.as_of = day("2027-01-01");
		Layout layout = chart_layout(&chart, *state);
		size_t points = 0;
		for (size_t j = 0; j < layout.len; j++)
			points += layout.marks[j].kind == MARK_BEGIN;
		assert_in_range(points, 50, 134);
		Str labels = labels_of(*state, &layout);
		assert_true(count_of(labels, "values: 0 to 9 h") > 30);
		check_layout("crowd", &chart);
	}
	Series series = series_of(*state, "hours", SERIES_STEP, TONE_INK, "nnnnnnnnnnnn");
	Chart chart = chart_of(*state, &series, 1, 400);
	chart.range.to = date_add(chart.range.from, 4000);
	Layout layout = chart_layout(&chart, *state);
	check_text("none is there", labels_of(*state, &layout),
		   "1 Jan 2025 to 12 Jan 2025: hours, 12 values: n/a · no data\n");
}

static void several_series_have_their_names(void **state)
{
	static const SeriesForm forms[] = {SERIES_STEP, SERIES_LINE, SERIES_BARS};
	for (size_t i = 0; i < COUNT(forms); i++) {
		for (int width = 300; width <= 1200; width += 450) {
			const Series series[] = {
				series_of(*state, "planned hours", forms[i], TONE_SOFT,
					  "12345678987654321234"),
				series_of(*state, "hours done", forms[i], TONE_ACCENT,
					  "12345678987654321233"),
				series_of(*state, "hours left", forms[i], TONE_INK,
					  "98765432123456789876"),
			};
			Chart chart = chart_of(*state, series, 3, width);
			chart.as_of = day("2025-01-18");
			Layout layout = chart_layout(&chart, *state);
			check_size("names", count_marks(&layout, ROLE_NAME, MARK_TEXT), 3);
			check_layout("names", &chart);
		}
	}
}

static void events_that_meet_share_a_mark(void **state)
{
	Series series = series_of(*state, "hours", SERIES_STEP, TONE_INK, "1");
	Chart chart = chart_of(*state, &series, 1, 320);
	ChartEvent events[9];
	chart.range.to = day("2030-01-01");
	for (int i = 0; i < 9; i++)
		events[i] = (ChartEvent){
			.on = date_add(day("2025-03-01"), i < 8 ? i : 900),
			.text = STR("changes"),
			.detail = str_format(*state, "change %d", i + 1),
			.ref = str_format(*state, "%d", i + 1),
		};
	chart.events = events;
	chart.event_count = COUNT(events);
	Layout layout = chart_layout(&chart, *state);
	check_size("marks", count_marks(&layout, ROLE_EVENT, MARK_CIRCLE), 2);
	check_size("texts", count_marks(&layout, ROLE_EVENT_TEXT, MARK_TEXT), 1);
	for (size_t i = 0; i < layout.len; i++) {
		const Mark *mark = &layout.marks[i];
		if (mark->kind != MARK_BEGIN || mark->info->ref.len < 2)
			continue;
		check_text("ref", mark->info->ref, "1,2,3,4,5,6,7,8");
		check_text("label", mark->info->label,
			   "change 1; change 2; change 3; change 4; change 5; and 3 more");
	}
}

static Str event_texts(Arena *mem, const Layout *layout)
{
	Buf out = {.mem = mem};
	for (size_t i = 0; i < layout->len; i++) {
		if (layout->marks[i].role == ROLE_EVENT_TEXT)
			buf_add_format(&out, "%.*s; ", STR_ARG(layout->marks[i].text));
	}
	return buf_str(&out);
}

static void items_that_meet_are_joined(void **state)
{
	TimelineItem items[8];
	for (int i = 0; i < 8; i++) {
		Date upper = date_add(day("2025-03-01"), i == 7 ? 2600 : 0);
		items[i] = (TimelineItem){
			.upper = upper,
			.lower = i == 6 ? day("2026-12-01") : date_add(upper, 10 - i),
			.text = str_format(*state, "text %d", i + 1),
			.detail = str_format(*state, "change %d", i + 1),
			.ref = str_format(*state, "%d", i + 1),
		};
	}
	Chart chart = {.kind = CHART_TIMELINE,
		       .width = 320,
		       .range = {day("2025-01-01"), day("2035-01-01")},
		       .as_of = DATE_NONE,
		       .known = DATE_NONE,
		       .row_names = {STR("takes effect"), STR("known")},
		       .items = items,
		       .item_count = COUNT(items)};
	Layout layout = chart_layout(&chart, *state);
	check_text("labels", labels_of(*state, &layout),
		   "change 6; change 5; change 4; change 3; change 2; and 1 more\nchange 7\n"
		   "change 8\n");
	check_text("texts", event_texts(*state, &layout), "text 7; text 8; ");
	chart.items = &items[5]; /* the second of one upper day has no text */
	chart.item_count = 3;
	layout = chart_layout(&chart, *state);
	check_text("texts", event_texts(*state, &layout), "text 6; text 8; ");
	chart.item_count = 0;
	check_layout("no items", &chart);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(gaps_in_steps_are_neither_drawn_nor_told),
		ARENA_TEST(gaps_in_lines_are_neither_drawn_nor_told),
		ARENA_TEST(gaps_in_bars_are_gaps),
		ARENA_TEST(values_of_either_sign_are_drawn),
		ARENA_TEST(all_below_zero_hangs_from_the_top),
		ARENA_TEST(a_single_bar_of_a_zero_has_no_height),
		ARENA_TEST(empty_panels_have_axes),
		ARENA_TEST(crowded_data_are_joined),
		ARENA_TEST(several_series_have_their_names),
		ARENA_TEST(events_that_meet_share_a_mark),
		ARENA_TEST(items_that_meet_are_joined),
	};
	return RUN_TESTS(tests);
}
