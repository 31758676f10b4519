#include "answer/report_json.h"

#include "base/csv_write.h"

static const char *const TITLES[] = {
	"contract",    "number",    "kind",        "target",   "effective_on",   "known_at",
	"recorded_at", "signed_on", "recorded_by", "reason",   "source",         "change_order",
	"field",       "old",       "new",         "currency", "effect_revenue", "effect_profit",
};

/* "n/a no_end" where it is not available. */
static Str amount_of(Arena *mem, Amount amount, Currency currency)
{
	if (amount.na != NA_NONE)
		return str_format(mem, "n/a %s", na_name(amount.na));
	return money_text(mem, amount.minor, currency);
}

/* One change; an entry without changes has one row too. `change` may be NULL. */
static void write_row(CsvWriter *csv, Arena *mem, const Fields *fields, const ReportRow *row,
		      const ChangeEffect *change)
{
	const Entry *entry = row->line.entry;
	Currency currency = row->contract->currency;
	const Field *field = change ? &fields->at[change->field] : NULL;
	bool retraction = report_row_is_retraction(row);
	csv_write_field(csv, row->contract->key);
	csv_write_int(csv, entry->number);
	csv_write_field(csv, retraction ? STR("retraction") : STR("revision"));
	csv_write_field(csv, retraction ? str_format(mem, "%d", (int)entry->target) : (Str){0});
	csv_write_field(csv, date_text(mem, report_row_day(row)));
	csv_write_field(csv, instant_text(mem, entry->known_at));
	csv_write_field(csv, instant_text(mem, entry->recorded_at));
	csv_write_field(csv, date_text(mem, entry->signed_on));
	csv_write_field(csv, entry->recorded_by);
	csv_write_field(csv, entry->reason);
	csv_write_field(csv, entry->source);
	csv_write_field(csv, entry->change_order);
	csv_write_field(csv, field ? field->name : (Str){0});
	csv_write_field(csv, field ? value_text(mem, field, currency, change->before) : (Str){0});
	csv_write_field(csv, field ? value_text(mem, field, currency, change->after) : (Str){0});
	csv_write_field(csv, str_from_c(currency.code));
	csv_write_field(csv, amount_of(mem, row->line.revenue, currency));
	csv_write_field(csv, amount_of(mem, row->line.profit, currency));
	csv_write_end(csv);
}

void report_write_csv(Buf *out, Arena *mem, const ReportAnswer *answer)
{
	CsvWriter csv;
	csv_write_init(&csv, out, ',');
	for (size_t i = 0; i < sizeof TITLES / sizeof TITLES[0]; i++)
		csv_write_field(&csv, str_from_c(TITLES[i]));
	csv_write_end(&csv);
	for (size_t i = 0; i < answer->len; i++) {
		const ReportRow *row = &answer->rows[i];
		for (size_t j = 0; j == 0 || j < row->line.change_count; j++)
			write_row(&csv, mem, answer->fields, row,
				  j < row->line.change_count ? &row->line.changes[j] : NULL);
	}
}
