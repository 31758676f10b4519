#include "collect.h"
#include "ingest/recognise.h"

#define FILES                                                                                 \
	"clockify, fpds, harvest-json, harvest, hledger-register, hledger, jira, kimai, "     \
	"ledger, ocds, pacta-contracts, redmine, tempo, timeclock, timewarrior, toggl-json, " \
	"toggl, usaspending"
#define TEMPLATES                                                                         \
	"pacta-time-entry, pacta-cost, pacta-recognition, pacta-invoice, pacta-budget, "  \
	"pacta-task, pacta-deliverable, pacta-progress, pacta-resource, pacta-rate, "     \
	"pacta-assignment, pacta-calendar-day, pacta-exchange-rate, pacta-period-close, " \
	"pacta-ledger-total"
#define NONE FILES ", or a template of pacta)"

static void opens_mappings(void **state)
{
	Arena *mem = *state;
	size_t count;
	const MappingInfo *list = mapping_list(mem, &count);
	Buf names = {.mem = mem};
	for (size_t i = 0; i < count; i++) {
		buf_add(&names, i > 0 ? STR(", ") : STR(""));
		buf_add(&names, list[i].name);
		check_text("opened",
			   mapping_info(collect_mapping(mem, str_to_c(mem, list[i].name)))->title,
			   str_to_c(mem, list[i].title));
	}
	check_text("built-in mappings", buf_str(&names), FILES ", " TEMPLATES);
	check_text("a file",
		   mapping_info(collect_mapping(*state, test_file(*state, "vertraege.json")))->name,
		   "vertraege");
}

static void names_mappings_that_are_missing(void **state)
{
	const Mapping *mapping;
	Err err = {0};
	assert_false(mapping_open(*state, STR("fdps"), &mapping, &err));
	check_err("no such name", &err, ERR_NOT_FOUND,
		  "there is no mapping 'fdps'; use " FILES ", " TEMPLATES
		  ", or a file such as ./fdps.json");
	assert_false(mapping_open(*state, STR("missing.json"), &mapping, &err));
	check_err("no such file", &err, ERR_NOT_FOUND, "missing.json: No such file or directory");
	assert_false(mapping_open(*state, STR("./"), &mapping, &err));
	check_err("a folder", &err, ERR_INPUT, "./: is a directory; name a file");
	Str csv = str_from_c(test_file(*state, "fpds.csv"));
	assert_false(mapping_open(*state, csv, &mapping, &err));
	check_err("data in place of a mapping", &err, ERR_INPUT,
		  str_format(*state, "%.*s: line 1, column 1: 'contract_id' is no JSON value",
			     STR_ARG(csv))
			  .ptr);
}

static bool recognise_bytes(Arena *mem, Str beginning, const FactReading *reading,
			    const Mapping **out, Err *err)
{
	static const FactReading as_found = {0};
	Candidate candidate = {.beginning = beginning, .reading = reading ? reading : &as_found};
	return recognise(mem, &candidate, out, err);
}

static void recognises_files(void **state)
{
	const struct {
		Str beginning;
		const char *wanted;
	} cases[] = {
		{STR("contract_id,mod,txn,signed,effective,end,obligation,exercised,reason,vendor\nx"),
		 "fpds"},
		{STR("\xEF\xBB\xBF"
		     "contract;account;currency;effective on;anything\r\n"),
		 "pacta-contracts"},
		{STR("Contract\tAccount\tCurrency\tEffective On\n"), "pacta-contracts"},
		{STR("a,contract_award_unique_key,award_id_piid,modification_number,transaction_number,action_date,"
		     "period_of_performance_start_date,period_of_performance_current_end_date,"
		     "federal_action_obligation,base_and_exercised_options_value,action_type\n"),
		 "usaspending"},
		{STR("{\"uri\": \"x\", \"releases\": [{\"ocid\": \"o\""), "ocds"},
		{STR("\xEF\xBB\xBF\n [{\"ocid\": \"o\""), "ocds"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const Mapping *mapping;
		Err err = {0};
		if (!recognise_bytes(*state, cases[i].beginning, NULL, &mapping, &err))
			fail_msg("%s: %s", cases[i].wanted, err.text);
		check_text("recognised", mapping_info(mapping)->name, cases[i].wanted);
	}
}

static void says_what_it_does_not_recognise(void **state)
{
	const struct {
		const char *label;
		Str beginning;
		const char *wanted;
	} cases[] = {
		{"an unknown file", STR("when,who\n1,2\n"),
		 "the file's kind is not known by its beginning; name a mapping (" NONE},
		{"JSON of another kind", STR("{\"id\": 1}"),
		 "the file's kind is not known by its beginning; name a mapping (" NONE},
		{"bytes that are no text", STR("PK\x03\x04\0\0"),
		 "line 1: a NUL byte; save the file as text in UTF-8"},
		{"a column is missing", STR("contract,account,effective_on\n"),
		 "the file's kind is not known; it is nearest to 'pacta-contracts', but the column 'currency' is missing. "
		 "Name a mapping (" NONE},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const Mapping *mapping;
		Err err = {0};
		assert_false(recognise_bytes(*state, cases[i].beginning, NULL, &mapping, &err));
		check_err(cases[i].label, &err, ERR_INPUT, cases[i].wanted);
		check_text(cases[i].label, str_from_c(err.field), "mapping");
	}
}

static const Mapping *minimal(Arena *mem, const char *name, const char *more)
{
	return collect_mapping(
		mem,
		str_format(
			mem,
			"{\"name\": \"%s\", \"title\": \"t\", \"source\": \"s\", \"format\": \"csv\", "
			"\"fact\": \"cost\", \"fields\": {\"contract\": \"C\", \"date\": \"D\", "
			"\"amount\": \"A\", \"kind\": {\"value\": \"expense\"}%s}}",
			name, more)
			.ptr);
}

static void of_several_the_one_that_needs_most_is_taken(void **state)
{
	Arena *mem = *state;
	const Mapping *found;
	Err err = {0};
	const Mapping *own[] = {
		minimal(mem, "a", ""),
		minimal(mem, "b", ", \"note\": \"N\""),
		minimal(mem, "c", ", \"note\": {\"column\": \"N\", \"optional\": true}"),
		minimal(mem, "d", ""),
	};
	FactReading reading = {.own = own, .own_count = COUNT(own)};
	assert_true(recognise_bytes(mem, STR("C,D,A,N\n"), &reading, &found, &err));
	check_text("needs four", mapping_info(found)->name, "b");
	assert_false(recognise_bytes(mem, STR("C,D,A\n"), &reading, &found, &err));
	check_err("three need the same", &err, ERR_INPUT,
		  "several mappings fit the file: a, c, d; name one of them");
	reading.own_count = 1;
	assert_true(recognise_bytes(mem, STR("contract,date,amount,kind,C,D,A\n"), &reading, &found,
				    &err));
	check_text("own mappings come first", mapping_info(found)->name, "a");
	reading.own_count = 0;
	assert_true(recognise_bytes(mem, STR("contract,date,amount,kind,C,D,A\n"), &reading, &found,
				    &err));
	check_text("a template", mapping_info(found)->name, "pacta-cost");
	assert_false(recognise_bytes(mem, STR("date,amount,kind\n"), &reading, &found, &err));
	reading.contract_told = true;
	assert_true(recognise_bytes(mem, STR("date,amount,kind\n"), &reading, &found, &err));
	check_text("the contract is told", mapping_info(found)->name, "pacta-cost");
}

static void every_builtin_mapping_has_a_text(void **state)
{
	Arena *mem = *state;
	size_t count;
	const MappingInfo *list = mapping_list(mem, &count);
	assert_true(count > FACT_KINDS);
	for (size_t i = 0; i < count; i++) {
		Err err = {0};
		Str text;
		const Mapping *mapping;
		assert_true(mapping_text(mem, list[i].name, &text, &err));
		assert_true(mapping_parse(mem, list[i].name, text, &mapping, &err));
		check_text("name", mapping_info(mapping)->name, str_to_c(mem, list[i].name));
	}
	Err err = {0};
	Str text = STR("as it was");
	assert_false(mapping_text(mem, STR("x"), &text, &err));
	assert_int_equal(err.code, ERR_NOT_FOUND);
	check_text("text", text, "as it was");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(opens_mappings),
		ARENA_TEST(names_mappings_that_are_missing),
		ARENA_TEST(recognises_files),
		ARENA_TEST(says_what_it_does_not_recognise),
		ARENA_TEST(of_several_the_one_that_needs_most_is_taken),
		ARENA_TEST(every_builtin_mapping_has_a_text),
	};
	return RUN_TESTS(tests);
}
