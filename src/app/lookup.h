#ifndef PACTA_APP_LOOKUP_H
#define PACTA_APP_LOOKUP_H

/* Finding what a request names, with errors that tell what to do. Inside a transaction. */

#include "app/app.h"
#include "store/account.h"
#include "store/contract.h"

/* Errors: ERR_NOT_FOUND */
MUST_CHECK bool lookup_contract(App *app, Str key, Contract *out, Err *err);

/* Errors: ERR_NOT_FOUND */
MUST_CHECK bool lookup_account(App *app, Str name, Account *out, Err *err);

/* The view that a moment asks for. */
View view_of(Moment moment);

/* Orders a list by id, and finds in it. O(n log n), then O(log n). */
void contracts_sort_by_id(ContractList *contracts);
const Contract *contract_by_id(const ContractList *by_id, int64_t id);

#endif
