#include "answer/close_json.h"

#include "facts/fact.h"

static const Shape MONTH = {.kind = SHAPE_TEXT, .example = "2026-03"};

static const Shape ROW = {
	.name = "TieOutRow",
	.kind = SHAPE_OBJECT,
	.help = "the ledger's total, and what was recognised in the month by day of recognition",
	SHAPE_MEMBERS({"contract", &SHAPE_OF_TEXT, NULLABLE,
		       "key; null: all contracts of the currency"},
		      {"currency", &CURRENCY_SHAPE, ALWAYS, "of all amounts"},
		      {"ledger", &SHAPE_OF_DECIMAL, NULLABLE, "null: the ledger tells none"},
		      {"recognized", &SHAPE_OF_DECIMAL, ALWAYS, "as known in the view"},
		      {"difference", &SHAPE_OF_DECIMAL, NULLABLE,
		       "recognized − ledger; null: the ledger tells none"},
		      {"at_close", &SHAPE_OF_DECIMAL, NULLABLE,
		       "recognized as known when the month was closed; null: it is not closed"}),
};
static const Shape ROWS = {.kind = SHAPE_LIST, .items = &ROW};

static const Shape REPLACED = {
	.name = "ReplacedClose",
	.kind = SHAPE_OBJECT,
	.help = "a close that a later one has taken the place of",
	SHAPE_MEMBERS({"closed_on", &SHAPE_OF_DATE, ALWAYS, NULL},
		      {"closed_by", &SHAPE_OF_TEXT, NULLABLE, "who closed it"},
		      {"known_at", &SHAPE_OF_INSTANT, ALWAYS,
		       "figures as closed then stay known at this instant"}),
};

const Shape TIE_OUT_SHAPE = {
	.name = "TieOut",
	.kind = SHAPE_OBJECT,
	.help = "how a month ties out with the ledger",
	SHAPE_MEMBERS(
		{"month", &MONTH, ALWAYS, NULL},
		{"closed", &SHAPE_OF_BOOL, ALWAYS, "it has a period close"},
		{"closed_on", &SHAPE_OF_DATE, NULLABLE, "null: it is not closed"},
		{"closed_by", &SHAPE_OF_TEXT, NULLABLE, "who closed it"},
		{"note", &SHAPE_OF_TEXT, NULLABLE, NULL},
		{"known_at", &SHAPE_OF_INSTANT, NULLABLE, "since when the close is known"},
		{"replaced", &REPLACED, NULLABLE,
		 "of a close that was just recorded: the one that the month had before; else null"},
		{"rows", &ROWS, ALWAYS,
		 "contracts with a total of the ledger or with recognised revenue; by key"},
		{"totals", &ROWS, ALWAYS,
		 "by currency: against the ledger's total, else against the sum of its totals by contract"},
		{"differing", &SHAPE_OF_INTEGER, ALWAYS,
		 "how many totals of the ledger are not what was recognised"},
		{"missing", &SHAPE_OF_INTEGER, ALWAYS,
		 "contracts with recognised revenue that the ledger tells nothing of, though it tells "
		 "others of their currency"}),
};

static const Shape CLOSED_MONTH = {
	.name = "ClosedMonth",
	.kind = SHAPE_OBJECT,
	.help = "a month that was closed",
	SHAPE_MEMBERS({"month", &MONTH, ALWAYS, NULL}, {"closed_on", &SHAPE_OF_DATE, ALWAYS, NULL},
		      {"closed_by", &SHAPE_OF_TEXT, NULLABLE, "who closed it"},
		      {"known_at", &SHAPE_OF_INSTANT, ALWAYS, "since when the close is known"},
		      {"differing", &SHAPE_OF_INTEGER, ALWAYS,
		       "how many totals of the ledger are not what was recognised"}),
};
static const Shape CLOSED_MONTH_LIST = {.kind = SHAPE_LIST, .items = &CLOSED_MONTH};

const Shape CLOSED_MONTHS_SHAPE = {
	.name = "PeriodCloses",
	.kind = SHAPE_OBJECT,
	.help = "all closed months",
	SHAPE_MEMBERS({"period_closes", &CLOSED_MONTH_LIST, ALWAYS, "newest first"}),
};

static void put_amount(JsonWriter *json, const char *key, Arena *mem, bool told, int64_t minor,
		       Currency currency)
{
	json_put_member(json, key, told ? money_text(mem, minor, currency) : (Str){0});
}

static void put_row(JsonWriter *json, Arena *mem, const TieOutRow *row)
{
	json_write_begin_object(json);
	json_put_member(json, "contract", row->contract);
	json_put_member(json, "currency", str_from_c(row->currency.code));
	put_amount(json, "ledger", mem, row->has_ledger, row->ledger, row->currency);
	put_amount(json, "recognized", mem, true, row->recognized, row->currency);
	put_amount(json, "difference", mem, row->has_ledger, row->difference, row->currency);
	put_amount(json, "at_close", mem, row->has_at_close, row->at_close, row->currency);
	json_write_end_object(json);
}

static void put_rows(JsonWriter *json, const char *key, Arena *mem, const TieOutRow *rows,
		     size_t count)
{
	json_put_key(json, key);
	json_write_begin_array(json);
	for (size_t i = 0; i < count; i++)
		put_row(json, mem, &rows[i]);
	json_write_end_array(json);
}

static void put_replaced(JsonWriter *json, Arena *mem, const ReplacedClose *close)
{
	json_put_key(json, "replaced");
	if (!close) {
		json_write_null(json);
		return;
	}
	json_write_begin_object(json);
	json_put_date(json, "closed_on", mem, close->closed_on);
	json_put_member(json, "closed_by", close->closed_by);
	json_put_instant(json, "known_at", mem, close->known_at);
	json_write_end_object(json);
}

void json_put_tie_out(JsonWriter *json, Arena *mem, const TieOut *tie_out)
{
	json_write_begin_object(json);
	json_put_text(json, "month", month_text(mem, tie_out->month));
	json_put_bool(json, "closed", tie_out->closed);
	json_put_date(json, "closed_on", mem, tie_out->closed ? tie_out->closed_on : DATE_NONE);
	json_put_member(json, "closed_by", tie_out->closed_by);
	json_put_member(json, "note", tie_out->note);
	json_put_instant(json, "known_at", mem, tie_out->closed ? tie_out->known_at : INSTANT_MAX);
	put_replaced(json, mem, tie_out->replaced);
	put_rows(json, "rows", mem, tie_out->at, tie_out->len);
	put_rows(json, "totals", mem, tie_out->totals, tie_out->total_count);
	json_put_count(json, "differing", tie_out->differing);
	json_put_count(json, "missing", tie_out->missing);
	json_write_end_object(json);
}

void json_put_closed_months(JsonWriter *json, Arena *mem, const ClosedMonths *months)
{
	json_write_begin_object(json);
	json_put_key(json, "period_closes");
	json_write_begin_array(json);
	for (size_t i = 0; i < months->len; i++) {
		const TieOut *month = &months->at[i];
		json_write_begin_object(json);
		json_put_text(json, "month", month_text(mem, month->month));
		json_put_date(json, "closed_on", mem, month->closed_on);
		json_put_member(json, "closed_by", month->closed_by);
		json_put_instant(json, "known_at", mem, month->known_at);
		json_put_count(json, "differing", month->differing);
		json_write_end_object(json);
	}
	json_write_end_array(json);
	json_write_end_object(json);
}
