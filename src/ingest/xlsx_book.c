#include "ingest/xlsx_book.h"

#include "base/map.h"
#include "ingest/xlsx_xml.h"

#include <string.h>

#define DESCRIPTION_MOST (UINT64_C(16) * 1024 * 1024)

bool xlsx_count(const char *text, uint64_t *out)
{
	uint64_t value = 0;
	size_t len = 0;
	if (!text)
		return false;
	for (; text[len]; len++) {
		if (text[len] < '0' || text[len] > '9' || len == 18)
			return false;
		value = value * 10 + (uint64_t)(text[len] - '0');
	}
	if (len > 0)
		*out = value;
	return len > 0;
}

/* A line of a .rels part: what of a kind another part refers to by an id. */
typedef struct Relation {
	Str id;
	Str kind; /* the last word of its type, which is the same in all editions of the format */
	Str part;
} Relation;

typedef struct Relations {
	Arena *mem;
	Str folder; /* of the part that refers, which targets are relative to */
	VEC(Relation) list;
} Relations;

/* "../theme/theme1.xml" as seen from a folder; "/xl/workbook.xml" from the root. */
static Str resolve(Arena *mem, Str folder, Str target)
{
	Buf path = {.mem = mem};
	if (!str_starts(target, STR("/")))
		buf_add(&path, folder);
	Str rest = target;
	while (rest.len > 0) {
		size_t slash = rest.len;
		(void)str_find(rest, STR("/"), &slash);
		Str step = str_slice(rest, 0, slash);
		rest = str_slice(rest, slash + 1, rest.len);
		if (str_eq(step, STR(".."))) {
			while (path.len > 0 && path.ptr[--path.len] != '/')
				;
		} else if (step.len > 0 && !str_eq(step, STR("."))) {
			if (path.len > 0)
				buf_add_byte(&path, '/');
			buf_add(&path, step);
		}
	}
	return str_copy(mem, buf_str(&path));
}

static Str behind_last(Str text, char mark)
{
	size_t at = text.len;
	while (at > 0 && text.ptr[at - 1] != mark)
		at--;
	return str_slice(text, at, text.len);
}

static void take_relation(void *context, int depth, const char *name, const char **attributes)
{
	Relations *relations = context;
	Arena *mem = relations->mem;
	if (depth != 2 || strcmp(name, "Relationship") != 0)
		return;
	Str mode = str_from_c(xlsx_xml_attribute(attributes, "TargetMode"));
	Str type = str_from_c(xlsx_xml_attribute(attributes, "Type"));
	Str target = str_from_c(xlsx_xml_attribute(attributes, "Target"));
	if (str_eq(mode, STR("External")))
		return;
	*vec_push(mem, &relations->list) = (Relation){
		.id = str_copy(mem, str_from_c(xlsx_xml_attribute(attributes, "Id"))),
		.kind = str_copy(mem, behind_last(type, '/')),
		.part = resolve(mem, relations->folder, target),
	};
}

/* What the part `folder`/`name` refers to. */
static bool read_relations(Arena *mem, XlsxZip *zip, Str folder, Str name, Relations *out, Err *err)
{
	XlsxXml *xml;
	*out = (Relations){.mem = mem, .folder = folder};
	Str part = str_format(mem, "%.*s%s_rels/%.*s.rels", STR_ARG(folder),
			      folder.len > 0 ? "/" : "", STR_ARG(name));
	XlsxXmlTaker taker = {.context = out, .begin = take_relation};
	return xlsx_xml_read(mem, zip, part, DESCRIPTION_MOST, taker, &xml, err);
}

/* The part of the first relation of a kind, or the empty Str. */
static Str part_of_kind(const Relations *relations, const char *kind)
{
	for (size_t i = 0; i < relations->list.len; i++) {
		if (str_eq_c(relations->list.at[i].kind, kind))
			return relations->list.at[i].part;
	}
	return (Str){0};
}

typedef struct BookScan {
	Arena *mem;
	XlsxXml *xml;
	const Relations *relations;
	Map by_id; /* index in relations */
	VEC(XlsxSheet) sheets;
	VEC(Str) parts;
	bool from_1904;
} BookScan;

static bool is_true(const char *text)
{
	return text && (strcmp(text, "1") == 0 || strcmp(text, "true") == 0);
}

/* A "sheet" may also be a chart or a dialogue: only those with cells are taken. */
static void take_sheet(BookScan *scan, const char **attributes)
{
	int64_t at;
	Str id = {0};
	/* The id of the relation has a prefix; the sheet's own is named "sheetId". */
	for (size_t i = 0; attributes[i]; i += 2) {
		if (str_ends(str_from_c(attributes[i]), STR(":id")))
			id = str_from_c(attributes[i + 1]);
	}
	if (!map_get(&scan->by_id, id, &at) ||
	    !str_eq(scan->relations->list.at[at].kind, STR("worksheet")))
		return;
	Str state = str_from_c(xlsx_xml_attribute(attributes, "state"));
	*vec_push(scan->mem, &scan->sheets) = (XlsxSheet){
		.name = str_copy(scan->mem, str_from_c(xlsx_xml_attribute(attributes, "name"))),
		.hidden = str_eq(state, STR("hidden")) || str_eq(state, STR("veryHidden")),
	};
	*vec_push(scan->mem, &scan->parts) = scan->relations->list.at[at].part;
}

static void take_book(void *context, int depth, const char *name, const char **attributes)
{
	BookScan *scan = context;
	if (depth == 1 && strcmp(name, "workbook") != 0)
		xlsx_xml_refuse(scan->xml, ERR_INPUT, "it is no workbook");
	else if (depth == 2 && strcmp(name, "workbookPr") == 0)
		scan->from_1904 = is_true(xlsx_xml_attribute(attributes, "date1904"));
	else if (depth == 3 && strcmp(name, "sheet") == 0)
		take_sheet(scan, attributes);
}

/* Where the workbook itself is. */
static bool find_book(Arena *mem, XlsxZip *zip, Str *folder, Str *name, Err *err)
{
	Relations root;
	if (!read_relations(mem, zip, (Str){0}, (Str){0}, &root, err)) {
		if (err->code == ERR_NOT_FOUND)
			return fail(err, ERR_INPUT, "is a ZIP archive, but no XLSX workbook");
		return false;
	}
	Str book = part_of_kind(&root, "officeDocument");
	if (book.len == 0)
		return fail(err, ERR_INPUT, "is a ZIP archive, but no XLSX workbook");
	if (str_ends(book, STR(".bin")))
		return fail(err, ERR_INPUT, "is an XLSB workbook; save it as .xlsx");
	*name = behind_last(book, '/');
	*folder = str_slice(book, 0, book.len > name->len ? book.len - name->len - 1 : 0);
	return true;
}

bool xlsx_book_read(Arena *mem, XlsxZip *zip, XlsxBook *out, Err *err)
{
	Str folder;
	Str name;
	Relations relations;
	if (!find_book(mem, zip, &folder, &name, err) ||
	    !read_relations(mem, zip, folder, name, &relations, err))
		return false;
	BookScan scan = {.mem = mem, .relations = &relations};
	map_init(&scan.by_id, mem, (uint64_t)(uintptr_t)zip);
	for (size_t i = 0; i < relations.list.len; i++)
		map_put(&scan.by_id, relations.list.at[i].id, (int64_t)i);
	XlsxXmlTaker taker = {.context = &scan, .begin = take_book};
	if (!xlsx_xml_read(mem, zip, resolve(mem, folder, name), DESCRIPTION_MOST, taker, &scan.xml,
			   err))
		return false;
	*out = (XlsxBook){
		.sheets = scan.sheets.at,
		.parts = scan.parts.at,
		.count = scan.sheets.len,
		.strings_part = part_of_kind(&relations, "sharedStrings"),
		.styles_part = part_of_kind(&relations, "styles"),
		.from_1904 = scan.from_1904,
	};
	return true;
}
