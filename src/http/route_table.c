/* The one table of routes. What a row holds is told in route.h. */

#include "answer/account_json.h"
#include "answer/chart_json.h"
#include "answer/check_json.h"
#include "answer/contract_json.h"
#include "answer/document_json.h"
#include "answer/field_json.h"
#include "answer/history_json.h"
#include "answer/import_json.h"
#include "answer/movements_json.h"
#include "answer/report_json.h"
#include "app/contract_query.h"
#include "chart/contract_charts.h"
#include "http/openapi.h"
#include "http/page_cursor.h"
#include "http/routes.h"

#define LIST(array) (array), sizeof(array) / sizeof *(array)
#define JSON_MEDIA "application/json"
#define CONTRACT "/api/v1/contracts/{key}"

static const RouteTag TAGS[] = {
	{"Contracts",
	 "Contracts, what is changed in them, and their state at any moment of the past."},
	{"History",
	 "How contracts came to be what they are: snapshots, reports, movements, charts."},
	{"Documents", "Files that belong to contracts."},
	{"Accounts", "Who contracts are with, and their lifetime value."},
	{"Imports", "Files that bring contracts, their undoing, and rows that wait in quarantine."},
	{"Installation", "Fields, settings, and the proof that the store holds what was written."},
	{"Server", "What changes, how the server is, and this description."},
};

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
	DRY_RUN,
};
static const Param IMPORT[] = {PATH_ID("an import")};
static const Param QUARANTINE_LIST[] = {
	{QUERY("import", PARAM_ID, "id of an import; of all unless given")},
	PAGE_PARAMS,
};
static const Param QUARANTINE_ROW[] = {PATH_ID("a row in quarantine")};
static const Param CHECK[] = {
	{QUERY("expect_head", PARAM_TEXT,
	       "head that an earlier check told: proves that nothing was lost since")},
};

#define READ(address, id, group, what)                                              \
	.method = METHOD_GET, .path = (address), .operation = (id), .tag = (group), \
	.summary = (what), .permission = PERMISSION_READ, .status = 200
#define WRITE(verb, address, id, group, what)                                                      \
	.method = (verb), .path = (address), .operation = (id), .tag = (group), .summary = (what), \
	.permission = PERMISSION_WRITE, .lane = LANE_WRITE, .media = JSON_MEDIA
#define DOES(name, writer) .run = api_##name##_run, .render = api_##writer##_render

static const Route ROUTES[] = {
	{READ("/api/v1/contracts", "listContracts", "Contracts", "List contracts at a moment"),
	 .params = LIST(CONTRACT_LIST), .lists = "contract", .media = JSON_MEDIA,
	 .answer = &CONTRACTS_SHAPE, DOES(contracts_list, contracts_list)},
	{WRITE(METHOD_POST, "/api/v1/contracts", "addContract", "Contracts", "Add a contract"),
	 .body = BODY_JSON, .request = &NEW_CONTRACT_SHAPE, .status = 201,
	 .location = "/api/v1/contracts/{contract}", .answer = &EFFECT_SHAPE,
	 DOES(contract_add, effect)},
	{READ(CONTRACT, "showContract", "Contracts", "Show a contract at a moment"),
	 .params = LIST(CONTRACT_SHOW), .media = JSON_MEDIA, .answer = &CONTRACT_SHAPE,
	 DOES(contract_show, contract_show)},
	{WRITE(METHOD_POST, CONTRACT "/revisions", "amendContract", "Contracts",
	       "Amend a contract from a day on"),
	 .description = "Adds a revision to the history. Nothing that was recorded before is lost: "
			"the state known before it can always be asked for.",
	 .params = LIST(AMEND), .body = BODY_JSON, .request = &AMENDMENT_SHAPE, .status = 201,
	 .dry_run_status = 200, .if_match = true, .answer = &EFFECT_SHAPE,
	 DOES(contract_amend, effect)},
	{WRITE(METHOD_POST, CONTRACT "/revisions/{number}/retraction", "retractRevision",
	       "Contracts", "Take a revision back"),
	 .description = "Adds a retraction to the history; it and the revision both stay there.",
	 .params = LIST(RETRACT), .body = BODY_JSON, .request = &RETRACTION_SHAPE, .status = 201,
	 .dry_run_status = 200, .if_match = true, .answer = &EFFECT_SHAPE,
	 DOES(contract_retract, effect)},
	{READ(CONTRACT "/history", "showHistory", "History", "Show the history of a contract"),
	 .params = LIST(HISTORY), .media = JSON_MEDIA, .answer = &HISTORY_SHAPE,
	 DOES(history, history)},
	{READ(CONTRACT "/charts/{chart}", "drawChart", "History", "Draw a chart of a contract"),
	 .description =
		 "terms: value and labour share in force. periods: revenue and profit by "
		 "period. cumulative: the same summed up. events: when changes took effect and "
		 "when they were known.",
	 .params = LIST(CHART), .media = "image/svg+xml", DOES(chart, chart)},
	{READ(CONTRACT "/charts/{chart}/table", "tellChart", "History",
	      "Tell a chart of a contract as a table"),
	 .params = LIST(CHART_TABLE), .media = JSON_MEDIA, .answer = &CHART_TABLE_SHAPE,
	 DOES(chart, chart_table)},
	{READ("/api/v1/history-report", "reportHistory", "History",
	      "List what was changed, with its effect"),
	 .params = LIST(REPORT), .media = JSON_MEDIA, .answer = &REPORT_SHAPE,
	 DOES(report, report)},
	{READ("/api/v1/history-report.csv", "downloadHistoryReport", "History",
	      "Download the history report"),
	 .description = "A line per change; an entry without changes has one, too. Cells that a "
			"spreadsheet would take for formulas have an apostrophe before them.",
	 .params = LIST(REPORT_CSV), .media = "text/csv; charset=utf-8",
	 DOES(report_csv, report_csv)},
	{READ("/api/v1/movements", "showMovements", "History",
	      "Show movements of recurring value and retention between two days"),
	 .params = LIST(MOVEMENTS), .media = JSON_MEDIA, .answer = &MOVEMENTS_SHAPE,
	 DOES(movements, movements)},
	{READ(CONTRACT "/documents", "listDocuments", "Documents",
	      "List the documents of a contract"),
	 .params = LIST(DOCUMENT_LIST), .media = JSON_MEDIA, .answer = &DOCUMENTS_SHAPE,
	 DOES(documents_list, documents_list)},
	{WRITE(METHOD_POST, CONTRACT "/documents", "addDocument", "Documents",
	       "Store a file with a contract"),
	 .description = "The body is the file, Content-Type its type.",
	 .params = LIST(DOCUMENT_ADD), .body = BODY_FILE, .status = 201,
	 .location = CONTRACT "/documents/{id}", .answer = &DOCUMENT_SHAPE,
	 DOES(document_add, document)},
	{READ(CONTRACT "/documents/{id}", "downloadDocument", "Documents", "Download a document"),
	 .params = LIST(DOCUMENT), .media = "*/*", DOES(document_get, document_get)},
	{WRITE(METHOD_DELETE, CONTRACT "/documents/{id}", "removeDocument", "Documents",
	       "Remove a document"),
	 .description = "Its bytes are gone; that it was there stays known.",
	 .params = LIST(DOCUMENT_REMOVE), .status = 200, .answer = &DOCUMENT_SHAPE,
	 DOES(document_remove, document)},
	{READ("/api/v1/accounts", "listAccounts", "Accounts", "List accounts"),
	 .params = LIST(ACCOUNT_LIST), .lists = "account", .media = JSON_MEDIA,
	 .answer = &ACCOUNTS_SHAPE, DOES(accounts_list, accounts_list)},
	{WRITE(METHOD_POST, "/api/v1/accounts", "addAccount", "Accounts", "Add an account"),
	 .body = BODY_JSON, .request = &NEW_ACCOUNT_SHAPE, .status = 201,
	 .location = "/api/v1/accounts/{name}", .answer = &ACCOUNT_SHAPE,
	 DOES(account_add, account)},
	{READ("/api/v1/accounts/{name}", "showAccount", "Accounts",
	      "Show an account and its lifetime value"),
	 .params = LIST(ACCOUNT_SHOW), .by_day = true, .media = JSON_MEDIA,
	 .answer = &ACCOUNT_VIEW_SHAPE, DOES(account_show, account_show)},
	{WRITE(METHOD_PATCH, "/api/v1/accounts/{name}", "editAccount", "Accounts",
	       "Change the name or note of an account"),
	 .params = LIST(ACCOUNT), .body = BODY_JSON, .request = &ACCOUNT_CHANGE_SHAPE,
	 .status = 200, .answer = &ACCOUNT_SHAPE, DOES(account_edit, account)},
	{READ("/api/v1/mappings", "listMappings", "Imports",
	      "List the kinds of file that can be imported"),
	 .lists = "mapping", .unstored = true, .media = JSON_MEDIA, .answer = &MAPPINGS_SHAPE,
	 DOES(mappings_list, mappings_list)},
	{READ("/api/v1/imports", "listImports", "Imports", "List imports"), .params = LIST(PAGED),
	 .lists = "import", .media = JSON_MEDIA, .answer = &IMPORTS_SHAPE,
	 DOES(imports_list, imports_list)},
	{WRITE(METHOD_POST, "/api/v1/imports", "importFile", "Imports", "Import a file"),
	 .description =
		 "The body is the file. All of it is taken or nothing; rows that cannot be "
		 "taken wait in quarantine. Importing it again changes nothing, and answers 200.",
	 .params = LIST(IMPORT_FILE), .body = BODY_FILE, .status = 201, .dry_run_status = 200,
	 .location = "/api/v1/imports/{import}", .answer = &IMPORT_SUMMARY_SHAPE,
	 DOES(import_file, import_file)},
	{READ("/api/v1/imports/{id}", "showImport", "Imports", "Show an import"),
	 .params = LIST(IMPORT), .media = JSON_MEDIA, .answer = &IMPORT_SHAPE,
	 DOES(import_show, import_show)},
	{WRITE(METHOD_POST, "/api/v1/imports/{id}/undo", "undoImport", "Imports", "Undo an import"),
	 .description =
		 "Retracts the revisions that it brought, and records again what it had corrected.",
	 .params = LIST(IMPORT), .body = BODY_JSON, .request = &IMPORT_UNDO_REQUEST_SHAPE,
	 .status = 200, .answer = &UNDO_SHAPE, DOES(import_undo, import_undo)},
	{READ("/api/v1/quarantine", "listQuarantine", "Imports",
	      "List the rows that wait in quarantine"),
	 .params = LIST(QUARANTINE_LIST), .lists = "quarantine", .media = JSON_MEDIA,
	 .answer = &QUARANTINE_SHAPE, DOES(quarantine_list, quarantine_list)},
	{READ("/api/v1/quarantine/{id}", "showQuarantineRow", "Imports", "Show a row as received"),
	 .params = LIST(QUARANTINE_ROW), .media = JSON_MEDIA, .answer = &QUARANTINE_ROW_SHAPE,
	 DOES(quarantine_show, quarantine_show)},
	{READ("/api/v1/fields", "listFields", "Installation", "List the tracked fields"),
	 .lists = "field", .media = JSON_MEDIA, .answer = &FIELDS_SHAPE,
	 DOES(fields_list, fields_list)},
	{WRITE(METHOD_POST, "/api/v1/fields", "declareField", "Installation",
	       "Declare a custom field"),
	 .body = BODY_JSON, .request = &NEW_FIELD_SHAPE, .status = 201, .answer = &FIELD_SHAPE,
	 DOES(field_add, field_add)},
	{READ("/api/v1/settings", "listSettings", "Installation", "List the settings"),
	 .lists = "setting", .media = JSON_MEDIA, .answer = &SETTINGS_SHAPE,
	 DOES(settings_list, settings_list)},
	{WRITE(METHOD_PUT, "/api/v1/settings/{name}", "changeSetting", "Installation",
	       "Change a setting"),
	 .params = LIST(SETTING), .body = BODY_JSON, .request = &SETTING_VALUE_SHAPE, .status = 200,
	 .answer = &SETTING_SHAPE, DOES(setting_put, setting_put)},
	{READ("/api/v1/check", "checkStore", "Installation",
	      "Prove that the store holds what was written"),
	 .description =
		 "Verifies every audit chain and rebuilds every snapshot. What is found is in the "
		 "answer, with ok false.",
	 .params = LIST(CHECK), .lane = LANE_LONG, .unkept = true, .media = JSON_MEDIA,
	 .answer = &CHECK_SHAPE, DOES(check_store, check_store)},
	{READ("/api/v1/events", "followChanges", "Server", "Follow what changes, as it happens"),
	 .description =
		 "Server-sent events. hello: the version of the store when the stream begins. "
		 "change: a new version as id, and what changed with it. reset: what the asker "
		 "missed is not known any more, so all it shows must be read again. With "
		 "Last-Event-ID the stream goes on behind that version.",
	 .lane = LANE_EVENTS, .unkept = true, .media = "text/event-stream"},
	{READ("/api/v1/openapi.json", "describeApi", "Server", "Describe this API (OpenAPI 3.1)"),
	 .unstored = true, .media = JSON_MEDIA, .answer = &OPENAPI_SHAPE, DOES(openapi, openapi)},
	{READ("/healthz", "checkHealth", "Server", "Tell whether the server can answer"),
	 .lane = LANE_STATUS, .unkept = true, .failing_status = 503, .media = JSON_MEDIA,
	 .answer = &HEALTH_SHAPE},
	{READ("/metrics", "readMetrics", "Server",
	      "Tell what the server counts, as Prometheus reads it"),
	 .lane = LANE_STATUS, .unkept = true, .media = "text/plain; version=0.0.4; charset=utf-8"},
};

const Route *route_list(size_t *count)
{
	*count = sizeof ROUTES / sizeof ROUTES[0];
	return ROUTES;
}

const RouteTag *route_tags(size_t *count)
{
	*count = sizeof TAGS / sizeof TAGS[0];
	return TAGS;
}
