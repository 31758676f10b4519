#include "app/name_match.h"

#include "base/utf8.h"

/* What follows the first character, which may take several bytes. */
static Str behind_character(Str text)
{
	uint32_t code;
	Str rest = text;
	(void)utf8_next(&rest, &code);
	return rest;
}

bool name_fits(Str pattern, Str text)
{
	Str after_star = {0};
	Str taken_up = {0}; /* text not yet given to the newest star */
	bool star = false;
	while (text.len > 0) {
		char next = pattern.len > 0 ? pattern.ptr[0] : '\0';
		if (next == '*') {
			star = true;
			after_star = str_slice(pattern, 1, pattern.len);
			taken_up = text;
			pattern = after_star;
		} else if (next == '?') {
			pattern = str_slice(pattern, 1, pattern.len);
			text = behind_character(text);
		} else if (pattern.len > 0 && next == text.ptr[0]) {
			pattern = str_slice(pattern, 1, pattern.len);
			text = str_slice(text, 1, text.len);
		} else if (star) {
			taken_up = behind_character(taken_up);
			text = taken_up;
			pattern = after_star;
		} else {
			return false;
		}
	}
	while (pattern.len > 0 && pattern.ptr[0] == '*')
		pattern = str_slice(pattern, 1, pattern.len);
	return pattern.len == 0;
}

bool link_names(const Link *link, Str name)
{
	return link->glob ? name_fits(link->name, name) : str_eq(link->name, name);
}

bool link_speaks_of(const Link *link, const NameAsked *asked)
{
	return !link->removed && link->subject == asked->subject &&
	       (link->source.len == 0 || str_eq(link->source, asked->source)) &&
	       (link->within.len == 0 || str_eq(link->within, asked->within)) &&
	       link_names(link, asked->name);
}

bool link_holds_on(const Link *link, Date day)
{
	return (!date_is_set(link->days.from) || day.day >= link->days.from.day) &&
	       (!date_is_set(link->days.to) || day.day < link->days.to.day);
}

int link_precedence(const Link *a, const Link *b)
{
	if (a->glob != b->glob)
		return a->glob ? 1 : -1;
	if ((a->within.len > 0) != (b->within.len > 0))
		return a->within.len > 0 ? -1 : 1;
	if ((a->source.len > 0) != (b->source.len > 0))
		return a->source.len > 0 ? -1 : 1;
	return (a->id < b->id) - (a->id > b->id);
}
