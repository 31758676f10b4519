#include "analytics/contracted.h"
#include "analytics/due_desk.h"
#include "analytics/memo.h"
#include "analytics/recognized.h"
#include "analytics/spread.h"

enum { RECOGNITION_DAYS_DEFAULT = 5 };

#define NUMBER_ONE INT64_C(1000000) /* a number field's unit is a millionth */

Date due_item_last_day(const DueItem *item)
{
	return date_add(item->service.to, -1);
}

static Period month_period(int64_t month)
{
	return (Period){month_first(month), month_first(month + 1)};
}

/* Its days in the term; the whole month where there are none: work outside the term is due too. */
Period due_desk_service(const DueDesk *desk, int64_t month)
{
	Period whole = month_period(month);
	Period common = period_common(whole, desk->term);
	return period_days(common) > 0 ? common : whole;
}

static Value pricing_on(const DueDesk *desk, Date day)
{
	return book_value_on(desk->book, PRICING, day);
}

Value due_desk_pricing(const DueDesk *desk, int64_t month)
{
	return pricing_on(desk, date_add(due_desk_service(desk, month).to, -1));
}

bool due_desk_is_told(const DueDesk *desk, int64_t month)
{
	return !due_desk_pricing(desk, month).set;
}

bool due_desk_by_milestones(const DueDesk *desk, Date day)
{
	Value pricing = pricing_on(desk, day);
	return pricing.set && pricing.number == PRICING_FIXED;
}

Priced due_desk_price(DueDesk *desk)
{
	if (!desk->has_price)
		desk->price = contract_price(desk->book);
	desk->has_price = true;
	return desk->price;
}

static Priced terms_amount(const DueDesk *desk, int64_t month)
{
	Figures figures;
	Err err;
	if (!earning_part(desk->book->earning, month_period(month), &figures, &err))
		return (Priced){.na = REASON_OUT_OF_RANGE};
	return (Priced){.na = reason_of_na(figures.revenue.na), .minor = figures.revenue.minor};
}

/* False: nothing is due by months then. The amount of DUE_TOLD is given while settling. */
static bool month_amount(DueDesk *desk, int64_t month, DueKind *kind, Priced *amount)
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
		Value pricing = pricing_on(desk, date_add(inside.to, -1));
		return !pricing.set || pricing.number != PRICING_FIXED || !desk->has_shares;
	}
	DueKind kind;
	Priced amount;
	return month_amount(desk, month, &kind, &amount);
}

/* When the service ended and by when it is to be recognised: days and calendar of the state of its last day. */
static void set_days(const DueDesk *desk, DueItem *item)
{
	const Question *question = desk->question;
	Date last = due_item_last_day(item);
	Value days = book_value_on(desk->book, RECOGNITION_DAYS, last);
	Value calendar = book_value_on(desk->book, CALENDAR, last);
	int64_t n = days.set ? days.number / NUMBER_ONE : RECOGNITION_DAYS_DEFAULT;
	item->calendar = firm_calendar(question->firm, calendar.set ? calendar.text : (Str){0});
	item->due_on = work_calendar_after(item->calendar, last, n > 0 ? n : 0);
	Date business = work_calendar_last(item->calendar, item->service);
	item->last_business_day = date_is_set(business) ? business : last;
	item->asked = last.day >= question->asked.from.day && last.day < question->asked.to.day &&
		      item->due_on.day <= question->as_of.day;
}

static void add_months(DueDesk *desk, int64_t from, int64_t last)
{
	for (int64_t month = from; month <= last; month++) {
		DueItem item = {.month = month, .service = due_desk_service(desk, month)};
		if (!month_amount(desk, month, &item.kind, &item.amount))
			continue;
		set_days(desk, &item);
		desk->any_told |= item.kind == DUE_TOLD;
		*vec_push(desk->question->mem, &desk->items) = item;
	}
}

/* Puts it where its last service day belongs. */
static void add_milestone(DueDesk *desk, const Deliverable *deliverable)
{
	Date day = deliverable->accepted_on;
	Priced price = due_desk_price(desk);
	DueItem item = {
		.kind = DUE_MILESTONE,
		.month = month_of(day),
		.milestone = deliverable,
		.service = {day, date_add(day, 1)},
		.amount = {.na = price.na,
			   .minor = spread_share(price.minor, deliverable->price_share, SHARE_ONE)},
	};
	set_days(desk, &item);
	(void)vec_push(desk->question->mem, &desk->items);
	size_t at = desk->items.len - 1;
	for (; at > 0 && due_item_last_day(&desk->items.at[at - 1]).day > day.day; at--)
		desk->items.at[at] = desk->items.at[at - 1];
	desk->items.at[at] = item;
}

static void add_milestones(DueDesk *desk)
{
	const Book *book = desk->book;
	for (size_t i = 0; desk->has_shares && i < book->deliverable_count; i++) {
		const Deliverable *it = &book->deliverables[i];
		if (it->has_price_share && date_is_set(it->accepted_on) &&
		    it->accepted_on.day <= desk->question->as_of.day &&
		    due_desk_by_milestones(desk, it->accepted_on))
			add_milestone(desk, it);
	}
}

/* The first month that may have an item. */
static int64_t first_month(const DueDesk *desk)
{
	const Book *book = desk->book;
	Date first = desk->term.from, earning, last;
	if (earning_days(book->earning, &earning, &last))
		first = date_earlier(first, earning);
	if (book->work_count > 0)
		first = date_earlier(first, book->work[0].day);
	for (size_t i = 0; i < book->recognition_count; i++) {
		Period service = recognition_service(book, i);
		if (date_is_set(service.from))
			first = date_earlier(first, service.from);
	}
	return month_of(first);
}

static const Period ALL_SERVICE = {{DAY_MIN}, {DAY_MAX + 1}};

static DueDesk desk_of(const Question *question, const Book *book)
{
	DueDesk desk = {.question = question,
			.book = book,
			.term = book_term(book),
			.span = ALL_SERVICE};
	for (size_t i = 0; i < book->deliverable_count; i++)
		desk.has_shares |= book->deliverables[i].has_price_share;
	return desk;
}

const DueItems *due_items_of(const Question *question, const Book *book)
{
	if (question->memo && question->memo->due_items)
		return question->memo->due_items;
	DueDesk desk = desk_of(question, book);
	bool all = due_desk_any_unnamed(&desk);
	int64_t last = month_of(question->as_of);
	int64_t from = all ? first_month(&desk) : month_of(question->asked.from);
	if (!all) { /* then months that are not asked decide nothing */
		int64_t asked_last = month_of(date_add(question->asked.to, -1));
		last = asked_last < last ? asked_last : last;
		desk.span = (Period){month_first(from), month_first(asked_last + 1)};
	}
	add_months(&desk, from, last);
	add_milestones(&desk);
	due_desk_settle(&desk);
	DueItems *due = ARENA_NEW(question->mem, DueItems);
	*due = (DueItems){desk.items.at, desk.items.len, desk.settlements.at, desk.settlements.len,
			  desk.na};
	if (question->memo)
		question->memo->due_items = due;
	return due;
}
