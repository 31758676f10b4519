/*
 * Any bytes as a packed row of the store: what a damaged database may hold. Nothing is read outside, what is accepted is
 * within its bounds, and what is written of it reads the same.
 *
 * The first byte chooses: entries of a tile, a run of external ids, sums by month or by week.
 */
#include "store/entry_rollup.h"
#include "store/entry_run.h"
#include "store/packed_rows.h"

#include <assert.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect_corrupt(const Err *err)
{
	assert(err->code == ERR_CORRUPT);
}

static void expect_same(const TimeEntry *a, const TimeEntry *b)
{
	assert(time_entry_compare(a, b) == 0 && time_fingerprint(a) == time_fingerprint(b));
	assert(a->import_id == b->import_id && a->known_at.us == b->known_at.us);
	assert(a->line == b->line);
}

static void check_entry(const TimeEntry *entry)
{
	assert(entry->work_date.day >= DAY_MIN && entry->work_date.day <= DAY_MAX);
	assert(entry->start >= TIME_NO_START && entry->start < DAY_SECONDS);
	assert(entry->part >= 0);
}

static void read_entries(Arena *mem, Str text)
{
	PackedRows rows;
	PackedRows again;
	PackedWriter writer;
	Err err = {0};
	packed_rows_init(&rows, mem, mem);
	packed_rows_init(&again, mem, mem);
	packed_writer_init(&writer, mem);
	if (!packed_rows_read(&rows, 7, text, &err)) {
		expect_corrupt(&err);
		return;
	}
	for (int kept = 0; kept < 2; kept++) {
		packed_writer_begin(&writer, kept ? &rows : NULL);
		for (size_t i = 0; i < rows.len; i++) {
			check_entry(&rows.at[i]);
			if (kept)
				packed_writer_keep(&writer, rows.texts[i]);
			else
				packed_writer_add(&writer, &rows.at[i]);
		}
		bool ok = packed_rows_read(&again, 7, packed_writer_end(&writer), &err);
		assert(ok && again.len == rows.len);
		for (size_t i = 0; i < rows.len; i++)
			expect_same(&rows.at[i], &again.at[i]);
	}
}

static void read_run(Arena *mem, Str bytes)
{
	EntryKeys keys = {0};
	EntryKeys again = {0};
	EntryPlaces ids;
	Buf out = {.mem = mem};
	Err err = {0};
	if (!entry_run_read(mem, bytes, &keys, &err)) {
		expect_corrupt(&err);
		return;
	}
	entry_places_init(&ids, mem);
	entry_run_write(&out, &ids, keys.at, keys.len);
	bool ok = entry_run_read(mem, buf_str(&out), &again, &err);
	assert(ok && again.len == keys.len);
	for (size_t i = 0; i < keys.len; i++) {
		const EntryKey *a = &keys.at[i];
		const EntryKey *b = &again.at[i];
		assert(entry_key_compare(a, b) == 0 && a->from_day == b->from_day);
		assert(a->contract_id == b->contract_id && a->import_id == b->import_id);
		assert(a->fingerprint == b->fingerprint);
		assert(a->from_day >= DAY_MIN && a->from_day <= DAY_MAX);
	}
}

static void read_sums(Str bytes, Rollup rollup)
{
	SumText text = sum_text_of(bytes, rollup);
	SumRow row;
	bool found = true;
	Err err = {0};
	while (found) {
		if (!sum_text_next(&text, &row, &found, &err)) {
			expect_corrupt(&err);
			return;
		}
		if (found)
			assert(row.time_class >= 0 && row.time_class < TIME_CLASSES);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	Arena mem;
	Str rest = {(const char *)data + 1, size - 1};
	arena_init(&mem);
	switch (data[0] % 4) {
	case 0:
		read_entries(&mem, rest);
		break;
	case 1:
		read_run(&mem, rest);
		break;
	default:
		read_sums(rest, data[0] % 4 == 2 ? ROLLUP_MONTHS : ROLLUP_WEEKS);
		break;
	}
	arena_deinit(&mem);
	return 0;
}
