#ifndef PACTA_TESTS_STORE_ENTRY_READERS_H
#define PACTA_TESTS_STORE_ENTRY_READERS_H

/* The readers of the roll-ups by month and by resource, compared with the model. Failures end the test. */

#include "entry_model.h"

enum { READERS_FIRST_DAY = 19700, READERS_DAYS = 500 }; /* entries lie within */

typedef struct EntryReaders {
	Db *db;
	Arena *mem;
	const EntryModel *model;
	uint64_t random; /* what is asked, and how */
} EntryReaders;

/* Each once, within a transaction. Entries are of resources from 100 on, fewer than 20. */
void entry_readers_compare(EntryReaders *readers);

#endif
