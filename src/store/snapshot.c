#include "store/snapshot.h"

#include "store/field_value.h"

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
