#include "http/route.h"

#include <assert.h>
#include <string.h>

const char *method_name(Method method)
{
	static const char *const names[METHODS] = {
		[METHOD_GET] = "GET",     [METHOD_POST] = "POST",     [METHOD_PUT] = "PUT",
		[METHOD_PATCH] = "PATCH", [METHOD_DELETE] = "DELETE",
	};
	assert(method < METHODS);
	return names[method];
}

const char *route_param_choice(const Param *param, size_t place)
{
	if (param->choice)
		return param->choice(place);
	for (size_t i = 0; param->choices[i]; i++) {
		if (i == place)
			return param->choices[i];
	}
	return NULL;
}

const Given *call_given(const Call *call, const char *name)
{
	size_t place = 0;
	while (place < call->route->param_count &&
	       strcmp(call->route->params[place].name, name) != 0)
		place++;
	assert(place < call->route->param_count);
	return &call->given[place];
}

Moment call_moment(const Call *call)
{
	return (Moment){
		.as_of = call_given(call, "as_of")->date,
		.known = call_given(call, "known_at")->instant,
		.recorded = call_given(call, "recorded_at")->instant,
	};
}

Str call_text(const Call *call, const char *member)
{
	const JsonValue *value = json_member(call->body, str_from_c(member));
	return value && value->kind == JSON_STRING ? value->text : (Str){0};
}

Str call_identity(const Call *call, bool paged)
{
	Buf out = {.mem = call->mem};
	buf_add_format(&out, "%s %s", method_name(call->route->method), call->route->path);
	for (size_t i = 0; i < call->route->param_count; i++) {
		const char *name = call->route->params[i].name;
		const Given *given = &call->given[i];
		bool paging = strcmp(name, "limit") == 0 || strcmp(name, "cursor") == 0;
		if (!given->given || (paging && !paged))
			continue;
		buf_add_format(&out, "\n%s %zu ", name, given->text.len);
		buf_add(&out, given->text);
	}
	return buf_str(&out);
}
