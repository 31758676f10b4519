#ifndef PACTA_STORE_CONTRACT_H
#define PACTA_STORE_CONTRACT_H

/* Contracts: what is fixed at creation. Everything that changes is in their revisions. */

#include "base/date.h"
#include "base/money.h"
#include "history/contract_kind.h"
#include "store/chain.h"
#include "store/db.h"

typedef struct Contract {
	int64_t id;
	Str key; /* unique */
	int64_t account_id;
	Str account; /* its name; filled when read */
	ContractKind kind;
	Str name; /* may be empty */
	Currency currency;
	int64_t import_id; /* 0: not imported */
	Instant created_at;
	Str created_by;
	Digest hash;     /* first link of its chain; filled when read */
	int32_t entries; /* newest number of its history; filled when read */
	Digest head;     /* newest link of its chain; filled when read */
} Contract;

typedef struct ContractList {
	Contract *at; /* by key, naturally */
	size_t len;
} ContractList;

/* What other facts show of a contract. */
typedef struct ContractName {
	int64_t id;
	Str key;
	Currency currency;
} ContractName;

typedef struct ContractNames {
	ContractName *at; /* by id */
	size_t len;
} ContractNames;

/* What figures need of a contract. */
typedef struct ContractCard {
	int64_t id;
	Str key;
	int64_t account_id;
	Str account; /* its name */
	ContractKind kind;
	Str name; /* may be empty */
	Currency currency;
} ContractCard;

typedef struct ContractCards {
	ContractCard *at; /* by id */
	size_t len;
} ContractCards;

/* The first link of the chain: over everything in the contract's row. */
Digest contract_link(const Contract *contract);

/* Writes the contract and the first link of its chain. Errors: ERR_CONFLICT the key is taken, told
 * here or by a later call of the transaction */
MUST_CHECK bool contract_insert(Db *db, const Contract *contract, Err *err);

MUST_CHECK bool contract_find(Db *db, Arena *mem, Str key, Contract *out, bool *found, Err *err);

/* All contracts, or those of one account (0: all). */
MUST_CHECK bool contract_list(Db *db, Arena *mem, int64_t account_id, ContractList *out, Err *err);

/* Of all contracts, in a fraction of the time that contract_list takes. */
MUST_CHECK bool contract_names(Db *db, Arena *mem, ContractNames *out, Err *err);

/* All contracts, or those of one account (0: all): as contract_names. */
MUST_CHECK bool contract_cards(Db *db, Arena *mem, int64_t account_id, ContractCards *out,
			       Err *err);

/* Of a contract that was read; shares its texts. */
ContractCard contract_card(const Contract *contract);

#endif
