#include "http/server_answers.h"

#include "http/clock.h"
#include "http/dispatch.h"
#include "http/response.h"
#include "http/status.h"

#include <assert.h>
#include <microhttpd.h>
#include <string.h>

enum { WAIT_LEAST_MS = 100 }; /* for another program's short write, however long the turn took */

/* `sent` bytes of a body will go out. */
static bool send_response(Turn *turn, struct MHD_Response *response, int status, uint64_t sent)
{
	const Limits *limits = &turn->server->options->limits;
	int64_t seconds = limits->answer_s + (int64_t)(sent / (uint64_t)limits->answer_rate);
	turn->status = status;
	turn->sent = status == 304 ? 0 : sent;
	turn->stage = STAGE_SENDING;
	return connection_enter(turn->own, PHASE_ANSWER, clock_ms() + seconds * 1000) &&
	       MHD_queue_response(turn->connection, (unsigned)status, response) == MHD_YES;
}

static bool send_kept(Turn *turn)
{
	int status;
	struct MHD_Response *response =
		answer_response(turn->kept, turn->headers.if_none_match, &status);
	return send_response(turn, response, status, answer_bytes(turn->kept));
}

static bool send_reply(Turn *turn)
{
	Reply *reply = &turn->reply;
	bool unchanged = turn->method == METHOD_GET && reply->status == 200 &&
			 etag_matches(turn->headers.if_none_match, reply->etag);
	struct MHD_Response *response =
		unchanged ? response_make_unchanged(reply) : response_make(reply, BODY_OF_REQUEST);
	uint64_t bytes = reply->file >= 0 ? reply->file_bytes : reply->body.len;
	if (!unchanged)
		reply->file = -1; /* the response's, or closed */
	if (!response)
		return false;
	bool ok = send_response(turn, response, unchanged ? 304 : reply->status, bytes);
	MHD_destroy_response(response);
	return ok;
}

bool answer_send(Turn *turn)
{
	return turn->kept ? send_kept(turn) : send_reply(turn);
}

static AnswerKey key_of(const Turn *turn, int64_t version)
{
	return (AnswerKey){turn->target, version, instant_date(clock_now())};
}

static bool take_kept(Turn *turn, int64_t version)
{
	Server *server = turn->server;
	size_t count;
	AnswerKey key = key_of(turn, version);
	turn->kept = answer_take(server->kept, &key);
	atomic_fetch_add_explicit(turn->kept ? &server->metrics.kept_hits
					     : &server->metrics.kept_misses,
				  1, memory_order_relaxed);
	if (!turn->kept)
		return false;
	turn->route = answer_route(turn->kept);
	turn->place = (size_t)(turn->route - route_list(&count));
	return true;
}

static bool is_of_api(Str path)
{
	return str_starts(path, STR("/api/"));
}

static bool send_page(Turn *turn)
{
	const RequestHeaders *headers = &turn->headers;
	AssetAnswer found;
	(void)assets_find(turn->server->assets, turn->path, headers->accept_encoding,
			  headers->if_none_match, &found);
	turn->place = metrics_other(&turn->server->metrics, found.place);
	if (found.response)
		return send_response(turn, found.response, found.status, found.bytes);
	turn_refuse(turn, 404, "there is nothing at this address");
	return answer_send(turn);
}

static bool send_status(Turn *turn)
{
	reply_init(&turn->reply, &turn->mem);
	if (strcmp(turn->route->path, "/metrics") == 0)
		status_write_metrics(turn->server, &turn->reply);
	else
		status_write_health(turn->server, &turn->reply);
	return answer_send(turn);
}

static bool send_events(Turn *turn)
{
	Events *events = turn->server->events;
	struct MHD_Response *response =
		events_open(events, turn->connection, turn->own, turn->headers.last_event_id);
	if (!response) {
		turn_refuse(turn, 503, "there are too many streams of events; try again");
		return answer_send(turn);
	}
	bool ok = send_response(turn, response, 200, 0);
	MHD_destroy_response(response);
	return ok;
}

static WorkLane lane_of(const Turn *turn)
{
	Lane lane = dispatch_lane(turn->route, turn->query);
	if (lane == LANE_WRITE)
		return WORK_WRITE;
	return lane == LANE_LONG ? WORK_LONG : WORK_READ;
}

/* Suspended first: the worker may be done before this function is. */
static bool give_to_worker(Turn *turn)
{
	(void)turn_request(turn);
	turn->stage = STAGE_WORK;
	turn->given_ms = clock_ms();
	MHD_suspend_connection(turn->connection);
	if (workers_give(turn->server->workers, lane_of(turn), &turn->work))
		return true;
	turn_refuse(turn, 503, "too many requests are waiting; try again");
	MHD_resume_connection(turn->connection);
	return true;
}

static bool answer_by_route(Turn *turn)
{
	Err err;
	if (turn->route->lane == LANE_STATUS)
		return send_status(turn);
	if (!store_watch_reachable(turn->server->watch, &err)) {
		turn_fail(turn, &err);
		return answer_send(turn);
	}
	return turn->route->lane == LANE_EVENTS ? send_events(turn) : give_to_worker(turn);
}

/* A GET, whose route is not known yet. */
static bool answer_reading(Turn *turn)
{
	Server *server = turn->server;
	size_t count;
	int64_t version;
	Str allow;
	if (is_of_api(turn->path) && version_check_now(server->versions, &version) &&
	    take_kept(turn, version))
		return answer_send(turn);
	turn->route = dispatch_find(&turn->mem, METHOD_GET, turn->path, &allow);
	if (turn->route) {
		turn->place = (size_t)(turn->route - route_list(&count));
		return answer_by_route(turn);
	}
	if (allow.len == 0 && !is_of_api(turn->path))
		return send_page(turn);
	turn_refuse_route(turn, allow);
	return answer_send(turn);
}

bool answer_request(Turn *turn)
{
	if (!connection_enter(turn->own, PHASE_WORK, 0))
		return false;
	if (turn->spool.file >= 0)
		turn->upload = spool_finish(&turn->spool);
	return turn->route ? answer_by_route(turn) : answer_reading(turn);
}

/* Whether the answer may be sent to others until the store changes. */
static bool may_be_kept(const Turn *turn)
{
	const Reply *reply = &turn->reply;
	return turn->method == METHOD_GET && reply->status == 200 && reply->version >= 0 &&
	       reply->etag.len > 0 && reply->file < 0;
}

/* With PostgreSQL only a worker can ask for the version. */
static bool take_kept_here(Turn *turn, App *app)
{
	int64_t version;
	Err ignored;
	if (turn->method != METHOD_GET || strcmp(db_engine(app->db), "sqlite") == 0)
		return false;
	return store_state_read(app->db, &version, &ignored) && take_kept(turn, version);
}

/* Many writes behind another program's lock wait together, not one after the other. */
static void set_wait(const Turn *turn, App *app)
{
	int64_t waited = clock_ms() - turn->given_ms;
	int64_t left = turn->server->options->limits.write_s * 1000 - waited;
	db_set_wait(app->db, left > WAIT_LEAST_MS ? left : WAIT_LEAST_MS);
}

static void run_route(Turn *turn, App *app)
{
	Server *server = turn->server;
	app->mem = &turn->mem;
	app->now = turn->request.now;
	app->hooks = (AppHooks){0};
	app->told = (ChangeList){0};
	if (lane_of(turn) == WORK_WRITE)
		set_wait(turn, app);
	if (!take_kept_here(turn, app)) {
		reply_init(&turn->reply, &turn->mem);
		dispatch_run(turn->route, &turn->request, app, &turn->reply);
		if (may_be_kept(turn)) {
			AnswerKey key = {turn->target, turn->reply.version,
					 instant_date(turn->request.now)};
			turn->kept = answer_keep(server->kept, &key, turn->route, &turn->reply);
		}
	}
	app->mem = NULL;
	if (turn->method != METHOD_GET)
		store_watch_poke(server->watch);
}

static void hand_back(Turn *turn)
{
	turn->stage = STAGE_REPLIED;
	MHD_resume_connection(turn->connection);
}

static void fail_unreachable(Turn *turn, const Err *why)
{
	Err err = *why;
	err.code = ERR_UNAVAILABLE;
	err.kind = NULL;
	err.field[0] = '\0';
	turn_fail(turn, &err);
}

void answer_work(void *context, Work *work, App *app, const Err *why)
{
	Turn *turn = (Turn *)work;
	Server *server = context;
	Err err;
	if (!store_watch_reachable(server->watch, &err))
		fail_unreachable(turn, &err);
	else if (!app)
		fail_unreachable(turn, why);
	else
		run_route(turn, app);
	hand_back(turn);
}

void answer_waiting(Server *server, const Err *why)
{
	for (WorkLane lane = 0; lane < WORK_LANES; lane++) {
		for (Work *work = workers_take_back(server->workers, lane); work;
		     work = workers_take_back(server->workers, lane)) {
			Turn *turn = (Turn *)work;
			fail_unreachable(turn, why);
			hand_back(turn);
		}
	}
}
