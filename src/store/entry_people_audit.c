#include "store/entry_people_audit.h"

#include "base/map.h"
#include "store/entry_people.h"

#include <inttypes.h>

enum { TEXT_MAX = 1 << 16 };

static const char ROWS[] =
	"SELECT resource_id, from_day, weeks, leave, sums\n"
	"FROM entry_sum_resource\n"
	"ORDER BY resource_id, from_day";

static const char RESOURCE_KEY[] =
	"SELECT key\n"
	"FROM resource\n"
	"WHERE id = $1";

/* What a row is found by: there are no other bytes between and behind these. */
typedef struct RowKey {
	int64_t resource_id;
	int64_t from_day;
} RowKey;

/* What a row holds, or should. */
typedef struct RowPrint {
	uint64_t sums; /* of all entries: what each adds does not hang on the others of its day */
	uint64_t entries;
	uint64_t weeks;
} RowPrint;

typedef struct PersonRow {
	RowKey key;
	RowPrint print;
	bool stored;
} PersonRow;

struct PeopleAudit {
	Arena *mem;
	Map rows; /* places by key */
	VEC(PersonRow *) list;
};

PeopleAudit *people_audit_new(Arena *mem)
{
	PeopleAudit *audit = ARENA_NEW(mem, PeopleAudit);
	audit->mem = mem;
	map_init(&audit->rows, mem, 1);
	return audit;
}

static uint64_t mix(uint64_t hash)
{
	hash = (hash ^ hash >> 31) * UINT64_C(0x9E3779B97F4A7C15);
	return hash ^ hash >> 29;
}

/* Seconds of a day and class count by a factor of their own, and so do entries. */
static void print_add(RowPrint *print, int64_t day, int32_t time_class, int64_t entries,
		      int64_t seconds)
{
	uint64_t factor = mix((uint64_t)(day * TIME_CLASSES + time_class) + 1);
	print->sums += (factor | 1) * (uint64_t)seconds + (mix(factor) | 1) * (uint64_t)entries;
	print->entries += (uint64_t)entries;
}

static PersonRow *find_row(const PeopleAudit *audit, RowKey key)
{
	int64_t place;
	Str bytes = {(const char *)&key, sizeof key};
	return map_get(&audit->rows, bytes, &place) ? audit->list.at[place] : NULL;
}

static PersonRow *row_at(PeopleAudit *audit, RowKey key)
{
	PersonRow *row = find_row(audit, key);
	if (row)
		return row;
	row = ARENA_NEW(audit->mem, PersonRow);
	row->key = key;
	map_put(&audit->rows, (Str){(const char *)&row->key, sizeof row->key},
		(int64_t)audit->list.len);
	*vec_push(audit->mem, &audit->list) = row;
	return row;
}

void people_audit_add(PeopleAudit *audit, const TimeEntry *entry)
{
	Date quarter = entry_quarter(entry->work_date);
	PersonRow *row = row_at(audit, (RowKey){entry->resource_id, quarter.day});
	print_add(&row->print, entry->work_date.day - quarter.day, time_class(entry), 1,
		  entry->seconds);
	if (entry->seconds > 0)
		row->print.weeks |= entry_week_bit(quarter, entry->work_date);
}

/* `*fits` becomes false: they are not in order, of no day of a quarter, or belong in the other text. Errors: ERR_CORRUPT */
static MUST_CHECK bool print_text(Str sums, Date quarter, bool leave, RowPrint *print, bool *fits,
				  Err *err)
{
	HourText text = hour_text_of(sums, INT64_MIN, INT64_MAX);
	PackedHours hours;
	int64_t last = -1;
	while (hour_text_next(&text, &hours)) {
		if (hours.at < 0 || hours.at >= ENTRY_QUARTER_MAX) {
			*fits = false;
			continue;
		}
		int64_t place = hours.at * TIME_CLASSES + hours.time_class;
		*fits = *fits && place > last && time_class_is_leave(hours.time_class) == leave;
		last = place;
		print_add(print, hours.at, hours.time_class, hours.entries, hours.seconds);
		if (hours.seconds > 0)
			print->weeks |=
				entry_week_bit(quarter, date_add(quarter, (int32_t)hours.at));
	}
	return hour_text_check(&text, err);
}

/* Whether the stored row at hand is as the entries make it. */
static MUST_CHECK bool compare_row(DbStmt *stmt, const PersonRow *made, Arena *mem, bool *same,
				   Err *err)
{
	RowPrint print = {0};
	bool fits = (uint64_t)db_int(stmt, 2) == made->print.weeks;
	Date quarter = {(int32_t)made->key.from_day};
	if (!print_text(db_text(stmt, 3, mem), quarter, true, &print, &fits, err) ||
	    !print_text(db_text(stmt, 4, mem), quarter, false, &print, &fits, err))
		return fail_in(err, "resource %" PRId64, made->key.resource_id);
	*same = fits && print.sums == made->print.sums && print.entries == made->print.entries &&
		print.weeks == made->print.weeks;
	return true;
}

typedef struct RowFault {
	RowKey key;
	const char *what;
} RowFault;

typedef VEC(RowFault) RowFaults;

static bool compare_rows(PeopleAudit *audit, Db *db, RowFaults *faults, Err *err)
{
	DbStmt *stmt;
	bool row;
	bool ok;
	Arena text;
	if (!db_prepare(db, ROWS, "", &stmt, err) || !db_query(stmt, err))
		return false;
	arena_init(&text);
	while ((ok = db_next(stmt, &row, err)) && row) {
		RowKey key = {db_int(stmt, 0), db_int(stmt, 1)};
		PersonRow *made = find_row(audit, key);
		bool same = false;
		arena_trim(&text, TEXT_MAX);
		if (made) {
			made->stored = true;
			ok = compare_row(stmt, made, &text, &same, err);
			if (!ok)
				break;
		}
		if (!same)
			*vec_push(audit->mem, faults) =
				(RowFault){key, made ? "the sums by person differ from the entries"
						     : "there are sums by person, but no entries"};
	}
	db_reset(stmt);
	arena_deinit(&text);
	return ok;
}

/* Tells a fault; only the first has a text that anybody reads. */
static MUST_CHECK bool tell(EntryFaults *faults, const RowFault *fault, Err *err)
{
	DbStmt *stmt;
	bool row;
	if (faults->count > 0) {
		entry_fault(faults, "%s", fault->what);
		return true;
	}
	if (!db_prepare(faults->db, RESOURCE_KEY, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, fault->key.resource_id);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	Str name = row ? db_text(stmt, 0, faults->mem) : STR("a person who is not there");
	db_reset(stmt);
	entry_fault(faults, "time entries of %.*s from %.*s: %s", STR_ARG(str_slice(name, 0, 300)),
		    STR_ARG(date_text(faults->mem, (Date){(int32_t)fault->key.from_day})),
		    fault->what);
	return true;
}

bool people_audit_end(PeopleAudit *audit, EntryFaults *out, Err *err)
{
	RowFaults faults = {0};
	if (!compare_rows(audit, out->db, &faults, err))
		return false;
	for (size_t i = 0; i < audit->list.len; i++) {
		if (!audit->list.at[i]->stored)
			*vec_push(audit->mem, &faults) =
				(RowFault){audit->list.at[i]->key,
					   "there are entries, but no sums by person"};
	}
	for (size_t i = 0; i < faults.len; i++) {
		if (!tell(out, &faults.at[i], err))
			return false;
	}
	return true;
}
