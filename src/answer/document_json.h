#ifndef PACTA_ANSWER_DOCUMENT_JSON_H
#define PACTA_ANSWER_DOCUMENT_JSON_H

#include "answer/json_put.h"
#include "app/documents.h"

extern const Shape DOCUMENT_SHAPE;
void json_put_document(JsonWriter *json, Arena *mem, const Document *document);

/* {"documents":[…],"total":2} */
extern const Shape DOCUMENTS_SHAPE;
void json_put_documents(JsonWriter *json, Arena *mem, const DocumentList *list);

#endif
