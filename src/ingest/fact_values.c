/* The fields of a fact, read from the cells of a row. */

#include "base/utf8.h"
#include "facts/time_entry.h"
#include "ingest/fact_drafting.h"
#include "ingest/words.h"

#include <string.h>

enum { NAME_MAX_BYTES = 500 };

/* Most cells begin and end with a visible character. */
static Str trim(Str text)
{
	if (text.len == 0)
		return text;
	unsigned char first = (unsigned char)text.ptr[0];
	unsigned char last = (unsigned char)text.ptr[text.len - 1];
	return first > ' ' && first < 0x80 && last > ' ' && last < 0x80 ? text : str_trim(text);
}

bool fact_row_text(FactRow *row, const Ref *ref, Cell *out, Err *err)
{
	if (!ref) {
		*out = (Cell){0};
		return true;
	}
	row->from = ref;
	if (ref->kind == REF_COLUMN && !ref->twist && ref->value_count == 0) {
		ptrdiff_t place = row->view->places[ref->column];
		*out = (Cell){.from = ref};
		if (place != NO_CELL)
			out->text = trim(row->view->cells[place]);
		return true;
	}
	bool ok = ref_read(ref, row->view, row->mem, out, err);
	row->from = out->from;
	if (ok)
		out->text = trim(out->text);
	return ok;
}

/* Fit for a name: in one line, of plain characters. ASCII, which nearly all are, at once. */
static bool check_name(Str text, Err *err)
{
	unsigned odd = 0;
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		odd |= (unsigned)(c - 0x20) >= 0x5F;
	}
	return (!odd && text.len <= NAME_MAX_BYTES) || identity_check(text, NAME_MAX_BYTES, err);
}

static bool read_number(FactRow *row, const Ref *ref, const Cell *cell, NumberKind kind, Str *out,
			Err *err)
{
	Buf *room = &row->drafter->number;
	Str number;
	/* Its old room may have gone with the memory of earlier rows. */
	*room = (Buf){.mem = row->mem};
	if (!(cell->is_number
		      ? number_expand(cell->text, room, &number, err)
		      : number_text(cell->text, &row->drafter->numbers, kind, room, &number, err)))
		return false;
	bool minus = str_starts(number, STR("-"));
	if (ref->twist && ref->twist->negate)
		number = minus ? str_slice(number, 1, number.len)
			       : str_format(row->mem, "-%.*s", STR_ARG(number));
	*out = number;
	return true;
}

static bool read_day(FactRow *row, const Ref *ref, Str text, Date *out, Err *err)
{
	Moment moment;
	if (!moment_parse(text, &row->drafter->days, &moment, err))
		return false;
	if (moment.open)
		row->warnings |= 1u << FACT_WARNING_DATE;
	Date day = moment.day;
	if (moment.has_offset && row->drafter->reading->zone) {
		int32_t second;
		Instant at = {day.day * US_PER_DAY +
			      ((int64_t)moment.second - moment.offset) * 1000000};
		zone_local(row->drafter->reading->zone, at, &day, &second);
	}
	if (ref->twist && ref->twist->end_inclusive)
		day = date_add(day, 1);
	if (day.day < DAY_MIN || day.day > DAY_MAX)
		return fail(err, ERR_RANGE, "'%.*s' is outside 1900 to 2199",
			    STR_ARG(str_slice(text, 0, 60)));
	*out = day;
	return true;
}

/* "2026-03", or the month of a date. */
static bool read_month(FactRow *row, const Ref *ref, Str text, int64_t *out, Err *err)
{
	Date day;
	if (text.len == 7 && text.ptr[4] == '-')
		return month_parse(text, out, err);
	if (!read_day(row, ref, text, &day, err))
		return false;
	*out = month_of(day);
	return true;
}

static bool read_choice(const FactField *field, Str text, FactValue *out, Err *err)
{
	for (int64_t i = 0; field->choices[i]; i++) {
		if (column_same(text, str_from_c(field->choices[i]))) {
			out->number = i;
			return true;
		}
	}
	return fact_value_parse(field, text, out, err);
}

/* The currency of the row before is mostly that of the next. */
static bool read_currency(FactRow *row, Str text, FactValue *out, Err *err)
{
	FactDrafter *drafter = row->drafter;
	if (!str_eq(text, drafter->currency_text)) {
		Currency found;
		if (!words_currency(text, &found, err))
			return false;
		drafter->currency = found;
		size_t len = text.len < sizeof drafter->currency_room ? text.len : 0;
		memcpy(drafter->currency_room, text.ptr, len);
		drafter->currency_text = (Str){drafter->currency_room, len};
	}
	row->currency = &drafter->currency;
	out->text = str_from_c(drafter->currency.code);
	return true;
}

static bool read_flag(Str text, FactValue *out, Err *err)
{
	bool flag;
	if (!words_flag(text, &flag, err))
		return false;
	out->number = flag;
	return true;
}

static bool read_clock(Str text, FactValue *out, Err *err)
{
	int32_t second;
	bool to_minute;
	if (!clock_parse(text, &second, &to_minute, err))
		return false;
	out->number = second % DAY_SECONDS;
	return true;
}

static bool read_duration(const FactRow *row, Str text, int32_t unit, FactValue *out, Err *err)
{
	Duration duration;
	DurationRules rules = row->drafter->mapping->durations;
	rules.unit = unit;
	if (!duration_parse(text, rules, &duration, err))
		return false;
	out->number = duration.seconds;
	return true;
}

static bool read_text(const PlannedValue *planned, Str text, FactValue *out, Err *err)
{
	out->text = text;
	return planned->free_text || check_name(text, err);
}

static bool read_by_type(FactRow *row, const PlannedValue *planned, const Cell *cell,
			 FactValue *out, Err *err)
{
	const FactField *field = &row->plan->spec->fields[planned->field];
	NumberKind kind = {0};
	Date day;
	Str number;
	switch (planned->type) {
	case FACT_TEXT:
	case FACT_CONTRACT:
	case FACT_TASK_NAME:
	case FACT_RESOURCE_NAME:
		return read_text(planned, cell->text, out, err);
	case FACT_DATE:
		if (!read_day(row, planned->from, cell->text, &day, err))
			return false;
		out->number = day.day;
		return true;
	case FACT_MONTH:
		return read_month(row, planned->from, cell->text, &out->number, err);
	case FACT_MONEY:
		kind.currency = row->currency;
		return read_number(row, planned->from, cell, kind, &out->text, err);
	case FACT_SHARE:
	case FACT_DECIMAL:
		kind.share = planned->type == FACT_SHARE;
		return read_number(row, planned->from, cell, kind, &number, err) &&
		       fact_value_parse(field, number, out, err);
	case FACT_SECONDS:
		return read_duration(row, cell->text, 1, out, err);
	case FACT_HOURS:
		return read_duration(row, cell->text, 0, out, err);
	case FACT_FLAG:
		return read_flag(cell->text, out, err);
	case FACT_CHOICE:
		return read_choice(field, cell->text, out, err);
	case FACT_TIME:
		return read_clock(cell->text, out, err);
	case FACT_CURRENCY:
		return read_currency(row, cell->text, out, err);
	}
	__builtin_unreachable();
}

static bool read_value(FactRow *row, const PlannedValue *planned, Err *err)
{
	Cell cell;
	if (!fact_row_text(row, planned->from, &cell, err))
		return false;
	if (cell.text.len == 0)
		return true;
	FactValue value = {.set = true};
	if (!read_by_type(row, planned, &cell, &value, err))
		return false;
	row->drafter->values[planned->field] = value;
	return true;
}

/* A month of service is a period of service. */
static bool read_service_month(FactRow *row, Err *err)
{
	const Ref *ref = row->plan->work.extras[EXTRA_SERVICE_MONTH];
	FactKind kind = row->plan->rules->kind;
	Cell cell;
	int64_t month;
	if (!ref)
		return true;
	size_t from = fact_field(kind, "service_from");
	if (!fact_row_text(row, ref, &cell, err))
		return false;
	if (cell.text.len == 0 || row->drafter->values[from].set)
		return true;
	if (!read_month(row, ref, cell.text, &month, err))
		return false;
	Date end = month_first(month + 1);
	row->drafter->values[from] = (FactValue){.set = true, .number = month_first(month).day};
	row->drafter->values[fact_field(kind, "service_to")] =
		(FactValue){.set = true, .number = end.day};
	return true;
}

/* Blame for a field that is blank falls on where it should have come from. */
static bool check_required(FactRow *row, Err *err)
{
	const CasePlan *plan = row->plan;
	bool time = plan->rules->kind == FACT_TIME_ENTRY;
	for (size_t i = 0; i < plan->spec->field_count; i++) {
		const FactField *field = &plan->spec->fields[i];
		bool told = field->type == FACT_CONTRACT && row->drafter->reading->contract_told;
		bool later = time && (i == TIME_WORK_DATE || i == TIME_SECONDS);
		if (!field->required || told || later || row->drafter->values[i].set)
			continue;
		row->from = &plan->rules->fields[i];
		return fail(err, ERR_INPUT, "the %s is blank", field->name);
	}
	return true;
}

/* A fact has one currency: amounts under the names of two would be taken for amounts in the first. */
static bool check_currencies(FactRow *row, Err *err)
{
	const CasePlan *plan = row->plan;
	Str first = {0};
	for (size_t i = 0; i < plan->value_count; i++) {
		const PlannedValue *planned = &plan->values[i];
		if (planned->type != FACT_MONEY || planned->from->kind != REF_COLUMN ||
		    !row->drafter->values[planned->field].set || !row->view->stars)
			continue;
		Str star = row->view->stars[planned->from->column];
		if (first.len > 0 && star.len > 0 && !str_eq(first, star)) {
			row->from = planned->from;
			return fail(err, ERR_INPUT,
				    "the row has amounts in two currencies, %.*s and %.*s",
				    STR_ARG(str_slice(first, 0, 60)),
				    STR_ARG(str_slice(star, 0, 60)));
		}
		first = star.len > 0 ? star : first;
	}
	return true;
}

bool fact_row_values(FactRow *row, Err *err)
{
	const CasePlan *plan = row->plan;
	FactValue *values = row->drafter->values;
	for (size_t i = 0; i < plan->value_count; i++) {
		if (!read_value(row, &plan->values[i], err))
			return false;
	}
	/* The header may name a currency where the row has no amount. */
	if (plan->rules->kind == FACT_TIME_ENTRY && !values[TIME_COST].set &&
	    !values[TIME_BILL_AMOUNT].set)
		values[TIME_CURRENCY] = (FactValue){0};
	return check_currencies(row, err) && read_service_month(row, err) &&
	       check_required(row, err);
}
