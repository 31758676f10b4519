#include "answer/contract_json.h"

#define CONTRACT_MEMBERS                                                                           \
	{"key", &SHAPE_OF_TEXT, ALWAYS, "unique; fixed at its creation"},                          \
		{"name", &SHAPE_OF_TEXT, NULLABLE, "null: none"},                                  \
		{"account", &SHAPE_OF_TEXT, ALWAYS, "name of the account that it is with"},        \
		{"currency", &CURRENCY_SHAPE, ALWAYS, "of all its money"},                         \
		{"kind", &CONTRACT_KIND_SHAPE, ALWAYS, "vendor: spend, never in revenue"},         \
		{"effective_on", &SHAPE_OF_DATE, NULLABLE,                                         \
		 "day from which these values hold; null: nothing of it is seen"},                 \
		{"total", &FIGURES_SHAPE, ALWAYS, "of the whole term, by the terms seen"},         \
		{"estimate", &SHAPE_OF_BOOL, ALWAYS,                                               \
		 "the total holds an estimate: usage with an annual value"},                       \
	{                                                                                          \
		"entries", &SHAPE_OF_INTEGER, ALWAYS, "newest number in its history, for If-Match" \
	}

const Shape CONTRACT_STATE_SHAPE = {
	.name = "ContractState",
	.kind = SHAPE_OBJECT,
	.help = "a contract at a moment, with its tracked fields by name; custom fields, too",
	SHAPE_MEMBERS(CONTRACT_MEMBERS),
	.tracked = true,
	.items = &VALUE_SHAPE,
};

const Shape CONTRACT_SHAPE = {
	.name = "Contract",
	.kind = SHAPE_OBJECT,
	.help = "a contract at a moment, with its tracked fields by name and its warnings",
	SHAPE_MEMBERS(CONTRACT_MEMBERS, {"warnings", &WARNINGS_SHAPE, ALWAYS, NULL}),
	.tracked = true,
	.items = &VALUE_SHAPE,
};

const Shape EFFECT_SHAPE = {
	.name = "Effect",
	.kind = SHAPE_OBJECT,
	.help = "what a change of a contract did, or with dry_run would do",
	SHAPE_MEMBERS({"contract", &SHAPE_OF_TEXT, ALWAYS, "its key"},
		      {"number", &SHAPE_OF_INTEGER, ALWAYS,
		       "of the entry; with dry_run the one that it would get"},
		      {"dry_run", &SHAPE_OF_BOOL, ALWAYS, "true: nothing is recorded"},
		      {"changes", &CHANGES_SHAPE, ALWAYS, "on the entry's effective day"},
		      {"before", &FIGURES_SHAPE, ALWAYS, "total of the whole term before it"},
		      {"after", &FIGURES_SHAPE, ALWAYS, "total of the whole term after it"},
		      {"effect", &FIGURES_SHAPE, ALWAYS, "after less before"},
		      {"warnings", &WARNINGS_SHAPE, ALWAYS, "of the history after it"}),
};

static void put_asked(JsonWriter *json, Arena *mem, const Fields *fields,
		      const ContractState *state, const bool *asked)
{
	for (size_t i = 0; i < fields->len; i++) {
		if (!asked[i])
			continue;
		json_write_key(json, fields->at[i].name);
		json_put_value(json, mem, &fields->at[i], state->contract.currency,
			       state->values ? state->values[i] : (Value){0});
	}
}

static void put_state(JsonWriter *json, Arena *mem, const Fields *fields,
		      const ContractState *state, const bool *asked)
{
	const Contract *contract = &state->contract;
	json_put_member(json, "key", contract->key);
	json_put_member(json, "name", contract->name);
	json_put_member(json, "account", contract->account);
	json_put_member(json, "currency", str_from_c(contract->currency.code));
	json_put_member(json, "kind", str_from_c(contract_kind_name(contract->kind)));
	json_put_date(json, "effective_on", mem, state->effective_on);
	if (asked)
		put_asked(json, mem, fields, state, asked);
	else
		json_put_fields(json, mem, fields, contract->currency, state->values);
	json_put_figures(json, "total", mem, &state->total, contract->currency);
	json_put_bool(json, "estimate", state->total.estimate);
	json_put_count(json, "entries", (size_t)contract->entries);
}

void json_put_contract_state(JsonWriter *json, Arena *mem, const Fields *fields,
			     const ContractState *state, const bool *asked)
{
	json_write_begin_object(json);
	put_state(json, mem, fields, state, asked);
	json_write_end_object(json);
}

void json_put_contract(JsonWriter *json, Arena *mem, const Fields *fields,
		       const ContractState *state)
{
	json_write_begin_object(json);
	put_state(json, mem, fields, state, NULL);
	json_put_warnings(json, mem, state->warnings);
	json_write_end_object(json);
}

void json_put_effect(JsonWriter *json, Arena *mem, const Effect *effect)
{
	Currency currency = effect->contract.currency;
	Figures difference = {.revenue = effect->revenue, .profit = effect->profit};
	json_write_begin_object(json);
	json_put_member(json, "contract", effect->contract.key);
	json_put_count(json, "number", (size_t)effect->number);
	json_put_bool(json, "dry_run", effect->dry_run);
	json_put_key(json, "changes");
	json_write_begin_array(json);
	for (size_t i = 0; i < effect->change_count; i++)
		json_put_change(json, mem, effect->fields, currency, &effect->changes[i]);
	json_write_end_array(json);
	json_put_figures(json, "before", mem, &effect->total_before, currency);
	json_put_figures(json, "after", mem, &effect->total_after, currency);
	json_put_figures(json, "effect", mem, &difference, currency);
	json_put_warnings(json, mem, effect->warnings);
	json_write_end_object(json);
}
