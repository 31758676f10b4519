#include "answer/account_json.h"

#define ACCOUNT_MEMBERS                                                                 \
	{"id", &SHAPE_OF_ID, ALWAYS, NULL}, {"name", &SHAPE_OF_TEXT, ALWAYS, "unique"}, \
		{"note", &SHAPE_OF_TEXT, NULLABLE, "for people; null: none"},           \
		{"created_at", &SHAPE_OF_INSTANT, ALWAYS, "when pacta was told of it"}, \
	{                                                                               \
		"created_by", &SHAPE_OF_TEXT, ALWAYS, "who told pacta of it"            \
	}

const Shape ACCOUNT_SHAPE = {
	.name = "Account",
	.kind = SHAPE_OBJECT,
	.help = "who contracts are with",
	SHAPE_MEMBERS(ACCOUNT_MEMBERS),
};

static const Shape VALUE_OF_CURRENCY = {
	.name = "AccountValue",
	.kind = SHAPE_OBJECT,
	.help = "lifetime value of an account's customer contracts of one currency",
	SHAPE_MEMBERS({"currency", &CURRENCY_SHAPE, ALWAYS, NULL},
		      {"contracts", &SHAPE_OF_INTEGER, ALWAYS, "how many, those left out included"},
		      {"total", &FIGURES_SHAPE, ALWAYS, "of the whole terms"},
		      {"earned", &FIGURES_SHAPE, ALWAYS, "of the days before as_of"},
		      {"remaining", &FIGURES_SHAPE, ALWAYS, "of the days from as_of on"},
		      {"left_out", &SHAPE_OF_TEXTS, ALWAYS,
		       "keys of contracts whose total revenue is not available"}),
};
static const Shape VALUES = {.kind = SHAPE_LIST, .items = &VALUE_OF_CURRENCY};

const Shape ACCOUNT_VIEW_SHAPE = {
	.name = "AccountView",
	.kind = SHAPE_OBJECT,
	.help = "an account and its lifetime value",
	SHAPE_MEMBERS(ACCOUNT_MEMBERS,
		      {"as_of", &SHAPE_OF_DATE, ALWAYS, "the day that parts earned from remaining"},
		      {"values", &VALUES, ALWAYS, "by currency"}),
};

static void put_members(JsonWriter *json, Arena *mem, const Account *account)
{
	json_put_id(json, "id", account->id);
	json_put_member(json, "name", account->name);
	json_put_member(json, "note", account->note);
	json_put_instant(json, "created_at", mem, account->created_at);
	json_put_member(json, "created_by", account->created_by);
}

void json_put_account(JsonWriter *json, Arena *mem, const Account *account)
{
	json_write_begin_object(json);
	put_members(json, mem, account);
	json_write_end_object(json);
}

static void put_value(JsonWriter *json, Arena *mem, const AccountValue *value)
{
	json_write_begin_object(json);
	json_put_member(json, "currency", str_from_c(value->currency.code));
	json_put_count(json, "contracts", value->contracts);
	json_put_figures(json, "total", mem, &value->value.total, value->currency);
	json_put_figures(json, "earned", mem, &value->value.earned, value->currency);
	json_put_figures(json, "remaining", mem, &value->value.remaining, value->currency);
	json_put_key(json, "left_out");
	json_write_begin_array(json);
	for (size_t i = 0; i < value->left_out_count; i++)
		json_write_string(json, value->left_out[i]);
	json_write_end_array(json);
	json_write_end_object(json);
}

void json_put_account_view(JsonWriter *json, Arena *mem, const AccountView *view)
{
	json_write_begin_object(json);
	put_members(json, mem, &view->account);
	json_put_date(json, "as_of", mem, view->as_of);
	json_put_key(json, "values");
	json_write_begin_array(json);
	for (size_t i = 0; i < view->value_count; i++)
		put_value(json, mem, &view->values[i]);
	json_write_end_array(json);
	json_write_end_object(json);
}
