/*
 * bench_metrics URL CONTRACT — figures and drill-downs from a store that bench_metrics_make filled.
 *
 * Each line of JSON is one piece of work, with what a run takes within an open process, and how many figures or rows it gave.
 */

#include "app/drill.h"
#include "timing.h"

#include <stdio.h>
#include <stdlib.h>

enum { RUNS = 5, QUICK_RUNS = 51 };

typedef struct Piece {
	const char *key;
	const char *work;
	const char *scope; /* NULL: the contract */
	const char *metrics;
	const char *period;
	const char *by;
	bool drill;
} Piece;

#define HOURS "committed_hours,counting_hours,contract_utilization"

static const Piece QUESTIONS[] = {
	{"metrics_counting", "counting hours of the portfolio by month", "portfolio",
	 "counting_hours", "2024", "month", false},
	{"metrics_hours", "utilization of the portfolio by month", "portfolio", HOURS, "2024",
	 "month", false},
	{"metrics_hours_contracts", "the same of each contract", "portfolio", HOURS, "2024",
	 "contract,month", false},
	{"metrics_money", "value and margin of all by month", "portfolio",
	 "recognized,value_delivered,delivery_margin,on_time_share", "2024", "month", false},
	{"metrics_all", "every metric of each contract, a quarter", "portfolio", "", "2024-Q2",
	 "contract", false},
	{"metrics_people", "utilization by person and week, a quarter", "portfolio",
	 "resource_utilization", "2024-Q2", "resource,week", false},
	{"metrics_contract", "every metric of one contract by month", NULL, "", "2024", "month",
	 false},
	{"metrics_contract_month", "every metric of one contract, a month", NULL, "", "2024-05", "",
	 false},
	{"metrics_drill", "drill-down of one contract by task", NULL, "", "", "", true},
};

static void stop(const Err *err)
{
	(void)fprintf(stderr, "%s\n", err->text);
	exit(1);
}

static size_t ask_figures(App *app, const Piece *piece, const char *contract)
{
	Err err;
	FigureTable table;
	FiguresQuery query = {
		.scope = str_from_c(piece->scope ? piece->scope : contract),
		.metrics = str_from_c(piece->metrics),
		.period = str_from_c(piece->period),
		.range = {DATE_NONE, DATE_NONE},
		.by = str_from_c(piece->by),
		.moment = MOMENT_NOW,
		.today = {20118}, /* 2025-01-30 */
	};
	if (!figures_table(app, &query, &table, &err))
		stop(&err);
	return (table.row_count + 1) * table.metric_count;
}

static size_t ask_drill(App *app, const char *contract)
{
	Err err;
	DrillTable table;
	DrillQuery query = {
		.contract = str_from_c(contract),
		.by = DRILL_TASK,
		.range = {DATE_NONE, DATE_NONE},
		.moment = MOMENT_NOW,
		.today = {20118},
	};
	if (!drill_table(app, &query, &table, &err))
		stop(&err);
	return table.len;
}

static void measure(App *app, const Piece *piece, const char *contract)
{
	size_t given = 0;
	int runs = piece->scope ? RUNS : QUICK_RUNS;
	(void)printf("{\"key\":\"%s\",\"work\":\"%s\",\"values\":[", piece->key, piece->work);
	for (int run = 0; run < runs; run++) {
		Arena mem;
		arena_init(&mem);
		app->mem = &mem;
		double started = timing_now();
		given = piece->drill ? ask_drill(app, contract) : ask_figures(app, piece, contract);
		(void)printf("%s%.3f", run > 0 ? "," : "", timing_now() - started);
		arena_deinit(&mem);
	}
	(void)printf("],\"%s\":%zu}\n", piece->drill ? "rows" : "figures", given);
	(void)fflush(stdout);
}

int main(int argc, char **argv)
{
	App app;
	Arena life;
	Err err;
	if (argc != 3) {
		(void)fprintf(stderr, "bench_metrics URL CONTRACT\n");
		return 2;
	}
	arena_init(&life);
	if (!app_open(&app, &life, argv[1], DB_EXISTING, (Instant){0}, STR("bench"), &err))
		stop(&err);
	for (size_t i = 0; i < sizeof QUESTIONS / sizeof *QUESTIONS; i++)
		measure(&app, &QUESTIONS[i], argv[2]);
	app_close(&app);
	arena_deinit(&life);
	return 0;
}
