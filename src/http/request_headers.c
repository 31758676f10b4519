#include "http/request_headers.h"

#include <microhttpd.h>
#include <stddef.h>

typedef struct Known {
	const char *name;
	size_t len;
	size_t at; /* offset in RequestHeaders */
} Known;

#define KNOWN(text, member)                                                 \
	{                                                                   \
		(text), sizeof(text) - 1, offsetof(RequestHeaders, member), \
	}

static const Known KNOWN_HEADERS[] = {
	KNOWN("Host", host),
	KNOWN("Origin", origin),
	KNOWN("Sec-Fetch-Site", fetch_site),
	KNOWN("Content-Type", content_type),
	KNOWN("Content-Length", content_length),
	KNOWN("Transfer-Encoding", transfer_encoding),
	KNOWN("Accept-Encoding", accept_encoding),
	KNOWN("Idempotency-Key", idempotency_key),
	KNOWN("If-Match", if_match),
	KNOWN("If-None-Match", if_none_match),
	KNOWN("Last-Event-ID", last_event_id),
};

typedef struct Reading {
	RequestHeaders *headers;
	Err *err;
	bool ok;
} Reading;

static enum MHD_Result take(void *context, enum MHD_ValueKind kind, const char *name,
			    size_t name_size, const char *value, size_t value_size)
{
	Reading *reading = context;
	Str given = {name, name_size};
	(void)kind;
	/* "Content-Length : 5" is another header for some, the same for others. */
	if (name_size == 0 || name[name_size - 1] == ' ' || name[name_size - 1] == '\t') {
		reading->ok = fail(reading->err, ERR_USAGE, "a header's name ends with a blank");
		return MHD_NO;
	}
	for (size_t i = 0; i < sizeof KNOWN_HEADERS / sizeof *KNOWN_HEADERS; i++) {
		const Known *known = &KNOWN_HEADERS[i];
		Str wanted = {known->name, known->len};
		if (!str_eq_nocase(given, wanted))
			continue;
		Str *target = (Str *)(void *)((char *)reading->headers + known->at);
		if (target->ptr) {
			reading->ok = fail(reading->err, ERR_USAGE, "the header %s came twice",
					   known->name);
			return MHD_NO;
		}
		*target = str_trim((Str){value ? value : "", value ? value_size : 0});
		break;
	}
	return MHD_YES;
}

/* Digits only; libmicrohttpd has refused what is beyond 64 bits. */
static bool read_length(Str text, uint64_t *out)
{
	uint64_t length = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9' ||
		    __builtin_mul_overflow(length, 10, &length) ||
		    __builtin_add_overflow(length, (uint64_t)(text.ptr[i] - '0'), &length))
			return false;
	}
	*out = length;
	return text.len > 0;
}

static MUST_CHECK bool read_framing(RequestHeaders *headers, Err *err)
{
	headers->has_length = headers->content_length.ptr != NULL;
	headers->chunked = headers->transfer_encoding.ptr != NULL;
	if (headers->has_length && headers->chunked)
		return fail(err, ERR_USAGE,
			    "Content-Length and Transfer-Encoding contradict each other");
	if (headers->chunked && !str_eq_nocase(headers->transfer_encoding, STR("chunked")))
		return fail(err, ERR_USAGE, "the only Transfer-Encoding known here is chunked");
	if (headers->has_length && !read_length(headers->content_length, &headers->length))
		return fail(err, ERR_USAGE, "Content-Length is not a number of bytes");
	return true;
}

bool request_headers_read(struct MHD_Connection *connection, RequestHeaders *out, Err *err)
{
	*out = (RequestHeaders){0};
	Reading reading = {out, err, true};
	(void)MHD_get_connection_values_n(connection, MHD_HEADER_KIND, take, &reading);
	return reading.ok && read_framing(out, err);
}

bool accepts_gzip(Str accept_encoding)
{
	Str rest = accept_encoding;
	while (rest.len > 0) {
		size_t comma;
		size_t end;
		if (!str_find(rest, STR(","), &comma))
			comma = rest.len;
		Str coding = str_trim(str_slice(rest, 0, comma));
		Str name = str_find(coding, STR(";"), &end) ? str_slice(coding, 0, end) : coding;
		bool refused = str_ends(coding, STR("q=0")) || str_ends(coding, STR("q=0.0")) ||
			       str_ends(coding, STR("q=0.00")) || str_ends(coding, STR("q=0.000"));
		if (str_eq_nocase(str_trim(name), STR("gzip")))
			return !refused;
		rest = str_slice(rest, comma + 1, rest.len);
	}
	return false;
}
