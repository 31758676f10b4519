#include "http/openapi_parts.h"

#include "answer/json_put.h"
#include "answer/shape_schema.h"

#include <string.h>

static void put(JsonWriter *json, const char *key, const char *text)
{
	if (text)
		json_put_member(json, key, str_from_c(text));
}

static void begin(JsonWriter *json, const char *key)
{
	json_put_key(json, key);
	json_write_begin_object(json);
}

static void put_limit(JsonWriter *json, const char *key, int64_t limit)
{
	json_put_key(json, key);
	json_write_int(json, limit);
}

static void put_words(JsonWriter *json, const Param *param)
{
	const char *word;
	put(json, "type", "string");
	json_put_key(json, "enum");
	json_write_begin_array(json);
	for (size_t i = 0; (word = route_param_choice(param, i)); i++)
		json_write_string(json, str_from_c(word));
	json_write_end_array(json);
}

static void put_flag(JsonWriter *json)
{
	static const char *const words[] = {"1", "0", "true", "false"};
	put(json, "type", "string");
	json_put_key(json, "enum");
	json_write_begin_array(json);
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		json_write_string(json, str_from_c(words[i]));
	json_write_end_array(json);
}

static void put_instant_or_date(JsonWriter *json)
{
	json_put_key(json, "anyOf");
	json_write_begin_array(json);
	schema_write(json, &SHAPE_OF_INSTANT);
	schema_write(json, &SHAPE_OF_DATE);
	json_write_end_array(json);
}

static void put_text_schema(JsonWriter *json, const Param *param)
{
	put(json, "type", "string");
	if (param->place == IN_PATH)
		put_limit(json, "minLength", 1);
	if (param->maximum > 0)
		put_limit(json, "maxLength", param->maximum);
}

static void put_number_schema(JsonWriter *json, const Param *param)
{
	put(json, "type", "integer");
	put_limit(json, "minimum", param->minimum);
	put_limit(json, "maximum", param->maximum);
}

static void put_param_schema(JsonWriter *json, const Param *param)
{
	json_put_key(json, "schema");
	if (param->kind == PARAM_ID || param->kind == PARAM_DATE) {
		schema_write(json, param->kind == PARAM_ID ? &SHAPE_OF_ID : &SHAPE_OF_DATE);
		return;
	}
	json_write_begin_object(json);
	if (param->kind == PARAM_NUMBER)
		put_number_schema(json, param);
	else if (param->kind == PARAM_CHOICE)
		put_words(json, param);
	else if (param->kind == PARAM_BOOL)
		put_flag(json);
	else if (param->kind == PARAM_READ_INSTANT)
		put_instant_or_date(json);
	else
		put_text_schema(json, param);
	json_write_end_object(json);
}

static void put_param(JsonWriter *json, const Param *param)
{
	bool path = param->place == IN_PATH;
	json_write_begin_object(json);
	put(json, "name", param->name);
	put(json, "in", path ? "path" : "query");
	json_put_bool(json, "required", path || param->required);
	put(json, "description", param->help);
	put_param_schema(json, param);
	json_write_end_object(json);
}

static bool is_kept(const Route *route)
{
	return route->method == METHOD_GET && !route->unkept;
}

static void put_params(JsonWriter *json, const Route *route)
{
	bool write = route->method != METHOD_GET;
	json_put_key(json, "parameters");
	json_write_begin_array(json);
	for (size_t i = 0; i < route->param_count; i++)
		put_param(json, &route->params[i]);
	if (write)
		openapi_put_header_param(json, HEADER_IDEMPOTENCY_KEY);
	if (route->if_match)
		openapi_put_header_param(json, HEADER_IF_MATCH);
	if (is_kept(route))
		openapi_put_header_param(json, HEADER_IF_NONE_MATCH);
	if (route->lane == LANE_EVENTS)
		openapi_put_header_param(json, HEADER_LAST_EVENT_ID);
	json_write_end_array(json);
}

static bool needs_body(const Route *route)
{
	bool needed = route->body == BODY_FILE;
	for (size_t i = 0; route->request && i < route->request->member_count; i++) {
		Presence presence = route->request->members[i].presence;
		needed = needed || presence == ALWAYS || presence == NULLABLE;
	}
	return needed;
}

static void put_request(JsonWriter *json, const Route *route)
{
	if (route->body == BODY_NONE)
		return;
	begin(json, "requestBody");
	json_put_bool(json, "required", needs_body(route));
	begin(json, "content");
	begin(json, route->body == BODY_FILE ? "*/*" : "application/json");
	if (route->request) {
		json_put_key(json, "schema");
		schema_write_ref(json, route->request);
	}
	json_write_end_object(json);
	json_write_end_object(json);
	json_write_end_object(json);
}

static void put_content(JsonWriter *json, const Route *route)
{
	Str media = str_from_c(route->media);
	size_t end = media.len;
	(void)str_find(media, STR(";"), &end);
	begin(json, "content");
	json_write_key(json, str_slice(media, 0, end));
	json_write_begin_object(json);
	if (route->answer) {
		json_put_key(json, "schema");
		schema_write_ref(json, route->answer);
	} else if (strcmp(route->media, "*/*") != 0) {
		begin(json, "schema");
		put(json, "type", "string");
		json_write_end_object(json);
	}
	json_write_end_object(json);
	json_write_end_object(json);
}

static void begin_response(JsonWriter *json, int status)
{
	begin(json, str_to_c(json->out->mem, str_format(json->out->mem, "%d", status)));
}

static void put_answer(JsonWriter *json, const Route *route, int status, const char *help)
{
	bool located = status == 201 && route->location;
	bool write = route->method != METHOD_GET;
	begin_response(json, status);
	put(json, "description", help);
	if (is_kept(route) || located || write) {
		begin(json, "headers");
		if (is_kept(route))
			openapi_put_header(json, HEADER_ETAG);
		if (located)
			openapi_put_header(json, HEADER_LOCATION);
		if (write)
			openapi_put_header(json, HEADER_REPLAYED);
		json_write_end_object(json);
	}
	put_content(json, route);
	json_write_end_object(json);
}

/* An answer that is a problem. */
static void put_problem(JsonWriter *json, int status)
{
	json_put_key(json, str_to_c(json->out->mem, str_format(json->out->mem, "%d", status)));
	openapi_put_reference(json, "responses", "Problem");
}

static void put_problems(JsonWriter *json, const Route *route)
{
	bool write = route->method != METHOD_GET;
	put_problem(json, 400);
	if (write)
		put_problem(json, 403);
	if (route->param_count > 0 || write)
		put_problem(json, 404);
	if (write)
		put_problem(json, 409);
	if (strcmp(route->media, "*/*") == 0)
		put_problem(json, 410);
	if (route->if_match)
		put_problem(json, 412);
	if (route->body != BODY_NONE)
		put_problem(json, 413);
	if (route->body == BODY_JSON)
		put_problem(json, 415);
	if (write || route->param_count > 0)
		put_problem(json, 422);
	if (route->failing_status != 503)
		put_problem(json, 503);
	json_put_key(json, "default");
	openapi_put_reference(json, "responses", "Problem");
}

static void put_responses(JsonWriter *json, const Route *route)
{
	begin(json, "responses");
	put_answer(json, route, route->status, route->status == 201 ? "It is made" : "The answer");
	if (route->dry_run_status != 0)
		put_answer(json, route, route->dry_run_status,
			   "Nothing was made: a dry run, or nothing was new");
	if (is_kept(route)) {
		begin_response(json, 304);
		put(json, "description", "The asker has the answer");
		json_write_end_object(json);
	}
	if (route->failing_status != 0)
		put_answer(json, route, route->failing_status, "The server is not well");
	put_problems(json, route);
	json_write_end_object(json);
}

void openapi_put_operation(JsonWriter *json, const Route *route)
{
	static const char *const verbs[METHODS] = {
		[METHOD_GET] = "get",     [METHOD_POST] = "post",     [METHOD_PUT] = "put",
		[METHOD_PATCH] = "patch", [METHOD_DELETE] = "delete",
	};
	begin(json, verbs[route->method]);
	put(json, "operationId", route->operation);
	json_put_key(json, "tags");
	json_write_begin_array(json);
	json_write_string(json, str_from_c(route->tag));
	json_write_end_array(json);
	put(json, "summary", route->summary);
	put(json, "description", route->description ? route->description : route->summary);
	put_params(json, route);
	put_request(json, route);
	put_responses(json, route);
	json_write_end_object(json);
}
