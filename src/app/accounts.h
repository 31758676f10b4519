#ifndef PACTA_APP_ACCOUNTS_H
#define PACTA_APP_ACCOUNTS_H

/* Accounts and their lifetime value. */

#include "app/app.h"
#include "history/movement.h"
#include "store/account.h"

/* Errors: ERR_INPUT empty or longer than 200 bytes; ERR_CONFLICT the name is taken */
MUST_CHECK bool accounts_add(App *app, Str name, Str note, Account *out, Err *err);

/* Change name or note; NULL leaves it. Errors: ERR_NOT_FOUND; as accounts_add */
MUST_CHECK bool accounts_edit(App *app, Str name, const Str *new_name, const Str *new_note,
			      Account *out, Err *err);

MUST_CHECK bool accounts_list(App *app, AccountList *out, Err *err);

/* One currency of an account's customer contracts. */
typedef struct AccountValue {
	Currency currency;
	size_t contracts;
	Lifetime value; /* of the contracts whose figures are available */
	Str *left_out;  /* keys of contracts whose total revenue is not */
	size_t left_out_count;
	size_t left_out_room;
} AccountValue;

typedef struct AccountView {
	Account account;
	Date as_of;           /* earned = days before it */
	AccountValue *values; /* by currency code */
	size_t value_count;
} AccountView;

/* Lifetime value at `as_of` (the day that splits earned and remaining). Errors: ERR_NOT_FOUND */
MUST_CHECK bool accounts_show(App *app, Str name, Date as_of, AccountView *out, Err *err);

#endif
