#include "entry_model.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PARTS_MAX = 4 }; /* parts that the tests give */

void model_init(EntryModel *model, Str (*currency)(int64_t contract_id))
{
	*model = (EntryModel){.currency = currency};
	arena_init(&model->mem);
	map_init(&model->current, &model->mem, 1);
}

void model_deinit(EntryModel *model)
{
	arena_deinit(&model->mem);
}

void model_begin(EntryModel *model)
{
	model->steps.len = 0;
	model->versions_before = model->versions.len;
}

void model_rollback(EntryModel *model)
{
	for (size_t i = model->steps.len; i > 0; i--) {
		const ModelStep *step = &model->steps.at[i - 1];
		if (step->key.len > 0)
			map_put(&model->current, step->key, step->before);
		else
			model->versions.at[step->version] = step->ended;
	}
	model->steps.len = 0;
	model->versions.len = model->versions_before;
}

static Str key_of(Arena *mem, int64_t source_id, Str external_id, int32_t part)
{
	return str_format(mem, "%lld %d %.*s", (long long)source_id, part, STR_ARG(external_id));
}

static int64_t current_of(EntryModel *model, Str key)
{
	int64_t number;
	return map_get(&model->current, key, &number) ? number : -1;
}

static void set_current(EntryModel *model, Str key, int64_t number)
{
	*vec_push(&model->mem, &model->steps) =
		(ModelStep){.key = key, .before = current_of(model, key)};
	map_put(&model->current, key, number);
}

static bool same_text(Str a, Str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* What the source says. */
static bool alike(const TimeEntry *a, const TimeEntry *b)
{
	return a->contract_id == b->contract_id && a->task_id == b->task_id &&
	       a->resource_id == b->resource_id && a->source_id == b->source_id &&
	       same_text(a->external_id, b->external_id) && a->part == b->part &&
	       a->work_date.day == b->work_date.day && a->seconds == b->seconds &&
	       a->start == b->start && a->span == b->span && a->billable == b->billable &&
	       a->approval == b->approval && a->category == b->category &&
	       same_text(a->role, b->role) && a->has_cost == b->has_cost &&
	       (!a->has_cost || a->cost == b->cost) && a->has_bill == b->has_bill &&
	       (!a->has_bill || a->bill == b->bill) &&
	       strcmp(a->currency.code, b->currency.code) == 0 && same_text(a->note, b->note);
}

bool model_same_entry(const TimeEntry *a, const TimeEntry *b)
{
	return alike(a, b) && a->import_id == b->import_id && a->line == b->line &&
	       a->known_at.us == b->known_at.us && a->currency.exponent == b->currency.exponent;
}

static void end_version(EntryModel *model, size_t number, const EntryBatch *batch)
{
	EntryVersion *version = &model->versions.at[number];
	*vec_push(&model->mem, &model->steps) = (ModelStep){.version = number, .ended = *version};
	version->known_until = batch->known_at;
	version->until_import = batch->import_id;
}

static void add_version(EntryModel *model, Str key, const TimeEntry *entry, Instant known_at)
{
	TimeEntry copy = *entry;
	copy.external_id = str_copy(&model->mem, entry->external_id);
	copy.role = str_copy(&model->mem, entry->role);
	copy.note = str_copy(&model->mem, entry->note);
	copy.known_at = known_at;
	set_current(model, key, (int64_t)model->versions.len);
	*vec_push(&model->mem, &model->versions) = (EntryVersion){copy, INSTANT_MAX, 0};
}

/* The part that a batch gives, or NULL. */
static size_t given_part(const EntryBatch *batch, int64_t source_id, Str external_id, int32_t part)
{
	size_t i = 0;
	while (i < batch->entry_count &&
	       !(batch->entries[i].source_id == source_id && batch->entries[i].part == part &&
		 same_text(batch->entries[i].external_id, external_id)))
		i++;
	return i;
}

/* All parts of one external id that a batch names. */
static void apply_id(EntryModel *model, const EntryBatch *batch, int64_t source_id, Str external_id,
		     uint8_t *outcomes, bool deletes, uint8_t *deletion_outcome)
{
	bool own = false;
	bool differs = false;
	bool there = false;
	for (int32_t part = 0; part < PARTS_MAX; part++) {
		int64_t number =
			current_of(model, key_of(&model->mem, source_id, external_id, part));
		size_t given = given_part(batch, source_id, external_id, part);
		bool gives = given < batch->entry_count;
		const TimeEntry *old = number >= 0 ? &model->versions.at[number].entry : NULL;
		there = there || old;
		own = own || (old && old->import_id == batch->import_id);
		differs = differs || gives != (old != NULL) ||
			  (gives && old && !alike(old, &batch->entries[given]));
	}
	size_t first = batch->entry_count; /* of the parts given */
	bool all_alike = true;
	bool refuse = !deletes && own && differs && batch->import_id != 0 && !batch->replaces_own;
	if (deletes)
		*deletion_outcome = there ? FACT_DELETED : FACT_ABSENT;
	for (int32_t part = 0; part < PARTS_MAX; part++) {
		Str key = key_of(&model->mem, source_id, external_id, part);
		int64_t number = current_of(model, key);
		size_t given = given_part(batch, source_id, external_id, part);
		bool gives = given < batch->entry_count;
		const TimeEntry *old = number >= 0 ? &model->versions.at[number].entry : NULL;
		bool same = gives && old && alike(old, &batch->entries[given]);
		if (gives && first == batch->entry_count)
			first = given;
		all_alike = all_alike && (!gives || same);
		if (gives && same)
			outcomes[given] = FACT_UNCHANGED;
		else if (gives && refuse)
			outcomes[given] = FACT_REPEATED;
		else if (gives)
			outcomes[given] = !old ? FACT_ADDED
					  : old->contract_id == batch->entries[given].contract_id
						  ? FACT_REPLACED
						  : FACT_MOVED;
		if (same || refuse)
			continue;
		if (old) {
			end_version(model, (size_t)number, batch);
			set_current(model, key, -1);
		}
		if (gives)
			add_version(model, key, &batch->entries[given], batch->known_at);
	}
	/* Only days that go tell it from what was there. */
	if (differs && all_alike && first < batch->entry_count)
		outcomes[first] = refuse ? FACT_REPEATED : FACT_REPLACED;
}

void model_apply(EntryModel *model, const EntryBatch *batch, uint8_t *entry_outcomes,
		 uint8_t *deletion_outcomes)
{
	for (size_t i = 0; i < batch->entry_count; i++) {
		const TimeEntry *entry = &batch->entries[i];
		bool first = true;
		for (size_t j = 0; j < i && first; j++)
			first = !(batch->entries[j].source_id == entry->source_id &&
				  same_text(batch->entries[j].external_id, entry->external_id));
		if (first)
			apply_id(model, batch, entry->source_id, entry->external_id, entry_outcomes,
				 false, NULL);
	}
	for (size_t i = 0; i < batch->deletion_count; i++)
		apply_id(model, batch, batch->deletions[i].source_id,
			 batch->deletions[i].external_id, NULL, true, &deletion_outcomes[i]);
}

static bool known_at(const EntryVersion *version, Instant known)
{
	if (known.us == INSTANT_MAX.us)
		return version->known_until.us == INSTANT_MAX.us;
	return version->entry.known_at.us <= known.us && known.us < version->known_until.us;
}

static bool is_among(const EntryFilter *filter, int64_t resource_id)
{
	bool found = !filter->resources;
	for (size_t i = 0; filter->resources && i < filter->resource_count; i++)
		found |= filter->resources[i] == resource_id;
	return found;
}

static bool takes(const EntryFilter *filter, const EntryVersion *version)
{
	const TimeEntry *entry = &version->entry;
	bool in_days =
		(!date_is_set(filter->days.from) ||
		 entry->work_date.day >= filter->days.from.day) &&
		(!date_is_set(filter->days.to) || entry->work_date.day < filter->days.to.day);
	return known_at(version, filter->known) && in_days &&
	       (filter->contract_id == 0 || filter->contract_id == entry->contract_id) &&
	       (!filter->without_contract || entry->contract_id == 0) &&
	       (filter->task_id == 0 || filter->task_id == entry->task_id) &&
	       (filter->resource_id == 0 || filter->resource_id == entry->resource_id) &&
	       is_among(filter, entry->resource_id) &&
	       (filter->source_id == 0 || filter->source_id == entry->source_id) &&
	       (filter->classes == 0 || filter->classes & 1u << time_class(entry));
}

static Date tile_of(unsigned by, Date day)
{
	Granularity granularity = by & SUM_BY_DAY    ? GRANULARITY_DAY
				  : by & SUM_BY_WEEK ? GRANULARITY_WEEK
						     : GRANULARITY_MONTH;
	if (!(by & (SUM_BY_DAY | SUM_BY_WEEK | SUM_BY_MONTH)))
		return DATE_NONE;
	return calendar_tile((Calendar){.granularity = granularity}, day).from;
}

static int order_of(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int compare_groups(const void *a, const void *b)
{
	const EntryGroup *x = a;
	const EntryGroup *y = b;
	int order = order_of(x->date.day, y->date.day);
	order = order ? order : order_of(x->contract_id, y->contract_id);
	order = order ? order : order_of(x->task_id, y->task_id);
	order = order ? order : order_of(x->resource_id, y->resource_id);
	return order ? order : order_of(x->time_class, y->time_class);
}

static void add_to(const EntryModel *model, EntrySums *sums, const TimeEntry *entry)
{
	Str currency = model->currency(entry->contract_id);
	bool money = entry->contract_id != 0 &&
		     (!entry->currency.code[0] || str_eq_c(currency, entry->currency.code));
	bool client = entry->category == CATEGORY_CLIENT && entry->billable;
	sums->entries++;
	sums->seconds += entry->seconds;
	if (client && entry->approval == APPROVAL_APPROVED)
		sums->counting_seconds += entry->seconds;
	if (client && entry->approval != APPROVAL_APPROVED)
		sums->pending_seconds += entry->seconds;
	if (money && entry->has_bill) {
		sums->billed_seconds += entry->seconds;
		sums->bill += entry->bill;
	}
	if (money && entry->has_cost) {
		sums->costed_seconds += entry->seconds;
		sums->cost += entry->cost;
	}
}

EntryGroups model_sum(const EntryModel *model, Arena *mem, const EntryFilter *filter, unsigned by)
{
	VEC(EntryGroup) groups = {0};
	if (by & SUM_BY_TASK)
		by |= SUM_BY_CONTRACT;
	for (size_t i = 0; i < model->versions.len; i++) {
		const TimeEntry *entry = &model->versions.at[i].entry;
		if (!takes(filter, &model->versions.at[i]))
			continue;
		EntryGroup group = {
			.contract_id = by & SUM_BY_CONTRACT ? entry->contract_id : 0,
			.task_id = by & SUM_BY_TASK ? entry->task_id : 0,
			.resource_id = by & SUM_BY_RESOURCE ? entry->resource_id : 0,
			.date = tile_of(by, entry->work_date),
			.time_class = by & SUM_BY_CLASS ? time_class(entry) : 0,
		};
		size_t at = 0;
		while (at < groups.len && compare_groups(&groups.at[at], &group) != 0)
			at++;
		if (at == groups.len)
			*vec_push(mem, &groups) = group;
		add_to(model, &groups.at[at].sums, entry);
	}
	if (groups.len > 1)
		qsort(groups.at, groups.len, sizeof *groups.at, compare_groups);
	return (EntryGroups){groups.at, groups.len};
}

static int compare_texts(Str a, Str b)
{
	size_t common = a.len < b.len ? a.len : b.len;
	int order = common > 0 ? memcmp(a.ptr, b.ptr, common) : 0;
	return order ? order : order_of((int64_t)a.len, (int64_t)b.len);
}

static int compare_entries(const void *a, const void *b)
{
	const TimeEntry *x = a;
	const TimeEntry *y = b;
	int order = order_of(x->contract_id, y->contract_id);
	order = order ? order : order_of(x->work_date.day, y->work_date.day);
	order = order ? order : order_of(x->source_id, y->source_id);
	order = order ? order : compare_texts(x->external_id, y->external_id);
	return order ? order : order_of(x->part, y->part);
}

TimeEntryList model_list(const EntryModel *model, Arena *mem, const EntryFilter *filter)
{
	VEC(TimeEntry) entries = {0};
	for (size_t i = 0; i < model->versions.len; i++) {
		if (takes(filter, &model->versions.at[i]))
			*vec_push(mem, &entries) = model->versions.at[i].entry;
	}
	if (entries.len > 1)
		qsort(entries.at, entries.len, sizeof *entries.at, compare_entries);
	return (TimeEntryList){entries.at, entries.len, false};
}

static int compare_versions(const void *a, const void *b)
{
	const EntryVersion *x = a;
	const EntryVersion *y = b;
	int order = order_of(x->entry.part, y->entry.part);
	return order ? order : order_of(x->entry.known_at.us, y->entry.known_at.us);
}

/* Versions that ended when they began were never to be seen. */
EntryVersions model_versions(const EntryModel *model, Arena *mem, int64_t source_id,
			     Str external_id)
{
	VEC(EntryVersion) versions = {0};
	for (size_t i = 0; i < model->versions.len; i++) {
		const EntryVersion *version = &model->versions.at[i];
		if (version->entry.source_id == source_id &&
		    same_text(version->entry.external_id, external_id) &&
		    version->entry.known_at.us != version->known_until.us)
			*vec_push(mem, &versions) = *version;
	}
	if (versions.len > 1)
		qsort(versions.at, versions.len, sizeof *versions.at, compare_versions);
	return (EntryVersions){versions.at, versions.len};
}
