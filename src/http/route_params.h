#ifndef PACTA_HTTP_ROUTE_PARAMS_H
#define PACTA_HTTP_ROUTE_PARAMS_H

/* What the routes of the one table take, in its order. Only route_table.c includes it. */

#include "app/contract_query.h"
#include "app/drill.h"
#include "chart/contract_charts.h"
#include "http/page_cursor.h"
#include "http/routes.h"

#define PATH_KEY                                                     \
	{                                                            \
		.name = "key", .place = IN_PATH, .kind = PARAM_TEXT, \
		.help = "key of a contract; \"/\" in it as %2F"      \
	}
#define PATH_ID(what)                                                                   \
	{                                                                               \
		.name = "id", .place = IN_PATH, .kind = PARAM_ID, .help = "id of " what \
	}
#define QUERY(title, type, meaning) \
	.name = (title), .place = IN_QUERY, .kind = (type), .help = (meaning)
#define MOMENT_PARAMS                                                                                            \
	{QUERY("as_of", PARAM_DATE, "last effective day seen; latest unless given")},                            \
		{QUERY("known_at", PARAM_READ_INSTANT,                                                           \
		       "last instant of knowledge seen; a date includes that whole UTC day; now unless given")}, \
	{                                                                                                        \
		QUERY("recorded_at", PARAM_READ_INSTANT,                                                         \
		      "last instant of recording seen; a date includes that whole UTC day; now unless given")    \
	}
#define DRY_RUN                                                                           \
	{                                                                                 \
		QUERY("dry_run", PARAM_BOOL, "tell what it would do, and record nothing") \
	}
#define BY_PERIOD(meaning)                                                       \
	{                                                                        \
		QUERY("by", PARAM_CHOICE, meaning), .choice = granularity_choice \
	}

static const char *granularity_choice(size_t place)
{
	return place <= GRANULARITY_CONTRACT_YEAR ? granularity_name((Granularity)place) : NULL;
}

static const char *kind_choice(size_t place)
{
	return place <= CONTRACT_VENDOR ? contract_kind_name((ContractKind)place) : NULL;
}

static const char *convention_choice(size_t place)
{
	return place < 2 ? convention_name(place == 1) : NULL;
}

/* The choices of the field status, and "none". */
static const char *status_choice(size_t place)
{
	const Field *status = &fields_builtin()[STATUS];
	if (place == status->choice_count)
		return "none";
	return place < status->choice_count ? status->choices[place].ptr : NULL;
}

static const char *const ORDERS[] = {"asc", "desc", NULL};
static const char *const AXES[] = {"effective", "recorded", NULL};
static const char *const FORMS[] = {"svg", NULL};

static const Param ACCOUNT_LIST[] = {
	{QUERY("q", PARAM_TEXT, "words to be found in name or note, all of them, in any case")},
	PAGE_PARAMS,
};
static const Param ACCOUNT[] = {
	{.name = "name", .place = IN_PATH, .kind = PARAM_TEXT, .help = "name of an account"},
};
static const Param ACCOUNT_SHOW[] = {
	{.name = "name", .place = IN_PATH, .kind = PARAM_TEXT, .help = "name of an account"},
	{QUERY("as_of", PARAM_DATE,
	       "the day that parts earned from remaining; today (UTC) unless given")},
};
static const Param CONTRACT_LIST[] = {
	{QUERY("account", PARAM_TEXT, "name of an account; of all unless given")},
	{QUERY("q", PARAM_TEXT,
	       "words to be found in key, name, account or manager, all of them, in any case")},
	{QUERY("status", PARAM_CHOICE, "value of the field status; none: where it is not set"),
	 .choice = status_choice},
	{QUERY("kind", PARAM_CHOICE, "of both kinds unless given"), .choice = kind_choice},
	{QUERY("sort", PARAM_CHOICE,
	       "by what to sort; key unless given. What is not set stands last; "
	       "money goes by currency first"),
	 .choices = CONTRACT_SORT_NAMES},
	{QUERY("order", PARAM_CHOICE, "asc unless given"), .choices = ORDERS},
	{QUERY("fields", PARAM_TEXT,
	       "names of tracked fields to answer with, commas between; all unless given")},
	PAGE_PARAMS,
	MOMENT_PARAMS,
};
static const Param CONTRACT_SHOW[] = {PATH_KEY, MOMENT_PARAMS};
static const Param AMEND[] = {PATH_KEY, DRY_RUN};
static const Param RETRACT[] = {
	PATH_KEY,
	{.name = "number",
	 .place = IN_PATH,
	 .kind = PARAM_NUMBER,
	 .minimum = 1,
	 .maximum = INT32_MAX,
	 .help = "number of a revision in the contract's history"},
	DRY_RUN,
};
static const Param HISTORY[] = {
	PATH_KEY,
	BY_PERIOD("length of the periods; without by, from and to there are none"),
	{QUERY("from", PARAM_DATE, "first day of the periods; of the term unless given")},
	{QUERY("to", PARAM_DATE, "first day after the periods; after the term unless given")},
	{QUERY("convention", PARAM_CHOICE,
	       "of the figures of snapshots, not of periods; default unless given"),
	 .choice = convention_choice},
	MOMENT_PARAMS,
};
#define CHART_PATH                                                       \
	PATH_KEY,                                                        \
	{                                                                \
		.name = "chart", .place = IN_PATH, .kind = PARAM_CHOICE, \
		.choices = CONTRACT_CHART_NAMES, .help = "which chart"   \
	}
static const Param CHART[] = {
	CHART_PATH,
	{QUERY("width", PARAM_NUMBER, "in CSS px; 800 unless given"), .minimum = CHART_WIDTH_MIN,
	 .maximum = CHART_WIDTH_MAX},
	BY_PERIOD("length of the periods; as fits the contract's length unless given"),
	{QUERY("form", PARAM_CHOICE, "of the picture"), .choices = FORMS},
	MOMENT_PARAMS,
};
static const Param CHART_TABLE[] = {
	CHART_PATH,
	{QUERY("width", PARAM_NUMBER, "does not matter to a table"), .minimum = CHART_WIDTH_MIN,
	 .maximum = CHART_WIDTH_MAX},
	BY_PERIOD("length of the periods; as fits the contract's length unless given"),
	MOMENT_PARAMS,
};
static const Param DOCUMENT_LIST[] = {PATH_KEY};
static const Param DOCUMENT_ADD[] = {
	PATH_KEY,
	{QUERY("name", PARAM_TEXT, "name of the file, at most 255 bytes"), .required = true},
};
static const Param DOCUMENT[] = {PATH_KEY, PATH_ID("a document")};
static const Param DOCUMENT_REMOVE[] = {
	PATH_KEY,
	PATH_ID("a document"),
	{QUERY("reason", PARAM_TEXT, "why it is removed"), .required = true},
};
#define REPORT_PARAMS                                                                      \
	{QUERY("from", PARAM_DATE, "first day; the beginning unless given")},              \
		{QUERY("to", PARAM_DATE, "first day after; no limit unless given")},       \
		{QUERY("by", PARAM_CHOICE, "which day counts; effective unless given"),    \
		 .choices = AXES},                                                         \
		{QUERY("contract", PARAM_TEXT, "key of a contract; of all unless given")}, \
	{                                                                                  \
		QUERY("account", PARAM_TEXT, "name of an account; of all unless given")    \
	}
static const Param REPORT[] = {REPORT_PARAMS, PAGE_PARAMS};
static const Param REPORT_CSV[] = {REPORT_PARAMS};
static const Param MOVEMENTS[] = {
	{QUERY("from", PARAM_DATE, "the first day"), .required = true},
	{QUERY("to", PARAM_DATE, "the last day"), .required = true},
	MOMENT_PARAMS,
};
static const Param SETTING[] = {
	{.name = "name", .place = IN_PATH, .kind = PARAM_TEXT, .help = "name of a setting"},
};
static const Param PAGED[] = {PAGE_PARAMS};
static const Param IMPORT_FILE[] = {
	{QUERY("file", PARAM_TEXT, "name of the file, to be recorded"), .maximum = 255,
	 .required = true},
	{QUERY("mapping", PARAM_TEXT,
	       "name of a mapping; found by the file's beginning unless given")},
	{QUERY("source", PARAM_TEXT, "where facts come from; as the mapping says unless given"),
	 .maximum = 200},
	{QUERY("contract", PARAM_TEXT, "key of the contract that all facts of the file belong to")},
	{QUERY("time_zone", PARAM_TEXT,
	       "zone of the file's days, such as Europe/Helsinki; the setting time_zone unless given")},
	{QUERY("dates", PARAM_TEXT,
	       "pattern of the file's dates, such as DD/MM/YYYY; found in the file unless given")},
	{QUERY("complete", PARAM_BOOL,
	       "the file holds all facts of its source for the days that it covers: those it lacks go")},
	DRY_RUN,
};
static const Param IMPORT[] = {PATH_ID("an import")};
static const Param QUARANTINE_LIST[] = {
	{QUERY("import", PARAM_ID, "id of an import; of all unless given")},
	{QUERY("source", PARAM_TEXT, "of the rows; of all unless given")},
	{QUERY("fact", PARAM_TEXT, "kind of fact; of all unless given")},
	{QUERY("code", PARAM_TEXT, "why they wait; for all reasons unless given")},
	{QUERY("subject", PARAM_TEXT, "what is not known; needed with unknown and within")},
	{QUERY("unknown", PARAM_TEXT, "its name; any unless given")},
	{QUERY("within", PARAM_TEXT, "client of a project, contract of a task; any unless given")},
	{QUERY("group", PARAM_ID, "id of a row: exactly the rows of its group")},
	PAGE_PARAMS,
};
static const Param QUARANTINE_ROW[] = {PATH_ID("a row in quarantine")};
#define PATH_FACT                                                                              \
	{                                                                                      \
		.name = "fact", .place = IN_PATH, .kind = PARAM_CHOICE, .choice = fact_choice, \
		.help = "kind of fact"                                                         \
	}
#define PATH_IDENTITY                                                                         \
	{.name = "source", .place = IN_PATH, .kind = PARAM_TEXT, .help = "name of a source"}, \
	{                                                                                     \
		.name = "external_id", .place = IN_PATH, .kind = PARAM_TEXT,                  \
		.help = "what the source tells it apart by; \"/\" in it as %2F"               \
	}
#define KNOWN_AT                                                                                 \
	{                                                                                        \
		QUERY("known_at", PARAM_READ_INSTANT,                                            \
		      "last instant of knowledge seen; a date includes that whole UTC day; now " \
		      "unless given")                                                            \
	}
#define OF_CONTRACT                                                                     \
	{                                                                               \
		QUERY("contract", PARAM_TEXT, "key of a contract; of all unless given") \
	}
#define OF_SOURCE                                                                    \
	{                                                                            \
		QUERY("source", PARAM_TEXT, "name of a source; of all unless given") \
	}
#define ENTRIES_PARAMS                                                                            \
	OF_CONTRACT, {QUERY("task", PARAM_TEXT, "key of a task; of all unless given")},           \
		{QUERY("resource", PARAM_TEXT, "key of a resource; of all unless given")},        \
		OF_SOURCE, {QUERY("from", PARAM_DATE, "first work date; no limit unless given")}, \
		{QUERY("to", PARAM_DATE, "first day after; no limit unless given")},              \
		{QUERY("as_of", PARAM_DATE, "last work date seen; no limit unless given")},       \
		KNOWN_AT
static const Param FACT_TEMPLATE[] = {PATH_FACT};
#define FACTS_PARAMS                                                                      \
	PATH_FACT, OF_CONTRACT, OF_SOURCE, KNOWN_AT,                                      \
	{                                                                                 \
		QUERY("versions", PARAM_BOOL,                                             \
		      "also what was replaced or deleted; known_at does not matter then") \
	}
static const Param FACT_LIST[] = {FACTS_PARAMS, PAGE_PARAMS};
static const Param FACT_CSV[] = {FACTS_PARAMS};
static const Param FACT_ONE[] = {PATH_FACT, PATH_IDENTITY};
#define ENTRY_ORDER                                                                                \
	{                                                                                          \
		QUERY("order", PARAM_CHOICE,                                                       \
		      "asc, unless given, or desc: the opposite, the newest of a contract first"), \
			.choices = ORDERS                                                          \
	}
static const Param ENTRY_LIST[] = {ENTRIES_PARAMS, ENTRY_ORDER, PAGE_PARAMS};
static const Param ENTRY_CSV[] = {ENTRIES_PARAMS, ENTRY_ORDER};
static const Param ENTRY_ONE[] = {PATH_IDENTITY};
static const Param SUMS[] = {
	{QUERY("by", PARAM_TEXT,
	       "what to group by, commas between: contract, task, resource, class, and one of day, "
	       "week, month; one sum unless given")},
	ENTRIES_PARAMS,
};
#define PATH_METRIC                                                                        \
	{                                                                                  \
		.name = "metric", .place = IN_PATH, .kind = PARAM_TEXT, .help = "its name" \
	}
#define OF_SCOPE                                                                                                           \
	{                                                                                                                  \
		QUERY("scope", PARAM_TEXT,                                                                                 \
		      "contract:KEY, account:NAME, manager:NAME, team:NAME, resource:KEY or portfolio; "                   \
		      "KEY alone is a contract's; manager: and team: alone are those without one; portfolio unless given") \
	}
#define OF_METRICS                                                                             \
	{                                                                                      \
		QUERY("metrics", PARAM_TEXT,                                                   \
		      "names of metrics, commas between; all that fit the scope unless given") \
	}
#define PERIOD_PARAMS(otherwise)                                                                    \
	{QUERY("period", PARAM_TEXT,                                                                \
	       "2026-03-15, 2026-W12, 2026-03, 2026-Q1, 2026, FY2026, CY3, term, or FROM..TO with " \
	       "the first day after; " otherwise)},                                                 \
		{QUERY("from", PARAM_DATE, "first day, in place of period")},                       \
	{                                                                                           \
		QUERY("to", PARAM_DATE, "first day after, with from")                               \
	}
#define SEEN_PARAMS                                                            \
	{QUERY("as_of", PARAM_DATE,                                            \
	       "last day seen of terms and facts; today (UTC) unless given")}, \
		KNOWN_AT
static const Param METRIC_ONE[] = {PATH_METRIC};
static const Param FIGURES[] = {
	OF_SCOPE,
	OF_METRICS,
	PERIOD_PARAMS("the last month that is over by the as-of day unless given"),
	{QUERY("by", PARAM_TEXT,
	       "what to split by, commas between: one of day, week, month, quarter, year, fiscal, "
	       "contract-year, and one of contract, account, manager, team, resource")},
	{QUERY("since_close", PARAM_BOOL,
	       "also the figures as known when the period was closed: a second view; default no")},
	SEEN_PARAMS,
};
static const Param DRILL[] = {
	PATH_KEY,
	{QUERY("by", PARAM_CHOICE, "what the rows are"), .choice = drill_by_name, .required = true},
	{QUERY("task", PARAM_TEXT, "key of a task; of all unless given")},
	{QUERY("resource", PARAM_TEXT, "key of a resource; of all unless given")},
	PERIOD_PARAMS("all days up to the as-of day unless given"),
	SEEN_PARAMS,
};
static const Param EXPLANATION[] = {
	PATH_METRIC,
	OF_SCOPE,
	PERIOD_PARAMS("the last month that is over by the as-of day unless given"),
	{QUERY("vs", PARAM_TEXT, "another period: also what makes the difference from it")},
	{QUERY("rows", PARAM_NUMBER, "how many rows of each input; 0: all; 200 unless given"),
	 .maximum = 1000000},
	SEEN_PARAMS,
};
static const Param RESTATEMENT[] = {
	OF_SCOPE,
	OF_METRICS,
	PERIOD_PARAMS("the last month that is over by the as-of day unless given"),
	{QUERY("known_at", PARAM_READ_INSTANT,
	       "last instant of knowledge of the first view; a date includes that whole UTC day"),
	 .required = true},
	{QUERY("vs", PARAM_READ_INSTANT,
	       "the same of the second view, earlier or later; now unless given")},
	{QUERY("changes", PARAM_NUMBER, "how many changes of each step; 0: all; 200 unless given"),
	 .maximum = 1000000},
	{QUERY("as_of", PARAM_DATE, "last day seen of terms and facts; today (UTC) unless given")},
};
static const Param CLOSE_LIST[] = {
	{QUERY("as_of", PARAM_DATE, "closes up to this day; no limit unless given")},
	KNOWN_AT,
};
static const Param CLOSE_ONE[] = {
	{.name = "month", .place = IN_PATH, .kind = PARAM_TEXT, .help = "such as 2026-03"},
	{QUERY("as_of", PARAM_DATE,
	       "closes and recognitions up to this day; no limit unless given")},
	KNOWN_AT,
};
static const Param CLOSE_ADD[] = {DRY_RUN};
static const Param LINK_LIST[] = {{QUERY("removed", PARAM_BOOL, "also links that were removed")}};
static const Param LINK_ADD[] = {DRY_RUN};
static const Param LINK_ONE[] = {PATH_ID("a link")};
static const Param DISCREPANCY_LIST[] = {
	OF_CONTRACT,
	{QUERY("resource", PARAM_TEXT, "key of a resource; of all unless given")},
	{QUERY("kind", PARAM_CHOICE, "of all kinds unless given"), .choice = discrepancy_choice},
	{QUERY("from", PARAM_DATE, "first day; no limit unless given")},
	{QUERY("to", PARAM_DATE, "first day after; no limit unless given")},
	{QUERY("as_of", PARAM_DATE, "last day seen; no limit unless given")},
	KNOWN_AT,
};
static const Param CHECK[] = {
	{QUERY("expect_head", PARAM_TEXT,
	       "head that an earlier check told: proves that nothing was lost since")},
};

#endif
