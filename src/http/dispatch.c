#include "http/dispatch.h"

#include "http/exchange.h"
#include "http/kept_lists.h"
#include "http/params.h"
#include "http/path.h"
#include "http/problem.h"

#include <assert.h>
#include <string.h>

enum { JSON_DEPTH = 64, JSON_VALUES = 100000 };

static void add_allowed(Buf *allow, Method method)
{
	buf_add_format(allow, "%s%s", allow->len > 0 ? ", " : "", method_name(method));
	if (method == METHOD_GET)
		buf_add(allow, STR(", HEAD"));
}

static size_t params_in_path(const Route *route)
{
	size_t count = 0;
	for (size_t i = 0; i < route->param_count; i++)
		count += route->params[i].place == IN_PATH;
	return count;
}

/* The path that fits and of which most is fixed: "/quarantine/groups" before "/quarantine/{id}". */
static const char *plainest_path(Arena *mem, const Segments *segments)
{
	size_t count;
	const Route *routes = route_list(&count);
	const Route *best = NULL;
	for (size_t i = 0; i < count; i++) {
		if (path_fits(mem, segments, routes[i].path, NULL) &&
		    (!best || params_in_path(&routes[i]) < params_in_path(best)))
			best = &routes[i];
	}
	return best ? best->path : NULL;
}

const Route *dispatch_find(Arena *mem, Method method, Str path, Str *allow)
{
	size_t count;
	const Route *routes = route_list(&count);
	Segments segments;
	Buf allowed = {.mem = mem};
	*allow = (Str){0};
	if (!path_split(path, &segments))
		return NULL;
	const char *plainest = plainest_path(mem, &segments);
	for (size_t i = 0; plainest && i < count; i++) {
		if (strcmp(routes[i].path, plainest) != 0)
			continue;
		if (routes[i].method == method)
			return &routes[i];
		add_allowed(&allowed, routes[i].method);
	}
	*allow = buf_str(&allowed);
	return NULL;
}

static bool says_dry_run(Str query)
{
	while (query.len > 0) {
		size_t end = query.len;
		(void)str_find(query, STR("&"), &end);
		Str part = str_slice(query, 0, end);
		if (str_eq(part, STR("dry_run=1")) || str_eq(part, STR("dry_run=true")))
			return true;
		query = str_slice(query, end + 1, query.len);
	}
	return false;
}

Lane dispatch_lane(const Route *route, Str query)
{
	bool tries = route->dry_run_status > 0 && !route->tries_by_writing && says_dry_run(query);
	return tries ? LANE_READ : route->lane;
}

/* "application/json; charset=utf-8" */
static bool is_json(Str content_type)
{
	size_t end = content_type.len;
	(void)str_find(content_type, STR(";"), &end);
	return str_eq_nocase(str_trim(str_slice(content_type, 0, end)), STR("application/json"));
}

/* The body as a value of the route's shape; an empty one counts as an empty object. */
static MUST_CHECK bool read_body(Call *call, Err *err)
{
	static const JsonValue nothing = {.kind = JSON_OBJECT};
	const Request *request = call->request;
	const JsonValue *body = &nothing;
	JsonOptions options = {.max_depth = JSON_DEPTH};
	if (call->route->body != BODY_JSON)
		return true;
	if (request->body.len > 0 && !is_json(request->content_type)) {
		call->problem_status = 415;
		Str shown = str_slice(request->content_type, 0, 60);
		return fail(err, ERR_USAGE, "this takes application/json, not '%.*s'",
			    STR_ARG(shown));
	}
	if (request->body.len > 0 &&
	    !json_parse_within(call->mem, request->body, options, JSON_VALUES, &body, err)) {
		err->code = ERR_USAGE;
		return fail_in(err, "the body is not JSON that is taken here");
	}
	if (!shape_check(call->route->request, body, err))
		return false;
	call->body = body;
	return true;
}

static MUST_CHECK bool read_request(Call *call, Given *given, Err *err)
{
	if (call->route->permission == PERMISSION_UNTOLD || !call->route->run) {
		call->problem_status = 403;
		return fail(err, ERR_USAGE, "nobody may do this");
	}
	call->given = given;
	return params_read(call->route, call->request, given, &call->remedy, err) &&
	       read_body(call, err);
}

/* What the body names and is not there is the body's fault: 404 is for what the path names. */
static bool is_of_body(const Call *call, const Err *err)
{
	if (err->code != ERR_NOT_FOUND || err->field[0] == '\0' || !call->body)
		return false;
	for (size_t i = 0; i < call->route->param_count; i++) {
		if (strcmp(call->route->params[i].name, err->field) == 0)
			return false;
	}
	return true;
}

/* What the problem is called where its status is not that of its code. */
static Problem problem_for(const Call *call, const Exchange *exchange, const Err *err)
{
	Problem problem = problem_of(call->mem, err);
	if (call->problem_status != 0) {
		Str field = problem.field;
		problem = problem_of_status(call->problem_status, problem.detail);
		problem.field = field;
	}
	if (is_of_body(call, err))
		problem.status = err_face(ERR_INPUT)->http_status;
	if (call->remedy.len > 0)
		problem.remedy = call->remedy;
	problem.entries = exchange->newest;
	return problem;
}

static MUST_CHECK bool answer(Call *call, Exchange *exchange, Given *given, Err *err)
{
	return read_request(call, given, err) && exchange_begin(exchange, call, err) &&
	       call->route->run(call, err) && exchange_render(exchange, err);
}

static void tell_unchanged(const Call *call)
{
	Reply *reply = call->reply;
	Str etag = reply->etag;
	reply_init(reply, call->mem);
	reply->status = 304;
	reply->etag = etag;
}

static void tell_answer(const Call *call)
{
	const Route *route = call->route;
	Reply *reply = call->reply;
	if (route->method != METHOD_GET || route->unkept)
		return;
	reply->version = call->version;
	if (!route->unstored)
		return;
	Str digits = digest_hex(call->mem, sha256(buf_str(&reply->body)));
	reply->etag = str_format(call->mem, "\"%.*s\"", STR_ARG(digits));
	if (exchange_has(call, reply->etag))
		tell_unchanged(call);
}

static void tell_failure(const Call *call, const Exchange *exchange, const Err *err)
{
	if (exchange->replayed) {
		exchange_replay(exchange);
	} else if (exchange->unchanged) {
		tell_unchanged(call);
	} else {
		Problem problem = problem_for(call, exchange, err);
		reply_tell_problem(call->reply, call->request, &problem);
	}
}

void dispatch_run(const Route *route, const Request *request, App *app, Reply *reply)
{
	Err err;
	Given given[ROUTE_PARAMS_MAX];
	Exchange exchange = {0};
	Call call = {
		.mem = request->mem,
		.app = app,
		.request = request,
		.route = route,
		.reply = reply,
		.version = -1,
	};
	assert(route->param_count <= ROUTE_PARAMS_MAX);
	reply_init(reply, request->mem);
	bool ok = answer(&call, &exchange, given, &err);
	app->hooks = (AppHooks){0};
	kept_list_release(request->lists, call.list);
	if (ok)
		tell_answer(&call);
	else
		tell_failure(&call, &exchange, &err);
}
