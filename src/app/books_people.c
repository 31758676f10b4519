/* People: who they are, their terms and assignments, and who is of a scope of people. */

#include "app/books_parts.h"
#include "store/dimension.h"

#include <stdlib.h>

enum {
	FEW_CONTRACTS = 32, /* of which only their own people are read */
	FEW_PEOPLE = 512,   /* who are read one by one, not out of all */
};

typedef struct PeopleReading {
	App *app;
	const BooksQuery *query;
	Arena *scratch;
	const Firm *firm;
	ContractCards contracts; /* whose people are read */
	bool some;               /* not everyone: those of the contracts, or one */
	bool one;
	Resource *people; /* by id */
	size_t len;
	VEC(int64_t) ids; /* of `some` */
	Str source;       /* last one that was kept */
} PeopleReading;

static const FactValue *value_of(const Fact *fact, const char *field)
{
	return &fact->values[fact_field(fact->kind, field)];
}

static Str text_of(const PeopleReading *reading, const Fact *fact, const char *field)
{
	const FactValue *value = value_of(fact, field);
	return value->set ? str_copy(reading->app->mem, value->text) : (Str){0};
}

static Date day_of(const Fact *fact, const char *field)
{
	return (Date){(int32_t)value_of(fact, field)->number};
}

static Lineage lineage_of(PeopleReading *reading, const Fact *fact)
{
	if (!str_eq(reading->source, fact->source))
		reading->source = str_copy(reading->app->mem, fact->source);
	return (Lineage){
		.source = reading->source,
		.id = str_copy(reading->app->mem, fact_external_id(fact)),
		.import_id = fact->import_id,
		.line = fact->line,
	};
}

/* A scope of one person. */
static MUST_CHECK bool find_one(PeopleReading *reading, Err *err)
{
	ResourceName name;
	bool found;
	Str key = reading->query->scope.name;
	if (!resource_find_key(reading->app->db, reading->scratch, key, &name, &found, err))
		return false;
	if (found)
		*vec_push(reading->scratch, &reading->ids) = name.id;
	reading->some = reading->one = true;
	return true;
}

/* Those with hours on the contract, on whatever day. */
static MUST_CHECK bool add_workers(PeopleReading *reading, int64_t contract_id, Err *err)
{
	Arena scratch;
	GroupBlocks groups;
	EntryFilter filter = entry_filter_all();
	filter.contract_id = contract_id;
	filter.known = reading->query->moment.known;
	arena_init(&scratch);
	bool ok = entries_sum_unordered(reading->app->db, &scratch, &filter, SUM_BY_RESOURCE,
					&groups, err);
	for (size_t i = 0; ok && i < groups.len; i++)
		*vec_push(reading->scratch, &reading->ids) =
			group_in_blocks(groups, i)->resource_id;
	arena_deinit(&scratch);
	return ok;
}

static MUST_CHECK bool list_assignments(const PeopleReading *reading, int64_t contract_id,
					FactList *out, Err *err)
{
	FactFilter filter = {.kind = FACT_ASSIGNMENT,
			     .contract_id = contract_id,
			     .known = reading->query->moment.known};
	return facts_list(reading->app->db, reading->scratch, &filter, out, err);
}

static int compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

/* Each id once, ascending. */
static void order_ids(PeopleReading *reading)
{
	size_t kept = 0;
	int64_t *ids = reading->ids.at;
	if (reading->ids.len > 0)
		qsort(ids, reading->ids.len, sizeof *ids, compare_ids);
	for (size_t i = 0; i < reading->ids.len; i++) {
		if (kept == 0 || ids[kept - 1] != ids[i])
			ids[kept++] = ids[i];
	}
	reading->ids.len = kept;
}

static MUST_CHECK bool find_concerned(PeopleReading *reading, Err *err)
{
	for (size_t i = 0; i < reading->contracts.len; i++) {
		FactList list;
		int64_t contract_id = reading->contracts.at[i].id;
		if (!add_workers(reading, contract_id, err) ||
		    !list_assignments(reading, contract_id, &list, err))
			return false;
		for (size_t j = 0; j < list.len; j++)
			*vec_push(reading->scratch, &reading->ids) =
				value_of(&list.at[j], "resource")->number;
	}
	order_ids(reading);
	reading->some = reading->ids.len <= FEW_PEOPLE;
	return true;
}

/* Whose terms and hours are wanted, where it is not everyone. */
static MUST_CHECK bool find_ids(PeopleReading *reading, Err *err)
{
	ScopeKind kind = reading->query->scope.kind;
	if (kind == SCOPE_RESOURCE)
		return find_one(reading, err);
	if (kind != SCOPE_CONTRACT && kind != SCOPE_ACCOUNT)
		return true;
	return scope_contracts(reading->app, reading->query->scope, &reading->contracts, err) &&
	       (reading->contracts.len > FEW_CONTRACTS || find_concerned(reading, err));
}

static int compare_people(const void *a, const void *b)
{
	const Resource *x = a;
	const Resource *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

static Resource *find_person(const PeopleReading *reading, int64_t id)
{
	Resource wanted = {.id = id};
	return reading->len == 0 ? NULL
				 : bsearch(&wanted, reading->people, reading->len, sizeof wanted,
					   compare_people);
}

static Resource person_of(const ResourceName *name)
{
	return (Resource){.id = name->id, .key = name->key, .declared = name->declared};
}

static MUST_CHECK bool read_everyone(PeopleReading *reading, Err *err)
{
	Resources list;
	if (!resources_list(reading->app->db, reading->app->mem, &list, err))
		return false;
	reading->people = ARENA_ARRAY(reading->app->mem, Resource, list.len);
	reading->len = list.len;
	for (size_t i = 0; i < list.len; i++)
		reading->people[i] = person_of(&list.at[i]);
	if (list.len > 0)
		qsort(reading->people, list.len, sizeof *reading->people, compare_people);
	return true;
}

static MUST_CHECK bool read_some(PeopleReading *reading, Err *err)
{
	Arena *mem = reading->app->mem;
	reading->people = ARENA_ARRAY(mem, Resource, reading->ids.len);
	for (size_t i = 0; i < reading->ids.len; i++) {
		ResourceName name;
		bool found;
		if (!resource_find(reading->app->db, mem, reading->ids.at[i], &name, &found, err))
			return false;
		if (found)
			reading->people[reading->len++] = person_of(&name);
	}
	return true;
}

/* "lead; engineer" */
static void split_roles(Arena *mem, Str text, ResourceTerms *terms)
{
	VEC(Str) roles = {0};
	for (size_t from = 0; from < text.len;) {
		size_t at;
		Str rest = str_slice(text, from, text.len);
		size_t len = str_find(rest, STR(";"), &at) ? at : rest.len;
		Str role = str_trim(str_slice(rest, 0, len));
		if (role.len > 0)
			*vec_push(mem, &roles) = role;
		from += len + 1;
	}
	terms->roles = roles.at;
	terms->role_count = roles.len;
}

static ResourceTerms terms_of_fact(PeopleReading *reading, const Fact *fact)
{
	const FactValue *weekdays = value_of(fact, "monday"); /* the other days follow it */
	const FactValue *rate = value_of(fact, "cost_rate");
	ResourceTerms terms = {
		.effective_on = day_of(fact, "effective_on"),
		.name = text_of(reading, fact, "name"),
		.team = text_of(reading, fact, "team"),
		.calendar = firm_calendar(reading->firm, value_of(fact, "calendar")->text),
		.has_cost_rate = rate->set,
		.cost_rate = rate->number,
		.currency = fact->currency,
		.lineage = lineage_of(reading, fact),
	};
	split_roles(reading->app->mem, text_of(reading, fact, "roles"), &terms);
	for (size_t i = 0; i < 7; i++)
		terms.weekday_seconds[i] = weekdays[i].set ? weekdays[i].number : 0;
	return terms;
}

static int compare_terms(const void *a, const void *b)
{
	const ResourceTerms *x = a;
	const ResourceTerms *y = b;
	return (x->effective_on.day > y->effective_on.day) -
	       (x->effective_on.day < y->effective_on.day);
}

/* Facts of one person after the other. */
typedef struct ByPerson {
	size_t *first; /* by place of the person; one more than there are */
	size_t *facts; /* places in the list */
} ByPerson;

static ByPerson sort_by_person(const PeopleReading *reading, const FactList *list,
			       const char *field)
{
	size_t people = reading->len;
	ByPerson by = {ARENA_ARRAY(reading->scratch, size_t, people + 2),
		       ARENA_ARRAY(reading->scratch, size_t, list->len)};
	/* Counts two places on, then sums, which the second walk moves to where they belong. */
	for (size_t i = 0; i < list->len; i++) {
		const Resource *person =
			find_person(reading, value_of(&list->at[i], field)->number);
		if (person)
			by.first[(size_t)(person - reading->people) + 2]++;
	}
	for (size_t i = 2; i < people + 2; i++)
		by.first[i] += by.first[i - 1];
	for (size_t i = 0; i < list->len; i++) {
		const Resource *person =
			find_person(reading, value_of(&list->at[i], field)->number);
		if (person)
			by.facts[by.first[(size_t)(person - reading->people) + 1]++] = i;
	}
	return by;
}

/* `places`: in the list; NULL: all of it. */
static void set_terms(PeopleReading *reading, Resource *person, const FactList *list,
		      const size_t *places, size_t len)
{
	ResourceTerms *terms = ARENA_ARRAY(reading->app->mem, ResourceTerms, len);
	for (size_t i = 0; i < len; i++)
		terms[i] = terms_of_fact(reading, &list->at[places ? places[i] : i]);
	if (len > 0)
		qsort(terms, len, sizeof *terms, compare_terms);
	person->terms = terms;
	person->term_count = len;
}

static MUST_CHECK bool read_terms_of_all(PeopleReading *reading, Err *err)
{
	FactList list;
	FactFilter filter = {.kind = FACT_RESOURCE, .known = reading->query->moment.known};
	if (!facts_list(reading->app->db, reading->scratch, &filter, &list, err))
		return false;
	ByPerson by = sort_by_person(reading, &list, "key");
	for (size_t i = 0; i < reading->len; i++)
		set_terms(reading, &reading->people[i], &list, &by.facts[by.first[i]],
			  by.first[i + 1] - by.first[i]);
	return true;
}

static MUST_CHECK bool read_terms(PeopleReading *reading, Err *err)
{
	if (!reading->some)
		return read_terms_of_all(reading, err);
	for (size_t i = 0; i < reading->len; i++) {
		Resource *person = &reading->people[i];
		FactList list;
		FactFilter filter = {.kind = FACT_RESOURCE,
				     .resource_id = person->id,
				     .known = reading->query->moment.known};
		if (!facts_list(reading->app->db, reading->scratch, &filter, &list, err))
			return false;
		set_terms(reading, person, &list, NULL, list.len);
	}
	return true;
}

/* Those of all contracts; of some people on the contracts of the scope. */
static MUST_CHECK bool list_all_assignments(const PeopleReading *reading, FactList *out, Err *err)
{
	VEC(Fact) facts = {0};
	if (!reading->some || reading->one)
		return list_assignments(reading, 0, out, err);
	for (size_t i = 0; i < reading->contracts.len; i++) {
		FactList list;
		if (!list_assignments(reading, reading->contracts.at[i].id, &list, err))
			return false;
		for (size_t j = 0; j < list.len; j++)
			*vec_push(reading->scratch, &facts) = list.at[j];
	}
	*out = (FactList){facts.at, facts.len};
	return true;
}

static MUST_CHECK bool read_assignments(PeopleReading *reading, Err *err)
{
	FactList list;
	if (!list_all_assignments(reading, &list, err))
		return false;
	ByPerson by = sort_by_person(reading, &list, "resource");
	for (size_t i = 0; i < reading->len; i++) {
		Resource *person = &reading->people[i];
		size_t len = by.first[i + 1] - by.first[i];
		Assignment *assignments = ARENA_ARRAY(reading->app->mem, Assignment, len);
		for (size_t j = 0; j < len; j++) {
			const Fact *fact = &list.at[by.facts[by.first[i] + j]];
			assignments[j] = (Assignment){
				.contract_id = fact->contract_id,
				.resource_id = person->id,
				.days = {day_of(fact, "from"), day_of(fact, "to")},
				.weekly_seconds = value_of(fact, "hours_per_week")->number,
				.lineage = lineage_of(reading, fact),
			};
		}
		person->assignments = assignments;
		person->assignment_count = len;
	}
	return true;
}

static MUST_CHECK bool read_people(PeopleReading *reading, Err *err)
{
	unsigned hours = NEED_RESOURCE_HOURS | NEED_TIMESHEETS;
	if (!find_ids(reading, err))
		return false;
	if (reading->some ? !read_some(reading, err) : !read_everyone(reading, err))
		return false;
	if (!read_terms(reading, err) || !read_assignments(reading, err))
		return false;
	if ((reading->query->needs & hours) == 0)
		return true;
	FirmPeople people = {reading->people, reading->len, !reading->some};
	return firm_hours_read(reading->app, reading->query, &people, err);
}

bool firm_people_read(App *app, const BooksQuery *query, Firm *firm, Err *err)
{
	Arena scratch;
	PeopleReading reading = {.app = app, .query = query, .scratch = &scratch, .firm = firm};
	arena_init(&scratch);
	bool ok = read_people(&reading, err);
	arena_deinit(&scratch);
	if (!ok)
		return false;
	firm->resources = reading.people;
	firm->resource_count = reading.len;
	return true;
}

static int compare_keys(const void *a, const void *b)
{
	const Resource *x = *(const Resource *const *)a;
	const Resource *y = *(const Resource *const *)b;
	return str_cmp_natural(x->key, y->key);
}

static bool is_in(const Resource *resource, Scope scope, Date as_of)
{
	if (scope.kind == SCOPE_RESOURCE)
		return str_eq(resource->key, scope.name);
	if (scope.kind != SCOPE_TEAM)
		return resource->declared;
	const ResourceTerms *terms = resource_terms_on(resource, as_of);
	if (scope.name.len == 0)
		return resource->declared && (!terms || terms->team.len == 0);
	return terms && str_eq(terms->team, scope.name);
}

bool scope_resources(App *app, const Firm *firm, Scope scope, Date as_of, ResourceRefs *out,
		     Err *err)
{
	ResourceRefs refs = {ARENA_ARRAY(app->mem, const Resource *, firm->resource_count), 0};
	for (size_t i = 0; i < firm->resource_count; i++) {
		if (is_in(&firm->resources[i], scope, as_of))
			refs.at[refs.len++] = &firm->resources[i];
	}
	Str shown = str_slice(scope.name, 0, 300);
	if (refs.len == 0 && scope.kind == SCOPE_RESOURCE)
		(void)fail_no_such(err, "resource", "there is no resource '%.*s'", STR_ARG(shown));
	else if (refs.len == 0 && scope.kind == SCOPE_TEAM && shown.len == 0)
		(void)fail_no_such(err, "team", "everybody is in a team on that day");
	else if (refs.len == 0 && scope.kind == SCOPE_TEAM)
		(void)fail_no_such(err, "team", "nobody is in team '%.*s' on that day",
				   STR_ARG(shown));
	if (refs.len == 0 && scope_is_people(scope))
		return fail_at(err, "scope");
	if (refs.len > 0)
		qsort(refs.at, refs.len, sizeof *refs.at, compare_keys);
	*out = refs;
	return true;
}
