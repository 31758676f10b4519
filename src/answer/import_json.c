#include "answer/import_json.h"

static const Shape COUNTS = {
	.kind = SHAPE_OBJECT,
	.help = "by the code of a warning: how many rows or contracts",
	.items = &SHAPE_OF_INTEGER,
};

#define ROW_COUNT_MEMBERS                                                                          \
	{"read", &SHAPE_OF_INTEGER, ALWAYS,                                                        \
	 "rows; all of them are accepted, corrected, unchanged or quarantined"},                   \
		{"accepted", &SHAPE_OF_INTEGER, ALWAYS, "rows that became a revision"},            \
		{"corrected", &SHAPE_OF_INTEGER, ALWAYS, "rows that were known and have changed"}, \
		{"unchanged", &SHAPE_OF_INTEGER, ALWAYS, "rows that were known"},                  \
	{                                                                                          \
		"quarantined", &SHAPE_OF_INTEGER, ALWAYS, "rows that could not be taken"           \
	}

static const Shape REJECT = {
	.name = "Reject",
	.kind = SHAPE_OBJECT,
	.help = "a row that could not be taken",
	SHAPE_MEMBERS({"line", &SHAPE_OF_INTEGER, ALWAYS, "in the file, from 1"},
		      {"column", &SHAPE_OF_TEXT, NULLABLE, "null: the whole row"},
		      {"reason", &SHAPE_OF_TEXT, ALWAYS, NULL}),
};
static const Shape REJECTS = {.kind = SHAPE_LIST, .items = &REJECT};

const Shape IMPORT_SUMMARY_SHAPE = {
	.name = "ImportSummary",
	.kind = SHAPE_OBJECT,
	.help = "what an import did, or with dry_run would do",
	SHAPE_MEMBERS(
		{"file", &SHAPE_OF_TEXT, ALWAYS, "its name"},
		{"mapping", &SHAPE_OF_TEXT, ALWAYS, NULL},
		{"source", &SHAPE_OF_TEXT, ALWAYS, "what its rows are told apart by"},
		{"import", &SHAPE_OF_ID, NULLABLE,
		 "null: nothing is recorded, by dry_run or since nothing was new"},
		{"dry_run", &SHAPE_OF_BOOL, ALWAYS, NULL}, ROW_COUNT_MEMBERS,
		{"waiting_already", &SHAPE_OF_INTEGER, ALWAYS,
		 "rows of those quarantined that wait already, just so, or were discarded"},
		{"contracts", &SHAPE_OF_INTEGER, ALWAYS, "that the file speaks of"},
		{"new_contracts", &SHAPE_OF_INTEGER, ALWAYS, "of them"},
		{"warnings", &COUNTS, ALWAYS, NULL}, {"rejects", &REJECTS, ALWAYS, "the first 20"},
		{"fact", &SHAPE_OF_TEXT, OPTIONAL,
		 "kind of its facts; missing, with all that follows: revisions of contracts"},
		{"deleted", &SHAPE_OF_INTEGER, OPTIONAL,
		 "facts that the file no longer holds, by `complete`"},
		{"totals_rows", &SHAPE_OF_INTEGER, OPTIONAL,
		 "rows of totals, which are not among those read"},
		{"running_timers", &SHAPE_OF_INTEGER, OPTIONAL,
		 "timers that still run, which are not among those read"},
		{"seconds", &SHAPE_OF_INTEGER, OPTIONAL,
		 "of time entries that were taken or are there already"},
		{"waiting_seconds", &SHAPE_OF_INTEGER, OPTIONAL, "of time entries in quarantine"},
		{"from", &SHAPE_OF_DATE, OPTIONAL_NULLABLE, "first day; null: none"},
		{"to", &SHAPE_OF_DATE, OPTIONAL_NULLABLE, "first day behind the last; null: none"}),
};

const Shape IMPORT_SHAPE = {
	.name = "Import",
	.kind = SHAPE_OBJECT,
	.help = "the record of an import",
	SHAPE_MEMBERS({"id", &SHAPE_OF_ID, ALWAYS, NULL},
		      {"file", &SHAPE_OF_TEXT, ALWAYS, "its name"},
		      {"mapping", &SHAPE_OF_TEXT, ALWAYS, NULL},
		      {"source", &SHAPE_OF_TEXT, ALWAYS, "what its rows are told apart by"},
		      {"bytes", &SHAPE_OF_INTEGER, ALWAYS, "size of the file"},
		      {"sha256", &SHAPE_OF_TEXT, NULLABLE, "of the file, hexadecimal"},
		      {"recorded_at", &SHAPE_OF_INSTANT, ALWAYS, NULL},
		      {"recorded_by", &SHAPE_OF_TEXT, ALWAYS, NULL}, ROW_COUNT_MEMBERS,
		      {"warnings", &COUNTS, ALWAYS, NULL}, {"undone", &SHAPE_OF_BOOL, ALWAYS, NULL},
		      {"undone_at", &SHAPE_OF_INSTANT, NULLABLE, "null: not undone"},
		      {"undone_by", &SHAPE_OF_TEXT, NULLABLE, "null: not undone"}),
};

const Shape UNDO_SHAPE = {
	.name = "ImportUndo",
	.kind = SHAPE_OBJECT,
	.help = "what undoing an import did",
	SHAPE_MEMBERS({"import", &SHAPE_OF_ID, ALWAYS, NULL},
		      {"file", &SHAPE_OF_TEXT, ALWAYS, "its name"},
		      {"retracted", &SHAPE_OF_INTEGER, ALWAYS, "revisions taken back"},
		      {"restored", &SHAPE_OF_INTEGER, ALWAYS,
		       "revisions that it had corrected, recorded again as they were"}),
};

static void put_row_counts(JsonWriter *json, uint64_t read, uint64_t accepted, uint64_t corrected,
			   uint64_t unchanged, uint64_t quarantined)
{
	json_put_count(json, "read", read);
	json_put_count(json, "accepted", accepted);
	json_put_count(json, "corrected", corrected);
	json_put_count(json, "unchanged", unchanged);
	json_put_count(json, "quarantined", quarantined);
}

static void put_rejects(JsonWriter *json, const ImportSummary *summary)
{
	json_put_key(json, "rejects");
	json_write_begin_array(json);
	for (size_t i = 0; i < summary->first_reject_count; i++) {
		const QuarantineRow *row = &summary->first_rejects[i];
		json_write_begin_object(json);
		json_put_count(json, "line", (uint64_t)row->line);
		json_put_member(json, "column", row->column);
		json_put_member(json, "reason", row->reason);
		json_write_end_object(json);
	}
	json_write_end_array(json);
}

static void put_facts(JsonWriter *json, Arena *mem, const ImportSummary *summary)
{
	json_put_member(json, "fact", str_from_c(fact_spec(summary->fact)->name));
	json_put_count(json, "deleted", summary->deleted);
	json_put_count(json, "totals_rows", summary->passed[PASS_TOTAL]);
	json_put_count(json, "running_timers", summary->passed[PASS_RUNNING]);
	json_put_count(json, "seconds", (uint64_t)summary->seconds);
	json_put_count(json, "waiting_seconds", (uint64_t)summary->waiting_seconds);
	json_put_date(json, "from", mem, summary->days.from);
	json_put_date(json, "to", mem, summary->days.to);
}

void json_put_import_summary(JsonWriter *json, Arena *mem, const ImportSummary *summary)
{
	json_write_begin_object(json);
	json_put_member(json, "file", summary->file);
	json_put_member(json, "mapping", summary->mapping);
	json_put_member(json, "source", summary->source);
	json_put_id(json, "import", summary->id);
	json_put_bool(json, "dry_run", summary->dry_run);
	put_row_counts(json, summary->read, summary->accepted, summary->corrected,
		       summary->unchanged, summary->quarantined);
	json_put_count(json, "waiting_already", summary->waiting_already);
	json_put_count(json, "contracts", summary->contracts);
	json_put_count(json, "new_contracts", summary->new_contracts);
	json_put_key(json, "warnings");
	json_write_begin_object(json);
	for (size_t i = 0; i < WARNING_CODES; i++) {
		if (summary->warnings[i] > 0)
			json_put_count(json, warning_name((WarningCode)i), summary->warnings[i]);
	}
	for (size_t i = 0; i < FACT_WARNINGS; i++) {
		if (summary->is_fact && summary->fact_warnings[i] > 0)
			json_put_count(json, fact_warning_name((FactWarning)i),
				       summary->fact_warnings[i]);
	}
	json_write_end_object(json);
	put_rejects(json, summary);
	if (summary->is_fact)
		put_facts(json, mem, summary);
	json_write_end_object(json);
}

bool import_read_warnings(Arena *mem, const ImportRecord *import, const JsonValue **out, Err *err)
{
	Err unread;
	const JsonValue *counts;
	bool ok =
		json_parse(mem, import->warnings, &counts, &unread) && counts->kind == JSON_OBJECT;
	for (size_t i = 0; ok && i < counts->len; i++)
		ok = counts->at[i].kind == JSON_NUMBER;
	if (!ok)
		return fail(err, ERR_CORRUPT,
			    "the warnings of import %lld are not counts by their kind",
			    (long long)import->id);
	*out = counts;
	return true;
}

void json_put_import(JsonWriter *json, Arena *mem, const ImportRecord *import,
		     const JsonValue *warnings)
{
	json_write_begin_object(json);
	json_put_id(json, "id", import->id);
	json_put_member(json, "file", import->file);
	json_put_member(json, "mapping", import->mapping);
	json_put_member(json, "source", import->source);
	json_put_count(json, "bytes", (uint64_t)import->file_bytes);
	json_put_member(json, "sha256", import->file_sha256);
	json_put_instant(json, "recorded_at", mem, import->recorded_at);
	json_put_member(json, "recorded_by", import->recorded_by);
	put_row_counts(json, (uint64_t)import->rows_read, (uint64_t)import->rows_accepted,
		       (uint64_t)import->rows_corrected, (uint64_t)import->rows_unchanged,
		       (uint64_t)import->rows_quarantined);
	json_put_key(json, "warnings");
	json_write_begin_object(json);
	for (size_t i = 0; i < warnings->len; i++) {
		json_write_key(json, warnings->at[i].key);
		json_write_number(json, warnings->at[i].text);
	}
	json_write_end_object(json);
	json_put_bool(json, "undone", import->undone);
	json_put_instant(json, "undone_at", mem, import->undone ? import->undone_at : INSTANT_MAX);
	json_put_member(json, "undone_by", import->undone ? import->undone_by : (Str){0});
	json_write_end_object(json);
}

void json_put_undo(JsonWriter *json, const UndoSummary *undo)
{
	json_write_begin_object(json);
	json_put_id(json, "import", undo->import.id);
	json_put_member(json, "file", undo->import.file);
	json_put_count(json, "retracted", undo->retracted);
	json_put_count(json, "restored", undo->restored);
	json_write_end_object(json);
}
