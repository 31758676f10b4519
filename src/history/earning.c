#include "history/earning.h"

#include "history/path.h"

struct Earning {
	Arena *mem;
	Convention convention;
	VEC(Terms) terms;
	Path running;  /* nothing cut */
	Path *shown;   /* what figures are read from */
	Path replayed; /* cut by the last window, where that takes days back */
	Period window;
	bool clip; /* apply the window while reading */
	bool endless;
	Date unknown_from; /* from this day on parts are n/a no_end */
};

const char *na_name(Na na)
{
	static const char *const names[] = {
		[NA_NONE] = "",
		[NA_NO_END] = "no_end",
		[NA_NO_DIRECT_LABOR] = "no_direct_labor",
		[NA_BY_USAGE] = "by_usage",
		[NA_NO_BASE] = "no_base",
		[NA_NO_TERMS] = "no_terms",
	};
	return names[na];
}

Convention convention_default(void)
{
	return (Convention){.whole_unit = 1};
}

Convention convention_epicom2011(Currency currency)
{
	int64_t unit = 1;
	for (int i = 0; i < currency.exponent; i++)
		unit *= 10;
	return (Convention){.epicom2011 = true, .whole_unit = unit};
}

Earning *earning_new(Arena *mem, Convention convention)
{
	Earning *earning = ARENA_NEW(mem, Earning);
	earning->mem = mem;
	earning->convention = convention;
	path_init(&earning->running, mem, DATE_NONE, ALL_DAYS);
	earning->shown = &earning->running;
	earning->unknown_from = DATE_OPEN;
	earning->window = (Period){DATE_MIN, DATE_MIN};
	return earning;
}

/* A new path over all terms so far. */
static void replay(const Earning *earning, Path *path, Period cut)
{
	path_init(path, earning->mem, earning->window.from, cut);
	for (size_t i = 0; i < earning->terms.len; i++)
		path_add(path, earning->mem, &earning->terms.at[i]);
}

/* Whether the window of the last terms takes days back that earned before them. */
static bool window_cuts(const Path *path, Period window)
{
	return path->earned.from.day < path->earned.to.day &&
	       (path->earned.from.day < window.from.day || path->earned.to.day > window.to.day);
}

/* Show the path cut by the window; where it was shown before and the window stays, it goes on. */
static void show_cut(Earning *earning, const Terms *terms)
{
	Path *replayed = &earning->replayed;
	bool goes_on = earning->shown == replayed &&
		       replayed->cut.from.day == earning->window.from.day &&
		       replayed->cut.to.day == earning->window.to.day;
	if (goes_on)
		path_add(replayed, earning->mem, terms);
	else
		replay(earning, replayed, earning->window);
	earning->shown = replayed;
}

static void note_end(Earning *earning, const Terms *terms)
{
	bool open = !date_is_set(terms->ends);
	bool nothing_to_place = terms_spread(terms) && !terms->total.set;
	earning->endless = open && !nothing_to_place;
	earning->unknown_from =
		earning->endless && terms_spread(terms) ? terms->effective : DATE_OPEN;
}

void earning_add(Earning *earning, Terms terms)
{
	if (earning->convention.epicom2011)
		terms.day_count = ACT_365F;
	bool same_day =
		earning->terms.len > 0 &&
		earning->terms.at[earning->terms.len - 1].effective.day == terms.effective.day;
	if (same_day)
		earning->terms.at[earning->terms.len - 1] = terms;
	else
		*vec_push(earning->mem, &earning->terms) = terms;

	Date start = date_is_set(terms.starts) ? terms.starts : earning->terms.at[0].effective;
	earning->window = (Period){start, terms_term(&terms).to};
	note_end(earning, &terms);

	Path *running = &earning->running;
	if (running->anchor.day != start.day &&
	    (running->anchored || daycount_is_anchored(terms.day_count))) {
		replay(earning, running, ALL_DAYS);
	} else {
		running->anchor = start;
		path_add(running, earning->mem, &terms);
	}
	earning->clip = !running->spreads;
	if (running->spreads && window_cuts(running, earning->window))
		show_cut(earning, &terms);
	else
		earning->shown = running;
}

Period earning_term(const Earning *earning)
{
	return earning->window;
}

bool earning_is_endless(const Earning *earning)
{
	return earning->endless;
}

bool earning_days(const Earning *earning, Date *first, Date *last)
{
	const Path *path = earning->shown;
	Period bounds = earning->clip ? earning->window : ALL_DAYS;
	size_t low;
	size_t high;
	if (path->first_earning == SLICE_NONE || !path_find(path, bounds, &low, &high))
		return false;
	if (low < path->first_earning)
		low = path->first_earning;
	high = path->slices.at[high].last_earning;
	*first = period_common(path->slices.at[low].days, bounds).from;
	*last = date_add(period_common(path->slices.at[high].days, bounds).to, -1);
	return true;
}

Date earning_first_lump(const Earning *earning)
{
	const Path *path = earning->shown;
	for (size_t i = 0; i < path->seen; i++) {
		if (path->slices.at[i].kind == SLICE_LUMP)
			return path->slices.at[i].days.from;
	}
	return DATE_NONE;
}

/* Sums on an annual path are fixed alone, so that a start can be taken off. */
static Sums sums_at(const Earning *earning, Date d)
{
	Sums sums = path_sums_before(earning->shown, d);
	if (earning->clip) {
		Sums start = path_sums_before(earning->shown, earning->window.from);
		sums.revenue.fixed -= start.revenue.fixed;
		sums.profit.fixed -= start.profit.fixed;
	}
	return sums;
}

/* b − a exactly, then toward zero to whole units: the difference of what is not yet rounded. */
static int128 truncated_difference(const Earning *earning, const Sum *a, const Sum *b,
				   int64_t scale)
{
	const Path *path = earning->shown;
	Arena scratch;
	arena_init(&scratch);
	ExactTail tail = {.mem = &scratch};
	int128 whole = exact_tail_add(&tail, (Fraction){-a->spread, a->spread_days * scale});
	for (size_t i = a->settled; i < b->settled; i++)
		whole += exact_tail_add(&tail,
					(Fraction){path->tail.at[i].num, path->tail.at[i].den});
	Fraction fixed = {b->fixed - a->fixed + whole * DAYCOUNT_YEAR * scale,
			  DAYCOUNT_YEAR * scale};
	Fraction spread = {b->spread, b->spread_days * scale};
	int128 result = exact_round(fixed, spread, &tail, tail.len, ROUND_TRUNCATE,
				    earning->convention.whole_unit);
	arena_deinit(&scratch);
	return result;
}

static MUST_CHECK bool difference(const Earning *earning, const Sum *a, const Sum *b, int64_t scale,
				  Amount *out, Err *err)
{
	int128 minor;
	if (earning->convention.epicom2011)
		minor = truncated_difference(earning, a, b, scale);
	else
		minor = path_round(earning->shown, b, scale, ROUND_HALF_EVEN, 1) -
			path_round(earning->shown, a, scale, ROUND_HALF_EVEN, 1);
	if (minor > INT64_MAX || minor < INT64_MIN)
		return fail(err, ERR_RANGE,
			    "the sum of the contract's value is too large to be held");
	*out = (Amount){NA_NONE, (int64_t)minor};
	return true;
}

/* Reasons why figures of the slices first … last are not available. */
static void note_touched(const Path *path, size_t first, size_t last, Figures *out)
{
	const Slice *a = &path->slices.at[first];
	const Slice *b = &path->slices.at[last];
	if (b->unlabored_before + b->unlabored > a->unlabored_before)
		out->profit.na = NA_NO_DIRECT_LABOR;
	if (b->usage_before + (b->kind == SLICE_USAGE) > a->usage_before)
		out->revenue.na = out->profit.na = NA_BY_USAGE;
	out->estimate = b->estimate_before + b->estimate > a->estimate_before;
}

bool earning_part(const Earning *earning, Period part, Figures *out, Err *err)
{
	Figures figures = {0};
	const Path *path = earning->shown;
	size_t first;
	size_t last;
	if (earning->clip)
		part = period_common(part, earning->window);
	if (path_find(path, part, &first, &last))
		note_touched(path, first, last, &figures);
	bool unknown = period_days(part) > 0 && part.to.day > earning->unknown_from.day;
	if (unknown && figures.revenue.na == NA_NONE)
		figures.revenue.na = figures.profit.na = NA_NO_END;
	if (figures.revenue.na == NA_NONE && period_days(part) > 0) {
		Sums a = sums_at(earning, part.from);
		Sums b = sums_at(earning, part.to);
		Amount profit;
		if (!difference(earning, &a.revenue, &b.revenue, 1, &figures.revenue, err) ||
		    !difference(earning, &a.profit, &b.profit, SHARE_ONE, &profit, err))
			return false;
		if (figures.profit.na == NA_NONE)
			figures.profit = profit;
	}
	*out = figures;
	return true;
}

/* A figure that needs an end which is not set; usage is the better reason. */
static Figures endless_figures(const Earning *earning, Period part)
{
	Figures figures = {0};
	size_t first;
	size_t last;
	if (earning->clip)
		part = period_common(part, earning->window);
	if (path_find(earning->shown, part, &first, &last))
		note_touched(earning->shown, first, last, &figures);
	if (figures.revenue.na == NA_NONE)
		figures.revenue.na = figures.profit.na = NA_NO_END;
	return figures;
}

bool earning_figures(const Earning *earning, TermFigures *out, Err *err)
{
	TermFigures figures = {0};
	Date first;
	Date last;
	if (!earning_days(earning, &first, &last)) {
		if (earning->endless)
			figures.first_year = figures.last_year = figures.total =
				endless_figures(earning, ALL_DAYS);
		*out = figures;
		return true;
	}
	bool epicom = earning->convention.epicom2011;
	int32_t year = date_civil(first).year;
	Date year_end = epicom ? date_from_civil((Civil){year, 12, 31})
			       : date_from_civil((Civil){year + 1, 1, 1});
	Period total = {first, earning->endless ? DATE_OPEN : date_add(last, 1)};
	Period last_year = {date_later(first,
				       date_from_civil((Civil){date_civil(last).year, 1, 1})),
			    total.to};
	if (!earning_part(earning, (Period){first, date_earlier(year_end, total.to)},
			  &figures.first_year, err))
		return false;
	if (earning->endless) {
		figures.last_year = endless_figures(earning, last_year);
		figures.total = endless_figures(earning, total);
	} else if (!earning_part(earning, last_year, &figures.last_year, err) ||
		   !earning_part(earning, total, &figures.total, err)) {
		return false;
	}
	*out = figures;
	return true;
}

bool earning_split(const Earning *earning, Date at, Figures *before, Figures *rest, Err *err)
{
	Date first;
	Date last;
	Period days = {DATE_MIN, DATE_MIN};
	if (earning->endless)
		days.to = DATE_OPEN;
	else if (earning_days(earning, &first, &last))
		days.to = date_add(last, 1);
	Period late = {at, days.to};
	Figures early_figures;
	Figures late_figures;
	if (!earning_part(earning, (Period){days.from, date_earlier(at, days.to)}, &early_figures,
			  err) ||
	    !earning_part(earning, late, &late_figures, err))
		return false;
	*before = early_figures;
	*rest = earning->endless ? endless_figures(earning, late) : late_figures;
	return true;
}
