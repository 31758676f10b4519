#include "answer/document_json.h"

static const Shape SHA256 = {
	.kind = SHAPE_TEXT,
	.help = "64 hexadecimal digits",
	.minimum = DIGEST_HEX_SIZE,
	.maximum = DIGEST_HEX_SIZE,
};

const Shape DOCUMENT_SHAPE = {
	.name = "Document",
	.kind = SHAPE_OBJECT,
	.help = "a file that belongs to a contract, or the tombstone of one",
	SHAPE_MEMBERS({"id", &SHAPE_OF_ID, ALWAYS, NULL},
		      {"name", &SHAPE_OF_TEXT, ALWAYS, "the file's name"},
		      {"type", &SHAPE_OF_TEXT, ALWAYS, "its media type, as whoever stored it said"},
		      {"bytes", &SHAPE_OF_INTEGER, ALWAYS, "its size"},
		      {"sha256", &SHA256, ALWAYS, "the hash of its bytes"},
		      {"created_at", &SHAPE_OF_INSTANT, ALWAYS, "when it was stored"},
		      {"created_by", &SHAPE_OF_TEXT, ALWAYS, "who stored it"},
		      {"removed_at", &SHAPE_OF_INSTANT, NULLABLE,
		       "when its bytes were removed; null: they are there"},
		      {"removed_by", &SHAPE_OF_TEXT, NULLABLE, "who removed them"},
		      {"reason", &SHAPE_OF_TEXT, NULLABLE, "why they were removed"}),
};

static const Shape DOCUMENT_LIST = {.kind = SHAPE_LIST, .items = &DOCUMENT_SHAPE};

const Shape DOCUMENTS_SHAPE = {
	.name = "Documents",
	.kind = SHAPE_OBJECT,
	.help = "a contract's documents",
	SHAPE_MEMBERS({"documents", &DOCUMENT_LIST, ALWAYS, "newest first; tombstones too"},
		      {"total", &SHAPE_OF_INTEGER, ALWAYS, "how many there are"}),
};

void json_put_document(JsonWriter *json, Arena *mem, const Document *document)
{
	json_write_begin_object(json);
	json_put_id(json, "id", document->id);
	json_put_member(json, "name", document->name);
	json_put_member(json, "type", document->type);
	json_put_count(json, "bytes", (uint64_t)document->bytes);
	json_put_member(json, "sha256", digest_hex(mem, document->sha256));
	json_put_instant(json, "created_at", mem, document->created_at);
	json_put_member(json, "created_by", document->created_by);
	json_put_instant(json, "removed_at", mem,
			 document->removed ? document->removed_at : INSTANT_MAX);
	json_put_member(json, "removed_by", document->removed_by);
	json_put_member(json, "reason", document->reason);
	json_write_end_object(json);
}

void json_put_documents(JsonWriter *json, Arena *mem, const DocumentList *list)
{
	json_write_begin_object(json);
	json_put_key(json, "documents");
	json_write_begin_array(json);
	for (size_t i = 0; i < list->len; i++)
		json_put_document(json, mem, &list->at[i]);
	json_write_end_array(json);
	json_put_count(json, "total", list->len);
	json_write_end_object(json);
}
