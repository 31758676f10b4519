#ifndef PACTA_ANSWER_CHECK_JSON_H
#define PACTA_ANSWER_CHECK_JSON_H

#include "answer/json_put.h"
#include "app/check.h"

extern const Shape CHECK_SHAPE;
void json_put_check(JsonWriter *json, const CheckReport *report);

#endif
