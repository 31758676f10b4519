#include "app/check_facts.h"

#include "store/facts.h"

/* What a store that is damaged says itself is a finding. */
static MUST_CHECK bool find_damage(App *app, FactCheck *check, const Err *fault, Err *err)
{
	if (fault->code != ERR_CORRUPT)
		return fail(err, fault->code, "%s", fault->text);
	check->findings[check->finding_count++] = str_copy(app->mem, str_from_c(fault->text));
	return true;
}

static MUST_CHECK bool check_entries(App *app, FactCheck *check, Err *err)
{
	uint64_t faults = 0;
	Str first = {0};
	Err fault;
	if (!entries_check(app->db, app->mem, &check->entries, &faults, &first, &fault))
		return find_damage(app, check, &fault, err);
	if (faults > 0)
		check->findings[check->finding_count++] =
			str_format(app->mem, "time entries: %.*s%s", STR_ARG(first),
				   faults > 1 ? ", and more" : "");
	return true;
}

static MUST_CHECK bool check_kind(App *app, FactKind kind, FactCheck *check, Err *err)
{
	FactFilter filter = {.kind = kind, .versions = true};
	FactList list;
	Err fault;
	Arena mem;
	arena_init(&mem);
	bool ok = facts_list(app->db, &mem, &filter, &list, &fault);
	if (!ok) {
		arena_deinit(&mem);
		return find_damage(app, check, &fault, err);
	}
	const Fact *changed = NULL;
	for (size_t i = 0; i < list.len && !changed; i++) {
		const Fact *fact = &list.at[i];
		if (fact_fingerprint(fact) != fact->fingerprint ||
		    fact->known_until.us <= fact->known_at.us)
			changed = fact;
	}
	if (changed)
		check->findings[check->finding_count++] =
			str_format(app->mem, "%s '%.*s' of source '%.*s' is not what was written",
				   fact_spec(kind)->name, STR_ARG(changed->identity),
				   STR_ARG(changed->source));
	check->facts += list.len;
	arena_deinit(&mem);
	return true;
}

bool check_facts(App *app, FactCheck *out, Err *err)
{
	FactCheck check = {.findings = ARENA_ARRAY(app->mem, Str, FACT_KINDS)};
	if (!check_entries(app, &check, err))
		return false;
	for (int kind = 0; kind < FACT_KINDS; kind++) {
		if (kind != FACT_TIME_ENTRY && !check_kind(app, (FactKind)kind, &check, err))
			return false;
	}
	*out = check;
	return true;
}
