#ifndef PACTA_TESTS_STORE_FRESH_FACTS_H
#define PACTA_TESTS_STORE_FRESH_FACTS_H

/*
 * A fresh store with what facts refer to, and facts made from text. Failures end the test.
 *
 * Contracts: HARBOUR ("H/ä-1", USD), QUAY ("Q", EUR), YEN ("Y", JPY). Resources: FIRST
 * ("Resource 01"), SECOND ("Resource 02"). Imports: 1, 2, 3.
 */

#include "base/date.h"
#include "facts/fact.h"
#include "fresh_db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { HARBOUR = 101, QUAY = 102, YEN = 103, FIRST = 11, SECOND = 12 };

typedef struct Stage {
	Arena mem;
	Db *db;
	char url[FRESH_URL_SIZE];
} Stage;

/* Setup and teardown: *state is a Stage. */
int open_stage(void **state);
int close_stage(void **state);

#define STAGE_TEST(test) cmocka_unit_test_setup_teardown(test, open_stage, close_stage)

/*
 * A fact whose identity is made of its values; or is `identity`, where its kind has an external id.
 * Arguments are pairs of a field's name and its value as text, then NULL; resources and contracts by
 * their number. Money is in the contract's currency, or in the one that is given.
 */
Fact make_fact(Arena *mem, FactKind kind, int64_t contract_id, const char *source,
	       const char *identity, ...);

/*
 * Every row of a query of one text column, with "|" between rows: read by our driver, which trusts no view's functions,
 * and on SQLite as another program reads the store, too.
 */
Str rows_of(Stage *stage, const char *sql);

void expect_text(Str got, const char *wanted, const char *file, int line);
#define EXPECT(got, wanted) expect_text((got), (wanted), __FILE__, __LINE__)

#endif
