#include "base/zone.h"
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const Zone *open_zone(Arena *mem, const char *name)
{
	const Zone *zone;
	Err err;
	if (!zone_open(mem, str_from_c(name), &zone, &err))
		fail_msg("%s: %s", name, err.text);
	return zone;
}

static Instant instant(const char *text)
{
	Instant at;
	Err err;
	if (!instant_parse(str_from_c(text), &at, NULL, &err))
		fail_msg("%s", err.text);
	return at;
}

/* "2026-03-29 03:30:00" */
static Str local_text(Arena *mem, const Zone *zone, Instant at)
{
	Date day;
	int32_t second;
	zone_local(zone, at, &day, &second);
	return str_format(mem, "%.*s %02d:%02d:%02d", STR_ARG(date_text(mem, day)),
			  (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
}

static Instant from_local(const Zone *zone, const char *local)
{
	Instant as_utc = instant(local);
	Date day = instant_date(as_utc);
	return zone_instant(zone, day, (int32_t)((as_utc.us - instant_of_date(day).us) / 1000000));
}

static void tells_local_times(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *zone;
		const char *at;
		const char *local;
	} cases[] = {
		{"Europe/Helsinki", "2026-01-18T20:40:17Z", "2026-01-18 22:40:17"},
		{"Europe/Helsinki", "2026-01-18T22:00Z", "2026-01-19 00:00:00"},
		{"Europe/Helsinki", "2026-03-29T00:59:59Z", "2026-03-29 02:59:59"},
		{"Europe/Helsinki", "2026-03-29T01:00Z", "2026-03-29 04:00:00"},
		{"Europe/Helsinki", "2026-10-25T00:59:59Z", "2026-10-25 03:59:59"},
		{"Europe/Helsinki", "2026-10-25T01:00Z", "2026-10-25 03:00:00"},
		{"Europe/Helsinki", "2150-07-01T00:00Z", "2150-07-01 03:00:00"},
		{"Europe/Helsinki", "2150-03-29T00:59:59Z", "2150-03-29 02:59:59"},
		{"Europe/Helsinki", "2150-03-29T01:00Z", "2150-03-29 04:00:00"},
		{"Europe/Helsinki", "2199-12-31T12:00Z", "2199-12-31 14:00:00"},
		{"America/New_York", "2026-03-08T06:59:59Z", "2026-03-08 01:59:59"},
		{"America/New_York", "2026-03-08T07:00Z", "2026-03-08 03:00:00"},
		{"America/New_York", "2100-07-04T16:00Z", "2100-07-04 12:00:00"},
		{"Asia/Kolkata", "2026-01-18T18:30Z", "2026-01-19 00:00:00"},
		{"Australia/Lord_Howe", "2026-10-03T15:29:59Z", "2026-10-04 01:59:59"},
		{"Australia/Lord_Howe", "2026-10-03T15:30Z", "2026-10-04 02:30:00"},
		{"Pacific/Apia", "2011-12-30T09:59:59Z", "2011-12-29 23:59:59"},
		{"Pacific/Apia", "2011-12-30T10:00Z", "2011-12-31 00:00:00"},
		{"UTC", "2026-01-18T22:40:17.75Z", "2026-01-18 22:40:17"},
		{"UTC", "1969-12-31T23:59:59.5Z", "1969-12-31 23:59:59"},
		{"Z", "2026-01-18T22:40Z", "2026-01-18 22:40:00"},
		{"+02:00", "2026-01-18T22:40Z", "2026-01-19 00:40:00"},
		{"-0530", "2026-01-18T04:00Z", "2026-01-17 22:30:00"},
		{"+14", "2026-01-18T12:00Z", "2026-01-19 02:00:00"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const Zone *zone = open_zone(mem, cases[i].zone);
		Str label = str_format(mem, "%s in %s", cases[i].at, cases[i].zone);
		check_text(label.ptr, local_text(mem, zone, instant(cases[i].at)), cases[i].local);
	}
	const Zone *kolkata = open_zone(mem, "Asia/Kolkata");
	assert_int_equal(zone_offset(kolkata, instant("2026-01-18T18:30Z")), 19800);
}

static void finds_instants(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *zone;
		const char *local;
		const char *at;
	} cases[] = {
		{"in winter", "Europe/Helsinki", "2026-01-18T22:40:17Z", "2026-01-18T20:40:17Z"},
		{"in summer", "Europe/Helsinki", "2026-07-18T00:00Z", "2026-07-17T21:00:00Z"},
		{"just before the gap", "Europe/Helsinki", "2026-03-29T02:59:59Z",
		 "2026-03-29T00:59:59Z"},
		{"in the gap", "Europe/Helsinki", "2026-03-29T03:30Z", "2026-03-29T01:30:00Z"},
		{"where the gap ends", "Europe/Helsinki", "2026-03-29T04:00Z",
		 "2026-03-29T01:00:00Z"},
		{"the first of two", "Europe/Helsinki", "2026-10-25T03:30Z",
		 "2026-10-25T00:30:00Z"},
		{"after both", "Europe/Helsinki", "2026-10-25T04:00Z", "2026-10-25T02:00:00Z"},
		{"a gap west of Greenwich", "America/New_York", "2026-03-08T02:30Z",
		 "2026-03-08T07:30:00Z"},
		{"the first of two there", "America/New_York", "2026-11-01T01:30Z",
		 "2026-11-01T05:30:00Z"},
		{"a gap of half an hour", "Australia/Lord_Howe", "2026-10-04T02:10Z",
		 "2026-10-03T15:40:00Z"},
		{"half an hour twice", "Australia/Lord_Howe", "2026-04-05T01:45Z",
		 "2026-04-04T14:45:00Z"},
		{"a day that never was", "Pacific/Apia", "2011-12-30T12:00Z",
		 "2011-12-30T22:00:00Z"},
		{"the day after it", "Pacific/Apia", "2011-12-31T00:00Z", "2011-12-30T10:00:00Z"},
		{"far in the future", "Europe/Helsinki", "2150-07-01T00:00Z",
		 "2150-06-30T21:00:00Z"},
		{"a fixed offset", "-05:30", "2026-01-18T00:00Z", "2026-01-18T05:30:00Z"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Instant at = from_local(open_zone(mem, cases[i].zone), cases[i].local);
		check_text(cases[i].label, instant_text(mem, at), cases[i].at);
	}
}

/* SplitMix64. */
static uint64_t next_random(uint64_t *seed)
{
	uint64_t z = *seed += 0x9E3779B97F4A7C15;
	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
	z = (z ^ z >> 27) * 0x94D049BB133111EB;
	return z ^ z >> 31;
}

/* The C library reads the same files with a reader of its own. */
static void agrees_with_the_c_library(void **state)
{
	Arena *mem = *state;
	static const char *const names[] = {"Europe/Helsinki",     "America/New_York",
					    "Australia/Lord_Howe", "Pacific/Apia",
					    "Asia/Kolkata",        "Africa/Casablanca",
					    "America/Nuuk",        "Asia/Gaza",
					    "Europe/Dublin",       "America/Santiago",
					    "Pacific/Chatham",     "Antarctica/Troll",
					    "America/Los_Angeles", "Africa/Monrovia",
					    "Asia/Kathmandu",      "Etc/GMT+12",
					    "Pacific/Kiritimati"};
	const int64_t from = instant_of_date(DATE_MIN).us / 1000000;
	const int64_t to = instant_of_date(DATE_MAX).us / 1000000;
	uint64_t seed = 20260118;
	for (size_t i = 0; i < COUNT(names); i++) {
		const Zone *zone = open_zone(mem, names[i]);
		(void)setenv("TZ", names[i], 1);
		tzset();
		for (int step = 0; step < 20000; step++) {
			int64_t at = from + (int64_t)(next_random(&seed) % (uint64_t)(to - from));
			time_t seconds = (time_t)at;
			struct tm tm;
			Date day;
			int32_t second;
			assert_non_null(localtime_r(&seconds, &tm));
			zone_local(zone, (Instant){at * 1000000}, &day, &second);
			Civil c = {tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday};
			if (date_from_civil(c).day != day.day ||
			    tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec != second)
				fail_msg(
					"%s at %lld: the C library says %d-%02d-%02d %02d:%02d:%02d",
					names[i], (long long)at, (int)c.year, (int)c.month,
					(int)c.day, tm.tm_hour, tm.tm_min, tm.tm_sec);
		}
	}
	(void)unsetenv("TZ");
	tzset();
}

/* Every instant is what its local time means, or shares its local time with the one that is. */
static void comes_back_from_local_times(void **state)
{
	Arena *mem = *state;
	static const char *const names[] = {"Europe/Helsinki", "America/Nuuk", "Pacific/Apia",
					    "Australia/Lord_Howe", "Antarctica/Troll"};
	const int64_t from = instant_of_date(DATE_MIN).us / 1000000;
	const int64_t to = instant_of_date(DATE_MAX).us / 1000000;
	uint64_t seed = 20260119;
	for (size_t i = 0; i < COUNT(names); i++) {
		const Zone *zone = open_zone(mem, names[i]);
		for (int step = 0; step < 20000; step++) {
			int64_t at = from + (int64_t)(next_random(&seed) % (uint64_t)(to - from));
			Date day;
			Date again_day;
			int32_t second;
			int32_t again_second;
			zone_local(zone, (Instant){at * 1000000}, &day, &second);
			Instant again = zone_instant(zone, day, second);
			zone_local(zone, again, &again_day, &again_second);
			assert_int_equal(again_day.day, day.day);
			assert_int_equal(again_second, second);
			assert_true(again.us <= at * 1000000);
			assert_true(at * 1000000 - again.us <= 86400 * INT64_C(1000000));
		}
	}
}

/* A file of version 2 with one type of `offset`, no transitions, and a foot. */
static Str zone_file(Arena *mem, int32_t offset, const char *foot)
{
	Buf out = {.mem = mem};
	for (int block = 0; block < 2; block++) {
		static const unsigned char counts[24] = {[19] = 1, [23] = 4};
		buf_add(&out, STR("TZif2"));
		for (int i = 0; i < 15; i++)
			buf_add_byte(&out, 0);
		buf_add(&out, (Str){(const char *)counts, sizeof counts});
		for (int i = 3; i >= 0; i--)
			buf_add_byte(&out, (char)((uint32_t)offset >> (8 * i) & 0xFF));
		buf_add(&out, (Str){"\0\0ABC\0", 6});
	}
	buf_add_format(&out, "\n%s\n", foot);
	return buf_str(&out);
}

static void reads_rules(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *foot;
		const char *at;
		const char *local;
	} cases[] = {
		{"no foot: the file's own offset", "", "2026-01-18T12:00Z", "2026-01-18 13:00:00"},
		{"no summer time", "<+0530>-5:30", "2026-01-18T12:00Z", "2026-01-18 17:30:00"},
		{"seconds", "ABC-0:00:07", "2026-01-18T12:00Z", "2026-01-18 12:00:07"},
		{"west", "ABC5", "2026-01-18T12:00Z", "2026-01-18 07:00:00"},
		{"summer", "AAA-1BBB,M3.5.0,M10.5.0/3", "2026-07-01T12:00Z", "2026-07-01 14:00:00"},
		{"winter", "AAA-1BBB,M3.5.0,M10.5.0/3", "2026-12-01T12:00Z", "2026-12-01 13:00:00"},
		{"the south", "AAA-10BBB,M10.1.0,M4.1.0/3", "2026-12-01T12:00Z",
		 "2026-12-01 23:00:00"},
		{"the south in its winter", "AAA-10BBB,M10.1.0,M4.1.0/3", "2026-07-01T12:00Z",
		 "2026-07-01 22:00:00"},
		{"summer time all year, at the turn", "XXX3EDT4,0/0,J365/23", "2026-12-31T23:30Z",
		 "2026-12-31 19:30:00"},
		{"summer time all year", "XXX3EDT4,0/0,J365/23", "2027-01-01T04:30Z",
		 "2027-01-01 00:30:00"},
		{"the 60th day of a common year", "AAA0BBB,J60/0,J61/0", "2026-03-01T12:00Z",
		 "2026-03-01 13:00:00"},
		{"the 60th day but for 29 February", "AAA0BBB,J60/0,J61/0", "2028-03-01T12:00Z",
		 "2028-03-01 13:00:00"},
		{"day 59 counts from 0, with 29 February", "AAA0BBB,59/0,60/0", "2028-02-29T12:00Z",
		 "2028-02-29 13:00:00"},
		{"a time before midnight", "AAA3BBB,M3.5.0/-2,M10.5.0/-1", "2026-03-29T01:00Z",
		 "2026-03-28 23:00:00"},
		{"a time two days later", "AAA-2BBB,M3.4.4/50,M10.4.4/50", "2026-03-28T00:00Z",
		 "2026-03-28 03:00:00"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const Zone *zone;
		Err err;
		if (!zone_parse(mem, zone_file(mem, 3600, cases[i].foot), &zone, &err))
			fail_msg("%s: %s", cases[i].label, err.text);
		Instant at = instant(cases[i].at);
		check_text(cases[i].label, local_text(mem, zone, at), cases[i].local);
	}
}

/* Behind the written-out rules both directions go on as 400 years before. */
static void goes_on_for_ever(void **state)
{
	Arena *mem = *state;
	const Zone *zone;
	Err err;
	assert_true(
		zone_parse(mem, zone_file(mem, 3600, "AAA-1BBB,M3.5.0,M10.5.0/3"), &zone, &err));
	const int64_t cycle = INT64_C(146097) * US_PER_DAY;
	for (int32_t day = 20000; day < 20400; day++) {
		Instant now = {day * US_PER_DAY};
		for (int times = 1; times < 20; times++) {
			Instant then = {now.us + times * cycle};
			assert_int_equal(zone_offset(zone, then), zone_offset(zone, now));
			Instant back = zone_instant(zone, (Date){day + times * 146097}, 0);
			assert_true(back.us ==
				    zone_instant(zone, (Date){day}, 0).us + times * cycle);
		}
	}
}

static void refuses_names(void **state)
{
	Arena *mem = *state;
	static const char *const names[] = {"",
					    "Europe/Nowhere",
					    "../etc/passwd",
					    "/etc/localtime",
					    "Europe/../UTC",
					    "Europe",
					    "Europe/",
					    "Europe//Helsinki",
					    "Europe/Helsinki ",
					    "zone.tab",
					    "leapseconds",
					    "+2",
					    "+1500",
					    "+02:60",
					    "+02-00",
					    "+02:0",
					    "-",
					    "--02"};
	for (size_t i = 0; i < COUNT(names); i++) {
		const Zone *zone = NULL;
		Err err;
		Str wanted = str_format(mem,
					"there is no time zone '%s'; name one of the tz database, "
					"such as Europe/Helsinki, or an offset, such as +02:00",
					names[i]);
		assert_false(zone_open(mem, str_from_c(names[i]), &zone, &err));
		check_err(names[i], &err, ERR_INPUT, wanted.ptr);
		assert_string_equal(err.field, "time_zone");
		assert_null(zone);
	}
	const Zone *zone;
	Err err;
	(void)setenv("TZDIR", "/nonexistent/zones", 1);
	assert_false(zone_open(mem, STR("Europe/Helsinki"), &zone, &err));
	check_err(
		"no database", &err, ERR_IO,
		"there is no time zone database in /nonexistent/zones; install the package tzdata");
	assert_true(zone_open(mem, STR("UTC"), &zone, &err));
	(void)unsetenv("TZDIR");
}

static void refuses_damaged_files(void **state)
{
	Arena *mem = *state;
	const Zone *zone;
	Err err;
	Str good = zone_file(mem, 3600, "AAA-1BBB,M3.5.0,M10.5.0/3");
	for (size_t len = 0; len < good.len; len++) {
		char *part = arena_alloc(mem, len);
		memcpy(part, good.ptr, len);
		assert_false(zone_parse(mem, (Str){part, len}, &zone, &err));
		assert_int_equal(err.code, ERR_CORRUPT);
	}
	static const char *const feet[] = {"A-1",
					   "AAA",
					   "AAA-25",
					   "AAA-1BBB",
					   "AAA-1BBB,M3.5.0",
					   "AAA-1BBB,M13.5.0,M10.5.0",
					   "AAA-1BBB,M3.6.0,M10.5.0",
					   "AAA-1BBB,M3.5.7,M10.5.0",
					   "AAA-1BBB,M3.5.0/168,M10.5.0",
					   "AAA-1BBB,J0,J3",
					   "AAA-1BBB,366,3",
					   "AAA-1BBB,M3.5.0,M10.5.0 ",
					   "<AAA-1",
					   "AAA-1:60"};
	for (size_t i = 0; i < COUNT(feet); i++) {
		Str wanted = str_format(mem, "the time zone rule '%s' cannot be read", feet[i]);
		assert_false(zone_parse(mem, zone_file(mem, 0, feet[i]), &zone, &err));
		check_err(feet[i], &err, ERR_CORRUPT, wanted.ptr);
	}
	assert_false(zone_parse(mem, zone_file(mem, 27 * 3600, ""), &zone, &err));
	check_err("an offset", &err, ERR_CORRUPT,
		  "the time zone file is damaged: an offset is more than 26 hours");
	char *leaps = arena_alloc(mem, good.len + 12);
	memcpy(leaps, good.ptr, good.len);
	leaps[54 + 31] = 1;
	assert_false(zone_parse(mem, (Str){leaps, good.len + 12}, &zone, &err));
	check_err("leap seconds", &err, ERR_CORRUPT,
		  "the time zone file is damaged: it counts leap seconds, which instants do not");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(tells_local_times),
		ARENA_TEST(finds_instants),
		ARENA_TEST(agrees_with_the_c_library),
		ARENA_TEST(comes_back_from_local_times),
		ARENA_TEST(reads_rules),
		ARENA_TEST(goes_on_for_ever),
		ARENA_TEST(refuses_names),
		ARENA_TEST(refuses_damaged_files),
	};
	return RUN_TESTS(tests);
}
