#include "answer/metric_json.h"
#include "cli/commands.h"
#include "cli/json_out.h"
#include "cli/text_table.h"

bool metric_list_run(Cli *cli, Err *err)
{
	static const TextColumn columns[] = {
		{"metric", COLUMN_FIXED}, {"title", COLUMN_FIXED}, {"group", COLUMN_FIXED},
		{"unit", COLUMN_FIXED},   {"good", COLUMN_FIXED},  {"held against", COLUMN_TEXT},
		{"formula", COLUMN_TEXT},
	};
	enum { COLUMNS = sizeof columns / sizeof *columns };
	size_t count = metric_count();
	(void)err;
	if (cli->args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_metrics(&json, cli->mem);
		json_write_end(&json);
		return true;
	}
	Str *cells = ARENA_ARRAY(cli->mem, Str, COLUMNS * count);
	for (size_t i = 0; i < count; i++) {
		const Metric *metric = metric_at(i);
		Str *line = &cells[COLUMNS * i];
		line[0] = str_from_c(metric->name);
		line[1] = str_from_c(metric->title);
		line[2] = str_from_c(metric->group);
		line[3] = str_from_c(metric_unit_name(metric->unit));
		line[4] = str_from_c(direction_name(metric->direction));
		line[5] = metric->target_title ? str_from_c(metric->target_title) : STR("–");
		line[6] = metric_formula_words(cli->mem, metric->formula);
	}
	text_table_print(cli, &(TextTable){columns, COLUMNS, cells, count});
	return true;
}

static void add_line(Cli *cli, const char *title, Str text)
{
	if (text.len > 0)
		buf_add_format(cli->out, "%-12s%.*s\n", title, STR_ARG(text));
}

static void add_target(Cli *cli, const Metric *metric)
{
	if (!metric->target)
		return;
	add_line(cli, "held against",
		 str_format(cli->mem, " %s = %.*s", metric->target_title,
			    STR_ARG(metric_formula_words(cli->mem, metric->target))));
}

static Str subjects_text(const Metric *metric)
{
	unsigned subjects = metric_subjects(metric);
	if ((subjects & OF_CONTRACT) == 0)
		return STR("people");
	return (subjects & OF_RESOURCE) == 0 ? STR("contracts") : STR("contracts and people");
}

static Str days_text(const Metric *metric)
{
	return metric->to_date ? STR("all days up to the last one of the period")
			       : STR("the days of the period");
}

static void add_measures(Cli *cli, const Metric *metric)
{
	size_t count;
	const Measure *list = measure_list(&count);
	MetricMeasures measures = metric_measures(cli->mem, metric);
	buf_add(cli->out, STR("\nMade of\n"));
	for (size_t i = 0; i < measures.len; i++) {
		const Measure *measure = &list[measures.at[i]];
		buf_add_format(cli->out, "  %s (%s): %s\n", measure->title, measure->name,
			       measure->help);
	}
}

static void add_reasons(Cli *cli, const Metric *metric)
{
	MetricReasons reasons = metric_reasons(metric);
	if (reasons.len == 0)
		return;
	buf_add(cli->out, STR("\nNot available where\n"));
	for (size_t i = 0; i < reasons.len; i++)
		buf_add_format(cli->out, "  %s: %s\n", reason_name(reasons.at[i]),
			       reason_text(reasons.at[i]));
}

static void print_metric(Cli *cli, const Metric *metric)
{
	screen_add(cli->screen, cli->out, STYLE_STRONG, str_from_c(metric->name));
	buf_add_format(cli->out, " · %s · %s\n\n%s\n\n", metric->title, metric->group,
		       metric->meaning);
	add_line(cli, "formula", metric_formula_words(cli->mem, metric->formula));
	add_line(cli, "expression", str_from_c(metric->formula));
	add_target(cli, metric);
	add_line(cli, "unit", str_from_c(metric_unit_name(metric->unit)));
	add_line(cli, "good", str_from_c(direction_name(metric->direction)));
	add_line(cli, "of", subjects_text(metric));
	add_line(cli, "tells of", days_text(metric));
	if (metric->needs_closed)
		add_line(cli, "judged", STR("on closed periods only"));
	add_measures(cli, metric);
	add_reasons(cli, metric);
}

bool metric_show_run(Cli *cli, Err *err)
{
	size_t place;
	if (!metric_find(cli->args->name, &place, err))
		return false;
	if (cli->args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_metric(&json, cli->mem, metric_at(place));
		json_write_end(&json);
		return true;
	}
	print_metric(cli, metric_at(place));
	return true;
}
