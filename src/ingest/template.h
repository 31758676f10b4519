#ifndef PACTA_INGEST_TEMPLATE_H
#define PACTA_INGEST_TEMPLATE_H

/* Our own files of facts, made from the registry of facts. Private to ingest; pure. */

#include "ingest/mapping.h"

/* The kind whose template this mapping name is, such as "pacta-cost". False: it is none. */
bool template_kind(Str name, FactKind *out);

/* "pacta-cost" */
Str template_name(Arena *mem, FactKind kind);

/* The template's mapping as text, as in a file. */
Str template_text(Arena *mem, FactKind kind);

#endif
