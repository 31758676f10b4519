/*
 * Whose timesheets rows of figures may lack: of people with hours or assignments on the contracts of a row, within the asked period; for the
 * portfolio of all that are declared.
 */

#include "app/figures_parts.h"
#include "store/facts.h"

#include <stdlib.h>

typedef struct ContractGroup {
	int64_t contract_id;
	size_t group; /* place among those of the sheet */
} ContractGroup;

/* A person who has to do with a group, by their places; may be told several times. */
typedef struct Concern {
	size_t person;
	size_t group;
} Concern;

typedef struct Counting {
	Sheet *sheet;
	Arena *scratch;
	Period days;  /* asked, up to the as-of day */
	Period weeks; /* that hold them */
	ContractGroup *by_id;
	size_t len;
	size_t last; /* place in `by_id` that was looked up last */
	VEC(Concern) concerns;
	size_t *last_of;          /* 1 + the group that each person was told for last; 0: none */
	PersonWeek *person;       /* weeks of the person who is counted right now */
	const WeekSpan **spans;   /* of each group, one per row */
	const WeekSpan *of_whole; /* of the whole */
} Counting;

static int compare_ids(const void *a, const void *b)
{
	const ContractGroup *x = a;
	const ContractGroup *y = b;
	return (x->contract_id > y->contract_id) - (x->contract_id < y->contract_id);
}

/* NULL: not a contract of the sheet. One is mostly asked for many times in a row. */
static const ContractGroup *find_contract(Counting *counting, int64_t contract_id)
{
	ContractGroup wanted = {.contract_id = contract_id};
	if (counting->len == 0)
		return NULL;
	const ContractGroup *last = &counting->by_id[counting->last];
	if (last->contract_id == contract_id)
		return last;
	const ContractGroup *found =
		bsearch(&wanted, counting->by_id, counting->len, sizeof wanted, compare_ids);
	if (found)
		counting->last = (size_t)(found - counting->by_id);
	return found;
}

static void list_contracts(Counting *counting)
{
	const Sheet *sheet = counting->sheet;
	counting->len = sheet->heads.len;
	counting->by_id = ARENA_ARRAY(counting->scratch, ContractGroup, counting->len);
	for (size_t i = 0; i < counting->len; i++) {
		counting->by_id[i].contract_id = sheet->heads.at[i].contract->id;
		counting->by_id[i].group = (size_t)(sheet->group_of[i] - sheet->groups);
	}
	if (counting->len > 0)
		qsort(counting->by_id, counting->len, sizeof *counting->by_id, compare_ids);
}

static void add_concern(Counting *counting, const Resource *person, int64_t contract_id)
{
	const ContractGroup *contract = find_contract(counting, contract_id);
	if (!person || !contract)
		return;
	size_t place = (size_t)(person - counting->sheet->firm.resources);
	if (counting->last_of[place] == contract->group + 1)
		return;
	counting->last_of[place] = contract->group + 1;
	*vec_push(counting->scratch, &counting->concerns) = (Concern){place, contract->group};
}

static bool take_worker(void *context, const Worker *worker, Err *err)
{
	Counting *counting = context;
	(void)err;
	add_concern(counting, firm_resource(&counting->sheet->firm, worker->resource_id),
		    worker->contract_id);
	return true;
}

/* Those with hours on a contract (0: on all) in the weeks of the period. */
static MUST_CHECK bool add_workers(Counting *counting, int64_t contract_id, Err *err)
{
	EntryFilter filter = entry_filter_all();
	filter.contract_id = contract_id;
	filter.known = counting->sheet->known;
	filter.days = counting->weeks;
	return entries_each_worker(counting->sheet->app->db, &filter, take_worker, counting, err);
}

enum { FEW = 32 };

static MUST_CHECK bool find_workers(Counting *counting, Err *err)
{
	if (counting->len > FEW)
		return add_workers(counting, 0, err);
	for (size_t i = 0; i < counting->len; i++) {
		if (!add_workers(counting, counting->by_id[i].contract_id, err))
			return false;
	}
	return true;
}

static void find_assigned(Counting *counting)
{
	const Sheet *sheet = counting->sheet;
	for (size_t i = 0; i < sheet->firm.resource_count; i++) {
		const Resource *person = &sheet->firm.resources[i];
		for (size_t j = 0; j < person->assignment_count; j++) {
			const Assignment *it = &person->assignments[j];
			if (period_days(period_common(it->days, counting->days)) > 0)
				add_concern(counting, person, it->contract_id);
		}
	}
}

/* Which weeks the rows of some periods have. */
static const WeekSpan *list_spans(const Counting *counting, const Tiles *tiles)
{
	WeekSpan *spans = ARENA_ARRAY(counting->scratch, WeekSpan, tiles->len);
	for (size_t i = 0; i < tiles->len; i++)
		spans[i] = week_span(period_common(counting->days, tiles->at[i].period),
				     counting->sheet->asked->as_of, counting->weeks.from);
	return spans;
}

/* Those of groups that have the same periods are told once. */
static void list_weeks(Counting *counting)
{
	const Sheet *sheet = counting->sheet;
	const WeekSpan *shared = list_spans(counting, &sheet->tiles);
	counting->person = ARENA_ARRAY(counting->scratch, PersonWeek, weeks_count(counting->weeks));
	counting->of_whole = list_spans(counting, sheet->whole.tiles);
	counting->spans = ARENA_ARRAY(counting->scratch, const WeekSpan *, sheet->group_count);
	for (size_t i = 0; i < sheet->group_count; i++) {
		const Tiles *tiles = sheet->groups[i].tiles;
		counting->spans[i] = tiles == &sheet->tiles ? shared : list_spans(counting, tiles);
	}
}

static void add_weeks(const Counting *counting, const WeekSpan *spans, Group *group)
{
	for (size_t i = 0; i < group->tiles->len; i++)
		completeness_add_timesheets(&group->rows[i].completeness, spans[i],
					    counting->person);
}

/* Groups of each person one after the other; those of person i end where ends[i] says. */
static const size_t *sort_concerns(const Counting *counting, const size_t **ends)
{
	size_t people = counting->sheet->firm.resource_count;
	size_t *next = ARENA_ARRAY(counting->scratch, size_t, people + 1);
	size_t *groups = ARENA_ARRAY(counting->scratch, size_t, counting->concerns.len);
	for (size_t i = 0; i < counting->concerns.len; i++)
		next[counting->concerns.at[i].person + 1]++;
	for (size_t i = 0; i < people; i++)
		next[i + 1] += next[i];
	for (size_t i = 0; i < counting->concerns.len; i++) {
		const Concern *it = &counting->concerns.at[i];
		groups[next[it->person]++] = it->group;
	}
	*ends = next;
	return groups;
}

/* Each person once for each group that they have to do with, and once for the whole. */
static void count(Counting *counting, bool portfolio)
{
	Sheet *sheet = counting->sheet;
	const size_t *ends;
	const size_t *groups = sort_concerns(counting, &ends);
	size_t *counted = ARENA_ARRAY(counting->scratch, size_t, sheet->group_count);
	size_t next = 0;
	for (size_t i = 0; i < sheet->firm.resource_count; i++) {
		const Resource *person = &sheet->firm.resources[i];
		bool in_whole = portfolio ? person->declared : next < ends[i];
		if (!in_whole && next == ends[i])
			continue;
		person_weeks_tell(person, counting->weeks, counting->person);
		if (in_whole)
			add_weeks(counting, counting->of_whole, &sheet->whole);
		for (; next < ends[i]; next++) {
			size_t group = groups[next];
			if (counted[group] != i + 1)
				add_weeks(counting, counting->spans[group], &sheet->groups[group]);
			counted[group] = i + 1;
		}
	}
}

/* Without a split the portfolio is one row, of all people. */
static void concern_all(Counting *counting)
{
	const Sheet *sheet = counting->sheet;
	for (size_t i = 0; sheet->group_count > 0 && i < sheet->firm.resource_count; i++) {
		if (sheet->firm.resources[i].declared)
			*vec_push(counting->scratch, &counting->concerns) = (Concern){i, 0};
	}
}

static MUST_CHECK bool find_concerns(Counting *counting, bool portfolio, Err *err)
{
	if (portfolio && counting->sheet->asked->split == 0) {
		concern_all(counting);
		return true;
	}
	counting->last_of =
		ARENA_ARRAY(counting->scratch, size_t, counting->sheet->firm.resource_count);
	list_contracts(counting);
	if (!find_workers(counting, err))
		return false;
	find_assigned(counting);
	return true;
}

bool sheet_count_timesheets(Sheet *sheet, Err *err)
{
	Arena scratch;
	const FiguresAsked *asked = sheet->asked;
	bool portfolio = asked->scope.kind == SCOPE_PORTFOLIO;
	Counting counting = {
		.sheet = sheet,
		.scratch = &scratch,
		.days = question_of(sheet->app->mem, &sheet->firm, asked->period, asked->as_of)
				.days,
	};
	counting.weeks = weeks_holding(counting.days);
	if (period_days(counting.weeks) == 0)
		return true;
	arena_init(&scratch);
	bool ok = find_concerns(&counting, portfolio, err);
	if (ok) {
		list_weeks(&counting);
		count(&counting, portfolio);
	}
	arena_deinit(&scratch);
	return ok;
}
