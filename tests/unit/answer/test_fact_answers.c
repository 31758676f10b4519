/* What is written of facts has the shape that is told of it, and says what it should. */

#include "check.h"

#include "answer/discrepancy_json.h"
#include "answer/fact_json.h"
#include "answer/import_json.h"
#include "answer/sums_json.h"
#include "answer/waiting_json.h"

static const Currency USD = {"USD", 2};

static JsonWriter begin(Arena *mem, Buf *out)
{
	JsonWriter json;
	*out = (Buf){.mem = mem};
	json_write_init(&json, out, false);
	return json;
}

/* Reads what was written and checks it against its shape. */
static const JsonValue *fits(Arena *mem, const char *label, const Shape *shape, JsonWriter *json)
{
	Err err;
	const JsonValue *value = NULL;
	json_write_end(json);
	if (!json_parse(mem, buf_str(json->out), &value, &err) || !shape_check(shape, value, &err))
		fail_msg("%s: %s in %.*s", label, err.text, STR_ARG(buf_str(json->out)));
	return value;
}

static const JsonValue *member(const JsonValue *object, const char *key)
{
	for (size_t i = 0; i < object->len; i++) {
		if (str_eq_c(object->at[i].key, key))
			return &object->at[i];
	}
	fail_msg("there is no member '%s'", key);
	return NULL;
}

static void check_member(const JsonValue *object, const char *key, const char *wanted)
{
	check_text(key, member(object, key)->text, wanted);
}

static void check_null(const JsonValue *object, const char *key)
{
	if (member(object, key)->kind != JSON_NULL)
		fail_msg("'%s' is not null", key);
}

static ShownEntry full_entry(void)
{
	return (ShownEntry){
		.entry = {.external_id = STR("77"),
			  .part = 1,
			  .work_date = {14610},
			  .seconds = 5400,
			  .start = 81617,
			  .span = 7200,
			  .billable = true,
			  .approval = APPROVAL_SUBMITTED,
			  .category = CATEGORY_CLIENT,
			  .role = STR("Diver"),
			  .has_cost = true,
			  .cost = 7550,
			  .has_bill = true,
			  .bill = -1,
			  .note = STR("=1+1"),
			  .line = 12,
			  .known_at = {0}},
		.contract = STR("HARBOUR-2009"),
		.currency = USD,
		.task = STR("SURVEY"),
		.resource = STR("Resource 01"),
		.source = STR("toggl"),
		.file = STR("a.csv"),
	};
}

static ShownEntry bare_entry(void)
{
	return (ShownEntry){
		.entry = {.external_id = STR("x"),
			  .work_date = {0},
			  .start = TIME_NO_START,
			  .span = TIME_NO_SPAN,
			  .category = CATEGORY_LEAVE},
		.resource = STR("Resource 02"),
		.source = STR("manual"),
	};
}

static void entries_have_their_shape(void **state)
{
	Arena *mem = *state;
	Buf out;
	ShownEntry full = full_entry();
	ShownEntry bare = bare_entry();
	JsonWriter json = begin(mem, &out);
	json_put_time_entry(&json, mem, &full);
	const JsonValue *value = fits(mem, "full", &TIME_ENTRY_SHAPE, &json);
	check_member(value, "work_date", "2010-01-01");
	check_member(value, "seconds", "5400");
	check_member(value, "start", "22:40:17");
	check_member(value, "cost", "75.50");
	check_member(value, "bill_amount", "-0.01");
	check_member(value, "approval", "submitted");
	check_member(value, "part", "1");
	assert_int_equal(member(value, "billable")->kind, JSON_TRUE);
	json = begin(mem, &out);
	json_put_time_entry(&json, mem, &bare);
	value = fits(mem, "bare", &TIME_ENTRY_SHAPE, &json);
	static const char *const nulls[] = {"task",     "role",        "start",   "span",
					    "cost",     "bill_amount", "note",    "file",
					    "currency", "line",        "contract"};
	for (size_t i = 0; i < COUNT(nulls); i++)
		check_null(value, nulls[i]);
	check_member(value, "category", "leave");
	check_member(value, "approval", "draft");
}

static void versions_tell_how_long_they_held(void **state)
{
	Arena *mem = *state;
	Buf out;
	ShownEntry entries[] = {full_entry(), full_entry()};
	Instant until[] = {{1000000}, INSTANT_MAX};
	ShownVersions versions = {entries, until, 2};
	JsonWriter json = begin(mem, &out);
	json_put_entry_versions(&json, mem, &versions);
	const JsonValue *list =
		member(fits(mem, "versions", &ENTRY_VERSIONS_SHAPE, &json), "versions");
	check_member(&list->at[0], "known_until", "1970-01-01T00:00:01Z");
	check_null(&list->at[1], "known_until");
}

static void entries_as_csv(void **state)
{
	Arena *mem = *state;
	Buf out = {.mem = mem};
	ShownEntry entries[] = {full_entry(), bare_entry()};
	entries_csv_titles(&out);
	entries_csv_rows(&out, mem, entries, 2);
	check_text(
		"csv", buf_str(&out),
		"work_date,seconds,billable,approval,category,task,resource,role,start,span,cost,"
		"bill_amount,currency,note,contract,source,external_id,part,file,line,known_at\r\n"
		"2010-01-01,5400,yes,submitted,client,SURVEY,Resource 01,Diver,22:40:17,7200,75.50,"
		"-0.01,USD,'=1+1,HARBOUR-2009,toggl,77,1,a.csv,12,1970-01-01T00:00:00Z\r\n"
		"1970-01-01,0,no,draft,leave,,Resource 02,,,,,,,,,manual,x,0,,,"
		"1970-01-01T00:00:00Z\r\n");
}

static void sums_have_their_shape(void **state)
{
	Arena *mem = *state;
	Buf out;
	EntriesQuery query = {.from = DATE_NONE, .to = {31}, .moment = MOMENT_NOW};
	SumRow rows[] = {
		{.contract = STR("A"),
		 .date = {0},
		 .time_class = time_class_of(CATEGORY_CLIENT, APPROVAL_APPROVED, true),
		 .currency = USD,
		 .sums = {.entries = 2, .seconds = 90, .billed_seconds = 30, .bill = 1234}},
		{.date = {31}, .time_class = time_class_of(CATEGORY_LEAVE, APPROVAL_DRAFT, false)},
	};
	SumTable table = {.by = SUM_BY_CONTRACT | SUM_BY_MONTH | SUM_BY_CLASS,
			  .at = rows,
			  .len = 2,
			  .total = rows[0].sums,
			  .waiting_rows = 3,
			  .waiting_seconds = 27000};
	JsonWriter json = begin(mem, &out);
	json_put_sums(&json, mem, &query, &table);
	const JsonValue *value = fits(mem, "sums", &SUMS_SHAPE, &json);
	assert_int_equal(member(value, "by")->len, 3);
	check_text("by", member(value, "by")->at[1].text, "month");
	const JsonValue *first = &member(value, "groups")->at[0];
	check_member(first, "bill_amount", "12.34");
	check_member(member(first, "class"), "approval", "approved");
	assert_int_equal(member(member(first, "class"), "billable")->kind, JSON_TRUE);
	check_member(member(&member(value, "groups")->at[1], "class"), "category", "leave");
	check_null(&member(value, "groups")->at[1], "bill_amount");
	check_null(member(value, "total"), "cost");
	check_member(member(value, "waiting"), "seconds", "27000");
	table.by = SUM_BY_CONTRACT;
	json = begin(mem, &out);
	json_put_sums(&json, mem, &query, &table);
	value = fits(mem, "without class", &SUMS_SHAPE, &json);
	check_null(&member(value, "groups")->at[0], "class");
}

static void words_of_sums(void **state)
{
	static const struct {
		const char *text;
		unsigned by;
		const char *error; /* NULL: it is fine */
	} cases[] = {
		{"", 0, NULL},
		{"contract", SUM_BY_CONTRACT, NULL},
		{" task , class", SUM_BY_TASK | SUM_BY_CLASS, NULL},
		{"week,resource", SUM_BY_WEEK | SUM_BY_RESOURCE, NULL},
		{"day,day", SUM_BY_DAY, NULL},
		{"day,month", 0, "sums are by one of day, week and month, not by two"},
		{"year", 0, "'year' is none of contract, task, resource, day, week, month, class"},
		{"contract,,day", 0,
		 "'' is none of contract, task, resource, day, week, month, class"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		Err err;
		unsigned by = 12345;
		bool ok = sum_by_parse(str_from_c(cases[i].text), &by, &err);
		if (ok != (cases[i].error == NULL))
			fail_msg("%s: %s", cases[i].text, ok ? "it passed" : err.text);
		check_size(cases[i].text, by, ok ? cases[i].by : 12345);
		if (!ok)
			check_err(cases[i].text, &err, ERR_INPUT, cases[i].error);
	}
}

/* Every kind is described, with choices where its fields have some. */
static void kinds_have_their_shape(void **state)
{
	Arena *mem = *state;
	Buf out;
	JsonWriter json = begin(mem, &out);
	json_put_fact_kinds(&json);
	const JsonValue *kinds = member(fits(mem, "kinds", &FACT_KINDS_SHAPE, &json), "facts");
	assert_int_equal(kinds->len, FACT_KINDS);
	const JsonValue *approval =
		&member(&kinds->at[FACT_TIME_ENTRY], "fields")->at[TIME_APPROVAL];
	check_member(approval, "type", "choice");
	check_text("choice", member(approval, "choices")->at[2].text, "approved");
	check_null(&member(&kinds->at[FACT_TIME_ENTRY], "fields")->at[TIME_NOTE], "choices");
}

static Fact budget(Arena *mem)
{
	FactValue *values = ARENA_ARRAY(mem, FactValue, fact_spec(FACT_BUDGET)->field_count);
	values[fact_field(FACT_BUDGET, "contract")] = (FactValue){true, 9, STR("HARBOUR-2009")};
	values[fact_field(FACT_BUDGET, "month")] = (FactValue){true, 482, {0}};
	values[fact_field(FACT_BUDGET, "revenue")] = (FactValue){true, 800000, {0}};
	values[fact_field(FACT_BUDGET, "hours")] = (FactValue){true, 27000, {0}};
	return (Fact){.kind = FACT_BUDGET,
		      .currency = USD,
		      .values = values,
		      .source = STR("plan"),
		      .identity = STR("9\t482"),
		      .known_until = INSTANT_MAX};
}

static void facts_have_their_shape(void **state)
{
	Arena *mem = *state;
	Buf out;
	Fact fact = budget(mem);
	Str none = {0};
	FactsPage page = {{&fact, 1}, &none, &none};
	JsonWriter json = begin(mem, &out);
	json_put_fact(&json, mem, &page, 0);
	const JsonValue *value = fits(mem, "budget", &FACT_SHAPE, &json);
	check_member(value, "contract", "HARBOUR-2009");
	check_member(value, "month", "2010-03");
	check_member(value, "revenue", "8000.00");
	check_member(value, "hours", "7.5");
	check_member(value, "currency", "USD");
	check_null(value, "cost");
	check_null(value, "line");
	Buf csv = {.mem = mem};
	facts_write_csv(&csv, mem, FACT_BUDGET, &page);
	check_text(
		"csv", buf_str(&csv),
		"contract,month,revenue,hours,cost,currency,exchange_rate,source,file,line,known_at,"
		"known_until\r\n"
		"HARBOUR-2009,2010-03,8000.00,7.5,,USD,,plan,,,1970-01-01T00:00:00Z,\r\n");
}

/* Seconds are numbers and flags truths; the external id stands once. */
static void sourced_facts_have_their_id(void **state)
{
	Arena *mem = *state;
	Buf out;
	FactValue *values = ARENA_ARRAY(mem, FactValue, fact_spec(FACT_COST)->field_count);
	values[fact_field(FACT_COST, "kind")] = (FactValue){true, 1, {0}};
	values[fact_field(FACT_COST, "date")] = (FactValue){true, 31, {0}};
	Fact fact = {.kind = FACT_COST,
		     .currency = USD,
		     .values = values,
		     .source = STR("ledger"),
		     .identity = STR("K-17"),
		     .line = 4,
		     .known_until = {5000000}};
	Str file = STR("costs.csv");
	Str contract = STR("A");
	FactsPage page = {{&fact, 1}, &contract, &file};
	JsonWriter json = begin(mem, &out);
	json_put_fact(&json, mem, &page, 0);
	const JsonValue *value = fits(mem, "cost", &FACT_SHAPE, &json);
	check_member(value, "external_id", "K-17");
	check_member(value, "kind", "expense");
	check_member(value, "date", "1970-02-01");
	check_member(value, "line", "4");
	check_member(value, "known_until", "1970-01-01T00:00:05Z");
	size_t ids = 0;
	for (size_t i = 0; i < value->len; i++)
		ids += str_eq_c(value->at[i].key, "external_id");
	assert_int_equal(ids, 1);
}

static void results_have_their_shape(void **state)
{
	Arena *mem = *state;
	Buf out;
	FactResult results[FACT_OUTCOMES];
	for (size_t i = 0; i < FACT_OUTCOMES; i++)
		results[i] = (FactResult){.outcome = (FactOutcome)i,
					  .source = STR("s"),
					  .external_id = STR("e")};
	JsonWriter json = begin(mem, &out);
	json_write_begin_object(&json);
	json_put_fact_results(&json, results, FACT_OUTCOMES);
	json_write_end_object(&json);
	const JsonValue *list = member(fits(mem, "results", &FACT_RESULTS_SHAPE, &json), "results");
	check_member(&list->at[FACT_MOVED], "outcome", "moved");
}

static void what_waits_has_its_shape(void **state)
{
	Arena *mem = *state;
	Buf out;
	QuarantineGroup groups[] = {
		{.source = STR("toggl"),
		 .fact = STR("time_entry"),
		 .code = STR(QUARANTINE_UNKNOWN_CONTRACT),
		 .subject = STR("project"),
		 .unknown = STR("Dock"),
		 .within = STR("Port"),
		 .reason = STR("no contract is known for project 'Dock'"),
		 .rows = 3,
		 .seconds = 27000,
		 .first_id = 5},
		{.source = STR("fpds"), .reason = STR("bad"), .rows = 1, .first_id = 6},
	};
	QuarantineGroups list = {groups, 2};
	JsonWriter json = begin(mem, &out);
	json_put_waiting_groups(&json, &list);
	const JsonValue *value = fits(mem, "groups", &WAITING_GROUPS_SHAPE, &json);
	check_member(&member(value, "groups")->at[0], "first_id", "5");
	check_null(&member(value, "groups")->at[1], "subject");
	Suggestion suggestion = {.group = groups[0],
				 .target = LINK_TO_CONTRACT,
				 .key = STR("A"),
				 .likeness = 870000};
	Suggestions suggestions = {&suggestion, 1};
	json = begin(mem, &out);
	json_put_suggestions(&json, mem, &suggestions);
	value = fits(mem, "suggestions", &SUGGESTIONS_SHAPE, &json);
	check_member(&member(value, "suggestions")->at[0], "likeness", "0.87");
	RetrySummary retry = {4, 3, 5400, 1};
	json = begin(mem, &out);
	json_put_retry(&json, &retry);
	check_member(fits(mem, "retry", &RETRY_SHAPE, &json), "waiting", "1");
	json = begin(mem, &out);
	json_put_discarded(&json, 7);
	check_member(fits(mem, "discarded", &DISCARD_SHAPE, &json), "discarded", "7");
}

static void links_have_their_shape(void **state)
{
	Arena *mem = *state;
	Buf out;
	ShownLink shown = {
		.link = {.id = 8,
			 .subject = LINK_PERSON,
			 .name = STR("Resource*"),
			 .glob = true,
			 .days = {DATE_NONE, {31}},
			 .target = LINK_TO_RESOURCE,
			 .created_by = STR("me"),
			 .removed = true,
			 .removed_at = {1000000},
			 .removed_by = STR("you")},
		.resource = STR("R-01"),
	};
	ShownLinks links = {&shown, 1};
	JsonWriter json = begin(mem, &out);
	json_put_links(&json, mem, &links);
	const JsonValue *one = &member(fits(mem, "links", &LINKS_SHAPE, &json), "links")->at[0];
	check_member(one, "target", "resource");
	check_member(one, "to", "1970-02-01");
	check_member(one, "removed_by", "you");
	check_null(one, "from");
	check_null(one, "source");
	LinkRequest request = {.contract = STR("A"), .target = LINK_TO_CONTRACT};
	LinkResult result = {.link = {.name = STR("Dock"),
				      .days = {DATE_NONE, DATE_NONE},
				      .removed_at = {9},
				      .removed_by = STR("nobody")},
			     .released = {3, 3, 27000, 0},
			     .dry_run = true};
	json = begin(mem, &out);
	json_put_link_result(&json, mem, &request, &result);
	const JsonValue *value = fits(mem, "result", &LINK_RESULT_SHAPE, &json);
	check_null(member(value, "link"), "id");
	check_null(member(value, "link"), "removed_at");
	check_member(member(value, "link"), "contract", "A");
	check_member(member(value, "released"), "seconds", "27000");
}

static void discrepancies_have_their_shape(void **state)
{
	Arena *mem = *state;
	Buf out;
	Discrepancy list[] = {
		{.kind = DISCREPANCY_CLAIMED_TWICE,
		 .resource = STR("Resource 01"),
		 .date = {0},
		 .left = {.label = STR("a"), .source = STR("a"), .amount = 3600},
		 .right = {.label = STR("b"), .source = STR("b"), .amount = 5400, .line = 3},
		 .difference = -1800,
		 .entries = 2},
		{.kind = DISCREPANCY_LEDGER,
		 .contract = STR("A"),
		 .date = {31},
		 .currency = USD,
		 .left = {.label = STR("recognised"), .is_money = true, .amount = 100},
		 .right = {.label = STR("ledger"), .is_money = true, .amount = 12345},
		 .difference = -12245},
	};
	Discrepancies found = {.at = list, .len = 2};
	found.counts[DISCREPANCY_LEDGER] = 1;
	JsonWriter json = begin(mem, &out);
	json_put_discrepancies(&json, mem, &found);
	const JsonValue *value = fits(mem, "discrepancies", &DISCREPANCIES_SHAPE, &json);
	check_member(member(value, "counts"), "ledger_total", "1");
	check_member(member(value, "counts"), "future", "0");
	const JsonValue *time = &member(value, "discrepancies")->at[0];
	check_member(time, "difference", "-1800");
	check_member(member(time, "left"), "seconds", "3600");
	check_null(member(time, "left"), "amount");
	const JsonValue *money = &member(value, "discrepancies")->at[1];
	check_member(money, "difference", "-122.45");
	check_member(member(money, "right"), "amount", "123.45");
	check_null(member(money, "right"), "seconds");
	Buf csv = {.mem = mem};
	discrepancies_write_csv(&csv, mem, &found);
	check_text(
		"csv", buf_str(&csv),
		"kind,contract,resource,date,currency,left,left_source,left_external_id,left_file,"
		"left_line,left_value,right,right_source,right_external_id,right_file,right_line,"
		"right_value,difference,entries\r\n"
		"claimed_twice,,Resource 01,1970-01-01,,a,a,,,,3600,b,b,,,3,5400,-1800,2\r\n"
		"ledger_total,A,,1970-02-01,USD,recognised,,,,,1.00,ledger,,,,,123.45,-122.45,0\r\n");
}

static void sources_and_resources_have_their_shape(void **state)
{
	Arena *mem = *state;
	Buf out;
	SourceRow rows[] = {
		{.name = STR("toggl"),
		 .facts = STR("time_entry, cost"),
		 .imports = 2,
		 .last_import = 9,
		 .last_file = STR("a.csv"),
		 .newest_day = {31}},
		{.name = STR("manual"), .newest_day = DATE_NONE},
	};
	SourceRows sources = {rows, 2};
	JsonWriter json = begin(mem, &out);
	json_put_sources(&json, mem, &sources);
	const JsonValue *list = member(fits(mem, "sources", &SOURCES_SHAPE, &json), "sources");
	check_text("fact", member(&list->at[0], "facts")->at[1].text, "cost");
	assert_int_equal(member(&list->at[1], "facts")->len, 0);
	check_null(&list->at[1], "last_at");
	check_null(&list->at[1], "newest_day");
	ResourceRow people[] = {{.key = STR("R-01"), .declared = true, .team = STR("Quay")},
				{.key = STR("R-02")}};
	ResourceRows resources = {people, 2};
	json = begin(mem, &out);
	json_put_resources(&json, &resources);
	list = member(fits(mem, "resources", &RESOURCES_SHAPE, &json), "resources");
	check_member(&list->at[0], "team", "Quay");
	check_null(&list->at[1], "name");
}

static void imports_of_facts_tell_more(void **state)
{
	Arena *mem = *state;
	Buf out;
	ImportSummary summary = {.file = STR("a.csv"),
				 .mapping = STR("toggl"),
				 .source = STR("toggl"),
				 .days = {DATE_NONE, DATE_NONE}};
	JsonWriter json = begin(mem, &out);
	json_put_import_summary(&json, mem, &summary);
	const JsonValue *value = fits(mem, "contracts", &IMPORT_SUMMARY_SHAPE, &json);
	for (size_t i = 0; i < value->len; i++)
		assert_false(str_eq_c(value->at[i].key, "fact"));
	summary.is_fact = true;
	summary.passed[PASS_RUNNING] = 1;
	summary.fact_warnings[FACT_WARNING_FUTURE] = 2;
	summary.waiting_seconds = 60;
	summary.days = (Period){{0}, {31}};
	json = begin(mem, &out);
	json_put_import_summary(&json, mem, &summary);
	value = fits(mem, "entries", &IMPORT_SUMMARY_SHAPE, &json);
	check_member(value, "fact", "time_entry");
	check_member(value, "running_timers", "1");
	check_member(value, "totals_rows", "0");
	check_member(value, "waiting_seconds", "60");
	check_member(value, "to", "1970-02-01");
	check_member(member(value, "warnings"), "future", "2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(entries_have_their_shape),
		ARENA_TEST(versions_tell_how_long_they_held),
		ARENA_TEST(entries_as_csv),
		ARENA_TEST(sums_have_their_shape),
		cmocka_unit_test(words_of_sums),
		ARENA_TEST(kinds_have_their_shape),
		ARENA_TEST(facts_have_their_shape),
		ARENA_TEST(sourced_facts_have_their_id),
		ARENA_TEST(results_have_their_shape),
		ARENA_TEST(what_waits_has_its_shape),
		ARENA_TEST(links_have_their_shape),
		ARENA_TEST(discrepancies_have_their_shape),
		ARENA_TEST(sources_and_resources_have_their_shape),
		ARENA_TEST(imports_of_facts_tell_more),
	};
	return RUN_TESTS(tests);
}
