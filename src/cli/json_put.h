#ifndef PACTA_CLI_JSON_PUT_H
#define PACTA_CLI_JSON_PUT_H

/*
 * The shapes of values in JSON, the same in every command: an amount is
 * {"amount":"83835.62","currency":"USD"}, what is not available {"na":"no_end"}, a share or number a
 * decimal string, an id a string, a date "2009-03-01", an instant ISO 8601 with Z, what is unset null.
 */

#include "app/app.h"
#include "base/json_write.h"
#include "cli/cli.h"
#include "history/report.h"
#include "history/warning.h"

void json_put_key(JsonWriter *json, const char *key);
void json_put_member(JsonWriter *json, const char *key, Str text); /* empty: null */
void json_put_count(JsonWriter *json, const char *key, uint64_t count);
void json_put_id(JsonWriter *json, const char *key, int64_t id); /* 0: null */
void json_put_date(JsonWriter *json, const char *key, Arena *mem, Date date);
void json_put_instant(JsonWriter *json, const char *key, Arena *mem,
		      Instant at); /* INSTANT_MAX: null */

void json_put_money(JsonWriter *json, Arena *mem, int64_t minor, Currency currency);
void json_put_amount(JsonWriter *json, Arena *mem, Amount amount, Currency currency);
void json_put_na(JsonWriter *json, const char *reason);
void json_put_figures(JsonWriter *json, const char *key, Arena *mem, const Figures *figures,
		      Currency currency);
void json_put_value(JsonWriter *json, Arena *mem, const Field *field, Currency currency,
		    Value value);

/* Every tracked field as a member by its name; `values` NULL: all unset. */
void json_put_fields(JsonWriter *json, Arena *mem, const Fields *fields, Currency currency,
		     const Value *values);

/* {"field":"direct_labor","old":"0.6","new":"0.7"} */
void json_put_change(JsonWriter *json, Arena *mem, const Fields *fields, Currency currency,
		     const ChangeEffect *change);

/* The member "error": {"code":"not-found","text":"…"}. */
void json_put_error(JsonWriter *json, const Err *err);

/* The member "warnings". */
void json_put_warnings(JsonWriter *json, Arena *mem, WarningList warnings);

/* The members as_of, known_at and recorded_at. */
void json_put_moment(JsonWriter *json, Arena *mem, Moment moment);

/* A writer into the command's output, with line ends and indents on a terminal. */
JsonWriter json_put_begin(Cli *cli);

#endif
