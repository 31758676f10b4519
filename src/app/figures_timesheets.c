/*
 * Whose timesheets rows of figures may lack: of people with hours or assignments on the contracts of a row, within the asked period; for the
 * portfolio of all that are declared.
 */

#include "app/figures_parts.h"
#include "store/facts.h"

#include <stdlib.h>

typedef struct ContractGroup {
	int64_t contract_id;
	Group *group;
} ContractGroup;

/* A person who has to do with a group. */
typedef struct Concern {
	const Resource *person;
	Group *group;
} Concern;

typedef struct Counting {
	Sheet *sheet;
	ContractGroup *by_id;
	size_t len;
	VEC(Concern) concerns;
} Counting;

static int compare_ids(const void *a, const void *b)
{
	const ContractGroup *x = a;
	const ContractGroup *y = b;
	return (x->contract_id > y->contract_id) - (x->contract_id < y->contract_id);
}

static Group *group_of(const Counting *counting, int64_t contract_id)
{
	ContractGroup wanted = {.contract_id = contract_id};
	const ContractGroup *found = counting->len == 0
					     ? NULL
					     : bsearch(&wanted, counting->by_id, counting->len,
						       sizeof wanted, compare_ids);
	return found ? found->group : NULL;
}

static void list_contracts(Counting *counting)
{
	const Sheet *sheet = counting->sheet;
	counting->len = sheet->heads.len;
	counting->by_id = ARENA_ARRAY(sheet->app->mem, ContractGroup, counting->len);
	for (size_t i = 0; i < counting->len; i++) {
		counting->by_id[i].contract_id = sheet->heads.at[i].contract->id;
		counting->by_id[i].group = sheet->group_of[i];
	}
	if (counting->len > 0)
		qsort(counting->by_id, counting->len, sizeof *counting->by_id, compare_ids);
}

static void add_concern(Counting *counting, const Resource *person, int64_t contract_id)
{
	Group *group = group_of(counting, contract_id);
	if (person && group)
		*vec_push(counting->sheet->app->mem, &counting->concerns) =
			(Concern){person, group};
}

static Period seen_days(const Sheet *sheet)
{
	return question_of(sheet->app->mem, &sheet->firm, sheet->asked->period, sheet->asked->as_of)
		.days;
}

/* Those with hours on a contract (0: on all) in the weeks of the period. */
static MUST_CHECK bool add_workers(Counting *counting, int64_t contract_id, Err *err)
{
	const Sheet *sheet = counting->sheet;
	Calendar weeks = {.granularity = GRANULARITY_WEEK, .fiscal_month = 1};
	Period days = seen_days(sheet);
	EntryFilter filter = entry_filter_all();
	GroupBlocks groups;
	Arena scratch;
	if (period_days(days) == 0)
		return true;
	filter.contract_id = contract_id;
	filter.known = sheet->known;
	filter.days.from = calendar_tile(weeks, days.from).from;
	filter.days.to = calendar_tile(weeks, date_add(days.to, -1)).to;
	arena_init(&scratch);
	bool ok = entries_sum_unordered(sheet->app->db, &scratch, &filter,
					SUM_BY_CONTRACT | SUM_BY_RESOURCE, &groups, err);
	for (size_t i = 0; ok && i < groups.len; i++) {
		const EntryGroup *group = group_in_blocks(groups, i);
		add_concern(counting, firm_resource(&sheet->firm, group->resource_id),
			    group->contract_id);
	}
	arena_deinit(&scratch);
	return ok;
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
	Period days = seen_days(sheet);
	for (size_t i = 0; i < sheet->firm.resource_count; i++) {
		const Resource *person = &sheet->firm.resources[i];
		for (size_t j = 0; j < person->assignment_count; j++) {
			const Assignment *it = &person->assignments[j];
			if (period_days(period_common(it->days, days)) > 0)
				add_concern(counting, person, it->contract_id);
		}
	}
}

static void add_person(Sheet *sheet, Group *group, const Resource *person)
{
	for (size_t i = 0; i < group->tiles->len; i++) {
		Question question = question_of(sheet->app->mem, &sheet->firm,
						group->tiles->at[i].period, sheet->asked->as_of);
		completeness_add_resource(&group->rows[i].completeness, &question, person);
	}
}

static int compare_concerns(const void *a, const void *b)
{
	const Concern *x = a;
	const Concern *y = b;
	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	return (x->group > y->group) - (x->group < y->group);
}

/* Each person once for each group, and once for the whole. */
static void count(Counting *counting, bool whole)
{
	Concern *at = counting->concerns.at;
	size_t len = counting->concerns.len;
	if (len > 0)
		qsort(at, len, sizeof *at, compare_concerns);
	for (size_t i = 0; i < len; i++) {
		if (i > 0 && compare_concerns(&at[i - 1], &at[i]) == 0)
			continue;
		add_person(counting->sheet, at[i].group, at[i].person);
		if (whole && (i == 0 || at[i - 1].person != at[i].person))
			add_person(counting->sheet, &counting->sheet->whole, at[i].person);
	}
}

static void count_declared(Sheet *sheet)
{
	for (size_t i = 0; i < sheet->firm.resource_count; i++) {
		const Resource *person = &sheet->firm.resources[i];
		if (!person->declared)
			continue;
		add_person(sheet, &sheet->whole, person);
		if (sheet->asked->split == 0 && sheet->group_count > 0)
			add_person(sheet, &sheet->groups[0], person);
	}
}

bool sheet_count_timesheets(Sheet *sheet, Err *err)
{
	Counting counting = {.sheet = sheet};
	bool portfolio = sheet->asked->scope.kind == SCOPE_PORTFOLIO;
	if (portfolio)
		count_declared(sheet);
	if (portfolio && sheet->asked->split == 0)
		return true;
	list_contracts(&counting);
	if (!find_workers(&counting, err))
		return false;
	find_assigned(&counting);
	count(&counting, !portfolio);
	return true;
}
