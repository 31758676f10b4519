#include "http/turn.h"

#include "http/clock.h"
#include "http/dispatch.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/*
 * "http://host/path" is another way to write "/path" (RFC 9112, 3.2.2). A query without a path is left
 * without one, and refused.
 */
static Str without_origin(Str target)
{
	size_t end = 0;
	if (!str_starts(target, STR("http://")))
		return target;
	Str rest = str_slice(target, strlen("http://"), target.len);
	while (end < rest.len && rest.ptr[end] != '/' && rest.ptr[end] != '?')
		end++;
	return end < rest.len ? str_slice(rest, end, rest.len) : STR("/");
}

static void set_target(Turn *turn, const char *text)
{
	size_t mark;
	Str target = str_from_c(text);
	if (target.len < TARGET_ROOM) {
		memcpy(turn->room, target.ptr ? target.ptr : "", target.len);
		target.ptr = turn->room;
	} else {
		target = str_copy(&turn->mem, target);
	}
	turn->target = without_origin(target);
	bool asks = str_find(turn->target, STR("?"), &mark);
	turn->path = asks ? str_slice(turn->target, 0, mark) : turn->target;
	if (asks)
		turn->query = str_slice(turn->target, mark + 1, turn->target.len);
}

Turn *turn_begin(Server *server, Connection *own, struct MHD_Connection *connection,
		 const char *target)
{
	Turn *turn = own->room;
	memset(turn, 0, offsetof(Turn, id));
	turn->server = server;
	turn->own = own;
	turn->connection = connection;
	turn->method = METHODS;
	turn->place = metrics_other(&server->metrics, PLACE_NONE);
	turn->spool.file = -1;
	turn->id[0] = '\0';
	arena_init(&turn->mem);
	reply_init(&turn->reply, &turn->mem);
	set_target(turn, target);
	return turn;
}

static Str id_of(Turn *turn)
{
	Server *server = turn->server;
	if (turn->id[0] == '\0')
		(void)snprintf(turn->id, sizeof turn->id, "%016" PRIx64 "-%" PRIu64, server->run,
			       atomic_fetch_add(&server->requests, 1) + 1);
	return str_from_c(turn->id);
}

const Request *turn_request(Turn *turn)
{
	const RequestHeaders *headers = &turn->headers;
	const Server *server = turn->server;
	turn->request = (Request){
		.mem = &turn->mem,
		.method = turn->method == METHODS ? METHOD_GET : turn->method,
		.path = turn->path,
		.query = turn->query,
		.body = buf_str(&turn->body),
		.upload = turn->upload.path ? &turn->upload : NULL,
		.content_type = headers->content_type,
		.idempotency_key = headers->idempotency_key,
		.if_match = headers->if_match,
		.if_none_match = headers->if_none_match,
		.last_event_id = headers->last_event_id,
		.now = clock_now(),
		.id = id_of(turn),
		.lists = server->lists,
	};
	return &turn->request;
}

void turn_fail(Turn *turn, const Err *err)
{
	reply_init(&turn->reply, &turn->mem);
	reply_problem(&turn->reply, turn_request(turn), err);
	turn->stage = STAGE_REPLIED;
}

void turn_refuse(Turn *turn, int status, const char *detail)
{
	reply_init(&turn->reply, &turn->mem);
	reply_problem_status(&turn->reply, turn_request(turn), status, detail);
	turn->stage = STAGE_REPLIED;
}

void turn_refuse_route(Turn *turn, Str allow)
{
	if (allow.len == 0) {
		turn_refuse(turn, 404, "there is nothing at this address");
		return;
	}
	turn_refuse(turn, 405, "this address does not take the method");
	*vec_push(&turn->mem, &turn->reply.headers) = (ReplyHeader){"Allow", allow};
}

void turn_end(Turn *turn)
{
	Server *server = turn->server;
	if (turn->kept)
		answer_release(server->kept, turn->kept);
	/* A file that was to be sent belongs to its response, once there is one: not where the client left
	 * before. */
	if (turn->reply.file >= 0)
		(void)close(turn->reply.file);
	if (turn->reserved > 0)
		atomic_fetch_sub(&server->in_memory, turn->reserved);
	if (turn->spooling)
		atomic_fetch_sub(&server->uploads, 1);
	spool_close(&turn->spool);
	arena_deinit(&turn->mem);
}
