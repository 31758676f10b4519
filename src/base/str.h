#ifndef PACTA_BASE_STR_H
#define PACTA_BASE_STR_H

/*
 * Text as pointer and length, and a buffer that builds it.
 *
 * A Str does not own its bytes and need not end with NUL; it may hold any
 * bytes. The empty Str has length 0 and any pointer, also NULL.
 */

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Str {
	const char *ptr;
	size_t len;
} Str;

#define STR(literal) ((Str){"" literal, sizeof(literal) - 1})

/* For printf("%.*s"). Lengths are cut at INT_MAX. The argument is evaluated twice. */
#define STR_ARG(s) str_print_length(s), (s).ptr ? (s).ptr : ""
int str_print_length(Str s);

Str str_from_c(const char *text);             /* NULL gives the empty Str */
Str str_slice(Str s, size_t from, size_t to); /* bytes [from, to), clipped */
Str str_trim(Str s); /* without ASCII spaces, tabs, CR, LF and U+00A0 at both ends */

bool str_eq(Str a, Str b);
bool str_eq_c(Str a, const char *b);
bool str_eq_nocase(Str a, Str b); /* ASCII letters only */
bool str_starts(Str s, Str prefix);
bool str_ends(Str s, Str suffix);
bool str_find(Str s, Str part, size_t *at); /* first place; false: nowhere */

/* "." or "..": no address can hold them as a segment, so nothing is named like this. */
bool str_is_dots(Str s);

/* Order by bytes: negative, 0 or positive. */
int str_cmp(Str a, Str b);

/* As str_cmp, but runs of digits compare as numbers: "P2" < "P10" < "P010". */
int str_cmp_natural(Str a, Str b);

/* Copies that live in `mem` and end with NUL (bytes after an inner NUL are kept). */
Str str_copy(Arena *mem, Str s);
const char *str_to_c(Arena *mem, Str s);
Str str_format(Arena *mem, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A growing buffer in an arena. Starts as {.mem = mem}. */
typedef struct Buf {
	Arena *mem;
	char *ptr;
	size_t len;
	size_t cap;
} Buf;

void buf_add(Buf *buf, Str s);
void buf_add_byte(Buf *buf, char byte);
void buf_add_format(Buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_add_int(Buf *buf, int64_t number);
void buf_clear(Buf *buf);    /* keeps the room */
Str buf_str(const Buf *buf); /* valid until the buffer changes */

/* Room for `most` bytes behind the end, for a caller who writes there and adds to `len`. */
char *buf_room(Buf *buf, size_t most);

/*
 * Growing arrays: `VEC(Item) items = {0}; *vec_push(mem, &items) = item;`
 * Old rooms stay in the arena until it goes.
 */
#define VEC(Type)           \
	struct {            \
		Type *at;   \
		size_t len; \
		size_t cap; \
	}

#define vec_push(mem, vec)                                                                   \
	((vec)->at = vec_grow((mem), (vec)->at, (vec)->len, &(vec)->cap, sizeof *(vec)->at), \
	 &(vec)->at[(vec)->len++])

/* Room for at least one more item; returns where the items are now. */
void *vec_grow(Arena *mem, void *at, size_t len, size_t *cap, size_t size);

#endif
