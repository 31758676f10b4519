#include "analytics/tally.h"

#include "facts/fact.h"

#include <assert.h>
#include <string.h>

static void keep_row(Tally *tally, const TallyRow *row)
{
	if (tally->keeps_rows || tally->keeps_lags)
		*vec_push(tally->mem, &tally->rows) = *row;
}

void named_months_add(NamedMonths *months, int64_t month)
{
	for (size_t i = 0; i < months->len; i++) {
		if (months->at[i] == month)
			return;
	}
	if (months->len == sizeof months->at / sizeof months->at[0])
		months->more = true;
	else
		months->at[months->len++] = month;
}

void named_months_add_all(NamedMonths *months, const NamedMonths *others)
{
	for (size_t i = 0; i < others->len; i++)
		named_months_add(months, others->at[i]);
	months->more |= others->more;
}

Str no_budget_rate_words(Arena *mem, const NamedMonths *months)
{
	Buf text = {.mem = mem};
	buf_add(&text, STR("no budget rate in "));
	for (size_t i = 0; i < months->len; i++) {
		buf_add(&text, i > 0 ? STR(", ") : (Str){0});
		buf_add(&text, month_text(mem, months->at[i]));
	}
	if (months->more)
		buf_add(&text, STR(" and others"));
	return buf_str(&text);
}

bool tally_needs_months(const Tally *tally)
{
	return tally->convert &&
	       (tally->convert->kind == RATE_OF_BUDGET || tally->convert->only_budgeted);
}

static int64_t carry_key(const Converter *convert, Date on, Date budget_on)
{
	switch (convert->kind) {
	case RATE_OF_DAY:
		return on.day;
	case RATE_OF_BUDGET:
		return month_of(budget_on);
	case RATE_AS_OF:
		return 0;
	}
	return 0;
}

/* Rows come by day as a rule: then it is the last one. */
static TallyCarry *carry_of(Tally *tally, int64_t key)
{
	size_t at = tally->carries.len;
	while (at > 0 && tally->carries.at[at - 1].key > key)
		at--;
	if (at > 0 && tally->carries.at[at - 1].key == key)
		return &tally->carries.at[at - 1];
	(void)vec_push(tally->mem, &tally->carries);
	TallyCarry *carry = &tally->carries.at[at];
	memmove(carry + 1, carry, (tally->carries.len - 1 - at) * sizeof *carry);
	*carry = (TallyCarry){.key = key};
	return carry;
}

/* What `minor` adds to the converted sum of what has its rate; beyond what can be held it stands alone. */
static Priced convert_carried(Tally *tally, int64_t minor, Date on, Date budget_on, int64_t *rate)
{
	int64_t native;
	int64_t added;
	assert(tally->convert);
	Priced own = converter_apply(tally->convert, minor, on, budget_on, rate);
	if (own.na != REASON_NONE)
		return own;
	TallyCarry *carry = carry_of(tally, carry_key(tally->convert, on, budget_on));
	if (__builtin_add_overflow(carry->native, minor, &native))
		return own;
	Priced sum = converter_apply(tally->convert, native, on, budget_on, &(int64_t){0});
	if (sum.na != REASON_NONE || __builtin_sub_overflow(sum.minor, carry->converted, &added))
		return own;
	*carry = (TallyCarry){carry->key, native, sum.minor};
	return (Priced){REASON_NONE, added};
}

/* The row in the total's currency. False: it is left out, since its month has no budget rate. */
static bool convert_row(Tally *tally, TallyRow *row)
{
	int64_t rate;
	Date budget_on = date_is_set(row->days.from) ? row->days.from : row->on;
	Priced priced = convert_carried(tally, row->amount, row->on, budget_on, &rate);
	if (priced.na == REASON_NO_BUDGET_RATE) {
		named_months_add(&tally->unrated, month_of(budget_on));
		return false;
	}
	tally->rated += tally_needs_months(tally) && row->amount != 0;
	row->native = row->amount;
	row->rate = rate;
	row->amount = priced.minor;
	row->na = priced.na;
	return true;
}

void tally_add(Tally *tally, const TallyRow *row)
{
	if (!tally->convert && row->na == REASON_NONE) {
		tally->sum += row->amount;
		keep_row(tally, row);
		return;
	}
	TallyRow own = *row;
	if (own.na == REASON_NONE && !convert_row(tally, &own))
		return;
	if (own.na != REASON_NONE) {
		own.amount = 0;
		if (tally->na == REASON_NONE)
			tally->na = own.na;
	}
	tally->sum += own.amount;
	keep_row(tally, &own);
}

void tally_fail(Tally *tally, Reason reason, Str detail)
{
	if (tally->na == REASON_NONE) {
		tally->na = reason;
		tally->na_detail = detail;
	} else if (tally->na == reason && tally->na_detail.len == 0) {
		tally->na_detail =
			detail; /* a row told the reason, now it is told how much there is of it */
	}
}

void tally_finish(Tally *tally)
{
	tally->said = tally->na_detail;
	if (tally->unrated.len == 0)
		return;
	Str rates = no_budget_rate_words(tally->mem, &tally->unrated);
	if (tally->rated == 0) {
		tally_fail(tally, REASON_NO_BUDGET_RATE, rates);
		return;
	}
	tally->flags |= FIGURE_PARTIAL;
	tally->na_detail = tally->said.len == 0 ? rates
						: str_format(tally->mem, "%.*s; %.*s",
							     STR_ARG(tally->said), STR_ARG(rates));
}
