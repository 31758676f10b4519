#include "check.h"
#include "ingest/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { BEGINNING = 65536 };

static char byte_at(size_t place)
{
	return (char)('a' + place % 23);
}

/* A file of `len` bytes in a new folder. */
static const char *make_file(Arena *mem, size_t len)
{
	char folder[] = "/tmp/pacta-source-XXXXXX";
	assert_non_null(mkdtemp(folder));
	const char *path = str_format(mem, "%s/file", folder).ptr;
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	for (size_t i = 0; i < len; i++)
		assert_int_equal(fputc(byte_at(i), file), byte_at(i));
	assert_int_equal(fclose(file), 0);
	return path;
}

static void delete_file(Arena *mem, const char *path)
{
	Str folder = str_from_c(path);
	folder.len -= strlen("/file");
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(str_to_c(mem, folder)), 0);
}

static bool peek(Arena *mem, const char *path, Str *out, Err *err)
{
	SourceFile file;
	if (!source_open(mem, path, &file, err))
		return false;
	bool ok = source_peek(&file, mem, out, err);
	source_close(&file);
	return ok;
}

static void the_beginning_of_a_file_is_64_kib_at_most(void **state)
{
	static const size_t lengths[] = {1, 1000, BEGINNING - 1, BEGINNING, BEGINNING + 1, 300000};
	for (size_t i = 0; i < COUNT(lengths); i++) {
		const char *path = make_file(*state, lengths[i]);
		Str got = {0};
		Err err = {0};
		assert_true(peek(*state, path, &got, &err));
		check_size("length", got.len, lengths[i] < BEGINNING ? lengths[i] : BEGINNING);
		for (size_t j = 0; j < got.len; j++)
			assert_int_equal(got.ptr[j], byte_at(j));
		delete_file(*state, path);
	}
}

static void what_cannot_be_read_is_named(void **state)
{
	const char *empty = make_file(*state, 0);
	const struct {
		const char *label;
		const char *path;
		ErrCode code;
		const char *text;
	} cases[] = {
		{"no such file", "missing.csv", ERR_NOT_FOUND,
		 "missing.csv: No such file or directory"},
		{"a file in place of a folder", str_format(*state, "%s/x", empty).ptr,
		 ERR_NOT_FOUND, str_format(*state, "%s/x: Not a directory", empty).ptr},
		{"a folder", ".", ERR_INPUT, ".: is a directory; name a file"},
		{"an empty file", empty, ERR_INPUT,
		 str_format(*state, "%s: the file is empty", empty).ptr},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Str got = STR("as it was");
		Err err = {0};
		assert_false(peek(*state, cases[i].path, &got, &err));
		check_err(cases[i].label, &err, cases[i].code, cases[i].text);
		check_text(cases[i].label, got, "as it was");
	}
	delete_file(*state, empty);
}

static void what_was_peeked_at_is_read_again(void **state)
{
	static const size_t lengths[] = {1, BEGINNING, 300000};
	for (size_t i = 0; i < COUNT(lengths); i++) {
		const char *path = make_file(*state, lengths[i]);
		SourceFile file;
		Str head;
		Err err = {0};
		Buf all = {.mem = *state};
		assert_true(source_open(*state, path, &file, &err));
		assert_true(source_peek(&file, *state, &head, &err));
		assert_true(source_read_rest(&file, 1000000, &all, &err));
		source_close(&file);
		check_size("length", all.len, lengths[i]);
		check_size("counted", file.bytes, lengths[i]);
		for (size_t j = 0; j < all.len; j++)
			assert_int_equal(all.ptr[j], byte_at(j));
		assert_true(digest_eq(sha256_final(&file.hash), sha256(buf_str(&all))));
		delete_file(*state, path);
	}
}

static void what_is_too_long_is_refused(void **state)
{
	const char *path = make_file(*state, 1000);
	SourceFile file;
	Err err = {0};
	Buf all = {.mem = *state};
	assert_true(source_open(*state, path, &file, &err));
	assert_false(source_read_rest(&file, 999, &all, &err));
	source_close(&file);
	check_err("a byte too long", &err, ERR_TOO_LARGE,
		  str_format(*state, "%s: is longer than 999 bytes", path).ptr);
	delete_file(*state, path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(the_beginning_of_a_file_is_64_kib_at_most),
		ARENA_TEST(what_cannot_be_read_is_named),
		ARENA_TEST(what_was_peeked_at_is_read_again),
		ARENA_TEST(what_is_too_long_is_refused),
	};
	return RUN_TESTS(tests);
}
