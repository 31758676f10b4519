#ifndef PACTA_APP_FACT_IMPORT_FILE_H
#define PACTA_APP_FACT_IMPORT_FILE_H

/* Importing a file of facts. */

#include "app/imports.h"
#include "ingest/fact_file.h"

/*
 * `request->time_zone` names the zone that the reading has, or is empty where it has none.
 *
 * Reads the file and applies its rows, in one write transaction of its own. `summary` tells id, file, mapping, source
 * and whether it is a dry run; `out` is that and what came of it.
 * Errors: as imports_run
 */
MUST_CHECK bool fact_import_file(App *app, const ImportRequest *request, InputFile *file,
				 const Mapping *mapping, const FactReading *reading,
				 ImportSummary summary, ImportSummary *out, Err *err);

#endif
