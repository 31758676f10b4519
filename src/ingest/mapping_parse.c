#include "ingest/mapping.h"

#include "base/json_pointer.h"
#include "ingest/date_text.h"
#include "ingest/fact_spec.h"
#include "ingest/spec_json.h"

/* A mapping that is being read. */
typedef struct Parser {
	Arena *mem;
	RefParser refs;
	Mapping *mapping;
	Fields fields; /* the built-in ones and the mapping's own */
} Parser;

static unsigned long long line_of(const JsonValue *value)
{
	return (unsigned long long)value->line;
}

/* --- Head: name, format, numbers, dates --- */

static bool parse_format(const JsonValue *root, Mapping *mapping, Err *err)
{
	Str format;
	if (!spec_member_text(root, "the mapping", "format", true, &format, err))
		return false;
	mapping->json = str_eq_c(format, "json");
	mapping->format = mapping->json ? FORMAT_JSON : FORMAT_CSV;
	if (mapping->json || str_eq_c(format, "csv"))
		return true;
	mapping->format = FORMAT_TIMECLOCK;
	if (str_eq_c(format, "timeclock") && json_member(root, STR("fact")))
		return true;
	return fail(err, ERR_INPUT, "line %llu: format must be csv or json, not '%.*s'",
		    line_of(json_member(root, STR("format"))), STR_ARG(format));
}

static bool parse_name(const JsonValue *root, Str *out, Err *err)
{
	Str name;
	if (!spec_member_text(root, "the mapping", "name", true, &name, err))
		return false;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
			return fail(err, ERR_INPUT,
				    "line %llu: the name '%.*s' may hold only a-z, 0-9, - and _",
				    line_of(json_member(root, STR("name"))),
				    STR_ARG(str_slice(name, 0, 60)));
	}
	*out = name;
	return true;
}

/* A text of one character that is one of `allowed`; NULL: any that can delimit. */
static bool parse_sign(const JsonValue *value, const char *what, Str allowed, char *out, Err *err)
{
	size_t at;
	if (!spec_kind(value, what, JSON_STRING, err))
		return false;
	if (value->text.len != 1 || !str_find(allowed, value->text, &at))
		return fail(err, ERR_INPUT, "line %llu: %s must be one of %.*s", line_of(value),
			    what, STR_ARG(allowed));
	*out = value->text.ptr[0];
	return true;
}

static bool parse_delimiter(const JsonValue *root, bool json, char *out, Err *err)
{
	const JsonValue *value = json_member(root, STR("delimiter"));
	*out = 0;
	if (!value)
		return true;
	if (json)
		return fail(err, ERR_INPUT, "line %llu: delimiter is for the format csv",
			    line_of(value));
	if (value->kind == JSON_STRING && value->text.len == 1) {
		unsigned char c = (unsigned char)value->text.ptr[0];
		if (c == '\t' || (c >= 0x20 && c < 0x7F && c != '"')) {
			*out = (char)c;
			return true;
		}
	}
	return fail(err, ERR_INPUT,
		    "line %llu: delimiter must be one character, such as \";\" or \"\\t\"",
		    line_of(value));
}

static bool parse_numbers(const JsonValue *root, NumberRules *out, Err *err)
{
	static const char *const allowed[] = {"decimal", "group", NULL};
	const JsonValue *value = json_member(root, STR("numbers"));
	if (!value || (value->kind == JSON_STRING && str_eq_c(value->text, "auto")))
		return true;
	if (value->kind == JSON_STRING)
		return fail(
			err, ERR_INPUT,
			"line %llu: numbers must be \"auto\" or an object with decimal and group",
			line_of(value));
	NumberRules rules = {0};
	const JsonValue *decimal;
	const JsonValue *group = json_member(value, STR("group"));
	if (!spec_object(value, "numbers", allowed, err) ||
	    !spec_member(value, "numbers", "decimal", &decimal, err) ||
	    !parse_sign(decimal, "decimal", STR(".,"), &rules.decimal, err) ||
	    (group && !parse_sign(group, "group", STR(",. '"), &rules.group, err)))
		return false;
	if (rules.group == rules.decimal)
		return fail(err, ERR_INPUT, "line %llu: group and decimal are the same sign",
			    line_of(value));
	*out = rules;
	return true;
}

static bool parse_dates(Arena *mem, const JsonValue *root, Mapping *mapping, Err *err)
{
	static const Str iso[] = {{"YYYY-MM-DD", 10}};
	const JsonValue *value = json_member(root, STR("dates"));
	mapping->dates = iso;
	mapping->date_count = json_member(root, STR("fact")) ? 0 : 1;
	if (!value)
		return true;
	if (!spec_texts(mem, value, "dates", &mapping->dates, &mapping->date_count, err))
		return false;
	if (!date_patterns_check(mapping->dates, mapping->date_count, err))
		return spec_fail_at(value, err);
	return true;
}

/* --- JSON: where records and rows are --- */

static bool check_pattern(const JsonValue *value, Err *err)
{
	if (!spec_kind(value, value->key.len > 0 ? "a pattern" : "record", JSON_STRING, err))
		return false;
	return json_pointer_check(value->text, err) || spec_fail_at(value, err);
}

static bool parse_records(Parser *parser, const JsonValue *value, Err *err)
{
	bool list = value->kind == JSON_ARRAY;
	size_t count = list ? value->len : 1;
	if (count == 0)
		return fail(err, ERR_INPUT, "line %llu: record is empty", line_of(value));
	Str *records = ARENA_ARRAY(parser->mem, Str, count);
	for (size_t i = 0; i < count; i++) {
		const JsonValue *pattern = list ? &value->at[i] : value;
		if (!check_pattern(pattern, err))
			return false;
		records[i] = pattern->text;
	}
	parser->mapping->records = records;
	parser->mapping->record_count = count;
	return true;
}

static bool parse_places(Parser *parser, const JsonValue *root, Err *err)
{
	static const Str whole[] = {{"", 0}};
	Mapping *mapping = parser->mapping;
	const JsonValue *record = json_member(root, STR("record"));
	const JsonValue *row = json_member(root, STR("row"));
	if (!mapping->json && (record || row))
		return fail(err, ERR_INPUT, "line %llu: record and row are for the format json",
			    line_of(record ? record : row));
	mapping->records = whole;
	mapping->record_count = 1;
	if (record && !parse_records(parser, record, err))
		return false;
	if (row && !check_pattern(row, err))
		return false;
	mapping->row = row ? row->text : (Str){0};
	return true;
}

/* --- Custom fields --- */

static bool parse_custom_field(Parser *parser, const JsonValue *object, Field *out, Err *err)
{
	static const char *const allowed[] = {"name",    "type", "whole", "unit",
					      "choices", "help", NULL};
	static const char what[] = "a custom field";
	Str type;
	Field field = {0};
	const JsonValue *choices;
	if (!spec_object(object, what, allowed, err) ||
	    !spec_member_text(object, what, "name", true, &field.name, err) ||
	    !spec_member_text(object, what, "type", true, &type, err) ||
	    !spec_member_text(object, what, "unit", false, &field.unit, err) ||
	    !spec_member_text(object, what, "help", false, &field.help, err) ||
	    !spec_member_bool(object, "whole", &field.whole, err))
		return false;
	choices = json_member(object, STR("choices"));
	if (choices &&
	    !spec_texts(parser->mem, choices, "choices", &field.choices, &field.choice_count, err))
		return false;
	if (!field_type_parse(type, &field.type, err) ||
	    !field_check_new(&parser->fields, &field, err)) {
		err->code = ERR_INPUT;
		return spec_fail_at(object, err);
	}
	*out = field;
	return true;
}

static bool parse_custom_fields(Parser *parser, const JsonValue *root, Err *err)
{
	const JsonValue *list = json_member(root, STR("custom_fields"));
	fields_init(&parser->fields, parser->mem, NULL, 0);
	if (!list)
		return true;
	if (!spec_kind(list, "custom_fields", JSON_ARRAY, err))
		return false;
	Field *custom = ARENA_ARRAY(parser->mem, Field, list->len);
	for (size_t i = 0; i < list->len; i++) {
		if (!parse_custom_field(parser, &list->at[i], &custom[i], err))
			return false;
		fields_init(&parser->fields, parser->mem, custom, i + 1);
	}
	parser->mapping->info.custom_fields = custom;
	parser->mapping->info.custom_field_count = list->len;
	return true;
}

/* --- Rows: identity, contract, dates --- */

static bool parse_first(Parser *parser, const JsonValue *root, Err *err)
{
	static const char *const allowed[] = {"values", NULL};
	const JsonValue *first = json_member(root, STR("first"));
	const JsonValue *values;
	MappingInfo *info = &parser->mapping->info;
	if (!first)
		return true;
	if (!spec_object(first, "first", allowed, err) ||
	    !spec_member(first, "first", "values", &values, err) ||
	    !spec_texts(parser->mem, values, "values", &info->first_values,
			&info->first_value_count, err))
		return false;
	if (parser->mapping->order.len == 0)
		return fail(err, ERR_INPUT,
			    "line %llu: first speaks of the first of 'order', which is missing",
			    line_of(first));
	parser->mapping->has_first = true;
	return true;
}

static bool parse_contract(Parser *parser, const JsonValue *root, Err *err)
{
	static const char *const allowed[] = {"key", "account", "name", "currency", "kind", NULL};
	static const char what[] = "contract";
	Mapping *mapping = parser->mapping;
	RefParser *refs = &parser->refs;
	const JsonValue *contract;
	return spec_member(root, "the mapping", "contract", &contract, err) &&
	       spec_object(contract, what, allowed, err) &&
	       ref_parse_member(refs, contract, what, "key", true, &mapping->contract, err) &&
	       ref_parse_member(refs, contract, what, "account", true, &mapping->account, err) &&
	       ref_parse_member(refs, contract, what, "name", false, &mapping->name, err) &&
	       ref_parse_member(refs, contract, what, "currency", true, &mapping->currency, err) &&
	       ref_parse_member(refs, contract, what, "kind", true, &mapping->kind, err);
}

static bool parse_row(Parser *parser, const JsonValue *root, Err *err)
{
	static const char what[] = "the mapping";
	Mapping *mapping = parser->mapping;
	RefParser *refs = &parser->refs;
	const JsonValue *key;
	const JsonValue *order = json_member(root, STR("order"));
	return spec_member(root, what, "key", &key, err) &&
	       ref_parse_list(refs, key, "key", &mapping->key, err) &&
	       (!order || ref_parse_list(refs, order, "order", &mapping->order, err)) &&
	       parse_first(parser, root, err) && parse_contract(parser, root, err) &&
	       ref_parse_member(refs, root, what, "effective_on", true, &mapping->effective_on,
				err) &&
	       ref_parse_member(refs, root, what, "known_at", false, &mapping->known_at, err) &&
	       ref_parse_member(refs, root, what, "signed_on", false, &mapping->signed_on, err) &&
	       ref_parse_member(refs, root, what, "reason", false, &mapping->reason, err) &&
	       ref_parse_member(refs, root, what, "change_order", false, &mapping->change_order,
				err);
}

/* --- Fields --- */

static bool parse_op(const JsonValue *object, const char *what, ChangeOp *out, Err *err)
{
	Str op;
	if (!spec_member_text(object, what, "op", true, &op, err))
		return false;
	*out = str_eq_c(op, "add") ? CHANGE_ADD : CHANGE_SET;
	if (str_eq_c(op, "add") || str_eq_c(op, "set"))
		return true;
	return fail(err, ERR_INPUT, "line %llu: op must be set or add, not '%.*s'", line_of(object),
		    STR_ARG(str_slice(op, 0, 60)));
}

/* Fields that only this installation has are looked up when a file is read. */
static bool check_rule(const Parser *parser, const JsonValue *object, const FieldRule *rule,
		       Err *err)
{
	size_t place;
	Err ignored;
	if (!fields_find(&parser->fields, rule->field, &place, &ignored))
		return true;
	FieldType type = parser->fields.at[place].type;
	if (rule->op == CHANGE_ADD && !field_can_add(type))
		return fail(err, ERR_INPUT,
			    "line %llu: one cannot add to %.*s, which is a %s; set it",
			    line_of(object), STR_ARG(rule->field), field_type_name(type));
	if (rule->end_inclusive && type != FIELD_DATE)
		return fail(err, ERR_INPUT,
			    "line %llu: end_inclusive is for dates, and %.*s is a %s",
			    line_of(object), STR_ARG(rule->field), field_type_name(type));
	return true;
}

static bool parse_rule(Parser *parser, const JsonValue *object, FieldRule *out, Err *err)
{
	static const char *const allowed[] = {"field",    "op",     "from", "end_inclusive",
					      "required", "values", NULL};
	static const char what[] = "a field";
	FieldRule rule = {.line = object->line};
	if (!spec_object(object, what, allowed, err) ||
	    !spec_member_text(object, what, "field", true, &rule.field, err) ||
	    !parse_op(object, what, &rule.op, err) ||
	    !ref_parse_member(&parser->refs, object, what, "from", true, &rule.from, err) ||
	    !spec_member_bool(object, "end_inclusive", &rule.end_inclusive, err) ||
	    !spec_member_bool(object, "required", &rule.required, err))
		return false;
	const JsonValue *values = json_member(object, STR("values"));
	if (values && !ref_parse_values(&parser->refs, values, &rule.from, err))
		return false;
	if (!check_rule(parser, object, &rule, err))
		return false;
	*out = rule;
	return true;
}

static bool parse_rules(Parser *parser, const JsonValue *root, Err *err)
{
	const JsonValue *list = json_member(root, STR("fields"));
	Mapping *mapping = parser->mapping;
	if (!spec_member_bool(root, "count_repeats", &mapping->info.count_repeats, err) ||
	    !spec_member_bool(root, "columns_are_fields", &mapping->columns_are_fields, err))
		return false;
	if (mapping->columns_are_fields && mapping->json)
		return fail(err, ERR_INPUT, "line %llu: columns_are_fields is for the format csv",
			    line_of(json_member(root, STR("columns_are_fields"))));
	if (!list && !mapping->columns_are_fields)
		return fail(err, ERR_INPUT, "line %llu: the mapping lacks 'fields'", line_of(root));
	if (!list)
		return true;
	if (!spec_kind(list, "fields", JSON_ARRAY, err))
		return false;
	FieldRule *rules = ARENA_ARRAY(parser->mem, FieldRule, list->len);
	for (size_t i = 0; i < list->len; i++) {
		if (!parse_rule(parser, &list->at[i], &rules[i], err))
			return false;
		for (size_t j = 0; j < i; j++) {
			if (str_eq(rules[i].field, rules[j].field))
				return fail(
					err, ERR_INPUT,
					"line %llu: the field %.*s is filled in line %llu already",
					line_of(&list->at[i]), STR_ARG(rules[i].field),
					(unsigned long long)rules[j].line);
		}
	}
	mapping->fields = rules;
	mapping->field_count = list->len;
	return true;
}

/* --- All of it --- */

static bool parse_head(Parser *parser, const JsonValue *root, Err *err)
{
	static const char what[] = "the mapping";
	Mapping *mapping = parser->mapping;
	return parse_name(root, &mapping->info.name, err) &&
	       spec_member_text(root, what, "title", true, &mapping->info.title, err) &&
	       spec_member_text(root, what, "source", true, &mapping->info.source, err) &&
	       parse_format(root, mapping, err) &&
	       parse_delimiter(root, mapping->json, &mapping->delimiter, err) &&
	       parse_numbers(root, &mapping->numbers, err) &&
	       parse_dates(parser->mem, root, mapping, err) && parse_places(parser, root, err);
}

static bool parse_root(Parser *parser, const JsonValue *root, Err *err)
{
	static const char *const allowed[] = {
		"name",          "title",         "source",   "format",
		"delimiter",     "numbers",       "dates",    "record",
		"row",           "key",           "order",    "first",
		"contract",      "effective_on",  "known_at", "signed_on",
		"reason",        "change_order",  "fields",   "columns_are_fields",
		"count_repeats", "custom_fields", NULL};
	Mapping *mapping = parser->mapping;
	bool facts = root->kind == JSON_OBJECT && json_member(root, STR("fact"));
	if (!facts && !spec_object(root, "the mapping", allowed, err))
		return false;
	if (!parse_head(parser, root, err))
		return false;
	parser->refs = (RefParser){.mem = parser->mem, .json = mapping->json, .facts = facts};
	if (facts)
		return fact_spec_parse(&parser->refs, root, mapping, err);
	if (!parse_custom_fields(parser, root, err) || !parse_row(parser, root, err) ||
	    !parse_rules(parser, root, err))
		return false;
	mapping->columns = parser->refs.columns.at;
	mapping->column_count = parser->refs.columns.len;
	return true;
}

bool mapping_parse(Arena *mem, Str name, Str json, const Mapping **out, Err *err)
{
	Mapping *mapping = ARENA_NEW(mem, Mapping);
	Parser parser = {.mem = mem, .mapping = mapping};
	const JsonValue *root;
	mapping->file = str_copy(mem, name);
	if (!json_parse(mem, json, &root, err) || !parse_root(&parser, root, err))
		return fail_in(err, "%.*s", STR_ARG(name));
	*out = mapping;
	return true;
}
