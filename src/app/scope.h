#ifndef PACTA_APP_SCOPE_H
#define PACTA_APP_SCOPE_H

/*
 * Whose figures are asked for: "portfolio", "contract:KEY" (or KEY), "account:NAME", "manager:NAME", "team:NAME", "resource:KEY".
 *
 * A manager's contracts are those whose last state up to the as-of day names him; a team's people those whose terms on the
 * as-of day do. "manager:" without a name are the contracts that have none, "team:" the people who are in none.
 */

#include "analytics/book.h"
#include "app/lookup.h"

typedef enum ScopeKind {
	SCOPE_PORTFOLIO,
	SCOPE_CONTRACT,
	SCOPE_ACCOUNT,
	SCOPE_MANAGER,
	SCOPE_TEAM,
	SCOPE_RESOURCE,
	SCOPE_KINDS,
} ScopeKind;
const char *scope_kind_name(ScopeKind kind); /* "portfolio", … */

typedef struct Scope {
	ScopeKind kind;
	Str name; /* empty: the portfolio, or those without a manager or team */
} Scope;

/* Reads `text`; a word without a known kind before ":" is the key of a contract. Errors: ERR_INPUT (field "scope") */
MUST_CHECK bool scope_parse(Str text, Scope *out, Err *err);
Str scope_text(Arena *mem, Scope scope); /* "account:Harbour Foods"; a contract as "contract:KEY" */
Str scope_words(Arena *mem, Scope scope); /* the same for people: "contracts without a manager" */

/* Whether it is made of people, not of contracts. */
bool scope_is_people(Scope scope);

#endif
