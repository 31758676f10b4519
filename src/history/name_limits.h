#ifndef PACTA_HISTORY_NAME_LIMITS_H
#define PACTA_HISTORY_NAME_LIMITS_H

/* The longest names, in bytes, however they come in. */

enum {
	CONTRACT_KEY_MAX = 300,
	CONTRACT_NAME_MAX = 300,
	ACCOUNT_NAME_MAX = 200,
	CHANGE_ORDER_MAX = 300,
};

#endif
