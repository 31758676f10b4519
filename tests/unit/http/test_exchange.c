/* What surrounds every answer: sent once, made on what the asker saw, kept while it holds. */

#include "check.h"

#include "http/dispatch.h"
#include "http/one_desk.h"
#include "store/idempotency.h"

#include <stdio.h>

static int64_t entries_of(const char *key)
{
	Told told = desk_get(&desk, at("/api/v1/contracts/", key, ""), 200);
	return strtoll(text_of(told_at(&told, "/entries")), NULL, 10);
}

static Ask amend(const char *body, const char *key)
{
	return (Ask){.method = METHOD_POST,
		     .target = "/api/v1/contracts/K/revisions",
		     .body = body,
		     .key = key};
}

static void a_request_sent_again_is_done_once(void **state)
{
	(void)state;
	desk_add_contract(&desk, "K");
	Told first = desk_ask(&desk, amend(DESK_AMENDMENT, "key-1"));
	assert_int_equal(first.reply.status, 201);
	check_text("the first is no replay", told_header(&first, "Idempotency-Replayed"), "");
	Told again = desk_ask(&desk, amend(DESK_AMENDMENT, "key-1"));
	assert_int_equal(again.reply.status, 201);
	check_text("it is answered alike", again.text, text_of(first.text));
	check_text("and says so", told_header(&again, "Idempotency-Replayed"), "true");
	assert_int_equal(entries_of("K"), 2);
	Told other =
		desk_ask(&desk, amend("{\"effective_on\":\"2010-02-01\",\"reason\":\"r\","
				      "\"changes\":[{\"field\":\"status\",\"value\":\"active\"}]}",
				      "key-1"));
	check_problem("another body", &other, 422, "input");
	check_text("another body", told_at(&other, "/remedy"),
		   "Use a new key for another request.");
	desk.app.user = STR("somebody else");
	assert_int_equal(desk_ask(&desk, amend(DESK_AMENDMENT, "key-1")).reply.status, 201);
	assert_int_equal(entries_of("K"), 3);
	desk.app.user = STR("tester");
	assert_int_equal(desk_ask(&desk, amend(DESK_AMENDMENT, "key-2")).reply.status, 201);
	assert_int_equal(entries_of("K"), 4);
	desk.now.us += IDEMPOTENCY_KEPT_US + 1000000;
	assert_int_equal(desk_ask(&desk, amend(DESK_AMENDMENT, "key-1")).reply.status, 201);
	assert_int_equal(entries_of("K"), 5);
}

static void what_was_made_is_told_again_with_its_location(void **state)
{
	(void)state;
	Ask ask = {.method = METHOD_POST,
		   .target = "/api/v1/accounts",
		   .body = "{\"name\":\"A/B\"}",
		   .key = "k"};
	Told first = desk_ask(&desk, ask);
	Told again = desk_ask(&desk, ask);
	check_text("the first", told_header(&first, "Location"), "/api/v1/accounts/A%2FB");
	check_text("the replay", told_header(&again, "Location"), "/api/v1/accounts/A%2FB");
	assert_int_equal(again.reply.status, 201);
}

static void what_failed_is_not_kept(void **state)
{
	(void)state;
	Ask ask = {
		.method = METHOD_POST,
		.target = "/api/v1/contracts",
		.body = "{\"key\":\"K\",\"account\":\"Harbour\",\"currency\":\"USD\",\"changes\":"
			"[{\"field\":\"starts_on\",\"value\":\"2020-01-01\"}]}",
		.key = "k"};
	Told told = desk_ask(&desk, ask);
	check_problem("there is no account yet", &told, 422, "not-found");
	(void)desk_post(&desk, "/api/v1/accounts", "{\"name\":\"Harbour\"}", 201);
	told = desk_ask(&desk, ask);
	assert_int_equal(told.reply.status, 201);
	check_text("it is done, not replayed", told_header(&told, "Idempotency-Replayed"), "");
}

static void dry_runs_record_nothing(void **state)
{
	(void)state;
	desk_add_contract(&desk, "K");
	Ask ask = {.method = METHOD_POST,
		   .target = "/api/v1/contracts/K/revisions?dry_run=1",
		   .body = DESK_AMENDMENT,
		   .key = "k"};
	Told told = desk_ask(&desk, ask);
	assert_int_equal(told.reply.status, 200);
	check_text("it says so", told_at(&told, "/dry_run"), "true");
	assert_int_equal(entries_of("K"), 1);
	told = desk_ask(&desk, ask);
	check_text("its key is not kept", told_header(&told, "Idempotency-Replayed"), "");
	ask.key = "not a key";
	assert_int_equal(desk_ask(&desk, ask).reply.status, 200);
	ask.key = NULL;
	ask.target = "/api/v1/imports?file=a.csv&mapping=pacta-contracts&dry_run=true";
	ask.body = NULL;
	ask.file = DESK_FILE;
	told = desk_ask(&desk, ask);
	assert_int_equal(told.reply.status, 200);
	check_text("an import has no id", told_at(&told, "/import"), "null");
	Told list = desk_get(&desk, "/api/v1/imports", 200);
	check_text("nothing is imported", told_at(&list, "/total"), "0");
}

static void whoever_was_slower_is_told(void **state)
{
	(void)state;
	desk_add_contract(&desk, "K");
	Ask ask = amend(DESK_AMENDMENT, NULL);
	ask.if_match = "\"1\"";
	assert_int_equal(desk_ask(&desk, ask).reply.status, 201);
	Told told = desk_ask(&desk, ask);
	check_problem("the number is another one", &told, 412, "changed");
	check_text("the new number", told_at(&told, "/entries"), "2");
	size_t found;
	assert_true(str_find(told_at(&told, "/detail"), STR("tester"), &found));
	assert_int_equal(entries_of("K"), 2);
	ask.if_match = "\"2\"";
	assert_int_equal(desk_ask(&desk, ask).reply.status, 201);
	ask.target = "/api/v1/contracts/K/revisions/2/retraction";
	ask.body = "{\"reason\":\"r\"}";
	told = desk_ask(&desk, ask);
	check_problem("of a retraction, too", &told, 412, "changed");
	ask.if_match = "*";
	assert_int_equal(desk_ask(&desk, ask).reply.status, 201);
	ask.target = "/api/v1/contracts/none/revisions";
	ask.body = DESK_AMENDMENT;
	ask.if_match = "\"1\"";
	told = desk_ask(&desk, ask);
	check_problem("of a contract that there is not", &told, 404, "not-found");
}

/* The replay comes before the question whether somebody was faster: that somebody was the request itself. */
static void a_replay_is_not_slower_than_itself(void **state)
{
	(void)state;
	desk_add_contract(&desk, "K");
	Ask ask = amend(DESK_AMENDMENT, "k");
	ask.if_match = "\"1\"";
	assert_int_equal(desk_ask(&desk, ask).reply.status, 201);
	assert_int_equal(desk_ask(&desk, ask).reply.status, 201);
	assert_int_equal(entries_of("K"), 2);
}

static void an_etag_holds_until_something_is_written(void **state)
{
	(void)state;
	desk_add_contract(&desk, "K");
	static const char *const targets[] = {
		"/api/v1/contracts",          "/api/v1/contracts/K",
		"/api/v1/accounts",           "/api/v1/contracts/K/charts/terms",
		"/api/v1/history-report.csv", "/api/v1/fields",
	};
	for (size_t i = 0; i < COUNT(targets); i++) {
		Told first = desk_get(&desk, targets[i], 200);
		const char *etag = text_of(first.reply.etag);
		Told again = desk_ask(&desk, (Ask){.target = targets[i], .if_none_match = etag});
		assert_int_equal(again.reply.status, 304);
		assert_int_equal(again.text.len, 0);
		check_text(targets[i], again.reply.etag, etag);
		(void)desk_post(&desk, "/api/v1/contracts/K/revisions", DESK_AMENDMENT, 201);
		Told later = desk_ask(&desk, (Ask){.target = targets[i], .if_none_match = etag});
		assert_int_equal(later.reply.status, 200);
		assert_false(str_eq_c(later.reply.etag, etag));
	}
	Told a = desk_get(&desk, "/api/v1/contracts?limit=1&sort=name", 200);
	Told b = desk_get(&desk, "/api/v1/contracts?sort=name&limit=%31", 200);
	Told c = desk_get(&desk, "/api/v1/contracts?sort=name", 200);
	check_text("the same question", b.reply.etag, text_of(a.reply.etag));
	assert_false(str_eq(c.reply.etag, a.reply.etag));
}

static void an_account_is_another_one_tomorrow(void **state)
{
	(void)state;
	desk_add_contract(&desk, "K");
	Told today = desk_get(&desk, "/api/v1/accounts/Harbour", 200);
	desk.now.us += US_PER_DAY;
	const char *etag = text_of(today.reply.etag);
	Told tomorrow =
		desk_ask(&desk, (Ask){.target = "/api/v1/accounts/Harbour", .if_none_match = etag});
	assert_int_equal(tomorrow.reply.status, 200);
	assert_false(str_eq(told_at(&today, "/as_of"), told_at(&tomorrow, "/as_of")));
}

static void an_import_sent_again_changes_nothing(void **state)
{
	(void)state;
	Ask ask = {.method = METHOD_POST,
		   .target = "/api/v1/imports?file=a.csv&mapping=pacta-contracts",
		   .file = "contract,account,currency,effective_on,annual_value\r\n"
			   "IMP-1,Imported,EUR,2024-01-01,1000\r\n"};
	assert_int_equal(desk_ask(&desk, ask).reply.status, 201);
	Told again = desk_ask(&desk, ask);
	assert_int_equal(again.reply.status, 200);
	check_text("its row is known", told_at(&again, "/unchanged"), "1");
	ask.key = "k";
	Told keyed = desk_ask(&desk, ask);
	Told replay = desk_ask(&desk, ask);
	assert_int_equal(replay.reply.status, keyed.reply.status);
	check_text("with a key it is told alike", replay.text, text_of(keyed.text));
}

/* What cannot be kept is not passed over in silence. */
static void if_match_is_for_histories_only(void **state)
{
	(void)state;
	Ask ask = {.method = METHOD_POST, .target = "/api/v1/accounts", .body = "{\"name\":\"A\"}"};
	ask.if_match = "\"7\"";
	Told told = desk_ask(&desk, ask);
	check_problem("an account has no number", &told, 400, "usage");
	check_text("it names the header", told_at(&told, "/field"), "If-Match");
}

/* An amendment that is tried out need not wait for a writer; a file does. */
static void what_is_tried_out_reads(void **state)
{
	(void)state;
	static const struct {
		const char *path;
		const char *query;
		Lane lane;
	} cases[] = {
		{"/api/v1/contracts/K/revisions", "dry_run=1", LANE_READ},
		{"/api/v1/contracts/K/revisions", "a=b&dry_run=true", LANE_READ},
		{"/api/v1/contracts/K/revisions", "dry_run=0", LANE_WRITE},
		{"/api/v1/contracts/K/revisions", "no_dry_run=1", LANE_WRITE},
		{"/api/v1/contracts/K/revisions", "", LANE_WRITE},
		{"/api/v1/contracts/K/revisions/1/retraction", "dry_run=1", LANE_READ},
		{"/api/v1/imports", "dry_run=1", LANE_WRITE},
		{"/api/v1/contracts", "dry_run=1", LANE_WRITE},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		Str allow;
		const Route *route =
			dispatch_find(&desk.mem, METHOD_POST, str_from_c(cases[i].path), &allow);
		assert_non_null(route);
		if (dispatch_lane(route, str_from_c(cases[i].query)) != cases[i].lane)
			fail_msg("%s?%s", cases[i].path, cases[i].query);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DESK_TEST(a_request_sent_again_is_done_once),
		DESK_TEST(what_was_made_is_told_again_with_its_location),
		DESK_TEST(what_failed_is_not_kept),
		DESK_TEST(dry_runs_record_nothing),
		DESK_TEST(whoever_was_slower_is_told),
		DESK_TEST(a_replay_is_not_slower_than_itself),
		DESK_TEST(an_etag_holds_until_something_is_written),
		DESK_TEST(an_account_is_another_one_tomorrow),
		DESK_TEST(an_import_sent_again_changes_nothing),
		DESK_TEST(if_match_is_for_histories_only),
		DESK_TEST(what_is_tried_out_reads),
	};
	return RUN_TESTS(tests);
}
