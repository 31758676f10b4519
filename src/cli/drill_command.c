#include "analytics/period_text.h"
#include "answer/drill_json.h"
#include "cli/commands.h"
#include "cli/fact_words.h"
#include "cli/figure_words.h"
#include "cli/json_out.h"
#include "cli/wording.h"

static const char *key_title(DrillBy by)
{
	static const char *const titles[DRILL_BYS] = {
		[DRILL_TASK] = "task",           [DRILL_RESOURCE] = "resource",
		[DRILL_ASSIGNMENT] = "resource", [DRILL_WEEK] = "week",
		[DRILL_MONTH] = "month",
	};
	return titles[by];
}

static const char *plan_title(DrillBy by)
{
	static const char *const titles[DRILL_BYS] = {
		[DRILL_TASK] = "planned",        [DRILL_RESOURCE] = "planned",
		[DRILL_ASSIGNMENT] = "assigned", [DRILL_WEEK] = "committed",
		[DRILL_MONTH] = "committed",
	};
	return titles[by];
}

static bool by_time(DrillBy by)
{
	return by == DRILL_WEEK || by == DRILL_MONTH;
}

static Str shown_priced(Arena *mem, Priced amount, Currency currency)
{
	if (amount.na != REASON_NONE)
		return shown_na(mem, reason_name(amount.na));
	return shown_amount(mem, (Amount){.minor = amount.minor}, currency);
}

static Str row_key(Arena *mem, const DrillTable *drill, const DrillRow *row)
{
	if (by_time(drill->by))
		return period_words(mem, row->days, 1);
	return row->key.len > 0 ? row->key : STR("none");
}

static void add_numbers(Table *table, Arena *mem, const DrillTable *drill, const DrillRow *row)
{
	table_add(table, shown_count(mem, (uint64_t)row->entries));
	table_add(table, shown_hours(mem, row->counting_seconds));
	table_add(table, shown_hours(mem, row->submitted_seconds));
	table_add(table, shown_hours(mem, row->draft_seconds));
	table_add(table, shown_hours(mem, row->seconds));
	table_add(table, row->has_plan ? shown_hours(mem, row->planned_seconds) : STR("–"));
	table_add(table, shown_priced(mem, row->bill, drill->currency));
	table_add(table, shown_priced(mem, row->cost, drill->currency));
}

static void add_row(Table *table, Arena *mem, const DrillTable *drill, const DrillRow *row)
{
	table_add(table, row_key(mem, drill, row));
	if (!by_time(drill->by))
		table_add(table, row->name.len > 0 ? row->name : STR("–"));
	if (drill->by == DRILL_ASSIGNMENT) {
		table_add(table, shown_date(mem, row->days.from));
		table_add(table, shown_last_day(mem, row->days.to));
	}
	add_numbers(table, mem, drill, row);
	if (drill->by == DRILL_TASK)
		table_add(table, row->in_scope ? (Str){0} : STR("out of scope"));
}

static void add_total(Table *table, Arena *mem, const DrillTable *drill)
{
	table_rule(table);
	table_add(table, STR("all"));
	if (!by_time(drill->by))
		table_add(table, (Str){0});
	if (drill->by == DRILL_ASSIGNMENT) {
		table_add(table, (Str){0});
		table_add(table, (Str){0});
	}
	add_numbers(table, mem, drill, &drill->total);
	if (drill->by == DRILL_TASK)
		table_add(table, (Str){0});
}

static void add_columns(Table *table, const DrillTable *drill)
{
	Str code = str_from_c(drill->currency.code);
	table_column(table, COLUMN_FIXED, str_from_c(key_title(drill->by)), (Str){0}, (Str){0});
	if (!by_time(drill->by))
		table_column(table, COLUMN_TEXT, STR("name"), (Str){0}, (Str){0});
	if (drill->by == DRILL_ASSIGNMENT) {
		table_column(table, COLUMN_FIXED, STR("from"), (Str){0}, (Str){0});
		table_column(table, COLUMN_FIXED, STR("to"), (Str){0}, (Str){0});
	}
	table_column(table, COLUMN_NUMBER, STR("entries"), (Str){0}, (Str){0});
	table_may_drop(table, 1);
	table_column(table, COLUMN_NUMBER, STR("counting"), STR("h"), (Str){0});
	table_column(table, COLUMN_NUMBER, STR("submitted"), STR("h"), (Str){0});
	table_column(table, COLUMN_NUMBER, STR("draft"), STR("h"), (Str){0});
	table_column(table, COLUMN_NUMBER, STR("all"), STR("h"), (Str){0});
	table_column(table, COLUMN_NUMBER, str_from_c(plan_title(drill->by)), STR("h"), (Str){0});
	table_column(table, COLUMN_NUMBER, STR("bill value"), code, (Str){0});
	table_column(table, COLUMN_NUMBER, STR("cost"), code, (Str){0});
	if (drill->by == DRILL_TASK)
		table_column(table, COLUMN_FIXED, (Str){0}, (Str){0}, (Str){0});
}

static void print_drill(Cli *cli, const DrillTable *drill)
{
	Table table;
	bool limited = date_is_set(drill->period.from);
	add_figure_head(cli, &(FigureHead){
				     .title = drill->contract,
				     .period = limited ? period_words(cli->mem, drill->period, 1)
						       : STR("all days"),
				     .as_of = drill->as_of,
				     .known = drill->known,
			     });
	if (drill->len == 0) {
		buf_add(cli->out, STR("No client hours.\n"));
	} else {
		table_init(&table, cli->mem);
		add_columns(&table, drill);
		for (size_t i = 0; i < drill->len; i++)
			add_row(&table, cli->mem, drill, &drill->at[i]);
		add_total(&table, cli->mem, drill);
		table_print(&table, cli->screen, cli->out);
		buf_add(cli->out, STR("\ncounting: approved, billable, for clients\n"));
	}
	add_completeness(cli, &drill->completeness);
}

bool drill_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	DrillTable drill;
	DrillQuery query = {
		.contract = args->key,
		.by = (DrillBy)args->drill_by,
		.task = args->task,
		.resource = args->resource,
		.period = args->period,
		.range = {args->from, args->to},
		.moment = args->moment,
		.today = instant_date(cli->now),
	};
	if (!drill_table(cli->app, &query, &drill, err))
		return false;
	if (args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_drill(&json, cli->mem, &drill);
		json_write_end(&json);
	} else if (args->csv) {
		cli->for_machines = true;
		drill_write_csv(cli->out, cli->mem, &drill);
	} else {
		print_drill(cli, &drill);
	}
	return true;
}
