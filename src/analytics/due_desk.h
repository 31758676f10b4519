#ifndef PACTA_ANALYTICS_DUE_DESK_H
#define PACTA_ANALYTICS_DUE_DESK_H

/*
 * The inside of due_items.h: items on the way to being settled. Each file stands on those that are named before it. Pure.
 */

#include "analytics/due_item.h"
#include "base/int128.h"

/* Approved bill value of a month whose hours are billed, and of all such months up to it. */
typedef struct BilledMonth {
	int64_t month;
	int128 minor;
	int128 upto;
	Reason na;
	Reason na_upto;
} BilledMonth;

typedef struct DueDesk {
	const Question *question;
	const Book *book;
	Period term;
	bool has_shares; /* some deliverable has a price share */
	bool has_price;  /* `price` is known already */
	Priced price;    /* by terms over the whole term */
	bool has_billed;
	VEC(BilledMonth) billed; /* by month */
	VEC(DueItem) items;      /* by last service day */
	VEC(Settlement) settlements;
	const int32_t *
		next_reversal; /* by place of recognition: chains of what counts, from the head on; NULL: none are reversed */
	Period span;      /* days of service that matter here */
	bool any_told;    /* some item is DUE_TOLD */
	bool any_unnamed; /* some recognition names no item */
	Reason na;
} DueDesk;

/* due_desk.c: how the contract is priced. */

/* The month's days in the term; the whole month where there are none: work outside the term is due too. */
Period due_desk_service(const DueDesk *desk, int64_t month);

/* How the month is priced: the state of its last service day. */
Value due_desk_pricing(const DueDesk *desk, int64_t month);

/* Whether nothing says how the month is priced. */
bool due_desk_is_told(const DueDesk *desk, int64_t month);

/* Whether a contract with price shares is priced by them on that day. */
bool due_desk_by_milestones(const DueDesk *desk, Date day);

/* By terms over the whole term. */
Priced due_desk_price(DueDesk *desk);

/* due_billed.c: months whose hours are billed. */

/* Whether hours are billed. */
bool due_desk_is_billed(Value pricing);

/* Whether there are hours to bill in the month, which is billed by hours. */
bool due_desk_has_billed(DueDesk *desk, int64_t month);

/* The share of a month whose hours are billed: its bill value, up to the price. */
Priced due_desk_billed(DueDesk *desk, int64_t month);

/* due_month.c: what a month has due. */

/* False: nothing is due by months then. The amount of DUE_TOLD is given while settling. */
bool due_desk_month(DueDesk *desk, int64_t month, DueKind *kind, Priced *amount);

/* Whether the month has an item, whether or not it is in desk->items. */
bool due_desk_has_month(DueDesk *desk, int64_t month);

/* due_settle.c: recognitions and what they settle. */

/* Whether recognitions that count name no item, so that all items take part. */
bool due_desk_any_unnamed(DueDesk *desk);

/* Gives items without pricing their amounts, then settles all. */
void due_desk_settle(DueDesk *desk);

#endif
