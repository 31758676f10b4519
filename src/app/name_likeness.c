#include "app/name_likeness.h"

#include "base/utf8.h"

#include <stdlib.h>

/* Small letters with marks from U+00DF to U+017F, as the letters without them; "." where it has none. */
static const char BARE[] =
	"saaaaaaaceeeeiiiidnooooo.ouuuuyty"                     /* 00DF … 00FF */
	"aaaaaaccccccccddddeeeeeeeeeegggggggg"                  /* 0100 … 0123 */
	"hhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnn"              /* 0124 … 014B */
	"oooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"; /* 014C … 017F */

enum { BARE_FIRST = 0xDF, BARE_LAST = 0x17F };

_Static_assert(sizeof BARE == BARE_LAST - BARE_FIRST + 2, "a letter for each");

/* The character to compare, or 0 where it parts words. */
static uint32_t plain(uint32_t code)
{
	if (code < 0x80) {
		bool is_word = (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9');
		return is_word ? code : 0;
	}
	if (code >= BARE_FIRST && code <= BARE_LAST) {
		char bare = BARE[code - BARE_FIRST];
		return bare == '.' ? 0 : (uint32_t)bare;
	}
	if (code >= 0x300 && code <= 0x36F)
		return UINT32_MAX; /* a mark of its own: of the letter before it */
	/* Signs of Latin-1, general punctuation, and the ideographic space and stops. */
	bool is_sign = code < BARE_FIRST || (code >= 0x2000 && code <= 0x206F) ||
		       (code >= 0x3000 && code <= 0x303F);
	return is_sign ? 0 : code;
}

static int compare_words(const void *a, const void *b)
{
	return str_cmp(*(const Str *)a, *(const Str *)b);
}

static int compare_pairs(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a;
	uint64_t y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

typedef struct Parting {
	Arena *mem;
	Buf word;
	uint32_t before; /* character before, in the same word; 0: none */
	VEC(Str) words;
	VEC(uint64_t) pairs;
} Parting;

static void end_word(Parting *p)
{
	if (p->word.len > 0)
		*vec_push(p->mem, &p->words) = str_copy(p->mem, buf_str(&p->word));
	buf_clear(&p->word);
	p->before = 0;
}

static void add_character(Parting *p, uint32_t code)
{
	if (code == UINT32_MAX)
		return;
	if (code == 0) {
		end_word(p);
		return;
	}
	if (code == '0' && p->word.len == 0)
		return; /* "01" is "1" */
	*vec_push(p->mem, &p->pairs) = (uint64_t)p->before << 32 | code;
	utf8_add(&p->word, code);
	p->before = code;
}

LikeName like_name(Arena *mem, Str name)
{
	Parting parting = {.mem = mem, .word = {.mem = mem}};
	Buf folded = {.mem = mem};
	uint32_t code;
	utf8_fold(&folded, name);
	Str rest = buf_str(&folded);
	while (utf8_next(&rest, &code))
		add_character(&parting, plain(code));
	end_word(&parting);
	if (parting.words.len > 0) {
		qsort(parting.words.at, parting.words.len, sizeof *parting.words.at, compare_words);
		qsort(parting.pairs.at, parting.pairs.len, sizeof *parting.pairs.at, compare_pairs);
	}
	return (LikeName){parting.words.at, parting.words.len, parting.pairs.at, parting.pairs.len};
}

static size_t common_words(const LikeName *a, const LikeName *b)
{
	size_t common = 0;
	for (size_t i = 0, j = 0; i < a->word_count && j < b->word_count;) {
		int order = str_cmp(a->words[i], b->words[j]);
		common += order == 0;
		i += order <= 0;
		j += order >= 0;
	}
	return common;
}

static size_t common_pairs(const LikeName *a, const LikeName *b)
{
	size_t common = 0;
	for (size_t i = 0, j = 0; i < a->pair_count && j < b->pair_count;) {
		uint64_t x = a->pairs[i];
		uint64_t y = b->pairs[j];
		common += x == y;
		i += x <= y;
		j += y <= x;
	}
	return common;
}

int32_t name_likeness(const LikeName *a, const LikeName *b)
{
	enum { ALIKE = 1000000, NEARLY = 990000, WITHIN = 650000 };
	if (a->word_count == 0 || b->word_count == 0)
		return 0;
	size_t words = common_words(a, b);
	if (words == a->word_count && words == b->word_count)
		return ALIKE;
	size_t pairs = a->pair_count + b->pair_count;
	size_t likeness = common_pairs(a, b) * 2 * ALIKE / pairs;
	const LikeName *shorter = a->pair_count < b->pair_count ? a : b;
	const LikeName *longer = shorter == a ? b : a;
	if (words == shorter->word_count) {
		size_t within = WITHIN + (size_t)(NEARLY - WITHIN) * shorter->pair_count /
						 longer->pair_count;
		likeness = within > likeness ? within : likeness;
	}
	return (int32_t)(likeness < NEARLY ? likeness : NEARLY);
}
