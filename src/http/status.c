#include "http/status.h"

#include "base/json_write.h"

static void put(JsonWriter *json, Str key, Str value)
{
	json_write_key(json, key);
	json_write_string(json, value);
}

void status_write_health(Server *server, Reply *reply)
{
	Err err;
	JsonWriter json;
	bool ok = store_watch_reachable(server->watch, &err);
	json_write_init(&json, &reply->body, false);
	json_write_begin_object(&json);
	put(&json, STR("status"), ok ? STR("ok") : STR("unavailable"));
	put(&json, STR("version"), STR(PACTA_VERSION));
	put(&json, STR("store"), ok ? STR("ok") : str_from_c(err.text));
	json_write_end_object(&json);
	json_write_end(&json);
	reply->status = ok ? 200 : 503;
	reply->media = "application/json";
}

static uint64_t ended(Server *server, Phase phase)
{
	return atomic_load(&server->connections.ended[phase]);
}

void status_write_metrics(Server *server, Reply *reply)
{
	Err ignored;
	Gauges gauges = {
		.connections = connections_open(&server->connections),
		.ended = {ended(server, PHASE_IDLE), ended(server, PHASE_HEADERS),
			  ended(server, PHASE_BODY), ended(server, PHASE_ANSWER)},
		.streams = events_streams(server->events),
		.waiting = {workers_waiting(server->workers, WORK_READ),
			    workers_waiting(server->workers, WORK_WRITE),
			    workers_waiting(server->workers, WORK_LONG)},
		.kept_bytes = answer_cache_bytes(server->kept),
		.store_reachable = store_watch_reachable(server->watch, &ignored),
		.store_version = store_watch_version(server->watch),
	};
	metrics_write(&server->metrics, &gauges, &reply->body);
	reply->status = 200;
	reply->media = METRICS_MEDIA;
}
