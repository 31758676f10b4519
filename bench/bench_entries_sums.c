/*
 * bench_entries_sums URL CONTRACT — sums of the entries in a store, as pages and figures ask for them.
 *
 * Each line of JSON is one question, with what a run takes within an open process and how many groups it gave.
 */

#include "app/facts.h"
#include "timing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RUNS = 9, QUICK_RUNS = 101, RUNS_MAX = 128 };

typedef struct Question {
	const char *key;
	const char *work;
	unsigned by;
	bool one_contract;
	bool quarter;
} Question;

/* The rows of quality.md's table, and the raw months behind them. */
static const Question QUESTIONS[] = {
	{"sum_months", "every contract by month", SUM_BY_CONTRACT | SUM_BY_MONTH, false, false},
	{"sum_task", "one contract by task", SUM_BY_TASK, true, false},
	{"sum_resource", "one contract by resource", SUM_BY_RESOURCE, true, false},
	{"sum_weeks", "every resource by week, one quarter", SUM_BY_RESOURCE | SUM_BY_WEEK, false,
	 true},
	{"sum_raw", "every task, from all entries", SUM_BY_TASK, false, false},
};

static void stop(const Err *err)
{
	(void)fprintf(stderr, "%s\n", err->text);
	exit(1);
}

static double ask(const char *url, const Question *question, const char *contract, size_t *groups)
{
	static App app;
	static Arena life;
	static bool open;
	Err err;
	Arena mem;
	if (!open) {
		arena_init(&life);
		if (!app_open(&app, &life, url, DB_EXISTING, (Instant){0}, STR("bench"), &err))
			stop(&err);
		open = true;
	}
	EntriesQuery query = {
		.contract = question->one_contract ? str_from_c(contract) : (Str){0},
		/* 2024-04-01 and 2024-07-01 */
		.from = question->quarter ? (Date){19814} : DATE_NONE,
		.to = question->quarter ? (Date){19905} : DATE_NONE,
		.moment = MOMENT_NOW,
		.after = {.set = false},
	};
	SumTable table;
	arena_init(&mem);
	app.mem = &mem;
	double started = timing_now();
	if (!entries_sum_table(&app, &query, question->by, &table, &err))
		stop(&err);
	double taken = timing_now() - started;
	*groups = table.len;
	arena_deinit(&mem);
	return taken;
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		(void)fprintf(stderr, "bench_entries_sums URL CONTRACT\n");
		return 2;
	}
	for (size_t i = 0; i < sizeof QUESTIONS / sizeof *QUESTIONS; i++) {
		const Question *question = &QUESTIONS[i];
		size_t groups = 0;
		int runs = question->one_contract ? QUICK_RUNS : RUNS;
		(void)printf("{\"key\":\"%s\",\"work\":\"%s\",\"values\":[", question->key,
			     question->work);
		for (int run = 0; run < runs; run++)
			(void)printf("%s%.4f", run > 0 ? "," : "",
				     ask(argv[1], question, argv[2], &groups));
		(void)printf("],\"groups\":%zu}\n", groups);
		(void)fflush(stdout);
	}
	return 0;
}
