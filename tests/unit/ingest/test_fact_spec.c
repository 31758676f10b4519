#include "check.h"
#include "ingest/mapping.h"

#define HEAD "\"name\": \"m\", \"title\": \"t\", \"source\": \"s\", "
#define COST                                                                                         \
	"\"fact\": \"cost\", \"fields\": {\"contract\": \"C\", \"date\": \"D\", \"amount\": \"A\", " \
	"\"kind\": {\"value\": \"expense\"}}"

static void names_mistakes_with_their_line(void **state)
{
	static const struct {
		const char *label;
		const char *json;
		const char *wanted; /* behind "m.json: " */
	} cases[] = {
		{"no such fact",
		 "{" HEAD "\"format\": \"csv\", \"fact\": \"hours\", \"fields\": {}}",
		 "line 1: there is no fact 'hours'; there are time_entry, cost, recognition, invoice, budget, task, "
		 "deliverable, progress, resource, rate, assignment, calendar_day, exchange_rate, period_close, "
		 "ledger_total"},
		{"no such field",
		 "{" HEAD
		 "\"format\": \"csv\", \"fact\": \"cost\",\n\"fields\": {\"when\": \"D\"}}",
		 "line 2: a cost has no field 'when'; there are external_id, contract, date, amount, currency, kind, "
		 "note"},
		{"an input of another fact",
		 "{" HEAD
		 "\"format\": \"csv\", \"fact\": \"cost\", \"fields\": {\"duration\": \"D\"}}",
		 "line 1: a cost has no field 'duration'; there are external_id, contract, date, amount, currency, "
		 "kind, note"},
		{"a needed field is not told",
		 "{" HEAD "\"format\": \"csv\", \"fact\": \"cost\", \"fields\": {\"date\": \"D\"}}",
		 "line 1: the mapping does not tell the amount of a cost"},
		{"no day",
		 "{" HEAD
		 "\"format\": \"csv\", \"fact\": \"time_entry\", \"fields\": {\"resource\": \"R\", "
		 "\"hours\": \"H\"}}",
		 "line 1: the mapping does not tell the work_date of a time_entry"},
		{"no time",
		 "{" HEAD
		 "\"format\": \"csv\", \"fact\": \"time_entry\", \"fields\": {\"resource\": \"R\", "
		 "\"work_date\": \"D\"}}",
		 "line 1: the mapping does not tell the seconds of a time_entry"},
		{"a key of contracts", "{" HEAD "\"format\": \"csv\", \"key\": [], " COST "}",
		 "line 1: unknown key 'key' in the mapping; allowed are name, title, source, format, delimiter, "
		 "numbers, dates, record, row, fact, fields, stream, identity, cases, durations, one_of, header"},
		{"fields as a list",
		 "{" HEAD "\"format\": \"csv\", \"fact\": \"cost\", \"fields\": []}",
		 "line 1: fields must be an object, not array"},
		{"no name at all",
		 "{" HEAD
		 "\"format\": \"csv\", \"fact\": \"cost\", \"fields\": {\"date\": {\"column\": []}}}",
		 "line 1: column is empty"},
		{"identity of nothing",
		 "{" HEAD "\"format\": \"csv\", \"identity\": [\"x\"], " COST "}",
		 "line 1: a cost has no field 'x'; a column is written {\"column\": …}"},
		{"identity as a text",
		 "{" HEAD "\"format\": \"csv\", \"identity\": \"x\", " COST "}",
		 "line 1: identity must be an array, not string"},
		{"a stream of CSV", "{" HEAD "\"format\": \"csv\", \"stream\": \"x\", " COST "}",
		 "line 1: a stream is for the format json"},
		{"long days",
		 "{" HEAD "\"format\": \"csv\", \"durations\": {\"day_hours\": 25}, " COST "}",
		 "line 1: day_hours must be a whole number from 1 to 24"},
		{"no days",
		 "{" HEAD "\"format\": \"csv\", \"durations\": {\"week_days\": \"5\"}, " COST "}",
		 "line 1: week_days must be a whole number from 1 to 7"},
		{"a header of JSON",
		 "{" HEAD
		 "\"format\": \"json\", \"header\": [\"a\"], \"fact\": \"cost\", \"fields\": {}}",
		 "line 1: header is for the format csv"},
		{"no cases", "{" HEAD "\"format\": \"csv\", \"cases\": [], " COST "}",
		 "line 1: there must be 1 to 16 cases"},
		{"a case without a fact",
		 "{" HEAD "\"format\": \"csv\", \"cases\": [{}], " COST "}",
		 "line 1: a case lacks 'fact'"},
		{"a condition of nothing",
		 "{" HEAD
		 "\"format\": \"csv\", \"cases\": [{\"fact\": \"cost\", \"where\": [{\"from\": \"A\"}]}], " COST
		 "}",
		 "line 1: a condition must have one of is and is_not"},
		{"a split without a part",
		 "{" HEAD
		 "\"format\": \"csv\", \"fact\": \"cost\", \"fields\": {\"date\": {\"column\": \"D\", "
		 "\"split\": \":\"}}}",
		 "line 1: split needs one sign, and part a number: 0 to 9, or -1 for the last"},
		{"a part of an amount that is none",
		 "{" HEAD
		 "\"format\": \"csv\", \"fact\": \"cost\", \"fields\": {\"date\": {\"column\": \"D\", "
		 "\"take\": \"half\"}}}",
		 "line 1: take must be quantity or commodity, not 'half'"},
		{"timeclock of contracts", "{" HEAD "\"format\": \"timeclock\"}",
		 "line 1: format must be csv or json, not 'timeclock'"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const Mapping *mapping = NULL;
		Err err = {0};
		if (mapping_parse(*state, STR("m.json"), str_from_c(cases[i].json), &mapping, &err))
			fail_msg("%s was read", cases[i].label);
		check_err(cases[i].label, &err, ERR_INPUT,
			  str_format(*state, "m.json: %s", cases[i].wanted).ptr);
	}
}

static void tells_what_it_is_about(void **state)
{
	const Mapping *mapping;
	Err err = {0};
	assert_true(mapping_parse(*state, STR("m.json"),
				  STR("{" HEAD "\"format\": \"csv\", " COST "}"), &mapping, &err));
	const MappingInfo *info = mapping_info(mapping);
	assert_true(info->is_fact && info->fact == FACT_COST);
	check_text("source", info->source, "s");
	check_text("stream", info->stream, "");
	assert_true(mapping_open(*state, STR("fpds"), &mapping, &err));
	assert_false(mapping_info(mapping)->is_fact);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(names_mistakes_with_their_line),
		ARENA_TEST(tells_what_it_is_about),
	};
	return RUN_TESTS(tests);
}
