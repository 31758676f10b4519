#ifndef PACTA_ANSWER_FIELD_JSON_H
#define PACTA_ANSWER_FIELD_JSON_H

/* Tracked fields, settings and mappings: what the installation knows. */

#include "answer/json_put.h"
#include "app/fields.h"
#include "app/mappings.h"
#include "app/settings.h"

extern const Shape FIELD_SHAPE, FIELD_TYPE_SHAPE;
void json_put_field(JsonWriter *json, const Field *field);

/* {"fields":[…]} */
extern const Shape FIELDS_SHAPE;
void json_put_field_list(JsonWriter *json, const Fields *fields);

extern const Shape SETTING_SHAPE;
void json_put_setting(JsonWriter *json, const Setting *setting);

/* {"settings":[…]} */
extern const Shape SETTINGS_SHAPE;
void json_put_settings(JsonWriter *json, const Setting *settings, size_t count);

/* {"mappings":[…]} */
extern const Shape MAPPINGS_SHAPE;
void json_put_mappings(JsonWriter *json, const MappingRows *mappings);

#endif
