#include "ingest/xlsx_book.h"

#include "base/map.h"
#include "ingest/xlsx_xml.h"

#include <string.h>

#define STRINGS_SIZE_MOST (UINT64_C(256) * 1024 * 1024)
#define STYLES_SIZE_MOST (UINT64_C(16) * 1024 * 1024)

enum { STRINGS_MOST = 8000000, STRING_MOST = 1024 * 1024, BLOCK_SIZE = 1024 * 1024 };

typedef struct StringScan {
	Arena *mem;
	XlsxXml *xml;
	VEC(Str) list;
	Buf text;    /* of the string, as XML has it */
	Buf plain;   /* … without escapes */
	bool taking; /* in an element t that counts */
	int aside;   /* the depth of an rPh, in which readings are; or 0 */
	char *block; /* room for strings, which are too many for an allocation each */
	size_t room;
} StringScan;

static void begin_string(void *context, int depth, const char *name, const char **attributes)
{
	StringScan *scan = context;
	(void)attributes;
	if (depth == 1 && strcmp(name, "sst") != 0)
		xlsx_xml_refuse(scan->xml, ERR_INPUT, "it has no shared strings");
	if (depth == 2)
		buf_clear(&scan->text);
	if (depth == 3 && strcmp(name, "rPh") == 0)
		scan->aside = depth;
	scan->taking = (depth == 3 || depth == 4) && scan->aside == 0 && strcmp(name, "t") == 0;
}

static void text_of_string(void *context, Str text)
{
	StringScan *scan = context;
	/* What is longer stays too long for a row. */
	if (scan->taking && scan->text.len <= STRING_MOST)
		buf_add(&scan->text, text);
}

static Str keep_string(StringScan *scan, Str text)
{
	if (text.len == 0)
		return (Str){0};
	if (text.len > scan->room) {
		scan->room = text.len > BLOCK_SIZE ? text.len : BLOCK_SIZE;
		scan->block = arena_alloc(scan->mem, scan->room);
	}
	char *at = scan->block;
	memcpy(at, text.ptr, text.len);
	scan->block += text.len;
	scan->room -= text.len;
	return (Str){at, text.len};
}

static void end_string(void *context, int depth, const char *name)
{
	StringScan *scan = context;
	scan->taking = false;
	if (depth == scan->aside)
		scan->aside = 0;
	if (depth != 2 || strcmp(name, "si") != 0)
		return;
	if (scan->list.len == STRINGS_MOST) {
		xlsx_xml_refuse(scan->xml, ERR_TOO_LARGE, "there are more than %d shared strings",
				STRINGS_MOST);
		return;
	}
	buf_clear(&scan->plain);
	xlsx_add_unescaped(&scan->plain, buf_str(&scan->text));
	*vec_push(scan->mem, &scan->list) = keep_string(scan, buf_str(&scan->plain));
}

bool xlsx_strings_read(Arena *mem, XlsxZip *zip, Str part, XlsxStrings *out, Err *err)
{
	StringScan scan = {.mem = mem, .text = {.mem = mem}, .plain = {.mem = mem}};
	XlsxXmlTaker taker = {&scan, begin_string, end_string, text_of_string};
	if (!xlsx_xml_read(mem, zip, part, STRINGS_SIZE_MOST, taker, &scan.xml, err))
		return false;
	*out = (XlsxStrings){scan.list.at, scan.list.len};
	return true;
}

typedef struct StyleScan {
	Arena *mem;
	XlsxXml *xml;
	Map by_id; /* index in codes */
	VEC(XlsxFormat) codes;
	VEC(XlsxFormat) cells;
	bool in_codes;
	bool in_cells;
} StyleScan;

static void take_code(StyleScan *scan, const char **attributes)
{
	Str id = str_from_c(xlsx_xml_attribute(attributes, "numFmtId"));
	Str code = str_from_c(xlsx_xml_attribute(attributes, "formatCode"));
	map_put(&scan->by_id, str_copy(scan->mem, id), (int64_t)scan->codes.len);
	*vec_push(scan->mem, &scan->codes) = xlsx_format_of_code(code);
}

static void take_cell_style(StyleScan *scan, const char **attributes)
{
	const char *id = xlsx_xml_attribute(attributes, "numFmtId");
	int64_t at;
	uint64_t number = 0;
	XlsxFormat format = {XLSX_NUMBER, false, false};
	if (map_get(&scan->by_id, str_from_c(id), &at))
		format = scan->codes.at[at];
	else if (xlsx_count(id, &number))
		format = xlsx_format_of_id(number);
	*vec_push(scan->mem, &scan->cells) = format;
}

static void take_style(void *context, int depth, const char *name, const char **attributes)
{
	StyleScan *scan = context;
	if (depth == 1 && strcmp(name, "styleSheet") != 0)
		xlsx_xml_refuse(scan->xml, ERR_INPUT, "it has no styles");
	if (depth == 2) {
		scan->in_codes = strcmp(name, "numFmts") == 0;
		scan->in_cells = strcmp(name, "cellXfs") == 0;
	} else if (depth == 3 && scan->in_codes && strcmp(name, "numFmt") == 0) {
		take_code(scan, attributes);
	} else if (depth == 3 && scan->in_cells && strcmp(name, "xf") == 0) {
		take_cell_style(scan, attributes);
	}
}

bool xlsx_styles_read(Arena *mem, XlsxZip *zip, Str part, XlsxStyles *out, Err *err)
{
	StyleScan scan = {.mem = mem};
	XlsxXmlTaker taker = {.context = &scan, .begin = take_style};
	map_init(&scan.by_id, mem, (uint64_t)(uintptr_t)zip);
	if (!xlsx_xml_read(mem, zip, part, STYLES_SIZE_MOST, taker, &scan.xml, err))
		return false;
	*out = (XlsxStyles){scan.cells.at, scan.cells.len};
	return true;
}
