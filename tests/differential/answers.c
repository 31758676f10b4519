#include "answers.h"

#include "history/movement.h"
#include "history/report.h"
#include "history/warning.h"
#include "read_case.h"

#include <stdlib.h>

void write_json_value(JsonWriter *json, const JsonValue *value)
{
	switch (value->kind) {
	case JSON_NULL:
		json_write_null(json);
		return;
	case JSON_FALSE:
	case JSON_TRUE:
		json_write_bool(json, value->kind == JSON_TRUE);
		return;
	case JSON_NUMBER:
		json_write_number(json, value->text);
		return;
	case JSON_STRING:
		json_write_string(json, value->text);
		return;
	case JSON_ARRAY:
		json_write_begin_array(json);
		for (size_t i = 0; i < value->len; i++)
			write_json_value(json, &value->at[i]);
		json_write_end_array(json);
		return;
	case JSON_OBJECT:
		json_write_begin_object(json);
		for (size_t i = 0; i < value->len; i++) {
			json_write_key(json, value->at[i].key);
			write_json_value(json, &value->at[i]);
		}
		json_write_end_object(json);
		return;
	}
}

static void write_na(JsonWriter *json, const char *reason)
{
	json_write_begin_object(json);
	json_write_key(json, STR("na"));
	json_write_string(json, str_from_c(reason));
	json_write_end_object(json);
}

static void write_amount(JsonWriter *json, const char *name, Amount amount)
{
	json_write_key(json, str_from_c(name));
	if (amount.na != NA_NONE)
		write_na(json, na_name(amount.na));
	else
		json_write_int_string(json, amount.minor);
}

static void write_date(JsonWriter *json, Arena *mem, const char *name, Date date)
{
	json_write_key(json, str_from_c(name));
	json_write_string(json, date_text(mem, date));
}

static void write_figures(JsonWriter *json, const char *name, Figures figures)
{
	json_write_key(json, str_from_c(name));
	json_write_begin_object(json);
	write_amount(json, "revenue", figures.revenue);
	write_amount(json, "profit", figures.profit);
	json_write_end_object(json);
}

/* Money as minor units and shares as ppm, so that only the fold is compared. */
static void write_field_value(JsonWriter *json, Arena *mem, const History *history, size_t field,
			      Value value)
{
	const Field *f = &history->fields.at[field];
	if (!value.set)
		json_write_null(json);
	else if (f->type == FIELD_MONEY || f->type == FIELD_SHARE)
		json_write_int_string(json, value.number);
	else
		json_write_string(json, value_text(mem, f, history->currency, value));
}

static void write_snapshots(JsonWriter *json, Arena *mem, const History *history, SnapshotList list)
{
	json_write_key(json, STR("snapshots"));
	json_write_begin_array(json);
	for (size_t i = 0; i < list.len; i++) {
		const Snapshot *row = &list.at[i];
		json_write_begin_object(json);
		write_date(json, mem, "effective_on", row->effective_on);
		json_write_key(json, STR("fields"));
		json_write_begin_object(json);
		for (size_t f = 0; f < history->fields.len; f++) {
			if (!row->values[f].set)
				continue;
			json_write_key(json, history->fields.at[f].name);
			write_field_value(json, mem, history, f, row->values[f]);
		}
		json_write_end_object(json);
		write_figures(json, "first_year", row->figures.first_year);
		write_figures(json, "last_year", row->figures.last_year);
		write_figures(json, "total", row->figures.total);
		json_write_end_object(json);
	}
	json_write_end_array(json);
}

/* A period table of nothing is empty, which the library leaves to its caller. */
static MUST_CHECK bool write_periods(JsonWriter *json, Arena *mem, const JsonValue *query,
				     const Fold *fold, Err *err)
{
	Calendar calendar = {.fiscal_month = (int32_t)read_int(query, "fiscal_start")};
	Period range;
	PeriodTable table = {0};
	json_write_key(json, STR("periods"));
	if (read_is_null(query, "by")) {
		json_write_null(json);
		return true;
	}
	if (!granularity_parse(read_text(query, "by"), &calendar.granularity, err) ||
	    !read_date(query, "from", &range.from, err) || !read_date(query, "to", &range.to, err))
		return false;
	Earning *earning = earning_of(mem, fold, convention_default());
	if (fold->len > 0 && !period_table(mem, earning, calendar, range, &table, err))
		return false;
	if (table.na != NA_NONE) {
		write_na(json, na_name(table.na));
		return true;
	}
	json_write_begin_array(json);
	for (size_t i = 0; i < table.len; i++) {
		json_write_begin_object(json);
		write_date(json, mem, "from", table.at[i].period.from);
		write_date(json, mem, "to", table.at[i].period.to);
		write_amount(json, "revenue", table.at[i].figures.revenue);
		write_amount(json, "profit", table.at[i].figures.profit);
		json_write_end_object(json);
	}
	json_write_end_array(json);
	return true;
}

static int compare_names(const void *a, const void *b)
{
	return str_cmp(*(const Str *)a, *(const Str *)b);
}

/* Without the codes that the oracle does not know. */
static void write_warnings(JsonWriter *json, Arena *mem, const History *history, EntryList entries,
			   const Fold *fold)
{
	WarningList list = warnings_of(mem, &history->fields, entries, fold,
				       earning_of(mem, fold, convention_default()));
	Str names[WARNING_CODES];
	size_t count = 0;
	for (size_t i = 0; i < list.len; i++) {
		if (list.at[i].code != WARNING_BACKDATED && list.at[i].code != WARNING_NO_FIRST)
			names[count++] = str_from_c(warning_name(list.at[i].code));
	}
	qsort(names, count, sizeof names[0], compare_names);
	json_write_key(json, STR("warnings"));
	json_write_begin_array(json);
	for (size_t i = 0; i < count; i++)
		json_write_string(json, names[i]);
	json_write_end_array(json);
}

static MUST_CHECK bool answer_query(Arena *mem, const History *history, const JsonValue *query,
				    JsonWriter *json, Err *err)
{
	View view;
	Fold fold;
	SnapshotList snapshots;
	Convention convention = read_is_null(query, "convention")
					? convention_default()
					: convention_epicom2011(history->currency);
	if (!read_date(query, "as_of", &view.effective, err) ||
	    !read_instant(query, "known", true, &view.known, err) ||
	    !read_instant(query, "recorded", false, &view.recorded, err))
		return false;
	EntryList entries = view_select(mem, history->entries, history->count, view);
	if (!fold_entries(mem, &history->fields, entries, &fold, err) ||
	    !snapshots_of(mem, &fold, convention, &snapshots, err))
		return false;
	json_write_begin_object(json);
	write_snapshots(json, mem, history, snapshots);
	if (!write_periods(json, mem, query, &fold, err))
		return false;
	write_warnings(json, mem, history, entries, &fold);
	json_write_end_object(json);
	return true;
}

bool answer_queries(Arena *mem, const JsonValue *one, JsonWriter *json, Err *err)
{
	History history;
	const JsonValue *queries = json_member(one, STR("queries"));
	if (!read_history(mem, one, &history, err))
		return false;
	json_write_begin_array(json);
	for (size_t i = 0; i < queries->len; i++) {
		if (!answer_query(mem, &history, &queries->at[i], json, err))
			return fail_in(err, "query %zu", i);
	}
	json_write_end_array(json);
	return true;
}

static void write_step(JsonWriter *json, Arena *mem, const History *history, const ReportLine *line)
{
	json_write_begin_object(json);
	json_write_key(json, STR("number"));
	json_write_int(json, line->entry->number);
	write_date(json, mem, "effective_on", line->revision->effective_on);
	json_write_key(json, STR("changes"));
	json_write_begin_array(json);
	Str *names = ARENA_ARRAY(mem, Str, line->change_count);
	for (size_t i = 0; i < line->change_count; i++)
		names[i] = history->fields.at[line->changes[i].field].name;
	qsort(names, line->change_count, sizeof names[0], compare_names);
	for (size_t i = 0; i < line->change_count; i++) {
		const ChangeEffect *change = line->changes;
		while (!str_eq(history->fields.at[change->field].name, names[i]))
			change++;
		json_write_begin_object(json);
		json_write_key(json, STR("field"));
		json_write_string(json, names[i]);
		json_write_key(json, STR("old"));
		write_field_value(json, mem, history, change->field, change->before);
		json_write_key(json, STR("new"));
		write_field_value(json, mem, history, change->field, change->after);
		json_write_end_object(json);
	}
	json_write_end_array(json);
	write_amount(json, "revenue", line->revenue);
	write_amount(json, "profit", line->profit);
	json_write_end_object(json);
}

bool answer_report(Arena *mem, const JsonValue *one, JsonWriter *json, Err *err)
{
	History history;
	Report report;
	if (!read_history(mem, one, &history, err) ||
	    !report_of(mem, &history.fields, history.entries, history.count, &report, err))
		return false;
	json_write_begin_array(json);
	for (size_t i = 0; i < report.len; i++)
		write_step(json, mem, &history, &report.at[i]);
	json_write_end_array(json);
	return true;
}

bool answer_lifetime(Arena *mem, const JsonValue *one, JsonWriter *json, Err *err)
{
	History history;
	Fold fold;
	Lifetime lifetime;
	Date as_of;
	if (!read_history(mem, one, &history, err) ||
	    !read_date(json_member(one, STR("lifetime")), "as_of", &as_of, err))
		return false;
	EntryList entries = view_select(mem, history.entries, history.count, VIEW_ALL);
	if (!fold_entries(mem, &history.fields, entries, &fold, err) ||
	    !lifetime_of(earning_of(mem, &fold, convention_default()), as_of, &lifetime, err))
		return false;
	json_write_begin_object(json);
	write_date(json, mem, "as_of", as_of);
	write_figures(json, "total", lifetime.total);
	write_figures(json, "earned", lifetime.earned);
	write_figures(json, "remaining", lifetime.remaining);
	json_write_end_object(json);
	return true;
}

/* Accounts are named by one letter; their number is its code. */
static Str account_name(Arena *mem, int64_t account)
{
	return str_format(mem, "%c", (char)account);
}

static MUST_CHECK bool read_contract(Arena *mem, const JsonValue *value, size_t place,
				     ContractTerms *out, Err *err)
{
	History history;
	Fold *fold = ARENA_NEW(mem, Fold);
	if (!read_history(mem, value, &history, err))
		return false;
	EntryList entries = view_select(mem, history.entries, history.count, VIEW_ALL);
	if (!fold_entries(mem, &history.fields, entries, fold, err))
		return false;
	*out = (ContractTerms){
		.contract = (int64_t)place,
		.account = read_text(value, "account").ptr[0],
		.currency = history.currency,
		.customer = str_eq(read_text(value, "kind"), STR("customer")),
		.fold = fold,
	};
	return true;
}

static void write_movement(JsonWriter *json, Arena *mem, const Movement *m)
{
	const struct {
		const char *name;
		int64_t minor;
	} parts[] = {
		{"from", m->from},           {"to", m->to},
		{"new", m->fresh},           {"reactivation", m->reactivation},
		{"expansion", m->expansion}, {"contraction", m->contraction},
		{"churn", m->churn},
	};
	json_write_key(json, account_name(mem, m->account));
	json_write_begin_object(json);
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		write_amount(json, parts[i].name, (Amount){NA_NONE, parts[i].minor});
	json_write_end_object(json);
}

static void write_ratio(JsonWriter *json, Arena *mem, const char *name, int64_t num, int64_t den)
{
	json_write_key(json, str_from_c(name));
	if (den == 0) {
		write_na(json, "no_value");
		return;
	}
	int64_t a = num < 0 ? -num : num;
	int64_t b = den;
	while (b != 0) {
		int64_t rest = a % b;
		a = b;
		b = rest;
	}
	json_write_string(json,
			  str_format(mem, "%lld/%lld", (long long)(num / a), (long long)(den / a)));
}

/* The movement of `account`, or nothing moved; NULL where it was left out. */
static const Movement *movement_of(const CurrencyMovements *table, int64_t account)
{
	static const Movement nothing = {0};
	for (size_t i = 0; i < table->left_out_count; i++) {
		if (table->left_out[i].account == account)
			return NULL;
	}
	for (size_t i = 0; i < table->account_count; i++) {
		if (table->accounts[i].account == account)
			return &table->accounts[i];
	}
	return &nothing;
}

static bool has_rows(const ContractTerms *contract, const CurrencyMovements *table, int64_t account)
{
	return contract->customer && contract->fold->len > 0 && contract->account == account &&
	       str_eq_c(str_from_c(contract->currency.code), table->currency.code);
}

/* The library leaves out accounts of which nothing was worth anything; the oracle lists them. */
static void write_accounts(JsonWriter *json, Arena *mem, const CurrencyMovements *table,
			   const ContractTerms *contracts, size_t count)
{
	json_write_key(json, STR("accounts"));
	json_write_begin_object(json);
	for (int64_t account = 'a'; account <= 'z'; account++) {
		bool listed = false;
		for (size_t i = 0; i < count; i++)
			listed = listed || has_rows(&contracts[i], table, account);
		const Movement *movement = movement_of(table, account);
		if (listed && movement) {
			Movement named = *movement;
			named.account = account;
			write_movement(json, mem, &named);
		}
	}
	json_write_end_object(json);
}

static void write_currency(JsonWriter *json, Arena *mem, const CurrencyMovements *table,
			   const ContractTerms *contracts, size_t count)
{
	json_write_key(json, str_from_c(table->currency.code));
	json_write_begin_object(json);
	write_accounts(json, mem, table, contracts, count);
	json_write_key(json, STR("left_out"));
	json_write_begin_object(json);
	for (size_t i = 0; i < table->left_out_count; i++) {
		json_write_key(json, account_name(mem, table->left_out[i].account));
		json_write_string(json, str_from_c(na_name(table->left_out[i].na)));
	}
	json_write_end_object(json);
	write_ratio(json, mem, "nrr", table->retention_net, table->retention_base);
	write_ratio(json, mem, "grr", table->retention_gross, table->retention_base);
	json_write_end_object(json);
}

bool answer_portfolio(Arena *mem, const JsonValue *one, JsonWriter *json, Err *err)
{
	const JsonValue *list = json_member(one, STR("contracts"));
	ContractTerms *contracts = ARENA_ARRAY(mem, ContractTerms, list->len);
	Date from;
	Date to;
	MovementTable table;
	for (size_t i = 0; i < list->len; i++) {
		if (!read_contract(mem, &list->at[i], i, &contracts[i], err))
			return fail_in(err, "contract %zu", i);
	}
	if (!read_date(one, "from", &from, err) || !read_date(one, "to", &to, err) ||
	    !movements_of(mem, contracts, list->len, from, to, &table, err))
		return false;
	json_write_begin_object(json);
	for (size_t i = 0; i < table.len; i++) {
		bool listed = false;
		for (size_t j = 0; j < list->len; j++)
			listed = listed ||
				 has_rows(&contracts[j], &table.at[i], contracts[j].account);
		if (listed)
			write_currency(json, mem, &table.at[i], contracts, list->len);
	}
	json_write_end_object(json);
	return true;
}
