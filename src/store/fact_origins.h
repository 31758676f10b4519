#ifndef PACTA_STORE_FACT_ORIGINS_H
#define PACTA_STORE_FACT_ORIGINS_H

/* Which sources told which kinds of facts, besides time entries. */

#include "facts/fact.h"
#include "store/db.h"

typedef struct FactTold {
	Str source;
	FactKind kind;
} FactTold;

typedef struct FactToldList {
	FactTold *at; /* each pair once; of facts that hold */
	size_t len;
} FactToldList;

MUST_CHECK bool fact_origins(Db *db, Arena *mem, FactToldList *out, Err *err);

#endif
