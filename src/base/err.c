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
	[ERR_CHANGED] = {"changed", 412, 5},
	[ERR_TOO_LARGE] = {"too-large", 413, 3},
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

static void set_text(Err *err, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

static void set_text(Err *err, const char *format, va_list args)
{
	char text[ERR_TEXT_SIZE];
	int length = vsnprintf(text, sizeof text, format, args);
	if (length >= (int)sizeof text)
		mark_cut(text);
	memcpy(err->text, text, sizeof text);
}

bool fail(Err *err, ErrCode code, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	set_text(err, format, args);
	va_end(args);
	err->code = code;
	err->kind = NULL;
	err->field[0] = '\0';
	return false;
}

bool fail_no_such(Err *err, const char *kind, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	set_text(err, format, args);
	va_end(args);
	err->code = ERR_NOT_FOUND;
	err->kind = kind;
	err->field[0] = '\0';
	return false;
}

bool fail_at(Err *err, const char *field)
{
	if (err->field[0] == '\0')
		(void)snprintf(err->field, sizeof err->field, "%s", field);
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
	(void)fail(err, inner.code, "%s: %s", context, inner.text);
	err->kind = inner.kind;
	memcpy(err->field, inner.field, sizeof err->field);
	return false;
}
