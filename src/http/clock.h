#ifndef PACTA_HTTP_CLOCK_H
#define PACTA_HTTP_CLOCK_H

/* The clocks of the server: one that runs evenly, for deadlines, and the time of day. */

#include "base/date.h"

#include <stdint.h>

int64_t clock_ms(void); /* even; milliseconds since some start, to a few milliseconds */
int64_t clock_us(void); /* the same, exact */
Instant clock_now(void);

#endif
