#include "store/revision.h"

#include "store/field_value.h"

/* Two readings run side by side, both by contract and number: entries and their changes. */

#define ENTRY_COLUMNS                                                                                 \
	"SELECT contract_id, number, kind, target, effective_on, known_at, recorded_at, order_key,\n" \
	"       recorded_by, signed_on, reason, change_order, source, source_key, import_id, hash\n"  \
	"FROM revision\n"

#define CHANGE_COLUMNS                                                                \
	"SELECT contract_id, number, place, field_id, op, number_value, text_value\n" \
	"FROM revision_change\n"

#define OF_ACCOUNT "WHERE contract_id IN (SELECT id FROM contract WHERE account_id = $1)\n"
#define OF_CONTRACT "WHERE contract_id = $1\n"
#define OF_ALL "WHERE $1 = 0\n"

static const char ENTRIES_OF_ALL[] = ENTRY_COLUMNS OF_ALL "ORDER BY contract_id, number";
static const char ENTRIES_OF_CONTRACT[] = ENTRY_COLUMNS OF_CONTRACT "ORDER BY contract_id, number";
static const char ENTRIES_OF_ACCOUNT[] = ENTRY_COLUMNS OF_ACCOUNT "ORDER BY contract_id, number";
static const char CHANGES_OF_ALL[] = CHANGE_COLUMNS OF_ALL "ORDER BY contract_id, number, place";
static const char CHANGES_OF_CONTRACT[] =
	CHANGE_COLUMNS OF_CONTRACT "ORDER BY contract_id, number, place";
static const char CHANGES_OF_ACCOUNT[] =
	CHANGE_COLUMNS OF_ACCOUNT "ORDER BY contract_id, number, place";

static const char RECORDED[] =
	"SELECT recorded_by, recorded_at\n"
	"FROM revision\n"
	"WHERE contract_id = $1 AND number = $2";

enum { VISIT_BYTES = 48 * 1024 }; /* of memory, before what earlier visits needed is freed */

typedef struct Scan {
	const Fields *fields;
	DbStmt *entries;
	DbStmt *changes;
	bool entry; /* there is a present row */
	bool change;
} Scan;

static bool fail_row(int64_t contract_id, int64_t number, const char *what, Err *err)
{
	return fail(err, ERR_CORRUPT, "revision %lld of contract %lld: %s", (long long)number,
		    (long long)contract_id, what);
}

static MUST_CHECK bool read_change(Scan *scan, Arena *mem, Change *out, Err *err)
{
	DbStmt *stmt = scan->changes;
	int64_t contract_id = db_int(stmt, 0);
	int64_t number = db_int(stmt, 1);
	Str op = db_text(stmt, 4, mem);
	if (!fields_find_id(scan->fields, db_int(stmt, 3), &out->field))
		return fail_row(contract_id, number, "it changes a field that is not declared",
				err);
	if (!str_eq_c(op, "set") && !str_eq_c(op, "add"))
		return fail_row(contract_id, number, "a change is neither set nor add", err);
	out->op = str_eq_c(op, "add") ? CHANGE_ADD : CHANGE_SET;
	if (!field_value_read(stmt, mem, 5, 6, &scan->fields->at[out->field], &out->value))
		return fail_row(contract_id, number,
				"a change has a value that its field cannot hold", err);
	return db_next(stmt, &scan->change, err);
}

/* The changes of the entry just read, which must be numbered 0, 1, 2 … */
static MUST_CHECK bool read_changes(Scan *scan, Arena *mem, int64_t contract_id, Entry *entry,
				    Err *err)
{
	VEC(Change) list = {0};
	while (scan->change && db_int(scan->changes, 0) == contract_id &&
	       db_int(scan->changes, 1) == entry->number) {
		if (db_int(scan->changes, 2) != (int64_t)list.len)
			return fail_row(contract_id, entry->number,
					"its changes are not numbered 0, 1, 2 …", err);
		if (!read_change(scan, mem, vec_push(mem, &list), err))
			return false;
	}
	entry->changes = list.at;
	entry->change_count = list.len;
	return true;
}

static MUST_CHECK bool read_entry(Scan *scan, Arena *mem, int32_t expected, Entry *out,
				  Digest *hash, Err *err)
{
	DbStmt *stmt = scan->entries;
	int64_t contract_id = db_int(stmt, 0);
	int64_t number = db_int(stmt, 1);
	Str kind = db_text(stmt, 2, mem);
	*out = (Entry){
		.number = (int32_t)number,
		.kind = str_eq_c(kind, "retraction") ? ENTRY_RETRACTION : ENTRY_REVISION,
		.known_at = {db_int(stmt, 5)},
		.recorded_at = {db_int(stmt, 6)},
		.order_key = db_text(stmt, 7, mem),
		.recorded_by = db_text(stmt, 8, mem),
		.reason = db_text(stmt, 10, mem),
		.change_order = db_text(stmt, 11, mem),
		.source = db_text(stmt, 12, mem),
		.source_key = db_text(stmt, 13, mem),
		.import_id = db_int(stmt, 14),
	};
	if (number != expected)
		return fail_row(contract_id, expected, "it is missing", err);
	if (!db_is_null(stmt, 3)) {
		int64_t target = db_int(stmt, 3);
		out->target = target > 0 && target < number ? (int32_t)target : 0;
	}
	bool dates = field_value_read_day(stmt, 4, &out->effective_on) &&
		     field_value_read_day(stmt, 9, &out->signed_on);
	bool hashed = digest_from_bytes(db_blob(stmt, 15, mem), hash);
	bool retracts = out->kind == ENTRY_RETRACTION;
	bool sound = dates && hashed && !db_type_failed(stmt) &&
		     (retracts || str_eq_c(kind, "revision")) && retracts == (out->target > 0) &&
		     retracts == !date_is_set(out->effective_on);
	if (!sound)
		return fail_row(contract_id, number, "a column does not hold what was written",
				err);
	return db_next(stmt, &scan->entry, err) && read_changes(scan, mem, contract_id, out, err);
}

/* Reads the entries of the contract that the scan stands on. */
static MUST_CHECK bool read_history(Scan *scan, Arena *mem, StoredHistory *out, Err *err)
{
	int64_t contract_id = db_int(scan->entries, 0);
	VEC(Entry) entries = {0};
	VEC(Digest) hashes = {0};
	while (scan->entry && db_int(scan->entries, 0) == contract_id) {
		int32_t expected = (int32_t)entries.len + 1;
		if (!read_entry(scan, mem, expected, vec_push(mem, &entries),
				vec_push(mem, &hashes), err))
			return false;
	}
	if (scan->change && db_int(scan->changes, 0) <= contract_id)
		return fail_row(db_int(scan->changes, 0), db_int(scan->changes, 1),
				"it has changes, but is missing itself", err);
	*out = (StoredHistory){contract_id, entries.at, hashes.at, entries.len};
	return true;
}

static MUST_CHECK bool scan_open(Db *db, const Fields *fields, HistoryScope scope, int64_t id,
				 Scan *out, Err *err)
{
	static const char *const entries[] = {ENTRIES_OF_ALL, ENTRIES_OF_CONTRACT,
					      ENTRIES_OF_ACCOUNT};
	static const char *const changes[] = {CHANGES_OF_ALL, CHANGES_OF_CONTRACT,
					      CHANGES_OF_ACCOUNT};
	Scan scan = {.fields = fields};
	if (!db_prepare(db, entries[scope], "i", &scan.entries, err) ||
	    !db_prepare(db, changes[scope], "i", &scan.changes, err))
		return false;
	db_bind_int(scan.entries, 1, id);
	db_bind_int(scan.changes, 1, id);
	if (!db_query(scan.entries, err) || !db_next(scan.entries, &scan.entry, err) ||
	    !db_query(scan.changes, err) || !db_next(scan.changes, &scan.change, err))
		return false;
	*out = scan;
	return true;
}

static void scan_close(Scan *scan)
{
	db_reset(scan->entries);
	db_reset(scan->changes);
}

bool revision_visit(Db *db, const Fields *fields, HistoryScope scope, int64_t id,
		    HistoryVisitor visit, void *context, Err *err)
{
	Scan scan;
	if (!scan_open(db, fields, scope, scope == HISTORY_OF_ALL ? 0 : id, &scan, err))
		return false;
	Arena mem;
	arena_init(&mem);
	bool ok = true;
	while (ok && scan.entry) {
		StoredHistory history;
		ok = read_history(&scan, &mem, &history, err) &&
		     visit(context, &mem, &history, err);
		arena_trim(&mem, VISIT_BYTES);
	}
	arena_deinit(&mem);
	if (ok && scan.change)
		ok = fail_row(db_int(scan.changes, 0), db_int(scan.changes, 1),
			      "it has changes, but is missing itself", err);
	scan_close(&scan);
	return ok;
}

bool revision_load(Db *db, Arena *mem, const Fields *fields, int64_t contract_id,
		   StoredHistory *out, Err *err)
{
	Scan scan;
	StoredHistory history = {.contract_id = contract_id};
	if (!scan_open(db, fields, HISTORY_OF_CONTRACT, contract_id, &scan, err))
		return false;
	bool ok = !scan.entry || read_history(&scan, mem, &history, err);
	if (ok)
		*out = history;
	scan_close(&scan);
	return ok;
}

bool revision_recorded(Db *db, Arena *mem, int64_t contract_id, int32_t number, Str *by,
		       Instant *at, Err *err)
{
	DbStmt *stmt;
	bool row;
	if (!db_prepare(db, RECORDED, "ii", &stmt, err))
		return false;
	db_bind_int(stmt, 1, contract_id);
	db_bind_int(stmt, 2, number);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	if (!row)
		return fail_row(contract_id, number, "it is missing", err);
	*by = db_text(stmt, 0, mem);
	at->us = db_int(stmt, 1);
	db_reset(stmt);
	return true;
}
