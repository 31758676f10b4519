#ifndef PACTA_INGEST_NUMBER_TEXT_H
#define PACTA_INGEST_NUMBER_TEXT_H

/*
 * Numbers as people and programs write them, brought to the one form that history/value.h reads.
 * Pure.
 *
 * Understood: signs before or after, U+2212, parentheses for negatives; well-formed groups of three
 * digits (comma, point, space, U+00A0, U+202F, apostrophe); a currency's sign or code before or after
 * an amount of that currency; "%" after a share. Digits are never rounded or dropped.
 */

#include "base/err.h"
#include "base/money.h"
#include "base/str.h"

typedef struct NumberRules {
	char decimal; /* '.' or ','; 0: found for each number, see below */
	char group;   /* with `decimal`: the only group sign (' ' stands for all spaces); 0: none */
	char delimiter; /* of the file, if `decimal` is 0 */
} NumberRules;

typedef struct NumberKind {
	const Currency *currency; /* whose sign or code may stand beside it; NULL: none may */
	bool share;               /* "%" may follow */
} NumberKind;

/*
 * `text` as "[-]digits[.digits][%]".
 *
 * Where the rules leave the decimal sign open: of point and comma in one number the last one is it; a
 * sign that comes twice groups; else it is the comma in a file delimited by ';' and the point in all
 * others. A single comma is refused where neither ';' nor ',' delimits the file, because nothing tells
 * what it means.
 *
 * out     refers to `text` or to `room`, which is overwritten
 * Errors: ERR_INPUT, with the text as it was
 */
MUST_CHECK bool number_text(Str text, const NumberRules *rules, NumberKind kind, Buf *room,
			    Str *out, Err *err);

/*
 * A number of JSON without its exponent: "1.1e7" is "11000000". Exact.
 * Errors: ERR_RANGE the exponent is beyond anything that can be held
 */
MUST_CHECK bool number_expand(Str number, Buf *room, Str *out, Err *err);

#endif
