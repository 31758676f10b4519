/* Facts, links and what waits, asked as the server asks, on a store. */

#include "check.h"

#include "http/one_desk.h"

#define ENTRIES "/api/v1/entries"
#define ENTRY_1 ENTRIES "/tracker/e%2F1"

static const char ENTRY_BODY[] =
	"{\"contract\":\"K\",\"resource\":\"Resource 01\",\"work_date\":\"2010-03-01\","
	"\"seconds\":3600}";

/* Two entries; the second has an external id with a slash. */
static const char BATCH[] =
	"{\"entries\":[{\"contract\":\"K\",\"resource\":\"Resource 01\",\"work_date\":\"2010-03-01\","
	"\"seconds\":1800,\"billable\":false,\"note\":null},"
	"{\"source\":\"tracker\",\"external_id\":\"e/1\",\"contract\":\"K\","
	"\"resource\":\"Resource 02\",\"work_date\":\"2010-03-02\",\"seconds\":\"60\"}]}";

static Told ask(Method method, const char *target, const char *body)
{
	return desk_ask(&desk, (Ask){.method = method, .target = target, .body = body});
}

static void check_total(const char *label, const char *seconds)
{
	Told told = desk_get(&desk, ENTRIES "?contract=K", 200);
	check_text(label, told_at(&told, "/sums/seconds"), seconds);
}

static void an_entry_goes_there_and_back(void **state)
{
	(void)state;
	desk_add_contract(&desk, "K");
	Told told = desk_post(&desk, ENTRIES, BATCH, 200);
	check_text("of nobody's source", told_at(&told, "/results/0/source"), "manual");
	check_text("the second is new", told_at(&told, "/results/1/outcome"), "added");
	check_text("with its own id", told_at(&told, "/results/1/external_id"), "e/1");
	told = desk_get(&desk, ENTRIES "?contract=K", 200);
	check_text("the first is listed", told_at(&told, "/entries/0/billable"), "false");
	check_text("the second too", told_at(&told, "/entries/1/resource"), "Resource 02");
	check_text("and both are summed", told_at(&told, "/sums/seconds"), "1860");
	told = ask(METHOD_PUT, ENTRY_1, ENTRY_BODY);
	check_text("it is replaced", told_at(&told, "/outcome"), "replaced");
	told = ask(METHOD_PUT, ENTRY_1, ENTRY_BODY);
	check_text("again it is alike", told_at(&told, "/outcome"), "unchanged");
	told = desk_get(&desk, ENTRY_1, 200);
	check_size("both versions are there", told_count(&told, "/versions"), 2);
	check_text("first the old one", told_at(&told, "/versions/0/seconds"), "60");
	check_text("the new one holds", told_at(&told, "/versions/1/known_until"), "null");
	check_total("the new one counts", "5400");
	told = ask(METHOD_DELETE, ENTRY_1, NULL);
	check_text("it goes", told_at(&told, "/outcome"), "deleted");
	told = ask(METHOD_DELETE, ENTRY_1, NULL);
	check_text("and is gone", told_at(&told, "/outcome"), "absent");
	told = desk_get(&desk, ENTRY_1, 200);
	check_size("its versions stay", told_count(&told, "/versions"), 2);
	check_total("it does not count", "1800");
	told = desk_get(&desk, ENTRIES "/tracker/none", 404);
	check_problem("an entry that there is not", &told, 404, "not-found");
	told = ask(METHOD_PUT, "/api/v1/facts/time_entry/tracker/e%2F1", ENTRY_BODY);
	check_text("by the address of facts", told_at(&told, "/outcome"), "added");
}

static void the_same_key_writes_once(void **state)
{
	(void)state;
	desk_add_contract(&desk, "K");
	Ask once = {.method = METHOD_POST, .target = ENTRIES, .body = BATCH, .key = "hours-1"};
	Told first = desk_ask(&desk, once);
	assert_int_equal(first.reply.status, 200);
	Told second = desk_ask(&desk, once);
	check_text("the same answer, ids and all", second.text, text_of(first.text));
	check_text("marked", told_header(&second, "Idempotency-Replayed"), "true");
	check_total("written once", "1860");
	once.body = "{\"entries\":[{\"source\":\"tracker\",\"external_id\":\"e/1\"}]}";
	Told other = desk_ask(&desk, once);
	check_problem("another body", &other, 422, "input");
	check_text("is the key's fault", told_at(&other, "/field"), "Idempotency-Key");
	once = (Ask){.method = METHOD_DELETE, .target = ENTRY_1, .key = "gone"};
	(void)desk_ask(&desk, once);
	Told again = desk_ask(&desk, once);
	check_text("deleted by this key", told_at(&again, "/outcome"), "deleted");
}

/* A list of `count` items, each of them `item`. */
static const char *list_of(const char *member, const char *item, size_t count)
{
	Buf out = {.mem = &desk.mem};
	buf_add_format(&out, "{\"%s\":[", member);
	for (size_t i = 0; i < count; i++)
		buf_add_format(&out, "%s%s", i > 0 ? "," : "", item);
	buf_add(&out, STR("]}"));
	return text_of(buf_str(&out));
}

static void bodies_that_are_refused(void **state)
{
	(void)state;
	static const struct {
		const char *label;
		Ask ask;
		int status;
		const char *field;  /* or NULL */
		const char *detail; /* what it holds */
	} cases[] = {
		{"no such person's hours",
		 {METHOD_POST, .target = ENTRIES,
		  .body = "{\"entries\":[{\"contract\":\"NONE\",\"resource\":\"Resource 01\","
			  "\"work_date\":\"2010-03-01\",\"seconds\":1}]}"},
		 422,
		 "entries[0].contract",
		 "there is no contract 'NONE'"},
		{"the second of two",
		 {METHOD_POST, .target = ENTRIES,
		  .body = "{\"entries\":[{\"contract\":\"K\",\"resource\":\"Resource 01\","
			  "\"work_date\":\"2010-03-01\",\"seconds\":1},{\"contract\":\"K\","
			  "\"resource\":\"Resource 01\",\"work_date\":\"2010-03-01\",\"seconds\":-1}]}"},
		 422,
		 "entries[1].seconds",
		 "entries[1].seconds: "},
		{"of facts",
		 {METHOD_POST, .target = "/api/v1/facts/budget",
		  .body = "{\"facts\":[{\"contract\":\"K\",\"month\":\"2010-13\"}]}"},
		 422,
		 "facts[0].month",
		 "2010-13"},
		{"a field that there is not",
		 {METHOD_POST, .target = "/api/v1/facts/budget",
		  .body = "{\"facts\":[{\"contract\":\"K\",\"month\":\"2010-03\",\"colour\":\"red\"}]}"},
		 422,
		 "facts[0].colour",
		 "a budget has no field 'colour'"},
		{"an id of what has none",
		 {METHOD_POST, .target = "/api/v1/facts/budget",
		  .body = "{\"facts\":[{\"contract\":\"K\",\"month\":\"2010-03\",\"external_id\":\"7\"}]}"},
		 422,
		 "facts[0].external_id",
		 "a budget has no field 'external_id'"},
		{"a deletion of nothing",
		 {METHOD_POST, .target = "/api/v1/facts/exchange_rate/deletions",
		  .body = "{\"facts\":[{\"source\":\"bank\",\"currency\":\"EUR\"}]}"},
		 422,
		 "facts[0].date",
		 "date is missing"},
		{"a number with decimals",
		 {METHOD_PUT, .target = ENTRY_1, .body = "{\"seconds\":7.5}"},
		 422,
		 "seconds",
		 "seconds: must be a text in quotes"},
		{"a source besides the address",
		 {METHOD_PUT, .target = ENTRY_1, .body = "{\"source\":\"x\",\"seconds\":1}"},
		 422,
		 "source",
		 "the address tells it"},
		{"an empty id besides the address",
		 {METHOD_PUT, .target = ENTRY_1, .body = "{\"external_id\":\"x\",\"seconds\":1}"},
		 422,
		 "external_id",
		 "the address tells it"},
		{"a field is missing",
		 {METHOD_PUT, .target = ENTRY_1, .body = "{\"contract\":\"K\"}"},
		 422,
		 "resource",
		 "resource is missing"},
		{"an address of what has none",
		 {METHOD_DELETE, .target = "/api/v1/facts/exchange_rate/bank/EUR"},
		 404,
		 "fact",
		 "exchange rates are told apart by their own fields"},
		{"a kind that there is not",
		 {METHOD_POST, .target = "/api/v1/facts/mood", .body = "{\"facts\":[{}]}"},
		 404,
		 "fact",
		 "fact: is one of time_entry, cost"},
		{"time entries as facts",
		 {.target = "/api/v1/facts/time_entry"},
		 404,
		 "fact",
		 "time entries have an address of their own"},
		{"none at all",
		 {METHOD_POST, .target = ENTRIES, .body = "{\"entries\":[]}"},
		 422,
		 "entries",
		 "from 1 to 10,000"},
		{"no list",
		 {METHOD_POST, .target = ENTRIES, .body = "{\"entries\":{}}"},
		 422,
		 "entries",
		 "entries: must be a list"},
		{"a list of no facts",
		 {METHOD_POST, .target = ENTRIES, .body = "{\"entries\":[7]}"},
		 422,
		 "entries[0]",
		 "must be an object"},
		{"a source of dots",
		 {METHOD_PUT, .target = ENTRIES "/%2E%2E/1", .body = ENTRY_BODY},
		 422,
		 "source",
		 "a source's name is plain text"},
		{"sums by two lengths",
		 {.target = "/api/v1/sums?by=day,week"},
		 422,
		 "by",
		 "by one of day, week and month"},
		{"a cursor that somebody made",
		 {.target = ENTRIES "?cursor=AAAA"},
		 400,
		 "cursor",
		 "is none that an answer gave"},
		{"entries of no contract",
		 {.target = ENTRIES "?contract=NONE"},
		 404,
		 "contract",
		 "there is no contract 'NONE'"},
		{"a link of a person to a contract",
		 {METHOD_POST, .target = "/api/v1/links",
		  .body = "{\"subject\":\"person\",\"name\":\"x\",\"target\":\"contract\","
			  "\"contract\":\"K\"}"},
		 422,
		 "subject",
		 "a person is not linked to a contract"},
		{"a link to no contract",
		 {METHOD_POST, .target = "/api/v1/links",
		  .body = "{\"subject\":\"project\",\"name\":\"x\",\"target\":\"contract\","
			  "\"contract\":\"NONE\"}"},
		 422,
		 "contract",
		 "there is no contract 'NONE'"},
		{"a link that there is not",
		 {METHOD_DELETE, .target = "/api/v1/links/7"},
		 404,
		 NULL,
		 "there is no link 7"},
		{"no choice of rows",
		 {METHOD_POST, .target = "/api/v1/quarantine/discard", .body = "{}"},
		 422,
		 NULL,
		 "name the rows"},
		{"a name of nothing",
		 {METHOD_POST, .target = "/api/v1/quarantine/discard",
		  .body = "{\"source\":\"t\",\"unknown\":\"Site\"}"},
		 422,
		 "subject",
		 "what the unknown name is of"},
		{"a row and a group",
		 {METHOD_POST, .target = "/api/v1/quarantine/retry",
		  .body = "{\"id\":\"7\",\"source\":\"t\"}"},
		 422,
		 "id",
		 "it names one row"},
		{"all and a group",
		 {METHOD_POST, .target = "/api/v1/quarantine/discard",
		  .body = "{\"all\":true,\"source\":\"t\"}"},
		 422,
		 "all",
		 "it means every row"},
		{"a row that there is not",
		 {METHOD_POST, .target = "/api/v1/quarantine/discard", .body = "{\"id\":\"7\"}"},
		 422,
		 "id",
		 "there is no row 7"},
		{"rows of a name of nothing",
		 {.target = "/api/v1/quarantine?unknown=Site"},
		 400,
		 "subject",
		 "what the unknown name is of"},
		{"a kind of discrepancy that there is not",
		 {.target = "/api/v1/discrepancies?kind=mood"},
		 400,
		 "kind",
		 "is one of duration_differs"},
	};
	desk_add_contract(&desk, "K");
	for (size_t i = 0; i < COUNT(cases); i++) {
		Told told = desk_ask(&desk, cases[i].ask);
		if (told.reply.status != cases[i].status)
			fail_msg("%s: got %d, wanted %d: %.*s", cases[i].label, told.reply.status,
				 cases[i].status, STR_ARG(told.text));
		const JsonValue *field = json_member(told.json, STR("field"));
		check_text(cases[i].label, field ? field->text : (Str){0},
			   cases[i].field ? cases[i].field : "");
		if (!strstr(text_of(told_at(&told, "/detail")), cases[i].detail))
			fail_msg("%s: %.*s", cases[i].label, STR_ARG(told.text));
	}
	check_total("nothing was written", "0");
	Told many = desk_post(&desk, ENTRIES, list_of("entries", "{}", 10001), 422);
	check_text("too many", told_at(&many, "/field"), "entries");
	Told most = desk_post(&desk, ENTRIES, list_of("entries", "{}", 10000), 422);
	check_text("as many as may be", told_at(&most, "/field"), "entries[0].resource");
}

static void pages_of_entries_follow_each_other(void **state)
{
	(void)state;
	Buf body = {.mem = &desk.mem};
	desk_add_contract(&desk, "K");
	buf_add(&body, STR("{\"entries\":["));
	for (int i = 0; i < 5; i++)
		buf_add_format(&body,
			       "%s{\"source\":\"t\",\"external_id\":\"ü%d\",\"contract\":\"K\","
			       "\"resource\":\"Resource 01\",\"work_date\":\"2010-03-01\","
			       "\"seconds\":%d}",
			       i > 0 ? "," : "", i, i + 1);
	buf_add(&body, STR("]}"));
	(void)desk_post(&desk, ENTRIES, text_of(buf_str(&body)), 200);
	Str next = {0};
	for (int i = 0; i < 5; i++) {
		Told page = desk_get(&desk,
				     i == 0 ? ENTRIES "?limit=1"
					    : at(ENTRIES "?limit=1&cursor=", text_of(next), ""),
				     200);
		check_size("one a page", told_count(&page, "/entries"), 1);
		check_text("in their order", told_at(&page, "/entries/0/external_id"),
			   text_of(str_format(&desk.mem, "ü%d", i)));
		check_text("all are summed on each", told_at(&page, "/sums/seconds"), "15");
		next = told_at(&page, "/next");
	}
	check_text("behind the last there is none", next, "null");
	for (int i = 4; i >= 0; i--) {
		const char *from = at(ENTRIES "?order=desc&limit=1&cursor=", text_of(next), "");
		Told page = desk_get(&desk, i == 4 ? ENTRIES "?order=desc&limit=1" : from, 200);
		check_text("the newest first", told_at(&page, "/entries/0/external_id"),
			   text_of(str_format(&desk.mem, "ü%d", i)));
		next = told_at(&page, "/next");
	}
	check_text("behind the first there is none", next, "null");
	Told first = desk_get(&desk, ENTRIES "?limit=2", 200);
	next = told_at(&first, "/next");
	Told other =
		desk_get(&desk, at(ENTRIES "?limit=1&contract=K&cursor=", text_of(next), ""), 400);
	check_text("a cursor of another question", told_at(&other, "/detail"),
		   "cursor: belongs to another query than this one");
}

static const char TIMES[] =
	"external_id,project,client,resource,work_date,seconds\r\n"
	"1,Site,Harbour,Resource 01,2010-03-01,3600\r\n"
	"2,Site,Harbour,Resource 01,2010-03-02,1800\r\n"
	"3,Road,Harbour,Resource 01,2010-03-02,60\r\n";

#define IMPORTS "/api/v1/imports?file=t.csv&source=tracker"

static Told import(const char *target, const char *bytes)
{
	return desk_ask(&desk, (Ask){.method = METHOD_POST, .target = target, .file = bytes});
}

static void a_link_releases_what_waits(void **state)
{
	(void)state;
	static const char link[] =
		"{\"subject\":\"project\",\"name\":\"Site\",\"source\":\"tracker\","
		"\"within\":null,\"target\":\"contract\",\"contract\":\"K\"}";
	desk_add_contract(&desk, "K");
	Told told = import(IMPORTS, TIMES);
	check_text("they wait", told_at(&told, "/quarantined"), "3");
	check_text("with their time", told_at(&told, "/waiting_seconds"), "5460");
	told = desk_get(&desk, "/api/v1/quarantine/groups", 200);
	check_text("by name", told_at(&told, "/groups/0/unknown"), "Site");
	check_text("and count", told_at(&told, "/groups/0/rows"), "2");
	told = desk_get(
		&desk,
		"/api/v1/quarantine?source=tracker&subject=project&unknown=Site&within=Harbour",
		200);
	check_text("rows of the group", told_at(&told, "/total"), "2");
	told = desk_post(&desk, "/api/v1/links?dry_run=1", link, 200);
	check_text("it would release", told_at(&told, "/released/taken"), "2");
	check_text("and is not there", told_at(&told, "/link/id"), "null");
	told = desk_get(&desk, "/api/v1/links", 200);
	check_size("no link", told_count(&told, "/links"), 0);
	told = desk_post(&desk, "/api/v1/links", link, 201);
	check_text("it releases", told_at(&told, "/released/seconds"), "5400");
	Str id = told_at(&told, "/link/id");
	told = desk_post(&desk, "/api/v1/links", link, 200);
	check_text("the very same makes none", told_at(&told, "/link/id"), text_of(id));
	check_total("it is taken", "5400");
	told = desk_ask(&desk, (Ask){.method = METHOD_DELETE,
				     .target = at("/api/v1/links/", text_of(id), "")});
	check_text("it tells what it was of", told_at(&told, "/contract"), "K");
	check_text("and that it is gone", told_at(&told, "/removed_by"), text_of(desk.app.user));
	told = desk_ask(&desk, (Ask){.method = METHOD_DELETE,
				     .target = at("/api/v1/links/", text_of(id), "")});
	check_problem("once only", &told, 409, "conflict");
	told = desk_get(&desk, "/api/v1/links?removed=1", 200);
	check_size("it stays known", told_count(&told, "/links"), 1);
	told = desk_post(&desk, "/api/v1/quarantine/retry", "{\"all\":true}", 200);
	check_text("one is tried", told_at(&told, "/tried"), "1");
	check_text("and waits on", told_at(&told, "/waiting"), "1");
	told = desk_post(&desk, "/api/v1/quarantine/discard",
			 "{\"source\":\"tracker\",\"subject\":\"project\",\"unknown\":\"Road\","
			 "\"within\":\"Harbour\"}",
			 200);
	check_text("it is given up", told_at(&told, "/discarded"), "1");
	told = desk_get(&desk, "/api/v1/quarantine/groups", 200);
	check_size("nothing waits", told_count(&told, "/groups"), 0);
}

static void files_of_facts_take_their_parameters(void **state)
{
	(void)state;
	static const char rest[] =
		"external_id,project,client,resource,work_date,seconds\r\n"
		"1,Site,Harbour,Resource 01,2010-03-01,3600\r\n"
		"4,Site,Harbour,Resource 01,2010-03-02,1\r\n";
	desk_add_contract(&desk, "K");
	Told told = import(IMPORTS "&contract=K&dry_run=1", TIMES);
	check_text("it would take all", told_at(&told, "/accepted"), "3");
	check_total("but did not", "0");
	told = import(IMPORTS "&contract=K", TIMES);
	check_text("it takes all", told_at(&told, "/accepted"), "3");
	check_text("of the source", told_at(&told, "/source"), "tracker");
	check_text("from the first day", told_at(&told, "/from"), "2010-03-01");
	check_text("to the day after", told_at(&told, "/to"), "2010-03-03");
	told = import(IMPORTS "&contract=K&complete=1", rest);
	check_text("what it lacks goes", told_at(&told, "/deleted"), "2");
	check_total("the rest counts", "3601");
	told = import(IMPORTS "&contract=K&dates=DD.MM.YYYY",
		      "external_id,resource,work_date,seconds\r\n5,Resource 01,03.04.2010,2\r\n");
	check_text("dates as told", told_at(&told, "/from"), "2010-04-03");
	static const struct {
		const char *label, *target, *field;
		int status;
	} cases[] = {
		{"no such zone", IMPORTS "&time_zone=Mars/Base", "time_zone", 422},
		{"no such contract", IMPORTS "&contract=NONE", "contract", 404},
		{"no pattern", IMPORTS "&dates=sometimes", "dates", 422},
		{"complete is yes or no", IMPORTS "&complete=maybe", "complete", 400},
		{"a source of dots", "/api/v1/imports?file=t.csv&source=..", "source", 422},
		{"of contracts", IMPORTS "&mapping=pacta-contracts&complete=1", "source", 422},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		told = import(cases[i].target, TIMES);
		if (told.reply.status != cases[i].status)
			fail_msg("%s: %.*s", cases[i].label, STR_ARG(told.text));
		check_text(cases[i].label, told_at(&told, "/field"), cases[i].field);
	}
	told = import("/api/v1/imports?file=t.csv", "a,b\n1,2\n");
	check_problem("a kind that is not known", &told, 422, "input");
	check_text("names the mapping", told_at(&told, "/field"), "mapping");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DESK_TEST(an_entry_goes_there_and_back),
		DESK_TEST(the_same_key_writes_once),
		DESK_TEST(bodies_that_are_refused),
		DESK_TEST(pages_of_entries_follow_each_other),
		DESK_TEST(a_link_releases_what_waits),
		DESK_TEST(files_of_facts_take_their_parameters),
	};
	return RUN_TESTS(tests);
}
