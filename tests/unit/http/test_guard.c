#include "http/guard.h"
#include "http/response.h"

#include "check.h"

static RequestHeaders headers_of(const char *host, const char *origin, const char *site)
{
	return (RequestHeaders){
		.host = str_from_c(host),
		.origin = str_from_c(origin),
		.fetch_site = str_from_c(site),
	};
}

static void tells_own_pages_from_others(void **state)
{
	static const struct {
		const char *label;
		Method method;
		bool old;
		const char *host;
		const char *origin;
		const char *site;
		Guarded wanted;
	} cases[] = {
		{"a program", METHOD_POST, false, "localhost", NULL, NULL, GUARD_PASSED},
		{"reading by another name", METHOD_GET, false, "example.org", NULL, NULL,
		 GUARD_HOST},
		{"writing by another name", METHOD_POST, false, "example.org", NULL, NULL,
		 GUARD_HOST},
		{"no host", METHOD_GET, false, NULL, NULL, NULL, GUARD_NO_HOST},
		{"an empty host", METHOD_GET, false, "", NULL, NULL, GUARD_HOST},
		{"reading without a host in HTTP/1.0", METHOD_GET, true, NULL, NULL, NULL,
		 GUARD_PASSED},
		{"writing without a host in HTTP/1.0", METHOD_PUT, true, NULL, NULL, NULL,
		 GUARD_HOST},
		{"our page", METHOD_POST, false, "localhost:8420", "http://localhost:8420", NULL,
		 GUARD_PASSED},
		{"another port", METHOD_POST, false, "localhost:8420", "http://localhost:80", NULL,
		 GUARD_ORIGIN},
		{"another scheme", METHOD_POST, false, "localhost", "https://localhost", NULL,
		 GUARD_ORIGIN},
		{"another name of this machine", METHOD_POST, false, "localhost",
		 "http://127.0.0.1", NULL, GUARD_ORIGIN},
		{"a page without an origin", METHOD_DELETE, false, "localhost", "null", NULL,
		 GUARD_ORIGIN},
		{"an empty origin", METHOD_PATCH, false, "localhost", "", NULL, GUARD_ORIGIN},
		{"a browser that knows", METHOD_POST, false, "localhost", NULL, "same-origin",
		 GUARD_PASSED},
		{"a person who types", METHOD_POST, false, "localhost", NULL, "none", GUARD_PASSED},
		{"a page beside ours", METHOD_POST, false, "localhost", NULL, "same-site",
		 GUARD_ORIGIN},
		{"a page elsewhere", METHOD_POST, false, "localhost", "http://localhost",
		 "cross-site", GUARD_ORIGIN},
		{"reading from elsewhere, which browsers keep from the page", METHOD_GET, false,
		 "localhost", "http://example.org", "cross-site", GUARD_PASSED},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		RequestHeaders headers = headers_of(cases[i].host, cases[i].origin, cases[i].site);
		check_size(cases[i].label, guard_check(cases[i].method, cases[i].old, &headers),
			   cases[i].wanted);
	}
}

static void compares_etags_weakly(void **state)
{
	static const struct {
		const char *given;
		const char *etag;
		bool wanted;
	} cases[] = {
		{"\"a\"", "\"a\"", true},
		{"W/\"a\"", "\"a\"", true},
		{"\"a\"", "W/\"a\"", true},
		{"\"b\", \"a\"", "\"a\"", true},
		{"  \"b\" ,W/\"a\"  ", "\"a\"", true},
		{"*", "\"a\"", true},
		{"*", "", false},
		{"", "\"a\"", false},
		{"\"b\"", "\"a\"", false},
		{"a", "\"a\"", false},
		{"\"a", "\"a\"", false},
		{"w/\"a\"", "\"a\"", false},
		{",,", "\"a\"", false},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check_size(cases[i].given,
			   etag_matches(str_from_c(cases[i].given), str_from_c(cases[i].etag)),
			   cases[i].wanted);
}

static void knows_who_takes_gzip(void **state)
{
	static const struct {
		const char *given;
		bool wanted;
	} cases[] = {
		{"gzip", true},
		{"GZIP", true},
		{"br, gzip", true},
		{"gzip;q=0.5", true},
		{"gzip; q=1.0, br", true},
		{"deflate , gzip ", true},
		{"", false},
		{"br", false},
		{"identity", false},
		{"gzip;q=0", false},
		{"gzip;q=0.000", false},
		{"x-gzipped", false},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check_size(cases[i].given, accepts_gzip(str_from_c(cases[i].given)),
			   cases[i].wanted);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(tells_own_pages_from_others),
		ARENA_TEST(compares_etags_weakly),
		ARENA_TEST(knows_who_takes_gzip),
	};
	return RUN_TESTS(tests);
}
