#include "ingest/row_formats.h"

#include "ingest/spec.h"

bool rows_read(RowJob *job, Err *err)
{
	arena_init(&job->row_mem);
	bool ok = job->mapping->json ? json_rows_read(job, err) : csv_rows_read(job, err);
	arena_deinit(&job->row_mem);
	return ok;
}
