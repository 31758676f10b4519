#ifndef PACTA_BASE_HASH_H
#define PACTA_BASE_HASH_H

/*
 * SHA-256, over libsodium. Pure: nothing needs to be initialised before.
 *
 *	Sha256 hash;
 *	sha256_init(&hash);
 *	sha256_update(&hash, part);
 *	Digest digest = sha256_final(&hash);
 */

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <sodium/crypto_hash_sha256.h>

enum { DIGEST_SIZE = 32, DIGEST_HEX_SIZE = 64 };

typedef struct Digest {
	unsigned char bytes[DIGEST_SIZE];
} Digest;

typedef struct Sha256 {
	crypto_hash_sha256_state state; /* libsodium's own */
} Sha256;

void sha256_init(Sha256 *hash);
void sha256_update(Sha256 *hash, Str bytes);
Digest sha256_final(Sha256 *hash); /* the hash must be initialised again before another use */

Digest sha256(Str bytes); /* of one text */

bool digest_eq(Digest a, Digest b);
Str digest_hex(Arena *mem, Digest digest); /* 64 small hexadecimal digits */

/* The reverse of digest_hex; capital digits are fine. ERR_INPUT for anything else. */
MUST_CHECK bool digest_from_hex(Str hex, Digest *out, Err *err);

#endif
