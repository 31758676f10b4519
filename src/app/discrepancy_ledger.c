/* What was recognised in closed months, and what the ledger shows for them. */

#include "app/discrepancy_finder.h"

#include <string.h>

/* What is summed up; its bytes are the key of a map. */
typedef struct LedgerKey {
	int64_t month;
	int64_t contract_id; /* 0: all contracts */
	char currency[8];
} LedgerKey;

typedef struct LedgerSum {
	LedgerKey key;
	int64_t amount;
	int64_t entries;
} LedgerSum;

typedef struct Ledger {
	Finder *finder;
	VEC(LedgerSum *) sums; /* each stays where it is: the map points to its key */
	Map places;
	Map closed; /* months, by their bytes */
} Ledger;

static LedgerKey key_of(int64_t month, int64_t contract_id, Currency currency)
{
	LedgerKey key;
	memset(&key, 0, sizeof key);
	key.month = month;
	key.contract_id = contract_id;
	memcpy(key.currency, currency.code, sizeof currency.code);
	return key;
}

static Str key_bytes(const LedgerKey *key)
{
	return (Str){(const char *)key, sizeof *key};
}

static LedgerSum *sum_of(Ledger *ledger, LedgerKey key)
{
	int64_t place;
	Arena *mem = ledger->finder->app->mem;
	if (map_get(&ledger->places, key_bytes(&key), &place))
		return ledger->sums.at[place];
	LedgerSum *sum = ARENA_NEW(mem, LedgerSum);
	sum->key = key;
	map_put(&ledger->places, key_bytes(&sum->key), (int64_t)ledger->sums.len);
	*vec_push(mem, &ledger->sums) = sum;
	return sum;
}

static MUST_CHECK bool add(LedgerSum *sum, int64_t amount, Err *err)
{
	sum->entries++;
	return !__builtin_add_overflow(sum->amount, amount, &sum->amount) ||
	       fail(err, ERR_RANGE, "a sum of recognitions is beyond what can be held");
}

static MUST_CHECK bool list(Finder *finder, FactKind kind, FactList *out, Err *err)
{
	FactFilter filter = {.kind = kind, .known = finder->filter.known};
	return facts_list(finder->app->db, finder->app->mem, &filter, out, err);
}

static MUST_CHECK bool read_closes(Ledger *ledger, Err *err)
{
	FactList closes;
	size_t month = fact_field(FACT_PERIOD_CLOSE, "month");
	if (!list(ledger->finder, FACT_PERIOD_CLOSE, &closes, err))
		return false;
	for (size_t i = 0; i < closes.len; i++) {
		const int64_t *number = &closes.at[i].values[month].number;
		map_put(&ledger->closed, (Str){(const char *)number, sizeof *number}, 1);
	}
	return true;
}

static bool is_closed(const Ledger *ledger, int64_t month)
{
	int64_t ignored;
	return map_get(&ledger->closed, (Str){(const char *)&month, sizeof month}, &ignored);
}

static MUST_CHECK bool read_recognitions(Ledger *ledger, Err *err)
{
	FactList facts;
	size_t on = fact_field(FACT_RECOGNITION, "recognized_on");
	size_t amount = fact_field(FACT_RECOGNITION, "amount");
	if (!list(ledger->finder, FACT_RECOGNITION, &facts, err))
		return false;
	for (size_t i = 0; i < facts.len; i++) {
		const Fact *fact = &facts.at[i];
		if (!fact->values[on].set)
			continue;
		int64_t month = month_of((Date){(int32_t)fact->values[on].number});
		LedgerKey own = key_of(month, fact->contract_id, fact->currency);
		LedgerKey all = key_of(month, 0, fact->currency);
		if (is_closed(ledger, month) &&
		    (!add(sum_of(ledger, own), fact->values[amount].number, err) ||
		     !add(sum_of(ledger, all), fact->values[amount].number, err)))
			return false;
	}
	return true;
}

static bool is_asked(const Finder *finder, int64_t contract_id, int64_t month)
{
	Date first = month_first(month);
	Period days = finder->filter.days;
	return (finder->contract_id == 0 || contract_id == finder->contract_id) &&
	       (!date_is_set(days.from) || first.day >= days.from.day) &&
	       (!date_is_set(days.to) || first.day < days.to.day);
}

static MUST_CHECK bool compare_total(Ledger *ledger, const Fact *total, Err *err)
{
	Finder *finder = ledger->finder;
	const FactValue *values = total->values;
	const FactValue *contract = &values[fact_field(FACT_LEDGER_TOTAL, "contract")];
	int64_t month = values[fact_field(FACT_LEDGER_TOTAL, "month")].number;
	int64_t amount = values[fact_field(FACT_LEDGER_TOTAL, "recognized")].number;
	int64_t contract_id = contract->set ? contract->number : 0;
	if (!is_closed(ledger, month) || !is_asked(finder, contract_id, month))
		return true;
	const LedgerSum *sum = sum_of(ledger, key_of(month, contract_id, total->currency));
	Discrepancy found = {
		.kind = DISCREPANCY_LEDGER,
		.contract = contract->set ? contract->text : (Str){0},
		.date = month_first(month),
		.currency = total->currency,
		.left = {.label = STR("recognised"), .is_money = true, .amount = sum->amount},
		.right = {.label = STR("ledger"),
			  .source = total->source,
			  .line = total->line,
			  .is_money = true,
			  .amount = amount},
		.entries = sum->entries,
	};
	if (sum->amount == amount)
		return true;
	if (__builtin_sub_overflow(sum->amount, amount, &found.difference))
		return fail(err, ERR_RANGE,
			    "a difference to the ledger is beyond what can be held");
	if (!fact_names_file(&finder->names, total->import_id, &found.right.file, err))
		return false;
	finder_add(finder, found);
	return true;
}

bool find_in_ledger(Finder *finder, Err *err)
{
	Ledger ledger = {.finder = finder};
	FactList totals;
	map_init(&ledger.places, finder->app->mem, (uint64_t)(uintptr_t)&ledger);
	map_init(&ledger.closed, finder->app->mem, (uint64_t)(uintptr_t)&ledger);
	if (!list(finder, FACT_LEDGER_TOTAL, &totals, err))
		return false;
	if (totals.len == 0)
		return true;
	if (!read_closes(&ledger, err) || !read_recognitions(&ledger, err))
		return false;
	for (size_t i = 0; i < totals.len; i++) {
		if (!compare_total(&ledger, &totals.at[i], err))
			return false;
	}
	return true;
}
