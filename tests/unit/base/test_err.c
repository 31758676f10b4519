#include "base/err.h"
#include "check.h"

/* cmocka's macro of this name hides the function. */
#undef fail

static void fills_an_error(void **state)
{
	(void)state;
	Err err = {0};
	assert_false(fail(&err, ERR_RANGE, "%d is more than %s", 7, "six"));
	check_err("an error", &err, ERR_RANGE, "7 is more than six");
}

static void adds_context_from_the_outside_in(void **state)
{
	(void)state;
	Err err = {0};
	assert_false(fail(&err, ERR_INPUT, "bad date '%s'", "2024-02-30"));
	assert_false(fail_in(&err, "row %d", 7));
	assert_false(fail_in(&err, "%s", "contracts.csv"));
	check_err("an error with context", &err, ERR_INPUT,
		  "contracts.csv: row 7: bad date '2024-02-30'");
}

static void cuts_long_texts_after_a_whole_character(void **state)
{
	Arena *mem = *state;
	for (size_t shift = 0; shift < 4; shift++) {
		Buf buf = {.mem = mem};
		for (size_t i = 0; i < shift; i++)
			buf_add_byte(&buf, 'x');
		while (buf.len < 2000)
			buf_add(&buf, STR("€"));
		Err err = {0};
		assert_false(fail(&err, ERR_INPUT, "%.*s", STR_ARG(buf_str(&buf))));
		Str text = str_from_c(err.text);
		assert_true(text.len < ERR_TEXT_SIZE && text.len > ERR_TEXT_SIZE - 8);
		assert_true(str_ends(text, STR("…")));
		check_size("whole characters", (text.len - shift) % 3, 0);
		assert_true(str_starts(buf_str(&buf), str_slice(text, 0, text.len - 3)));
	}
	Err err = {0};
	Buf longest = {.mem = mem};
	while (longest.len < ERR_TEXT_SIZE - 1)
		buf_add_byte(&longest, 'y');
	assert_false(fail(&err, ERR_INPUT, "%.*s", STR_ARG(buf_str(&longest))));
	assert_true(str_eq_c(buf_str(&longest), err.text));
}

static void names_every_code(void **state)
{
	(void)state;
	static const struct {
		ErrCode code;
		ErrFace face;
	} cases[] = {
		{ERR_NONE, {"ok", 200, 0}},
		{ERR_USAGE, {"usage", 400, 2}},
		{ERR_INPUT, {"input", 422, 3}},
		{ERR_RANGE, {"range", 422, 3}},
		{ERR_NOT_FOUND, {"not-found", 404, 4}},
		{ERR_CONFLICT, {"conflict", 409, 5}},
		{ERR_IO, {"io", 500, 6}},
		{ERR_UNAVAILABLE, {"unavailable", 503, 7}},
		{ERR_CORRUPT, {"corrupt", 500, 8}},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const ErrFace *face = err_face(cases[i].code);
		check_text("name", str_from_c(face->name), cases[i].face.name);
		check_size(face->name, (uint64_t)face->http_status,
			   (uint64_t)cases[i].face.http_status);
		check_size(face->name, (uint64_t)face->exit_code,
			   (uint64_t)cases[i].face.exit_code);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fills_an_error),
		cmocka_unit_test(adds_context_from_the_outside_in),
		ARENA_TEST(cuts_long_texts_after_a_whole_character),
		cmocka_unit_test(names_every_code),
	};
	return RUN_TESTS(tests);
}
