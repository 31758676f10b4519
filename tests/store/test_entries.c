/* Time entries in the store: a long random life against a plain model, and cases that it would meet too rarely. */

#include "entry_model.h"
#include "entry_readers.h"
#include "fresh_entries.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
	CONTRACTS = 6,
	RESOURCES = 5,
	TASKS = 3,
	SOURCES = 3,
	IDS = 260, /* of each source */
	BATCH_MAX = 200,
	TRANSACTIONS = 400,
	STEPS_WANTED = 10000,
	FIRST_DAY = READERS_FIRST_DAY,
	DAYS = READERS_DAYS,
};

typedef struct Life {
	Db *db;
	Arena mem; /* of one transaction */
	EntryModel model;
	uint64_t random;
	int64_t now; /* instants count up */
	int64_t imports;
	size_t steps;
} Life;

static uint64_t draw(Life *life, uint64_t below)
{
	life->random ^= life->random << 13;
	life->random ^= life->random >> 7;
	life->random ^= life->random << 17;
	return (life->random >> 11) % below;
}

static bool chance(Life *life, uint64_t in)
{
	return draw(life, in) == 0;
}

static int64_t draw_contract(Life *life)
{
	int64_t id = (int64_t)draw(life, CONTRACTS + 1);
	return id == CONTRACTS ? LAST_CONTRACT : id;
}

/* Short ones, long ones that fill runs quickly, and ones that JSON must escape. */
static Str id_text(Arena *mem, int64_t source_id, uint64_t number)
{
	char filler[700];
	memset(filler, 'x', sizeof filler);
	if (source_id == 1)
		return str_format(mem, "%" PRIu64, 1000 + number * 7);
	if (source_id == 2)
		return str_format(mem, "%.*s-%" PRIu64, (int)(number % 5 * 150), filler, number);
	return number == 0 ? (Str){0} : str_format(mem, "ü\"\\\t%" PRIu64 "\x01/é", number);
}

static Str draw_note(Life *life, Arena *mem)
{
	static const char *const notes[] = {
		"",
		"",
		"",
		"call",
		"say \"no\"",
		"back\\slash",
		"two\nlines\r\n",
		"\x1f\x7f",
		"日本語 🙂",
		"null",
	};
	const char *note = notes[draw(life, sizeof notes / sizeof *notes)];
	return chance(life, 40) ? str_format(mem, "%s %0400d", note, 7) : str_from_c(note);
}

static Currency draw_currency(Life *life)
{
	static const char *const codes[] = {"", "", "USD", "EUR", "JPY", "BHD"};
	const char *code = codes[draw(life, sizeof codes / sizeof *codes)];
	Currency currency = {0};
	Err err;
	if (*code)
		MUST(currency_find(str_from_c(code), &currency, &err));
	return currency;
}

static TimeEntry draw_entry(Life *life, EntryId id, int32_t part, int64_t import_id)
{
	int64_t contract_id = draw_contract(life);
	TimeEntry entry = {
		.contract_id = contract_id,
		.task_id = chance(life, 3) ? 0 : 10 + (int64_t)draw(life, TASKS),
		.resource_id = 100 + (int64_t)draw(life, RESOURCES),
		.source_id = id.source_id,
		.external_id = id.external_id,
		.part = part,
		.work_date = {FIRST_DAY + (int32_t)draw(life, DAYS)},
		.seconds = chance(life, 10) ? 0 : (int64_t)draw(life, DAY_SECONDS + 1),
		.start = chance(life, 2) ? TIME_NO_START : (int32_t)draw(life, DAY_SECONDS),
		.span = chance(life, 4) ? (int64_t)draw(life, 100000) : TIME_NO_SPAN,
		.billable = chance(life, 2),
		.approval = (Approval)draw(life, 3),
		.category = (Category)draw(life, 3),
		.role = chance(life, 3) ? STR("lead \"dev\"") : (Str){0},
		.has_cost = chance(life, 3),
		.has_bill = chance(life, 3),
		.currency = draw_currency(life),
		.note = draw_note(life, &life->mem),
		.import_id = import_id,
		.line = (int64_t)draw(life, 100000),
	};
	entry.cost =
		entry.has_cost ? (int64_t)draw(life, UINT64_C(2000000000000)) - 1000000000000 : 0;
	entry.bill = entry.has_bill ? (int64_t)draw(life, 5) - 2 : 0;
	return entry;
}

static EntryId draw_id(Life *life)
{
	int64_t source_id = 1 + (int64_t)draw(life, SOURCES);
	return (EntryId){source_id, id_text(&life->mem, source_id, draw(life, IDS))};
}

/* The version that holds, changed in one thing, or not at all. */
static TimeEntry change_entry(Life *life, const TimeEntry *old, int64_t import_id)
{
	TimeEntry entry =
		draw_entry(life, (EntryId){old->source_id, old->external_id}, old->part, import_id);
	TimeEntry changed = *old;
	changed.import_id = import_id;
	changed.line = entry.line;
	switch (draw(life, 8)) {
	case 0:
		changed.seconds = entry.seconds;
		break;
	case 1:
		changed.contract_id = entry.contract_id;
		break;
	case 2:
		changed.resource_id = entry.resource_id;
		break;
	case 3:
		changed.work_date = entry.work_date;
		break;
	case 4:
		changed.note = entry.note;
		break;
	case 5:
		changed.has_bill = entry.has_bill;
		changed.bill = entry.bill;
		changed.approval = entry.approval;
		break;
	default:
		break;
	}
	return changed;
}

static bool is_among(const EntryId *ids, size_t count, EntryId id)
{
	for (size_t i = 0; i < count; i++) {
		if (ids[i].source_id == id.source_id && str_eq(ids[i].external_id, id.external_id))
			return true;
	}
	return false;
}

/* One external id of a batch: it goes, or is changed, or gets parts anew. */
static void draw_parts(Life *life, EntryId id, EntryBatch *batch, TimeEntry *entries, EntryId *gone)
{
	EntryVersions versions =
		model_versions(&life->model, &life->mem, id.source_id, id.external_id);
	size_t before = batch->entry_count;
	if (chance(life, 5)) {
		gone[batch->deletion_count++] = id;
		return;
	}
	for (size_t i = 0; i < versions.len && !chance(life, 4); i++) {
		if (versions.at[i].known_until.us == INSTANT_MAX.us)
			entries[batch->entry_count++] =
				change_entry(life, &versions.at[i].entry, batch->import_id);
	}
	if (batch->entry_count > before)
		return;
	int32_t parts = chance(life, 6) ? 1 + (int32_t)draw(life, 3) : 1;
	for (int32_t part = 0; part < parts; part++)
		entries[batch->entry_count++] = draw_entry(life, id, part, batch->import_id);
}

static void shuffle(Life *life, TimeEntry *entries, size_t count)
{
	for (size_t i = count; i > 1; i--) {
		size_t other = draw(life, i);
		TimeEntry entry = entries[i - 1];
		entries[i - 1] = entries[other];
		entries[other] = entry;
	}
}

static EntryBatch draw_batch(Life *life)
{
	static const uint64_t sizes[] = {1, 1, 3, 10, 40, BATCH_MAX};
	size_t wanted = 1 + draw(life, sizes[draw(life, sizeof sizes / sizeof *sizes)]);
	TimeEntry *entries = ARENA_ARRAY(&life->mem, TimeEntry, 4 * wanted);
	EntryId *gone = ARENA_ARRAY(&life->mem, EntryId, wanted);
	EntryId *named = ARENA_ARRAY(&life->mem, EntryId, wanted);
	EntryBatch batch = {
		.entries = entries,
		.deletions = gone,
		.known_at = {life->now},
		.import_id = chance(life, 3) ? 0 : life->imports,
		.replaces_own = chance(life, 3),
	};
	for (size_t i = 0; i < wanted; i++) {
		named[i] = draw_id(life);
		if (!is_among(named, i, named[i]))
			draw_parts(life, named[i], &batch, entries, gone);
	}
	if (chance(life, 2))
		shuffle(life, entries, batch.entry_count);
	return batch;
}

static void compare_outcomes(const uint8_t *got, const uint8_t *wanted, size_t count,
			     const char *what)
{
	for (size_t i = 0; i < count; i++) {
		if (got[i] != wanted[i])
			fail_msg("%s %zu: outcome %d, wanted %d", what, i, got[i], wanted[i]);
	}
}

static void apply(Life *life, const EntryBatch *batch)
{
	Err err;
	uint8_t *got = ARENA_ARRAY(&life->mem, uint8_t, batch->entry_count);
	uint8_t *got_gone = ARENA_ARRAY(&life->mem, uint8_t, batch->deletion_count);
	uint8_t *wanted = ARENA_ARRAY(&life->mem, uint8_t, batch->entry_count);
	uint8_t *wanted_gone = ARENA_ARRAY(&life->mem, uint8_t, batch->deletion_count);
	memset(got, 255, batch->entry_count);
	memset(got_gone, 255, batch->deletion_count);
	MUST(entries_apply(life->db, batch, got, got_gone, &err));
	model_apply(&life->model, batch, wanted, wanted_gone);
	compare_outcomes(got, wanted, batch->entry_count, "entry");
	compare_outcomes(got_gone, wanted_gone, batch->deletion_count, "deletion");
	life->steps += batch->entry_count + batch->deletion_count;
}

static EntryFilter draw_filter(Life *life)
{
	EntryFilter filter = entry_filter_all();
	if (chance(life, 3))
		filter.contract_id = draw_contract(life);
	if (filter.contract_id == 0)
		filter.without_contract = chance(life, 6);
	if (chance(life, 6))
		filter.task_id = 10 + (int64_t)draw(life, TASKS);
	if (chance(life, 4))
		filter.resource_id = 100 + (int64_t)draw(life, RESOURCES);
	if (chance(life, 4)) {
		int64_t *resources = ARENA_ARRAY(&life->mem, int64_t, RESOURCES);
		for (int64_t i = 0; i < RESOURCES; i++) {
			if (chance(life, 2))
				resources[filter.resource_count++] = 100 + i;
		}
		filter.resources = resources;
	}
	if (chance(life, 6))
		filter.source_id = 1 + (int64_t)draw(life, SOURCES);
	if (chance(life, 4))
		filter.classes = (uint32_t)draw(life, 1u << TIME_CLASSES);
	if (chance(life, 2))
		filter.days.from = (Date){FIRST_DAY + (int32_t)draw(life, DAYS)};
	if (chance(life, 2))
		filter.days.to = (Date){FIRST_DAY + (int32_t)draw(life, DAYS + 10)};
	if (chance(life, 3))
		filter.known = (Instant){(int64_t)draw(life, (uint64_t)life->now + 2)};
	return filter;
}

static void compare_sums(Life *life, const EntryFilter *filter, unsigned by)
{
	Err err;
	EntryGroups got;
	EntryGroups wanted = model_sum(&life->model, &life->mem, filter, by);
	MUST(entries_sum(life->db, &life->mem, filter, by, &got, &err));
	if (got.len != wanted.len)
		fail_msg("by %u: %zu groups, wanted %zu", by, got.len, wanted.len);
	for (size_t i = 0; i < got.len; i++) {
		const EntryGroup *a = &got.at[i];
		const EntryGroup *b = &wanted.at[i];
		if (a->contract_id != b->contract_id || a->task_id != b->task_id ||
		    a->resource_id != b->resource_id || a->date.day != b->date.day ||
		    a->time_class != b->time_class)
			fail_msg("by %u: group %zu is another one", by, i);
		if (memcmp(&a->sums, &b->sums, sizeof a->sums) != 0)
			fail_msg("by %u: group %zu: %" PRId64 " entries, %" PRId64
				 " s; wanted %" PRId64 ", %" PRId64,
				 by, i, a->sums.entries, a->sums.seconds, b->sums.entries,
				 b->sums.seconds);
	}
}

/* Counts each that is handed over; whoever is not to be is a fault. */
static bool take_worker(void *context, const Worker *worker, Err *err)
{
	EntryGroups *wanted = context;
	(void)err;
	for (size_t i = 0; i < wanted->len; i++) {
		EntryGroup *group = &wanted->at[i];
		if (group->contract_id == worker->contract_id &&
		    group->resource_id == worker->resource_id) {
			group->sums.entries = 0;
			return true;
		}
	}
	fail_msg("a worker who has no such entries");
	return true;
}

static void compare_workers(Life *life, const EntryFilter *filter)
{
	Err err;
	EntryFilter weeks = *filter;
	int32_t monday = FIRST_DAY - (FIRST_DAY + 3) % 7;
	weeks.days.from = (Date){monday + 7 * (int32_t)draw(life, DAYS / 7)};
	weeks.days.to = date_add(weeks.days.from, 7 * (int32_t)draw(life, DAYS / 7 + 1));
	EntryGroups wanted =
		model_sum(&life->model, &life->mem, &weeks, SUM_BY_CONTRACT | SUM_BY_RESOURCE);
	MUST(entries_each_worker(life->db, &weeks, take_worker, &wanted, &err));
	for (size_t i = 0; i < wanted.len; i++) {
		if (wanted.at[i].sums.entries != 0)
			fail_msg("worker %zu is not handed over", i);
	}
}

static unsigned draw_groups(Life *life)
{
	static const unsigned tiles[] = {0, SUM_BY_DAY, SUM_BY_WEEK, SUM_BY_MONTH};
	unsigned by = (unsigned)draw(life, 8) | tiles[draw(life, 4)];
	return chance(life, 3) ? by | SUM_BY_CLASS : by;
}

static void compare_list(Life *life, const EntryFilter *filter, bool backwards)
{
	Err err;
	TimeEntryList wanted = model_list(&life->model, &life->mem, filter);
	EntryPlace after = {0};
	size_t limit = 1 + draw(life, 1 + wanted.len);
	size_t at = 0;
	for (bool more = true; more;) {
		TimeEntryList page;
		if (backwards)
			MUST(entries_list_backwards(life->db, &life->mem, filter, &after, limit,
						    &page, &err));
		else
			MUST(entries_list(life->db, &life->mem, filter, &after, limit, &page,
					  &err));
		assert_true(page.len <= limit);
		for (size_t i = 0; i < page.len; i++, at++) {
			size_t place = backwards ? wanted.len - 1 - at : at;
			if (at >= wanted.len || !model_same_entry(&page.at[i], &wanted.at[place]))
				fail_msg("entry %zu of the list is another one", at);
		}
		more = page.more;
		assert_true(!more || page.len == limit);
		if (page.len > 0) {
			const TimeEntry *last = &page.at[page.len - 1];
			after = (EntryPlace){true,
					     last->contract_id,
					     last->work_date,
					     last->source_id,
					     last->external_id,
					     last->part};
		}
	}
	assert_int_equal(at, wanted.len);
}

static void compare_versions(Life *life, EntryId id)
{
	Err err;
	EntryVersions got;
	EntryVersions wanted =
		model_versions(&life->model, &life->mem, id.source_id, id.external_id);
	MUST(entry_versions(life->db, &life->mem, id.source_id, id.external_id, &got, &err));
	assert_int_equal(got.len, wanted.len);
	for (size_t i = 0; i < got.len; i++) {
		const EntryVersion *a = &got.at[i];
		const EntryVersion *b = &wanted.at[i];
		if (!model_same_entry(&a->entry, &b->entry) ||
		    a->known_until.us != b->known_until.us || a->until_import != b->until_import)
			fail_msg("version %zu is another one", i);
	}
}

static void compare_some(Life *life)
{
	Err err;
	EntryReaders readers = {life->db, &life->mem, &life->model, draw(life, UINT64_MAX)};
	MUST(db_begin_read(life->db, &err));
	for (int i = 0; i < 4; i++) {
		EntryFilter filter = draw_filter(life);
		compare_sums(life, &filter, draw_groups(life));
		compare_workers(life, &filter);
		entry_readers_compare(&readers);
	}
	EntryFilter filter = draw_filter(life);
	compare_list(life, &filter, false);
	compare_list(life, &filter, true);
	compare_versions(life, draw_id(life));
	db_rollback(life->db);
}

static void open_life(Life *life, uint64_t seed)
{
	*life = (Life){.db = fresh_entries_open(), .random = seed, .now = 1000, .imports = 1};
	arena_init(&life->mem);
	model_init(&life->model, fresh_entries_currency);
}

static void close_life(Life *life)
{
	db_close(life->db);
	model_deinit(&life->model);
	arena_deinit(&life->mem);
}

/* A transaction of one to three batches; a retry is the same again. */
static void live_once(Life *life)
{
	Err err;
	bool commits = !chance(life, 5);
	int batches = chance(life, 4) ? 3 : 1;
	life->now += 1 + (int64_t)draw(life, 3);
	life->imports += chance(life, 2);
	MUST(db_begin_write(life->db, &err));
	model_begin(&life->model);
	for (int i = 0; i < batches; i++) {
		EntryBatch batch = draw_batch(life);
		apply(life, &batch);
		if (chance(life, 5))
			apply(life, &batch);
		life->now += chance(life, 2);
	}
	if (commits) {
		MUST(db_commit(life->db, &err));
	} else {
		db_rollback(life->db);
		model_rollback(&life->model);
	}
}

static void a_long_life_is_as_the_model_tells(void **state)
{
	(void)state;
	static Life life;
	const char *given = getenv("PACTA_SEED");
	uint64_t seed = given ? strtoull(given, NULL, 10) : 20261122;
	print_message("# seed %" PRIu64 "\n", seed);
	open_life(&life, seed);
	for (int i = 0; i < TRANSACTIONS || life.steps < STEPS_WANTED; i++) {
		live_once(&life);
		compare_some(&life);
		if (i % 50 == 0)
			(void)fresh_entries_sound(life.db);
		arena_deinit(&life.mem);
	}
	(void)fresh_entries_sound(life.db);
	print_message("# %zu steps, %zu versions\n", life.steps, life.model.versions.len);
	close_life(&life);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_long_life_is_as_the_model_tells),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
