#include "answer/restate_json.h"
#include "cli/commands.h"
#include "cli/figure_words.h"
#include "cli/json_out.h"
#include "cli/wording.h"

enum { CHANGES_FOR_PEOPLE = 20, CHANGES_FOR_MACHINES = 200 };

static Str shown_view(Arena *mem, Instant known)
{
	return known.us == INSTANT_MAX.us ? STR("now") : shown_instant(mem, known);
}

static bool both_there(const Figure *before, const Figure *after)
{
	return before->na == REASON_NONE && after->na == REASON_NONE;
}

static Str figure_or_reason(Arena *mem, const Figure *figure)
{
	return figure->na != REASON_NONE ? shown_na(mem, reason_name(figure->na))
					 : shown_figure(mem, figure);
}

/* Whether a figure is the same in both. */
static bool is_same(const Figure *before, const Figure *after)
{
	return before->na == after->na && ratio_compare(before->value, after->value) == 0;
}

static void add_columns(Table *table, const char *first)
{
	table_column(table, COLUMN_FIXED, str_from_c(first), (Str){0}, (Str){0});
	table_column(table, COLUMN_NUMBER, STR("before"), (Str){0}, (Str){0});
	table_column(table, COLUMN_NUMBER, STR("after"), (Str){0}, (Str){0});
	table_column(table, COLUMN_NUMBER, STR("difference"), (Str){0}, (Str){0});
}

static void print_totals(Cli *cli, const RestateTable *restated)
{
	Arena *mem = cli->mem;
	Table table;
	size_t same = 0;
	table_init(&table, mem);
	add_columns(&table, "metric");
	for (size_t i = 0; i < restated->metric_count; i++) {
		const Figure *before = &restated->before[i];
		const Figure *after = &restated->after[i];
		if (is_same(before, after)) {
			same++;
			continue;
		}
		table_add(&table, str_from_c(restated->metrics[i]->title));
		table_add(&table, figure_or_reason(mem, before));
		table_add(&table, figure_or_reason(mem, after));
		table_add(&table, both_there(before, after)
					  ? shown_difference(mem, after, restated->difference[i])
					  : STR("–"));
	}
	if (same < restated->metric_count)
		table_print(&table, cli->screen, cli->out);
	if (same > 0)
		buf_add_format(cli->out, "%.*s figure%s the same in both views\n",
			       STR_ARG(shown_count(mem, same)), same == 1 ? " is" : "s are");
}

static void add_change(Cli *cli, const RestatedChange *change)
{
	Arena *mem = cli->mem;
	Buf *out = cli->out;
	buf_add_format(out, "    %.*s", STR_ARG(shown_text(mem, change->what)));
	if (change->id.len > 0)
		buf_add_format(out, " %.*s%s%.*s", STR_ARG(shown_text(mem, change->source)),
			       change->source.len > 0 ? " " : "",
			       STR_ARG(shown_text(mem, change->id)));
	if (change->file.len > 0)
		buf_add_format(out, " (%.*s:%lld)", STR_ARG(shown_text(mem, change->file)),
			       (long long)change->line);
	if (change->words.len > 0) {
		buf_add_format(out, ": %.*s\n", STR_ARG(shown_text(mem, change->words)));
		return;
	}
	buf_add_format(out, ": %.*s → %.*s\n",
		       STR_ARG(change->before.len > 0 ? shown_text(mem, change->before) : STR("–")),
		       STR_ARG(change->after.len > 0 ? shown_text(mem, change->after) : STR("–")));
}

/* " · Counting hours +2.00 h, Recognised revenue +100.00"; false: there is none. */
static bool add_effects(Cli *cli, const RestateTable *restated, const RestateStep *step)
{
	Arena *mem = cli->mem;
	bool any = false;
	for (size_t i = 0; i < restated->metric_count; i++) {
		if (!step->has_effect[i] || step->effects[i].num == 0)
			continue;
		Str effect = shown_difference(mem, &step->after[i], step->effects[i]);
		buf_add_format(cli->out, "%s %s %.*s", any ? "," : " ·",
			       restated->metrics[i]->title, STR_ARG(effect));
		any = true;
	}
	return any;
}

/* Whether a figure comes or goes with the step: then it has no effect that could be told. */
static bool makes_available(const RestateTable *restated, const Figure *before, const Figure *after)
{
	for (size_t i = 0; before && i < restated->metric_count; i++) {
		if ((before[i].na == REASON_NONE) != (after[i].na == REASON_NONE))
			return true;
	}
	return false;
}

static void print_changes(Cli *cli, const RestateStep *step)
{
	buf_add_byte(cli->out, '\n');
	for (size_t i = 0; i < step->change_count; i++)
		add_change(cli, &step->changes[i]);
	if (step->change_count < step->changes_total)
		buf_add_format(cli->out, "    … and %.*s more; --rows 0 shows all\n",
			       STR_ARG(shown_count(cli->mem,
						   step->changes_total - step->change_count)));
}

/* "  5 Apr 2010 10:00:00 · import 12 · Counting hours +2.00 h"; what has no effect is counted only. */
static void print_step(Cli *cli, const RestateTable *restated, const RestateStep *step,
		       const Figure *before)
{
	Arena *mem = cli->mem;
	Buf *out = cli->out;
	buf_add_format(out, "  %.*s", STR_ARG(shown_instant(mem, step->known)));
	if (step->import_id != 0)
		buf_add_format(out, " · import %lld", (long long)step->import_id);
	if (add_effects(cli, restated, step) || makes_available(restated, before, step->after))
		print_changes(cli, step);
	else
		buf_add_format(out, " · %.*s change%s without effect on these figures\n",
			       STR_ARG(shown_count(mem, step->changes_total)),
			       step->changes_total == 1 ? "" : "s");
}

static void print_contract(Cli *cli, const RestateTable *restated, const RestateContract *contract)
{
	Str key = contract->contract.len > 0 ? contract->contract : STR("the people of the scope");
	buf_add_byte(cli->out, '\n');
	screen_add(cli->screen, cli->out, STYLE_STRONG, shown_text(cli->mem, key));
	buf_add_byte(cli->out, '\n');
	const RestateStep *steps = &restated->steps[contract->first_step];
	for (size_t i = 0; i < contract->step_count; i++)
		print_step(cli, restated, &steps[i],
			   i == 0 ? contract->before : steps[i - 1].after);
}

static void print_restated(Cli *cli, const RestateTable *restated)
{
	Arena *mem = cli->mem;
	screen_add(cli->screen, cli->out, STYLE_STRONG,
		   shown_text(mem, scope_words(mem, restated->scope)));
	buf_add_format(cli->out, " · %.*s\n",
		       STR_ARG(period_text(mem, restated->period, restated->period_name)));
	buf_add_format(cli->out, "As of %.*s · as known %.*s, and as known %.*s",
		       STR_ARG(shown_date(mem, restated->as_of)),
		       STR_ARG(shown_view(mem, restated->known)),
		       STR_ARG(shown_view(mem, restated->versus)));
	if (restated->currency.code[0] != '\0')
		buf_add_format(cli->out, " · amounts in %s", restated->currency.code);
	buf_add(cli->out, STR("\n\n"));
	print_totals(cli, restated);
	if (restated->shared.len > 0)
		buf_add_format(cli->out, "changed of what contracts share: %.*s\n",
			       STR_ARG(shown_text(mem, restated->shared)));
	if (restated->contract_count == 0)
		buf_add(cli->out, STR("Nothing about it became known in between.\n"));
	for (size_t i = 0; i < restated->contract_count; i++)
		print_contract(cli, restated, &restated->contracts[i]);
}

bool restate_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	RestateTable restated;
	size_t changes = args->json ? CHANGES_FOR_MACHINES : CHANGES_FOR_PEOPLE;
	RestateQuery query = {
		.scope = args->scope,
		.metrics = args->metrics,
		.period = args->period,
		.range = {args->from, args->to},
		.known = args->moment.known,
		.versus = args->versus_known,
		.as_of = args->moment.as_of,
		.today = instant_date(cli->now),
		.change_limit = args->row_limit.given ? (size_t)args->row_limit.count : changes,
	};
	if (!restate_table(cli->app, &query, &restated, err))
		return false;
	if (args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_restatement(&json, cli->mem, &restated);
		json_write_end(&json);
		return true;
	}
	print_restated(cli, &restated);
	return true;
}
