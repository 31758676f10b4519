#include "answer/time_entry_json.h"

#include "base/csv_write.h"

static const char *const TITLES[] = {
	"work_date", "seconds", "billable",    "approval", "category",    "task",     "resource",
	"role",      "start",   "span",        "cost",     "bill_amount", "currency", "note",
	"contract",  "source",  "external_id", "part",     "file",        "line",     "known_at",
};

void entries_csv_titles(Buf *out)
{
	CsvWriter csv;
	csv_write_init(&csv, out, ',');
	for (size_t i = 0; i < sizeof TITLES / sizeof *TITLES; i++)
		csv_write_field(&csv, str_from_c(TITLES[i]));
	csv_write_end(&csv);
}

static void write_int_or_empty(CsvWriter *csv, bool given, int64_t number)
{
	if (given)
		csv_write_int(csv, number);
	else
		csv_write_field(csv, (Str){0});
}

static void write_amount(CsvWriter *csv, Arena *mem, bool given, int64_t minor, Currency currency)
{
	csv_write_field(csv, given ? money_text(mem, minor, currency) : (Str){0});
}

void entries_csv_rows(Buf *out, Arena *mem, const ShownEntry *entries, size_t len)
{
	CsvWriter csv;
	csv_write_init(&csv, out, ',');
	for (size_t i = 0; i < len; i++) {
		const ShownEntry *shown = &entries[i];
		const TimeEntry *entry = &shown->entry;
		csv_write_field(&csv, date_text(mem, entry->work_date));
		csv_write_int(&csv, entry->seconds);
		csv_write_field(&csv, entry->billable ? STR("yes") : STR("no"));
		csv_write_field(&csv, str_from_c(approval_name(entry->approval)));
		csv_write_field(&csv, str_from_c(category_name(entry->category)));
		csv_write_field(&csv, shown->task);
		csv_write_field(&csv, shown->resource);
		csv_write_field(&csv, entry->role);
		csv_write_field(&csv, time_of_day_text(mem, entry->start));
		write_int_or_empty(&csv, entry->span != TIME_NO_SPAN, entry->span);
		write_amount(&csv, mem, entry->has_cost, entry->cost, shown->currency);
		write_amount(&csv, mem, entry->has_bill, entry->bill, shown->currency);
		csv_write_field(&csv, str_from_c(shown->currency.code));
		csv_write_field(&csv, entry->note);
		csv_write_field(&csv, shown->contract);
		csv_write_field(&csv, shown->source);
		csv_write_field(&csv, entry->external_id);
		csv_write_int(&csv, entry->part);
		csv_write_field(&csv, shown->file);
		write_int_or_empty(&csv, entry->line != 0, entry->line);
		csv_write_field(&csv, instant_text(mem, entry->known_at));
		csv_write_end(&csv);
	}
}
