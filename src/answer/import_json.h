#ifndef PACTA_ANSWER_IMPORT_JSON_H
#define PACTA_ANSWER_IMPORT_JSON_H

#include "answer/json_put.h"
#include "app/imports.h"
#include "base/json_tree.h"

/* What an import did, or would do. */
extern const Shape IMPORT_SUMMARY_SHAPE;
void json_put_import_summary(JsonWriter *json, Arena *mem, const ImportSummary *summary);

/* The record of an import; `warnings` are its own, read. */
extern const Shape IMPORT_SHAPE;
void json_put_import(JsonWriter *json, Arena *mem, const ImportRecord *import,
		     const JsonValue *warnings);

/*
 * The warnings that an import counted, as the members of an object: code and number.
 * Errors: ERR_CORRUPT they are not counts by their code
 */
MUST_CHECK bool import_read_warnings(Arena *mem, const ImportRecord *import, const JsonValue **out,
				     Err *err);

extern const Shape UNDO_SHAPE;
void json_put_undo(JsonWriter *json, const UndoSummary *undo);

/* A row that could not be taken, with its bytes as received. */
extern const Shape QUARANTINE_ROW_SHAPE;
void json_put_quarantine_row(JsonWriter *json, Arena *mem, const QuarantineRow *row);

#endif
