#include "analytics/reason.h"

typedef struct ReasonWords {
	const char *name;
	const char *text;
} ReasonWords;

static const ReasonWords WORDS[REASONS] = {
	[REASON_NONE] = {"", ""},
	[REASON_NO_TERMS] = {"no_terms", "nothing of the contract is known in this view"},
	[REASON_NO_END] = {"no_end", "the contract has no end"},
	[REASON_NO_DIRECT_LABOR] = {"no_direct_labor", "days of value have no labour share"},
	[REASON_BY_USAGE] = {"by_usage", "revenue comes from usage, not from terms"},
	[REASON_NO_VALUE] = {"no_value", "the contract has no price"},
	[REASON_NO_COMMITMENT] = {"no_commitment", "no hours are committed"},
	[REASON_NO_BASELINE] = {"no_baseline", "no utilization baseline is set"},
	[REASON_NO_TARGET] = {"no_target", "no target is set"},
	[REASON_NO_BURN] = {"no_burn", "no hours were worked in the last 91 days"},
	[REASON_NO_ASSIGNMENT] = {"no_assignment", "nobody is assigned"},
	[REASON_NO_CAPACITY] = {"no_capacity", "no hours are available"},
	[REASON_NO_BILLING_RATE] = {"no_billing_rate", "hours have no billing rate"},
	[REASON_NO_STANDARD_RATE] = {"no_standard_rate", "hours have no standard rate"},
	[REASON_NO_STANDARD_VALUE] = {"no_standard_value",
				      "no hours are worth anything at standard rates"},
	[REASON_NO_COST_RATE] = {"no_cost_rate", "hours have no cost rate"},
	[REASON_NO_RATE] = {"no_rate", "there is no exchange rate of these days"},
	[REASON_NO_REPORTING_CURRENCY] = {"no_reporting_currency",
					  "amounts are in several currencies, and no reporting "
					  "currency is set"},
	[REASON_NO_BUDGET_RATE] = {"no_budget_rate", "the budget tells no exchange rate"},
	[REASON_NO_BUDGET] = {"no_budget", "nothing is budgeted"},
	[REASON_NEGATIVE_BUDGET] = {"negative_budget", "the budget is below zero"},
	[REASON_NO_SCOPE] = {"no_scope", "the contract has no deliverables"},
	[REASON_NO_COST] = {"no_cost", "nothing was spent"},
	[REASON_NOTHING_PLANNED] = {"nothing_planned", "nothing was planned by then"},
	[REASON_NO_PROGRESS] = {"no_progress", "nothing is done yet"},
	[REASON_UNATTAINABLE] = {"unattainable", "work is left, but no budget"},
	[REASON_COMPLETE] = {"complete", "no work is left"},
	[REASON_NO_RECOGNITION] = {"no_recognition", "no revenue is recognised"},
	[REASON_NEGATIVE_RECOGNIZED] = {"negative_recognized", "recognised revenue is below zero"},
	[REASON_NO_SERVICE_PERIOD] = {"no_service_period",
				      "invoices do not tell the days that they are for"},
	[REASON_NOTHING_DUE] = {"nothing_due", "nothing was due"},
	[REASON_NO_PRICING] = {"no_pricing", "how the contract is priced is not set"},
	[REASON_VENDOR] = {"vendor", "spend is never value delivered"},
	[REASON_NOT_OF_SCOPE] = {"not_of_scope", "the metric does not exist for this scope"},
	[REASON_NOT_ADDITIVE] = {"not_additive", "it exists for a single contract only"},
	[REASON_NO_FACTS] = {"no_facts", "nothing is in this scope"},
	[REASON_NOT_BEGUN] = {"not_begun", "the period begins after the as-of day"},
	[REASON_OUT_OF_RANGE] = {"out_of_range", "it is beyond what can be held"},
};

const char *reason_name(Reason reason)
{
	return WORDS[reason].name;
}

const char *reason_text(Reason reason)
{
	return WORDS[reason].text;
}

Reason reason_of_na(Na na)
{
	switch (na) {
	case NA_NONE:
		return REASON_NONE;
	case NA_NO_END:
		return REASON_NO_END;
	case NA_NO_DIRECT_LABOR:
		return REASON_NO_DIRECT_LABOR;
	case NA_BY_USAGE:
		return REASON_BY_USAGE;
	case NA_NO_BASE: /* of ratios; amounts never have it */
	case NA_NO_TERMS:
		return REASON_NO_TERMS;
	}
	return REASON_NONE;
}
