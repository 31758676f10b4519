/* By what rows of figures are split, from words. */

#include "app/figures_parts.h"

/* Cuts the next word off; false: there is none left. */
static bool next_word(Str *rest, Str *word)
{
	size_t at;
	if (rest->len == 0)
		return false;
	bool more = str_find(*rest, STR(","), &at);
	*word = str_trim(str_slice(*rest, 0, more ? at : rest->len));
	*rest = more ? str_slice(*rest, at + 1, rest->len) : (Str){0};
	return true;
}

const char *split_name(size_t place)
{
	static const char *const NAMES[] = {"contract", "account", "manager", "team", "resource"};
	return place < sizeof NAMES / sizeof *NAMES ? NAMES[place] : NULL;
}

static bool parse_split(Str word, unsigned *out)
{
	for (size_t i = 0; split_name(i); i++) {
		if (str_eq_c(word, split_name(i))) {
			*out = 1U << i;
			return true;
		}
	}
	return false;
}

static bool fail_by(Err *err, Str word, const char *why)
{
	(void)fail(err, ERR_INPUT, "by: '%.*s' %s", STR_ARG(str_slice(word, 0, 60)), why);
	return fail_at(err, "by");
}

static MUST_CHECK bool add_word(FiguresAsked *asked, Str word, Err *err)
{
	unsigned bit;
	Granularity granularity;
	Err ignored;
	if (parse_split(word, &bit)) {
		if (asked->split != 0)
			return fail_by(
				err, word,
				"is the second of contract, account, manager, team and resource");
		asked->split = bit;
		return true;
	}
	if (!granularity_parse(word, &granularity, &ignored))
		return fail_by(
			err, word,
			"is none of day, week, month, quarter, year, fiscal, contract-year, nor of "
			"contract, account, manager, team, resource");
	if (asked->has_granularity)
		return fail_by(err, word, "is the second length of periods");
	asked->has_granularity = true;
	asked->granularity = granularity;
	return true;
}

bool figures_split(Str by, FiguresAsked *out, Err *err)
{
	Str rest = str_trim(by);
	Str word;
	while (next_word(&rest, &word)) {
		if (!add_word(out, word, err))
			return false;
	}
	return true;
}
