#include "http/openapi_parts.h"

#include "answer/json_put.h"
#include "answer/shape_schema.h"
#include "http/problem.h"

/* Where a header stands in the document, and what is said of it. */
typedef struct Header {
	const char *id;
	const char *name;
	const char *help;
	const char *example;
	int64_t longest; /* characters; 0: not told */
} Header;

static const Header HEADERS[] = {
	[HEADER_IDEMPOTENCY_KEY] =
		{"IdempotencyKey", "Idempotency-Key",
		 "A text of the asker's own, visible ASCII: the request is done once, however often it comes "
		 "with it within 24 hours. Dry runs ignore it.",
		 "5f1c0a9e-amend-1", 255},
	[HEADER_IF_MATCH] =
		{"IfMatch", "If-Match",
		 "Newest number of the contract's history (entries) as the asker saw it, in quotes: the request "
		 "is refused with 412 where there is a newer one.",
		 "\"7\"", 0},
	[HEADER_IF_NONE_MATCH] =
		{"IfNoneMatch", "If-None-Match",
		 "ETags of answers that the asker has: 304 where the answer is one of them.",
		 "\"9b2d7a31c0de4f5a8b6e1f2039d4c7aa\"", 0},
	[HEADER_LAST_EVENT_ID] = {"LastEventId", "Last-Event-ID",
				  "Version behind which the stream goes on.", "12", 0},
	[HEADER_ETAG] = {"ETag", "ETag",
			 "Names this answer: it is the same for as long as the store is.",
			 "\"9b2d7a31c0de4f5a8b6e1f2039d4c7aa\"", 0},
	[HEADER_LOCATION] = {"Location", "Location", "Where what was made can be read.",
			     "/api/v1/contracts/HARBOUR-2009", 0},
	[HEADER_REPLAYED] =
		{"IdempotencyReplayed", "Idempotency-Replayed",
		 "true: the request was done before, and this is the answer that it got.", "true",
		 0},
	[HEADER_RETRY_AFTER] = {"RetryAfter", "Retry-After", "Seconds after which to try again.",
				"2", 0},
};

static void put(JsonWriter *json, const char *key, const char *text)
{
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

void openapi_put_reference(JsonWriter *json, const char *where, const char *id)
{
	json_write_begin_object(json);
	json_put_member(json, "$ref", str_format(json->out->mem, "#/components/%s/%s", where, id));
	json_write_end_object(json);
}

void openapi_put_header_param(JsonWriter *json, SharedHeader which)
{
	openapi_put_reference(json, "parameters", HEADERS[which].id);
}

void openapi_put_header(JsonWriter *json, SharedHeader which)
{
	json_put_key(json, HEADERS[which].name);
	openapi_put_reference(json, "headers", HEADERS[which].id);
}

static void put_header_schema(JsonWriter *json, const Header *header)
{
	put(json, "description", header->help);
	begin(json, "schema");
	put(json, "type", "string");
	if (header->longest > 0) {
		put_limit(json, "minLength", 1);
		put_limit(json, "maxLength", header->longest);
	}
	json_write_end_object(json);
	put(json, "example", header->example);
}

static void put_shared_params(JsonWriter *json)
{
	begin(json, "parameters");
	for (size_t i = 0; i < HEADERS_OF_ANSWERS; i++) {
		begin(json, HEADERS[i].id);
		put(json, "name", HEADERS[i].name);
		put(json, "in", "header");
		json_put_bool(json, "required", false);
		put_header_schema(json, &HEADERS[i]);
		json_write_end_object(json);
	}
	json_write_end_object(json);
}

static void put_shared_headers(JsonWriter *json)
{
	begin(json, "headers");
	for (size_t i = HEADERS_OF_ANSWERS; i < SHARED_HEADERS; i++) {
		begin(json, HEADERS[i].id);
		put_header_schema(json, &HEADERS[i]);
		json_write_end_object(json);
	}
	json_write_end_object(json);
}

void openapi_put_shared(JsonWriter *json)
{
	put_shared_params(json);
	put_shared_headers(json);
	begin(json, "responses");
	begin(json, "Problem");
	put(json, "description", "What went wrong, and what to do");
	begin(json, "headers");
	openapi_put_header(json, HEADER_RETRY_AFTER);
	json_write_end_object(json);
	begin(json, "content");
	begin(json, "application/problem+json");
	json_put_key(json, "schema");
	schema_write_ref(json, &PROBLEM_SHAPE);
	json_write_end_object(json);
	json_write_end_object(json);
	json_write_end_object(json);
	json_write_end_object(json);
}
