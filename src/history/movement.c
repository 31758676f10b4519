#include "history/movement.h"

#include "history/exact.h"

#include <stdlib.h>
#include <string.h>

enum { RENEWAL_DAYS = 90 };

/* Contracts in order of currency, account and id. */
static int compare_contracts(const void *a, const void *b)
{
	const ContractTerms *x = a;
	const ContractTerms *y = b;
	int order = strcmp(x->currency.code, y->currency.code);
	if (order == 0)
		order = (x->account > y->account) - (x->account < y->account);
	return order != 0 ? order : (x->contract > y->contract) - (x->contract < y->contract);
}

/* The last state's [start, end). */
static Period window_of(const Fold *fold)
{
	Terms last = terms_of(&fold->rows[fold->len - 1]);
	Period window = terms_term(&last);
	if (!date_is_set(last.starts))
		window.from = fold->rows[0].effective_on;
	window.to = date_later(window.from, window.to);
	return window;
}

static bool is_recurring(const FoldRow *row)
{
	return row->values[RECURRING].set && row->values[RECURRING].number == RECURRING_YES;
}

/* The row whose segment holds `d`, if it recurs there; else NULL. */
static const FoldRow *recurring_row(const Fold *fold, Date d)
{
	const FoldRow *row = fold_row_on(fold, d);
	if (!row || !is_recurring(row))
		return NULL;
	Terms terms = terms_of(row);
	Period own = period_common(terms_term(&terms), window_of(fold));
	return d.day >= own.from.day && d.day < own.to.day ? row : NULL;
}

/* Adds the annual value in force on `d` to the whole part and the tail. */
static Na add_value_on(const Fold *fold, Date d, int128 *whole, ExactTail *tail)
{
	const FoldRow *row = fold->len > 0 ? recurring_row(fold, d) : NULL;
	if (!row)
		return NA_NONE;
	Terms terms = terms_of(row);
	if (!terms_spread(&terms)) {
		if (terms.annual.set)
			*whole += terms.annual.number;
		return !terms.annual.set && terms.by_usage ? NA_BY_USAGE : NA_NONE;
	}
	if (!terms.total.set)
		return NA_NONE;
	if (!date_is_set(terms.ends))
		return NA_NO_END;
	Date start = date_is_set(terms.starts) ? terms.starts : fold->rows[0].effective_on;
	int32_t days = period_days((Period){start, terms.ends});
	if (days > 0)
		*whole += exact_tail_add(tail, (Fraction){(int128)terms.total.number * 365, days});
	return NA_NONE;
}

/* V(d) of an account's contracts, rounded once. */
static MUST_CHECK bool account_value(const ContractTerms *contracts, size_t count, Date d,
				     int64_t *value, LeftOut *left_out, Err *err)
{
	Arena scratch;
	arena_init(&scratch);
	ExactTail tail = {.mem = &scratch};
	int128 whole = 0;
	for (size_t i = 0; i < count && left_out->na == NA_NONE; i++) {
		left_out->na = add_value_on(contracts[i].fold, d, &whole, &tail);
		left_out->contract = contracts[i].contract;
		left_out->account = contracts[i].account;
	}
	int128 rounded = exact_round((Fraction){whole, 1}, (Fraction){0, 1}, &tail, tail.len,
				     ROUND_HALF_EVEN, 1);
	arena_deinit(&scratch);
	if (rounded > INT64_MAX || rounded < INT64_MIN)
		return fail(err, ERR_RANGE,
			    "the annual value of an account is too large to be held");
	*value = (int64_t)rounded;
	return true;
}

/* Whether V was ever other than 0 on a day before `d`. It changes only where a segment begins. */
static MUST_CHECK bool had_value_before(const ContractTerms *contracts, size_t count, Date d,
					bool *had, Err *err)
{
	*had = false;
	for (size_t i = 0; i < count; i++) {
		const Fold *fold = contracts[i].fold;
		for (size_t j = 0; j < fold->len; j++) {
			Terms terms = terms_of(&fold->rows[j]);
			Period window = window_of(fold);
			Date days[] = {terms.effective, terms_term(&terms).from,
				       terms_term(&terms).to, window.from, window.to};
			for (size_t k = 0; k < sizeof days / sizeof days[0]; k++) {
				LeftOut ignored = {0};
				int64_t value = 0;
				if (days[k].day >= d.day)
					continue;
				if (!account_value(contracts, count, days[k], &value, &ignored,
						   err))
					return false;
				if (value != 0 && ignored.na == NA_NONE) {
					*had = true;
					return true;
				}
			}
		}
	}
	return true;
}

static void classify(Movement *m, bool had_value)
{
	int64_t change = m->to - m->from;
	if (m->from == m->to)
		return;
	if (m->from == 0 && m->to < 0)
		m->contraction = -change;
	else if (m->from == 0 && had_value)
		m->reactivation = change;
	else if (m->from == 0)
		m->fresh = change;
	else if (m->to == 0)
		m->churn = -change;
	else if (change > 0)
		m->expansion = change;
	else
		m->contraction = -change;
}

static bool add_checked(int64_t *sum, int64_t part)
{
	return !__builtin_add_overflow(*sum, part, sum);
}

static MUST_CHECK bool add_to_sum(CurrencyMovements *table, const Movement *m, Err *err)
{
	Movement *sum = &table->sum;
	int64_t lesser = m->from < m->to ? m->from : m->to;
	bool fits = add_checked(&sum->from, m->from) && add_checked(&sum->to, m->to) &&
		    add_checked(&sum->fresh, m->fresh) &&
		    add_checked(&sum->reactivation, m->reactivation) &&
		    add_checked(&sum->expansion, m->expansion) &&
		    add_checked(&sum->contraction, m->contraction) &&
		    add_checked(&sum->churn, m->churn);
	if (fits && m->from > 0)
		fits = add_checked(&table->retention_base, m->from) &&
		       add_checked(&table->retention_net, m->to) &&
		       add_checked(&table->retention_gross, lesser);
	return fits ||
	       fail(err, ERR_RANGE, "the annual value of all accounts is too large to be held");
}

static MUST_CHECK bool retention_of(int64_t part, int64_t base, Retention *out, Err *err)
{
	if (base == 0) {
		*out = (Retention){.na = NA_NO_BASE};
		return true;
	}
	int128 scaled = (int128)part * SHARE_ONE;
	int128 ppm = int128_floor_div(scaled, base);
	int128 twice = (scaled - ppm * base) * 2;
	if (twice > base || (twice == base && ppm % 2 != 0))
		ppm++;
	if (ppm > INT64_MAX || ppm < INT64_MIN)
		return fail(err, ERR_RANGE, "a retention is too large to be held");
	*out = (Retention){.ppm = (int64_t)ppm};
	return true;
}

static MUST_CHECK bool set_retention(CurrencyMovements *table, Err *err)
{
	return retention_of(table->retention_net, table->retention_base, &table->nrr, err) &&
	       retention_of(table->retention_gross, table->retention_base, &table->grr, err);
}

static MUST_CHECK bool add_account(const ContractTerms *contracts, size_t count, Date from, Date to,
				   CurrencyMovements *table, Err *err)
{
	LeftOut left_out = {0};
	Movement movement = {.account = contracts[0].account};
	bool had_value = false;
	if (!account_value(contracts, count, from, &movement.from, &left_out, err) ||
	    !account_value(contracts, count, to, &movement.to, &left_out, err))
		return false;
	if (left_out.na != NA_NONE) {
		table->left_out[table->left_out_count++] = left_out;
		return true;
	}
	if (movement.from == 0 && movement.to > 0 &&
	    !had_value_before(contracts, count, from, &had_value, err))
		return false;
	int64_t change;
	if (__builtin_sub_overflow(movement.to, movement.from, &change))
		return fail(err, ERR_RANGE, "a movement is too large to be held");
	classify(&movement, had_value);
	if (movement.from != 0 || movement.to != 0)
		table->accounts[table->account_count++] = movement;
	return add_to_sum(table, &movement, err);
}

static void add_extensions(Arena *mem, const ContractTerms *contract, Period asked,
			   MovementTable *table, size_t *cap)
{
	const Fold *fold = contract->fold;
	for (size_t i = 1; i < fold->len; i++) {
		Terms before = terms_of(&fold->rows[i - 1]);
		Terms after = terms_of(&fold->rows[i]);
		Date on = after.effective;
		if (!is_recurring(&fold->rows[i - 1]) || !date_is_set(before.ends) ||
		    terms_term(&after).to.day <= before.ends.day || on.day < asked.from.day ||
		    on.day >= asked.to.day || abs(on.day - before.ends.day) > RENEWAL_DAYS)
			continue;
		table->renewals = vec_grow(mem, table->renewals, table->renewal_count, cap,
					   sizeof *table->renewals);
		table->renewals[table->renewal_count++] =
			(Renewal){RENEWAL_EXTENSION, contract->contract, 0, before.ends, on};
	}
}

static void add_successor(Arena *mem, const ContractTerms *contracts, size_t count,
			  const ContractTerms *successor, Period asked, MovementTable *table,
			  size_t *cap)
{
	if (successor->fold->len == 0)
		return;
	const FoldRow *last = &successor->fold->rows[successor->fold->len - 1];
	Date start = window_of(successor->fold).from;
	if (!is_recurring(last) || !last->values[RENEWS].set || start.day < asked.from.day ||
	    start.day >= asked.to.day)
		return;
	for (size_t i = 0; i < count; i++) {
		const Fold *fold = contracts[i].fold;
		if (!str_eq(contracts[i].key, last->values[RENEWS].text) || fold->len == 0)
			continue;
		Date end = window_of(fold).to;
		if (abs(start.day - end.day) > RENEWAL_DAYS)
			return;
		table->renewals = vec_grow(mem, table->renewals, table->renewal_count, cap,
					   sizeof *table->renewals);
		table->renewals[table->renewal_count++] =
			(Renewal){RENEWAL_SUCCESSOR, contracts[i].contract, successor->contract,
				  end, start};
	}
}

static void list_renewals(Arena *mem, const ContractTerms *contracts, size_t count, Period asked,
			  MovementTable *table)
{
	size_t cap = 0;
	for (size_t i = 0; i < count; i++) {
		add_extensions(mem, &contracts[i], asked, table, &cap);
		add_successor(mem, contracts, count, &contracts[i], asked, table, &cap);
	}
}

bool movements_of(Arena *mem, const ContractTerms *contracts, size_t count, Date from, Date to,
		  MovementTable *out, Err *err)
{
	ContractTerms *sorted = ARENA_ARRAY(mem, ContractTerms, count);
	size_t customers = 0;
	for (size_t i = 0; i < count; i++) {
		if (contracts[i].customer)
			sorted[customers++] = contracts[i];
	}
	qsort(sorted, customers, sizeof *sorted, compare_contracts);
	MovementTable table = {.at = ARENA_ARRAY(mem, CurrencyMovements, customers)};
	CurrencyMovements *present = NULL;
	for (size_t i = 0; i < customers;) {
		if (!present || strcmp(present->currency.code, sorted[i].currency.code) != 0) {
			present = &table.at[table.len++];
			present->currency = sorted[i].currency;
			present->accounts = ARENA_ARRAY(mem, Movement, customers);
			present->left_out = ARENA_ARRAY(mem, LeftOut, customers);
		}
		size_t end = i;
		while (end < customers && sorted[end].account == sorted[i].account &&
		       strcmp(sorted[end].currency.code, present->currency.code) == 0)
			end++;
		if (!add_account(&sorted[i], end - i, from, to, present, err))
			return false;
		i = end;
	}
	for (size_t i = 0; i < table.len; i++) {
		if (!set_retention(&table.at[i], err))
			return false;
	}
	list_renewals(mem, sorted, customers, (Period){from, to}, &table);
	*out = table;
	return true;
}

bool lifetime_of(const Earning *earning, Date as_of, Lifetime *out, Err *err)
{
	TermFigures figures;
	Lifetime lifetime;
	if (!earning_figures(earning, &figures, err) ||
	    !earning_split(earning, as_of, &lifetime.earned, &lifetime.remaining, err))
		return false;
	lifetime.total = figures.total;
	*out = lifetime;
	return true;
}
