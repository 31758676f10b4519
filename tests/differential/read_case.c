#include "read_case.h"

#include <stdlib.h>

static const JsonValue *member(const JsonValue *object, const char *name)
{
	return json_member(object, str_from_c(name));
}

Str read_text(const JsonValue *object, const char *name)
{
	const JsonValue *value = member(object, name);
	return value ? value->text : (Str){0};
}

int64_t read_int(const JsonValue *object, const char *name)
{
	int64_t number = 0;
	Str text = read_text(object, name);
	for (size_t i = 0; i < text.len; i++)
		number = number * 10 + (text.ptr[i] - '0');
	return number;
}

bool read_is_null(const JsonValue *object, const char *name)
{
	const JsonValue *value = member(object, name);
	return !value || value->kind == JSON_NULL;
}

bool read_date(const JsonValue *object, const char *name, Date *out, Err *err)
{
	*out = DATE_NONE;
	return read_is_null(object, name) || date_parse(read_text(object, name), out, err);
}

bool read_instant(const JsonValue *object, const char *name, bool whole_day, Instant *out, Err *err)
{
	bool date_only;
	*out = INSTANT_MAX;
	if (read_is_null(object, name))
		return true;
	if (!instant_parse(read_text(object, name), out, &date_only, err))
		return false;
	if (date_only && whole_day)
		*out = instant_end_of_date(instant_date(*out));
	return true;
}

static MUST_CHECK bool read_change(const JsonValue *value, const History *history, Change *out,
				   Err *err)
{
	if (!fields_find(&history->fields, read_text(value, "field"), &out->field, err))
		return false;
	out->op = str_eq(read_text(value, "op"), STR("add")) ? CHANGE_ADD : CHANGE_SET;
	return value_parse(&history->fields.at[out->field], history->currency, out->op,
			   read_text(value, "value"), NUMBER_PLAIN, &out->value, err);
}

static MUST_CHECK bool read_changes(Arena *mem, const JsonValue *list, const History *history,
				    Entry *out, Err *err)
{
	Change *changes = ARENA_ARRAY(mem, Change, list->len);
	for (size_t i = 0; i < list->len; i++) {
		if (!read_change(&list->at[i], history, &changes[i], err))
			return false;
	}
	out->changes = changes;
	out->change_count = list->len;
	return true;
}

static MUST_CHECK bool read_entry(Arena *mem, const JsonValue *value, const History *history,
				  Entry *out, Err *err)
{
	bool retraction = str_eq(read_text(value, "kind"), STR("retraction"));
	*out = (Entry){
		.number = (int32_t)read_int(value, "number"),
		.kind = retraction ? ENTRY_RETRACTION : ENTRY_REVISION,
		.target = (int32_t)read_int(value, "target"),
		.order_key = read_text(value, "order_key"),
		.signed_on = DATE_NONE,
	};
	return read_date(value, "effective_on", &out->effective_on, err) &&
	       read_instant(value, "known_at", false, &out->known_at, err) &&
	       read_instant(value, "recorded_at", false, &out->recorded_at, err) &&
	       (retraction || read_changes(mem, member(value, "changes"), history, out, err));
}

bool read_history(Arena *mem, const JsonValue *contract, History *out, Err *err)
{
	History history = {0};
	const JsonValue *entries = member(contract, "entries");
	fields_init(&history.fields, mem, NULL, 0);
	if (!currency_find(read_text(contract, "currency"), &history.currency, err))
		return false;
	history.entries = ARENA_ARRAY(mem, Entry, entries->len);
	history.count = entries->len;
	for (size_t i = 0; i < entries->len; i++) {
		if (!read_entry(mem, &entries->at[i], &history, &history.entries[i], err))
			return fail_in(err, "entry %zu", i + 1);
	}
	*out = history;
	return true;
}
