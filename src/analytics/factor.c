#include "analytics/factor.h"

const char *factor_name(Factor factor)
{
	static const char *const NAMES[] = {
		[FACTOR_VOLUME] = "volume", [FACTOR_MIX] = "mix",
		[FACTOR_RATE] = "rate",     [FACTOR_SCOPE] = "scope",
		[FACTOR_FX] = "fx",         [FACTOR_LABOR_SHARE] = "labor_share",
		[FACTOR_INPUT] = "input",
	};
	return NAMES[factor];
}
