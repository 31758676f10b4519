#include "analytics/pricing.h"

#include "base/int128.h"
#include "base/ratio.h"

#include <string.h>

enum { SECONDS_PER_HOUR = 3600 };

bool price_seconds(int64_t seconds, int64_t hour_rate, int64_t *minor)
{
	int128 product = (int128)seconds * hour_rate;
	int128 whole = int128_floor_div(product, SECONDS_PER_HOUR);
	int128 twice = 2 * (product - whole * SECONDS_PER_HOUR);
	if (twice > SECONDS_PER_HOUR || (twice == SECONDS_PER_HOUR && whole % 2 != 0))
		whole++;
	if (whole > INT64_MAX || whole < INT64_MIN)
		return false;
	*minor = (int64_t)whole;
	return true;
}

static Priced price_at(int64_t seconds, int64_t hour_rate)
{
	Priced priced = {0};
	if (!price_seconds(seconds, hour_rate, &priced.minor))
		priced.na = REASON_OUT_OF_RANGE;
	return priced;
}

static bool same_currency(Currency a, Currency b)
{
	return strncmp(a.code, b.code, sizeof a.code) == 0;
}

static int128 power_of_ten(int exponent)
{
	int128 power = 1;
	for (int i = 0; i < exponent; i++)
		power *= 10;
	return power;
}

/* seconds × a rate of an hour in `from`, in `to` at the day's rates: one fraction, rounded once. */
static Priced price_abroad(const Firm *firm, const TimeEntry *entry, int64_t hour_rate,
			   Currency from, Currency to)
{
	int64_t from_rate;
	int64_t to_rate;
	if (hour_rate == 0)
		return (Priced){0};
	if (!rate_on(firm, from, entry->work_date, &from_rate, NULL) ||
	    !rate_on(firm, to, entry->work_date, &to_rate, NULL))
		return (Priced){.na = REASON_NO_RATE};
	int128 den = (int128)SECONDS_PER_HOUR * to_rate * power_of_ten(from.exponent);
	int128 num = (int128)entry->seconds * hour_rate;
	Priced priced = {0};
	Ratio exact;
	if (__builtin_mul_overflow(num, (int128)from_rate, &num) ||
	    __builtin_mul_overflow(num, power_of_ten(to.exponent), &num) ||
	    !ratio_make(num, den, &exact) || !ratio_round(exact, 1, &priced.minor))
		return (Priced){.na = REASON_OUT_OF_RANGE};
	return priced;
}

/* An amount that the entry tells itself. */
static Priced price_own(const Firm *firm, const Book *book, const TimeEntry *entry, int64_t minor)
{
	if (entry->currency.code[0] == '\0' || same_currency(entry->currency, book->currency))
		return (Priced){.minor = minor};
	return convert_on(firm, minor, entry->currency, book->currency, entry->work_date);
}

/* The rows of the rate card that an entry is priced by, each found on its own. */
typedef struct Card {
	const Rate *billing;
	const Rate *standard;
} Card;

/* A part of the rate card: rows of one resource, or those of roles. */
typedef struct CardRows {
	const Rate *at;
	size_t len;
} CardRows;

static size_t first_of_resource(const Book *book, int64_t resource_id)
{
	size_t low = 0;
	size_t high = book->rate_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (book->rates[middle].resource_id < resource_id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static CardRows rows_of_resource(const Book *book, int64_t resource_id)
{
	size_t from = first_of_resource(book, resource_id);
	if (from == book->rate_count || book->rates[from].resource_id != resource_id)
		return (CardRows){0};
	return (CardRows){book->rates + from, first_of_resource(book, resource_id + 1) - from};
}

/* Take what the latest row of `role` up to `day` tells and no row before it in rank did. */
static void card_take(Card *card, CardRows rows, Str role, Date day)
{
	size_t low = 0;
	size_t high = rows.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(rows.at[middle].role, role);
		if (order < 0 || (order == 0 && rows.at[middle].effective_on.day <= day.day))
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0 || !str_eq(rows.at[low - 1].role, role))
		return;
	const Rate *rate = &rows.at[low - 1];
	if (!card->billing && rate->has_billing)
		card->billing = rate;
	if (!card->standard && rate->has_standard)
		card->standard = rate;
}

static bool card_is_full(const Card *card)
{
	return card->billing && card->standard;
}

/*
 * From rows of one person or of roles: the role that the entry tells, then rows without one, then the person's roles in their
 * order. So a person's row that names a role beside them is for hours in it, or, where entries tell none, for those of a
 * person who has that role.
 */
static void card_take_rows(Card *card, CardRows rows, const TimeEntry *entry,
			   const ResourceTerms *terms)
{
	if (rows.len == 0)
		return;
	if (entry->role.len > 0)
		card_take(card, rows, entry->role, entry->work_date);
	card_take(card, rows, STR(""), entry->work_date);
	for (size_t i = 0; terms && i < terms->role_count && !card_is_full(card); i++)
		card_take(card, rows, terms->roles[i], entry->work_date);
}

static Card card_of(const Book *book, const TimeEntry *entry, const ResourceTerms *terms)
{
	Card card = {0};
	card_take_rows(&card, rows_of_resource(book, entry->resource_id), entry, terms);
	if (!card_is_full(&card))
		card_take_rows(&card, rows_of_resource(book, 0), entry, terms);
	return card;
}

static void price_bill(const Firm *firm, const Book *book, const TimeEntry *entry, const Card *card,
		       Work *work)
{
	if (entry->has_bill) {
		work->bill = price_own(firm, book, entry, entry->bill);
		return;
	}
	if (entry->seconds == 0)
		return;
	Priced rate = {.na = REASON_NO_BILLING_RATE};
	if (card->billing) {
		rate = card->billing->billing;
		work->bill_card = card->billing;
	} else {
		Value of_contract = book_value_on(book, BILLING_RATE, entry->work_date);
		if (of_contract.set)
			rate = (Priced){.minor = of_contract.number};
	}
	work->bill_rate = rate.minor;
	work->bill = rate.na == REASON_NONE ? price_at(entry->seconds, rate.minor) : rate;
}

static void price_cost(const Firm *firm, const Book *book, const TimeEntry *entry,
		       const ResourceTerms *terms, Work *work)
{
	if (entry->has_cost) {
		work->cost = price_own(firm, book, entry, entry->cost);
	} else if (entry->seconds == 0) {
		return;
	} else if (!terms || !terms->has_cost_rate) {
		work->cost.na = REASON_NO_COST_RATE;
	} else if (same_currency(terms->currency, book->currency)) {
		work->cost_terms = terms;
		work->cost_rate = terms->cost_rate;
		work->cost = price_at(entry->seconds, terms->cost_rate);
	} else {
		work->cost_terms = terms;
		work->cost_rate = convert_on(firm, terms->cost_rate, terms->currency,
					     book->currency, entry->work_date)
					  .minor;
		work->cost = price_abroad(firm, entry, terms->cost_rate, terms->currency,
					  book->currency);
	}
}

static void price_standard(const TimeEntry *entry, const Card *card, Work *work)
{
	if (entry->seconds == 0)
		return;
	if (!card->standard)
		work->standard.na = REASON_NO_STANDARD_RATE;
	else if (card->standard->standard.na != REASON_NONE)
		work->standard = card->standard->standard;
	else
		work->standard = price_at(entry->seconds, card->standard->standard.minor);
	work->standard_card = card->standard;
}

void price_entry(const Firm *firm, const Book *book, const TimeEntry *entry, Work *work)
{
	work->bill = work->cost = work->standard = (Priced){0};
	work->bill_rate = work->cost_rate = 0;
	work->bill_card = work->standard_card = NULL;
	work->cost_terms = NULL;
	if (entry->category != CATEGORY_CLIENT)
		return;
	const Resource *resource = firm_resource(firm, entry->resource_id);
	const ResourceTerms *terms =
		resource ? resource_terms_on(resource, entry->work_date) : NULL;
	Card card = card_of(book, entry, terms);
	if (entry->billable)
		price_bill(firm, book, entry, &card, work);
	price_cost(firm, book, entry, terms, work);
	price_standard(entry, &card, work);
}
