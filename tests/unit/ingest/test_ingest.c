#include "collect.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* What a file comes to: figures that do not depend on how it is stored. */
typedef struct Figures {
	uint64_t drafts;
	uint64_t blank_ends;
	uint64_t ends_before;
	uint64_t firsts;
	int64_t total_value; /* Σ of adds, in cents */
	int64_t obligation;
} Figures;

static void check_figures(Arena *mem, const char *mapping, const char *path, Figures wanted)
{
	Collected got = {0};
	Err err = {0};
	Str sha256;
	if (!collect_file(collect_mapping(mem, mapping), path, &got, &sha256, mem, &err))
		fail_msg("%s: %s", path, err.text);
	check_size("drafts", got.drafts, wanted.drafts);
	check_size("rejects", got.rejects, 0);
	check_size("blank ends", got.blank_ends, wanted.blank_ends);
	check_size("ends before the effective date", got.ends_before, wanted.ends_before);
	check_size("first modifications", got.firsts, wanted.firsts);
	check_size("total value", (uint64_t)got.added[TOTAL_VALUE], (uint64_t)wanted.total_value);
	check_size("obligation", (uint64_t)got.added[BUILTIN_FIELDS], (uint64_t)wanted.obligation);
}

static void reads_excerpts(void **state)
{
	check_figures(*state, "fpds", test_file(*state, "fpds.csv"),
		      (Figures){30, 6, 14, 2, 553245198, 381555756});
	/* Two awards: one ends at 106,690,553, the other never has a value. */
	check_figures(*state, "usaspending", test_file(*state, "usaspending.csv"),
		      (Figures){30, 14, 0, 2, 10669055300, 10467670211});
}

static void reads_the_shared_files(void **state)
{
	const char *fpds = shared_file(*state, "fpds_modifications.csv");
	const char *usaspending = shared_file(*state, "usaspending_chains.csv");
	if (!fpds || !usaspending)
		skip();
	check_figures(*state, "fpds", fpds,
		      (Figures){6187, 210, 795, 2330, 226076993296, 155891990005});
	check_figures(*state, "usaspending", usaspending,
		      (Figures){63, 14, 0, 4, 10669055300 + 4269961900 + 5591000000, 17490737818});
}

static void reads_a_file_of_windows(void **state)
{
	Collected got = {0};
	Err err = {0};
	Str sha256;
	assert_true(collect_file(collect_mapping(*state, test_file(*state, "vertraege.json")),
				 test_file(*state, "vertraege.csv"), &got, &sha256, *state, &err));
	Str text = buf_str(&got.text);
	Str read = str_slice(text, 0, text.len);
	size_t raw;
	/* The raw bytes of the rejects are Windows-1252; the rows before them are compared whole. */
	assert_true(str_find(text, STR("5 REJECT"), &raw));
	check_text(
		"rows", str_slice(read, 0, raw),
		"2 V-1~01.03.2024|V-1|Müller & Söhne||EUR|customer|2024-03-01||||Neuvertrag||0 annual_value=1250000.50 "
		"direct_labor=0.625 ends_on=2026-03-01\n"
		"3 V-1~1.9.2024|V-1|Müller & Söhne||EUR|customer|2024-09-01||||Erhöhung\r$wie besprochen||0 "
		"annual_value=1300000.00 direct_labor=0.6 ends_on=2026-03-01\n");
	static const char *const parts[] = {
		"5 REJECT Gültig ab: bad date '31.02.2024': February 2024 has no day 31 (V-2~31.02.2024) V-2;\"Maier; Huber\"",
		"6 REJECT Jahreswert: '1,000.00' is not a number (V-3~01.04.2024) V-3",
		"7 REJECT Jahreswert: '12.50' is not a number (V-4~01.04.2024) V-4",
		"8 V-5~01.04.2024|V-5|Maier||EUR|customer|2024-04-01||||negativ||1 annual_value=-1000.00",
		"9 REJECT Jahreswert: '€ 5,00' is not in CHF, the currency of its contract (V-6~01.04.2024) V-6",
		"10 REJECT Jahreswert: annual_value: '99999999999999999999.00' is too large a number (V-7~01.04.2024) V-7",
		"11 REJECT Vertrag: the contract's key is blank (~01.04.2024) ;Maier",
		"12 REJECT : 4 fields where the header has 8 () V-8;Maier",
	};
	for (size_t i = 0; i < COUNT(parts); i++) {
		if (!str_find(text, str_from_c(parts[i]), &raw))
			fail_msg("there is no\n  %s\nin\n%.*s", parts[i], STR_ARG(text));
	}
	check_size("drafts", got.drafts, 3);
	check_size("rejects", got.rejects, 7);
}

typedef struct Watcher {
	uint64_t bytes; /* as the progress was told last */
	unsigned calls;
} Watcher;

static bool take_nothing(void *context, const Draft *draft, Err *err)
{
	(void)context;
	(void)draft;
	(void)err;
	return true;
}

static bool reject_nothing(void *context, const Reject *reject, Err *err)
{
	(void)context;
	(void)reject;
	(void)err;
	return true;
}

static void watch(void *context, uint64_t bytes)
{
	Watcher *watcher = context;
	watcher->bytes = bytes;
	watcher->calls++;
}

static void tells_hash_and_progress(void **state)
{
	Watcher watcher = {0};
	RowSink sink = {&watcher, take_nothing, reject_nothing, watch};
	const Mapping *mapping = collect_mapping(*state, "ocds");
	Fields fields;
	Str sha256;
	uint64_t bytes;
	Err err = {0};
	fields_init(&fields, *state, NULL, 0);
	assert_true(ingest_file(mapping, &fields, test_file(*state, "ocds.json"), sink, &sha256,
				&bytes, *state, &err));
	check_text("SHA-256", sha256,
		   "af6d12860db3637f03ed260382c6758fee446b1d360d780eb37513671b4230ef");
	check_size("bytes", bytes, 1437);
	check_size("progress", watcher.bytes, 1437);
	assert_true(watcher.calls > 0);
}

static void refuses_files(void **state)
{
	Arena *mem = *state;
	const char *temp = getenv("TMPDIR");
	const char *path =
		str_format(mem, "%s/pacta-test-ingest-%ld", temp ? temp : "/tmp", (long)getpid())
			.ptr;
	const struct {
		const char *label;
		const char *path;
		ErrCode code;
		Str text;
	} cases[] = {
		{"no such file", "missing.csv", ERR_NOT_FOUND,
		 STR("missing.csv: No such file or directory")},
		{"a folder", ".", ERR_INPUT, STR(".: is a directory; name a file")},
		{"an empty file", path, ERR_INPUT, str_format(mem, "%s: the file is empty", path)},
	};
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fclose(file), 0);
	for (size_t i = 0; i < COUNT(cases); i++) {
		Collected got = {0};
		Err err = {0};
		Str sha256 = {0};
		assert_false(collect_file(collect_mapping(mem, "fpds"), cases[i].path, &got,
					  &sha256, mem, &err));
		check_err(cases[i].label, &err, cases[i].code, str_to_c(mem, cases[i].text));
		check_size("the hash is untouched", sha256.len, 0);
	}
	assert_int_equal(unlink(path), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(reads_excerpts),          ARENA_TEST(reads_the_shared_files),
		ARENA_TEST(reads_a_file_of_windows), ARENA_TEST(tells_hash_and_progress),
		ARENA_TEST(refuses_files),
	};
	return RUN_TESTS(tests);
}
