#include "cli/wording.h"

#include "base/utf8.h"

enum { VALUE_WIDTH = 24 };

Str shown_count(Arena *mem, uint64_t count)
{
	return decimal_text_grouped(mem, (int64_t)count, 0);
}

/* Without the zeros at the end of its fraction. */
Str shown_number(Arena *mem, int64_t scaled, int digits)
{
	while (digits > 0 && scaled % 10 == 0) {
		scaled /= 10;
		digits--;
	}
	return decimal_text_grouped(mem, scaled, digits);
}

static Str shown_money(Arena *mem, int64_t minor, Currency currency)
{
	return decimal_text_grouped(mem, minor, currency.exponent);
}

static Str with_spaces(Arena *mem, Str name)
{
	Buf out = {.mem = mem};
	for (size_t i = 0; i < name.len; i++)
		buf_add_byte(&out, (char)(name.ptr[i] == '_' ? ' ' : name.ptr[i]));
	return buf_str(&out);
}

Str shown_na(Arena *mem, const char *reason)
{
	return str_format(mem, "n/a · %.*s", STR_ARG(with_spaces(mem, str_from_c(reason))));
}

Str shown_amount(Arena *mem, Amount amount, Currency currency)
{
	return amount.na != NA_NONE ? shown_na(mem, na_name(amount.na))
				    : shown_money(mem, amount.minor, currency);
}

Str shown_effect(Arena *mem, Amount amount, Currency currency)
{
	Str text = shown_amount(mem, amount, currency);
	bool more = amount.na == NA_NONE && amount.minor > 0;
	return more ? str_format(mem, "+%.*s", STR_ARG(text)) : text;
}

Str shown_text(Arena *mem, Str text)
{
	return utf8_printable(mem, text);
}

Str shown_date(Arena *mem, Date date)
{
	return date_is_set(date) ? date_text_long(mem, date) : STR("–");
}

Str shown_last_day(Arena *mem, Date end)
{
	return date_is_set(end) ? date_text_long(mem, date_add(end, -1)) : STR("–");
}

Str shown_instant(Arena *mem, Instant at)
{
	Date day = instant_date(at);
	int64_t seconds = (at.us - instant_of_date(day).us) / 1000000;
	Str date = date_text_long(mem, day);
	if (at.us == instant_of_date(day).us)
		return date;
	return str_format(mem, "%.*s %02d:%02d:%02d", STR_ARG(date), (int)(seconds / 3600),
			  (int)(seconds / 60 % 60), (int)(seconds % 60));
}

Str field_label(Arena *mem, const Fields *fields, size_t place)
{
	if (place == STARTS_ON)
		return STR("from");
	if (place == ENDS_ON)
		return STR("to");
	return with_spaces(mem, fields->at[place].name);
}

Str field_unit(Arena *mem, const Field *field, Currency currency)
{
	if (field->type != FIELD_MONEY)
		return field->unit;
	return str_format(mem, "%s%s%.*s", currency.code, field->unit.len > 0 ? " " : "",
			  STR_ARG(field->unit));
}

Str shown_value(Arena *mem, const Fields *fields, size_t place, Currency currency, Value value)
{
	const Field *field = &fields->at[place];
	if (!value.set)
		return STR("–");
	if (place == ENDS_ON)
		return shown_last_day(mem, (Date){(int32_t)value.number});
	if (field->type == FIELD_NUMBER)
		return shown_number(mem, value.number, NUMBER_DECIMALS);
	Str text = value_text_long(mem, field, currency, value);
	return field_can_add(field->type) ? text : shown_text(mem, text);
}

Str shown_value_short(const Screen *screen, Arena *mem, const Fields *fields, size_t place,
		      Currency currency, Value value)
{
	FieldType type = fields->at[place].type;
	Str text = shown_value(mem, fields, place, currency, value);
	return field_type_is_text(type) && screen->terminal ? utf8_fit(mem, text, VALUE_WIDTH)
							    : text;
}

/* The day by whose end an instant is the last one; DATE_NONE: it is another one. */
static Date instant_as_whole_day(Instant at)
{
	if (at.us == INSTANT_MAX.us)
		return DATE_NONE;
	Date day = instant_date(at);
	return instant_end_of_date(day).us == at.us ? day : DATE_NONE;
}

static void add_limit(Buf *out, const char *word, Instant limit)
{
	Date day = instant_as_whole_day(limit);
	Str text =
		date_is_set(day) ? date_text_long(out->mem, day) : shown_instant(out->mem, limit);
	if (limit.us == INSTANT_MAX.us)
		return;
	buf_add_format(out, " · %s by %s%.*s", word, date_is_set(day) ? "the end of " : "",
		       STR_ARG(text));
}

Str shown_moment(Arena *mem, Moment moment, const char *latest)
{
	Buf out = {.mem = mem};
	if (date_is_set(moment.as_of))
		buf_add_format(&out, "As of %.*s", STR_ARG(date_text_long(mem, moment.as_of)));
	else
		buf_add(&out, str_from_c(latest));
	if (moment.known.us == INSTANT_MAX.us)
		buf_add(&out, STR(" · known now"));
	add_limit(&out, "known", moment.known);
	add_limit(&out, "recorded", moment.recorded);
	return buf_str(&out);
}

void add_contract_title(const Screen *screen, Buf *out, Arena *mem, const Contract *contract)
{
	screen_add(screen, out, STYLE_STRONG, shown_text(mem, contract->key));
	if (contract->name.len > 0)
		buf_add_format(out, " · %.*s", STR_ARG(shown_text(mem, contract->name)));
	buf_add_format(out, "\n%.*s · %s · %s\n", STR_ARG(shown_text(mem, contract->account)),
		       contract_kind_name(contract->kind), contract->currency.code);
}

void add_warnings(Buf *out, Arena *mem, WarningList warnings)
{
	for (size_t i = 0; i < warnings.len; i++) {
		const Warning *warning = &warnings.at[i];
		buf_add_format(out, "%s! %s: %s", i == 0 ? "\n" : "", warning_name(warning->code),
			       warning_text(warning->code));
		if (date_is_set(warning->effective_on))
			buf_add_format(out, " (%s%.*s)", warning->count > 1 ? "first " : "",
				       STR_ARG(date_text_long(mem, warning->effective_on)));
		if (warning->count > 1)
			buf_add_format(out, " ×%d", (int)warning->count);
		buf_add_byte(out, '\n');
	}
}
