#ifndef PACTA_APP_NAME_LIKENESS_H
#define PACTA_APP_NAME_LIKENESS_H

/*
 * How alike two names are, to suggest what an unknown one means. Pure.
 *
 * Names are compared by small letters without their marks ("Ä" is "a"), and everything that is no letter or digit
 * parts words; zeros at the beginning of a word do not count.
 */

#include "base/str.h"

#include <stdint.h>

/* A name, prepared to be compared with many. Lives in the arena that it was made in. */
typedef struct LikeName {
	const Str *words; /* folded, by byte */
	size_t word_count;
	const uint64_t *pairs; /* of neighbouring characters within words, sorted */
	size_t pair_count;
} LikeName;

LikeName like_name(Arena *mem, Str name);

/*
 * Parts per million: 1,000,000 where both have the same words. Else the larger of two, at most 990,000: the share of
 * pairs of characters that they have in common (Dice), and, where all words of the one are among the other's, 650,000
 * and more by how much of the other they make up. 0 where a name has no letter or digit. O(length)
 */
int32_t name_likeness(const LikeName *a, const LikeName *b);

#endif
