/* What the words of the firm's tools mean. */

#include "app/demo_firm.h"
#include "app/waiting.h"

static const char *const TOOL_SOURCES[TOOLS] = {
	[TOOL_TOGGL] = "toggl", [TOOL_CLOCKIFY] = "clockify"};

/* The contract's name, or its key without the year: a contract and the one that renews it are one project. */
Str demo_project(Arena *mem, DemoTool tool, const DemoTerm *term)
{
	return tool == TOOL_TOGGL ? term->name
				  : str_copy(mem, str_slice(term->key, 0, term->key.len - 5));
}

/* Whether somebody who writes their hours with this tool works for the contract. */
static bool uses(const DemoFirm *firm, DemoTool tool, const DemoTerm *term)
{
	for (size_t i = 0; i < DEMO_CREW_COUNT; i++) {
		const DemoCrew *crew = &DEMO_CREWS[i];
		if (str_eq_c(term->key, crew->contract) &&
		    firm->people[crew->first - 1].tool == tool)
			return true;
	}
	return false;
}

static MUST_CHECK bool add_link(DemoFirm *firm, const LinkRequest *request, Err *err)
{
	LinkResult result;
	firm->links++;
	return links_add(firm->app, request, &result, err) ||
	       fail_in(err, "demo link %.*s", STR_ARG(request->name));
}

/* Of two contracts behind one word the day decides. */
static MUST_CHECK bool link_project(DemoFirm *firm, DemoTool tool, const DemoTerm *term, Err *err)
{
	Str project = demo_project(firm->mem, tool, term);
	LinkRequest request = {
		.source = str_from_c(TOOL_SOURCES[tool]),
		.subject = LINK_PROJECT,
		.name = project,
		.within = term->account,
		.from = DATE_NONE,
		.to = DATE_NONE,
		.target = LINK_TO_CONTRACT,
		.contract = term->key,
	};
	for (size_t i = 0; i < firm->term_count; i++) {
		const DemoTerm *other = &firm->terms[i];
		if (other == term || !uses(firm, tool, other) ||
		    !str_eq(other->account, term->account) ||
		    !str_eq(demo_project(firm->mem, tool, other), project))
			continue;
		if (other->days.from.day > term->days.from.day)
			request.to = other->days.from;
		else
			request.from = term->days.from;
	}
	return add_link(firm, &request, err);
}

static MUST_CHECK bool link_word(DemoFirm *firm, const char *word, LinkTarget target, Err *err)
{
	LinkRequest request = {
		.subject = LINK_PROJECT,
		.name = str_from_c(word),
		.from = DATE_NONE,
		.to = DATE_NONE,
		.target = target,
	};
	return add_link(firm, &request, err);
}

bool demo_links_add(DemoFirm *firm, Err *err)
{
	for (size_t i = 0; i < firm->term_count; i++) {
		for (DemoTool tool = TOOL_TOGGL; tool < TOOLS; tool++) {
			const DemoTerm *term = &firm->terms[i];
			if (uses(firm, tool, term) && !link_project(firm, tool, term, err))
				return false;
		}
	}
	LinkRequest person = {
		.source = STR("toggl"),
		.subject = LINK_PERSON,
		.name = STR("Resource 7"),
		.from = DATE_NONE,
		.to = DATE_NONE,
		.target = LINK_TO_RESOURCE,
		.resource = STR("Resource 07"),
	};
	return link_word(firm, "Internal", LINK_TO_INTERNAL, err) &&
	       link_word(firm, "Leave", LINK_TO_LEAVE, err) && add_link(firm, &person, err);
}
