#ifndef PACTA_HTTP_SERVER_STATE_H
#define PACTA_HTTP_SERVER_STATE_H

/* What the parts of a running server share. */

#include "http/answer_cache.h"
#include "http/assets.h"
#include "http/connection.h"
#include "http/events.h"
#include "http/kept_lists.h"
#include "http/metrics.h"
#include "http/server.h"
#include "http/store_watch.h"
#include "http/version_check.h"
#include "http/worker.h"

struct MHD_Daemon;

typedef struct Server {
	const ServerOptions *options;
	Arena mem; /* as long as the server */
	Log log;
	Metrics metrics;
	Connections connections;
	Events *events;
	StoreWatch *watch;
	Workers *workers;
	AnswerCache *kept;
	KeptLists *lists;
	Assets *assets;
	VersionCheck *versions;
	struct MHD_Daemon *daemon;
	uint64_t run; /* a number of this run, the first part of request ids */
	_Atomic uint64_t requests;
	_Atomic uint64_t in_memory; /* bytes of bodies */
	_Atomic unsigned uploads;
	_Atomic bool stopping; /* no more requests are begun */
} Server;

#endif
