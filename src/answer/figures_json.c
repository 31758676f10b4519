#include "answer/figures_json.h"

#include "base/csv_write.h"

const Shape METRIC_NAMES_SHAPE = {.kind = SHAPE_LIST, .items = &METRIC_NAME_SHAPE};

static const Shape ROW = {
	.name = "FigureRow",
	.kind = SHAPE_OBJECT,
	.help = "the figures of one scope in one period",
	SHAPE_MEMBERS(
		{"scope", &SHAPE_OF_TEXT, ALWAYS, "as the parameter scope takes it"},
		{"name", &SHAPE_OF_TEXT, NULLABLE, "for people; null: it has none"},
		{"period", &PERIOD_SHAPE, ALWAYS, "of the figures"},
		{"figures", &FIGURE_LIST_SHAPE, ALWAYS, "in the order of metrics"},
		{"completeness", &COMPLETENESS_SHAPE, ALWAYS, "what they may lack"},
		{"closed_on", &SHAPE_OF_DATE, NULLABLE,
		 "the day of the close on the books, of several months the latest; null: not every "
		 "month of it has been closed"},
		{"closed_at", &SHAPE_OF_INSTANT, NULLABLE,
		 "since when its closes are known here, which may be later than closed_on; null: "
		 "not every month of it has been closed"},
		{"at_close", &FIGURE_LIST_SHAPE, NULLABLE,
		 "the figures as known then; null: not asked for, or not closed"}),
};
static const Shape ROWS = {.kind = SHAPE_LIST, .items = &ROW};

static const Shape USED_RATE = {
	.name = "TotalRate",
	.kind = SHAPE_OBJECT,
	.help = "an exchange rate that totals used",
	SHAPE_MEMBERS({"currency", &CURRENCY_SHAPE, ALWAYS, "what is converted"},
		      {"date", &SHAPE_OF_DATE, ALWAYS, "the day of the rate"},
		      {"rate", &SHAPE_OF_DECIMAL, ALWAYS,
		       "units of the reporting currency for 1 unit"},
		      {"source", &SHAPE_OF_TEXT, NULLABLE, "where the rate comes from"}),
};
static const Shape USED_RATES = {.kind = SHAPE_LIST, .items = &USED_RATE};

const Shape FIGURES_TABLE_SHAPE = {
	.name = "FigureTable",
	.kind = SHAPE_OBJECT,
	.help = "figures of metrics, by scope and period",
	SHAPE_MEMBERS({"scope", &SHAPE_OF_TEXT, ALWAYS, "of all rows"},
		      {"period", &PERIOD_SHAPE, ALWAYS, "of all rows"}, SEEN_MEMBERS,
		      {"currency", &CURRENCY_SHAPE, NULLABLE,
		       "of the total; null: several, and no reporting currency is set"},
		      {"metrics", &METRIC_NAMES_SHAPE, ALWAYS, "those that were asked for"},
		      {"by", &SHAPE_OF_TEXTS, ALWAYS, "what the rows are split by"},
		      {"rows", &ROWS, ALWAYS, "by name, then period"},
		      {"total", &ROW, ALWAYS, "of the whole scope and period"},
		      {"rates", &USED_RATES, ALWAYS, "used for the total"}),
};

static void put_row(const FigureJson *out, const FigureTable *table, const FigureRow *row)
{
	JsonWriter *json = out->json;
	json_write_begin_object(json);
	json_put_text(json, "scope", row->scope);
	json_put_member(json, "name", row->name);
	json_put_period(json, "period", out->mem, row->period, row->period_name);
	json_put_figure_list(out, "figures", row->figures, table->metric_count);
	json_put_completeness(json, &row->completeness);
	json_put_date(json, "closed_on", out->mem, row->booked ? row->closed_on : DATE_NONE);
	json_put_instant(json, "closed_at", out->mem, row->booked ? row->closed_at : INSTANT_MAX);
	json_put_figure_list(out, "at_close", row->at_close, table->metric_count);
	json_write_end_object(json);
}

static void put_by(JsonWriter *json, const FigureTable *table)
{
	json_put_key(json, "by");
	json_write_begin_array(json);
	for (size_t i = 0; split_name(i); i++) {
		if ((table->split >> i & 1) != 0)
			json_write_string(json, str_from_c(split_name(i)));
	}
	if (table->has_granularity)
		json_write_string(json, str_from_c(granularity_name(table->granularity)));
	json_write_end_array(json);
}

static void put_rates(JsonWriter *json, Arena *mem, const FigureTable *table)
{
	json_put_key(json, "rates");
	json_write_begin_array(json);
	for (size_t i = 0; i < table->rate_count; i++) {
		const ExchangeRate *rate = table->rates[i];
		json_write_begin_object(json);
		json_put_member(json, "currency", str_from_c(rate->currency.code));
		json_put_date(json, "date", mem, rate->day);
		json_put_member(json, "rate", decimal_text_short(mem, rate->rate, 9));
		json_put_member(json, "source", rate->lineage.source);
		json_write_end_object(json);
	}
	json_write_end_array(json);
}

void json_put_metric_names(JsonWriter *json, const char *key, const Metric *const *metrics,
			   size_t count)
{
	json_put_key(json, key);
	json_write_begin_array(json);
	for (size_t i = 0; i < count; i++)
		json_write_string(json, str_from_c(metrics[i]->name));
	json_write_end_array(json);
}

void json_put_figures_table(JsonWriter *json, Arena *mem, const FigureTable *table)
{
	FigureJson out = {json, mem};
	json_write_begin_object(json);
	json_put_text(json, "scope", scope_text(mem, table->scope));
	json_put_period(json, "period", mem, table->period, table->period_name);
	json_put_seen(json, mem, table->as_of, table->known);
	json_put_member(json, "currency", str_from_c(table->currency.code));
	json_put_metric_names(json, "metrics", table->metrics, table->metric_count);
	put_by(json, table);
	json_put_key(json, "rows");
	json_write_begin_array(json);
	for (size_t i = 0; i < table->row_count; i++)
		put_row(&out, table, &table->rows[i]);
	json_write_end_array(json);
	json_put_key(json, "total");
	put_row(&out, table, &table->total);
	put_rates(json, mem, table);
	json_write_end_object(json);
}

static const char *const CSV_TITLES[] = {
	"scope", "name",     "from",   "to",     "metric",    "value",
	"unit",  "currency", "reason", "target", "deviation", "flags",
};

/* "running open" */
static Str flags_text(Arena *mem, unsigned flags)
{
	Buf out = {.mem = mem};
	for (unsigned bit = 1; bit <= FIGURE_PARTIAL; bit *= 2) {
		if ((flags & bit) != 0)
			buf_add_format(&out, "%s%s", out.len > 0 ? " " : "", figure_flag_name(bit));
	}
	return buf_str(&out);
}

static void write_figure(CsvWriter *csv, Arena *mem, const FigureRow *row, const Figure *figure)
{
	MetricUnit unit = figure->metric->unit;
	bool there = figure->na == REASON_NONE;
	Str value = there ? figure_number(mem, unit, figure->currency, figure->value) : (Str){0};
	Str target = figure->has_target ? figure_number(mem, unit, figure->currency, figure->target)
					: (Str){0};
	Str deviation = there && figure->has_target
				? figure_difference(mem, unit, figure->currency, figure->deviation)
				: (Str){0};
	csv_write_field(csv, row->scope);
	csv_write_field(csv, row->name);
	csv_write_field(csv, date_text(mem, row->period.from));
	csv_write_field(csv, date_text(mem, row->period.to));
	csv_write_field(csv, str_from_c(figure->metric->name));
	csv_write_field(csv, value);
	csv_write_field(csv, str_from_c(metric_unit_name(unit)));
	csv_write_field(csv, unit == METRIC_MONEY ? str_from_c(figure->currency.code) : (Str){0});
	csv_write_field(csv, str_from_c(reason_name(figure->na)));
	csv_write_field(csv, target);
	csv_write_field(csv, deviation);
	csv_write_field(csv, flags_text(mem, figure->flags));
	csv_write_end(csv);
}

void figures_write_csv(Buf *out, Arena *mem, const FigureTable *table)
{
	CsvWriter csv;
	csv_write_init(&csv, out, ',');
	for (size_t i = 0; i < sizeof CSV_TITLES / sizeof *CSV_TITLES; i++)
		csv_write_field(&csv, str_from_c(CSV_TITLES[i]));
	csv_write_end(&csv);
	for (size_t i = 0; i < table->row_count; i++) {
		for (size_t j = 0; j < table->metric_count; j++)
			write_figure(&csv, mem, &table->rows[i], &table->rows[i].figures[j]);
	}
}
