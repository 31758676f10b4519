#include "app/scope.h"

#include <assert.h>

static const char *const KINDS[SCOPE_KINDS] = {
	[SCOPE_PORTFOLIO] = "portfolio", [SCOPE_CONTRACT] = "contract",
	[SCOPE_ACCOUNT] = "account",     [SCOPE_MANAGER] = "manager",
	[SCOPE_TEAM] = "team",           [SCOPE_RESOURCE] = "resource",
};

const char *scope_kind_name(ScopeKind kind)
{
	assert(kind < SCOPE_KINDS);
	return KINDS[kind];
}

/* The kind that stands before the first ":"; false: none does. */
static bool split_kind(Str text, Scope *out)
{
	size_t at;
	if (!str_find(text, STR(":"), &at))
		return false;
	for (ScopeKind kind = SCOPE_CONTRACT; kind < SCOPE_KINDS; kind++) {
		if (str_eq_c(str_slice(text, 0, at), KINDS[kind])) {
			*out = (Scope){kind, str_trim(str_slice(text, at + 1, text.len))};
			return true;
		}
	}
	return false;
}

/* "manager:" are the contracts without one, "team:" the people without one. */
static bool takes_no_name(ScopeKind kind)
{
	return kind == SCOPE_PORTFOLIO || kind == SCOPE_MANAGER || kind == SCOPE_TEAM;
}

bool scope_parse(Str text, Scope *out, Err *err)
{
	Str trimmed = str_trim(text);
	Scope scope = {SCOPE_CONTRACT, trimmed};
	if (str_eq_c(trimmed, KINDS[SCOPE_PORTFOLIO]))
		scope = (Scope){SCOPE_PORTFOLIO, {0}};
	else
		(void)split_kind(trimmed, &scope);
	if (scope.name.len == 0 && !takes_no_name(scope.kind)) {
		(void)fail(
			err, ERR_INPUT,
			"a scope is portfolio, the key of a contract, or contract:KEY, account:NAME, "
			"manager:NAME, team:NAME, resource:KEY");
		return fail_at(err, "scope");
	}
	*out = scope;
	return true;
}

Str scope_text(Arena *mem, Scope scope)
{
	if (scope.kind == SCOPE_PORTFOLIO)
		return str_from_c(KINDS[SCOPE_PORTFOLIO]);
	return str_format(mem, "%s:%.*s", KINDS[scope.kind], STR_ARG(scope.name));
}

Str scope_words(Arena *mem, Scope scope)
{
	if (scope.kind == SCOPE_MANAGER && scope.name.len == 0)
		return STR("contracts without a manager");
	if (scope.kind == SCOPE_TEAM && scope.name.len == 0)
		return STR("people without a team");
	return scope_text(mem, scope);
}

bool scope_is_people(Scope scope)
{
	return scope.kind == SCOPE_TEAM || scope.kind == SCOPE_RESOURCE;
}
