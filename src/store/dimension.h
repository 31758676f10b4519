#ifndef PACTA_STORE_DIMENSION_H
#define PACTA_STORE_DIMENSION_H

/*
 * What facts refer to besides contracts: sources, resources, and the tasks of contracts. Each is made
 * once and stays. Errors: ERR_CONFLICT a name or key that is there, told at once or at the commit
 */

#include "store/db.h"
#include "store/id.h"

typedef struct FactSource {
	int64_t id;
	Str name; /* "toggl" */
} FactSource;

typedef struct ResourceName {
	int64_t id;
	Str key;
	bool declared; /* by a fact; else it is only known from entries that name it */
} ResourceName;

typedef struct TaskName {
	int64_t id;
	int64_t contract_id;
	Str key;
	bool declared;
} TaskName;

typedef struct FactSources {
	FactSource *at; /* by name */
	size_t len;
} FactSources;

typedef struct Resources {
	ResourceName *at; /* by key */
	size_t len;
} Resources;

typedef struct Tasks {
	TaskName *at; /* by contract, key */
	size_t len;
} Tasks;

MUST_CHECK bool fact_sources_list(Db *db, Arena *mem, FactSources *out, Err *err);
MUST_CHECK bool fact_source_insert(Db *db, const FactSource *source, Err *err);

MUST_CHECK bool resources_list(Db *db, Arena *mem, Resources *out, Err *err);
/* Not found: `found` is false. */
MUST_CHECK bool resource_find(Db *db, Arena *mem, int64_t id, ResourceName *out, bool *found,
			      Err *err);
MUST_CHECK bool resource_find_key(Db *db, Arena *mem, Str key, ResourceName *out, bool *found,
				  Err *err);
MUST_CHECK bool resource_insert(Db *db, const ResourceName *resource, Err *err);
MUST_CHECK bool resource_declare(Db *db, int64_t id, Err *err);

/* `contract_id` 0: of all contracts. */
MUST_CHECK bool tasks_list(Db *db, Arena *mem, int64_t contract_id, Tasks *out, Err *err);
MUST_CHECK bool task_insert(Db *db, const TaskName *task, Err *err);
MUST_CHECK bool task_declare(Db *db, int64_t contract_id, int64_t id, Err *err);

#endif
