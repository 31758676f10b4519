/*
 * Compares src/history with the oracle: reads a file of tests/oracle/generate.py (its head tells
 * the format), evaluates every query and prints TAP, a line for each hundred cases.
 *
 *	differential FILE [CASE]
 *
 * What the library answers is written as JSON in the oracle's own form, and the two trees are
 * compared, so that a difference names its place: "7/12: query 2/snapshots/0/total/profit".
 * With CASE ("7/12") only that case runs. Exit code 1 if anything differs.
 */

#include "answers.h"

#include "base/json_tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	CASES_PER_LINE = 100,
	DIFFERENCES_SHOWN = 5, /* a line of TAP */
	TEXT_SHOWN = 160,
	PATH_SIZE = 200,
};

typedef struct Check {
	Str id;
	size_t differences; /* of this line of TAP */
	size_t failed_cases;
} Check;

/* A value as it stands in the source, roughly, for a message. */
static void print_value(Arena *mem, const JsonValue *value)
{
	if (!value) {
		(void)fputs("nothing", stdout);
		return;
	}
	Buf buf = {.mem = mem};
	JsonWriter json;
	json_write_init(&json, &buf, false);
	write_json_value(&json, value);
	Str text = buf_str(&buf);
	printf("%.*s%s", STR_ARG(str_slice(text, 0, TEXT_SHOWN)),
	       text.len > TEXT_SHOWN ? " …" : "");
}

static void report_difference(Check *check, Arena *mem, const char *path, const JsonValue *expected,
			      const JsonValue *got)
{
	if (check->differences++ >= DIFFERENCES_SHOWN)
		return;
	printf("# %.*s: %s\n#   expected ", STR_ARG(check->id), path);
	print_value(mem, expected);
	(void)fputs("\n#   got      ", stdout);
	print_value(mem, got);
	(void)putchar('\n');
}

static void compare(Check *check, Arena *mem, const char *path, const JsonValue *expected,
		    const JsonValue *got);

static void compare_at(Check *check, Arena *mem, const char *path, Str step,
		       const JsonValue *expected, const JsonValue *got)
{
	char deeper[PATH_SIZE];
	(void)snprintf(deeper, sizeof deeper, "%s/%.*s", path, STR_ARG(step));
	compare(check, mem, deeper, expected, got);
}

static void compare_objects(Check *check, Arena *mem, const char *path, const JsonValue *expected,
			    const JsonValue *got)
{
	for (size_t i = 0; i < expected->len; i++)
		compare_at(check, mem, path, expected->at[i].key, &expected->at[i],
			   json_member(got, expected->at[i].key));
	for (size_t i = 0; i < got->len; i++) {
		if (!json_member(expected, got->at[i].key))
			compare_at(check, mem, path, got->at[i].key, NULL, &got->at[i]);
	}
}

static void compare_arrays(Check *check, Arena *mem, const char *path, const JsonValue *expected,
			   const JsonValue *got)
{
	for (size_t i = 0; i < expected->len || i < got->len; i++)
		compare_at(check, mem, path, str_format(mem, "%zu", i),
			   i < expected->len ? &expected->at[i] : NULL,
			   i < got->len ? &got->at[i] : NULL);
}

static void compare(Check *check, Arena *mem, const char *path, const JsonValue *expected,
		    const JsonValue *got)
{
	if (!expected || !got || expected->kind != got->kind)
		report_difference(check, mem, path, expected, got);
	else if (expected->kind == JSON_OBJECT)
		compare_objects(check, mem, path, expected, got);
	else if (expected->kind == JSON_ARRAY)
		compare_arrays(check, mem, path, expected, got);
	else if (!str_eq(expected->text, got->text))
		report_difference(check, mem, path, expected, got);
}

/* Compares what `answer` writes with the member `name` of the case. */
static MUST_CHECK bool check_answer(Check *check, Arena *mem, const JsonValue *one,
				    const char *name, Answer answer, Err *err)
{
	Buf buf = {.mem = mem};
	JsonWriter json;
	json_write_init(&json, &buf, false);
	const JsonValue *got;
	if (!answer(mem, one, &json, err) || !json_parse(mem, buf_str(&buf), &got, err))
		return fail_in(err, "%s", name);
	compare(check, mem, name, json_member(one, str_from_c(name)), got);
	return true;
}

static MUST_CHECK bool check_case(Check *check, Arena *mem, const JsonValue *one, Err *err)
{
	if (json_member(one, STR("contracts")))
		return check_answer(check, mem, one, "expect", answer_portfolio, err);
	return check_answer(check, mem, one, "expect", answer_queries, err) &&
	       check_answer(check, mem, one, "report", answer_report, err) &&
	       check_answer(check, mem, one, "lifetime", answer_lifetime, err);
}

static void run_case(Check *check, Str line, Str wanted)
{
	Arena mem;
	arena_init(&mem);
	Err err = {0};
	const JsonValue *one;
	size_t before = check->differences;
	check->id = STR("a line");
	bool ok = json_parse(&mem, line, &one, &err);
	if (ok)
		check->id = json_member(one, STR("id"))->text;
	if (ok && (wanted.len == 0 || str_eq(wanted, check->id)))
		ok = check_case(check, &mem, one, &err);
	if (!ok && check->differences++ < DIFFERENCES_SHOWN)
		printf("# %.*s: failed with “%s”\n", STR_ARG(check->id), err.text);
	check->failed_cases += check->differences > before;
	arena_deinit(&mem);
}

static bool end_line(Check *check, const char *file, int number, size_t cases)
{
	bool ok = check->differences == 0;
	if (check->differences > DIFFERENCES_SHOWN)
		printf("# … %zu more differences\n", check->differences - DIFFERENCES_SHOWN);
	if (ok)
		printf("ok %d - %zu cases of %s agree with the oracle\n", number, cases, file);
	else
		printf("not ok %d - %zu of %zu cases of %s differ from the oracle\n", number,
		       check->failed_cases, cases, file);
	*check = (Check){0};
	return ok;
}

/* Runs all lines; false if the file cannot be read, holds none, or a case differs. */
static bool run_file(FILE *file, const char *name, Str wanted)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t len;
	Check check = {0};
	size_t cases = 0;
	int lines = 0;
	bool ok = true;
	while ((len = getline(&line, &room, file)) > 0) {
		run_case(&check, (Str){line, (size_t)len}, wanted);
		if (++cases == CASES_PER_LINE) {
			ok = end_line(&check, name, ++lines, cases) && ok;
			cases = 0;
		}
	}
	if (cases > 0)
		ok = end_line(&check, name, ++lines, cases) && ok;
	free(line);
	printf("1..%d\n", lines);
	return ok && lines > 0 && !ferror(file);
}

int main(int count, char **arguments)
{
	if (count < 2 || count > 3) {
		(void)fputs("usage: differential FILE [CASE]\n", stderr);
		return 2;
	}
	FILE *file = fopen(arguments[1], "rb");
	if (!file) {
		perror(arguments[1]);
		return 2;
	}
	bool ok = run_file(file, arguments[1], str_from_c(count == 3 ? arguments[2] : NULL));
	(void)fclose(file);
	return ok ? 0 : 1;
}
