#include "store/entry_sums.h"

#include <string.h>

static const char CURRENCY[] =
	"SELECT currency\n"
	"FROM contract\n"
	"WHERE id = $1";

Measures measures_of(const TimeEntry *entry, bool money)
{
	bool billed = money && entry->has_bill;
	bool costed = money && entry->has_cost;
	return (Measures){
		.entries = 1,
		.seconds = entry->seconds,
		.billed_seconds = billed ? entry->seconds : 0,
		.bill = billed ? entry->bill : 0,
		.costed_seconds = costed ? entry->seconds : 0,
		.cost = costed ? entry->cost : 0,
	};
}

bool measures_equal(const Measures *a, const Measures *b)
{
	return a->entries == b->entries && a->seconds == b->seconds &&
	       a->billed_seconds == b->billed_seconds && a->bill == b->bill &&
	       a->costed_seconds == b->costed_seconds && a->cost == b->cost;
}

static bool fail_range(Err *err)
{
	return fail(err, ERR_RANGE, "a sum of time entries is larger than can be held");
}

void measures_add(Measures *sums, const Measures *more)
{
	sums->entries += more->entries;
	sums->seconds += more->seconds;
	sums->billed_seconds += more->billed_seconds;
	sums->bill += more->bill;
	sums->costed_seconds += more->costed_seconds;
	sums->cost += more->cost;
}

void measures_subtract(Measures *sums, const Measures *less)
{
	sums->entries -= less->entries;
	sums->seconds -= less->seconds;
	sums->billed_seconds -= less->billed_seconds;
	sums->bill -= less->bill;
	sums->costed_seconds -= less->costed_seconds;
	sums->cost -= less->cost;
}

static bool fits(int128 sum)
{
	return sum >= INT64_MIN && sum <= INT64_MAX;
}

bool measures_check(const Measures *sums, Err *err)
{
	bool fit = fits(sums->entries) && fits(sums->seconds) && fits(sums->billed_seconds) &&
		   fits(sums->bill) && fits(sums->costed_seconds) && fits(sums->cost);
	return fit || fail_range(err);
}

bool entry_sums_add(EntrySums *sums, int32_t time_class, const Measures *more, Err *err)
{
	int128 counting = time_class_counts(time_class) ? more->seconds : 0;
	int128 pending = time_class_pends(time_class) ? more->seconds : 0;
	bool over = __builtin_add_overflow(sums->entries, more->entries, &sums->entries);
	over |= __builtin_add_overflow(sums->seconds, more->seconds, &sums->seconds);
	over |= __builtin_add_overflow(sums->counting_seconds, counting, &sums->counting_seconds);
	over |= __builtin_add_overflow(sums->pending_seconds, pending, &sums->pending_seconds);
	over |= __builtin_add_overflow(sums->billed_seconds, more->billed_seconds,
				       &sums->billed_seconds);
	over |= __builtin_add_overflow(sums->bill, more->bill, &sums->bill);
	over |= __builtin_add_overflow(sums->costed_seconds, more->costed_seconds,
				       &sums->costed_seconds);
	over |= __builtin_add_overflow(sums->cost, more->cost, &sums->cost);
	return !over || fail_range(err);
}

static bool find_currency(Db *db, EntryMoney *money, int64_t contract_id, Err *err)
{
	DbStmt *stmt;
	bool row;
	Arena mem;
	if (!db_prepare(db, CURRENCY, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, contract_id);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	arena_init(&mem);
	Str code = row ? db_text(stmt, 0, &mem) : (Str){0};
	money->contract_id = contract_id;
	memset(money->code, 0, sizeof money->code);
	if (code.len > 0 && code.len < sizeof money->code)
		memcpy(money->code, code.ptr, code.len);
	arena_deinit(&mem);
	db_reset(stmt);
	return true;
}

bool entry_money_counts(Db *db, EntryMoney *money, const TimeEntry *entry, bool *counts, Err *err)
{
	bool asks = entry->contract_id != 0 && (entry->has_cost || entry->has_bill);
	if (asks && entry->currency.code[0]) {
		if (money->contract_id != entry->contract_id &&
		    !find_currency(db, money, entry->contract_id, err))
			return false;
		asks = strcmp(money->code, entry->currency.code) == 0;
	}
	*counts = asks;
	return true;
}
