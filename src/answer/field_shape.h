#ifndef PACTA_ANSWER_FIELD_SHAPE_H
#define PACTA_ANSWER_FIELD_SHAPE_H

/*
 * The shapes of tracked fields in answers, from the table of the built-in fields (history/field.h).
 * Unset is null. Pure.
 */

#include "answer/shape_schema.h"
#include "history/field.h"

/* The shape of the values of a built-in field, by its name; NULL: there is none. A choice is any text. */
const Shape *field_shape_find(Str name);

/* Whether a text is one of the choices of the built-in field that it is named after, if that has some. */
bool field_shape_takes(const JsonValue *member);

/* The schemas of all built-in fields, as members of "properties". */
void field_shape_write(JsonWriter *json);

/* Adds the shapes that those refer to. */
void field_shape_collect(Arena *mem, ShapeList *list);

#endif
