#ifndef PACTA_STORE_MIGRATE_H
#define PACTA_STORE_MIGRATE_H

/*
 * The schema's versions. Each numbered file in migrations/ runs once, in its own
 * write transaction together with its record in the table schema_migration.
 *
 * Files are named NNN_name.sqlite.sql and NNN_name.postgres.sql, numbered from 1
 * without gaps. A script may not begin or end transactions.
 */

#include "base/embed.h"
#include "store/db.h"

/*
 * Bring the store to the newest version. A store that is up to date is only read. Processes
 * that migrate one store at once wait for each other, and each version is applied once.
 * `now` is recorded as the time of each migration (µs since 1970, UTC).
 * Errors: ERR_CONFLICT  the store was written by a newer pacta (both versions are named), or
 *                       holds tables that are not pacta's
 *         ERR_CORRUPT   a version is missing among the recorded ones
 *         and those of db_begin_write and db_run_script; the versions before the one that
 *         failed stay
 */
MUST_CHECK bool migrate(Db *db, int64_t now, Err *err);

/* The same with other files than the program's own: for tests. */
MUST_CHECK bool migrate_with(Db *db, const EmbeddedFiles *files, int64_t now, Err *err);

#endif
