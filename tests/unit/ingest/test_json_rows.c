#include "collect.h"

/* A mapping with few words, whose records and rows are placed as `places` says. */
#define MINE(places)                                                                                             \
	"{\"name\": \"mine\", \"title\": \"t\", \"source\": \"s\", \"format\": \"json\", " places                \
	"\"key\": [\"record:/r\", \"/id\"], \"contract\": {\"key\": \"/id\", \"account\": {\"value\": \"A\"}, "  \
	"\"currency\": {\"value\": \"EUR\"}, \"kind\": {\"value\": \"customer\"}},\n"                            \
	"\"effective_on\": \"/from\", \"reason\": \"/why\", \"fields\": [{\"field\": \"annual_value\", \"op\": " \
	"\"set\", \"from\": \"/v\"}]}"

#define LIST \
	MINE("\"record\": [\"/list/*\", \"/packs/*/main\", \"/packs/*/parts/*\", \"/*\", \"\"], \"row\": \"/rows/*\", ")

#define ROW(id) "{\"id\": \"" id "\", \"from\": \"2024-01-01\"}"
#define GOT(line, key, id) #line " " key "~" id "|" id "|A||EUR|customer|2024-01-01||||||0\n"

static void finds_records(void **state)
{
	const struct {
		const char *label;
		Str data;
		const char *wanted;
	} cases[] = {
		{"in the list of a package",
		 STR("{\"x\": {\"list\": 1}, \"list\": [{\"r\": 1, \"rows\": [" ROW("a") "," ROW(
			 "b") "]},\n"
			      "{\"r\": 2, \"rows\": [" ROW(
				      "c") "]}, {\"r\": 3}, {\"r\": 4, \"rows\": null}]}"),
		 GOT(1, "1", "a") GOT(1, "1", "b") GOT(2, "2", "c")},
		{"in the main part of each pack, else in all its parts",
		 STR("{\"packs\": [{\"parts\": [{\"r\": 1, \"rows\": [" ROW("a") "]}], \"main\": {\"r\": 9, \"rows\": [" ROW(
			 "b") "]}},\n{\"parts\": [{\"r\": 2, \"rows\": [" ROW("c") "]}, {\"r\": 3, \"rows\": [" ROW("d") "]}]}]}"),
		 GOT(1, "9", "b") GOT(2, "2", "c") GOT(2, "3", "d")},
		{"in an array without a package", STR("[{\"r\": 1, \"rows\": [" ROW("a") "]}]"),
		 GOT(1, "1", "a")},
		{"alone", STR("\xEF\xBB\xBF{\"r\": 1,\n \"rows\": [" ROW("a") "]}"),
		 GOT(2, "1", "a")},
		{"one on each line",
		 STR("{\"r\": 1, \"rows\": [" ROW("a") "]}\n\n{\"r\": 2, \"rows\": [" ROW(
			 "b") "]}\n{\"r\": 3\n"),
		 GOT(1, "1", "a") GOT(
			 3, "2",
			 "b") "4 REJECT : line 4, column 8: the text ends where ',' or '}' is expected () {\"r\": 3\n"},
		{"packages, one on each line",
		 STR("{\"list\": [{\"r\": 1, \"rows\": [" ROW(
			 "a") "]}]}\n{\"list\": [{\"r\": 2, \"rows\": [" ROW("b") "]}]}\n"),
		 GOT(1, "1", "a") GOT(2, "2", "b")},
		{"not: the document is of another kind", STR("{\"id\": 1}"),
		 "INPUT data: there are no records of the mapping 'mine': no '/r'"},
		{"not: an empty list", STR("{\"list\": []}"), ""},
		{"one that is none",
		 STR("{\"list\": [{\"url\": \"x\"}, 7, {\"r\": 1, \"rows\": [" ROW("a") "]}]}"),
		 "1 REJECT record:/r: this is no record: it has no '/r' () {\"url\": \"x\"}\n"
		 "1 REJECT record:/r: this is no record: it has no '/r' () 7\n" GOT(1, "1", "a")},
		{"rows that are none",
		 STR("{\"list\": [{\"r\": 1, \"rows\": {\"id\": 5}}, {\"r\": 2, \"rows\": [null, \"a,]\\\"}\", " ROW(
			 "a") "]}]}"),
		 "1 REJECT rows: an array is needed here, not object () {\"id\": 5}\n"
		 "1 REJECT : an object is needed here, not null () null\n"
		 "1 REJECT : an object is needed here, not string () \"a,]\\\"}\"\n" GOT(1, "2",
											 "a")},
		{"a key that comes twice in a record",
		 STR("{\"list\": [{\"r\": 1, \"r\": 2}, {\"r\": 1, \"rows\": [" ROW("a") "]}]}"),
		 "1 REJECT : line 1, column 25: the key 'r' comes twice in its object () {\"r\": 1, \"r\": 2}\n" GOT(
			 1, "1", "a")},
		{"a document that breaks off",
		 STR("{\"list\": [{\"r\": 1, \"rows\": [" ROW("a") "]}, {"),
		 GOT(1, "1",
		     "a") "INPUT data: line 1, column 67: the text ends where a key in double quotes or '}' is expected"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(cases[i].label, str_from_c(collect_text(*state, LIST, cases[i].data)),
			   cases[i].wanted);
}

static void reads_values(void **state)
{
	const struct {
		const char *label;
		const char *row;
		const char *wanted; /* after "… 2024-01-01|||||", or the reject */
	} cases[] = {
		{"a number", "\"v\": 12.50", "|||0 annual_value=12.50"},
		{"a number with an exponent", "\"v\": 1.1e7", "|||0 annual_value=11000000.00"},
		{"a number in a text", "\"v\": \"1,234.5\"", "|||0 annual_value=1234.50"},
		{"null is blank", "\"v\": null", "|||0"},
		{"text is unescaped and trimmed", "\"why\": \" \\u00e4\\/ \"", "|ä/||0"},
		{"truth is a word", "\"why\": true", "|true||0"},
		{"an object where a number is needed", "\"v\": {\"amount\": 1}",
		 "REJECT /v: there is an object where a text or number is needed"},
		{"a NUL", "\"why\": \"a\\u0000b\"", "REJECT /why: there is a NUL in the text"},
		{"more decimals than cents", "\"v\": 1e-3",
		 "REJECT /v: annual_value: '0.001' has more than 2 decimals"},
		{"a number beyond int64", "\"v\": 1e17",
		 "REJECT /v: annual_value: '100000000000000000' is too large a number"},
		{"a number beyond anything", "\"v\": 1e999999",
		 "REJECT /v: '1e999999' is outside of what can be held"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Arena *mem = *state;
		Str raw = str_format(mem, "{\"id\": \"C\", \"from\": \"2024-01-01\", %s}",
				     cases[i].row);
		Str data = str_format(mem, "{\"r\": 1, \"rows\": [\n %.*s ]}", STR_ARG(raw));
		bool reject = str_starts(str_from_c(cases[i].wanted), STR("REJECT"));
		Str wanted =
			reject ? str_format(mem, "2 %s (1~C) %.80s\n", cases[i].wanted, raw.ptr)
			       : str_format(mem, "2 1~C|C|A||EUR|customer|2024-01-01|||%s\n",
					    cases[i].wanted);
		check_text(cases[i].label, str_from_c(collect_text(mem, LIST, data)), wanted.ptr);
	}
}

static void takes_the_record_as_the_row(void **state)
{
	static const char mapping[] = MINE("\"record\": \"/list/*\", ");
	check_text(
		"without rows",
		str_from_c(collect_text(
			*state, mapping,
			STR("{\"list\": [{\"r\": 1, \"id\": \"C\", \"from\": \"2024-01-01\"}]}"))),
		GOT(1, "1", "C"));
}

static void bounds_records(void **state)
{
	Arena *mem = *state;
	size_t length = 17 * 1024 * 1024;
	Buf data = {.mem = mem};
	char *filler = arena_alloc(mem, length);
	memset(filler, ' ', length);
	buf_add(&data, STR("{\"list\": [{\"r\": 1, "));
	buf_add(&data, (Str){filler, length});
	buf_add(&data, STR("\"rows\": []}, {\"r\": 2, \"rows\": [" ROW("a") "]}]}"));
	Collected collected = {0};
	Err err = {0};
	assert_true(collect_bytes(collect_mapping(mem, LIST), buf_str(&data), 1 << 20, &collected,
				  mem, &err));
	check_size("a record of 17 MiB is rejected", collected.rejects, 1);
	check_size("and the next one read", collected.drafts, 1);
	assert_true(str_starts(
		buf_str(&collected.text),
		STR("1 REJECT : line 1, column 11: the item is longer than 16777216 bytes ()")));
}

/* What the mapping "ocds" makes of tests/data/import/ocds.json. */
static void reads_ocds(void **state)
{
	Collected collected = {0};
	Err err = {0};
	Str sha256;
	assert_true(collect_file(collect_mapping(*state, "ocds"), test_file(*state, "ocds.json"),
				 &collected, &sha256, *state, &err));
	check_text(
		"ocds.json", buf_str(&collected.text),
		"11 ocds-x1-7~r1~c/1|ocds-x1-7/c/1|Town of Exampleton|Street “lights”|EUR|customer|2023-03-01|"
		"2023-02-01T09:00:00Z|2023-01-30|2023-02-01T09:00:00Z~r1|||0 value_basis=total total_value=1100000.00 "
		"starts_on=2023-03-01 ends_on=2025-03-01 status=active\n"
		"17 REJECT /value/currency: the currency is blank (ocds-x1-7~r1~c2) {\"id\": \"c2\", \"title\": \"Without a "
		"value\", \"period\": {\"startDate\": \"2023-03-01\"}}\n"
		"18 REJECT /value/currency: 'EURO' is not a currency; use an ISO 4217 code such as USD "
		"(ocds-x1-7~r1~c3) {\"id\": \"c3\", \"value\": {\"amount\": 5, \"currency\": \"EURO\"}, \"dateSigned\": "
		"\"2023-01-\n"
		"27 ocds-x1-7~r2~c/1|ocds-x1-7/c/1|Town of Exampleton|Street “lights”|EUR|customer|2024-01-01|"
		"2024-01-15T08:00:00Z|2023-01-30|2024-01-15T09:00:00+01:00~r2|ended early {\"really\"}||1 value_basis=total "
		"total_value=1250000.50 starts_on=2023-03-01 status=ended\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(finds_records),
		ARENA_TEST(reads_values),
		ARENA_TEST(takes_the_record_as_the_row),
		ARENA_TEST(bounds_records),
		ARENA_TEST(reads_ocds),
	};
	return RUN_TESTS(tests);
}
