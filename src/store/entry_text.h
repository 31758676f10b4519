#ifndef PACTA_STORE_ENTRY_TEXT_H
#define PACTA_STORE_ENTRY_TEXT_H

/*
 * The JSON of packed entries and sums, written and read fast. Pure.
 *
 * Only what the writers here write is read: no spaces, whole numbers within 64 bits, texts in UTF-8
 * with the escapes of json_write. Anything else sets `bad`, which stays; a reader is asked once, at the end.
 */

#include "base/str.h"

enum { ENTRY_INT_SIZE = 20 }; /* the longest number, with its sign */

typedef struct EntryText {
	const char *at;
	const char *end;
	bool bad;
} EntryText;

static inline EntryText entry_text_of(Str text)
{
	return (EntryText){text.ptr, text.ptr + text.len, false};
}

/* Whether the next byte is this one. */
static inline bool entry_text_next(const EntryText *text, char byte)
{
	return text->at < text->end && *text->at == byte;
}

/* Steps over a byte that may stand here. */
static inline bool entry_text_skip(EntryText *text, char byte)
{
	if (!entry_text_next(text, byte))
		return false;
	text->at++;
	return true;
}

/* Steps over what must stand here. */
void entry_text_take(EntryText *text, Str part);

static inline void entry_text_expect(EntryText *text, char byte)
{
	if (!entry_text_skip(text, byte))
		text->bad = true;
}

/* 0 where there is none. Here, as nearly all of the text is numbers. */
static inline int64_t entry_text_int(EntryText *text)
{
	const char *at = text->at;
	const char *end = text->end;
	bool negative = at < end && *at == '-';
	at += negative;
	const char *digits = at;
	uint64_t number = 0;
	while (at < end && (unsigned char)(*at - '0') < 10)
		number = number * 10 + (uint64_t)(*at++ - '0');
	/* 19 digits do not reach 2^64. */
	if (at == digits || at - digits > 19 || number > (uint64_t)INT64_MAX + negative) {
		text->bad = true;
		return 0;
	}
	text->at = at;
	return negative ? (int64_t)(0 - number) : (int64_t)number;
}

/* A string, or null as the empty text. Refers to the source where it has no escapes. */
Str entry_text_string(EntryText *text, Arena *mem);

/* Each returns the place behind what it wrote; the caller has seen to the room. */
char *entry_put_int(char *at, int64_t number);
char *entry_put_string(char *at, Str string);

static inline size_t entry_string_room(Str string)
{
	return 6 * string.len + 2;
}

#endif
