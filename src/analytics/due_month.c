#include "analytics/due_desk.h"

static Priced terms_amount(const DueDesk *desk, int64_t month)
{
	Figures figures;
	Err err;
	if (!earning_part(desk->book->earning, month_period(month), &figures, &err))
		return (Priced){.na = REASON_OUT_OF_RANGE};
	return (Priced){.na = reason_of_na(figures.revenue.na), .minor = figures.revenue.minor};
}

bool due_desk_month(DueDesk *desk, int64_t month, DueKind *kind, Priced *amount)
{
	Value pricing = due_desk_pricing(desk, month);
	*amount = (Priced){0};
	if (!pricing.set) {
		*kind = DUE_TOLD;
		return true;
	}
	if (pricing.number == PRICING_FIXED && desk->has_shares)
		return false;
	bool billed = due_desk_is_billed(pricing);
	*kind = billed ? DUE_BILLED : DUE_BY_TERMS;
	*amount = billed ? due_desk_billed(desk, month) : terms_amount(desk, month);
	if (period_days(period_common(month_period(month), desk->term)) > 0 || amount->minor != 0)
		return true;
	/* Outside the term hours of the month itself must say so: those of earlier months may lack a rate, too. */
	return amount->na != REASON_NONE && (!billed || due_desk_has_billed(desk, month));
}

bool due_desk_has_month(DueDesk *desk, int64_t month)
{
	Period inside = period_common(month_period(month), desk->term);
	if (period_days(inside) > 0) { /* then its amount does not matter */
		Value pricing = book_value_on(desk->book, PRICING, date_add(inside.to, -1));
		return !pricing.set || pricing.number != PRICING_FIXED || !desk->has_shares;
	}
	DueKind kind;
	Priced amount;
	return due_desk_month(desk, month, &kind, &amount);
}
