#include "history/path.h"

void path_init(Path *path, Arena *mem, Date anchor, Period cut)
{
	Slice *slices = path->slices.at;
	size_t slices_cap = path->slices.cap;
	ExactTail tail = {mem, path->tail.at, 0, path->tail.cap};
	*path = (Path){.anchor = anchor, .cut = cut, .tail = tail};
	path->slices.at = slices;
	path->slices.cap = slices_cap;
	path->revenue.spread_days = 1;
	path->profit.spread_days = 1;
	path->earned = (Period){DATE_OPEN, DATE_MIN};
	path->first_earning = SLICE_NONE;
}

int128 path_round(const Path *path, const Sum *sum, int64_t scale, Rounding rounding, int64_t unit)
{
	Fraction fixed = {sum->fixed, DAYCOUNT_YEAR * scale};
	Fraction spread = {sum->spread, sum->spread_days * scale};
	return exact_round(fixed, spread, &path->tail, sum->settled, rounding, unit);
}

/* Adds what the first days of a slice, up to `to`, earn. */
static void add_slice(const Path *path, const Slice *slice, Date to, Sum *revenue, Sum *profit)
{
	Period part = {slice->days.from, date_earlier(to, slice->days.to)};
	int64_t keep = slice->unlabored ? 0 : slice->keep;
	int128 earned;
	switch (slice->kind) {
	case SLICE_ANNUAL:
		earned = slice->amount * daycount_years(slice->day_count, path->anchor, part);
		revenue->fixed += earned;
		profit->fixed += earned * keep;
		return;
	case SLICE_SPREAD:
		earned = slice->amount * period_days(part);
		revenue->spread += earned;
		profit->spread += earned * keep;
		return;
	case SLICE_LUMP:
		earned = period_days(part) > 0 ? slice->amount * DAYCOUNT_YEAR : 0;
		revenue->fixed += earned;
		profit->fixed += earned * keep;
		return;
	case SLICE_USAGE:
	case SLICE_MARK:
		return;
	}
}

/* The slice of `terms` from their effective day to `until`; false where it earns nothing. */
static bool make_slice(const Path *path, const Terms *terms, Date until, Slice *out)
{
	Period segment = {terms->effective, until};
	Period days = period_common(period_common(segment, terms_term(terms)), path->cut);
	Slice slice = {
		.days = days,
		.day_count = terms->day_count,
		.keep = SHARE_ONE - terms->labor.number,
		.revenue = path->revenue,
		.profit = path->profit,
	};
	if (terms_spread(terms)) {
		const Spread *spread = &path->spread;
		if (!spread->active)
			return false;
		slice.kind = date_is_set(spread->lump) ? SLICE_LUMP : SLICE_SPREAD;
		slice.amount = spread->rest;
		if (slice.kind == SLICE_LUMP) {
			if (spread->lump.day != terms->effective.day)
				return false;
			slice.days = (Period){spread->lump, date_add(spread->lump, 1)};
		}
	} else if (terms->annual.set) {
		slice.kind = SLICE_ANNUAL;
		slice.amount = terms->annual.number;
		slice.estimate = terms->by_usage;
	} else if (terms->by_usage) {
		slice.kind = SLICE_USAGE;
	} else {
		return false;
	}
	slice.unlabored = slice.amount != 0 && !terms->labor.set;
	*out = slice;
	return period_days(slice.days) > 0;
}

/* Puts `slice` behind the counted ones, without counting it. */
static void place_slice(Path *path, Arena *mem, Slice slice)
{
	bool earns = slice.kind != SLICE_MARK;
	size_t place = path->slices.len;
	if (path->first_earning != SLICE_NONE && path->first_earning >= place)
		path->first_earning = SLICE_NONE;
	slice.last_earning = SLICE_NONE;
	if (place > 0) {
		const Slice *before = &path->slices.at[place - 1];
		slice.usage_before = before->usage_before + (before->kind == SLICE_USAGE);
		slice.unlabored_before = before->unlabored_before + before->unlabored;
		slice.estimate_before = before->estimate_before + before->estimate;
		slice.last_earning = before->last_earning;
	}
	if (earns) {
		slice.last_earning = place;
		if (path->first_earning == SLICE_NONE)
			path->first_earning = place;
	}
	*vec_push(mem, &path->slices) = slice;
	path->slices.len = place;
	path->seen = place + 1;
}

/* Puts the slice of the last terms, up to `until`, behind the counted ones. */
static bool place_last_slice(Path *path, Arena *mem, Date until)
{
	Slice slice;
	if (make_slice(path, &path->last, until, &slice)) {
		place_slice(path, mem, slice);
		return true;
	}
	path->seen = path->slices.len;
	if (path->first_earning != SLICE_NONE && path->first_earning >= path->seen)
		path->first_earning = SLICE_NONE;
	return false;
}

/* The last terms end at `until`: count their slice. */
static void close_last(Path *path, Arena *mem, Date until)
{
	if (!place_last_slice(path, mem, until))
		return;
	const Slice *slice = &path->slices.at[path->slices.len++];
	add_slice(path, slice, slice->days.to, &path->revenue, &path->profit);
	path->anchored = path->anchored ||
			 (slice->kind == SLICE_ANNUAL && daycount_is_anchored(slice->day_count));
	if (slice->kind != SLICE_LUMP) {
		path->earned.from = date_earlier(path->earned.from, slice->days.from);
		path->earned.to = date_later(path->earned.to, slice->days.to);
	}
}

/* Whether the spread of `before` does not go on. `terms` are spread themselves. */
static bool spread_changes(const Terms *before, const Terms *terms)
{
	return !terms_spread(before) || !value_eq(before->total, terms->total) ||
	       before->starts.day != terms->starts.day || before->ends.day != terms->ends.day;
}

/*
 * Round what is earned so far to the minor unit. The difference counts at the labour share
 * of the terms before; what the old spread leaves of the profit moves to the tail.
 */
static int128 settle(Path *path)
{
	Sum *revenue = &path->revenue;
	Sum *profit = &path->profit;
	int128 earned = path_round(path, revenue, 1, ROUND_HALF_EVEN, 1);
	if (path->has_previous && path->previous.labor.set) {
		int128 keep = SHARE_ONE - path->previous.labor.number;
		profit->fixed += (earned * DAYCOUNT_YEAR - revenue->fixed) * keep;
		profit->spread -= revenue->spread * keep;
	}
	Fraction left = {profit->spread, profit->spread_days * SHARE_ONE};
	profit->fixed += exact_tail_add(&path->tail, left) * DAYCOUNT_YEAR * SHARE_ONE;
	profit->settled = path->tail.len;
	profit->spread = 0;
	revenue->fixed = earned * DAYCOUNT_YEAR;
	revenue->spread = 0;
	return earned;
}

/* Begin a new spread with the last terms: the rest of the total value over the days that are left. */
static void begin_spread(Path *path, Arena *mem)
{
	const Terms *terms = &path->last;
	int128 earned = settle(path);
	path->spread = (Spread){.lump = DATE_NONE};
	int64_t days = 1;
	if (terms->total.set && date_is_set(terms->ends)) {
		Date from = date_is_set(terms->starts) ? date_later(terms->effective, terms->starts)
						       : terms->effective;
		path->spread.active = true;
		path->spread.rest = terms->total.number - earned;
		if (terms->ends.day > from.day) {
			days = terms->ends.day - from.day;
		} else {
			path->spread.lump = terms->effective;
			path->spread.active = path->spread.rest != 0;
		}
	}
	path->spread.days = days;
	path->revenue.spread_days = days;
	path->profit.spread_days = days;
	Slice mark = {
		.kind = SLICE_MARK,
		.days = {terms->effective, terms->effective},
		.revenue = path->revenue,
		.profit = path->profit,
	};
	place_slice(path, mem, mark);
	path->slices.len++;
}

void path_add(Path *path, Arena *mem, const Terms *terms)
{
	bool same_day = path->has_terms && path->last.effective.day == terms->effective.day;
	if (same_day) {
		path->revenue = path->revenue_before;
		path->profit = path->profit_before;
		path->spread = path->spread_before;
		path->tail.len = path->tail_before;
		path->slices.len = path->slices_before;
	} else {
		if (path->has_terms)
			close_last(path, mem, terms->effective);
		path->previous = path->last;
		path->has_previous = path->has_terms;
		path->revenue_before = path->revenue;
		path->profit_before = path->profit;
		path->spread_before = path->spread;
		path->tail_before = path->tail.len;
		path->slices_before = path->slices.len;
	}
	path->last = *terms;
	path->has_terms = true;
	path->spreads = path->spreads || terms_spread(terms);
	if (terms_spread(terms) && (!path->has_previous || spread_changes(&path->previous, terms)))
		begin_spread(path, mem);
	(void)place_last_slice(path, mem, DATE_OPEN);
}

bool path_find(const Path *path, Period part, size_t *first, size_t *last)
{
	size_t low = 0;
	size_t high = path->seen;
	if (period_days(part) == 0)
		return false;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (path->slices.at[middle].days.to.day > part.from.day)
			high = middle;
		else
			low = middle + 1;
	}
	*first = low;
	high = path->seen;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (path->slices.at[middle].days.from.day < part.to.day)
			low = middle + 1;
		else
			high = middle;
	}
	*last = low - 1;
	return low > *first;
}

Sums path_sums_before(const Path *path, Date d)
{
	Sums sums = {{.spread_days = 1}, {.spread_days = 1}};
	size_t low = 0;
	size_t high = path->seen;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (path->slices.at[middle].days.from.day <= d.day)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return sums;
	const Slice *slice = &path->slices.at[low - 1];
	sums.revenue = slice->revenue;
	sums.profit = slice->profit;
	add_slice(path, slice, d, &sums.revenue, &sums.profit);
	return sums;
}
