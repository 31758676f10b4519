#include "peers.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct Peer {
	PGconn *db;
};

static _Noreturn void give_up(const Peer *peer)
{
	(void)fprintf(stderr, "PostgreSQL: %s", PQerrorMessage(peer->db));
	exit(1);
}

static void run(const Peer *peer, const char *sql)
{
	PGresult *result = PQexec(peer->db, sql);
	if (PQresultStatus(result) != PGRES_COMMAND_OK)
		give_up(peer);
	PQclear(result);
}

static Peer *open_peer(Arena *mem, const char *url)
{
	Peer *peer = ARENA_NEW(mem, Peer);
	peer->db = PQconnectdb(url);
	if (PQstatus(peer->db) != CONNECTION_OK)
		give_up(peer);
	run(peer, "SET client_min_messages = warning");
	run(peer, "SET max_parallel_workers_per_gather = 0");
	run(peer, "SET work_mem = '512MB'");
	run(peer, "DROP TABLE IF EXISTS bench_terms");
	run(peer,
	    "CREATE UNLOGGED TABLE bench_terms (contract BIGINT, effective INTEGER, ends INTEGER, annual BIGINT, "
	    "labor INTEGER, PRIMARY KEY (contract, effective))");
	return peer;
}

static const char *version(const Peer *peer)
{
	return PQparameterStatus(peer->db, "server_version");
}

static void send(const Peer *peer, const char *text, size_t len)
{
	if (PQputCopyData(peer->db, text, (int)len) != 1)
		give_up(peer);
}

static void load(Peer *peer, const Portfolio *portfolio, size_t from, size_t to)
{
	enum { LINE_MAX_SIZE = 128 };
	char text[1 << 16];
	size_t len = 0;
	PGresult *copy = PQexec(peer->db, "COPY bench_terms FROM STDIN");
	if (PQresultStatus(copy) != PGRES_COPY_IN)
		give_up(peer);
	PQclear(copy);
	size_t row = from > 0 ? portfolio->upto[from - 1] : 0;
	for (size_t i = from; i < to; i++) {
		for (; row < portfolio->upto[i]; row++) {
			if (len > sizeof text - LINE_MAX_SIZE) {
				send(peer, text, len);
				len = 0;
			}
			len += (size_t)snprintf(text + len, LINE_MAX_SIZE,
						"%zu\t%d\t%d\t%lld\t%d\n", i,
						(int)portfolio->effective[row],
						(int)portfolio->ends[i],
						(long long)portfolio->annual[row],
						(int)portfolio->labor[row]);
		}
	}
	send(peer, text, len);
	if (PQputCopyEnd(peer->db, NULL) != 1)
		give_up(peer);
	for (PGresult *result; (result = PQgetResult(peer->db)); PQclear(result)) {
		if (PQresultStatus(result) != PGRES_COMMAND_OK)
			give_up(peer);
	}
	run(peer, "VACUUM ANALYZE bench_terms");
}

static int64_t number(const PGresult *result, int column)
{
	return strtoll(PQgetvalue(result, 0, column), NULL, 10);
}

static PortfolioSums query(Peer *peer)
{
	PGresult *result = PQexec(peer->db, PORTFOLIO_QUERY);
	if (PQresultStatus(result) != PGRES_TUPLES_OK)
		give_up(peer);
	PortfolioSums sums = {
		.revenue = number(result, 0),
		.profit = number(result, 1),
		.revenue_whole = number(result, 2),
		.revenue_rest = number(result, 3),
		.profit_whole = number(result, 4),
		.profit_rest = number(result, 5),
	};
	PQclear(result);
	return sums;
}

static void close_peer(Peer *peer)
{
	run(peer, "DROP TABLE bench_terms");
	PQfinish(peer->db);
}

const PeerEngine PEER_POSTGRES = {"PostgreSQL", "the same by a window function, PostgreSQL",
				  open_peer,    version,
				  load,         query,
				  close_peer};
