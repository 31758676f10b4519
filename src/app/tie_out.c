#include "app/tie_out.h"

#include "app/ledger_sums.h"
#include "app/lookup.h"
#include "base/map.h"
#include "store/facts.h"

#include <stdlib.h>
#include <string.h>

/* A row on its way; its first bytes are the key of a map. */
typedef struct TieKey {
	int64_t contract_id; /* 0: all */
	char currency[8];
} TieKey;

typedef struct TieRow {
	TieKey key;
	TieOutRow row;
	bool has_contracts; /* of a row of all: the ledger has totals by contract of this currency… */
	int64_t of_contracts; /* …and their sum */
} TieRow;

typedef struct Tying {
	App *app;
	Moment moment;
	ContractList contracts; /* by id */
	FactList closes;
	FactList totals; /* of the ledger, of all months */
	LedgerSums *now;
	LedgerSums *then; /* as known at the close; NULL: not closed */
	int64_t month;
	const Fact *close; /* of the month, or NULL */
	VEC(TieRow *) rows;
	Map places;
} Tying;

static MUST_CHECK bool list(Tying *t, FactKind kind, FactList *out, Err *err)
{
	FactFilter filter = {.kind = kind, .known = t->moment.known};
	return facts_list(t->app->db, t->app->mem, &filter, out, err);
}

static MUST_CHECK bool read_facts(Tying *t, Err *err)
{
	App *app = t->app;
	if (!contract_list(app->db, app->mem, 0, &t->contracts, err) ||
	    !list(t, FACT_PERIOD_CLOSE, &t->closes, err) ||
	    !list(t, FACT_LEDGER_TOTAL, &t->totals, err))
		return false;
	contracts_sort_by_id(&t->contracts);
	return ledger_sums_read(app, &t->contracts, t->moment.known, t->moment.as_of, &t->now, err);
}

static int64_t close_number(const Fact *close, const char *field)
{
	return close->values[fact_field(FACT_PERIOD_CLOSE, field)].number;
}

static Str close_text(const Fact *close, const char *field)
{
	return close->values[fact_field(FACT_PERIOD_CLOSE, field)].text;
}

static bool is_seen(const Tying *t, const Fact *close)
{
	return !date_is_set(t->moment.as_of) ||
	       close_number(close, "closed_on") <= t->moment.as_of.day;
}

static TieOut month_of_close(const Fact *close)
{
	return (TieOut){
		.month = close_number(close, "month"),
		.closed = true,
		.closed_on = {(int32_t)close_number(close, "closed_on")},
		.closed_by = close_text(close, "closed_by"),
		.note = close_text(close, "note"),
		.known_at = close->known_at,
	};
}

static TieRow *row_of(Tying *t, int64_t contract_id, Currency currency)
{
	TieKey key;
	int64_t place;
	memset(&key, 0, sizeof key);
	key.contract_id = contract_id;
	memcpy(key.currency, currency.code, sizeof currency.code);
	if (map_get(&t->places, (Str){(const char *)&key, sizeof key}, &place))
		return t->rows.at[place];
	TieRow *row = ARENA_NEW(t->app->mem, TieRow);
	const Contract *contract = contract_by_id(&t->contracts, contract_id);
	row->key = key;
	row->row.contract = contract ? contract->key : (Str){0};
	row->row.currency = currency;
	map_put(&t->places, (Str){(const char *)&row->key, sizeof row->key}, (int64_t)t->rows.len);
	*vec_push(t->app->mem, &t->rows) = row;
	return row;
}

/* 0: of all */
static int64_t contract_of(const Fact *total)
{
	const FactValue *contract = &total->values[fact_field(FACT_LEDGER_TOTAL, "contract")];
	return contract->set ? contract->number : 0;
}

static int64_t total_number(const Fact *total, const char *field)
{
	return total->values[fact_field(FACT_LEDGER_TOTAL, field)].number;
}

static void add_totals(Tying *t)
{
	for (size_t i = 0; i < t->totals.len; i++) {
		const Fact *total = &t->totals.at[i];
		if (total_number(total, "month") != t->month)
			continue;
		TieRow *row = row_of(t, contract_of(total), total->currency);
		row->row.has_ledger = true;
		row->row.ledger = total_number(total, "recognized");
	}
}

static void add_recognised(Tying *t, const LedgerSums *sums)
{
	const LedgerSum *sum;
	for (size_t i = 0; (sum = ledger_sum_at(sums, i)); i++) {
		if (sum->month == t->month && !sum->of_vendor)
			(void)row_of(t, sum->contract_id, sum->currency);
	}
}

static MUST_CHECK bool fill_difference(TieOutRow *row, Err *err)
{
	if (!row->has_ledger ||
	    !__builtin_sub_overflow(row->recognized, row->ledger, &row->difference))
		return true;
	return fail(err, ERR_RANGE, "a difference to the ledger is beyond what can be held");
}

static MUST_CHECK bool fill(Tying *t, TieRow *row, Err *err)
{
	int64_t id = row->key.contract_id;
	TieOutRow *out = &row->row;
	out->recognized = ledger_sum_of(t->now, t->month, id, out->currency).amount;
	out->has_at_close = t->then != NULL;
	if (t->then)
		out->at_close = ledger_sum_of(t->then, t->month, id, out->currency).amount;
	return fill_difference(out, err);
}

/* Adds a contract's total to the row of all contracts of its currency. */
static MUST_CHECK bool add_to_all(Tying *t, const TieOutRow *row, Err *err)
{
	TieRow *all = row_of(t, 0, row->currency);
	if (!row->has_ledger)
		return true;
	all->has_contracts = true;
	return !__builtin_add_overflow(all->of_contracts, row->ledger, &all->of_contracts) ||
	       fail(err, ERR_RANGE, "a sum of the ledger is beyond what can be held");
}

/* Where the ledger has no total of all, the sum of its contracts stands for it. */
static MUST_CHECK bool fill_total(TieRow *all, Err *err)
{
	if (all->row.has_ledger || !all->has_contracts)
		return true;
	all->row.has_ledger = true;
	all->row.ledger = all->of_contracts;
	return fill_difference(&all->row, err);
}

static int compare_rows(const void *a, const void *b)
{
	const TieOutRow *x = a;
	const TieOutRow *y = b;
	int order = str_cmp_natural(x->contract, y->contract);
	return order ? order : strcmp(x->currency.code, y->currency.code);
}

/* The rows of contracts, or those of all. */
static size_t pick(Tying *t, bool totals, const TieOutRow **out)
{
	size_t len = 0;
	TieOutRow *at = ARENA_ARRAY(t->app->mem, TieOutRow, t->rows.len);
	for (size_t i = 0; i < t->rows.len; i++) {
		if ((t->rows.at[i]->key.contract_id == 0) == totals)
			at[len++] = t->rows.at[i]->row;
	}
	if (len > 0)
		qsort(at, len, sizeof *at, compare_rows);
	*out = at;
	return len;
}

/* Before rows of all stand for their contracts: these would tell the same differences again. */
static void count(Tying *t, TieOut *out)
{
	for (size_t i = 0; i < t->rows.len; i++) {
		const TieRow *row = t->rows.at[i];
		if (row->row.difference != 0)
			out->differing++;
		if (row->key.contract_id == 0 || row->row.has_ledger || row->row.recognized == 0)
			continue;
		const TieRow *all = row_of(t, 0, row->row.currency);
		if (all->has_contracts && !all->row.has_ledger)
			out->missing++; /* a total of the currency would hold it too */
	}
}

static MUST_CHECK bool tie(Tying *t, TieOut *out, Err *err)
{
	t->rows.len = 0;
	map_init(&t->places, t->app->mem, (uint64_t)(uintptr_t)t);
	add_totals(t);
	add_recognised(t, t->now);
	if (t->then)
		add_recognised(t, t->then);
	/* Rows of all come behind, and are no contract's. */
	for (size_t i = 0, len = t->rows.len; i < len; i++) {
		if (t->rows.at[i]->key.contract_id != 0 && !add_to_all(t, &t->rows.at[i]->row, err))
			return false;
	}
	for (size_t i = 0; i < t->rows.len; i++) {
		if (!fill(t, t->rows.at[i], err))
			return false;
	}
	count(t, out);
	for (size_t i = 0; i < t->rows.len; i++) {
		if (!fill_total(t->rows.at[i], err))
			return false;
	}
	return true;
}

bool tie_out_read(App *app, int64_t month, Moment moment, TieOut *out, Err *err)
{
	Tying tying = {.app = app, .moment = moment, .month = month};
	TieOut answer = {.month = month, .closed_on = DATE_NONE};
	if (!read_facts(&tying, err))
		return false;
	for (size_t i = 0; i < tying.closes.len; i++) {
		const Fact *close = &tying.closes.at[i];
		if (close_number(close, "month") == month && is_seen(&tying, close))
			tying.close = close;
	}
	if (tying.close) {
		answer = month_of_close(tying.close);
		if (!ledger_sums_read(app, &tying.contracts, tying.close->known_at, moment.as_of,
				      &tying.then, err))
			return false;
	}
	if (!tie(&tying, &answer, err))
		return false;
	answer.len = pick(&tying, false, &answer.at);
	answer.total_count = pick(&tying, true, &answer.totals);
	*out = answer;
	return true;
}

static int compare_months(const void *a, const void *b)
{
	const TieOut *x = a;
	const TieOut *y = b;
	return (x->month < y->month) - (x->month > y->month);
}

bool tie_out_months(App *app, Moment moment, ClosedMonths *out, Err *err)
{
	Tying tying = {.app = app, .moment = moment};
	if (!read_facts(&tying, err))
		return false;
	ClosedMonths months = {.at = ARENA_ARRAY(app->mem, TieOut, tying.closes.len)};
	for (size_t i = 0; i < tying.closes.len; i++) {
		const Fact *close = &tying.closes.at[i];
		if (!is_seen(&tying, close))
			continue;
		TieOut *month = &months.at[months.len++];
		*month = month_of_close(close);
		tying.month = month->month;
		if (!tie(&tying, month, err))
			return false;
	}
	if (months.len > 0)
		qsort(months.at, months.len, sizeof *months.at, compare_months);
	*out = months;
	return true;
}
