#ifndef PACTA_STORE_STANDING_H
#define PACTA_STORE_STANDING_H

/*
 * Which word about a fact stands once imports are taken as never done. Pure.
 *
 * A transition of what a source calls by one id is an instant at which versions of it begin or end. The imports
 * that made it are those of the versions that begin there, else those that ended the ones that end there; 0 is
 * by hand, and never undone. An undoing is no word about anything: its transitions do not count, since what it
 * writes anew has the imports that it had before, and not the one that made the whole as it was.
 */

#include "store/facts.h"

/* A version, as far as that matters here. */
typedef struct Span {
	Instant known_at;
	Instant known_until; /* INSTANT_MAX: it holds */
	int64_t import_id;
	int64_t until_import;
} Span;

typedef VEC(Span) Spans;

/*
 * The last transition that is no undoing and none of whose imports is undone: what was known at it is what stands. False: there is
 * none, so nothing does.
 */
bool spans_standing(const Spans *spans, UndoneImports undone, Instant *out);

/* Whether the version was known at an instant. */
bool span_covers(const Span *span, Instant at);

#endif
