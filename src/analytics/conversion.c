#include "analytics/conversion.h"

#include "base/ratio.h"
#include "facts/fact.h"

#include <string.h>

enum { BILLION = 1000000000 };

static bool same_currency(Currency a, Currency b)
{
	return strcmp(a.code, b.code) == 0;
}

/* The newest rate of the currency up to `day`, or NULL. */
static const ExchangeRate *newest_rate(const Firm *firm, Currency currency, Date day)
{
	size_t low = 0;
	size_t high = firm->rate_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const ExchangeRate *rate = &firm->rates[middle];
		int order = strcmp(rate->currency.code, currency.code);
		if (order < 0 || (order == 0 && rate->day.day <= day.day))
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0 || !same_currency(firm->rates[low - 1].currency, currency))
		return NULL;
	return &firm->rates[low - 1];
}

bool rate_on(const Firm *firm, Currency currency, Date day, int64_t *billionths,
	     const ExchangeRate **used)
{
	if (used)
		*used = NULL;
	if (firm->reporting.code[0] != '\0' && same_currency(currency, firm->reporting)) {
		*billionths = BILLION;
		return true;
	}
	const ExchangeRate *rate = newest_rate(firm, currency, day);
	if (!rate || day.day - rate->day.day > RATE_MAX_AGE)
		return false;
	if (used)
		*used = rate;
	if (firm->rates_used)
		firm->rates_used[rate - firm->rates] = true;
	*billionths = rate->rate;
	return true;
}

/* minor · up / down, half-even, in minor units of another exponent. */
static Priced exchange(int64_t minor, int64_t up, int64_t down, int exponent_from, int exponent_to)
{
	int128 num = up;
	int128 den = down;
	for (int i = exponent_from; i < exponent_to; i++)
		num *= 10;
	for (int i = exponent_to; i < exponent_from; i++)
		den *= 10;
	Ratio rate;
	Ratio amount;
	int64_t rounded;
	if (!ratio_make(num, den, &rate) || !ratio_multiply(ratio_of(minor), rate, &amount) ||
	    !ratio_round(amount, 1, &rounded))
		return (Priced){REASON_OUT_OF_RANGE, 0};
	return (Priced){REASON_NONE, rounded};
}

Priced convert_on(const Firm *firm, int64_t minor, Currency from, Currency to, Date day)
{
	if (minor == 0 || same_currency(from, to))
		return (Priced){REASON_NONE, minor};
	int64_t rate_from;
	int64_t rate_to;
	if (!rate_on(firm, from, day, &rate_from, NULL) || !rate_on(firm, to, day, &rate_to, NULL))
		return (Priced){REASON_NO_RATE, 0};
	return exchange(minor, rate_from, rate_to, from.exponent, to.exponent);
}

/* Exchange rate that the budget of a month tells; 0: none. */
static int64_t budget_rate(const Book *book, int64_t month)
{
	size_t low = 0;
	size_t high = book->budget_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (book->budgets[middle].month < month)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == book->budget_count || book->budgets[low].month != month)
		return 0;
	return book->budgets[low].exchange_rate;
}

Priced converter_apply(const Converter *converter, int64_t minor, Date on, Date budget_on,
		       int64_t *rate)
{
	const Firm *firm = converter->firm;
	Currency from = converter->book->currency;
	*rate = 0;
	if (minor == 0 || same_currency(from, firm->reporting))
		return (Priced){REASON_NONE, minor};
	int64_t budgeted = 0;
	if (converter->kind == RATE_OF_BUDGET || converter->only_budgeted) {
		budgeted = budget_rate(converter->book, month_of(budget_on));
		if (budgeted == 0)
			return (Priced){REASON_NO_BUDGET_RATE, 0};
	}
	int64_t taken = budgeted;
	Date day = converter->kind == RATE_AS_OF ? converter->as_of : on;
	if (converter->kind != RATE_OF_BUDGET && !rate_on(firm, from, day, &taken, NULL))
		return (Priced){REASON_NO_RATE, 0};
	*rate = taken;
	return exchange(minor, taken, BILLION, from.exponent, firm->reporting.exponent);
}
