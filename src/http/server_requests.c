#include "http/server_requests.h"

#include "http/admission.h"
#include "http/clock.h"
#include "http/server_answers.h"

#include <stdio.h>
#include <string.h>

enum { PARAMETERS_MAX = 200 };

void on_connection(void *context, struct MHD_Connection *connection, void **own,
		   enum MHD_ConnectionNotificationCode what)
{
	Server *server = context;
	if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
		connection_close(&server->connections, *own);
		return;
	}
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	*own = connection_open(&server->connections, info->connect_fd);
}

/* libmicrohttpd keeps each parameter of an address, and loses the connection when its room is full. */
static bool has_too_many(const char *target)
{
	unsigned count = 0;
	for (const char *at = target; at && *at; at++)
		count += *at == '&';
	return count > PARAMETERS_MAX;
}

void *on_target(void *context, const char *target, struct MHD_Connection *connection)
{
	Server *server = context;
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	Connection *own = info->socket_context;
	(void)connection_begin(own, clock_ms() + server->options->limits.header_s * 1000);
	if (has_too_many(target))
		connection_refuse(own, REFUSAL_TOO_MANY);
	return turn_begin(server, own, connection, target);
}

size_t on_unescape(void *context, struct MHD_Connection *connection, char *text)
{
	(void)context;
	(void)connection;
	return strlen(text);
}

static enum MHD_Result go_on(bool ok)
{
	return ok ? MHD_YES : MHD_NO;
}

/*
 * An answer that is queued here ends the connection, so one that refuses a body is, and others wait
 * until the request is complete.
 */
static bool take_headers(Turn *turn, const char *method, const char *version)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(turn->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
	atomic_fetch_add(&turn->server->metrics.in_flight, 1);
	turn->counted = true;
	admission_check(turn, method, version, info->header_size);
	return turn->stage != STAGE_REPLIED || !turn->has_body || answer_send(turn);
}

enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url,
			   const char *method, const char *version, const char *upload_data,
			   size_t *upload_data_size, void **turn_place)
{
	Turn *turn = *turn_place;
	(void)context;
	(void)connection;
	(void)url;
	switch (turn->stage) {
	case STAGE_HEADERS:
		return go_on(take_headers(turn, method, version));
	case STAGE_BODY:
	case STAGE_COMPLETE:
		if (*upload_data_size > 0) {
			Str part = {upload_data, *upload_data_size};
			*upload_data_size = 0;
			return go_on(admission_take(turn, part));
		}
		return go_on(answer_request(turn));
	case STAGE_REPLIED:
		return go_on(answer_send(turn));
	case STAGE_WORK:
	case STAGE_SENDING:
		break;
	}
	return MHD_YES;
}

static const char *end_of(const Turn *turn, enum MHD_RequestTerminationCode why)
{
	if (why == MHD_REQUEST_TERMINATED_COMPLETED_OK)
		return NULL;
	if (why == MHD_REQUEST_TERMINATED_DAEMON_SHUTDOWN)
		return "the server stopped";
	return turn->status != 0 ? "the answer was not taken" : "the request was cut off";
}

static Str method_text(const Turn *turn)
{
	return turn->method == METHODS ? STR("?") : str_from_c(method_name(turn->method));
}

static void log_turn(Turn *turn, int64_t us, const char *end)
{
	const Log *log = &turn->server->log;
	if (log->detail == LOG_OFF || (log->detail == LOG_ERRORS && turn->status < 500))
		return;
	log_request(log,
		    &(LoggedRequest){
			    .id = turn_request(turn)->id,
			    .method = method_text(turn),
			    .path = turn->path,
			    .operation = str_from_c(turn->route ? turn->route->operation : NULL),
			    .status = turn->status,
			    .bytes = turn->sent,
			    .us = us,
			    .end = end,
		    });
}

static bool is_stream(const Turn *turn)
{
	return turn->route && turn->route->lane == LANE_EVENTS;
}

void on_completed(void *context, struct MHD_Connection *connection, void **turn_place,
		  enum MHD_RequestTerminationCode why)
{
	Server *server = context;
	Turn *turn = *turn_place;
	(void)connection;
	if (!turn)
		return;
	if (turn->counted) {
		int64_t us = clock_us() - turn->began_us;
		metrics_count(&server->metrics, turn->place, turn->method, turn->status,
			      is_stream(turn) ? -1 : us);
		log_turn(turn, us, end_of(turn, why));
		atomic_fetch_sub(&server->metrics.in_flight, 1);
	}
	/* A connection that goes on; one that was ended stays so. */
	(void)connection_enter(turn->own, PHASE_IDLE,
			       clock_ms() + server->options->limits.idle_s * 1000);
	turn_end(turn);
	*turn_place = NULL;
}

void on_message(void *context, const char *format, va_list arguments)
{
	const Log *log = context;
	char text[256];
	if (log->detail != LOG_REQUESTS)
		return;
	(void)vsnprintf(text, sizeof text, format, arguments);
	log_message(log, LOG_INFO, "http", str_trim(str_from_c(text)));
}
