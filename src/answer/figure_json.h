#ifndef PACTA_ANSWER_FIGURE_JSON_H
#define PACTA_ANSWER_FIGURE_JSON_H

/*
 * A figure of a metric as JSON, and what stands beside figures in every answer: the period, what they may lack.
 *
 * Numbers are decimal texts: money in units with all decimals of its currency, hours and days with up to 6 decimals,
 * ratios with up to 9 ("0.939203164" is 93.9 %), dates as dates; rounded half-even. Pure.
 */

#include "analytics/completeness.h"
#include "analytics/explanation.h"
#include "answer/json_put.h"

/* "money", "hours", "days", "date", "count", "money_days", "lags" */
const char *unit_name(Unit unit);

/* A value in a metric's unit: "125.00", "101.149425", "2026-03-31". */
Str figure_number(Arena *mem, MetricUnit unit, Currency currency, Ratio value);

/* A difference of two such values: of dates days. */
Str figure_difference(Arena *mem, MetricUnit unit, Currency currency, Ratio difference);

/* The same without rounding: "95/101", in the unit of the decimal. */
Str figure_exact(Arena *mem, MetricUnit unit, Currency currency, Ratio value);

/* An amount in a measure's unit; of UNIT_LAGS a weight. */
Str measure_number(Arena *mem, Unit unit, Currency currency, Ratio amount);

/* A whole number of a measure's unit. */
Ratio whole_ratio(int128 whole);

extern const Shape METRIC_NAME_SHAPE; /* one of the registry */
extern const Shape METRIC_UNIT_SHAPE; /* of a metric */
extern const Shape UNIT_SHAPE;        /* of a measure */
extern const Shape REASON_SHAPE;      /* why something is not available */

/* Where figures go. */
typedef struct FigureJson {
	JsonWriter *json;
	Arena *mem;
} FigureJson;

extern const Shape FIGURE_SHAPE, FIGURE_LIST_SHAPE;
void json_put_figure(const FigureJson *out, const Figure *figure);

/* The member `key`: figures, one per metric; NULL: null. */
void json_put_figure_list(const FigureJson *out, const char *key, const Figure *figures,
			  size_t count);

/* The member "completeness". */
extern const Shape COMPLETENESS_SHAPE;
void json_put_completeness(JsonWriter *json, const Completeness *completeness);

/* "March 2026", "fiscal year 2026", "contract year 3, 1 Mar 2011 to 29 Feb 2012"; `name` as period_parse reads it. */
Str period_text(Arena *mem, Period period, Str name);

/* The member `key`: a period with its name; null where it has no first day. */
extern const Shape PERIOD_SHAPE;
void json_put_period(JsonWriter *json, const char *key, Arena *mem, Period period, Str name);

/* The members as_of and known_at of what was computed. */
#define SEEN_MEMBERS                                                                         \
	{"as_of", &SHAPE_OF_DATE, ALWAYS, "last day that is seen of terms and facts"},       \
	{                                                                                    \
		"known_at", &SHAPE_OF_INSTANT, NULLABLE, "as known then; null: as known now" \
	}
void json_put_seen(JsonWriter *json, Arena *mem, Date as_of, Instant known);

#endif
