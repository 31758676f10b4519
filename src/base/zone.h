#ifndef PACTA_BASE_ZONE_H
#define PACTA_BASE_ZONE_H

/*
 * Time zones, from the system's tz database (/usr/share/zoneinfo, or $TZDIR).
 *
 * Reads TZif files (RFC 8536, version 1 to 4) and the rule in their foot for years behind the last transition.
 * A Zone is constant once made and may be shared by threads. Seconds are whole: an instant's microseconds are
 * passed over.
 */

#include "base/arena.h"
#include "base/date.h"

typedef struct Zone Zone;

/*
 * The zone of this name ("Europe/Helsinki"), or an offset ("+02:00", "-0530", "+02"); "UTC" and "Z" need no
 * database. Lives in `mem`.
 * Errors: ERR_INPUT no such zone (names are checked: no "..", no absolute path), field "time_zone";
 *         ERR_IO the database is not there (says which package brings it); ERR_CORRUPT
 */
MUST_CHECK bool zone_open(Arena *mem, Str name, const Zone **out, Err *err);

/* From the bytes of a TZif file. Pure. Errors: ERR_CORRUPT */
MUST_CHECK bool zone_parse(Arena *mem, Str tzif, const Zone **out, Err *err);

/* Seconds east of UTC at an instant. */
int32_t zone_offset(const Zone *zone, Instant at);

/* The local day and second of the day (0 … 86,399) at an instant. */
void zone_local(const Zone *zone, Instant at, Date *day, int32_t *second);

/*
 * The instant of a local time; of two (clocks set back) the first, of none (set forward) as far behind the
 * jump as the time is behind its beginning.
 */
Instant zone_instant(const Zone *zone, Date day, int32_t second);

#endif
