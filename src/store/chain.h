#ifndef PACTA_STORE_CHAIN_H
#define PACTA_STORE_CHAIN_H

/*
 * The audit chain of a contract: each link is the SHA-256 of the link before and of
 * one row, written in a canonical form.
 *
 * Canonical form: every column in order, as one letter for its type and what follows it: 'n' for NULL
 * and nothing; 'i' for an integer and its 8 bytes; 't' for text, its length in 8 bytes and the text
 * itself. Integers are little-endian. The first link of a contract is its contract row, after
 * 32 zero bytes.
 */

#include "base/hash.h"
#include "base/str.h"

typedef struct ChainLink {
	Sha256 hash;
} ChainLink;

void link_init(ChainLink *link, const Digest *before);
void link_add_int(ChainLink *link, int64_t value);
void link_add_text(ChainLink *link, Str value);
void link_add_null(ChainLink *link);
Digest link_final(ChainLink *link);

/* The digest that 32 stored bytes are; false for another length. */
bool digest_from_bytes(Str bytes, Digest *out);

#endif
