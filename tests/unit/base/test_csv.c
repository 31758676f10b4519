#include "base/csv.h"
#include "base/csv_guess.h"
#include "base/csv_write.h"
#include "base/utf8.h"
#include "check.h"

#include <stdio.h>

/* One record as a line such as "2: [a][b] !reason", so that a table can tell it. */
static void show(Buf *out, const CsvRecord *record)
{
	Err err;
	buf_add_format(out, "%llu:", (unsigned long long)record->line);
	for (size_t i = 0; i < record->len; i++)
		buf_add_format(out, "[%.*s]", STR_ARG(record->fields[i]));
	if (record->windows_1252)
		buf_add(out, STR(" 1252"));
	if (record->raw_cut)
		buf_add_format(out, " cut '%.*s'", STR_ARG(record->raw));
	if (record->fault_field > 0)
		buf_add_format(out, " field %zu", record->fault_field);
	if (!csv_check(record, &err))
		buf_add_format(out, " !%s", err.text);
	buf_add_byte(out, '\n');
}

static Str read_in_steps(Arena *mem, CsvOptions options, Str input, size_t step)
{
	Buf out = {.mem = mem};
	CsvReader *reader = csv_reader_new(mem, options);
	CsvRecord record;
	Err err;
	size_t at = 0;
	for (;;) {
		Str chunk = str_slice(input, at, at + step);
		at += chunk.len;
		if (!csv_feed(reader, chunk, at == input.len, &err)) {
			buf_add_format(&out, "refused: %s\n", err.text);
			assert_int_equal(err.code, ERR_INPUT);
			assert_int_equal(csv_next(reader, &record), CSV_END);
			return buf_str(&out);
		}
		CsvStep got;
		while ((got = csv_next(reader, &record)) == CSV_RECORD)
			show(&out, &record);
		if (got == CSV_END)
			return buf_str(&out);
	}
}

typedef struct Case {
	const char *label;
	Str input;
	const char *wanted;
	CsvOptions options;
} Case;

static void check_cases(Arena *mem, const Case *cases, size_t len)
{
	static const size_t steps[] = {1, 2, 3, 7, 64, 1000000};
	for (size_t i = 0; i < len; i++) {
		for (size_t k = 0; k < COUNT(steps); k++) {
			Str label =
				str_format(mem, "%s, in steps of %zu", cases[i].label, steps[k]);
			check_text(label.ptr,
				   read_in_steps(mem, cases[i].options, cases[i].input, steps[k]),
				   cases[i].wanted);
		}
	}
}

#define COMMA .options = {.delimiter = ','}

static void reads_what_the_world_writes(void **state)
{
	const Case cases[] = {
		{"an empty file has no records", STR(""), "", {0}},
		{"a file of line ends has no records", STR("\n\r\n\r"), "", {0}},
		{"LF ends records", STR("a,b\nc,d\n"), "1:[a][b]\n2:[c][d]\n", {0}},
		{"CRLF ends records", STR("a,b\r\nc,d\r\n"), "1:[a][b]\n2:[c][d]\n", {0}},
		{"CR ends records", STR("a,b\rc,d\r"), "1:[a][b]\n2:[c][d]\n", {0}},
		{"line ends may be mixed",
		 STR("a\rb\nc\r\nd"),
		 "1:[a]\n2:[b]\n3:[c]\n4:[d]\n",
		 {0}},
		{"the last line end may be missing", STR("a,b\nc,d"), "1:[a][b]\n2:[c][d]\n", {0}},
		{"blank lines are no records but count as lines",
		 STR("a\n\n\r\n\nb\n\n"),
		 "1:[a]\n5:[b]\n",
		 {0}},
		{"fields may be empty", STR(",a,\n,,\n"), "1:[][a][]\n2:[][][]\n", COMMA},
		{"spaces belong to their field", STR("a, b ,\tc\n"), "1:[a][ b ][\tc]\n", COMMA},
		{"quotes hold delimiters and line ends", STR("\"a,b\",\"c\r\nd\re\nf\"\ng,h\n"),
		 "1:[a,b][c\r\nd\re\nf]\n5:[g][h]\n", COMMA},
		{"a doubled quote is one", STR("\"a\"\"b\",\"\"\"\",\"\"\n"), "1:[a\"b][\"][]\n",
		 COMMA},
		{"a quote inside an unquoted field is literal", STR("a\"b,c\" d\"\n"),
		 "1:[a\"b][c\" d\"]\n", COMMA},
		{"a quote after a space is literal", STR("a, \"b\"\n"), "1:[a][ \"b\"]\n", COMMA},
		{"a quoted empty field alone is a record", STR("\"\"\n\"\""), "1:[]\n2:[]\n", {0}},
		{"quotes may close at the very end", STR("a,\"b\""), "1:[a][b]\n", COMMA},
		{"a byte order mark is skipped",
		 STR("\xEF\xBB\xBF"
		     "a,b\n"),
		 "1:[a][b]\n",
		 {0}},
		{"a byte order mark before a quote is skipped",
		 STR("\xEF\xBB\xBF\"a\",b"),
		 "1:[a][b]\n",
		 {0}},
		{"Excel's first line tells the delimiter",
		 STR("sep=;\r\na;b,c\r\n"),
		 "2:[a][b,c]\n",
		 {0}},
		{"so it does after a byte order mark and in quotes",
		 STR("\xEF\xBB\xBF\"SEP=|\"\na|b"),
		 "2:[a][b]\n",
		 {0}},
		{"a given delimiter stands against it",
		 STR("sep=,\na;b,c\n"),
		 "2:[a][b,c]\n",
		 {.delimiter = ';'}},
		{"sep= alone is data", STR("sep=\nx\n"), "1:[sep=]\n2:[x]\n", {0}},
		{"a longer line with sep= is data", STR("sep=;x\n"), "1:[sep=][x]\n", {0}},
		{"a quote is no delimiter", STR("sep=\"\nx\n"), "1:[sep=\"]\n2:[x]\n", {0}},
		{"UTF-8 is kept", STR("\xC3\xBC,\xE2\x82\xAC\n"), "1:[\xC3\xBC][\xE2\x82\xAC]\n",
		 COMMA},
		{"Windows-1252 is decoded as long as no record is valid UTF-8 beyond ASCII",
		 STR("\xFC,\"\x80\"\"\x93\"\na,b\n\xE9,x\n\xC3\xBC,x\n"),
		 "1:[\xC3\xBC][\xE2\x82\xAC\"\xE2\x80\x9C] 1252\n2:[a][b]\n3:[\xC3\xA9][x] 1252\n"
		 "4:[\xC3\xBC][x]\n",
		 COMMA},
	};
	check_cases(*state, cases, COUNT(cases));
}

#define AFTER "!text follows a closing quote; a quote inside a quoted field is written twice"
#define NUL_BYTE "!a NUL byte; save the file as text in UTF-8"
#define HEADER .options = {.header = true}

static void tells_what_is_wrong_and_goes_on(void **state)
{
	const Case cases[] = {
		{"text after a closing quote", STR("\"a\"x,b\nc,d\n"),
		 "1:[\"a\"x][b] field 1 " AFTER "\n2:[c][d]\n", COMMA},
		{"a space after a closing quote", STR("a,\"b\" \nc,d\n"),
		 "1:[a][\"b\" ] field 2 " AFTER "\n2:[c][d]\n", COMMA},
		{"a quote after text after a closing quote", STR("\"a\" \"b\"\nc\n"),
		 "1:[\"a\" \"b\"] field 1 " AFTER "\n2:[c]\n", COMMA},
		{"text after a closing quote ends the file", STR("\"a\"x"),
		 "1:[\"a\"x] field 1 " AFTER "\n", COMMA},
		{"a quote that is never closed ends with its line",
		 STR("a,b\nx,\"open,y\nc,d\r\n\re,f"),
		 "1:[a][b]\n2:[x][open,y] field 2 !the quote opened in line 2 is never closed\n"
		 "3:[c][d]\n5:[e][f]\n",
		 COMMA},
		{"quotes that lead to one that is never closed",
		 STR("a,b\r\n\"x\r\ny\",\"z\r\nw,v\r\n"),
		 "1:[a][b]\n"
		 "2:[x] field 1 !the quote opened in line 2 leads to one in line 3 that is never closed\n"
		 "3:[y\"][z] field 2 !the quote opened in line 3 is never closed\n4:[w][v]\n",
		 COMMA},
		{"quotes that lead to text after a quote",
		 STR("E3,\"Acme,1\nE4,Bell,2\nE5,Ac\"me,3\nE6,\"C\n\n\",4\n"),
		 "1:[E3][Acme,1] field 2 !the quote opened in line 1 is not closed, or wrongly: text follows a "
		 "quote in line 3\n2:[E4][Bell][2]\n3:[E5][Ac\"me][3]\n4:[E6][C\n\n][4]\n",
		 COMMA},
		{"text after a quote that closes in a later line, at the end of the file",
		 STR("\"a\nb\"x"),
		 "1:[a] field 1 !the quote opened in line 1 is not closed, or wrongly: text follows a quote in "
		 "line 2\n2:[b\"x]\n",
		 COMMA},
		{"text after a quote, and another quote that stays open",
		 STR("\"a\"x,\"b\nc\",d\n"), "1:[\"a\"x][b] field 1 " AFTER "\n2:[c\"][d]\n",
		 COMMA},
		{"every line leads to the next one's quote", STR("a\",\"b\na\",\"c\na\",\"d\n"),
		 "1:[a\"][b] field 2 !the quote opened in line 1 leads to one in line 3 that is never closed\n"
		 "2:[a\"][c] field 2 !the quote opened in line 2 leads to one in line 3 that is never closed\n"
		 "3:[a\"][d] field 2 !the quote opened in line 3 is never closed\n",
		 COMMA},
		{"a broken record has the first fault of its first line", STR("\0,\"x\ny\"z\n"),
		 "1:[][x] field 1 " NUL_BYTE "\n2:[y\"z]\n", COMMA},
		{"a fault in a later line is that line's own", STR("a,\"x\n\0\ny\"z\n"),
		 "1:[a][x] field 2 !the quote opened in line 1 is not closed, or wrongly: text follows a quote in "
		 "line 3\n2:[] field 1 " NUL_BYTE "\n3:[y\"z]\n",
		 COMMA},
		{"a header that is broken", STR("a,\"b\n1,2\n1,2,3\n"),
		 "1:[a][b] field 2 !the quote opened in line 1 is never closed\n2:[1][2]\n3:[1][2][3]\n",
		 .options = {.delimiter = ',', .header = true}},
		{"a NUL byte", STR("a,b\nc,\0d\ne,f\n"),
		 "1:[a][b]\n2:[c][] field 2 " NUL_BYTE "\n3:[e][f]\n", COMMA},
		{"of two faults the first is told", STR("\0,\"a\"x\n"),
		 "1:[][\"a\"x] field 1 " NUL_BYTE "\n", COMMA},
		{"neither UTF-8 nor Windows-1252", STR("ok\nx,\x81\xFF\nok\n"),
		 "1:[ok]\n2: field 2 !invalid UTF-8, and not Windows-1252 either; save the file as UTF-8\n"
		 "3:[ok]\n",
		 COMMA},
		{"not UTF-8 after a byte order mark",
		 STR("\xEF\xBB\xBF"
		     "a,b\nc,M\xFCller\n"),
		 "1:[a][b]\n2: field 2 !not valid UTF-8 at byte 4 (FC), while the file is UTF-8; save all of it as "
		 "UTF-8\n",
		 COMMA},
		{"not UTF-8 after a record that was", STR("\xE9\n\xC3\xBC\n\xE9,\"\"\"\"\nx\n"),
		 "1:[\xC3\xA9] 1252\n2:[\xC3\xBC]\n"
		 "3: field 1 !not valid UTF-8 at byte 1 (E9), while the file is UTF-8; save all of it as UTF-8\n"
		 "4:[x]\n",
		 COMMA},
		{"rows that are shorter or longer than the header", STR("a,b\n1\n1,2,3\n1,2\n"),
		 "1:[a][b]\n2:[1] !1 fields where the header has 2\n"
		 "3:[1][2][3] !3 fields where the header has 2\n4:[1][2]\n",
		 HEADER},
		{"a faulty header tells no number of fields", STR("a,\"b\"x\n1\n"),
		 "1:[a][\"b\"x] field 2 " AFTER "\n2:[1]\n", HEADER},
		{"UTF-16, little end first",
		 STR("\xFF\xFE"
		     "a\0,\0"),
		 "refused: the file is in UTF-16 or UTF-32; save the file as UTF-8\n",
		 {0}},
		{"UTF-16, big end first", STR("\xFE\xFF\0a\0,"),
		 "refused: the file is in UTF-16 or UTF-32; save the file as UTF-8\n", COMMA},
		{"UTF-32, big end first",
		 STR("\0\0\xFE\xFF\0\0\0a"),
		 "refused: the file is in UTF-16 or UTF-32; save the file as UTF-8\n",
		 {0}},
	};
	/* "%.*s" ends at a NUL, so the field with one shows as empty. */
	check_cases(*state, cases, COUNT(cases));
}

static void keeps_its_limits(void **state)
{
	const Case cases[] = {
		{"as long as allowed",
		 STR("12345678\nx\n"),
		 "1:[12345678]\n2:[x]\n",
		 {.delimiter = ',', .max_record = 8}},
		{"a byte too long",
		 STR("123456789\nx\n"),
		 "1: cut '123' !the record is longer than 8 bytes; is a quote from line 1 on not closed?\n"
		 "2:[x]\n",
		 {.delimiter = ',', .max_record = 8, .max_raw = 3}},
		{"as long as allowed in quotes over several lines",
		 STR("\"2\n45\n7\"\nx\n"),
		 "1:[2\n45\n7]\n4:[x]\n",
		 {.delimiter = ',', .max_record = 8}},
		{"too long in quotes over several lines",
		 STR("x\ny,\"1\n2,2\n4,5\n6\n\"\nz\n"),
		 "1:[x]\n2:[y][1] field 2 !the quote opened in line 2 is not closed within 8 bytes\n"
		 "3:[2][2]\n4:[4][5]\n5:[6]\n"
		 "6:[] field 1 !the quote opened in line 6 is never closed\n7:[z]\n",
		 {.delimiter = ',', .max_record = 8}},
		{"too long after quotes over several lines",
		 STR("\"1\n2\",345678\nz\n"),
		 "1:[1] field 1 !the quote opened in line 1 is not closed within 8 bytes\n"
		 "2: cut '2\",34567' !the record is longer than 8 bytes; is a quote from line 2 on not closed?\n"
		 "3:[z]\n",
		 {.delimiter = ',', .max_record = 8}},
		{"one line that is too long ends with it, also in quotes",
		 STR("y,\"456789\nz\n\"\n"),
		 "1: cut 'y,\"45678' !the record is longer than 8 bytes; is a quote from line 1 on not closed?\n"
		 "2:[z]\n3:[] field 1 !the quote opened in line 3 is never closed\n",
		 {.delimiter = ',', .max_record = 8}},
		{"a header that is too long tells no number of fields",
		 STR("1,2,3,4,5,6\n1,2\n"),
		 "1: cut '1,2,3,4,' !the record is longer than 8 bytes; is a quote from line 1 on not "
		 "closed?\n2:[1][2]\n",
		 {.delimiter = ',', .header = true, .max_record = 8}},
		{"as many fields as allowed, and more",
		 STR("1,2,3\n1,2,3,4,5\n1\n"),
		 "1:[1][2][3]\n2:[1][2][3] field 4 !the record has more than 3 fields\n3:[1]\n",
		 {.delimiter = ',', .max_fields = 3}},
		{"a limit beyond the largest is the largest",
		 STR("a\n"),
		 "1:[a]\n",
		 {.delimiter = ',', .max_record = SIZE_MAX}},
	};
	check_cases(*state, cases, COUNT(cases));
}

static void reads_an_endless_line_in_constant_memory(void **state)
{
	Arena *mem = *state;
	Err err;
	CsvRecord record;
	CsvReader *reader = csv_reader_new(mem, (CsvOptions){0});
	size_t size = 1 << 20;
	char *chunk = arena_alloc(mem, size);
	memset(chunk, 'x', size);
	size_t before = mem->total;
	for (int i = 0; i < 512; i++) {
		assert_true(csv_feed(reader, (Str){chunk, size}, false, &err));
		assert_int_equal(csv_next(reader, &record), CSV_MORE);
	}
	assert_true(csv_feed(reader, STR("\nnext"), true, &err));
	assert_int_equal(csv_next(reader, &record), CSV_RECORD);
	assert_int_equal(record.fault, CSV_TOO_LONG);
	assert_int_equal(record.raw.len, 64 * 1024);
	assert_true(record.raw_cut);
	assert_int_equal(csv_next(reader, &record), CSV_RECORD);
	assert_true(str_eq(record.fields[0], STR("next")) && record.line == 2);
	assert_true(mem->total - before < 4u << 20);
}

static void finds_the_delimiter(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *head;
		char wanted;
		bool cut;
	} cases[] = {
		{"nothing", "", ',', false},
		{"one column", "name\nx\ny\n", ',', false},
		{"commas", "a,b\n1,2\n", ',', false},
		{"semicolons with decimal commas", "name;amount\nA;1,5\nB;2,5\n", ';', false},
		{"decimal commas in the header, too", "Wert, EUR;Menge, Stk;Ort\n1,5;2,5;x\n", ';',
		 false},
		{"tabs with everything else", "a\tb,c;d\n1\t2,3;4\n", '\t', false},
		{"bars", "a|b|c\n1|2|3\n", '|', false},
		{"commas, of which some are in quotes", "a,b\n\"x;y;z\",1\n\"p,q\",2\n", ',',
		 false},
		{"one malformed record among good ones", "a,b,c\n1,2,3\n1,2\n1,2,3\n4,5,6\n", ',',
		 false},
		{"more columns win over fewer", "a;b,c,d\n1;2,3,4\n", ',', false},
		{"a cut record at the end does not count", "a;b\n1;2\n3,4,5,", ';', true},
		{"a cut first record counts", "a;b;c", ';', true},
		{"a text in quotes that is cut", "a;b\n1;\"x, y\nz, v, w\np, q, r\ns, t", ';',
		 true},
		{"a beginning that is UTF-16 after all", "\xFF\xFE;;", ',', false},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		char got = csv_guess_delimiter(str_from_c(cases[i].head), !cases[i].cut);
		check_size(cases[i].label, (unsigned char)got, (unsigned char)cases[i].wanted);
	}
	Buf far = {.mem = mem};
	for (int i = 0; i < 5000; i++)
		buf_add(&far, STR("1,5;2\n"));
	CsvReader *reader = csv_reader_new(mem, (CsvOptions){0});
	Err err;
	assert_int_equal(csv_delimiter(reader), 0);
	assert_true(csv_feed(reader, buf_str(&far), true, &err));
	assert_int_equal(csv_delimiter(reader), ';');
}

static void gives_raw_bytes(void **state)
{
	Arena *mem = *state;
	Err err;
	CsvRecord record;
	CsvReader *reader = csv_reader_new(mem, (CsvOptions){.delimiter = ';'});
	assert_true(csv_feed(reader, STR("\"a\"\"\n\";\xFC\r\nremainder;"), false, &err));
	assert_int_equal(csv_next(reader, &record), CSV_RECORD);
	check_text("a record inside a chunk", record.raw, "\"a\"\"\n\";\xFC");
	assert_int_equal(csv_next(reader, &record), CSV_MORE);
	assert_true(csv_feed(reader, STR("\"x\"\n"), true, &err));
	assert_int_equal(csv_next(reader, &record), CSV_RECORD);
	check_text("a record over two chunks", record.raw, "remainder;\"x\"");
	assert_int_equal(csv_next(reader, &record), CSV_END);
	assert_int_equal(csv_next(reader, &record), CSV_END);
}

/* xorshift64: the seed is printed, so that a failure can be repeated. */
static uint64_t random_next(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static Str random_field(Arena *mem, uint64_t *seed)
{
	static const char *const parts[] = {
		"a",
		"B",
		"1",
		",",
		";",
		"\"",
		"\"\"",
		"\n",
		"\r\n",
		"\r",
		" ",
		"\t",
		"'",
		"=",
		"-",
		"\xC3\xBC",
		"\xE2\x82\xAC",
		"\xF0\x9F\x98\x80",
		"a rather long part of a field",
	};
	Buf buf = {.mem = mem};
	for (uint64_t n = random_next(seed) % 6; n > 0; n--)
		buf_add(&buf, str_from_c(parts[random_next(seed) % COUNT(parts)]));
	return buf_str(&buf);
}

static void reads_back_what_the_writer_writes(void **state)
{
	Arena *mem = *state;
	uint64_t seed = 20240229;
	print_message("# seed %llu\n", (unsigned long long)seed);
	for (int round = 0; round < 200; round++) {
		char delimiter = ",;\t|"[round % 4];
		Buf out = {.mem = mem};
		VEC(Str) fields = {0};
		CsvWriter writer;
		csv_write_init(&writer, &out, delimiter);
		size_t columns = 1 + random_next(&seed) % 5;
		size_t rows = 1 + random_next(&seed) % 8;
		for (size_t i = 0; i < rows * columns; i++) {
			Str field = random_field(mem, &seed);
			*vec_push(mem, &fields) = field;
			csv_write_field_exact(&writer, field);
			if ((i + 1) % columns == 0)
				csv_write_end(&writer);
		}
		CsvReader *reader =
			csv_reader_new(mem, (CsvOptions){.delimiter = delimiter, .header = true});
		size_t step = 1 + random_next(&seed) % 40;
		Str text = buf_str(&out);
		size_t seen = 0;
		CsvStep got;
		size_t at = 0;
		do {
			Err err;
			CsvRecord record;
			Str chunk = str_slice(text, at, at + step);
			at += chunk.len;
			assert_true(csv_feed(reader, chunk, at == text.len, &err));
			while ((got = csv_next(reader, &record)) == CSV_RECORD) {
				check_size("fault", record.fault, CSV_GOOD);
				for (size_t i = 0; i < record.len; i++)
					assert_true(str_eq(record.fields[i], fields.at[seen++]));
			}
		} while (got == CSV_MORE);
		check_size("cells", seen, rows * columns);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(reads_what_the_world_writes),
		ARENA_TEST(tells_what_is_wrong_and_goes_on),
		ARENA_TEST(keeps_its_limits),
		ARENA_TEST(reads_an_endless_line_in_constant_memory),
		ARENA_TEST(finds_the_delimiter),
		ARENA_TEST(gives_raw_bytes),
		ARENA_TEST(reads_back_what_the_writer_writes),
	};
	return RUN_TESTS(tests);
}
