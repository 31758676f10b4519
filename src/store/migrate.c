#include "store/migrate.h"

#include "store/migrations.h"

#include <inttypes.h>
#include <string.h>

/* Tables and views in the place where pacta's would be made, except those of extensions. */
static const char TABLES_SQLITE[] =
	"SELECT name"
	" FROM sqlite_schema"
	" WHERE type IN ('table', 'view') AND substr(name, 1, 7) <> 'sqlite_'"
	" ORDER BY name <> 'schema_migration', name";

static const char TABLES_POSTGRES[] =
	"SELECT c.relname"
	" FROM pg_catalog.pg_class c"
	" JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
	" WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'f')"
	" AND c.oid NOT IN (SELECT objid FROM pg_catalog.pg_depend"
	" WHERE deptype = 'e' AND classid = CAST('pg_catalog.pg_class' AS regclass))"
	" ORDER BY c.relname <> 'schema_migration', c.relname";

static const char CREATE_RECORD[] =
	"CREATE TABLE schema_migration ("
	" version BIGINT NOT NULL PRIMARY KEY,"
	" name TEXT NOT NULL,"
	" applied_at BIGINT NOT NULL)"; /* µs since 1970, UTC */

static const char SELECT_VERSION[] =
	"SELECT COUNT(*), COALESCE(MAX(version), 0)"
	" FROM schema_migration";

static const char INSERT_VERSION[] =
	"INSERT INTO schema_migration (version, name, applied_at)"
	" VALUES ($1, $2, $3)";

typedef struct State {
	bool recorded; /* the table of versions exists */
	int64_t version;
} State;

typedef struct Migration {
	int64_t version;
	Str name; /* of the file, without the engine and ".sql" */
	Str sql;
} Migration;

/* A file of another engine, or of another kind, is not one. */
static bool read_file(const EmbeddedFile *file, const char *engine, Migration *out)
{
	Str name = str_from_c(file->name);
	if (!str_ends(name, STR(".sql")))
		return false;
	name.len -= strlen(".sql");
	Str kind = str_from_c(engine);
	if (!str_ends(name, kind) || name.len <= kind.len ||
	    name.ptr[name.len - kind.len - 1] != '.')
		return false;
	name.len -= kind.len + 1;
	int64_t version = 0;
	for (size_t i = 0; i < name.len && i < 9 && name.ptr[i] >= '0' && name.ptr[i] <= '9'; i++)
		version = version * 10 + (name.ptr[i] - '0');
	*out = (Migration){version, name, {file->bytes, file->len}};
	return version > 0;
}

static bool find_version(const EmbeddedFiles *files, const char *engine, int64_t version,
			 Migration *out)
{
	for (size_t i = 0; i < files->len; i++) {
		Migration found;
		if (read_file(&files->at[i], engine, &found) && found.version == version) {
			*out = found;
			return true;
		}
	}
	return false;
}

static int64_t newest(const EmbeddedFiles *files, const char *engine)
{
	int64_t version = 0;
	for (size_t i = 0; i < files->len; i++) {
		Migration found;
		if (read_file(&files->at[i], engine, &found) && found.version > version)
			version = found.version;
	}
	return version;
}

static bool read_version(Db *db, int64_t *version, Err *err)
{
	DbStmt *stmt = NULL;
	bool row = false;
	if (!db_prepare(db, SELECT_VERSION, "", &stmt, err) || !db_query(stmt, err) ||
	    !db_next(stmt, &row, err))
		return false;
	int64_t count = row ? db_int(stmt, 0) : 0;
	int64_t last = row ? db_int(stmt, 1) : 0;
	if (!db_next(stmt, &row, err))
		return false;
	if (count != last)
		return fail(err, ERR_CORRUPT,
			    "the table schema_migration names %" PRId64 " versions up to %" PRId64
			    ": some are missing; restore a backup",
			    count, last);
	*version = last;
	return true;
}

/* Within a transaction. */
static bool read_state(Db *db, State *out, Err *err)
{
	bool sqlite = strcmp(db_engine(db), "sqlite") == 0;
	DbStmt *stmt = NULL;
	bool row = false;
	if (!db_prepare(db, sqlite ? TABLES_SQLITE : TABLES_POSTGRES, "", &stmt, err) ||
	    !db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	State state = {0};
	if (row) {
		Arena mem;
		arena_init(&mem);
		Str table = db_text(stmt, 0, &mem);
		state.recorded = str_eq_c(table, "schema_migration");
		if (!state.recorded)
			(void)fail(
				err, ERR_CONFLICT,
				"the database holds tables that are not pacta's, such as \"%.*s\": "
				"name an empty or a new database; nothing was changed",
				STR_ARG(table));
		arena_deinit(&mem);
		if (!state.recorded)
			return false;
	}
	db_reset(stmt);
	if (state.recorded && !read_version(db, &state.version, err))
		return false;
	*out = state;
	return true;
}

static bool check_not_newer(const State *state, int64_t known, Err *err)
{
	if (state->version <= known)
		return true;
	return fail(err, ERR_CONFLICT,
		    "the database is at version %" PRId64 ", this pacta knows %" PRId64
		    ": use the newer pacta that wrote it, or another database; nothing was changed",
		    state->version, known);
}

static bool apply(Db *db, const Migration *migration, bool recorded, int64_t now, Err *err)
{
	DbStmt *stmt = NULL;
	if (!recorded && !db_run_script(db, str_from_c(CREATE_RECORD), err))
		return false;
	if (!db_run_script(db, migration->sql, err))
		return fail_in(err, "migration %.*s", STR_ARG(migration->name));
	if (!db_prepare(db, INSERT_VERSION, "iti", &stmt, err))
		return false;
	db_bind_int(stmt, 1, migration->version);
	db_bind_text(stmt, 2, migration->name);
	db_bind_int(stmt, 3, now);
	return db_run(stmt, err);
}

/* In a write transaction: looks again, as another process may have been faster. */
static bool apply_next(Db *db, const EmbeddedFiles *files, int64_t known, int64_t now, State *state,
		       Err *err)
{
	Migration migration;
	if (!read_state(db, state, err) || !check_not_newer(state, known, err))
		return false;
	if (state->version == known)
		return true;
	if (!find_version(files, db_engine(db), state->version + 1, &migration))
		return fail(err, ERR_CORRUPT, "this pacta was built without migration %" PRId64,
			    state->version + 1);
	if (!apply(db, &migration, state->recorded, now, err))
		return false;
	*state = (State){true, migration.version};
	return true;
}

bool migrate_with(Db *db, const EmbeddedFiles *files, int64_t now, Err *err)
{
	int64_t known = newest(files, db_engine(db));
	State state = {0};
	if (!db_begin_read(db, err))
		return false;
	bool ok = read_state(db, &state, err) && check_not_newer(&state, known, err);
	db_rollback(db);
	while (ok && state.version < known) {
		ok = db_begin_write(db, err) && apply_next(db, files, known, now, &state, err) &&
		     db_commit(db, err);
		db_rollback(db);
	}
	return ok;
}

bool migrate(Db *db, int64_t now, Err *err)
{
	return migrate_with(db, &embedded_migrations, now, err);
}
