/* What unknown names may mean, by likeness to the names of contracts, tasks and resources. */

#include "app/name_likeness.h"
#include "app/waiting.h"
#include "store/contract.h"
#include "store/dimension.h"
#include "store/facts.h"

#include <assert.h>
#include <stdlib.h>

/* At most so many suggestions a group, and none that are less alike. */
enum { MOST = 3, LEAST_LIKE = 350000 };

/* Something that a name may mean, under one of its names. */
typedef struct Candidate {
	LinkTarget target;
	int64_t contract_id; /* of a task */
	Str key;
	Str name; /* for people */
	LikeName like;
} Candidate;

typedef struct Candidates {
	Candidate *at;
	size_t len;
	size_t cap;
} Candidates;

typedef struct Suggesting {
	App *app;
	Candidates contracts;
	Candidates tasks;
	Candidates people;
	Map contract_ids; /* by key */
	VEC(Suggestion) found;
} Suggesting;

/* Under each of its names that is told. */
static void add_candidate(Arena *mem, Candidates *list, Candidate candidate, const Str *names,
			  size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (names[i].len == 0)
			continue;
		candidate.like = like_name(mem, names[i]);
		*vec_push(mem, list) = candidate;
	}
}

static MUST_CHECK bool load_contracts(Suggesting *s, Err *err)
{
	ContractList list;
	Arena *mem = s->app->mem;
	if (!contract_list(s->app->db, mem, 0, &list, err))
		return false;
	map_init(&s->contract_ids, mem, 0);
	for (size_t i = 0; i < list.len; i++) {
		const Contract *contract = &list.at[i];
		Str both = str_format(mem, "%.*s %.*s", STR_ARG(contract->account),
				      STR_ARG(contract->name));
		const Str names[] = {contract->key, contract->name, contract->account, both};
		Candidate candidate = {.target = LINK_TO_CONTRACT, .key = contract->key};
		candidate.name = contract->name.len > 0 ? contract->name : contract->account;
		add_candidate(mem, &s->contracts, candidate, names, 4);
		map_put(&s->contract_ids, contract->key, contract->id);
	}
	return true;
}

/* Names that facts give to keys: the newest row's counts. */
static MUST_CHECK bool load_names(Suggesting *s, FactKind kind, Map *places, FactList *out,
				  Err *err)
{
	FactFilter filter = {.kind = kind, .known = INSTANT_MAX};
	Arena *mem = s->app->mem;
	FactList list;
	size_t key = fact_field(kind, "key");
	if (!facts_list(s->app->db, mem, &filter, &list, err))
		return false;
	map_init(places, mem, 0);
	for (size_t i = 0; i < list.len; i++) {
		Buf name = {.mem = mem};
		buf_add_int(&name, list.at[i].contract_id);
		buf_add_byte(&name, ' ');
		buf_add(&name, list.at[i].values[key].text);
		map_put(places, buf_str(&name), (int64_t)i);
	}
	*out = list;
	return true;
}

static Str name_of(const FactList *facts, const Map *places, FactKind kind, int64_t contract_id,
		   Str key, Arena *mem)
{
	int64_t place;
	Buf name = {.mem = mem};
	buf_add_int(&name, contract_id);
	buf_add_byte(&name, ' ');
	buf_add(&name, key);
	if (!map_get(places, buf_str(&name), &place))
		return (Str){0};
	return facts->at[place].values[fact_field(kind, "name")].text;
}

static MUST_CHECK bool load_tasks(Suggesting *s, Err *err)
{
	Tasks tasks;
	FactList facts;
	Map places;
	Arena *mem = s->app->mem;
	if (!tasks_list(s->app->db, mem, 0, &tasks, err) ||
	    !load_names(s, FACT_TASK, &places, &facts, err))
		return false;
	for (size_t i = 0; i < tasks.len; i++) {
		const TaskName *task = &tasks.at[i];
		Str name = name_of(&facts, &places, FACT_TASK, task->contract_id, task->key, mem);
		const Str names[] = {task->key, name};
		Candidate candidate = {LINK_TO_TASK, task->contract_id, task->key, name, {0}};
		add_candidate(mem, &s->tasks, candidate, names, 2);
	}
	return true;
}

static MUST_CHECK bool load_people(Suggesting *s, Err *err)
{
	Resources resources;
	FactList facts;
	Map places;
	Arena *mem = s->app->mem;
	if (!resources_list(s->app->db, mem, &resources, err) ||
	    !load_names(s, FACT_RESOURCE, &places, &facts, err))
		return false;
	for (size_t i = 0; i < resources.len; i++) {
		Str key = resources.at[i].key;
		Str name = name_of(&facts, &places, FACT_RESOURCE, 0, key, mem);
		const Str names[] = {key, name};
		Candidate candidate = {LINK_TO_RESOURCE, 0, key, name, {0}};
		add_candidate(mem, &s->people, candidate, names, 2);
	}
	return true;
}

static int compare_suggestions(const void *a, const void *b)
{
	const Suggestion *x = a;
	const Suggestion *y = b;
	if (x->likeness != y->likeness)
		return x->likeness > y->likeness ? -1 : 1;
	return str_cmp_natural(x->key, y->key);
}

/* What a candidate is like to, of the name with its client and without. */
static int32_t likeness(const LikeName names[], size_t count, const Candidate *candidate)
{
	int32_t best = 0;
	for (size_t i = 0; i < count; i++) {
		int32_t found = name_likeness(&names[i], &candidate->like);
		best = found > best ? found : best;
	}
	return best;
}

static void suggest(Suggesting *s, const QuarantineGroup *group, const Candidates *candidates,
		    int64_t contract_id)
{
	Arena mem;
	LikeName names[2];
	size_t count = 0;
	VEC(Suggestion) list = {0};
	Map best;
	arena_init(&mem);
	map_init(&best, &mem, 0);
	names[count++] = like_name(&mem, group->unknown);
	if (contract_id == 0 && group->within.len > 0)
		names[count++] =
			like_name(&mem, str_format(&mem, "%.*s %.*s", STR_ARG(group->within),
						   STR_ARG(group->unknown)));
	for (size_t i = 0; i < candidates->len; i++) {
		const Candidate *candidate = &candidates->at[i];
		int32_t like = candidate->contract_id == contract_id
				       ? likeness(names, count, candidate)
				       : 0;
		int64_t place;
		if (like < LEAST_LIKE)
			continue;
		if (!map_get(&best, candidate->key, &place)) {
			place = (int64_t)list.len;
			map_put(&best, candidate->key, place);
			*vec_push(&mem, &list) = (Suggestion){*group, candidate->target,
							      candidate->key, candidate->name, 0};
		}
		assert(list.at);
		if (like > list.at[place].likeness)
			list.at[place].likeness = like;
	}
	if (list.len > 0)
		qsort(list.at, list.len, sizeof *list.at, compare_suggestions);
	for (size_t i = 0; i < list.len && i < MOST; i++)
		*vec_push(s->app->mem, &s->found) = list.at[i];
	arena_deinit(&mem);
}

static void suggest_group(Suggesting *s, const QuarantineGroup *group)
{
	int64_t contract_id = 0;
	if (group->unknown.len == 0)
		return;
	if (str_eq_c(group->subject, "person"))
		suggest(s, group, &s->people, 0);
	else if (str_eq_c(group->subject, "project") || str_eq_c(group->subject, "client") ||
		 str_eq_c(group->subject, "contract"))
		suggest(s, group, &s->contracts, 0);
	else if (str_eq_c(group->subject, "task") &&
		 map_get(&s->contract_ids, group->within, &contract_id))
		suggest(s, group, &s->tasks, contract_id);
}

static MUST_CHECK bool find_all(Suggesting *s, Err *err)
{
	QuarantineGroups groups;
	if (!quarantine_groups(s->app->db, s->app->mem, &groups, err) || !load_contracts(s, err) ||
	    !load_tasks(s, err) || !load_people(s, err))
		return false;
	for (size_t i = 0; i < groups.len; i++)
		suggest_group(s, &groups.at[i]);
	return true;
}

bool links_suggest(App *app, Suggestions *out, Err *err)
{
	Suggesting suggesting = {.app = app};
	if (!app_begin_read(app, err))
		return false;
	bool ok = find_all(&suggesting, err);
	app_end(app);
	if (ok)
		*out = (Suggestions){suggesting.found.at, suggesting.found.len};
	return ok;
}
