#include "history/reprice.h"

#include "base/int128.h"

#include <assert.h>

enum { YEAR = 365, PROFIT_YEAR = YEAR * SHARE_ONE };

/* Up to here Σ |annual| · days · SHARE_ONE is below 2^63. */
#define QUICK_MAX (INT64_MAX / SHARE_ONE)

static Date window_start(const Terms *terms, const Terms *last)
{
	return date_is_set(last->starts) ? last->starts : terms->effective;
}

static bool is_plain(const Terms *terms)
{
	return !terms->total_basis && !terms->by_usage && terms->day_count == ACT_365F;
}

static bool has_labor(const Terms *terms)
{
	return terms->labor.set && terms->labor.number >= 0 && terms->labor.number <= SHARE_ONE;
}

/* Puts a segment behind the others; false where the terms do not say what it earns. */
static bool add_segment(RepriceBatch *batch, const Terms *terms, Period days)
{
	if (!is_plain(terms))
		return false;
	if (period_days(days) == 0 || !terms->annual.set || terms->annual.number == 0)
		return true;
	if (!has_labor(terms))
		return false;
	*vec_push(batch->mem, &batch->from) = days.from.day;
	*vec_push(batch->mem, &batch->to) = days.to.day;
	*vec_push(batch->mem, &batch->annual) = terms->annual.number;
	*vec_push(batch->mem, &batch->labor) = (int32_t)terms->labor.number;
	return true;
}

static void cut_segments(RepriceBatch *batch, size_t len)
{
	batch->from.len = batch->to.len = batch->annual.len = batch->labor.len = len;
}

bool reprice_add(RepriceBatch *batch, const Terms *terms, size_t len, Date before)
{
	size_t segments = batch->from.len;
	if (len > 0) {
		const Terms *last = &terms[len - 1];
		if (!date_is_set(last->ends) && before.day >= DATE_OPEN.day)
			return false;
		Period window = {window_start(terms, last),
				 date_earlier(terms_term(last).to, before)};
		for (size_t i = 0; i < len; i++) {
			Period segment = {terms[i].effective,
					  i + 1 < len ? terms[i + 1].effective : DATE_OPEN};
			Period term = period_common(terms_term(&terms[i]), window);
			assert(i + 1 == len || segment.from.day < segment.to.day);
			if (!add_segment(batch, &terms[i], period_common(segment, term))) {
				cut_segments(batch, segments);
				return false;
			}
		}
	}
	*vec_push(batch->mem, &batch->upto) = batch->from.len;
	return true;
}

/* Half-even. The compiler multiplies where `den` is a constant. */
static inline int64_t round_quick(int64_t num, int64_t den)
{
	int64_t whole = num / den;
	int64_t rest = num % den;
	int64_t below = -(int64_t)(rest < 0); /* −1 where the division rounded up */
	whole += below;
	rest += den & below;
	return whole + (2 * rest + (whole & 1) > den);
}

/* Half-even; false beyond int64. */
static bool round_wide(int128 num, uint128 den, int64_t *out)
{
	const uint128 most = (uint128)INT64_MAX + (num < 0);
	uint128 size = num < 0 ? -(uint128)num : (uint128)num;
	uint128 whole = size / den;
	uint128 rest = size - whole * den;
	whole += 2 * rest + (whole & 1) > den;
	if (whole > most)
		return false;
	*out = num < 0 ? (int64_t) - (int128)whole : (int64_t)whole;
	return true;
}

/* The segments [from, to) of one contract, whatever their size: they have less than 2^17 days, so sums are below 2^100. */
static bool price_wide(const RepriceBatch *batch, size_t from, size_t to, int64_t *revenue,
		       int64_t *profit)
{
	int128 earned = 0;
	int128 kept = 0;
	for (size_t i = from; i < to; i++) {
		int64_t days = batch->to.at[i] - batch->from.at[i];
		int64_t keep = SHARE_ONE - batch->labor.at[i];
		int128 part = (int128)batch->annual.at[i] * days;
		earned += part;
		kept += part * keep;
	}
	return round_wide(earned, YEAR, revenue) && round_wide(kept, PROFIT_YEAR, profit);
}

/*
 * 64 bits are enough for nearly every contract, and are proven to be after the fact: the sums wrap
 * (unsigned), and hold if the greatest annual value times all days was in bounds.
 */
bool reprice(const RepriceBatch *batch, size_t first, size_t count, RepriceFigures out, Err *err)
{
	const int32_t *from = batch->from.at;
	const int32_t *to = batch->to.at;
	const int64_t *annual = batch->annual.at;
	const int32_t *labor = batch->labor.at;
	assert(first <= batch->upto.len && count <= batch->upto.len - first);
	size_t segment = first > 0 ? batch->upto.at[first - 1] : 0;
	for (size_t i = 0; i < count; i++) {
		size_t start = segment;
		size_t end = batch->upto.at[first + i];
		uint64_t earned = 0;
		uint64_t kept = 0;
		uint64_t days = 0;
		uint64_t bits = 0; /* of every |annual|, or |annual| − 1 where negative */
		for (; segment < end; segment++) {
			uint64_t n = (uint64_t)(to[segment] - from[segment]);
			uint64_t part = (uint64_t)annual[segment] * n;
			earned += part;
			kept += part * (uint64_t)(SHARE_ONE - labor[segment]);
			days += n;
			bits |= (uint64_t)(annual[segment] ^ -(int64_t)(annual[segment] < 0));
		}
		uint64_t bound;
		if (!__builtin_mul_overflow(bits + 1, days, &bound) && bound <= QUICK_MAX) {
			out.revenue[i] = round_quick((int64_t)earned, YEAR);
			out.profit[i] = round_quick((int64_t)kept, PROFIT_YEAR);
		} else if (!price_wide(batch, start, end, &out.revenue[i], &out.profit[i])) {
			return fail(err, ERR_RANGE,
				    "contract %zu of the batch: its value is too large to be held",
				    first + i);
		}
	}
	return true;
}
