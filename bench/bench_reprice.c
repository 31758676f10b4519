/*
 * Pricing 1,000,000 contracts of 5 segments each, exactly: the columns of history/reprice.h on one
 * core and on two, beside a plain sum over the same columns (the memory floor), SQLite and
 * PostgreSQL. All answers are compared before anything is printed.
 *
 * bench_reprice [CONTRACTS [POSTGRES-URL]]
 */

#include "peers.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SEGMENTS_TEXT "5"

enum { CONTRACTS = 1000000, SEGMENTS = 5, RUNS = 9, PEER_RUNS = 3, PEER_LIMIT_MS = 60000 };

typedef struct Half {
	const RepriceBatch *batch;
	size_t first;
	size_t count;
	RepriceFigures out;
} Half;

static void price(const RepriceBatch *batch, size_t first, size_t count, RepriceFigures out)
{
	Err err;
	if (reprice(batch, first, count, out, &err))
		return;
	(void)fprintf(stderr, "%s\n", err.text);
	exit(1);
}

static void *price_half(void *argument)
{
	const Half *half = argument;
	price(half->batch, half->first, half->count, half->out);
	return NULL;
}

/* The first half on a second thread, the rest on this one. */
static void price_on_two(const RepriceBatch *batch, RepriceFigures out)
{
	size_t middle = batch->upto.len / 2;
	Half half = {batch, 0, middle, out};
	pthread_t thread;
	if (pthread_create(&thread, NULL, price_half, &half) != 0) {
		(void)fprintf(stderr, "no second thread\n");
		exit(1);
	}
	RepriceFigures rest = {out.revenue + middle, out.profit + middle};
	price(batch, middle, batch->upto.len - middle, rest);
	(void)pthread_join(thread, NULL);
}

/* Reads every column once; what reading alone costs. */
static uint64_t read_columns(const RepriceBatch *batch)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < batch->upto.len; i++)
		sum += batch->upto.at[i];
	for (size_t i = 0; i < batch->from.len; i++)
		sum += (uint64_t)batch->from.at[i] + (uint64_t)batch->to.at[i] +
		       (uint64_t)batch->annual.at[i] + (uint64_t)batch->labor.at[i];
	return sum;
}

static RepriceFigures figures_for(Arena *mem, size_t contracts)
{
	return (RepriceFigures){ARENA_ARRAY(mem, int64_t, contracts),
				ARENA_ARRAY(mem, int64_t, contracts)};
}

/* Runs of all take turns, so that a slow moment of the machine meets each. */
static void measure_columns(Arena *mem, const Portfolio *portfolio, const RepriceBatch *batch,
			    RepriceFigures out)
{
	Timing floor = {.key = "reprice_floor",
			.work = "memory floor: a plain sum over the same columns"};
	Timing one = {.key = "reprice", .work = "reprice, exact, one core"};
	Timing two = {.key = "reprice_two", .work = "reprice, exact, two cores"};
	uint64_t wanted = read_columns(batch);
	RepriceFigures check = figures_for(mem, portfolio->contracts);
	price(batch, 0, portfolio->contracts, out);
	for (int run = 0; run < RUNS; run++) {
		double started = timing_now();
		if (read_columns(batch) != wanted)
			exit(1);
		timing_add(&floor, started);
		started = timing_now();
		price(batch, 0, portfolio->contracts, out);
		timing_add(&one, started);
		started = timing_now();
		price_on_two(batch, check);
		timing_add(&two, started);
	}
	size_t bytes = portfolio->contracts * sizeof *out.revenue;
	if (memcmp(out.revenue, check.revenue, bytes) != 0 ||
	    memcmp(out.profit, check.profit, bytes) != 0) {
		(void)fprintf(stderr, "two cores price otherwise than one\n");
		exit(1);
	}
	timing_print(&floor, portfolio->contracts, SEGMENTS_TEXT);
	timing_print(&one, portfolio->contracts, SEGMENTS_TEXT);
	timing_print(&two, portfolio->contracts, SEGMENTS_TEXT);
}

/* The columns made anew from terms, as after a change of every contract. */
static void measure_filling(const Portfolio *portfolio)
{
	Timing timing = {.key = "reprice_fill", .work = "filling the columns from terms"};
	Arena mem;
	arena_init(&mem);
	for (int run = 0; run < RUNS; run++) {
		double started = timing_now();
		RepriceBatch batch = portfolio_batch(&mem, portfolio);
		timing_add(&timing, started);
		if (batch.from.len != portfolio->rows)
			exit(1);
		arena_deinit(&mem);
	}
	timing_print(&timing, portfolio->contracts, SEGMENTS_TEXT);
}

/* Portfolios that are harder on the processor than the plain one. */
static void measure_kind(const char *key, const char *work, PortfolioKind kind,
			 const char *segments)
{
	Arena mem;
	arena_init(&mem);
	Portfolio portfolio = portfolio_make(&mem, kind);
	RepriceBatch batch = portfolio_batch(&mem, &portfolio);
	RepriceFigures out = figures_for(&mem, kind.contracts);
	Timing timing = {.key = key, .work = work};
	price(&batch, 0, kind.contracts, out);
	for (int run = 0; run < RUNS; run++) {
		double started = timing_now();
		price(&batch, 0, kind.contracts, out);
		timing_add(&timing, started);
	}
	timing_print(&timing, kind.contracts, segments);
	arena_deinit(&mem);
}

/* A tenth of the contracts first: where all of them would take too long, it stays at that. */
static void measure_peer(const PeerEngine *engine, const char *key, const char *url,
			 const Portfolio *portfolio, RepriceFigures figures)
{
	Arena mem;
	arena_init(&mem);
	Timing timing = {.key = key, .work = engine->work};
	Peer *peer = engine->open(&mem, url);
	size_t loaded = portfolio->contracts / 10;
	engine->load(peer, portfolio, 0, loaded);
	(void)engine->query(peer);
	double started = timing_now();
	(void)engine->query(peer);
	if ((timing_now() - started) * 10 < PEER_LIMIT_MS) {
		engine->load(peer, portfolio, loaded, portfolio->contracts);
		loaded = portfolio->contracts;
		(void)engine->query(peer);
	}
	PortfolioSums wanted = portfolio_sums(portfolio, loaded, figures);
	for (int run = 0; run < PEER_RUNS; run++) {
		started = timing_now();
		PortfolioSums got = engine->query(peer);
		timing_add(&timing, started);
		portfolio_check(engine->name, &got, &wanted);
	}
	timing_print_peer(engine->name, engine->version(peer));
	timing_print(&timing, loaded, SEGMENTS_TEXT);
	engine->close(peer);
	arena_deinit(&mem);
}

int main(int argc, char **argv)
{
	size_t contracts = argc > 1 ? strtoul(argv[1], NULL, 10) : CONTRACTS;
	if (contracts < 10) {
		(void)fprintf(stderr,
			      "bench_reprice [CONTRACTS [POSTGRES-URL]], at least 10 contracts\n");
		return 2;
	}
	Arena mem;
	arena_init(&mem);
	PortfolioKind kind = {contracts, SEGMENTS, SEGMENTS, 1};
	Portfolio portfolio = portfolio_make(&mem, kind);
	RepriceBatch batch = portfolio_batch(&mem, &portfolio);
	RepriceFigures figures = figures_for(&mem, contracts);
	measure_columns(&mem, &portfolio, &batch, figures);
	PortfolioKind uneven = {contracts, 1, 2 * SEGMENTS - 1, 1};
	measure_kind("reprice_uneven", "reprice, one core, uneven contracts", uneven, "1 … 9");
	PortfolioKind wide = {contracts, SEGMENTS, SEGMENTS, 1000000};
	measure_kind("reprice_wide", "reprice, one core, all beyond 64 bits", wide, SEGMENTS_TEXT);
	measure_filling(&portfolio);
	measure_peer(&PEER_SQLITE, "reprice_sqlite", NULL, &portfolio, figures);
	if (argc > 2)
		measure_peer(&PEER_POSTGRES, "reprice_postgres", argv[2], &portfolio, figures);
	arena_deinit(&mem);
	return 0;
}
