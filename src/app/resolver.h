#ifndef PACTA_APP_RESOLVER_H
#define PACTA_APP_RESOLVER_H

/*
 * What the names of sources mean here: contracts, tasks and resources by key or by link.
 *
 * Loaded once per transaction; then lookups in memory, and what a name means is found out once per name. A key of
 * ours comes before links. Of links those of projects come before those of clients; exact names before patterns,
 * those within a client before those of any, those of the source before those of all, then the newest; the first one
 * that holds on the day counts. docs/decisions/010 tells why, and what becomes of unknown names.
 */

#include "app/app.h"
#include "base/map.h"
#include "base/period.h"
#include "facts/time_entry.h"
#include "store/contract.h"
#include "store/dimension.h"
#include "store/link.h"

/* A contract as facts refer to it. */
typedef struct KnownContract {
	Contract contract;
	Period term;    /* of its last state; DATE_NONE: open */
	bool spoken_of; /* a draft was resolved to it */
	Map tasks;      /* id by key */
	Map declared;   /* keys of the tasks that are declared, by facts of kind task */
	Map task_links; /* what the source's names of tasks mean in it */
} KnownContract;

/* Why a name could not be resolved. `code` NULL: it could. Texts live as long as what was asked. */
typedef struct NameGap {
	const char *code;    /* QUARANTINE_UNKNOWN_… */
	const char *subject; /* "project" */
	Str name;
	Str within;
	int64_t contract_id; /* of a task; else 0 */
} NameGap;

/* What a source calls a contract. Empty texts: it does not say. */
typedef struct ContractWords {
	Str contract;
	Str project;
	Str project_code;
	Str client;
} ContractWords;

typedef struct ContractMeaning {
	KnownContract *contract; /* NULL: none */
	bool is_category;        /* a link says that it is no client's work, but… */
	Category category;
} ContractMeaning;

typedef struct Resolver Resolver;

/* How much is loaded at the beginning: for many names, or for a few. What is missing is loaded when it is asked for. */
typedef enum ResolverSize { RESOLVER_BULK, RESOLVER_FEW } ResolverSize;

/* Terms of contracts are known to a bulk resolver only. Lives in `mem`. Errors: those of the store */
MUST_CHECK bool resolver_load(App *app, Arena *mem, ResolverSize size, Resolver **out, Err *err);

/* From here on names are those of this source. Makes the source where it is new. */
MUST_CHECK bool resolver_set_source(Resolver *resolver, Str source, Err *err);
int64_t resolver_source_id(const Resolver *resolver);

/* By its key or id; NULL: there is none. Errors: those of the store */
MUST_CHECK bool resolver_find_contract(Resolver *resolver, Str key, KnownContract **out, Err *err);
MUST_CHECK bool resolver_find_contract_id(Resolver *resolver, int64_t id, KnownContract **out,
					  Err *err);

/* The contract that the words mean, or what it means that there is none; `gap` is set where it cannot be told. */
MUST_CHECK bool resolver_contract(Resolver *resolver, const ContractWords *words, Date on,
				  ContractMeaning *out, NameGap *gap, Err *err);

/*
 * The task of a contract. Where the contract declares none an unknown name is taken as a new task, and `*made` is
 * counted up; else `gap` is set.
 */
MUST_CHECK bool resolver_task(Resolver *resolver, KnownContract *contract, Str name, Date on,
			      int64_t *id, uint64_t *made, NameGap *gap, Err *err);

/* The person, by name or e-mail; the same for resources: where nobody declared any, a new name is a new one. */
MUST_CHECK bool resolver_resource(Resolver *resolver, Str name, Str email, Date on, int64_t *id,
				  uint64_t *made, NameGap *gap, Err *err);

/* A resource by its key only. */
bool resolver_known_resource(const Resolver *resolver, Str key, int64_t *id);

/* The task or resource of this key, made where it is new; declared from here on if `declare`. */
MUST_CHECK bool resolver_declare_task(Resolver *resolver, KnownContract *contract, Str key,
				      bool declare, int64_t *id, Err *err);
MUST_CHECK bool resolver_declare_resource(Resolver *resolver, Str key, bool declare, int64_t *id,
					  Err *err);

/* Links have changed inside this transaction: they are read again. */
MUST_CHECK bool resolver_reload_links(Resolver *resolver, Err *err);

/* Contracts that something was resolved to since the loading. */
typedef struct KnownContracts {
	KnownContract **at;
	size_t len;
	size_t cap;
} KnownContracts;
void resolver_speak_of(Resolver *resolver, KnownContract *contract);
const KnownContracts *resolver_spoken_of(const Resolver *resolver);

#endif
