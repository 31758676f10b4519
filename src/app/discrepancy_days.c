/* Discrepancies among the time entries of one person and day. */

#include "app/discrepancy_finder.h"

#include <stdlib.h>

/* Shorter than this nothing overlaps: clocks differ. */
enum { OVERLAP_SECONDS = 60 };

/* Neighbours in the order of compare_items. */
typedef struct Items {
	DayItem *at;
	size_t len;
} Items;

static int compare_int(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int compare_work(const DayItem *x, const DayItem *y)
{
	int order = compare_int(x->contract_id, y->contract_id);
	if (order == 0 && x->contract_id == 0)
		order = compare_int(x->category, y->category);
	return order;
}

static int compare_items(const void *a, const void *b)
{
	const DayItem *x = a;
	const DayItem *y = b;
	int order = compare_int(x->resource_id, y->resource_id);
	if (order == 0)
		order = compare_int(x->day.day, y->day.day);
	if (order == 0)
		order = compare_int(x->source_id, y->source_id);
	return order != 0 ? order : compare_work(x, y);
}

/* The items at the beginning of `rest` that are alike; `rest` becomes what is behind them. */
static Items take_alike(Items *rest, bool (*alike)(const DayItem *a, const DayItem *b))
{
	Items first = {rest->at, rest->len > 0 ? 1 : 0};
	while (first.len < rest->len && alike(first.at, &rest->at[first.len]))
		first.len++;
	*rest = (Items){rest->at + first.len, rest->len - first.len};
	return first;
}

static bool same_day(const DayItem *a, const DayItem *b)
{
	return a->resource_id == b->resource_id && a->day.day == b->day.day;
}

static bool same_source(const DayItem *a, const DayItem *b)
{
	return a->source_id == b->source_id;
}

/* What some items of one source, or of all, say together. */
typedef struct Side {
	const DayItem *first;
	int64_t seconds;
	int64_t entries;
	bool several_sources;
	bool several_contracts;
	bool asked_for; /* some are of the contract that was asked for */
} Side;

static void side_add(Side *side, const Finder *finder, const DayItem *item)
{
	if (!side->first)
		side->first = item;
	side->seconds += item->seconds;
	side->entries++;
	side->several_sources = side->several_sources || item->source_id != side->first->source_id;
	side->several_contracts =
		side->several_contracts || item->contract_id != side->first->contract_id;
	side->asked_for = side->asked_for || finder->contract_id == 0 ||
			  item->contract_id == finder->contract_id;
}

static MUST_CHECK bool describe(Finder *finder, const Side *side, DiscrepancySide *out, Err *err)
{
	Str file = {0};
	const DayItem *item = side->first;
	bool one = side->entries == 1;
	if (one && !fact_names_file(&finder->names, item->import_id, &file, err))
		return false;
	Str source = side->several_sources ? (Str){0}
					   : fact_names_source(&finder->names, item->source_id);
	*out = (DiscrepancySide){
		.label = source,
		.source = source,
		.external_id = one ? str_copy(finder->app->mem, item->external_id) : (Str){0},
		.file = file,
		.line = one ? item->line : 0,
		.amount = side->seconds,
	};
	return true;
}

static MUST_CHECK bool tell_claim(Finder *finder, const Side *a, const Side *b, Err *err)
{
	const DayItem *item = a->first;
	bool mixed = a->several_contracts || b->several_contracts ||
		     a->first->contract_id != b->first->contract_id;
	Discrepancy claim = {
		.kind = DISCREPANCY_CLAIMED_TWICE,
		.contract =
			mixed ? (Str){0} : fact_names_contract(&finder->names, item->contract_id),
		.resource = fact_names_resource(&finder->names, item->resource_id),
		.date = item->day,
		.difference = a->seconds - b->seconds,
		.entries = a->entries + b->entries,
	};
	if (!a->asked_for && !b->asked_for)
		return true;
	if (!describe(finder, a, &claim.left, err) || !describe(finder, b, &claim.right, err))
		return false;
	finder_add(finder, claim);
	return true;
}

/* An item with a time of day, for overlaps. */
typedef struct Stretch {
	int64_t start;
	int64_t end;
	int64_t latest_end; /* of this one and all that begin before it */
	DayItem *item;
} Stretch;

typedef struct Stretches {
	Stretch *at; /* by start */
	size_t len;
} Stretches;

static int compare_stretches(const void *a, const void *b)
{
	return compare_int(((const Stretch *)a)->start, ((const Stretch *)b)->start);
}

static Stretches stretches_of(Arena *mem, Items items)
{
	Stretches list = {ARENA_ARRAY(mem, Stretch, items.len), 0};
	for (size_t i = 0; i < items.len; i++) {
		DayItem *item = &items.at[i];
		item->marked = false;
		if (item->start != TIME_NO_START && item->seconds >= OVERLAP_SECONDS)
			list.at[list.len++] =
				(Stretch){item->start, item->start + item->seconds, 0, item};
	}
	if (list.len > 0)
		qsort(list.at, list.len, sizeof *list.at, compare_stretches);
	int64_t latest = 0;
	for (size_t i = 0; i < list.len; i++) {
		latest = list.at[i].end > latest ? list.at[i].end : latest;
		list.at[i].latest_end = latest;
	}
	return list;
}

/* Whether one of `others` shares a minute with `one`: begins early enough, and ends late enough. */
static bool overlaps(const Stretch *one, Stretches others)
{
	size_t low = 0;
	size_t high = others.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (others.at[middle].start + OVERLAP_SECONDS <= one->end)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 && others.at[low - 1].latest_end >= one->start + OVERLAP_SECONDS;
}

static Side mark_overlaps(const Finder *finder, Stretches some, Stretches others)
{
	Side side = {0};
	for (size_t i = 0; i < some.len; i++) {
		if (!overlaps(&some.at[i], others))
			continue;
		some.at[i].item->marked = true;
		side_add(&side, finder, some.at[i].item);
	}
	return side;
}

static MUST_CHECK bool find_overlaps(Finder *finder, Arena *mem, Items a, Items b, Err *err)
{
	Stretches of_a = stretches_of(mem, a);
	Stretches of_b = stretches_of(mem, b);
	Side left = mark_overlaps(finder, of_a, of_b);
	Side right = mark_overlaps(finder, of_b, of_a);
	return left.entries == 0 || right.entries == 0 || tell_claim(finder, &left, &right, err);
}

static bool lacks_start(Items items)
{
	for (size_t i = 0; i < items.len; i++) {
		if (!items.at[i].marked && items.at[i].start == TIME_NO_START)
			return true;
	}
	return false;
}

/* Those that took part in no overlap; only those without a start unless the other side has such. */
static Side rest_of(const Finder *finder, Items items, bool other_lacks)
{
	Side side = {0};
	for (size_t i = 0; i < items.len; i++) {
		const DayItem *item = &items.at[i];
		if (!item->marked && (other_lacks || item->start == TIME_NO_START))
			side_add(&side, finder, item);
	}
	return side;
}

static bool same_work(const DayItem *a, const DayItem *b)
{
	return compare_work(a, b) == 0;
}

/* What both sources say of the same contract, where the time of day does not tell. */
static MUST_CHECK bool find_same_work(Finder *finder, Items a, Items b, Err *err)
{
	Items rest_a = a;
	Items rest_b = b;
	while (rest_a.len > 0 && rest_b.len > 0) {
		int order = compare_work(rest_a.at, rest_b.at);
		if (order < 0) {
			(void)take_alike(&rest_a, same_work);
			continue;
		}
		if (order > 0) {
			(void)take_alike(&rest_b, same_work);
			continue;
		}
		Items work_a = take_alike(&rest_a, same_work);
		Items work_b = take_alike(&rest_b, same_work);
		Side left = rest_of(finder, work_a, lacks_start(work_b));
		Side right = rest_of(finder, work_b, lacks_start(work_a));
		if (left.entries > 0 && right.entries > 0 &&
		    !tell_claim(finder, &left, &right, err))
			return false;
	}
	return true;
}

static MUST_CHECK bool find_claims(Finder *finder, Items day, Err *err)
{
	Arena scratch;
	bool ok = true;
	arena_init(&scratch);
	for (Items rest = day; ok && rest.len > 0;) {
		Items a = take_alike(&rest, same_source);
		for (Items others = rest; ok && others.len > 0;) {
			Items b = take_alike(&others, same_source);
			ok = find_overlaps(finder, &scratch, a, b, err) &&
			     find_same_work(finder, a, b, err);
		}
	}
	arena_deinit(&scratch);
	return ok;
}

static MUST_CHECK bool find_long_day(Finder *finder, Items day, Err *err)
{
	Side all = {0};
	for (size_t i = 0; i < day.len; i++)
		side_add(&all, finder, &day.at[i]);
	if (all.seconds <= DAY_SECONDS || !all.asked_for)
		return true;
	Discrepancy found = {
		.kind = DISCREPANCY_LONG_DAY,
		.contract = all.several_contracts
				    ? (Str){0}
				    : fact_names_contract(&finder->names, day.at[0].contract_id),
		.resource = fact_names_resource(&finder->names, day.at[0].resource_id),
		.date = day.at[0].day,
		.right = {.label = STR("a day"), .amount = DAY_SECONDS},
		.difference = all.seconds - DAY_SECONDS,
		.entries = all.entries,
	};
	if (!describe(finder, &all, &found.left, err))
		return false;
	found.left.label = STR("hours");
	finder_add(finder, found);
	return true;
}

bool find_in_days(Finder *finder, DayItem *items, size_t count, Err *err)
{
	bool claims = finder_wants(finder, DISCREPANCY_CLAIMED_TWICE);
	bool long_days = finder_wants(finder, DISCREPANCY_LONG_DAY);
	if (count > 0)
		qsort(items, count, sizeof *items, compare_items);
	for (Items rest = {items, count}; rest.len > 0;) {
		Items day = take_alike(&rest, same_day);
		bool several = day.at[0].source_id != day.at[day.len - 1].source_id;
		if ((claims && several && !find_claims(finder, day, err)) ||
		    (long_days && !find_long_day(finder, day, err)))
			return false;
	}
	return true;
}
