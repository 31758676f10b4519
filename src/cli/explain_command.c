#include "answer/explain_json.h"
#include "cli/close_words.h"
#include "cli/commands.h"
#include "cli/figure_words.h"
#include "cli/json_out.h"
#include "cli/wording.h"

enum { ROWS_FOR_PEOPLE = 20, ROWS_FOR_MACHINES = 200 };

/* "ledger R-17 (march.csv:12)" */
static Str shown_origin(Arena *mem, const ShownRow *shown)
{
	Buf out = {.mem = mem};
	buf_add_format(&out, "%.*s%s%.*s", STR_ARG(shown->source), shown->source.len > 0 ? " " : "",
		       STR_ARG(shown->id));
	if (shown->file.len > 0)
		buf_add_format(&out, " (%.*s:%lld)", STR_ARG(shown->file), (long long)shown->line);
	return buf_str(&out);
}

/* What a row is of: its label, else its task and resource. */
static Str shown_what(Arena *mem, const ShownRow *shown)
{
	Buf out = {.mem = mem};
	const Str parts[] = {shown->row->label, shown->task, shown->resource};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (parts[i].len > 0)
			buf_add_format(&out, "%s%.*s", out.len > 0 ? " · " : "", STR_ARG(parts[i]));
	}
	return buf_str(&out);
}

static Str shown_days(Arena *mem, const TallyRow *row)
{
	if (!date_is_set(row->days.from) || row->days.from.day + 1 == row->days.to.day)
		return shown_date(mem, date_is_set(row->days.from) ? row->days.from : row->on);
	return str_format(mem, "%.*s to %.*s", STR_ARG(shown_date(mem, row->days.from)),
			  STR_ARG(shown_last_day(mem, row->days.to)));
}

static Str shown_row_amount(Arena *mem, const ExplainedInput *input, const TallyRow *row,
			    Currency currency)
{
	Unit unit = input->measure->unit;
	if (row->na != REASON_NONE)
		return shown_na(mem, reason_name(row->na));
	Str amount = measure_text(mem, unit, currency, row->amount);
	if (unit != UNIT_LAGS)
		return amount;
	return str_format(mem, "%.*s at %lld days", STR_ARG(amount), (long long)row->lag);
}

/* How it was made, and from which amount it was converted. */
static Str shown_how(Arena *mem, const ExplainedInput *input, const ShownRow *shown)
{
	Currency native = row_native_currency(input, shown);
	if (native.code[0] == '\0')
		return shown->row->how;
	Str converted = str_format(mem, "%s %.*s × %.*s", native.code,
				   STR_ARG(shown_amount(mem, (Amount){.minor = shown->row->native},
							native)),
				   STR_ARG(decimal_text_short(mem, shown->row->rate, 9)));
	if (shown->row->how.len == 0)
		return converted;
	return str_format(mem, "%.*s = %.*s", STR_ARG(shown->row->how), STR_ARG(converted));
}

/* Columns that would be empty in all rows are left out. */
typedef struct RowColumns {
	bool contract, what, how, origin;
} RowColumns;

static RowColumns columns_of(Arena *mem, const ExplainedInput *input, const ShownRows *rows)
{
	RowColumns used = {0};
	for (size_t i = 0; i < rows->len; i++) {
		const ShownRow *shown = &rows->at[i];
		/* Of a person's hours the scope does not tell for whom they are. */
		used.contract |= shown->row->contract_id != 0 ||
				 !str_eq(shown->contract, rows->at[0].contract);
		used.what |= shown_what(mem, shown).len > 0;
		used.how |= shown_how(mem, input, shown).len > 0;
		used.origin |= shown->source.len + shown->id.len > 0;
	}
	return used;
}

static void add_row(Table *table, Arena *mem, const ExplainedInput *input, const ShownRow *shown,
		    const RowColumns *used, Currency currency)
{
	table_add(table, shown_days(mem, shown->row));
	if (used->contract)
		table_add(table, shown->contract.len > 0 ? shown->contract : STR("–"));
	if (used->what)
		table_add(table, shown_what(mem, shown));
	table_add(table, shown_row_amount(mem, input, shown->row, currency));
	if (used->how)
		table_add(table, shown_how(mem, input, shown));
	if (used->origin)
		table_add(table, shown_origin(mem, shown));
}

static void print_rows(Cli *cli, const ExplainedInput *input, const ShownRows *rows,
		       Currency currency)
{
	Arena *mem = cli->mem;
	Table table;
	RowColumns used = columns_of(mem, input, rows);
	table_init(&table, mem);
	table_column(&table, COLUMN_FIXED, STR("days"), (Str){0}, (Str){0});
	if (used.contract)
		table_column(&table, COLUMN_FIXED, STR("contract"), (Str){0}, (Str){0});
	if (used.what)
		table_column(&table, COLUMN_TEXT, STR("what"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("amount"), (Str){0}, (Str){0});
	if (used.how)
		table_column(&table, COLUMN_TEXT, STR("how"), (Str){0}, (Str){0});
	if (used.origin)
		table_column(&table, COLUMN_TEXT, STR("from"), (Str){0}, (Str){0});
	for (size_t i = 0; i < rows->len; i++)
		add_row(&table, mem, input, &rows->at[i], &used, currency);
	table_print(&table, cli->screen, cli->out);
	if (rows->len < input->row_count)
		buf_add_format(cli->out, "… and %.*s more; --rows 0 shows all\n",
			       STR_ARG(shown_count(mem, input->row_count - rows->len)));
}

/* A formula may have a measure twice, at two kinds of rates. */
static const char *rate_words(int rate)
{
	if (rate == RATE_OF_DAY)
		return " at the rates of the days";
	return rate == RATE_OF_BUDGET ? " at budget rates" : "";
}

static void print_input(Cli *cli, const ExplainedInput *input, const ShownRows *rows,
			Currency currency)
{
	Arena *mem = cli->mem;
	buf_add_byte(cli->out, '\n');
	screen_add(cli->screen, cli->out, STYLE_STRONG,
		   str_format(mem, "%s%s", input->measure->title, rate_words(input->rate)));
	if (input->na != REASON_NONE)
		buf_add_format(cli->out, " · n/a: %s", reason_text(input->na));
	else
		buf_add_format(cli->out, " · %.*s", STR_ARG(input->text));
	if (input->na_detail.len > 0)
		buf_add_format(cli->out, " · %.*s", STR_ARG(shown_text(mem, input->na_detail)));
	buf_add_format(cli->out, "\n%s\n", input->measure->help);
	if (input->row_count == 0)
		buf_add(cli->out, STR("no rows\n"));
	else
		print_rows(cli, input, rows, currency);
}

/* Amounts and sides are money or hours. */
static Str shown_part(Arena *mem, const Figure *figure, int128 side)
{
	return measure_text(mem, figure->of_money ? UNIT_MONEY : UNIT_HOURS, figure->currency,
			    side);
}

static void add_part(Table *table, Arena *mem, const Figure *figure, const ExplainedPart *part)
{
	table_add(table, part->book ? part->book->key : part->resource->key);
	table_add(table, shown_part(mem, figure, part->numerator));
	if (figure->is_quotient)
		table_add(table, shown_part(mem, figure, part->denominator));
}

/* What a total adds up, where it is not the formula of its inputs' sums. */
static void print_parts(Cli *cli, const Explanation *explanation, size_t limit)
{
	Arena *mem = cli->mem;
	const Figure *figure = &explanation->figure;
	size_t count = explanation->part_count;
	size_t shown = limit > 0 && limit < count ? limit : count;
	Table table;
	if (count == 0)
		return;
	buf_add_byte(cli->out, '\n');
	screen_add(cli->screen, cli->out, STYLE_STRONG, STR("Added up"));
	buf_add_format(cli->out, " · %s\n",
		       figure->is_quotient ? "the sum of all numerators ÷ that of all denominators"
					   : "the sum of all amounts");
	table_init(&table, mem);
	table_column(&table, COLUMN_FIXED,
		     explanation->parts[0].book ? STR("contract") : STR("resource"), (Str){0},
		     (Str){0});
	table_column(&table, COLUMN_NUMBER, figure->is_quotient ? STR("numerator") : STR("amount"),
		     (Str){0}, (Str){0});
	if (figure->is_quotient)
		table_column(&table, COLUMN_NUMBER, STR("denominator"), (Str){0}, (Str){0});
	for (size_t i = 0; i < shown; i++)
		add_part(&table, mem, figure, &explanation->parts[i]);
	table_print(&table, cli->screen, cli->out);
	if (shown < count)
		buf_add_format(cli->out, "… and %.*s more; --rows 0 shows all\n",
			       STR_ARG(shown_count(mem, count - shown)));
}

static void print_explanation(Cli *cli, const ExplainAnswer *answer)
{
	const Explanation *explanation = &answer->explanation;
	Arena *mem = cli->mem;
	const Figure *figure = &explanation->figure;
	Str note = figure_note(mem, figure);
	buf_add_format(cli->out, "%.*s\n%.*s\n", STR_ARG(explanation->formula),
		       STR_ARG(explanation->numbers));
	if (note.len > 0 && !str_ends(explanation->numbers, note))
		buf_add_format(cli->out, "%.*s\n", STR_ARG(note));
	if (figure->has_target)
		buf_add_format(cli->out, "%s %.*s, deviation %.*s\n", figure->metric->target_title,
			       STR_ARG(shown_target(mem, figure)),
			       STR_ARG(shown_deviation(mem, figure)));
	for (size_t i = 0; i < explanation->input_count; i++)
		print_input(cli, &explanation->inputs[i], &answer->rows[i], figure->currency);
	print_parts(cli, explanation, answer->row_limit);
}

static void print_rates(Cli *cli, const ExplainAnswer *answer)
{
	if (answer->rate_count == 0)
		return;
	buf_add_byte(cli->out, '\n');
	screen_add(cli->screen, cli->out, STYLE_STRONG, STR("Rates used"));
	buf_add_byte(cli->out, '\n');
	for (size_t i = 0; i < answer->rate_count; i++) {
		const UsedRate *rate = &answer->rates[i];
		buf_add_format(cli->out, "  %.*s: %.*s%s%s\n",
			       STR_ARG(shown_text(cli->mem, rate->what)),
			       STR_ARG(used_rate_number(cli->mem, rate)),
			       rate->currency.code[0] != '\0' ? " " : "", rate->currency.code);
	}
}

static Str step_value(Arena *mem, const AttributionStep *step, Currency currency, Ratio value)
{
	Unit unit = step->measure->unit;
	if (value.den == 1)
		return measure_text(mem, unit, currency, value.num);
	return decimal_with_minus(mem, measure_number(mem, unit, currency, value));
}

static void add_step(Table *table, Arena *mem, const Figure *figure, const AttributionStep *step)
{
	Str title = str_from_c(step->measure->title);
	if (step->factor != FACTOR_INPUT)
		title = str_format(mem, "%.*s: %s", STR_ARG(title), factor_name(step->factor));
	table_add(table, title);
	table_add(table, step_value(mem, step, figure->currency, step->before));
	table_add(table, step_value(mem, step, figure->currency, step->after));
	table_add(table, shown_difference(mem, figure, step->effect));
}

static void print_steps(Cli *cli, const Attribution *attribution)
{
	Arena *mem = cli->mem;
	const Figure *to = &attribution->to;
	Table table;
	table_init(&table, mem);
	table_column(&table, COLUMN_FIXED, STR("by"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("before"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("after"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("effect"), (Str){0}, (Str){0});
	for (size_t i = 0; i < attribution->step_count; i++)
		add_step(&table, mem, to, &attribution->steps[i]);
	table_rule(&table);
	table_add(&table, STR("all"));
	table_add(&table, shown_figure(mem, &attribution->from));
	table_add(&table, shown_figure(mem, to));
	table_add(&table, shown_difference(mem, to, attribution->difference));
	table_print(&table, cli->screen, cli->out);
}

static void print_versus(Cli *cli, const ExplainAnswer *answer)
{
	Arena *mem = cli->mem;
	const Attribution *attribution = &answer->attribution;
	buf_add_byte(cli->out, '\n');
	screen_add(cli->screen, cli->out, STYLE_STRONG,
		   str_format(mem, "Against %.*s",
			      STR_ARG(period_text(mem, answer->versus, answer->versus_name))));
	buf_add_format(cli->out, "\n%.*s\n", STR_ARG(answer->other.numbers));
	if (attribution->na != REASON_NONE) {
		buf_add_format(cli->out, "no difference: %s\n", reason_text(attribution->na));
		return;
	}
	buf_add_format(cli->out, "%.*s\n\n", STR_ARG(attribution->method));
	print_steps(cli, attribution);
}

/* Of one contract: by how much the figure changed since its period was closed. */
static MUST_CHECK bool print_since_close(Cli *cli, const ExplainAnswer *answer, Err *err)
{
	const Args *args = cli->args;
	FigureTable figures;
	FiguresQuery query = {
		.scope = args->scope,
		.metrics = args->name,
		.period = args->period,
		.range = {args->from, args->to},
		.moment = args->moment,
		.today = instant_date(cli->now),
		.since_close = true,
	};
	if (answer->scope.kind != SCOPE_CONTRACT)
		return true;
	if (!figures_table(cli->app, &query, &figures, err))
		return false;
	const FigureRow *row = &figures.total;
	if (changed_since_close(row, 0))
		buf_add_format(cli->out, "! closed %.*s; since then %.*s, why: %.*s --metric %s\n",
			       STR_ARG(shown_closed(cli->mem, row)),
			       STR_ARG(shown_since_close(cli->mem, row, 0)),
			       STR_ARG(restate_words(cli, row)), figures.metrics[0]->name);
	return true;
}

static MUST_CHECK bool print_answer(Cli *cli, const ExplainAnswer *answer, Err *err)
{
	const Explanation *explanation = &answer->explanation;
	const Metric *metric = explanation->figure.metric;
	Str title = str_format(cli->mem, "%s of %.*s", metric->title,
			       STR_ARG(scope_words(cli->mem, answer->scope)));
	add_figure_head(cli, &(FigureHead){
				     .title = title,
				     .period = period_text(cli->mem, answer->period,
							   answer->period_name),
				     .begins_on = answer->period.from,
				     .as_of = answer->as_of,
				     .known = answer->known,
				     .completeness = &answer->completeness,
				     .currency = explanation->figure.currency,
			     });
	print_explanation(cli, answer);
	print_rates(cli, answer);
	buf_add_byte(cli->out, '\n');
	if (!print_since_close(cli, answer, err))
		return false;
	add_completeness(cli, &answer->completeness);
	add_left_out(cli, &explanation->figure, 1);
	if (answer->has_versus)
		print_versus(cli, answer);
	return true;
}

bool explain_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	ExplainAnswer answer;
	size_t rows = args->json ? ROWS_FOR_MACHINES : ROWS_FOR_PEOPLE;
	ExplainQuery query = {
		.metric = args->name,
		.scope = args->scope,
		.period = args->period,
		.range = {args->from, args->to},
		.versus = args->versus,
		.moment = args->moment,
		.today = instant_date(cli->now),
		.row_limit = args->row_limit.given ? (size_t)args->row_limit.count : rows,
	};
	if (!explain_figure(cli->app, &query, &answer, err))
		return false;
	if (args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_explanation(&json, cli->mem, &answer);
		json_write_end(&json);
		return true;
	}
	return print_answer(cli, &answer, err);
}
