#ifndef PACTA_BASE_NEAREST_H
#define PACTA_BASE_NEAREST_H

/* The known word that somebody may have meant. Pure. */

#include "base/str.h"

typedef struct Nearest {
	Str asked;
	Str best; /* empty: none is near */
	size_t distance;
} Nearest;

Nearest nearest_to(Str asked);
void nearest_try(Nearest *nearest, Str known);

#endif
