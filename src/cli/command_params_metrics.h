#ifndef PACTA_CLI_COMMAND_PARAMS_METRICS_H
#define PACTA_CLI_COMMAND_PARAMS_METRICS_H

/* What the commands of figures take. Only command_table.c includes it, behind command_params.h and command_params_data.h. */

#include "cli/command_params.h"
#include "cli/command_params_data.h"

/* In the order of DrillBy. */
static const char *const DRILLS[] = {"task", "resource", "assignment", "week", "month", NULL};

#define SCOPE                                                                  \
	ARG(scope, PARAM_TEXT, "SCOPE",                                        \
	    "a contract's KEY (or contract:KEY), account:NAME, manager:NAME, " \
	    "team:NAME, resource:KEY or portfolio; manager: and team: alone are those without one")
#define ONLY_METRICS                                \
	OPT("--metric", metrics, PARAM_TEXT, "M,M", \
	    "only these, with commas between; see metric list")
#define OF_PERIOD(otherwise)                                                                        \
	OPT("--period", period, PARAM_TEXT, "P",                                                    \
	    "2026-03-15, 2026-W12, 2026-03, 2026-Q1, 2026, FY2026, CY3 (the third contract year), " \
	    "term, or FROM..TO with the first day behind; default " otherwise),                     \
		OPT("--from", from, PARAM_DATE, "D", "first day, in place of --period"),            \
		OPT("--to", to, PARAM_DATE, "D", "first day behind, with --from")
#define FACTS_AS_OF                                   \
	OPT("--as-of", moment.as_of, PARAM_DATE, "D", \
	    "see no terms and facts after this day; default today (UTC)")

static const Param METRICS[] = {
	SCOPE,
	ONLY_METRICS,
	OF_PERIOD("the last month that is over by the as-of day"),
	OPT("--by", sums_by, PARAM_TEXT, "LIST",
	    "what to split by, with commas between: one of day, week, month, quarter, year, fiscal and contract-year, "
	    "and one of contract, account, manager, team and resource"),
	FACTS_AS_OF,
	KNOWN_BY,
	FLAG("--since-close", since_close,
	     "also what changed since the period was closed, where it is; of one contract that is told anyway"),
	CSV,
};

static const Param DRILL[] = {
	CONTRACT_KEY,
	{.option = "--by",
	 .metavar = "WHAT",
	 .type = PARAM_CHOICE,
	 .required = true,
	 .choices = DRILLS,
	 .at = offsetof(Args, drill_by),
	 .help = "what the rows are"},
	OF_TASK,
	OF_RESOURCE,
	OF_PERIOD("all days up to the as-of day"),
	FACTS_AS_OF,
	KNOWN_BY,
	CSV,
};

#define METRIC_NAME ARG(name, PARAM_TEXT, "METRIC", "the metric's name; see metric list")

static const Param EXPLAIN[] = {
	METRIC_NAME,
	SCOPE,
	OF_PERIOD("the last month that is over by the as-of day"),
	OPT("--vs", versus, PARAM_TEXT, "P2",
	    "another period: also tell what makes the difference from it"),
	OPT("--rows", row_limit, PARAM_COUNT, "N",
	    "how many rows to list under each input; 0: all; default 20, with --json 200"),
	FACTS_AS_OF,
	KNOWN_BY,
};

static const Param RESTATE[] = {
	SCOPE,
	{.option = "--known-at",
	 .metavar = "K1",
	 .type = PARAM_READ_INSTANT,
	 .required = true,
	 .at = offsetof(Args, moment.known),
	 .help = "the first view: as known then; a date includes that whole UTC day"},
	OPT("--vs", versus_known, PARAM_READ_INSTANT, "K2",
	    "the second view: as known then, earlier or later; default now"),
	ONLY_METRICS,
	OF_PERIOD("the last month that is over by the as-of day"),
	OPT("--rows", row_limit, PARAM_COUNT, "N",
	    "how many changes to list under each step; 0: all; default 20, with --json 200"),
	FACTS_AS_OF,
};

static const Param CLOSE[] = {
	ARG(month, PARAM_TEXT, "MONTH", "the month, such as 2026-03; it must be over"),
	OPT("--ledger", ledger, PARAM_PATH, "FILE",
	    "CSV with the ledger's totals: recognized, and of contract, currency and month what is needed; - is the "
	    "standard input"),
	OPT("--closed-on", closed_on, PARAM_DATE, "D", "the day of the close; default today (UTC)"),
	OPT("--note", note, PARAM_TEXT, "TEXT", "what else to know"),
	DRY_RUN,
};

static const Param TIE_OUT[] = {
	{.metavar = "MONTH",
	 .type = PARAM_TEXT,
	 .at = offsetof(Args, month),
	 .help = "the month, such as 2026-03; without it all closed months are listed"},
	OPT("--as-of", moment.as_of, PARAM_DATE, "D",
	    "see no closes and recognitions after this day"),
	KNOWN_BY,
};

static const Param METRIC_SHOW[] = {METRIC_NAME};

#endif
