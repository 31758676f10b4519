/*
 * The files in tests/data/exports, as time trackers write them: recognised without being told, and what their rows
 * mean. wanted.txt holds a "## FILE [ZONE]" for each and what must come of it.
 */
#include "base/zone.h"
#include "collect_facts.h"
#include "ingest/source.h"

#include <stdlib.h>

enum { LONGEST = 64 * 1024 };

static Str read_export(Arena *mem, Str name)
{
	const char *root = getenv("PACTA_ROOT");
	Str path = str_format(mem, "%s/tests/data/exports/%.*s", root ? root : ".", STR_ARG(name));
	Buf bytes = {.mem = mem};
	Err err;
	if (!source_read_all(path.ptr, LONGEST, &bytes, &err))
		fail_msg("%s", err.text);
	return buf_str(&bytes);
}

/* Takes what stands before `end` off `rest`, and `end`; all of it where there is none. */
static Str take_until(Str *rest, Str end)
{
	size_t at;
	if (!str_find(*rest, end, &at)) {
		Str all = *rest;
		*rest = (Str){0};
		return all;
	}
	Str text = str_slice(*rest, 0, at);
	*rest = str_slice(*rest, at + end.len, rest->len);
	return text;
}

static void check_export(Arena *mem, Str title, Str wanted)
{
	FactReading reading = {0};
	Str zone = title;
	Str name = take_until(&zone, STR(" "));
	Err err;
	if (zone.len > 0 && !zone_open(mem, zone, &reading.zone, &err))
		fail_msg("%s", err.text);
	const char *got = collect_facts(mem, NULL, &reading, read_export(mem, name));
	check_text(str_to_c(mem, name), str_from_c(got), str_to_c(mem, wanted));
}

static void reads_exports(void **state)
{
	Arena *mem = *state;
	Str rest = read_export(mem, STR("wanted.txt"));
	size_t count = 0;
	(void)take_until(&rest, STR("## "));
	while (rest.len > 0) {
		Str block = take_until(&rest, STR("## "));
		Str title = take_until(&block, STR("\n"));
		check_export(mem, title, block);
		count++;
	}
	assert_true(count > 80);
}

/* Redmine writes its headers in the language of whoever exports: those of every language that it has. */
static void reads_redmine_in_every_language(void **state)
{
	Arena *mem = *state;
	Str rest = read_export(mem, STR("redmine-headers.txt"));
	size_t count = 0;
	while (rest.len > 0) {
		Str header = take_until(&rest, STR("\n"));
		size_t ignored;
		bool semicolon = str_find(header, STR(";"), &ignored);
		Str file = str_format(
			mem, "%.*s\n%s\n", STR_ARG(header),
			semicolon ? "Site;2026-03-05;10;Resource 01;Dev;Bug #302: a;one;9,97"
				  : "Site,2026-03-05,10,Resource 01,Dev,Bug #302: a,one,9.97");
		check_text(str_to_c(mem, header), str_from_c(collect_facts(mem, NULL, NULL, file)),
			   "= redmine\n"
			   "2 time_entry project=Site task=Bug #302: a resource=Resource 01 "
			   "work_date=2026-03-05 seconds=35892 role=Dev note=one\n");
		count++;
	}
	assert_true(count > 40);
}

/* A header in GB18030 looks like no header that is known. */
static void says_that_it_is_not_utf8(void **state)
{
	Str got = str_from_c(
		collect_facts(*state, NULL, NULL,
			      STR("\xCF\xEE\xC4\xBF,\xC8\xD5\xC6\xDA\nSite,2026-03-05\n")));
	size_t ignored;
	assert_true(str_find(got, STR("it is not UTF-8"), &ignored));
	got = str_from_c(collect_facts(*state, NULL, NULL, STR("a,b\n1,2\n")));
	assert_true(str_find(got, STR("ERROR the file's kind is not known"), &ignored));
	assert_false(str_find(got, STR("UTF-8"), &ignored));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(reads_exports),
		ARENA_TEST(reads_redmine_in_every_language),
		ARENA_TEST(says_that_it_is_not_utf8),
	};
	return RUN_TESTS(tests);
}
