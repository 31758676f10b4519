#include "answer/chart_json.h"

static const Shape COLUMN = {
	.name = "ChartColumn",
	.kind = SHAPE_OBJECT,
	.help = "a column of a chart's table",
	SHAPE_MEMBERS({"name", &SHAPE_OF_TEXT, ALWAYS, NULL},
		      {"unit", &SHAPE_OF_TEXT, NULLABLE, "null: none"},
		      {"numeric", &SHAPE_OF_BOOL, ALWAYS, "holds numbers: aligned right"}),
};
static const Shape COLUMNS = {.kind = SHAPE_LIST, .items = &COLUMN};
static const Shape ROWS = {.kind = SHAPE_LIST, .items = &SHAPE_OF_TEXTS};

const Shape CHART_TABLE_SHAPE = {
	.name = "ChartTable",
	.kind = SHAPE_OBJECT,
	.help = "what a chart shows, as exact texts for people",
	SHAPE_MEMBERS({"title", &SHAPE_OF_TEXT, ALWAYS, NULL}, {"columns", &COLUMNS, ALWAYS, NULL},
		      {"rows", &ROWS, ALWAYS, "a text per column"}),
};

static void put_column(JsonWriter *json, const ChartColumn *column)
{
	json_write_begin_object(json);
	json_put_text(json, "name", column->name);
	json_put_member(json, "unit", column->unit);
	json_put_bool(json, "numeric", column->numeric);
	json_write_end_object(json);
}

void json_put_chart_table(JsonWriter *json, Arena *mem, const Chart *chart)
{
	ChartTable table = chart_table(chart, mem);
	json_write_begin_object(json);
	json_put_text(json, "title", table.title);
	json_put_key(json, "columns");
	json_write_begin_array(json);
	for (size_t i = 0; i < table.column_count; i++)
		put_column(json, &table.columns[i]);
	json_write_end_array(json);
	json_put_key(json, "rows");
	json_write_begin_array(json);
	for (size_t i = 0; i < table.row_count; i++) {
		json_write_begin_array(json);
		for (size_t j = 0; j < table.column_count; j++)
			json_write_string(json, table.cells[i * table.column_count + j]);
		json_write_end_array(json);
	}
	json_write_end_array(json);
	json_write_end_object(json);
}
