#include "chart/wording.h"

#include "base/decimal.h"
#include "base/int128.h"
#include "base/utf8.h"

#include <inttypes.h>

enum { SHARE_PERCENT_DECIMALS = 4, SIGNIFICANT = 3 };

/* Thousands and their names, from large to small. */
typedef struct Magnitude {
	int zeros;
	Str suffix;
} Magnitude;

static const Magnitude MAGNITUDES[] = {
	{12, {" tn", 3}}, {9, {" bn", 3}}, {6, {" M", 2}}, {3, {" k", 2}}, {0, {0}}};
static const Str PERCENT = {" %", 2};

enum { PLAIN = sizeof MAGNITUDES / sizeof MAGNITUDES[0] - 1 };

Str wording_join(Arena *mem, const Str *parts, size_t count)
{
	Buf out = {.mem = mem};
	for (size_t i = 0; i < count; i++)
		buf_add(&out, parts[i]);
	return buf_str(&out);
}

Str wording_count(Arena *mem, int64_t count)
{
	return str_format(mem, "%" PRId64, count);
}

static uint128 power_of_ten(int exponent)
{
	uint128 power = 1;
	for (int i = 0; i < exponent; i++)
		power *= 10;
	return power;
}

static uint128 size_of(int64_t scaled)
{
	return scaled < 0 ? (uint128)(-(int128)scaled) : (uint128)scaled;
}

/* Zeros at the end of the fraction go; all of them, or none where `whole` decimals are kept. */
static Str grouped(Arena *mem, int64_t scaled, int digits, bool keep)
{
	while (!keep && digits > 0 && scaled % 10 == 0) {
		scaled /= 10;
		digits--;
	}
	return decimal_text_grouped(mem, scaled, digits);
}

Str wording_exact(Arena *mem, const Quantity *quantity, int64_t scaled)
{
	if (quantity->kind == QUANTITY_SHARE)
		return WORDS(mem, grouped(mem, scaled, SHARE_PERCENT_DECIMALS, false), PERCENT);
	return grouped(mem, scaled, quantity->digits, quantity->kind == QUANTITY_MONEY);
}

/* The first magnitude that `size`, scaled by `digits` decimals, reaches. */
static size_t magnitude_of(uint128 size, int digits)
{
	size_t at = 0;
	while (at < PLAIN && size < power_of_ten(digits + MAGNITUDES[at].zeros))
		at++;
	return at;
}

static int whole_digits(uint128 size, uint128 unit)
{
	int count = 0;
	for (uint128 rest = size / unit; rest > 0; rest /= 10)
		count++;
	return count;
}

/* size / unit in `decimals`, rounded half up. */
static int64_t in_decimals(uint128 size, uint128 unit, int decimals)
{
	return (int64_t)((size * power_of_ten(decimals) + unit / 2) / unit);
}

static Str short_number(Arena *mem, int64_t scaled, int digits)
{
	uint128 size = size_of(scaled);
	size_t at = magnitude_of(size, digits);
	int zeros = digits + MAGNITUDES[at].zeros;
	int decimals = SIGNIFICANT - whole_digits(size, power_of_ten(zeros));
	if (decimals < 0)
		decimals = 0;
	if (decimals > zeros)
		decimals = zeros;
	int64_t number = in_decimals(size, power_of_ten(zeros), decimals);
	if (number == 1000 && decimals == 0 && at > 0) { /* 999,999 is 1 M */
		at--;
		number = 1;
	}
	Str text = grouped(mem, scaled < 0 ? -number : number, decimals, false);
	return WORDS(mem, text, MAGNITUDES[at].suffix);
}

static Str short_share(Arena *mem, int64_t ppm)
{
	int64_t tenths = in_decimals(size_of(ppm), 10000, 1);
	return WORDS(mem, grouped(mem, ppm < 0 ? -tenths : tenths, 1, false), PERCENT);
}

Str wording_short(Arena *mem, const Quantity *quantity, int64_t scaled)
{
	return quantity->kind == QUANTITY_SHARE ? short_share(mem, scaled)
						: short_number(mem, scaled, quantity->digits);
}

/* "60 → 70 %": the sign behind both stands once. */
static Str join_change(Arena *mem, Str before, Str after)
{
	if (str_ends(before, PERCENT))
		before = str_slice(before, 0, before.len - PERCENT.len);
	return WORDS(mem, before, STR(" → "), after);
}

Str wording_change(Arena *mem, const Quantity *quantity, int64_t before, int64_t after)
{
	Str old = wording_short(mem, quantity, before);
	Str new = wording_short(mem, quantity, after);
	if (str_eq(old, new) && before != after) {
		old = grouped(mem, before, quantity->digits, false);
		new = grouped(mem, after, quantity->digits, false);
		if (quantity->kind == QUANTITY_SHARE) {
			old = wording_exact(mem, quantity, before);
			new = wording_exact(mem, quantity, after);
		}
	}
	return join_change(mem, old, new);
}

/* Decimals that a multiple of `step` needs where `zeros` digits stand behind the point. */
static int decimals_of(int64_t step, int zeros)
{
	while (zeros > 0 && step % 10 == 0) {
		step /= 10;
		zeros--;
	}
	return zeros;
}

Str wording_tick(Arena *mem, const Quantity *quantity, int64_t scaled, int64_t step,
		 int64_t largest)
{
	if (scaled == 0)
		return quantity->kind == QUANTITY_SHARE ? STR("0 %") : STR("0");
	bool share = quantity->kind == QUANTITY_SHARE;
	int digits = share ? SHARE_PERCENT_DECIMALS : quantity->digits;
	uint128 size = size_of(largest);
	size_t at = share ? PLAIN : magnitude_of(size, digits);
	if (at == PLAIN - 1 && size < 10 * power_of_ten(digits + MAGNITUDES[at].zeros))
		at = PLAIN; /* "2,500" is as short as "2.5 k" */
	int zeros = digits + MAGNITUDES[at].zeros;
	int decimals = decimals_of(step, zeros);
	int64_t number = in_decimals(size_of(scaled), power_of_ten(zeros), decimals);
	Str text = grouped(mem, scaled < 0 ? -number : number, decimals, true);
	return WORDS(mem, text, share ? PERCENT : MAGNITUDES[at].suffix);
}

Str wording_value(Arena *mem, const Quantity *quantity, ChartValue value)
{
	if (value.set)
		return wording_exact(mem, quantity, value.scaled);
	if (value.na.len == 0)
		return STR("–");
	return WORDS(mem, STR("n/a · "), value.na);
}

Str wording_measure(Arena *mem, const Quantity *quantity, ChartValue value)
{
	Str text = wording_value(mem, quantity, value);
	if (!value.set || quantity->unit.len == 0)
		return text;
	return WORDS(mem, text, STR(" "), quantity->unit);
}

Str wording_period(Arena *mem, Period during)
{
	Str from = date_text_long(mem, during.from);
	if (during.to.day <= during.from.day + 1)
		return from;
	return WORDS(mem, from, STR(" to "), date_text_long(mem, date_add(during.to, -1)));
}

/* Widths of " " to "~" in Inter at weights 400 and 560 with tabular figures, in hundredths of the type size. */
static const uint8_t WIDTHS[2][95] = {
	{27, 29, 47, 64, 65, 99, 65, 30, 40, 40, 65, 65, 27, 65, 27, 36, 65, 65,  65,
	 65, 65, 65, 65, 65, 65, 65, 27, 27, 65, 65, 65, 52, 97, 71, 66, 73, 73,  61,
	 59, 75, 75, 27, 58, 68, 57, 91, 76, 77, 64, 77, 65, 65, 65, 75, 71, 101, 69,
	 68, 63, 40, 32, 40, 48, 46, 33, 57, 62, 58, 62, 59, 34, 62, 60, 25, 25,  55,
	 25, 88, 60, 60, 62, 62, 40, 53, 33, 60, 57, 82, 55, 57, 56, 40, 34, 40,  65},
	{27, 32, 52, 65, 65, 100, 66, 33, 40, 40, 65, 65, 27, 65,  27, 38, 65, 65,  65,
	 65, 65, 65, 65, 65, 65,  65, 27, 27, 65, 65, 65, 54, 100, 74, 66, 74, 73,  61,
	 59, 75, 75, 28, 58, 70,  57, 92, 76, 77, 65, 78, 65, 65,  66, 74, 74, 104, 72,
	 71, 65, 40, 33, 40, 48,  47, 35, 58, 63, 59, 63, 59, 35,  63, 61, 26, 26,  57,
	 26, 90, 61, 61, 63, 63,  41, 55, 35, 61, 59, 84, 57, 59,  57, 40, 36, 40,  65},
};

enum { WIDTH_LETTER = 75, WIDTH_ARROW = 84, WIDTH_WIDE = 110, TYPE_TENTHS = 115 };

static int code_width(uint32_t code, bool strong)
{
	if (code >= ' ' && code <= '~')
		return WIDTHS[strong][code - ' '];
	if (code == 0xB7) /* middle dot */
		return WIDTHS[strong][0] + 2;
	if (code >= 0x2010 && code <= 0x2212) /* dashes, dots, arrows, minus */
		return WIDTH_ARROW + 3;
	int columns = utf8_code_width(code);
	return columns == 2 ? WIDTH_WIDE : columns * WIDTH_LETTER;
}

double wording_width(Str text, bool strong)
{
	int64_t hundredths = 0;
	uint32_t code;
	for (Str rest = text; utf8_next(&rest, &code);)
		hundredths += code_width(code, strong);
	return (double)hundredths * TYPE_TENTHS / 1000.0;
}
