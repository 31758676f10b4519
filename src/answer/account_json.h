#ifndef PACTA_ANSWER_ACCOUNT_JSON_H
#define PACTA_ANSWER_ACCOUNT_JSON_H

#include "answer/json_put.h"
#include "app/accounts.h"

extern const Shape ACCOUNT_SHAPE;
void json_put_account(JsonWriter *json, Arena *mem, const Account *account);

/* An account and its lifetime value. */
extern const Shape ACCOUNT_VIEW_SHAPE;
void json_put_account_view(JsonWriter *json, Arena *mem, const AccountView *view);

#endif
