#include "answer/history_json.h"
#include "cli/commands.h"
#include "cli/json_out.h"
#include "cli/wording.h"

static Str shown_numbers(Arena *mem, RevisionWalk *walk, Date day)
{
	Buf out = {.mem = mem};
	for (int32_t number = revision_walk_next(walk, day); number > 0;
	     number = revision_walk_next(walk, day))
		buf_add_format(&out, "%s%d", out.len > 0 ? ", " : "", (int)number);
	return buf_str(&out);
}

/* How a field appears in the table of snapshots. */
typedef enum Place {
	PLACE_NOWHERE,
	PLACE_LINE, /* the same in every row: said once, above */
	PLACE_COLUMN,
} Place;

static Place place_of(const SnapshotList *list, size_t field)
{
	bool set = false;
	bool varies = false;
	for (size_t i = 0; i < list->len; i++) {
		set = set || list->at[i].values[field].set;
		varies = varies || !value_eq(list->at[i].values[field], list->at[0].values[field]);
	}
	bool always = field == ANNUAL_VALUE || field == TOTAL_VALUE || field == DIRECT_LABOR;
	if (!set)
		return PLACE_NOWHERE;
	return varies || always ? PLACE_COLUMN : PLACE_LINE;
}

static void print_constants(Cli *cli, const HistoryAnswer *answer, const Place *places)
{
	Arena *mem = cli->mem;
	const Fields *fields = answer->fields;
	Currency currency = answer->contract.currency;
	bool first = true;
	for (size_t i = 0; i < fields->len; i++) {
		if (places[i] != PLACE_LINE)
			continue;
		Str unit = field_unit(mem, &fields->at[i], currency);
		buf_add_format(cli->out, "%s%.*s %.*s%s%.*s", first ? "Throughout: " : " · ",
			       STR_ARG(field_label(mem, fields, i)),
			       STR_ARG(shown_value(mem, fields, i, currency,
						   answer->snapshots.at[0].values[i])),
			       unit.len > 0 ? " " : "", STR_ARG(unit));
		first = false;
	}
	if (!first)
		buf_add_byte(cli->out, '\n');
}

static void snapshot_columns(Table *table, Arena *mem, const HistoryAnswer *answer,
			     const Place *places)
{
	static const char *const groups[] = {"first year", "last year", "total"};
	const Fields *fields = answer->fields;
	Currency currency = answer->contract.currency;
	table_init(table, mem);
	table_column(table, COLUMN_FIXED, STR("effective"), (Str){0}, (Str){0});
	table_column(table, COLUMN_TEXT, STR("no."), (Str){0}, (Str){0});
	for (size_t i = 0; i < fields->len; i++) {
		FieldType type = fields->at[i].type;
		if (places[i] == PLACE_COLUMN)
			table_column(table,
				     field_can_add(type)  ? COLUMN_NUMBER
				     : type == FIELD_DATE ? COLUMN_FIXED
							  : COLUMN_TEXT,
				     field_label(mem, fields, i),
				     field_unit(mem, &fields->at[i], currency), (Str){0});
	}
	for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
		Str group = str_from_c(groups[i]);
		table_column(table, COLUMN_NUMBER, STR("revenue"), str_from_c(currency.code),
			     group);
		table_column(table, COLUMN_NUMBER, STR("profit"), str_from_c(currency.code), group);
	}
}

static void add_figure(Table *table, Arena *mem, Amount amount, bool estimate, Currency currency)
{
	table_add_cell(table, (Cell){shown_amount(mem, amount, currency), estimate ? '~' : '\0',
				     STYLE_PLAIN});
}

static void snapshot_row(Table *table, Arena *mem, const HistoryAnswer *answer, size_t place,
			 const Place *places, RevisionWalk *walk)
{
	const Snapshot *snapshot = &answer->snapshots.at[place];
	const Snapshot *before = place > 0 ? snapshot - 1 : NULL;
	Currency currency = answer->contract.currency;
	table_add(table, shown_date(mem, snapshot->effective_on));
	table_add(table, shown_numbers(mem, walk, snapshot->effective_on));
	for (size_t i = 0; i < answer->fields->len; i++) {
		if (places[i] != PLACE_COLUMN)
			continue;
		bool changed = before && !value_eq(before->values[i], snapshot->values[i]);
		Str text = shown_value(mem, answer->fields, i, currency, snapshot->values[i]);
		table_add_cell(table, (Cell){text, changed ? '*' : '\0',
					     changed ? STYLE_STRONG : STYLE_PLAIN});
	}
	const Figures *figures[] = {&snapshot->figures.first_year, &snapshot->figures.last_year,
				    &snapshot->figures.total};
	for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
		add_figure(table, mem, figures[i]->revenue, figures[i]->estimate, currency);
		add_figure(table, mem, figures[i]->profit, figures[i]->estimate, currency);
	}
}

static void print_notes(Cli *cli, const SnapshotList *list)
{
	bool estimate = false;
	for (size_t i = 0; i < list->len; i++)
		estimate = estimate || list->at[i].figures.total.estimate;
	if (list->len > 1)
		buf_add(cli->out, STR("* changed on that day\n"));
	if (estimate)
		buf_add(cli->out, STR("~ holds an estimate: usage with an annual value\n"));
}

static void print_snapshots(Cli *cli, const HistoryAnswer *answer)
{
	Arena *mem = cli->mem;
	Place *places = ARENA_ARRAY(mem, Place, answer->fields->len);
	RevisionWalk walk = {.revisions = answer->revisions};
	Table table;
	for (size_t i = 0; i < answer->fields->len; i++)
		places[i] = place_of(&answer->snapshots, i);
	print_constants(cli, answer, places);
	buf_add_byte(cli->out, '\n');
	snapshot_columns(&table, mem, answer, places);
	for (size_t i = 0; i < answer->snapshots.len; i++)
		snapshot_row(&table, mem, answer, i, places, &walk);
	table_print(&table, cli->screen, cli->out);
	print_notes(cli, &answer->snapshots);
}

static void print_periods(Cli *cli, const HistoryQuery *query, const HistoryAnswer *answer)
{
	static const char *const kinds[] = {
		[GRANULARITY_DAY] = "day",
		[GRANULARITY_WEEK] = "week",
		[GRANULARITY_MONTH] = "month",
		[GRANULARITY_QUARTER] = "quarter",
		[GRANULARITY_YEAR] = "calendar year",
		[GRANULARITY_FISCAL_YEAR] = "fiscal year",
		[GRANULARITY_CONTRACT_YEAR] = "contract year",
	};
	Arena *mem = cli->mem;
	Str unit = str_from_c(answer->contract.currency.code);
	Table table;
	buf_add_format(cli->out, "\nBy %s · default convention · %.*s\n\n",
		       kinds[query->granularity],
		       STR_ARG(shown_moment(mem, query->moment, "all effective dates")));
	if (answer->periods.na != NA_NONE) {
		buf_add_format(cli->out, "%.*s: the contract has no end; say --to\n",
			       STR_ARG(shown_na(mem, na_name(answer->periods.na))));
		return;
	}
	table_init(&table, mem);
	table_column(&table, COLUMN_FIXED, STR("from"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_FIXED, STR("to"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("days"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("revenue"), unit, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("profit"), unit, (Str){0});
	for (size_t i = 0; i < answer->periods.len; i++) {
		const PeriodRow *row = &answer->periods.at[i];
		table_add(&table, shown_date(mem, row->period.from));
		table_add(&table, shown_last_day(mem, row->period.to));
		table_add(&table, shown_count(mem, (uint64_t)period_days(row->period)));
		add_figure(&table, mem, row->figures.revenue, row->figures.estimate,
			   answer->contract.currency);
		add_figure(&table, mem, row->figures.profit, row->figures.estimate,
			   answer->contract.currency);
	}
	table_print(&table, cli->screen, cli->out);
}

static void print_history(Cli *cli, const HistoryQuery *query, const HistoryAnswer *answer)
{
	add_contract_title(cli->screen, cli->out, cli->mem, &answer->contract);
	buf_add_format(cli->out, "%.*s · %s convention\n",
		       STR_ARG(shown_moment(cli->mem, query->moment, "All effective dates")),
		       convention_name(query->epicom2011));
	if (answer->snapshots.len == 0)
		buf_add(cli->out, STR("\nNothing of it is seen at that moment.\n"));
	else
		print_snapshots(cli, answer);
	if (query->by_period)
		print_periods(cli, query, answer);
	add_warnings(cli->out, cli->mem, answer->warnings);
}

bool history_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	bool bounded = date_is_set(args->from) || date_is_set(args->to);
	HistoryQuery query = {
		.key = args->key,
		.moment = args->moment,
		.epicom2011 = args->convention == 1,
		.by_period = args->by.given || bounded,
		.granularity = args->by.given ? args->by.granularity : GRANULARITY_YEAR,
		.range = {args->from, args->to},
	};
	HistoryAnswer answer;
	if (!histories_read(cli->app, &query, &answer, err))
		return false;
	if (!args->json) {
		print_history(cli, &query, &answer);
		return true;
	}
	JsonWriter json = json_out_begin(cli);
	json_put_history(&json, cli->mem, &query, &answer);
	json_write_end(&json);
	return true;
}
