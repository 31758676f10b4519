#include "app/demo_file.h"

#include "app/imports.h"
#include "base/decimal.h"
#include "ingest/fact_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void begin(DemoFile *file, Arena *mem, const char *name, Str header)
{
	*file = (DemoFile){.mem = mem, .name = name, .text = {.mem = mem}};
	buf_add(&file->text, header);
	buf_add(&file->text, STR("\r\n"));
	csv_write_init(&file->csv, &file->text, ',');
}

void demo_file_of_fact(DemoFile *file, Arena *mem, const char *name, FactKind kind)
{
	begin(file, mem, name, fact_template(mem, kind));
	file->is_fact = true;
	file->kind = kind;
}

void demo_file_of_tool(DemoFile *file, Arena *mem, const char *name, const char *header)
{
	begin(file, mem, name, str_from_c(header));
}

void demo_put(DemoFile *file, const char *field, Str value)
{
	file->cells[fact_field(file->kind, field)] = value;
}

void demo_put_c(DemoFile *file, const char *field, const char *value)
{
	demo_put(file, field, str_from_c(value));
}

void demo_put_date(DemoFile *file, const char *field, Date day)
{
	demo_put(file, field, date_text(file->mem, day));
}

void demo_put_month(DemoFile *file, const char *field, int64_t month)
{
	demo_put(file, field, month_text(file->mem, month));
}

void demo_put_money(DemoFile *file, const char *field, Currency currency, int64_t minor)
{
	demo_put(file, field, decimal_text(file->mem, minor, currency.exponent));
}

void demo_put_hours(DemoFile *file, const char *field, int64_t seconds)
{
	/* Hundredths of an hour; what the demo has are quarters. */
	demo_put(file, field, decimal_text_short(file->mem, seconds / 36, 2));
}

void demo_put_row(DemoFile *file)
{
	for (size_t i = 0; i < fact_spec(file->kind)->field_count; i++)
		csv_write_field_exact(&file->csv, file->cells[i]);
	demo_cell_row(file);
	memset(file->cells, 0, sizeof file->cells);
}

void demo_cell(DemoFile *file, Str value)
{
	csv_write_field_exact(&file->csv, value);
}

void demo_cell_row(DemoFile *file)
{
	csv_write_end(&file->csv);
	file->rows++;
}

static MUST_CHECK bool write_all(int fd, Str text)
{
	while (text.len > 0) {
		ssize_t done = write(fd, text.ptr, text.len);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		text = str_slice(text, (size_t)done, text.len);
	}
	return true;
}

/* `path` is a pattern of mkstemp, and becomes the path. */
static MUST_CHECK bool write_temporary(char *path, Str text, Err *err)
{
	int fd = mkstemp(path);
	if (fd < 0)
		return fail(err, ERR_IO, "%s: %s", path, strerror(errno));
	bool ok = write_all(fd, text);
	int why = errno;
	if (close(fd) == 0 && ok)
		return true;
	(void)unlink(path);
	return fail(err, ERR_IO, "%s: %s", path, strerror(ok ? errno : why));
}

static void add(DemoImported *sum, const ImportSummary *summary)
{
	uint64_t taken = summary->accepted + summary->corrected;
	sum->rows += summary->read;
	sum->facts += taken;
	sum->waiting += summary->quarantined;
	sum->files++;
	if (summary->fact == FACT_TIME_ENTRY)
		sum->time_entries += taken;
}

bool demo_file_import(App *app, const DemoFile *file, const char *source, DemoImported *sum,
		      Err *err)
{
	const char *folder = getenv("TMPDIR");
	ImportSummary summary;
	if (file->rows == 0)
		return true;
	if (!folder || folder[0] == '\0')
		folder = "/tmp";
	Str pattern = str_format(file->mem, "%s/pacta-demo-XXXXXX", folder);
	char *path = arena_alloc(file->mem, pattern.len + 1);
	memcpy(path, pattern.ptr, pattern.len);
	if (!write_temporary(path, buf_str(&file->text), err))
		return false;
	ImportRequest request = {
		.path = path,
		.file_name = str_from_c(file->name),
		.source = str_from_c(source),
	};
	bool ok = imports_run(app, &request, &summary, err);
	(void)unlink(path);
	if (!ok)
		return fail_in(err, "demo file %s", file->name);
	add(sum, &summary);
	return true;
}
