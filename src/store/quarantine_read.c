/* Reading what waits in quarantine, and what once did. */

#include "store/quarantine.h"

#include <stdlib.h>

#define COLUMNS                                                                                               \
	"SELECT id, import_id, source, file, line, column_name, reason, row_key, raw, raw_cut, raw_sha256,\n" \
	"       fact, code, subject, unknown_name, within_name, of_contract, seconds, record,\n"              \
	"       resolved_by_import, discarded_at, discarded_by\n"                                             \
	"FROM quarantine\n"

#define WAITS "resolved_by_import IS NULL AND discarded_at IS NULL\n"

#define OF_QUERY                                                          \
	"WHERE " WAITS                                                    \
	"  AND ($1 = 0 OR import_id = $1) AND ($2 = '' OR source = $2)\n" \
	"  AND (($3 = '' AND ($8 & 1) = 0) OR fact = $3)\n"               \
	"  AND (($4 = '' AND ($8 & 2) = 0) OR code = $4)\n"               \
	"  AND (($5 = '' AND ($8 & 4) = 0) OR subject = $5)\n"            \
	"  AND (($6 = '' AND ($8 & 8) = 0) OR unknown_name = $6)\n"       \
	"  AND (($7 = '' AND ($8 & 16) = 0) OR within_name = $7)\n"

static const char GROUPS[] =
	"SELECT source, fact, code, subject, unknown_name, within_name, MIN(reason), COUNT(*),\n"
	"       CAST(SUM(seconds) AS BIGINT), MIN(id)\n"
	"FROM quarantine\n"
	"WHERE " WAITS "GROUP BY source, fact, code, subject, unknown_name, within_name";

static const char LIST[] = COLUMNS OF_QUERY
	"  AND id > $9\n"
	"ORDER BY id\n"
	"LIMIT $10";

static const char COUNT[] =
	"SELECT COUNT(*)\n"
	"FROM quarantine\n" OF_QUERY "  AND id <= $9";

static const char FIND[] = COLUMNS "WHERE id = $1";

static void read_quarantine(DbStmt *stmt, Arena *mem, QuarantineRow *out)
{
	*out = (QuarantineRow){
		.id = db_int(stmt, 0),
		.import_id = db_int(stmt, 1),
		.source = db_text(stmt, 2, mem),
		.file = db_text(stmt, 3, mem),
		.line = db_int(stmt, 4),
		.column = db_text(stmt, 5, mem),
		.reason = db_text(stmt, 6, mem),
		.row_key = db_text(stmt, 7, mem),
		.raw = db_blob(stmt, 8, mem),
		.raw_cut = db_int(stmt, 9) != 0,
		.raw_sha256 = db_text(stmt, 10, mem),
		.fact = db_text(stmt, 11, mem),
		.code = db_text(stmt, 12, mem),
		.subject = db_text(stmt, 13, mem),
		.unknown = db_text(stmt, 14, mem),
		.within = db_text(stmt, 15, mem),
		.contract_id = db_int(stmt, 16),
		.seconds = db_int(stmt, 17),
		.record = db_text(stmt, 18, mem),
		.waits = db_is_null(stmt, 19) && db_is_null(stmt, 20),
		.resolved_by_import = db_is_null(stmt, 19) ? 0 : db_int(stmt, 19),
	};
	if (!db_is_null(stmt, 20)) {
		out->discarded_at = (Instant){db_int(stmt, 20)};
		out->discarded_by = db_text(stmt, 21, mem);
	}
}

QuarantineGroup quarantine_group_of(const QuarantineRow *row)
{
	return (QuarantineGroup){
		.source = row->source,
		.fact = row->fact,
		.code = row->code,
		.subject = row->subject,
		.unknown = row->unknown,
		.within = row->within,
	};
}

QuarantineQuery quarantine_query_of(const QuarantineGroup *group)
{
	return (QuarantineQuery){
		.source = group->source,
		.fact = group->fact,
		.code = group->code,
		.subject = group->subject,
		.unknown = group->unknown,
		.within = group->within,
		.none = QUARANTINE_NO_FACT | QUARANTINE_NO_CODE | QUARANTINE_NO_SUBJECT |
			QUARANTINE_NO_UNKNOWN | QUARANTINE_NO_WITHIN,
		.limit = INT64_MAX,
	};
}

/* The parameters of OF_QUERY. */
static void bind_query(DbStmt *stmt, const QuarantineQuery *query)
{
	db_bind_int(stmt, 1, query->import_id);
	db_bind_text(stmt, 2, query->source);
	db_bind_text(stmt, 3, query->fact);
	db_bind_text(stmt, 4, query->code);
	db_bind_text(stmt, 5, query->subject);
	db_bind_text(stmt, 6, query->unknown);
	db_bind_text(stmt, 7, query->within);
	db_bind_int(stmt, 8, query->none);
}

bool quarantine_list(Db *db, Arena *mem, const QuarantineQuery *query, QuarantineList *out,
		     Err *err)
{
	DbStmt *stmt;
	bool row;
	VEC(QuarantineRow) list = {0};
	if (!db_prepare(db, LIST, "ittttttiii", &stmt, err))
		return false;
	bind_query(stmt, query);
	db_bind_int(stmt, 9, query->after);
	db_bind_int(stmt, 10, query->limit);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	while (row) {
		read_quarantine(stmt, mem, vec_push(mem, &list));
		if (!db_next(stmt, &row, err))
			return false;
	}
	*out = (QuarantineList){list.at, list.len};
	return true;
}

bool quarantine_count(Db *db, const QuarantineQuery *query, int64_t until, size_t *count, Err *err)
{
	DbStmt *stmt;
	bool row;
	if (!db_prepare(db, COUNT, "ittttttii", &stmt, err))
		return false;
	bind_query(stmt, query);
	db_bind_int(stmt, 9, until);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	*count = (size_t)db_int(stmt, 0);
	db_reset(stmt);
	return true;
}

bool quarantine_find(Db *db, Arena *mem, int64_t id, QuarantineRow *out, bool *found, Err *err)
{
	DbStmt *stmt;
	bool row;
	if (!db_prepare(db, FIND, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, id);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	if (row)
		read_quarantine(stmt, mem, out);
	*found = row;
	db_reset(stmt);
	return true;
}

static int compare_groups(const void *a, const void *b)
{
	const QuarantineGroup *x = a;
	const QuarantineGroup *y = b;
	const Str pairs[][2] = {
		{x->unknown, y->unknown}, {x->within, y->within}, {x->source, y->source},
		{x->fact, y->fact},       {x->code, y->code},     {x->subject, y->subject},
	};
	int order = x->rows > y->rows ? -1 : x->rows < y->rows;
	for (size_t i = 0; order == 0 && i < sizeof pairs / sizeof pairs[0]; i++)
		order = str_cmp(pairs[i][0], pairs[i][1]);
	return order;
}

bool quarantine_groups(Db *db, Arena *mem, QuarantineGroups *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	VEC(QuarantineGroup) list = {0};
	if (!db_prepare(db, GROUPS, "", &stmt, err) || !db_query(stmt, err) ||
	    !db_next(stmt, &row, err))
		return false;
	while (row) {
		*vec_push(mem, &list) = (QuarantineGroup){
			.source = db_text(stmt, 0, mem),
			.fact = db_text(stmt, 1, mem),
			.code = db_text(stmt, 2, mem),
			.subject = db_text(stmt, 3, mem),
			.unknown = db_text(stmt, 4, mem),
			.within = db_text(stmt, 5, mem),
			.reason = db_text(stmt, 6, mem),
			.rows = db_int(stmt, 7),
			.seconds = db_int(stmt, 8),
			.first_id = db_int(stmt, 9),
		};
		if (!db_next(stmt, &row, err))
			return false;
	}
	if (list.len > 0)
		qsort(list.at, list.len, sizeof *list.at, compare_groups);
	*out = (QuarantineGroups){list.at, list.len};
	return true;
}
