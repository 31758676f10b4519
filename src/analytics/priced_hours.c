#include "analytics/priced_hours.h"

#include "analytics/hours_text.h"

#include <inttypes.h>

enum { SECONDS_PER_HOUR = 3600, HOUR_DECIMALS = 4 };

Period days_to(Date cut)
{
	return (Period){DATE_MIN, date_add(cut, 1)};
}

static bool is_priced(const Work *work, HourPrice price)
{
	if (price == HOURS_BILLED)
		return time_class_counts(work->time_class);
	return work->time_class == time_class_of(CATEGORY_CLIENT, APPROVAL_APPROVED, true) ||
	       work->time_class == time_class_of(CATEGORY_CLIENT, APPROVAL_APPROVED, false);
}

static Priced price_of(const Work *work, HourPrice price)
{
	switch (price) {
	case HOURS_BILLED:
		return work->bill;
	case HOURS_COST:
		return work->cost;
	case HOURS_STANDARD:
		break;
	}
	return work->standard;
}

Str hours_words(Arena *mem, int64_t seconds)
{
	int128 scaled = ((int128)seconds * 10000 + SECONDS_PER_HOUR / 2) / SECONDS_PER_HOUR;
	Buf words = {.mem = mem};
	buf_add(&words, number_words(mem, (int64_t)scaled, HOUR_DECIMALS));
	buf_add(&words, STR(" h"));
	return buf_str(&words);
}

Str product_words(Arena *mem, Str a, Str b)
{
	Buf words = {.mem = mem};
	buf_add(&words, a);
	buf_add(&words, STR(" × "));
	buf_add(&words, b);
	return buf_str(&words);
}

static Str entries_words(Arena *mem, int64_t seconds, int64_t entries)
{
	Buf words = {.mem = mem};
	buf_add(&words, hours_words(mem, seconds));
	buf_add_format(&words, " of %" PRId64 " %s", entries, entries == 1 ? "entry" : "entries");
	return buf_str(&words);
}

/* The hours that cannot be priced, for the reason met first. */
typedef struct Unpriced {
	Reason na;
	int64_t seconds;
	int64_t entries;
} Unpriced;

static void note_unpriced(Unpriced *unpriced, const Work *work, Reason na)
{
	if (unpriced->na == REASON_NONE)
		unpriced->na = na;
	if (unpriced->na != na)
		return;
	unpriced->seconds += work->seconds;
	unpriced->entries += work->entries;
}

/* "7.5 h × 150.00" where one rate made it; of a sum how much it is of. */
static Str how_priced(const Book *book, const Work *work, HourPrice price, Arena *mem)
{
	int64_t rate = 0;
	if (price == HOURS_BILLED)
		rate = work->bill_rate;
	else if (price == HOURS_COST)
		rate = work->cost_rate;
	if (rate != 0)
		return product_words(mem, hours_words(mem, work->seconds),
				     decimal_text_grouped(mem, rate, book->currency.exponent));
	if (!work->lineage)
		return entries_words(mem, work->seconds, work->entries);
	return price == HOURS_STANDARD ? hours_words(mem, work->seconds) : STR("");
}

static void add_work(const Book *book, const Work *work, HourPrice price, Tally *out)
{
	Priced priced = price_of(work, price);
	TallyRow row = {
		.on = work->day,
		.days = {DATE_NONE, DATE_NONE},
		.amount = priced.minor,
		.na = priced.na,
		.resource_id = work->resource_id,
		.task_id = work->task_id,
		.lineage = work->lineage,
	};
	if (out->keeps_rows) {
		row.label = work->lineage ? STR("") : STR("Hours");
		row.how = how_priced(book, work, price, out->mem);
	}
	tally_add(out, &row);
}

/* Work is by day: the place of the first that is not before `day`. */
static size_t first_work(const Book *book, Date day)
{
	size_t low = 0;
	size_t high = book->work_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (book->work[middle].day.day < day.day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void priced_hours_add(const Book *book, Period days, HourPrice price, Tally *out)
{
	size_t from = first_work(book, days.from);
	size_t to = first_work(book, days.to);
	Unpriced unpriced = {0};
	for (size_t i = from; i < to; i++) {
		const Work *work = &book->work[i];
		if (!is_priced(work, price))
			continue;
		Reason na = price_of(work, price).na;
		if (na != REASON_NONE)
			note_unpriced(&unpriced, work, na);
		add_work(book, work, price, out);
	}
	if (unpriced.na != REASON_NONE)
		tally_fail(out, unpriced.na,
			   entries_words(out->mem, unpriced.seconds, unpriced.entries));
}
