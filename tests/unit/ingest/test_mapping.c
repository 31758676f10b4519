#include "collect.h"

static void opens_mappings(void **state)
{
	static const char *const names[] = {"fpds", "ocds", "pacta-contracts", "usaspending"};
	size_t count;
	const MappingInfo *list = mapping_list(*state, &count);
	check_size("built-in mappings", count, COUNT(names));
	for (size_t i = 0; i < COUNT(names); i++) {
		check_text("list", list[i].name, names[i]);
		check_text("source", list[i].source, names[i]);
		check_text("opened", mapping_info(collect_mapping(*state, names[i]))->name,
			   names[i]);
	}
	check_text("a file",
		   mapping_info(collect_mapping(*state, test_file(*state, "vertraege.json")))->name,
		   "vertraege");
}

static void names_mappings_that_are_missing(void **state)
{
	const Mapping *mapping;
	Err err = {0};
	assert_false(mapping_open(*state, STR("fdps"), &mapping, &err));
	check_err(
		"no such name", &err, ERR_NOT_FOUND,
		"there is no mapping 'fdps'; use fpds, ocds, pacta-contracts, usaspending, or a file such as ./fdps.json");
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
		if (!mapping_recognise(*state, cases[i].beginning, &mapping, &err))
			fail_msg("%s: %s", cases[i].wanted, err.text);
		check_text("recognised", mapping_info(mapping)->name, cases[i].wanted);
	}
}

#define NONE "fpds, ocds, pacta-contracts, usaspending)"

static void says_what_it_does_not_recognise(void **state)
{
	const struct {
		const char *label;
		Str beginning;
		const char *wanted;
	} cases[] = {
		{"nothing", STR(""), "the file is empty"},
		{"an unknown file", STR("when,who\n1,2\n"),
		 "the file's kind is not known by its beginning; name a mapping (" NONE},
		{"JSON of another kind", STR("{\"id\": 1}"),
		 "the file's kind is not known by its beginning; name a mapping (" NONE},
		{"bytes that are no text", STR("PK\x03\x04\0\0"),
		 "the file's kind is not known by its beginning; name a mapping (" NONE},
		{"a column is missing", STR("contract,account,effective_on\n"),
		 "the file's kind is not known; it is nearest to 'pacta-contracts', but the column 'currency' is missing. "
		 "Name a mapping (" NONE},
		{"two kinds at once",
		 STR("contract,account,currency,effective_on,contract_id,mod,txn,signed,effective,end,obligation,exercised,"
		     "reason,vendor\n"),
		 "several mappings fit the file: fpds, pacta-contracts; name one of them"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const Mapping *mapping;
		Err err = {0};
		assert_false(mapping_recognise(*state, cases[i].beginning, &mapping, &err));
		check_err(cases[i].label, &err, ERR_INPUT, cases[i].wanted);
		bool empty = cases[i].beginning.len == 0;
		check_text(cases[i].label, str_from_c(err.field), empty ? "" : "mapping");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(opens_mappings),
		ARENA_TEST(names_mappings_that_are_missing),
		ARENA_TEST(recognises_files),
		ARENA_TEST(says_what_it_does_not_recognise),
	};
	return RUN_TESTS(tests);
}
