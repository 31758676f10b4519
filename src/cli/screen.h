#ifndef PACTA_CLI_SCREEN_H
#define PACTA_CLI_SCREEN_H

/*
 * Where the answer for people goes: a terminal of some width, or a file or pipe.
 */

#include "base/err.h"
#include "base/str.h"

enum { SCREEN_UNLIMITED = 1000000 };

typedef struct Screen {
	bool terminal;
	bool styled;  /* bold and faint text; never the only sign of a meaning */
	bool unicode; /* else what is printed is put into ASCII at the end */
	size_t width; /* columns; SCREEN_UNLIMITED where it is no terminal */
} Screen;

typedef enum Style {
	STYLE_PLAIN,
	STYLE_STRONG,
	STYLE_FAINT,
} Style;

/*
 * The screen behind file descriptor `fd`. Styles stay away with NO_COLOR or a dumb terminal; text is
 * put into ASCII where the locale names another character set than UTF-8, or is C or POSIX.
 */
Screen screen_of(int fd);

/* Whether progress may be drawn on `fd`. */
bool screen_is_terminal(int fd);

void screen_add(const Screen *screen, Buf *out, Style style, Str text);

/* `text` in ASCII: what pacta sets itself has a counterpart, everything else becomes a question mark. */
Str screen_ascii(Arena *mem, Str text);

/* All bytes, or ERR_IO. */
MUST_CHECK bool screen_write(int fd, Str bytes, Err *err);

#endif
