#include "chart/time_axis.h"

#include "chart/wording.h"

enum { TEXT_GAP = 8 };

typedef enum StepUnit { STEP_DAYS, STEP_WEEKS, STEP_MONTHS, STEP_YEARS } StepUnit;

typedef struct Step {
	StepUnit unit;
	int32_t count;
	double days; /* on the average */
} Step;

static const Step STEPS[] = {
	{STEP_DAYS, 1, 1},         {STEP_DAYS, 2, 2},        {STEP_WEEKS, 1, 7},
	{STEP_WEEKS, 2, 14},       {STEP_MONTHS, 1, 30.4},   {STEP_MONTHS, 3, 91.3},
	{STEP_MONTHS, 6, 182.6},   {STEP_YEARS, 1, 365.25},  {STEP_YEARS, 2, 730.5},
	{STEP_YEARS, 5, 1826.25},  {STEP_YEARS, 10, 3652.5}, {STEP_YEARS, 20, 7305},
	{STEP_YEARS, 50, 18262.5}, {STEP_YEARS, 100, 36525},
};

enum { STEP_COUNT = sizeof STEPS / sizeof STEPS[0] };

double time_at(const TimeAxis *axis, Date day)
{
	double days = (double)day.day - axis->range.from.day;
	double all = (double)axis->range.to.day - axis->range.from.day;
	return axis->left + days * (axis->right - axis->left) / all;
}

double time_within(const TimeAxis *axis, Date day)
{
	double x = time_at(axis, day);
	if (x < axis->left)
		return axis->left;
	return x > axis->right ? axis->right : x;
}

static int32_t month_number(Date d)
{
	Civil c = date_civil(d);
	return c.year * 12 + c.month - 1;
}

static Date month_begin(int32_t month)
{
	return date_from_civil((Civil){month / 12, month % 12 + 1, 1});
}

static int32_t round_up(int32_t number, int32_t to, int32_t from)
{
	int32_t over = (number - from) % to;
	return over == 0 ? number : number + to - over;
}

static bool is_month_begin(Date d)
{
	return date_civil(d).day == 1;
}

/* The first tick on or after the beginning of the range. */
static Date first_tick(const Step *step, Date from)
{
	int32_t month = month_number(from);
	int32_t next = is_month_begin(from) ? month : month + 1;
	int32_t since_monday = (from.day + 3 + 7 * 10000) % 7;
	switch (step->unit) {
	case STEP_DAYS:
		return from;
	case STEP_WEEKS:
		return since_monday == 0 ? from : date_add(from, 7 - since_monday);
	case STEP_MONTHS:
		return month_begin(is_month_begin(from) ? month : round_up(next, step->count, 0));
	case STEP_YEARS:
		return month_begin(12 * round_up((next + 11) / 12, step->count, 0));
	}
	__builtin_unreachable();
}

static Date tick_after(const Step *step, Date tick)
{
	switch (step->unit) {
	case STEP_DAYS:
		return date_add(tick, step->count);
	case STEP_WEEKS:
		return date_add(tick, 7 * step->count);
	case STEP_MONTHS:
		return month_begin(month_number(tick) + step->count);
	case STEP_YEARS:
		return month_begin(month_number(tick) + 12 * step->count);
	}
	__builtin_unreachable();
}

static Str tick_text(Arena *mem, const Step *step, Date on, bool year)
{
	static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
					   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	Civil c = date_civil(on);
	const char *month = months[c.month - 1];
	if (step->unit == STEP_YEARS)
		return str_format(mem, "%d", (int)c.year);
	if (step->unit == STEP_MONTHS)
		return year ? str_format(mem, "%s %02d", month, (int)c.year % 100)
			    : str_from_c(month);
	return year ? str_format(mem, "%d %s %02d", (int)c.day, month, (int)c.year % 100)
		    : str_format(mem, "%d %s", (int)c.day, month);
}

static TimeTicks ticks_of(Arena *mem, const TimeAxis *axis, const Step *step)
{
	VEC(TimeTick) ticks = {0};
	int32_t told = 0;
	for (Date on = first_tick(step, axis->range.from); on.day <= axis->range.to.day;
	     on = tick_after(step, on)) {
		int32_t year = date_civil(on).year;
		bool tell = step->unit == STEP_YEARS || year != told;
		*vec_push(mem, &ticks) = (TimeTick){
			.on = on,
			.x = time_at(axis, on),
			.text = tick_text(mem, step, on, tell),
			.year = tell,
		};
		told = year;
	}
	return (TimeTicks){ticks.at, ticks.len};
}

static bool texts_fit(const TimeTicks *ticks)
{
	for (size_t i = 1; i < ticks->len; i++) {
		const TimeTick *before = &ticks->at[i - 1];
		const TimeTick *tick = &ticks->at[i];
		double half = wording_width(before->text, false) + wording_width(tick->text, false);
		if (tick->x - before->x < half / 2 + TEXT_GAP)
			return false;
	}
	return true;
}

TimeTicks time_ticks(Arena *mem, const TimeAxis *axis, double apart)
{
	TimeTicks ticks = {0};
	double per_day = (axis->right - axis->left) / period_days(axis->range);
	for (size_t i = 0; i < STEP_COUNT; i++) {
		bool last = i == STEP_COUNT - 1;
		if (!last && STEPS[i].days * per_day < apart)
			continue;
		ticks = ticks_of(mem, axis, &STEPS[i]);
		if (last || texts_fit(&ticks))
			break;
	}
	return ticks;
}
