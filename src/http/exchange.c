#include "http/exchange.h"

#include "app/contracts.h"
#include "base/decimal.h"
#include "http/dispatch.h"
#include "http/percent.h"
#include "http/response.h"

#include <string.h>

enum { KEY_MAX = 255, ETAG_DIGITS = 32 };

static bool refuse_header(const char *name, const char *why, Err *err)
{
	(void)fail(err, ERR_USAGE, "%s %s", name, why);
	return fail_at(err, name);
}

static MUST_CHECK bool read_key(Exchange *exchange, Err *err)
{
	const Call *call = exchange->call;
	Str key = call->request->idempotency_key;
	if (key.len == 0 || call->route->method == METHOD_GET || exchange->dry_run)
		return true;
	if (key.len > KEY_MAX)
		return refuse_header("Idempotency-Key", "has at most 255 characters", err);
	for (size_t i = 0; i < key.len; i++) {
		if (key.ptr[i] <= ' ' || key.ptr[i] > '~')
			return refuse_header("Idempotency-Key",
					     "is of visible ASCII characters, without spaces", err);
	}
	exchange->keyed = true;
	exchange->key = (IdempotencyKey){call->app->user, call_identity(call, true), key};
	return true;
}

/* If-Match: "7" */
static MUST_CHECK bool read_expected(Exchange *exchange, Err *err)
{
	Err ignored;
	int64_t number;
	Str header = str_trim(exchange->call->request->if_match);
	const Route *route = exchange->call->route;
	if (header.len == 0 || str_eq(header, STR("*")) || route->method == METHOD_GET)
		return true;
	if (!route->if_match)
		return refuse_header("If-Match", "is for revisions and retractions only", err);
	Str digits = str_slice(header, 1, header.len - 1);
	if (header.len < 3 || header.ptr[0] != '"' || header.ptr[header.len - 1] != '"' ||
	    !decimal_parse(digits, NUMBER_PLAIN, 0, &number, &ignored) || number < 0 ||
	    number > INT32_MAX)
		return refuse_header(
			"If-Match", "is the number of the contract's newest entry in quotes: \"7\"",
			err);
	exchange->expects = true;
	exchange->expected = (int32_t)number;
	return true;
}

/* Over the body, and what else makes the same bytes another request. */
static Digest request_hash(const Request *request)
{
	if (!request->upload)
		return sha256(request->body);
	Sha256 hash;
	sha256_init(&hash);
	sha256_update(&hash, (Str){(const char *)request->upload->sha256.bytes, DIGEST_SIZE});
	sha256_update(&hash, request->content_type);
	return sha256_final(&hash);
}

/* The same where store, program, question and, if it matters, the day are the same. */
static Str etag_of(const Call *call)
{
	Date today = instant_date(call->request->now);
	Str asked = call_identity(call, true);
	Str text = str_format(call->mem, "%s %lld %d %.*s", PACTA_VERSION, (long long)call->version,
			      call->route->by_day ? (int)today.day : 0, STR_ARG(asked));
	Str digits = str_slice(digest_hex(call->mem, sha256(text)), 0, ETAG_DIGITS);
	return str_format(call->mem, "\"%.*s\"", STR_ARG(digits));
}

/* "*" is any answer, so that there must be one first: whoever sends it looks for that. */
bool exchange_has(const Call *call, Str etag)
{
	Str asked = str_trim(call->request->if_none_match);
	return asked.len > 0 && !str_eq(asked, STR("*")) && etag_matches(asked, etag);
}

static MUST_CHECK bool check_kept(Exchange *exchange, App *app, Err *err)
{
	bool found;
	Call *call = exchange->call;
	if (!exchange->keyed)
		return true;
	if (!idempotency_find(app->db, call->mem, &exchange->key, call->request->now,
			      &exchange->kept, &found, err))
		return false;
	if (!found)
		return true;
	if (digest_eq(exchange->kept.request, exchange->request)) {
		exchange->replayed = true;
		return fail(err, ERR_CONFLICT, "the request was answered before");
	}
	call->remedy = STR("Use a new key for another request.");
	(void)fail(err, ERR_INPUT,
		   "Idempotency-Key: this key came with another body within the last 24 hours");
	return fail_at(err, "Idempotency-Key");
}

static MUST_CHECK bool check_expected(Exchange *exchange, App *app, Err *err)
{
	int32_t newest = 0;
	if (!exchange->expects)
		return true;
	Str key = call_given(exchange->call, "key")->text;
	if (contracts_expect(app, key, exchange->expected, &newest, err))
		return true;
	exchange->newest = err->code == ERR_CHANGED ? newest : 0;
	return false;
}

static bool begun(void *context, App *app, Err *err)
{
	Exchange *exchange = context;
	Call *call = exchange->call;
	if (!store_state_read(app->db, &call->version, err))
		return false;
	if (call->route->method != METHOD_GET)
		return check_kept(exchange, app, err) && check_expected(exchange, app, err);
	if (call->route->unkept)
		return true;
	call->reply->etag = etag_of(call);
	exchange->unchanged = exchange_has(call, call->reply->etag);
	return !exchange->unchanged || fail(err, ERR_CONFLICT, "the asker has the answer");
}

/* The text that a name in braces stands for: a member of the answer, or a parameter of the path. */
static Str location_part(const Call *call, const JsonValue *answer, Str name)
{
	const JsonValue *member = json_member(answer, name);
	if (member)
		return member->text;
	for (size_t i = 0; i < call->route->param_count; i++) {
		if (str_eq_c(name, call->route->params[i].name))
			return call->given[i].text;
	}
	return (Str){0};
}

/* Where what was made can be found; empty where it cannot. */
static MUST_CHECK bool find_location(const Call *call, Str *out, Err *err)
{
	const JsonValue *answer;
	Buf buf = {.mem = call->mem};
	Str rest = str_from_c(call->route->location);
	size_t at;
	if (rest.len == 0)
		return true;
	if (!json_parse(call->mem, buf_str(&call->reply->body), &answer, err))
		return false;
	while (str_find(rest, STR("{"), &at)) {
		size_t end = at;
		(void)str_find(rest, STR("}"), &end);
		Str part = location_part(call, answer, str_slice(rest, at + 1, end));
		if (part.len == 0)
			return true;
		buf_add(&buf, str_slice(rest, 0, at));
		percent_add(&buf, part);
		rest = str_slice(rest, end + 1, rest.len);
	}
	buf_add(&buf, rest);
	*out = buf_str(&buf);
	return true;
}

static MUST_CHECK bool render(Exchange *exchange, Str *location, Err *err)
{
	Call *call = exchange->call;
	Reply *reply = call->reply;
	buf_clear(&reply->body);
	reply->headers.len = 0;
	reply->status = exchange->dry_run ? call->route->dry_run_status : call->route->status;
	reply->media = call->route->media;
	*location = (Str){0};
	json_write_init(&call->json, &reply->body, false);
	if (!call->route->render(call, err))
		return false;
	if (call->route->answer)
		json_write_end(&call->json);
	if (reply->status == 201 && !find_location(call, location, err))
		return false;
	if (location->len > 0)
		*vec_push(call->mem, &reply->headers) = (ReplyHeader){"Location", *location};
	exchange->rendered = true;
	return true;
}

static bool committing(void *context, App *app, Err *err)
{
	Exchange *exchange = context;
	const Reply *reply = exchange->call->reply;
	Str location;
	if (!render(exchange, &location, err))
		return false;
	if (!exchange->keyed)
		return true;
	KeptAnswer answer = {
		.request = exchange->request,
		.status = reply->status,
		.media = str_from_c(reply->media),
		.location = location,
		.body = buf_str(&reply->body),
		.created_at = exchange->call->request->now,
	};
	return idempotency_save(app->db, &exchange->key, &answer, err);
}

bool exchange_begin(Exchange *exchange, Call *call, Err *err)
{
	*exchange = (Exchange){.call = call};
	exchange->dry_run =
		call->route->dry_run_status != 0 && call_given(call, "dry_run")->number != 0;
	if (!read_key(exchange, err) || !read_expected(exchange, err))
		return false;
	exchange->request = request_hash(call->request);
	call->app->hooks = (AppHooks){
		.context = exchange,
		.begun = begun,
		.committing = call->route->method == METHOD_GET ? NULL : committing,
	};
	return true;
}

bool exchange_render(Exchange *exchange, Err *err)
{
	Str location;
	return exchange->rendered || render(exchange, &location, err);
}

void exchange_replay(const Exchange *exchange)
{
	const Call *call = exchange->call;
	const KeptAnswer *kept = &exchange->kept;
	Reply *reply = call->reply;
	reply_init(reply, call->mem);
	reply->status = kept->status;
	reply->media = str_to_c(call->mem, kept->media);
	buf_add(&reply->body, kept->body);
	if (kept->location.len > 0)
		*vec_push(call->mem, &reply->headers) = (ReplyHeader){"Location", kept->location};
	*vec_push(call->mem, &reply->headers) = (ReplyHeader){"Idempotency-Replayed", STR("true")};
}
