#include "answer/import_json.h"

#include <sodium.h>

static const Shape BASE64 = {.kind = SHAPE_TEXT, .help = "Base64"};

const Shape QUARANTINE_ROW_SHAPE = {
	.name = "QuarantineRow",
	.kind = SHAPE_OBJECT,
	.help = "a row of an imported file that could not be taken, as received",
	SHAPE_MEMBERS({"id", &SHAPE_OF_ID, ALWAYS, NULL},
		      {"import", &SHAPE_OF_ID, NULLABLE, "null: it came by a stream"},
		      {"source", &SHAPE_OF_TEXT, ALWAYS, "of the import's mapping"},
		      {"file", &SHAPE_OF_TEXT, ALWAYS, "its name"},
		      {"line", &SHAPE_OF_INTEGER, ALWAYS, "in the file, from 1"},
		      {"column", &SHAPE_OF_TEXT, NULLABLE, "null: the whole row"},
		      {"reason", &SHAPE_OF_TEXT, ALWAYS, "why it could not be taken"},
		      {"row_key", &SHAPE_OF_TEXT, NULLABLE, "its identity within the source"},
		      {"raw", &SHAPE_OF_TEXT, NULLABLE,
		       "the row; bytes that are no text stand as U+FFFD"},
		      {"raw_base64", &BASE64, NULLABLE, "its bytes"},
		      {"raw_cut", &SHAPE_OF_BOOL, ALWAYS, "only its beginning was kept"},
		      {"raw_sha256", &SHAPE_OF_TEXT, ALWAYS, "of its bytes, hexadecimal"},
		      {"resolved_by", &SHAPE_OF_ID, NULLABLE,
		       "import that took it later; null: none did"},
		      {"waits", &SHAPE_OF_BOOL, ALWAYS, "neither taken nor discarded"},
		      {"discarded_at", &SHAPE_OF_INSTANT, NULLABLE, "null: it was not discarded"},
		      {"discarded_by", &SHAPE_OF_TEXT, NULLABLE, "null: it was not discarded"},
		      {"fact", &SHAPE_OF_TEXT, NULLABLE,
		       "kind of fact; null: a row of contracts, or of no known kind"},
		      {"code", &SHAPE_OF_TEXT, NULLABLE,
		       "why it waits, for machines; null: a row of contracts"},
		      {"subject", &SHAPE_OF_TEXT, NULLABLE,
		       "what is not known: project, client, task, person, contract or stream"},
		      {"unknown", &SHAPE_OF_TEXT, NULLABLE, "its name in the source"},
		      {"within", &SHAPE_OF_TEXT, NULLABLE,
		       "client of a project, contract of a task"},
		      {"seconds", &SHAPE_OF_INTEGER, ALWAYS, "of a time entry, else 0"},
		      {"record", &SHAPE_OF_TEXT, NULLABLE,
		       "the fact as it was read, as JSON; null: only the raw row is there"}),
};

/* A row may hold any bytes; JSON holds text alone. */
static Str base64(Arena *mem, Str bytes)
{
	size_t size = sodium_base64_encoded_len(bytes.len, sodium_base64_VARIANT_ORIGINAL);
	char *text = arena_alloc(mem, size);
	(void)sodium_bin2base64(text, size, (const unsigned char *)bytes.ptr, bytes.len,
				sodium_base64_VARIANT_ORIGINAL);
	return (Str){text, size - 1};
}

void json_put_quarantine_row(JsonWriter *json, Arena *mem, const QuarantineRow *row)
{
	json_write_begin_object(json);
	json_put_id(json, "id", row->id);
	json_put_id(json, "import", row->import_id);
	json_put_member(json, "source", row->source);
	json_put_member(json, "file", row->file);
	json_put_count(json, "line", (uint64_t)row->line);
	json_put_member(json, "column", row->column);
	json_put_member(json, "reason", row->reason);
	json_put_member(json, "row_key", row->row_key);
	json_put_member(json, "raw", row->raw);
	json_put_member(json, "raw_base64", base64(mem, row->raw));
	json_put_bool(json, "raw_cut", row->raw_cut);
	json_put_member(json, "raw_sha256", row->raw_sha256);
	json_put_id(json, "resolved_by", row->resolved_by_import);
	json_put_bool(json, "waits", row->waits);
	json_put_instant(json, "discarded_at", mem,
			 row->discarded_by.len > 0 ? row->discarded_at : INSTANT_MAX);
	json_put_member(json, "discarded_by", row->discarded_by);
	json_put_member(json, "fact", row->fact);
	json_put_member(json, "code", row->code);
	json_put_member(json, "subject", row->subject);
	json_put_member(json, "unknown", row->unknown);
	json_put_member(json, "within", row->within);
	json_put_count(json, "seconds", (uint64_t)row->seconds);
	json_put_member(json, "record", row->record);
	json_write_end_object(json);
}
