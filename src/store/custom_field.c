#include "store/custom_field.h"

static const char INSERT[] =
	"INSERT INTO custom_field (id, name, type, whole, unit, choices, help, created_at,\n"
	"                          created_by)\n"
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

static const char LOAD[] =
	"SELECT id, name, type, whole, unit, choices, help\n"
	"FROM custom_field\n"
	"ORDER BY id";

bool custom_field_insert(Db *db, const Field *field, Instant created_at, Str created_by, Err *err)
{
	DbStmt *stmt;
	int64_t changed;
	Arena scratch;
	if (!db_prepare(db, INSERT, "ittitttit", &stmt, err))
		return false;
	arena_init(&scratch);
	Buf choices = {.mem = &scratch};
	for (size_t i = 0; i < field->choice_count; i++) {
		buf_add(&choices, i > 0 ? STR("\n") : STR(""));
		buf_add(&choices, field->choices[i]);
	}
	db_bind_int(stmt, 1, field->id);
	db_bind_text(stmt, 2, field->name);
	db_bind_text(stmt, 3, str_from_c(field_type_name(field->type)));
	db_bind_int(stmt, 4, field->whole);
	db_bind_text(stmt, 5, field->unit);
	db_bind_text(stmt, 6, buf_str(&choices));
	db_bind_text(stmt, 7, field->help);
	db_bind_int(stmt, 8, created_at.us);
	db_bind_text(stmt, 9, created_by);
	arena_deinit(&scratch);
	return db_run_count(stmt, &changed, err);
}

static void split_lines(Arena *mem, Str text, Field *out)
{
	VEC(Str) lines = {0};
	for (size_t from = 0, at = 0; text.len > 0 && at <= text.len; at++) {
		if (at == text.len || text.ptr[at] == '\n') {
			*vec_push(mem, &lines) = str_slice(text, from, at);
			from = at + 1;
		}
	}
	out->choices = lines.at;
	out->choice_count = lines.len;
}

bool custom_field_load(Db *db, Arena *mem, Fields *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	VEC(Field) list = {0};
	if (!db_prepare(db, LOAD, "", &stmt, err) || !db_query(stmt, err) ||
	    !db_next(stmt, &row, err))
		return false;
	while (row) {
		Field field = {.id = db_int(stmt, 0), .name = db_text(stmt, 1, mem)};
		Str type = db_text(stmt, 2, mem);
		field.whole = db_int(stmt, 3) != 0;
		field.unit = db_text(stmt, 4, mem);
		split_lines(mem, db_text(stmt, 5, mem), &field);
		field.help = db_text(stmt, 6, mem);
		if (!field_type_parse(type, &field.type, err)) {
			err->code = ERR_CORRUPT;
			return fail_in(err, "custom field '%.*s'", STR_ARG(field.name));
		}
		*vec_push(mem, &list) = field;
		if (!db_next(stmt, &row, err))
			return false;
	}
	fields_init(out, mem, list.at, list.len);
	return true;
}
