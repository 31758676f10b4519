#ifndef PACTA_INGEST_XLSX_XML_H
#define PACTA_INGEST_XLSX_XML_H

/*
 * The XML of one part of a workbook, element by element, in constant memory. Private to ingest.
 *
 * Prefixes of names are left out: which namespace a prefix means differs between the editions of the format,
 * while the place of an element tells what it is. A DOCTYPE is refused, so there are no entities of a file's own.
 */

#include "ingest/xlsx_zip.h"

typedef struct XlsxXml XlsxXml;

/* Who takes the elements. `depth` is 1 for the outermost. Names end with NUL and are valid until it returns. */
typedef struct XlsxXmlTaker {
	void *context;
	void (*begin)(void *context, int depth, const char *name, const char **attributes);
	void (*end)(void *context, int depth, const char *name); /* may be NULL */
	void (*text)(void *context, Str text); /* pieces of any length; may be NULL */
} XlsxXmlTaker;

/* Opens a part for reading; lives in `mem`, must be closed before the archive. Errors: those of xlsx_part_open */
MUST_CHECK bool xlsx_xml_open(Arena *mem, XlsxZip *zip, Str part, uint64_t most, XlsxXmlTaker taker,
			      XlsxXml **out, Err *err);
void xlsx_xml_close(XlsxXml *xml);

/*
 * Reads on until the taker pauses or, `*ended`, the part is over.
 * Errors: those of the part and of the taker; ERR_INPUT no well-formed XML, or it has a DOCTYPE;
 *         ERR_TOO_LARGE too deep, a name or attribute that is too long
 */
MUST_CHECK bool xlsx_xml_run(XlsxXml *xml, bool *ended, Err *err);

/* For the taker. Pause: run returns after this call. Refuse: it fails; the text is for a person. */
void xlsx_xml_pause(XlsxXml *xml);
void xlsx_xml_refuse(XlsxXml *xml, ErrCode code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The value of the attribute with this name, whatever its prefix, or NULL. */
const char *xlsx_xml_attribute(const char **attributes, const char *name);

/* Reads a whole part. Errors: those above */
MUST_CHECK bool xlsx_xml_read(Arena *mem, XlsxZip *zip, Str part, uint64_t most, XlsxXmlTaker taker,
			      XlsxXml **now, Err *err);

const XlsxPart *xlsx_xml_part(const XlsxXml *xml);

#endif
