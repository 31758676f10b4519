#include "ingest/xlsx_xml.h"

#include <expat.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
	CHUNK_SIZE = 64 * 1024,
	DEPTH_MOST = 64,
	/* Of one tag with its attributes: expat holds it whole and looks at it anew with every chunk. */
	TAG_MOST = 1024 * 1024,
};

struct XlsxXml {
	XML_Parser parser;
	XlsxPart *part;
	Str name;
	XlsxXmlTaker taker;
	int depth;
	bool paused;
	bool last;    /* the part has been given to the end */
	bool refused; /* `why` says so */
	Err why;
	uint64_t event_at; /* where the last thing began that expat told of */
};

/* What stands behind the last colon. */
static const char *local_name(const char *name)
{
	const char *colon = strrchr(name, ':');
	return colon ? colon + 1 : name;
}

static void take_begin(void *context, const XML_Char *name, const XML_Char **attributes)
{
	XlsxXml *xml = context;
	if (xml->refused)
		return;
	if (xml->depth == DEPTH_MOST) {
		xlsx_xml_refuse(xml, ERR_TOO_LARGE, "its XML is deeper than %d levels", DEPTH_MOST);
		return;
	}
	xml->depth++;
	xml->taker.begin(xml->taker.context, xml->depth, local_name(name), attributes);
}

static void take_end(void *context, const XML_Char *name)
{
	XlsxXml *xml = context;
	if (xml->refused)
		return;
	if (xml->taker.end)
		xml->taker.end(xml->taker.context, xml->depth, local_name(name));
	xml->depth--;
}

static void take_text(void *context, const XML_Char *text, int len)
{
	XlsxXml *xml = context;
	if (!xml->refused)
		xml->taker.text(xml->taker.context, (Str){text, (size_t)len});
}

static void take_doctype(void *context, const XML_Char *name, const XML_Char *system,
			 const XML_Char *public, int has_subset)
{
	(void)name;
	(void)system;
	(void)public;
	(void)has_subset;
	xlsx_xml_refuse(context, ERR_INPUT, "its XML has a DOCTYPE, which no workbook has");
}

bool xlsx_xml_open(Arena *mem, XlsxZip *zip, Str part, uint64_t most, XlsxXmlTaker taker,
		   XlsxXml **out, Err *err)
{
	XlsxXml *xml = ARENA_NEW(mem, XlsxXml);
	*xml = (XlsxXml){.name = str_copy(mem, part), .taker = taker};
	if (!xlsx_part_open(zip, part, most, &xml->part, err))
		return false;
	xml->parser = XML_ParserCreate(NULL);
	if (!xml->parser) {
		xlsx_part_close(xml->part);
		return fail(err, ERR_UNAVAILABLE, "there is not enough memory");
	}
	XML_SetUserData(xml->parser, xml);
	XML_SetElementHandler(xml->parser, take_begin, take_end);
	if (taker.text)
		XML_SetCharacterDataHandler(xml->parser, take_text);
	XML_SetStartDoctypeDeclHandler(xml->parser, take_doctype);
	*out = xml;
	return true;
}

void xlsx_xml_close(XlsxXml *xml)
{
	if (!xml)
		return;
	XML_ParserFree(xml->parser);
	xlsx_part_close(xml->part);
}

void xlsx_xml_pause(XlsxXml *xml)
{
	if (XML_StopParser(xml->parser, XML_TRUE) == XML_STATUS_OK)
		xml->paused = true;
}

void xlsx_xml_refuse(XlsxXml *xml, ErrCode code, const char *format, ...)
{
	if (xml->refused)
		return;
	char text[ERR_TEXT_SIZE];
	va_list args;
	va_start(args, format);
	(void)vsnprintf(text, sizeof text, format, args);
	va_end(args);
	xml->refused = !fail(&xml->why, code, "%s", text);
	(void)XML_StopParser(xml->parser, XML_FALSE);
}

const char *xlsx_xml_attribute(const char **attributes, const char *name)
{
	for (size_t i = 0; attributes[i]; i += 2) {
		if (strcmp(local_name(attributes[i]), name) == 0)
			return attributes[i + 1];
	}
	return NULL;
}

static bool give_chunk(XlsxXml *xml, enum XML_Status *status, Err *err)
{
	size_t got;
	char *room = XML_GetBuffer(xml->parser, CHUNK_SIZE);
	if (!room)
		return fail(err, ERR_UNAVAILABLE, "there is not enough memory");
	if (!xlsx_part_read(xml->part, room, CHUNK_SIZE, &got, err))
		return false;
	xml->last = got == 0;
	*status = XML_ParseBuffer(xml->parser, (int)got, xml->last);
	return true;
}

/* A tag that does not end is not held for longer than this. */
static bool check_tag(XlsxXml *xml, Err *err)
{
	XML_Index at = XML_GetCurrentByteIndex(xml->parser);
	if (at > 0 && (uint64_t)at > xml->event_at)
		xml->event_at = (uint64_t)at;
	if (xlsx_part_given(xml->part) - xml->event_at > TAG_MOST + CHUNK_SIZE)
		return fail(err, ERR_TOO_LARGE, "the part %.*s has a tag of more than %d MiB",
			    STR_ARG(xml->name), TAG_MOST >> 20);
	return true;
}

static bool fail_xml(const XlsxXml *xml, Err *err)
{
	return fail(err, ERR_INPUT, "the part %.*s is damaged in line %llu of its XML: %s",
		    STR_ARG(xml->name), (unsigned long long)XML_GetCurrentLineNumber(xml->parser),
		    XML_ErrorString(XML_GetErrorCode(xml->parser)));
}

bool xlsx_xml_run(XlsxXml *xml, bool *ended, Err *err)
{
	enum XML_Status status = XML_STATUS_OK;
	if (xml->paused) {
		xml->paused = false;
		status = XML_ResumeParser(xml->parser);
	} else if (!give_chunk(xml, &status, err)) {
		return false;
	}
	for (;;) {
		if (xml->refused) {
			*err = xml->why;
			return fail_in(err, "the part %.*s", STR_ARG(xml->name));
		}
		if (status == XML_STATUS_ERROR)
			return fail_xml(xml, err);
		if (xml->paused || xml->last)
			break;
		if (!check_tag(xml, err) || !give_chunk(xml, &status, err))
			return false;
	}
	*ended = !xml->paused;
	return true;
}

bool xlsx_xml_read(Arena *mem, XlsxZip *zip, Str part, uint64_t most, XlsxXmlTaker taker,
		   XlsxXml **now, Err *err)
{
	bool ended = false;
	if (!xlsx_xml_open(mem, zip, part, most, taker, now, err))
		return false;
	bool ok = true;
	while (ok && !ended)
		ok = xlsx_xml_run(*now, &ended, err);
	xlsx_xml_close(*now);
	*now = NULL;
	return ok;
}

const XlsxPart *xlsx_xml_part(const XlsxXml *xml)
{
	return xml->part;
}
