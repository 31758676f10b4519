#include "history/field.h"

#include <stdio.h>

#define CHOICES(...)                                                 \
	.type = FIELD_CHOICE, .choices = (const Str[]){__VA_ARGS__}, \
	.choice_count = sizeof((const Str[]){__VA_ARGS__}) / sizeof(Str)
#define TEXT(literal)                        \
	{                                    \
		literal, sizeof(literal) - 1 \
	}
#define NAMED(place, text) .id = (place) + 1, .name = TEXT(text)

static const Field BUILTIN[BUILTIN_FIELDS] = {
	[ANNUAL_VALUE] = {NAMED(ANNUAL_VALUE, "annual_value"), .type = FIELD_MONEY,
			  .unit = TEXT("per year"),
			  .help = TEXT("value of a year of the contract")},
	[TOTAL_VALUE] = {NAMED(TOTAL_VALUE, "total_value"), .type = FIELD_MONEY,
			 .help = TEXT(
				 "value of the whole term; a ceiling where pricing is by usage")},
	[VALUE_BASIS] = {NAMED(VALUE_BASIS, "value_basis"), CHOICES(TEXT("annual"), TEXT("total")),
			 .help = TEXT("which value earns; unset means annual")},
	[DIRECT_LABOR] = {NAMED(DIRECT_LABOR, "direct_labor"), .type = FIELD_SHARE,
			  .help = TEXT("share of the value paid to direct labour")},
	[STARTS_ON] = {NAMED(STARTS_ON, "starts_on"), .type = FIELD_DATE,
		       .help = TEXT("first day of the term")},
	[ENDS_ON] = {NAMED(ENDS_ON, "ends_on"), .type = FIELD_DATE,
		     .help = TEXT("first day on which the contract no longer runs")},
	[COMMITTED_HOURS] = {NAMED(COMMITTED_HOURS, "committed_hours"), .type = FIELD_NUMBER,
			     .unit = TEXT("h"),
			     .help = TEXT("hours committed per committed_basis")},
	[COMMITTED_BASIS] = {NAMED(COMMITTED_BASIS, "committed_basis"),
			     CHOICES(TEXT("month"), TEXT("contract_year"), TEXT("term")),
			     .help = TEXT("what committed_hours cover; unset means contract_year")},
	[UTILIZATION_BASELINE] = {NAMED(UTILIZATION_BASELINE, "utilization_baseline"),
				  .type = FIELD_SHARE,
				  .help = TEXT("utilization that is expected")},
	[MARGIN_TARGET] = {NAMED(MARGIN_TARGET, "margin_target"), .type = FIELD_SHARE,
			   .help = TEXT("delivery margin that is aimed at")},
	[BILLING_RATE] = {NAMED(BILLING_RATE, "billing_rate"), .type = FIELD_MONEY,
			  .unit = TEXT("per hour"),
			  .help = TEXT("price of an hour where no rate card says otherwise")},
	[DAY_COUNT] = {NAMED(DAY_COUNT, "day_count"),
		       CHOICES(TEXT("ACT/365F"), TEXT("ACT/ACT"), TEXT("ACT/360"), TEXT("30/360"),
			       TEXT("30E/360"), TEXT("ACT/CY")),
		       .help = TEXT("how days become shares of a year; unset means ACT/365F")},
	[PRICING] = {NAMED(PRICING, "pricing"),
		     CHOICES(TEXT("fixed"), TEXT("retainer"), TEXT("prepaid_hours"),
			     TEXT("time_and_materials"), TEXT("capped")),
		     .help = TEXT("what revenue comes from")},
	[RECURRING] = {NAMED(RECURRING, "recurring"), CHOICES(TEXT("no"), TEXT("yes")),
		       .help = TEXT("counts in movements and retention; unset means no")},
	[RENEWS] = {NAMED(RENEWS, "renews"), .type = FIELD_CONTRACT,
		    .help = TEXT("the contract that it continues")},
	[NOTICE_BY] = {NAMED(NOTICE_BY, "notice_by"), .type = FIELD_DATE,
		       .help = TEXT("last day to give notice")},
	[CALENDAR] = {NAMED(CALENDAR, "calendar"), .type = FIELD_TEXT,
		      .help = TEXT("calendar of its working days")},
	[STATUS] = {NAMED(STATUS, "status"),
		    CHOICES(TEXT("draft"), TEXT("active"), TEXT("paused"), TEXT("ended"),
			    TEXT("terminated")),
		    .help = TEXT("where the contract stands; never affects money")},
	[MANAGER] = {NAMED(MANAGER, "manager"), .type = FIELD_TEXT,
		     .help = TEXT("who answers for it")},
	[RECOGNITION_DAYS] = {NAMED(RECOGNITION_DAYS, "recognition_days"), .type = FIELD_NUMBER,
			      .whole = true, .unit = TEXT("business days"),
			      .help = TEXT(
				      "time to recognise revenue after service; unset means 5")},
};

static const char *const TYPE_NAMES[] = {
	[FIELD_MONEY] = "money",       [FIELD_NUMBER] = "number", [FIELD_SHARE] = "share",
	[FIELD_DATE] = "date",         [FIELD_TEXT] = "text",     [FIELD_CHOICE] = "choice",
	[FIELD_CONTRACT] = "contract",
};

/* Names that answers and files use beside the fields. */
static const Str RESERVED[] = {
	TEXT("key"),        TEXT("account"),      TEXT("currency"),    TEXT("kind"),
	TEXT("name"),       TEXT("contract"),     TEXT("number"),      TEXT("effective_on"),
	TEXT("known_at"),   TEXT("signed_on"),    TEXT("recorded_at"), TEXT("recorded_by"),
	TEXT("reason"),     TEXT("change_order"), TEXT("source"),      TEXT("first_year"),
	TEXT("last_year"),  TEXT("total"),        TEXT("estimate"),    TEXT("warnings"),
	TEXT("id"),         TEXT("order"),        TEXT("revisions"),   TEXT("entries"),
	TEXT("created_at"), TEXT("created_by"),   TEXT("row"),
};

const Field *fields_builtin(void)
{
	return BUILTIN;
}

void fields_init(Fields *out, Arena *mem, const Field *custom, size_t custom_count)
{
	Field *all = ARENA_ARRAY(mem, Field, BUILTIN_FIELDS + custom_count);
	for (size_t i = 0; i < BUILTIN_FIELDS; i++)
		all[i] = BUILTIN[i];
	for (size_t i = 0; i < custom_count; i++)
		all[BUILTIN_FIELDS + i] = custom[i];
	out->at = all;
	out->len = BUILTIN_FIELDS + custom_count;
	map_init(&out->by_name, mem, 0);
	for (size_t i = 0; i < out->len; i++)
		map_put(&out->by_name, all[i].name, (int64_t)i);
}

/* The first field that holds `name` or is held in it, for a hint. */
static const Field *similar_field(const Fields *fields, Str name)
{
	size_t at;
	for (size_t i = 0; i < fields->len; i++) {
		Str other = fields->at[i].name;
		if (name.len >= 3 && (str_find(other, name, &at) || str_find(name, other, &at)))
			return &fields->at[i];
	}
	return NULL;
}

bool fields_find(const Fields *fields, Str name, size_t *index, Err *err)
{
	int64_t place;
	if (map_get(&fields->by_name, name, &place)) {
		*index = (size_t)place;
		return true;
	}
	const Field *similar = similar_field(fields, name);
	if (similar)
		return fail_no_such(err, NULL, "there is no field '%.*s'; did you mean '%.*s'?",
				    STR_ARG(str_slice(name, 0, 60)), STR_ARG(similar->name));
	return fail_no_such(err, "field", "there is no field '%.*s'",
			    STR_ARG(str_slice(name, 0, 60)));
}

bool fields_find_id(const Fields *fields, int64_t id, size_t *index)
{
	for (size_t i = 0; i < fields->len; i++) {
		if (fields->at[i].id == id) {
			*index = i;
			return true;
		}
	}
	return false;
}

bool field_type_is_text(FieldType type)
{
	return type == FIELD_TEXT || type == FIELD_CONTRACT || type == FIELD_CHOICE;
}

const char *field_type_name(FieldType type)
{
	return TYPE_NAMES[type];
}

bool field_type_parse(Str name, FieldType *out, Err *err)
{
	for (size_t i = 0; i < FIELD_CONTRACT; i++) {
		if (str_eq_c(name, TYPE_NAMES[i])) {
			*out = (FieldType)i;
			return true;
		}
	}
	return fail(err, ERR_INPUT,
		    "'%.*s' is not a type of field; use money, number, share, date, text or choice",
		    STR_ARG(str_slice(name, 0, 60)));
}

bool field_fail_at(Err *err, Str name)
{
	char member[ERR_FIELD_SIZE];
	(void)snprintf(member, sizeof member, "%.*s", STR_ARG(name));
	return fail_at(err, member);
}

static bool is_name(Str name)
{
	if (name.len == 0 || name.len > 60 || name.ptr[0] < 'a' || name.ptr[0] > 'z')
		return false;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'))
			return false;
	}
	return true;
}

static bool check_choices(const Field *field, Err *err)
{
	if ((field->type == FIELD_CHOICE) != (field->choice_count > 0))
		return fail(err, ERR_INPUT,
			    "choices belong to a field of type choice, which needs them");
	for (size_t i = 0; i < field->choice_count; i++) {
		if (field->choices[i].len == 0)
			return fail(err, ERR_INPUT, "a choice of '%.*s' is empty",
				    STR_ARG(field->name));
		for (size_t j = 0; j < i; j++) {
			if (str_eq(field->choices[i], field->choices[j]))
				return fail(err, ERR_INPUT, "the choice '%.*s' is given twice",
					    STR_ARG(str_slice(field->choices[i], 0, 60)));
		}
	}
	return true;
}

static bool check_new_name(const Fields *fields, const Field *field, Err *err)
{
	int64_t place;
	if (!is_name(field->name))
		return fail(
			err, ERR_INPUT,
			"'%.*s' cannot name a field; use up to 60 of a-z, 0-9 and _, a letter first",
			STR_ARG(str_slice(field->name, 0, 60)));
	if (map_get(&fields->by_name, field->name, &place))
		return fail(err, ERR_CONFLICT, "there is a field '%.*s' already",
			    STR_ARG(field->name));
	for (size_t i = 0; i < sizeof RESERVED / sizeof RESERVED[0]; i++) {
		if (str_eq(field->name, RESERVED[i]))
			return fail(err, ERR_CONFLICT,
				    "'%.*s' has a meaning of its own; choose another name",
				    STR_ARG(field->name));
	}
	return true;
}

bool field_check_new(const Fields *fields, const Field *field, Err *err)
{
	if (!check_new_name(fields, field, err))
		return fail_at(err, "name");
	if (fields->len - BUILTIN_FIELDS >= CUSTOM_FIELDS_MAX)
		return fail(err, ERR_RANGE,
			    "there are %d custom fields already, the most that can be",
			    CUSTOM_FIELDS_MAX);
	if (field->whole && field->type != FIELD_NUMBER) {
		(void)fail(err, ERR_INPUT, "only a field of type number can be whole");
		return fail_at(err, "whole");
	}
	return check_choices(field, err) || fail_at(err, "choices");
}
