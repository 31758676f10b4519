/* Reading facts: as known at an instant, all versions, and how they are without some imports. */

#include "store/fact_row.h"
#include "store/fact_table.h"
#include "store/facts.h"
#include "store/standing.h"

#include <assert.h>
#include <stdlib.h>

static const char CONTRACT_KEYS[] =
	"SELECT id, key\n"
	"FROM contract\n"
	"ORDER BY id";

static const char CONTRACT_KEY[] =
	"SELECT id, key\n"
	"FROM contract\n"
	"WHERE id = $1";

static const char RESOURCE_KEYS[] =
	"SELECT id, key\n"
	"FROM resource\n"
	"ORDER BY id";

static const char RESOURCE_KEY[] =
	"SELECT id, key\n"
	"FROM resource\n"
	"WHERE id = $1";

typedef struct Key {
	int64_t id;
	Str key;
} Key;

/* A fact with values that its names can still be put into. */
typedef struct Row {
	Fact fact;
	FactValue *values;
	int64_t until_import;
} Row;

typedef struct Rows {
	FactKind kind;
	Row *at;
	size_t len;
	size_t cap;
} Rows;

static MUST_CHECK bool read_rows(DbStmt *stmt, Arena *mem, Rows *rows, Err *err)
{
	size_t fields = fact_spec(rows->kind)->field_count;
	Str source = {0};
	bool row;
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	while (row) {
		Row *added = vec_push(mem, rows);
		added->values = ARENA_ARRAY(mem, FactValue, fields);
		if (!fact_read(stmt, mem, rows->kind, source, added->values, &added->fact, err)) {
			db_reset(stmt);
			return false;
		}
		added->until_import = db_int(stmt, 6);
		source = added->fact.source;
		if (!db_next(stmt, &row, err))
			return false;
	}
	return true;
}

enum { FEW_IDS = 16 }; /* that are named one by one, not out of all */

/* The ids that values of the field have, ascending; at most FEW_IDS. False: there are more. */
static bool few_ids(const Rows *rows, size_t place, int64_t *ids, size_t *count)
{
	size_t len = 0;
	for (size_t i = 0; i < rows->len; i++) {
		const FactValue *value = &rows->at[i].values[place];
		size_t at = len;
		if (!value->set)
			continue;
		while (at > 0 && ids[at - 1] > value->number)
			at--;
		if (at > 0 && ids[at - 1] == value->number)
			continue;
		if (len == FEW_IDS)
			return false;
		for (size_t j = len++; j > at; j--)
			ids[j] = ids[j - 1];
		ids[at] = value->number;
	}
	*count = len;
	return true;
}

typedef VEC(Key) KeyVec;

/* Adds that of an id, or, where it is NULL, those of all. */
static MUST_CHECK bool read_keys(Db *db, Arena *mem, const char *sql, const int64_t *id,
				 KeyVec *keys, Err *err)
{
	DbStmt *stmt;
	bool row;
	if (!db_prepare(db, sql, id ? "i" : "", &stmt, err))
		return false;
	if (id)
		db_bind_int(stmt, 1, *id);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	while (row) {
		*vec_push(mem, keys) = (Key){db_int(stmt, 0), db_text(stmt, 1, mem)};
		if (!db_next(stmt, &row, err))
			return false;
	}
	return true;
}

/* By id. */
static MUST_CHECK bool keys_of_field(Db *db, Arena *mem, const Rows *rows, size_t place,
				     KeyVec *keys, Err *err)
{
	FactType type = fact_spec(rows->kind)->fields[place].type;
	bool contracts = type == FACT_CONTRACT;
	int64_t ids[FEW_IDS];
	size_t count;
	if (!few_ids(rows, place, ids, &count))
		return read_keys(db, mem, contracts ? CONTRACT_KEYS : RESOURCE_KEYS, NULL, keys,
				 err);
	for (size_t i = 0; i < count; i++) {
		if (!read_keys(db, mem, contracts ? CONTRACT_KEY : RESOURCE_KEY, &ids[i], keys,
			       err))
			return false;
	}
	return true;
}

static int compare_key(const void *id, const void *key)
{
	int64_t a = *(const int64_t *)id;
	int64_t b = ((const Key *)key)->id;
	return a < b ? -1 : a > b;
}

static MUST_CHECK bool name_field(Db *db, Arena *mem, Rows *rows, size_t place, Err *err)
{
	FactType type = fact_spec(rows->kind)->fields[place].type;
	KeyVec keys = {0};
	if (!keys_of_field(db, mem, rows, place, &keys, err))
		return false;
	for (size_t i = 0; i < rows->len; i++) {
		FactValue *value = &rows->at[i].values[place];
		if (!value->set)
			continue;
		const Key *key = keys.len == 0 ? NULL
					       : bsearch(&value->number, keys.at, keys.len,
							 sizeof *keys.at, compare_key);
		if (!key)
			return fail(err, ERR_CORRUPT, "%s '%.*s': there is no %s with id %lld",
				    fact_spec(rows->kind)->name,
				    STR_ARG(str_slice(rows->at[i].fact.identity, 0, 100)),
				    type == FACT_CONTRACT ? "contract" : "resource",
				    (long long)value->number);
		value->text = key->key;
	}
	return true;
}

static MUST_CHECK bool name_rows(Db *db, Arena *mem, Rows *rows, Err *err)
{
	const FactSpec *spec = fact_spec(rows->kind);
	for (size_t i = 0; rows->len > 0 && i < spec->field_count; i++) {
		FactType type = spec->fields[i].type;
		if ((type == FACT_CONTRACT || type == FACT_RESOURCE_NAME) &&
		    !name_field(db, mem, rows, i, err))
			return false;
	}
	return true;
}

static FactList list_of(Arena *mem, const Rows *rows)
{
	FactList list = {ARENA_ARRAY(mem, Fact, rows->len), rows->len};
	for (size_t i = 0; i < rows->len; i++)
		list.at[i] = rows->at[i].fact;
	return list;
}

/* One contract and one identity: the identity finds, the contract is looked at here. */
static void keep_contract(Rows *rows, int64_t contract_id)
{
	size_t kept = 0;
	for (size_t i = 0; i < rows->len; i++) {
		if (rows->at[i].fact.contract_id == contract_id)
			rows->at[kept++] = rows->at[i];
	}
	rows->len = kept;
}

/* Identities of facts of a person begin with the id and a tab: the byte behind that ends their range. */
static void bind_person(DbStmt *stmt, Arena *mem, int64_t resource_id)
{
	db_bind_text(stmt, 4, str_format(mem, "%lld\t", (long long)resource_id));
	db_bind_text(stmt, 5, str_format(mem, "%lld\n", (long long)resource_id));
}

bool facts_list(Db *db, Arena *mem, const FactFilter *filter, FactList *out, Err *err)
{
	const FactTable *table = fact_table(filter->kind);
	bool by_identity = filter->identity.len > 0;
	bool by_contract = filter->contract_id != 0 && !by_identity && table->list_contract;
	bool by_person = filter->resource_id != 0 && !by_identity && table->list_person;
	DbStmt *stmt;
	Rows rows = {.kind = filter->kind};
	assert(filter->resource_id == 0 || filter->kind == FACT_RESOURCE);
	if (!db_prepare(db,
			by_identity   ? table->list_identity
			: by_contract ? table->list_contract
			: by_person   ? table->list_person
				      : table->list,
			by_identity   ? "iitt"
			: by_contract ? "iiti"
			: by_person   ? "iittt"
				      : "iit",
			&stmt, err))
		return false;
	/* What holds is known until INSTANT_MAX, so "now" is the instant before. */
	int64_t known = filter->known.us == INT64_MAX ? INT64_MAX - 1 : filter->known.us;
	db_bind_int(stmt, 1, filter->versions ? INT64_MIN : known);
	db_bind_int(stmt, 2, filter->versions ? INT64_MAX : known);
	db_bind_text(stmt, 3, filter->source);
	if (by_identity)
		db_bind_text(stmt, 4, filter->identity);
	else if (by_contract)
		db_bind_int(stmt, 4, filter->contract_id);
	if (by_person)
		bind_person(stmt, mem, filter->resource_id);
	if (!read_rows(stmt, mem, &rows, err))
		return false;
	if (filter->contract_id != 0 && !by_contract)
		keep_contract(&rows, filter->contract_id);
	if (!name_rows(db, mem, &rows, err))
		return false;
	*out = list_of(mem, &rows);
	return true;
}

/* By identity, then in time. */
static int compare_rows(const void *a, const void *b)
{
	const Fact *x = &((const Row *)a)->fact;
	const Fact *y = &((const Row *)b)->fact;
	int order = str_cmp(x->identity, y->identity);
	if (order == 0 && fact_spec(x->kind)->sourced)
		order = str_cmp(x->source, y->source);
	if (order != 0)
		return order;
	return x->known_at.us < y->known_at.us ? -1 : x->known_at.us > y->known_at.us;
}

static bool same_identity(const Fact *a, const Fact *b)
{
	return str_eq(a->identity, b->identity) &&
	       (!fact_spec(a->kind)->sourced || str_eq(a->source, b->source));
}

typedef struct Without {
	Db *db;
	Arena *mem;
	int64_t import_id;
	UndoneImports undone;
	Rows gone; /* of one kind */
	Rows restored;
} Without;

static MUST_CHECK bool read_versions(const Without *w, const Fact *fact, Rows *out, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(w->db, fact_table(fact->kind)->list_identity, "iitt", &stmt, err))
		return false;
	db_bind_int(stmt, 1, INT64_MIN);
	db_bind_int(stmt, 2, INT64_MAX);
	db_bind_text(stmt, 3, fact_spec(fact->kind)->sourced ? fact->source : (Str){0});
	db_bind_text(stmt, 4, fact->identity);
	*out = (Rows){.kind = fact->kind};
	return read_rows(stmt, w->mem, out, err);
}

/* What stands of a fact, and what holds of it: where these differ, one goes and the other comes back. */
static MUST_CHECK bool settle_fact(Without *w, const Fact *fact, Err *err)
{
	Rows versions;
	Spans spans = {0};
	Instant at;
	const Row *now = NULL;
	const Row *wanted = NULL;
	if (!read_versions(w, fact, &versions, err))
		return false;
	for (size_t i = 0; i < versions.len; i++) {
		const Fact *version = &versions.at[i].fact;
		*vec_push(w->mem, &spans) = (Span){version->known_at, version->known_until,
						   version->import_id, versions.at[i].until_import};
		if (version->known_until.us == INSTANT_MAX.us)
			now = &versions.at[i];
	}
	bool stands = spans_standing(&spans, w->undone, &at);
	for (size_t i = 0; stands && i < versions.len; i++) {
		if (span_covers(&spans.at[i], at))
			wanted = &versions.at[i];
	}
	if (now && wanted && now->fact.fingerprint == wanted->fact.fingerprint &&
	    now->fact.import_id == wanted->fact.import_id && now->fact.line == wanted->fact.line)
		return true;
	if (now) {
		Row *gone = vec_push(w->mem, &w->gone);
		*gone = *now;
		gone->fact.import_id = w->import_id;
	}
	if (wanted)
		*vec_push(w->mem, &w->restored) = *wanted;
	return true;
}

static MUST_CHECK bool settle_kind(Without *w, FactKind kind, Err *err)
{
	Rows rows = {.kind = kind};
	DbStmt *stmt;
	w->gone = w->restored = (Rows){.kind = kind};
	if (!db_prepare(w->db, fact_table(kind)->of_import, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, w->import_id);
	if (!read_rows(stmt, w->mem, &rows, err))
		return false;
	if (rows.len > 0)
		qsort(rows.at, rows.len, sizeof *rows.at, compare_rows);
	for (size_t i = 0; i < rows.len; i++) {
		const Fact *fact = &rows.at[i].fact;
		if ((i == 0 || !same_identity(&rows.at[i - 1].fact, fact)) &&
		    !settle_fact(w, fact, err))
			return false;
	}
	return name_rows(w->db, w->mem, &w->gone, err) &&
	       name_rows(w->db, w->mem, &w->restored, err);
}

static void append(Arena *mem, const Rows *rows, Rows *all)
{
	for (size_t i = 0; i < rows->len; i++)
		*vec_push(mem, all) = rows->at[i];
}

bool facts_without(Db *db, Arena *mem, int64_t import_id, UndoneImports undone, FactsWithout *out,
		   Err *err)
{
	Without w = {.db = db, .mem = mem, .import_id = import_id, .undone = undone};
	Rows gone = {0};
	Rows restored = {0};
	for (FactKind kind = FACT_TIME_ENTRY + 1; kind < FACT_KINDS; kind++) {
		if (!settle_kind(&w, kind, err))
			return false;
		append(mem, &w.gone, &gone);
		append(mem, &w.restored, &restored);
	}
	*out = (FactsWithout){list_of(mem, &gone), list_of(mem, &restored)};
	return true;
}
