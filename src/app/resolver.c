#include "app/resolver_parts.h"

#include "store/custom_field.h"
#include "store/quarantine.h"
#include "store/snapshot.h"

#include <assert.h>
#include <stdlib.h>

/* A number as the key of a map. */
static Str id_key(const int64_t *id)
{
	return (Str){(const char *)id, sizeof *id};
}

static KnownContract *known_at(const Resolver *r, int64_t place)
{
	return r->known.at[place];
}

static KnownContract *know(Resolver *r, const Contract *contract)
{
	KnownContract *known = ARENA_NEW(r->mem, KnownContract);
	known->contract = *contract;
	known->term = (Period){DATE_NONE, DATE_NONE};
	map_init(&known->tasks, r->mem, 0);
	map_init(&known->declared, r->mem, 0);
	map_init(&known->task_links, r->mem, 0);
	*vec_push(r->mem, &r->known) = known;
	map_put(&r->contracts, known->contract.key, (int64_t)r->known.len - 1);
	map_put(&r->contracts_by_id, id_key(&known->contract.id), (int64_t)r->known.len - 1);
	return known;
}

static MUST_CHECK bool load_contracts(Resolver *r, Err *err)
{
	ContractList list;
	int64_t place;
	if (!contract_list(r->app->db, r->mem, 0, &list, err))
		return false;
	for (size_t i = 0; i < list.len; i++) {
		if (!map_get(&r->contracts, list.at[i].key, &place))
			(void)know(r, &list.at[i]);
	}
	r->all_contracts = true;
	return true;
}

static Date date_value(const Value *value)
{
	return value->set ? (Date){(int32_t)value->number} : DATE_NONE;
}

static bool take_term(void *context, Arena *mem, int64_t contract_id, const SnapshotList *list,
		      Err *err)
{
	Resolver *r = context;
	int64_t place;
	(void)mem;
	(void)err;
	if (list->len == 0 || !map_get(&r->contracts_by_id, id_key(&contract_id), &place))
		return true;
	const Value *values = list->at[list->len - 1].values;
	known_at(r, place)->term =
		(Period){date_value(&values[STARTS_ON]), date_value(&values[ENDS_ON])};
	return true;
}

static MUST_CHECK bool load_terms(Resolver *r, Err *err)
{
	Fields fields;
	return custom_field_load(r->app->db, r->mem, &fields, err) &&
	       snapshot_visit(r->app->db, &fields, SNAPSHOTS_LATEST, DATE_NONE, take_term, r, err);
}

static void add_tasks(Resolver *r, const Tasks *tasks)
{
	for (size_t i = 0; i < tasks->len; i++) {
		const TaskName *task = &tasks->at[i];
		int64_t place;
		if (!map_get(&r->contracts_by_id, id_key(&task->contract_id), &place))
			continue;
		KnownContract *known = known_at(r, place);
		map_put(&known->tasks, task->key, task->id);
		if (task->declared)
			map_put(&known->declared, task->key, 1);
	}
}

static MUST_CHECK bool load_tasks(Resolver *r, int64_t contract_id, Err *err)
{
	Tasks tasks;
	if (!tasks_list(r->app->db, r->mem, contract_id, &tasks, err))
		return false;
	add_tasks(r, &tasks);
	return true;
}

static MUST_CHECK bool load_people(Resolver *r, Err *err)
{
	Resources resources;
	FactSources sources;
	if (!resources_list(r->app->db, r->mem, &resources, err) ||
	    !fact_sources_list(r->app->db, r->mem, &sources, err))
		return false;
	for (size_t i = 0; i < resources.len; i++) {
		map_put(&r->resources, resources.at[i].key, resources.at[i].id);
		if (resources.at[i].declared)
			map_put(&r->declared, resources.at[i].key, 1);
	}
	for (size_t i = 0; i < sources.len; i++)
		map_put(&r->sources, sources.at[i].name, sources.at[i].id);
	return true;
}

/* What was found out about names holds no longer. */
static void forget_meanings(Resolver *r)
{
	r->meanings.len = 0;
	r->last.meaning = -1;
	map_init(&r->contract_meanings, r->mem, 0);
	map_init(&r->person_meanings, r->mem, 0);
	for (size_t i = 0; i < r->known.len; i++)
		map_init(&r->known.at[i]->task_links, r->mem, 0);
}

bool resolver_reload_links(Resolver *r, Err *err)
{
	forget_meanings(r);
	return links_list(r->app->db, r->mem, false, &r->links, err);
}

bool resolver_load(App *app, Arena *mem, ResolverSize size, Resolver **out, Err *err)
{
	Resolver *r = ARENA_NEW(mem, Resolver);
	*r = (Resolver){.app = app, .mem = mem, .size = size, .words = {.mem = mem}};
	r->last.texts.mem = mem;
	map_init(&r->contracts, mem, 0);
	map_init(&r->contracts_by_id, mem, 0);
	map_init(&r->resources, mem, 0);
	map_init(&r->declared, mem, 0);
	map_init(&r->sources, mem, 0);
	if (!load_people(r, err) || !resolver_reload_links(r, err))
		return false;
	if (size == RESOLVER_BULK &&
	    (!load_contracts(r, err) || !load_tasks(r, 0, err) || !load_terms(r, err)))
		return false;
	*out = r;
	return true;
}

bool resolver_set_source(Resolver *r, Str source, Err *err)
{
	if (r->source_id != 0 && str_eq(r->source, source))
		return true;
	r->source = str_copy(r->mem, source);
	forget_meanings(r);
	if (map_get(&r->sources, source, &r->source_id))
		return true;
	FactSource made = {.id = id_next(&r->app->ids, r->app->now), .name = r->source};
	if (!fact_source_insert(r->app->db, &made, err))
		return false;
	map_put(&r->sources, made.name, made.id);
	r->source_id = made.id;
	return true;
}

int64_t resolver_source_id(const Resolver *r)
{
	return r->source_id;
}

const KnownContracts *resolver_spoken_of(const Resolver *r)
{
	return &r->spoken_of;
}

void resolver_speak_of(Resolver *r, KnownContract *contract)
{
	if (contract->spoken_of)
		return;
	contract->spoken_of = true;
	*vec_push(r->mem, &r->spoken_of) = contract;
}

bool resolver_find_contract(Resolver *r, Str key, KnownContract **out, Err *err)
{
	int64_t place;
	Contract contract;
	bool found = false;
	if (map_get(&r->contracts, key, &place)) {
		*out = known_at(r, place);
		return true;
	}
	if (!r->all_contracts && !contract_find(r->app->db, r->mem, key, &contract, &found, err))
		return false;
	if (!found) {
		*out = NULL;
		return true;
	}
	KnownContract *known = know(r, &contract);
	if (!load_tasks(r, contract.id, err))
		return false;
	*out = known;
	return true;
}

bool resolver_find_contract_id(Resolver *r, int64_t id, KnownContract **out, Err *err)
{
	int64_t place;
	if (!map_get(&r->contracts_by_id, id_key(&id), &place)) {
		if (!r->all_contracts && (!load_contracts(r, err) || !load_tasks(r, 0, err)))
			return false;
		if (!map_get(&r->contracts_by_id, id_key(&id), &place)) {
			*out = NULL;
			return true;
		}
	}
	*out = known_at(r, place);
	return true;
}

static int compare_links(const void *a, const void *b)
{
	return link_precedence(*(const Link *const *)a, *(const Link *const *)b);
}

void resolver_add_links(Resolver *r, Meaning *meaning, const NameAsked *asked, int64_t contract_id)
{
	VEC(const Link *) found = {0};
	for (size_t i = 0; i < r->links.len; i++) {
		const Link *link = &r->links.at[i];
		if (link_speaks_of(link, asked) &&
		    (link->target != LINK_TO_TASK || link->contract_id == contract_id))
			*vec_push(r->mem, &found) = link;
	}
	if (found.len == 0)
		return;
	qsort(found.at, found.len, sizeof *found.at, compare_links);
	const Link **all = ARENA_ARRAY(r->mem, const Link *, meaning->link_count + found.len);
	for (size_t i = 0; i < meaning->link_count; i++)
		all[i] = meaning->links[i];
	for (size_t i = 0; i < found.len; i++)
		all[meaning->link_count + i] = found.at[i];
	meaning->links = all;
	meaning->link_count += found.len;
}

int64_t resolver_keep_meaning(Resolver *r, Map *map, Str key, Meaning meaning)
{
	*vec_push(r->mem, &r->meanings) = meaning;
	int64_t place = (int64_t)r->meanings.len - 1;
	map_put(map, str_copy(r->mem, key), place);
	return place;
}

const Link *meaning_link_on(const Meaning *meaning, Date on)
{
	for (size_t i = 0; i < meaning->link_count; i++) {
		if (link_holds_on(meaning->links[i], on))
			return meaning->links[i];
	}
	return NULL;
}

/* A contract that is named by a name which is no key of ours may be linked like a project. */
static void add_contract_links(Resolver *r, const ContractWords *w, Meaning *meaning)
{
	const Str names[] = {w->contract, w->project, w->project_code};
	size_t from = w->contract.len > 0 ? 0 : 1;
	size_t to = w->contract.len > 0 ? 1 : 3;
	for (size_t i = from; i < to; i++) {
		NameAsked asked = {r->source, LINK_PROJECT, names[i], w->client};
		if (names[i].len > 0)
			resolver_add_links(r, meaning, &asked, 0);
	}
	NameAsked client = {r->source, LINK_CLIENT, w->client, {0}};
	if (w->client.len > 0 && w->contract.len == 0)
		resolver_add_links(r, meaning, &client, 0);
}

static MUST_CHECK bool mean_contract(Resolver *r, const ContractWords *w, Meaning *out, Err *err)
{
	Meaning meaning = {0};
	const Str keys[] = {w->contract, w->project_code, w->project};
	size_t count = w->contract.len > 0 ? 1 : 3;
	for (size_t i = 0; i < count && !meaning.contract; i++) {
		if (keys[i].len > 0 && !resolver_find_contract(r, keys[i], &meaning.contract, err))
			return false;
	}
	if (!meaning.contract)
		add_contract_links(r, w, &meaning);
	*out = meaning;
	return true;
}

/* No name holds a NUL. */
static Str join_words(Buf *buf, const ContractWords *w)
{
	const Str parts[] = {w->contract, w->project, w->project_code, w->client};
	buf_clear(buf);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		buf_add(buf, parts[i]);
		buf_add_byte(buf, '\0');
	}
	return buf_str(buf);
}

static bool same_words(const ContractWords *a, const ContractWords *b)
{
	return str_eq(a->project, b->project) && str_eq(a->client, b->client) &&
	       str_eq(a->contract, b->contract) && str_eq(a->project_code, b->project_code);
}

static Str keep_text(Buf *buf, size_t *at, Str text)
{
	Str kept = {buf->ptr + *at, text.len};
	*at += text.len + 1;
	return kept;
}

static void remember_words(Resolver *r, const ContractWords *w, int64_t meaning)
{
	Buf *texts = &r->last.texts;
	size_t at = 0;
	(void)join_words(texts, w);
	r->last.words.contract = keep_text(texts, &at, w->contract);
	r->last.words.project = keep_text(texts, &at, w->project);
	r->last.words.project_code = keep_text(texts, &at, w->project_code);
	r->last.words.client = keep_text(texts, &at, w->client);
	r->last.meaning = meaning;
}

static MUST_CHECK bool find_meaning(Resolver *r, const ContractWords *w, int64_t *out, Err *err)
{
	Meaning meaning;
	if (r->last.meaning >= 0 && same_words(&r->last.words, w)) {
		*out = r->last.meaning;
		return true;
	}
	Str key = join_words(&r->words, w);
	if (!map_get(&r->contract_meanings, key, out)) {
		if (!mean_contract(r, w, &meaning, err))
			return false;
		*out = resolver_keep_meaning(r, &r->contract_meanings, key, meaning);
	}
	remember_words(r, w, *out);
	return true;
}

static NameGap contract_gap(const ContractWords *w)
{
	NameGap gap = {.code = QUARANTINE_UNKNOWN_CONTRACT, .within = w->client};
	if (w->contract.len > 0 || (w->project.len + w->project_code.len + w->client.len) == 0) {
		gap.subject = "contract";
		gap.name = w->contract;
	} else if (w->project.len + w->project_code.len > 0) {
		gap.subject = "project";
		gap.name = w->project.len > 0 ? w->project : w->project_code;
	} else {
		gap.subject = "client";
		gap.name = w->client;
		gap.within = (Str){0};
	}
	return gap;
}

bool resolver_contract(Resolver *r, const ContractWords *words, Date on, ContractMeaning *out,
		       NameGap *gap, Err *err)
{
	int64_t place;
	ContractMeaning meaning = {0};
	if (!find_meaning(r, words, &place, err))
		return false;
	const Meaning *found = &r->meanings.at[place];
	const Link *link = found->contract ? NULL : meaning_link_on(found, on);
	meaning.contract = found->contract;
	if (link && link->target == LINK_TO_CONTRACT) {
		if (!resolver_find_contract_id(r, link->contract_id, &meaning.contract, err))
			return false;
	} else if (link) {
		meaning.is_category = true;
		meaning.category =
			link->target == LINK_TO_LEAVE ? CATEGORY_LEAVE : CATEGORY_INTERNAL;
	}
	*gap = meaning.contract || meaning.is_category ? (NameGap){0} : contract_gap(words);
	if (meaning.contract)
		resolver_speak_of(r, meaning.contract);
	*out = meaning;
	return true;
}
