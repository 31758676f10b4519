#include "ingest/ref_parse.h"

#include "base/json_pointer.h"
#include "ingest/columns.h"
#include "ingest/spec_json.h"

static const Str RECORD = {"record:", 7};

static size_t find_column(RefParser *parser, Str name, bool needed)
{
	for (size_t i = 0; i < parser->columns.len; i++) {
		Column *column = &parser->columns.at[i];
		if (column_same(column->name, name)) {
			column->needed = column->needed || needed;
			return i;
		}
	}
	*vec_push(parser->mem, &parser->columns) = (Column){name, needed};
	return parser->columns.len - 1;
}

static bool parse_column(RefParser *parser, const JsonValue *value, bool optional, Ref *out,
			 Err *err)
{
	Str name;
	if (!spec_text(value, "a column", &name, err))
		return false;
	if (parser->json)
		return fail(
			err, ERR_INPUT,
			"line %llu: '%.*s' is a column; a JSON mapping refers by pointers such as /id",
			(unsigned long long)value->line, STR_ARG(str_slice(name, 0, 60)));
	*out = (Ref){
		.kind = REF_COLUMN,
		.text = name,
		.label = name,
		.column = find_column(parser, name, !optional),
		.optional = optional,
	};
	return true;
}

static bool parse_pointer(const RefParser *parser, const JsonValue *value, bool optional, Ref *out,
			  Err *err)
{
	Str text;
	if (!spec_text(value, "a pointer", &text, err))
		return false;
	if (!parser->json)
		return fail(err, ERR_INPUT,
			    "line %llu: a CSV mapping refers by columns, not by pointers",
			    (unsigned long long)value->line);
	bool record = str_starts(text, RECORD);
	Str pointer = record ? str_slice(text, RECORD.len, text.len) : text;
	if (pointer.len == 0)
		return fail(err, ERR_INPUT, "line %llu: the pointer in '%.*s' is empty",
			    (unsigned long long)value->line, STR_ARG(text));
	if (!json_pointer_check(pointer, err))
		return spec_fail_at(value, err);
	*out = (Ref){
		.kind = record ? REF_RECORD : REF_ROW,
		.text = pointer,
		.label = text,
		.optional = optional,
	};
	return true;
}

static bool parse_constant(const JsonValue *value, Ref *out, Err *err)
{
	Str text;
	if (!spec_text(value, "value", &text, err))
		return false;
	*out = (Ref){.kind = REF_CONSTANT, .text = text, .label = text};
	return true;
}

static bool parse_parts(RefParser *parser, const JsonValue *list, RefKind kind, const char *what,
			Ref *out, Err *err)
{
	Ref ref = {.kind = kind};
	if (!ref_parse_list(parser, list, what, &ref.parts, err))
		return false;
	ref.label = ref.parts.at[0].label;
	*out = ref;
	return true;
}

static bool parse_join(RefParser *parser, const JsonValue *object, const JsonValue *list, Ref *out,
		       Err *err)
{
	Ref ref;
	const JsonValue *with = json_member(object, STR("with"));
	if (!parse_parts(parser, list, REF_JOIN, "join", &ref, err))
		return false;
	if (with) {
		/* Unlike other texts it may be a tab. */
		if (!spec_kind(with, "with", JSON_STRING, err))
			return false;
		ref.text = with->text;
	}
	*out = ref;
	return true;
}

bool ref_parse_values(RefParser *parser, const JsonValue *values, Ref *ref, Err *err)
{
	if (!spec_kind(values, "values", JSON_OBJECT, err))
		return false;
	if (values->len == 0)
		return fail(err, ERR_INPUT, "line %llu: values is empty",
			    (unsigned long long)values->line);
	if (ref->value_count > 0)
		return fail(err, ERR_INPUT, "line %llu: values are given twice",
			    (unsigned long long)values->line);
	Translation *list = ARENA_ARRAY(parser->mem, Translation, values->len);
	for (size_t i = 0; i < values->len; i++) {
		const JsonValue *value = &values->at[i];
		if (!spec_kind(value, "what a value means", JSON_STRING, err))
			return false;
		list[i] = (Translation){value->key, str_trim(value->text)};
	}
	ref->values = list;
	ref->value_count = values->len;
	return true;
}

/* A reference that is an object has exactly one of these keys. */
static const JsonValue *main_member(const JsonValue *object)
{
	static const char *const keys[] = {"column", "pointer", "value", "first_of", "join"};
	const JsonValue *found = NULL;
	size_t count = 0;
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		const JsonValue *member = json_member(object, str_from_c(keys[i]));
		count += member != NULL;
		found = member ? member : found;
	}
	return count == 1 ? found : NULL;
}

static bool parse_object(RefParser *parser, const JsonValue *object, const char *what, Ref *out,
			 Err *err)
{
	static const char *const allowed[] = {"column",   "pointer", "value",  "first_of", "join",
					      "optional", "with",    "values", NULL};
	bool optional;
	Ref ref;
	if (!spec_object(object, what, allowed, err) ||
	    !spec_member_bool(object, "optional", &optional, err))
		return false;
	const JsonValue *member = main_member(object);
	if (!member)
		return fail(
			err, ERR_INPUT,
			"line %llu: %s must have exactly one of column, pointer, value, first_of and join",
			(unsigned long long)object->line, what);
	bool ok;
	if (str_eq_c(member->key, "column"))
		ok = parse_column(parser, member, optional, &ref, err);
	else if (str_eq_c(member->key, "pointer"))
		ok = parse_pointer(parser, member, optional, &ref, err);
	else if (str_eq_c(member->key, "value"))
		ok = parse_constant(member, &ref, err);
	else if (str_eq_c(member->key, "first_of"))
		ok = parse_parts(parser, member, REF_FIRST_OF, "first_of", &ref, err);
	else
		ok = parse_join(parser, object, member, &ref, err);
	if (!ok)
		return false;
	const JsonValue *with = json_member(object, STR("with"));
	if (with && ref.kind != REF_JOIN)
		return fail(err, ERR_INPUT, "line %llu: 'with' belongs to join",
			    (unsigned long long)with->line);
	ref.optional = optional;
	const JsonValue *values = json_member(object, STR("values"));
	if (values && !ref_parse_values(parser, values, &ref, err))
		return false;
	*out = ref;
	return true;
}

bool ref_parse(RefParser *parser, const JsonValue *value, const char *what, Ref *out, Err *err)
{
	if (value->kind == JSON_OBJECT)
		return parse_object(parser, value, what, out, err);
	if (value->kind != JSON_STRING)
		return fail(err, ERR_INPUT, "line %llu: %s must be a %s or an object, not %s",
			    (unsigned long long)value->line, what,
			    parser->json ? "pointer" : "column", json_kind_name(value->kind));
	return parser->json ? parse_pointer(parser, value, false, out, err)
			    : parse_column(parser, value, false, out, err);
}

bool ref_parse_member(RefParser *parser, const JsonValue *object, const char *what, const char *key,
		      bool required, Ref *out, Err *err)
{
	const JsonValue *member = json_member(object, str_from_c(key));
	if (!member && required)
		return spec_member(object, what, key, &member, err);
	if (!member) {
		*out = (Ref){.kind = REF_NONE};
		return true;
	}
	return ref_parse(parser, member, key, out, err);
}

bool ref_parse_list(RefParser *parser, const JsonValue *value, const char *what, RefList *out,
		    Err *err)
{
	if (!spec_kind(value, what, JSON_ARRAY, err))
		return false;
	if (value->len == 0)
		return fail(err, ERR_INPUT, "line %llu: %s is empty",
			    (unsigned long long)value->line, what);
	Ref *list = ARENA_ARRAY(parser->mem, Ref, value->len);
	for (size_t i = 0; i < value->len; i++) {
		if (!ref_parse(parser, &value->at[i], what, &list[i], err))
			return false;
	}
	*out = (RefList){list, value->len};
	return true;
}
