#ifndef PACTA_ANALYTICS_REASON_H
#define PACTA_ANALYTICS_REASON_H

/* Why a figure is not available: a word for machines and a sentence for people. Source: domain.md §6. Pure. */

#include "history/earning.h"

typedef enum Reason {
	REASON_NONE,
	REASON_NO_TERMS,        /* the view sees nothing of the contract */
	REASON_NO_END,          /* it depends on an end that is not set */
	REASON_NO_DIRECT_LABOR, /* it touches days of value without a labour share */
	REASON_BY_USAGE,        /* revenue of these days comes from usage */
	REASON_NO_VALUE,        /* no price is set */
	REASON_NO_COMMITMENT,   /* no hours are committed */
	REASON_NO_BASELINE,
	REASON_NO_TARGET,
	REASON_NO_BURN, /* nothing was worked lately */
	REASON_NO_ASSIGNMENT,
	REASON_NO_CAPACITY, /* no hours are available */
	REASON_NO_BILLING_RATE,
	REASON_NO_STANDARD_RATE,
	REASON_NO_STANDARD_VALUE, /* no hours, or at rates of zero */
	REASON_NO_COST_RATE,
	REASON_NO_RATE,               /* no exchange rate of the last 7 days */
	REASON_NO_REPORTING_CURRENCY, /* a total of several currencies */
	REASON_NO_BUDGET_RATE,        /* a month of the budget tells no exchange rate */
	REASON_NO_BUDGET,
	REASON_NEGATIVE_BUDGET,
	REASON_NO_SCOPE,        /* no deliverables */
	REASON_NO_COST,         /* nothing was spent */
	REASON_NOTHING_PLANNED, /* nothing is due by then */
	REASON_NO_PROGRESS,     /* nothing is done */
	REASON_UNATTAINABLE,    /* work is left, but no budget */
	REASON_COMPLETE,        /* no work is left */
	REASON_NO_RECOGNITION,
	REASON_NEGATIVE_RECOGNIZED,
	REASON_NO_SERVICE_PERIOD, /* an invoice does not tell the days that it is for */
	REASON_NOTHING_DUE,
	REASON_NO_PRICING,   /* how the contract is priced is not set */
	REASON_VENDOR,       /* spend is never value delivered */
	REASON_NOT_OF_SCOPE, /* the metric does not exist for such a scope */
	REASON_NOT_ADDITIVE, /* it exists for a single contract only */
	REASON_NO_FACTS,     /* the scope is empty */
	REASON_NOT_BEGUN,    /* all days of the period come after the as-of day */
	REASON_OUT_OF_RANGE, /* beyond what can be held */
	REASONS,
} Reason;

const char *reason_name(Reason reason); /* "no_commitment"; "" for REASON_NONE */
const char *reason_text(Reason reason); /* "no hours are committed"; a phrase without full stop */
Reason reason_of_na(Na na);

#endif
