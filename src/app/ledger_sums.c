#include "app/ledger_sums.h"

#include "app/lookup.h"
#include "base/map.h"
#include "store/facts.h"

#include <string.h>

/* The key of a map, by its bytes. */
typedef struct LedgerKey {
	int64_t month;
	int64_t contract_id;
	char currency[8];
} LedgerKey;

/* Each stays where it is: the map points to its key. */
typedef struct KeptSum {
	LedgerKey key;
	LedgerSum sum;
} KeptSum;

struct LedgerSums {
	Arena *mem;
	VEC(KeptSum *) list;
	Map places;
};

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

static MUST_CHECK bool add(LedgerSums *sums, LedgerSum part, Err *err)
{
	LedgerKey key = key_of(part.month, part.contract_id, part.currency);
	int64_t place;
	if (!map_get(&sums->places, key_bytes(&key), &place)) {
		KeptSum *kept = ARENA_NEW(sums->mem, KeptSum);
		kept->key = key;
		kept->sum = part;
		map_put(&sums->places, key_bytes(&kept->key), (int64_t)sums->list.len);
		*vec_push(sums->mem, &sums->list) = kept;
		return true;
	}
	LedgerSum *sum = &sums->list.at[place]->sum;
	sum->entries += part.entries;
	return !__builtin_add_overflow(sum->amount, part.amount, &sum->amount) ||
	       fail(err, ERR_RANGE, "a sum of recognitions is beyond what can be held");
}

static MUST_CHECK bool add_fact(LedgerSums *sums, const ContractList *contracts, const Fact *fact,
				Date on, Err *err)
{
	const Contract *contract = contract_by_id(contracts, fact->contract_id);
	LedgerSum part = {
		.month = month_of(on),
		.contract_id = fact->contract_id,
		.currency = fact->currency,
		.of_vendor = contract && contract->kind == CONTRACT_VENDOR,
		.amount = fact->values[fact_field(FACT_RECOGNITION, "amount")].number,
		.entries = 1,
	};
	if (!add(sums, part, err))
		return false;
	part.contract_id = 0;
	return part.of_vendor || add(sums, part, err);
}

bool ledger_sums_read(App *app, const ContractList *contracts, Instant known, Date as_of,
		      LedgerSums **out, Err *err)
{
	FactFilter filter = {.kind = FACT_RECOGNITION, .known = known};
	size_t place = fact_field(FACT_RECOGNITION, "recognized_on");
	LedgerSums *sums = ARENA_NEW(app->mem, LedgerSums);
	FactList facts;
	sums->mem = app->mem;
	map_init(&sums->places, app->mem, (uint64_t)(uintptr_t)sums);
	if (!facts_list(app->db, app->mem, &filter, &facts, err))
		return false;
	for (size_t i = 0; i < facts.len; i++) {
		const FactValue *on = &facts.at[i].values[place];
		Date day = {(int32_t)on->number};
		if (!on->set || (date_is_set(as_of) && day.day > as_of.day))
			continue;
		if (!add_fact(sums, contracts, &facts.at[i], day, err))
			return false;
	}
	*out = sums;
	return true;
}

LedgerSum ledger_sum_of(const LedgerSums *sums, int64_t month, int64_t contract_id,
			Currency currency)
{
	LedgerKey key = key_of(month, contract_id, currency);
	int64_t place;
	if (map_get(&sums->places, key_bytes(&key), &place))
		return sums->list.at[place]->sum;
	return (LedgerSum){.month = month, .contract_id = contract_id, .currency = currency};
}

const LedgerSum *ledger_sum_at(const LedgerSums *sums, size_t place)
{
	return place < sums->list.len ? &sums->list.at[place]->sum : NULL;
}
