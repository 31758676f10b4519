#include "analytics/due_desk.h"

#include "analytics/contracted.h"

Date due_item_last_day(const DueItem *item)
{
	return date_add(item->service.to, -1);
}

Period due_desk_service(const DueDesk *desk, int64_t month)
{
	Period whole = month_period(month);
	Period common = period_common(whole, desk->term);
	return period_days(common) > 0 ? common : whole;
}

Value due_desk_pricing(const DueDesk *desk, int64_t month)
{
	return book_value_on(desk->book, PRICING, date_add(due_desk_service(desk, month).to, -1));
}

bool due_desk_is_told(const DueDesk *desk, int64_t month)
{
	return !due_desk_pricing(desk, month).set;
}

bool due_desk_by_milestones(const DueDesk *desk, Date day)
{
	Value pricing = book_value_on(desk->book, PRICING, day);
	return pricing.set && pricing.number == PRICING_FIXED;
}

Priced due_desk_price(DueDesk *desk)
{
	if (!desk->has_price)
		desk->price = contract_price(desk->book);
	desk->has_price = true;
	return desk->price;
}
