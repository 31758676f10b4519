#include "store/document.h"

#include "store/chain.h"

#define COLUMNS                                                                                    \
	"SELECT contract_id, id, name, type, bytes, sha256, created_at, created_by, removed_at,\n" \
	"       removed_by, reason\n"                                                              \
	"FROM document\n"

static const char INSERT[] =
	"INSERT INTO document (contract_id, id, name, type, bytes, sha256, created_at, created_by)\n"
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

static const char INSERT_CHUNK[] =
	"INSERT INTO document_chunk (contract_id, document_id, place, content)\n"
	"VALUES ($1, $2, $3, $4)";

static const char MARK_REMOVED[] =
	"UPDATE document\n"
	"SET removed_at = $1, removed_by = $2, reason = $3\n"
	"WHERE contract_id = $4 AND id = $5";

static const char DELETE_CHUNKS[] =
	"DELETE FROM document_chunk\n"
	"WHERE contract_id = $1 AND document_id = $2";

static const char FIND[] = COLUMNS "WHERE contract_id = $1 AND id = $2";

static const char LIST[] = COLUMNS
	"WHERE contract_id = $1\n"
	"ORDER BY created_at DESC, id DESC";

static const char LIST_ALL[] = COLUMNS "ORDER BY contract_id, created_at DESC, id DESC";

static const char CHUNKS[] =
	"SELECT place, content\n"
	"FROM document_chunk\n"
	"WHERE contract_id = $1 AND document_id = $2\n"
	"ORDER BY place";

static Str digest_bytes(const Digest *digest)
{
	return (Str){(const char *)digest->bytes, sizeof digest->bytes};
}

bool document_insert(Db *db, const Document *document, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, INSERT, "iittibit", &stmt, err))
		return false;
	db_bind_int(stmt, 1, document->contract_id);
	db_bind_int(stmt, 2, document->id);
	db_bind_text(stmt, 3, document->name);
	db_bind_text(stmt, 4, document->type);
	db_bind_int(stmt, 5, document->bytes);
	db_bind_blob(stmt, 6, digest_bytes(&document->sha256));
	db_bind_int(stmt, 7, document->created_at.us);
	db_bind_text(stmt, 8, document->created_by);
	return db_run(stmt, err);
}

bool document_add_chunk(Db *db, const Document *document, int64_t place, Str content, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, INSERT_CHUNK, "iiib", &stmt, err))
		return false;
	db_bind_int(stmt, 1, document->contract_id);
	db_bind_int(stmt, 2, document->id);
	db_bind_int(stmt, 3, place);
	db_bind_blob(stmt, 4, content);
	return db_run(stmt, err);
}

bool document_remove(Db *db, const Document *document, Err *err)
{
	DbStmt *mark;
	DbStmt *chunks;
	if (!db_prepare(db, MARK_REMOVED, "ittii", &mark, err))
		return false;
	db_bind_int(mark, 1, document->removed_at.us);
	db_bind_text(mark, 2, document->removed_by);
	db_bind_text(mark, 3, document->reason);
	db_bind_int(mark, 4, document->contract_id);
	db_bind_int(mark, 5, document->id);
	if (!db_run(mark, err) || !db_prepare(db, DELETE_CHUNKS, "ii", &chunks, err))
		return false;
	db_bind_int(chunks, 1, document->contract_id);
	db_bind_int(chunks, 2, document->id);
	return db_run(chunks, err);
}

static MUST_CHECK bool read_row(DbStmt *stmt, Arena *mem, Document *out, Err *err)
{
	Document row = {
		.contract_id = db_int(stmt, 0),
		.id = db_int(stmt, 1),
		.name = db_text(stmt, 2, mem),
		.type = db_text(stmt, 3, mem),
		.bytes = db_int(stmt, 4),
		.created_at = {db_int(stmt, 6)},
		.created_by = db_text(stmt, 7, mem),
		.removed = !db_is_null(stmt, 8),
	};
	if (row.removed) {
		row.removed_at.us = db_int(stmt, 8);
		row.removed_by = db_text(stmt, 9, mem);
		row.reason = db_text(stmt, 10, mem);
	}
	if (!digest_from_bytes(db_blob(stmt, 5, mem), &row.sha256) || db_type_failed(stmt))
		return fail(err, ERR_CORRUPT,
			    "document %lld: a column does not hold what was written",
			    (long long)row.id);
	*out = row;
	return true;
}

bool document_find(Db *db, Arena *mem, int64_t contract_id, int64_t id, Document *out, bool *found,
		   Err *err)
{
	DbStmt *stmt;
	bool row;
	if (!db_prepare(db, FIND, "ii", &stmt, err))
		return false;
	db_bind_int(stmt, 1, contract_id);
	db_bind_int(stmt, 2, id);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	bool ok = !row || read_row(stmt, mem, out, err);
	if (ok)
		*found = row;
	db_reset(stmt);
	return ok;
}

bool document_list(Db *db, Arena *mem, int64_t contract_id, DocumentList *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	VEC(Document) list = {0};
	bool all = contract_id == 0;
	if (!db_prepare(db, all ? LIST_ALL : LIST, all ? "" : "i", &stmt, err))
		return false;
	if (!all)
		db_bind_int(stmt, 1, contract_id);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	while (row) {
		if (!read_row(stmt, mem, vec_push(mem, &list), err)) {
			db_reset(stmt);
			return false;
		}
		if (!db_next(stmt, &row, err))
			return false;
	}
	*out = (DocumentList){list.at, list.len};
	return true;
}

typedef struct Reading {
	const Document *document;
	DocumentSink sink;
	void *context;
	Sha256 hash;
	int64_t place;
	int64_t bytes;
} Reading;

static bool fail_document(const Document *document, const char *what, Err *err)
{
	return fail(err, ERR_CORRUPT, "document %lld ('%.*s'): %s", (long long)document->id,
		    STR_ARG(str_slice(document->name, 0, 255)), what);
}

static MUST_CHECK bool read_chunk(Reading *reading, DbStmt *stmt, Err *err)
{
	Arena mem;
	arena_init(&mem);
	int64_t place = db_int(stmt, 0);
	Str content = db_blob(stmt, 1, &mem);
	sha256_update(&reading->hash, content);
	reading->bytes += (int64_t)content.len;
	bool ok = (place == reading->place++ ||
		   fail_document(reading->document, "a part of it is missing", err)) &&
		  (!reading->sink || reading->sink(reading->context, content, err));
	arena_deinit(&mem);
	return ok;
}

static MUST_CHECK bool read_chunks(Reading *reading, DbStmt *stmt, Err *err)
{
	bool row;
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	while (row) {
		if (!read_chunk(reading, stmt, err)) {
			db_reset(stmt);
			return false;
		}
		if (!db_next(stmt, &row, err))
			return false;
	}
	return true;
}

bool document_read(Db *db, const Document *document, DocumentSink sink, void *context, Err *err)
{
	DbStmt *stmt;
	Reading reading = {.document = document, .sink = sink, .context = context};
	sha256_init(&reading.hash);
	if (!db_prepare(db, CHUNKS, "ii", &stmt, err))
		return false;
	db_bind_int(stmt, 1, document->contract_id);
	db_bind_int(stmt, 2, document->id);
	if (!read_chunks(&reading, stmt, err))
		return false;
	if (document->removed)
		return reading.place == 0 ||
		       fail_document(document, "it was removed, but has bytes", err);
	if (reading.bytes != document->bytes)
		return fail_document(document, "its size is not that of what was stored", err);
	return digest_eq(sha256_final(&reading.hash), document->sha256) ||
	       fail_document(document, "its bytes are not what was stored", err);
}
