#ifndef PACTA_BASE_MONEY_H
#define PACTA_BASE_MONEY_H

/*
 * Currencies of ISO 4217, and amounts of them as text.
 *
 * An amount is a signed 64-bit count of minor units; its currency is kept beside it.
 * Source: domain.md §2; ISO 4217 table of 2024.
 */

#include "base/err.h"
#include "base/str.h"

typedef struct Currency {
	char code[4];    /* "USD" */
	int8_t exponent; /* decimals of the minor unit: USD 2, JPY 0, BHD 3 */
} Currency;

/* How a figure becomes minor units; history/exact.h rounds. */
typedef enum Rounding {
	ROUND_HALF_EVEN,
	ROUND_TRUNCATE, /* toward zero; only for the convention epicom2011 */
} Rounding;

/* By its code, in capitals. ERR_INPUT: no such currency. */
MUST_CHECK bool currency_find(Str code, Currency *out, Err *err);

/* "83835.62": all decimals of the currency, no sign of it. */
Str money_text(Arena *mem, int64_t minor, Currency currency);

/* All currencies, in order of their code. */
const Currency *currency_list(size_t *count);

#endif
