/* The one table of routes. What a row holds is told in route.h. */

#include "answer/account_json.h"
#include "answer/chart_json.h"
#include "answer/check_json.h"
#include "answer/close_json.h"
#include "answer/contract_json.h"
#include "answer/discrepancy_json.h"
#include "answer/document_json.h"
#include "answer/drill_json.h"
#include "answer/explain_json.h"
#include "answer/fact_json.h"
#include "answer/field_json.h"
#include "answer/figures_json.h"
#include "answer/history_json.h"
#include "answer/import_json.h"
#include "answer/metric_json.h"
#include "answer/movements_json.h"
#include "answer/report_json.h"
#include "answer/restate_json.h"
#include "answer/sums_json.h"
#include "answer/time_entry_json.h"
#include "answer/waiting_json.h"
#include "http/openapi.h"
#include "http/route_params.h"
#include "http/routes.h"

#define LIST(array) (array), sizeof(array) / sizeof *(array)
#define JSON_MEDIA "application/json"
#define CSV_MEDIA "text/csv; charset=utf-8"
#define CSV_FORMULAS \
	"Cells that a spreadsheet would take for formulas have an apostrophe before them."
#define CONTRACT "/api/v1/contracts/{key}"

static const RouteTag TAGS[] = {
	{"Contracts",
	 "Contracts, what is changed in them, and their state at any moment of the past."},
	{"History",
	 "How contracts came to be what they are: snapshots, reports, movements, charts."},
	{"Metrics",
	 "Figures of any scope, period and view; what they are made of, what changed in them, and how "
	 "months tie out with the ledger."},
	{"Documents", "Files that belong to contracts."},
	{"Accounts", "Who contracts are with, and their lifetime value."},
	{"Imports",
	 "Files that bring contracts and facts, their undoing, and rows that wait in quarantine."},
	{"Facts",
	 "What was done, recognised, invoiced, planned and is available: written, listed, "
	 "summed."},
	{"Links", "What names of sources mean, and what waits until one is known."},
	{"Installation", "Fields, settings, and the proof that the store holds what was written."},
	{"Server", "What changes, how the server is, and this description."},
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
	 .description = "A line per change; an entry without changes has one, too. " CSV_FORMULAS,
	 .params = LIST(REPORT_CSV), .media = CSV_MEDIA, DOES(report_csv, report_csv)},
	{READ("/api/v1/movements", "showMovements", "History",
	      "Show movements of recurring value and retention between two days"),
	 .params = LIST(MOVEMENTS), .media = JSON_MEDIA, .answer = &MOVEMENTS_SHAPE,
	 DOES(movements, movements)},
	{READ("/api/v1/metrics", "listMetrics", "Metrics", "Tell what can be measured, and how"),
	 .lists = "metric", .unstored = true, .media = JSON_MEDIA, .answer = &METRICS_SHAPE,
	 DOES(metrics_list, metrics_list)},
	{READ("/api/v1/metrics/{metric}", "showMetric", "Metrics", "Tell what a metric means"),
	 .params = LIST(METRIC_ONE), .unstored = true, .media = JSON_MEDIA, .answer = &METRIC_SHAPE,
	 DOES(metric_show, metric_show)},
	{READ("/api/v1/figures", "showFigures", "Metrics",
	      "Show figures of metrics, by scope and period"),
	 .description = "What is not available has a reason, and is never a false zero. Totals of "
			"quotients divide the sums, and name what they leave out.",
	 .params = LIST(FIGURES), .by_day = true, .media = JSON_MEDIA,
	 .answer = &FIGURES_TABLE_SHAPE, DOES(figures, figures)},
	{READ("/api/v1/figures.csv", "downloadFigures", "Metrics", "Download figures of metrics"),
	 .description = "A line per row and metric, without the total. " CSV_FORMULAS,
	 .params = LIST(FIGURES), .lane = LANE_LONG, .by_day = true, .media = CSV_MEDIA,
	 DOES(figures, figures_csv)},
	{READ("/api/v1/explanations/{metric}", "explainFigure", "Metrics",
	      "Explain a figure, and its difference from another period"),
	 .description =
		 "The formula with its numbers, and the terms and facts that each number is the sum of.",
	 .params = LIST(EXPLANATION), .by_day = true, .media = JSON_MEDIA,
	 .answer = &EXPLANATION_SHAPE, DOES(explanation, explanation)},
	{READ(CONTRACT "/drill", "drillDown", "Metrics",
	      "Show where the hours and the money of a contract went"),
	 .params = LIST(DRILL), .by_day = true, .media = JSON_MEDIA, .answer = &DRILL_SHAPE,
	 DOES(drill, drill)},
	{READ(CONTRACT "/drill.csv", "downloadDrill", "Metrics",
	      "Download where the hours and the money of a contract went"),
	 .description = "A line per row, without the total. " CSV_FORMULAS, .params = LIST(DRILL),
	 .by_day = true, .media = CSV_MEDIA, DOES(drill, drill_csv)},
	{READ("/api/v1/restatement", "restateFigures", "Metrics",
	      "Show figures in two views, and what was learnt between them"),
	 .params = LIST(RESTATEMENT), .lane = LANE_LONG, .by_day = true, .media = JSON_MEDIA,
	 .answer = &RESTATEMENT_SHAPE, DOES(restatement, restatement)},
	{READ("/api/v1/period-closes", "listPeriodCloses", "Metrics", "List the closed months"),
	 .params = LIST(CLOSE_LIST), .media = JSON_MEDIA, .answer = &CLOSED_MONTHS_SHAPE,
	 DOES(closes_list, closes_list)},
	{WRITE(METHOD_POST, "/api/v1/period-closes", "closePeriod", "Metrics",
	       "Close a month with the ledger's totals"),
	 .description = "Closing it again restates the close: what was known before stays known.",
	 .params = LIST(CLOSE_ADD), .body = BODY_JSON, .request = &NEW_CLOSE_SHAPE, .status = 201,
	 .dry_run_status = 200, .tries_by_writing = true,
	 .location = "/api/v1/period-closes/{month}", .answer = &TIE_OUT_SHAPE,
	 DOES(close_add, close)},
	{READ("/api/v1/period-closes/{month}", "showPeriodClose", "Metrics",
	      "Show how a month ties out with the ledger"),
	 .params = LIST(CLOSE_ONE), .media = JSON_MEDIA, .answer = &TIE_OUT_SHAPE,
	 DOES(close_show, close)},
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
	 .lists = "mapping", .media = JSON_MEDIA, .answer = &MAPPINGS_SHAPE,
	 DOES(mappings_list, mappings_list)},
	{READ("/api/v1/imports", "listImports", "Imports", "List imports"), .params = LIST(PAGED),
	 .lists = "import", .media = JSON_MEDIA, .answer = &IMPORTS_SHAPE,
	 DOES(imports_list, imports_list)},
	{WRITE(METHOD_POST, "/api/v1/imports", "importFile", "Imports", "Import a file"),
	 .description =
		 "The body is the file. All of it is taken or nothing; rows that cannot be "
		 "taken wait in quarantine. Importing it again changes nothing, and answers 200.",
	 .params = LIST(IMPORT_FILE), .body = BODY_FILE, .status = 201, .dry_run_status = 200,
	 .tries_by_writing = true, .location = "/api/v1/imports/{import}",
	 .answer = &IMPORT_SUMMARY_SHAPE, DOES(import_file, import_file)},
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
	{READ("/api/v1/quarantine/groups", "groupQuarantine", "Links",
	      "Tell what waits in quarantine, by reason and name"),
	 .media = JSON_MEDIA, .answer = &WAITING_GROUPS_SHAPE,
	 DOES(waiting_groups, waiting_groups)},
	{WRITE(METHOD_POST, "/api/v1/quarantine/retry", "retryQuarantine", "Links",
	       "Try rows that wait again"),
	 .body = BODY_JSON, .request = &WAITING_CHOICE_SHAPE, .status = 200, .answer = &RETRY_SHAPE,
	 DOES(waiting_retry, waiting_retry)},
	{WRITE(METHOD_POST, "/api/v1/quarantine/discard", "discardQuarantine", "Links",
	       "Give up rows that wait"),
	 .description = "They are kept, and no longer listed.", .body = BODY_JSON,
	 .request = &WAITING_CHOICE_SHAPE, .status = 200, .answer = &DISCARD_SHAPE,
	 DOES(waiting_discard, waiting_discard)},
	{READ("/api/v1/links", "listLinks", "Links", "List the links"), .params = LIST(LINK_LIST),
	 .lists = "link", .media = JSON_MEDIA, .answer = &LINKS_SHAPE,
	 DOES(links_list, links_list)},
	{WRITE(METHOD_POST, "/api/v1/links", "addLink", "Links",
	       "Tell what a name of a source means, and release what waits for it"),
	 .params = LIST(LINK_ADD), .body = BODY_JSON, .request = &LINK_REQUEST_SHAPE, .status = 201,
	 .dry_run_status = 200, .tries_by_writing = true, .answer = &LINK_RESULT_SHAPE,
	 DOES(link_add, link_add)},
	{READ("/api/v1/links/suggestions", "suggestLinks", "Links",
	      "Propose what unknown names may mean"),
	 .lane = LANE_LONG, .media = JSON_MEDIA, .answer = &SUGGESTIONS_SHAPE,
	 DOES(links_suggest, links_suggest)},
	{WRITE(METHOD_DELETE, "/api/v1/links/{id}", "removeLink", "Links", "Remove a link"),
	 .description = "What was taken by it stays; that it was there stays known.",
	 .params = LIST(LINK_ONE), .status = 200, .answer = &LINK_SHAPE,
	 DOES(link_remove, link_remove)},
	{READ("/api/v1/facts", "listFactKinds", "Facts",
	      "Tell the kinds of facts and their fields"),
	 .lists = "fact", .unstored = true, .media = JSON_MEDIA, .answer = &FACT_KINDS_SHAPE,
	 DOES(fact_kinds, fact_kinds)},
	{READ("/api/v1/facts/{fact}/template", "downloadTemplate", "Facts",
	      "Download an empty file to fill with facts"),
	 .params = LIST(FACT_TEMPLATE), .unstored = true, .media = CSV_MEDIA,
	 DOES(fact_kinds, fact_template)},
	{READ("/api/v1/facts/{fact}", "listFacts", "Facts", "List facts of a kind"),
	 .params = LIST(FACT_LIST), .media = JSON_MEDIA, .answer = &FACTS_SHAPE,
	 DOES(facts_list, facts_list)},
	{READ("/api/v1/facts/{fact}/csv", "downloadFacts", "Facts", "Download facts of a kind"),
	 .params = LIST(FACT_CSV), .media = CSV_MEDIA, DOES(facts_csv, facts_csv)},
	{WRITE(METHOD_POST, "/api/v1/facts/{fact}", "writeFacts", "Facts", "Write facts of a kind"),
	 .description = "All of them are taken or none. One that is there already is replaced, and "
			"its older version is kept; one that is alike changes nothing.",
	 .params = LIST(FACT_TEMPLATE), .body = BODY_JSON, .request = &FACTS_REQUEST_SHAPE,
	 .status = 200, .answer = &FACT_RESULTS_SHAPE, DOES(facts_write, fact_results)},
	{WRITE(METHOD_POST, "/api/v1/facts/{fact}/deletions", "deleteFacts", "Facts",
	       "Delete facts of a kind"),
	 .description = "They are named by source and external id, or by the fields of their "
			"identity. Their versions are kept.",
	 .params = LIST(FACT_TEMPLATE), .body = BODY_JSON, .request = &FACTS_REQUEST_SHAPE,
	 .status = 200, .answer = &FACT_RESULTS_SHAPE, DOES(facts_delete, fact_results)},
	{WRITE(METHOD_PUT, "/api/v1/facts/{fact}/{source}/{external_id}", "putFact", "Facts",
	       "Write a fact of a source"),
	 .params = LIST(FACT_ONE), .body = BODY_JSON, .request = &FACT_REQUEST_SHAPE, .status = 200,
	 .answer = &FACT_RESULT_SHAPE, DOES(fact_put, fact_result)},
	{WRITE(METHOD_DELETE, "/api/v1/facts/{fact}/{source}/{external_id}", "deleteFact", "Facts",
	       "Delete a fact of a source"),
	 .params = LIST(FACT_ONE), .status = 200, .answer = &FACT_RESULT_SHAPE,
	 DOES(fact_delete, fact_result)},
	{READ("/api/v1/entries", "listEntries", "Facts", "List time entries"),
	 .params = LIST(ENTRY_LIST), .lists = "entry", .media = JSON_MEDIA,
	 .answer = &ENTRIES_SHAPE, DOES(entries_list, entries_list)},
	{READ("/api/v1/entries.csv", "downloadEntries", "Facts", "Download time entries"),
	 .description = "A line per entry, all of them. " CSV_FORMULAS, .params = LIST(ENTRY_CSV),
	 .lane = LANE_LONG, .media = CSV_MEDIA, DOES(entries_csv, entries_csv)},
	{WRITE(METHOD_POST, "/api/v1/entries", "writeEntries", "Facts", "Write time entries"),
	 .description = "As POST /api/v1/facts/time_entry.", .body = BODY_JSON,
	 .request = &ENTRIES_REQUEST_SHAPE, .status = 200, .answer = &FACT_RESULTS_SHAPE,
	 DOES(entries_write, fact_results)},
	{READ("/api/v1/entries/{source}/{external_id}", "showEntry", "Facts",
	      "Show all versions of a time entry"),
	 .params = LIST(ENTRY_ONE), .media = JSON_MEDIA, .answer = &ENTRY_VERSIONS_SHAPE,
	 DOES(entry_show, entry_show)},
	{WRITE(METHOD_PUT, "/api/v1/entries/{source}/{external_id}", "putEntry", "Facts",
	       "Write a time entry of a source"),
	 .params = LIST(ENTRY_ONE), .body = BODY_JSON, .request = &FACT_REQUEST_SHAPE,
	 .status = 200, .answer = &FACT_RESULT_SHAPE, DOES(entry_put, fact_result)},
	{WRITE(METHOD_DELETE, "/api/v1/entries/{source}/{external_id}", "deleteEntry", "Facts",
	       "Delete a time entry of a source"),
	 .params = LIST(ENTRY_ONE), .status = 200, .answer = &FACT_RESULT_SHAPE,
	 DOES(entry_delete, fact_result)},
	{READ("/api/v1/sums", "sumEntries", "Facts", "Sum time entries"), .params = LIST(SUMS),
	 .media = JSON_MEDIA, .answer = &SUMS_SHAPE, DOES(sums, sums)},
	{READ("/api/v1/sums.csv", "downloadSums", "Facts", "Download sums of time entries"),
	 .params = LIST(SUMS), .media = CSV_MEDIA, DOES(sums, sums_csv)},
	{READ("/api/v1/resources", "listResources", "Facts", "List the people that facts name"),
	 .lists = "resource", .media = JSON_MEDIA, .answer = &RESOURCES_SHAPE,
	 DOES(resources, resources)},
	{READ("/api/v1/sources", "listSources", "Facts", "List the sources of facts"),
	 .lists = "source", .media = JSON_MEDIA, .answer = &SOURCES_SHAPE, DOES(sources, sources)},
	{READ("/api/v1/discrepancies", "listDiscrepancies", "Facts",
	      "List where sources disagree, with both sides"),
	 .params = LIST(DISCREPANCY_LIST), .lane = LANE_LONG, .by_day = true, .media = JSON_MEDIA,
	 .answer = &DISCREPANCIES_SHAPE, DOES(discrepancies, discrepancies)},
	{READ("/api/v1/discrepancies.csv", "downloadDiscrepancies", "Facts",
	      "Download where sources disagree"),
	 .params = LIST(DISCREPANCY_LIST), .lane = LANE_LONG, .by_day = true, .media = CSV_MEDIA,
	 DOES(discrepancies, discrepancies_csv)},
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
