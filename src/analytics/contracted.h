#ifndef PACTA_ANALYTICS_CONTRACTED_H
#define PACTA_ANALYTICS_CONTRACTED_H

/*
 * What a contract is worth by its terms: its price, and what is contracted. Source: domain.md §6 (Unrecognized delivery,
 * Remaining contract value). Pure.
 *
 * The state at the cut decides how it is priced, what it is capped at and until when notice may be given; before the first
 * terms take effect these do. What terms are worth is told by all of them, also by those that take effect later.
 */

#include "analytics/tally.h"

/* State of the contract at the cut, or NULL: the view sees no terms. */
const FoldRow *contract_state(const Question *question, const Book *book);

/* Whether hours are what is paid: time_and_materials or capped. */
bool state_is_by_usage(const FoldRow *state);

/* Whether any terms set what they are worth, on the basis that they name. */
bool contract_has_value(const Book *book);

/*
 * Value by terms over the whole term, in minor units. Reasons: NONE, NO_TERMS, NO_VALUE, NO_END, BY_USAGE, OUT_OF_RANGE
 */
Priced contract_price(const Book *book);

/*
 * Adds what is contracted to a new tally: of a contract paid by usage its cap (BY_USAGE without one), else revenue by terms to notice_by,
 * exclusive, while the cut is before it, else to the end (NO_END without one). Vendor contracts: VENDOR. `out` has no
 * converter.
 */
void contracted_add(const Question *question, const Book *book, Tally *out);

/*
 * Adds the part of it that is for days more than 12 months after the cut. A cap belongs to no days: where the contract runs
 * longer than these 12 months it is BY_USAGE.
 */
void contracted_add_later(const Question *question, const Book *book, Tally *out);

#endif
