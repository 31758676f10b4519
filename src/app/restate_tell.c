/* Steps as they are told: in the asked direction, with their effects. */

#include "app/restate_way.h"

/* The last value that each figure had on the way. */
typedef struct Trail {
	Ratio *last;
	bool *had;
} Trail;

/* What a step does to figures. */
typedef struct Effects {
	Ratio *at;
	bool *has;
	bool any; /* one of them is not zero, or a figure is n/a on one side only */
} Effects;

static Trail trail_from(Arena *mem, const Figure *figures, size_t count)
{
	Trail trail = {ARENA_ARRAY(mem, Ratio, count), ARENA_ARRAY(mem, bool, count)};
	for (size_t i = 0; i < count; i++) {
		trail.had[i] = figures[i].na == REASON_NONE;
		trail.last[i] = figures[i].value;
	}
	return trail;
}

static MUST_CHECK bool difference(Ratio after, Ratio before, Ratio *out, Err *err)
{
	return ratio_subtract(after, before, out) ||
	       fail(err, ERR_RANGE, "a difference of figures is beyond what can be held");
}

/* From the last value that there was: so effects add up to the difference, whatever was n/a in between. */
static MUST_CHECK bool step_effects(Arena *mem, Trail *trail, const Figure *before,
				    const Figure *after, size_t count, Effects *out, Err *err)
{
	Effects effects = {.at = ARENA_ARRAY(mem, Ratio, count),
			   .has = ARENA_ARRAY(mem, bool, count)};
	for (size_t i = 0; i < count; i++) {
		effects.at[i] = RATIO_ZERO;
		effects.any |= before[i].na != after[i].na;
		if (after[i].na != REASON_NONE)
			continue;
		effects.has[i] = trail->had[i];
		if (trail->had[i] &&
		    !difference(after[i].value, trail->last[i], &effects.at[i], err))
			return false;
		effects.any |= ratio_sign(effects.at[i]) != 0;
		trail->had[i] = true;
		trail->last[i] = after[i].value;
	}
	*out = effects;
	return true;
}

/* Steps on their way into the table. */
typedef struct Telling {
	const Way *way;
	RestateTable *table;
	Trail *trails; /* of each unit */
	Trail total;
	RestateStep *steps; /* of each advance; those that are not told have no figures */
} Telling;

static void add_changes(const Telling *t, const KnownStep *known, RestateStep *step,
			RestatedChange *changes)
{
	size_t limit = t->way->steps->limit;
	if (!known)
		return;
	step->changes_total += known->total;
	if (step->import_id == 0)
		step->import_id = known->import_id;
	for (size_t i = 0; i < known->changes.len && (limit == 0 || step->change_count < limit);
	     i++)
		changes[step->change_count++] = known->changes.at[i];
}

static size_t changes_of(const KnownStep *known)
{
	return known ? known->changes.len : 0;
}

static void tell_changes(const Telling *t, const Advance *advance, RestateStep *step)
{
	size_t room = changes_of(advance->own) + changes_of(advance->beside) +
		      changes_of(advance->shared);
	RestatedChange *changes = ARENA_ARRAY(t->way->reader->app->mem, RestatedChange, room);
	add_changes(t, advance->own, step, changes);
	add_changes(t, advance->beside, step, changes);
	add_changes(t, advance->shared, step, changes);
	step->changes = changes;
}

static Str key_of(const RestateUnit *unit)
{
	return unit->contract ? unit->contract->key : (Str){0};
}

/* What is shared is told only where it has an effect. */
static MUST_CHECK bool tell_step(Telling *t, size_t place, Err *err)
{
	const Way *way = t->way;
	const Advance *advance = &way->advances.at[place];
	const RestateUnit *unit = &way->units[advance->unit];
	Arena *mem = way->reader->app->mem;
	Effects own;
	Effects total;
	const Figure *after = way->backwards ? advance->before : advance->after;
	const Figure *before = way->backwards ? advance->after : advance->before;
	const Figure *total_after = way->backwards ? advance->total_before : advance->total_after;
	const Figure *total_before = way->backwards ? advance->total_after : advance->total_before;
	if (!step_effects(mem, &t->trails[advance->unit], before, after, way->metric_count, &own,
			  err) ||
	    !step_effects(mem, &t->total, total_before, total_after, way->metric_count, &total,
			  err))
		return false;
	if (!advance->own && !own.any && !total.any)
		return true;
	RestateStep *step = &t->steps[place];
	*step = (RestateStep){
		.contract = key_of(unit),
		.known = advance->at,
		.after = after,
		.effects = own.at,
		.has_effect = own.has,
		.total_effects = total.at,
		.has_total_effect = total.has,
	};
	tell_changes(t, advance, step);
	return true;
}

static MUST_CHECK bool tell_all(Telling *t, Err *err)
{
	const Way *way = t->way;
	size_t len = way->advances.len;
	for (size_t i = 0; i < len; i++) {
		if (!tell_step(t, way->backwards ? len - 1 - i : i, err))
			return false;
	}
	return true;
}

/* Places of the advances of each unit, one after the other: sorted by counting. */
static size_t *places_by_unit(const Way *way, size_t **ends)
{
	Arena *mem = way->reader->app->mem;
	size_t *places = ARENA_ARRAY(mem, size_t, way->advances.len);
	size_t *next = ARENA_ARRAY(mem, size_t, way->unit_count + 1);
	for (size_t i = 0; i < way->advances.len; i++)
		next[way->advances.at[i].unit + 1]++;
	for (size_t i = 1; i <= way->unit_count; i++)
		next[i] += next[i - 1];
	for (size_t i = 0; i < way->advances.len; i++)
		places[next[way->advances.at[i].unit]++] = i;
	*ends = next;
	return places;
}

static void list_contracts(Telling *t)
{
	const Way *way = t->way;
	Arena *mem = way->reader->app->mem;
	RestateContract *contracts = ARENA_ARRAY(mem, RestateContract, way->unit_count);
	RestateStep *steps = ARENA_ARRAY(mem, RestateStep, way->advances.len);
	RestateTable *table = t->table;
	size_t *ends;
	size_t *places = places_by_unit(way, &ends);
	size_t at = 0;
	for (size_t i = 0; i < way->unit_count; i++) {
		const RestateUnit *unit = &way->units[i];
		size_t from = at;
		RestateContract contract = {
			.contract = key_of(unit),
			.before = way->backwards ? unit->last.figures : unit->first.figures,
			.after = way->backwards ? unit->first.figures : unit->last.figures,
			.first_step = table->step_count,
		};
		for (; at < ends[i]; at++) {
			size_t place = way->backwards ? ends[i] - 1 - (at - from) : at;
			const RestateStep *step = &t->steps[places[place]];
			if (step->after)
				steps[table->step_count++] = *step;
		}
		contract.step_count = table->step_count - contract.first_step;
		if (contract.step_count > 0 ||
		    !figures_same(unit->first.figures, unit->last.figures, way->metric_count))
			contracts[table->contract_count++] = contract;
	}
	table->contracts = contracts;
	table->steps = steps;
}

static MUST_CHECK bool tell_difference(const Way *way, RestateTable *table, Err *err)
{
	Ratio *differences = ARENA_ARRAY(way->reader->app->mem, Ratio, way->metric_count);
	for (size_t i = 0; i < way->metric_count; i++) {
		differences[i] = RATIO_ZERO;
		if (table->before[i].na == REASON_NONE && table->after[i].na == REASON_NONE &&
		    !difference(table->after[i].value, table->before[i].value, &differences[i],
				err))
			return false;
	}
	table->difference = differences;
	return true;
}

bool way_tell(const Way *way, RestateTable *table, Err *err)
{
	Arena *mem = way->reader->app->mem;
	Telling telling = {
		.way = way,
		.table = table,
		.trails = ARENA_ARRAY(mem, Trail, way->unit_count),
		.total = trail_from(mem, table->before, way->metric_count),
		.steps = ARENA_ARRAY(mem, RestateStep, way->advances.len),
	};
	for (size_t i = 0; i < way->unit_count; i++) {
		const RestateUnit *unit = &way->units[i];
		telling.trails[i] =
			trail_from(mem, way->backwards ? unit->last.figures : unit->first.figures,
				   way->metric_count);
	}
	if (!tell_difference(way, table, err) || !tell_all(&telling, err))
		return false;
	list_contracts(&telling);
	return true;
}
