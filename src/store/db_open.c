/* Which driver a URL means. */

#include "store/db_driver.h"

#include <string.h>

bool db_open(const char *url, DbCreate create, Db **out, Err *err)
{
	Str text = str_from_c(url);
	if (str_starts(text, STR("sqlite:")) && text.len > strlen("sqlite:"))
		return sqlite_open_with(url + strlen("sqlite:"), create, SQLITE_DEFAULTS, out, err);
	if (str_starts(text, STR("postgres://")) || str_starts(text, STR("postgresql://")))
		return postgres_open(url, out, err);
	/* Not repeated: it may hold a password. */
	return fail(err, ERR_USAGE,
		    "the database is not named as sqlite:FILE or postgres://USER@HOST/DATABASE");
}
