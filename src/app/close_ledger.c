#include "app/close_ledger.h"

#include "app/lookup.h"
#include "base/csv.h"
#include "facts/fact.h"

#include <stdio.h>

enum { COLUMN_CONTRACT, COLUMN_RECOGNIZED, COLUMN_CURRENCY, COLUMN_MONTH, COLUMNS };

static const char *const NAMES[COLUMNS] = {"contract", "recognized", "currency", "month"};

enum { NO_COLUMN = -1 };

typedef struct LedgerReading {
	App *app;
	const CloseQuery *query;
	int64_t month;
	int64_t columns[COLUMNS]; /* place in the records, or NO_COLUMN */
	Map lines;                /* of totals, by contract and currency */
	VEC(LedgerTotal) totals;
} LedgerReading;

bool ledger_fail_in(const CloseQuery *query, uint64_t line, Err *err)
{
	if (query->lines)
		return fail_in(err, "ledger total %llu", (unsigned long long)line);
	Str name = query->ledger_name.len > 0 ? query->ledger_name : STR("ledger");
	return fail_in(err, "%.*s: line %llu", STR_ARG(str_slice(name, 0, 200)),
		       (unsigned long long)line);
}

static MUST_CHECK bool find_columns(LedgerReading *r, const CsvRecord *header, Err *err)
{
	for (size_t i = 0; i < COLUMNS; i++) {
		r->columns[i] = NO_COLUMN;
		for (size_t j = 0; j < header->len; j++) {
			Str name = str_trim(header->fields[j]);
			if (!str_eq_nocase(name, str_from_c(NAMES[i])))
				continue;
			if (r->columns[i] != NO_COLUMN)
				return fail(err, ERR_INPUT, "there are two columns '%s'",
					    NAMES[i]) ||
				       fail_at(err, "ledger");
			r->columns[i] = (int64_t)j;
		}
	}
	if (r->columns[COLUMN_RECOGNIZED] == NO_COLUMN)
		return fail(err, ERR_INPUT,
			    "there is no column 'recognized'; a ledger's columns are contract, "
			    "recognized, currency") ||
		       fail_at(err, "ledger");
	return true;
}

/* Empty where there is no such column. */
static Str cell(const LedgerReading *r, const CsvRecord *record, size_t column)
{
	int64_t place = r->columns[column];
	return place == NO_COLUMN ? (Str){0} : str_trim(record->fields[place]);
}

static MUST_CHECK bool check_month(const LedgerReading *r, Str text, Err *err)
{
	int64_t month;
	if (text.len == 0)
		return true;
	if (!month_parse(text, &month, err))
		return fail_at(err, "month");
	if (month == r->month)
		return true;
	return fail(err, ERR_INPUT, "it is of %.*s, not of the month that is closed",
		    STR_ARG(text)) ||
	       fail_at(err, "month");
}

/* Contract and currency as the store has them. */
static MUST_CHECK bool settle(LedgerReading *r, LedgerLine *texts, Err *err)
{
	Arena *mem = r->app->mem;
	Contract contract;
	Currency currency;
	if (texts->contract.len > 0) {
		if (!lookup_contract(r->app, texts->contract, &contract, err))
			return fail_at(err, "contract");
		texts->contract = contract.key;
		if (texts->currency.len == 0)
			texts->currency = str_copy(mem, str_from_c(contract.currency.code));
	} else if (texts->currency.len == 0) {
		return fail(err, ERR_INPUT, "a total is of a contract, or of a currency") ||
		       fail_at(err, "contract");
	}
	if (!currency_find(texts->currency, &currency, err))
		return fail_at(err, "currency");
	texts->currency = str_copy(mem, str_from_c(currency.code));
	return true;
}

static Str key_of(Arena *mem, Str contract, Str currency)
{
	return str_format(mem, "%.*s\t%.*s", STR_ARG(currency), STR_ARG(contract));
}

bool ledger_totals_tell(const LedgerTotals *totals, Str contract, Str currency)
{
	int64_t line;
	return totals->len > 0 &&
	       map_get(&totals->lines, key_of(totals->lines.mem, contract, currency), &line);
}

static MUST_CHECK bool add(LedgerReading *r, LedgerLine texts, uint64_t line, Err *err)
{
	Arena *mem = r->app->mem;
	int64_t before;
	if (!settle(r, &texts, err))
		return false;
	if (texts.recognized.len == 0)
		return fail(err, ERR_INPUT, "recognized is missing") || fail_at(err, "recognized");
	Str key = key_of(mem, texts.contract, texts.currency);
	if (map_get(&r->lines, key, &before))
		return fail(err, ERR_INPUT, "it tells a total again that line %lld has told",
			    (long long)before) ||
		       fail_at(err, "contract");
	map_put(&r->lines, key, (int64_t)line);
	*vec_push(mem, &r->totals) = (LedgerTotal){texts, line};
	return true;
}

static bool is_blank(const CsvRecord *record)
{
	for (size_t i = 0; i < record->len; i++) {
		if (str_trim(record->fields[i]).len > 0)
			return false;
	}
	return true;
}

static MUST_CHECK bool take_record(LedgerReading *r, const CsvRecord *record, Err *err)
{
	Arena *mem = r->app->mem;
	if (record->fault == CSV_GOOD && is_blank(record))
		return true;
	if (!csv_check(record, err) || !check_month(r, cell(r, record, COLUMN_MONTH), err))
		return false;
	LedgerLine texts = {
		.contract = str_copy(mem, cell(r, record, COLUMN_CONTRACT)),
		.currency = str_copy(mem, cell(r, record, COLUMN_CURRENCY)),
		.recognized = str_copy(mem, cell(r, record, COLUMN_RECOGNIZED)),
	};
	return add(r, texts, record->line, err);
}

static MUST_CHECK bool read_file(LedgerReading *r, Err *err)
{
	CsvReader *reader = csv_reader_new(r->app->mem, (CsvOptions){.header = true});
	CsvRecord record;
	bool header = true;
	if (!csv_feed(reader, r->query->ledger, true, err))
		return fail_at(err, "ledger") || ledger_fail_in(r->query, 1, err);
	while (csv_next(reader, &record) == CSV_RECORD) {
		bool ok = header ? csv_check(&record, err) && find_columns(r, &record, err)
				 : take_record(r, &record, err);
		if (!ok)
			return fail_at(err, "ledger") || ledger_fail_in(r->query, record.line, err);
		header = false;
	}
	if (header)
		return fail(err, ERR_INPUT, "it is empty") || fail_at(err, "ledger") ||
		       ledger_fail_in(r->query, 1, err);
	return true;
}

static MUST_CHECK bool read_lines(LedgerReading *r, Err *err)
{
	for (size_t i = 0; i < r->query->line_count; i++) {
		if (!add(r, r->query->lines[i], i + 1, err))
			return ledger_fail_in(r->query, i + 1, err);
	}
	return true;
}

bool ledger_totals_read(App *app, const CloseQuery *query, int64_t month, LedgerTotals *out,
			Err *err)
{
	LedgerReading reading = {.app = app, .query = query, .month = month};
	map_init(&reading.lines, app->mem, (uint64_t)(uintptr_t)&reading);
	if (!(query->lines ? read_lines(&reading, err) : read_file(&reading, err)))
		return false;
	*out = (LedgerTotals){reading.totals.at, reading.totals.len, reading.lines};
	return true;
}
