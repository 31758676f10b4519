#include "store/dimension.h"

static const char LIST_SOURCES[] =
	"SELECT id, name\n"
	"FROM fact_source\n"
	"ORDER BY name";

static const char INSERT_SOURCE[] =
	"INSERT INTO fact_source (id, name)\n"
	"VALUES ($1, $2)";

static const char LIST_RESOURCES[] =
	"SELECT id, key, declared\n"
	"FROM resource\n"
	"ORDER BY key";

static const char FIND_RESOURCE[] =
	"SELECT id, key, declared\n"
	"FROM resource\n"
	"WHERE id = $1";

static const char FIND_RESOURCE_KEY[] =
	"SELECT id, key, declared\n"
	"FROM resource\n"
	"WHERE key = $1";

static const char INSERT_RESOURCE[] =
	"INSERT INTO resource (id, key, declared)\n"
	"VALUES ($1, $2, $3)";

static const char DECLARE_RESOURCE[] =
	"UPDATE resource\n"
	"SET declared = 1\n"
	"WHERE id = $1";

static const char LIST_TASKS[] =
	"SELECT id, contract_id, key, declared\n"
	"FROM task\n"
	"ORDER BY contract_id, key";

static const char LIST_CONTRACT_TASKS[] =
	"SELECT id, contract_id, key, declared\n"
	"FROM task\n"
	"WHERE contract_id = $1\n"
	"ORDER BY key";

static const char INSERT_TASK[] =
	"INSERT INTO task (contract_id, id, key, declared)\n"
	"VALUES ($1, $2, $3, $4)";

static const char DECLARE_TASK[] =
	"UPDATE task\n"
	"SET declared = 1\n"
	"WHERE contract_id = $1 AND id = $2";

bool fact_sources_list(Db *db, Arena *mem, FactSources *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	VEC(FactSource) list = {0};
	if (!db_prepare(db, LIST_SOURCES, "", &stmt, err) || !db_query(stmt, err) ||
	    !db_next(stmt, &row, err))
		return false;
	while (row) {
		*vec_push(mem, &list) = (FactSource){
			.id = db_int(stmt, 0),
			.name = db_text(stmt, 1, mem),
		};
		if (!db_next(stmt, &row, err))
			return false;
	}
	*out = (FactSources){list.at, list.len};
	return true;
}

bool fact_source_insert(Db *db, const FactSource *source, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, INSERT_SOURCE, "it", &stmt, err))
		return false;
	db_bind_int(stmt, 1, source->id);
	db_bind_text(stmt, 2, source->name);
	return db_run(stmt, err);
}

bool resources_list(Db *db, Arena *mem, Resources *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	VEC(ResourceName) list = {0};
	if (!db_prepare(db, LIST_RESOURCES, "", &stmt, err) || !db_query(stmt, err) ||
	    !db_next(stmt, &row, err))
		return false;
	while (row) {
		*vec_push(mem, &list) = (ResourceName){
			.id = db_int(stmt, 0),
			.key = db_text(stmt, 1, mem),
			.declared = db_int(stmt, 2) != 0,
		};
		if (!db_next(stmt, &row, err))
			return false;
	}
	*out = (Resources){list.at, list.len};
	return true;
}

static MUST_CHECK bool read_resource(DbStmt *stmt, Arena *mem, ResourceName *out, bool *found,
				     Err *err)
{
	if (!db_query(stmt, err) || !db_next(stmt, found, err))
		return false;
	if (*found)
		*out = (ResourceName){db_int(stmt, 0), db_text(stmt, 1, mem), db_int(stmt, 2) != 0};
	db_reset(stmt);
	return !db_type_failed(stmt) || fail(err, ERR_CORRUPT, "a row of resources is damaged");
}

bool resource_find(Db *db, Arena *mem, int64_t id, ResourceName *out, bool *found, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, FIND_RESOURCE, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, id);
	return read_resource(stmt, mem, out, found, err);
}

bool resource_find_key(Db *db, Arena *mem, Str key, ResourceName *out, bool *found, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, FIND_RESOURCE_KEY, "t", &stmt, err))
		return false;
	db_bind_text(stmt, 1, key);
	return read_resource(stmt, mem, out, found, err);
}

bool resource_insert(Db *db, const ResourceName *resource, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, INSERT_RESOURCE, "iti", &stmt, err))
		return false;
	db_bind_int(stmt, 1, resource->id);
	db_bind_text(stmt, 2, resource->key);
	db_bind_int(stmt, 3, resource->declared);
	return db_run(stmt, err);
}

bool resource_declare(Db *db, int64_t id, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, DECLARE_RESOURCE, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, id);
	return db_run(stmt, err);
}

bool tasks_list(Db *db, Arena *mem, int64_t contract_id, Tasks *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	VEC(TaskName) list = {0};
	if (!db_prepare(db, contract_id ? LIST_CONTRACT_TASKS : LIST_TASKS, contract_id ? "i" : "",
			&stmt, err))
		return false;
	if (contract_id)
		db_bind_int(stmt, 1, contract_id);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	while (row) {
		*vec_push(mem, &list) = (TaskName){
			.id = db_int(stmt, 0),
			.contract_id = db_int(stmt, 1),
			.key = db_text(stmt, 2, mem),
			.declared = db_int(stmt, 3) != 0,
		};
		if (!db_next(stmt, &row, err))
			return false;
	}
	*out = (Tasks){list.at, list.len};
	return true;
}

bool task_insert(Db *db, const TaskName *task, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, INSERT_TASK, "iiti", &stmt, err))
		return false;
	db_bind_int(stmt, 1, task->contract_id);
	db_bind_int(stmt, 2, task->id);
	db_bind_text(stmt, 3, task->key);
	db_bind_int(stmt, 4, task->declared);
	return db_run(stmt, err);
}

bool task_declare(Db *db, int64_t contract_id, int64_t id, Err *err)
{
	DbStmt *stmt;
	if (!db_prepare(db, DECLARE_TASK, "ii", &stmt, err))
		return false;
	db_bind_int(stmt, 1, contract_id);
	db_bind_int(stmt, 2, id);
	return db_run(stmt, err);
}
