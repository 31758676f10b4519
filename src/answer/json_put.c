#include "answer/json_put.h"

#include "history/contract_kind.h"

static const char *na_choice(size_t place)
{
	return place < NA_NO_TERMS ? na_name((Na)(place + 1)) : NULL;
}

static const char *warning_choice(size_t place)
{
	return place < WARNING_CODES ? warning_name((WarningCode)place) : NULL;
}

static const char *kind_choice(size_t place)
{
	return place <= CONTRACT_VENDOR ? contract_kind_name((ContractKind)place) : NULL;
}

const Shape CURRENCY_SHAPE = {
	.kind = SHAPE_TEXT, .help = "ISO 4217 code", .minimum = 3, .maximum = 3, .example = "USD"};

const Shape CONTRACT_KIND_SHAPE = {.kind = SHAPE_CHOICE, .choice = kind_choice};

static const Shape AMOUNT_TEXT = {.kind = SHAPE_DECIMAL, .example = "83835.62"};

const Shape MONEY_SHAPE = {
	.name = "Money",
	.kind = SHAPE_OBJECT,
	.help = "an amount of money",
	SHAPE_MEMBERS({"amount", &AMOUNT_TEXT, ALWAYS, "with all decimals of the currency"},
		      {"currency", &CURRENCY_SHAPE, ALWAYS, NULL}),
};

static const Shape NA_REASON = {.kind = SHAPE_CHOICE, .choice = na_choice};

const Shape NA_SHAPE = {
	.name = "NotAvailable",
	.kind = SHAPE_OBJECT,
	.help = "stands in place of a figure that is not available",
	SHAPE_MEMBERS({"na", &NA_REASON, ALWAYS, "why it is not"}),
};

const Shape AMOUNT_SHAPE = {
	.name = "Amount",
	.kind = SHAPE_EITHER,
	.help = "an amount of money, or why it is not available",
	SHAPE_OPTIONS(&MONEY_SHAPE, &NA_SHAPE),
};

const Shape FIGURES_SHAPE = {
	.name = "Figures",
	.kind = SHAPE_OBJECT,
	.help = "revenue and profit by terms",
	SHAPE_MEMBERS({"revenue", &AMOUNT_SHAPE, ALWAYS, "by terms"},
		      {"profit", &AMOUNT_SHAPE, ALWAYS, "revenue less the share of direct labour"}),
};

const Shape VALUE_SHAPE = {
	.name = "Value",
	.kind = SHAPE_EITHER,
	.help = "value of a tracked field: money, or a text whose form its type tells; null: unset",
	SHAPE_OPTIONS(&MONEY_SHAPE, &SHAPE_OF_NULL, &SHAPE_OF_TEXT),
};

static const Shape CHANGE = {
	.name = "Change",
	.kind = SHAPE_OBJECT,
	.help = "what an entry changes in a field, on the entry's effective day",
	SHAPE_MEMBERS({"field", &SHAPE_OF_TEXT, ALWAYS, "name of a tracked field"},
		      {"old", &VALUE_SHAPE, ALWAYS, "value before the entry"},
		      {"new", &VALUE_SHAPE, ALWAYS, "value after it"}),
};
const Shape CHANGES_SHAPE = {.kind = SHAPE_LIST, .items = &CHANGE};

static const Shape WARNING_CODE = {.kind = SHAPE_CHOICE, .choice = warning_choice};

static const Shape WARNING = {
	.name = "Warning",
	.kind = SHAPE_OBJECT,
	.help = "something odd in a history; it is kept and counts",
	SHAPE_MEMBERS({"code", &WARNING_CODE, ALWAYS, NULL},
		      {"text", &SHAPE_OF_TEXT, ALWAYS, "the same as a sentence"},
		      {"effective_on", &SHAPE_OF_DATE, NULLABLE, "where it was met first"},
		      {"count", &SHAPE_OF_INTEGER, ALWAYS, "how often it was met"}),
};
const Shape WARNINGS_SHAPE = {.kind = SHAPE_LIST, .items = &WARNING};

void json_put_key(JsonWriter *json, const char *key)
{
	json_write_key(json, str_from_c(key));
}

static void put_text(JsonWriter *json, Str text)
{
	if (text.len > 0)
		json_write_string(json, text);
	else
		json_write_null(json);
}

void json_put_member(JsonWriter *json, const char *key, Str text)
{
	json_put_key(json, key);
	put_text(json, text);
}

void json_put_text(JsonWriter *json, const char *key, Str text)
{
	json_put_key(json, key);
	json_write_string(json, text);
}

void json_put_bool(JsonWriter *json, const char *key, bool truth)
{
	json_put_key(json, key);
	json_write_bool(json, truth);
}

void json_put_count(JsonWriter *json, const char *key, uint64_t count)
{
	json_put_key(json, key);
	json_write_int(json, (int64_t)count);
}

void json_put_id(JsonWriter *json, const char *key, int64_t id)
{
	json_put_key(json, key);
	if (id != 0)
		json_write_int_string(json, id);
	else
		json_write_null(json);
}

void json_put_date(JsonWriter *json, const char *key, Arena *mem, Date date)
{
	json_put_member(json, key, date_text(mem, date));
}

void json_put_instant(JsonWriter *json, const char *key, Arena *mem, Instant at)
{
	json_put_member(json, key, at.us == INSTANT_MAX.us ? (Str){0} : instant_text(mem, at));
}

void json_put_na(JsonWriter *json, const char *reason)
{
	json_write_begin_object(json);
	json_put_member(json, "na", str_from_c(reason));
	json_write_end_object(json);
}

void json_put_money(JsonWriter *json, Arena *mem, int64_t minor, Currency currency)
{
	json_write_begin_object(json);
	json_put_member(json, "amount", money_text(mem, minor, currency));
	json_put_member(json, "currency", str_from_c(currency.code));
	json_write_end_object(json);
}

void json_put_amount(JsonWriter *json, Arena *mem, Amount amount, Currency currency)
{
	if (amount.na != NA_NONE)
		json_put_na(json, na_name(amount.na));
	else
		json_put_money(json, mem, amount.minor, currency);
}

void json_put_figures(JsonWriter *json, const char *key, Arena *mem, const Figures *figures,
		      Currency currency)
{
	json_put_key(json, key);
	json_write_begin_object(json);
	json_put_key(json, "revenue");
	json_put_amount(json, mem, figures->revenue, currency);
	json_put_key(json, "profit");
	json_put_amount(json, mem, figures->profit, currency);
	json_write_end_object(json);
}

void json_put_value(JsonWriter *json, Arena *mem, const Field *field, Currency currency,
		    Value value)
{
	if (!value.set)
		json_write_null(json);
	else if (field->type == FIELD_MONEY)
		json_put_money(json, mem, value.number, currency);
	else
		json_write_string(json, value_text(mem, field, currency, value));
}

void json_put_fields(JsonWriter *json, Arena *mem, const Fields *fields, Currency currency,
		     const Value *values)
{
	for (size_t i = 0; i < fields->len; i++) {
		json_write_key(json, fields->at[i].name);
		json_put_value(json, mem, &fields->at[i], currency,
			       values ? values[i] : (Value){0});
	}
}

void json_put_change(JsonWriter *json, Arena *mem, const Fields *fields, Currency currency,
		     const ChangeEffect *change)
{
	const Field *field = &fields->at[change->field];
	json_write_begin_object(json);
	json_put_member(json, "field", field->name);
	json_put_key(json, "old");
	json_put_value(json, mem, field, currency, change->before);
	json_put_key(json, "new");
	json_put_value(json, mem, field, currency, change->after);
	json_write_end_object(json);
}

void json_put_error(JsonWriter *json, const Err *err)
{
	json_put_key(json, "error");
	json_write_begin_object(json);
	json_put_member(json, "code", str_from_c(err_face(err->code)->name));
	json_put_member(json, "text", str_from_c(err->text));
	json_write_end_object(json);
}

void json_put_warnings(JsonWriter *json, Arena *mem, WarningList warnings)
{
	json_put_key(json, "warnings");
	json_write_begin_array(json);
	for (size_t i = 0; i < warnings.len; i++) {
		const Warning *warning = &warnings.at[i];
		json_write_begin_object(json);
		json_put_member(json, "code", str_from_c(warning_name(warning->code)));
		json_put_member(json, "text", str_from_c(warning_text(warning->code)));
		json_put_date(json, "effective_on", mem, warning->effective_on);
		json_put_count(json, "count", (uint64_t)warning->count);
		json_write_end_object(json);
	}
	json_write_end_array(json);
}

void json_put_moment(JsonWriter *json, Arena *mem, Moment moment)
{
	json_put_date(json, "as_of", mem, moment.as_of);
	json_put_instant(json, "known_at", mem, moment.known);
	json_put_instant(json, "recorded_at", mem, moment.recorded);
}
