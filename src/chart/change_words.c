#include "chart/change_words.h"

#include "base/utf8.h"
#include "chart/wording.h"

enum { TEXT_WIDTH = 24, CHANGES_SHOWN = 2, CHANGES_TOLD = 8 };

/* How a field is called where there is little room; NULL: as it is called elsewhere. */
static const char *const SHORT_LABELS[BUILTIN_FIELDS] = {
	[ANNUAL_VALUE] = "value",  [TOTAL_VALUE] = "total",
	[DIRECT_LABOR] = "labour", [STARTS_ON] = "start",
	[ENDS_ON] = "end",         [COMMITTED_HOURS] = "hours",
	[BILLING_RATE] = "rate",   [RECOGNITION_DAYS] = "recognition",
};

static Str with_spaces(Arena *mem, Str name)
{
	Buf out = {.mem = mem};
	for (size_t i = 0; i < name.len; i++)
		buf_add_byte(&out, (char)(name.ptr[i] == '_' ? ' ' : name.ptr[i]));
	return buf_str(&out);
}

Str words_na(Arena *mem, const char *name)
{
	if (str_eq_c(STR("no_direct_labor"), name))
		return STR("no direct labour");
	return with_spaces(mem, str_from_c(name));
}

Str words_label(const Wording *wording, size_t field)
{
	if (field == DIRECT_LABOR)
		return STR("direct labour");
	if (field == STARTS_ON)
		return STR("from");
	if (field == ENDS_ON)
		return STR("to");
	return with_spaces(wording->mem, wording->fields->at[field].name);
}

static Str short_label(const Wording *wording, size_t field)
{
	if (field < BUILTIN_FIELDS && SHORT_LABELS[field])
		return str_from_c(SHORT_LABELS[field]);
	return words_label(wording, field);
}

Quantity words_quantity(const Wording *wording, size_t place)
{
	const Field *field = &wording->fields->at[place];
	if (field->type == FIELD_SHARE)
		return (Quantity){QUANTITY_SHARE, SHARE_DECIMALS, {0}};
	if (field->type == FIELD_NUMBER)
		return (Quantity){QUANTITY_NUMBER, NUMBER_DECIMALS, field->unit};
	Str unit = WORDS(wording->mem, str_from_c(wording->currency.code),
			 field->unit.len > 0 ? STR(" ") : (Str){0}, field->unit);
	return (Quantity){QUANTITY_MONEY, wording->currency.exponent, unit};
}

/* A value that is no amount: a day, a choice, a text. Ends are last days. */
static Str plain_text(const Wording *wording, size_t place, Value value)
{
	const Field *field = &wording->fields->at[place];
	if (field->type == FIELD_DATE)
		return date_text_long(wording->mem, date_add((Date){(int32_t)value.number},
							     place == ENDS_ON ? -1 : 0));
	if (field->type == FIELD_CHOICE)
		return with_spaces(wording->mem, field->choices[value.number]);
	return value.text;
}

static Str exact_text(const Wording *wording, size_t place, Value value)
{
	if (!value.set)
		return STR("–");
	if (!field_can_add(wording->fields->at[place].type))
		return plain_text(wording, place, value);
	Quantity quantity = words_quantity(wording, place);
	return wording_exact(wording->mem, &quantity, value.number);
}

static Str short_text(const Wording *wording, size_t place, Value value)
{
	if (!value.set)
		return STR("–");
	if (!field_can_add(wording->fields->at[place].type))
		return utf8_fit(wording->mem, plain_text(wording, place, value), TEXT_WIDTH);
	Quantity quantity = words_quantity(wording, place);
	return wording_short(wording->mem, &quantity, value.number);
}

/* " USD per year", where an amount has a unit. */
static Str unit_behind(const Wording *wording, size_t place)
{
	if (!field_can_add(wording->fields->at[place].type))
		return (Str){0};
	Str unit = words_quantity(wording, place).unit;
	return unit.len > 0 ? WORDS(wording->mem, STR(" "), unit) : unit;
}

/* Words that grow change by change. */
typedef struct Telling {
	const Wording *wording;
	Buf text;
	Buf detail;
	Str brief;
	size_t count;
} Telling;

static Telling telling_of(const Wording *wording)
{
	return (Telling){.wording = wording, .text.mem = wording->mem, .detail.mem = wording->mem};
}

static void tell(Telling *telling, size_t field, Str brief, Str exact)
{
	const Wording *wording = telling->wording;
	size_t place = telling->count++;
	Str named = WORDS(wording->mem, short_label(wording, field), STR(" "), brief);
	bool plain = field == ANNUAL_VALUE || field == TOTAL_VALUE || field == DIRECT_LABOR;
	if (place == 0)
		telling->brief = plain ? brief : named;
	if (place < CHANGES_SHOWN)
		buf_add(&telling->text,
			WORDS(wording->mem, place > 0 ? STR(", ") : (Str){0}, named));
	if (place < CHANGES_TOLD)
		buf_add(&telling->detail, WORDS(wording->mem, place > 0 ? STR("; ") : (Str){0},
						words_label(wording, field), STR(" "), exact,
						unit_behind(wording, field)));
}

static ChangeWords told(Telling *telling)
{
	if (telling->count > CHANGES_SHOWN)
		buf_add_format(&telling->text, " +%zu", telling->count - CHANGES_SHOWN);
	if (telling->count > CHANGES_TOLD)
		buf_add_format(&telling->detail, "; and %zu more", telling->count - CHANGES_TOLD);
	return (ChangeWords){buf_str(&telling->text), telling->brief, buf_str(&telling->detail)};
}

static void tell_change(Telling *telling, size_t field, Value before, Value after)
{
	const Wording *wording = telling->wording;
	Arena *mem = wording->mem;
	FieldType type = wording->fields->at[field].type;
	Str brief = WORDS(mem, STR("→ "), short_text(wording, field, after));
	if (!after.set)
		brief = STR("cleared");
	if (before.set && after.set && field_can_add(type)) {
		Quantity quantity = words_quantity(wording, field);
		brief = wording_change(mem, &quantity, before.number, after.number);
	}
	Str exact = WORDS(mem, exact_text(wording, field, before), STR(" → "),
			  exact_text(wording, field, after));
	tell(telling, field, brief, exact);
}

ChangeWords words_of_rows(const Wording *wording, const FoldRow *before, const FoldRow *after)
{
	Telling telling = telling_of(wording);
	for (size_t i = 0; i < wording->fields->len; i++) {
		Value old = before ? before->values[i] : (Value){0};
		if (value_eq(old, after->values[i]))
			continue;
		if (before)
			tell_change(&telling, i, old, after->values[i]);
		else
			tell(&telling, i, short_text(wording, i, after->values[i]),
			     exact_text(wording, i, after->values[i]));
	}
	return told(&telling);
}

static void tell_entry_change(Telling *telling, const Change *change)
{
	const Wording *wording = telling->wording;
	Arena *mem = wording->mem;
	Str brief = short_text(wording, change->field, change->value);
	Str exact = exact_text(wording, change->field, change->value);
	if (change->op == CHANGE_ADD) {
		Str sign = change->value.number < 0 ? (Str){0} : STR("+");
		brief = WORDS(mem, sign, brief);
		exact = WORDS(mem, sign, exact);
	} else if (!change->value.set) {
		brief = exact = STR("cleared");
	}
	tell(telling, change->field, brief, exact);
}

ChangeWords words_of_entry(const Wording *wording, const Entry *entry)
{
	Telling telling = telling_of(wording);
	for (size_t field = 0; field < wording->fields->len; field++) {
		for (size_t i = 0; i < entry->change_count; i++) {
			if (entry->changes[i].field == field)
				tell_entry_change(&telling, &entry->changes[i]);
		}
	}
	return told(&telling);
}
