#include "store/revision.h"

#include "store/field_value.h"

static const char INSERT[] =
	"INSERT INTO revision (contract_id, number, kind, target, effective_on, known_at, recorded_at,\n"
	"                      order_key, recorded_by, signed_on, reason, change_order, source,\n"
	"                      source_key, import_id, hash)\n"
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";

static const char INSERT_CHANGE[] =
	"INSERT INTO revision_change (contract_id, number, place, field_id, op, number_value, text_value)\n"
	"VALUES ($1, $2, $3, $4, $5, $6, $7)";

static const char ADVANCE_HEAD[] =
	"UPDATE chain_head\n"
	"SET number = $1, hash = $2\n"
	"WHERE contract_id = $3 AND number = $4 AND hash = $5";

static const char SOURCE_FORMS[] =
	"SELECT contract_id, number, source_key, import_id\n"
	"FROM revision\n"
	"WHERE source = $1 AND source <> '' AND kind = 'revision'\n"
	"ORDER BY recorded_at, contract_id, number";

static const char CONTRACTS_OF_IMPORT[] =
	"SELECT DISTINCT contract_id\n"
	"FROM revision\n"
	"WHERE import_id = $1 AND import_id <> 0\n"
	"ORDER BY contract_id";

static const char *const KINDS[] = {"revision", "retraction"};
static const char *const OPS[] = {"set", "add"};

static void link_date(ChainLink *link, Date date)
{
	if (date_is_set(date))
		link_add_int(link, date.day);
	else
		link_add_null(link);
}

static void link_change(ChainLink *link, const Fields *fields, const Change *change)
{
	const Field *field = &fields->at[change->field];
	link_add_int(link, field->id);
	link_add_text(link, str_from_c(OPS[change->op]));
	if (!change->value.set || field_type_is_text(field->type))
		link_add_null(link);
	else
		link_add_int(link, change->value.number);
	if (!change->value.set || !field_type_is_text(field->type))
		link_add_null(link);
	else
		link_add_text(link, field_value_text(field, change->value));
}

Digest revision_link(const Digest *before, int64_t contract_id, const Fields *fields,
		     const Entry *entry)
{
	ChainLink link;
	link_init(&link, before);
	link_add_int(&link, contract_id);
	link_add_int(&link, entry->number);
	link_add_text(&link, str_from_c(KINDS[entry->kind]));
	if (entry->kind == ENTRY_RETRACTION)
		link_add_int(&link, entry->target);
	else
		link_add_null(&link);
	link_date(&link, entry->effective_on);
	link_add_int(&link, entry->known_at.us);
	link_add_int(&link, entry->recorded_at.us);
	link_add_text(&link, entry->order_key);
	link_add_text(&link, entry->recorded_by);
	link_date(&link, entry->signed_on);
	link_add_text(&link, entry->reason);
	link_add_text(&link, entry->change_order);
	link_add_text(&link, entry->source);
	link_add_text(&link, entry->source_key);
	link_add_int(&link, entry->import_id);
	link_add_int(&link, (int64_t)entry->change_count);
	for (size_t i = 0; i < entry->change_count; i++)
		link_change(&link, fields, &entry->changes[i]);
	return link_final(&link);
}

static MUST_CHECK bool insert_change(Db *db, const Fields *fields, int64_t contract_id,
				     int32_t number, size_t place, const Change *change, Err *err)
{
	DbStmt *stmt;
	const Field *field = &fields->at[change->field];
	if (!db_prepare(db, INSERT_CHANGE, "iiiitit", &stmt, err))
		return false;
	db_bind_int(stmt, 1, contract_id);
	db_bind_int(stmt, 2, number);
	db_bind_int(stmt, 3, (int64_t)place);
	db_bind_int(stmt, 4, field->id);
	db_bind_text(stmt, 5, str_from_c(OPS[change->op]));
	field_value_bind(stmt, 6, 7, field, change->value);
	return db_run(stmt, err);
}

bool revision_append(Db *db, const Fields *fields, const Entry *entry, ChainEnd *end, Err *err)
{
	DbStmt *stmt;
	Digest hash = revision_link(&end->hash, end->contract_id, fields, entry);
	if (!db_prepare(db, INSERT, "iitiiiittittttib", &stmt, err))
		return false;
	db_bind_int(stmt, 1, end->contract_id);
	db_bind_int(stmt, 2, entry->number);
	db_bind_text(stmt, 3, str_from_c(KINDS[entry->kind]));
	if (entry->kind == ENTRY_RETRACTION)
		db_bind_int(stmt, 4, entry->target);
	if (date_is_set(entry->effective_on))
		db_bind_int(stmt, 5, entry->effective_on.day);
	db_bind_int(stmt, 6, entry->known_at.us);
	db_bind_int(stmt, 7, entry->recorded_at.us);
	db_bind_text(stmt, 8, entry->order_key);
	db_bind_text(stmt, 9, entry->recorded_by);
	if (date_is_set(entry->signed_on))
		db_bind_int(stmt, 10, entry->signed_on.day);
	db_bind_text(stmt, 11, entry->reason);
	db_bind_text(stmt, 12, entry->change_order);
	db_bind_text(stmt, 13, entry->source);
	db_bind_text(stmt, 14, entry->source_key);
	db_bind_int(stmt, 15, entry->import_id);
	db_bind_blob(stmt, 16, (Str){(const char *)hash.bytes, sizeof hash.bytes});
	if (!db_run(stmt, err))
		return false;
	for (size_t i = 0; i < entry->change_count; i++) {
		if (!insert_change(db, fields, end->contract_id, entry->number, i,
				   &entry->changes[i], err))
			return false;
	}
	end->number = entry->number;
	end->hash = hash;
	return true;
}

bool revision_advance_head(Db *db, const ChainEnd *from, const ChainEnd *to, Err *err)
{
	DbStmt *stmt;
	int64_t changed;
	if (!db_prepare(db, ADVANCE_HEAD, "ibiib", &stmt, err))
		return false;
	db_bind_int(stmt, 1, to->number);
	db_bind_blob(stmt, 2, (Str){(const char *)to->hash.bytes, sizeof to->hash.bytes});
	db_bind_int(stmt, 3, from->contract_id);
	db_bind_int(stmt, 4, from->number);
	db_bind_blob(stmt, 5, (Str){(const char *)from->hash.bytes, sizeof from->hash.bytes});
	if (!db_run_count(stmt, &changed, err))
		return false;
	if (changed != 1)
		return fail(
			err, ERR_CONFLICT,
			"the contract was changed by somebody else in the meantime; read it again");
	return true;
}

bool revision_source_forms(Db *db, Arena *mem, Str source, SourceForms *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	VEC(SourceForm) forms = {0};
	Map newest;
	map_init(&newest, mem, (uint64_t)(uintptr_t)mem);
	if (!db_prepare(db, SOURCE_FORMS, "t", &stmt, err))
		return false;
	db_bind_text(stmt, 1, source);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	while (row) {
		SourceForm form = {db_text(stmt, 2, mem), db_int(stmt, 0), (int32_t)db_int(stmt, 1),
				   db_int(stmt, 3)};
		map_put(&newest, form.key, (int64_t)forms.len);
		*vec_push(mem, &forms) = form;
		if (!db_next(stmt, &row, err))
			return false;
	}
	*out = (SourceForms){forms.at, forms.len, newest};
	return true;
}

bool revision_contracts_of_import(Db *db, Arena *mem, int64_t import_id, int64_t **ids,
				  size_t *count, Err *err)
{
	DbStmt *stmt;
	bool row;
	VEC(int64_t) list = {0};
	if (!db_prepare(db, CONTRACTS_OF_IMPORT, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, import_id);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	while (row) {
		*vec_push(mem, &list) = db_int(stmt, 0);
		if (!db_next(stmt, &row, err))
			return false;
	}
	*ids = list.at;
	*count = list.len;
	return true;
}
