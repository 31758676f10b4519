/*
 * Measures of how timely revenue is recognised, over the items of due_items.h. Source: domain.md §6 (Recognition timeliness). Pure.
 *
 * An item belongs to the period that holds its last service day, once its due date has come; what settles it belongs there too,
 * whenever it came. So periods that tile time share no item and lose none. All rows of an item bear its last service day, so that
 * both sides of a ratio convert at the same rate.
 */

#include "analytics/due_items.h"
#include "analytics/measure.h"
#include "analytics/recognized.h"

#include <inttypes.h>

typedef struct Walk {
	const Question *question;
	const Book *book;
	Tally *out;
	const DueItems *due;
} Walk;

/* False: the contract has no such figures, and the tally says why. */
static bool walk_begin(Walk *walk, const Question *question, const Book *book, Tally *out)
{
	if (book->kind == CONTRACT_VENDOR) {
		tally_fail(out, REASON_VENDOR, (Str){0});
		return false;
	}
	if (book->fold->len == 0) {
		tally_fail(out, REASON_NO_TERMS, (Str){0});
		return false;
	}
	*walk = (Walk){question, book, out, due_items_of(question, book)};
	return true;
}

/* The texts one behind the other. */
#define JOIN(mem, ...) \
	join((mem), (const Str[]){__VA_ARGS__}, sizeof(const Str[]){__VA_ARGS__} / sizeof(Str))
static Str join(Arena *mem, const Str *texts, size_t count)
{
	Buf buf = {.mem = mem};
	for (size_t i = 0; i < count; i++)
		buf_add(&buf, texts[i]);
	return buf_str(&buf);
}

static Str money(const Walk *walk, int64_t minor)
{
	return money_text(walk->out->mem, minor, walk->book->currency);
}

static Str item_label(const Walk *walk, const DueItem *item)
{
	Arena *mem = walk->out->mem;
	if (item->milestone)
		return item->milestone->name.len > 0 ? item->milestone->name : item->milestone->key;
	return JOIN(mem, STR("Service of "), date_text_long(mem, item->service.from), STR(" to "),
		    date_text_long(mem, due_item_last_day(item)));
}

static Str due_words(const Walk *walk, const DueItem *item)
{
	Arena *mem = walk->out->mem;
	return JOIN(mem, STR("due on "), date_text_long(mem, item->due_on));
}

/* "100,000.00 due on 6 Feb 2026" */
static Str item_words(const Walk *walk, const DueItem *item)
{
	return JOIN(walk->out->mem, money(walk, item->amount.minor), STR(" "),
		    due_words(walk, item));
}

/* A row of the item as a whole; label and the rest only where rows are kept. */
static TallyRow item_row(const Walk *walk, const DueItem *item, int64_t amount)
{
	TallyRow row = {
		.on = due_item_last_day(item),
		.days = item->service,
		.amount = amount,
		.lineage = item->milestone ? &item->milestone->lineage : NULL,
	};
	if (walk->out->keeps_rows)
		row.label = item_label(walk, item);
	return row;
}

/* A row that says why nothing can be told of the item. */
static void add_na(const Walk *walk, const DueItem *item, Reason na)
{
	TallyRow row = item_row(walk, item, 0);
	row.na = na;
	tally_add(walk->out, &row);
}

/* ---- what is due */

static void add_due_work(const Walk *walk, const DueItem *item)
{
	Period month = month_period(item->month);
	int128 sum = 0;
	for (size_t i = 0; i < walk->book->work_count; i++) {
		const Work *work = &walk->book->work[i];
		if (work->day.day < month.from.day || work->day.day >= month.to.day ||
		    work->day.day > walk->question->as_of.day ||
		    !time_class_counts(work->time_class) || work->bill.minor == 0)
			continue;
		TallyRow row = {
			.on = due_item_last_day(item),
			.days = {work->day, date_add(work->day, 1)},
			.amount = work->bill.minor,
			.resource_id = work->resource_id,
			.task_id = work->task_id,
			.lineage = work->lineage,
		};
		sum += work->bill.minor;
		tally_add(walk->out, &row);
	}
	for (int128 rest = item->amount.minor - sum; rest != 0;) { /* a row holds an int64 */
		int128 most = rest > 0 ? INT64_MAX : -INT64_MAX;
		int128 part = (rest > 0) == (rest > most) ? most : rest;
		TallyRow row = item_row(walk, item, (int64_t)part);
		row.how = STR("what bill value has gone beyond the price, or the price has let in");
		tally_add(walk->out, &row);
		rest -= part;
	}
}

static Str due_how(const Walk *walk, const DueItem *item)
{
	static const char *const BY[] = {
		[DUE_BY_TERMS] = "by terms; ",
		[DUE_MILESTONE] = " % of the price, accepted; ",
		[DUE_BILLED] = "bill value; ",
		[DUE_TOLD] = "as recognised and expected, without pricing; ",
	};
	Arena *mem = walk->out->mem;
	Str share = {0};
	if (item->milestone)
		share = decimal_text_short(mem, item->milestone->price_share, SHARE_DECIMALS - 2);
	return JOIN(mem, share, str_from_c(BY[item->kind]), due_words(walk, item));
}

static void add_due_item(const Walk *walk, const DueItem *item)
{
	TallyRow row = item_row(walk, item, item->amount.minor);
	if (walk->out->keeps_rows)
		row.how = due_how(walk, item);
	tally_add(walk->out, &row);
}

void measure_due(const Question *question, const Book *book, Tally *out)
{
	Walk walk;
	if (!walk_begin(&walk, question, book, out))
		return;
	for (size_t i = 0; i < walk.due->item_count; i++) {
		const DueItem *item = &walk.due->items[i];
		if (!item->asked)
			continue;
		if (item->amount.na != REASON_NONE)
			add_na(&walk, item, item->amount.na);
		else if (out->keeps_rows && item->kind == DUE_BILLED)
			add_due_work(&walk, item);
		else if (item->amount.minor != 0)
			add_due_item(&walk, item);
	}
}

/* ---- what settled it */

/* Whether settlements of what is asked are known; else the tally says why not. */
static bool settled_begin(Walk *walk, const Question *question, const Book *book, Tally *out)
{
	if (!walk_begin(walk, question, book, out))
		return false;
	if (walk->due->na != REASON_NONE)
		tally_fail(out, walk->due->na, (Str){0});
	for (size_t i = 0; i < walk->due->item_count; i++) {
		const DueItem *item = &walk->due->items[i];
		if (item->asked && item->amount.na != REASON_NONE)
			add_na(walk, item, item->amount.na);
		else if (item->asked && item->unsettled != REASON_NONE)
			add_na(walk, item, item->unsettled);
	}
	return out->na == REASON_NONE;
}

/* The asked item that the settlement settles, or NULL. */
static const DueItem *asked_item(const Walk *walk, const Settlement *settlement)
{
	if (settlement->item == DUE_NO_ITEM || settlement->over)
		return NULL;
	const DueItem *item = &walk->due->items[settlement->item];
	return item->asked ? item : NULL;
}

/* A row of a recognition that settles an item. */
static TallyRow settlement_row(const Walk *walk, const Settlement *it, const DueItem *item)
{
	TallyRow row = {
		.on = due_item_last_day(item),
		.days = item->service,
		.amount = it->amount,
		.lineage = &walk->book->recognitions[it->recognition].lineage,
	};
	if (walk->out->keeps_rows) {
		Arena *mem = walk->out->mem;
		row.how = JOIN(mem, STR("recognised on "), date_text_long(mem, it->recognized_on),
			       STR(" of "), item_words(walk, item));
	}
	return row;
}

typedef bool Chosen(const Settlement *settlement, const DueItem *item);

static bool is_on_time(const Settlement *settlement, const DueItem *item)
{
	return settlement->recognized_on.day <= item->due_on.day;
}

static bool is_late(const Settlement *settlement, const DueItem *item)
{
	return settlement->recognized_on.day > item->due_on.day;
}

static bool is_early(const Settlement *settlement, const DueItem *item)
{
	return settlement->recognized_on.day < item->last_business_day.day;
}

static void add_settled(const Question *question, const Book *book, Tally *out, Chosen *chosen)
{
	Walk walk;
	if (!settled_begin(&walk, question, book, out))
		return;
	for (size_t i = 0; i < walk.due->settlement_count; i++) {
		const Settlement *it = &walk.due->settlements[i];
		const DueItem *item = asked_item(&walk, it);
		if (!item || !chosen(it, item))
			continue;
		TallyRow row = settlement_row(&walk, it, item);
		tally_add(out, &row);
	}
}

void measure_recognized_on_time(const Question *question, const Book *book, Tally *out)
{
	add_settled(question, book, out, is_on_time);
}

void measure_recognized_late(const Question *question, const Book *book, Tally *out)
{
	add_settled(question, book, out, is_late);
}

void measure_recognized_early(const Question *question, const Book *book, Tally *out)
{
	add_settled(question, book, out, is_early);
}

/* A row of what is still open of an item. */
static TallyRow open_row(const Walk *walk, const DueItem *item)
{
	TallyRow row = item_row(walk, item, item->amount.minor - item->settled);
	if (walk->out->keeps_rows)
		row.how = JOIN(walk->out->mem, money(walk, item->settled), STR(" recognised of "),
			       item_words(walk, item));
	return row;
}

void measure_open_due(const Question *question, const Book *book, Tally *out)
{
	Walk walk;
	if (!settled_begin(&walk, question, book, out))
		return;
	for (size_t i = 0; i < walk.due->item_count; i++) {
		const DueItem *item = &walk.due->items[i];
		if (!item->asked || item->amount.minor == item->settled)
			continue;
		TallyRow row = open_row(&walk, item);
		tally_add(out, &row);
	}
}

/* What is over belongs to its item's period; without an item to that of the service it was for. */
static bool over_is_asked(const Walk *walk, const Settlement *it)
{
	if (!it->over)
		return false;
	if (it->item != DUE_NO_ITEM)
		return walk->due->items[it->item].asked;
	Period asked = walk->question->asked;
	return it->service_day.day >= asked.from.day && it->service_day.day < asked.to.day;
}

static Str over_words(const Walk *walk, const Settlement *it)
{
	if (it->na != REASON_NONE)
		return STR("what was due before cannot be told");
	if (it->item == DUE_NO_ITEM)
		return STR("nothing was due for it");
	return JOIN(walk->out->mem, STR("beyond "), item_words(walk, &walk->due->items[it->item]));
}

void measure_recognized_over(const Question *question, const Book *book, Tally *out)
{
	Walk walk;
	if (!settled_begin(&walk, question, book, out))
		return;
	for (size_t i = 0; i < walk.due->settlement_count; i++) {
		const Settlement *it = &walk.due->settlements[i];
		if (!over_is_asked(&walk, it))
			continue;
		TallyRow row = {
			.on = it->service_day,
			.days = {DATE_NONE, DATE_NONE},
			.amount = it->na == REASON_NONE ? it->amount : 0,
			.na = it->na,
			.lineage = &book->recognitions[it->recognition].lineage,
		};
		if (it->item != DUE_NO_ITEM)
			row.on = due_item_last_day(&walk.due->items[it->item]);
		if (out->keeps_rows)
			row.how = over_words(&walk, it);
		tally_add(out, &row);
	}
}

/* ---- reversals */

/* Whether it takes back revenue; a reversal of a reversal brings some back. */
static bool takes_back(const Book *book, size_t place)
{
	bool taken = false;
	while (book->recognitions[place].reverses >= 0) {
		place = (size_t)book->recognitions[place].reverses;
		taken = !taken;
	}
	return taken;
}

void measure_reversed(const Question *question, const Book *book, Tally *out)
{
	if (book->kind == CONTRACT_VENDOR) {
		tally_fail(out, REASON_VENDOR, (Str){0});
		return;
	}
	for (size_t i = 0; i < book->recognition_count; i++) {
		const Recognition *it = &book->recognitions[i];
		if (!recognition_counts(book, i, question->as_of) || !takes_back(book, i))
			continue;
		Period days = period_common(recognition_service(book, i), question->days);
		if (period_days(days) == 0)
			continue;
		TallyRow row = {
			.on = it->recognized_on,
			.days = days,
			.amount = -recognized_in(book, i, question->days, question->as_of),
			.na = it->amount.na,
			.lineage = &it->lineage,
		};
		tally_add(out, &row);
	}
}

/* ---- lags */

typedef enum LagRow { LAG_DAYS, LAG_WEIGHT, LAG_WEIGHT_IN_BUSINESS_DAYS } LagRow;

/* Days from the last service day to `day`; before it they count below zero. */
static int64_t lag_of(const DueItem *item, Date day, LagRow kind)
{
	Date last = due_item_last_day(item);
	if (kind != LAG_WEIGHT_IN_BUSINESS_DAYS)
		return (int64_t)day.day - last.day;
	Period after = {date_add(last, 1), date_add(day, 1)};
	if (day.day >= last.day)
		return work_calendar_days(item->calendar, after);
	return -(int64_t)work_calendar_days(item->calendar, (Period){after.to, after.from});
}

static void add_lag(const Walk *walk, TallyRow *row, int64_t lag, LagRow kind)
{
	row->lag = lag;
	if (walk->out->keeps_rows) {
		Arena *mem = walk->out->mem;
		Str unit = kind == LAG_WEIGHT_IN_BUSINESS_DAYS ? STR(" business days; ")
							       : STR(" days; ");
		row->how = JOIN(mem, str_format(mem, "%" PRId64, lag), unit, row->how);
	}
	if (kind != LAG_DAYS) {
		row->amount = row->amount < 0 ? -row->amount : row->amount; /* a weight */
	} else if (__builtin_mul_overflow(row->amount, lag, &row->amount)) {
		tally_fail(walk->out, REASON_OUT_OF_RANGE, (Str){0});
		return;
	}
	tally_add(walk->out, row);
}

static void add_lags(const Question *question, const Book *book, Tally *out, LagRow kind)
{
	Walk walk;
	if (!settled_begin(&walk, question, book, out))
		return;
	for (size_t i = 0; i < walk.due->settlement_count; i++) {
		const Settlement *it = &walk.due->settlements[i];
		const DueItem *item = asked_item(&walk, it);
		if (!item)
			continue;
		TallyRow row = settlement_row(&walk, it, item);
		add_lag(&walk, &row, lag_of(item, it->recognized_on, kind), kind);
	}
	for (size_t i = 0; i < walk.due->item_count; i++) {
		const DueItem *item = &walk.due->items[i];
		if (!item->asked || item->amount.minor == item->settled)
			continue;
		TallyRow row = open_row(&walk, item);
		add_lag(&walk, &row, lag_of(item, question->as_of, kind), kind);
	}
}

void measure_lag_days(const Question *question, const Book *book, Tally *out)
{
	add_lags(question, book, out, LAG_DAYS);
}

void measure_recognition_lags(const Question *question, const Book *book, Tally *out)
{
	add_lags(question, book, out, LAG_WEIGHT);
}

void measure_recognition_lags_in_business_days(const Question *question, const Book *book,
					       Tally *out)
{
	add_lags(question, book, out, LAG_WEIGHT_IN_BUSINESS_DAYS);
}
