#include "answer/shape.h"

#include "answer/field_shape.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

const Shape SHAPE_OF_TEXT = {.kind = SHAPE_TEXT};
const Shape SHAPE_OF_ID = {.kind = SHAPE_ID, .example = "912188484355149825"};
const Shape SHAPE_OF_DATE = {.kind = SHAPE_DATE, .example = "2009-03-01"};
const Shape SHAPE_OF_INSTANT = {.kind = SHAPE_INSTANT, .example = "2009-03-01T10:30:00Z"};
const Shape SHAPE_OF_DECIMAL = {.kind = SHAPE_DECIMAL, .example = "0.7"};
const Shape SHAPE_OF_INTEGER = {.kind = SHAPE_INTEGER};
const Shape SHAPE_OF_BOOL = {.kind = SHAPE_BOOL};
const Shape SHAPE_OF_NULL = {.kind = SHAPE_NULL};
const Shape SHAPE_OF_ANY = {.kind = SHAPE_ANY};
const Shape SHAPE_OF_TEXTS = {.kind = SHAPE_LIST, .items = &SHAPE_OF_TEXT};

enum { PATH_SIZE = 256, SHOWN_BYTES = 60, DECIMALS_MAX = 9 };

/* Where a value stands: a member or element of what stands outside of it. */
typedef struct Place Place;
struct Place {
	const Place *outer; /* NULL: the whole value */
	Str name;
	size_t index; /* where name is empty */
};

const char *shape_choice(const Shape *shape, size_t place)
{
	if (shape->choice)
		return shape->choice(place);
	for (size_t i = 0; shape->choices[i]; i++) {
		if (i == place)
			return shape->choices[i];
	}
	return NULL;
}

/* "changes[0].value" */
static size_t write_path(const Place *place, char path[PATH_SIZE])
{
	if (!place->outer)
		return 0;
	size_t at = write_path(place->outer, path);
	Str name = str_slice(place->name, 0, SHOWN_BYTES);
	int added = name.len > 0 ? snprintf(path + at, PATH_SIZE - at, "%s%.*s", at > 0 ? "." : "",
					    STR_ARG(name))
				 : snprintf(path + at, PATH_SIZE - at, "[%zu]", place->index);
	at += (size_t)added;
	return at < PATH_SIZE ? at : PATH_SIZE - 1;
}

static bool fail_place(const Place *place, Err *err)
{
	char path[PATH_SIZE] = "";
	if (write_path(place, path) == 0)
		return fail_in(err, "the body");
	(void)fail_in(err, "%s", path);
	return fail_at(err, path);
}

static bool refuse(const Place *place, const char *what, Err *err)
{
	(void)fail(err, ERR_INPUT, "%s", what);
	return fail_place(place, err);
}

static MUST_CHECK bool check(const Shape *shape, const JsonValue *value, const Place *place,
			     Err *err);

static const Member *member_of(const Shape *shape, Str name)
{
	for (size_t i = 0; i < shape->member_count; i++) {
		if (str_eq_c(name, shape->members[i].name))
			return &shape->members[i];
	}
	return NULL;
}

static MUST_CHECK bool check_member(const Shape *shape, const JsonValue *value, const Place *place,
				    Err *err)
{
	const Member *member = member_of(shape, value->key);
	if (member) {
		bool nullable =
			member->presence == NULLABLE || member->presence == OPTIONAL_NULLABLE;
		return (nullable && value->kind == JSON_NULL) ||
		       check(member->shape, value, place, err);
	}
	const Shape *field = shape->tracked ? field_shape_find(value->key) : NULL;
	if (field)
		return value->kind == JSON_NULL ||
		       (check(field, value, place, err) &&
			(field_shape_takes(value) || refuse(place, "is none of its choices", err)));
	if (shape->items)
		return check(shape->items, value, place, err);
	return refuse(place, "is not known here", err);
}

static MUST_CHECK bool check_object(const Shape *shape, const JsonValue *value, const Place *place,
				    Err *err)
{
	if (value->kind != JSON_OBJECT)
		return refuse(place, "must be an object", err);
	for (size_t i = 0; i < value->len; i++) {
		Place inner = {.outer = place, .name = value->at[i].key};
		if (!check_member(shape, &value->at[i], &inner, err))
			return false;
	}
	for (size_t i = 0; i < shape->member_count; i++) {
		const Member *member = &shape->members[i];
		Place inner = {.outer = place, .name = str_from_c(member->name)};
		bool needed = member->presence == ALWAYS || member->presence == NULLABLE;
		if (needed && !json_member(value, inner.name))
			return refuse(&inner, "is missing", err);
	}
	return true;
}

static MUST_CHECK bool check_list(const Shape *shape, const JsonValue *value, const Place *place,
				  Err *err)
{
	if (value->kind != JSON_ARRAY)
		return refuse(place, "must be a list", err);
	for (size_t i = 0; i < value->len; i++) {
		Place inner = {.outer = place, .index = i};
		if (!check(shape->items, &value->at[i], &inner, err))
			return false;
	}
	return true;
}

static size_t characters(Str text)
{
	size_t count = 0;
	uint32_t code;
	while (utf8_next(&text, &code))
		count++;
	return count;
}

static MUST_CHECK bool check_length(const Shape *shape, Str text, const Place *place, Err *err)
{
	size_t count = characters(text);
	if (text.len == 0 && shape->minimum > 0)
		return refuse(place, "must not be empty", err);
	if ((int64_t)count >= shape->minimum &&
	    (shape->maximum == 0 || (int64_t)count <= shape->maximum))
		return true;
	if (shape->minimum == shape->maximum)
		(void)fail(err, ERR_INPUT, "has %lld characters; this has %zu",
			   (long long)shape->maximum, count);
	else
		(void)fail(err, ERR_INPUT, "has at most %lld characters; this has %zu",
			   (long long)shape->maximum, count);
	return fail_place(place, err);
}

static MUST_CHECK bool check_choice(const Shape *shape, Str text, const Place *place, Err *err)
{
	char known[PATH_SIZE] = "";
	size_t at = 0;
	const char *word;
	for (size_t i = 0; (word = shape_choice(shape, i)); i++) {
		if (str_eq_c(text, word))
			return true;
		int added =
			snprintf(known + at, sizeof known - at, "%s%s", i > 0 ? ", " : "", word);
		at += (size_t)added;
		if (at >= sizeof known)
			at = sizeof known - 1;
	}
	Str shown = str_slice(text, 0, SHOWN_BYTES);
	(void)fail(err, ERR_INPUT, "'%.*s' is none of %s", STR_ARG(shown), known);
	return fail_place(place, err);
}

/* Texts whose form is fixed. */
static MUST_CHECK bool check_form(const Shape *shape, Str text, Err *err)
{
	Date date;
	Instant instant;
	int64_t number;
	bool date_only;
	Str shown = str_slice(text, 0, SHOWN_BYTES);
	if (shape->kind == SHAPE_DATE)
		return date_parse(text, &date, err);
	if (shape->kind == SHAPE_INSTANT)
		return instant_parse(text, &instant, &date_only, err) &&
		       (!date_only ||
			fail(err, ERR_INPUT, "'%.*s' has no time of day", STR_ARG(shown)));
	if (shape->kind == SHAPE_ID)
		return (decimal_parse(text, NUMBER_PLAIN, 0, &number, err) && number > 0) ||
		       fail(err, ERR_INPUT, "'%.*s' is no id", STR_ARG(shown));
	return decimal_parse(text, NUMBER_PLAIN, DECIMALS_MAX, &number, err) ||
	       err->code == ERR_RANGE;
}

static MUST_CHECK bool check_text(const Shape *shape, const JsonValue *value, const Place *place,
				  Err *err)
{
	if (value->kind != JSON_STRING)
		return refuse(place, "must be a text in quotes", err);
	if (value->text.len > 0 && memchr(value->text.ptr, '\0', value->text.len))
		return refuse(place, "holds a NUL character, which nothing here can", err);
	if (shape->kind == SHAPE_TEXT)
		return check_length(shape, value->text, place, err);
	if (shape->kind == SHAPE_CHOICE)
		return check_choice(shape, value->text, place, err);
	if (check_form(shape, value->text, err))
		return true;
	err->code = ERR_INPUT;
	return fail_place(place, err);
}

static MUST_CHECK bool check_integer(const Shape *shape, const JsonValue *value, const Place *place,
				     Err *err)
{
	Err ignored;
	int64_t number;
	if (value->kind != JSON_NUMBER ||
	    !decimal_parse(value->text, NUMBER_PLAIN, 0, &number, &ignored))
		return refuse(place, "must be a whole number", err);
	if (number >= shape->minimum && (shape->maximum == 0 || number <= shape->maximum))
		return true;
	if (shape->maximum == 0)
		(void)fail(err, ERR_INPUT, "must be at least %lld", (long long)shape->minimum);
	else
		(void)fail(err, ERR_INPUT, "must be between %lld and %lld",
			   (long long)shape->minimum, (long long)shape->maximum);
	return fail_place(place, err);
}

/* The fault that lies deepest is told; of such the last: options stand from the most special on. */
static MUST_CHECK bool check_either(const Shape *shape, const JsonValue *value, const Place *place,
				    Err *err)
{
	for (size_t i = 0; shape->options[i]; i++) {
		Err fault;
		if (check(shape->options[i], value, place, &fault))
			return true;
		if (i == 0 || strlen(fault.field) >= strlen(err->field))
			*err = fault;
	}
	return false;
}

static bool check(const Shape *shape, const JsonValue *value, const Place *place, Err *err)
{
	bool may_be_null = shape->kind == SHAPE_NULL || shape->kind == SHAPE_EITHER ||
			   shape->kind == SHAPE_ANY;
	if (value->kind == JSON_NULL && !may_be_null)
		return refuse(place, "must not be null", err);
	switch (shape->kind) {
	case SHAPE_ANY:
		return true;
	case SHAPE_OBJECT:
		return check_object(shape, value, place, err);
	case SHAPE_LIST:
		return check_list(shape, value, place, err);
	case SHAPE_EITHER:
		return check_either(shape, value, place, err);
	case SHAPE_INTEGER:
		return check_integer(shape, value, place, err);
	case SHAPE_BOOL:
		return value->kind == JSON_TRUE || value->kind == JSON_FALSE ||
		       refuse(place, "must be true or false", err);
	case SHAPE_NULL:
		return value->kind == JSON_NULL || refuse(place, "must be null", err);
	case SHAPE_TEXT:
	case SHAPE_ID:
	case SHAPE_DATE:
	case SHAPE_INSTANT:
	case SHAPE_DECIMAL:
	case SHAPE_CHOICE:
		break;
	}
	return check_text(shape, value, place, err);
}

bool shape_check(const Shape *shape, const JsonValue *value, Err *err)
{
	Place whole = {0};
	return check(shape, value, &whole, err);
}
