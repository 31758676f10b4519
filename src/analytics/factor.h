#ifndef PACTA_ANALYTICS_FACTOR_H
#define PACTA_ANALYTICS_FACTOR_H

/* What makes an input of a formula change from one period to another. Source: domain.md §6 (Explain). Pure. */

typedef enum Factor {
	FACTOR_VOLUME,
	FACTOR_MIX,
	FACTOR_RATE,
	FACTOR_SCOPE,
	FACTOR_LABOR_SHARE,
	FACTOR_FX,
	FACTOR_INPUT, /* the input as a whole, or its rest */
	FACTORS,
} Factor;

/* "volume", "mix", "rate", "scope", "labor_share", "fx", "input" */
const char *factor_name(Factor factor);

#endif
