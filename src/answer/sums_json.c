#include "answer/sums_json.h"

#include "base/csv_write.h"

static const Shape BY = {
	.kind = SHAPE_CHOICE,
	.choice = sum_by_name,
};
static const Shape BY_LIST = {.kind = SHAPE_LIST, .items = &BY};

static const Shape CLASS = {
	.name = "TimeClass",
	.kind = SHAPE_OBJECT,
	.help = "category, approval and billability together",
	SHAPE_MEMBERS({"category", &SHAPE_OF_TEXT, ALWAYS, "client, internal or leave"},
		      {"approval", &SHAPE_OF_TEXT, ALWAYS, "draft, submitted or approved"},
		      {"billable", &SHAPE_OF_BOOL, ALWAYS, NULL}),
};

static const Shape GROUP = {
	.name = "SumGroup",
	.kind = SHAPE_OBJECT,
	.help = "what the time entries of a group make together",
	SHAPE_MEMBERS({"contract", &SHAPE_OF_TEXT, NULLABLE,
		       "key; null: of no contract, or not grouped by it"},
		      {"task", &SHAPE_OF_TEXT, NULLABLE, "null: of none, or not grouped by it"},
		      {"resource", &SHAPE_OF_TEXT, NULLABLE, "null: not grouped by it"},
		      {"date", &SHAPE_OF_DATE, NULLABLE,
		       "first day of the day, week or month; null: not grouped by time"},
		      {"class", &CLASS, NULLABLE, "null: not grouped by it"}, ENTRY_SUMS_MEMBERS),
};
static const Shape GROUPS = {.kind = SHAPE_LIST, .items = &GROUP};

const Shape SUMS_SHAPE = {
	.name = "Sums",
	.kind = SHAPE_OBJECT,
	.help = "sums of time entries",
	SHAPE_MEMBERS({"by", &BY_LIST, ALWAYS, "what the entries are grouped by"},
		      ENTRIES_QUERY_MEMBERS, {"groups", &GROUPS, ALWAYS, "by date, then by names"},
		      {"total", &ENTRY_SUMS_SHAPE, ALWAYS, "of all groups"},
		      {"waiting", &WAITING_SHAPE, ALWAYS, NULL}),
};

static Category category_of(int32_t time_class)
{
	return (Category)(time_class / 6);
}

static Approval approval_of(int32_t time_class)
{
	return (Approval)(time_class % 6 / 2);
}

static bool is_billable(int32_t time_class)
{
	return time_class % 2 == 1;
}

Str time_class_text(Arena *mem, int32_t time_class)
{
	return str_format(mem, "%s, %s, %s", category_name(category_of(time_class)),
			  approval_name(approval_of(time_class)),
			  is_billable(time_class) ? "billable" : "not billable");
}

static void put_class(JsonWriter *json, bool given, int32_t time_class)
{
	json_put_key(json, "class");
	if (!given) {
		json_write_null(json);
		return;
	}
	json_write_begin_object(json);
	json_put_member(json, "category", str_from_c(category_name(category_of(time_class))));
	json_put_member(json, "approval", str_from_c(approval_name(approval_of(time_class))));
	json_put_bool(json, "billable", is_billable(time_class));
	json_write_end_object(json);
}

void json_put_sums(JsonWriter *json, Arena *mem, const EntriesQuery *query, const SumTable *table)
{
	json_write_begin_object(json);
	json_put_key(json, "by");
	json_write_begin_array(json);
	for (size_t i = 0; sum_by_name(i); i++) {
		if ((table->by >> i & 1) != 0)
			json_write_string(json, str_from_c(sum_by_name(i)));
	}
	json_write_end_array(json);
	json_put_entries_query(json, mem, query);
	json_put_key(json, "groups");
	json_write_begin_array(json);
	for (size_t i = 0; i < table->len; i++) {
		const SumRow *row = &table->at[i];
		json_write_begin_object(json);
		json_put_member(json, "contract", row->contract);
		json_put_member(json, "task", row->task);
		json_put_member(json, "resource", row->resource);
		json_put_date(json, "date", mem, row->date);
		put_class(json, (table->by & SUM_BY_CLASS) != 0, row->time_class);
		json_put_entry_sums_members(json, mem, &row->sums, row->currency);
		json_write_end_object(json);
	}
	json_write_end_array(json);
	json_put_entry_sums(json, "total", mem, &table->total, table->currency);
	json_put_waiting(json, table->waiting_rows, table->waiting_seconds);
	json_write_end_object(json);
}

static const char *const CSV_TITLES[] = {
	"contract",        "task",           "resource",    "date",           "category",
	"approval",        "billable",       "entries",     "seconds",        "counting_seconds",
	"pending_seconds", "billed_seconds", "bill_amount", "costed_seconds", "cost",
	"currency",
};

static void write_class(CsvWriter *csv, bool given, int32_t time_class)
{
	csv_write_field(csv, given ? str_from_c(category_name(category_of(time_class))) : (Str){0});
	csv_write_field(csv, given ? str_from_c(approval_name(approval_of(time_class))) : (Str){0});
	csv_write_field(csv, !given ? (Str){0} : is_billable(time_class) ? STR("yes") : STR("no"));
}

void sums_write_csv(Buf *out, Arena *mem, const SumTable *table)
{
	CsvWriter csv;
	csv_write_init(&csv, out, ',');
	for (size_t i = 0; i < sizeof CSV_TITLES / sizeof *CSV_TITLES; i++)
		csv_write_field(&csv, str_from_c(CSV_TITLES[i]));
	csv_write_end(&csv);
	for (size_t i = 0; i < table->len; i++) {
		const SumRow *row = &table->at[i];
		const EntrySums *sums = &row->sums;
		bool one = row->currency.code[0] != '\0';
		csv_write_field(&csv, row->contract);
		csv_write_field(&csv, row->task);
		csv_write_field(&csv, row->resource);
		csv_write_field(&csv, date_text(mem, row->date));
		write_class(&csv, (table->by & SUM_BY_CLASS) != 0, row->time_class);
		csv_write_int(&csv, sums->entries);
		csv_write_int(&csv, sums->seconds);
		csv_write_int(&csv, sums->counting_seconds);
		csv_write_int(&csv, sums->pending_seconds);
		csv_write_int(&csv, sums->billed_seconds);
		csv_write_field(&csv, one ? money_text(mem, sums->bill, row->currency) : (Str){0});
		csv_write_int(&csv, sums->costed_seconds);
		csv_write_field(&csv, one ? money_text(mem, sums->cost, row->currency) : (Str){0});
		csv_write_field(&csv, str_from_c(row->currency.code));
		csv_write_end(&csv);
	}
}
