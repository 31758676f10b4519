#include "app/restate_way.h"

#include <stdlib.h>

enum {
	EVALUATIONS_MAX = 5000, /* points that are read one by one */
	BLOCK = 64,             /* units whose sums are added up together */
};

/* Steps [from, to) of the list. */
typedef struct StepRange {
	size_t from, to;
} StepRange;

static size_t first_step_of(const KnownSteps *steps, int64_t contract_id)
{
	size_t low = 0;
	size_t high = steps->list.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (steps->list.at[middle]->contract_id < contract_id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static StepRange steps_of(const KnownSteps *steps, int64_t contract_id)
{
	return (StepRange){first_step_of(steps, contract_id),
			   first_step_of(steps, contract_id + 1)};
}

static StepRange own_steps(const KnownSteps *steps, const RestateUnit *unit)
{
	return steps_of(steps, unit->contract ? unit->contract->id : 0);
}

/* Of people, what is shared is their own. */
static StepRange shared_steps(const KnownSteps *steps, const RestateUnit *unit)
{
	return unit->contract ? steps_of(steps, 0) : (StepRange){0, 0};
}

bool way_has_shared(const KnownSteps *steps)
{
	StepRange shared = steps_of(steps, 0);
	return shared.from < shared.to;
}

/* What one instant brings to a unit: facts, entries of the history, what is shared. */
typedef struct InstantSteps {
	const KnownStep *facts, *shared;
	StepRange entries;
} InstantSteps;

static const KnownStep *step_at(const KnownSteps *steps, size_t place)
{
	return steps->list.at[place];
}

/* Takes the next instant off both ranges; false: they are empty. */
static bool next_instant(const KnownSteps *steps, StepRange *own, StepRange *shared,
			 InstantSteps *out)
{
	Instant at = INSTANT_MAX;
	*out = (InstantSteps){0};
	if (own->from < own->to)
		at = step_at(steps, own->from)->at;
	if (shared->from < shared->to && step_at(steps, shared->from)->at.us < at.us)
		at = step_at(steps, shared->from)->at;
	if (at.us == INSTANT_MAX.us)
		return false;
	if (shared->from < shared->to && step_at(steps, shared->from)->at.us == at.us)
		out->shared = step_at(steps, shared->from++);
	if (own->from < own->to && step_at(steps, own->from)->at.us == at.us &&
	    step_at(steps, own->from)->number == 0)
		out->facts = step_at(steps, own->from++);
	out->entries = (StepRange){own->from, own->from};
	while (own->from < own->to && step_at(steps, own->from)->at.us == at.us)
		out->entries.to = ++own->from;
	return true;
}

/* Points between the views that are read for a unit; behind its last step the later view is reached. */
static size_t points_of(const KnownSteps *steps, const RestateUnit *unit)
{
	StepRange own = own_steps(steps, unit);
	StepRange shared = shared_steps(steps, unit);
	InstantSteps instant;
	size_t advances = 0;
	while (next_instant(steps, &own, &shared, &instant)) {
		size_t entries = instant.entries.to - instant.entries.from;
		advances += entries > 0 ? entries : 1;
	}
	return advances > 0 ? advances - 1 : 0;
}

static MUST_CHECK bool check_points(size_t points, Err *err)
{
	return points <= EVALUATIONS_MAX ||
	       fail(err, ERR_TOO_LARGE,
		    "%zu points lie between the two views, of which %d can be told at once: ask for "
		    "views that are nearer to each other, or for a smaller scope",
		    points, (int)EVALUATIONS_MAX);
}

bool way_mark_changed(const KnownSteps *steps, RestateUnit *units, size_t count, Err *err)
{
	size_t points = 0;
	for (size_t i = 0; i < count; i++) {
		StepRange own = own_steps(steps, &units[i]);
		units[i].changed = own.from < own.to;
		points += units[i].changed ? points_of(steps, &units[i]) : 0;
	}
	return check_points(points, err);
}

static void add_advance(Way *way, Advance advance)
{
	*vec_push(way->reader->app->mem, &way->advances) = advance;
}

/* Facts of an instant are seen with its first entry. */
static void add_instant(Way *way, size_t unit, const InstantSteps *instant)
{
	const KnownStep *any = instant->facts ? instant->facts : instant->shared;
	if (instant->entries.from == instant->entries.to) {
		add_advance(way, (Advance){.unit = unit,
					   .at = any->at,
					   .own = instant->facts,
					   .shared = instant->shared});
		return;
	}
	for (size_t i = instant->entries.from; i < instant->entries.to; i++) {
		const KnownStep *entry = step_at(way->steps, i);
		bool first = i == instant->entries.from;
		add_advance(way, (Advance){.unit = unit,
					   .at = entry->at,
					   .number = entry->number,
					   .own = entry,
					   .beside = first ? instant->facts : NULL,
					   .shared = first ? instant->shared : NULL});
	}
}

/* Units whose figures are the same in both views, and of which nothing became known, have no steps. */
static void add_unit(Way *way, size_t place)
{
	const RestateUnit *unit = &way->units[place];
	size_t before = way->advances.len;
	StepRange own = own_steps(way->steps, unit);
	StepRange shared = shared_steps(way->steps, unit);
	InstantSteps instant;
	if (!unit->changed &&
	    figures_same(unit->first.figures, unit->last.figures, way->metric_count))
		return;
	while (next_instant(way->steps, &own, &shared, &instant))
		add_instant(way, place, &instant);
	if (way->advances.len > before)
		way->advances.at[way->advances.len - 1].is_last = true;
}

static int compare_advances(const void *a, const void *b)
{
	const Advance *x = a;
	const Advance *y = b;
	if (x->at.us != y->at.us)
		return x->at.us < y->at.us ? -1 : 1;
	if (x->unit != y->unit)
		return x->unit < y->unit ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

static MUST_CHECK bool plan(Way *way, Err *err)
{
	size_t evaluations = 0;
	for (size_t i = 0; i < way->unit_count; i++)
		add_unit(way, i);
	for (size_t i = 0; i < way->advances.len; i++)
		evaluations += !way->advances.at[i].is_last;
	if (!check_points(evaluations, err))
		return false;
	if (way->advances.len > 0)
		qsort(way->advances.at, way->advances.len, sizeof *way->advances.at,
		      compare_advances);
	return true;
}

/* The scope's sums at a point of the way: those of units with steps in blocks, those of all others together. */
typedef struct Running {
	Way *way;
	const Total **now;      /* of each unit; NULL: it has no steps */
	const Figure **figures; /* of each unit */
	Total *still;           /* of units without steps */
	Total **blocks;
	size_t block_count;
	Total *sum;
} Running;

static Total *new_total(const Way *way)
{
	const ViewReader *reader = way->reader;
	return total_new(reader->app->mem, reader->plan, reader->currency);
}

static void sum_block(Running *running, size_t block)
{
	const Way *way = running->way;
	size_t end = (block + 1) * BLOCK < way->unit_count ? (block + 1) * BLOCK : way->unit_count;
	total_clear(running->blocks[block]);
	for (size_t i = block * BLOCK; i < end; i++) {
		if (running->now[i])
			total_add_total(running->blocks[block], running->now[i]);
	}
}

static const Figure *sum_all(Running *running)
{
	total_clear(running->sum);
	total_add_total(running->sum, running->still);
	for (size_t i = 0; i < running->block_count; i++)
		total_add_total(running->sum, running->blocks[i]);
	return view_reader_figures(running->way->reader, running->sum);
}

static void start(Running *running, Way *way)
{
	Arena *mem = way->reader->app->mem;
	*running = (Running){
		.way = way,
		.now = ARENA_ARRAY(mem, const Total *, way->unit_count),
		.figures = ARENA_ARRAY(mem, const Figure *, way->unit_count),
		.still = new_total(way),
		.block_count = (way->unit_count + BLOCK - 1) / BLOCK,
		.sum = new_total(way),
	};
	running->blocks = ARENA_ARRAY(mem, Total *, running->block_count);
	for (size_t i = 0; i < way->advances.len; i++) {
		size_t unit = way->advances.at[i].unit;
		running->now[unit] = way->units[unit].first.total;
	}
	total_add_total(running->still, way->rest);
	for (size_t i = 0; i < way->unit_count; i++) {
		running->figures[i] = way->units[i].first.figures;
		if (!running->now[i] && way->units[i].first.total)
			total_add_total(running->still, way->units[i].first.total);
	}
	for (size_t i = 0; i < running->block_count; i++) {
		running->blocks[i] = new_total(way);
		sum_block(running, i);
	}
}

/* The figures of the unit behind the step. Its first total is not needed any more. */
static MUST_CHECK bool reach(Running *running, Advance *advance, Err *err)
{
	ViewReader *reader = running->way->reader;
	RestateUnit *unit = &running->way->units[advance->unit];
	advance->before = running->figures[advance->unit];
	if (advance->is_last) {
		advance->after = unit->last.figures;
		running->now[advance->unit] = unit->last.total;
	} else if (!view_reader_firm(reader, advance->at, err) ||
		   !view_reader_unit(reader, unit, advance->at, advance->number, unit->first.total,
				     &advance->after, err)) {
		return false;
	}
	running->figures[advance->unit] = advance->after;
	return true;
}

bool way_go(Way *way, Err *err)
{
	Running running;
	const Figure *total = way->first;
	if (!plan(way, err))
		return false;
	start(&running, way);
	for (size_t i = 0; i < way->advances.len; i++) {
		Advance *advance = &way->advances.at[i];
		bool is_end = i + 1 == way->advances.len;
		if (!reach(&running, advance, err))
			return false;
		sum_block(&running, advance->unit / BLOCK);
		advance->total_before = total;
		advance->total_after = is_end ? way->last : sum_all(&running);
		total = advance->total_after;
	}
	return true;
}
