/* Percent-encoding, paths of requests against paths of routes, and which route and lane they have. */

#include "check.h"

#include "http/dispatch.h"
#include "http/path.h"
#include "http/percent.h"

static void decoded_texts(void **state)
{
	static const struct {
		const char *label;
		const char *encoded;
		PercentPlace place;
		const char *text;
	} cases[] = {
		{"nothing to decode", "abc", PERCENT_PATH, "abc"},
		{"nothing at all", "", PERCENT_PATH, ""},
		{"both cases of digits", "%2f%2F", PERCENT_PATH, "//"},
		{"once, not twice", "%252F", PERCENT_PATH, "%2F"},
		{"a plus is one in a path", "a+b", PERCENT_PATH, "a+b"},
		{"and a space in a query", "a+b%2B", PERCENT_QUERY, "a b+"},
		{"characters of several bytes", "%C3%BC%F0%9F%94%91", PERCENT_PATH, "ü🔑"},
		{"at the very end", "a%41", PERCENT_PATH, "aA"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Err err;
		Str text;
		if (!percent_decode(*state, str_from_c(cases[i].encoded), cases[i].place, &text,
				    &err))
			fail_msg("%s: %s", cases[i].label, err.text);
		check_text(cases[i].label, text, cases[i].text);
	}
}

static void texts_that_cannot_be_decoded(void **state)
{
	static const char *const escapes[] = {"%", "%4", "a%", "%g1", "%1g", "%%41"};
	static const char *const bytes[] = {"%ff", "%C3", "%ed%a0%80", "%c0%af", "\xff"};
	for (size_t i = 0; i < COUNT(escapes); i++) {
		Err err;
		Str text;
		assert_false(
			percent_decode(*state, str_from_c(escapes[i]), PERCENT_PATH, &text, &err));
		assert_int_equal(err.code, ERR_USAGE);
		assert_non_null(strstr(err.text, "without two hexadecimal digits"));
	}
	for (size_t i = 0; i < COUNT(bytes); i++) {
		Err err;
		Str text;
		assert_false(
			percent_decode(*state, str_from_c(bytes[i]), PERCENT_QUERY, &text, &err));
		assert_non_null(strstr(err.text, "is not UTF-8 when decoded"));
	}
	Err err;
	Str text;
	assert_false(percent_decode(*state, STR("a%00"), PERCENT_PATH, &text, &err));
	check_err("a NUL", &err, ERR_USAGE, "'a%00' holds a NUL");
}

static void what_is_encoded_comes_back(void **state)
{
	Arena *mem = *state;
	char all[255];
	for (size_t i = 0; i < sizeof all; i++)
		all[i] = (char)(i + 1);
	Str texts[] = {{all, 127}, STR("a/b|c%ü 🔑"), STR("")};
	for (size_t i = 0; i < COUNT(texts); i++) {
		Err err;
		Str text;
		Buf encoded = {.mem = mem};
		percent_add(&encoded, texts[i]);
		assert_true(percent_decode(mem, buf_str(&encoded), PERCENT_PATH, &text, &err));
		assert_true(str_eq(text, texts[i]));
		assert_true(percent_decode(mem, buf_str(&encoded), PERCENT_QUERY, &text, &err));
		assert_true(str_eq(text, texts[i]));
	}
	Buf encoded = {.mem = mem};
	percent_add(&encoded, STR("a/B-._~ \"é"));
	check_text("what is left as it is", buf_str(&encoded), "a%2FB-._~%20%22%C3%A9");
}

static void paths_that_fit_routes(void **state)
{
	static const struct {
		const char *label;
		const char *path;
		const char *route;
		const char
			*held; /* the first segment in braces as received; NULL: it does not fit */
	} cases[] = {
		{"a fixed path", "/a/b", "/a/b", ""},
		{"a parameter", "/a/x", "/a/{k}", "x"},
		{"an encoded slash does not part", "/a/x%2Fy", "/a/{k}", "x%2Fy"},
		{"a slash parts", "/a/x/y", "/a/{k}", NULL},
		{"a fixed segment may be encoded", "/%61/x", "/a/{k}", "x"},
		{"an encoded brace is no parameter", "/a/%7Bk%7D", "/a/{k}", "%7Bk%7D"},
		{"a broken escape in a fixed segment", "/%6/x", "/a/{k}", NULL},
		{"a parameter holds something", "/a/", "/a/{k}", NULL},
		{"nothing is behind", "/a/x/", "/a/{k}", NULL},
		{"nothing is missing", "/a", "/a/{k}", NULL},
		{"a double slash", "//a/x", "/a/{k}", NULL},
		{"capitals differ", "/A/x", "/a/{k}", NULL},
		{"no slash in front", "a/x", "/a/{k}", NULL},
		{"no path at all", "", "/a", NULL},
		{"more segments than any route has", "/1/2/3/4/5/6/7/8/9", "/a", NULL},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Segments path;
		Str held[ROUTE_SEGMENTS_MAX] = {{0}};
		bool fits = path_split(str_from_c(cases[i].path), &path) &&
			    path_fits(*state, &path, cases[i].route, held);
		if (fits != (cases[i].held != NULL))
			fail_msg("%s: it %s", cases[i].label, fits ? "fits" : "does not fit");
		if (fits)
			check_text(cases[i].label, held[0], cases[i].held);
	}
}

/* Of paths that fit, the one of which most is fixed, whatever its methods. */
static void plainer_paths_go_first(void **state)
{
	static const struct {
		const char *path;
		Method method;
		const char *operation; /* NULL: none */
		const char *allow;
	} cases[] = {
		{"/api/v1/quarantine/groups", METHOD_GET, "groupQuarantine", ""},
		{"/api/v1/quarantine/7", METHOD_GET, "showQuarantineRow", ""},
		{"/api/v1/quarantine/%67roups", METHOD_GET, "groupQuarantine", ""},
		{"/api/v1/quarantine/groups", METHOD_POST, NULL, "GET, HEAD"},
		{"/api/v1/quarantine/retry", METHOD_POST, "retryQuarantine", ""},
		{"/api/v1/quarantine/retry", METHOD_GET, NULL, "POST"},
		{"/api/v1/links/suggestions", METHOD_GET, "suggestLinks", ""},
		{"/api/v1/links/suggestions", METHOD_DELETE, NULL, "GET, HEAD"},
		{"/api/v1/links/7", METHOD_GET, NULL, "DELETE"},
		{"/api/v1/facts/cost/template", METHOD_GET, "downloadTemplate", ""},
		{"/api/v1/facts/cost/a/b", METHOD_PUT, "putFact", ""},
		{"/api/v1/facts/cost/a%2Fb", METHOD_PUT, NULL, ""},
		{"/api/v1/entries/a/b", METHOD_POST, NULL, "GET, HEAD, PUT, DELETE"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Str allow;
		const Route *route =
			dispatch_find(*state, cases[i].method, str_from_c(cases[i].path), &allow);
		check_text(cases[i].path, str_from_c(route ? route->operation : NULL),
			   cases[i].operation ? cases[i].operation : "");
		check_text(cases[i].path, allow, cases[i].allow);
	}
}

/* What only reads goes beside others, also where it tries out a write. */
static void requests_have_their_lanes(void **state)
{
	static const struct {
		Method method;
		const char *path, *query;
		Lane lane;
	} cases[] = {
		{METHOD_GET, "/api/v1/entries", "", LANE_READ},
		{METHOD_GET, "/api/v1/sums", "by=day", LANE_READ},
		{METHOD_GET, "/api/v1/discrepancies", "", LANE_LONG},
		{METHOD_GET, "/api/v1/links/suggestions", "", LANE_LONG},
		{METHOD_POST, "/api/v1/entries", "", LANE_WRITE},
		{METHOD_POST, "/api/v1/entries", "dry_run=1", LANE_WRITE}, /* it has none */
		{METHOD_POST, "/api/v1/contracts/K/revisions", "dry_run=1", LANE_READ},
		{METHOD_POST, "/api/v1/contracts/K/revisions", "a=b&dry_run=true", LANE_READ},
		{METHOD_POST, "/api/v1/contracts/K/revisions", "dry_run=0", LANE_WRITE},
		{METHOD_POST, "/api/v1/imports", "file=a&dry_run=1", LANE_WRITE},
		{METHOD_POST, "/api/v1/links", "dry_run=1", LANE_WRITE},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Str allow;
		const Route *route =
			dispatch_find(*state, cases[i].method, str_from_c(cases[i].path), &allow);
		assert_non_null(route);
		if (dispatch_lane(route, str_from_c(cases[i].query)) != cases[i].lane)
			fail_msg("%s?%s", cases[i].path, cases[i].query);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(decoded_texts),
		ARENA_TEST(texts_that_cannot_be_decoded),
		ARENA_TEST(what_is_encoded_comes_back),
		ARENA_TEST(paths_that_fit_routes),
		ARENA_TEST(plainer_paths_go_first),
		ARENA_TEST(requests_have_their_lanes),
	};
	return RUN_TESTS(tests);
}
