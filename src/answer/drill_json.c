#include "answer/drill_json.h"

#include "analytics/period_text.h"
#include "base/csv_write.h"

static const Shape BY = {.kind = SHAPE_CHOICE, .choice = drill_by_name};

static const Shape ROW = {
	.name = "DrillRow",
	.kind = SHAPE_OBJECT,
	.help = "client hours of a contract, and what they are worth and cost",
	SHAPE_MEMBERS(
		{"key", &SHAPE_OF_TEXT, NULLABLE,
		 "of the task or resource; null: hours of none, or rows of another kind"},
		{"name", &SHAPE_OF_TEXT, NULLABLE, "for people"},
		{"from", &SHAPE_OF_DATE, NULLABLE,
		 "first day of the week, month or assignment; null: it has none"},
		{"to", &SHAPE_OF_DATE, NULLABLE, "first day after"},
		{"entries", &SHAPE_OF_INTEGER, ALWAYS, "how many time entries"},
		{"seconds", &SHAPE_OF_INTEGER, ALWAYS, "all client hours"},
		{"counting_seconds", &SHAPE_OF_INTEGER, ALWAYS, "of these approved and billable"},
		{"draft_seconds", &SHAPE_OF_INTEGER, ALWAYS, "of these not handed in"},
		{"submitted_seconds", &SHAPE_OF_INTEGER, ALWAYS,
		 "of these handed in, not approved"},
		{"bill", &SHAPE_OF_DECIMAL, NULLABLE,
		 "bill value of approved billable hours, in the contract's currency; null: not available"},
		{"bill_reason", &REASON_SHAPE, NULLABLE, "why it is not"},
		{"cost", &SHAPE_OF_DECIMAL, NULLABLE,
		 "cost of approved hours, in the contract's currency; null: not available"},
		{"cost_reason", &REASON_SHAPE, NULLABLE, "why it is not"},
		{"planned_seconds", &SHAPE_OF_INTEGER, NULLABLE,
		 "planned for the task, assigned, or committed in the week or month; null: nothing "
		 "is planned"},
		{"in_scope", &SHAPE_OF_BOOL, NULLABLE, "of tasks; null: rows of another kind"}),
};
static const Shape ROWS = {.kind = SHAPE_LIST, .items = &ROW};

const Shape DRILL_SHAPE = {
	.name = "Drill",
	.kind = SHAPE_OBJECT,
	.help = "where the hours and the money of a contract went",
	SHAPE_MEMBERS({"contract", &SHAPE_OF_TEXT, ALWAYS, "its key"},
		      {"by", &BY, ALWAYS, "what the rows are"},
		      {"period", &PERIOD_SHAPE, NULLABLE, "null: all days up to the as-of day"},
		      SEEN_MEMBERS, {"currency", &CURRENCY_SHAPE, ALWAYS, "of all amounts"},
		      {"rows", &ROWS, ALWAYS,
		       "tasks and resources: most hours first; others by day"},
		      {"total", &ROW, ALWAYS, "of all rows"},
		      {"completeness", &COMPLETENESS_SHAPE, ALWAYS, "what the hours may lack"}),
};

bool drill_has_days(DrillBy by)
{
	return by != DRILL_TASK && by != DRILL_RESOURCE;
}

static void put_priced(JsonWriter *json, const char *key, const char *reason_key, Arena *mem,
		       Priced amount, Currency currency)
{
	bool there = amount.na == REASON_NONE;
	json_put_member(json, key, there ? money_text(mem, amount.minor, currency) : (Str){0});
	json_put_member(json, reason_key, str_from_c(reason_name(amount.na)));
}

static void put_row(JsonWriter *json, Arena *mem, const DrillTable *table, const DrillRow *row,
		    bool is_total)
{
	json_write_begin_object(json);
	json_put_member(json, "key", row->key);
	json_put_member(json, "name", row->name);
	json_put_date(json, "from", mem, row->days.from);
	json_put_date(json, "to", mem, row->days.to);
	json_put_count(json, "entries", (uint64_t)row->entries);
	json_put_count(json, "seconds", (uint64_t)row->seconds);
	json_put_count(json, "counting_seconds", (uint64_t)row->counting_seconds);
	json_put_count(json, "draft_seconds", (uint64_t)row->draft_seconds);
	json_put_count(json, "submitted_seconds", (uint64_t)row->submitted_seconds);
	put_priced(json, "bill", "bill_reason", mem, row->bill, table->currency);
	put_priced(json, "cost", "cost_reason", mem, row->cost, table->currency);
	json_put_key(json, "planned_seconds");
	if (row->has_plan)
		json_write_int(json, row->planned_seconds);
	else
		json_write_null(json);
	json_put_key(json, "in_scope");
	if (table->by == DRILL_TASK && !is_total)
		json_write_bool(json, row->in_scope);
	else
		json_write_null(json);
	json_write_end_object(json);
}

void json_put_drill(JsonWriter *json, Arena *mem, const DrillTable *table)
{
	Str name = date_is_set(table->period.from) ? period_name(mem, table->period, 1) : (Str){0};
	json_write_begin_object(json);
	json_put_text(json, "contract", table->contract);
	json_put_member(json, "by", str_from_c(drill_by_name(table->by)));
	json_put_period(json, "period", mem, table->period, name);
	json_put_seen(json, mem, table->as_of, table->known);
	json_put_member(json, "currency", str_from_c(table->currency.code));
	json_put_key(json, "rows");
	json_write_begin_array(json);
	for (size_t i = 0; i < table->len; i++)
		put_row(json, mem, table, &table->at[i], false);
	json_write_end_array(json);
	json_put_key(json, "total");
	put_row(json, mem, table, &table->total, true);
	json_put_completeness(json, &table->completeness);
	json_write_end_object(json);
}

static const char *const CSV_TITLES[] = {
	"contract",
	"key",
	"name",
	"from",
	"to",
	"entries",
	"seconds",
	"counting_seconds",
	"draft_seconds",
	"submitted_seconds",
	"bill",
	"bill_reason",
	"cost",
	"cost_reason",
	"currency",
	"planned_seconds",
	"in_scope",
};

static void write_priced(CsvWriter *csv, Arena *mem, Priced amount, Currency currency)
{
	csv_write_field(csv, amount.na == REASON_NONE ? money_text(mem, amount.minor, currency)
						      : (Str){0});
	csv_write_field(csv, str_from_c(reason_name(amount.na)));
}

static void write_row(CsvWriter *csv, Arena *mem, const DrillTable *table, const DrillRow *row)
{
	csv_write_field(csv, table->contract);
	csv_write_field(csv, row->key);
	csv_write_field(csv, row->name);
	csv_write_field(csv, date_text(mem, row->days.from));
	csv_write_field(csv, date_text(mem, row->days.to));
	csv_write_int(csv, row->entries);
	csv_write_int(csv, row->seconds);
	csv_write_int(csv, row->counting_seconds);
	csv_write_int(csv, row->draft_seconds);
	csv_write_int(csv, row->submitted_seconds);
	write_priced(csv, mem, row->bill, table->currency);
	write_priced(csv, mem, row->cost, table->currency);
	csv_write_field(csv, str_from_c(table->currency.code));
	if (row->has_plan)
		csv_write_int(csv, row->planned_seconds);
	else
		csv_write_field(csv, (Str){0});
	csv_write_field(csv, table->by != DRILL_TASK ? (Str){0}
			     : row->in_scope         ? STR("yes")
						     : STR("no"));
	csv_write_end(csv);
}

void drill_write_csv(Buf *out, Arena *mem, const DrillTable *table)
{
	CsvWriter csv;
	csv_write_init(&csv, out, ',');
	for (size_t i = 0; i < sizeof CSV_TITLES / sizeof *CSV_TITLES; i++)
		csv_write_field(&csv, str_from_c(CSV_TITLES[i]));
	csv_write_end(&csv);
	for (size_t i = 0; i < table->len; i++)
		write_row(&csv, mem, table, &table->at[i]);
}
