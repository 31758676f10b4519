/* Rows for quarantine: what they tell, and the drafts as records that can be tried again. */

#include "app/fact_import_parts.h"
#include "app/import_rows.h"
#include "base/hash.h"
#include "base/json_write.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

/* A key that fits into an index, whatever the source calls it. */
static Str short_key(Arena *mem, Str key)
{
	enum { SHOWN = 100, KEPT = ENTRY_EXTERNAL_ID_MAX + 100 };
	if (key.len <= KEPT)
		return key;
	Str begin = str_slice(key, 0, SHOWN);
	begin.len = utf8_valid_prefix(begin);
	return str_format(mem, "%.*s… %.*s", STR_ARG(begin), STR_ARG(digest_hex(mem, sha256(key))));
}

/* A value of a draft as text: its money has no number yet. */
static Str draft_text(Arena *mem, const FactField *field, const FactValue *value)
{
	bool is_text = value->text.len > 0 && (field->type == FACT_MONEY || value->number == 0);
	return is_text ? value->text : fact_value_text(mem, field, (Currency){0}, *value);
}

Str intake_row_key(Arena *mem, const FactDraft *draft)
{
	const FactSpec *spec = fact_spec(draft->kind);
	Buf buf = {.mem = mem};
	if (draft->kind == FACT_TIME_ENTRY)
		return draft->values[0].text;
	buf_add(&buf, str_from_c(spec->name));
	for (size_t i = 0; i < spec->field_count; i++) {
		const FactField *field = &spec->fields[i];
		bool by_id =
			spec->sourced && str_eq_c(str_from_c(spec->fields[0].name), "external_id");
		if (!field->identity || (by_id && i > 0))
			continue;
		buf_add_byte(&buf, '\t');
		if (draft->values[i].set)
			buf_add(&buf, draft_text(mem, field, &draft->values[i]));
	}
	return buf_str(&buf);
}

/* The draft, to be tried again without its file. */
static Str record_of(const FactIntake *in, Arena *mem, const FactDraft *draft)
{
	const FactSpec *spec = fact_spec(draft->kind);
	Buf buf = {.mem = mem};
	JsonWriter json;
	json_write_init(&json, &buf, false);
	json_write_begin_object(&json);
	for (size_t i = 0; i < spec->field_count; i++) {
		const FactField *field = &spec->fields[i];
		bool overridden = field->type == FACT_CONTRACT && in->origin.contract.len > 0;
		if (!overridden && !draft->values[i].set)
			continue;
		json_write_key(&json, str_from_c(field->name));
		json_write_string(&json, overridden ? in->origin.contract
						    : draft_text(mem, field, &draft->values[i]));
	}
	const struct {
		const char *name;
		Str text;
	} more[] = {{"email", draft->email},
		    {"project_code", draft->project_code},
		    {"time_zone", in->origin.time_zone}};
	for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
		if (more[i].text.len == 0)
			continue;
		json_write_key(&json, str_from_c(more[i].name));
		json_write_string(&json, more[i].text);
	}
	json_write_end_object(&json);
	return buf_str(&buf);
}

/* Where nothing waits. */
static bool refuse(const WaitReason *why, Err *err)
{
	static const struct {
		const char *code;
		const char *kind;
	} UNKNOWN[] = {{QUARANTINE_UNKNOWN_CONTRACT, "contract"},
		       {QUARANTINE_UNKNOWN_TASK, "task"},
		       {QUARANTINE_UNKNOWN_RESOURCE, "resource"}};
	char field[ERR_FIELD_SIZE];
	(void)snprintf(field, sizeof field, "%.*s", STR_ARG(why->column));
	for (size_t i = 0; i < sizeof UNKNOWN / sizeof *UNKNOWN; i++) {
		if (strcmp(why->code, UNKNOWN[i].code) == 0)
			return fail_no_such(err, UNKNOWN[i].kind, "%.*s", STR_ARG(why->text)) ||
			       fail_at(err, UNKNOWN[i].kind);
	}
	return fail(err, ERR_INPUT, "%.*s", STR_ARG(why->text)) || fail_at(err, field);
}

bool intake_wait(FactIntake *in, const FactDraft *draft, const QuarantineRow *waits,
		 const WaitReason *why, Err *err)
{
	Arena *mem = &in->scratch;
	if (in->strict)
		return refuse(why, err);
	QuarantineRow row = {
		.line = (int64_t)draft->line,
		.column = why->column,
		.reason = why->text,
		.row_key = short_key(mem, intake_row_key(mem, draft)),
		.raw = draft->raw,
		.fact = str_from_c(fact_spec(draft->kind)->name),
		.code = str_from_c(why->code),
		.subject = str_from_c(why->gap.subject),
		.unknown = why->gap.name,
		.within = why->gap.within,
		.contract_id = why->gap.contract_id,
		.record = record_of(in, mem, draft),
	};
	if (draft->kind == FACT_TIME_ENTRY)
		row.seconds = draft->values[TIME_SECONDS].number;
	return intake_quarantine(in, &row, waits, err);
}

static Str gap_text(Arena *mem, const NameGap *gap)
{
	if (gap->name.len == 0)
		return str_format(mem, "it names no %s", gap->subject);
	if (strcmp(gap->subject, "person") == 0)
		return str_format(mem, "there is no resource '%.*s', and no link of that name",
				  STR_ARG(gap->name));
	if (strcmp(gap->subject, "task") == 0)
		return str_format(mem,
				  "contract '%.*s' has no task '%.*s', and no link of that name",
				  STR_ARG(gap->within), STR_ARG(gap->name));
	if (strcmp(gap->subject, "contract") == 0)
		return str_format(mem, "there is no contract '%.*s', and no link of that name",
				  STR_ARG(gap->name));
	if (gap->within.len == 0)
		return str_format(mem, "nothing tells to which contract %s '%.*s' belongs",
				  gap->subject, STR_ARG(gap->name));
	return str_format(mem, "nothing tells to which contract %s '%.*s' of client '%.*s' belongs",
			  gap->subject, STR_ARG(gap->name), STR_ARG(gap->within));
}

bool intake_wait_gap(FactIntake *in, const FactDraft *draft, const QuarantineRow *waits,
		     const NameGap *gap, Err *err)
{
	Arena *mem = &in->scratch;
	WaitReason why = {.code = gap->code, .text = gap_text(mem, gap), .gap = *gap};
	return intake_wait(in, draft, waits, &why, err);
}

bool intake_wait_value(FactIntake *in, const FactDraft *draft, const QuarantineRow *waits,
		       const Err *value, Err *err)
{
	WaitReason why = {.code = QUARANTINE_BAD_VALUE,
			  .column = str_from_c(value->field),
			  .text = str_from_c(value->text)};
	return intake_wait(in, draft, waits, &why, err);
}

bool intake_reject(FactIntake *in, FactKind kind, const Reject *reject, Err *err)
{
	Arena *mem = &in->scratch;
	arena_trim(mem, SCRATCH_KEPT);
	Str key = import_storable(mem, short_key(mem, reject->row_key));
	const char *name = fact_spec(kind)->name;
	if (key.len > 0 && kind != FACT_TIME_ENTRY)
		key = str_format(mem, "%s\t%.*s", name, STR_ARG(key));
	QuarantineRow row = {
		.line = (int64_t)reject->line,
		.column = reject->column,
		.reason = reject->reason,
		.row_key = key,
		.raw = reject->raw,
		.raw_cut = reject->raw_cut,
		.fact = str_from_c(name),
		.code = STR(QUARANTINE_BAD_VALUE),
	};
	return intake_quarantine(in, &row, NULL, err);
}
