#include "http/admission.h"

#include "http/clock.h"
#include "http/dispatch.h"
#include "http/guard.h"
#include "http/refusal.h"

#include <string.h>

/* The rooms that a growing buffer leaves behind are bytes, too. */
enum { GROWTH = 3 };

static Method method_of(Str name)
{
	if (str_eq(name, STR("HEAD")))
		return METHOD_GET;
	for (Method method = 0; method < METHODS; method++) {
		if (str_eq_c(name, method_name(method)))
			return method;
	}
	return METHODS;
}

/* Control characters and blanks are no part of an address. */
static bool is_target(Str target)
{
	for (size_t i = 0; i < target.len; i++) {
		unsigned char byte = (unsigned char)target.ptr[i];
		if (byte <= ' ' || byte == 0x7F)
			return false;
	}
	return target.len > 0 && target.ptr[0] == '/';
}

static void refuse_guarded(Turn *turn, Guarded found)
{
	if (found == GUARD_NO_HOST)
		turn_refuse(turn, 400, "the request has no Host header");
	else if (found == GUARD_HOST)
		turn_refuse(turn, 421,
			    "the Host header does not name this machine; use localhost, "
			    "127.0.0.1 or [::1]");
	else
		turn_refuse(turn, 403, "a page of another site may not change anything here");
}

/* What is wrong with the head of the request itself, before it is asked what it wants. */
static bool head_is_fine(Turn *turn, const char *version, size_t header_bytes)
{
	const Limits *limits = &turn->server->options->limits;
	Err err;
	if (!request_headers_read(turn->connection, &turn->headers, &err)) {
		turn->has_body = true; /* perhaps: nobody knows where the next request begins */
		turn_refuse(turn, 400, err.text);
		return false;
	}
	turn->has_body = turn->headers.chunked || turn->headers.length > 0;
	turn->old = strcmp(version, "HTTP/1.0") == 0;
	if (turn->target.len > limits->target)
		turn_refuse(turn, 414, "the address is longer than 8 KiB");
	else if (header_bytes > limits->headers)
		turn_refuse(turn, 431, "the headers are longer than 32 KiB");
	else if (!is_target(turn->target))
		turn_refuse(turn, 400, "the request names no path");
	else if (turn->old && turn->headers.chunked)
		turn_refuse(turn, 400, "HTTP/1.0 knows no Transfer-Encoding");
	else
		return true;
	return false;
}

static bool find_route(Turn *turn)
{
	size_t count;
	Str allow;
	turn->route = dispatch_find(&turn->mem, turn->method, turn->path, &allow);
	if (turn->route) {
		turn->place = (size_t)(turn->route - route_list(&count));
		return true;
	}
	AssetAnswer page;
	if (allow.len == 0 &&
	    assets_find(turn->server->assets, turn->path, (Str){0}, (Str){0}, &page))
		allow = STR("GET, HEAD");
	turn_refuse_route(turn, allow);
	return false;
}

static bool needs_body(const Route *route)
{
	if (route->body == BODY_FILE)
		return true;
	for (size_t i = 0; route->body == BODY_JSON && i < route->request->member_count; i++) {
		Presence presence = route->request->members[i].presence;
		if (presence == ALWAYS || presence == NULLABLE)
			return true;
	}
	return false;
}

static bool reserve_memory(Turn *turn, uint64_t bytes)
{
	Server *server = turn->server;
	uint64_t before = atomic_fetch_add(&server->in_memory, bytes);
	turn->reserved += bytes;
	return before + bytes <= server->options->limits.in_memory;
}

/* Seconds that a body of this length may take. */
static int64_t body_seconds(const Turn *turn, uint64_t length)
{
	const Limits *limits = &turn->server->options->limits;
	if (turn->route->body != BODY_FILE)
		return limits->body_s;
	uint64_t more = length / (uint64_t)limits->body_rate;
	int64_t most = limits->body_most_s;
	return more < (uint64_t)most && limits->body_s + (int64_t)more < most
		       ? limits->body_s + (int64_t)more
		       : most;
}

static bool set_deadline(Turn *turn, uint64_t length)
{
	return connection_enter(turn->own, PHASE_BODY,
				turn->body_began_ms + body_seconds(turn, length) * 1000);
}

static uint64_t body_limit(const Turn *turn)
{
	const Limits *limits = &turn->server->options->limits;
	return turn->route->body == BODY_FILE ? limits->upload : limits->json;
}

static void begin_file(Turn *turn)
{
	Server *server = turn->server;
	Err err;
	turn->spooling = true;
	if (atomic_fetch_add(&server->uploads, 1) >= server->options->limits.uploads)
		turn_refuse(turn, 503, "too many files are being sent at once; try again");
	else if (!spool_open(&turn->spool, &err))
		turn_refuse(turn, 507, err.text);
}

/* Where the body goes, when there is one; else why it is not taken. */
static void begin_body(Turn *turn)
{
	const RequestHeaders *headers = &turn->headers;
	BodyKind kind = turn->route->body;
	turn->stage = STAGE_BODY;
	turn->body_began_ms = clock_ms();
	turn->body.mem = &turn->mem;
	if (kind == BODY_NONE)
		turn_refuse(turn, 413, "this address takes no body");
	else if (headers->length > body_limit(turn))
		turn_refuse(turn, 413,
			    kind == BODY_FILE ? "the file is larger than the server takes"
					      : "the body is larger than 1 MiB");
	else if (kind == BODY_FILE)
		begin_file(turn);
	else if (!reserve_memory(turn, headers->length))
		turn_refuse(turn, 503, "too many requests with bodies at once; try again");
}

static void begin_reading(Turn *turn)
{
	const RequestHeaders *headers = &turn->headers;
	if (!find_route(turn))
		return;
	if (!turn->has_body && !headers->has_length && needs_body(turn->route)) {
		turn_refuse(turn, 411, "the request has no body; send its Content-Length");
		return;
	}
	if (turn->has_body || turn->route->body == BODY_FILE)
		begin_body(turn);
	if (turn->stage != STAGE_REPLIED && turn->has_body && !set_deadline(turn, headers->length))
		turn_refuse(turn, 408, "the request came too slowly");
}

void admission_check(Turn *turn, const char *method, const char *version, size_t header_bytes)
{
	Str name = str_from_c(method);
	turn->began_us = clock_us();
	turn->method = method_of(name);
	turn->stage = STAGE_COMPLETE;
	if (!head_is_fine(turn, version, header_bytes))
		return;
	Guarded found = guard_check(turn->method, turn->old, &turn->headers);
	if (found != GUARD_PASSED)
		refuse_guarded(turn, found);
	else if (atomic_load(&turn->server->stopping))
		turn_refuse(turn, 503, "the server is stopping; try again");
	else if (turn->method == METHODS)
		turn_refuse(turn, 501, "the server does not know this method");
	else if (turn->has_body || turn->method != METHOD_GET)
		begin_reading(turn);
	/* Other requests are looked up when their answer is not among those kept. */
}

static bool refuse_rest(Turn *turn, Refusal refusal)
{
	const Limits *limits = &turn->server->options->limits;
	int64_t deadline = clock_ms() + limits->answer_s * 1000;
	if (connection_enter(turn->own, PHASE_ANSWER, deadline)) {
		refusal_send(turn->own->socket, refusal);
		turn->status = refusal_status(refusal);
	}
	return false;
}

static bool take_file(Turn *turn, Str part)
{
	Err err;
	if (spool_write(&turn->spool, part, &err))
		return true;
	log_message(&turn->server->log, LOG_ERROR, "upload", str_from_c(err.text));
	return refuse_rest(turn, REFUSAL_NO_ROOM);
}

bool admission_take(Turn *turn, Str part)
{
	bool chunked = turn->headers.chunked;
	turn->received += part.len;
	if (turn->received > body_limit(turn))
		return refuse_rest(turn, REFUSAL_TOO_LARGE);
	/* Without an announced length, what has come buys time for what comes. */
	if (chunked && !set_deadline(turn, turn->received))
		return false;
	if (turn->route->body == BODY_FILE)
		return take_file(turn, part);
	if (chunked && !reserve_memory(turn, part.len * GROWTH))
		return refuse_rest(turn, REFUSAL_BUSY);
	if (!chunked && !turn->body.ptr) {
		turn->body.cap = turn->headers.length;
		turn->body.ptr = arena_alloc(&turn->mem, turn->body.cap);
	}
	buf_add(&turn->body, part);
	return true;
}
