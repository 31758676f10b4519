#include "store/idempotency.h"

#include "store/chain.h"

static const char FIND[] =
	"SELECT request_sha256, status, media, etag, location, answer, created_at\n"
	"FROM kept_answer\n"
	"WHERE id = $1 AND created_at > $2";

/* More than one request adds, so that a backlog shrinks; not so many that the request waits for it. */
static const char FORGET[] =
	"DELETE FROM kept_answer\n"
	"WHERE id IN (\n"
	"	SELECT id\n"
	"	FROM kept_answer\n"
	"	WHERE created_at <= $1\n"
	"	ORDER BY created_at\n"
	"	LIMIT 100\n"
	")";

/* One that is too old may still be there. */
static const char FORGET_ONE[] =
	"DELETE FROM kept_answer\n"
	"WHERE id = $1 AND created_at <= $2";

static const char INSERT[] =
	"INSERT INTO kept_answer (id, request_sha256, status, media, etag, location, answer,\n"
	"                         created_at)\n"
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

/* Routes and keys are longer than an index takes. */
static Digest id_of(const IdempotencyKey *key)
{
	ChainLink link;
	link_init(&link, &(Digest){{0}});
	link_add_text(&link, key->principal);
	link_add_text(&link, key->route);
	link_add_text(&link, key->key);
	return link_final(&link);
}

static Str digest_bytes(const Digest *digest)
{
	return (Str){(const char *)digest->bytes, sizeof digest->bytes};
}

static MUST_CHECK bool read_answer(DbStmt *stmt, Arena *mem, KeptAnswer *out, Err *err)
{
	KeptAnswer answer = {
		.status = (int32_t)db_int(stmt, 1),
		.media = db_text(stmt, 2, mem),
		.etag = db_text(stmt, 3, mem),
		.location = db_text(stmt, 4, mem),
		.body = db_blob(stmt, 5, mem),
		.created_at = {db_int(stmt, 6)},
	};
	if (!digest_from_bytes(db_blob(stmt, 0, mem), &answer.request))
		return fail(err, ERR_CORRUPT,
			    "the request's hash of a kept answer has not 32 bytes");
	*out = answer;
	return true;
}

bool idempotency_find(Db *db, Arena *mem, const IdempotencyKey *key, Instant now, KeptAnswer *out,
		      bool *found, Err *err)
{
	DbStmt *stmt;
	bool row;
	Digest id = id_of(key);
	if (!db_prepare(db, FIND, "bi", &stmt, err))
		return false;
	db_bind_blob(stmt, 1, digest_bytes(&id));
	db_bind_int(stmt, 2, now.us - IDEMPOTENCY_KEPT_US);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	bool ok = !row || read_answer(stmt, mem, out, err);
	if (ok)
		*found = row;
	db_reset(stmt);
	return ok;
}

static MUST_CHECK bool forget(Db *db, const Digest *id, int64_t until, Err *err)
{
	DbStmt *old;
	DbStmt *same;
	if (!db_prepare(db, FORGET_ONE, "bi", &same, err))
		return false;
	db_bind_blob(same, 1, digest_bytes(id));
	db_bind_int(same, 2, until);
	if (!db_run(same, err) || !db_prepare(db, FORGET, "i", &old, err))
		return false;
	db_bind_int(old, 1, until);
	return db_run(old, err);
}

bool idempotency_save(Db *db, const IdempotencyKey *key, const KeptAnswer *answer, Err *err)
{
	DbStmt *stmt;
	Digest id = id_of(key);
	if (!forget(db, &id, answer->created_at.us - IDEMPOTENCY_KEPT_US, err) ||
	    !db_prepare(db, INSERT, "bbitttbi", &stmt, err))
		return false;
	db_bind_blob(stmt, 1, digest_bytes(&id));
	db_bind_blob(stmt, 2, digest_bytes(&answer->request));
	db_bind_int(stmt, 3, answer->status);
	db_bind_text(stmt, 4, answer->media);
	db_bind_text(stmt, 5, answer->etag);
	db_bind_text(stmt, 6, answer->location);
	db_bind_blob(stmt, 7, answer->body);
	db_bind_int(stmt, 8, answer->created_at.us);
	return db_run(stmt, err);
}
