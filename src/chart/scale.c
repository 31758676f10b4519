#include "chart/scale.h"

#include "base/int128.h"

/* Parts of the largest value, and of what is shown. */
enum { LOOSE_PART = 4, TIGHT_PART = 7, BEYOND_PART = 16 };

void span_add(Span *span, int64_t value)
{
	if (!span->any || value < span->least)
		span->least = value;
	if (!span->any || value > span->most)
		span->most = value;
	span->any = true;
}

static int128 ceil_div(int128 num, int128 den)
{
	return -int128_floor_div(-num, den);
}

static int64_t clip(int128 value)
{
	if (value > INT64_MAX)
		return INT64_MAX;
	return value < INT64_MIN ? INT64_MIN : (int64_t)value;
}

static int128 size_of(int128 value)
{
	return value < 0 ? -value : value;
}

/*
 * Room between the values and zero: as much as they span, but not so little that a small change looks
 * like a large one.
 */
static int128 room_before(ScaleFit fit, int128 low, int128 high)
{
	int128 spread = high - low;
	int128 most = size_of(low) > size_of(high) ? size_of(low) : size_of(high);
	if (fit == SCALE_TIGHT)
		return most / TIGHT_PART > spread ? most / TIGHT_PART - spread : 0;
	return spread > most / LOOSE_PART ? spread : most / LOOSE_PART;
}

/* Widens [*low, *high] as `fit` wants it. */
static void make_room(ScaleFit fit, int128 *low, int128 *high)
{
	int128 room = room_before(fit, *low, *high);
	bool near = fit == SCALE_LOOSE && *low <= room && *high >= -room;
	if (fit == SCALE_FROM_ZERO || *low == *high || near) {
		*low = *low > 0 ? 0 : *low;
		*high = *high < 0 ? 0 : *high;
	} else if (*low > 0) {
		*low -= room;
	} else {
		*high += room;
	}
	int128 beyond = fit == SCALE_TIGHT ? 0 : (*high - *low) / BEYOND_PART;
	if (*high > 0)
		*high += beyond;
	if (*low < 0)
		*low -= beyond;
}

Scale scale_of(Span span, ScaleFit fit, int steps, int64_t whole)
{
	int128 low = span.any ? span.least : 0;
	int128 high = span.any ? span.most : whole;
	if (span.any)
		make_room(fit, &low, &high);
	if (low == high) /* zero alone */
		high = low + whole;
	static const int64_t factors[] = {1, 2, 5};
	int128 power = 1;
	for (size_t i = 0;; i++) {
		int128 step = factors[i % 3] * power;
		int128 bottom = int128_floor_div(low, step);
		int128 top = ceil_div(high, step);
		if (top - bottom <= steps)
			return (Scale){clip(bottom * step), clip(top * step), clip(step)};
		if (i % 3 == 2)
			power *= 10;
	}
}

double scale_at(Scale scale, int64_t value)
{
	double height = (double)((int128)scale.high - scale.low);
	return (double)((int128)value - scale.low) / height;
}

int64_t scale_first(Scale scale)
{
	return clip(ceil_div(scale.low, scale.step) * scale.step);
}

bool scale_next(Scale scale, int64_t *tick)
{
	int128 next = (int128)*tick + scale.step;
	if (next > scale.high)
		return false;
	*tick = (int64_t)next;
	return true;
}
