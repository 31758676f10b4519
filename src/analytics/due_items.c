#include "analytics/due_items.h"

#include "analytics/due_desk.h"
#include "analytics/memo.h"
#include "analytics/recognized.h"
#include "analytics/spread.h"

enum { RECOGNITION_DAYS_DEFAULT = 5 };

#define NUMBER_ONE INT64_C(1000000) /* a number field's unit is a millionth */

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
		if (!due_desk_month(desk, month, &item.kind, &item.amount))
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
