/* Before the rows: which reference fills which field, and what the file's beginning tells. */

#include "facts/time_entry.h"
#include "ingest/date_text.h"
#include "ingest/fact_drafting.h"

#include <string.h>

/* Whether a reference can give a text in this file: a column that it lacks cannot. */
static bool is_live(const FactDrafter *drafter, const Ref *ref)
{
	switch (ref->kind) {
	case REF_NONE:
		return false;
	case REF_COLUMN:
		return drafter->places[ref->column] != NO_CELL;
	case REF_IN_NAME:
		return drafter->stars[ref->column].len > 0;
	case REF_FIRST_OF:
	case REF_JOIN:
		for (size_t i = 0; i < ref->parts.len; i++) {
			if (is_live(drafter, &ref->parts.at[i]))
				return true;
		}
		return false;
	case REF_CONSTANT:
	case REF_ROW:
	case REF_RECORD:
	case REF_SOURCE:
		return true;
	}
	__builtin_unreachable();
}

static const Ref *live(const FactDrafter *drafter, const Ref *ref)
{
	return is_live(drafter, ref) ? ref : NULL;
}

static void plan_work(const FactDrafter *drafter, const FactCase *rules, WorkPlan *out)
{
	out->work_date = live(drafter, &rules->fields[TIME_WORK_DATE]);
	out->start = live(drafter, &rules->fields[TIME_START]);
	out->seconds = live(drafter, &rules->fields[TIME_SECONDS]);
	for (FactExtra extra = 0; extra < FACT_EXTRAS; extra++)
		out->extras[extra] = live(drafter, &rules->extras[extra]);
	out->has_end = out->extras[EXTRA_END] || out->extras[EXTRA_END_TIME];
}

/* The time worked is read by other rules. */
static bool is_work(FactKind kind, size_t field)
{
	return kind == FACT_TIME_ENTRY &&
	       (field == TIME_WORK_DATE || field == TIME_START || field == TIME_SECONDS);
}

static void plan_case(const FactDrafter *drafter, const FactCase *rules, Arena *mem, CasePlan *out)
{
	const FactSpec *spec = fact_spec(rules->kind);
	CasePlan plan = {.rules = rules, .spec = spec};
	plan.composes = fact_has_external_id(rules->kind);
	plan.values = ARENA_ARRAY(mem, PlannedValue, spec->field_count);
	/* The currency first: amounts are read by it. */
	for (size_t pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < spec->field_count; i++) {
			const FactField *field = &spec->fields[i];
			const Ref *from = live(drafter, &rules->fields[i]);
			plan.dated = plan.dated || field->type == FACT_DATE;
			if (!from || is_work(rules->kind, i) ||
			    (field->type == FACT_CURRENCY) != (pass == 0))
				continue;
			plan.values[plan.value_count++] = (PlannedValue){
				.field = i,
				.type = field->type,
				.free_text = str_eq_c(STR("note"), field->name),
				.from = from,
			};
		}
	}
	if (rules->kind == FACT_TIME_ENTRY)
		plan_work(drafter, rules, &plan.work);
	else
		for (FactExtra extra = 0; extra < FACT_EXTRAS; extra++)
			plan.work.extras[extra] = live(drafter, &rules->extras[extra]);
	*out = plan;
}

static void add_choice(FactDrafter *drafter, size_t column, Arena *mem)
{
	ptrdiff_t found[CHOICES_MAX];
	Str named[CHOICES_MAX];
	size_t count =
		header_find_all(drafter->header, &drafter->mapping->columns[column], found, named);
	if (count < 2)
		return;
	ptrdiff_t *places = ARENA_ARRAY(mem, ptrdiff_t, count);
	Str *stars = ARENA_ARRAY(mem, Str, count);
	memcpy(places, found, count * sizeof *places);
	memcpy(stars, named, count * sizeof *stars);
	drafter->choices[drafter->choice_count++] = (Choice){column, places, stars, count};
}

static void find_columns(FactDrafter *drafter, Arena *mem)
{
	const Mapping *mapping = drafter->mapping;
	ptrdiff_t *places = ARENA_ARRAY(mem, ptrdiff_t, mapping->column_count);
	Str *stars = ARENA_ARRAY(mem, Str, mapping->column_count);
	for (size_t i = 0; i < mapping->column_count; i++)
		places[i] = header_find(drafter->header, &mapping->columns[i], &stars[i]);
	drafter->places = places;
	drafter->stars = stars;
	drafter->choices = ARENA_ARRAY(mem, Choice, mapping->column_count);
	for (size_t i = 0; i < mapping->column_count; i++)
		add_choice(drafter, i, mem);
}

void fact_drafter_choose(FactDrafter *drafter, const Str *cells, size_t count)
{
	for (size_t i = 0; i < drafter->choice_count; i++) {
		const Choice *choice = &drafter->choices[i];
		size_t best = 0;
		for (size_t k = choice->count; k-- > 0;) {
			size_t place = (size_t)choice->places[k];
			Str text = place < count ? str_trim(cells[place]) : (Str){0};
			if (text.len > 0 && !ref_is_zero(text))
				best = k;
		}
		drafter->places[choice->column] = choice->places[best];
		drafter->stars[choice->column] = choice->stars[best];
	}
}

/* The pattern that the reader of the file was told, else those of the mapping, else as they are found. */
static bool set_days(FactDrafter *drafter, Err *err)
{
	const FactReading *reading = drafter->reading;
	const Mapping *mapping = drafter->mapping;
	drafter->days =
		(DayRules){.patterns = mapping->dates, .pattern_count = mapping->date_count};
	if (reading->dates.len == 0)
		return true;
	if (!date_patterns_check(&reading->dates, 1, err))
		return fail_at(err, "dates");
	drafter->days.patterns = &reading->dates;
	drafter->days.pattern_count = 1;
	return true;
}

bool fact_drafter_init(FactDrafter *out, const Mapping *mapping, const FactReading *reading,
		       Header header, char delimiter, Arena *mem, Err *err)
{
	*out = (FactDrafter){.mapping = mapping,
			     .reading = reading,
			     .numbers = mapping->numbers,
			     .header = header,
			     .id_day = DATE_NONE,
			     .number = {.mem = mem}};
	out->numbers.delimiter = delimiter;
	out->source = reading->source.len > 0 ? reading->source : mapping->info.source;
	if (!set_days(out, err))
		return false;
	if (!mapping->json && mapping->format != FORMAT_TIMECLOCK &&
	    !header_check(header, mapping, reading->contract_told, err))
		return false;
	find_columns(out, mem);
	out->cases = ARENA_ARRAY(mem, CasePlan, mapping->case_count);
	out->case_count = mapping->case_count;
	for (size_t i = 0; i < mapping->case_count; i++)
		plan_case(out, &mapping->cases[i], mem, &out->cases[i]);
	return true;
}

void fact_drafter_close(FactDrafter *drafter)
{
	repeats_close(&drafter->repeats);
}

/* --- What the beginning tells --- */

static void observe_day(FactDrafter *drafter, Str text)
{
	DayOrder order = moment_order(text);
	if (drafter->days.order == ORDER_OPEN)
		drafter->days.order = order;
}

/* Of a number with one sign: is it a comma, or a point, that cannot group digits? */
static void observe_number(FactDrafter *drafter, Str text)
{
	size_t signs = 0;
	size_t at = 0;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c == ':' || (c >= 'A' && c <= 'z'))
			return;
		if (c != ',' && c != '.')
			continue;
		signs++;
		at = i;
	}
	size_t after = 0;
	while (at + 1 + after < text.len && text.ptr[at + 1 + after] >= '0' &&
	       text.ptr[at + 1 + after] <= '9')
		after++;
	if (signs != 1 || after == 0 || after == 3)
		return;
	drafter->commas += text.ptr[at] == ',';
	drafter->points += text.ptr[at] == '.';
}

static void observe_ref(FactDrafter *drafter, const RowView *view, const Ref *ref, bool day,
			Arena *mem)
{
	Cell cell;
	Err ignored;
	if (!ref || !ref_read(ref, view, mem, &cell, &ignored) || cell.text.len == 0)
		return;
	if (day)
		observe_day(drafter, cell.text);
	else
		observe_number(drafter, cell.text);
}

void fact_drafter_observe(FactDrafter *drafter, const RowView *view, Arena *mem)
{
	static const FactExtra days[] = {EXTRA_START_DATE, EXTRA_END_DATE, EXTRA_END,
					 EXTRA_SERVICE_MONTH};
	for (size_t i = 0; i < drafter->case_count; i++) {
		const CasePlan *plan = &drafter->cases[i];
		for (size_t k = 0; k < plan->value_count; k++) {
			FactType type = plan->values[k].type;
			bool day = type == FACT_DATE || type == FACT_MONTH;
			if (day || type == FACT_MONEY || type == FACT_HOURS)
				observe_ref(drafter, view, plan->values[k].from, day, mem);
		}
		for (size_t k = 0; k < sizeof days / sizeof days[0]; k++)
			observe_ref(drafter, view, plan->work.extras[days[k]], true, mem);
		observe_ref(drafter, view, plan->work.work_date, true, mem);
		observe_ref(drafter, view, plan->work.start, true, mem);
		observe_ref(drafter, view, plan->work.extras[EXTRA_HOURS], false, mem);
		observe_ref(drafter, view, plan->work.extras[EXTRA_DURATION], false, mem);
	}
}

void fact_drafter_decide(FactDrafter *drafter)
{
	/* A file with semicolons has decimal commas, unless its numbers say otherwise. */
	if (drafter->commas > drafter->points)
		drafter->numbers.delimiter = ';';
	else if (drafter->points > 0)
		drafter->numbers.delimiter = ',';
}
