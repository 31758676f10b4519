#ifndef PACTA_FACTS_FACT_WARNING_H
#define PACTA_FACTS_FACT_WARNING_H

/* Oddities of facts that are kept and count; a warning says so. Pure. */

typedef enum FactWarning {
	FACT_WARNING_DURATION, /* duration_differs: the duration is not end − start; it counts */
	FACT_WARNING_DATE, /* ambiguous_date: nothing tells day from month; taken as month first */
	FACT_WARNING_FUTURE,   /* future: it lies after the day of the import */
	FACT_WARNING_BEFORE,   /* before_start: it lies before the contract's start */
	FACT_WARNING_AFTER,    /* after_end: it lies after the contract's end */
	FACT_WARNING_LONG_DAY, /* over_24h: more than 24 hours on a day, in this row alone */
	FACT_WARNING_NEGATIVE, /* negative: an amount below 0, no reversal and no credit note */
	FACT_WARNING_CLOSED,   /* closed_month: it changes a month that finance has closed */
	FACT_WARNING_NEW_NAME, /* new_name: a person or task is new, and none are declared */
	FACT_WARNINGS,
} FactWarning;

const char *fact_warning_name(FactWarning warning); /* "duration_differs" */
const char *fact_warning_text(FactWarning warning); /* a sentence for people */

#endif
