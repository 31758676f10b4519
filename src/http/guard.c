#include "http/guard.h"

#include "http/address.h"

#include <string.h>

static bool is_own_origin(Str origin, Str host)
{
	static const char scheme[] = "http://";
	return str_starts(origin, STR("http://")) &&
	       str_eq_nocase(str_slice(origin, strlen(scheme), origin.len), host);
}

/* Browsers of today send Sec-Fetch-Site, older ones Origin, other programs neither. */
static bool is_own_page(const RequestHeaders *headers)
{
	if (headers->fetch_site.ptr)
		return str_eq(headers->fetch_site, STR("same-origin")) ||
		       str_eq(headers->fetch_site, STR("none"));
	return !headers->origin.ptr || is_own_origin(headers->origin, headers->host);
}

Guarded guard_check(Method method, bool old, const RequestHeaders *headers)
{
	bool reads = method == METHOD_GET;
	if (!headers->host.ptr) {
		if (!old)
			return GUARD_NO_HOST;
		return reads ? GUARD_PASSED : GUARD_HOST;
	}
	if (!host_is_loopback(headers->host))
		return GUARD_HOST;
	return reads || is_own_page(headers) ? GUARD_PASSED : GUARD_ORIGIN;
}
