#include "base/csv_write.h"

#include <string.h>

void csv_write_init(CsvWriter *writer, Buf *out, char delimiter)
{
	*writer = (CsvWriter){.out = out, .delimiter = delimiter != 0 ? delimiter : ','};
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits with at most one decimal point or comma among them, after an optional sign. */
static bool is_plain_number(Str text)
{
	size_t i = text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+');
	if (i == text.len || !is_digit(text.ptr[i]) || !is_digit(text.ptr[text.len - 1]))
		return false;
	size_t points = 0;
	for (; i < text.len; i++) {
		bool point = text.ptr[i] == '.' || text.ptr[i] == ',';
		points += point;
		if (points > 1 || (!point && !is_digit(text.ptr[i])))
			return false;
	}
	return true;
}

static bool is_formula(Str text)
{
	if (text.len == 0)
		return false;
	unsigned char first = (unsigned char)text.ptr[0];
	return (first < 0x20 || memchr("=+-@\x7F", first, 5)) && !is_plain_number(text);
}

static bool needs_quotes(const CsvWriter *writer, Str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c == writer->delimiter || c == '"' || c == '\n' || c == '\r')
			return true;
	}
	return false;
}

static void write_cell(CsvWriter *writer, Str before, Str text)
{
	if (writer->fields > 0)
		buf_add_byte(writer->out, writer->delimiter);
	writer->bare = writer->fields == 0 && before.len + text.len == 0;
	writer->fields++;
	if (!needs_quotes(writer, text)) {
		buf_add(writer->out, before);
		buf_add(writer->out, text);
		return;
	}
	buf_add_byte(writer->out, '"');
	buf_add(writer->out, before);
	while (text.len > 0) {
		const char *quote = memchr(text.ptr, '"', text.len);
		size_t len = quote ? (size_t)(quote - text.ptr) + 1 : text.len;
		buf_add(writer->out, str_slice(text, 0, len));
		if (quote)
			buf_add_byte(writer->out, '"');
		text = str_slice(text, len, text.len);
	}
	buf_add_byte(writer->out, '"');
}

void csv_write_field(CsvWriter *writer, Str text)
{
	write_cell(writer, is_formula(text) ? STR("'") : (Str){0}, text);
}

void csv_write_field_exact(CsvWriter *writer, Str text)
{
	write_cell(writer, (Str){0}, text);
}

void csv_write_int(CsvWriter *writer, int64_t number)
{
	Buf *out = writer->out;
	if (writer->fields > 0)
		buf_add_byte(out, writer->delimiter);
	writer->bare = false;
	writer->fields++;
	buf_add_int(out, number);
}

void csv_write_end(CsvWriter *writer)
{
	buf_add(writer->out, writer->bare ? STR("\"\"\r\n") : STR("\r\n"));
	writer->fields = 0;
	writer->bare = false;
}
