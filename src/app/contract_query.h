#ifndef PACTA_APP_CONTRACT_QUERY_H
#define PACTA_APP_CONTRACT_QUERY_H

/*
 * Which contracts of a list are wanted, and in which order. Pure: a list that was read once (contracts_list) can
 * be asked again and again.
 */

#include "app/contracts.h"

typedef enum ContractSort {
	SORT_KEY,
	SORT_NAME,
	SORT_ACCOUNT,
	SORT_ANNUAL_VALUE,
	SORT_TOTAL_VALUE,
	SORT_STARTS_ON,
	SORT_ENDS_ON,
	SORT_REVENUE, /* total by terms */
	SORT_PROFIT,
	SORT_STATUS,
	SORT_MANAGER,
	CONTRACT_SORTS,
} ContractSort;

/* "annual_value"; by ContractSort, behind them NULL. */
extern const char *const CONTRACT_SORT_NAMES[CONTRACT_SORTS + 1];

typedef struct ContractQuery {
	Str account; /* its name; empty: of all accounts */
	Str words;   /* each must be found in key, name, account or manager, in any case */
	Str status;  /* value of the field status; "none": where it is not set; empty: any */
	bool has_kind;
	ContractKind kind; /* with has_kind */
	ContractSort sort;
	bool descending;
	uint64_t offset; /* how many of those that fit come before the page */
	uint64_t limit;  /* how many it holds at most */
} ContractQuery;

typedef struct ContractPage {
	const ContractState *const *at; /* point into the states asked */
	size_t len;
	size_t total; /* how many fit, on all pages */
} ContractPage;

/*
 * The page of `states` that `query` asks for. Money goes by currency code, then by amount; texts regardless of
 * case, and naturally; a status in the order in which the field has them; what is not set stands last in both orders; equal ones go by key, naturally.
 * O(n · words + n log n)
 */
ContractPage contract_query(Arena *mem, const ContractStates *states, const ContractQuery *query);

#endif
