#include "http/assets.h"

#include "base/hash.h"
#include "http/request_headers.h"
#include "http/response.h"

#include <microhttpd.h>
#include <string.h>

/* One form of a file: as it is, or compressed. */
typedef struct Form {
	struct MHD_Response *full; /* NULL: there is no such form */
	struct MHD_Response *unchanged;
	Str etag;
	uint64_t bytes;
} Form;

typedef struct Asset {
	Str name;
	Form plain;
	Form gzip;
} Asset;

struct Assets {
	Asset *at;
	size_t len;
	const Asset *index; /* index.html; NULL: built without pages */
};

/* Paths of pages; "*" is any segment. A page that does not know what a segment names says so itself. */
static const char *const PAGES[] = {
	"/",
	"/portfolio",
	"/contracts",
	"/contracts/new",
	"/contracts/*",
	"/contracts/*/amend",
	"/contracts/*/entries",
	"/report",
	"/accounts",
	"/accounts/*",
	"/fields",
	"/imports",
	"/imports/*",
	"/data",
	"/data/quarantine",
	"/data/links",
	"/data/discrepancies",
	"/data/facts",
	"/data/facts/*",
};

static const struct {
	const char *ending;
	const char *media;
} MEDIA[] = {
	{".html", "text/html; charset=utf-8"},
	{".js", "text/javascript; charset=utf-8"},
	{".css", "text/css; charset=utf-8"},
	{".svg", "image/svg+xml"},
	{".woff2", "font/woff2"},
	{".png", "image/png"},
	{".json", "application/json"},
	{".txt", "text/plain; charset=utf-8"},
};

static const char *media_of(Str name)
{
	for (size_t i = 0; i < sizeof MEDIA / sizeof *MEDIA; i++) {
		if (str_ends(name, str_from_c(MEDIA[i].ending)))
			return MEDIA[i].media;
	}
	return "application/octet-stream";
}

static bool never_changes(Str name)
{
	return str_starts(name, STR("assets/"));
}

static bool add_headers(struct MHD_Response *response, Str name, const char *media, bool gzip,
			const char *etag)
{
	const char *life = never_changes(name) ? "public, max-age=31536000, immutable" : "no-cache";
	return response_add_common(response, media) &&
	       MHD_add_response_header(response, "Cache-Control", life) == MHD_YES &&
	       MHD_add_response_header(response, "ETag", etag) == MHD_YES &&
	       MHD_add_response_header(response, "Vary", "Accept-Encoding") == MHD_YES &&
	       MHD_add_response_header(response, "X-Robots-Tag", "noindex") == MHD_YES &&
	       (!gzip || MHD_add_response_header(response, "Content-Encoding", "gzip") == MHD_YES);
}

/* libmicrohttpd takes no constant bytes, but does not write them either. */
static struct MHD_Response *response_of(Str bytes)
{
	union {
		const char *constant;
		char *any;
	} at = {.constant = bytes.ptr};
	return MHD_create_response_from_buffer(bytes.len, at.any, MHD_RESPMEM_PERSISTENT);
}

static MUST_CHECK bool make_form(Arena *mem, const EmbeddedFile *file, Str name, bool gzip,
				 Form *form, Err *err)
{
	Str bytes = {file->bytes, file->len};
	Str hash = str_slice(digest_hex(mem, sha256(bytes)), 0, 20);
	form->etag = str_format(mem, "\"%.*s\"", STR_ARG(hash));
	form->bytes = bytes.len;
	form->full = response_of(bytes);
	form->unchanged = response_of((Str){0});
	const char *etag = str_to_c(mem, form->etag);
	if (form->full && form->unchanged &&
	    add_headers(form->full, name, media_of(name), gzip, etag) &&
	    add_headers(form->unchanged, name, NULL, gzip, etag))
		return true;
	return fail(err, ERR_UNAVAILABLE, "out of memory");
}

static Asset *find(const Assets *assets, Str name)
{
	for (size_t i = 0; i < assets->len; i++) {
		if (str_eq(assets->at[i].name, name))
			return &assets->at[i];
	}
	return NULL;
}

bool assets_make(Arena *mem, const EmbeddedFiles *files, Assets **out, Err *err)
{
	Assets *assets = ARENA_NEW(mem, Assets);
	assets->at = ARENA_ARRAY(mem, Asset, files->len);
	bool ok = true;
	for (size_t i = 0; i < files->len && ok; i++) {
		Str name = str_from_c(files->at[i].name);
		bool gzip = str_ends(name, STR(".gz"));
		if (gzip)
			name.len -= strlen(".gz");
		Asset *asset = find(assets, name);
		if (!asset) {
			asset = &assets->at[assets->len++];
			asset->name = name;
		}
		ok = make_form(mem, &files->at[i], name, gzip, gzip ? &asset->gzip : &asset->plain,
			       err);
	}
	if (!ok) {
		assets_unmake(assets);
		return false;
	}
	assets->index = find(assets, STR("index.html"));
	*out = assets;
	return true;
}

static void unmake_form(Form *form)
{
	if (form->full)
		MHD_destroy_response(form->full);
	if (form->unchanged)
		MHD_destroy_response(form->unchanged);
}

void assets_unmake(Assets *assets)
{
	for (size_t i = 0; assets && i < assets->len; i++) {
		unmake_form(&assets->at[i].plain);
		unmake_form(&assets->at[i].gzip);
	}
}

/* Whether a path fits a pattern; a slash at its end makes no difference. */
static bool fits(Str path, const char *pattern)
{
	if (path.len > 1 && path.ptr[path.len - 1] == '/')
		path.len--;
	size_t at = 0;
	for (; *pattern; pattern++) {
		if (*pattern != '*') {
			if (at >= path.len || path.ptr[at++] != *pattern)
				return false;
			continue;
		}
		size_t start = at;
		while (at < path.len && path.ptr[at] != '/')
			at++;
		if (at == start)
			return false;
	}
	return at == path.len;
}

static bool is_page(Str path)
{
	for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++) {
		if (fits(path, PAGES[i]))
			return true;
	}
	return false;
}

static void answer_with(const Asset *asset, Str accept_encoding, Str if_none_match, int status,
			AssetAnswer *out)
{
	bool gzip = asset->gzip.full && (!asset->plain.full || accepts_gzip(accept_encoding));
	const Form *form = gzip ? &asset->gzip : &asset->plain;
	bool unchanged = status == 200 && etag_matches(if_none_match, form->etag);
	out->response = unchanged ? form->unchanged : form->full;
	out->status = unchanged ? 304 : status;
	out->bytes = unchanged ? 0 : form->bytes;
}

bool assets_find(const Assets *assets, Str path, Str accept_encoding, Str if_none_match,
		 AssetAnswer *out)
{
	const Asset *asset = find(assets, str_slice(path, 1, path.len));
	bool page = !asset && is_page(path);
	*out = (AssetAnswer){.place = asset ? PLACE_ASSET : page ? PLACE_PAGE : PLACE_NONE};
	if (asset && asset != assets->index) {
		answer_with(asset, accept_encoding, if_none_match, 200, out);
		return true;
	}
	bool file = str_starts(path, STR("/assets/"));
	if (assets->index && !file)
		answer_with(assets->index, accept_encoding, if_none_match, page ? 200 : 404, out);
	return page && out->response;
}
