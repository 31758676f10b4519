/*
 * Any bytes as a time zone file: what is taken has an offset at every instant, and local times lead back to an
 * instant that has them, or lies behind a jump that skips them.
 */
#include "base/zone.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_instant(const Zone *zone, Instant at)
{
	Date day;
	int32_t second;
	int32_t offset = zone_offset(zone, at);
	assert(abs(offset) <= 26 * 3600);
	zone_local(zone, at, &day, &second);
	assert(second >= 0 && second < 86400);
	if (at.us < instant_of_date(DATE_MIN).us || at.us > instant_of_date(DATE_MAX).us)
		return;
	Instant back = zone_instant(zone, day, second);
	assert(back.us <= at.us);
	Date back_day;
	int32_t back_second;
	zone_local(zone, back, &back_day, &back_second);
	assert(back_day.day == day.day && back_second == second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Arena mem;
	const Zone *zone;
	Err err;
	arena_init(&mem);
	Str bytes = str_copy(&mem, (Str){(const char *)data, size});
	if (zone_parse(&mem, bytes, &zone, &err)) {
		check_instant(zone, INSTANT_MIN);
		check_instant(zone, INSTANT_MAX);
		for (int64_t month = -12 * 70; month < 12 * 230; month += 7)
			check_instant(zone, (Instant){month * 30 * US_PER_DAY + 12345678});
	}
	arena_deinit(&mem);
	return 0;
}
