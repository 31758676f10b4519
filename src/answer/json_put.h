#ifndef PACTA_ANSWER_JSON_PUT_H
#define PACTA_ANSWER_JSON_PUT_H

/*
 * Values in JSON, the same in every answer: an amount is {"amount":"83835.62","currency":"USD"}, what
 * is not available {"na":"no_end"}, a share or number a decimal text, an id a text of digits, a date
 * "2009-03-01", an instant ISO 8601 with Z, what is unset null.
 *
 * Functions with a `key` write a member of an object, the others a value. Texts on their way are made
 * in `mem`. What they write stands beside them as shapes (answer/shape.h). Pure.
 */

#include "answer/shape.h"
#include "app/app.h"
#include "base/json_write.h"
#include "history/report.h"
#include "history/warning.h"

void json_put_key(JsonWriter *json, const char *key);
void json_put_member(JsonWriter *json, const char *key, Str text); /* empty: null */
void json_put_text(JsonWriter *json, const char *key, Str text);   /* empty: "" */
void json_put_bool(JsonWriter *json, const char *key, bool truth);
void json_put_count(JsonWriter *json, const char *key, uint64_t count);
void json_put_id(JsonWriter *json, const char *key, int64_t id); /* 0: null */
void json_put_date(JsonWriter *json, const char *key, Arena *mem, Date date);
void json_put_instant(JsonWriter *json, const char *key, Arena *mem,
		      Instant at); /* INSTANT_MAX: null */

extern const Shape MONEY_SHAPE;
void json_put_money(JsonWriter *json, Arena *mem, int64_t minor, Currency currency);

extern const Shape AMOUNT_SHAPE; /* an amount, or why there is none */
void json_put_amount(JsonWriter *json, Arena *mem, Amount amount, Currency currency);

extern const Shape NA_SHAPE;
void json_put_na(JsonWriter *json, const char *reason);

extern const Shape FIGURES_SHAPE;
void json_put_figures(JsonWriter *json, const char *key, Arena *mem, const Figures *figures,
		      Currency currency);

extern const Shape VALUE_SHAPE; /* of any tracked field; null: unset */
void json_put_value(JsonWriter *json, Arena *mem, const Field *field, Currency currency,
		    Value value);

/* Every tracked field as a member by its name; `values` NULL: all unset. See Shape's `tracked`. */
void json_put_fields(JsonWriter *json, Arena *mem, const Fields *fields, Currency currency,
		     const Value *values);

/* {"field":"direct_labor","old":"0.6","new":"0.7"} */
extern const Shape CHANGES_SHAPE;
void json_put_change(JsonWriter *json, Arena *mem, const Fields *fields, Currency currency,
		     const ChangeEffect *change);

/* The member "error": {"code":"not-found","text":"…"}. */
void json_put_error(JsonWriter *json, const Err *err);

/* The member "warnings". */
extern const Shape WARNINGS_SHAPE;
void json_put_warnings(JsonWriter *json, Arena *mem, WarningList warnings);

/* The members as_of, known_at and recorded_at. */
#define MOMENT_MEMBERS                                                                  \
	{"as_of", &SHAPE_OF_DATE, NULLABLE, "last effective day seen; null: no limit"}, \
		{"known_at", &SHAPE_OF_INSTANT, NULLABLE,                               \
		 "last instant of knowledge seen; null: now"},                          \
	{                                                                               \
		"recorded_at", &SHAPE_OF_INSTANT, NULLABLE,                             \
			"last instant of recording seen; null: now"                     \
	}
void json_put_moment(JsonWriter *json, Arena *mem, Moment moment);

/* The currency of a contract, as a member. */
extern const Shape CURRENCY_SHAPE;

extern const Shape CONTRACT_KIND_SHAPE;

#endif
