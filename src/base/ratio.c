#include "base/ratio.h"

static const int128 INT128_MOST = (int128)(~(uint128)0 >> 1);

static uint128 magnitude(int128 number)
{
	return number < 0 ? -(uint128)number : (uint128)number;
}

static uint128 common_divisor(uint128 a, uint128 b)
{
	while (b != 0 && ((a | b) >> 64) != 0) {
		uint128 rest = a % b;
		a = b;
		b = rest;
	}
	if (b == 0)
		return a;
	/* Both are small now: the processor divides them by itself. */
	uint64_t x = (uint64_t)a;
	uint64_t y = (uint64_t)b;
	while (y != 0) {
		uint64_t rest = x % y;
		x = y;
		y = rest;
	}
	return x;
}

static bool multiply(int128 a, int128 b, int128 *out)
{
	uint128 x = magnitude(a);
	uint128 y = magnitude(b);
	if (((x | y) >> 63) != 0 && x != 0 && y > (uint128)INT128_MOST / x)
		return false;
	int128 product = (int128)(x * y);
	*out = (a < 0) != (b < 0) ? -product : product;
	return true;
}

bool ratio_make(int128 num, int128 den, Ratio *out)
{
	if (den == 1 && num >= -INT128_MOST) {
		*out = (Ratio){num, 1};
		return true;
	}
	uint128 divisor = common_divisor(magnitude(num), magnitude(den));
	uint128 top = magnitude(num) / divisor;
	uint128 bottom = magnitude(den) / divisor;
	if (top > (uint128)INT128_MOST || bottom > (uint128)INT128_MOST)
		return false;
	int128 value = (int128)top;
	*out = (Ratio){(num < 0) != (den < 0) ? -value : value, (int128)bottom};
	return true;
}

bool ratio_add(Ratio a, Ratio b, Ratio *out)
{
	/* Over the least common denominator the sum can only shrink by what the denominators share. */
	int128 shared = a.den == 1 || b.den == 1
				? 1
				: (int128)common_divisor((uint128)a.den, (uint128)b.den);
	int128 left;
	int128 right;
	int128 num;
	int128 den;
	if (!multiply(a.num, b.den / shared, &left) || !multiply(b.num, a.den / shared, &right) ||
	    __builtin_add_overflow(left, right, &num) || !multiply(a.den / shared, b.den, &den))
		return false;
	return ratio_make(num, den, out);
}

bool ratio_subtract(Ratio a, Ratio b, Ratio *out)
{
	return ratio_add(a, (Ratio){-b.num, b.den}, out);
}

bool ratio_multiply(Ratio a, Ratio b, Ratio *out)
{
	if (a.den == 1 && b.den == 1) {
		int128 product;
		if (!multiply(a.num, b.num, &product))
			return false;
		*out = (Ratio){product, 1};
		return true;
	}
	int128 first = (int128)common_divisor(magnitude(a.num), (uint128)b.den);
	int128 second = (int128)common_divisor(magnitude(b.num), (uint128)a.den);
	int128 num;
	int128 den;
	if (!multiply(a.num / first, b.num / second, &num) ||
	    !multiply(a.den / second, b.den / first, &den))
		return false;
	*out = (Ratio){num, den};
	return true;
}

bool ratio_divide(Ratio a, Ratio b, Ratio *out)
{
	Ratio inverse = b.num < 0 ? (Ratio){-b.den, -b.num} : (Ratio){b.den, b.num};
	return ratio_multiply(a, inverse, out);
}

int ratio_compare(Ratio a, Ratio b)
{
	/* As continued fractions: whole parts decide, else the inverted rests, the other way round. */
	for (int order = 1;; order = -order) {
		int128 whole_a = int128_floor_div(a.num, a.den);
		int128 whole_b = int128_floor_div(b.num, b.den);
		if (whole_a != whole_b)
			return whole_a < whole_b ? -order : order;
		int128 rest_a = a.num - whole_a * a.den;
		int128 rest_b = b.num - whole_b * b.den;
		if (rest_a == 0 || rest_b == 0)
			return order * ((rest_a != 0) - (rest_b != 0));
		a = (Ratio){a.den, rest_a};
		b = (Ratio){b.den, rest_b};
	}
}

/* part · scale / den rounded down, where part < den and the product is beyond 128 bits; what is left is `*rest`. */
static uint64_t divide_long(uint128 part, uint64_t scale, uint128 den, uint128 *rest)
{
	uint64_t whole = 0;
	uint128 left = 0;
	for (int bit = 63; bit >= 0; bit--) {
		left *= 2;
		whole *= 2;
		if (left >= den) {
			left -= den;
			whole++;
		}
		if ((scale >> bit & 1) == 0)
			continue;
		left += part;
		if (left >= den) {
			left -= den;
			whole++;
		}
	}
	*rest = left;
	return whole;
}

/*
 * part · scale / den, where part < den. Rounded so that it is even with `odd` where it is a half: half-even of a sum whose other
 * part is odd or not.
 */
static uint64_t share_of(uint128 part, uint64_t scale, uint128 den, bool odd)
{
	uint64_t whole;
	uint128 rest;
	if (part == 0)
		return 0;
	if (part >> 64 == 0) {
		whole = (uint64_t)(part * scale / den);
		rest = part * scale % den;
	} else {
		whole = divide_long(part, scale, den, &rest);
	}
	uint128 missing = den - rest;
	return whole + (rest > missing || (rest == missing && ((whole & 1) != 0) != odd));
}

bool ratio_round(Ratio r, int64_t scale, int64_t *out)
{
	int64_t product;
	if (r.den == 1 && !__builtin_mul_overflow(r.num, scale, &product)) {
		*out = product;
		return true;
	}
	bool negative = (r.num < 0) != (scale < 0);
	uint64_t factor = (uint64_t)magnitude(scale);
	uint128 den = (uint128)r.den;
	int128 whole;
	if (!multiply((int128)(magnitude(r.num) / den), (int128)factor, &whole))
		return false;
	if (whole > (int128)INT64_MAX + 1)
		return false;
	uint64_t share = share_of(magnitude(r.num) % den, factor, den, (whole & 1) != 0);
	int128 sum = whole + (int128)share;
	if (sum > (int128)INT64_MAX + negative)
		return false;
	*out = negative ? (int64_t)-sum : (int64_t)sum;
	return true;
}

/* "-1234.50" of a number whose fraction is given in 10^-digits. */
static Str number_text(Arena *mem, bool negative, uint128 whole, uint64_t fraction, int digits)
{
	char text[64];
	size_t at = sizeof text;
	for (int i = 0; i < digits; i++, fraction /= 10)
		text[--at] = (char)('0' + fraction % 10);
	if (digits > 0)
		text[--at] = '.';
	do {
		text[--at] = (char)('0' + (int)(whole % 10));
		whole /= 10;
	} while (whole != 0);
	if (negative)
		text[--at] = '-';
	return str_copy(mem, (Str){text + at, sizeof text - at});
}

Str ratio_text(Arena *mem, Ratio r, int digits)
{
	uint64_t scale = 1;
	for (int i = 0; i < digits; i++)
		scale *= 10;
	uint128 den = (uint128)r.den;
	uint128 whole = magnitude(r.num) / den;
	/* Ten is even, so the whole part tells the parity only where there is no fraction. */
	bool odd = digits == 0 && (whole & 1) != 0;
	uint64_t fraction = share_of(magnitude(r.num) % den, scale, den, odd);
	whole += fraction / scale;
	fraction %= scale;
	bool negative = r.num < 0 && (whole != 0 || fraction != 0);
	return number_text(mem, negative, whole, fraction, digits);
}
