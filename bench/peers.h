#ifndef PACTA_BENCH_PEERS_H
#define PACTA_BENCH_PEERS_H

/*
 * PORTFOLIO_QUERY in other engines, on the same rows. An engine's failure ends the process.
 */

#include "portfolio.h"
#include "timing.h"

typedef struct Peer Peer;

/*
 * A table of the first `contracts` contracts, with the key (contract, effective), in memory
 * (SQLite) or cached (PostgreSQL). A peer is loaded step by step: later calls add the rest.
 */
typedef struct PeerEngine {
	const char *name;
	const char *work; /* as in Timing */
	Peer *(*open)(Arena *mem, const char *url);
	const char *(*version)(const Peer *peer);
	void (*load)(Peer *peer, const Portfolio *portfolio, size_t from, size_t to);
	PortfolioSums (*query)(Peer *peer);
	void (*close)(Peer *peer);
} PeerEngine;

extern const PeerEngine PEER_SQLITE;   /* the URL is not used */
extern const PeerEngine PEER_POSTGRES; /* one process: no parallel workers */

#endif
