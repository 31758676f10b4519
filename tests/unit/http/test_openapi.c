/* The description of the API against the table that it is made from. */

#include "check.h"

#include "base/json_tree.h"
#include "http/desk.h"

static Desk desk;

static int read_document(void **state)
{
	desk_open(&desk);
	Told *told = ARENA_NEW(&desk.mem, Told);
	*told = desk_get(&desk, "/api/v1/openapi.json", 200);
	*state = told;
	return 0;
}

static int close_desk(void **state)
{
	(void)state;
	desk_close(&desk);
	return 0;
}

static const JsonValue *operation_of(const Told *told, const Route *route)
{
	static const char *const verbs[] = {"get", "post", "put", "patch", "delete"};
	const JsonValue *paths = json_member(told->json, STR("paths"));
	const JsonValue *path = json_member(paths, str_from_c(route->path));
	const JsonValue *operation =
		path ? json_member(path, str_from_c(verbs[route->method])) : NULL;
	if (!operation)
		fail_msg("%s %s is not described", method_name(route->method), route->path);
	return operation;
}

static void every_route_is_described(void **state)
{
	const Told *told = *state;
	size_t count;
	size_t described = 0;
	const Route *routes = route_list(&count);
	const JsonValue *paths = json_member(told->json, STR("paths"));
	for (size_t i = 0; i < paths->len; i++)
		described += paths->at[i].len;
	check_size("as many operations as routes", described, count);
	for (size_t i = 0; i < count; i++) {
		const JsonValue *operation = operation_of(told, &routes[i]);
		check_text(routes[i].path, json_member(operation, STR("operationId"))->text,
			   routes[i].operation);
		const JsonValue *params = json_member(operation, STR("parameters"));
		size_t own = 0;
		for (size_t j = 0; j < params->len; j++)
			own += json_member(&params->at[j], STR("name")) != NULL;
		check_size(routes[i].path, own, routes[i].param_count);
		const JsonValue *answers = json_member(operation, STR("responses"));
		Str status = str_format(&desk.mem, "%d", routes[i].status);
		assert_non_null(json_member(answers, status));
		assert_non_null(json_member(answers, STR("default")));
	}
}

/* Whether a JSON value holds only references to what the document has. */
static void check_references(const Told *told, const JsonValue *value)
{
	const JsonValue *reference = json_member(value, STR("$ref"));
	if (reference && reference->kind == JSON_STRING) {
		Str pointer = str_slice(reference->text, 1, reference->text.len);
		if (!json_find(told->json, pointer))
			fail_msg("there is no %.*s", STR_ARG(reference->text));
	}
	for (size_t i = 0; i < value->len; i++)
		check_references(told, &value->at[i]);
}

static void references_lead_somewhere(void **state)
{
	const Told *told = *state;
	check_references(told, told->json);
}

/* Headers and answers that follow from what a route can do. */
static void what_a_route_can_do_is_told(void **state)
{
	const Told *told = *state;
	static const struct {
		const char *pointer;
		const char *text;
	} cases[] = {
		{"/openapi", "3.1.0"},
		{"/paths/~1api~1v1~1contracts~1{key}~1revisions/post/parameters/2/$ref",
		 "#/components/parameters/IdempotencyKey"},
		{"/paths/~1api~1v1~1contracts~1{key}~1revisions/post/parameters/3/$ref",
		 "#/components/parameters/IfMatch"},
		{"/paths/~1api~1v1~1contracts~1{key}~1revisions/post/responses/412/$ref",
		 "#/components/responses/Problem"},
		{"/paths/~1api~1v1~1contracts~1{key}~1revisions/post/requestBody/required", "true"},
		{"/paths/~1api~1v1~1imports~1{id}~1undo/post/requestBody/required", "false"},
		{"/paths/~1api~1v1~1accounts/post/responses/201/headers/Location/$ref",
		 "#/components/headers/Location"},
		{"/paths/~1api~1v1~1accounts/get/responses/200/headers/ETag/$ref",
		 "#/components/headers/ETag"},
		{"/paths/~1api~1v1~1accounts/get/responses/304/description",
		 "The asker has the answer"},
		{"/paths/~1api~1v1~1accounts/get/responses/200/content/application~1json/schema/$ref",
		 "#/components/schemas/Accounts"},
		{"/paths/~1healthz/get/responses/503/content/application~1json/schema/$ref",
		 "#/components/schemas/Health"},
		{"/components/schemas/ContractState/properties/annual_value/description",
		 "value of a year of the contract (per year)"},
		{"/components/schemas/ContractState/properties/status/enum/0", "draft"},
		{"/components/schemas/ContractState/additionalProperties/$ref",
		 "#/components/schemas/Value"},
		{"/components/schemas/Problem/additionalProperties", "false"},
		{"/components/schemas/NotAvailable/properties/na/enum/0", "no_end"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(cases[i].pointer, told_at(told, cases[i].pointer), cases[i].text);
	assert_null(
		json_find(told->json, STR("/paths/~1api~1v1~1check/get/responses/200/headers")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_route_is_described),
		cmocka_unit_test(references_lead_somewhere),
		cmocka_unit_test(what_a_route_can_do_is_told),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, read_document, close_desk);
}
