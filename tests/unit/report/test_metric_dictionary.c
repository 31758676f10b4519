#include "check.h"
#include "report/metric_dictionary.h"

#include <stdio.h>
#include <stdlib.h>

/* The page that is published. Tests run at the root of the project. */
static const char PAGE[] = "docs/metrics.md";

static Str read_page(Arena *mem)
{
	Buf page = {.mem = mem};
	FILE *file = fopen(PAGE, "rb");
	assert_non_null(file);
	for (;;) {
		char *room = buf_room(&page, 4096);
		size_t got = fread(room, 1, 4096, file);
		if (got == 0)
			break;
		page.len += got;
	}
	assert_int_equal(0, fclose(file));
	return buf_str(&page);
}

static void write_page(const char *path, Str text)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(text.len, fwrite(text.ptr, 1, text.len, file));
	assert_int_equal(0, fclose(file));
}

/* With PACTA_METRICS_PAGE the page is written there, to be looked at or kept. */
static void the_published_page_is_the_registry(void **state)
{
	Arena *mem = *state;
	Buf made = {.mem = mem};
	const char *path = getenv("PACTA_METRICS_PAGE");
	metric_dictionary(mem, &made);
	if (path)
		write_page(path, buf_str(&made));
	if (!str_eq(read_page(mem), buf_str(&made)))
		fail_msg("%s is not what the registry says; write it with PACTA_METRICS_PAGE=%s",
			 PAGE, PAGE);
}

static void every_metric_measure_and_reason_is_in_it(void **state)
{
	Arena *mem = *state;
	Buf made = {.mem = mem};
	size_t at;
	size_t count = metric_count();
	metric_dictionary(mem, &made);
	for (size_t i = 0; i < count; i++)
		assert_true(str_find(buf_str(&made),
				     str_format(mem, ": `%s`\n", metric_at(i)->name), &at));
	const Measure *measures = measure_list(&count);
	for (size_t i = 0; i < count; i++)
		assert_true(str_find(buf_str(&made),
				     str_format(mem, "\n| `%s` |", measures[i].name), &at));
	check_text("and nothing else stands before it", str_slice(buf_str(&made), 0, 10),
		   "# Metrics\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(the_published_page_is_the_registry),
		ARENA_TEST(every_metric_measure_and_reason_is_in_it),
	};
	return RUN_TESTS(tests);
}
