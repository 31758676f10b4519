#include "ingest/xlsx_zip.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

enum {
	PARTS_MOST = 10000,
	NAME_MOST = 1024,
	/* Of the directory at the end, by which libzip takes memory. */
	DIRECTORY_MOST = 4 * 1024 * 1024,
	END_SIZE = 22,
	END_COMMENT_MOST = 65535,
	LOCATOR_SIZE = 20,
	END64_SIZE = 56,
	RATIO_MOST = 250,
};

#define FREE_SIZE (UINT64_C(64) * 1024 * 1024)

struct XlsxZip {
	Arena *mem;
	XlsxBytes bytes;
	uint64_t at; /* where libzip reads */
	zip_error_t error;
	zip_t *archive;
};

struct XlsxPart {
	XlsxZip *zip;
	zip_file_t *file;
	Str name;
	uint64_t size;
	uint64_t most;
	bool by_ratio; /* `most` follows from the packed length */
	uint64_t given;
};

/* Up to `size` bytes from `at`; fewer only at the end. −1: errno says why. */
static ssize_t read_at(const XlsxBytes *bytes, uint64_t at, char *room, size_t size)
{
	if (at >= bytes->size)
		return 0;
	if (size > bytes->size - at)
		size = (size_t)(bytes->size - at);
	if (bytes->fd < 0) {
		memcpy(room, bytes->bytes.ptr + at, size);
		return (ssize_t)size;
	}
	size_t done = 0;
	while (done < size) {
		ssize_t got =
			pread(bytes->fd, room + done, size - done, (off_t)(at + (uint64_t)done));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		done += (size_t)got;
	}
	return (ssize_t)done;
}

static zip_int64_t give_size(const XlsxZip *zip, void *data, zip_uint64_t len)
{
	zip_stat_t *about = data;
	if (len < sizeof *about)
		return -1;
	zip_stat_init(about);
	about->size = zip->bytes.size;
	about->valid = ZIP_STAT_SIZE;
	return (zip_int64_t)sizeof *about;
}

/* What libzip asks of the place where an archive lies. */
static zip_int64_t serve(void *context, void *data, zip_uint64_t len, zip_source_cmd_t command)
{
	XlsxZip *zip = context;
	if (command == ZIP_SOURCE_OPEN) {
		zip->at = 0;
		return 0;
	}
	if (command == ZIP_SOURCE_READ) {
		ssize_t got = read_at(&zip->bytes, zip->at, data, (size_t)len);
		if (got < 0)
			zip_error_set(&zip->error, ZIP_ER_READ, errno);
		else
			zip->at += (uint64_t)got;
		return got;
	}
	if (command == ZIP_SOURCE_SEEK) {
		zip_int64_t to = zip_source_seek_compute_offset(zip->at, zip->bytes.size, data, len,
								&zip->error);
		if (to >= 0)
			zip->at = (uint64_t)to;
		return to >= 0 ? 0 : -1;
	}
	if (command == ZIP_SOURCE_TELL)
		return (zip_int64_t)zip->at;
	if (command == ZIP_SOURCE_STAT)
		return give_size(zip, data, len);
	if (command == ZIP_SOURCE_ERROR)
		return zip_error_to_data(&zip->error, data, len);
	if (command == ZIP_SOURCE_SUPPORTS)
		return ZIP_SOURCE_SUPPORTS_SEEKABLE;
	if (command == ZIP_SOURCE_CLOSE || command == ZIP_SOURCE_FREE)
		return 0;
	zip_error_set(&zip->error, ZIP_ER_OPNOTSUPP, 0);
	return -1;
}

/* Why libzip failed, in our words. */
static bool fail_zip(const zip_error_t *error, Err *err)
{
	int code = zip_error_code_zip(error);
	int system = zip_error_code_system(error);
	if (code == ZIP_ER_READ || code == ZIP_ER_SEEK || code == ZIP_ER_TELL)
		return fail(err, ERR_IO, "cannot be read: %s",
			    strerror(system != 0 ? system : EIO));
	if (code == ZIP_ER_NOZIP)
		return fail(err, ERR_INPUT, "is no XLSX workbook, or its end is missing");
	if (code == ZIP_ER_CRC)
		return fail(err, ERR_INPUT, "is damaged: a checksum is wrong");
	return fail(err, ERR_INPUT, "is damaged: its ZIP archive cannot be unpacked");
}

static uint64_t read_little(const char *at, int size)
{
	uint64_t value = 0;
	for (int i = size - 1; i >= 0; i--)
		value = value << 8 | (unsigned char)at[i];
	return value;
}

static bool check_end(const XlsxBytes *bytes, const char *end, const char *locator, Err *err)
{
	char wide[END64_SIZE];
	uint64_t parts = read_little(end + 10, 2);
	uint64_t size = read_little(end + 12, 4);
	if (locator && memcmp(locator, "PK\6\7", 4) == 0 &&
	    read_at(bytes, read_little(locator + 8, 8), wide, sizeof wide) == END64_SIZE) {
		parts = read_little(wide + 32, 8);
		size = read_little(wide + 40, 8);
	}
	if (parts > PARTS_MOST || size > DIRECTORY_MOST)
		return fail(err, ERR_TOO_LARGE, "has more than %d parts inside", PARTS_MOST);
	return true;
}

/*
 * Refuses a directory that is too long before libzip takes memory for it: every record at the end of the file that
 * could be the end of a directory is looked at.
 */
static bool check_directory(Arena *mem, const XlsxBytes *bytes, Err *err)
{
	const size_t most = END_COMMENT_MOST + END_SIZE + LOCATOR_SIZE;
	uint64_t from = bytes->size > most ? bytes->size - most : 0;
	char *tail = arena_alloc(mem, most);
	ssize_t got = read_at(bytes, from, tail, most);
	if (got < 0)
		return fail(err, ERR_IO, "cannot be read: %s", strerror(errno));
	for (ssize_t i = 0; i + END_SIZE <= got; i++) {
		if (memcmp(tail + i, "PK\5\6", 4) != 0)
			continue;
		const char *locator = i >= LOCATOR_SIZE ? tail + i - LOCATOR_SIZE : NULL;
		if (!check_end(bytes, tail + i, locator, err))
			return false;
	}
	return true;
}

bool xlsx_zip_looks(Str beginning)
{
	return str_starts(beginning, STR("PK\3\4"));
}

bool xlsx_zip_is_compound(Str beginning)
{
	return str_starts(beginning, STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"));
}

static bool check_beginning(const XlsxBytes *bytes, Err *err)
{
	char head[8];
	ssize_t got = read_at(bytes, 0, head, sizeof head);
	if (got < 0)
		return fail(err, ERR_IO, "cannot be read: %s", strerror(errno));
	if (got == 0)
		return fail(err, ERR_INPUT, "the file is empty");
	if (xlsx_zip_is_compound((Str){head, (size_t)got}))
		return fail(err, ERR_INPUT,
			    "is an old .xls workbook or protected by a password; save it as .xlsx "
			    "without a password");
	if (!xlsx_zip_looks((Str){head, (size_t)got}))
		return fail(err, ERR_INPUT, "is no XLSX workbook");
	return true;
}

bool xlsx_zip_open(Arena *mem, XlsxBytes bytes, XlsxZip **out, Err *err)
{
	if (!check_beginning(&bytes, err) || !check_directory(mem, &bytes, err))
		return false;
	XlsxZip *zip = ARENA_NEW(mem, XlsxZip);
	*zip = (XlsxZip){.mem = mem, .bytes = bytes};
	zip_error_init(&zip->error);
	zip_error_t error;
	zip_error_init(&error);
	bool ok = false;
	zip_source_t *source = zip_source_function_create(serve, zip, &error);
	zip_t *archive = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
	if (!archive) {
		(void)fail_zip(&error, err);
		zip_source_free(source);
		goto done;
	}
	if (zip_get_num_entries(archive, 0) > PARTS_MOST) {
		(void)fail(err, ERR_TOO_LARGE, "has more than %d parts inside", PARTS_MOST);
		zip_discard(archive);
		goto done;
	}
	zip->archive = archive;
	*out = zip;
	ok = true;
done:
	zip_error_fini(&error);
	return ok;
}

void xlsx_zip_close(XlsxZip *zip)
{
	if (!zip)
		return;
	zip_discard(zip->archive);
	zip_error_fini(&zip->error);
}

static bool too_long(const XlsxPart *part, Err *err)
{
	if (part->by_ratio)
		return fail(err, ERR_TOO_LARGE,
			    "the part %.*s unpacks to more than %d times its length",
			    STR_ARG(part->name), RATIO_MOST);
	return fail(err, ERR_TOO_LARGE, "the part %.*s unpacks to more than %llu MiB",
		    STR_ARG(part->name), (unsigned long long)(part->most >> 20));
}

static bool check_part(XlsxPart *part, const zip_stat_t *about, uint64_t most, Err *err)
{
	bool plain = about->comp_method == ZIP_CM_STORE || about->comp_method == ZIP_CM_DEFLATE;
	if (about->encryption_method != ZIP_EM_NONE)
		return fail(err, ERR_INPUT, "is encrypted; save it without a password");
	if (!plain)
		return fail(err, ERR_INPUT, "the part %.*s is packed in an unusual way",
			    STR_ARG(part->name));
	/* Packed parts lie in the file; a claim beyond its size would buy a part any length. */
	uint64_t packed = about->comp_size;
	if (packed > part->zip->bytes.size)
		packed = part->zip->bytes.size;
	part->size = about->size;
	part->by_ratio = packed < most && FREE_SIZE + packed * RATIO_MOST < most;
	part->most = part->by_ratio ? FREE_SIZE + packed * RATIO_MOST : most;
	return part->size <= part->most || too_long(part, err);
}

bool xlsx_part_open(XlsxZip *zip, Str name, uint64_t most, XlsxPart **out, Err *err)
{
	zip_stat_t about;
	XlsxPart *part = ARENA_NEW(zip->mem, XlsxPart);
	zip_stat_init(&about);
	*part = (XlsxPart){.zip = zip, .name = str_copy(zip->mem, str_slice(name, 0, NAME_MOST))};
	zip_int64_t index = zip_name_locate(zip->archive, part->name.ptr, ZIP_FL_NOCASE);
	if (index < 0)
		return fail(err, ERR_NOT_FOUND, "the part %.*s is missing", STR_ARG(part->name));
	if (zip_stat_index(zip->archive, (zip_uint64_t)index, 0, &about) != 0)
		return fail_zip(zip_get_error(zip->archive), err);
	if (!check_part(part, &about, most, err))
		return false;
	part->file = zip_fopen_index(zip->archive, (zip_uint64_t)index, 0);
	if (!part->file)
		return fail_zip(zip_get_error(zip->archive), err);
	*out = part;
	return true;
}

void xlsx_part_close(XlsxPart *part)
{
	if (part)
		(void)zip_fclose(part->file);
}

bool xlsx_part_read(XlsxPart *part, char *room, size_t size, size_t *got, Err *err)
{
	zip_int64_t len = zip_fread(part->file, room, size);
	if (len < 0)
		return fail_zip(zip_file_get_error(part->file), err) ||
		       fail_in(err, "the part %.*s", STR_ARG(part->name));
	part->given += (uint64_t)len;
	if (part->given > part->most)
		return too_long(part, err);
	*got = (size_t)len;
	return true;
}

uint64_t xlsx_part_given(const XlsxPart *part)
{
	return part->given;
}

uint64_t xlsx_part_size(const XlsxPart *part)
{
	return part->size;
}
