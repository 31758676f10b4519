/* Errors and statuses as problem details. */

#include "check.h"

#include "http/problem.h"

static void errors_become_problems(void **state)
{
	static const struct {
		ErrCode code;
		int status;
		const char *name;
		const char *remedy;
	} cases[] = {
		{ERR_USAGE, 400, "usage", ""},
		{ERR_INPUT, 422, "input", ""},
		{ERR_RANGE, 422, "range", ""},
		{ERR_NOT_FOUND, 404, "not-found", ""},
		{ERR_CONFLICT, 409, "conflict", ""},
		{ERR_IO, 500, "io", ""},
		{ERR_UNAVAILABLE, 503, "unavailable", "Try again in a moment."},
		{ERR_CORRUPT, 500, "corrupt", "GET /api/v1/check tells what is damaged."},
		{ERR_CHANGED, 412, "changed",
		 "Read the contract again, and send its new number with what is still wanted."},
		{ERR_TOO_LARGE, 413, "too-large", ""},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Err err;
		(void)(fail)(&err, cases[i].code, "what was wrong");
		(void)fail_at(&err, "field");
		Problem problem = problem_of(*state, &err);
		assert_int_equal(problem.status, cases[i].status);
		assert_string_equal(problem.code, cases[i].name);
		check_text(cases[i].name, problem.detail, "what was wrong");
		check_text(cases[i].name, problem.field, "field");
		check_text(cases[i].name, problem.remedy, cases[i].remedy);
	}
}

static void kinds_lead_to_their_lists(void **state)
{
	static const struct {
		const char *kind;
		const char *remedy;
	} cases[] = {
		{"contract", "GET /api/v1/contracts lists all there are."},
		{"account", "GET /api/v1/accounts lists all there are."},
		{"field", "GET /api/v1/fields lists all there are."},
		{"setting", "GET /api/v1/settings lists all there are."},
		{"mapping", "GET /api/v1/mappings lists all there are."},
		{"import", "GET /api/v1/imports lists all there are."},
		{"quarantine", "GET /api/v1/quarantine lists all there are."},
		{"unicorn", ""},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Err err;
		(void)fail_no_such(&err, cases[i].kind, "there is none");
		check_text(cases[i].kind, problem_of(*state, &err).remedy, cases[i].remedy);
	}
}

static void statuses_have_their_codes(void **state)
{
	static const struct {
		int status;
		const char *code;
	} cases[] = {
		{400, "header"},  {403, "origin"},     {404, "no-route"}, {405, "method"},
		{408, "timeout"}, {410, "gone"},       {411, "length"},   {413, "too-large"},
		{414, "header"},  {415, "media-type"}, {421, "host"},     {429, "busy"},
		{431, "header"},  {503, "busy"},       {507, "io"},       {599, "http"},
	};
	Request request = {.mem = *state, .id = STR("r-1")};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Reply reply;
		const JsonValue *json;
		Err err;
		reply_init(&reply, *state);
		reply_problem_status(&reply, &request, cases[i].status, "it <failed>");
		assert_int_equal(reply.status, cases[i].status);
		assert_string_equal(reply.media, "application/problem+json");
		assert_true(json_parse(*state, buf_str(&reply.body), &json, &err));
		assert_true(shape_check(&PROBLEM_SHAPE, json, &err));
		check_text("the code", json_member(json, STR("code"))->text, cases[i].code);
		check_text("the detail", json_member(json, STR("detail"))->text, "it <failed>");
		check_text("the request", json_member(json, STR("instance"))->text, "r-1");
		assert_int_equal(reply.headers.len, cases[i].status == 503);
	}
}

/* Whatever the reply held before is gone. */
static void a_problem_stands_alone(void **state)
{
	Request request = {.mem = *state};
	Reply reply;
	Err err;
	reply_init(&reply, *state);
	buf_add(&reply.body, STR("{\"half\":"));
	reply.etag = STR("\"x\"");
	reply.version = 7;
	reply.attachment = STR("a.txt");
	*vec_push(request.mem, &reply.headers) = (ReplyHeader){"Location", STR("/x")};
	(void)(fail)(&err, ERR_CONFLICT, "no");
	reply_problem(&reply, &request, &err);
	assert_int_equal(reply.body.ptr[0], '{');
	assert_null(strstr(str_to_c(*state, buf_str(&reply.body)), "half"));
	assert_int_equal(reply.etag.len + reply.attachment.len + reply.headers.len, 0);
	assert_int_equal(reply.version, -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(errors_become_problems),
		ARENA_TEST(kinds_lead_to_their_lists),
		ARENA_TEST(statuses_have_their_codes),
		ARENA_TEST(a_problem_stands_alone),
	};
	return RUN_TESTS(tests);
}
