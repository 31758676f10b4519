#include "http/assets.h"

#include "check.h"

#include <microhttpd.h>

static const EmbeddedFile FILES[] = {
	{"assets/app-1.js", "plain", 5},       {"assets/app-1.js.gz", "zip", 3},
	{"assets/only-2.css.gz", "zipped", 6}, {"favicon.svg", "<svg/>", 6},
	{"index.html", "<html>", 6},
};

static const EmbeddedFiles ALL = {FILES, COUNT(FILES)};

static AssetAnswer find(const Assets *assets, const char *path, const char *encoding,
			const char *match, bool wanted)
{
	AssetAnswer answer;
	check_size(path,
		   assets_find(assets, str_from_c(path), str_from_c(encoding), str_from_c(match),
			       &answer),
		   wanted);
	return answer;
}

static const char *header(const AssetAnswer *answer, const char *name)
{
	const char *value = MHD_get_response_header(answer->response, name);
	return value ? value : "";
}

static void every_page_is_the_index(void **state)
{
	static const char *const pages[] = {
		"/",
		"/portfolio",
		"/contracts",
		"/contracts/",
		"/accounts/",
		"/contracts/new",
		"/contracts/a%2Fb",
		"/contracts/x/amend",
		"/report",
		"/accounts/H%20B",
		"/fields",
		"/imports",
		"/imports/912",
	};
	static const char *const others[] = {
		"/x",       "/contract",    "/contracts/x/y", "/contracts//amend",
		"/reports", "/imports/1/2", "/index",

	};
	Assets *assets;
	Err err;
	assert_true(assets_make(*state, &ALL, &assets, &err));
	for (size_t i = 0; i < COUNT(pages); i++) {
		AssetAnswer answer = find(assets, pages[i], "", "", true);
		check_size(pages[i], (uint64_t)answer.status, 200);
		check_size(pages[i], answer.bytes, 6);
		check_size(pages[i], answer.place, PLACE_PAGE);
		assert_string_equal(header(&answer, "Content-Type"), "text/html; charset=utf-8");
		assert_string_equal(header(&answer, "Cache-Control"), "no-cache");
	}
	for (size_t i = 0; i < COUNT(others); i++) {
		AssetAnswer answer = find(assets, others[i], "", "", false);
		check_size(others[i], (uint64_t)answer.status, 404);
		check_size(others[i], answer.place, PLACE_NONE);
		assert_non_null(answer.response);
	}
	assets_unmake(assets);
}

static void assets_come_in_the_form_that_is_taken(void **state)
{
	Assets *assets;
	Err err;
	assert_true(assets_make(*state, &ALL, &assets, &err));
	AssetAnswer plain = find(assets, "/assets/app-1.js", "", "", true);
	AssetAnswer gzip = find(assets, "/assets/app-1.js", "gzip", "", true);
	AssetAnswer only = find(assets, "/assets/only-2.css", "", "", true);
	check_size("plain", plain.bytes, 5);
	check_size("gzip", gzip.bytes, 3);
	check_size("only compressed", only.bytes, 6);
	assert_string_equal(header(&plain, "Content-Encoding"), "");
	assert_string_equal(header(&gzip, "Content-Encoding"), "gzip");
	assert_string_equal(header(&gzip, "Content-Type"), "text/javascript; charset=utf-8");
	assert_string_equal(header(&gzip, "Cache-Control"), "public, max-age=31536000, immutable");
	assert_string_equal(header(&plain, "X-Content-Type-Options"), "nosniff");
	assert_string_not_equal(header(&plain, "ETag"), header(&gzip, "ETag"));
	AssetAnswer again = find(assets, "/assets/app-1.js", "gzip", header(&gzip, "ETag"), true);
	check_size("unchanged", (uint64_t)again.status, 304);
	again = find(assets, "/assets/app-1.js", "", header(&gzip, "ETag"), true);
	check_size("the other form", (uint64_t)again.status, 200);
	assets_unmake(assets);
}

static void what_is_no_asset_is_no_page_either(void **state)
{
	static const char *const paths[] = {"/assets/app-2.js", "/assets/app-1.js.gz", "/assets/",
					    "/assets/../index.html"};
	Assets *assets;
	Err err;
	assert_true(assets_make(*state, &ALL, &assets, &err));
	for (size_t i = 0; i < COUNT(paths); i++)
		assert_null(find(assets, paths[i], "gzip", "", false).response);
	assets_unmake(assets);
}

static void without_files_there_are_no_pages(void **state)
{
	const EmbeddedFiles none = {NULL, 0};
	Assets *assets;
	Err err;
	assert_true(assets_make(*state, &none, &assets, &err));
	assert_null(find(assets, "/", "", "", false).response);
	assert_null(find(assets, "/x", "", "", false).response);
	assets_unmake(assets);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(every_page_is_the_index),
		ARENA_TEST(assets_come_in_the_form_that_is_taken),
		ARENA_TEST(what_is_no_asset_is_no_page_either),
		ARENA_TEST(without_files_there_are_no_pages),
	};
	return RUN_TESTS(tests);
}
