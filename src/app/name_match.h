#ifndef PACTA_APP_NAME_MATCH_H
#define PACTA_APP_NAME_MATCH_H

/* Which links speak of a name. Pure. */

#include "store/link.h"

/* Whether `text` fits a pattern: "*" stands for any text, "?" for one character. O(pattern · text) */
bool name_fits(Str pattern, Str text);

/* Whether the link's name is this one, or fits it. */
bool link_names(const Link *link, Str name);

/* What a source calls something, where links may speak of it. */
typedef struct NameAsked {
	Str source;
	LinkSubject subject;
	Str name;
	Str within; /* the client of a project; else empty */
} NameAsked;

bool link_speaks_of(const Link *link, const NameAsked *asked);

bool link_holds_on(const Link *link, Date day);

/* Negative where `a` comes before `b`: exact, within, of the source, newest. */
int link_precedence(const Link *a, const Link *b);

#endif
