#include "ingest/ref_parse.h"

#include "base/json_pointer.h"
#include "ingest/columns.h"
#include "ingest/spec_json.h"

static const Str RECORD = {"record:", 7};

size_t ref_column(RefParser *parser, const Str *names, size_t count, bool needed)
{
	for (size_t i = 0; i < parser->columns.len; i++) {
		Column *column = &parser->columns.at[i];
		if (column_same(column->name, names[0])) {
			column->needed = column->needed || needed;
			/* Who names it by more names knows more of its files. */
			if (count > column->name_count) {
				column->names = names;
				column->name_count = count;
			}
			return i;
		}
	}
	*vec_push(parser->mem, &parser->columns) =
		(Column){.name = names[0], .names = names, .name_count = count, .needed = needed};
	return parser->columns.len - 1;
}

/* JSON: what a pointer from the row ends with is a key by which the file is known. */
static void note_key(RefParser *parser, Str pointer, bool needed)
{
	Str token;
	Str last = {0};
	Str rest = pointer;
	while (json_pointer_next(&rest, &token)) {
		bool index = token.len > 0 &&
			     (token.ptr[0] == '-' || (token.ptr[0] >= '0' && token.ptr[0] <= '9'));
		last = index ? last : token;
	}
	for (size_t i = 0; i < parser->keys.len; i++) {
		Column *key = &parser->keys.at[i];
		if (str_eq(key->name, last)) {
			key->needed = key->needed || needed;
			return;
		}
	}
	Str *name = ARENA_NEW(parser->mem, Str);
	*name = last;
	if (last.len > 0)
		*vec_push(parser->mem, &parser->keys) =
			(Column){.name = last, .names = name, .name_count = 1, .needed = needed};
}

/* The names of a column: one, or of mappings of facts a list. */
static bool parse_names(RefParser *parser, const JsonValue *value, const Str **names, size_t *count,
			Err *err)
{
	if (parser->facts && value->kind == JSON_ARRAY)
		return spec_texts(parser->mem, value, "column", names, count, err);
	Str *name = ARENA_NEW(parser->mem, Str);
	*names = name;
	*count = 1;
	return spec_text(value, "a column", name, err);
}

static bool parse_column(RefParser *parser, const JsonValue *value, RefKind kind, bool optional,
			 Ref *out, Err *err)
{
	const Str *names;
	size_t count;
	if (!parse_names(parser, value, &names, &count, err))
		return false;
	Str name = names[0];
	if (parser->json)
		return fail(
			err, ERR_INPUT,
			"line %llu: '%.*s' is a column; a JSON mapping refers by pointers such as /id",
			(unsigned long long)value->line, STR_ARG(str_slice(name, 0, 60)));
	*out = (Ref){
		.kind = kind,
		.text = name,
		.label = name,
		.column = ref_column(parser, names, count, !optional && kind == REF_COLUMN),
		.optional = optional,
	};
	return true;
}

static bool parse_pointer(RefParser *parser, const JsonValue *value, bool optional, Ref *out,
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
	note_key(parser, pointer, !optional);
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
		size_t at;
		bool pattern = parser->facts && str_find(value->key, STR("*"), &at);
		list[i] = (Translation){value->key, str_trim(value->text), pattern};
	}
	ref->values = list;
	ref->value_count = values->len;
	return true;
}

/* A reference that is an object has exactly one of these keys. */
static const JsonValue *main_member(const JsonValue *object)
{
	static const char *const keys[] = {"column", "pointer", "value", "first_of",
					   "join",   "in_name", "source"};
	const JsonValue *found = NULL;
	size_t count = 0;
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		const JsonValue *member = json_member(object, str_from_c(keys[i]));
		count += member != NULL;
		found = member ? member : found;
	}
	return count == 1 ? found : NULL;
}

/* --- What is done to a text --- */

static bool parse_split(const JsonValue *object, RefTwist *twist, Err *err)
{
	const JsonValue *split = json_member(object, STR("split"));
	const JsonValue *part = json_member(object, STR("part"));
	if (!split && !part)
		return true;
	if (!split || !part || split->kind != JSON_STRING || split->text.len != 1 ||
	    part->kind != JSON_NUMBER || part->text.len > 2 ||
	    (part->text.len == 2 && !str_eq(part->text, STR("-1"))))
		return fail(
			err, ERR_INPUT,
			"line %llu: split needs one sign, and part a number: 0 to 9, or -1 for the last",
			(unsigned long long)object->line);
	twist->split = split->text.ptr[0];
	twist->part = part->text.len == 2 ? -1 : part->text.ptr[0] - '0';
	return true;
}

static bool parse_take(const JsonValue *object, RefTwist *twist, Err *err)
{
	Str take;
	if (!spec_member_text(object, "take", "take", false, &take, err))
		return false;
	if (take.len == 0)
		return true;
	twist->take = str_eq(take, STR("commodity")) ? TAKE_COMMODITY : TAKE_QUANTITY;
	return twist->take == TAKE_COMMODITY || str_eq(take, STR("quantity")) ||
	       fail(err, ERR_INPUT, "line %llu: take must be quantity or commodity, not '%.*s'",
		    (unsigned long long)object->line, STR_ARG(str_slice(take, 0, 60)));
}

static bool parse_twist(RefParser *parser, const JsonValue *object, Ref *ref, Err *err)
{
	RefTwist twist = {0};
	if (!spec_member_text(object, "tag", "tag", false, &twist.tag, err) ||
	    !parse_split(object, &twist, err) || !parse_take(object, &twist, err) ||
	    !spec_member_bool(object, "zero_is_blank", &twist.zero_is_blank, err) ||
	    !spec_member_bool(object, "negate", &twist.negate, err) ||
	    !spec_member_bool(object, "end_inclusive", &twist.end_inclusive, err))
		return false;
	bool any = twist.tag.len > 0 || twist.split != 0 || twist.take != TAKE_ALL ||
		   twist.zero_is_blank || twist.negate || twist.end_inclusive;
	if (!any)
		return true;
	RefTwist *kept = ARENA_NEW(parser->mem, RefTwist);
	*kept = twist;
	ref->twist = kept;
	return true;
}

/* --- Objects --- */

static bool parse_main(RefParser *parser, const JsonValue *object, const JsonValue *member,
		       bool optional, Ref *out, Err *err)
{
	if (str_eq_c(member->key, "column"))
		return parse_column(parser, member, REF_COLUMN, optional, out, err);
	if (str_eq_c(member->key, "in_name"))
		return parse_column(parser, member, REF_IN_NAME, true, out, err);
	if (str_eq_c(member->key, "pointer"))
		return parse_pointer(parser, member, optional, out, err);
	if (str_eq_c(member->key, "value"))
		return parse_constant(member, out, err);
	if (str_eq_c(member->key, "first_of"))
		return parse_parts(parser, member, REF_FIRST_OF, "first_of", out, err);
	if (str_eq_c(member->key, "join"))
		return parse_join(parser, object, member, out, err);
	*out = (Ref){.kind = REF_SOURCE};
	return true;
}

static bool parse_object(RefParser *parser, const JsonValue *object, const char *what, Ref *out,
			 Err *err)
{
	static const char *const allowed[] = {"column",   "pointer", "value",  "first_of", "join",
					      "optional", "with",    "values", NULL};
	static const char *const of_facts[] = {"column",        "pointer",       "value",
					       "first_of",      "join",          "optional",
					       "with",          "values",        "in_name",
					       "source",        "tag",           "split",
					       "part",          "take",          "negate",
					       "zero_is_blank", "end_inclusive", NULL};
	bool optional;
	Ref ref;
	if (!spec_object(object, what, parser->facts ? of_facts : allowed, err) ||
	    !spec_member_bool(object, "optional", &optional, err))
		return false;
	const JsonValue *member = main_member(object);
	if (!member)
		return fail(
			err, ERR_INPUT,
			"line %llu: %s must have exactly one of column, pointer, value, first_of and join",
			(unsigned long long)object->line, what);
	if (!parse_main(parser, object, member, optional, &ref, err))
		return false;
	const JsonValue *with = json_member(object, STR("with"));
	if (with && ref.kind != REF_JOIN)
		return fail(err, ERR_INPUT, "line %llu: 'with' belongs to join",
			    (unsigned long long)with->line);
	ref.optional = optional;
	const JsonValue *values = json_member(object, STR("values"));
	if ((values && !ref_parse_values(parser, values, &ref, err)) ||
	    !parse_twist(parser, object, &ref, err))
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
			    : parse_column(parser, value, REF_COLUMN, false, out, err);
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
