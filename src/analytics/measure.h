#ifndef PACTA_ANALYTICS_MEASURE_H
#define PACTA_ANALYTICS_MEASURE_H

/*
 * The registry of measures: the whole numbers that the formulas of metrics are made of. One row each (measure.c). Pure.
 *
 * A measure walks over what a book holds and adds rows to a tally; asked without rows the same walk gives the sum alone. So
 * what an explanation lists is what was summed. Measures of different contracts add, save those of UNIT_DATE.
 */

#include "analytics/tally.h"

/* Of what days a measure tells. */
typedef enum MeasureTime {
	MEASURE_OF_PERIOD, /* of question.days */
	MEASURE_TO_DATE,   /* of all days up to question.cut */
	MEASURE_OF_TERM,   /* of the whole term, as known */
} MeasureTime;

typedef void MeasureOfContract(const Question *question, const Book *book, Tally *out);
typedef void MeasureOfResource(const Question *question, const Resource *resource, Tally *out);

typedef struct Measure {
	const char *name;  /* "counting_hours": as formulas name it */
	const char *title; /* "Counting hours" */
	const char *help;  /* a sentence: what is in it, and what is not */
	Unit unit;
	MeasureTime time;
	RateKind rate;                  /* of money: at which rate totals of amounts convert */
	unsigned needs;                 /* NEED_… of book.h */
	MeasureOfContract *of_contract; /* NULL: there is none of a contract */
	MeasureOfResource *of_resource; /* NULL: there is none of a person */
} Measure;

const Measure *measure_list(size_t *count);

/* Place in the list. False: there is none of that name. */
bool measure_find(Str name, size_t *place);

/* The functions of the registry's rows, by the file that holds them. */

/* commitment.c */
MeasureOfContract measure_committed_hours, measure_committed_hours_to_date,
	measure_committed_hours_of_term, measure_baseline_hours, measure_baselined_hours;

/* worked.c */
MeasureOfContract measure_counting_hours, measure_counting_hours_to_date,
	measure_approved_client_hours, measure_draft_hours, measure_submitted_hours,
	measure_out_of_scope_hours, measure_over_plan_hours;
MeasureOfResource measure_counting_hours_of_resource, measure_draft_hours_of_resource,
	measure_submitted_hours_of_resource, measure_internal_hours, measure_leave_hours;

/* run_out.c */
MeasureOfContract measure_run_out, measure_run_out_by_assignment, measure_remaining_hours,
	measure_assigned_hours_to_end;

/* availability.c */
MeasureOfResource measure_available_hours, measure_assigned_hours, measure_over_allocated_hours;

/* value.c */
MeasureOfContract measure_revenue_by_terms, measure_profit_by_terms, measure_recognized,
	measure_recognized_in_ledger, measure_recognized_of_budgeted_months,
	measure_recognized_in_ledger_of_budgeted_months, measure_budget_revenue,
	measure_budget_hours, measure_budget_cost, measure_client_hours_of_budgeted_months,
	measure_costs_of_budgeted_months;

/* earned_value.c */
MeasureOfContract measure_budget_at_completion, measure_planned_value, measure_earned_value,
	measure_actual_cost;

/* margin.c */
MeasureOfContract measure_bill_value, measure_cost_of_hours, measure_other_costs,
	measure_labor_by_terms, measure_target_profit, measure_recognized_with_target;

/* realization.c */
MeasureOfContract measure_invoiced_by_service, measure_invoiced_to_date, measure_invoiced_of_year,
	measure_standard_value, measure_standard_value_to_date, measure_standard_value_of_year;

/* timeliness.c */
MeasureOfContract measure_due, measure_recognized_on_time, measure_recognized_late,
	measure_open_due, measure_recognized_early, measure_recognized_over, measure_reversed,
	measure_lag_days, measure_recognition_lags, measure_recognition_lags_in_business_days;

/* balances.c */
MeasureOfContract measure_delivered_value, measure_delivered_unrecognized,
	measure_recognized_undelivered, measure_unbilled, measure_deferred,
	measure_contracted_value, measure_remaining_value, measure_remaining_later,
	measure_over_recognized;

#endif
