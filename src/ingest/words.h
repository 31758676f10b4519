#ifndef PACTA_INGEST_WORDS_H
#define PACTA_INGEST_WORDS_H

/* Words of the languages that tools speak: yes and no, totals, currencies. Pure. Private to ingest. */

#include "base/err.h"
#include "base/money.h"
#include "base/str.h"

/* Whether the text says yes or no, in any of the languages, regardless of case. Errors: ERR_INPUT */
MUST_CHECK bool words_flag(Str text, bool *out, Err *err);

/* Whether a cell is the label of a row of totals: "Total", "Summe:", "Total hours: 12.5", "Total (January)". */
bool words_total(Str text);

/*
 * The currency that a text names: a code in any case, a sign that only one has, or a code behind a name
 * ("Euro - EUR"). Errors: ERR_INPUT
 */
MUST_CHECK bool words_currency(Str text, Currency *out, Err *err);

#endif
