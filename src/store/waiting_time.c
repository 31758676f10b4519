#include "store/waiting_time.h"

static const char SUM[] =
	"SELECT COUNT(*), COALESCE(CAST(SUM(seconds) AS BIGINT), 0)\n"
	"FROM quarantine\n"
	"WHERE fact = 'time_entry' AND resolved_by_import IS NULL AND discarded_at IS NULL\n"
	"      AND ($1 = 0 OR of_contract = 0 OR of_contract = $1)";

static const char BY_CONTRACT[] =
	"SELECT of_contract,\n"
	"       CAST(SUM(CASE WHEN fact = 'time_entry' THEN 1 ELSE 0 END) AS BIGINT),\n"
	"       CAST(SUM(CASE WHEN fact = 'time_entry' THEN seconds ELSE 0 END) AS BIGINT),\n"
	"       CAST(SUM(CASE WHEN fact = 'time_entry' THEN 0 ELSE 1 END) AS BIGINT)\n"
	"FROM quarantine\n"
	"WHERE fact IN ('time_entry', 'recognition', 'invoice', 'cost')\n"
	"      AND resolved_by_import IS NULL AND discarded_at IS NULL\n"
	"GROUP BY of_contract\n"
	"ORDER BY of_contract";

bool waiting_time(Db *db, int64_t contract_id, int64_t *rows, int64_t *seconds, Err *err)
{
	DbStmt *stmt;
	bool row;
	if (!db_prepare(db, SUM, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, contract_id);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	int64_t count = db_int(stmt, 0);
	int64_t sum = db_int(stmt, 1);
	if (!db_next(stmt, &row, err))
		return false;
	*rows = count;
	*seconds = sum;
	return true;
}

bool waiting_times(Db *db, Arena *mem, WaitingTimes *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	VEC(WaitingTime) list = {0};
	if (!db_prepare(db, BY_CONTRACT, "", &stmt, err) || !db_query(stmt, err) ||
	    !db_next(stmt, &row, err))
		return false;
	while (row) {
		*vec_push(mem, &list) = (WaitingTime){db_int(stmt, 0), db_int(stmt, 1),
						      db_int(stmt, 2), db_int(stmt, 3)};
		if (!db_next(stmt, &row, err))
			return false;
	}
	*out = (WaitingTimes){list.at, list.len};
	return true;
}
