#include "facts/fact_warning.h"

typedef struct Kind {
	const char *name;
	const char *text;
} Kind;

static const Kind KINDS[FACT_WARNINGS] = {
	[FACT_WARNING_DURATION] =
		{"duration_differs",
		 "a duration is not the time from start to end; the duration counts"},
	[FACT_WARNING_DATE] = {"ambiguous_date",
			       "nothing tells day from month; the month is taken to come first"},
	[FACT_WARNING_FUTURE] = {"future", "a day lies after that of the import"},
	[FACT_WARNING_BEFORE] = {"before_start", "a day lies before the start of its contract"},
	[FACT_WARNING_AFTER] = {"after_end", "a day lies after the end of its contract"},
	[FACT_WARNING_LONG_DAY] = {"over_24h", "a row holds more than 24 hours of one day"},
	[FACT_WARNING_NEGATIVE] =
		{"negative", "an amount is negative and neither a reversal nor a credit note"},
	[FACT_WARNING_CLOSED] = {"closed_month", "a row changes a month that finance has closed"},
	[FACT_WARNING_NEW_NAME] =
		{"new_name", "a person or task is new, and was taken since none are declared"},
};

const char *fact_warning_name(FactWarning warning)
{
	return KINDS[warning].name;
}

const char *fact_warning_text(FactWarning warning)
{
	return KINDS[warning].text;
}
