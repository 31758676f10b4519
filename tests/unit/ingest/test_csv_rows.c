#include "collect.h"

#define HEAD "contract,account,currency,effective_on"

/* Rows of pacta's own template. */
static void reads_the_template(void **state)
{
	const struct {
		const char *label;
		Str data;
		const char *wanted;
	} cases[] = {
		{"what is needed, and a field",
		 STR(HEAD ",annual_value\nC1,Acme,USD,2024-01-01,100\n"),
		 "2 C1~2024-01-01~|C1|Acme||USD|customer|2024-01-01|||||"
		 "|0 annual_value=100.00\n"},
		{"all columns, in other words and another order",
		 STR("Effective On,KIND,name,Contract,account,Currency,known at,signed_on,order,Change-order,reason,id,"
		     "+Annual value,ends_on\n"
		     "1.2.2024,vendor,Lamps,a/b|c ü,Acme,usd,2024-02-01T10:00Z,2024-01-31,7,CO1,more,x1,-5,2024-02-01\n"),
		 "2 x1|a/b|c ü|Acme|Lamps|USD|vendor|2024-02-01|2024-02-01T10:00:00Z|2024-01-31|7|more|CO1|2 "
		 "annual_value+=-5.00 ends_on=2024-02-01\n"},
		{"an id that is blank", STR("id," HEAD ",order\n,C1,A,USD,2024-01-01,2\n"),
		 "2 C1~2024-01-01~2|C1|A||USD|customer|2024-01-01|||2|||0\n"},
		{"blank cells change nothing, and one clears",
		 STR(HEAD
		     ",annual_value,ends_on,status,direct_labor\nC1,A,USD,2024-01-01, ,(clear),active,62.5%\n"),
		 "2 C1~2024-01-01~|C1|A||USD|customer|2024-01-01||||||0 ends_on= status=active direct_labor=0.625\n"},
		{"set and add of one field, in different rows",
		 STR(HEAD
		     ",annual_value,+annual_value\nC1,A,USD,2024-01-01,5,\nC1,A,USD,2024-01-02,,6\n"
		     "C1,A,USD,2024-01-03,7,8\n"),
		 "2 C1~2024-01-01~|C1|A||USD|customer|2024-01-01||||||0 annual_value=5.00\n"
		 "3 C1~2024-01-02~|C1|A||USD|customer|2024-01-02||||||0 annual_value+=6.00\n"
		 "4 REJECT +annual_value: the row both sets annual_value and adds to it; leave one of them blank "
		 "(C1~2024-01-03~) C1,A,USD,2024-01-03,7,8\n"},
		{"blank rows and delimiters after the last column",
		 STR(HEAD
		     ",,\r\nC1,A,USD,2024-01-01,,\r\n,,,,,\r\n\r\nC2,A,USD,2024-01-01,,,,\r\nC3,A,USD,2024-01-01,x,\r\n"),
		 "2 C1~2024-01-01~|C1|A||USD|customer|2024-01-01||||||0\n"
		 "5 C2~2024-01-01~|C2|A||USD|customer|2024-01-01||||||0\n"
		 "6 REJECT : 'x' stands in column 5, which has no name () C3,A,USD,2024-01-01,x,\n"},
		{"a header and nothing else", STR(HEAD "\n"), ""},
		{"a yen has no decimals, a dinar three",
		 STR(HEAD
		     ",annual_value\nC1,A,JPY,2024-01-01,5.0\nC2,A,BHD,2024-01-01,5.125\nC3,A,JPY,2024-01-01,5.5\n"),
		 "2 C1~2024-01-01~|C1|A||JPY|customer|2024-01-01||||||0 annual_value=5\n"
		 "3 C2~2024-01-01~|C2|A||BHD|customer|2024-01-01||||||0 annual_value=5.125\n"
		 "4 REJECT annual_value: annual_value: '5.5' has more than 0 decimals (C3~2024-01-01~) "
		 "C3,A,JPY,2024-01-01,5.5\n"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(cases[i].label,
			   str_from_c(collect_text(*state, "pacta-contracts", cases[i].data)),
			   cases[i].wanted);
}

/* One row each; wanted is what follows the line number. */
static void rejects_rows(void **state)
{
	const struct {
		const char *label;
		Str row;
		const char *wanted;
	} cases[] = {
		{"no contract", STR(",A,USD,2024-01-01,,,,,"),
		 "REJECT contract: the contract's key is blank ()"},
		{"no account", STR("C,,USD,2024-01-01,,,,,"),
		 "REJECT account: the account is blank (C~2024-01-01~)"},
		{"no currency", STR("C,A,,2024-01-01,,,,,"),
		 "REJECT currency: the currency is blank (C~2024-01-01~)"},
		{"a currency that is none", STR("C,A,DM,2024-01-01,,,,,"),
		 "REJECT currency: 'DM' is not a currency; use an ISO 4217 code such as USD (C~2024-01-01~)"},
		{"no date", STR("C,A,USD,,,,,,"),
		 "REJECT effective_on: the date from which it is effective is blank ()"},
		{"no date, but an id", STR("C,A,USD,,,,,,x"),
		 "REJECT effective_on: the date from which it is effective is blank (x)"},
		{"31 February", STR("C,A,USD,2024-02-31,,,,,"),
		 "REJECT effective_on: bad date '2024-02-31': February 2024 has no day 31 (C~2024-02-31~)"},
		{"31 February in a field", STR("C,A,USD,2024-01-01,,,31.2.2024,,"),
		 "REJECT Ends on: bad date '31.2.2024': February 2024 has no day 31 (C~2024-01-01~)"},
		{"a date in another form", STR("C,A,USD,2024-01-01,,,12/31/2024,,"),
		 "REJECT Ends on: '12/31/2024' is not a date of the forms YYYY-MM-DD, D.M.YYYY (C~2024-01-01~)"},
		{"a value beyond int64", STR("C,A,USD,2024-01-01,92233720368547758.08,,,,"),
		 "REJECT annual_value: annual_value: '92233720368547758.08' is too large a number (C~2024-01-01~)"},
		{"a value that is no number", STR("C,A,USD,2024-01-01,1e5,,,,"),
		 "REJECT annual_value: '1e5' is not a number (C~2024-01-01~)"},
		{"another currency", STR("C,A,USD,2024-01-01,€5,,,,"),
		 "REJECT annual_value: '€5' is not in USD, the currency of its contract (C~2024-01-01~)"},
		{"more decimals than cents", STR("C,A,USD,2024-01-01,0.125,,,,"),
		 "REJECT annual_value: annual_value: '0.125' has more than 2 decimals (C~2024-01-01~)"},
		{"labour of 170 %", STR("C,A,USD,2024-01-01,,170%,,,"),
		 "REJECT direct_labor: direct_labor: 170% is outside 0 to 100 % (C~2024-01-01~)"},
		{"an unknown choice", STR("C,A,USD,2024-01-01,,,,running,"),
		 "REJECT status: status: 'running' is none of draft, active, paused, ended, terminated (C~2024-01-01~)"},
		{"a tab in a key", STR("\"C\t1\",A,USD,2024-01-01,,,,,"),
		 "REJECT contract: there is a tab, line end or other character that cannot be in a key ()"},
		{"a line end in an account", STR("C,\"A\nB\",USD,2024-01-01,,,,,"),
		 "REJECT account: there is a tab, line end or other character that cannot be in a key "
		 "(C~2024-01-01~)"},
		{"too few fields", STR("C,A,USD"), "REJECT : 3 fields where the header has 9 ()"},
		{"too many fields", STR("C,A,USD,2024-01-01,,,,,x,more"),
		 "REJECT : 10 fields where the header has 9 ()"},
		{"text after a quote", STR("\"C\"x,A,USD,2024-01-01,,,,,"),
		 "REJECT contract: text follows a closing quote; a quote inside a quoted field is written twice ()"},
		{"a quote that stays open", STR("C,\"A,USD,2024-01-01,,,,,"),
		 "REJECT account: the quote opened in line 2 is never closed ()"},
		{"a NUL", STR("C,A\0,USD,2024-01-01,,,,,"),
		 "REJECT account: a NUL byte; save the file as text in UTF-8 ()"},
		{"neither UTF-8 nor Windows-1252", STR("C,A\x81,USD,2024-01-01,,,,,"),
		 "REJECT account: invalid UTF-8, and not Windows-1252 either; save the file as UTF-8 ()"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Arena *mem = *state;
		Buf data = {.mem = mem};
		Buf wanted = {.mem = mem};
		buf_add(&data, STR(HEAD ",annual_value,direct_labor,Ends on,status,id\n"));
		buf_add(&data, cases[i].row);
		buf_add_format(&wanted, "2 %s ", cases[i].wanted);
		for (size_t k = 0; k < cases[i].row.len; k++) {
			char c = cases[i].row.ptr[k];
			buf_add_byte(&wanted, c == '\t'   ? '~'
					      : c == '\n' ? '$'
					      : c == '\0' ? '0'
							  : c);
		}
		buf_add_byte(&wanted, '\n');
		check_text(cases[i].label,
			   str_from_c(collect_text(mem, "pacta-contracts", buf_str(&data))),
			   str_to_c(mem, buf_str(&wanted)));
	}
}

/* Messages quote the beginning of a text, perhaps half of a character; collect checks what becomes of it. */
static void gives_reasons_in_utf8(void **state)
{
	Arena *mem = *state;
	const Mapping *mapping = collect_mapping(mem, "pacta-contracts");
	for (size_t n = 56; n < 62; n++) {
		Collected collected = {0};
		Err err = {0};
		Str data = str_format(
			mem, HEAD ",annual_value\nC,A,USD,2024-01-01,%.*s\u20AC\u20AC\n", (int)n,
			"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
		assert_true(collect_bytes(mapping, data, data.len, &collected, mem, &err));
		check_size("rejected", collected.rejects, 1);
	}
}

static void goes_on_after_broken_quotes(void **state)
{
	Arena *mem = *state;
	check_text(
		"a quote that is closed before text",
		str_from_c(
			collect_text(mem, "pacta-contracts",
				     STR(HEAD "\nE3,\"Acme,USD,2024-01-01\nE4,Bell,USD,2024-01-01\n"
					      "E5,Ac\"me,USD,2024-01-01\n"))),
		"2 REJECT account: the quote opened in line 2 is not closed, or wrongly: text follows a "
		"quote in line 4 () E3,\"Acme,USD,2024-01-01\n"
		"3 E4~2024-01-01~|E4|Bell||USD|customer|2024-01-01||||||0\n"
		"4 E5~2024-01-01~|E5|Ac\"me||USD|customer|2024-01-01||||||0\n");

	Buf data = {.mem = mem};
	buf_add(&data, STR(HEAD ",annual_value\nU0,Acme,USD,2020-01-01,\"open,5\n"));
	for (int i = 1; i <= 1000; i++)
		buf_add_format(&data, "U%d,\"Acme, Inc\",USD,2020-01-01,5\n", i);
	buf_add(&data, STR("V1,\"Bell\",USD,2020-01-01,\"open\n"));
	for (int i = 2; i <= 1000; i++)
		buf_add_format(&data, "V%d,Bell,USD,2020-01-01,5\n", i);
	Collected collected = {0};
	Err err = {0};
	size_t at;
	assert_true(collect_bytes(collect_mapping(mem, "pacta-contracts"), buf_str(&data), 4096,
				  &collected, mem, &err));
	check_size("all other rows are read", collected.drafts, 1999);
	check_size("the two with an open quote are not", collected.rejects, 2);
	assert_true(str_find(
		buf_str(&collected.text),
		STR("1003 REJECT annual_value: the quote opened in line 1003 is never closed () "
		    "V1,\"Bell\",USD,2020-01-01,\"open\n1004 V2"),
		&at));
}

static void rejects_rows_that_are_not_utf8_in_a_file_that_is(void **state)
{
	check_text(
		"one row of another encoding",
		str_from_c(collect_text(*state, "pacta-contracts",
					STR(HEAD "\nC1,M\xFCller,USD,2024-01-01\n"
						 "C2,M\xC3\xBCller,USD,2024-01-01\n"
						 "C3,M\xFCller,USD,2024-01-01\n"))),
		"2 C1~2024-01-01~|C1|Müller||USD|customer|2024-01-01||||||0\n"
		"3 C2~2024-01-01~|C2|Müller||USD|customer|2024-01-01||||||0\n"
		"4 REJECT account: not valid UTF-8 at byte 5 (FC), while the file is UTF-8; save all of it as "
		"UTF-8 () C3,M\xFCller,USD,2024-01-01\n");
}

static void rejects_change_orders_with_line_ends(void **state)
{
	Str data = STR(HEAD ",change order\nC,A,USD,2024-01-01,\"a\nb\"\n");
	check_text("a line end", str_from_c(collect_text(*state, "pacta-contracts", data)),
		   "2 REJECT change order: there is a tab, line end or other character that "
		   "cannot be in a key (C~2024-01-01~) C,A,USD,2024-01-01,\"a$b\"\n");
}

static void bounds_keys_and_records(void **state)
{
	Arena *mem = *state;
	char *key = arena_alloc(mem, 302);
	memset(key, 'k', 301);
	Str data =
		str_format(mem, HEAD "\n%.300s,A,USD,2024-01-01\n%s,A,USD,2024-01-01\n", key, key);
	Collected collected = {0};
	Err err = {0};
	const Mapping *mapping = collect_mapping(mem, "pacta-contracts");
	assert_true(collect_bytes(mapping, data, data.len, &collected, mem, &err));
	check_size("300 bytes are taken", collected.drafts, 1);
	check_size("301 are not", collected.rejects, 1);
	size_t at;
	Str reason =
		str_format(mem, "3 REJECT contract: '%.40s…' is longer than 300 bytes (k", key);
	assert_true(str_find(buf_str(&collected.text), reason, &at));

	size_t length = 2 * 1024 * 1024;
	Buf buf = {.mem = mem};
	buf_add(&buf, STR(HEAD "\n"));
	char *line = arena_alloc(mem, length);
	memset(line, 'x', length);
	buf_add(&buf, (Str){line, length});
	buf_add(&buf, STR("\nC,A,USD,2024-01-01\n"));
	Collected after = {0};
	assert_true(collect_bytes(mapping, buf_str(&buf), 65536, &after, mem, &err));
	check_size("a line of 2 MiB is rejected", after.rejects, 1);
	check_size("and the next one read", after.drafts, 1);
	assert_true(str_starts(
		buf_str(&after.text),
		STR("2 REJECT : the record is longer than 1048576 bytes; is a quote from line 2 on not "
		    "closed? () xxxx")));
	assert_true(str_find(buf_str(&after.text), STR("…\n3 C~"), &at));
}

static void refuses_files(void **state)
{
	const struct {
		const char *label;
		Str data;
		const char *wanted;
	} cases[] = {
		{"no header", STR("\n\n"), "INPUT data: there is no header line"},
		{"a column is missing", STR("contract,account,effective_on,x\nC,A,2024-01-01,\n"),
		 "INPUT data: the column 'currency', which the mapping 'pacta-contracts' needs, is missing; there are "
		 "contract, account, effective_on, x"},
		{"a column comes twice", STR(HEAD ",Account\n"),
		 "INPUT data: the column 'account' comes twice"},
		{"a field comes twice", STR(HEAD ",status,Status\n"),
		 "INPUT data: column 'Status': the field status is filled twice"},
		{"a date cannot be added to", STR(HEAD ",+ends_on\n"),
		 "INPUT data: column '+ends_on': one cannot add to ends_on, which is a date; set it"},
		{"an unknown column", STR(HEAD ",annual\n"),
		 "INPUT data: the column 'annual' is none that the mapping 'pacta-contracts' knows: id, contract, "
		 "effective_on, order, account, name, currency, kind, known_at, signed_on, reason, change_order, and the "
		 "fields of a contract, with + before a name to add (there is no field 'annual'; did you mean "
		 "'annual_value'?)"},
		{"a NUL in the header", STR("contract,acc\0unt\n"),
		 "INPUT data: line 1: a NUL byte; save the file as text in UTF-8"},
		{"UTF-16",
		 STR("\xFF\xFE"
		     "c\0"),
		 "INPUT data: the file is in UTF-16 or UTF-32; save the file as UTF-8"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check_text(cases[i].label,
			   str_from_c(collect_text(*state, "pacta-contracts", cases[i].data)),
			   cases[i].wanted);
}

#define MINE(more)                                                                             \
	"{\"name\": \"mine\", \"title\": \"t\", \"source\": \"s\", \"format\": \"csv\", "      \
	"\"key\": [\"id\"], \"contract\": {\"key\": \"id\", \"account\": {\"value\": \"A\"}, " \
	"\"currency\": {\"value\": \"EUR\"}, \"kind\": {\"value\": \"customer\"}},\n"          \
	"\"effective_on\": \"from\", " more "}"

static void follows_mappings(void **state)
{
	const struct {
		const char *label;
		const char *mapping;
		Str data;
		const char *wanted;
	} cases[] = {
		{"a delimiter and numbers that are told",
		 MINE("\"delimiter\": \"|\", \"numbers\": {\"decimal\": \",\", \"group\": \".\"}, "
		      "\"fields\": [{\"field\": \"annual_value\", \"op\": \"set\", \"from\": \"v\"}]"),
		 STR("id|from|v\nC1|2024-01-01|1.234,50\nC2|2024-01-01|1,234.50\n"),
		 "2 C1|C1|A||EUR|customer|2024-01-01||||||0 annual_value=1234.50\n"
		 "3 REJECT v: '1,234.50' is not a number (C2) C2|2024-01-01|1,234.50\n"},
		{"values that mean others",
		 MINE("\"fields\": [{\"field\": \"status\", \"op\": \"set\", \"from\": \"s\", "
		      "\"values\": {\"on\": \"active\", \"gone\": \"(clear)\", \"?\": \"\"}}]"),
		 STR("id,from,s\nC1,2024-01-01,on\nC2,2024-01-01,gone\nC3,2024-01-01,?\nC4,2024-01-01,off\n"),
		 "2 C1|C1|A||EUR|customer|2024-01-01||||||0 status=active\n"
		 "3 C2|C2|A||EUR|customer|2024-01-01||||||0 status=\n"
		 "4 C3|C3|A||EUR|customer|2024-01-01||||||0\n"
		 "5 REJECT s: 'off' is none of the values that the mapping knows: on, gone, ? (C4) C4,2024-01-01,off\n"},
		{"an end that is inclusive, and is expected",
		 MINE("\"fields\": [{\"field\": \"ends_on\", \"op\": \"set\", \"from\": \"end\", \"end_inclusive\": true}]"),
		 STR("id,from,end\nC1,2024-01-01,2024-02-28\nC2,2024-01-01,\nC3,2024-01-01,2023-12-31\n"
		     "C4,2024-01-01,2024-01-01\nC5,2024-01-01,2199-12-31\n"),
		 "2 C1|C1|A||EUR|customer|2024-01-01||||||0 ends_on=2024-02-29\n"
		 "3 C2|C2|A||EUR|customer|2024-01-01||||||1\n"
		 "4 C3|C3|A||EUR|customer|2024-01-01||||||2 ends_on=2024-01-01\n"
		 "5 C4|C4|A||EUR|customer|2024-01-01||||||0 ends_on=2024-01-02\n"
		 "6 REJECT end: the day after 2199-12-31 is outside 1900 to 2199 (C5) C5,2024-01-01,2199-12-31\n"},
		{"a field that is required",
		 MINE("\"fields\": [{\"field\": \"manager\", \"op\": \"set\", \"from\": \"m\", \"required\": true}]"),
		 STR("id,from,m\nC1,2024-01-01,Kim\nC2,2024-01-01, \n"),
		 "2 C1|C1|A||EUR|customer|2024-01-01||||||0 manager=Kim\n"
		 "3 REJECT m: manager is blank (C2) C2,2024-01-01, \n"},
		{"the first of several, and a join",
		 MINE("\"reason\": {\"first_of\": [{\"column\": \"why\", \"optional\": true}, {\"join\": [\"a\", "
		      "{\"column\": \"b\", \"optional\": true}], \"with\": \" + \"}, {\"value\": \"none\"}]}, \"fields\": []"),
		 STR("id,from,a,b\nC1,2024-01-01,x,y\nC2,2024-01-01,x,\nC3,2024-01-01,,y\n"),
		 "2 C1|C1|A||EUR|customer|2024-01-01||||x + y||0\n"
		 "3 C2|C2|A||EUR|customer|2024-01-01||||x + ||0\n"
		 "4 C3|C3|A||EUR|customer|2024-01-01||||none||0\n"},
		{"a custom field, and one that nobody declared",
		 MINE("\"custom_fields\": [{\"name\": \"risk\", \"type\": \"number\"}], \"fields\": "
		      "[{\"field\": \"risk\", \"op\": \"add\", \"from\": \"r\"}]"),
		 STR("id,from,r\nC1,2024-01-01,\"1,000.125\"\n"),
		 "2 C1|C1|A||EUR|customer|2024-01-01||||||0 risk+=1000.125\n"},
		{"a field that nobody declared",
		 MINE("\n\"fields\": [{\"field\": \"risks\", \"op\": \"set\", \"from\": \"r\"}]"),
		 STR("id,from,r\n"), "INPUT data: test.json: line 3: there is no field 'risks'"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Str got = str_from_c(collect_text(*state, cases[i].mapping, cases[i].data));
		check_text(cases[i].label, got, cases[i].wanted);
	}
}

static void stops_when_the_sink_fails(void **state)
{
	Collected collected = {.stop_after = 1};
	Err err = {0};
	Str data = STR(HEAD "\nC1,A,USD,2024-01-01\nC2,A,USD,2024-01-01\n");
	assert_false(collect_bytes(collect_mapping(*state, "pacta-contracts"), data, data.len,
				   &collected, *state, &err));
	check_err("its error comes through", &err, ERR_UNAVAILABLE, "the sink is full");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(reads_the_template),
		ARENA_TEST(rejects_rows),
		ARENA_TEST(gives_reasons_in_utf8),
		ARENA_TEST(goes_on_after_broken_quotes),
		ARENA_TEST(rejects_rows_that_are_not_utf8_in_a_file_that_is),
		ARENA_TEST(rejects_change_orders_with_line_ends),
		ARENA_TEST(bounds_keys_and_records),
		ARENA_TEST(refuses_files),
		ARENA_TEST(follows_mappings),
		ARENA_TEST(stops_when_the_sink_fails),
	};
	return RUN_TESTS(tests);
}
