#include "answer/movements_json.h"

const char *const MOVEMENT_PART_NAMES[MOVEMENT_PARTS] = {
	"from", "new", "reactivation", "expansion", "contraction", "churn", "to",
};

#define PART_MEMBERS                                                                              \
	{"from", &MONEY_SHAPE, ALWAYS, "annual value in force on the first day"},                 \
		{"new", &MONEY_SHAPE, ALWAYS, "of accounts that never had any before"},           \
		{"reactivation", &MONEY_SHAPE, ALWAYS, "of accounts that had some once"},         \
		{"expansion", &MONEY_SHAPE, ALWAYS, "of accounts that had less"},                 \
		{"contraction", &MONEY_SHAPE, ALWAYS, "lost by accounts that keep some"},         \
		{"churn", &MONEY_SHAPE, ALWAYS, "lost by accounts that keep none"},               \
	{                                                                                         \
		"to", &MONEY_SHAPE, ALWAYS,                                                       \
			"on the last day: from + new + reactivation + expansion − contraction " \
			"− churn"                                                               \
	}

static const Shape MOVEMENT = {
	.name = "Movement",
	.kind = SHAPE_OBJECT,
	.help = "recurring annual value in force on two days, and what moved between",
	SHAPE_MEMBERS(PART_MEMBERS),
};

static const Shape ACCOUNT_MOVEMENT = {
	.name = "AccountMovement",
	.kind = SHAPE_OBJECT,
	.help = "the movement of one account",
	SHAPE_MEMBERS({"account", &SHAPE_OF_TEXT, ALWAYS, "its name"}, PART_MEMBERS),
};
static const Shape ACCOUNT_MOVEMENTS = {.kind = SHAPE_LIST, .items = &ACCOUNT_MOVEMENT};

static const Shape LEFT_OUT = {
	.name = "LeftOut",
	.kind = SHAPE_OBJECT,
	.help = "an account left out, because the value of one of its contracts is not available",
	SHAPE_MEMBERS({"account", &SHAPE_OF_TEXT, ALWAYS, "its name"},
		      {"contract", &SHAPE_OF_TEXT, ALWAYS, "key of the contract"},
		      {"na", &SHAPE_OF_TEXT, ALWAYS, "why its value is not available"}),
};
static const Shape LEFT_OUT_LIST = {.kind = SHAPE_LIST, .items = &LEFT_OUT};

static const Shape RATIO = {
	.name = "Ratio",
	.kind = SHAPE_EITHER,
	.help = "a part of a base, 1 is all of it; or why it is not available",
	SHAPE_OPTIONS(&NA_SHAPE, &SHAPE_OF_DECIMAL),
};

static const Shape CURRENCY_MOVEMENTS = {
	.name = "CurrencyMovements",
	.kind = SHAPE_OBJECT,
	.help = "movements and retention in one currency",
	SHAPE_MEMBERS({"currency", &CURRENCY_SHAPE, ALWAYS, NULL},
		      {"accounts", &ACCOUNT_MOVEMENTS, ALWAYS, "with value on either day"},
		      {"sum", &MOVEMENT, ALWAYS, "of all accounts"},
		      {"nrr", &RATIO, ALWAYS, "net retention of accounts with value at the start"},
		      {"grr", &RATIO, ALWAYS, "gross retention: without what grew"},
		      {"retention_base", &MONEY_SHAPE, ALWAYS, "their value at the start"},
		      {"left_out", &LEFT_OUT_LIST, ALWAYS, NULL}),
};
static const Shape CURRENCIES = {.kind = SHAPE_LIST, .items = &CURRENCY_MOVEMENTS};

static const Shape RENEWAL_KIND = {.kind = SHAPE_CHOICE, SHAPE_CHOICES("successor", "extension")};

static const Shape RENEWAL = {
	.name = "Renewal",
	.kind = SHAPE_OBJECT,
	.help = "a contract that goes on",
	SHAPE_MEMBERS({"kind", &RENEWAL_KIND, ALWAYS,
		       "another contract continues it, or its end was set later"},
		      {"contract", &SHAPE_OF_TEXT, ALWAYS, "key of what is renewed"},
		      {"successor", &SHAPE_OF_TEXT, NULLABLE, "key; null: an extension"},
		      {"ended_on", &SHAPE_OF_DATE, ALWAYS, "first day on which it no longer ran"},
		      {"renewed_on", &SHAPE_OF_DATE, ALWAYS,
		       "start of the successor, or effective day of the extension"}),
};
static const Shape RENEWALS = {.kind = SHAPE_LIST, .items = &RENEWAL};

const Shape MOVEMENTS_SHAPE = {
	.name = "Movements",
	.kind = SHAPE_OBJECT,
	.help = "movements of recurring annual value of customer contracts between two days",
	SHAPE_MEMBERS({"from", &SHAPE_OF_DATE, ALWAYS, "first day"},
		      {"to", &SHAPE_OF_DATE, ALWAYS, "last day"}, MOMENT_MEMBERS,
		      {"currencies", &CURRENCIES, ALWAYS, "by code"},
		      {"renewals", &RENEWALS, ALWAYS, NULL}),
};

int64_t movement_part(const Movement *movement, size_t part)
{
	const int64_t parts[MOVEMENT_PARTS] = {
		movement->from,      movement->fresh,       movement->reactivation,
		movement->expansion, movement->contraction, movement->churn,
		movement->to};
	return parts[part];
}

Str movement_contract_key(const MovementAnswer *answer, int64_t id)
{
	const Contract *contract = contract_by_id(answer->contracts, id);
	return contract ? contract->key : (Str){0};
}

static void put_movement(JsonWriter *json, Arena *mem, const Movement *movement, Currency currency)
{
	for (size_t i = 0; i < MOVEMENT_PARTS; i++) {
		json_put_key(json, MOVEMENT_PART_NAMES[i]);
		json_put_money(json, mem, movement_part(movement, i), currency);
	}
}

static void put_ratio(JsonWriter *json, const char *key, Arena *mem, Retention ratio)
{
	json_put_key(json, key);
	if (ratio.na != NA_NONE)
		json_put_na(json, na_name(ratio.na));
	else
		json_write_string(json, decimal_text_short(mem, ratio.ppm, SHARE_DECIMALS));
}

static void put_left_out(JsonWriter *json, const MovementAnswer *answer,
			 const CurrencyMovements *movements)
{
	json_put_key(json, "left_out");
	json_write_begin_array(json);
	for (size_t i = 0; i < movements->left_out_count; i++) {
		const LeftOut *left = &movements->left_out[i];
		json_write_begin_object(json);
		json_put_member(json, "account", account_name(answer->accounts, left->account));
		json_put_member(json, "contract", movement_contract_key(answer, left->contract));
		json_put_member(json, "na", str_from_c(na_name(left->na)));
		json_write_end_object(json);
	}
	json_write_end_array(json);
}

static void put_currency(JsonWriter *json, Arena *mem, const MovementAnswer *answer,
			 const CurrencyMovements *movements)
{
	json_write_begin_object(json);
	json_put_member(json, "currency", str_from_c(movements->currency.code));
	json_put_key(json, "accounts");
	json_write_begin_array(json);
	for (size_t i = 0; i < movements->account_count; i++) {
		json_write_begin_object(json);
		json_put_member(json, "account",
				account_name(answer->accounts, movements->accounts[i].account));
		put_movement(json, mem, &movements->accounts[i], movements->currency);
		json_write_end_object(json);
	}
	json_write_end_array(json);
	json_put_key(json, "sum");
	json_write_begin_object(json);
	put_movement(json, mem, &movements->sum, movements->currency);
	json_write_end_object(json);
	put_ratio(json, "nrr", mem, movements->nrr);
	put_ratio(json, "grr", mem, movements->grr);
	json_put_key(json, "retention_base");
	json_put_money(json, mem, movements->retention_base, movements->currency);
	put_left_out(json, answer, movements);
	json_write_end_object(json);
}

static void put_renewal(JsonWriter *json, Arena *mem, const MovementAnswer *answer,
			const Renewal *renewal)
{
	bool successor = renewal->kind == RENEWAL_SUCCESSOR;
	json_write_begin_object(json);
	json_put_member(json, "kind", successor ? STR("successor") : STR("extension"));
	json_put_member(json, "contract", movement_contract_key(answer, renewal->contract));
	json_put_member(json, "successor", movement_contract_key(answer, renewal->successor));
	json_put_date(json, "ended_on", mem, renewal->ended_on);
	json_put_date(json, "renewed_on", mem, renewal->renewed_on);
	json_write_end_object(json);
}

void json_put_movements(JsonWriter *json, Arena *mem, Moment moment, const MovementAnswer *answer)
{
	json_write_begin_object(json);
	json_put_date(json, "from", mem, answer->between.from);
	json_put_date(json, "to", mem, answer->between.to);
	json_put_moment(json, mem, moment);
	json_put_key(json, "currencies");
	json_write_begin_array(json);
	for (size_t i = 0; i < answer->table.len; i++)
		put_currency(json, mem, answer, &answer->table.at[i]);
	json_write_end_array(json);
	json_put_key(json, "renewals");
	json_write_begin_array(json);
	for (size_t i = 0; i < answer->table.renewal_count; i++)
		put_renewal(json, mem, answer, &answer->table.renewals[i]);
	json_write_end_array(json);
	json_write_end_object(json);
}
