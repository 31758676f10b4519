#ifndef PACTA_HTTP_OPENAPI_H
#define PACTA_HTTP_OPENAPI_H

/* The description of the API (OpenAPI 3.1), from the table of routes and the shapes that it names. */

#include "http/route.h"

extern const Shape OPENAPI_SHAPE, HEALTH_SHAPE;

/* The whole document. The same for as long as the program is. */
void openapi_write(JsonWriter *json);

#endif
