/* Documents: stored in chunks, read back as they were, removed to a tombstone, proved by check. */

#include "fresh_app.h"

#include "app/check.h"
#include "app/documents.h"
#include "app/settings.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const Str KEY = {"A/ä|1", sizeof "A/ä|1" - 1};

/* An open file with `size` bytes that differ from chunk to chunk. */
static int make_file(size_t size)
{
	char path[FRESH_URL_SIZE];
	fresh_path(path, "file");
	int file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	assert_true(file >= 0);
	char *bytes = malloc(size + 1);
	assert_non_null(bytes);
	for (size_t i = 0; i < size; i++)
		bytes[i] = (char)(i * 7 + i / 1000);
	assert_int_equal(write(file, bytes, size), (ssize_t)size);
	free(bytes);
	return file;
}

static NewDocument measured(int file)
{
	Err err;
	NewDocument new = {.name = STR("offer ä.pdf"),
			   .type = STR("application/pdf"),
			   .file = file};
	MUST(documents_measure(file, &new.bytes, &new.sha256, &err));
	return new;
}

static Document add_file(App *app, size_t size)
{
	Err err;
	Document document;
	int file = make_file(size);
	NewDocument new = measured(file);
	MUST(documents_add(app, KEY, &new, &document, &err));
	assert_int_equal(close(file), 0);
	return document;
}

static int empty_file(void)
{
	char path[FRESH_URL_SIZE];
	fresh_path(path, "copy");
	int file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	assert_true(file >= 0);
	return file;
}

static void a_document_is_read_as_it_was_stored(void **state)
{
	App *app = app_of(state);
	Err err;
	const size_t sizes[] = {1, DOCUMENT_CHUNK_BYTES - 1, DOCUMENT_CHUNK_BYTES,
				DOCUMENT_CHUNK_BYTES + 1, 3 * DOCUMENT_CHUNK_BYTES};
	add_contract(app, KEY.ptr);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		Document stored = add_file(app, sizes[i]);
		Document fetched;
		int copy = empty_file();
		MUST(documents_fetch(app, KEY, stored.id, copy, &fetched, &err));
		NewDocument read = measured(copy);
		assert_int_equal(read.bytes, sizes[i]);
		assert_true(digest_eq(read.sha256, stored.sha256));
		assert_int_equal(fetched.bytes, sizes[i]);
		assert_true(digest_eq(fetched.sha256, stored.sha256));
		assert_true(str_eq(fetched.name, STR("offer ä.pdf")));
		assert_true(str_eq(fetched.type, STR("application/pdf")));
		assert_true(str_eq(fetched.created_by, STR("tester")));
		assert_int_equal(fetched.created_at.us, stored.created_at.us);
		assert_false(fetched.removed);
		assert_int_equal(close(copy), 0);
	}
	assert_int_equal(fresh_number(app->db, "SELECT COUNT(*) FROM document_chunk"), 8);
	DocumentList list;
	MUST(documents_list(app, KEY, &list, &err));
	assert_int_equal(list.len, 5);
	assert_int_equal(list.at[0].bytes, 3 * DOCUMENT_CHUNK_BYTES); /* the newest */
	assert_int_equal(list.at[4].bytes, 1);
	expect_sound(app, "with documents");
}

static void a_removed_document_leaves_a_tombstone(void **state)
{
	App *app = app_of(state);
	Err err;
	Document removed;
	DocumentList list;
	add_contract(app, KEY.ptr);
	Document stored = add_file(app, 300000);
	Document other = add_file(app, 10);
	MUST_FAIL(documents_remove(app, KEY, stored.id, STR("  "), &removed, &err), ERR_INPUT,
		  "needs a reason");
	assert_string_equal(err.field, "reason");
	app->user = STR("anna");
	MUST(documents_remove(app, KEY, stored.id, STR("wrong one"), &removed, &err));
	assert_true(removed.removed);
	MUST(documents_list(app, KEY, &list, &err));
	assert_int_equal(list.len, 2);
	assert_int_equal(list.at[0].id, other.id);
	assert_false(list.at[0].removed);
	assert_true(list.at[1].removed);
	assert_true(str_eq(list.at[1].removed_by, STR("anna")));
	assert_true(str_eq(list.at[1].reason, STR("wrong one")));
	assert_int_equal(list.at[1].removed_at.us, removed.removed_at.us);
	assert_int_equal(list.at[1].bytes, 300000);
	assert_int_equal(fresh_number(app->db, "SELECT COUNT(*) FROM document_chunk"), 1);
	MUST_FAIL(documents_fetch(app, KEY, stored.id, -1, &removed, &err), ERR_CONFLICT,
		  "was removed by anna on 2026-11-22: wrong one");
	MUST_FAIL(documents_remove(app, KEY, stored.id, STR("x"), &removed, &err), ERR_CONFLICT,
		  "was removed by anna");
	expect_sound(app, "with a tombstone");
}

static void what_is_no_document_is_refused(void **state)
{
	App *app = app_of(state);
	Err err;
	Document document;
	Setting setting;
	char name_of_256[257] = {0};
	memset(name_of_256, 'n', 256);
	add_contract(app, KEY.ptr);
	int file = make_file((1 << 20) + 1);
	NewDocument good = measured(file);
	const struct {
		const char *name;
		const char *part;
	} names[] = {
		{"", "needs a name"},
		{" \t", "needs a name"},
		{name_of_256, "has at most 255 bytes, this has 256"},
		{"a/b", "no / and no \\"},
		{"a\\b", "no / and no \\"},
		{"a\nb", "no control characters"},
		{"a\xC2\x9B"
		 "b",
		 "no control characters"},
		{"a\xE2\x80\xAE"
		 "fdp.exe",
		 "change the direction"},
		{"a\xFF", "UTF-8"},
		{"..", "not that of a folder"},
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		NewDocument new = good;
		new.name = str_from_c(names[i].name);
		MUST_FAIL(documents_add(app, KEY, &new, &document, &err), ERR_INPUT, names[i].part);
		assert_string_equal(err.field, "name");
	}
	NewDocument nothing = good;
	nothing.bytes = 0;
	MUST_FAIL(documents_add(app, KEY, &nothing, &document, &err), ERR_INPUT, "is empty");
	MUST_FAIL(documents_add(app, STR("B"), &good, &document, &err), ERR_NOT_FOUND, "'B'");
	MUST(settings_set(app, STR("document_limit_mib"), STR("1"), &setting, &err));
	MUST_FAIL(documents_add(app, KEY, &good, &document, &err), ERR_TOO_LARGE,
		  "has 1.1 MiB, a document at most 1 MiB");
	MUST(settings_set(app, STR("document_limit_mib"), STR("2"), &setting, &err));
	MUST(documents_add(app, KEY, &good, &document, &err));
	MUST_FAIL(documents_fetch(app, KEY, document.id + 1, -1, &document, &err), ERR_NOT_FOUND,
		  "has no document");
	add_contract(app, "B");
	MUST_FAIL(documents_fetch(app, STR("B"), document.id, -1, &document, &err), ERR_NOT_FOUND,
		  "contract 'B' has no document");
	assert_int_equal(close(file), 0);
	int folder = open("/", O_RDONLY | O_DIRECTORY);
	MUST_FAIL(documents_measure(folder, &good.bytes, &good.sha256, &err), ERR_INPUT,
		  "not a file");
	assert_int_equal(close(folder), 0);
	expect_sound(app, "after refusals");
}

static void a_file_that_changes_is_not_stored(void **state)
{
	App *app = app_of(state);
	Err err;
	Document document;
	add_contract(app, KEY.ptr);
	int file = make_file(600000);
	NewDocument new = measured(file);
	assert_int_equal(pwrite(file, "!", 1, 599999), 1);
	MUST_FAIL(documents_add(app, KEY, &new, &document, &err), ERR_IO, "was changed");
	assert_int_equal(ftruncate(file, 599999), 0);
	MUST_FAIL(documents_add(app, KEY, &new, &document, &err), ERR_IO, "was changed");
	assert_int_equal(ftruncate(file, 700000), 0);
	MUST_FAIL(documents_add(app, KEY, &new, &document, &err), ERR_IO, "was changed");
	assert_int_equal(close(file), 0);
	assert_int_equal(fresh_number(app->db, "SELECT COUNT(*) FROM document"), 0);
	assert_int_equal(fresh_number(app->db, "SELECT COUNT(*) FROM document_chunk"), 0);
}

static void types_are_plain(void **state)
{
	App *app = app_of(state);
	Err err;
	char type_of_101[102] = {0};
	memset(type_of_101, 't', 101);
	type_of_101[50] = '/';
	const struct {
		const char *given;
		const char *kept;
	} cases[] = {
		{"", "application/octet-stream"},
		{"text/plain", "text/plain"},
		{"Text/HTML; charset=utf-8", "text/html"},
		{" image/svg+xml ", "image/svg+xml"},
		{"application/vnd.ms-excel", "application/vnd.ms-excel"},
		{"text", "application/octet-stream"},
		{"text/", "application/octet-stream"},
		{"/plain", "application/octet-stream"},
		{"a/b/c", "application/octet-stream"},
		{"te xt/plain", "application/octet-stream"},
		{"text/plain\r\nX: y", "application/octet-stream"},
		{type_of_101, "application/octet-stream"},
	};
	add_contract(app, KEY.ptr);
	int file = make_file(3);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Document document;
		NewDocument new = measured(file);
		new.type = str_from_c(cases[i].given);
		MUST(documents_add(app, KEY, &new, &document, &err));
		if (!str_eq_c(document.type, cases[i].kept))
			fail_msg("'%s' was kept as '%.*s'", cases[i].given, STR_ARG(document.type));
	}
	assert_int_equal(close(file), 0);
}

static void harm_is_found(void **state)
{
	App *app = app_of(state);
	Err err;
	const struct {
		const char *label;
		const char *harm;
		const char *repair;
		const char *part;
	} cases[] = {
		{"a part that is missing", "UPDATE document_chunk SET place = 7 WHERE place = 1",
		 "UPDATE document_chunk SET place = 1 WHERE place = 7", "a part of it is missing"},
		{"another size", "UPDATE document SET bytes = bytes + 1",
		 "UPDATE document SET bytes = bytes - 1", "its size is not"},
		{"the last part lost",
		 "CREATE TABLE away AS SELECT * FROM document_chunk WHERE place = 1;"
		 "DELETE FROM document_chunk WHERE place = 1",
		 "INSERT INTO document_chunk SELECT * FROM away; DROP TABLE away",
		 "its size is not"},
		{"other bytes",
		 "CREATE TABLE away AS SELECT * FROM document;"
		 "UPDATE document SET sha256 = (SELECT hash FROM contract)",
		 "UPDATE document SET sha256 = (SELECT sha256 FROM away); DROP TABLE away",
		 "its bytes are not"},
		{"a tombstone with bytes",
		 "UPDATE document SET removed_at = 1, removed_by = 'x', reason = 'y'",
		 "UPDATE document SET removed_at = NULL, removed_by = NULL, reason = NULL",
		 "was removed, but has bytes"},
	};
	add_contract(app, KEY.ptr);
	Document stored = add_file(app, DOCUMENT_CHUNK_BYTES + 100);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		CheckReport report;
		fresh_script(app->db, cases[i].harm);
		MUST(check_run(app, NULL, &report, &err));
		if (report.finding_count != 1 ||
		    !strstr(str_to_c(app->mem, report.findings[0].what), cases[i].part))
			fail_msg("%s: %zu findings", cases[i].label, report.finding_count);
		int copy = empty_file();
		Document fetched;
		if (!strstr(cases[i].part, "was removed"))
			MUST_FAIL(documents_fetch(app, KEY, stored.id, copy, &fetched, &err),
				  ERR_CORRUPT, cases[i].part);
		assert_int_equal(close(copy), 0);
		fresh_script(app->db, cases[i].repair);
		expect_sound(app, cases[i].label);
	}
}

static void what_cannot_be_written_is_told(void **state)
{
	App *app = app_of(state);
	Err err;
	Document fetched;
	add_contract(app, KEY.ptr);
	Document stored = add_file(app, 5);
	int full = open("/dev/full", O_WRONLY);
	if (full < 0)
		skip();
	MUST_FAIL(documents_fetch(app, KEY, stored.id, full, &fetched, &err), ERR_IO,
		  strerror(ENOSPC));
	assert_int_equal(close(full), 0);
	MUST(documents_fetch(app, KEY, stored.id, -1, &fetched, &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_document_is_read_as_it_was_stored),
		STORE_TEST(a_removed_document_leaves_a_tombstone),
		STORE_TEST(what_is_no_document_is_refused),
		STORE_TEST(a_file_that_changes_is_not_stored),
		STORE_TEST(types_are_plain),
		STORE_TEST(harm_is_found),
		STORE_TEST(what_cannot_be_written_is_told),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
