#include "history/value.h"

bool value_eq(Value a, Value b)
{
	return a.set == b.set && (!a.set || (a.number == b.number && str_eq(a.text, b.text)));
}

bool field_can_add(FieldType type)
{
	return type == FIELD_MONEY || type == FIELD_NUMBER || type == FIELD_SHARE;
}

static bool parse_share(ChangeOp op, Str text, NumberStyle style, int64_t *out, Err *err)
{
	int64_t share;
	bool percent = str_ends(text, STR("%"));
	Str number = percent ? str_trim(str_slice(text, 0, text.len - 1)) : text;
	if (!decimal_parse(number, style, percent ? SHARE_DECIMALS - 2 : SHARE_DECIMALS, &share,
			   err))
		return false;
	int64_t least = op == CHANGE_ADD ? -SHARE_ONE : 0;
	if (share < least || share > SHARE_ONE)
		return fail(err, ERR_RANGE, "%.*s is outside 0 to 100 %%",
			    STR_ARG(str_slice(text, 0, 60)));
	*out = share;
	return true;
}

static bool parse_choice(const Field *field, Str text, int64_t *out, Err *err)
{
	for (size_t i = 0; i < field->choice_count; i++) {
		if (str_eq(text, field->choices[i])) {
			*out = (int64_t)i;
			return true;
		}
	}
	char list[300];
	size_t len = 0;
	size_t listed = 0;
	for (; listed < field->choice_count && len + field->choices[listed].len + 2 < sizeof list;
	     listed++) {
		for (size_t j = 0; listed > 0 && j < 2; j++)
			list[len++] = ", "[j];
		for (size_t j = 0; j < field->choices[listed].len; j++)
			list[len++] = field->choices[listed].ptr[j];
	}
	return fail(err, ERR_INPUT, "'%.*s' is none of %.*s%s", STR_ARG(str_slice(text, 0, 60)),
		    (int)len, list, listed < field->choice_count ? ", …" : "");
}

static bool parse_number(const Field *field, Str text, NumberStyle style, int64_t *out, Err *err)
{
	int64_t whole;
	if (!field->whole)
		return decimal_parse(text, style, NUMBER_DECIMALS, out, err);
	if (!decimal_parse(text, style, 0, &whole, err))
		return false;
	if (__builtin_mul_overflow(whole, 1000000, &whole))
		return fail(err, ERR_RANGE, "'%.*s' is too large a number",
			    STR_ARG(str_slice(text, 0, 60)));
	*out = whole;
	return true;
}

static bool parse_set_value(const Field *field, Currency currency, ChangeOp op, Str text,
			    NumberStyle style, Value *out, Err *err)
{
	Date date;
	switch (field->type) {
	case FIELD_MONEY:
		return decimal_parse(text, style, currency.exponent, &out->number, err);
	case FIELD_NUMBER:
		return parse_number(field, text, style, &out->number, err);
	case FIELD_SHARE:
		return parse_share(op, text, style, &out->number, err);
	case FIELD_DATE:
		if (!date_parse(text, &date, err))
			return false;
		out->number = date.day;
		return true;
	case FIELD_CHOICE:
		return parse_choice(field, text, &out->number, err);
	case FIELD_TEXT:
	case FIELD_CONTRACT:
		out->text = text;
		return true;
	}
	__builtin_unreachable();
}

bool value_parse(const Field *field, Currency currency, ChangeOp op, Str text, NumberStyle style,
		 Value *out, Err *err)
{
	Value value = {.set = text.len > 0};
	if (op == CHANGE_ADD && !field_can_add(field->type))
		return fail(err, ERR_INPUT, "%.*s: one cannot add to a %s; set it",
			    STR_ARG(field->name), field_type_name(field->type));
	if (op == CHANGE_ADD && text.len == 0)
		return fail(err, ERR_INPUT, "%.*s: nothing to add", STR_ARG(field->name));
	if (value.set && !parse_set_value(field, currency, op, text, style, &value, err))
		return fail_in(err, "%.*s", STR_ARG(field->name));
	*out = value;
	return true;
}

Str value_text(Arena *mem, const Field *field, Currency currency, Value value)
{
	if (!value.set)
		return (Str){0};
	switch (field->type) {
	case FIELD_MONEY:
		return money_text(mem, value.number, currency);
	case FIELD_NUMBER:
		return decimal_text_short(mem, value.number, NUMBER_DECIMALS);
	case FIELD_SHARE:
		return decimal_text_short(mem, value.number, SHARE_DECIMALS);
	case FIELD_DATE:
		return date_text(mem, (Date){(int32_t)value.number});
	case FIELD_CHOICE:
		return field->choices[value.number];
	case FIELD_TEXT:
	case FIELD_CONTRACT:
		return value.text;
	}
	__builtin_unreachable();
}

Str value_text_long(Arena *mem, const Field *field, Currency currency, Value value)
{
	if (!value.set)
		return STR("–");
	if (field->type == FIELD_MONEY)
		return decimal_text_grouped(mem, value.number, currency.exponent);
	if (field->type == FIELD_SHARE)
		return str_format(
			mem, "%.*s %%",
			STR_ARG(decimal_with_minus(mem, decimal_text_short(mem, value.number,
									   SHARE_DECIMALS - 2))));
	if (field->type == FIELD_NUMBER)
		return decimal_with_minus(mem, value_text(mem, field, currency, value));
	if (field->type == FIELD_DATE)
		return date_text_long(mem, (Date){(int32_t)value.number});
	return value_text(mem, field, currency, value);
}
