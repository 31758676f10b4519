#include "http/response.h"

#include <microhttpd.h>
#include <unistd.h>

#define CSP                                                                          \
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "  \
	"connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; " \
	"frame-ancestors 'none'"
#define PERMISSIONS "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

/* One list for both forms. */
#define COMMON(HEADER)                                        \
	HEADER("Content-Security-Policy", CSP)                \
	HEADER("X-Content-Type-Options", "nosniff")           \
	HEADER("Referrer-Policy", "no-referrer")              \
	HEADER("Cross-Origin-Opener-Policy", "same-origin")   \
	HEADER("Cross-Origin-Resource-Policy", "same-origin") \
	HEADER("Permissions-Policy", PERMISSIONS)

#define AS_PAIR(name, value) {name, value},
#define AS_LINE(name, value) name ": " value "\r\n"

static const char *const COMMON_PAIRS[][2] = {COMMON(AS_PAIR)};
const char RESPONSE_COMMON_LINES[] = COMMON(AS_LINE);

static bool add(struct MHD_Response *response, const char *name, const char *value)
{
	return MHD_add_response_header(response, name, value) == MHD_YES;
}

bool response_add_common(struct MHD_Response *response, const char *media)
{
	for (size_t i = 0; i < sizeof COMMON_PAIRS / sizeof *COMMON_PAIRS; i++) {
		if (!add(response, COMMON_PAIRS[i][0], COMMON_PAIRS[i][1]))
			return false;
	}
	return !media || add(response, "Content-Type", media);
}

static bool is_plain(unsigned char byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= 'a' && byte <= 'z') || byte == '.' || byte == '-' || byte == '_';
}

/*
 * attachment; filename="plain letters"; filename*=UTF-8''every%20letter (RFC 6266). What is no plain
 * letter becomes "_" in the first, which old programs read.
 */
static Str disposition(Arena *mem, Str name)
{
	Buf text = {.mem = mem};
	buf_add(&text, STR("attachment; filename=\""));
	for (size_t i = 0; i < name.len; i++) {
		unsigned char byte = (unsigned char)name.ptr[i];
		buf_add_byte(&text, is_plain(byte) || byte == ' ' ? (char)byte : '_');
	}
	buf_add(&text, STR("\"; filename*=UTF-8''"));
	for (size_t i = 0; i < name.len; i++) {
		unsigned char byte = (unsigned char)name.ptr[i];
		if (is_plain(byte))
			buf_add_byte(&text, (char)byte);
		else
			buf_add_format(&text, "%%%02X", byte);
	}
	return buf_str(&text);
}

static bool has_header(const Reply *reply, Str name)
{
	for (size_t i = 0; i < reply->headers.len; i++) {
		if (str_eq_nocase(str_from_c(reply->headers.at[i].name), name))
			return true;
	}
	return false;
}

static bool add_text(struct MHD_Response *response, Arena *mem, const char *name, Str value)
{
	return add(response, name, str_to_c(mem, value));
}

/* What a client may keep must be asked for again before it is used: that is what ETags are for. */
static bool add_own(struct MHD_Response *response, const Reply *reply)
{
	Arena *mem = reply->body.mem;
	bool ok = true;
	if (!has_header(reply, STR("Cache-Control")))
		ok = add(response, "Cache-Control",
			 reply->etag.len > 0 ? "private, no-cache" : "no-store");
	if (reply->etag.len > 0)
		ok = ok && add_text(response, mem, "ETag", reply->etag);
	if (reply->status == 503 && !has_header(reply, STR("Retry-After")))
		ok = ok && add(response, "Retry-After", "2");
	for (size_t i = 0; i < reply->headers.len; i++)
		ok = ok &&
		     add_text(response, mem, reply->headers.at[i].name, reply->headers.at[i].value);
	return ok;
}

static struct MHD_Response *make_body(const Reply *reply, BodyLife life)
{
	if (reply->file >= 0) {
		struct MHD_Response *response =
			MHD_create_response_from_fd64(reply->file_bytes, reply->file);
		if (!response)
			(void)close(reply->file);
		return response;
	}
	return MHD_create_response_from_buffer(reply->body.len, reply->body.ptr,
					       life == BODY_COPIED ? MHD_RESPMEM_MUST_COPY
								   : MHD_RESPMEM_PERSISTENT);
}

struct MHD_Response *response_make(const Reply *reply, BodyLife life)
{
	struct MHD_Response *response = make_body(reply, life);
	if (!response)
		return NULL;
	bool ok = response_add_common(response, reply->media) && add_own(response, reply);
	if (ok && reply->attachment.len > 0)
		ok = add_text(response, reply->body.mem, "Content-Disposition",
			      disposition(reply->body.mem, reply->attachment));
	if (ok)
		return response;
	MHD_destroy_response(response);
	return NULL;
}

struct MHD_Response *response_make_unchanged(const Reply *reply)
{
	struct MHD_Response *response =
		MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
	if (!response)
		return NULL;
	if (response_add_common(response, NULL) && add_own(response, reply))
		return response;
	MHD_destroy_response(response);
	return NULL;
}

static Str without_weakness(Str etag)
{
	return str_starts(etag, STR("W/")) ? str_slice(etag, 2, etag.len) : etag;
}

bool etag_matches(Str if_none_match, Str etag)
{
	Str rest = str_trim(if_none_match);
	if (etag.len == 0 || rest.len == 0)
		return false;
	if (str_eq(rest, STR("*")))
		return true;
	etag = without_weakness(etag);
	while (rest.len > 0) {
		size_t comma;
		if (!str_find(rest, STR(","), &comma))
			comma = rest.len;
		if (str_eq(without_weakness(str_trim(str_slice(rest, 0, comma))), etag))
			return true;
		rest = str_slice(rest, comma + 1, rest.len);
	}
	return false;
}
