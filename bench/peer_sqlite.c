#include "peers.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

struct Peer {
	sqlite3 *db;
};

static void check(sqlite3 *db, int code, int wanted)
{
	if (code == wanted)
		return;
	(void)fprintf(stderr, "SQLite: %s\n", sqlite3_errmsg(db));
	exit(1);
}

static void run(sqlite3 *db, const char *sql)
{
	check(db, sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
}

static Peer *open_peer(Arena *mem, const char *url)
{
	(void)url;
	Peer *peer = ARENA_NEW(mem, Peer);
	check(peer->db, sqlite3_open(":memory:", &peer->db), SQLITE_OK);
	run(peer->db,
	    "CREATE TABLE bench_terms (contract INTEGER, effective INTEGER, ends INTEGER, annual INTEGER, "
	    "labor INTEGER, PRIMARY KEY (contract, effective)) WITHOUT ROWID");
	return peer;
}

static const char *version(const Peer *peer)
{
	(void)peer;
	return sqlite3_libversion();
}

static void load(Peer *peer, const Portfolio *portfolio, size_t from, size_t to)
{
	sqlite3_stmt *insert;
	run(peer->db, "BEGIN");
	check(peer->db,
	      sqlite3_prepare_v2(peer->db, "INSERT INTO bench_terms VALUES (?, ?, ?, ?, ?)", -1,
				 &insert, NULL),
	      SQLITE_OK);
	size_t row = from > 0 ? portfolio->upto[from - 1] : 0;
	for (size_t i = from; i < to; i++) {
		for (; row < portfolio->upto[i]; row++) {
			check(peer->db, sqlite3_bind_int64(insert, 1, (int64_t)i), SQLITE_OK);
			check(peer->db, sqlite3_bind_int(insert, 2, portfolio->effective[row]),
			      SQLITE_OK);
			check(peer->db, sqlite3_bind_int(insert, 3, portfolio->ends[i]), SQLITE_OK);
			check(peer->db, sqlite3_bind_int64(insert, 4, portfolio->annual[row]),
			      SQLITE_OK);
			check(peer->db, sqlite3_bind_int(insert, 5, portfolio->labor[row]),
			      SQLITE_OK);
			check(peer->db, sqlite3_step(insert), SQLITE_DONE);
			check(peer->db, sqlite3_reset(insert), SQLITE_OK);
		}
	}
	check(peer->db, sqlite3_finalize(insert), SQLITE_OK);
	run(peer->db, "COMMIT");
	run(peer->db, "ANALYZE");
}

static PortfolioSums query(Peer *peer)
{
	sqlite3_stmt *select;
	check(peer->db, sqlite3_prepare_v2(peer->db, PORTFOLIO_QUERY, -1, &select, NULL),
	      SQLITE_OK);
	check(peer->db, sqlite3_step(select), SQLITE_ROW);
	PortfolioSums sums = {
		.revenue = sqlite3_column_int64(select, 0),
		.profit = sqlite3_column_int64(select, 1),
		.revenue_whole = sqlite3_column_int64(select, 2),
		.revenue_rest = sqlite3_column_int64(select, 3),
		.profit_whole = sqlite3_column_int64(select, 4),
		.profit_rest = sqlite3_column_int64(select, 5),
	};
	check(peer->db, sqlite3_finalize(select), SQLITE_OK);
	return sums;
}

static void close_peer(Peer *peer)
{
	(void)sqlite3_close(peer->db);
}

const PeerEngine PEER_SQLITE = {"SQLite",  "the same by a window function, SQLite",
				open_peer, version,
				load,      query,
				close_peer};
