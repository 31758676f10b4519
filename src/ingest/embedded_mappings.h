#ifndef PACTA_INGEST_EMBEDDED_MAPPINGS_H
#define PACTA_INGEST_EMBEDDED_MAPPINGS_H

/*
 * The mappings that pacta ships: every mappings/NAME.json, put into the binary by the build.
 *
 * A name is the file's name with its ending, such as "fpds.json"; the list is sorted by name.
 */

#include "base/embed.h"

extern const EmbeddedFiles embedded_mappings;

#endif
