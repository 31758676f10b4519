#include "http/path.h"

#include "http/percent.h"

#include <string.h>

bool path_split(Str path, Segments *out)
{
	Segments segments = {0};
	if (path.len == 0 || path.ptr[0] != '/')
		return false;
	for (size_t from = 1; from <= path.len;) {
		const char *slash = memchr(path.ptr + from, '/', path.len - from);
		size_t to = slash ? (size_t)(slash - path.ptr) : path.len;
		if (segments.len == ROUTE_SEGMENTS_MAX)
			return false;
		segments.at[segments.len++] = str_slice(path, from, to);
		from = to + 1;
	}
	*out = segments;
	return true;
}

static bool is_fixed_as(Arena *mem, Str segment, Str fixed)
{
	Err ignored;
	Str decoded;
	return str_eq(segment, fixed) ||
	       (memchr(segment.ptr, '%', segment.len) &&
		percent_decode(mem, segment, PERCENT_PATH, &decoded, &ignored) &&
		str_eq(decoded, fixed));
}

bool path_fits(Arena *mem, const Segments *path, const char *route, Str held[ROUTE_SEGMENTS_MAX])
{
	Segments wanted;
	size_t count = 0;
	if (!path_split(str_from_c(route), &wanted) || wanted.len != path->len)
		return false;
	for (size_t i = 0; i < wanted.len; i++) {
		Str segment = path->at[i];
		if (segment.len == 0)
			return false;
		if (wanted.at[i].ptr[0] != '{') {
			if (!is_fixed_as(mem, segment, wanted.at[i]))
				return false;
		} else if (held) {
			held[count++] = segment;
		}
	}
	return true;
}
