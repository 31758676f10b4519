#include "store/account.h"

#include <stdlib.h>

static const char INSERT[] =
	"INSERT INTO account (id, name, note, created_at, created_by)\n"
	"VALUES ($1, $2, $3, $4, $5)";

static const char UPDATE[] =
	"UPDATE account\n"
	"SET name = $1, note = $2\n"
	"WHERE id = $3";

static const char FIND[] =
	"SELECT id, name, note, created_at, created_by\n"
	"FROM account\n"
	"WHERE name = $1";

static const char LIST[] =
	"SELECT id, name, note, created_at, created_by\n"
	"FROM account\n"
	"ORDER BY name";

static const char NAMES[] =
	"SELECT id, name\n"
	"FROM account";

bool account_insert(Db *db, const Account *account, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, INSERT, "ittit", &stmt, err))
		return false;
	db_bind_int(stmt, 1, account->id);
	db_bind_text(stmt, 2, account->name);
	db_bind_text(stmt, 3, account->note);
	db_bind_int(stmt, 4, account->created_at.us);
	db_bind_text(stmt, 5, account->created_by);
	return db_run(stmt, err);
}

bool account_update(Db *db, const Account *account, Err *err)
{
	DbStmt *stmt;
	int64_t changed;
	if (!db_prepare(db, UPDATE, "tti", &stmt, err))
		return false;
	db_bind_text(stmt, 1, account->name);
	db_bind_text(stmt, 2, account->note);
	db_bind_int(stmt, 3, account->id);
	return db_run_count(stmt, &changed, err);
}

static void read_account(DbStmt *stmt, Arena *mem, Account *out)
{
	out->id = db_int(stmt, 0);
	out->name = db_text(stmt, 1, mem);
	out->note = db_text(stmt, 2, mem);
	out->created_at.us = db_int(stmt, 3);
	out->created_by = db_text(stmt, 4, mem);
}

bool account_find(Db *db, Arena *mem, Str name, Account *out, bool *found, Err *err)
{
	DbStmt *stmt;
	bool row;
	if (!db_prepare(db, FIND, "t", &stmt, err))
		return false;
	db_bind_text(stmt, 1, name);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	if (row)
		read_account(stmt, mem, out);
	*found = row;
	db_reset(stmt);
	return true;
}

bool account_list(Db *db, Arena *mem, AccountList *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	VEC(Account) list = {0};
	if (!db_prepare(db, LIST, "", &stmt, err) || !db_query(stmt, err) ||
	    !db_next(stmt, &row, err))
		return false;
	while (row) {
		read_account(stmt, mem, vec_push(mem, &list));
		if (!db_next(stmt, &row, err))
			return false;
	}
	*out = (AccountList){list.at, list.len};
	return true;
}

static int compare_ids(const void *a, const void *b)
{
	const AccountName *x = a;
	const AccountName *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

bool account_names(Db *db, Arena *mem, AccountNames *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	VEC(AccountName) list = {0};
	if (!db_prepare(db, NAMES, "", &stmt, err) || !db_query(stmt, err) ||
	    !db_next(stmt, &row, err))
		return false;
	while (row) {
		AccountName name = {db_int(stmt, 0), db_text(stmt, 1, mem)};
		*vec_push(mem, &list) = name;
		if (!db_next(stmt, &row, err))
			return false;
	}
	if (list.len > 0)
		qsort(list.at, list.len, sizeof *list.at, compare_ids);
	*out = (AccountNames){list.at, list.len};
	return true;
}

const AccountName *account_name_of(const AccountNames *names, int64_t id)
{
	AccountName wanted = {.id = id};
	return names->len > 0 ? bsearch(&wanted, names->at, names->len, sizeof wanted, compare_ids)
			      : NULL;
}
