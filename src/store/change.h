#ifndef PACTA_STORE_CHANGE_H
#define PACTA_STORE_CHANGE_H

/*
 * The store's version, and what changed with each: for whoever holds answers or shows pages.
 *
 * Every write transaction moves the version on by one, so two reads that see the same version see the same
 * store. What changed is kept for the newest CHANGES_KEPT versions.
 */

#include "base/date.h"
#include "store/db.h"

enum { CHANGES_KEPT = 10000 };

/* What a change is about, and what its subject then is. */
typedef enum Topic {
	TOPIC_CONTRACT, /* the contract's key: its history or its documents */
	TOPIC_ACCOUNT,  /* the account's name */
	TOPIC_FIELD,    /* the custom field's name */
	TOPIC_SETTING,  /* the setting's name */
	TOPIC_IMPORT, /* the import's id: any contract, account, field or waiting row may have changed */
	TOPIC_FACT, /* the name of the kind of fact that was written outside of imports */
	TOPIC_LINK, /* the link's id: any waiting row may have changed */
	TOPICS,
} Topic;

const char *topic_name(Topic topic); /* "contract" */

typedef struct StoreChange {
	int64_t version;
	Topic topic;
	Str subject;
} StoreChange;

typedef struct ChangeList {
	StoreChange *at; /* by version, then as told */
	size_t len;
	size_t cap;
} ChangeList;

/* The version that the open transaction sees; 0 for a store that nothing was written to. */
MUST_CHECK bool store_version_read(Db *db, int64_t *version, Err *err);

/*
 * A number of the state that the open transaction sees: another one after every write, also in a store that
 * was made anew or restored, whose versions repeat. For whoever keeps answers.
 */
MUST_CHECK bool store_state_read(Db *db, int64_t *state, Err *err);

/*
 * Move the version on and keep `changes` with the new one, which is given; forget the oldest. Inside a
 * write transaction.
 */
MUST_CHECK bool store_version_advance(Db *db, const ChangeList *changes, Instant at,
				      int64_t *version, Err *err);

/*
 * What changed after `version`, up to the one that the open transaction sees. `*complete` is false where
 * some of it is forgotten, or where the store is not yet at `version`: then it is another store, or one
 * from a backup.
 */
MUST_CHECK bool store_changes_since(Db *db, Arena *mem, int64_t version, ChangeList *out,
				    bool *complete, Err *err);

#endif
