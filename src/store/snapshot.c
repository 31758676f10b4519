#include "store/snapshot.h"

#include "store/field_value.h"

#include <string.h>

/* Columns in the order of the built-in fields, then the figures. */
#define COLUMNS                                                                                 \
	"SELECT s.contract_id, s.effective_on, s.annual_value, s.total_value, s.value_basis,\n" \
	"       s.direct_labor, s.starts_on, s.ends_on, s.committed_hours,\n"                   \
	"       s.committed_basis, s.utilization_baseline, s.margin_target, s.billing_rate,\n"  \
	"       s.day_count, s.pricing, s.recurring, s.renews, s.notice_by, s.calendar,\n"      \
	"       s.status, s.manager, s.recognition_days, s.first_year_revenue,\n"               \
	"       s.first_year_revenue_na, s.first_year_profit, s.first_year_profit_na,\n"        \
	"       s.first_year_estimate, s.last_year_revenue, s.last_year_revenue_na,\n"          \
	"       s.last_year_profit, s.last_year_profit_na, s.last_year_estimate,\n"             \
	"       s.total_revenue, s.total_revenue_na, s.total_profit, s.total_profit_na,\n"      \
	"       s.total_estimate\n"

/* In the order of the primary key, so that neither engine sorts. */
#define LATEST                                          \
	"WHERE s.effective_on <= $1 AND NOT EXISTS (\n" \
	"	SELECT 1\n"                                   \
	"	FROM snapshot later\n"                        \
	"	WHERE later.contract_id = s.contract_id\n"    \
	"	AND later.effective_on > s.effective_on AND later.effective_on <= $1)\n"

static const char INSERT[] =
	"INSERT INTO snapshot (contract_id, effective_on, annual_value, total_value,\n"
	"                      value_basis, direct_labor, starts_on, ends_on,\n"
	"                      committed_hours, committed_basis, utilization_baseline,\n"
	"                      margin_target, billing_rate, day_count, pricing, recurring,\n"
	"                      renews, notice_by, calendar, status, manager,\n"
	"                      recognition_days, first_year_revenue, first_year_revenue_na,\n"
	"                      first_year_profit, first_year_profit_na, first_year_estimate,\n"
	"                      last_year_revenue, last_year_revenue_na, last_year_profit,\n"
	"                      last_year_profit_na, last_year_estimate, total_revenue,\n"
	"                      total_revenue_na, total_profit, total_profit_na,\n"
	"                      total_estimate)\n"
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,\n"
	"        $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32,\n"
	"        $33, $34, $35, $36, $37)\n";

static const char INSERT_TYPES[] = "iiiitiiiitiiittttitttiititiititiititi";

static const char INSERT_CUSTOM[] =
	"INSERT INTO snapshot_custom (contract_id, effective_on, field_id, number_value, text_value)\n"
	"VALUES ($1, $2, $3, $4, $5)";

static const char DELETE_FROM[] =
	"DELETE FROM snapshot\n"
	"WHERE contract_id = $1 AND effective_on >= $2";

static const char DELETE_CUSTOM_FROM[] =
	"DELETE FROM snapshot_custom\n"
	"WHERE contract_id = $1 AND effective_on >= $2";

static const char ALL[] = COLUMNS
	"FROM snapshot s\n"
	"WHERE $1 <> 0\n"
	"ORDER BY s.contract_id, s.effective_on";

static const char ALL_CUSTOM[] =
	"SELECT s.contract_id, s.effective_on, s.field_id, s.number_value, s.text_value\n"
	"FROM snapshot_custom s\n"
	"WHERE $1 <> 0\n"
	"ORDER BY s.contract_id, s.effective_on, s.field_id";

static const char LATEST_ROWS[] = COLUMNS "FROM snapshot s\n" LATEST "ORDER BY s.contract_id";

static const char LATEST_CUSTOM[] =
	"SELECT s.contract_id, s.effective_on, s.field_id, s.number_value, s.text_value\n"
	"FROM snapshot_custom s\n" LATEST "ORDER BY s.contract_id, s.field_id";

enum { FIRST_FIELD = 2, FIRST_FIGURE = FIRST_FIELD + BUILTIN_FIELDS, FIGURE_COLUMNS = 5 };

static void bind_amount(DbStmt *stmt, int index, Amount amount)
{
	if (amount.na == NA_NONE)
		db_bind_int(stmt, index, amount.minor);
	else
		db_bind_text(stmt, index + 1, str_from_c(na_name(amount.na)));
}

static void bind_figures(DbStmt *stmt, int index, const Figures *figures)
{
	bind_amount(stmt, index, figures->revenue);
	bind_amount(stmt, index + 2, figures->profit);
	db_bind_int(stmt, index + 4, figures->estimate);
}

static MUST_CHECK bool insert_custom(Db *db, const Fields *fields, int64_t contract_id,
				     const Snapshot *row, Err *err)
{
	DbStmt *stmt;
	for (size_t i = BUILTIN_FIELDS; i < fields->len; i++) {
		if (!row->values[i].set)
			continue;
		if (!db_prepare(db, INSERT_CUSTOM, "iiiit", &stmt, err))
			return false;
		db_bind_int(stmt, 1, contract_id);
		db_bind_int(stmt, 2, row->effective_on.day);
		db_bind_int(stmt, 3, fields->at[i].id);
		field_value_bind(stmt, 4, 5, &fields->at[i], row->values[i]);
		if (!db_run(stmt, err))
			return false;
	}
	return true;
}

static MUST_CHECK bool insert_row(Db *db, const Fields *fields, int64_t contract_id,
				  const Snapshot *row, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, INSERT, INSERT_TYPES, &stmt, err))
		return false;
	db_bind_int(stmt, 1, contract_id);
	db_bind_int(stmt, 2, row->effective_on.day);
	for (int i = 0; i < BUILTIN_FIELDS; i++)
		field_value_bind(stmt, FIRST_FIELD + 1 + i, FIRST_FIELD + 1 + i, &fields->at[i],
				 row->values[i]);
	bind_figures(stmt, FIRST_FIGURE + 1, &row->figures.first_year);
	bind_figures(stmt, FIRST_FIGURE + 1 + FIGURE_COLUMNS, &row->figures.last_year);
	bind_figures(stmt, FIRST_FIGURE + 1 + 2 * FIGURE_COLUMNS, &row->figures.total);
	return db_run(stmt, err) && insert_custom(db, fields, contract_id, row, err);
}

static MUST_CHECK bool delete_from(Db *db, const char *sql, int64_t contract_id, Date from,
				   Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, sql, "ii", &stmt, err))
		return false;
	db_bind_int(stmt, 1, contract_id);
	db_bind_int(stmt, 2, from.day);
	return db_run(stmt, err);
}

bool snapshot_save(Db *db, const Fields *fields, int64_t contract_id, Date from,
		   const SnapshotList *rows, Err *err)
{
	if (date_is_set(from) && (!delete_from(db, DELETE_CUSTOM_FROM, contract_id, from, err) ||
				  !delete_from(db, DELETE_FROM, contract_id, from, err)))
		return false;
	for (size_t i = 0; i < rows->len; i++) {
		if (!insert_row(db, fields, contract_id, &rows->at[i], err))
			return false;
	}
	return true;
}

enum { VISIT_BYTES = 48 * 1024 }; /* of memory, before what earlier visits needed is freed */

typedef struct Scan {
	const Fields *fields;
	DbStmt *rows;
	DbStmt *custom;
	bool row;
	bool custom_row;
} Scan;

static MUST_CHECK bool read_amount(DbStmt *stmt, Arena *mem, int column, Amount *out)
{
	*out = (Amount){0};
	if (!db_is_null(stmt, column)) {
		out->minor = db_int(stmt, column);
		return db_is_null(stmt, column + 1);
	}
	Str name = db_text(stmt, column + 1, mem);
	for (Na na = NA_NO_END; na <= NA_BY_USAGE; na++) {
		if (str_eq_c(name, na_name(na))) {
			out->na = na;
			return true;
		}
	}
	return false;
}

static MUST_CHECK bool read_figures(DbStmt *stmt, Arena *mem, int column, Figures *out)
{
	bool ok = read_amount(stmt, mem, column, &out->revenue) &&
		  read_amount(stmt, mem, column + 2, &out->profit);
	out->estimate = db_int(stmt, column + 4) != 0;
	return ok;
}

static bool fail_row(int64_t contract_id, Date on, Err *err)
{
	Civil day = date_civil(on);
	return fail(
		err, ERR_CORRUPT,
		"snapshot %04d-%02d-%02d of contract %lld: a column does not hold what was written",
		(int)day.year, (int)day.month, (int)day.day, (long long)contract_id);
}

static bool custom_is_of(const Scan *scan, int64_t contract_id, int64_t day)
{
	return scan->custom_row && db_int(scan->custom, 0) == contract_id &&
	       db_int(scan->custom, 1) == day;
}

static MUST_CHECK bool read_row(Scan *scan, Arena *mem, Snapshot *out, Err *err)
{
	DbStmt *stmt = scan->rows;
	int64_t contract_id = db_int(stmt, 0);
	int64_t day = db_int(stmt, 1);
	if (day < DAY_MIN || day > DAY_MAX)
		return fail_row(contract_id, DATE_MIN, err);
	out->effective_on.day = (int32_t)day;
	Value *values = ARENA_ARRAY(mem, Value, scan->fields->len);
	bool ok = true;
	for (int i = 0; i < BUILTIN_FIELDS; i++)
		ok = field_value_read(stmt, mem, FIRST_FIELD + i, FIRST_FIELD + i,
				      &scan->fields->at[i], &values[i]) &&
		     ok;
	ok = read_figures(stmt, mem, FIRST_FIGURE, &out->figures.first_year) && ok;
	ok = read_figures(stmt, mem, FIRST_FIGURE + FIGURE_COLUMNS, &out->figures.last_year) && ok;
	ok = read_figures(stmt, mem, FIRST_FIGURE + 2 * FIGURE_COLUMNS, &out->figures.total) && ok;
	if (!ok || db_type_failed(stmt))
		return fail_row(contract_id, out->effective_on, err);
	while (custom_is_of(scan, contract_id, day)) {
		size_t field;
		if (!fields_find_id(scan->fields, db_int(scan->custom, 2), &field) ||
		    !field_value_read(scan->custom, mem, 3, 4, &scan->fields->at[field],
				      &values[field]) ||
		    db_type_failed(scan->custom))
			return fail_row(contract_id, out->effective_on, err);
		if (!db_next(scan->custom, &scan->custom_row, err))
			return false;
	}
	out->values = values;
	return db_next(stmt, &scan->row, err);
}

static MUST_CHECK bool visit_contract(Scan *scan, Arena *mem, SnapshotVisitor visit, void *context,
				      Err *err)
{
	int64_t contract_id = db_int(scan->rows, 0);
	VEC(Snapshot) list = {0};
	while (scan->row && db_int(scan->rows, 0) == contract_id) {
		if (!read_row(scan, mem, vec_push(mem, &list), err))
			return false;
	}
	return visit(context, mem, contract_id, &(SnapshotList){list.at, list.len}, err);
}

bool snapshot_visit(Db *db, const Fields *fields, SnapshotScope scope, Date as_of,
		    SnapshotVisitor visit, void *context, Err *err)
{
	Scan scan = {.fields = fields};
	bool all = scope == SNAPSHOTS_ALL;
	if (!db_prepare(db, all ? ALL : LATEST_ROWS, "i", &scan.rows, err) ||
	    !db_prepare(db, all ? ALL_CUSTOM : LATEST_CUSTOM, "i", &scan.custom, err))
		return false;
	int64_t limit = date_is_set(as_of) ? as_of.day : DAY_MAX;
	db_bind_int(scan.rows, 1, all ? 1 : limit);
	db_bind_int(scan.custom, 1, all ? 1 : limit);
	if (!db_query(scan.rows, err) || !db_next(scan.rows, &scan.row, err) ||
	    !db_query(scan.custom, err) || !db_next(scan.custom, &scan.custom_row, err))
		return false;
	Arena mem;
	arena_init(&mem);
	bool ok = true;
	while (ok && scan.row) {
		ok = visit_contract(&scan, &mem, visit, context, err);
		arena_trim(&mem, VISIT_BYTES);
	}
	arena_deinit(&mem);
	db_reset(scan.rows);
	db_reset(scan.custom);
	return ok;
}
