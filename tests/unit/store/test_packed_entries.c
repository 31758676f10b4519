/* Packed rows, runs and sums: what was written is read, and what was not is refused. */

#include "check.h"
#include "store/entry_rollup.h"
#include "store/entry_run.h"
#include "store/packed_rows.h"

#include <stdlib.h>

static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state >> 11;
}

static uint64_t seed_of(void)
{
	const char *given = getenv("PACTA_SEED");
	uint64_t seed = given ? strtoull(given, NULL, 10) : 20261122;
	print_message("# seed %llu\n", (unsigned long long)seed);
	return seed;
}

/* In order: each has its own external id. */
static TimeEntry some_entry(Arena *mem, uint64_t *random, size_t number)
{
	static const char *const notes[] = {"",           "x",       "\"",   "\\",
					    "\x01\n\t\r", "ü 🙂", "null", "]],["};
	Err err;
	TimeEntry entry = {
		.contract_id = 7,
		.task_id = (int64_t)(next_random(random) % 12),
		.resource_id = (int64_t)(next_random(random) % 3) - 1,
		.source_id = INT64_MAX,
		.external_id = str_format(mem, "%06zu%s", number, notes[next_random(random) % 8]),
		.part = (int32_t)(next_random(random) % 2),
		.work_date = {DAY_MIN},
		.seconds = (int64_t)(next_random(random) % 86401),
		.start = (int32_t)(next_random(random) % 86401) - 1,
		.span = (int64_t)(next_random(random) % 3) - 1,
		.role = str_from_c(notes[next_random(random) % 8]),
		.has_cost = next_random(random) % 2 == 0,
		.has_bill = next_random(random) % 3 == 0,
		.note = str_from_c(notes[next_random(random) % 8]),
		.import_id = (int64_t)(next_random(random) % 20),
		.line = (int64_t)number,
		.known_at = {(int64_t)(next_random(random) % 3) - 1},
	};
	entry.cost = entry.has_cost ? INT64_MIN : 0;
	entry.bill = entry.has_bill ? INT64_MAX : 0;
	time_class_set(&entry, (int32_t)(next_random(random) % TIME_CLASSES));
	if (next_random(random) % 4 == 0)
		assert_true(currency_find(STR("BHD"), &entry.currency, &err));
	return entry;
}

static void expect_same(const TimeEntry *a, const TimeEntry *b)
{
	assert_int_equal(time_fingerprint(a), time_fingerprint(b));
	assert_int_equal(a->import_id, b->import_id);
	assert_int_equal(a->line, b->line);
	assert_int_equal(a->known_at.us, b->known_at.us);
	assert_int_equal(a->currency.exponent, b->currency.exponent);
}

static Str write_entries(Arena *mem, PackedWriter *writer, const TimeEntry *entries, size_t count)
{
	packed_writer_begin(writer, NULL);
	for (size_t i = 0; i < count; i++)
		packed_writer_add(writer, &entries[i]);
	return str_copy(mem, packed_writer_end(writer));
}

static void entries_are_read_as_they_were_written(void **state)
{
	Arena *mem = *state;
	uint64_t random = seed_of();
	PackedRows rows;
	PackedWriter writer;
	Err err;
	packed_rows_init(&rows, mem, mem);
	packed_writer_init(&writer, mem);
	for (size_t count = 0; count < 300; count += 1 + count / 3) {
		TimeEntry *entries = ARENA_ARRAY(mem, TimeEntry, count);
		for (size_t i = 0; i < count; i++)
			entries[i] = some_entry(mem, &random, i);
		Str text = write_entries(mem, &writer, entries, count);
		assert_true(packed_rows_read(&rows, 7, text, &err));
		assert_int_equal(rows.len, count);
		for (size_t i = 0; i < count; i++)
			expect_same(&rows.at[i], &entries[i]);
		/* Kept as they stand, they are the same text again. */
		packed_writer_begin(&writer, &rows);
		for (size_t i = 0; i < count; i++)
			packed_writer_keep(&writer, rows.texts[i]);
		assert_true(str_eq(packed_writer_end(&writer), text));
	}
}

/* In memory of its own, so that a sanitizer sees a step beyond its end; to be freed. */
static Str damage(uint64_t *random, Str text)
{
	static const char bytes[] = "[]{},:\"\\0123456789-nul\x80\x01";
	size_t len = next_random(random) % 3 == 0 ? next_random(random) % (text.len + 1) : text.len;
	char *copy = malloc(len + (len == 0));
	assert_non_null(copy);
	memcpy(copy, text.ptr, len);
	for (uint64_t i = next_random(random) % 4; i > 0 && len > 0; i--)
		copy[next_random(random) % len] = bytes[next_random(random) % (sizeof bytes - 1)];
	return (Str){copy, len};
}

static void release(Str text)
{
	union {
		const char *read;
		void *own;
	} memory = {text.ptr};
	free(memory.own);
}

static void damaged_rows_are_read_or_refused_in_bounds(void **state)
{
	Arena *mem = *state;
	uint64_t random = seed_of();
	TimeEntry entries[20];
	PackedRows rows;
	PackedWriter writer;
	Err err;
	size_t refused = 0;
	packed_rows_init(&rows, mem, mem);
	packed_writer_init(&writer, mem);
	for (size_t i = 0; i < 20; i++)
		entries[i] = some_entry(mem, &random, i);
	Str text = write_entries(mem, &writer, entries, 20);
	for (int i = 0; i < 20000; i++) {
		Str other = damage(&random, text);
		if (!packed_rows_read(&rows, 7, other, &err)) {
			assert_int_equal(err.code, ERR_CORRUPT);
			assert_int_equal(rows.len, 0);
			refused++;
		}
		release(other);
	}
	assert_true(refused > 10000);
}

static void rows_out_of_order_are_refused(void **state)
{
	Arena *mem = *state;
	PackedRows rows;
	Err err;
	static const struct {
		const char *label;
		const char *rows;
	} cases[] = {
		{"a day before the one above",
		 "[20000,0,\"a\",0,0,0,1,5,0,0],[19999,0,\"b\",0,0,0,1,5,0,0]"},
		{"the same one twice",
		 "[20000,0,\"a\",0,0,0,1,5,0,0],[20000,0,\"a\",0,0,0,1,5,0,0]"},
		{"a source without an id", "[20000,1,\"a\",0,0,0,1,5,0,0]"},
		{"a class that is none", "[20000,0,\"a\",0,0,0,1,18,0,0]"},
		{"a day that is none", "[200000,0,\"a\",0,0,0,1,5,0,0]"},
		{"a number beyond 64 bits", "[20000,0,\"a\",0,0,0,9223372036854775808,5,0,0]"},
		{"a number with a fraction", "[20000,0,\"a\",0,0,0,1.5,5,0,0]"},
		{"a space", "[20000, 0,\"a\",0,0,0,1,5,0,0]"},
		{"a start behind the day", "[20000,0,\"a\",0,0,0,1,5,0,0,null,86400]"},
		{"a currency that is none",
		 "[20000,0,\"a\",0,0,0,1,5,0,0,null,null,null,1,null,\"ZZZ\"]"},
		{"a field too many",
		 "[20000,0,\"a\",0,0,0,1,5,0,0,null,null,null,1,null,null,1,2]"},
		{"a field too few", "[20000,0,\"a\",0,0,0,1,5,0]"},
		{"half a surrogate", "[20000,0,\"\\ud800\",0,0,0,1,5,0,0]"},
	};
	packed_rows_init(&rows, mem, mem);
	for (size_t i = 0; i < COUNT(cases); i++) {
		Str text = str_format(mem,
				      "{\"sources\":[1],\"tasks\":[0],\"resources\":[1],"
				      "\"writings\":[[0,1]],\"rows\":[%s]}",
				      cases[i].rows);
		if (packed_rows_read(&rows, 7, text, &err))
			fail_msg("%s: was read", cases[i].label);
		assert_int_equal(err.code, ERR_CORRUPT);
	}
}

static void runs_are_read_as_they_were_written(void **state)
{
	Arena *mem = *state;
	uint64_t random = seed_of();
	Buf out = {.mem = mem};
	EntryPlaces ids;
	EntryKeys read = {0};
	Err err;
	entry_places_init(&ids, mem);
	for (size_t count = 0; count < 500; count += 1 + count / 2) {
		EntryKey *keys = ARENA_ARRAY(mem, EntryKey, count);
		for (size_t i = 0; i < count; i++)
			keys[i] = (EntryKey){
				.external_id = str_format(mem, "%06zu", i),
				.part = i % 7 == 0 ? INT32_MAX : 0,
				.from_day = (int32_t)(next_random(&random) % 100) - 50,
				.contract_id = (int64_t)(next_random(&random) % 40),
				.import_id = INT64_MAX,
				.fingerprint = (int64_t)next_random(&random) - (INT64_C(1) << 52),
			};
		entry_run_write(&out, &ids, keys, count);
		Str bytes = str_copy(mem, buf_str(&out));
		assert_true(entry_run_read(mem, bytes, &read, &err));
		assert_int_equal(read.len, count);
		for (size_t i = 0; i < count; i++) {
			assert_int_equal(entry_key_compare(&read.at[i], &keys[i]), 0);
			assert_int_equal(read.at[i].from_day, keys[i].from_day);
			assert_int_equal(read.at[i].contract_id, keys[i].contract_id);
			assert_int_equal(read.at[i].import_id, keys[i].import_id);
			assert_int_equal(read.at[i].fingerprint, keys[i].fingerprint);
		}
		for (size_t len = 0; len < bytes.len; len += 1 + len / 50) {
			char *cut = arena_alloc(mem, len);
			memcpy(cut, bytes.ptr, len);
			assert_false(entry_run_read(mem, (Str){cut, len}, &read, &err));
			assert_int_equal(err.code, ERR_CORRUPT);
		}
		for (int i = 0; i < 500; i++) {
			Str other = damage(&random, bytes);
			(void)!entry_run_read(mem, other, &read, &err);
			release(other);
		}
	}
}

static void sums_that_are_damaged_are_refused(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		Rollup rollup;
		size_t rows; /* 99: it is refused */
	} cases[] = {
		{"[]", ROLLUP_MONTHS, 0},
		{"[[648,4,23,182700],[648,5,1]]", ROLLUP_MONTHS, 2},
		{"[[100,[2800,5,1,2,3,4,5,6],[2801,5,1]],[101,[2800,5,1]]]", ROLLUP_WEEKS, 3},
		{"", ROLLUP_MONTHS, 99},
		{"[", ROLLUP_MONTHS, 99},
		{"[[648,4,23,182700]", ROLLUP_MONTHS, 99},
		{"[[648,18,23,182700]]", ROLLUP_MONTHS, 99},
		{"[[648,4,23,182700]]]", ROLLUP_MONTHS, 99},
		{"[[648,4,1,2,3,4,5,6,7]]", ROLLUP_MONTHS, 99},
		{"[[9999999999,4,1]]", ROLLUP_MONTHS, 99},
		{"[[100,[2800,5,1]]", ROLLUP_WEEKS, 99},
		{"[[2800,5,1]]", ROLLUP_WEEKS, 99},
		{"[[100]]", ROLLUP_WEEKS, 99},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		SumText text = sum_text_of(str_from_c(cases[i].text), cases[i].rollup);
		SumRow sums;
		bool row = true;
		bool ok = true;
		size_t rows = 0;
		Err err;
		while (ok && row) {
			ok = sum_text_next(&text, &sums, &row, &err);
			rows += ok && row;
		}
		check_size(cases[i].text, ok ? rows : 99, cases[i].rows);
	}
}

/* "100:2800 101:2801": of each resource the first week that is wanted, and nothing more. */
static void one_week_of_each_resource_is_enough(void **state)
{
	static const struct {
		const char *text, *rows; /* NULL: it is refused */
	} cases[] = {
		{"[]", ""},
		{"[[100,[2800,5,1]]]", "100:2800"},
		{"[[100,[2800,5,1],[2801,5,1],[2802,5,1]],[101,[2801,4,1]]]", "100:2800 101:2801"},
		{"[[100,[2799,5,1],[2800,5,1],[2810,5,1]],[101,[2799,5,1]],[102,[2800,3,1],[2800,5,1]]]",
		 "100:2800 102:2800"},
		{"[[100,[2800,5,1],[2801,5,1]]", NULL},
		{"[[100,[2800,5,1],[2801,5,1", NULL},
		{"[[100,[2800,5,1][2801,5,1]]]", NULL},
		{"[[100,[2800,5,1]]],", NULL},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		SumWanted wanted = {.from = 2800, .to = 2810, .once = true};
		SumText text = sum_text_wanted(str_from_c(cases[i].text), ROLLUP_WEEKS, &wanted);
		Buf rows = {.mem = *state};
		SumRow sums;
		bool row = true;
		bool ok = true;
		Err err;
		while (ok && row) {
			ok = sum_text_next(&text, &sums, &row, &err);
			if (ok && row)
				buf_add_format(&rows, "%s%d:%d", rows.len > 0 ? " " : "",
					       (int)sums.resource_id, (int)sums.at);
		}
		if (ok != (cases[i].rows != NULL))
			fail_msg("%s: %s", cases[i].text, ok ? "read" : "refused");
		if (ok)
			check_text(cases[i].text, buf_str(&rows), cases[i].rows);
	}
}

static void weeks_and_blocks_follow_each_other(void **state)
{
	(void)state;
	for (int32_t day = DAY_MIN; day <= DAY_MAX; day++) {
		int32_t week = entry_week((Date){day});
		Date begins = entry_week_begins(week);
		Period tile =
			calendar_tile((Calendar){.granularity = GRANULARITY_WEEK}, (Date){day});
		if (begins.day != tile.from.day)
			fail_msg("day %d: week begins on %d, not %d", day, begins.day,
				 tile.from.day);
		int32_t block = entry_block(1, week);
		assert_true(block <= week && week < block + 13 && block % 13 == 0);
		assert_int_equal(entry_block(0, week), week);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(entries_are_read_as_they_were_written),
		ARENA_TEST(damaged_rows_are_read_or_refused_in_bounds),
		ARENA_TEST(rows_out_of_order_are_refused),
		ARENA_TEST(runs_are_read_as_they_were_written),
		ARENA_TEST(sums_that_are_damaged_are_refused),
		ARENA_TEST(one_week_of_each_resource_is_enough),
		ARENA_TEST(weeks_and_blocks_follow_each_other),
	};
	return RUN_TESTS(tests);
}
