#include "history/terms.h"

static Date date_value(Value value)
{
	return value.set ? (Date){(int32_t)value.number} : DATE_NONE;
}

Terms terms_of(const FoldRow *row)
{
	const Value *values = row->values;
	Value pricing = values[PRICING];
	Terms terms = {
		.effective = row->effective_on,
		.starts = date_value(values[STARTS_ON]),
		.ends = date_value(values[ENDS_ON]),
		.annual = values[ANNUAL_VALUE],
		.total = values[TOTAL_VALUE],
		.labor = values[DIRECT_LABOR],
		.total_basis =
			values[VALUE_BASIS].set && values[VALUE_BASIS].number == VALUE_BASIS_TOTAL,
		.by_usage = pricing.set && (pricing.number == PRICING_TIME_AND_MATERIALS ||
					    pricing.number == PRICING_CAPPED),
		.day_count = values[DAY_COUNT].set ? (DayCount)values[DAY_COUNT].number : ACT_365F,
	};
	return terms;
}

bool terms_spread(const Terms *terms)
{
	return terms->total_basis && !terms->by_usage;
}

Period terms_term(const Terms *terms)
{
	return (Period){date_is_set(terms->starts) ? terms->starts : DATE_MIN,
			date_is_set(terms->ends) ? terms->ends : DATE_OPEN};
}
