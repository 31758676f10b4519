#include "analytics/due_desk.h"

bool due_desk_is_billed(Value pricing)
{
	return pricing.set &&
	       (pricing.number == PRICING_TIME_AND_MATERIALS || pricing.number == PRICING_CAPPED ||
		pricing.number == PRICING_PREPAID_HOURS);
}

static Priced priced_of(int128 minor)
{
	if (minor > INT64_MAX || minor < -INT64_MAX)
		return (Priced){.na = REASON_OUT_OF_RANGE};
	return (Priced){.minor = (int64_t)minor};
}

/* One pass over the hours, by month; those of months that are not billed by hours are none of its business. */
static void sum_billed(DueDesk *desk)
{
	const Book *book = desk->book;
	int64_t month = INT64_MIN;
	bool billed = false;
	desk->has_billed = true;
	for (size_t i = 0; i < book->work_count; i++) {
		const Work *work = &book->work[i];
		if (work->day.day > desk->question->as_of.day)
			break;
		if (!time_class_counts(work->time_class))
			continue;
		if (month_of(work->day) != month) {
			month = month_of(work->day);
			billed = due_desk_is_billed(due_desk_pricing(desk, month));
			if (billed) {
				BilledMonth before = {0};
				if (desk->billed.len > 0)
					before = desk->billed.at[desk->billed.len - 1];
				*vec_push(desk->question->mem, &desk->billed) =
					(BilledMonth){.month = month,
						      .upto = before.upto,
						      .na_upto = before.na_upto};
			}
		}
		if (!billed)
			continue;
		BilledMonth *sum = &desk->billed.at[desk->billed.len - 1];
		sum->minor += work->bill.minor;
		sum->upto += work->bill.minor;
		if (work->bill.na != REASON_NONE) {
			sum->na = sum->na != REASON_NONE ? sum->na : work->bill.na;
			sum->na_upto = sum->na_upto != REASON_NONE ? sum->na_upto : work->bill.na;
		}
	}
}

/* The last month with bill value up to `month`, or NULL. */
static const BilledMonth *billed_upto(DueDesk *desk, int64_t month)
{
	if (!desk->has_billed)
		sum_billed(desk);
	size_t low = 0, high = desk->billed.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (desk->billed.at[middle].month <= month)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? &desk->billed.at[low - 1] : NULL;
}

bool due_desk_has_billed(DueDesk *desk, int64_t month)
{
	const BilledMonth *billed = billed_upto(desk, month);
	return billed && billed->month == month;
}

/* The price that bounds the bill value: false where nothing does. */
static bool price_limit(DueDesk *desk, int64_t month, Priced *out)
{
	Date day = date_add(due_desk_service(desk, month).to, -1);
	Value pricing = due_desk_pricing(desk, month);
	if (pricing.number == PRICING_PREPAID_HOURS) {
		*out = due_desk_price(desk);
		return true;
	}
	Value cap = book_value_on(desk->book, TOTAL_VALUE, day);
	*out = (Priced){.minor = cap.number};
	return pricing.number == PRICING_CAPPED && cap.set;
}

/* All that was due by bill value up to a month that is not before the first one billed, as that month is priced. */
static int128 due_upto(DueDesk *desk, int64_t month, Reason *na)
{
	const BilledMonth *billed = billed_upto(desk, month);
	Priced limit;
	if (*na == REASON_NONE)
		*na = billed->na_upto;
	if (!price_limit(desk, month, &limit))
		return billed->upto;
	if (*na == REASON_NONE)
		*na = limit.na;
	return billed->upto < limit.minor ? billed->upto : limit.minor;
}

static bool is_by_time(const DueDesk *desk, int64_t month)
{
	return due_desk_pricing(desk, month).number == PRICING_TIME_AND_MATERIALS;
}

/*
 * The month's share: what is due up to it less what was up to the billed month before. So all shares add up to the bill value up to
 * the price, also where the price changes on the way.
 */
Priced due_desk_billed(DueDesk *desk, int64_t month)
{
	const BilledMonth *billed = billed_upto(desk, month);
	if (!billed)
		return (Priced){0};
	int64_t before = month - 1;
	int64_t first = desk->billed.at[0].month;
	while (before >= first && !due_desk_is_billed(due_desk_pricing(desk, before)))
		before--;
	if (is_by_time(desk, month) && (before < first || is_by_time(desk, before))) {
		if (billed->month != month)
			return (Priced){0};
		return billed->na != REASON_NONE ? (Priced){.na = billed->na}
						 : priced_of(billed->minor);
	}
	Reason na = REASON_NONE;
	int128 now = due_upto(desk, month, &na);
	int128 past = before >= first ? due_upto(desk, before, &na) : 0;
	return na != REASON_NONE ? (Priced){.na = na} : priced_of(now - past);
}
