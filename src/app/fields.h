#ifndef PACTA_APP_FIELDS_H
#define PACTA_APP_FIELDS_H

/* Tracked fields and settings of the installation. */

#include "app/app.h"
#include "history/value.h"

/* Declare a custom field; its id is set. Errors: see field_check_new */
MUST_CHECK bool fields_declare(App *app, Field *field, Err *err);

/* Built-in fields, then custom ones. */
MUST_CHECK bool fields_list(App *app, const Fields **out, Err *err);

typedef struct Setting {
	Str name;
	Str value;
	Str help;
} Setting;

/* Settings: fiscal_month (1 … 12, first month of the fiscal year; default 1). */
MUST_CHECK bool settings_list(App *app, Setting **out, size_t *count, Err *err);
MUST_CHECK bool settings_set(App *app, Str name, Str value, Err *err);
MUST_CHECK bool settings_fiscal_month(App *app, int32_t *month, Err *err);

#endif
