#include "base/csv_write.h"
#include "check.h"

static void writes_cells(void **state)
{
	Arena *mem = *state;
	const struct {
		const char *label;
		Str cell;
		const char *wanted;
	} cases[] = {
		{"plain text", STR("plain text"), "plain text"},
		{"the delimiter is quoted", STR("a,b"), "\"a,b\""},
		{"another delimiter is not", STR("a;b"), "a;b"},
		{"a quote is doubled", STR("say \"hi\""), "\"say \"\"hi\"\"\""},
		{"line ends are quoted", STR("a\nb\rc"), "\"a\nb\rc\""},
		{"a formula is text", STR("=1+1"), "'=1+1"},
		{"a formula with a quote is text", STR("=HYPERLINK(\"x\")"),
		 "\"'=HYPERLINK(\"\"x\"\")\""},
		{"so is one that begins with plus", STR("+SUM(A1)"), "'+SUM(A1)"},
		{"with minus", STR("-A1"), "'-A1"},
		{"with at", STR("@SUM(A1)"), "'@SUM(A1)"},
		{"with a tab", STR("\t=1"), "'\t=1"},
		{"with CR", STR("\r=1"), "\"'\r=1\""},
		{"with another control character", STR("\x7F=1"), "'\x7F=1"},
		{"a negative number stays one", STR("-12.50"), "-12.50"},
		{"with a decimal comma, too", STR("-12,50"), "\"-12,50\""},
		{"a positive number stays one", STR("+7"), "+7"},
		{"a sign alone is none", STR("-"), "'-"},
		{"two points are none", STR("-1.2.3"), "'-1.2.3"},
		{"a point at the end is none", STR("-1."), "'-1."},
		{"a point at the start is none", STR("-.5"), "'-.5"},
		{"a calculation is none", STR("-1+2"), "'-1+2"},
		{"no text", STR(""), "\"\""},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Buf out = {.mem = mem};
		CsvWriter writer;
		csv_write_init(&writer, &out, 0);
		csv_write_field(&writer, cases[i].cell);
		csv_write_end(&writer);
		Str wanted = str_format(mem, "%s\r\n", cases[i].wanted);
		check_text(cases[i].label, buf_str(&out), wanted.ptr);
	}
}

static void writes_records(void **state)
{
	Buf out = {.mem = *state};
	CsvWriter writer;
	csv_write_init(&writer, &out, ';');
	csv_write_field(&writer, STR("a"));
	csv_write_field(&writer, STR(""));
	csv_write_int(&writer, -5);
	csv_write_field_exact(&writer, STR("=x;y"));
	csv_write_end(&writer);
	csv_write_int(&writer, INT64_MIN);
	csv_write_end(&writer);
	csv_write_field(&writer, STR(""));
	csv_write_field(&writer, STR(""));
	csv_write_end(&writer);
	csv_write_field_exact(&writer, STR(""));
	csv_write_end(&writer);
	check_text("records", buf_str(&out),
		   "a;;-5;\"=x;y\"\r\n-9223372036854775808\r\n;\r\n\"\"\r\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(writes_cells),
		ARENA_TEST(writes_records),
	};
	return RUN_TESTS(tests);
}
