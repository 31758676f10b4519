#include "chart/chart_table.h"

#include "base/utf8.h"
#include "chart/wording.h"

/* Rows that are being written, cell by cell. */
typedef struct Draft {
	Arena *mem;
	VEC(ChartColumn) columns;
	VEC(Str) cells;
} Draft;

static void add_column(Draft *draft, Str name, Str unit, bool numeric)
{
	*vec_push(draft->mem, &draft->columns) =
		(ChartColumn){utf8_printable(draft->mem, name), utf8_printable(draft->mem, unit),
			      numeric};
}

static void add_cell(Draft *draft, Str text)
{
	*vec_push(draft->mem, &draft->cells) = utf8_printable(draft->mem, text);
}

static void add_first_day(Draft *draft, Date day)
{
	add_cell(draft, date_text_long(draft->mem, day));
}

static void add_last_day(Draft *draft, Date end)
{
	add_cell(draft, date_text_long(draft->mem, date_add(end, -1)));
}

static void add_value(Draft *draft, const Quantity *quantity, ChartValue value)
{
	add_cell(draft, wording_value(draft->mem, quantity, value));
}

/* A series of the chart and where its walk through the days has come to. */
typedef struct Walk {
	const Series *series;
	const Quantity *quantity;
	size_t at;
} Walk;

typedef struct Walks {
	Walk *at;
	size_t len;
} Walks;

static Walks walks_of(Arena *mem, const Chart *chart)
{
	VEC(Walk) walks = {0};
	for (size_t i = 0; i < chart->panel_count; i++) {
		const Panel *panel = &chart->panels[i];
		for (size_t j = 0; j < panel->len; j++)
			*vec_push(mem, &walks) = (Walk){&panel->series[j], &panel->quantity, 0};
	}
	return (Walks){walks.at, walks.len};
}

/* The next datum of a walk, or NULL. */
static const Datum *walk_datum(const Walk *walk)
{
	return walk->at < walk->series->len ? &walk->series->data[walk->at] : NULL;
}

/* The day of the next event that is not told yet, or DATE_OPEN. */
static Date event_day(const Chart *chart, size_t event)
{
	return event < chart->event_count ? chart->events[event].on : DATE_OPEN;
}

/*
 * The next days, not before `from`, in which no series changes; an event begins them anew, and takes
 * one day where there is no value. False: nothing is left.
 */
static bool next_stretch(const Chart *chart, const Walks *walks, size_t event, Date from,
			 Period *out)
{
	Date next = date_later(event_day(chart, event), from);
	for (size_t i = 0; i < walks->len; i++) {
		const Datum *datum = walk_datum(&walks->at[i]);
		if (datum)
			next = date_earlier(next, date_later(datum->during.from, from));
	}
	Date end = DATE_OPEN;
	bool held = false;
	for (size_t i = 0; i < walks->len; i++) {
		const Datum *datum = walk_datum(&walks->at[i]);
		if (!datum)
			continue;
		bool begun = datum->during.from.day <= next.day;
		held = held || begun;
		end = date_earlier(end, begun ? datum->during.to : datum->during.from);
	}
	while (event_day(chart, event).day <= next.day && event < chart->event_count)
		event++;
	end = date_earlier(end, event_day(chart, event));
	*out = (Period){next, held ? end : date_earlier(end, date_add(next, 1))};
	return next.day < DATE_OPEN.day;
}

static ChartValue value_in(const Walk *walk, Period stretch)
{
	const Datum *datum = walk_datum(walk);
	return datum && datum->during.from.day <= stretch.from.day ? datum->value : (ChartValue){0};
}

/* What happened on the first day of a stretch, where the chart has events. */
static void add_events(Draft *draft, const Chart *chart, Date day, size_t *event)
{
	Buf text = {.mem = draft->mem};
	while (*event < chart->event_count && chart->events[*event].on.day <= day.day) {
		const ChartEvent *here = &chart->events[(*event)++];
		buf_add(&text, text.len > 0 ? STR("; ") : STR(""));
		buf_add(&text, here->detail);
	}
	if (chart->event_count > 0)
		add_cell(draft, buf_str(&text));
}

/* Days in which all values hold; each series has its column. */
static void tell_stretches(Draft *draft, const Chart *chart, Walks walks)
{
	Period stretch;
	size_t event = 0;
	add_column(draft, STR("from"), (Str){0}, false);
	add_column(draft, STR("to"), (Str){0}, false);
	for (size_t i = 0; i < walks.len; i++)
		add_column(draft, walks.at[i].series->name, walks.at[i].quantity->unit, true);
	if (chart->event_count > 0)
		add_column(draft, STR("changes"), (Str){0}, false);
	for (Date at = DATE_MIN; next_stretch(chart, &walks, event, at, &stretch);
	     at = stretch.to) {
		add_first_day(draft, stretch.from);
		add_last_day(draft, stretch.to);
		for (size_t i = 0; i < walks.len; i++) {
			add_value(draft, walks.at[i].quantity, value_in(&walks.at[i], stretch));
			while (walk_datum(&walks.at[i]) &&
			       walk_datum(&walks.at[i])->during.to.day <= stretch.to.day)
				walks.at[i].at++;
		}
		add_events(draft, chart, stretch.from, &event);
	}
}

/* Points on days; each series has its column. The series of a line chart have their points on the same days. */
static void tell_points(Draft *draft, Walks walks)
{
	add_column(draft, STR("up to"), (Str){0}, false);
	for (size_t i = 0; i < walks.len; i++)
		add_column(draft, walks.at[i].series->name, walks.at[i].quantity->unit, true);
	for (;;) {
		Date next = DATE_OPEN;
		bool any = false;
		for (size_t i = 0; i < walks.len; i++) {
			const Datum *datum = walk_datum(&walks.at[i]);
			if (datum)
				next = date_earlier(next, datum->during.to);
			any = any || datum;
		}
		if (!any)
			return;
		add_last_day(draft, next);
		for (size_t i = 0; i < walks.len; i++) {
			const Datum *datum = walk_datum(&walks.at[i]);
			bool here = datum && datum->during.to.day == next.day;
			add_value(draft, walks.at[i].quantity,
				  here ? datum->value : (ChartValue){0});
			walks.at[i].at += here;
		}
	}
}

static void tell_items(Draft *draft, const Chart *chart)
{
	add_column(draft, chart->row_names[0], (Str){0}, false);
	add_column(draft, chart->row_names[1], (Str){0}, false);
	for (size_t i = 0; i < chart->item_column_count; i++)
		*vec_push(draft->mem, &draft->columns) = chart->item_columns[i];
	for (size_t i = 0; i < chart->item_count; i++) {
		add_first_day(draft, chart->items[i].upper);
		add_first_day(draft, chart->items[i].lower);
		for (size_t j = 0; j < chart->item_column_count; j++)
			add_cell(draft, chart->items[i].cells[j]);
	}
}

static void tell_bullet(Draft *draft, const Bullet *bullet)
{
	add_column(draft, STR("value"), bullet->quantity.unit, true);
	add_column(draft, STR("target"), bullet->quantity.unit, true);
	add_value(draft, &bullet->quantity, bullet->value);
	add_value(draft, &bullet->quantity, bullet->target);
}

static void tell_sparkline(Draft *draft, const Sparkline *spark)
{
	add_column(draft, STR("from"), (Str){0}, false);
	add_column(draft, STR("to"), (Str){0}, false);
	add_column(draft, STR("value"), spark->quantity.unit, true);
	for (size_t i = 0; i < spark->len; i++) {
		add_first_day(draft, spark->data[i].during.from);
		add_last_day(draft, spark->data[i].during.to);
		add_value(draft, &spark->quantity, spark->data[i].value);
	}
}

static void tell_panels(Draft *draft, const Chart *chart)
{
	Walks walks = walks_of(draft->mem, chart);
	if (walks.len > 0 && walks.at[0].series->form == SERIES_LINE)
		tell_points(draft, walks);
	else
		tell_stretches(draft, chart, walks);
}

ChartTable chart_table(const Chart *chart, Arena *mem)
{
	Draft draft = {.mem = mem};
	switch (chart->kind) {
	case CHART_PANELS:
		tell_panels(&draft, chart);
		break;
	case CHART_TIMELINE:
		tell_items(&draft, chart);
		break;
	case CHART_BULLET:
		tell_bullet(&draft, &chart->bullet);
		break;
	case CHART_SPARKLINE:
		tell_sparkline(&draft, &chart->sparkline);
		break;
	}
	return (ChartTable){
		.title = utf8_printable(mem, chart->title),
		.columns = draft.columns.at,
		.column_count = draft.columns.len,
		.cells = draft.cells.at,
		.row_count = draft.cells.len / draft.columns.len,
	};
}
