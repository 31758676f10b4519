#ifndef PACTA_HISTORY_FIELD_H
#define PACTA_HISTORY_FIELD_H

/*
 * The fields that a contract's history tracks: the built-in ones and the custom
 * ones an administrator declared. Both are used alike everywhere.
 *
 * Source: domain.md §3. Pure.
 */

#include "base/date.h"
#include "base/map.h"
#include "base/money.h"

typedef enum FieldType {
	FIELD_MONEY,    /* minor units of the contract's currency */
	FIELD_NUMBER,   /* millionths */
	FIELD_SHARE,    /* parts per million; 0 … 1,000,000 */
	FIELD_DATE,     /* days since 1970-01-01 */
	FIELD_TEXT,     /* UTF-8 */
	FIELD_CHOICE,   /* index into the field's choices */
	FIELD_CONTRACT, /* key of another contract, as text */
} FieldType;

/* Places of the built-in fields in every Fields; custom fields follow them. */
typedef enum BuiltinField {
	ANNUAL_VALUE,
	TOTAL_VALUE,
	VALUE_BASIS,
	DIRECT_LABOR,
	STARTS_ON,
	ENDS_ON,
	COMMITTED_HOURS,
	COMMITTED_BASIS,
	UTILIZATION_BASELINE,
	MARGIN_TARGET,
	BILLING_RATE,
	DAY_COUNT,
	PRICING,
	RECURRING,
	RENEWS,
	NOTICE_BY,
	CALENDAR,
	STATUS,
	MANAGER,
	RECOGNITION_DAYS,
	BUILTIN_FIELDS,
} BuiltinField;

/* Choices of built-in fields, in the order in which they are declared. */
enum { VALUE_BASIS_ANNUAL, VALUE_BASIS_TOTAL };
enum {
	PRICING_FIXED,
	PRICING_RETAINER,
	PRICING_PREPAID_HOURS,
	PRICING_TIME_AND_MATERIALS,
	PRICING_CAPPED
};
enum { RECURRING_NO, RECURRING_YES };

enum {
	NUMBER_DECIMALS = 6,
	SHARE_DECIMALS = 6,
	SHARE_ONE = 1000000,
	CUSTOM_FIELDS_MAX = 200,
};

typedef struct Field {
	int64_t id; /* 1 … BUILTIN_FIELDS for built-in ones */
	Str name;   /* a-z, 0-9 and _, begins with a letter */
	FieldType type;
	bool whole; /* a number without decimals */
	Str unit;   /* for people: "h", "per hour"; may be empty */
	const Str *choices;
	size_t choice_count;
	Str help; /* meaning in a few words */
} Field;

typedef struct Fields {
	const Field *at; /* built-in ones first */
	size_t len;
	Map by_name;
} Fields;

/* The built-in fields, BUILTIN_FIELDS of them. */
const Field *fields_builtin(void);

/* Built-in fields followed by `custom`, which must live as long as `out`. */
void fields_init(Fields *out, Arena *mem, const Field *custom, size_t custom_count);

/* The place of the field `name`. ERR_NOT_FOUND lists what is meant, if something is near. */
MUST_CHECK bool fields_find(const Fields *fields, Str name, size_t *index, Err *err);

/* The place of the field with this id, or false. */
bool fields_find_id(const Fields *fields, int64_t id, size_t *index);

/* Whether values of this type are stored as text: texts, keys of contracts, and choices by their name. */
bool field_type_is_text(FieldType type);

/* As fail_at, with the field of this name as the member. */
bool field_fail_at(Err *err, Str name);

const char *field_type_name(FieldType type);
MUST_CHECK bool field_type_parse(Str name, FieldType *out, Err *err);

/*
 * Whether a custom field may be declared like this.
 * Errors: ERR_INPUT name, type or choices unfit; ERR_CONFLICT the name is taken or has a meaning of its own
 */
MUST_CHECK bool field_check_new(const Fields *fields, const Field *field, Err *err);

#endif
