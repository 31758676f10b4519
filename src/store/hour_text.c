#include "store/hour_text.h"

#include "facts/time_entry.h"

enum { SAFE_DIGITS = 18 };

/* What ends with a bracket needs no look at its end while numbers are read: no number goes on behind one. */
HourText hour_text_of(Str text, int64_t from, int64_t to)
{
	if (str_eq_c(text, "[]"))
		text = (Str){0};
	bool bad = text.len > 0 &&
		   (text.len < 2 || text.ptr[0] != '[' || text.ptr[text.len - 1] != ']');
	return (HourText){text.ptr, text.ptr + text.len, from, to, bad};
}

/* What has a sign, or may not fit. */
static const char *read_odd(const char *at, const char *end, int64_t *out)
{
	EntryText text = {at, end, false};
	*out = entry_text_int(&text);
	return text.bad ? NULL : text.at;
}

/* Behind the number that stands here; NULL: there is none. */
static inline const char *read_number(const char *at, const char *end, int64_t *out)
{
	const char *digits = at;
	uint64_t number = 0;
	unsigned digit;
	while ((digit = (unsigned)(unsigned char)*at - '0') < 10) {
		number = number * 10 + digit;
		at++;
	}
	if (at == digits || at - digits > SAFE_DIGITS)
		return read_odd(digits, end, out);
	*out = (int64_t)number;
	return at;
}

/* Behind the bracket that closes a sum; `at` is within it. NULL: there is none. */
static inline const char *step_out(const char *at, const char *end)
{
	while (*at != ']')
		at++;
	return at + 1 < end ? at + 1 : NULL;
}

/* Reads the rest of a sum, from behind its first number. NULL: it is none. */
static inline const char *read_sum(const char *at, const char *end, PackedHours *out)
{
	int64_t class = 0;
	if (*at != ',' || !(at = read_number(at + 1, end, &class)) || class < 0 ||
	    class >= TIME_CLASSES)
		return NULL;
	out->time_class = (int32_t) class;
	out->entries = 0;
	out->seconds = 0;
	if (*at == ',' && !(at = read_number(at + 1, end, &out->entries)))
		return NULL;
	if (*at == ',' && !(at = read_number(at + 1, end, &out->seconds)))
		return NULL;
	return step_out(at, end);
}

bool hour_text_next(HourText *text, PackedHours *out)
{
	const char *at = text->at;
	/* `[[` before the first, `,[` before the others. */
	while (!text->bad && text->end - at > 1 && at[1] == '[') {
		at = read_number(at + 2, text->end, &out->at);
		if (at && out->at >= text->to) {
			text->at = text->end;
			return false;
		}
		bool wanted = at && out->at >= text->from;
		if (at)
			at = wanted ? read_sum(at, text->end, out) : step_out(at, text->end);
		text->bad = !at;
		if (wanted && at) {
			text->at = at;
			return true;
		}
	}
	text->bad = text->bad || text->end - at > 1;
	text->at = text->end;
	return false;
}

bool hour_text_check(const HourText *text, Err *err)
{
	return !text->bad || fail(err, ERR_CORRUPT, "packed sums of time entries cannot be read");
}
