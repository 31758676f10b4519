#include "ingest/xlsx_rows.h"

#include "ingest/xlsx_book.h"
#include "ingest/xlsx_cells.h"
#include "ingest/xlsx_zip.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAMED_MOST = 8 }; /* sheets in a message */

struct XlsxFile {
	const char *name;
	int own_fd; /* to close, or −1 */
	uint64_t size;
	XlsxZip *zip;
	XlsxBook book;
	size_t which;
	XlsxStrings strings;
	XlsxStyles styles;
	XlsxCells *cells;
};

bool xlsx_looks(Str beginning)
{
	return xlsx_zip_looks(beginning) || xlsx_zip_is_compound(beginning);
}

static bool no_such_sheet(const XlsxBook *book, Str name, Arena *mem, Err *err)
{
	Buf list = {.mem = mem};
	for (size_t i = 0; i < book->count && i < NAMED_MOST; i++)
		buf_add_format(&list, "%s'%.*s'", i > 0 ? ", " : "; it has ",
			       STR_ARG(str_slice(book->sheets[i].name, 0, 100)));
	(void)fail(err, ERR_INPUT, "has no sheet '%.*s'%.*s", STR_ARG(str_slice(name, 0, 100)),
		   STR_ARG(buf_str(&list)));
	return fail_at(err, "sheet");
}

static bool choose_sheet(const XlsxBook *book, Str name, size_t *out, Arena *mem, Err *err)
{
	for (size_t i = 0; i < book->count; i++) {
		const XlsxSheet *sheet = &book->sheets[i];
		if (name.len > 0 ? str_eq(sheet->name, name) : !sheet->hidden) {
			*out = i;
			return true;
		}
	}
	if (name.len > 0)
		return no_such_sheet(book, name, mem, err);
	return fail(err, ERR_INPUT, "has no visible sheet with cells");
}

static bool open_sheet(Arena *mem, XlsxFile *file, Str sheet, Err *err)
{
	XlsxBook *book = &file->book;
	if (!xlsx_book_read(mem, file->zip, book, err) ||
	    !choose_sheet(book, sheet, &file->which, mem, err))
		return false;
	if (book->strings_part.len > 0 &&
	    !xlsx_strings_read(mem, file->zip, book->strings_part, &file->strings, err))
		return false;
	if (book->styles_part.len > 0 &&
	    !xlsx_styles_read(mem, file->zip, book->styles_part, &file->styles, err))
		return false;
	XlsxCellRules rules = {
		.strings = file->strings,
		.styles = file->styles,
		.from_1904 = book->from_1904,
		.file_size = file->size,
	};
	return xlsx_cells_open(mem, file->zip, book->parts[file->which], rules, &file->cells, err);
}

/* A missing part is the file's fault: that there is no such file is another error. */
static bool fail_file(const char *name, Err *err)
{
	if (err->code == ERR_NOT_FOUND)
		err->code = ERR_INPUT;
	return fail_in(err, "%s", name);
}

static bool open_any(Arena *mem, XlsxBytes bytes, XlsxFile *file, XlsxOptions options,
		     XlsxFile **out, Err *err)
{
	file->size = bytes.size;
	if (!xlsx_zip_open(mem, bytes, &file->zip, err) ||
	    !open_sheet(mem, file, options.sheet, err)) {
		xlsx_close(file);
		return fail_file(file->name, err);
	}
	*out = file;
	return true;
}

static bool fail_errno(const char *name, Err *err)
{
	ErrCode code = errno == ENOENT || errno == ENOTDIR ? ERR_NOT_FOUND : ERR_IO;
	return fail(err, code, "%s: %s", name, strerror(errno));
}

/* `file` has its fd only if that is to be closed. */
static bool open_fd(Arena *mem, int fd, XlsxFile *file, XlsxOptions options, XlsxFile **out,
		    Err *err)
{
	struct stat about;
	if (fstat(fd, &about) != 0) {
		(void)fail_errno(file->name, err);
	} else if (!S_ISREG(about.st_mode)) {
		(void)fail(err, ERR_INPUT, "%s: is no regular file; save the workbook as one",
			   file->name);
	} else {
		XlsxBytes bytes = {.fd = fd, .size = (uint64_t)about.st_size};
		return open_any(mem, bytes, file, options, out, err);
	}
	xlsx_close(file);
	return false;
}

static XlsxFile *new_file(Arena *mem, const char *name)
{
	XlsxFile *file = ARENA_NEW(mem, XlsxFile);
	*file = (XlsxFile){.name = name ? name : "the file", .own_fd = -1};
	return file;
}

bool xlsx_open(Arena *mem, const char *path, XlsxOptions options, XlsxFile **out, Err *err)
{
	XlsxFile *file = new_file(mem, options.name ? options.name : path);
	file->own_fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (file->own_fd < 0)
		return fail_errno(file->name, err);
	return open_fd(mem, file->own_fd, file, options, out, err);
}

bool xlsx_open_fd(Arena *mem, int fd, XlsxOptions options, XlsxFile **out, Err *err)
{
	return open_fd(mem, fd, new_file(mem, options.name), options, out, err);
}

bool xlsx_open_bytes(Arena *mem, Str bytes, XlsxOptions options, XlsxFile **out, Err *err)
{
	XlsxBytes where = {.fd = -1, .bytes = bytes, .size = bytes.len};
	return open_any(mem, where, new_file(mem, options.name), options, out, err);
}

void xlsx_close(XlsxFile *file)
{
	xlsx_cells_close(file->cells);
	xlsx_zip_close(file->zip);
	if (file->own_fd >= 0)
		(void)close(file->own_fd);
}

const XlsxSheet *xlsx_sheets(const XlsxFile *file, size_t *count, size_t *which)
{
	*count = file->book.count;
	if (which)
		*which = file->which;
	return file->book.sheets;
}

bool xlsx_next(XlsxFile *file, XlsxRow *row, Err *err)
{
	return xlsx_cells_next(file->cells, row, err) || fail_file(file->name, err);
}

uint64_t xlsx_progress(const XlsxFile *file)
{
	double part = xlsx_cells_progress(file->cells);
	return (uint64_t)((double)file->size * part);
}
