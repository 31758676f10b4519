#include "ingest/date_text.h"

#include <string.h>

bool date_text_read(Str text, const Str *patterns, size_t count, Date *out, Err *err)
{
	Err fault = {0};
	for (size_t i = 0; i < count; i++) {
		Err here;
		if (date_parse_as(text, patterns[i], out, &here))
			return true;
		/* A day that is not in the calendar tells more than a pattern that does not fit. */
		if (i == 0 || str_starts(str_from_c(here.text), STR("bad date")))
			fault = here;
	}
	bool form = !str_starts(str_from_c(fault.text), STR("bad date"));
	if (form && count > 1) {
		char list[200] = "";
		for (size_t i = 0; i < count; i++) {
			size_t used = strlen(list);
			if (used + patterns[i].len + 3 > sizeof list)
				break;
			if (i > 0)
				memcpy(list + used, ", ", 2);
			memcpy(list + used + (i > 0 ? 2 : 0), patterns[i].ptr, patterns[i].len);
			list[used + (i > 0 ? 2 : 0) + patterns[i].len] = '\0';
		}
		return fail(err, ERR_INPUT, "'%.*s' is not a date of the forms %s",
			    STR_ARG(str_slice(text, 0, 60)), list);
	}
	return fail(err, fault.code, "%s", fault.text);
}

bool instant_text_read(Str text, const Str *patterns, size_t count, Instant *out, Err *err)
{
	Err ignored;
	Date day;
	if (instant_parse(text, out, NULL, &ignored))
		return true;
	if (!date_text_read(text, patterns, count, &day, err))
		return false;
	if (text.len > 0 && memchr(text.ptr, ':', text.len))
		return fail(err, ERR_INPUT,
			    "'%.*s': a time of day is read only as in 2009-03-01T10:30:00Z",
			    STR_ARG(str_slice(text, 0, 60)));
	*out = instant_of_date(day);
	return true;
}

/* How a pattern's parts follow each other. */
typedef struct Shape {
	char form[128]; /* the pattern with '#' where a digit may stand */
	char order[4];  /* its parts, such as "DMY" */
	size_t parts;
} Shape;

static bool read_shape(Str pattern, Shape *out)
{
	Shape shape = {0};
	size_t len = 0;
	if (pattern.len >= sizeof shape.form / 2)
		return false;
	for (size_t i = 0; i < pattern.len;) {
		char letter = pattern.ptr[i];
		size_t run = 1;
		bool part = letter == 'Y' || letter == 'M' || letter == 'D';
		while (part && i + run < pattern.len && pattern.ptr[i + run] == letter)
			run++;
		bool fits = letter == 'Y' ? run == 2 || run == 4 : run <= (letter == 'M' ? 3 : 2);
		if (part && (!fits || memchr(shape.order, letter, 3)))
			return false;
		if (part)
			shape.order[shape.parts++] = letter;
		size_t digits = run == 1 ? 2 : run; /* D may be two, too */
		for (size_t k = 0; part && k < digits && !(letter == 'M' && run == 3); k++)
			shape.form[len++] = '#';
		if (!part || run == 3)
			shape.form[len++] = letter;
		i += run;
	}
	*out = shape;
	return shape.parts == 3;
}

bool date_patterns_check(const Str *patterns, size_t count, Err *err)
{
	for (size_t i = 0; i < count; i++) {
		Shape a;
		if (!read_shape(patterns[i], &a))
			return fail(
				err, ERR_INPUT,
				"'%.*s' is not a pattern of dates; it must hold one YYYY or YY, one MMM, MM or M "
				"and one DD or D",
				STR_ARG(str_slice(patterns[i], 0, 60)));
		for (size_t j = 0; j < i; j++) {
			Shape b;
			if (read_shape(patterns[j], &b) && strcmp(a.form, b.form) == 0 &&
			    strcmp(a.order, b.order) != 0)
				return fail(
					err, ERR_INPUT,
					"a date may fit both %.*s and %.*s and mean two days; keep one of them",
					STR_ARG(patterns[j]), STR_ARG(patterns[i]));
		}
	}
	return true;
}
