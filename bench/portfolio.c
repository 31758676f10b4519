#include "portfolio.h"

#include "base/int128.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { SEED = 1, ROWS_MAX = 16, DAYS_BETWEEN_MAX = 400, FIRST_DAY = 14000, YEAR = 365 };

const char PORTFOLIO_QUERY[] =
	"WITH segment AS (\n"
	"  SELECT contract,\n"
	"         annual * (LEAD(effective, 1, ends) OVER (PARTITION BY contract ORDER BY effective)\n"
	"                   - effective) AS earned,\n"
	"         1000000 - labor AS keep\n"
	"  FROM bench_terms),\n"
	"priced AS (\n"
	"  SELECT CAST(SUM(earned) AS BIGINT) AS earned, CAST(SUM(earned * keep) AS BIGINT) AS kept\n"
	"  FROM segment\n"
	"  GROUP BY contract),\n"
	"split AS (\n"
	"  SELECT earned / 365 AS r, earned % 365 AS r_rest,\n"
	"         kept / 365000000 AS p, kept % 365000000 AS p_rest\n"
	"  FROM priced)\n"
	"SELECT SUM(r + CASE WHEN 2 * r_rest + (r & 1) > 365 THEN 1 ELSE 0 END),\n"
	"       SUM(p + CASE WHEN 2 * p_rest + (p & 1) > 365000000 THEN 1 ELSE 0 END),\n"
	"       SUM(r), SUM(r_rest), SUM(p), SUM(p_rest)\n"
	"FROM split";

/* splitmix64 */
static uint64_t next(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15;
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
	return z ^ (z >> 31);
}

static int32_t pick(uint64_t *state, int32_t least, int32_t most)
{
	return least + (int32_t)(next(state) % (uint64_t)(most - least + 1));
}

Portfolio portfolio_make(Arena *mem, PortfolioKind kind)
{
	size_t room = kind.contracts * (size_t)kind.rows_max;
	Portfolio made = {
		.contracts = kind.contracts,
		.upto = ARENA_ARRAY(mem, size_t, kind.contracts),
		.ends = ARENA_ARRAY(mem, int32_t, kind.contracts),
		.effective = ARENA_ARRAY(mem, int32_t, room),
		.annual = ARENA_ARRAY(mem, int64_t, room),
		.labor = ARENA_ARRAY(mem, int32_t, room),
	};
	uint64_t state = SEED;
	for (size_t i = 0; i < kind.contracts; i++) {
		int32_t day = FIRST_DAY + pick(&state, 0, 3650);
		for (int32_t rows = pick(&state, kind.rows_min, kind.rows_max); rows > 0; rows--) {
			made.effective[made.rows] = day;
			made.annual[made.rows] = pick(&state, 100000, 500000000) * kind.scale;
			made.labor[made.rows] = pick(&state, 0, SHARE_ONE);
			made.rows++;
			day += pick(&state, 1, DAYS_BETWEEN_MAX);
		}
		made.ends[i] = day;
		made.upto[i] = made.rows;
	}
	return made;
}

static size_t first_row(const Portfolio *portfolio, size_t contract)
{
	return contract > 0 ? portfolio->upto[contract - 1] : 0;
}

static size_t terms_of_contract(const Portfolio *portfolio, size_t contract, Terms out[ROWS_MAX])
{
	size_t first = first_row(portfolio, contract);
	size_t len = portfolio->upto[contract] - first;
	for (size_t i = 0; i < len; i++)
		out[i] = (Terms){
			.effective = {portfolio->effective[first + i]},
			.starts = {portfolio->effective[first]},
			.ends = {portfolio->ends[contract]},
			.annual = {.set = true, .number = portfolio->annual[first + i]},
			.labor = {.set = true, .number = portfolio->labor[first + i]},
		};
	return len;
}

RepriceBatch portfolio_batch(Arena *mem, const Portfolio *portfolio)
{
	RepriceBatch batch = {.mem = mem};
	Terms terms[ROWS_MAX];
	for (size_t i = 0; i < portfolio->contracts; i++) {
		size_t len = terms_of_contract(portfolio, i, terms);
		if (!reprice_add(&batch, terms, len, DATE_OPEN)) {
			(void)fprintf(stderr, "contract %zu was not taken into the batch\n", i);
			exit(1);
		}
	}
	return batch;
}

PortfolioSums portfolio_sums(const Portfolio *portfolio, size_t contracts, RepriceFigures figures)
{
	PortfolioSums sums = {0};
	const int128 profit_year = (int128)YEAR * SHARE_ONE;
	for (size_t i = 0; i < contracts; i++) {
		int128 earned = 0;
		int128 kept = 0;
		for (size_t row = first_row(portfolio, i); row < portfolio->upto[i]; row++) {
			bool last = row + 1 == portfolio->upto[i];
			int32_t until = last ? portfolio->ends[i] : portfolio->effective[row + 1];
			int64_t days = until - portfolio->effective[row];
			int64_t keep = SHARE_ONE - portfolio->labor[row];
			int128 part = (int128)portfolio->annual[row] * days;
			earned += part;
			kept += part * keep;
		}
		sums.revenue += figures.revenue[i];
		sums.profit += figures.profit[i];
		sums.revenue_whole += (int64_t)(earned / YEAR);
		sums.revenue_rest += (int64_t)(earned % YEAR);
		sums.profit_whole += (int64_t)(kept / profit_year);
		sums.profit_rest += (int64_t)(kept % profit_year);
	}
	return sums;
}

static void print_sums(const char *engine, const PortfolioSums *sums)
{
	(void)fprintf(stderr,
		      "%s: %" PRId64 " %" PRId64 ", numerators %" PRId64 " %" PRId64 " %" PRId64
		      " %" PRId64 "\n",
		      engine, sums->revenue, sums->profit, sums->revenue_whole, sums->revenue_rest,
		      sums->profit_whole, sums->profit_rest);
}

void portfolio_check(const char *engine, const PortfolioSums *got, const PortfolioSums *wanted)
{
	if (got->revenue == wanted->revenue && got->profit == wanted->profit &&
	    got->revenue_whole == wanted->revenue_whole &&
	    got->revenue_rest == wanted->revenue_rest &&
	    got->profit_whole == wanted->profit_whole && got->profit_rest == wanted->profit_rest)
		return;
	print_sums("pacta", wanted);
	print_sums(engine, got);
	(void)fprintf(stderr, "the sums differ\n");
	exit(1);
}
