#ifndef PACTA_ANALYTICS_AVAILABILITY_H
#define PACTA_ANALYTICS_AVAILABILITY_H

/*
 * How many hours people have, and for how many they are assigned.
 *
 *     available = Σ days max(0, weekly hours of that weekday, 0 on a holiday of the resource's calendar, − leave)
 *
 * Leave is what was approved as leave that day, for whatever contract. The hours of an assignment are spread over the days of
 * a week by the person's weekly hours (Monday to Friday evenly, where there are none); what falls on a holiday is not made up
 * for. Before a person's first row there is nothing. Who is not declared has no capacity, but may be assigned: Monday to
 * Friday evenly, without holidays. Source: domain.md §6. Pure.
 */

#include "analytics/measure.h"

/*
 * Adds what a declared person is available on these days: of each of their terms the weekly hours, less holidays, less leave.
 * O(terms + holidays + days with hours)
 */
void available_add(const Resource *resource, Period days, Tally *out);

/*
 * Adds the hours of an assignment on these days: a row for each of the person's terms, rounded half-even to a microsecond.
 * O(terms + holidays)
 */
void assigned_add(const Firm *firm, const Assignment *assignment, Period days, Tally *out);

#endif
