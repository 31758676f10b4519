#include "answer/check_json.h"

const Shape CHECK_SHAPE = {
	.name = "Check",
	.kind = SHAPE_OBJECT,
	.help = "the proof that the store holds what was written",
	SHAPE_MEMBERS(
		{"ok", &SHAPE_OF_BOOL, ALWAYS, "nothing was found"},
		{"contracts", &SHAPE_OF_INTEGER, ALWAYS, "verified"},
		{"entries", &SHAPE_OF_INTEGER, ALWAYS, "verified, link by link"},
		{"snapshots", &SHAPE_OF_INTEGER, ALWAYS, "equal to a rebuild"},
		{"documents", &SHAPE_OF_INTEGER, ALWAYS, "of the size and hash that were stored"},
		{"time_entries", &SHAPE_OF_INTEGER, ALWAYS,
		 "by their days; their sums equal a rebuild"},
		{"facts", &SHAPE_OF_INTEGER, ALWAYS,
		 "versions of other facts, as they were written"},
		{"head", &SHAPE_OF_TEXT, NULLABLE,
		 "newest recorded instant and hash over the newest links of all chains; keep it, "
		 "to prove later that nothing was lost"},
		{"findings", &SHAPE_OF_TEXTS, ALWAYS, "the first 100"}),
};

void json_put_check(JsonWriter *json, const CheckReport *report)
{
	json_write_begin_object(json);
	json_put_bool(json, "ok", report->finding_count == 0);
	json_put_count(json, "contracts", report->contracts);
	json_put_count(json, "entries", report->entries);
	json_put_count(json, "snapshots", report->snapshots);
	json_put_count(json, "documents", report->documents);
	json_put_count(json, "time_entries", report->time_entries);
	json_put_count(json, "facts", report->facts);
	json_put_member(json, "head", report->head);
	json_put_key(json, "findings");
	json_write_begin_array(json);
	for (size_t i = 0; i < report->finding_count; i++)
		json_write_string(json, report->findings[i].what);
	json_write_end_array(json);
	json_write_end_object(json);
}
