#include "ingest/xlsx_rows.h"

#include "check.h"
#include "ingest/xlsx_make.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define STRICT "http://purl.oclc.org/ooxml/officeDocument/relationships"

/* Rows as "1:a|b", one a line, with "!column fault" behind those that have one. */
static void add_row(Buf *out, const XlsxRow *row)
{
	buf_add_format(out, "%llu:", (unsigned long long)row->number);
	for (size_t i = 0; i < row->len; i++)
		buf_add_format(out, "%s%.*s", i > 0 ? "|" : "", STR_ARG(row->cells[i]));
	if (row->fault.len > 0)
		buf_add_format(out, "!%zu %.*s", row->fault_column, STR_ARG(row->fault));
	buf_add_byte(out, '\n');
}

static bool read_all(XlsxFile *file, Buf *out, Err *err)
{
	XlsxRow row;
	do {
		if (!xlsx_next(file, &row, err))
			return false;
		if (row.number > 0)
			add_row(out, &row);
	} while (row.number > 0);
	return true;
}

static bool read_book(Arena *mem, Str bytes, const char *sheet, Buf *out, Err *err)
{
	XlsxFile *file;
	XlsxOptions options = {.name = "a.xlsx", .sheet = str_from_c(sheet)};
	if (!xlsx_open_bytes(mem, bytes, options, &file, err))
		return false;
	bool ok = read_all(file, out, err);
	xlsx_close(file);
	return ok;
}

static void check_rows(const char *label, Arena *mem, Str bytes, const char *wanted)
{
	Buf out = {.mem = mem};
	Err err;
	if (!read_book(mem, bytes, NULL, &out, &err))
		fail_msg("%s: %s", label, err.text);
	check_text(label, buf_str(&out), wanted);
}

static void check_refused(const char *label, Arena *mem, Str bytes, ErrCode code, const char *why)
{
	Buf out = {.mem = mem};
	Err err = {0};
	if (read_book(mem, bytes, NULL, &out, &err))
		fail_msg("%s: is read", label);
	check_err(label, &err, code, why);
}

static void reads_cells(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		const char *rows;
		const char *wanted;
	} cases[] = {
		{"shared strings",
		 "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
		 "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\" t=\"s\"><v>4</v></c></row>",
		 "1:Person|Date\n2:Resource 01|two\nlines & more\n"},
		{"inline strings",
		 "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a &lt; b</t></is></c>"
		 "<c r=\"B1\" t=\"inlineStr\"><is><r><t>rich</t></r><r><rPr><i/></rPr><t> text</t></r>"
		 "<rPh><t>reading</t></rPh></is></c></row>",
		 "1:a < b|rich text\n"},
		{"numbers",
		 "<row r=\"1\"><c r=\"A1\"><v>0.10000000000000001</v></c>"
		 "<c r=\"B1\" t=\"n\" s=\"0\"><v>-1.5E3</v></c><c r=\"C1\" s=\"99\"><v>7</v></c></row>",
		 "1:0.1|-1500|7\n"},
		{"dates and times",
		 "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>46040</v></c>"
		 "<c r=\"B1\" s=\"2\"><v>46040.944641203707</v></c>"
		 "<c r=\"C1\" s=\"3\"><v>1.1041666666666667</v></c>"
		 "<c r=\"D1\" s=\"4\"><v>0.5</v></c>"
		 "<c r=\"E1\" t=\"d\"><v>2026-01-18T22:40:17</v></c>"
		 "<c r=\"F1\" t=\"d\" s=\"1\"><v>2026-01-18</v></c></row>",
		 "1:2026-01-18|2026-01-18 22:40:17|26:30:00|12:00:00|2026-01-18 "
		 "22:40:17|2026-01-18\n"},
		{"booleans, errors",
		 "<row r=\"1\"><c r=\"A1\" t=\"b\"><v>1</v></c><c r=\"B1\" t=\"b\"><v>0</v></c>"
		 "<c r=\"C1\" t=\"e\"><v>#N/A</v></c></row>",
		 "1:TRUE|FALSE|#N/A\n"},
		{"formulas by their stored values",
		 "<row r=\"1\"><c r=\"A1\"><f>SUM(B1:B9)</f><v>7.5</v></c>"
		 "<c r=\"B1\" t=\"str\"><f>A1&amp;\"h\"</f><v>7.5_x0068_</v></c>"
		 "<c r=\"C1\" t=\"str\"><f>\"\"</f><v></v></c>"
		 "<c r=\"D1\" s=\"1\"><f t=\"shared\" si=\"0\"/><v>46040</v></c>"
		 "<c r=\"E1\"><f>1-1</f><v>0</v></c></row>",
		 "1:7.5|7.5h||2026-01-18|0\n"},
		{"a formula without a stored value",
		 "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><f>A1*2</f><v/></c>"
		 "<c r=\"C1\"><f>A1*3</f></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>",
		 "1:1!2 cell B1: a formula without a stored value; open the file in a spreadsheet "
		 "program and save it\n2:2\n"},
		{"blank rows and cells, gaps",
		 "<row r=\"1\"/><row r=\"2\"><c r=\"A2\" s=\"1\"/><c r=\"B2\" t=\"s\"><v>3</v></c></row>"
		 "<row r=\"5\" hidden=\"1\"><c r=\"C5\"><v>5</v></c><c r=\"E5\" s=\"1\"/></row>"
		 "<row r=\"6\"><c r=\"A6\" t=\"str\"><v>  </v></c></row>"
		 "<row r=\"7\"><c r=\"AA7\"><v>7</v></c></row>",
		 "5:||5\n7:||||||||||||||||||||||||||7\n"},
		{"rows and cells without a place",
		 "<row><c><v>1</v></c><c><v>2</v></c></row><row r=\"4\"><c r=\"B4\"><v>4</v></c>"
		 "<c><v>5</v></c></row><row><c><v>6</v></c></row>",
		 "1:1|2\n4:|4|5\n5:6\n"},
		{"merged cells, as spreadsheets leave them",
		 "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"/>"
		 "<c r=\"C1\"><v>3</v></c></row>",
		 "1:Person||3\n"},
		{"elements that are not of the sheet's data",
		 "<row r=\"1\"><c r=\"A1\"><v>1</v><extLst><ext><v>2</v><t>x</t></ext></extLst></c>"
		 "<extLst><c r=\"B1\"><v>3</v></c></extLst></row><other><c r=\"C1\"><v>4</v></c></other>",
		 "1:1\n"},
		{"a number that is none",
		 "<row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"B3\"><v>12,5</v></c></row>",
		 "3:1|12,5!2 cell B3: '12,5' is not a number\n"},
		{"a date that is none",
		 "<row r=\"3\"><c r=\"BC3\" s=\"1\"><v>20260118</v></c></row>",
		 "3:||||||||||||||||||||||||||||||||||||||||||||||||||||||20260118!55 cell BC3: "
		 "20260118 is no date that a spreadsheet shows\n"},
		{"a text that is not there",
		 "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>5</v></c></row>"
		 "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>x</v></c></row>"
		 "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>99999999999999999999999999</v></c></row>",
		 "1:!1 cell A1: it refers to a text that the file lacks\n"
		 "2:!1 cell A2: it refers to a text that the file lacks\n"
		 "3:!1 cell A3: it refers to a text that the file lacks\n"},
		{"places that are wrong",
		 "<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>"
		 "<row r=\"2\"><c r=\"ABCD2\"><v>1</v></c></row>"
		 "<row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"A3\"><v>2</v></c></row>"
		 "<row r=\"4\"><c r=\"XFE4\"><v>1</v></c></row>"
		 "<row r=\"4\"><c><v>1</v></c></row>"
		 "<row r=\"x\"><c><v>1</v></c></row>",
		 "1:!0 a cell has the place of another row, or none\n"
		 "2:!0 a cell has the place of another row, or none\n"
		 "3:1!1 cell A3: it comes twice\n"
		 "4:!0 it has cells beyond column XFD\n"
		 "5:1!0 its number does not follow that of the row before\n"
		 "6:1!0 its number does not follow that of the row before\n"},
		{"cells out of order",
		 "<row r=\"1\"><c r=\"B1\"><v>2</v></c><c r=\"A1\"><v>1</v></c></row>", "1:1|2\n"},
		{"no row at all", "", ""},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check_rows(cases[i].label, mem, xlsx_make(mem, cases[i].rows, NULL, 0),
			   cases[i].wanted);
}

#define DATE_ROW "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>44578</v></c></row>"

static void knows_both_date_systems(void **state)
{
	Arena *mem = *state;
	static const char *const flags[] = {"1", "true", "0"};
	for (size_t i = 0; i < COUNT(flags); i++) {
		MadePart book = {
			"xl/workbook.xml",
			str_format(mem,
				   "<workbook xmlns:r=\"" RELATION
				   "\"><workbookPr date1904=\"%s\"/><sheets><sheet name=\"Hours\" "
				   "sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
				   flags[i])
				.ptr};
		check_rows(flags[i], mem, xlsx_make(mem, DATE_ROW, &book, 1),
			   i < 2 ? "1:2026-01-18\n" : "1:2022-01-17\n");
	}
}

#define SHEETS(list)                                                                              \
	{                                                                                         \
		"xl/workbook.xml",                                                                \
			"<workbook xmlns:r=\"" RELATION "\"><sheets>" list "</sheets></workbook>" \
	}

static const MadePart THREE_SHEETS[] = {
	SHEETS("<sheet name=\"Picture\" r:id=\"c\"/>"
	       "<sheet name=\"Secret\" state=\"veryHidden\" r:id=\"s\"/>"
	       "<sheet name=\"Old\" state=\"hidden\" r:id=\"o\"/>"
	       "<sheet name=\"Hours &amp; more\" r:id=\"h\"/><sheet name=\"Lost\" r:id=\"x\"/>"
	       "<sheet name=\"Last\" state=\"visible\" r:id=\"o\"/>"),
	{"xl/_rels/workbook.xml.rels",
	 "<Relationships><Relationship Id=\"c\" Type=\"" RELATION
	 "/chartsheet\" Target=\"chartsheets/sheet1.xml\"/>"
	 "<Relationship Id=\"s\" Type=\"" RELATION "/worksheet\" Target=\"worksheets/s.xml\"/>"
	 "<Relationship Id=\"x\" Type=\"" RELATION "/worksheet\" TargetMode=\"External\" "
	 "Target=\"http://example.org/x.xml\"/>"
	 "<Relationship Id=\"o\" Type=\"" RELATION
	 "/worksheet\" Target=\"../xl/./worksheets/o.xml\"/>"
	 "<Relationship Id=\"h\" Type=\"" STRICT "/worksheet\" Target=\"/XL/worksheets/h.xml\"/>"
	 "</Relationships>"},
	{"xl/worksheets/s.xml",
	 "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>"},
	{"xl/worksheets/o.xml",
	 "<worksheet><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>"},
	{"xl/worksheets/h.xml",
	 "<x:worksheet xmlns:x=\"" MAIN "\"><x:sheetData><x:row><x:c><x:v>3</x:v>"
	 "</x:c></x:row></x:sheetData></x:worksheet>"},
};

static void chooses_sheets(void **state)
{
	Arena *mem = *state;
	Str bytes = xlsx_make(mem, "", THREE_SHEETS, COUNT(THREE_SHEETS));
	check_rows("the first visible sheet", mem, bytes, "1:3\n");
	Buf out = {.mem = mem};
	Err err;
	assert_true(read_book(mem, bytes, "Secret", &out, &err));
	assert_true(read_book(mem, bytes, "Old", &out, &err));
	assert_true(read_book(mem, bytes, "Hours & more", &out, &err));
	assert_true(read_book(mem, bytes, "Last", &out, &err));
	check_text("named sheets", buf_str(&out), "1:1\n1:2\n1:3\n1:2\n");
	assert_false(read_book(mem, bytes, "Picture", &out, &err));
	check_err("a picture", &err, ERR_INPUT,
		  "a.xlsx: has no sheet 'Picture'; it has 'Secret', 'Old', 'Hours & more', 'Last'");
	assert_string_equal(err.field, "sheet");
	XlsxFile *file;
	size_t count;
	size_t which;
	assert_true(xlsx_open_bytes(mem, bytes, (XlsxOptions){0}, &file, &err));
	const XlsxSheet *sheets = xlsx_sheets(file, &count, &which);
	assert_int_equal(count, 4);
	assert_int_equal(which, 2);
	check_text("its name", sheets[2].name, "Hours & more");
	assert_true(sheets[0].hidden && sheets[1].hidden && !sheets[2].hidden && !sheets[3].hidden);
	xlsx_close(file);
	MadePart hidden = SHEETS("<sheet name=\"Old\" state=\"hidden\" r:id=\"rId1\"/>");
	check_refused("hidden sheets only", mem, xlsx_make(mem, "", &hidden, 1), ERR_INPUT,
		      "a.xlsx: has no visible sheet with cells");
	MadePart none = SHEETS("");
	bytes = xlsx_make(mem, "", &none, 1);
	check_refused("no sheet", mem, bytes, ERR_INPUT, "a.xlsx: has no visible sheet with cells");
	assert_false(read_book(mem, bytes, "x", &out, &err));
	check_err("no sheet of a name", &err, ERR_INPUT, "a.xlsx: has no sheet 'x'");
}

/* Who asks for all to be calculated anew may still have stored what it was: a 0 is a value, nothing is none. */
static void takes_stored_values_of_formulas(void **state)
{
	Arena *mem = *state;
	MadePart book = {
		"xl/workbook.xml",
		"<workbook xmlns:r=\"" RELATION
		"\"><sheets><sheet name=\"Hours\" "
		"r:id=\"rId1\"/></sheets><calcPr calcId=\"1\" fullCalcOnLoad=\"1\"/></workbook>"};
	check_rows(
		"to be calculated on load", mem,
		xlsx_make(
			mem,
			"<row r=\"1\"><c r=\"A1\"><f>2-2</f><v>0</v></c></row>"
			"<row r=\"2\"><c r=\"A2\"><f>2+3</f><v>5</v></c><c r=\"B2\"><v>0</v></c></row>"
			"<row r=\"3\"><c r=\"A3\"><f>2+3</f></c></row>"
			"<row r=\"4\"><c r=\"A4\"><f>2+3</f><v></v></c></row>",
			&book, 1),
		"1:0\n2:5|0\n"
		"3:!1 cell A3: a formula without a stored value; open the file in a spreadsheet "
		"program and save it\n"
		"4:!1 cell A4: a formula without a stored value; open the file in a spreadsheet "
		"program and save it\n");
}

static void names_what_is_wrong(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *label;
		MadePart change;
		const char *why;
	} cases[] = {
		{"no relations", {"_rels/.rels", NULL}, "is a ZIP archive, but no XLSX workbook"},
		{"no workbook among them",
		 {"_rels/.rels", "<Relationships/>"},
		 "is a ZIP archive, but no XLSX workbook"},
		{"a binary workbook",
		 {"_rels/.rels", "<Relationships><Relationship Type=\"" RELATION
				 "/officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>"},
		 "is an XLSB workbook; save it as .xlsx"},
		{"no workbook part",
		 {"xl/workbook.xml", NULL},
		 "the part xl/workbook.xml is missing"},
		{"a document",
		 {"xl/workbook.xml", "<document/>"},
		 "the part xl/workbook.xml: it is no workbook"},
		{"no relations of the workbook",
		 {"xl/_rels/workbook.xml.rels", NULL},
		 "the part xl/_rels/workbook.xml.rels is missing"},
		{"no strings",
		 {"xl/sharedStrings.xml", NULL},
		 "the part xl/sharedStrings.xml is missing"},
		{"other strings",
		 {"xl/sharedStrings.xml", "<html/>"},
		 "the part xl/sharedStrings.xml: it has no shared strings"},
		{"no styles", {"xl/styles.xml", NULL}, "the part xl/styles.xml is missing"},
		{"other styles",
		 {"xl/styles.xml", "<html/>"},
		 "the part xl/styles.xml: it has no styles"},
		{"no sheet",
		 {"xl/worksheets/sheet1.xml", NULL},
		 "the part xl/worksheets/sheet1.xml is missing"},
		{"another kind of sheet",
		 {"xl/worksheets/sheet1.xml", "<chartsheet/>"},
		 "the part xl/worksheets/sheet1.xml: it is no sheet with cells"},
		{"a sheet that ends early",
		 {"xl/worksheets/sheet1.xml", "<worksheet>\n<sheetData><row><c><v>1</v>"},
		 "the part xl/worksheets/sheet1.xml is damaged in line 2 of its XML: no element "
		 "found"},
		{"a sheet that is no XML",
		 {"xl/worksheets/sheet1.xml", "a,b\n1,2\n"},
		 "the part xl/worksheets/sheet1.xml is damaged in line 1 of its XML: syntax error"},
		{"text that is not UTF-8",
		 {"xl/worksheets/sheet1.xml", "<worksheet>\xFF</worksheet>"},
		 "the part xl/worksheets/sheet1.xml is damaged in line 1 of its XML: not "
		 "well-formed (invalid token)"},
		{"a DOCTYPE",
		 {"xl/worksheets/sheet1.xml",
		  "<!DOCTYPE worksheet [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
		  "<worksheet>&b;</worksheet>"},
		 "the part xl/worksheets/sheet1.xml: its XML has a DOCTYPE, which no workbook has"},
		{"a DOCTYPE from outside",
		 {"xl/sharedStrings.xml",
		  "<!DOCTYPE sst SYSTEM \"file:///etc/passwd\"><sst><si><t>a</t></si></sst>"},
		 "the part xl/sharedStrings.xml: its XML has a DOCTYPE, which no workbook has"},
		{"an entity that is not declared",
		 {"xl/worksheets/sheet1.xml", "<worksheet>&b;</worksheet>"},
		 "the part xl/worksheets/sheet1.xml is damaged in line 1 of its XML: undefined "
		 "entity"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Str wanted = str_format(mem, "a.xlsx: %s", cases[i].why);
		check_refused(cases[i].label, mem, xlsx_make(mem, "", &cases[i].change, 1),
			      ERR_INPUT, wanted.ptr);
	}
}

static void refuses_other_files(void **state)
{
	Arena *mem = *state;
	check_refused("nothing", mem, (Str){0}, ERR_INPUT, "a.xlsx: the file is empty");
	check_refused("text", mem, STR("a,b\n"), ERR_INPUT, "a.xlsx: is no XLSX workbook");
	check_refused(
		"a compound file", mem, STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more"), ERR_INPUT,
		"a.xlsx: is an old .xls workbook or protected by a password; save it as .xlsx "
		"without a password");
	assert_true(xlsx_looks(STR("PK\3\4....")));
	assert_true(xlsx_looks(STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")));
	assert_false(xlsx_looks(STR("PK")) || xlsx_looks(STR("{\"a\":1}")));
}

/* Whatever is cut off, and whichever byte is changed, is refused or read as it was. */
static void survives_damage(void **state)
{
	Arena *mem = *state;
	const char *rows =
		"<row r=\"1\"><c r=\"A1\" t=\"s\"><v>2</v></c><c r=\"B1\"><v>7</v></c></row>";
	Str good = xlsx_make(mem, rows, NULL, 0);
	size_t refused = 0;
	for (size_t len = 0; len < good.len; len++) {
		Arena own;
		Err err = {0};
		arena_init(&own);
		Buf out = {.mem = &own};
		Str cut = str_copy(&own, str_slice(good, 0, len));
		assert_false(read_book(&own, cut, NULL, &out, &err));
		assert_int_equal(err.code, ERR_INPUT);
		arena_deinit(&own);
	}
	for (size_t at = 0; at < good.len; at++) {
		Arena own;
		Err err = {0};
		arena_init(&own);
		Buf out = {.mem = &own};
		char *bytes = arena_alloc(&own, good.len);
		memcpy(bytes, good.ptr, good.len);
		bytes[at] = (char)(bytes[at] ^ 0x55);
		if (read_book(&own, (Str){bytes, good.len}, NULL, &out, &err))
			check_text("read in spite of it", buf_str(&out), "1:Resource 01|7\n");
		else
			refused++;
		arena_deinit(&own);
	}
	assert_true(refused > good.len / 2);
}

static void bounds_bombs(void **state)
{
	Arena *mem = *state;
	const struct {
		const char *label;
		MadePart change;
		const char *why;
	} cases[] = {
		{"a sheet of spaces",
		 {"xl/worksheets/sheet1.xml",
		  xlsx_make_repeated(
			  mem, "<worksheet>",
			  "                                                                ",
			  (size_t)88 << 14, "</worksheet>")},
		 "the part xl/worksheets/sheet1.xml unpacks to more than 250 times its length"},
		{"styles of nothing",
		 {"xl/styles.xml", xlsx_make_repeated(mem, "<styleSheet>", "                ",
						      (size_t)1 << 20, "</styleSheet>")},
		 "the part xl/styles.xml unpacks to more than 16 MiB"},
		{"empty strings without end",
		 {"xl/sharedStrings.xml",
		  xlsx_make_repeated(mem, "<sst>", "<si/>", 8000001, "</sst>")},
		 "the part xl/sharedStrings.xml: there are more than 8000000 shared strings"},
		{"a deep sheet",
		 {"xl/worksheets/sheet1.xml",
		  xlsx_make_repeated(mem, "<worksheet>", "<a>", 1000, "")},
		 "the part xl/worksheets/sheet1.xml: its XML is deeper than 64 levels"},
		{"a long tag",
		 {"xl/worksheets/sheet1.xml",
		  xlsx_make_repeated(mem, "<worksheet a=\"", "0123456789", 200000,
				     "\"></worksheet>")},
		 "the part xl/worksheets/sheet1.xml has a tag of more than 1 MiB"},
		{"rows without end",
		 {"xl/worksheets/sheet1.xml",
		  xlsx_make_repeated(mem, "<worksheet><sheetData>", "<row/>", 1048577,
				     "</sheetData></worksheet>")},
		 "the part xl/worksheets/sheet1.xml: it has more than 1048576 rows"},
		{"a row beyond the last",
		 {"xl/worksheets/sheet1.xml",
		  "<worksheet><sheetData><row r=\"1048577\"/></sheetData></worksheet>"},
		 "the part xl/worksheets/sheet1.xml: it has more than 1048576 rows"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		Str wanted = str_format(mem, "a.xlsx: %s", cases[i].why);
		check_refused(cases[i].label, mem, xlsx_make(mem, "", &cases[i].change, 1),
			      ERR_TOO_LARGE, wanted.ptr);
	}
}

/* One long text, or one far column, in every row: little to store, much to read. */
static void bounds_repeated_text(void **state)
{
	Arena *mem = *state;
	Buf wide = {.mem = mem};
	Buf text = {.mem = mem};
	for (int i = 1; i <= 20000; i++) {
		buf_add_format(&wide, "<row r=\"%d\"><c r=\"XFD%d\"><v>1</v></c></row>", i, i);
		buf_add_format(&text, "<row r=\"%d\"><c r=\"A%d\" t=\"s\"><v>0</v></c></row>", i,
			       i);
	}
	buf_add_byte(&wide, 0);
	buf_add_byte(&text, 0);
	const char *why =
		"a.xlsx: the part xl/worksheets/sheet1.xml: its rows have more text than a "
		"file of this size may hold";
	MadePart blanks = {"xl/sharedStrings.xml",
			   xlsx_make_repeated(mem, "<sst><si><t xml:space=\"preserve\">",
					      "                ", 60000, "</t></si></sst>")};
	MadePart letters = {"xl/sharedStrings.xml",
			    xlsx_make_repeated(mem, "<sst><si><t>", "aaaaaaaaaaaaaaaa", 60000,
					       "</t></si></sst>")};
	Err err;
	Str books[] = {xlsx_make(mem, wide.ptr, NULL, 0), xlsx_make(mem, text.ptr, &blanks, 1),
		       xlsx_make(mem, text.ptr, &letters, 1)};
	for (size_t i = 0; i < COUNT(books); i++) {
		XlsxFile *file;
		XlsxRow row = {.number = 1};
		bool ok = true;
		assert_true(xlsx_open_bytes(mem, books[i], (XlsxOptions){.name = "a.xlsx"}, &file,
					    &err));
		while (ok && row.number > 0)
			ok = xlsx_next(file, &row, &err);
		assert_false(ok);
		check_err("repeated text", &err, ERR_TOO_LARGE, why);
		xlsx_close(file);
	}
}

static void bounds_rows(void **state)
{
	Arena *mem = *state;
	MadePart strings = {"xl/sharedStrings.xml",
			    xlsx_make_repeated(mem, "<sst><si><t>", "0123456789abcdef", 40000,
					       "</t></si></sst>")};
	const char *shared =
		"<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"
		"<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c>"
		"<c r=\"B2\" t=\"s\"><v>0</v></c><c r=\"C2\"><f>1</f></c></row>"
		"<row r=\"3\"><c r=\"A3\"><v>3</v></c></row>";
	XlsxFile *file;
	XlsxRow row;
	Err err;
	assert_true(xlsx_open_bytes(mem, xlsx_make(mem, shared, &strings, 1), (XlsxOptions){0},
				    &file, &err));
	assert_true(xlsx_next(file, &row, &err));
	assert_true(row.len == 1 && row.cells[0].len == 640000 && row.fault.len == 0);
	assert_true(xlsx_next(file, &row, &err));
	assert_true(row.number == 2 && row.len == 0 && row.fault_column == 0);
	check_text("a long row", row.fault, "it has more than 1 MiB of text");
	assert_true(xlsx_next(file, &row, &err));
	assert_true(row.number == 3 && row.len == 1 && row.fault.len == 0);
	xlsx_close(file);
	const char *one = xlsx_make_repeated(mem, "<row r=\"1\"><c t=\"str\"><v>",
					     "0123456789abcdef", 65537, "</v></c></row>");
	check_rows("one long cell", mem, xlsx_make(mem, one, NULL, 0),
		   "1:!0 it has more than 1 MiB of text\n");
	/* As many columns as a sheet has, and one more. */
	const char *wide = xlsx_make_repeated(mem, "<row>", "<c><v>1</v></c>", 16384, "</row>");
	assert_true(
		xlsx_open_bytes(mem, xlsx_make(mem, wide, NULL, 0), (XlsxOptions){0}, &file, &err));
	assert_true(xlsx_next(file, &row, &err));
	assert_true(row.len == 16384 && row.fault.len == 0);
	xlsx_close(file);
	wide = xlsx_make_repeated(mem, "<row>", "<c><v>1</v></c>", 65536, "</row>");
	assert_true(
		xlsx_open_bytes(mem, xlsx_make(mem, wide, NULL, 0), (XlsxOptions){0}, &file, &err));
	assert_true(xlsx_next(file, &row, &err));
	check_text("65,536 columns", row.fault, "it has cells beyond column XFD");
	xlsx_close(file);
}

/* However long a sheet is: memory is taken for the longest row, not for each. */
static void takes_constant_memory(void **state)
{
	Arena *mem = *state;
	Buf rows = {.mem = mem};
	for (int i = 1; i <= 20000; i++)
		buf_add_format(&rows,
			       "<row r=\"%d\"><c r=\"A%d\" s=\"2\"><v>46040.5</v></c><c r=\"B%d\">"
			       "<v>0.10000000000000001</v></c><c r=\"C%d\" t=\"s\"><v>2</v></c>"
			       "<c r=\"D%d\" t=\"inlineStr\"><is><t>a_x000A_b</t></is></c>"
			       "<c r=\"E%d\"><v>x</v></c></row>",
			       i, i, i, i, i, i);
	buf_add_byte(&rows, 0);
	Str bytes = xlsx_make(mem, rows.ptr, NULL, 0);
	Arena own;
	XlsxFile *file;
	XlsxRow row;
	Err err;
	size_t after_first = 0;
	arena_init(&own);
	assert_true(xlsx_open_bytes(&own, bytes, (XlsxOptions){0}, &file, &err));
	for (uint64_t number = 1; number <= 20000; number++) {
		assert_true(xlsx_next(file, &row, &err));
		assert_int_equal(row.number, number);
		if (number == 1)
			after_first = own.total;
	}
	assert_int_equal(own.total, after_first);
	xlsx_close(file);
	arena_deinit(&own);
}

/* Says in both headers of an entry that it is `size` bytes long. */
static void claim_size(char *bytes, size_t len, const char *name, uint32_t size)
{
	size_t name_len = strlen(name);
	for (size_t i = 0; i + 46 + name_len < len; i++) {
		bool local = memcmp(bytes + i, "PK\3\4", 4) == 0;
		size_t head = local ? 30 : 46;
		if ((local || memcmp(bytes + i, "PK\1\2", 4) == 0) &&
		    memcmp(bytes + i + head, name, name_len) == 0)
			memcpy(bytes + i + (local ? 22 : 24), &size, sizeof size);
	}
}

/* A part that is longer than the archive says is not read to its end. */
static void bounds_what_lies(void **state)
{
	Arena *mem = *state;
	MadePart bomb = {"xl/worksheets/sheet1.xml",
			 xlsx_make_repeated(
				 mem, "<worksheet>",
				 "                                                                ",
				 (size_t)88 << 14, "</worksheet>")};
	Str made = xlsx_make(mem, "", &bomb, 1);
	char *bytes = arena_alloc(mem, made.len);
	memcpy(bytes, made.ptr, made.len);
	claim_size(bytes, made.len, bomb.name, 100);
	check_refused(
		"a bomb that claims to be small", mem, (Str){bytes, made.len}, ERR_TOO_LARGE,
		"a.xlsx: the part xl/worksheets/sheet1.xml unpacks to more than 250 times its "
		"length");
}

static void bounds_directories(void **state)
{
	Arena *mem = *state;
	VEC(MadePart) parts = {0};
	for (int i = 0; i < 10001; i++)
		*vec_push(mem, &parts) = (MadePart){str_format(mem, "part%d.xml", i).ptr, "<a/>"};
	Str bytes = xlsx_make(mem, "", parts.at, parts.len);
	check_refused("many parts", mem, bytes, ERR_TOO_LARGE,
		      "a.xlsx: has more than 10000 parts inside");
	/* The end record lies about how many there are, and how long their directory is. */
	Str good = xlsx_make(mem, "", NULL, 0);
	char *lie = arena_alloc(mem, good.len);
	memcpy(lie, good.ptr, good.len);
	memset(lie + good.len - 22 + 12, 0x7F, 4);
	check_refused("a long directory", mem, (Str){lie, good.len}, ERR_TOO_LARGE,
		      "a.xlsx: has more than 10000 parts inside");
}

static void reads_files(void **state)
{
	Arena *mem = *state;
	const char *rows = "<row r=\"1\"><c r=\"A1\"><v>7</v></c></row>";
	Str bytes = xlsx_make(mem, rows, NULL, 0);
	char path[] = "/tmp/pacta-xlsx-XXXXXX";
	int fd = mkstemp(path);
	XlsxFile *file;
	Err err;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes.ptr, bytes.len), bytes.len);
	Buf out = {.mem = mem};
	assert_true(xlsx_open(mem, path, (XlsxOptions){0}, &file, &err));
	assert_int_equal(xlsx_progress(file) <= bytes.len, true);
	assert_true(read_all(file, &out, &err));
	assert_int_equal(xlsx_progress(file), bytes.len);
	xlsx_close(file);
	/* The place in the file is the caller's. */
	assert_int_equal(lseek(fd, 3, SEEK_SET), 3);
	assert_true(xlsx_open_fd(mem, fd, (XlsxOptions){0}, &file, &err));
	assert_true(read_all(file, &out, &err));
	xlsx_close(file);
	assert_int_equal(lseek(fd, 0, SEEK_CUR), 3);
	check_text("by path and by descriptor", buf_str(&out), "1:7\n1:7\n");
	/* The name of the file begins a message. */
	assert_int_equal(ftruncate(fd, 100), 0);
	assert_false(xlsx_open(mem, path, (XlsxOptions){0}, &file, &err));
	Str wanted = str_format(mem, "%s: is no XLSX workbook, or its end is missing", path);
	check_err("cut short", &err, ERR_INPUT, wanted.ptr);
	assert_int_equal(close(fd), 0);
	assert_int_equal(unlink(path), 0);
	assert_false(xlsx_open(mem, path, (XlsxOptions){.name = "b.xlsx"}, &file, &err));
	check_err("no file", &err, ERR_NOT_FOUND, "b.xlsx: No such file or directory");
	assert_false(xlsx_open(mem, "/tmp", (XlsxOptions){0}, &file, &err));
	check_err("a folder", &err, ERR_INPUT,
		  "/tmp: is no regular file; save the workbook as one");
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	assert_false(xlsx_open_fd(mem, ends[0], (XlsxOptions){0}, &file, &err));
	check_err("a pipe", &err, ERR_INPUT,
		  "the file: is no regular file; save the workbook as one");
	assert_int_equal(close(ends[0]) + close(ends[1]), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(reads_cells),          ARENA_TEST(knows_both_date_systems),
		ARENA_TEST(chooses_sheets),       ARENA_TEST(takes_stored_values_of_formulas),
		ARENA_TEST(names_what_is_wrong),  ARENA_TEST(refuses_other_files),
		ARENA_TEST(survives_damage),      ARENA_TEST(bounds_bombs),
		ARENA_TEST(bounds_repeated_text), ARENA_TEST(takes_constant_memory),
		ARENA_TEST(bounds_rows),          ARENA_TEST(bounds_what_lies),
		ARENA_TEST(bounds_directories),   ARENA_TEST(reads_files),
	};
	return RUN_TESTS(tests);
}
