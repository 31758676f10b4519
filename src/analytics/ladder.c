#include "analytics/ladder.h"

/* The order of steps, and of the rungs. */
static const Factor ORDER[FACTORS] = {
	FACTOR_SCOPE,       FACTOR_VOLUME, FACTOR_MIX, FACTOR_RATE,
	FACTOR_LABOR_SHARE, FACTOR_INPUT,  FACTOR_FX,
};
enum { RUNG_SCOPE, RUNG_VOLUME, RUNG_MIX, RUNG_RATE, RUNG_LABOR_SHARE, RUNG_INPUT, RUNG_FX };

Factor ladder_order(size_t place)
{
	return ORDER[place];
}

/* a · b / c, half-even; c is not 0. Beyond what can be held: `a` itself, which a later rung puts right. */
static int128 scaled(int128 a, int128 b, int128 c)
{
	Ratio share;
	Ratio product;
	int64_t rounded;
	bool fits = ratio_make(b, c, &share) && ratio_multiply((Ratio){a, 1}, share, &product) &&
		    ratio_round(product, 1, &rounded);
	return fits ? rounded : a;
}

/* Hours and money of one person in both periods, in scope. */
typedef struct Share {
	int64_t resource_id;
	int128 seconds_from, seconds_to;
	int128 amount_from, amount_to;
} Share;

typedef struct Shares {
	Arena *mem;
	VEC(Share) people;
	Share all;
	int128 out_of_scope_from, out_of_scope_to;
} Shares;

/* Which hours a measure is made of, and what they are worth to it. */
typedef struct HoursMeasure {
	MeasureOfContract *measure;
	bool counting; /* billable hours only */
	bool to_date;
	size_t priced; /* place of the Priced in Work */
} HoursMeasure;

static const HoursMeasure HOURS_MEASURES[] = {
	{measure_bill_value, true, false, offsetof(Work, bill)},
	{measure_cost_of_hours, false, false, offsetof(Work, cost)},
	{measure_standard_value, false, false, offsetof(Work, standard)},
	{measure_actual_cost, false, true, offsetof(Work, cost)},
};

static const HoursMeasure *hours_measure(const Measure *measure)
{
	for (size_t i = 0; i < sizeof HOURS_MEASURES / sizeof HOURS_MEASURES[0]; i++) {
		if (HOURS_MEASURES[i].measure == measure->of_contract)
			return &HOURS_MEASURES[i];
	}
	return NULL;
}

static bool is_of(const HoursMeasure *hours, const Question *question, const Work *work)
{
	bool counts = time_class_counts(work->time_class);
	bool approved = counts || work->time_class ==
					  time_class_of(CATEGORY_CLIENT, APPROVAL_APPROVED, false);
	Period days = question->days;
	if (hours->to_date)
		return approved && work->day.day <= question->cut.day;
	return (hours->counting ? counts : approved) && work->day.day >= days.from.day &&
	       work->day.day < days.to.day;
}

/* Kept by id: there are many hours of the same people. */
static Share *share_of(Shares *shares, int64_t resource_id)
{
	size_t low = 0;
	size_t high = shares->people.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (shares->people.at[middle].resource_id < resource_id)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < shares->people.len && shares->people.at[low].resource_id == resource_id)
		return &shares->people.at[low];
	(void)vec_push(shares->mem, &shares->people);
	for (size_t i = shares->people.len - 1; i > low; i--)
		shares->people.at[i] = shares->people.at[i - 1];
	shares->people.at[low] = (Share){.resource_id = resource_id};
	return &shares->people.at[low];
}

static void count_hours(Shares *shares, const HoursMeasure *hours, const LadderEnd *end, bool is_to)
{
	const Book *book = end->book;
	for (size_t i = 0; book && i < book->work_count; i++) {
		const Work *work = &book->work[i];
		if (!is_of(hours, end->question, work))
			continue;
		const Priced *priced =
			(const Priced *)(const void *)((const char *)work + hours->priced);
		const Task *task = work->task_id != 0 ? book_task(book, work->task_id) : NULL;
		if (task && !task->in_scope) {
			*(is_to ? &shares->out_of_scope_to : &shares->out_of_scope_from) +=
				priced->minor;
			continue;
		}
		Share *share = share_of(shares, work->resource_id);
		*(is_to ? &share->seconds_to : &share->seconds_from) += work->seconds;
		*(is_to ? &share->amount_to : &share->amount_from) += priced->minor;
		*(is_to ? &shares->all.seconds_to : &shares->all.seconds_from) += work->seconds;
		*(is_to ? &shares->all.amount_to : &shares->all.amount_from) += priced->minor;
	}
}

/* The new hours at the old rate of each person; who is new has no other rate than the new one. */
static int128 at_old_rates(const Shares *shares)
{
	int128 sum = 0;
	for (size_t i = 0; i < shares->people.len; i++) {
		const Share *share = &shares->people.at[i];
		sum += share->seconds_from == 0
			       ? share->amount_to
			       : scaled(share->seconds_to, share->amount_from, share->seconds_from);
	}
	return sum;
}

static void climb_hours(Arena *mem, const HoursMeasure *hours, const LadderEnd *from,
			const LadderEnd *to, Ladder *ladder)
{
	Shares shares = {.mem = mem};
	count_hours(&shares, hours, from, false);
	count_hours(&shares, hours, to, true);
	const Share *all = &shares.all;
	int128 scope = shares.out_of_scope_to - shares.out_of_scope_from;
	int128 base = from->native + scope - all->amount_from; /* all but hours in scope */
	int128 volume = all->seconds_from == 0
				? all->amount_to
				: scaled(all->seconds_to, all->amount_from, all->seconds_from);
	ladder->at[RUNG_SCOPE] = from->native + scope;
	ladder->at[RUNG_VOLUME] = base + volume;
	ladder->at[RUNG_MIX] =
		base + (all->seconds_from == 0 ? all->amount_to : at_old_rates(&shares));
	ladder->at[RUNG_RATE] = base + all->amount_to;
	ladder->at[RUNG_LABOR_SHARE] = ladder->at[RUNG_RATE];
}

/* Revenue at the old labour share, then the share. */
static void climb_labor(const LadderEnd *from, const LadderEnd *to, Ladder *ladder)
{
	int128 volume = from->recognized == 0
				? to->native
				: scaled(to->recognized, from->native, from->recognized);
	ladder->at[RUNG_SCOPE] = from->native;
	ladder->at[RUNG_VOLUME] = volume;
	ladder->at[RUNG_MIX] = volume;
	ladder->at[RUNG_RATE] = volume;
	ladder->at[RUNG_LABOR_SHARE] = to->native;
}

/* From the contract's currency to the figure's, at the old average rate; where there is none at the new one. */
static int128 at_old_exchange(const LadderEnd *from, const LadderEnd *to, int128 native)
{
	const LadderEnd *end = from->native != 0 ? from : to;
	return end->native != 0 ? scaled(native, end->value, end->native) : native;
}

Ladder ladder_make(Arena *mem, const Measure *measure, const LadderEnd *from, const LadderEnd *to)
{
	Ladder ladder;
	const HoursMeasure *hours = hours_measure(measure);
	if (hours) {
		climb_hours(mem, hours, from, to, &ladder);
	} else if (measure->of_contract == measure_labor_by_terms) {
		climb_labor(from, to, &ladder);
	} else {
		for (size_t i = 0; i < RUNG_INPUT; i++)
			ladder.at[i] = from->native;
	}
	ladder.at[RUNG_INPUT] = to->native;
	for (size_t i = 0; i <= RUNG_INPUT; i++)
		ladder.at[i] = at_old_exchange(from, to, ladder.at[i]);
	ladder.at[RUNG_FX] = to->value;
	return ladder;
}
