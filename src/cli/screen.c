#include "cli/screen.h"

#include "base/utf8.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_LEAST = 40, WIDTH_USUAL = 80, WIDTH_MOST = 1000 };

static bool env_is_set(const char *name)
{
	const char *value = getenv(name);
	return value && value[0] != '\0';
}

static size_t terminal_width(int fd)
{
	const char *columns = getenv("COLUMNS");
	long width = columns ? strtol(columns, NULL, 10) : 0;
	struct winsize size;
	if (width <= 0 && ioctl(fd, TIOCGWINSZ, &size) == 0)
		width = size.ws_col;
	if (width <= 0)
		return WIDTH_USUAL;
	return width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : (size_t)width;
}

static bool locale_is_utf8(void)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (!env_is_set(names[i]))
			continue;
		Str locale = str_from_c(getenv(names[i]));
		size_t dot;
		if (!str_find(locale, STR("."), &dot))
			return !str_eq_c(locale, "C") && !str_eq_c(locale, "POSIX");
		Str charset = str_slice(locale, dot + 1, dot + 6);
		return str_eq_nocase(charset, STR("UTF-8")) ||
		       str_eq_nocase(str_slice(charset, 0, 4), STR("utf8"));
	}
	return true;
}

bool screen_is_terminal(int fd)
{
	const char *term = getenv("TERM");
	return isatty(fd) && !(term && strcmp(term, "dumb") == 0);
}

Screen screen_of(int fd)
{
	bool terminal = isatty(fd);
	return (Screen){
		.terminal = terminal,
		.styled = screen_is_terminal(fd) && !env_is_set("NO_COLOR"),
		.unicode = locale_is_utf8(),
		.width = terminal ? terminal_width(fd) : SCREEN_UNLIMITED,
	};
}

void screen_add(const Screen *screen, Buf *out, Style style, Str text)
{
	if (!screen->styled || style == STYLE_PLAIN || text.len == 0) {
		buf_add(out, text);
		return;
	}
	buf_add(out, style == STYLE_STRONG ? STR("\x1b[1m") : STR("\x1b[2m"));
	buf_add(out, text);
	buf_add(out, STR("\x1b[0m"));
}

/* As wide as what they stand for, but for "...". */
static const char *ascii_of(uint32_t code)
{
	switch (code) {
	case 0x00A0: /* no-break space */
	case 0x202F:
		return " ";
	case 0x00B7: /* middle dot */
		return "|";
	case 0x00D7: /* times */
		return "x";
	case 0x00F7: /* divided by */
		return "/";
	case 0x2011: /* hyphens, dashes, minus, line */
	case 0x2013:
	case 0x2014:
	case 0x2212:
	case 0x2500:
		return "-";
	case 0x2018:
	case 0x2019:
		return "'";
	case 0x201C:
	case 0x201D:
		return "\"";
	case 0x2026:
		return "...";
	case 0x2192: /* arrow */
		return ">";
	default:
		return "?";
	}
}

Str screen_ascii(Arena *mem, Str text)
{
	Buf out = {.mem = mem};
	uint32_t code;
	while (utf8_next(&text, &code)) {
		if (code < 0x80)
			buf_add_byte(&out, (char)code);
		for (int i = 0; code >= 0x80 && i < utf8_code_width(code); i++)
			buf_add(&out, str_from_c(ascii_of(code)));
	}
	return buf_str(&out);
}

bool screen_write(int fd, Str bytes, Err *err)
{
	while (bytes.len > 0) {
		ssize_t written = write(fd, bytes.ptr, bytes.len);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return fail(err, ERR_IO, "cannot write the answer: %s", strerror(errno));
		bytes = str_slice(bytes, (size_t)written, bytes.len);
	}
	return true;
}
