#include "ingest/fact_drafting.h"

#include "facts/time_entry.h"
#include "ingest/words.h"

#include <assert.h>
#include <sodium/crypto_shorthash.h>
#include <stdio.h>
#include <string.h>

/* --- Rows without an id of their own --- */

/* Ids must be the same in every import: the key is a constant. */
static const unsigned char ID_KEY[crypto_shorthash_KEYBYTES] = "pacta rows' ids";

/* Names hold no control characters: this ends them. */
static void add_part(Buf *buf, Str text)
{
	buf_add(buf, text);
	buf_add_byte(buf, '\x1F');
}

static bool add_identity(FactRow *row, Buf *buf, Err *err)
{
	const FactCase *rules = row->plan->rules;
	for (size_t i = 0; i < rules->identity_count; i++) {
		const IdentityPart *part = &rules->identity[i];
		if (!part->is_field) {
			Cell cell;
			if (!fact_row_text(row, &part->from, &cell, err))
				return false;
			add_part(buf, cell.text);
			continue;
		}
		FactValue value = row->drafter->values[part->field];
		if (value.text.len == 0 && value.set)
			value.text = (Str){(const char *)&value.number, sizeof value.number};
		add_part(buf, value.text);
	}
	return true;
}

/* The first date that the fact has, which its id begins with. */
static Date first_date(const FactRow *row)
{
	const FactSpec *spec = row->plan->spec;
	for (size_t i = 0; i < spec->field_count; i++) {
		FactValue value = row->drafter->values[i];
		if (spec->fields[i].type == FACT_DATE && value.set)
			return (Date){(int32_t)value.number};
	}
	return DATE_NONE;
}

static char *write_digits(char *at, int32_t number, int digits)
{
	for (int i = digits; i-- > 0; number /= 10)
		at[i] = (char)('0' + number % 10);
	return at + digits;
}

static char *write_hex(char *at, uint64_t number)
{
	for (int i = 16; i-- > 0; number >>= 4)
		at[i] = "0123456789abcdef"[number & 15];
	return at + 16;
}

enum { ID_DAY = 11 }; /* bytes of "2026-01-18-" */

/* "2026-01-18-9f86d081884c7d65", and "-2" for the second that is alike. */
static Str write_id(FactDrafter *drafter, Date day, uint64_t hash, uint32_t count)
{
	char *id = drafter->id;
	if (date_is_set(day) && day.day != drafter->id_day.day) {
		Civil c = date_civil(day);
		char *at = write_digits(id, c.year, 4);
		*at++ = '-';
		at = write_digits(at, c.month, 2);
		*at++ = '-';
		at = write_digits(at, c.day, 2);
		*at = '-';
		drafter->id_day = day;
	}
	char *end = write_hex(id + ID_DAY, hash);
	if (count > 1)
		end += snprintf(end, 12, "-%u", (unsigned)count);
	char *start = date_is_set(day) ? id : id + ID_DAY;
	return (Str){start, (size_t)(end - start)};
}

static bool set_external_id(FactRow *row, Err *err)
{
	FactDrafter *drafter = row->drafter;
	FactValue *id = &drafter->values[0];
	char room[512];
	uint64_t hash;
	if (!row->plan->composes || id->set)
		return true;
	Date day = first_date(row);
	Buf buf = {.mem = row->mem, .ptr = room, .cap = sizeof room};
	add_part(&buf, (Str){(const char *)&day.day, sizeof day.day});
	if (!add_identity(row, &buf, err))
		return false;
	(void)crypto_shorthash((unsigned char *)&hash, (const unsigned char *)buf.ptr, buf.len,
			       ID_KEY);
	/* A hash of parts that differ by their kind as well: a mapping of ledgers makes several. */
	hash ^= (uint64_t)row->plan->rules->kind;
	uint32_t count = drafter->alone ? 1 : repeats_note(&drafter->repeats, day, hash);
	*id = (FactValue){.set = true, .text = write_id(drafter, day, hash, count)};
	return true;
}

Str fact_drafter_key(const FactDrafter *drafter, const RowView *view, Arena *mem)
{
	const CasePlan *plan = &drafter->cases[0];
	/* Of several cases nothing tells which one it is. */
	bool sure = drafter->case_count == 1 && plan->composes;
	for (size_t i = 0; sure && i < plan->value_count; i++) {
		Cell cell;
		Err ignored;
		if (plan->values[i].field == 0)
			return ref_read(plan->values[i].from, view, mem, &cell, &ignored)
				       ? cell.text
				       : (Str){0};
	}
	return (Str){0};
}

/* --- Rows of totals --- */

static bool is_number(Str text)
{
	bool digit = false;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		digit = digit || (c >= '0' && c <= '9');
		if (!strchr("0123456789.,: -%'", c) || c == '\0')
			return false;
	}
	return digit;
}

/* Nothing, or the label of the total itself. */
static bool is_blank(const FactDrafter *drafter, const RowView *view, const Ref *ref, size_t cells)
{
	for (size_t i = 0; ref && i < ref->parts.len; i++) {
		if (!is_blank(drafter, view, &ref->parts.at[i], cells))
			return false;
	}
	if (!ref || ref->kind != REF_COLUMN)
		return true;
	ptrdiff_t place = drafter->places[ref->column];
	if (place == NO_CELL || (size_t)place >= cells)
		return true;
	Str text = str_trim(view->cells[place]);
	return text.len == 0 || words_total(text);
}

static bool has_no_date(const FactDrafter *drafter, const CasePlan *plan, const RowView *view,
			size_t cells)
{
	bool blank = is_blank(drafter, view, plan->work.work_date, cells) &&
		     is_blank(drafter, view, plan->work.start, cells) &&
		     is_blank(drafter, view, plan->work.extras[EXTRA_START_DATE], cells);
	for (size_t i = 0; blank && i < plan->value_count; i++) {
		if (plan->values[i].type == FACT_DATE)
			blank = is_blank(drafter, view, plan->values[i].from, cells);
	}
	return blank;
}

/* Of time entries. */
static bool has_no_person(const FactDrafter *drafter, const CasePlan *plan, const RowView *view,
			  size_t cells)
{
	for (size_t i = 0; i < plan->value_count; i++) {
		if (plan->values[i].type == FACT_RESOURCE_NAME)
			return is_blank(drafter, view, plan->values[i].from, cells);
	}
	return true;
}

/* The first cell that is not blank. */
static Str first_text(const RowView *view, size_t cells)
{
	for (size_t i = 0; i < cells; i++) {
		Str text = str_trim(view->cells[i]);
		if (text.len > 0)
			return text;
	}
	return (Str){0};
}

static bool only_numbers(const RowView *view, size_t cells)
{
	for (size_t i = 0; i < cells; i++) {
		Str text = str_trim(view->cells[i]);
		if (text.len > 0 && !is_number(text))
			return false;
	}
	return true;
}

bool fact_drafter_is_total(const FactDrafter *drafter, const RowView *view, size_t cells)
{
	const CasePlan *plan = &drafter->cases[0];
	if (!view->cells || !plan->dated)
		return false;
	Str first = first_text(view, cells);
	bool time = plan->rules->kind == FACT_TIME_ENTRY;
	bool undated = has_no_date(drafter, plan, view, cells);
	bool nobody = time && has_no_person(drafter, plan, view, cells);
	if (words_total(first))
		return undated || nobody;
	return first.len > 0 && undated && nobody && only_numbers(view, cells);
}

/* --- Drafts --- */

static bool meets(FactRow *row, const FactCase *rules, bool *out, Err *err)
{
	*out = true;
	for (size_t i = 0; *out && i < rules->where_count; i++) {
		const FactCondition *condition = &rules->where[i];
		Cell cell;
		if (!fact_row_text(row, &condition->from, &cell, err))
			return false;
		bool fits = false;
		for (size_t k = 0; !fits && k < condition->count; k++)
			fits = ref_fits(cell.text, condition->patterns[k]);
		*out = fits != condition->unless;
	}
	return true;
}

/* The plan of the case that the row meets; NULL: none. */
static bool choose_case(FactRow *row, Err *err)
{
	FactDrafter *drafter = row->drafter;
	for (size_t i = 0; i < drafter->case_count; i++) {
		bool met;
		if (!meets(row, drafter->cases[i].rules, &met, err))
			return false;
		if (met) {
			row->plan = &drafter->cases[i];
			return true;
		}
	}
	return true;
}

static bool read_extra(FactRow *row, FactExtra extra, Str *out, Err *err)
{
	Cell cell;
	if (!fact_row_text(row, row->plan->work.extras[extra], &cell, err))
		return false;
	*out = cell.text;
	return true;
}

/* As the file writes it, else as the mapping does. */
static Str label_of(const FactDrafter *drafter, const Ref *ref)
{
	while (ref && ref->parts.len > 0)
		ref = &ref->parts.at[0];
	if (!ref || ref->kind == REF_NONE || ref->kind == REF_CONSTANT || ref->kind == REF_SOURCE)
		return (Str){0};
	if (ref->kind == REF_COLUMN && drafter->header.len > 0 &&
	    drafter->places[ref->column] != NO_CELL)
		return drafter->header.names[drafter->places[ref->column]];
	return ref->label;
}

/* `*pass` PASSES: it is a fact. */
static bool read_row(FactRow *row, FactDraft *draft, FactPass *pass, Err *err)
{
	bool running = false;
	*pass = PASSES;
	if (!choose_case(row, err))
		return false;
	if (!row->plan) {
		*pass = PASS_OTHER;
		return true;
	}
	draft->kind = row->plan->rules->kind;
	memset(row->drafter->values, 0,
	       row->plan->spec->field_count * sizeof row->drafter->values[0]);
	if (!fact_row_values(row, err) ||
	    (draft->kind == FACT_TIME_ENTRY && !fact_row_work(row, &running, err)))
		return false;
	if (running) {
		*pass = PASS_RUNNING;
		return true;
	}
	return read_extra(row, EXTRA_EMAIL, &draft->email, err) &&
	       read_extra(row, EXTRA_PROJECT_CODE, &draft->project_code, err) &&
	       set_external_id(row, err);
}

DraftResult fact_drafter_make(FactDrafter *drafter, const RowView *view, size_t cells, Arena *mem,
			      FactDraft *out, FactPass *pass, Reject *reject, Err *err)
{
	FactRow row = {.drafter = drafter, .view = view, .mem = mem};
	FactDraft draft = {.values = drafter->values};
	if (!read_row(&row, &draft, pass, err)) {
		if (fact_drafter_is_total(drafter, view, cells)) {
			*pass = PASS_TOTAL;
			return DRAFT_PASSED;
		}
		reject->column = label_of(drafter, row.from);
		if (row.plan && row.plan->composes && drafter->values[0].set)
			reject->row_key = drafter->values[0].text;
		return DRAFT_REJECTED;
	}
	if (*pass != PASSES)
		return DRAFT_PASSED;
	draft.warnings = row.warnings;
	*out = draft;
	return DRAFT_MADE;
}
