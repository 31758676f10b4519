#include "collect_facts.h"
#include "facts/time_entry.h"

#include <stdio.h>
#include <stdlib.h>

/* A file of time entries of our own form. */
#define OWN "resource,work_date,seconds,start,billable,cost,currency,contract\n"

static void check_file(void **state, const char *label, const char *name,
		       const FactReading *reading, const char *file, const char *wanted)
{
	check_text(label, str_from_c(collect_facts(*state, name, reading, str_from_c(file))),
		   wanted);
}

static void tells_what_is_wrong_with_a_row(void **state)
{
	static const struct {
		const char *label;
		const char *row;
		const char *wanted;
	} cases[] = {
		{"no person", ",2026-01-05,60,,,,,H", "2 REJECT resource: the resource is blank\n"},
		{"no day", "R,,60,,,,,H", "2 REJECT work_date: the date is blank\n"},
		{"no such day", "R,2026-02-30,60,,,,,H",
		 "2 REJECT work_date: bad date '2026-02-30': February 2026 has no day 30\n"},
		{"no time", "R,2026-01-05,,,,,,H", "2 REJECT seconds: the time worked is blank\n"},
		{"negative minutes", "R,2026-01-05,-60,,,,,H",
		 "2 REJECT seconds: '-60' is negative; time worked cannot be\n"},
		{"neither yes nor no", "R,2026-01-05,60,,maybe,,,H",
		 "2 REJECT billable: 'maybe' is neither yes nor no\n"},
		{"no amount", "R,2026-01-05,60,,,x,EUR,H", "2 REJECT cost: 'x' is not a number\n"},
		{"an amount of another currency", "R,2026-01-05,60,,,$5,EUR,H",
		 "2 REJECT cost: '$5' is not in EUR, the currency of its contract\n"},
		{"no currency", "R,2026-01-05,60,,,5,kr,H",
		 "2 REJECT currency: 'kr' does not name one currency; its code of ISO 4217 does, such as EUR\n"},
		{"no time of day", "R,2026-01-05,60,25:00,,,,H",
		 "2 REJECT start: '25:00' is not a time of day\n"},
		{"a name with a tab", "R\tS,2026-01-05,60,,,,,H",
		 "2 REJECT resource: there is a tab, line end or other character that cannot be in a key\n"},
		{"longer than a month", "R,2026-01-05,2678401,,,,,H",
		 "2 REJECT seconds: 744 hours are longer than 31 days\n"},
		{"too few cells", "R,2026-01-05", "2 REJECT : 2 fields where the header has 8\n"},
		{"too many cells", "R,2026-01-05,60,,,,,H,x",
		 "2 REJECT : 9 fields where the header has 8\n"},
		{"far away, but a day", "R,2099-01-05,60,,,,,H",
		 "2 time_entry contract=H resource=R work_date=2099-01-05 seconds=60\n"},
		{"25 hours", "R,2026-01-05,90000,,,,,H",
		 "2 time_entry contract=H resource=R work_date=2026-01-05 seconds=90000 !over_24h\n"},
		{"25 hours from nine on are two days", "R,2026-01-05,90000,09:00,,,,H",
		 "2 time_entry contract=H resource=R work_date=2026-01-05 seconds=90000 start=09:00:00\n"},
		{"no seconds at all", "R,2026-01-05,0,09:00,,,,H",
		 "2 time_entry contract=H resource=R work_date=2026-01-05 seconds=0 start=09:00:00\n"},
		{"five decimals, which a currency judges", "R,2026-01-05,60,,,1.23456,EUR,H",
		 "2 time_entry contract=H resource=R work_date=2026-01-05 seconds=60 cost=1.23456 currency=EUR\n"},
		{"a total", "Total,,60,,,,,", "2 TOTAL\n"},
		{"sums without a word", ",,60,,,1.5,,", "2 TOTAL\n"},
		{"numbers, but somebody is called by one", "12,,60,,,,,",
		 "2 REJECT work_date: the date is blank\n"},
		{"a total with a span of days", "Total,1.1. - 31.1.,60,,,,,", "2 TOTAL\n"},
		{"a short total", "Summe:,,60", "2 TOTAL\n"},
		{"a person called Total", "Total,2026-01-05,60,,,,,H",
		 "2 time_entry contract=H resource=Total work_date=2026-01-05 seconds=60\n"},
		{"blanks", ",,,,,,,", ""},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Str file = str_format(*state, OWN "%s\n", cases[i].row);
		check_text(cases[i].label,
			   str_from_c(collect_facts(*state, "pacta-time-entry", NULL, file)),
			   cases[i].wanted);
	}
}

static void tells_what_is_wrong_with_a_file(void **state)
{
	check_file(state, "a header only", NULL, NULL, "resource,work_date,seconds\n",
		   "= pacta-time-entry\n");
	check_file(state, "a column twice", NULL, NULL, "resource,work_date,seconds,Resource\n",
		   "= pacta-time-entry\nERROR the column 'resource' comes twice\n");
	check_file(state, "a column of amounts twice, which need not be there", NULL, NULL,
		   "resource,work_date,seconds,cost,Cost\n",
		   "= pacta-time-entry\nERROR the column 'cost' comes twice\n");
	check_file(
		state, "a column of remarks twice: the first counts", NULL, NULL,
		"resource,work_date,seconds,note,Note,project,project\nR,2026-01-05,60,a,b,c,d\n",
		"= pacta-time-entry\n"
		"2 time_entry project=c resource=R work_date=2026-01-05 seconds=60 note=a\n");
	check_file(
		state, "a column is missing", "pacta-time-entry", NULL, "resource,work_date\n",
		"ERROR the column 'seconds', which the mapping 'pacta-time-entry' needs, is missing; there are "
		"resource, work_date\n");
	check_file(
		state, "a pattern that is none", "pacta-time-entry",
		&(FactReading){.dates = STR("YYYY")}, "resource,work_date,seconds\n",
		"ERROR 'YYYY' is not a pattern of dates; it must hold one YYYY or YY, one MMM, MM or M and one "
		"DD or D\n");
	Buf wide = {.mem = *state};
	buf_add(&wide, STR("resource,work_date,seconds\n"));
	for (size_t i = 0; i < 65536; i++)
		buf_add(&wide, STR("x,"));
	buf_add(&wide, STR("\nR,2026-01-05,60\n"));
	check_text("65,536 columns in a row",
		   str_from_c(collect_facts(*state, NULL, NULL, buf_str(&wide))),
		   "= pacta-time-entry\n2 REJECT : the record has more than 4096 fields\n"
		   "3 time_entry resource=R work_date=2026-01-05 seconds=60\n");
	Buf header = {.mem = *state};
	buf_add(&header, STR("resource,work_date,seconds"));
	for (size_t i = 0; i < 65536; i++)
		buf_add_byte(&header, ',');
	buf_add(&header, STR("\nR,2026-01-05,60\n"));
	Str told = str_from_c(collect_facts(*state, NULL, NULL, buf_str(&header)));
	size_t at;
	if (!str_find(told, STR("the record has more than 4096 fields"), &at))
		fail_msg("65,536 columns in the header: %.*s", STR_ARG(told));
	check_text(
		"a NUL",
		str_from_c(collect_facts(*state, NULL, NULL,
					 STR("resource,work_date,seconds\nR\0,2026-01-05,60\n"))),
		"= pacta-time-entry\n2 REJECT resource: a NUL byte; save the file as text in UTF-8\n");
}

/* --- Templates as JSON --- */

static void templates_are_read_as_json_too(void **state)
{
	static const char ENTRY[] =
		"{\"external_id\":\"1\",\"resource\":\"R\",\"work_date\":\"2026-01-05\",\"hours\":1.5,"
		"\"billable\":true,\"contract\":\"H\",\"more\":[1]}";
	static const char WANTED[] =
		"1 time_entry contract=H resource=R work_date=2026-01-05 seconds=5400 "
		"billable=yes\n";
	Arena *mem = *state;
	check_text("an array",
		   str_from_c(collect_facts(mem, NULL, NULL, str_format(mem, "[%s]", ENTRY))),
		   str_format(mem, "= pacta-time-entry\n%s", WANTED).ptr);
	check_text("lines, by name",
		   str_from_c(collect_facts(mem, "pacta-time-entry", NULL,
					    str_format(mem, "%s\n%s\n", ENTRY, ENTRY))),
		   str_format(mem, "%s2%s", WANTED, WANTED + 1).ptr);
	check_file(
		state, "a cost", NULL, NULL,
		"[{\"external_id\":\"c\",\"contract\":\"H\",\"date\":\"2026-01-05\",\"amount\":-12.50,"
		"\"kind\":\"expense\",\"currency\":\"EUR\"}]",
		"= pacta-cost\n1 cost contract=H date=2026-01-05 amount=-12.50 "
		"currency=EUR kind=expense\n");
	check_file(
		state, "a contract that is told", NULL, &(FactReading){.contract_told = true},
		"[{\"date\":\"2026-01-05\",\"amount\":\"1.5\",\"kind\":\"expense\",\"external_id\":\"c\"}]",
		"= pacta-cost\n1 cost date=2026-01-05 amount=1.5 kind=expense\n");
	check_file(
		state, "what is missing", "pacta-cost", NULL,
		"[{\"external_id\":\"c\",\"contract\":\"H\",\"date\":\"2026-01-05\",\"kind\":\"expense\"}]",
		"1 REJECT /amount: the amount is blank\n");
}

/* --- Ids --- */

static void rows_without_an_id_are_told_apart(void **state)
{
	static const char rows[] =
		"resource,work_date,hours,start,task,note,contract\n"
		"R,2026-01-05,1,,T,a,H\n"
		"R,2026-01-05,2,,T,b,H\n"
		"R,2026-01-06,1,,T,a,H\n"
		"R,2026-01-05,1,,U,a,H\n"
		"R,2026-01-05,3,,T,a,H\n";
	/* Another order of columns, other words for the same: the same ids. */
	static const char other[] =
		"note;work_date;contract;task;hours;resource\n"
		"x;05.01.2026;H;T;7,5;R\n";
	Str first = str_from_c(collect_facts_with_ids(*state, NULL, NULL, str_from_c(rows)));
	Str again = str_from_c(collect_facts_with_ids(*state, NULL, NULL, str_from_c(other)));
	Str ids[6];
	size_t count = 0;
	size_t at;
	for (Str rest = first; str_find(rest, STR("external_id="), &at); count++) {
		size_t end;
		rest = str_slice(rest, at + strlen("external_id="), rest.len);
		assert_true(str_find(rest, STR(" "), &end));
		ids[count] = str_slice(rest, 0, end);
	}
	check_size("rows", count, 5);
	assert_true(str_starts(ids[0], STR("2026-01-05-")) && ids[0].len == 27);
	assert_true(str_starts(ids[2], STR("2026-01-06-")) && ids[2].len == 27);
	assert_false(str_eq(ids[3], ids[0]));
	check_text("the second that is alike", ids[1],
		   str_format(*state, "%.*s-2", STR_ARG(ids[0])).ptr);
	check_text("the third", ids[4], str_format(*state, "%.*s-3", STR_ARG(ids[0])).ptr);
	assert_true(str_find(again, str_format(*state, "external_id=%.*s ", STR_ARG(ids[0])), &at));
	/* Ids must never change: every store knows its rows by them. */
	check_text("as ever", ids[0], "2026-01-05-ea2dc16f3654b36f");
}

/* --- Dates --- */

#define DATED "resource,work_date,seconds\n"

static void the_file_decides_which_part_is_the_day(void **state)
{
	static const struct {
		const char *label;
		const char *dates;
		const char *file;
		const char *wanted;
	} cases[] = {
		{"a later row tells: the day first", NULL,
		 DATED "R,02/03/2026,60\nR,13/03/2026,60\n",
		 "2 time_entry resource=R work_date=2026-03-02 seconds=60\n"
		 "3 time_entry resource=R work_date=2026-03-13 seconds=60\n"},
		{"a later row tells: the month first", NULL,
		 DATED "R,02/03/2026,60\nR,03/13/2026,60\n",
		 "2 time_entry resource=R work_date=2026-02-03 seconds=60\n"
		 "3 time_entry resource=R work_date=2026-03-13 seconds=60\n"},
		{"nothing tells", NULL, DATED "R,02/03/2026,60\nR,03/03/2026,60\n",
		 "2 time_entry resource=R work_date=2026-02-03 seconds=60 !ambiguous_date\n"
		 "3 time_entry resource=R work_date=2026-03-03 seconds=60\n"},
		{"rows contradict each other", NULL, DATED "R,13/03/2026,60\nR,03/14/2026,60\n",
		 "2 time_entry resource=R work_date=2026-03-13 seconds=60\n"
		 "3 REJECT work_date: '03/14/2026' contradicts the dates before it, which are read with the day first; "
		 "say which it is by --dates DD/MM/YYYY or --dates MM/DD/YYYY\n"},
		{"it is told", "DD/MM/YYYY", DATED "R,02/03/2026,60\n",
		 "2 time_entry resource=R work_date=2026-03-02 seconds=60\n"},
		{"it is told wrongly", "YYYY-MM-DD", DATED "R,02/03/2026,60\n",
		 "2 REJECT work_date: '02/03/2026' is not a date of the form YYYY-MM-DD\n"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		FactReading reading = {.dates = str_from_c(cases[i].dates)};
		check_file(state, cases[i].label, "pacta-time-entry", &reading, cases[i].file,
			   cases[i].wanted);
	}
}

/* What stands behind the first 64 KiB cannot decide any more. */
static void a_late_contradiction_is_rejected(void **state)
{
	Buf file = {.mem = *state};
	buf_add(&file, STR(DATED));
	for (size_t i = 0; i < 6000; i++)
		buf_add(&file, STR("Resource 01,02/03/2026,60\n"));
	buf_add(&file, STR("Resource 01,13/03/2026,60\n"));
	const char *got = collect_facts(*state, NULL, NULL, buf_str(&file));
	size_t at;
	assert_true(str_find(str_from_c(got),
			     STR("6002 REJECT work_date: '13/03/2026' contradicts"), &at));
}

/* --- Time --- */

#define SPANS "Description,Project,User,Start date,Start time,End date,End time,Duration\n"

static void the_duration_counts(void **state)
{
	static const struct {
		const char *label;
		const char *row;
		const char *wanted; /* from work_date on */
	} cases[] = {
		{"they agree", "d,P,R,2026-01-05,09:00:00,2026-01-05,10:00:00,01:00:00",
		 "2026-01-05 seconds=3600 start=09:00:00 note=d\n"},
		{"they differ", "d,P,R,2026-01-05,09:00:00,2026-01-05,10:00:00,00:59:00",
		 "2026-01-05 seconds=3540 start=09:00:00 span=3600 note=d !duration_differs\n"},
		{"by a minute, which minutes cannot hide",
		 "d,P,R,2026-01-05,09:00,2026-01-05,10:00,0:59",
		 "2026-01-05 seconds=3540 start=09:00:00 span=3600 note=d !duration_differs\n"},
		{"by what rounding to minutes hides",
		 "d,P,R,2026-01-05,09:00,2026-01-05,10:00,1:00:40",
		 "2026-01-05 seconds=3640 start=09:00:00 note=d\n"},
		{"by what a hundredth of an hour hides",
		 "d,P,R,2026-01-05,09:00:00,2026-01-05,09:20:00,0.33",
		 "2026-01-05 seconds=1188 start=09:00:00 note=d\n"},
		{"no duration", "d,P,R,2026-01-05,23:00:00,2026-01-06,01:00:00,",
		 "2026-01-05 seconds=7200 start=23:00:00 note=d\n"},
		{"it ends before it begins, and says how long it was",
		 "d,P,R,2026-01-05,09:00:00,2026-01-04,10:00:00,01:00:00",
		 "2026-01-05 seconds=3600 start=09:00:00 span=0 note=d !duration_differs\n"},
		{"nothing was done", "d,P,R,2026-01-05,09:00:00,2026-01-05,09:00:00,00:00:00",
		 "2026-01-05 seconds=0 start=09:00:00 note=d\n"},
		{"until midnight", "d,P,R,2026-01-05,22:00:00,2026-01-05,24:00:00,02:00:00",
		 "2026-01-05 seconds=7200 start=22:00:00 note=d\n"},
		{"it began when the day before ended",
		 "d,P,R,2026-01-05,24:00,2026-01-06,01:00,1:00",
		 "2026-01-06 seconds=3600 start=00:00:00 note=d\n"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Str file = str_format(*state, SPANS "%s\n", cases[i].row);
		Str wanted = str_format(*state,
					"= toggl\n2 time_entry project=P resource=R work_date=%s",
					cases[i].wanted);
		check_text(cases[i].label, str_from_c(collect_facts(*state, NULL, NULL, file)),
			   str_to_c(*state, wanted));
	}
	check_file(state, "it ends before it begins, and nothing else is told", NULL, NULL,
		   SPANS "d,P,R,2026-01-05,09:00:00,2026-01-04,10:00:00,\n",
		   "= toggl\n2 REJECT End time: it ends before it begins\n");
	check_file(
		state, "timers that run", NULL, NULL,
		SPANS
		"d,P,R,2026-01-05,09:00:00,,,\n"
		"d,P,R,2026-01-05,09:00:00,,,00:00:00\n"
		"d,P,R,2026-01-05,09:00:00,,,running\n"
		"d,P,R,2026-01-05,09:00:00,,,-1767600000\n"
		"d,P,R,2026-01-05,09:00:00,,,0:30\n",
		"= toggl\n2 RUNNING\n3 RUNNING\n4 RUNNING\n5 RUNNING\n"
		"6 time_entry project=P resource=R work_date=2026-01-05 seconds=1800 start=09:00:00 note=d\n");
}

/* The night of 2026-03-29 has seven hours between 22:00 and 06:00 in Helsinki. */
static void clocks_that_are_set_forward_are_no_contradiction(void **state)
{
	static const char file[] = SPANS
		"d,P,R,2026-03-28,22:00:00,2026-03-29,06:00:00,07:00:00\n"
		"d,P,R,2026-03-28,22:00:00,2026-03-29,06:00:00,08:00:00\n"
		"d,P,R,2026-03-28,22:00:00,2026-03-29,06:00:00,\n"
		"d,P,R,2026-03-28,22:00:00,2026-03-29,06:00:00,06:00:00\n";
	FactReading reading = {0};
	Err err = {0};
	if (!zone_open(*state, STR("Europe/Helsinki"), &reading.zone, &err))
		fail_msg("%s", err.text);
#define NIGHT(line, rest) \
#line " time_entry project=P resource=R work_date=2026-03-28 seconds=" rest "\n"
	check_file(state, "in its zone", NULL, &reading, file,
		   "= toggl\n" NIGHT(2, "25200 start=22:00:00 note=d") NIGHT(
			   3, "28800 start=22:00:00 note=d") NIGHT(4, "25200 start=22:00:00 note=d")
			   NIGHT(5, "21600 start=22:00:00 span=25200 note=d !duration_differs"));
	check_file(
		state, "in no zone", NULL, NULL, file,
		"= toggl\n" NIGHT(2, "25200 start=22:00:00 span=28800 note=d !duration_differs")
			NIGHT(3, "28800 start=22:00:00 note=d") NIGHT(4,
								      "28800 start=22:00:00 note=d")
				NIGHT(5,
				      "21600 start=22:00:00 span=28800 note=d !duration_differs"));
}

static void instants_are_moved_to_the_zone(void **state)
{
	static const char file[] =
		"[{\"start\":\"20260328T230000Z\",\"end\":\"20260329T040000Z\",\"tags\":[\"P\"]}]";
	FactReading reading = {.source = STR("Resource 07")};
	Err err = {0};
	check_file(
		state, "UTC", NULL, &reading, file,
		"= timewarrior\n1 time_entry project=P resource=Resource 07 work_date=2026-03-28 seconds=18000 "
		"start=23:00:00\n");
	assert_true(zone_open(*state, STR("Europe/Helsinki"), &reading.zone, &err));
	check_file(
		state, "Helsinki, in a night of 23 hours", NULL, &reading, file,
		"= timewarrior\n1 time_entry project=P resource=Resource 07 work_date=2026-03-29 seconds=18000 "
		"start=01:00:00\n");
}

/* The split at midnight is the taker's; what it needs is here. */
static void an_entry_across_midnight_can_be_split(void **state)
{
	DayPart parts[3];
	size_t count;
	Err err = {0};
	Date day;
	assert_true(date_parse(STR("2016-01-18"), &day, &err));
	assert_true(time_split(day, 81617, 4831, NULL, parts, COUNT(parts), &count, &err));
	check_size("days", count, 2);
	check_size("the first", (uint64_t)parts[0].seconds, 4783);
	check_size("the second", (uint64_t)parts[1].seconds, 48);
	/* The clocks of Helsinki were set forward on 2026-03-29, and back on 2025-10-26. */
	const Zone *zone;
	assert_true(zone_open(*state, STR("Europe/Helsinki"), &zone, &err));
	assert_true(date_parse(STR("2026-03-28"), &day, &err));
	assert_true(time_split(day, 84600, 95400, zone, parts, COUNT(parts), &count, &err));
	check_size("days with one of 23 hours", count, 3);
	check_size("before it", (uint64_t)parts[0].seconds, 1800);
	check_size("of 23 hours", (uint64_t)parts[1].seconds, 82800);
	check_size("after it", (uint64_t)parts[2].seconds, 10800);
	assert_true(date_parse(STR("2025-10-26"), &day, &err));
	assert_true(time_split(day, 0, 90000, zone, parts, COUNT(parts), &count, &err));
	check_size("a day of 25 hours", count, 1);
}

/* --- The contract --- */

static void a_contract_that_is_told_need_not_be_named(void **state)
{
	FactReading told = {.contract_told = true};
	check_file(state, "no column", NULL, &told, "date,amount,kind\n2026-01-05,5,expense\n",
		   "= pacta-cost\n2 cost date=2026-01-05 amount=5 kind=expense\n");
	check_file(state, "a blank", "pacta-cost", &told,
		   "contract,date,amount,kind\n,2026-01-05,5,expense\n",
		   "2 cost date=2026-01-05 amount=5 kind=expense\n");
	check_file(state, "it is not told", "pacta-cost", NULL,
		   "contract,date,amount,kind\n,2026-01-05,5,expense\n",
		   "2 REJECT contract: the contract is blank\n");
}

/* --- Records --- */

static void reads_one_record(void **state)
{
	static const char mapping[] =
		"{\"name\": \"m\", \"title\": \"t\", \"source\": \"s\", \"format\": \"json\", \"fact\": \"cost\", "
		"\"stream\": \"costs\", \"fields\": {\"external_id\": \"/id\", \"contract\": \"/c\", \"date\": \"/d\", "
		"\"amount\": \"/a\", \"kind\": {\"value\": \"expense\"}}}";
	Arena *mem = *state;
	const Mapping *made;
	const JsonValue *record;
	Err err = {0};
	static const FactReading reading = {0};
	Str raw = STR("{\"id\": 7, \"c\": \"H\", \"d\": \"2026-01-05\", \"a\": 1.5e1}");
	CollectedFacts collected = {.mem = mem, .text = {.mem = mem}, .with_id = true};
	assert_true(mapping_parse(mem, STR("m.json"), str_from_c(mapping), &made, &err));
	check_text("stream", mapping_info(made)->stream, "costs");
	assert_true(json_parse(mem, raw, &record, &err));
	assert_true(fact_of_record(made, &reading, record, raw, 9, collect_facts_sink(&collected),
				   mem, &err));
	check_text("record", buf_str(&collected.text),
		   "9 cost external_id=7 contract=H date=2026-01-05 amount=15 kind=expense\n");
	assert_true(mapping_open(mem, STR("toggl"), &made, &err));
	assert_false(fact_of_record(made, &reading, record, raw, 9, collect_facts_sink(&collected),
				    mem, &err));
	check_err("a mapping of CSV", &err, ERR_INPUT,
		  "the mapping 'toggl' does not read JSON records of facts");
}

/* Columns that a pattern names: of each row the first that is neither blank nor 0 counts, in its own currency. */
static void several_columns_of_a_pattern(void **state)
{
#define TOGGL "User,Start date,Start time,Duration,End date,End time,Description,"
#define ENTRY "R,2026-01-05,09:00:00,01:00:00,2026-01-05,10:00:00,d,"
#define MADE "time_entry resource=R work_date=2026-01-05 seconds=3600 start=09:00:00"
#define CLOCKIFY                                                                            \
	"Project,User,Description,Start Date,Start Time,End Date,End Time,Duration (h),"    \
	"Billable Amount (USD),Billable Amount (EUR),Cost Amount (USD),Cost Amount (EUR)\n" \
	"P,R,d,2026-01-05,09:00:00,2026-01-05,10:00:00,01:00:00,"
	check_file(state, "Toggl, two currencies", NULL, NULL,
		   TOGGL "Amount (USD),Amount (EUR)\n" ENTRY "10.50,\n" ENTRY ",7\n" ENTRY
			 "0.00,8\n" ENTRY "0,0\n" ENTRY ",\n" ENTRY "9,8\n",
		   "= toggl\n"
		   "2 " MADE
		   " bill_amount=10.50 currency=USD note=d\n"
		   "3 " MADE
		   " bill_amount=7 currency=EUR note=d\n"
		   "4 " MADE
		   " bill_amount=8 currency=EUR note=d\n"
		   "5 " MADE
		   " note=d\n"
		   "6 " MADE
		   " note=d\n"
		   "7 " MADE " bill_amount=9 currency=USD note=d\n");
	check_file(state, "Redmine in Finnish, where an issue and its tracker share a name", NULL,
		   NULL,
		   "Projekti,Päivä,Käyttäjä,Historia,Tapahtuma,Tapahtuma,Kommentti,Tuntia\n"
		   "Site,2026-03-05,R,Dev,Bug #302: a,Bug,one,9.97\n",
		   "= redmine\n2 time_entry project=Site task=Bug #302: a resource=R "
		   "work_date=2026-03-05 seconds=35892 role=Dev note=one\n");
	check_file(state, "Toggl, a currency twice", NULL, NULL,
		   TOGGL "Amount (USD),Amount (USD)\n",
		   "= toggl\nERROR the column 'Amount (*)' comes twice\n");
	check_file(
		state, "Clockify, a cost only", NULL, NULL, CLOCKIFY "0.00,0.00,0.00,5\n",
		"= clockify\n2 time_entry project=P resource=R work_date=2026-01-05 seconds=3600 "
		"start=09:00:00 cost=5 currency=EUR note=d\n");
	check_file(
		state, "Clockify, amount and cost in two currencies", NULL, NULL,
		CLOCKIFY "10,0.00,0.00,5\n",
		"= clockify\n2 REJECT Billable Amount (USD): the row has amounts in two currencies, "
		"EUR and USD\n");
}

static void an_empty_list_has_no_rows(void **state)
{
	check_file(state, "timew export of nothing", NULL, NULL, "[\n]\n", "= timewarrior\n");
	check_file(state, "by name", "toggl-json", NULL, "[]", "");
	check_file(state, "a list under a key", NULL, NULL,
		   "{\"time_entries\": [ ], \"per_page\": 100}", "= harvest-json\n");
	check_file(
		state, "a list of something else", NULL, NULL, "[1]",
		"ERROR the file's kind is not known by its beginning; name a mapping (clockify, "
		"fpds, harvest-json, harvest, hledger-register, hledger, jira, kimai, ledger, ocds, "
		"pacta-contracts, redmine, tempo, timeclock, timewarrior, toggl-json, toggl, "
		"usaspending, or a template of pacta)\n");
}

/* Lines above the header count as lines; the header has more texts than each of them. */
static void titles_are_passed_over(void **state)
{
#define HEAD "resource;work_date;hours\nR;05.01.2026;7,5\n"
	static const char wanted[] = "time_entry resource=R work_date=2026-01-05 seconds=27000\n";
	static const struct {
		const char *label;
		const char *name;
		const char *file;
		unsigned line; /* of the row; 0: there is none */
	} cases[] = {
		{"two titles", NULL, "Hours, of the \"shop\"\r\n01.01.2026 - 31.01.2026\r\n" HEAD,
		 4},
		{"an empty line between", NULL, "Report;2026\n\n" HEAD, 4},
		{"a byte order mark", NULL,
		 "\xEF\xBB\xBF"
		 "Zeiten für März\n" HEAD,
		 3},
		{"by name", "pacta-time-entry", "Report\n;;\n" HEAD, 4},
		{"ten", NULL, "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n" HEAD, 12},
		{"eleven", NULL, "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\n" HEAD, 0},
		{"as wide as the header", NULL, "a;b;c\n" HEAD, 0},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Str got = str_from_c(
			collect_facts(*state, cases[i].name, NULL, str_from_c(cases[i].file)));
		if (cases[i].line == 0) {
			assert_true(str_starts(got, STR("ERROR the file's kind is not known")));
			continue;
		}
		Str line =
			str_format(*state, "%s%u %s", cases[i].name ? "" : "= pacta-time-entry\n",
				   cases[i].line, wanted);
		check_text(cases[i].label, got, line.ptr);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(tells_what_is_wrong_with_a_row),
		ARENA_TEST(tells_what_is_wrong_with_a_file),
		ARENA_TEST(templates_are_read_as_json_too),
		ARENA_TEST(rows_without_an_id_are_told_apart),
		ARENA_TEST(the_file_decides_which_part_is_the_day),
		ARENA_TEST(a_late_contradiction_is_rejected),
		ARENA_TEST(the_duration_counts),
		ARENA_TEST(clocks_that_are_set_forward_are_no_contradiction),
		ARENA_TEST(instants_are_moved_to_the_zone),
		ARENA_TEST(an_entry_across_midnight_can_be_split),
		ARENA_TEST(a_contract_that_is_told_need_not_be_named),
		ARENA_TEST(reads_one_record),
		ARENA_TEST(several_columns_of_a_pattern),
		ARENA_TEST(an_empty_list_has_no_rows),
		ARENA_TEST(titles_are_passed_over),
	};
	return RUN_TESTS(tests);
}
