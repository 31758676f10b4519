#ifndef PACTA_TESTS_CHECK_H
#define PACTA_TESTS_CHECK_H

/* What unit tests share: cmocka with its headers, an arena for each test, comparisons that name their case. */

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Runs the tests of a program as TAP. */
#define RUN_TESTS(tests) \
	(cmocka_set_message_output(CM_OUTPUT_TAP), cmocka_run_group_tests(tests, NULL, NULL))

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* Setup and teardown: *state is an Arena. */
int arena_setup(void **state);
int arena_teardown(void **state);

#define ARENA_TEST(test) cmocka_unit_test_setup_teardown(test, arena_setup, arena_teardown)

/* Fail the test, naming the case, unless they are equal. */
void check_text(const char *label, Str got, const char *wanted);
void check_err(const char *label, const Err *got, ErrCode code, const char *text);
void check_size(const char *label, uint64_t got, uint64_t wanted);

#endif
