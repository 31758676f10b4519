#ifndef PACTA_APP_TIE_OUT_H
#define PACTA_APP_TIE_OUT_H

/* How a month ties out, inside a transaction. For app/close.c. */

#include "app/close.h"

MUST_CHECK bool tie_out_read(App *app, int64_t month, Moment moment, TieOut *out, Err *err);
MUST_CHECK bool tie_out_months(App *app, Moment moment, ClosedMonths *out, Err *err);

#endif
