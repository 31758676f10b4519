/* Snapshots as they are read: whole ones, and folds of terms without their figures. */

#include "store/field_value.h"
#include "store/snapshot.h"

#include <stdlib.h>

/* Columns in the order of the built-in fields. */
#define FIELD_COLUMNS                                                                           \
	"SELECT s.contract_id, s.effective_on, s.annual_value, s.total_value, s.value_basis,\n" \
	"       s.direct_labor, s.starts_on, s.ends_on, s.committed_hours,\n"                   \
	"       s.committed_basis, s.utilization_baseline, s.margin_target, s.billing_rate,\n"  \
	"       s.day_count, s.pricing, s.recurring, s.renews, s.notice_by, s.calendar,\n"      \
	"       s.status, s.manager, s.recognition_days"

/* The figures behind them. */
#define COLUMNS                                                                        \
	FIELD_COLUMNS                                                                  \
	",\n"                                                                          \
	"       s.first_year_revenue, s.first_year_revenue_na, s.first_year_profit,\n" \
	"       s.first_year_profit_na, s.first_year_estimate, s.last_year_revenue,\n" \
	"       s.last_year_revenue_na, s.last_year_profit, s.last_year_profit_na,\n"  \
	"       s.last_year_estimate, s.total_revenue, s.total_revenue_na,\n"          \
	"       s.total_profit, s.total_profit_na, s.total_estimate\n"

#define CUSTOM_COLUMNS \
	"SELECT s.contract_id, s.effective_on, s.field_id, s.number_value, s.text_value\n"

/* In the order of the primary key, so that neither engine sorts. */
#define LATEST                                          \
	"WHERE s.effective_on <= $1 AND NOT EXISTS (\n" \
	"	SELECT 1\n"                                   \
	"	FROM snapshot later\n"                        \
	"	WHERE later.contract_id = s.contract_id\n"    \
	"	AND later.effective_on > s.effective_on AND later.effective_on <= $1)\n"

static const char ALL[] = COLUMNS
	"FROM snapshot s\n"
	"WHERE $1 <> 0\n"
	"ORDER BY s.contract_id, s.effective_on";

static const char ALL_CUSTOM[] = CUSTOM_COLUMNS
	"FROM snapshot_custom s\n"
	"WHERE $1 <> 0\n"
	"ORDER BY s.contract_id, s.effective_on, s.field_id";

static const char LATEST_ROWS[] = COLUMNS "FROM snapshot s\n" LATEST "ORDER BY s.contract_id";

static const char LATEST_CUSTOM[] =
	CUSTOM_COLUMNS "FROM snapshot_custom s\n" LATEST "ORDER BY s.contract_id, s.field_id";

/* What of folds is read; in any order. */
#define OF_ALL "WHERE s.effective_on <= $1"
#define OF_ONE "WHERE s.effective_on <= $1 AND s.contract_id = $2"
#define OF_ACCOUNT                                  \
	"JOIN contract c ON c.id = s.contract_id\n" \
	"WHERE s.effective_on <= $1 AND c.account_id = $2"

static const char TERMS_OF_ALL[] = FIELD_COLUMNS "\nFROM snapshot s\n" OF_ALL;
static const char TERMS_OF_ONE[] = FIELD_COLUMNS "\nFROM snapshot s\n" OF_ONE;
static const char TERMS_OF_ACCOUNT[] = FIELD_COLUMNS "\nFROM snapshot s\n" OF_ACCOUNT;

static const char CUSTOM_OF_ALL[] = CUSTOM_COLUMNS "FROM snapshot_custom s\n" OF_ALL;
static const char CUSTOM_OF_ONE[] = CUSTOM_COLUMNS "FROM snapshot_custom s\n" OF_ONE;
static const char CUSTOM_OF_ACCOUNT[] = CUSTOM_COLUMNS "FROM snapshot_custom s\n" OF_ACCOUNT;

enum { FIRST_FIELD = 2, FIRST_FIGURE = FIRST_FIELD + BUILTIN_FIELDS, FIGURE_COLUMNS = 5 };
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

/* A row of a fold on its way. */
typedef struct TermsRow {
	int64_t contract_id;
	FoldRow row;
	Value *values; /* of the row */
} TermsRow;

typedef struct TermsReading {
	Arena *mem;
	Arena *scratch;
	const Fields *fields;
	FieldText last[BUILTIN_FIELDS];
	VEC(TermsRow) rows;
	bool sorted;
} TermsReading;

static int compare_terms(const void *a, const void *b)
{
	const TermsRow *x = a;
	const TermsRow *y = b;
	if (x->contract_id != y->contract_id)
		return x->contract_id < y->contract_id ? -1 : 1;
	return (x->row.effective_on.day > y->row.effective_on.day) -
	       (x->row.effective_on.day < y->row.effective_on.day);
}

static bool read_terms_row(DbStmt *stmt, TermsReading *reading, Err *err)
{
	TermsRow row = {.contract_id = db_int(stmt, 0)};
	int64_t day = db_int(stmt, 1);
	bool ok = day >= DAY_MIN && day <= DAY_MAX;
	row.row.effective_on = ok ? (Date){(int32_t)day} : DATE_MIN;
	row.values = ARENA_ARRAY(reading->mem, Value, reading->fields->len);
	row.row.values = row.values;
	for (int i = 0; ok && i < BUILTIN_FIELDS; i++)
		ok = field_value_read_again(stmt, reading->mem, FIRST_FIELD + i,
					    &reading->fields->at[i], &reading->last[i],
					    &row.values[i]);
	if (!ok || db_type_failed(stmt))
		return fail_row(row.contract_id, row.row.effective_on, err);
	size_t len = reading->rows.len;
	reading->sorted = reading->sorted &&
			  (len == 0 || compare_terms(&reading->rows.at[len - 1], &row) < 0);
	*vec_push(reading->scratch, &reading->rows) = row;
	return true;
}

static bool read_custom_term(DbStmt *stmt, TermsReading *reading, Err *err)
{
	size_t field;
	TermsRow wanted = {.contract_id = db_int(stmt, 0)};
	if (!field_value_read_day(stmt, 1, &wanted.row.effective_on))
		return fail_row(wanted.contract_id, DATE_MIN, err);
	const TermsRow *row = reading->rows.len == 0
				      ? NULL
				      : bsearch(&wanted, reading->rows.at, reading->rows.len,
						sizeof wanted, compare_terms);
	if (!row || !fields_find_id(reading->fields, db_int(stmt, 2), &field) ||
	    !field_value_read(stmt, reading->mem, 3, 4, &reading->fields->at[field],
			      &row->values[field]))
		return fail_row(wanted.contract_id, wanted.row.effective_on, err);
	return true;
}

/* `rows`: by contract and day. */
static SnapshotFolds make_folds(Arena *mem, const TermsRow *terms, size_t len)
{
	FoldRow *rows = ARENA_ARRAY(mem, FoldRow, len);
	size_t count = 0;
	for (size_t i = 0; i < len; i++) {
		rows[i] = terms[i].row;
		count += i == 0 || terms[i - 1].contract_id != terms[i].contract_id;
	}
	SnapshotFolds folds = {ARENA_ARRAY(mem, SnapshotFold, count), 0};
	for (size_t i = 0; i < len; i++) {
		if (i == 0 || terms[i - 1].contract_id != terms[i].contract_id)
			folds.at[folds.len++] =
				(SnapshotFold){terms[i].contract_id, {.rows = &rows[i]}};
		Fold *fold = &folds.at[folds.len - 1].fold;
		fold->cap = ++fold->len;
	}
	return folds;
}

typedef bool (*RowTake)(DbStmt *stmt, TermsReading *reading, Err *err);

/* Hands each row of a statement to `take`. `sql`: of all contracts, of one, of an account. */
static MUST_CHECK bool each_row(Db *db, const char *const sql[3], const SnapshotFilter *filter,
				TermsReading *reading, RowTake take, Err *err)
{
	DbStmt *stmt;
	bool row;
	bool one = filter->contract_id != 0;
	bool all = !one && filter->account_id == 0;
	if (!db_prepare(db, all ? sql[0] : one ? sql[1] : sql[2], all ? "i" : "ii", &stmt, err))
		return false;
	db_bind_int(stmt, 1, date_is_set(filter->until) ? filter->until.day : DAY_MAX);
	if (!all)
		db_bind_int(stmt, 2, one ? filter->contract_id : filter->account_id);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	while (row) {
		if (!take(stmt, reading, err)) {
			db_reset(stmt);
			return false;
		}
		if (!db_next(stmt, &row, err))
			return false;
	}
	return true;
}

static MUST_CHECK bool read_terms(Db *db, const SnapshotFilter *filter, TermsReading *reading,
				  Err *err)
{
	static const char *const TERMS[] = {TERMS_OF_ALL, TERMS_OF_ONE, TERMS_OF_ACCOUNT};
	static const char *const CUSTOM[] = {CUSTOM_OF_ALL, CUSTOM_OF_ONE, CUSTOM_OF_ACCOUNT};
	if (!each_row(db, TERMS, filter, reading, read_terms_row, err))
		return false;
	if (!reading->sorted)
		qsort(reading->rows.at, reading->rows.len, sizeof *reading->rows.at, compare_terms);
	return reading->fields->len == BUILTIN_FIELDS ||
	       each_row(db, CUSTOM, filter, reading, read_custom_term, err);
}

bool snapshot_folds(Db *db, Arena *mem, const Fields *fields, SnapshotFilter filter,
		    SnapshotFolds *out, Err *err)
{
	Arena scratch;
	TermsReading reading = {.mem = mem, .scratch = &scratch, .fields = fields, .sorted = true};
	arena_init(&scratch);
	bool ok = read_terms(db, &filter, &reading, err);
	if (ok)
		*out = make_folds(mem, reading.rows.at, reading.rows.len);
	arena_deinit(&scratch);
	return ok;
}
