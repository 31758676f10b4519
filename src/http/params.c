#include "http/params.h"

#include "base/decimal.h"
#include "http/path.h"
#include "http/percent.h"

#include <assert.h>
#include <string.h>

enum { SHOWN_BYTES = 60 };

static bool is_yes(Str text)
{
	return str_eq(text, STR("1")) || str_eq(text, STR("true"));
}

static bool is_no(Str text)
{
	return str_eq(text, STR("0")) || str_eq(text, STR("false"));
}

static MUST_CHECK bool read_bool(Given *given, Err *err)
{
	given->number = is_yes(given->text);
	return given->number || is_no(given->text) ||
	       fail(err, ERR_USAGE, "is 1 or 0, true or false");
}

/* As it is written here: an id has one name only. */
static bool is_whole(Str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
	}
	return text.len == 1 || (text.len > 1 && text.ptr[0] != '0');
}

static MUST_CHECK bool read_number(const Param *param, Given *given, Err *err)
{
	Err ignored;
	bool id = param->kind == PARAM_ID;
	int64_t least = id ? 1 : param->minimum;
	int64_t most = id ? INT64_MAX : param->maximum;
	if (is_whole(given->text) &&
	    decimal_parse(given->text, NUMBER_PLAIN, 0, &given->number, &ignored) &&
	    given->number >= least && given->number <= most)
		return true;
	if (id)
		return fail(err, ERR_USAGE, "is an id, a number from 1");
	return fail(err, ERR_USAGE, "is a whole number from %lld to %lld", (long long)least,
		    (long long)most);
}

static Str list_choices(Arena *mem, const Param *param)
{
	Buf out = {.mem = mem};
	const char *word;
	for (size_t i = 0; (word = route_param_choice(param, i)); i++)
		buf_add_format(&out, "%s%s", i > 0 ? ", " : "", word);
	return buf_str(&out);
}

static MUST_CHECK bool read_choice(Arena *mem, const Param *param, Given *given, Err *err)
{
	const char *word;
	for (size_t i = 0; (word = route_param_choice(param, i)); i++) {
		if (str_eq_c(given->text, word)) {
			given->number = (int64_t)i;
			return true;
		}
	}
	Str known = list_choices(mem, param);
	return fail(err, ERR_USAGE, "is one of %.*s", STR_ARG(known));
}

static MUST_CHECK bool read_instant(Given *given, Err *err)
{
	bool date_only;
	if (!instant_parse(given->text, &given->instant, &date_only, err))
		return false;
	if (date_only)
		given->instant = instant_end_of_date(instant_date(given->instant));
	return true;
}

static MUST_CHECK bool read_text(const Param *param, Str text, Err *err)
{
	if (param->maximum > 0 && (int64_t)text.len > param->maximum)
		return fail(err, ERR_USAGE, "has at most %lld bytes, this has %zu",
			    (long long)param->maximum, text.len);
	return true;
}

/* What `given->text` means. Errors: ERR_USAGE, and those of reading dates */
static MUST_CHECK bool read_kind(Arena *mem, const Param *param, Given *given, Err *err)
{
	switch (param->kind) {
	case PARAM_ID:
	case PARAM_NUMBER:
		return read_number(param, given, err);
	case PARAM_DATE:
		return date_parse(given->text, &given->date, err);
	case PARAM_READ_INSTANT:
		return read_instant(given, err);
	case PARAM_CHOICE:
		return read_choice(mem, param, given, err);
	case PARAM_BOOL:
		return read_bool(given, err);
	case PARAM_TEXT:
		break;
	}
	return read_text(param, given->text, err);
}

static MUST_CHECK bool take(Arena *mem, const Param *param, Str encoded, Given *given, Err *err)
{
	Given value = {.given = true, .date = DATE_NONE, .instant = INSTANT_MAX};
	bool path = param->place == IN_PATH;
	if (!percent_decode(mem, encoded, path ? PERCENT_PATH : PERCENT_QUERY, &value.text, err) ||
	    !read_kind(mem, param, &value, err)) {
		err->code = path && param->kind != PARAM_TEXT ? ERR_NOT_FOUND : ERR_USAGE;
		(void)fail_in(err, "%s", param->name);
		return fail_at(err, param->name);
	}
	*given = value;
	return true;
}

static MUST_CHECK bool read_path(const Route *route, const Request *request, Given *out, Err *err)
{
	Segments path;
	Str held[ROUTE_SEGMENTS_MAX];
	bool fits = path_split(request->path, &path) &&
		    path_fits(request->mem, &path, route->path, held);
	assert(fits);
	for (size_t i = 0; i < route->param_count && route->params[i].place == IN_PATH; i++) {
		if (!take(request->mem, &route->params[i], held[i], &out[i], err))
			return false;
	}
	return true;
}

static Str known_params(Arena *mem, const Route *route)
{
	Buf out = {.mem = mem};
	for (size_t i = 0; i < route->param_count; i++) {
		if (route->params[i].place != IN_QUERY)
			continue;
		buf_add_format(&out, "%s%s",
			       out.len > 0 ? ", " : "Known here: ", route->params[i].name);
	}
	if (out.len == 0)
		return STR("Leave the query out: this takes no parameters.");
	buf_add_byte(&out, '.');
	return buf_str(&out);
}

static bool fail_unknown(const Route *route, const Request *request, Str name, Str *remedy,
			 Err *err)
{
	Str shown = str_slice(name, 0, SHOWN_BYTES);
	*remedy = known_params(request->mem, route);
	(void)fail(err, ERR_USAGE, "there is no parameter '%.*s'", STR_ARG(shown));
	return fail_at(err, str_to_c(request->mem, shown));
}

/* One "name=value" of the query. */
static MUST_CHECK bool read_pair(const Route *route, const Request *request, Str pair, Given *out,
				 Str *remedy, Err *err)
{
	size_t at = pair.len;
	Str name;
	(void)str_find(pair, STR("="), &at);
	if (!percent_decode(request->mem, str_slice(pair, 0, at), PERCENT_QUERY, &name, err))
		return false;
	for (size_t i = 0; i < route->param_count; i++) {
		const Param *param = &route->params[i];
		if (param->place != IN_QUERY || !str_eq_c(name, param->name))
			continue;
		if (out[i].given) {
			*remedy = str_format(request->mem, "Give %s once.", param->name);
			(void)fail(err, ERR_USAGE, "the parameter '%s' comes twice", param->name);
			return fail_at(err, param->name);
		}
		return take(request->mem, param, str_slice(pair, at + 1, pair.len), &out[i], err);
	}
	return fail_unknown(route, request, name, remedy, err);
}

static MUST_CHECK bool read_query(const Route *route, const Request *request, Given *out,
				  Str *remedy, Err *err)
{
	Str rest = request->query;
	while (rest.len > 0) {
		size_t at = rest.len;
		(void)str_find(rest, STR("&"), &at);
		if (at > 0 && !read_pair(route, request, str_slice(rest, 0, at), out, remedy, err))
			return false;
		rest = str_slice(rest, at + 1, rest.len);
	}
	return true;
}

bool params_read(const Route *route, const Request *request, Given *out, Str *remedy, Err *err)
{
	for (size_t i = 0; i < route->param_count; i++)
		out[i] = (Given){.date = DATE_NONE, .instant = INSTANT_MAX};
	if (!read_path(route, request, out, err) || !read_query(route, request, out, remedy, err))
		return false;
	for (size_t i = 0; i < route->param_count; i++) {
		const Param *param = &route->params[i];
		if (!param->required || out[i].given)
			continue;
		(void)fail(err, ERR_USAGE, "the parameter '%s' is missing: %s", param->name,
			   param->help);
		return fail_at(err, param->name);
	}
	return true;
}
