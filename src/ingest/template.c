#include "ingest/template.h"

#include "base/json_write.h"
#include "ingest/fact_file.h"
#include "ingest/spec.h"

#include <assert.h>

Str template_name(Arena *mem, FactKind kind)
{
	Buf buf = {.mem = mem};
	buf_add(&buf, STR("pacta-"));
	for (const char *c = fact_spec(kind)->name; *c; c++)
		buf_add_byte(&buf, (char)(*c == '_' ? '-' : *c));
	return buf_str(&buf);
}

bool template_kind(Str name, FactKind *out)
{
	Arena mem;
	bool found = false;
	arena_init(&mem);
	for (FactKind kind = 0; !found && kind < FACT_KINDS; kind++) {
		found = str_eq(name, template_name(&mem, kind));
		if (found)
			*out = kind;
	}
	arena_deinit(&mem);
	return found;
}

Str fact_template(Arena *mem, FactKind kind)
{
	const FactSpec *spec = fact_spec(kind);
	Buf buf = {.mem = mem};
	for (size_t i = 0; i < spec->field_count; i++)
		buf_add_format(&buf, "%s%s", i > 0 ? "," : "", spec->fields[i].name);
	return buf_str(&buf);
}

/* Of fields that need not be there, those of which a file must have one: else it would say nothing. */
static const char *const *one_of(FactKind kind)
{
	static const char *const time[] = {"seconds", "hours", NULL};
	static const char *const recognition[] = {"recognized_on", "service_from", "service_month",
						  NULL};
	static const char *const budget[] = {"revenue", "hours", "cost", NULL};
	static const char *const task[] = {"name", "planned_hours", "in_scope", NULL};
	static const char *const deliverable[] = {"price_share", "budget_cost", "starts_on",
						  "due_on",      "accepted_on", NULL};
	static const char *const rate[] = {"billing_rate", "standard_rate", NULL};
	static const char *const none[] = {NULL};
	switch (kind) {
	case FACT_TIME_ENTRY:
		return time;
	case FACT_RECOGNITION:
		return recognition;
	case FACT_BUDGET:
		return budget;
	case FACT_TASK:
		return task;
	case FACT_DELIVERABLE:
		return deliverable;
	case FACT_RATE:
		return rate;
	case FACT_COST:
	case FACT_INVOICE:
	case FACT_PROGRESS:
	case FACT_RESOURCE:
	case FACT_ASSIGNMENT:
	case FACT_CALENDAR_DAY:
	case FACT_EXCHANGE_RATE:
	case FACT_PERIOD_CLOSE:
	case FACT_LEDGER_TOTAL:
	case FACT_KINDS:
		return none;
	}
	__builtin_unreachable();
}

static void add_text(JsonWriter *json, const char *key, Str text)
{
	json_write_key(json, str_from_c(key));
	json_write_string(json, text);
}

/* `json`: the field is the key of that name, else the column. */
static void add_field(JsonWriter *json, const char *field, bool as_json, bool optional)
{
	Arena mem;
	arena_init(&mem);
	json_write_key(json, str_from_c(field));
	json_write_begin_object(json);
	if (as_json)
		add_text(json, "pointer", str_format(&mem, "/%s", field));
	else
		add_text(json, "column", str_from_c(field));
	json_write_key(json, STR("optional"));
	json_write_bool(json, optional);
	json_write_end_object(json);
	arena_deinit(&mem);
}

static void add_fields(JsonWriter *json, FactKind kind, bool as_json)
{
	const FactSpec *spec = fact_spec(kind);
	json_write_key(json, STR("fields"));
	json_write_begin_object(json);
	for (size_t i = 0; i < spec->field_count; i++) {
		const FactField *field = &spec->fields[i];
		/* Time may be given in hours, too. */
		bool either = kind == FACT_TIME_ENTRY && field->type == FACT_SECONDS;
		add_field(json, field->name, as_json, !field->required || either);
	}
	if (kind == FACT_TIME_ENTRY)
		add_field(json, "hours", as_json, true);
	if (kind == FACT_RECOGNITION || kind == FACT_INVOICE)
		add_field(json, "service_month", as_json, true);
	json_write_end_object(json);
}

static void add_texts(JsonWriter *json, const char *key, const char *const *texts)
{
	json_write_key(json, str_from_c(key));
	json_write_begin_array(json);
	for (size_t i = 0; texts[i]; i++)
		json_write_string(json, str_from_c(texts[i]));
	json_write_end_array(json);
}

static Str text_of(Arena *mem, FactKind kind, bool as_json)
{
	static const char *const records[] = {"/*", "", NULL};
	const FactSpec *spec = fact_spec(kind);
	const char *const *names = one_of(kind);
	Buf buf = {.mem = mem};
	JsonWriter json;
	json_write_init(&json, &buf, true);
	json_write_begin_object(&json);
	add_text(&json, "name", template_name(mem, kind));
	add_text(&json, "title", str_format(mem, "pacta's own template: %s", spec->plural));
	add_text(&json, "source", STR("pacta"));
	add_text(&json, "format", as_json ? STR("json") : STR("csv"));
	if (as_json)
		add_texts(&json, "record", records);
	add_text(&json, "fact", str_from_c(spec->name));
	add_fields(&json, kind, as_json);
	if (names[0] && !as_json)
		add_texts(&json, "one_of", names);
	json_write_end_object(&json);
	json_write_end(&json);
	return buf_str(&buf);
}

Str template_text(Arena *mem, FactKind kind)
{
	return text_of(mem, kind, false);
}

static const Mapping *parse(Arena *mem, FactKind kind, bool as_json)
{
	const Mapping *mapping = NULL;
	Err err = {0};
	bool ok = mapping_parse(mem, template_name(mem, kind), text_of(mem, kind, as_json),
				&mapping, &err);
	assert(ok && "a template of our own is malformed");
	(void)ok;
	return mapping;
}

const Mapping *fact_template_mapping(Arena *mem, FactKind kind)
{
	Mapping *mapping = ARENA_NEW(mem, Mapping);
	*mapping = *parse(mem, kind, false);
	mapping->as_json = parse(mem, kind, true);
	return mapping;
}
