#include "answer/figures_json.h"
#include "cli/close_words.h"
#include "cli/commands.h"
#include "cli/figure_words.h"
#include "cli/json_out.h"
#include "cli/wording.h"

#include <string.h>

/* Where they are told as columns, all of them would be too many. */
static const char CONTRACT_COLUMNS[] =
	"counting_hours,committed_hours,contract_utilization,recognized,value_delivered,"
	"delivery_margin,on_time_share";
static const char PEOPLE_COLUMNS[] =
	"counting_hours,internal_hours,leave_hours,available_hours,resource_utilization,"
	"productive_utilization";

/* Behind "contract:" and the like; of "manager:" that there is none. */
static Str scope_name(Arena *mem, Str scope)
{
	size_t at;
	if (!str_find(scope, STR(":"), &at))
		return scope;
	Str kind = str_slice(scope, 0, at);
	return at + 1 < scope.len ? str_slice(scope, at + 1, scope.len)
				  : str_format(mem, "no %.*s", STR_ARG(kind));
}

static bool word_of_people(Str word)
{
	return str_eq(word, STR("team")) || str_eq(word, STR("resource"));
}

/* Whether rows are of people: by what they are split, else by the scope. */
static bool is_of_people(const Args *args)
{
	size_t at;
	Str rest = args->sums_by;
	Str kind = str_find(args->scope, STR(":"), &at) ? str_slice(args->scope, 0, at) : (Str){0};
	bool people = word_of_people(kind);
	while (rest.len > 0) {
		size_t end = rest.len;
		(void)str_find(rest, STR(","), &end);
		people |= word_of_people(str_trim(str_slice(rest, 0, end)));
		rest = str_slice(rest, end + 1, rest.len);
	}
	return people;
}

static Str chosen_metrics(const Args *args)
{
	bool for_machines = args->json || args->csv;
	if (args->metrics.len > 0 || args->sums_by.len == 0 || for_machines)
		return args->metrics;
	return str_from_c(is_of_people(args) ? PEOPLE_COLUMNS : CONTRACT_COLUMNS);
}

/* A column of dashes says less than a line below. */
static bool any_changed(const FigureTable *figures, size_t place)
{
	bool changed = changed_since_close(&figures->total, place);
	for (size_t i = 0; i < figures->row_count && !changed; i++)
		changed = changed_since_close(&figures->rows[i], place);
	return changed;
}

static void add_metric(Table *table, Arena *mem, const FigureRow *row, size_t place, bool since)
{
	const Figure *figure = &row->figures[place];
	const Metric *metric = figure->metric;
	bool first =
		place == 0 || strcmp(row->figures[place - 1].metric->group, metric->group) != 0;
	if (first && place > 0)
		table_rule(table);
	table_add(table, first ? str_from_c(metric->group) : (Str){0});
	table_add(table, str_from_c(metric->title));
	table_add(table, shown_figure(mem, figure));
	table_add(table, shown_target(mem, figure));
	table_add(table, shown_deviation(mem, figure));
	if (since)
		table_add(table, shown_since_close(mem, row, place));
	table_add(table, figure_note(mem, figure));
}

/* One scope and period: a row per metric. */
static void print_metrics(Cli *cli, const FigureTable *figures)
{
	Table table;
	const FigureRow *row = &figures->total;
	bool since = row_changed_since_close(row, figures->metric_count);
	table_init(&table, cli->mem);
	table_column(&table, COLUMN_FIXED, (Str){0}, (Str){0}, (Str){0});
	table_column(&table, COLUMN_FIXED, STR("metric"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("value"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("target"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("deviation"), (Str){0}, (Str){0});
	if (since)
		table_column(&table, COLUMN_NUMBER, STR("since close"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("note"), (Str){0}, (Str){0});
	table.keys = 2;
	for (size_t i = 0; i < figures->metric_count; i++)
		add_metric(&table, cli->mem, row, i, since);
	table_print(&table, cli->screen, cli->out);
}

static const char *split_title(unsigned split)
{
	for (size_t i = 0; split_name(i); i++) {
		if ((split >> i & 1) != 0)
			return split_name(i);
	}
	return "";
}

/* Rows keep their own currency: it is named where it is not the total's. */
static Str shown_cell(Arena *mem, const FigureTable *figures, const Figure *figure)
{
	Str text = shown_figure(mem, figure);
	if (figure->metric->unit != METRIC_MONEY || figure->na != REASON_NONE ||
	    strcmp(figure->currency.code, figures->currency.code) == 0)
		return text;
	return str_format(mem, "%.*s %s", STR_ARG(text), figure->currency.code);
}

static void add_row(Cli *cli, Table *table, const FigureTable *figures, const FigureRow *row,
		    const bool *since)
{
	Arena *mem = cli->mem;
	bool is_total = row == &figures->total;
	if (figures->split != 0)
		table_add(table, is_total ? STR("all") : scope_name(mem, row->scope));
	if (figures->has_granularity)
		table_add(table, !is_total             ? row->period_name
				 : figures->split != 0 ? (Str){0}
						       : STR("all"));
	for (size_t i = 0; i < figures->metric_count; i++) {
		table_add(table, shown_cell(mem, figures, &row->figures[i]));
		if (since[i])
			table_add(table, shown_since_close(mem, row, i));
	}
}

/* A row per period, contract or the like: a column per metric. */
static void print_rows(Cli *cli, const FigureTable *figures)
{
	Table table;
	bool *since = ARENA_ARRAY(cli->mem, bool, figures->metric_count);
	table_init(&table, cli->mem);
	if (figures->split != 0)
		table_column(&table, COLUMN_FIXED, str_from_c(split_title(figures->split)),
			     (Str){0}, (Str){0});
	if (figures->has_granularity)
		table_column(&table, COLUMN_FIXED,
			     str_from_c(granularity_name(figures->granularity)), (Str){0},
			     (Str){0});
	table.keys = (figures->split != 0) + (size_t)figures->has_granularity;
	for (size_t i = 0; i < figures->metric_count; i++) {
		Str title = str_from_c(figures->metrics[i]->title);
		table_column(&table, COLUMN_NUMBER, title, (Str){0}, (Str){0});
		since[i] = any_changed(figures, i);
		if (since[i])
			table_column(&table, COLUMN_NUMBER, STR("since close"), (Str){0}, (Str){0});
	}
	for (size_t i = 0; i < figures->row_count; i++)
		add_row(cli, &table, figures, &figures->rows[i], since);
	table_rule(&table);
	add_row(cli, &table, figures, &figures->total, since);
	table_print(&table, cli->screen, cli->out);
}

/* Periods that have not begun are told once, for all metrics. */
static bool add_not_begun(Cli *cli, const FigureTable *figures)
{
	size_t rows = 0;
	for (size_t i = 0; i < figures->row_count; i++) {
		bool begun = true;
		for (size_t j = 0; j < figures->metric_count; j++)
			begun = begun && figures->rows[i].figures[j].na != REASON_NOT_BEGUN;
		rows += !begun;
	}
	if (rows > 0)
		buf_add_format(cli->out, "\n! n/a in %.*s row%s, since %s\n",
			       STR_ARG(shown_count(cli->mem, rows)), rows == 1 ? "" : "s",
			       reason_text(REASON_NOT_BEGUN));
	return rows > 0;
}

/* Why cells of a column are n/a: a line per metric and reason. */
static void add_reasons(Cli *cli, const FigureTable *figures)
{
	bool any = add_not_begun(cli, figures);
	for (size_t i = 0; i < figures->metric_count; i++) {
		size_t counts[REASONS] = {0};
		for (size_t j = 0; j < figures->row_count; j++)
			counts[figures->rows[j].figures[i].na]++;
		if (figures->total.figures[i].na != REASON_NONE)
			counts[figures->total.figures[i].na]++;
		for (int reason = REASON_NONE + 1; reason < REASONS; reason++) {
			if (counts[reason] == 0 || reason == REASON_NOT_BEGUN)
				continue;
			buf_add_format(cli->out, "%s! %s: n/a in %.*s row%s, since %s\n",
				       any ? "" : "\n", figures->metrics[i]->title,
				       STR_ARG(shown_count(cli->mem, counts[reason])),
				       counts[reason] == 1 ? "" : "s", reason_text((Reason)reason));
			any = true;
		}
	}
}

/* Money of several currencies is not added up; what to do about it. */
static void add_currency_hint(Cli *cli, const FigureTable *figures)
{
	bool mixed = false;
	for (size_t i = 0; i < figures->metric_count; i++)
		mixed |= figures->total.figures[i].na == REASON_NO_REPORTING_CURRENCY;
	if (!mixed)
		return;
	buf_add(cli->out, STR("! amounts are in several currencies; 'pacta setting set "
			      "reporting_currency USD' gives totals in one\n"));
}

/* Of a period that is over, what is to date stands at its end, not at the as-of day. */
static void add_cut(Cli *cli, const FigureTable *figures)
{
	Date last = date_add(figures->period.to, -1);
	bool to_date = false;
	for (size_t i = 0; i < figures->metric_count; i++)
		to_date |=
			figures->metrics[i]->to_date && figures->total.figures[i].na == REASON_NONE;
	if (to_date && !figures->has_granularity && last.day < figures->as_of.day)
		buf_add_format(cli->out, "figures to date stand at the period's end, %.*s\n",
			       STR_ARG(shown_date(cli->mem, last)));
}

static bool is_empty(const FigureTable *figures)
{
	bool empty = figures->metric_count > 0;
	for (size_t i = 0; i < figures->metric_count; i++)
		empty = empty && figures->total.figures[i].na == REASON_NO_FACTS;
	return empty;
}

static void print_table(Cli *cli, const FigureTable *figures, bool since_close)
{
	bool split = figures->split != 0 || figures->has_granularity;
	const FigureRow *total = &figures->total;
	Str title = scope_words(cli->mem, figures->scope);
	if (total->name.len > 0)
		title = str_format(cli->mem, "%.*s · %.*s", STR_ARG(title), STR_ARG(total->name));
	add_figure_head(cli, &(FigureHead){
				     .title = title,
				     .period = period_text(cli->mem, figures->period,
							   figures->period_name),
				     .begins_on = figures->period.from,
				     .as_of = figures->as_of,
				     .known = figures->known,
				     .completeness = &total->completeness,
				     .currency = figures->currency,
			     });
	if (is_empty(figures))
		buf_add(cli->out, STR("Nothing is in this scope.\n"));
	else if (split)
		print_rows(cli, figures);
	else
		print_metrics(cli, figures);
	if (split && !is_empty(figures))
		add_reasons(cli, figures);
	buf_add_byte(cli->out, '\n');
	add_cut(cli, figures);
	add_close(cli, figures, since_close);
	add_completeness(cli, &total->completeness);
	add_left_out(cli, total->figures, figures->metric_count);
	add_currency_hint(cli, figures);
	add_rates(cli, figures->rates, figures->rate_count);
}

bool period_check(const Args *args, Err *err)
{
	if (args->period.len > 0 && (date_is_set(args->from) || date_is_set(args->to)))
		return fail(err, ERR_USAGE, "--period excludes --from and --to");
	return csv_or_json_check(args, err);
}

/* Of one contract what changed since the close costs little: it is told unasked. A CSV file has no room for it. */
static MUST_CHECK bool choose_since_close(const Args *args, bool *out, Err *err)
{
	Scope scope;
	if (!scope_parse(args->scope, &scope, err))
		return false;
	*out = !args->csv && (args->since_close || scope.kind == SCOPE_CONTRACT);
	return true;
}

bool metrics_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	FigureTable figures;
	FiguresQuery query = {
		.scope = args->scope,
		.metrics = chosen_metrics(args),
		.period = args->period,
		.range = {args->from, args->to},
		.by = args->sums_by,
		.moment = args->moment,
		.today = instant_date(cli->now),
	};
	if (!choose_since_close(args, &query.since_close, err) ||
	    !figures_table(cli->app, &query, &figures, err))
		return false;
	if (args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_figures_table(&json, cli->mem, &figures);
		json_write_end(&json);
	} else if (args->csv) {
		cli->for_machines = true;
		figures_write_csv(cli->out, cli->mem, &figures);
	} else {
		print_table(cli, &figures, query.since_close);
	}
	return true;
}
