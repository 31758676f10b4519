#include "ingest/xlsx_value.h"

#include <string.h>

XlsxFormat xlsx_format_of_id(uint64_t id)
{
	XlsxFormat format = {XLSX_NUMBER, false, false};
	bool date = (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) ||
		    (id >= 34 && id <= 36) || (id >= 50 && id <= 58);
	if (date) {
		format.show = XLSX_DATE;
		format.clock = id == 22;
	} else if ((id >= 18 && id <= 21) || id == 32 || id == 33 || id == 45 || id == 47) {
		format.show = XLSX_TIME;
		format.fractions = id == 47;
	} else if (id == 46) {
		format.show = XLSX_DURATION;
	}
	return format;
}

/* What the letters of a code have told so far. */
typedef struct CodeScan {
	bool digits;   /* a place for a digit, which no date has */
	bool day;      /* a year, a day, or a month that is no minute */
	bool clock;    /* hours or seconds */
	bool elapsed;  /* [h] */
	bool fraction; /* ss.0 */
	bool month;    /* an m of which the next letter has to tell whether it is minutes */
	char before;   /* the letter of a date or time before this one */
} CodeScan;

static char small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_run_of(Str text, char letter)
{
	for (size_t i = 0; i < text.len; i++) {
		if (small(text.ptr[i]) != letter)
			return false;
	}
	return text.len > 0;
}

/* "[hh]" is elapsed time; "[Red]", "[$-409]" and "[>100]" tell nothing. Returns its length. */
static size_t scan_bracket(CodeScan *scan, Str rest)
{
	const char *close = memchr(rest.ptr, ']', rest.len);
	if (!close)
		return rest.len;
	Str inside = {rest.ptr + 1, (size_t)(close - rest.ptr) - 1};
	if (is_run_of(inside, 'h') || is_run_of(inside, 'm') || is_run_of(inside, 's')) {
		scan->elapsed = true;
		scan->clock = true;
		scan->before = small(inside.ptr[0]);
	}
	return inside.len + 2;
}

/* An m next to hours or seconds is minutes, any other is a month. */
static void scan_letter(CodeScan *scan, char letter)
{
	bool clock = letter == 'h' || letter == 's';
	if (letter != 'm' && scan->month) {
		scan->day = scan->day || letter != 's';
		scan->month = false;
	}
	if (clock)
		scan->clock = true;
	else if (letter != 'm')
		scan->day = true;
	else if (scan->before != 'h' && scan->before != 'm' && scan->before != 's')
		scan->month = true;
	scan->before = letter;
}

/* Takes what stands at the beginning of `rest`; returns its length. */
static size_t scan_one(CodeScan *scan, Str rest)
{
	char c = small(rest.ptr[0]);
	const char *close;
	if (c == '"') {
		close = memchr(rest.ptr + 1, '"', rest.len - 1);
		return close ? (size_t)(close - rest.ptr) + 1 : rest.len;
	}
	if (c == '\\' || c == '_' || c == '*')
		return 2;
	if (c == '[')
		return scan_bracket(scan, rest);
	if (str_eq_nocase(str_slice(rest, 0, 5), STR("am/pm")))
		return 5;
	if (str_eq_nocase(str_slice(rest, 0, 3), STR("a/p")))
		return 3;
	if (str_eq_nocase(str_slice(rest, 0, 7), STR("general")))
		return 7;
	/* "0.00E+00" is a number; a bare e is the year of an era. */
	if (c == 'e' && rest.len > 1 && (rest.ptr[1] == '+' || rest.ptr[1] == '-'))
		return 2;
	if (c == '.' && rest.len > 1 && rest.ptr[1] == '0' && scan->before == 's')
		scan->fraction = true;
	if (c == '#' || c == '?' || (c == '0' && !scan->fraction))
		scan->digits = true;
	if (memchr("ydmhsegb", c, 8))
		scan_letter(scan, c);
	return 1;
}

XlsxFormat xlsx_format_of_code(Str code)
{
	CodeScan scan = {0};
	Str rest = code;
	while (rest.len > 0 && rest.ptr[0] != ';')
		rest = str_slice(rest, scan_one(&scan, rest), rest.len);
	if (scan.month)
		scan.day = true;
	XlsxFormat format = {XLSX_NUMBER, false, scan.fraction};
	if (scan.digits)
		return (XlsxFormat){XLSX_NUMBER, false, false};
	if (scan.day)
		format = (XlsxFormat){XLSX_DATE, scan.clock, scan.fraction};
	else if (scan.elapsed)
		format.show = XLSX_DURATION;
	else if (scan.clock)
		format.show = XLSX_TIME;
	return format;
}
