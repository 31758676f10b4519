#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const ErrFace FACES[] = {
	[ERR_NONE] = {"ok", 200, 0},
	[ERR_USAGE] = {"usage", 400, 2},
	[ERR_INPUT] = {"input", 422, 3},
	[ERR_RANGE] = {"range", 422, 3},
	[ERR_NOT_FOUND] = {"not-found", 404, 4},
	[ERR_CONFLICT] = {"conflict", 409, 5},
	[ERR_IO] = {"io", 500, 6},
	[ERR_UNAVAILABLE] = {"unavailable", 503, 7},
	[ERR_CORRUPT] = {"corrupt", 500, 8},
};

const ErrFace *err_face(ErrCode code)
{
	return &FACES[code];
}

/* Cut after a whole UTF-8 character and say that something is missing. */
static void mark_cut(char text[ERR_TEXT_SIZE])
{
	static const char mark[] = "…";
	size_t end = ERR_TEXT_SIZE - sizeof mark;
	while (end > 0 && ((unsigned char)text[end] & 0xC0) == 0x80)
		end--;
	memcpy(text + end, mark, sizeof mark);
}

bool fail(Err *err, ErrCode code, const char *format, ...)
{
	char text[ERR_TEXT_SIZE];
	va_list args;
	va_start(args, format);
	int length = vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (length >= (int)sizeof text)
		mark_cut(text);
	err->code = code;
	memcpy(err->text, text, sizeof text);
	return false;
}

bool fail_in(Err *err, const char *format, ...)
{
	char context[ERR_TEXT_SIZE];
	va_list args;
	va_start(args, format);
	(void)vsnprintf(context, sizeof context, format, args);
	va_end(args);
	Err inner = *err;
	return fail(err, inner.code, "%s: %s", context, inner.text);
}
