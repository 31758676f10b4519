#ifndef PACTA_HTTP_KEPT_LISTS_H
#define PACTA_HTTP_KEPT_LISTS_H

/*
 * States of all contracts that were read a moment ago, for whoever pages, searches or sorts them.
 *
 * A list is found by the store's version and the moment that it was read for, so it is never given for another
 * store than that it was read from. The least recently used goes first, when there are too many lists or bytes;
 * one that is in use lives until it is given back. Thread-safe. Lists do not change.
 */

#include "app/contracts.h"
#include "http/call.h"

enum { KEPT_LISTS = 4 };

KeptLists *kept_lists_new(size_t most_bytes);
void kept_lists_free(KeptLists *lists); /* when no list is in use */

/*
 * The list of all contracts at `moment`, read in a transaction of `app` if it is not kept. Give it back with
 * kept_list_release. `lists` may be NULL. Errors: those of contracts_list
 */
MUST_CHECK bool kept_lists_take(KeptLists *lists, App *app, Moment moment, KeptList **out,
				Err *err);

void kept_list_release(KeptLists *lists, KeptList *list); /* NULL list is fine */

const ContractStates *kept_list_states(const KeptList *list);
size_t kept_list_bytes(const KeptList *list);

#endif
