#include "ingest/mapping.h"

#include "ingest/row_formats.h"
#include "ingest/spec.h"

bool ingest_file(const Mapping *mapping, const Fields *fields, const char *path, RowSink sink,
		 Str *sha256_hex, uint64_t *bytes, Arena *mem, Err *err)
{
	SourceFile file;
	if (!source_open(mem, path, &file, err))
		return false;
	file.progress = sink.progress;
	file.progress_context = sink.context;
	RowJob job = {
		.mapping = mapping,
		.fields = fields,
		.source = source_of_file(&file),
		.sink = sink,
		.mem = mem,
	};
	bool ok = rows_read(&job, err);
	source_close(&file);
	if (!ok)
		return false;
	*sha256_hex = digest_hex(mem, sha256_final(&file.hash));
	*bytes = file.bytes;
	return true;
}
