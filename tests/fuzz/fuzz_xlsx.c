/*
 * Any bytes as a workbook, and any texts as the parts of one: rows come in order and within their limits, cells are
 * UTF-8 without NUL, and a second reading gives the same.
 */
#include "base/utf8.h"
#include "ingest/xlsx_rows.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const NAMES[] = {
	"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",       "xl/styles.xml",
	"xl/workbook.xml",          "xl/_rels/workbook.xml.rels", "_rels/.rels"};

enum { PARTS = sizeof NAMES / sizeof NAMES[0] };

#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

/* What parts are that the input does not hold. */
static const char *const DEFAULTS[PARTS] = {
	"<worksheet><sheetData/></worksheet>",
	"<sst><si><t>a</t></si><si><r><t>b</t></r><rPh><t>c</t></rPh></si></sst>",
	"<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[h]:mm:ss.0\"/></numFmts><cellXfs>"
	"<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"20\"/></cellXfs>"
	"</styleSheet>",
	"<workbook><sheets><sheet name=\"a\" r:id=\"1\"/></sheets></workbook>",
	"<a><Relationship Id=\"1\" Type=\"/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
	"<Relationship Id=\"2\" Type=\"/sharedStrings\" Target=\"sharedStrings.xml\"/>"
	"<Relationship Id=\"3\" Type=\"/styles\" Target=\"styles.xml\"/></a>",
	"<a><Relationship Id=\"1\" Type=\"" RELATION
	"officeDocument\" Target=\"xl/workbook.xml\"/></a>"};

static uint32_t crc_of(Str text)
{
	uint32_t crc = UINT32_MAX;
	for (size_t i = 0; i < text.len; i++) {
		crc ^= (unsigned char)text.ptr[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
	}
	return ~crc;
}

static void add_little(Buf *out, uint64_t value, int size)
{
	for (int i = 0; i < size; i++)
		buf_add_byte(out, (char)(value >> (8 * i) & 0xFF));
}

/* The fields that the two headers of an entry share. */
static void add_entry(Buf *out, const char *name, Str text)
{
	static const char head[] =
		"\x14\0\0\0\0\0\0\0\x21"; /* version, no packing, 1980-01-01; the last 0 is the string's own */
	buf_add(out, (Str){head, sizeof head});
	add_little(out, crc_of(text), 4);
	add_little(out, text.len, 4);
	add_little(out, text.len, 4);
	add_little(out, strlen(name), 2);
	add_little(out, 0, 2);
}

static Str archive_of(Arena *mem, const Str parts[PARTS])
{
	Buf out = {.mem = mem};
	Buf directory = {.mem = mem};
	for (size_t i = 0; i < PARTS; i++) {
		buf_add(&directory, STR("PK\1\2\x14\0"));
		add_entry(&directory, NAMES[i], parts[i]);
		add_little(&directory, 0, 8); /* no comment, disk 0, no attributes … */
		add_little(&directory, 0, 2);
		add_little(&directory, out.len, 4);
		buf_add(&directory, str_from_c(NAMES[i]));
		buf_add(&out, STR("PK\3\4"));
		add_entry(&out, NAMES[i], parts[i]);
		buf_add(&out, str_from_c(NAMES[i]));
		buf_add(&out, parts[i]);
	}
	size_t begins = out.len;
	buf_add(&out, buf_str(&directory));
	buf_add(&out, STR("PK\5\6\0\0\0\0"));
	add_little(&out, PARTS, 2);
	add_little(&out, PARTS, 2);
	add_little(&out, directory.len, 4);
	add_little(&out, begins, 4);
	add_little(&out, 0, 2);
	return buf_str(&out);
}

/* Texts end with NUL; an empty one stands for the default. */
static Str workbook_of(Arena *mem, Str input)
{
	Str parts[PARTS];
	for (size_t i = 0; i < PARTS; i++) {
		const char *end = input.len > 0 ? memchr(input.ptr, 0, input.len) : NULL;
		size_t len = end ? (size_t)(end - input.ptr) : input.len;
		parts[i] = len > 0 ? str_slice(input, 0, len) : str_from_c(DEFAULTS[i]);
		input = str_slice(input, len + 1, input.len);
	}
	return archive_of(mem, parts);
}

static void check_text(Str text)
{
	assert(utf8_valid(text));
	assert(text.len == 0 || !memchr(text.ptr, 0, text.len));
}

/* All of a workbook in one number. */
static uint64_t read_all(Arena *mem, Str bytes)
{
	XlsxFile *file;
	XlsxRow row;
	Err err;
	uint64_t sum = 0;
	uint64_t number = 0;
	if (!xlsx_open_bytes(mem, bytes, (XlsxOptions){0}, &file, &err)) {
		assert(utf8_valid(str_from_c(err.text)));
		return 1;
	}
	for (;;) {
		if (!xlsx_next(file, &row, &err)) {
			assert(utf8_valid(str_from_c(err.text)));
			sum = sum * 31 + 2;
			break;
		}
		if (row.number == 0)
			break;
		assert(row.number > number && row.number <= 1048576);
		assert(row.len <= 16384 && row.fault_column <= 16384);
		number = row.number;
		check_text(row.fault);
		for (size_t i = 0; i < row.len; i++) {
			check_text(row.cells[i]);
			sum = sum * 31 + row.cells[i].len;
		}
	}
	assert(xlsx_progress(file) <= bytes.len);
	xlsx_close(file);
	return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Arena mem;
	arena_init(&mem);
	Str input = str_copy(&mem, (Str){(const char *)data, size});
	Str bytes = xlsx_looks(input) ? input : workbook_of(&mem, input);
	uint64_t first = read_all(&mem, bytes);
	assert(first == read_all(&mem, bytes));
	arena_deinit(&mem);
	return 0;
}
