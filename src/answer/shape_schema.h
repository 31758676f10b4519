#ifndef PACTA_ANSWER_SHAPE_SCHEMA_H
#define PACTA_ANSWER_SHAPE_SCHEMA_H

/* Shapes as JSON Schema 2020-12, in the dialect of OpenAPI 3.1. Pure. */

#include "answer/shape.h"

typedef struct ShapeList {
	const Shape **at;
	size_t len;
	size_t cap;
} ShapeList;

/* The schema of a shape. Shapes with names inside it, not itself, are written as references. */
void schema_write(JsonWriter *json, const Shape *shape);

/* The same, but a reference where the shape has a name. */
void schema_write_ref(JsonWriter *json, const Shape *shape);

/* The members of a schema of the shape or null, inside an object that holds a description already. */
void schema_write_nullable(JsonWriter *json, const Shape *shape);

/* Add the shapes with names that `shape` holds, itself included, and `list` does not hold yet. */
void schema_collect(Arena *mem, const Shape *shape, ShapeList *list);

#endif
