#include "analytics/due_desk.h"
#include "analytics/recognized.h"
#include "analytics/spread.h"

typedef enum Route { ROUTE_MONTH, ROUTE_MILESTONE, ROUTE_OLDEST, ROUTE_NOWHERE } Route;

/* What a recognition has left, after reversals, for one item. */
typedef struct Part {
	Route route;
	int64_t month;
	const Deliverable *milestone;
	size_t recognition;
	Date recognized_on;
	Period days;    /* of service */
	int64_t amount; /* and `na` as priced */
	Reason na;
} Part;

typedef void TakePart(DueDesk *desk, Part *part);

static bool is_reversal(const Recognition *recognition)
{
	return recognition->reverses != RECOGNITION_NO_REVERSAL;
}

/*
 * Chains what reverses each recognition behind it, so that it can be taken off. Heads of chains are what is settled with.
 */
static void chain_reversals(DueDesk *desk)
{
	const Book *book = desk->book;
	int32_t *next = NULL;
	for (size_t i = 0; i < book->recognition_count; i++) {
		if (!is_reversal(&book->recognitions[i]) ||
		    !recognition_counts(book, i, desk->question->as_of))
			continue;
		if (!next) {
			next = ARENA_ARRAY(desk->question->mem, int32_t, book->recognition_count);
			for (size_t k = 0; k < book->recognition_count; k++)
				next[k] = RECOGNITION_NO_REVERSAL;
		}
		size_t head = i;
		while (is_reversal(&book->recognitions[head]))
			head = (size_t)book->recognitions[head].reverses;
		next[i] = next[head];
		next[head] = (int32_t)i;
	}
	desk->next_reversal = next;
}

/* Gives the part its amount, less reversals, or the reason why it has none. */
static void price_part(const DueDesk *desk, Part *part)
{
	const Book *book = desk->book;
	int128 sum = 0;
	size_t place = part->recognition;
	while (true) {
		Priced amount = book->recognitions[place].amount;
		sum += recognized_in(book, place, part->days, desk->question->as_of);
		if (part->na == REASON_NONE)
			part->na = amount.na;
		if (!desk->next_reversal || desk->next_reversal[place] == RECOGNITION_NO_REVERSAL)
			break;
		place = (size_t)desk->next_reversal[place];
	}
	if (sum > INT64_MAX || sum < -INT64_MAX)
		part->na = REASON_OUT_OF_RANGE;
	else
		part->amount = (int64_t)sum;
}

/* Whether the recognition is for a deliverable that its price is a share of: then that alone decides. */
static bool names_milestone(const DueDesk *desk, Period service, Part *part)
{
	const Book *book = desk->book;
	Str key = book->recognitions[part->recognition].deliverable;
	if (!desk->has_shares || key.len == 0)
		return false;
	for (size_t i = 0; i < book->deliverable_count; i++) {
		const Deliverable *it = &book->deliverables[i];
		if (!it->has_price_share || !str_eq(it->key, key))
			continue;
		bool accepted = date_is_set(it->accepted_on) &&
				it->accepted_on.day <= desk->question->as_of.day;
		Date day = accepted ? it->accepted_on : date_add(service.to, -1);
		part->milestone = it;
		part->route = accepted ? ROUTE_MILESTONE : ROUTE_NOWHERE;
		return due_desk_by_milestones(desk, day);
	}
	return false;
}

/* Hands over the parts of the recognition at the head of a chain. */
static void each_part(DueDesk *desk, size_t place, TakePart *take)
{
	const Recognition *recognition = &desk->book->recognitions[place];
	Period service = recognition_service(desk->book, place);
	bool told = date_is_set(recognition->service.from);
	Part part = {
		.recognition = place,
		.recognized_on = recognition->recognized_on,
		.days = service,
	};
	if (names_milestone(desk, service, &part)) {
		take(desk, &part);
		return;
	}
	Period seen = period_common(service, desk->span);
	for (Date day = seen.from; day.day < seen.to.day;) {
		int64_t month = month_of(day);
		bool named = told ? due_desk_has_month(desk, month) : due_desk_is_told(desk, month);
		Part piece = {
			.route = named ? ROUTE_MONTH : ROUTE_OLDEST,
			.month = month,
			.recognition = place,
			.recognized_on = recognition->recognized_on,
			.days = {day, date_earlier(seen.to, month_first(month + 1))},
		};
		take(desk, &piece);
		day = piece.days.to;
	}
}

/* Parts of all recognitions that count, in order of their days. */
static void each_part_of_all(DueDesk *desk, TakePart *take)
{
	const Book *book = desk->book;
	for (size_t i = 0; i < book->recognition_count; i++) {
		if (!is_reversal(&book->recognitions[i]) &&
		    recognition_counts(book, i, desk->question->as_of))
			each_part(desk, i, take);
	}
}

/* Place of the item that the part names, or DUE_NO_ITEM: then it is not among those that matter here. */
static int32_t named_item(const DueDesk *desk, const Part *part)
{
	for (size_t i = 0; i < desk->items.len; i++) {
		const DueItem *item = &desk->items.at[i];
		bool found = part->route == ROUTE_MILESTONE
				     ? item->milestone == part->milestone
				     : !item->milestone && item->month == part->month;
		if (found)
			return (int32_t)i;
	}
	return DUE_NO_ITEM;
}

static void notice_unnamed(DueDesk *desk, Part *part)
{
	desk->any_unnamed |= part->route == ROUTE_OLDEST;
}

bool due_desk_any_unnamed(DueDesk *desk)
{
	chain_reversals(desk);
	each_part_of_all(desk, notice_unnamed);
	return desk->any_unnamed;
}

static void add_told_amount(DueItem *item, int64_t minor, Reason na)
{
	int64_t sum = 0;
	if (na == REASON_NONE && __builtin_add_overflow(item->amount.minor, minor, &sum))
		na = REASON_OUT_OF_RANGE;
	if (item->amount.na == REASON_NONE)
		item->amount = na == REASON_NONE ? (Priced){.minor = sum} : (Priced){.na = na};
}

static void take_told(DueDesk *desk, Part *part)
{
	int32_t at = part->route == ROUTE_MONTH ? named_item(desk, part) : DUE_NO_ITEM;
	if (at == DUE_NO_ITEM || desk->items.at[at].kind != DUE_TOLD)
		return;
	price_part(desk, part);
	add_told_amount(&desk->items.at[at], part->amount, part->na);
}

/* What is expected for months without pricing is due in them. */
static void take_expected(DueDesk *desk)
{
	const Book *book = desk->book;
	for (size_t i = 0; i < book->recognition_count; i++) {
		const Recognition *it = &book->recognitions[i];
		if (date_is_set(it->recognized_on) || !date_is_set(it->service.from) ||
		    is_reversal(it))
			continue;
		for (size_t k = 0; k < desk->items.len; k++) {
			DueItem *item = &desk->items.at[k];
			Period month = month_period(item->month);
			if (item->kind == DUE_TOLD &&
			    period_days(period_common(it->service, month)) > 0)
				add_told_amount(item,
						spread_in(it->amount.minor, it->service, month),
						it->amount.na);
		}
	}
}

static void add_settlement(DueDesk *desk, const Part *part, int32_t item, int64_t amount, bool over)
{
	if (amount == 0)
		return;
	*vec_push(desk->question->mem, &desk->settlements) = (Settlement){
		.item = item,
		.recognition = part->recognition,
		.recognized_on = part->recognized_on,
		.service_day = date_add(part->days.to, -1),
		.amount = amount,
		.over = over,
	};
	if (!over)
		desk->items.at[item].settled += amount;
}

/* Sets `amount` off against settlements of the item of the other sign, the newest first; returns what is left of it. */
static int64_t set_off(DueDesk *desk, int32_t item, bool over, int64_t amount)
{
	for (size_t i = desk->settlements.len; i-- > 0 && amount != 0;) {
		Settlement *it = &desk->settlements.at[i];
		if (it->item != item || it->over != over || it->amount == 0 ||
		    it->na != REASON_NONE || (it->amount > 0) == (amount > 0))
			continue;
		bool whole = amount > 0 ? amount >= -it->amount : amount <= -it->amount;
		int64_t taken = whole ? -it->amount : amount;
		it->amount += taken;
		amount -= taken;
		if (!over)
			desk->items.at[item].settled += taken;
	}
	return amount;
}

/* What of `amount` an item has room for; of its own sign. */
static int64_t room_for(const DueItem *item, int64_t amount)
{
	int64_t room = item->amount.minor - item->settled;
	if (room == 0 || (room > 0) != (amount > 0))
		return 0;
	return room > 0 ? (amount < room ? amount : room) : (amount > room ? amount : room);
}

static void settle_item(DueDesk *desk, int32_t at, const Part *part)
{
	DueItem *item = &desk->items.at[at];
	if (part->na != REASON_NONE) {
		item->unsettled = item->unsettled != REASON_NONE ? item->unsettled : part->na;
		return;
	}
	int64_t rest = set_off(desk, at, true, part->amount);
	int64_t fits = room_for(item, rest);
	add_settlement(desk, part, at, fits, false);
	rest -= fits;
	if ((rest > 0) != (item->amount.minor > 0)) /* it takes back what was settled */
		rest = set_off(desk, at, false, rest);
	add_settlement(desk, part, at, rest, true);
}

static void settle_named(DueDesk *desk, Part *part)
{
	if (part->route == ROUTE_OLDEST)
		return;
	int32_t at = part->route == ROUTE_NOWHERE ? DUE_NO_ITEM : named_item(desk, part);
	price_part(desk, part);
	if (at != DUE_NO_ITEM)
		settle_item(desk, at, part);
	else if (part->route == ROUTE_NOWHERE && part->na != REASON_NONE)
		desk->na = part->na;
	else if (part->route == ROUTE_NOWHERE)
		add_settlement(desk, part, DUE_NO_ITEM, part->amount, true);
}

/* Why nobody can tell how much the item takes. */
static Reason unknown_room(const DueItem *item)
{
	return item->amount.na != REASON_NONE ? item->amount.na : item->unsettled;
}

/* Nobody can tell what of `rest` reaches the items behind `at`, nor what of it is over. */
static void settle_unknown(DueDesk *desk, const Part *part, size_t at, int64_t rest)
{
	Reason na = unknown_room(&desk->items.at[at]);
	for (size_t i = at + 1; i < desk->items.len; i++) {
		DueItem *item = &desk->items.at[i];
		if (room_for(item, rest) != 0 && item->unsettled == REASON_NONE)
			item->unsettled = na;
	}
	add_settlement(desk, part, DUE_NO_ITEM, rest, true);
	desk->settlements.at[desk->settlements.len - 1].na = na;
}

static void settle_oldest(DueDesk *desk, Part *part)
{
	if (part->route != ROUTE_OLDEST)
		return;
	price_part(desk, part);
	if (part->na != REASON_NONE) {
		desk->na = part->na;
		return;
	}
	int64_t rest = set_off(desk, DUE_NO_ITEM, true, part->amount);
	for (size_t i = 0; i < desk->items.len && rest != 0; i++) {
		if (unknown_room(&desk->items.at[i]) != REASON_NONE) {
			settle_unknown(desk, part, i, rest);
			return;
		}
		int64_t fits = room_for(&desk->items.at[i], rest);
		add_settlement(desk, part, (int32_t)i, fits, false);
		rest -= fits;
	}
	add_settlement(desk, part, DUE_NO_ITEM, rest, true);
}

/* Set-offs leave settlements of nothing behind. */
static void drop_empty(DueDesk *desk)
{
	size_t kept = 0;
	for (size_t i = 0; i < desk->settlements.len; i++) {
		if (desk->settlements.at[i].amount != 0)
			desk->settlements.at[kept++] = desk->settlements.at[i];
	}
	desk->settlements.len = kept;
}

void due_desk_settle(DueDesk *desk)
{
	if (desk->any_told) {
		each_part_of_all(desk, take_told);
		take_expected(desk);
	}
	each_part_of_all(desk, settle_named);
	if (desk->any_unnamed)
		each_part_of_all(desk, settle_oldest);
	drop_empty(desk);
}
