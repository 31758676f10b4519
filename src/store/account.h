#ifndef PACTA_STORE_ACCOUNT_H
#define PACTA_STORE_ACCOUNT_H

/* Accounts: who contracts are with. */

#include "base/date.h"
#include "store/db.h"

typedef struct Account {
	int64_t id;
	Str name; /* unique */
	Str note;
	Instant created_at;
	Str created_by;
} Account;

typedef struct AccountList {
	Account *at; /* by name */
	size_t len;
} AccountList;

typedef struct AccountName {
	int64_t id;
	Str name;
} AccountName;

typedef struct AccountNames {
	AccountName *at; /* by id */
	size_t len;
} AccountNames;

/* Errors: ERR_CONFLICT the name is taken, told here or by a later call of the transaction */
MUST_CHECK bool account_insert(Db *db, const Account *account, Err *err);

/* Changes name and note. Errors: ERR_CONFLICT the name is taken */
MUST_CHECK bool account_update(Db *db, const Account *account, Err *err);

/* `*found` says whether there is one. */
MUST_CHECK bool account_find(Db *db, Arena *mem, Str name, Account *out, bool *found, Err *err);
MUST_CHECK bool account_list(Db *db, Arena *mem, AccountList *out, Err *err);
MUST_CHECK bool account_names(Db *db, Arena *mem, AccountNames *out, Err *err);

/* Finds in them; NULL: there is none. O(log n) */
const AccountName *account_name_of(const AccountNames *names, int64_t id);

#endif
