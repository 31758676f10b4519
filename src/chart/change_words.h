#ifndef PACTA_CHART_CHANGE_WORDS_H
#define PACTA_CHART_CHANGE_WORDS_H

/*
 * Changes of a contract's terms in words. Pure.
 */

#include "chart/chart.h"
#include "history/fold.h"

/* Texts of fields and amounts of one contract. */
typedef struct Wording {
	Arena *mem;
	const Fields *fields;
	Currency currency;
} Wording;

/* How an amount of a money, number or share field reads. */
Quantity words_quantity(const Wording *wording, size_t place);

/* "annual value", "direct labour", "from", "to". */
Str words_label(const Wording *wording, size_t field);

/* What is told of a change: short for the plot, shorter, and exact. */
typedef struct ChangeWords {
	Str text;   /* "value 100 k → 130 k, labour 60 → 70 %"; empty where nothing changes */
	Str brief;  /* of the first change: "100 k → 130 k"; with its name where it needs one */
	Str detail; /* "annual value 100,000.00 → 130,000.00 USD per year; …" */
} ChangeWords;

/* From one row of a fold to the next; `before` NULL: what the first row begins with. */
ChangeWords words_of_rows(const Wording *wording, const FoldRow *before, const FoldRow *after);

/* What one entry sets and adds, in the order of the fields. */
ChangeWords words_of_entry(const Wording *wording, const Entry *entry);

/* "no direct labour" for "no_direct_labor". */
Str words_na(Arena *mem, const char *name);

#endif
