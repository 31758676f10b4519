#include "store/link.h"

#define COLUMNS                                                                                      \
	"SELECT id, source, subject, glob, name, within_name, from_date, to_date, target,\n"         \
	"       contract_id, task_id, resource_id, created_at, created_by, removed_at, removed_by\n" \
	"FROM link\n"

static const char INSERT[] =
	"INSERT INTO link (id, source, subject, glob, name, within_name, from_date, to_date, target,\n"
	"                  contract_id, task_id, resource_id, created_at, created_by)\n"
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

static const char REMOVE[] =
	"UPDATE link\n"
	"SET removed_at = $1, removed_by = $2\n"
	"WHERE id = $3";

static const char LIST[] = COLUMNS
	"WHERE $1 = 1 OR removed_at IS NULL\n"
	"ORDER BY id";

static const char FIND[] = COLUMNS "WHERE id = $1";

static const char *const SUBJECTS[LINK_SUBJECTS] = {
	[LINK_PROJECT] = "project",
	[LINK_CLIENT] = "client",
	[LINK_TASK] = "task",
	[LINK_PERSON] = "person",
};

static const char *const TARGETS[LINK_TARGETS] = {
	[LINK_TO_CONTRACT] = "contract", [LINK_TO_INTERNAL] = "internal", [LINK_TO_LEAVE] = "leave",
	[LINK_TO_TASK] = "task",         [LINK_TO_RESOURCE] = "resource",
};

const char *link_subject_name(LinkSubject subject)
{
	return SUBJECTS[subject];
}

const char *link_target_name(LinkTarget target)
{
	return TARGETS[target];
}

static void bind_date(DbStmt *stmt, int index, Date date)
{
	if (date_is_set(date))
		db_bind_int(stmt, index, date.day);
}

static void bind_id(DbStmt *stmt, int index, int64_t id)
{
	if (id != 0)
		db_bind_int(stmt, index, id);
}

bool link_insert(Db *db, const Link *link, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, INSERT, "ittittiitiiiit", &stmt, err))
		return false;
	db_bind_int(stmt, 1, link->id);
	db_bind_text(stmt, 2, link->source);
	db_bind_text(stmt, 3, str_from_c(link_subject_name(link->subject)));
	db_bind_int(stmt, 4, link->glob);
	db_bind_text(stmt, 5, link->name);
	db_bind_text(stmt, 6, link->within);
	bind_date(stmt, 7, link->days.from);
	bind_date(stmt, 8, link->days.to);
	db_bind_text(stmt, 9, str_from_c(link_target_name(link->target)));
	bind_id(stmt, 10, link->contract_id);
	bind_id(stmt, 11, link->task_id);
	bind_id(stmt, 12, link->resource_id);
	db_bind_int(stmt, 13, link->created_at.us);
	db_bind_text(stmt, 14, link->created_by);
	return db_run(stmt, err);
}

bool link_remove(Db *db, int64_t id, Instant at, Str by, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, REMOVE, "iti", &stmt, err))
		return false;
	db_bind_int(stmt, 1, at.us);
	db_bind_text(stmt, 2, by);
	db_bind_int(stmt, 3, id);
	return db_run(stmt, err);
}

/* The place of a stored word among `count` names. */
static MUST_CHECK bool read_word(Str word, const char *const *names, int count, int *out, Err *err)
{
	for (int i = 0; i < count; i++) {
		if (str_eq_c(word, names[i])) {
			*out = i;
			return true;
		}
	}
	return fail(err, ERR_CORRUPT, "a link names '%.*s'", STR_ARG(str_slice(word, 0, 60)));
}

static Date read_date(DbStmt *stmt, int column)
{
	return db_is_null(stmt, column) ? DATE_NONE : (Date){(int32_t)db_int(stmt, column)};
}

static int64_t read_id(DbStmt *stmt, int column)
{
	return db_is_null(stmt, column) ? 0 : db_int(stmt, column);
}

static MUST_CHECK bool read_link(DbStmt *stmt, Arena *mem, Link *out, Err *err)
{
	int subject;
	int target;
	if (!read_word(db_text(stmt, 2, mem), SUBJECTS, LINK_SUBJECTS, &subject, err) ||
	    !read_word(db_text(stmt, 8, mem), TARGETS, LINK_TARGETS, &target, err))
		return false;
	*out = (Link){
		.id = db_int(stmt, 0),
		.source = db_text(stmt, 1, mem),
		.subject = (LinkSubject)subject,
		.glob = db_int(stmt, 3) != 0,
		.name = db_text(stmt, 4, mem),
		.within = db_text(stmt, 5, mem),
		.days = {read_date(stmt, 6), read_date(stmt, 7)},
		.target = (LinkTarget)target,
		.contract_id = read_id(stmt, 9),
		.task_id = read_id(stmt, 10),
		.resource_id = read_id(stmt, 11),
		.created_at = {db_int(stmt, 12)},
		.created_by = db_text(stmt, 13, mem),
		.removed = !db_is_null(stmt, 14),
	};
	if (out->removed) {
		out->removed_at = (Instant){db_int(stmt, 14)};
		out->removed_by = db_text(stmt, 15, mem);
	}
	return true;
}

bool links_list(Db *db, Arena *mem, bool removed, Links *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	VEC(Link) list = {0};
	if (!db_prepare(db, LIST, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, removed);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	while (row) {
		if (!read_link(stmt, mem, vec_push(mem, &list), err)) {
			db_reset(stmt);
			return false;
		}
		if (!db_next(stmt, &row, err))
			return false;
	}
	*out = (Links){list.at, list.len};
	return true;
}

bool link_find(Db *db, Arena *mem, int64_t id, Link *out, bool *found, Err *err)
{
	DbStmt *stmt;
	bool row;
	if (!db_prepare(db, FIND, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, id);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	bool ok = !row || read_link(stmt, mem, out, err);
	if (ok)
		*found = row;
	db_reset(stmt);
	return ok;
}
