#include "app/figures.h"

#include "app/figures_parts.h"
#include "base/map.h"

/* Teams and people of the whole firm, where rows are to be split by them. */
static MUST_CHECK bool choose_subject(FiguresAsked *asked, Err *err)
{
	bool by_people = (asked->split & (SPLIT_BY_TEAM | SPLIT_BY_RESOURCE)) != 0;
	bool of_people = scope_is_people(asked->scope);
	asked->people = of_people || by_people;
	if (asked->split == 0 || by_people == of_people ||
	    (by_people && asked->scope.kind == SCOPE_PORTFOLIO))
		return true;
	(void)fail(
		err, ERR_INPUT, "%s",
		by_people
			? "by team and by resource are for people: ask for the portfolio, a team or a "
			  "resource; who worked for a contract is told by its drill-down"
			: "people are not split by contract, account or manager");
	return fail_at(err, "by");
}

static MUST_CHECK bool choose_metrics(App *app, const FiguresQuery *query, FiguresAsked *asked,
				      const Metric ***metrics, Err *err)
{
	AskingMetrics places;
	Scope subject = asked->people ? (Scope){SCOPE_TEAM, {0}} : asked->scope;
	if (!asking_metrics(app->mem, query->metrics, subject, &places, err))
		return false;
	*metrics = ARENA_ARRAY(app->mem, const Metric *, places.len);
	for (size_t i = 0; i < places.len; i++) {
		(*metrics)[i] = metric_at(places.at[i]);
		asked->lacks_hours |= (*metrics)[i]->may_lack_hours;
		asked->lacks_money |= (*metrics)[i]->may_lack_money;
	}
	asked->plan = metric_plan(app->mem, places.at, places.len);
	asked->metric_count = places.len;
	return true;
}

static MUST_CHECK bool read_asked(App *app, const FiguresQuery *query, FiguresAsked *asked,
				  FigureTable *table, Err *err)
{
	Asking asking = {query->scope, query->period, query->range, query->moment, query->today};
	AskingAnswer answer;
	const Metric **metrics;
	if (!asking_read(app, &asking, &answer, err))
		return false;
	asked->scope = answer.scope;
	asked->period = answer.period;
	asked->as_of = answer.moment.as_of;
	asked->effective = answer.effective;
	asked->fiscal_month = answer.context.fiscal_month;
	if (!figures_split(query->by, asked, err) || !choose_subject(asked, err) ||
	    !choose_metrics(app, query, asked, &metrics, err))
		return false;
	table->scope = asked->scope;
	table->period = asked->period;
	table->period_name = answer.period_name;
	table->as_of = asked->as_of;
	table->known = query->moment.known;
	table->metrics = metrics;
	table->metric_count = asked->metric_count;
	table->has_granularity = asked->has_granularity;
	table->granularity = asked->granularity;
	table->split = asked->split;
	return true;
}

static FigureRow make_row(const Group *group, size_t place)
{
	const Tile *tile = &group->tiles->at[place];
	return (FigureRow){
		.scope = group->scope,
		.name = group->name,
		.period = tile->period,
		.period_name = tile->name,
		.figures = group->rows[place].figures,
		.completeness = group->rows[place].completeness,
		.booked = tile->booked,
		.closed_on = tile->closed_on,
		.closed_at = tile->closed_at,
	};
}

static FigureRow *make_rows(const Sheet *sheet, FigureTable *table)
{
	size_t count = 0;
	for (size_t i = 0; i < sheet->group_count; i++)
		count += sheet->groups[i].tiles->len;
	FigureRow *rows = ARENA_ARRAY(sheet->app->mem, FigureRow, count);
	for (size_t i = 0; i < sheet->group_count; i++) {
		const Group *group = &sheet->groups[i];
		for (size_t j = 0; j < group->tiles->len; j++)
			rows[table->row_count++] = make_row(group, j);
	}
	table->rows = rows;
	table->total = make_row(&sheet->whole, 0);
	table->currency = sheet->currency;
	return rows;
}

/* Exchange rates that the view has used. */
static void list_rates(const Sheet *sheet, FigureTable *table)
{
	const Firm *firm = &sheet->firm;
	VEC(const ExchangeRate *) list = {0};
	for (size_t i = 0; i < firm->rate_count; i++) {
		if (firm->rates_used[i])
			*vec_push(sheet->app->mem, &list) = &firm->rates[i];
	}
	table->rates = list.at;
	table->rate_count = list.len;
}

/* Places of a sheet's groups by their scope. */
static Map groups_by_scope(const Sheet *sheet)
{
	Map groups;
	map_init(&groups, sheet->app->mem, (uint64_t)(uintptr_t)sheet);
	for (size_t i = 0; i < sheet->group_count; i++)
		map_put(&groups, sheet->groups[i].scope, (int64_t)i);
	return groups;
}

/* The figures of one scope's rows as they were at their close, in a view of that instant. Rows and tiles come by day. */
static void look_up(const Sheet *closed, const Group *group, FigureRow *rows, size_t count)
{
	size_t tile = 0;
	for (size_t i = 0; i < count; i++) {
		Date from = rows[i].period.from;
		while (tile < group->tiles->len &&
		       group->tiles->at[tile].period.from.day < from.day)
			tile++;
		if (tile == group->tiles->len)
			return;
		if (rows[i].booked && rows[i].closed_at.us == closed->known.us &&
		    group->tiles->at[tile].period.from.day == from.day)
			rows[i].at_close = group->rows[tile].figures;
	}
}

static MUST_CHECK bool read_close(const Sheet *now, Instant known, FigureTable *table,
				  FigureRow *rows, Err *err)
{
	Sheet closed = {.app = now->app, .asked = now->asked, .known = known, .partial = true};
	if (!sheet_make(&closed, err))
		return false;
	Map groups = groups_by_scope(&closed);
	for (size_t i = 0; i < now->group_count; i++) {
		size_t count = now->groups[i].tiles->len;
		int64_t place;
		if (map_get(&groups, now->groups[i].scope, &place))
			look_up(&closed, &closed.groups[place], rows, count);
		rows += count;
	}
	if (table->total.booked && table->total.closed_at.us == known.us)
		table->total.at_close = closed.whole.rows[0].figures;
	return true;
}

/* One view for each instant at which rows were closed. */
static MUST_CHECK bool read_closes(const Sheet *now, FigureTable *table, FigureRow *rows, Err *err)
{
	VEC(Instant) done = {0};
	for (size_t i = 0; i <= table->row_count; i++) {
		const FigureRow *row = i < table->row_count ? &rows[i] : &table->total;
		bool seen = !row->booked;
		for (size_t j = 0; j < done.len && !seen; j++)
			seen = done.at[j].us == row->closed_at.us;
		if (seen)
			continue;
		*vec_push(now->app->mem, &done) = row->closed_at;
		if (!read_close(now, row->closed_at, table, rows, err))
			return false;
	}
	return true;
}

static MUST_CHECK bool read_table(App *app, const FiguresQuery *query, FigureTable *out, Err *err)
{
	FiguresAsked asked = {0};
	FigureTable table = {0};
	if (!read_asked(app, query, &asked, &table, err))
		return false;
	Sheet sheet = {.app = app, .asked = &asked, .known = query->moment.known};
	if (!sheet_make(&sheet, err))
		return false;
	FigureRow *rows = make_rows(&sheet, &table);
	list_rates(&sheet, &table);
	if (query->since_close && !read_closes(&sheet, &table, rows, err))
		return false;
	*out = table;
	return true;
}

bool figures_table(App *app, const FiguresQuery *query, FigureTable *out, Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok = read_table(app, query, out, err);
	app_end(app);
	return ok;
}
