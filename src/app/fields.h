#ifndef PACTA_APP_FIELDS_H
#define PACTA_APP_FIELDS_H

/* Tracked fields. */

#include "app/app.h"
#include "history/value.h"

/* Declare a custom field; its id is set. Errors: see field_check_new */
MUST_CHECK bool fields_declare(App *app, Field *field, Err *err);

/* Built-in fields, then custom ones. */
MUST_CHECK bool fields_list(App *app, const Fields **out, Err *err);

#endif
