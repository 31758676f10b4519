/* Tasks and resources of a resolver. */

#include "app/resolver_parts.h"
#include "store/quarantine.h"

static MUST_CHECK bool make_task(Resolver *r, KnownContract *known, Str key, bool declared,
				 int64_t *id, Err *err)
{
	TaskName task = {.id = id_next(&r->app->ids, r->app->now),
			 .contract_id = known->contract.id,
			 .key = str_copy(r->mem, key),
			 .declared = declared};
	if (!task_insert(r->app->db, &task, err))
		return false;
	map_put(&known->tasks, task.key, task.id);
	*id = task.id;
	return true;
}

bool resolver_declare_task(Resolver *r, KnownContract *known, Str key, bool declare, int64_t *id,
			   Err *err)
{
	int64_t found;
	int64_t declared;
	bool newly = declare && !map_get(&known->declared, key, &declared);
	if (map_get(&known->tasks, key, &found)) {
		if (newly && !task_declare(r->app->db, known->contract.id, found, err))
			return false;
	} else if (!make_task(r, known, key, declare, &found, err)) {
		return false;
	}
	if (newly)
		map_put(&known->declared, str_copy(r->mem, key), 1);
	*id = found;
	return true;
}

bool resolver_known_resource(const Resolver *r, Str key, int64_t *id)
{
	return map_get(&r->resources, key, id);
}

static MUST_CHECK bool make_resource(Resolver *r, Str key, bool declared, int64_t *id, Err *err)
{
	ResourceName resource = {.id = id_next(&r->app->ids, r->app->now),
				 .key = str_copy(r->mem, key),
				 .declared = declared};
	if (!resource_insert(r->app->db, &resource, err))
		return false;
	map_put(&r->resources, resource.key, resource.id);
	map_init(&r->person_meanings, r->mem, 0);
	*id = resource.id;
	return true;
}

bool resolver_declare_resource(Resolver *r, Str key, bool declare, int64_t *id, Err *err)
{
	int64_t found;
	int64_t declared;
	bool newly = declare && !map_get(&r->declared, key, &declared);
	if (map_get(&r->resources, key, &found)) {
		if (newly && !resource_declare(r->app->db, found, err))
			return false;
	} else if (!make_resource(r, key, declare, &found, err)) {
		return false;
	}
	if (newly)
		map_put(&r->declared, str_copy(r->mem, key), 1);
	*id = found;
	return true;
}

/* What the source's name of a task means, where it is no key of the contract. */
static const Link *task_link(Resolver *r, KnownContract *known, Str name, Date on)
{
	int64_t place;
	if (r->links.len == 0)
		return NULL;
	if (!map_get(&known->task_links, name, &place)) {
		Meaning meaning = {0};
		NameAsked asked = {r->source, LINK_TASK, name, known->contract.key};
		resolver_add_links(r, &meaning, &asked, known->contract.id);
		place = resolver_keep_meaning(r, &known->task_links, name, meaning);
	}
	return meaning_link_on(&r->meanings.at[place], on);
}

bool resolver_task(Resolver *r, KnownContract *known, Str name, Date on, int64_t *id,
		   uint64_t *made, NameGap *gap, Err *err)
{
	*gap = (NameGap){0};
	if (name.len == 0) {
		*id = 0;
		return true;
	}
	if (map_get(&known->tasks, name, id))
		return true;
	const Link *link = task_link(r, known, name, on);
	if (link) {
		*id = link->task_id;
		return true;
	}
	if (known->declared.len > 0) {
		*gap = (NameGap){QUARANTINE_UNKNOWN_TASK, "task", name, known->contract.key,
				 known->contract.id};
		return true;
	}
	(*made)++;
	return resolver_declare_task(r, known, name, false, id, err);
}

static void mean_person(Resolver *r, Str name, Str email, Meaning *meaning)
{
	const Str names[] = {name, email};
	for (size_t i = 0; i < 2 && meaning->id == 0; i++) {
		if (names[i].len > 0)
			(void)map_get(&r->resources, names[i], &meaning->id);
	}
	for (size_t i = 0; i < 2 && meaning->id == 0; i++) {
		NameAsked asked = {r->source, LINK_PERSON, names[i], {0}};
		if (names[i].len > 0)
			resolver_add_links(r, meaning, &asked, 0);
	}
}

bool resolver_resource(Resolver *r, Str name, Str email, Date on, int64_t *id, uint64_t *made,
		       NameGap *gap, Err *err)
{
	int64_t place;
	Str called = name.len > 0 ? name : email;
	*gap = (NameGap){0};
	buf_clear(&r->words);
	buf_add(&r->words, name);
	buf_add_byte(&r->words, '\0');
	buf_add(&r->words, email);
	Str key = buf_str(&r->words);
	if (!map_get(&r->person_meanings, key, &place)) {
		Meaning meaning = {0};
		mean_person(r, name, email, &meaning);
		place = resolver_keep_meaning(r, &r->person_meanings, key, meaning);
	}
	const Meaning *meaning = &r->meanings.at[place];
	const Link *link = meaning->id == 0 ? meaning_link_on(meaning, on) : NULL;
	if (meaning->id != 0 || link) {
		*id = link ? link->resource_id : meaning->id;
		return true;
	}
	if (r->declared.len > 0 || called.len == 0) {
		*gap = (NameGap){.code = QUARANTINE_UNKNOWN_RESOURCE,
				 .subject = "person",
				 .name = called};
		return true;
	}
	(*made)++;
	return resolver_declare_resource(r, called, false, id, err);
}
