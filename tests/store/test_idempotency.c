/* Answers kept under idempotency keys. */

#include "fresh_app.h"

#include "store/idempotency.h"

#include <string.h>

static void save(App *app, IdempotencyKey key, const char *body, Instant at)
{
	Err err;
	KeptAnswer answer = {
		.request = sha256(STR("request")),
		.status = 201,
		.media = STR("application/json"),
		.etag = STR("\"1\""),
		.location = STR("/api/v1/accounts/x"),
		.body = str_from_c(body),
		.created_at = at,
	};
	MUST(db_begin_write(app->db, &err));
	MUST(idempotency_save(app->db, &key, &answer, &err));
	MUST(db_commit(app->db, &err));
}

static bool find(App *app, IdempotencyKey key, Instant now, KeptAnswer *out)
{
	Err err;
	bool found = false;
	MUST(db_begin_read(app->db, &err));
	MUST(idempotency_find(app->db, app->mem, &key, now, out, &found, &err));
	db_rollback(app->db);
	return found;
}

static Instant after(int64_t us)
{
	return (Instant){FRESH_NOW.us + us};
}

static void an_answer_is_found_as_it_was_kept(void **state)
{
	App *app = app_of(state);
	KeptAnswer answer;
	IdempotencyKey key = {STR("anna"), STR("POST /api/v1/accounts"), STR("k1")};
	assert_false(find(app, key, FRESH_NOW, &answer));
	save(app, key, "{\"name\":\"ä\"}\n", FRESH_NOW);
	assert_true(find(app, key, after(5), &answer));
	assert_true(digest_eq(answer.request, sha256(STR("request"))));
	assert_int_equal(answer.status, 201);
	assert_true(str_eq(answer.media, STR("application/json")));
	assert_true(str_eq(answer.etag, STR("\"1\"")));
	assert_true(str_eq(answer.location, STR("/api/v1/accounts/x")));
	assert_true(str_eq(answer.body, STR("{\"name\":\"ä\"}\n")));
	assert_int_equal(answer.created_at.us, FRESH_NOW.us);
}

static void a_key_belongs_to_who_asked_what(void **state)
{
	App *app = app_of(state);
	KeptAnswer answer;
	char route[9000];
	memset(route, 'r', sizeof route); /* longer than an index of PostgreSQL takes */
	Str long_route = {route, sizeof route};
	save(app, (IdempotencyKey){STR("ab"), STR("c"), STR("d")}, "first", FRESH_NOW);
	save(app, (IdempotencyKey){STR("ab"), long_route, STR("d")}, "second", FRESH_NOW);
	const struct {
		const char *label;
		IdempotencyKey key;
		const char *body;
	} cases[] = {
		{"the same", {STR("ab"), STR("c"), STR("d")}, "first"},
		{"another person", {STR("ac"), STR("c"), STR("d")}, NULL},
		{"another route", {STR("ab"), STR("x"), STR("d")}, NULL},
		{"another key", {STR("ab"), STR("c"), STR("e")}, NULL},
		{"letters that move from one part to the next",
		 {STR("a"), STR("bc"), STR("d")},
		 NULL},
		{"a long route", {STR("ab"), long_route, STR("d")}, "second"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool found = find(app, cases[i].key, FRESH_NOW, &answer);
		if (found != (cases[i].body != NULL) ||
		    (found && !str_eq_c(answer.body, cases[i].body)))
			fail_msg("%s", cases[i].label);
	}
}

static void an_answer_is_kept_for_a_day(void **state)
{
	App *app = app_of(state);
	KeptAnswer answer;
	IdempotencyKey key = {STR("anna"), STR("r"), STR("k")};
	IdempotencyKey other = {STR("anna"), STR("r"), STR("other")};
	save(app, key, "old", FRESH_NOW);
	assert_true(find(app, key, after(IDEMPOTENCY_KEPT_US - 1), &answer));
	assert_false(find(app, key, after(IDEMPOTENCY_KEPT_US), &answer));
	/* It may be used again then, also where the old one is still there. */
	save(app, key, "new", after(IDEMPOTENCY_KEPT_US));
	assert_true(find(app, key, after(IDEMPOTENCY_KEPT_US), &answer));
	assert_true(str_eq(answer.body, STR("new")));
	save(app, other, "x", after(2 * IDEMPOTENCY_KEPT_US));
	assert_int_equal(fresh_number(app->db, "SELECT COUNT(*) FROM kept_answer"), 1);
}

static void a_backlog_is_forgotten_step_by_step(void **state)
{
	App *app = app_of(state);
	Err err;
	MUST(db_begin_write(app->db, &err));
	for (int i = 0; i < 250; i++) {
		IdempotencyKey key = {STR("anna"), STR("r"), str_format(app->mem, "%d", i)};
		KeptAnswer answer = {.status = 200, .created_at = after(i)};
		MUST(idempotency_save(app->db, &key, &answer, &err));
	}
	MUST(db_commit(app->db, &err));
	for (int left = 150; left > 0; left -= 99) {
		/* At first one whose old answer is not among those that are forgotten at once. */
		Str name = left == 150 ? STR("249") : str_format(app->mem, "new %d", left);
		IdempotencyKey key = {STR("anna"), STR("r"), name};
		save(app, key, "x", after(2 * IDEMPOTENCY_KEPT_US));
		assert_int_equal(fresh_number(app->db, "SELECT COUNT(*) FROM kept_answer"), left);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(an_answer_is_found_as_it_was_kept),
		STORE_TEST(a_key_belongs_to_who_asked_what),
		STORE_TEST(an_answer_is_kept_for_a_day),
		STORE_TEST(a_backlog_is_forgotten_step_by_step),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
