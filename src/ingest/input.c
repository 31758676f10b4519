#include "ingest/fact_file.h"
#include "ingest/recognise.h"
#include "ingest/row_formats.h"
#include "ingest/spec.h"

#include <sys/stat.h>

enum { SPOOLED_MAX = 256 * 1024 * 1024 }; /* bytes of a workbook that comes through a pipe */

struct InputFile {
	Arena *mem;
	SourceFile source;
	Str beginning;
	bool is_workbook;
	bool is_pipe; /* it can be read but once */
	Str bytes;    /* of a workbook that came through a pipe, once it is read */
};

bool input_open(Arena *mem, const char *path, InputFile **out, Err *err)
{
	InputFile *file = ARENA_NEW(mem, InputFile);
	struct stat about;
	file->mem = mem;
	if (!source_open(mem, path, &file->source, err))
		return false;
	if (!source_peek(&file->source, mem, &file->beginning, err)) {
		source_close(&file->source);
		return false;
	}
	file->is_workbook = xlsx_looks(file->beginning);
	file->is_pipe = fstat(file->source.fd, &about) != 0 || !S_ISREG(about.st_mode);
	*out = file;
	return true;
}

void input_close(InputFile *file)
{
	if (file)
		source_close(&file->source);
}

/* --- Workbooks --- */

static bool open_sheet(InputFile *file, Arena *mem, XlsxFile **out, Err *err)
{
	XlsxOptions options = {.name = file->source.name};
	if (!file->is_pipe)
		return xlsx_open_fd(mem, file->source.fd, options, out, err);
	if (file->bytes.len == 0) {
		Buf bytes = {.mem = file->mem};
		if (!source_read_rest(&file->source, SPOOLED_MAX, &bytes, err))
			return false;
		file->bytes = buf_str(&bytes);
	}
	return xlsx_open_bytes(mem, file->bytes, options, out, err);
}

/* Reads the bytes for what is told of them: a workbook itself is not read from front to back. */
static bool read_to_end(InputFile *file, Err *err)
{
	Source source = source_of_file(&file->source);
	Str chunk;
	if (file->bytes.len > 0)
		return true;
	for (bool last = false; !last;) {
		if (!source.next(source.context, &chunk, &last, err))
			return false;
	}
	return true;
}

/* The first rows of the sheet, one of which is its header. What cannot be read is none. */
static bool sheet_beginning(InputFile *file, Arena *mem, Candidate *out, Err *err)
{
	XlsxFile *sheet;
	Header *rows = ARENA_ARRAY(mem, Header, TITLES_MAX + 1);
	XlsxRow row = {.number = 1};
	size_t count = 0;
	bool ok = true;
	if (!open_sheet(file, mem, &sheet, err))
		return false;
	while (ok && row.number > 0 && count <= TITLES_MAX) {
		ok = xlsx_next(sheet, &row, err);
		if (ok && row.fault.len == 0)
			rows[count] = sheet_row_names(mem, &row);
		count++;
	}
	xlsx_close(sheet);
	out->rows = rows;
	out->row_count = count;
	return ok;
}

/* --- Use --- */

bool input_recognise(Arena *mem, InputFile *file, const FactReading *reading, const Mapping **out,
		     Err *err)
{
	Candidate candidate = {.beginning = file->beginning, .reading = reading};
	if (file->is_workbook && !sheet_beginning(file, mem, &candidate, err))
		return false;
	return recognise(mem, &candidate, out, err) || fail_in(err, "%s", file->source.name);
}

static bool read_rows(InputFile *file, RowJob *job, Str *sha256_hex, uint64_t *bytes, Err *err)
{
	job->source = source_of_file(&file->source);
	if (file->is_workbook && !open_sheet(file, job->mem, &job->sheet, err))
		return false;
	bool ok = rows_read(job, err) && (!file->is_workbook || read_to_end(file, err));
	if (job->sheet)
		xlsx_close(job->sheet);
	if (!ok)
		return false;
	*sha256_hex = digest_hex(job->mem, sha256_final(&file->source.hash));
	*bytes = file->source.bytes;
	return true;
}

bool input_read_facts(InputFile *file, const Mapping *mapping, const FactReading *reading,
		      FactSink sink, Str *sha256_hex, uint64_t *bytes, Arena *mem, Err *err)
{
	bool json = mapping->as_json && !file->is_workbook && looks_like_json(file->beginning);
	RowJob job = {.mapping = json ? mapping->as_json : mapping,
		      .reading = reading,
		      .facts = sink,
		      .mem = mem};
	if (!file->is_workbook) {
		file->source.progress = sink.progress;
		file->source.progress_context = sink.context;
	}
	return read_rows(file, &job, sha256_hex, bytes, err);
}

bool input_read_contracts(InputFile *file, const Mapping *mapping, const Fields *fields,
			  RowSink sink, Str *sha256_hex, uint64_t *bytes, Arena *mem, Err *err)
{
	RowJob job = {.mapping = mapping, .fields = fields, .sink = sink, .mem = mem};
	file->source.progress = sink.progress;
	file->source.progress_context = sink.context;
	return read_rows(file, &job, sha256_hex, bytes, err);
}

bool ingest_file(const Mapping *mapping, const Fields *fields, const char *path, RowSink sink,
		 Str *sha256_hex, uint64_t *bytes, Arena *mem, Err *err)
{
	InputFile *file;
	if (!input_open(mem, path, &file, err))
		return false;
	bool ok = input_read_contracts(file, mapping, fields, sink, sha256_hex, bytes, mem, err);
	input_close(file);
	return ok;
}

bool fact_of_record(const Mapping *mapping, const FactReading *reading, const JsonValue *record,
		    Str raw, uint64_t line, FactSink sink, Arena *mem, Err *err)
{
	RowJob job = {.mapping = mapping, .reading = reading, .facts = sink, .mem = mem};
	if (mapping->as_json)
		job.mapping = mapping->as_json;
	if (!mapping->info.is_fact || !job.mapping->json)
		return fail(err, ERR_INPUT,
			    "the mapping '%.*s' does not read JSON records of facts",
			    STR_ARG(mapping->info.name));
	if (!rows_begin(&job, (Header){0}, ',', err))
		return false;
	job.fact_drafter.alone = true;
	arena_init(&job.row_mem);
	bool ok = rows_give_json(&job, record, record, line, raw, err);
	arena_deinit(&job.row_mem);
	fact_drafter_close(&job.fact_drafter);
	return ok;
}
