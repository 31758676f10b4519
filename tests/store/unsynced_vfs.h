#ifndef PACTA_TESTS_STORE_UNSYNCED_VFS_H
#define PACTA_TESTS_STORE_UNSYNCED_VFS_H

/*
 * A disk that loses power. An SQLite VFS over the usual one that knows, for each file, which
 * bytes were synced, and after a crash gives back only those, and of the rest a seeded
 * selection of pieces of 512 bytes: what a disk may have written or not, in any order.
 *
 * A file that was made or deleted is surely so only after its folder was synced, which the
 * usual VFS does with the first sync of a journal or WAL that it opened.
 */

#include <stdbool.h>
#include <stdint.h>

typedef struct Unsynced Unsynced;

/* Registers a VFS of this name. */
Unsynced *unsynced_open(const char *name);
void unsynced_close(Unsynced *power);

/* The power goes at the `operation`-th write, truncation, sync or deletion from now; 0: never. */
void unsynced_crash_at(Unsynced *power, int64_t operation);

/* How many of them there have been. */
int64_t unsynced_operations(const Unsynced *power);

/*
 * Turn the files into what is found after the power has come back, and forget them. Every
 * connection must be closed; nothing that they do after the crash reaches the disk.
 */
void unsynced_lose_power(Unsynced *power, uint64_t seed);

/* A step of a small generator of random numbers. */
uint64_t unsynced_random(uint64_t *state);

#endif
