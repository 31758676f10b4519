#ifndef PACTA_TESTS_STORE_FRESH_APP_H
#define PACTA_TESTS_STORE_FRESH_APP_H

/* An App on a fresh store, and the changes that most tests of use cases begin with. Failures end the test. */

#include "app/contracts.h"
#include "fresh_db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const Instant FRESH_NOW = {INT64_C(1795312528130571)}; /* 2026-11-22 */

typedef struct Store {
	Arena mem;
	App app;
	char url[FRESH_URL_SIZE];
} Store;

/* Setup and teardown: *state is a Store. */
int open_store(void **state);
int close_store(void **state);

#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, open_store, close_store)

App *app_of(void **state);

Date day(const char *text);

/* 2024 to 2026, 100,000 USD a year, 60 % labour; with the account Harbour where there is none yet. */
void add_contract(App *app, const char *key);

bool amend(App *app, const char *key, const char *on, FieldText change, Err *err);
bool retract(App *app, const char *key, int32_t number, Err *err);

/* What check_run finds ends the test. */
void expect_sound(App *app, const char *label);

#endif
