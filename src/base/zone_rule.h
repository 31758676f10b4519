#ifndef PACTA_BASE_ZONE_RULE_H
#define PACTA_BASE_ZONE_RULE_H

/*
 * Yearly rules of time zones as POSIX writes them in TZ: "EET-2EEST,M3.5.0/3,M10.5.0/4". Pure. Part of base/zone.h,
 * which is what other folders include.
 */

#include "base/date.h"

/* A day of each year, and the local time at which clocks turn on it. */
typedef struct ZoneDay {
	char kind; /* 'J': day 1 … 365 without 29 February; '0': day 0 … 365; 'M': of a month */
	int32_t day;     /* 'M': of the week, 0 is Sunday */
	int32_t week;    /* 'M': 1 … 5, 5 is the last */
	int32_t month;   /* 'M' */
	int32_t seconds; /* after midnight, −167 h … 167 h */
} ZoneDay;

typedef struct ZoneRule {
	int32_t standard; /* seconds east of UTC */
	bool has_summer;  /* the rest is set */
	int32_t summer;
	ZoneDay begins; /* of summer time, in standard time */
	ZoneDay ends;   /* in summer time */
} ZoneRule;

/* From an instant on (seconds since 1970) an offset holds. */
typedef struct ZoneTurn {
	int64_t at;
	int32_t offset;
} ZoneTurn;

/* Errors: ERR_CORRUPT */
MUST_CHECK bool zone_rule_parse(Str text, ZoneRule *out, Err *err);

/* The two turns of a year from 1 on, in their order; of two at one instant the one to summer time is last. */
void zone_rule_turns(const ZoneRule *rule, int32_t year, ZoneTurn out[2]);

/* Seconds from 1970 to the beginning of a year, in UTC. */
int64_t zone_rule_year_begins(int32_t year);

#endif
