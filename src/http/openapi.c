#include "http/openapi.h"

#include "answer/json_put.h"
#include "answer/shape_schema.h"
#include "http/openapi_parts.h"
#include "http/problem.h"

#include <string.h>

const Shape OPENAPI_SHAPE = {
	.name = "OpenApi",
	.kind = SHAPE_OBJECT,
	.help = "an OpenAPI document",
	SHAPE_MEMBERS({"openapi", &SHAPE_OF_TEXT, ALWAYS, "version of the format"}),
	.items = &SHAPE_OF_ANY,
};

static const Shape HEALTH_STATUS = {.kind = SHAPE_CHOICE, SHAPE_CHOICES("ok", "unavailable")};

const Shape HEALTH_SHAPE = {
	.name = "Health",
	.kind = SHAPE_OBJECT,
	.help = "whether the server can answer",
	SHAPE_MEMBERS({"status", &HEALTH_STATUS, ALWAYS, NULL},
		      {"version", &SHAPE_OF_TEXT, ALWAYS, "of the program"},
		      {"store", &SHAPE_OF_TEXT, ALWAYS, "ok, or why the store cannot be reached"}),
};

static const char ABOUT[] =
	"Contracts and their history: what was agreed, from which day it holds, and since when it is "
	"known.\n\n"
	"Amounts, shares and ids are texts, so that no digit is lost; amounts carry their currency. A "
	"figure that is not available is `{\"na\":\"reason\"}` in its place; what is not set is null. "
	"Stretches of time are half-open: an end is the first day that no longer belongs. Days are "
	"dates, instants are UTC.\n\n"
	"Reads take a moment: as_of (the last effective day seen), known_at (what was known then) and "
	"recorded_at (what pacta had been told then). Without them the answer is the latest.\n\n"
	"Answers to GET carry an ETag; with If-None-Match they are sent only when they have changed. "
	"Writes take an Idempotency-Key: a request that is sent again with its key is done once and "
	"answered alike for 24 hours. Amendments and retractions take If-Match with the newest number of "
	"the contract's history (`entries`), and are refused where somebody was faster.\n\n"
	"Lists come in pages: `next` of a page is the `cursor` of the one behind it.";

static void put_info(JsonWriter *json)
{
	json_put_key(json, "info");
	json_write_begin_object(json);
	json_put_member(json, "title", STR("pacta"));
	json_put_member(json, "version", STR(PACTA_VERSION));
	json_put_member(json, "summary", STR("Contracts and their history"));
	json_put_member(json, "description", str_from_c(ABOUT));
	json_put_key(json, "license");
	json_write_begin_object(json);
	json_put_member(json, "name", STR("Apache-2.0"));
	json_put_member(json, "identifier", STR("Apache-2.0"));
	json_write_end_object(json);
	json_put_key(json, "contact");
	json_write_begin_object(json);
	json_put_member(json, "name", STR("Whoever runs this installation"));
	json_write_end_object(json);
	json_write_end_object(json);
}

static void put_servers(JsonWriter *json)
{
	json_put_key(json, "servers");
	json_write_begin_array(json);
	json_write_begin_object(json);
	json_put_member(json, "url", STR("/"));
	json_put_member(json, "description", STR("The server that gave this description"));
	json_write_end_object(json);
	json_write_end_array(json);
}

static void put_tags(JsonWriter *json)
{
	size_t count;
	const RouteTag *tags = route_tags(&count);
	json_put_key(json, "tags");
	json_write_begin_array(json);
	for (size_t i = 0; i < count; i++) {
		json_write_begin_object(json);
		json_put_member(json, "name", str_from_c(tags[i].name));
		json_put_member(json, "description", str_from_c(tags[i].help));
		json_write_end_object(json);
	}
	json_write_end_array(json);
}

/* Whether a route above has the same path. */
static bool is_written(const Route *routes, size_t place)
{
	for (size_t i = 0; i < place; i++) {
		if (strcmp(routes[i].path, routes[place].path) == 0)
			return true;
	}
	return false;
}

static void put_paths(JsonWriter *json)
{
	size_t count;
	const Route *routes = route_list(&count);
	json_put_key(json, "paths");
	json_write_begin_object(json);
	for (size_t i = 0; i < count; i++) {
		if (is_written(routes, i))
			continue;
		json_put_key(json, routes[i].path);
		json_write_begin_object(json);
		for (size_t j = i; j < count; j++) {
			if (strcmp(routes[j].path, routes[i].path) == 0)
				openapi_put_operation(json, &routes[j]);
		}
		json_write_end_object(json);
	}
	json_write_end_object(json);
}

static ShapeList all_shapes(Arena *mem)
{
	size_t count;
	const Route *routes = route_list(&count);
	ShapeList list = {0};
	for (size_t i = 0; i < count; i++) {
		if (routes[i].request)
			schema_collect(mem, routes[i].request, &list);
		if (routes[i].answer)
			schema_collect(mem, routes[i].answer, &list);
	}
	schema_collect(mem, &PROBLEM_SHAPE, &list);
	return list;
}

static void put_schemas(JsonWriter *json)
{
	ShapeList list = all_shapes(json->out->mem);
	json_put_key(json, "schemas");
	json_write_begin_object(json);
	for (size_t i = 0; i < list.len; i++) {
		json_put_key(json, list.at[i]->name);
		schema_write(json, list.at[i]);
	}
	json_write_end_object(json);
}

void openapi_write(JsonWriter *json)
{
	json_write_begin_object(json);
	json_put_member(json, "openapi", STR("3.1.0"));
	put_info(json);
	put_servers(json);
	put_tags(json);
	json_put_key(json, "security");
	json_write_begin_array(json);
	json_write_end_array(json);
	put_paths(json);
	json_put_key(json, "components");
	json_write_begin_object(json);
	put_schemas(json);
	openapi_put_shared(json);
	json_write_end_object(json);
	json_write_end_object(json);
}
