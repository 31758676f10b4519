#include "store/change.h"

static const char READ_VERSION[] =
	"SELECT version\n"
	"FROM store_version\n"
	"WHERE id = 1";

static const char READ_STATE[] =
	"SELECT state\n"
	"FROM store_version\n"
	"WHERE id = 1";

static const char ADVANCE[] =
	"UPDATE store_version\n"
	"SET version = version + 1,\n"
	"	state = CASE WHEN state < $1 THEN $1 ELSE state + 1 END\n"
	"WHERE id = 1\n"
	"RETURNING version";

static const char INSERT[] =
	"INSERT INTO change_log (version, place, topic, subject, changed_at)\n"
	"VALUES ($1, $2, $3, $4, $5)";

static const char FORGET[] =
	"DELETE FROM change_log\n"
	"WHERE version <= $1";

static const char SINCE[] =
	"SELECT version, topic, subject\n"
	"FROM change_log\n"
	"WHERE version > $1\n"
	"ORDER BY version, place";

static const char *const TOPIC_NAMES[] = {
	[TOPIC_CONTRACT] = "contract", [TOPIC_ACCOUNT] = "account", [TOPIC_FIELD] = "field",
	[TOPIC_SETTING] = "setting",   [TOPIC_IMPORT] = "import",   [TOPIC_FACT] = "fact",
	[TOPIC_LINK] = "link",
};

const char *topic_name(Topic topic)
{
	return TOPIC_NAMES[topic];
}

static bool topic_parse(Str name, Topic *out)
{
	for (size_t i = 0; i < TOPICS; i++) {
		if (str_eq_c(name, TOPIC_NAMES[i])) {
			*out = (Topic)i;
			return true;
		}
	}
	return false;
}

static MUST_CHECK bool query_number(DbStmt *stmt, int64_t *number, Err *err)
{
	bool row;
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	if (!row)
		return fail(err, ERR_CORRUPT,
			    "the store's version is missing from it; restore a backup");
	int64_t found = db_int(stmt, 0);
	if (!db_next(stmt, &row, err))
		return false;
	*number = found;
	return true;
}

bool store_version_read(Db *db, int64_t *version, Err *err)
{
	DbStmt *stmt;
	return db_prepare(db, READ_VERSION, "", &stmt, err) && query_number(stmt, version, err);
}

bool store_state_read(Db *db, int64_t *state, Err *err)
{
	DbStmt *stmt;
	return db_prepare(db, READ_STATE, "", &stmt, err) && query_number(stmt, state, err);
}

static MUST_CHECK bool insert_change(Db *db, int64_t version, size_t place,
				     const StoreChange *change, Instant at, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, INSERT, "iitti", &stmt, err))
		return false;
	db_bind_int(stmt, 1, version);
	db_bind_int(stmt, 2, (int64_t)place);
	db_bind_text(stmt, 3, str_from_c(topic_name(change->topic)));
	db_bind_text(stmt, 4, change->subject);
	db_bind_int(stmt, 5, at.us);
	return db_run(stmt, err);
}

bool store_version_advance(Db *db, const ChangeList *changes, Instant at, int64_t *version,
			   Err *err)
{
	DbStmt *stmt;
	int64_t advanced;
	if (!db_prepare(db, ADVANCE, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, at.us);
	if (!query_number(stmt, &advanced, err))
		return false;
	for (size_t i = 0; i < changes->len; i++) {
		if (!insert_change(db, advanced, i, &changes->at[i], at, err))
			return false;
	}
	if (!db_prepare(db, FORGET, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, advanced - CHANGES_KEPT);
	if (!db_run(stmt, err))
		return false;
	*version = advanced;
	return true;
}

static MUST_CHECK bool read_changes(Db *db, Arena *mem, int64_t version, ChangeList *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	ChangeList list = {0};
	if (!db_prepare(db, SINCE, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, version);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	while (row) {
		StoreChange change = {.version = db_int(stmt, 0)};
		Str topic = db_text(stmt, 1, mem);
		change.subject = db_text(stmt, 2, mem);
		if (!topic_parse(topic, &change.topic)) {
			db_reset(stmt);
			return fail(err, ERR_CORRUPT,
				    "the log of changes has the unknown topic '%.*s'",
				    STR_ARG(topic));
		}
		*vec_push(mem, &list) = change;
		if (!db_next(stmt, &row, err))
			return false;
	}
	*out = list;
	return true;
}

bool store_changes_since(Db *db, Arena *mem, int64_t version, ChangeList *out, bool *complete,
			 Err *err)
{
	int64_t present;
	ChangeList list;
	if (!store_version_read(db, &present, err) || !read_changes(db, mem, version, &list, err))
		return false;
	*complete = version <= present && version >= present - CHANGES_KEPT;
	*out = list;
	return true;
}
