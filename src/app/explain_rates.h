#ifndef PACTA_APP_EXPLAIN_RATES_H
#define PACTA_APP_EXPLAIN_RATES_H

/* Which rates the rows of an explanation used. Pure; for app/explain.c. */

#include "app/explain.h"
#include "base/map.h"

typedef struct OwnedRate {
	Str owner; /* whose it is, for people */
	UsedRate rate;
} OwnedRate;

typedef struct RateList {
	Arena *mem;
	VEC(OwnedRate) rates;
	Map places; /* by kind, and whose from when */
} RateList;

void rate_list_init(RateList *list, Arena *mem);

/* Adds those of all rows of the explanation, each once. The hours of its books are single entries. */
void rate_list_add(RateList *list, const Question *question, const Explanation *explanation);

/* By kind, owner and day. */
UsedRate *rate_list_end(RateList *list, size_t *count);

#endif
