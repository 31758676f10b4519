/* What was recognised in closed months, and what the ledger shows for them. */

#include "app/discrepancy_finder.h"
#include "app/ledger_sums.h"

typedef struct Ledger {
	Finder *finder;
	const LedgerSums *sums;
	Map closed; /* months, by their bytes */
} Ledger;

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
	LedgerSum sum = ledger_sum_of(ledger->sums, month, contract_id, total->currency);
	Discrepancy found = {
		.kind = DISCREPANCY_LEDGER,
		.contract = contract->set ? contract->text : (Str){0},
		.date = month_first(month),
		.currency = total->currency,
		.left = {.label = STR("recognised"), .is_money = true, .amount = sum.amount},
		.right = {.label = STR("ledger"),
			  .source = total->source,
			  .line = total->line,
			  .is_money = true,
			  .amount = amount},
		.entries = sum.entries,
	};
	if (sum.amount == amount)
		return true;
	if (__builtin_sub_overflow(sum.amount, amount, &found.difference))
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
	App *app = finder->app;
	ContractList contracts;
	LedgerSums *sums;
	FactList totals;
	map_init(&ledger.closed, app->mem, (uint64_t)(uintptr_t)&ledger);
	if (!list(finder, FACT_LEDGER_TOTAL, &totals, err))
		return false;
	if (totals.len == 0)
		return true;
	if (!read_closes(&ledger, err) || !contract_list(app->db, app->mem, 0, &contracts, err))
		return false;
	contracts_sort_by_id(&contracts);
	if (!ledger_sums_read(app, &contracts, finder->filter.known, DATE_NONE, &sums, err))
		return false;
	ledger.sums = sums;
	for (size_t i = 0; i < totals.len; i++) {
		if (!compare_total(&ledger, &totals.at[i], err))
			return false;
	}
	return true;
}
