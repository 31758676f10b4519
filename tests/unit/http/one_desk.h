#ifndef PACTA_TEST_ONE_DESK_H
#define PACTA_TEST_ONE_DESK_H

/* One desk for the cases of a program, each with a new store behind it. */

#include "http/desk.h"

extern Desk desk;
int desk_setup(void **state);
int desk_teardown(void **state);

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

/* A body that adds 30000 to the annual value. */
extern const char DESK_AMENDMENT[];

/* A file to import: one row that is taken, and one that is not. */
extern const char DESK_FILE[];

/* With a NUL behind it. */
const char *text_of(Str text);

/* "/api/v1/contracts/" "a/b" "/revisions", with the part in the middle encoded */
const char *at(const char *before, const char *part, const char *behind);

#endif
