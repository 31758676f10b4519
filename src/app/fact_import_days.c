/* Days of facts, and what is odd about them. */

#include "app/fact_import_parts.h"

static const FactField *field_at(FactKind kind, size_t place)
{
	return &fact_spec(kind)->fields[place];
}

static Date day_of_value(const FactField *field, const FactValue *value)
{
	if (!value->set)
		return DATE_NONE;
	return field->type == FACT_MONTH ? month_first(value->number)
					 : (Date){(int32_t)value->number};
}

Date fact_day(FactKind kind, const FactValue *values)
{
	const FactSpec *spec = fact_spec(kind);
	if (kind == FACT_RECOGNITION) {
		size_t on = fact_field(kind, "recognized_on");
		size_t from = fact_field(kind, "service_from");
		size_t place = values[on].set ? on : from;
		return day_of_value(field_at(kind, place), &values[place]);
	}
	for (size_t i = 0; i < spec->field_count; i++) {
		const FactField *field = &spec->fields[i];
		if (field->required && (field->type == FACT_DATE || field->type == FACT_MONTH))
			return day_of_value(field, &values[i]);
	}
	return DATE_NONE;
}

static void widen(Period *days, Date day)
{
	if (!date_is_set(day))
		return;
	if (!date_is_set(days->from) || day.day < days->from.day)
		days->from = day;
	if (!date_is_set(days->to) || day.day >= days->to.day)
		days->to = date_add(day, 1);
}

void intake_note_day(FactIntake *in, Date day)
{
	widen(&in->counts.days, day);
	widen(&in->counts.begins, day);
}

void intake_note_last_day(FactIntake *in, Date day)
{
	widen(&in->counts.days, day);
}

void intake_warn(FactIntake *in, FactWarning warning)
{
	in->counts.warnings[warning] += (in->warned >> warning & 1) == 0;
}

void intake_warn_of_day(FactIntake *in, const KnownContract *contract, Date day)
{
	if (day.day > in->today.day)
		intake_warn(in, FACT_WARNING_FUTURE);
	if (!contract)
		return;
	if (date_is_set(contract->term.from) && day.day < contract->term.from.day)
		intake_warn(in, FACT_WARNING_BEFORE);
	if (date_is_set(contract->term.to) && day.day >= contract->term.to.day)
		intake_warn(in, FACT_WARNING_AFTER);
}

bool intake_is_closed(const FactIntake *in, Date day)
{
	return date_is_set(day) && in->closed[month_of(day) - MONTH_FIRST];
}
