#ifndef PACTA_ANALYTICS_BUDGETED_H
#define PACTA_ANALYTICS_BUDGETED_H

/*
 * Months that are budgeted, and what of their budgets falls on a period. Source: domain.md §2, §6 (Value delivered). Pure.
 *
 * A month that lies only partly in the period has that share of its budget, by calendar days: so an open month is compared with
 * the budget to date, and periods that tile add up.
 */

#include "analytics/tally.h"

/* Places [first, end) among the book's budgets. */
typedef struct BudgetRange {
	size_t first, end;
} BudgetRange;

/* The budgets whose months touch `days`. O(log n). */
BudgetRange budgets_in(const Book *book, Period days);

/* The month of a budget, and what of it lies in `days`. */
Period budget_month(const Budget *budget);
Period budget_days(const Budget *budget, Period days);

/* What a budget is held against: revenue by its days of service or of the ledger, client hours, costs. */
typedef enum BudgetBasis { SERVICE_BASIS, LEDGER_BASIS, HOURS_BASIS, COST_BASIS } BudgetBasis;

/* Whether it tells the revenue, hours or cost of its month. */
bool budget_tells(const Budget *budget, BudgetBasis basis);

/*
 * Makes the tally n/a where no month in `days` has such a budget, and gives false. Else names in na_detail the months that are
 * left out, if any, up to three and how many more, and raises FIGURE_PARTIAL. Months outside the contract's term to which
 * nothing belongs (no counting recognition, no approved client hours, no costs) are not missed.
 */
bool budgeted_note_gaps(const Question *question, const Book *book, BudgetBasis basis, Tally *out);

#endif
