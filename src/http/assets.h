#ifndef PACTA_HTTP_ASSETS_H
#define PACTA_HTTP_ASSETS_H

/*
 * The pages and what they are made of: files that the build put into the binary, as responses that are
 * made once and sent as often as they are asked for.
 *
 * Every page is index.html, which reads its address. Assets have their hash in their name and never
 * change. A file "NAME.gz" beside NAME goes to whoever takes gzip.
 */

#include "base/embed.h"
#include "base/err.h"
#include "base/str.h"
#include "http/metrics.h"

struct MHD_Response;

typedef struct Assets Assets;

/* `files` must outlive it. Errors: ERR_UNAVAILABLE no memory */
MUST_CHECK bool assets_make(Arena *mem, const EmbeddedFiles *files, Assets **out, Err *err);
void assets_unmake(Assets *assets); /* the responses; NULL is fine */

typedef struct AssetAnswer {
	struct MHD_Response *response; /* not the caller's */
	int status;
	uint64_t bytes;
	OtherPlace place;
} AssetAnswer;

/*
 * The answer to a GET of a path as received. False: it is neither a page nor an asset; `out` then holds
 * the page that says so, whose response is NULL where there are no pages or no page was asked for.
 */
bool assets_find(const Assets *assets, Str path, Str accept_encoding, Str if_none_match,
		 AssetAnswer *out);

#endif
