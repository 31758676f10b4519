/* Routes asked as the server asks them, on a store. */

#include "check.h"

#include "app/demo.h"
#include "http/one_desk.h"
#include "store/idempotency.h"

#include <stdio.h>

static void load_demo(void)
{
	Err err;
	DemoSummary summary;
	if (!demo_load(&desk.app, &summary, &err))
		fail_msg("%s", err.text);
	desk.now.us += INT64_C(60) * 1000000;
}

/* Those that write facts, on contract K. */
static void facts_are_written(void)
{
	static const char entry[] =
		"{\"contract\":\"K\",\"resource\":\"Resource 01\",\"work_date\":\"2010-03-01\","
		"\"seconds\":60}";
	static const char cost[] =
		"{\"contract\":\"K\",\"date\":\"2010-03-01\","
		"\"amount\":\"12.50\",\"kind\":\"expense\"}";
	static const struct {
		const char *target, *body;
	} puts[] = {{"/api/v1/entries/mine/e1", entry}, {"/api/v1/facts/cost/mine/c1", cost}};
	for (size_t i = 0; i < COUNT(puts); i++) {
		Ask ask = {.method = METHOD_PUT, .target = puts[i].target, .body = puts[i].body};
		Told put = desk_ask(&desk, ask);
		check_text(ask.target, told_at(&put, "/outcome"), "added");
		if (i == 0)
			(void)desk_get(&desk, ask.target, 200);
		ask.method = METHOD_DELETE;
		ask.body = NULL;
		Told gone = desk_ask(&desk, ask);
		check_text(ask.target, told_at(&gone, "/outcome"), "deleted");
	}
	(void)desk_post(&desk, "/api/v1/entries",
			text_of(str_format(&desk.mem, "{\"entries\":[%s]}", entry)), 200);
	static const char tasks[] = "{\"facts\":[{\"contract\":\"K\",\"key\":\"Pier\"}]}";
	(void)desk_post(&desk, "/api/v1/facts/task", tasks, 200);
	(void)desk_post(&desk, "/api/v1/facts/task/deletions", tasks, 200);
	Told link = desk_post(&desk, "/api/v1/links",
			      "{\"subject\":\"project\",\"name\":\"Never seen\","
			      "\"target\":\"internal\"}",
			      201);
	(void)desk_ask(&desk, (Ask){.method = METHOD_DELETE,
				    .target = at("/api/v1/links/",
						 text_of(told_at(&link, "/link/id")), "")});
	(void)desk_post(&desk, "/api/v1/quarantine/retry", "{\"all\":true}", 200);
	(void)desk_post(&desk, "/api/v1/quarantine/discard", "{\"source\":\"none\"}", 200);
}

/* Each route of the table but the server's own gives an answer of its shape (desk.c checks that). */
static void every_route_answers(void **state)
{
	(void)state;
	static const char *const reads[] = {
		"/api/v1/contracts?limit=5",
		"/api/v1/contracts?sort=annual_value&order=desc&fields=annual_value,status",
		"/api/v1/contracts/HARBOUR-2009",
		"/api/v1/contracts/HARBOUR-2009?as_of=2009-12-31&known_at=2010-03-09",
		"/api/v1/contracts/HARBOUR-2009/history?by=quarter",
		"/api/v1/contracts/HARBOUR-2009/history?convention=epicom2011",
		"/api/v1/contracts/HARBOUR-2009/charts/terms?width=700&form=svg",
		"/api/v1/contracts/HARBOUR-2009/charts/periods/table?by=year",
		"/api/v1/contracts/HARBOUR-2009/documents",
		"/api/v1/history-report?limit=3",
		"/api/v1/history-report.csv?contract=HARBOUR-2009",
		"/api/v1/movements?from=2024-01-01&to=2025-01-01",
		"/api/v1/accounts",
		"/api/v1/accounts/Harbour%20Foods?as_of=2010-01-01",
		"/api/v1/fields",
		"/api/v1/settings",
		"/api/v1/mappings",
		"/api/v1/imports",
		"/api/v1/quarantine",
		"/api/v1/quarantine/groups",
		"/api/v1/links?removed=true",
		"/api/v1/links/suggestions",
		"/api/v1/facts",
		"/api/v1/facts/cost/template",
		"/api/v1/facts/task?contract=HARBOUR-2009&limit=1",
		"/api/v1/facts/exchange_rate?versions=1",
		"/api/v1/facts/budget/csv?contract=HARBOUR-2009",
		"/api/v1/entries?limit=3",
		"/api/v1/entries.csv?from=2025-01-01&to=2025-02-01",
		"/api/v1/sums?by=contract,month&from=2025-01-01&to=2025-04-01",
		"/api/v1/sums.csv?by=class",
		"/api/v1/resources",
		"/api/v1/sources",
		"/api/v1/discrepancies?from=2025-01-01&to=2025-02-01",
		"/api/v1/discrepancies.csv?kind=over_24h",
		"/api/v1/metrics",
		"/api/v1/metrics/contract_utilization",
		"/api/v1/figures?period=2025-03",
		"/api/v1/figures?scope=SUMMITRY-FM-2025&period=2025-Q2&by=month&since_close=1",
		"/api/v1/figures?scope=resource:Resource%2018&period=2025-06&by=week",
		"/api/v1/figures.csv?by=account,month&period=2025-Q1&metrics=recognized",
		"/api/v1/explanations/delivery_margin?scope=SUMMITRY-FM-2025&period=2025-06&vs=2025-05",
		"/api/v1/explanations/p90_lag?period=2025-06&rows=3",
		"/api/v1/contracts/SUMMITRY-FM-2025/drill?by=assignment&period=2025-Q2",
		"/api/v1/contracts/SUMMITRY-FM-2025/drill.csv?by=task",
		"/api/v1/restatement?scope=SUMMITRY-FM-2025&period=2025-06&known_at=2025-06-01",
		"/api/v1/period-closes",
		"/api/v1/check",
		"/api/v1/openapi.json",
	};
	load_demo();
	for (size_t i = 0; i < COUNT(reads); i++)
		(void)desk_get(&desk, reads[i], 200);
	(void)desk_post(&desk, "/api/v1/accounts", "{\"name\":\"New\",\"note\":null}", 201);
	Told edited = desk_ask(&desk, (Ask){.method = METHOD_PATCH,
					    .target = "/api/v1/accounts/New",
					    .body = "{\"note\":\"x\"}"});
	check_text("an account is edited", told_at(&edited, "/note"), "x");
	(void)desk_post(&desk, "/api/v1/fields", "{\"name\":\"pier\",\"type\":\"text\"}", 201);
	Told setting = desk_ask(&desk, (Ask){.method = METHOD_PUT,
					     .target = "/api/v1/settings/fiscal_month",
					     .body = "{\"value\":\"4\"}"});
	check_text("a setting is set", told_at(&setting, "/value"), "4");
	desk_add_contract(&desk, "K");
	facts_are_written();
	Told closed = desk_post(&desk, "/api/v1/period-closes",
				"{\"month\":\"2009-05\",\"ledger\":[{\"contract\":\"K\","
				"\"recognized\":\"12.50\"}]}",
				201);
	check_text("a total that differs", told_at(&closed, "/differing"), "1");
	(void)desk_get(&desk, text_of(told_header(&closed, "Location")), 200);
	(void)desk_post(&desk, "/api/v1/contracts/K/revisions", DESK_AMENDMENT, 201);
	(void)desk_post(&desk, "/api/v1/contracts/K/revisions/2/retraction", "{\"reason\":\"no\"}",
			201);
	Told document = desk_ask(&desk, (Ask){.method = METHOD_POST,
					      .target = "/api/v1/contracts/K/documents?name=a.txt",
					      .file = "abc",
					      .type = "text/plain"});
	assert_int_equal(document.reply.status, 201);
	const char *place = text_of(told_header(&document, "Location"));
	Told bytes = desk_get(&desk, place, 200);
	check_text("the bytes come back", bytes.text, "abc");
	check_text("as a file to save", bytes.reply.attachment, "a.txt");
	assert_string_equal(bytes.reply.media, "text/plain");
	const char *remove = text_of(str_format(&desk.mem, "%s?reason=old", place));
	Told removed = desk_ask(&desk, (Ask){.method = METHOD_DELETE, .target = remove});
	check_text("a tombstone stays", told_at(&removed, "/reason"), "old");
	Told gone = desk_get(&desk, place, 410);
	check_problem("its bytes are gone", &gone, 410, "gone");
	Told import =
		desk_ask(&desk,
			 (Ask){.method = METHOD_POST,
			       .target = "/api/v1/imports?file=new.csv&mapping=pacta-contracts",
			       .file = DESK_FILE});
	assert_int_equal(import.reply.status, 201);
	check_text("the file's own name is kept", told_at(&import, "/file"), "new.csv");
	check_text("one row is taken", told_at(&import, "/accepted"), "1");
	place = text_of(told_header(&import, "Location"));
	(void)desk_get(&desk, place, 200);
	Told rows =
		desk_get(&desk,
			 at("/api/v1/quarantine?import=", text_of(told_at(&import, "/import")), ""),
			 200);
	check_text("one row waits", told_at(&rows, "/total"), "1");
	(void)desk_get(&desk, at("/api/v1/quarantine/", text_of(told_at(&rows, "/rows/0/id")), ""),
		       200);
	(void)desk_post(&desk, text_of(str_format(&desk.mem, "%s/undo", place)), "", 200);
	size_t count;
	const Route *routes = route_list(&count);
	for (size_t i = 0; i < count; i++) {
		if (routes[i].run && !desk.answered[i])
			fail_msg("%s %s was not asked", method_name(routes[i].method),
				 routes[i].path);
	}
}

static void rows_of_the_table_hold_together(void **state)
{
	(void)state;
	size_t count;
	size_t tags;
	const Route *routes = route_list(&count);
	(void)route_tags(&tags);
	for (size_t i = 0; i < count; i++) {
		const Route *route = &routes[i];
		bool known = false;
		bool server = route->lane == LANE_EVENTS || route->lane == LANE_STATUS;
		if (route->permission == PERMISSION_UNTOLD)
			fail_msg("%s: nobody may do this", route->path);
		assert_true(route->method == METHOD_GET || route->permission == PERMISSION_WRITE);
		assert_true((route->method != METHOD_GET) == (route->lane == LANE_WRITE));
		assert_true((route->body == BODY_JSON) == (route->request != NULL));
		assert_int_equal(server, route->run == NULL);
		assert_true(route->param_count <= ROUTE_PARAMS_MAX);
		for (size_t j = 0; j < tags; j++)
			known = known || strcmp(route_tags(&tags)[j].name, route->tag) == 0;
		assert_true(known);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(routes[j].operation, route->operation);
	}
}

static void nobody_may_use_a_route_that_does_not_tell_who_may(void **state)
{
	(void)state;
	Str allow;
	Reply reply;
	Request request = {.mem = &desk.mem, .path = STR("/api/v1/fields"), .now = desk.now};
	Route route = *dispatch_find(&desk.mem, METHOD_GET, request.path, &allow);
	dispatch_run(&route, &request, &desk.app, &reply);
	assert_int_equal(reply.status, 200);
	route.permission = PERMISSION_UNTOLD;
	dispatch_run(&route, &request, &desk.app, &reply);
	assert_int_equal(reply.status, 403);
}

static void requests_that_are_put_wrongly(void **state)
{
	(void)state;
	static const struct {
		const char *label;
		Ask ask;
		int status;
		const char *code;
		const char *field; /* or NULL */
		const char *detail;
	} cases[] = {
		{"no such address",
		 {.target = "/api/v1/nothing"},
		 404,
		 "no-route",
		 NULL,
		 "nothing there"},
		{"a slash behind",
		 {.target = "/api/v1/accounts/"},
		 404,
		 "no-route",
		 NULL,
		 "nothing there"},
		{"another method",
		 {.method = METHOD_DELETE, .target = "/api/v1/accounts"},
		 405,
		 "method",
		 NULL,
		 "GET, HEAD, POST"},
		{"an unknown parameter",
		 {.target = "/api/v1/accounts?limt=3"},
		 400,
		 "usage",
		 "limt",
		 "there is no parameter 'limt'"},
		{"a parameter twice",
		 {.target = "/api/v1/accounts?limit=3&limit=3"},
		 400,
		 "usage",
		 "limit",
		 "the parameter 'limit' comes twice"},
		{"a number out of its range",
		 {.target = "/api/v1/accounts?limit=1001"},
		 400,
		 "usage",
		 "limit",
		 "limit: is a whole number from 1 to 1000"},
		{"a day that there is not",
		 {.target = "/api/v1/contracts?as_of=2009-02-30"},
		 400,
		 "usage",
		 "as_of",
		 "as_of: bad date '2009-02-30': February 2009 has no day 30"},
		{"a choice that there is not",
		 {.target = "/api/v1/contracts?kind=both"},
		 400,
		 "usage",
		 "kind",
		 "kind: is one of customer, vendor"},
		{"a field that there is not",
		 {.target = "/api/v1/contracts?fields=annual_valu"},
		 400,
		 "usage",
		 "fields",
		 "there is no field 'annual_valu'; did you mean 'annual_value'?"},
		{"a parameter that is needed",
		 {.target = "/api/v1/movements?from=2020-01-01"},
		 400,
		 "usage",
		 "to",
		 "the parameter 'to' is missing: the last day"},
		{"an id that is no number",
		 {.target = "/api/v1/imports/x"},
		 404,
		 "not-found",
		 "id",
		 "id: is an id, a number from 1"},
		{"a chart that there is not",
		 {.target = "/api/v1/contracts/K/charts/pie"},
		 404,
		 "not-found",
		 "chart",
		 "chart: is one of terms, periods, cumulative, events"},
		{"a broken escape in a path",
		 {.target = "/api/v1/accounts/a%2"},
		 400,
		 "usage",
		 "name",
		 "name: 'a%2' has a % without two hexadecimal digits; % itself is %25"},
		{"a NUL in a path",
		 {.target = "/api/v1/accounts/a%00b"},
		 400,
		 "usage",
		 "name",
		 "name: 'a%00b' holds a NUL"},
		{"a path that is not UTF-8",
		 {.target = "/api/v1/accounts/%ff"},
		 400,
		 "usage",
		 "name",
		 "name: '%ff' is not UTF-8 when decoded"},
		{"a broken escape in a query",
		 {.target = "/api/v1/accounts?q=%zz"},
		 400,
		 "usage",
		 "q",
		 "q: '%zz' has a % without two hexadecimal digits; % itself is %25"},
		{"a body that is no JSON",
		 {.method = METHOD_POST, .target = "/api/v1/accounts", .body = "{\"name\":"},
		 400,
		 "usage",
		 NULL,
		 "the body is not JSON that is taken here: line 1, column 9: the text ends where a value "
		 "is expected"},
		{"a body of another type",
		 {.method = METHOD_POST,
		  .target = "/api/v1/accounts",
		  .body = "name=x",
		  .type = "application/x-www-form-urlencoded"},
		 415,
		 "media-type",
		 NULL,
		 "this takes application/json, not 'application/x-www-form-urlencoded'"},
		{"a member that there is not",
		 {.method = METHOD_POST,
		  .target = "/api/v1/accounts",
		  .body = "{\"name\":\"x\",\"colour\":1}"},
		 422,
		 "input",
		 "colour",
		 "colour: is not known here"},
		{"a member that is missing",
		 {.method = METHOD_POST, .target = "/api/v1/accounts", .body = "{}"},
		 422,
		 "input",
		 "name",
		 "name: is missing"},
		{"a body that is empty",
		 {.method = METHOD_POST, .target = "/api/v1/accounts"},
		 422,
		 "input",
		 "name",
		 "name: is missing"},
		{"a value of another kind, deep inside",
		 {.method = METHOD_POST,
		  .target = "/api/v1/contracts/K/revisions",
		  .body = "{\"effective_on\":\"2010-01-01\",\"reason\":\"r\",\"changes\":["
			  "{\"field\":\"annual_value\",\"value\":5}]}"},
		 422,
		 "input",
		 "changes[0].value",
		 "changes[0].value: must be a text in quotes"},
		{"a NUL in a text",
		 {.method = METHOD_POST,
		  .target = "/api/v1/accounts",
		  .body = "{\"name\":\"x\",\"note\":\"a\\u0000b\"}"},
		 422,
		 "input",
		 "note",
		 "note: holds a NUL character, which nothing here can"},
		{"a contract that there is not",
		 {.target = "/api/v1/contracts/none"},
		 404,
		 "not-found",
		 NULL,
		 "there is no contract 'none'"},
		{"an idempotency key with a space",
		 {.method = METHOD_POST,
		  .target = "/api/v1/accounts",
		  .body = "{\"name\":\"x\"}",
		  .key = "a b"},
		 400,
		 "usage",
		 "Idempotency-Key",
		 "Idempotency-Key is of visible ASCII characters, without spaces"},
		{"an If-Match without quotes",
		 {.method = METHOD_POST,
		  .target = "/api/v1/contracts/K/revisions",
		  .body = DESK_AMENDMENT,
		  .if_match = "7"},
		 400,
		 "usage",
		 "If-Match",
		 "If-Match is the number of the contract's newest entry in quotes: \"7\""},
		{"a cursor that is none",
		 {.target = "/api/v1/accounts?cursor=abc"},
		 400,
		 "usage",
		 "cursor",
		 "cursor: is none that an answer gave"},
		{"two filters that exclude each other",
		 {.target = "/api/v1/history-report?contract=K&account=A"},
		 400,
		 "usage",
		 "account",
		 "contract and account exclude each other"},
		{"a mapping that is a file of the server",
		 {.method = METHOD_POST,
		  .target = "/api/v1/imports?file=a.csv&mapping=/etc/passwd",
		  .file = "x"},
		 404,
		 "not-found",
		 "mapping",
		 NULL},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Told told = desk_ask(&desk, cases[i].ask);
		check_problem(cases[i].label, &told, cases[i].status, cases[i].code);
		if (cases[i].detail)
			check_text(cases[i].label, told_at(&told, "/detail"), cases[i].detail);
		const JsonValue *field = json_member(told.json, STR("field"));
		check_text(cases[i].label, field ? field->text : (Str){0},
			   cases[i].field ? cases[i].field : "");
	}
}

static void rows_in_quarantine_come_in_pages(void **state)
{
	(void)state;
	Told import = desk_ask(&desk,
			       (Ask){.method = METHOD_POST,
				     .target = "/api/v1/imports?file=a.csv&mapping=pacta-contracts",
				     .file = "contract,account,currency,effective_on\n"
					     "A,H,USD,x\nB,H,USD,x\nC,H,USD,x\n"});
	check_text("three rows wait", told_at(&import, "/quarantined"), "3");
	Told first = desk_get(&desk, "/api/v1/quarantine?limit=2", 200);
	check_size("the first page is full", told_count(&first, "/rows"), 2);
	check_text("it begins with the oldest", told_at(&first, "/rows/0/line"), "2");
	check_text("all are counted", told_at(&first, "/total"), "3");
	Told second =
		desk_get(&desk,
			 at("/api/v1/quarantine?limit=2&cursor=", text_of(told_at(&first, "/next")),
			    ""),
			 200);
	check_size("the second has the rest", told_count(&second, "/rows"), 1);
	check_text("from behind the first", told_at(&second, "/rows/0/line"), "4");
	check_text("all are counted again", told_at(&second, "/total"), "3");
	check_text("no other page comes", told_at(&second, "/next"), "null");
	const char *own = text_of(told_at(&import, "/import"));
	Told whole = desk_get(&desk, at("/api/v1/quarantine?limit=3&import=", own, ""), 200);
	check_text("a full page may be the last", told_at(&whole, "/next"), "null");
	Told none = desk_get(&desk, "/api/v1/quarantine?import=7", 404);
	check_problem("an import that there is not", &none, 404, "not-found");
}

/* Whoever has any answer has none to what there is not. */
static void what_there_is_not_is_never_unchanged(void **state)
{
	(void)state;
	static const struct {
		const char *target;
		int status;
	} cases[] = {
		{"/api/v1/contracts/none", 404},
		{"/api/v1/contracts?fields=none", 400},
		{"/api/v1/fields", 200}, /* 304 is the server's to say */
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Told told = desk_ask(&desk, (Ask){.target = cases[i].target, .if_none_match = "*"});
		if (told.reply.status != cases[i].status)
			fail_msg("%s: %d", cases[i].target, told.reply.status);
	}
}

/* Only where its kind is not known does it help to name one. */
static void a_file_of_no_known_kind_needs_a_name(void **state)
{
	(void)state;
	static const struct {
		const char *label;
		const char *bytes;
		const char *remedy;
	} cases[] = {
		{"no known kind", "a,b\n1,2\n",
		 "Name what it is with the parameter mapping; GET /api/v1/mappings lists all there "
		 "are."},
		{"an empty file", "", NULL},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Told told = desk_ask(&desk, (Ask){.method = METHOD_POST,
						  .target = "/api/v1/imports?file=a.csv",
						  .file = cases[i].bytes});
		check_problem(cases[i].label, &told, 422, "input");
		if (cases[i].remedy)
			check_text(cases[i].label, told_at(&told, "/remedy"), cases[i].remedy);
		else
			assert_null(json_find(told.json, STR("/remedy")));
	}
}

/* What was uploaded never runs as part of a page, whatever it says that it is. */
static void documents_are_no_code(void **state)
{
	(void)state;
	static const struct {
		const char *type;
		const char *sent;
	} cases[] = {
		{"text/html", "text/html"},
		{"image/svg+xml", "image/svg+xml"},
		{"text/javascript", "application/octet-stream"},
		{"Application/X-JavaScript; charset=utf-8", "application/octet-stream"},
		{"text/ecmascript", "application/octet-stream"},
		{"text/CSS", "application/octet-stream"},
	};
	desk_add_contract(&desk, "K");
	for (size_t i = 0; i < COUNT(cases); i++) {
		Told added = desk_ask(&desk, (Ask){.method = METHOD_POST,
						   .target = "/api/v1/contracts/K/documents?name=a",
						   .file = "x",
						   .type = cases[i].type});
		Told told = desk_get(&desk, text_of(told_header(&added, "Location")), 200);
		assert_string_equal(told.reply.media, cases[i].sent);
		check_text(cases[i].type, told_header(&told, "Content-Security-Policy"),
			   "default-src 'none'; sandbox");
		check_text(cases[i].type, told.reply.attachment, "a");
	}
}

static void problems_tell_what_to_do(void **state)
{
	(void)state;
	static const struct {
		const char *label;
		const char *target;
		const char *remedy;
	} cases[] = {
		{"known parameters are listed", "/api/v1/accounts?x=1",
		 "Known here: q, limit, cursor."},
		{"where there are none that is said", "/api/v1/fields?x=1",
		 "Leave the query out: this takes no parameters."},
		{"contracts are listed elsewhere", "/api/v1/contracts/none",
		 "GET /api/v1/contracts lists all there are."},
		{"accounts are listed elsewhere", "/api/v1/accounts/none",
		 "GET /api/v1/accounts lists all there are."},
		{"imports are listed elsewhere", "/api/v1/imports/7",
		 "GET /api/v1/imports lists all there are."},
		{"a bad cursor is left out", "/api/v1/accounts?cursor=abc",
		 "Leave cursor out to begin anew."},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Told told = desk_ask(&desk, (Ask){.target = cases[i].target});
		check_text(cases[i].label, told_at(&told, "/remedy"), cases[i].remedy);
		check_text(cases[i].label, told_at(&told, "/instance"), "req-1");
	}
	Request request = {.mem = &desk.mem, .id = STR("r")};
	Reply reply;
	reply_init(&reply, &desk.mem);
	reply_problem_status(&reply, &request, 503, "busy");
	assert_int_equal(reply.headers.len, 1);
	assert_string_equal(reply.headers.at[0].name, "Retry-After");
}

/* Deep and wide values are refused by the reader, before any of them is looked at. */
static void a_million_brackets_are_refused_quickly(void **state)
{
	(void)state;
	enum { MANY = 1000000 };
	char *body = arena_alloc(&desk.mem, MANY + 1);
	memset(body, '[', MANY);
	Told told =
		desk_ask(&desk,
			 (Ask){.method = METHOD_POST, .target = "/api/v1/accounts", .body = body});
	check_problem("opened and never closed", &told, 400, "usage");
	assert_true(desk.mem.total < 64 * 1024 * 1024);
}

static const char *const KEYS[] = {
	"a/b", "a|b", "100%", "a b+c", "ключ", "鍵", "🔑", "a?b#c", "<b>\"&'", "%2F",
};

static void keys_hold_anything(void **state)
{
	(void)state;
	char longest[301] = "";
	memset(longest, 'k', 300);
	for (size_t i = 0; i <= COUNT(KEYS); i++) {
		const char *key = i < COUNT(KEYS) ? KEYS[i] : longest;
		desk_add_contract(&desk, key);
		Told shown = desk_get(&desk, at("/api/v1/contracts/", key, ""), 200);
		check_text(key, told_at(&shown, "/key"), key);
		Told amended = desk_post(&desk, at("/api/v1/contracts/", key, "/revisions"),
					 DESK_AMENDMENT, 201);
		check_text(key, told_at(&amended, "/contract"), key);
	}
	Told told = desk_get(&desk, "/api/v1/contracts/a%2Fb", 200);
	check_text("small hexadecimal digits", told_at(&told, "/key"), "a/b");
	(void)desk_get(&desk, "/api/v1/contracts/a/b", 404);
	(void)desk_get(&desk, "/api/v1/c%6Fntracts/a%2fb", 200);
}

static void what_is_made_has_a_location(void **state)
{
	(void)state;
	desk_add_contract(&desk, "x");
	Told made = desk_post(&desk, "/api/v1/contracts",
			      "{\"key\":\"a/ü\",\"account\":\"Harbour\",\"currency\":\"USD\","
			      "\"changes\":[{\"field\":\"starts_on\",\"value\":\"2020-01-01\"}]}",
			      201);
	check_text("a contract's", told_header(&made, "Location"), "/api/v1/contracts/a%2F%C3%BC");
	(void)desk_get(&desk, "/api/v1/contracts/a%2F%C3%BC", 200);
	made = desk_post(&desk, "/api/v1/contracts/x/revisions", DESK_AMENDMENT, 201);
	check_text("a revision has none", told_header(&made, "Location"), "");
}

static const char *next_page(const char *list, const Told *told)
{
	return text_of(
		str_format(&desk.mem, "%s&cursor=%.*s", list, STR_ARG(told_at(told, "/next"))));
}

static void pages_follow_each_other(void **state)
{
	(void)state;
	static const char *const lists[] = {"/api/v1/contracts?limit=1",
					    "/api/v1/contracts?sort=name&order=desc&limit=10",
					    "/api/v1/history-report?limit=7",
					    "/api/v1/accounts?limit=4"};
	static const char *const members[] = {"/contracts", "/contracts", "/entries", "/accounts"};
	load_demo();
	for (size_t i = 0; i < COUNT(lists); i++) {
		size_t seen = 0;
		Told told = desk_get(&desk, lists[i], 200);
		for (;;) {
			seen += told_count(&told, members[i]);
			if (str_eq(told_at(&told, "/next"), STR("null")))
				break;
			told = desk_get(&desk, next_page(lists[i], &told), 200);
		}
		check_text(lists[i], told_at(&told, "/total"),
			   text_of(str_format(&desk.mem, "%zu", seen)));
		assert_true(seen > 10);
	}
	Told told = desk_get(&desk, lists[0], 200);
	Told other =
		desk_ask(&desk, (Ask){.target = next_page("/api/v1/contracts?kind=vendor", &told)});
	check_problem("a cursor of another query", &other, 400, "usage");
	check_text("a cursor of another query", told_at(&other, "/detail"),
		   "cursor: belongs to another query than this one");
}

static void add_account(const char *name)
{
	(void)desk_post(&desk, "/api/v1/accounts",
			text_of(str_format(&desk.mem, "{\"name\":\"%s\"}", name)), 201);
}

static void pages_survive_changes_between_them(void **state)
{
	(void)state;
	static const char *const names[] = {"b", "d", "f", "h"};
	const char list[] = "/api/v1/accounts?limit=2";
	for (size_t i = 0; i < COUNT(names); i++)
		add_account(names[i]);
	Told first = desk_get(&desk, list, 200);
	check_text("the first page ends with d", told_at(&first, "/accounts/1/name"), "d");
	add_account("a");
	add_account("c");
	Told second = desk_get(&desk, next_page(list, &first), 200);
	check_text("what came before it moves nothing", told_at(&second, "/accounts/0/name"), "f");
	add_account("e");
	second = desk_get(&desk, next_page(list, &first), 200);
	check_text("what came behind it is there", told_at(&second, "/accounts/0/name"), "e");
	Told renamed = desk_ask(&desk, (Ask){.method = METHOD_PATCH,
					     .target = "/api/v1/accounts/d",
					     .body = "{\"name\":\"z\"}"});
	assert_int_equal(renamed.reply.status, 200);
	Told third = desk_get(&desk, next_page(list, &first), 200);
	assert_int_equal(told_count(&third, "/accounts"), 0);
}

static void contracts_are_found_and_sorted(void **state)
{
	(void)state;
	static const struct {
		const char *target;
		const char *total;
	} cases[] = {
		{"/api/v1/contracts?q=harbour+2009", "1"},
		{"/api/v1/contracts?q=HARBOUR-2009%20foods", "1"},
		{"/api/v1/contracts?q=nothing-like-it", "0"},
		{"/api/v1/contracts?account=Harbour+Foods", "4"},
		{"/api/v1/contracts?account=nobody", "0"},
		{"/api/v1/accounts?q=FOODS+har", "1"},
		{"/api/v1/accounts?q=+customer+of+2009", "1"},
		{"/api/v1/accounts?q=nobody", "0"},
	};
	load_demo();
	for (size_t i = 0; i < COUNT(cases); i++) {
		Told told = desk_get(&desk, cases[i].target, 200);
		check_text(cases[i].target, told_at(&told, "/total"), cases[i].total);
	}
	Told told = desk_get(&desk, "/api/v1/contracts?fields=status&limit=1", 200);
	const JsonValue *first = json_find(told.json, STR("/contracts/0"));
	assert_non_null(json_member(first, STR("status")));
	assert_null(json_member(first, STR("annual_value")));
	assert_non_null(json_member(first, STR("entries")));
}

/* Markup in any text comes back as it was, as JSON that no page takes for its own. */
static void markup_is_text(void **state)
{
	(void)state;
	const char markup[] = "<script>alert(1)</script>";
	desk_add_contract(&desk, markup);
	Told told = desk_get(&desk, at("/api/v1/contracts/", markup, ""), 200);
	check_text("a key", told_at(&told, "/key"), markup);
	assert_string_equal(told.reply.media, "application/json");
	Told none = desk_get(&desk, "/api/v1/accounts/%3Cb%3E", 404);
	check_text("in a problem", told_at(&none, "/detail"), "there is no account '<b>'");
	Told unknown = desk_get(&desk, "/api/v1/accounts?%3Cb%3E=1", 400);
	check_text("as a field", told_at(&unknown, "/field"), "<b>");
}

/* One shared list serves every page, filter and order of a moment, and no other store's. */
static void lists_are_kept_by_version(void **state)
{
	(void)state;
	desk_add_contract(&desk, "K1");
	Told one = desk_get(&desk, "/api/v1/contracts", 200);
	check_text("one contract", told_at(&one, "/total"), "1");
	desk_add_contract(&desk, "K2");
	Told two = desk_get(&desk, "/api/v1/contracts", 200);
	check_text("two contracts", told_at(&two, "/total"), "2");
	assert_true(two.reply.version > one.reply.version);
	Told none = desk_get(&desk, "/api/v1/contracts?recorded_at=2001-01-01", 200);
	check_text("both are listed", told_at(&none, "/total"), "2");
	check_text("but nothing of them is seen", told_at(&none, "/contracts/0/effective_on"),
		   "null");
	KeptLists *lists = desk.lists;
	desk.lists = NULL;
	Told plain = desk_get(&desk, "/api/v1/contracts", 200);
	check_text("the same without keeping", plain.text, text_of(two.text));
	desk.lists = lists;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DESK_TEST(every_route_answers),
		DESK_TEST(rows_of_the_table_hold_together),
		DESK_TEST(nobody_may_use_a_route_that_does_not_tell_who_may),
		DESK_TEST(requests_that_are_put_wrongly),
		DESK_TEST(rows_in_quarantine_come_in_pages),
		DESK_TEST(what_there_is_not_is_never_unchanged),
		DESK_TEST(a_file_of_no_known_kind_needs_a_name),
		DESK_TEST(documents_are_no_code),
		DESK_TEST(problems_tell_what_to_do),
		DESK_TEST(a_million_brackets_are_refused_quickly),
		DESK_TEST(keys_hold_anything),
		DESK_TEST(what_is_made_has_a_location),
		DESK_TEST(pages_follow_each_other),
		DESK_TEST(pages_survive_changes_between_them),
		DESK_TEST(contracts_are_found_and_sorted),
		DESK_TEST(markup_is_text),
		DESK_TEST(lists_are_kept_by_version),
	};
	return RUN_TESTS(tests);
}
