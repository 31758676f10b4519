#ifndef PACTA_APP_SETTINGS_H
#define PACTA_APP_SETTINGS_H

/* Settings of the installation, kept in the store as text: whole numbers within bounds, a time zone, and a currency. */

#include "app/app.h"
#include "base/money.h"

enum { DOCUMENT_LIMIT_MIB_MAX = 1024 };

typedef struct Setting {
	Str name;
	Str value;
	Str help; /* what it is, with its bounds */
} Setting;

/* All settings, with defaults where nothing is set. */
MUST_CHECK bool settings_list(App *app, Setting **out, size_t *count, Err *err);

/* Errors: ERR_NOT_FOUND no such setting; ERR_INPUT the value is not within its bounds */
MUST_CHECK bool settings_set(App *app, Str name, Str value, Setting *out, Err *err);

/* Inside a transaction: the first month of the fiscal year, 1 … 12; 1 unless set. */
MUST_CHECK bool settings_fiscal_month(App *app, int32_t *month, Err *err);

/*
 * Inside a transaction: the name of the zone whose midnight parts the days of imported entries; empty unless set:
 * then times count as they are written.
 */
MUST_CHECK bool settings_time_zone(App *app, Str *name, Err *err);

/* Inside a transaction: the currency that totals of several currencies are in; its code is "" unless set. */
MUST_CHECK bool settings_reporting_currency(App *app, Currency *out, Err *err);

/* Inside a transaction: so many days after its last one a month counts as closed; 10 unless set. */
MUST_CHECK bool settings_policy_days(App *app, int32_t *days, Err *err);

/* Inside a transaction: the largest document that is taken, in bytes; 50 MiB unless set. */
MUST_CHECK bool settings_document_limit(App *app, uint64_t *bytes, Err *err);

#endif
