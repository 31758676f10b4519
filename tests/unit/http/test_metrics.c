#include "http/metrics.h"

#include "check.h"
#include "http/route.h"

static Str written(Arena *mem, const Metrics *metrics)
{
	Buf out = {.mem = mem};
	Gauges gauges = {.connections = 3, .store_version = 12, .waiting = {1, 2, 3}};
	metrics_write(metrics, &gauges, &out);
	return buf_str(&out);
}

static void holds(Str text, const char *line)
{
	size_t at;
	if (!str_find(text, str_from_c(line), &at))
		fail_msg("not there: %s", line);
}

static void counts_by_place_method_and_status(void **state)
{
	Metrics metrics;
	size_t routes;
	const Route *list = route_list(&routes);
	metrics_init(&metrics, *state);
	metrics_count(&metrics, 0, METHOD_GET, 200, 400);
	metrics_count(&metrics, 0, METHOD_GET, 200, 40000000);
	metrics_count(&metrics, 0, METHOD_POST, 503, -1);
	metrics_count(&metrics, metrics_other(&metrics, PLACE_PAGE), METHOD_GET, 200, 900);
	metrics_count(&metrics, metrics_other(&metrics, PLACE_NONE), METHODS, 501, 10);
	metrics_count(&metrics, metrics_other(&metrics, PLACE_NONE), METHODS, 299, 10);
	Str text = written(*state, &metrics);
	const char *name = list[0].operation;
	const Str lines[] = {
		str_format(*state, "_total{operation=\"%s\",method=\"GET\",status=\"200\"} 2\n",
			   name),
		str_format(*state, "_total{operation=\"%s\",method=\"POST\",status=\"503\"} 1\n",
			   name),
		str_format(*state, "_seconds_bucket{operation=\"%s\",le=\"0.0005\"} 1\n", name),
		str_format(*state, "_seconds_bucket{operation=\"%s\",le=\"30\"} 1\n", name),
		str_format(*state, "_seconds_bucket{operation=\"%s\",le=\"+Inf\"} 2\n", name),
		str_format(*state, "_seconds_sum{operation=\"%s\"} 40.000400\n", name),
		str_format(*state, "_seconds_count{operation=\"%s\"} 2\n", name),
	};
	for (size_t i = 0; i < COUNT(lines); i++)
		holds(text, str_to_c(*state, lines[i]));
	holds(text, "_total{operation=\"page\",method=\"GET\",status=\"200\"} 1\n");
	holds(text, "_total{operation=\"none\",method=\"other\",status=\"501\"} 1\n");
	/* A status that is not listed counts as 0. */
	holds(text, "_total{operation=\"none\",method=\"other\",status=\"0\"} 1\n");
}

static void tells_what_others_know(void **state)
{
	Metrics metrics;
	metrics_init(&metrics, *state);
	Str text = written(*state, &metrics);
	holds(text, "# TYPE pacta_connections gauge\npacta_connections 3\n");
	holds(text, "pacta_requests_waiting{lane=\"read\"} 1\n");
	holds(text, "pacta_requests_waiting{lane=\"write\"} 2\n");
	holds(text, "pacta_requests_waiting{lane=\"long\"} 3\n");
	holds(text, "pacta_store_version 12\n");
	holds(text, "pacta_store_reachable 0\n");
	holds(text, "pacta_build_info{version=\"" PACTA_VERSION "\"} 1\n");
}

/* Each name is told once what it is, before its first value. */
static void every_name_has_one_help_and_type(void **state)
{
	Metrics metrics;
	metrics_init(&metrics, *state);
	metrics_count(&metrics, 0, METHOD_GET, 200, 400);
	Str rest = written(*state, &metrics);
	size_t helps = 0;
	size_t types = 0;
	Str present = {0};
	while (rest.len > 0) {
		size_t end;
		assert_true(str_find(rest, STR("\n"), &end));
		Str line = str_slice(rest, 0, end);
		rest = str_slice(rest, end + 1, rest.len);
		if (str_starts(line, STR("# HELP "))) {
			size_t blank;
			present = str_slice(line, 7, line.len);
			assert_true(str_find(present, STR(" "), &blank));
			present = str_slice(present, 0, blank);
			helps++;
		} else if (str_starts(line, STR("# TYPE "))) {
			assert_true(str_starts(str_slice(line, 7, line.len), present));
			types++;
		} else {
			assert_true(str_starts(line, present));
		}
	}
	assert_true(helps > 10);
	check_size("types", types, helps);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(counts_by_place_method_and_status),
		ARENA_TEST(tells_what_others_know),
		ARENA_TEST(every_name_has_one_help_and_type),
	};
	return RUN_TESTS(tests);
}
