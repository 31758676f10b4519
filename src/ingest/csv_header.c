#include "ingest/csv_header.h"

#include "base/csv.h"

static bool read_names(Arena *mem, CsvReader *reader, Str beginning, Header *out, Err *err)
{
	CsvRecord record;
	if (!csv_feed(reader, beginning, true, err))
		return false;
	if (csv_next(reader, &record) != CSV_RECORD)
		return fail(err, ERR_INPUT, "there is no header line");
	if (!csv_check(&record, err))
		return fail_in(err, "line %llu", (unsigned long long)record.line);
	Str *names = ARENA_ARRAY(mem, Str, record.len);
	for (size_t i = 0; i < record.len; i++)
		names[i] = str_copy(mem, str_trim(record.fields[i]));
	*out = (Header){names, record.len};
	return true;
}

bool csv_header_read(Arena *mem, Str beginning, char delimiter, Header *out, Err *err)
{
	Arena reading;
	arena_init(&reading);
	CsvReader *reader =
		csv_reader_new(&reading, (CsvOptions){.delimiter = delimiter, .header = true});
	bool ok = read_names(mem, reader, beginning, out, err);
	arena_deinit(&reading);
	return ok;
}

bool csv_line_take(Str *rest)
{
	size_t end = 0;
	while (end < rest->len && rest->ptr[end] != '\n' && rest->ptr[end] != '\r')
		end++;
	if (end == rest->len)
		return false;
	end += rest->ptr[end] == '\r' && end + 1 < rest->len && rest->ptr[end + 1] == '\n';
	*rest = str_slice(*rest, end + 1, rest->len);
	return true;
}

size_t csv_titles(Str beginning, const Mapping *mapping, bool contract_told)
{
	Arena mem;
	Titles titles = {0};
	Str rest = beginning;
	size_t found = 0;
	arena_init(&mem);
	do {
		Header row;
		Err ignored;
		if (!csv_header_read(&mem, rest, mapping->delimiter, &row, &ignored))
			row = (Header){0};
		if (titles_admit(&titles, row) &&
		    header_fit(row, mapping, contract_told).missing == 0) {
			found = beginning.len - rest.len;
			break;
		}
	} while (titles.rows <= TITLES_MAX && csv_line_take(&rest));
	arena_deinit(&mem);
	return found;
}
