#include "analytics/spread.h"

#include "base/int128.h"

#include <assert.h>

int64_t spread_share(int64_t a, int64_t b, int64_t c)
{
	int64_t small;
	assert(c > 0);
	if (!__builtin_mul_overflow(a, b, &small)) {
		int64_t whole = small / c - (small % c < 0);
		int64_t rest = small - whole * c;
		return whole + (rest > c - rest || (rest == c - rest && whole % 2 != 0));
	}
	int128 product = (int128)a * b;
	int128 whole = int128_floor_div(product, c);
	int128 twice = 2 * (product - whole * c);
	if (twice > c || (twice == c && whole % 2 != 0))
		whole++;
	return (int64_t)whole;
}

int64_t spread_in(int64_t amount, Period over, Period days)
{
	Period part = period_common(over, days);
	int32_t of = period_days(over);
	if (period_days(part) == 0)
		return 0;
	if (period_days(part) == of)
		return amount;
	return spread_share(amount, part.to.day - over.from.day, of) -
	       spread_share(amount, part.from.day - over.from.day, of);
}
