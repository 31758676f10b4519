#include "ingest/xlsx_make.h"

#include "check.h"

#include <string.h>
#include <zip.h>

#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"

Str xlsx_make_archive(Arena *mem, const MadePart *parts, size_t count)
{
	zip_error_t error;
	zip_stat_t about;
	zip_error_init(&error);
	zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &error);
	zip_t *archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
	assert_non_null(archive);
	zip_source_keep(target);
	for (size_t i = 0; i < count; i++) {
		if (!parts[i].text)
			continue;
		zip_source_t *source =
			zip_source_buffer(archive, parts[i].text, strlen(parts[i].text), 0);
		zip_int64_t index = zip_file_add(archive, parts[i].name, source, 0);
		assert_true(index >= 0);
		assert_int_equal(zip_file_set_mtime(archive, (zip_uint64_t)index, 0, 0), 0);
	}
	assert_int_equal(zip_close(archive), 0);
	assert_int_equal(zip_source_open(target), 0);
	assert_int_equal(zip_source_stat(target, &about), 0);
	char *bytes = arena_alloc(mem, (size_t)about.size);
	assert_int_equal(zip_source_read(target, bytes, about.size), about.size);
	assert_int_equal(zip_source_close(target), 0);
	zip_source_free(target);
	zip_error_fini(&error);
	return (Str){bytes, (size_t)about.size};
}

Str xlsx_make(Arena *mem, const char *rows, const MadePart *changes, size_t change_count)
{
	Str sheet = str_format(mem,
			       "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
			       "<worksheet xmlns=\"" MAIN
			       "\"><dimension ref=\"A1\"/>"
			       "<sheetData>%s</sheetData></worksheet>",
			       rows);
	const MadePart defaults[] = {
		{"[Content_Types].xml",
		 "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"},
		{"_rels/.rels", "<Relationships xmlns=\"" PACKAGE "\"><Relationship Id=\"rId1\" "
				"Type=\"" RELATION "/officeDocument\" Target=\"xl/workbook.xml\"/>"
				"</Relationships>"},
		{"xl/workbook.xml",
		 "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" RELATION "\"><workbookPr/><sheets>"
		 "<sheet name=\"Hours\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
		{"xl/_rels/workbook.xml.rels",
		 "<Relationships xmlns=\"" PACKAGE "\">"
		 "<Relationship Id=\"rId1\" Type=\"" RELATION
		 "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
		 "<Relationship Id=\"rId2\" Type=\"" RELATION
		 "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
		 "<Relationship Id=\"rId3\" Type=\"" RELATION
		 "/styles\" Target=\"/xl/styles.xml\"/></Relationships>"},
		{"xl/sharedStrings.xml",
		 "<sst xmlns=\"" MAIN "\"><si><t>Person</t></si><si><t>Date</t></si>"
		 "<si><r><rPr><b/></rPr><t>Res</t></r><r><t xml:space=\"preserve\">ource 01</t></r>"
		 "<rPh sb=\"0\" eb=\"1\"><t>reading</t></rPh></si><si><t/></si>"
		 "<si><t>two_x000A_lines &amp; more</t></si></sst>"},
		{"xl/styles.xml",
		 "<styleSheet xmlns=\"" MAIN "\"><numFmts count=\"2\">"
		 "<numFmt numFmtId=\"164\" formatCode=\"dd.mm.yyyy hh:mm\"/>"
		 "<numFmt numFmtId=\"165\" formatCode=\"[h]:mm\"/></numFmts>"
		 "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
		 "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>"
		 "<xf numFmtId=\"165\"/><xf numFmtId=\"20\"/></cellXfs></styleSheet>"},
		{"xl/worksheets/sheet1.xml", sheet.ptr},
	};
	VEC(MadePart) parts = {0};
	for (size_t i = 0; i < COUNT(defaults) + change_count; i++)
		*vec_push(mem, &parts) =
			i < COUNT(defaults) ? defaults[i] : changes[i - COUNT(defaults)];
	for (size_t i = 0; i < COUNT(defaults); i++) {
		for (size_t j = COUNT(defaults); j < parts.len; j++) {
			if (strcmp(parts.at[i].name, parts.at[j].name) == 0)
				parts.at[i].text = NULL;
		}
	}
	return xlsx_make_archive(mem, parts.at, parts.len);
}

const char *xlsx_make_repeated(Arena *mem, const char *head, const char *piece, size_t count,
			       const char *tail)
{
	Buf out = {.mem = mem};
	buf_add(&out, str_from_c(head));
	for (size_t i = 0; i < count; i++)
		buf_add(&out, str_from_c(piece));
	buf_add(&out, str_from_c(tail));
	buf_add_byte(&out, 0);
	return out.ptr;
}
