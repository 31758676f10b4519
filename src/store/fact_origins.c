#include "store/fact_origins.h"

#define TOLD(kind)                                           \
	"SELECT DISTINCT source, '" kind "' FROM fact_" kind \
	" WHERE known_until = 9223372036854775807\n"

static const char ORIGINS[] =
	TOLD("cost") "UNION ALL\n" TOLD("recognition") "UNION ALL\n" TOLD("invoice") "UNION ALL\n" TOLD("budget") "UNION ALL\n" TOLD("task") "UNION ALL\n" TOLD("deliverable") "UNION ALL\n" TOLD("progress") "UNION ALL\n" TOLD(
		"resource") "UNION ALL\n" TOLD("rate") "UNION ALL\n" TOLD("assignment") "UNION ALL\n" TOLD("calendar_day") "UNION ALL\n" TOLD("exchange_rate") "UNION ALL\n" TOLD("period_close") "UNION ALL\n" TOLD("ledger_total");

bool fact_origins(Db *db, Arena *mem, FactToldList *out, Err *err)
{
	DbStmt *stmt;
	VEC(FactTold) list = {0};
	bool row;
	if (!db_prepare(db, ORIGINS, "", &stmt, err) || !db_query(stmt, err) ||
	    !db_next(stmt, &row, err))
		return false;
	while (row) {
		FactTold told = {.source = db_text(stmt, 0, mem)};
		if (!fact_kind_parse(db_text(stmt, 1, mem), &told.kind, err))
			return false;
		*vec_push(mem, &list) = told;
		if (!db_next(stmt, &row, err))
			return false;
	}
	*out = (FactToldList){list.at, list.len};
	return true;
}
