#include "ingest/fact_spec.h"

#include "facts/time_entry.h"
#include "ingest/spec_json.h"

enum { CASES_MAX = 16 };

static const char *const EXTRAS[FACT_EXTRAS] = {
	[EXTRA_EMAIL] = "email",
	[EXTRA_PROJECT_CODE] = "project_code",
	[EXTRA_SERVICE_MONTH] = "service_month",
	[EXTRA_DURATION] = "duration",
	[EXTRA_HOURS] = "hours",
	[EXTRA_MINUTES] = "minutes",
	[EXTRA_BREAK] = "break",
	[EXTRA_START_DATE] = "start_date",
	[EXTRA_START_TIME] = "start_time",
	[EXTRA_END] = "end",
	[EXTRA_END_DATE] = "end_date",
	[EXTRA_END_TIME] = "end_time",
};

const char *fact_extra_name(FactExtra extra)
{
	return EXTRAS[extra];
}

static unsigned long long line_of(const JsonValue *value)
{
	return (unsigned long long)value->line;
}

/* --- Fields --- */

static bool extra_belongs(FactKind kind, FactExtra extra)
{
	if (extra == EXTRA_SERVICE_MONTH)
		return kind == FACT_RECOGNITION || kind == FACT_INVOICE;
	return kind == FACT_TIME_ENTRY;
}

/* The reference of the case that the name stands for; NULL: the kind has none of it. */
static Ref *find_field(FactKind kind, Str name, Ref *fields, Ref *extras)
{
	size_t place;
	if (fact_field_find(kind, name, &place))
		return &fields[place];
	for (FactExtra extra = 0; extra < FACT_EXTRAS; extra++) {
		if (str_eq_c(name, EXTRAS[extra]) && extra_belongs(kind, extra))
			return &extras[extra];
	}
	return NULL;
}

static bool fail_field(const JsonValue *value, FactKind kind, Err *err)
{
	Arena mem;
	arena_init(&mem);
	Buf list = {.mem = &mem};
	const FactSpec *spec = fact_spec(kind);
	for (size_t i = 0; i < spec->field_count; i++)
		buf_add_format(&list, "%s%s", i > 0 ? ", " : "", spec->fields[i].name);
	for (FactExtra extra = 0; extra < FACT_EXTRAS; extra++) {
		if (extra_belongs(kind, extra))
			buf_add_format(&list, ", %s", EXTRAS[extra]);
	}
	(void)fail(err, ERR_INPUT, "line %llu: a %s has no field '%.*s'; there are %.*s",
		   line_of(value), spec->name, STR_ARG(str_slice(value->key, 0, 60)),
		   STR_ARG(buf_str(&list)));
	arena_deinit(&mem);
	return false;
}

/* It is added up, or is when it was: no name of something and no remark. */
static bool is_counted(FactKind kind, Str name)
{
	size_t place;
	if (!fact_field_find(kind, name, &place))
		return !str_eq_c(name, EXTRAS[EXTRA_EMAIL]) &&
		       !str_eq_c(name, EXTRAS[EXTRA_PROJECT_CODE]);
	switch (fact_spec(kind)->fields[place].type) {
	case FACT_DATE:
	case FACT_MONTH:
	case FACT_TIME:
	case FACT_MONEY:
	case FACT_SECONDS:
	case FACT_HOURS:
	case FACT_SHARE:
	case FACT_DECIMAL:
		return true;
	case FACT_TEXT:
	case FACT_CONTRACT:
	case FACT_TASK_NAME:
	case FACT_RESOURCE_NAME:
	case FACT_CHOICE:
	case FACT_FLAG:
	case FACT_CURRENCY:
		return false;
	}
	__builtin_unreachable();
}

static void mark_counted(RefParser *parser, const Ref *ref)
{
	if (ref->kind == REF_COLUMN)
		parser->columns.at[ref->column].counts = true;
	for (size_t i = 0; i < ref->parts.len; i++)
		mark_counted(parser, &ref->parts.at[i]);
}

/* `shared`: fields that other kinds have are passed over. */
static bool parse_fields(RefParser *parser, const JsonValue *object, bool shared, FactCase *made,
			 Ref *fields, Err *err)
{
	if (!spec_kind(object, "fields", JSON_OBJECT, err))
		return false;
	for (size_t i = 0; i < object->len; i++) {
		const JsonValue *value = &object->at[i];
		Ref *place = find_field(made->kind, value->key, fields, made->extras);
		if (!place && shared)
			continue;
		if (!place)
			return fail_field(value, made->kind, err);
		if (!ref_parse(parser, value, str_to_c(parser->mem, value->key), place, err))
			return false;
		if (is_counted(made->kind, value->key))
			mark_counted(parser, place);
		if (place->kind == REF_COLUMN && str_eq(value->key, STR("contract")))
			parser->columns.at[place->column].of_contract = true;
	}
	return true;
}

static bool is_told(const FactCase *made, size_t place)
{
	return made->fields[place].kind != REF_NONE;
}

static bool extra_told(const FactCase *made, FactExtra extra)
{
	return made->extras[extra].kind != REF_NONE;
}

/* Must a file of this mapping fill the field by itself? What it lacks may be told otherwise. */
static bool is_left_out(const FactCase *made, size_t place)
{
	if (is_told(made, place) || !fact_spec(made->kind)->fields[place].required)
		return false;
	if (fact_spec(made->kind)->fields[place].type == FACT_CONTRACT)
		return false; /* the whole file may be of one */
	if (made->kind != FACT_TIME_ENTRY)
		return true;
	if (place == TIME_WORK_DATE)
		return !is_told(made, TIME_START) && !extra_told(made, EXTRA_START_DATE);
	if (place == TIME_SECONDS)
		return !extra_told(made, EXTRA_DURATION) && !extra_told(made, EXTRA_HOURS) &&
		       !extra_told(made, EXTRA_MINUTES) && !extra_told(made, EXTRA_END) &&
		       !extra_told(made, EXTRA_END_TIME);
	return true;
}

static bool check_required(const JsonValue *at, const FactCase *made, Err *err)
{
	const FactSpec *spec = fact_spec(made->kind);
	for (size_t i = 0; i < spec->field_count; i++) {
		if (is_left_out(made, i))
			return fail(err, ERR_INPUT,
				    "line %llu: the mapping does not tell the %s of a %s",
				    line_of(at), spec->fields[i].name, spec->name);
	}
	return true;
}

/* --- Identity --- */

static bool parse_identity_part(RefParser *parser, FactKind kind, const JsonValue *value,
				IdentityPart *out, Err *err)
{
	IdentityPart part = {.is_field = value->kind == JSON_STRING};
	if (!part.is_field)
		return ref_parse(parser, value, "identity", &out->from, err);
	if (!fact_field_find(kind, value->text, &part.field))
		return fail(
			err, ERR_INPUT,
			"line %llu: a %s has no field '%.*s'; a column is written {\"column\": …}",
			line_of(value), fact_spec(kind)->name,
			STR_ARG(str_slice(value->text, 0, 60)));
	*out = part;
	return true;
}

static bool parse_identity(RefParser *parser, const JsonValue *list, FactCase *made, Err *err)
{
	if (!spec_kind(list, "identity", JSON_ARRAY, err))
		return false;
	IdentityPart *parts = ARENA_ARRAY(parser->mem, IdentityPart, list->len);
	for (size_t i = 0; i < list->len; i++) {
		if (!parse_identity_part(parser, made->kind, &list->at[i], &parts[i], err))
			return false;
	}
	made->identity = parts;
	made->identity_count = list->len;
	return true;
}

/* Does the field say what the fact is about, rather than how much of it there is? */
static bool identifies(const FactField *field)
{
	switch (field->type) {
	case FACT_TEXT:
		return !str_eq_c(STR("note"), field->name) && !str_eq_c(STR("role"), field->name) &&
		       !str_eq_c(STR("external_id"), field->name);
	case FACT_DATE:
	case FACT_MONTH:
	case FACT_TIME:
	case FACT_CURRENCY:
	case FACT_CONTRACT:
	case FACT_TASK_NAME:
	case FACT_RESOURCE_NAME:
		return true;
	case FACT_CHOICE:
		return str_eq_c(STR("kind"), field->name);
	case FACT_MONEY:
	case FACT_SECONDS:
	case FACT_HOURS:
	case FACT_SHARE:
	case FACT_DECIMAL:
	case FACT_FLAG:
		return false;
	}
	__builtin_unreachable();
}

static void set_usual_identity(Arena *mem, FactCase *made)
{
	const FactSpec *spec = fact_spec(made->kind);
	IdentityPart *parts = ARENA_ARRAY(mem, IdentityPart, spec->field_count);
	for (size_t i = 0; i < spec->field_count; i++) {
		/* An amount's currency may be added to a file later. */
		bool currency =
			spec->fields[i].type == FACT_CURRENCY && made->kind != FACT_EXCHANGE_RATE;
		if (is_told(made, i) && identifies(&spec->fields[i]) && !currency)
			parts[made->identity_count++] =
				(IdentityPart){.is_field = true, .field = i};
	}
	made->identity = parts;
}

/* --- Cases --- */

static bool parse_condition(RefParser *parser, const JsonValue *object, FactCondition *out,
			    Err *err)
{
	static const char *const allowed[] = {"from", "is", "is_not", NULL};
	const JsonValue *is = json_member(object, STR("is"));
	const JsonValue *is_not = json_member(object, STR("is_not"));
	FactCondition condition = {.unless = is_not != NULL};
	if (!spec_object(object, "a condition", allowed, err))
		return false;
	if (!is == !is_not)
		return fail(err, ERR_INPUT, "line %llu: a condition must have one of is and is_not",
			    line_of(object));
	if (!ref_parse_member(parser, object, "a condition", "from", true, &condition.from, err) ||
	    !spec_texts(parser->mem, is ? is : is_not, is ? "is" : "is_not", &condition.patterns,
			&condition.count, err))
		return false;
	*out = condition;
	return true;
}

static bool parse_conditions(RefParser *parser, const JsonValue *object, FactCase *made, Err *err)
{
	const JsonValue *where = json_member(object, STR("where"));
	if (!where)
		return true;
	if (!spec_kind(where, "where", JSON_ARRAY, err))
		return false;
	FactCondition *list = ARENA_ARRAY(parser->mem, FactCondition, where->len);
	for (size_t i = 0; i < where->len; i++) {
		if (!parse_condition(parser, &where->at[i], &list[i], err))
			return false;
	}
	made->where = list;
	made->where_count = where->len;
	return true;
}

static bool parse_kind(const JsonValue *object, const char *what, FactKind *out, Err *err)
{
	Str name;
	if (!spec_member_text(object, what, "fact", true, &name, err))
		return false;
	if (!fact_kind_parse(name, out, err)) {
		err->code = ERR_INPUT;
		return spec_fail_at(object, err);
	}
	return true;
}

/* `object` is the mapping itself, or one of its cases. */
static bool parse_case(RefParser *parser, const JsonValue *root, const JsonValue *object,
		       FactCase *out, Err *err)
{
	FactCase made = {0};
	const JsonValue *shared = json_member(root, STR("fields"));
	const JsonValue *own = object == root ? NULL : json_member(object, STR("fields"));
	const JsonValue *identity = json_member(object, STR("identity"));
	if (!identity)
		identity = json_member(root, STR("identity"));
	if (!parse_kind(object, object == root ? "the mapping" : "a case", &made.kind, err))
		return false;
	Ref *fields = ARENA_ARRAY(parser->mem, Ref, fact_spec(made.kind)->field_count);
	made.fields = fields;
	if ((shared && !parse_fields(parser, shared, object != root, &made, fields, err)) ||
	    (own && !parse_fields(parser, own, false, &made, fields, err)) ||
	    !check_required(object, &made, err) ||
	    (object != root && !parse_conditions(parser, object, &made, err)))
		return false;
	if (identity && !parse_identity(parser, identity, &made, err))
		return false;
	if (!identity)
		set_usual_identity(parser->mem, &made);
	*out = made;
	return true;
}

static bool parse_cases(RefParser *parser, const JsonValue *root, Mapping *mapping, Err *err)
{
	static const char *const allowed[] = {"fact", "where", "fields", "identity", NULL};
	const JsonValue *list = json_member(root, STR("cases"));
	if (list && !spec_kind(list, "cases", JSON_ARRAY, err))
		return false;
	if (list && (list->len == 0 || list->len > CASES_MAX))
		return fail(err, ERR_INPUT, "line %llu: there must be 1 to %d cases", line_of(list),
			    CASES_MAX);
	size_t count = list ? list->len : 1;
	FactCase *cases = ARENA_ARRAY(parser->mem, FactCase, count);
	for (size_t i = 0; i < count; i++) {
		const JsonValue *object = list ? &list->at[i] : root;
		if ((list && !spec_object(object, "a case", allowed, err)) ||
		    !parse_case(parser, root, object, &cases[i], err))
			return false;
	}
	mapping->cases = cases;
	mapping->case_count = count;
	return true;
}

/* --- The rest --- */

static bool parse_count(const JsonValue *object, const char *key, int32_t most, int32_t *out,
			Err *err)
{
	const JsonValue *value = json_member(object, str_from_c(key));
	int32_t number = 0;
	if (!value)
		return true;
	bool digits = value->kind == JSON_NUMBER && value->text.len <= 2;
	for (size_t i = 0; digits && i < value->text.len; i++) {
		digits = value->text.ptr[i] >= '0' && value->text.ptr[i] <= '9';
		number = number * 10 + (value->text.ptr[i] - '0');
	}
	if (!digits || number < 1 || number > most)
		return fail(err, ERR_INPUT, "line %llu: %s must be a whole number from 1 to %d",
			    line_of(value), key, (int)most);
	*out = number;
	return true;
}

static bool parse_durations(const JsonValue *root, DurationRules *out, Err *err)
{
	static const char *const allowed[] = {"day_hours", "week_days", NULL};
	const JsonValue *value = json_member(root, STR("durations"));
	return !value || (spec_object(value, "durations", allowed, err) &&
			  parse_count(value, "day_hours", 24, &out->day_hours, err) &&
			  parse_count(value, "week_days", 7, &out->week_days, err));
}

static bool parse_one_of(RefParser *parser, const JsonValue *root, Mapping *mapping, Err *err)
{
	const JsonValue *list = json_member(root, STR("one_of"));
	const Str *names;
	if (!list)
		return true;
	if (mapping->json)
		return fail(err, ERR_INPUT, "line %llu: one_of is for columns", line_of(list));
	if (!spec_texts(parser->mem, list, "one_of", &names, &mapping->one_of_count, err))
		return false;
	size_t *places = ARENA_ARRAY(parser->mem, size_t, mapping->one_of_count);
	for (size_t i = 0; i < mapping->one_of_count; i++)
		places[i] = ref_column(parser, &names[i], 1, false);
	mapping->one_of = places;
	return true;
}

static bool parse_header(RefParser *parser, const JsonValue *root, Mapping *mapping, Err *err)
{
	const JsonValue *list = json_member(root, STR("header"));
	if (!list)
		return true;
	if (mapping->format != FORMAT_CSV)
		return fail(err, ERR_INPUT, "line %llu: header is for the format csv",
			    line_of(list));
	return spec_texts(parser->mem, list, "header", &mapping->header, &mapping->header_count,
			  err);
}

static bool parse_stream(const JsonValue *root, Mapping *mapping, Err *err)
{
	if (!spec_member_text(root, "the mapping", "stream", false, &mapping->info.stream, err))
		return false;
	return mapping->info.stream.len == 0 || mapping->json ||
	       fail(err, ERR_INPUT, "line %llu: a stream is for the format json",
		    line_of(json_member(root, STR("stream"))));
}

bool fact_spec_parse(RefParser *parser, const JsonValue *root, Mapping *mapping, Err *err)
{
	static const char *const allowed[] = {"name",      "title",   "source",    "format",
					      "delimiter", "numbers", "dates",     "record",
					      "row",       "fact",    "fields",    "stream",
					      "identity",  "cases",   "durations", "one_of",
					      "header",    NULL};
	mapping->info.is_fact = true;
	if (!spec_object(root, "the mapping", allowed, err) ||
	    !parse_kind(root, "the mapping", &mapping->info.fact, err) ||
	    !parse_stream(root, mapping, err) || !parse_header(parser, root, mapping, err) ||
	    !parse_durations(root, &mapping->durations, err) ||
	    !parse_cases(parser, root, mapping, err) || !parse_one_of(parser, root, mapping, err))
		return false;
	mapping->columns = parser->columns.at;
	mapping->column_count = parser->columns.len;
	mapping->keys = parser->keys.at;
	mapping->key_count = parser->keys.len;
	return true;
}
