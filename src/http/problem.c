#include "http/problem.h"

#include "answer/json_put.h"

#include <string.h>

enum { RETRY_AFTER_S = 2 };

const Shape PROBLEM_SHAPE = {
	.name = "Problem",
	.kind = SHAPE_OBJECT,
	.help = "what went wrong (RFC 9457)",
	SHAPE_MEMBERS(
		{"type", &SHAPE_OF_TEXT, ALWAYS,
		 "a name of the kind of problem: a URN with its code"},
		{"title", &SHAPE_OF_TEXT, ALWAYS, "of the status, for people"},
		{"status", &SHAPE_OF_INTEGER, ALWAYS, "of HTTP"},
		{"detail", &SHAPE_OF_TEXT, ALWAYS, "what was wrong and where, for people"},
		{"code", &SHAPE_OF_TEXT, ALWAYS, "a stable word, for machines"},
		{"instance", &SHAPE_OF_TEXT, ALWAYS, "id of the request, as in the server's log"},
		{"field", &SHAPE_OF_TEXT, OPTIONAL,
		 "the parameter, header or member of the body that is wrong (changes[0].value; of "
		 "facts entries/3/seconds), or the tracked field whose value is"},
		{"remedy", &SHAPE_OF_TEXT, OPTIONAL, "what to do, for people"},
		{"entries", &SHAPE_OF_INTEGER, OPTIONAL,
		 "with 412: newest number of the contract's history"}),
};

typedef struct StatusFace {
	int status;
	const char *title;
	const char *code;   /* of what only HTTP has; or NULL */
	const char *remedy; /* or NULL */
} StatusFace;

static const StatusFace STATUSES[] = {
	{400, "The request is put wrongly", "header", NULL},
	{403, "Refused", "origin", "Ask from a page of this server, or from no page at all."},
	{404, "Not found", "no-route", "GET /api/v1/openapi.json lists all there is."},
	{405, "Not that way", "method", "The header Allow lists the methods that are known here."},
	{408, "Too slow", "timeout", "Send the request again, faster."},
	{409, "It contradicts what is recorded", NULL, NULL},
	{410, "Gone", "gone", NULL},
	{411, "The length is missing", "length",
	 "Send the header Content-Length, or the body in chunks."},
	{412, "Changed since you looked", NULL, NULL},
	{413, "Too large", "too-large", NULL},
	{414, "The address is too long", "header", NULL},
	{415, "Not that kind of body", "media-type",
	 "Send JSON with Content-Type: application/json."},
	{421, "Not this host", "host", "Ask for 127.0.0.1 or localhost."},
	{422, "A value cannot be taken", NULL, NULL},
	{429, "Too many requests", "busy", "Try again in a moment."},
	{431, "The headers are too large", "header", NULL},
	{500, "Something failed", "io",
	 "What was to be written is not; the server's log tells more."},
	{503, "Not available", "busy", "Try again in a moment."},
	{507, "No room", "io", "Make room on the server's disk, then try again."},
};

static const StatusFace *face_of(int status)
{
	static const StatusFace other = {0, "It failed", "http", NULL};
	for (size_t i = 0; i < sizeof STATUSES / sizeof STATUSES[0]; i++) {
		if (STATUSES[i].status == status)
			return &STATUSES[i];
	}
	return &other;
}

const char *status_title(int status)
{
	return face_of(status)->title;
}

/* Where all of a kind are listed. */
static Str list_remedy(Arena *mem, const char *kind)
{
	size_t count;
	const Route *routes = route_list(&count);
	for (size_t i = 0; i < count; i++) {
		if (routes[i].lists && strcmp(routes[i].lists, kind) == 0)
			return str_format(mem, "GET %s lists all there are.", routes[i].path);
	}
	return (Str){0};
}

static Str code_remedy(ErrCode code)
{
	if (code == ERR_CHANGED)
		return STR(
			"Read the contract again, and send its new number with what is still "
			"wanted.");
	if (code == ERR_UNAVAILABLE)
		return STR("Try again in a moment.");
	if (code == ERR_CORRUPT)
		return STR("GET /api/v1/check tells what is damaged.");
	return (Str){0};
}

Problem problem_of(Arena *mem, const Err *err)
{
	const ErrFace *face = err_face(err->code);
	Problem problem = {
		.status = face->http_status,
		.code = face->name,
		.detail = str_copy(mem, str_from_c(err->text)),
		.field = str_copy(mem, str_from_c(err->field)),
		.remedy = err->kind ? list_remedy(mem, err->kind) : code_remedy(err->code),
	};
	return problem;
}

Problem problem_of_status(int status, Str detail)
{
	const StatusFace *face = face_of(status);
	return (Problem){
		.status = status,
		.code = face->code ? face->code : "http",
		.detail = detail,
		.remedy = str_from_c(face->remedy),
	};
}

static void put_optional(JsonWriter *json, const char *key, Str text)
{
	if (text.len > 0)
		json_put_member(json, key, text);
}

void reply_tell_problem(Reply *reply, const Request *request, const Problem *problem)
{
	JsonWriter json;
	Arena *mem = reply->body.mem;
	reply_init(reply, mem);
	reply->status = problem->status;
	reply->media = "application/problem+json";
	json_write_init(&json, &reply->body, false);
	json_write_begin_object(&json);
	json_put_member(&json, "type", str_format(mem, "urn:pacta:problem:%s", problem->code));
	json_put_member(&json, "title", str_from_c(status_title(problem->status)));
	json_put_count(&json, "status", (uint64_t)problem->status);
	json_put_text(&json, "detail", problem->detail);
	json_put_member(&json, "code", str_from_c(problem->code));
	json_put_text(&json, "instance", request->id);
	put_optional(&json, "field", problem->field);
	put_optional(&json, "remedy", problem->remedy);
	if (problem->entries > 0)
		json_put_count(&json, "entries", (uint64_t)problem->entries);
	json_write_end_object(&json);
	json_write_end(&json);
	if (problem->status == 503)
		*vec_push(mem, &reply->headers) =
			(ReplyHeader){"Retry-After", str_format(mem, "%d", RETRY_AFTER_S)};
}

void reply_problem(Reply *reply, const Request *request, const Err *err)
{
	Problem problem = problem_of(reply->body.mem, err);
	reply_tell_problem(reply, request, &problem);
}

void reply_problem_status(Reply *reply, const Request *request, int status, const char *detail)
{
	Problem problem = problem_of_status(status, str_from_c(detail));
	reply_tell_problem(reply, request, &problem);
}

void reply_init(Reply *reply, Arena *mem)
{
	*reply = (Reply){.body = {.mem = mem}, .file = -1, .version = -1};
}
