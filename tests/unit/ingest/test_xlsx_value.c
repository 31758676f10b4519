#include "ingest/xlsx_value.h"

#include "check.h"

static void writes_numbers(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *text;
		const char *wanted;
	} cases[] = {
		{"0", "0"},
		{"-0", "0"},
		{"0.0", "0"},
		{"7", "7"},
		{" 7\n", "7"},
		{"+7.50", "7.5"},
		{"-1250", "-1250"},
		{"100", "100"},
		{"0.1", "0.1"},
		{".5", "0.5"},
		{"5.", "5"},
		{"007", "7"},
		{"0.10000000000000001", "0.1"},
		{"0.30000000000000004", "0.3"},
		{"1234.5600000000001", "1234.56"},
		{"9.9999999999999999", "10"},
		{"0.99999999999999999", "1"},
		{"99999999999999.996", "100000000000000"},
		{"123456789012345.6", "123456789012346"},
		{"12345678901234567", "12345678901234567"},
		{"1.2345678901234568E+16", "12345678901234600"},
		{"1.5E3", "1500"},
		{"1E-3", "0.001"},
		{"-2.5e-2", "-0.025"},
		{"1e+2", "100"},
		{"5.5511151231257827E-17", "0.0000000000000000555111512312578"},
		{"0E5", "0"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Buf out = {.mem = mem};
		Err err;
		if (!xlsx_number_text(str_from_c(cases[i].text), &out, &err))
			fail_msg("%s: %s", cases[i].text, err.text);
		check_text(cases[i].text, buf_str(&out), cases[i].wanted);
	}
}

static void refuses_what_is_no_number(void **state)
{
	Arena *mem = *state;
	static const char *const texts[] = {
		"",
		"-",
		"+-1",
		"1,5",
		"1.2.3",
		"1 2",
		"abc",
		"1E",
		"1E+",
		"1E5x",
		".",
		"E5",
		"0x10",
		"NaN",
		"1E400",
		"1E-9999999999999",
		"--1",
		"1-",
		"00000000000000000000000000000000000000000000000000000000000000001"};
	for (size_t i = 0; i < COUNT(texts); i++) {
		Buf out = {.mem = mem};
		Err err;
		Str wanted = str_format(mem, "'%.60s' is not a number", texts[i]);
		assert_false(xlsx_number_text(str_from_c(texts[i]), &out, &err));
		check_err(texts[i], &err, ERR_INPUT, wanted.ptr);
		assert_int_equal(out.len, 0);
	}
}

static void writes_moments(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *code;
		bool from_1904;
		const char *text;
		const char *wanted;
	} cases[] = {
		{"a date", "dd.mm.yyyy", false, "46040", "2026-01-18"},
		{"the same from 1904", "dd.mm.yyyy", true, "44578", "2026-01-18"},
		{"day 1", "yyyy-mm-dd", false, "1", "1900-01-01"},
		{"the day before the one that never was", "yyyy-mm-dd", false, "59", "1900-02-28"},
		{"the day that never was", "yyyy-mm-dd", false, "60", "1900-02-29"},
		{"the day after it", "yyyy-mm-dd", false, "61", "1900-03-01"},
		{"day 0", "yyyy-mm-dd", false, "0", "1900-01-00"},
		{"day 0 from 1904", "yyyy-mm-dd", true, "0", "1904-01-01"},
		{"noon on it", "yyyy-mm-dd", true, "0.5", "1904-01-01 12:00:00"},
		{"day 60 from 1904", "yyyy-mm-dd", true, "60", "1904-03-01"},
		{"the last day", "yyyy-mm-dd", false, "2958465", "9999-12-31"},
		{"the last day from 1904", "yyyy-mm-dd", true, "2957003", "9999-12-31"},
		{"a date with a time", "yyyy-mm-dd hh:mm", false, "46040.944641203707",
		 "2026-01-18 22:40:17"},
		{"at midnight", "yyyy-mm-dd hh:mm", false, "46040", "2026-01-18 00:00:00"},
		{"a time that the format hides", "yyyy-mm-dd", false, "46040.5",
		 "2026-01-18 12:00:00"},
		{"a second before midnight", "yyyy-mm-dd hh:mm", false, "46040.999988425923",
		 "2026-01-18 23:59:59"},
		{"rounded to the next day", "yyyy-mm-dd", false, "46040.999999999996",
		 "2026-01-19"},
		{"fractions of seconds", "hh:mm:ss.000", false, "0.94464409722222227",
		 "22:40:17.250"},
		{"whole seconds where they would be shown", "hh:mm:ss.000", false, "0.5",
		 "12:00:00"},
		{"fractions that are not shown", "hh:mm:ss", false, "0.94464409722222227",
		 "22:40:17"},
		{"a time", "hh:mm", false, "0.94464120370370369", "22:40:17"},
		{"a time in the morning", "h:mm AM/PM", false, "0.3125", "07:30:00"},
		{"a time of a day", "hh:mm", false, "46040.5", "2026-01-18 12:00:00"},
		{"a time from midnight", "hh:mm", false, "0", "00:00:00"},
		{"a time as a date from 1900", "d.m.yyyy h:mm", false, "0.25", "06:00:00"},
		{"a duration", "[h]:mm", false, "0.10416666666666667", "2:30:00"},
		{"more than a day", "[h]:mm", false, "1.1041666666666667", "26:30:00"},
		{"more than a day as a time", "h:mm", false, "1.1041666666666667", "26:30:00"},
		{"minutes", "[mm]:ss", false, "3.4722222222222224E-2", "0:50:00"},
		{"a long duration", "[h]:mm:ss", false, "1000.25", "24006:00:00"},
		{"nothing", "[h]:mm", false, "0", "0:00:00"},
		{"less than nothing", "[h]:mm", true, "-0.5", "-12:00:00"},
		{"hardly less than nothing", "[h]:mm", true, "-1E-9", "0:00:00"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Buf out = {.mem = mem};
		Err err;
		XlsxFormat format = xlsx_format_of_code(str_from_c(cases[i].code));
		if (!xlsx_moment_text(str_from_c(cases[i].text), format, cases[i].from_1904, &out,
				      &err))
			fail_msg("%s: %s", cases[i].label, err.text);
		check_text(cases[i].label, buf_str(&out), cases[i].wanted);
	}
}

static void refuses_moments(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *code;
		bool from_1904;
		const char *text;
		ErrCode error;
		const char *why;
	} cases[] = {
		{"yyyy", false, "-1", ERR_RANGE, "-1 is no date that a spreadsheet shows"},
		{"yyyy", false, "2958466", ERR_RANGE,
		 "2958466 is no date that a spreadsheet shows"},
		{"yyyy", true, "2957004", ERR_RANGE, "2957004 is no date that a spreadsheet shows"},
		{"yyyy", false, "20260118", ERR_RANGE,
		 "20260118 is no date that a spreadsheet shows"},
		{"hh:mm", false, "-0.5", ERR_RANGE, "-0.5 is no time that a spreadsheet shows"},
		{"[h]", false, "1E300", ERR_RANGE, "1E300 is no time that a spreadsheet shows"},
		{"yyyy", false, "2026-01-18", ERR_INPUT, "'2026-01-18' is not a number"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Buf out = {.mem = mem};
		Err err;
		XlsxFormat format = xlsx_format_of_code(str_from_c(cases[i].code));
		assert_false(xlsx_moment_text(str_from_c(cases[i].text), format, cases[i].from_1904,
					      &out, &err));
		check_err(cases[i].text, &err, cases[i].error, cases[i].why);
		assert_int_equal(out.len, 0);
	}
}

static void understands_formats(void **state)
{
	(void)state;
	static const struct {
		const char *code;
		XlsxShow show;
		bool clock;
		bool fractions;
	} cases[] = {
		{"General", XLSX_NUMBER, false, false},
		{"", XLSX_NUMBER, false, false},
		{"0.00", XLSX_NUMBER, false, false},
		{"#,##0.00 \"h\"", XLSX_NUMBER, false, false},
		{"#,##0.00\\ \\d", XLSX_NUMBER, false, false},
		{"0.00 h", XLSX_NUMBER, false, false},
		{"[Red]0.00;-0.00", XLSX_NUMBER, false, false},
		{"0.00E+00", XLSX_NUMBER, false, false},
		{"_-* #,##0.00\\ _D_M_-", XLSX_NUMBER, false, false},
		{"[$USD] #,##0.00", XLSX_NUMBER, false, false},
		{"General;yyyy", XLSX_NUMBER, false, false},
		{"\"yyyy", XLSX_NUMBER, false, false},
		{"[yyyy", XLSX_NUMBER, false, false},
		{"@", XLSX_NUMBER, false, false},
		{"yyyy-mm-dd", XLSX_DATE, false, false},
		{"dd/mm/yy;@", XLSX_DATE, false, false},
		{"mmm", XLSX_DATE, false, false},
		{"mmmm yy", XLSX_DATE, false, false},
		{"[$-409]d-mmm-yy", XLSX_DATE, false, false},
		{"[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", XLSX_DATE, false, false},
		{"[$-411]ge.m.d", XLSX_DATE, false, false},
		{"YYYY\"Q\"", XLSX_DATE, false, false},
		{"d.m.yyyy h:mm", XLSX_DATE, true, false},
		{"m/d/yy h:mm AM/PM", XLSX_DATE, true, false},
		{"yyyy-mm-dd\"T\"hh:mm:ss.000", XLSX_DATE, true, true},
		{"mm hh", XLSX_DATE, true, false},
		{"h:mm", XLSX_TIME, true, false},
		{"hh:mm:ss A/P", XLSX_TIME, true, false},
		{"mm:ss.0", XLSX_TIME, true, true},
		{"ss", XLSX_TIME, true, false},
		{"[h]:mm", XLSX_DURATION, true, false},
		{"[HH]:MM:SS", XLSX_DURATION, true, false},
		{"[mm]:ss", XLSX_DURATION, true, false},
		{"[ss]", XLSX_DURATION, true, false},
		{"[Blue][h]:mm;[Red]-[h]:mm", XLSX_DURATION, true, false},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		XlsxFormat got = xlsx_format_of_code(str_from_c(cases[i].code));
		bool clock = cases[i].show == XLSX_DATE && cases[i].clock;
		check_size(cases[i].code, got.show, cases[i].show);
		if (got.show == XLSX_DATE)
			check_size(cases[i].code, got.clock, clock);
		check_size(cases[i].code, got.fractions, cases[i].fractions);
	}
	static const char shows[] = "NNNNNNNNNNNNNNDDDDTTTTDNNNNDDDDDTTDDDNNNNNNNNTUTNNDDDDDDDDDN";
	for (uint64_t id = 0; id + 1 < sizeof shows; id++) {
		static const char letters[] = {'N', 'D', 'T', 'U'};
		XlsxFormat got = xlsx_format_of_id(id);
		if (letters[got.show] != shows[id])
			fail_msg("the built-in format %d is taken as %c", (int)id,
				 letters[got.show]);
	}
	assert_true(xlsx_format_of_id(22).clock && !xlsx_format_of_id(14).clock);
	assert_true(xlsx_format_of_id(47).fractions);
	assert_int_equal(xlsx_format_of_id(UINT64_MAX).show, XLSX_NUMBER);
}

static void unescapes(void **state)
{
	Arena *mem = *state;
	static const char *const cases[][2] = {
		{"plain", "plain"},
		{"", ""},
		{"two_x000D__x000a_lines", "two\r\nlines"},
		{"_x0041_", "A"},
		{"_x00e4_", "ä"},
		{"_x005F_x0041_", "_x0041_"},
		{"no NUL _x0000_", "no NUL _x0000_"},
		{"no bell _x0007_", "no bell _x0007_"},
		{"no half _xD83D_", "no half _xD83D_"},
		{"cut _x004", "cut _x004"},
		{"_x00G1_", "_x00G1_"},
		{"snake_case_", "snake_case_"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Buf out = {.mem = mem};
		xlsx_add_unescaped(&out, str_from_c(cases[i][0]));
		check_text(cases[i][0], buf_str(&out), cases[i][1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(writes_numbers),
		ARENA_TEST(refuses_what_is_no_number),
		ARENA_TEST(writes_moments),
		ARENA_TEST(refuses_moments),
		cmocka_unit_test(understands_formats),
		ARENA_TEST(unescapes),
	};
	return RUN_TESTS(tests);
}
