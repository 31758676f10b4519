#include "analytics/hours_text.h"

#include "base/decimal.h"
#include "history/exact.h"

enum { HOUR_DIGITS = 2, PERCENT_DIGITS = 4 };

/* A hundredth of an hour. */
static const int64_t CENT_US = INT64_C(36000000);

Str number_words(Arena *mem, int64_t scaled, int digits)
{
	Str text = decimal_text_grouped(mem, scaled, digits);
	size_t len = text.len;
	while (text.ptr[len - 1] == '0')
		len--;
	if (text.ptr[len - 1] == '.')
		len--;
	return str_copy(mem, str_slice(text, 0, len));
}

static int64_t cents_of(int128 us)
{
	int128 cents =
		exact_round((Fraction){us, CENT_US}, (Fraction){0, 1}, NULL, 0, ROUND_HALF_EVEN, 1);
	return cents > INT64_MAX ? INT64_MAX : cents < -INT64_MAX ? -INT64_MAX : (int64_t)cents;
}

Str hours_text(Arena *mem, int128 us)
{
	return str_format(mem, "%s h", number_words(mem, cents_of(us), HOUR_DIGITS).ptr);
}

Str share_text(Arena *mem, int64_t ppm)
{
	return str_format(mem, "%s %%", number_words(mem, ppm, PERCENT_DIGITS).ptr);
}
