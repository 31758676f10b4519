#include "ingest/words.h"

#include "base/utf8.h"

#include <string.h>

enum { WORD_MAX = 40 }; /* bytes of the longest word that is looked up */

/* In small letters, a bar before and after each. */
static const char YES[] =
	"|yes|y|true|1|x|t|on|ja|j|oui|o|si|sí|sì|sim|tak|ano|áno|kyllä|igen|da|да|evet|はい|是|예|billable|"
	"✓|✔|";
static const char NO[] =
	"|no|n|false|0|f|off|-|nein|non|não|nao|nie|ne|ei|nem|nu|nej|nei|nee|нет|hayır|いいえ|否|아니오|"
	"non-billable|not billable|";
static const char TOTALS[] =
	"|total|totals|grand total|subtotal|total time|total hours|sum|summe|gesamt|gesamtsumme|gesamtzeit|"
	"insgesamt|zwischensumme|total général|totale|totaal|totalt|suma|suma całkowita|razem|celkem|spolu|"
	"součet|i alt|yhteensä|összesen|ukupno|skupaj|toplam|итого|всего|合計|总计|合计|總計|합계|";

/* Whether `list` has the word, which is folded. */
static bool has_word(const char *list, Str word)
{
	char quoted[WORD_MAX + 2];
	size_t at;
	if (word.len == 0 || word.len > WORD_MAX || memchr(word.ptr, '|', word.len))
		return false;
	quoted[0] = '|';
	memcpy(quoted + 1, word.ptr, word.len);
	quoted[word.len + 1] = '|';
	return str_find(str_from_c(list), (Str){quoted, word.len + 2}, &at);
}

/* Small letters of `text`, in `room`; false: it is longer than any word. */
static bool fold(Str text, char room[WORD_MAX], Str *out)
{
	if (text.len > WORD_MAX)
		return false;
	bool ascii = true;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		room[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
		ascii = ascii && (unsigned char)c < 0x80;
	}
	*out = (Str){room, text.len};
	if (ascii)
		return true;
	Arena mem;
	arena_init(&mem);
	Buf folded = {.mem = &mem};
	utf8_fold(&folded, text);
	bool fits = folded.len <= WORD_MAX;
	if (fits) {
		memcpy(room, folded.ptr, folded.len);
		out->len = folded.len;
	}
	arena_deinit(&mem);
	return fits;
}

bool words_flag(Str text, bool *out, Err *err)
{
	char room[WORD_MAX];
	Str word;
	/* What most files say. */
	if (str_eq_nocase(text, STR("yes")) || str_eq_nocase(text, STR("no"))) {
		*out = text.len == 3;
		return true;
	}
	bool known = fold(text, room, &word);
	bool yes = known && has_word(YES, word);
	if (!yes && !(known && has_word(NO, word)))
		return fail(err, ERR_INPUT, "'%.*s' is neither yes nor no",
			    STR_ARG(str_slice(text, 0, 60)));
	*out = yes;
	return true;
}

bool words_total(Str text)
{
	char room[WORD_MAX];
	Str word;
	size_t end = 0;
	/* What it is the total of, or the total itself, may follow. */
	while (end < text.len && text.ptr[end] != '(' && text.ptr[end] != ':')
		end++;
	return fold(str_trim(str_slice(text, 0, end)), room, &word) && has_word(TOTALS, word);
}

static const struct {
	const char *word; /* small letters */
	const char *code;
} NAMES[] = {
	{"€", "EUR"},   {"euro", "EUR"}, {"euros", "EUR"}, {"£", "GBP"},  {"zł", "PLN"},
	{"kč", "CZK"},  {"₹", "INR"},    {"₽", "RUB"},   {"₺", "TRY"},  {"us$", "USD"},
	{"a$", "AUD"},  {"c$", "CAD"},   {"ca$", "CAD"},   {"r$", "BRL"}, {"₩", "KRW"},
	{"fr.", "CHF"}, {"ft", "HUF"},   {"₪", "ILS"},     {"₴", "UAH"},
};

/* By a code of three letters in any case. */
static bool find_code(Str text, Currency *out)
{
	char code[3];
	Err ignored;
	if (text.len != sizeof code)
		return false;
	for (size_t i = 0; i < sizeof code; i++) {
		char c = text.ptr[i];
		code[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
	}
	return currency_find((Str){code, sizeof code}, out, &ignored);
}

bool words_currency(Str text, Currency *out, Err *err)
{
	char room[WORD_MAX];
	Str word;
	if (find_code(text, out))
		return true;
	if (fold(text, room, &word)) {
		for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
			if (str_eq_c(word, NAMES[i].word))
				return find_code(str_from_c(NAMES[i].code), out) ||
				       fail(err, ERR_INPUT, "there is no currency %s",
					    NAMES[i].code);
		}
	}
	if (text.len > 3 && text.ptr[text.len - 4] == ' ' &&
	    find_code(str_slice(text, text.len - 3, text.len), out))
		return true;
	return fail(err, ERR_INPUT,
		    "'%.*s' does not name one currency; its code of ISO 4217 does, such as EUR",
		    STR_ARG(str_slice(text, 0, 60)));
}
