#include "base/utf8.h"
#include "check.h"

static void tells_what_is_valid(void **state)
{
	(void)state;
	const struct {
		const char *label;
		Str bytes;
		size_t valid; /* length of the valid beginning */
	} cases[] = {
		{"nothing", STR(""), 0},
		{"ASCII", STR("abc"), 3},
		{"NUL is a character", STR("a\0b"), 3},
		{"a long text of ASCII", STR("0123456789abcdef0123456789abcdefxyz"), 35},
		{"one that is invalid after 20 bytes",
		 STR("0123456789abcdef0123\x80xxxxxxxxxxxxxxxxx"), 20},
		{"the first and last of two bytes", STR("\xC2\x80\xDF\xBF"), 4},
		{"the first and last of three bytes", STR("\xE0\xA0\x80\xEF\xBF\xBF"), 6},
		{"the first and last of four bytes", STR("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"), 8},
		{"around the surrogates", STR("\xED\x9F\xBF\xEE\x80\x80"), 6},
		{"a continuation alone", STR("a\x80"), 1},
		{"a long form of two bytes", STR("a\xC1\xBF"), 1},
		{"a long form of three bytes", STR("a\xE0\x9F\xBF"), 1},
		{"a long form of four bytes", STR("a\xF0\x8F\xBF\xBF"), 1},
		{"a surrogate", STR("a\xED\xA0\x80"), 1},
		{"above the last character", STR("a\xF4\x90\x80\x80"), 1},
		{"a byte that never occurs", STR("a\xFF"), 1},
		{"cut after one byte", STR("a\xE2"), 1},
		{"cut after two bytes", STR("a\xE2\x82"), 1},
		{"the third byte is wrong", STR("a\xE2\x82z"), 1},
		{"the second byte is wrong", STR("a\xC3z"), 1},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		check_size(cases[i].label, utf8_valid_prefix(cases[i].bytes), cases[i].valid);
		check_size(cases[i].label, utf8_valid(cases[i].bytes),
			   cases[i].valid == cases[i].bytes.len);
	}
}

static void takes_characters(void **state)
{
	(void)state;
	static const uint32_t wanted[] = {'a', 0xE9, 0x20AC, 0x1F600, 0xFFFD, 0xFFFD, 'b', 0xFFFD};
	Str rest =
		STR("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xE2\x82"
		    "b\xFF");
	uint32_t code;
	for (size_t i = 0; i < COUNT(wanted); i++) {
		assert_true(utf8_next(&rest, &code));
		check_size("character", code, wanted[i]);
	}
	assert_false(utf8_next(&rest, &code));
}

static void adds_characters(void **state)
{
	Buf buf = {.mem = *state};
	static const uint32_t codes[] = {'a', 0x7F, 0x80, 0x7FF, 0x800, 0xFFFF, 0x10000, 0x10FFFF};
	for (size_t i = 0; i < COUNT(codes); i++)
		utf8_add(&buf, codes[i]);
	check_text("all lengths", buf_str(&buf),
		   "a\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF");
	buf_clear(&buf);
	utf8_add(&buf, 0xD800);
	utf8_add(&buf, 0xDFFF);
	utf8_add(&buf, 0x110000);
	check_text("no characters", buf_str(&buf), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

static void reads_windows_1252(void **state)
{
	Arena *mem = *state;
	Str text = STR("as before");
	Err err;
	assert_true(utf8_from_windows_1252(mem, STR("caf\xE9 \x80 50 \x96 \xFF"), &text, &err));
	check_text("text", text, "caf\xC3\xA9 \xE2\x82\xAC 50 \xE2\x80\x93 \xC3\xBF");
	assert_true(utf8_from_windows_1252(mem, STR(""), &text, &err));
	check_text("nothing", text, "");
	static const char undefined[] = "\x81\x8D\x8F\x90\x9D";
	text = STR("as before");
	for (size_t i = 0; i < 5; i++) {
		Str bytes = str_format(mem, "ok %c", undefined[i]);
		assert_false(utf8_from_windows_1252(mem, bytes, &text, &err));
		Str wanted = str_format(mem, "byte %02X is neither UTF-8 nor Windows-1252",
					(unsigned char)undefined[i]);
		check_err("undefined", &err, ERR_INPUT, wanted.ptr);
		check_text("the output is untouched", text, "as before");
	}
	Buf buf = {.mem = mem};
	buf_add(&buf, STR("kept"));
	assert_false(utf8_add_windows_1252(&buf, STR("xyz\x81"), &err));
	check_text("the buffer is as before", buf_str(&buf), "kept");
}

static void measures_and_fits(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *text;
		size_t width; /* of the text */
		size_t room;
		const char *fitted;
	} cases[] = {
		{"it fits", "abc", 3, 3, "abc"},
		{"it is cut", "abcd", 4, 3, "ab…"},
		{"room for the mark only", "abcd", 4, 1, "…"},
		{"no room", "abcd", 4, 0, ""},
		{"nothing in no room", "", 0, 0, ""},
		{"an accent takes no column", "e\xCC\x81t\xC3\xA9", 3, 3, "e\xCC\x81t\xC3\xA9"},
		{"and stays with its letter", "e\xCC\x81te\xCC\x81s", 4, 2, "e\xCC\x81…"},
		{"wide characters take two", "日本語", 6, 5, "日本…"},
		{"half of one is not shown", "日本語", 6, 4, "日…"},
		{"an emoji takes two", "\xF0\x9F\x98\x80!", 3, 3, "\xF0\x9F\x98\x80!"},
		{"controls and marks of direction take none",
		 "a\x01\xE2\x80\xAE\xD8\x9C"
		 "b",
		 2, 2,
		 "a\x01\xE2\x80\xAE\xD8\x9C"
		 "b"},
		{"the last plane has no wide character", "\xF4\x8F\xBF\xBD", 1, 1,
		 "\xF4\x8F\xBF\xBD"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Str text = str_from_c(cases[i].text);
		check_size(cases[i].label, utf8_width(text), cases[i].width);
		check_text(cases[i].label, utf8_fit(mem, text, cases[i].room), cases[i].fitted);
	}
}

static void makes_text_safe_for_a_terminal(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *text;
		const char *wanted;
	} cases[] = {
		{"plain text stays", "Dépôt 日本 €", "Dépôt 日本 €"},
		{"line ends and tabs are spaces", "a\tb\r\nc", "a b  c"},
		{"escape sequences lose their escape", "\x1B[31mred\x07", "\uFFFD[31mred\uFFFD"},
		{"so do those of one 8-bit character",
		 "\xC2\x9B"
		 "31m\x7F",
		 "\uFFFD31m\uFFFD"},
		{"invalid bytes are shown as such", "a\x80\xFF", "a\uFFFD\uFFFD"},
		{"marks of direction cannot reorder a name",
		 "a\xE2\x80\xAE"
		 "b\xE2\x81\xA6"
		 "c\xE2\x80\x8F"
		 "d\xE2\x80\x8E"
		 "e\xD8\x9C"
		 "f",
		 "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf"},
		{"line separators are no line ends", "a\xE2\x80\xA8", "a\uFFFD"},
		{"what stands beside them stays",
		 "\xE2\x80\xA7\xE2\x80\xAF\xE2\x81\xA5\xE2\x81\xAA",
		 "\xE2\x80\xA7\xE2\x80\xAF\xE2\x81\xA5\xE2\x81\xAA"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(cases[i].label, utf8_printable(mem, str_from_c(cases[i].text)),
			   cases[i].wanted);
}

static void tells_what_is_fit_for_a_name(void **state)
{
	(void)state;
	const struct {
		Str text;
		bool wanted;
	} cases[] = {
		{STR(""), true},
		{STR("Häfen & Söhne (鍵) 🔑"), true},
		{STR("a\nb"), false},
		{STR("a\0b"), false},
		{STR("a\x7F"), false},
		{STR("\xC2\x85"), false},       /* a control character beyond ASCII */
		{STR("ok\xE2\x80\xAE"), false}, /* turns the text behind it round */
		{STR("\xFF"), false},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (utf8_is_plain(cases[i].text) != cases[i].wanted)
			fail_msg("case %zu", i);
	}
}

static void folds_case(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *text;
		const char *wanted;
	} cases[] = {
		{"ASCII letters, and nothing beside them", "@AZ[`az{ 09", "@az[`az{ 09"},
		{"Latin letters", "ÀÖ×ØÞß÷ÿ ŸŽſ", "àö×øþß÷ÿ ÿžs"},
		{"those that come in pairs", "ĀāĹĺŊŋŶŷǍǎȘș", "āāĺĺŋŋŷŷǎǎșș"},
		{"the dotted and the dotless i stay apart", "İı", "İı"},
		{"a capital ß", "ẞ", "ß"},
		{"Vietnamese", "ẠẢỸ", "ạảỹ"},
		{"Greek, with its second s", "ΆΈΌΎΩΣσς", "άέόύωσσσ"},
		{"Cyrillic", "ЀЏАЯѠҐӀӁ", "ѐџаяѡґӏӂ"},
		{"Armenian", "ԱՖ", "աֆ"},
		{"wide letters", "ＡＺ", "ａｚ"},
		{"other scripts stay", "日本 अ 😀", "日本 अ 😀"},
		{"invalid bytes are U+FFFD",
		 "A\xFF"
		 "B\xC3",
		 "a\uFFFD"
		 "b\uFFFD"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Buf folded = {.mem = mem};
		utf8_fold(&folded, str_from_c(cases[i].text));
		check_text(cases[i].label, buf_str(&folded), cases[i].wanted);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_what_is_valid),
		cmocka_unit_test(takes_characters),
		ARENA_TEST(adds_characters),
		ARENA_TEST(reads_windows_1252),
		ARENA_TEST(measures_and_fits),
		ARENA_TEST(makes_text_safe_for_a_terminal),
		cmocka_unit_test(tells_what_is_fit_for_a_name),
		ARENA_TEST(folds_case),
	};
	return RUN_TESTS(tests);
}
