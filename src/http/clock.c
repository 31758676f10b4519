#define _DEFAULT_SOURCE /* CLOCK_MONOTONIC_COARSE */

#include "http/clock.h"

#include <assert.h>
#include <time.h>

static int64_t read_us(clockid_t clock)
{
	struct timespec now;
	int code = clock_gettime(clock, &now);
	assert(code == 0);
	(void)code;
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t clock_ms(void)
{
	return read_us(CLOCK_MONOTONIC_COARSE) / 1000;
}

int64_t clock_us(void)
{
	return read_us(CLOCK_MONOTONIC);
}

Instant clock_now(void)
{
	return (Instant){read_us(CLOCK_REALTIME)};
}
