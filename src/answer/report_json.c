#include "answer/report_json.h"

#include "answer/entry_json.h"

static const Shape KIND = {.kind = SHAPE_CHOICE, SHAPE_CHOICES("revision", "retraction")};

const Shape REPORT_ENTRY_SHAPE = {
	.name = "ReportEntry",
	.kind = SHAPE_OBJECT,
	.help = "a revision or retraction, what it changed and its effect on the totals",
	SHAPE_MEMBERS(
		{"contract", &SHAPE_OF_TEXT, ALWAYS, "its key"},
		{"number", &SHAPE_OF_INTEGER, ALWAYS, "in the contract's history, from 1"},
		{"kind", &KIND, ALWAYS, NULL},
		{"target", &SHAPE_OF_INTEGER, NULLABLE,
		 "number of the revision that a retraction takes back; null: it is a revision"},
		{"effective_on", &SHAPE_OF_DATE, ALWAYS,
		 "day from which it holds; of a retraction its target's"},
		{"known_at", &SHAPE_OF_INSTANT, ALWAYS, "when the organisation knew it"},
		{"recorded_at", &SHAPE_OF_INSTANT, ALWAYS, "when pacta was told"},
		{"signed_on", &SHAPE_OF_DATE, NULLABLE, "null: not told"},
		{"recorded_by", &SHAPE_OF_TEXT, ALWAYS, NULL},
		{"reason", &SHAPE_OF_TEXT, NULLABLE, NULL},
		{"source", &SHAPE_OF_TEXT, NULLABLE, "of the import; null: not imported"},
		{"change_order", &SHAPE_OF_TEXT, NULLABLE, NULL},
		{"changes", &CHANGES_SHAPE, ALWAYS, "on the effective day"},
		{"effect", &FIGURES_SHAPE, ALWAYS, "on revenue and profit of the whole term"}),
};

Date report_row_day(const ReportRow *row)
{
	return row->line.revision->effective_on;
}

bool report_row_is_retraction(const ReportRow *row)
{
	return row->line.entry->kind == ENTRY_RETRACTION;
}

static Str kind_of(const ReportRow *row)
{
	return report_row_is_retraction(row) ? STR("retraction") : STR("revision");
}

void json_put_report_entry(JsonWriter *json, Arena *mem, const Fields *fields, const ReportRow *row)
{
	const Entry *entry = row->line.entry;
	Currency currency = row->contract->currency;
	Figures effect = {.revenue = row->line.revenue, .profit = row->line.profit};
	json_write_begin_object(json);
	json_put_member(json, "contract", row->contract->key);
	json_put_count(json, "number", (size_t)entry->number);
	json_put_member(json, "kind", kind_of(row));
	json_put_key(json, "target");
	if (report_row_is_retraction(row))
		json_write_int(json, entry->target);
	else
		json_write_null(json);
	json_put_date(json, "effective_on", mem, report_row_day(row));
	json_put_circumstances(json, mem, entry);
	json_put_key(json, "changes");
	json_write_begin_array(json);
	for (size_t i = 0; i < row->line.change_count; i++)
		json_put_change(json, mem, fields, currency, &row->line.changes[i]);
	json_write_end_array(json);
	json_put_figures(json, "effect", mem, &effect, currency);
	json_write_end_object(json);
}
