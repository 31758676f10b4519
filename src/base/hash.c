#include "base/hash.h"

#include <string.h>

_Static_assert((int)DIGEST_SIZE == (int)crypto_hash_sha256_BYTES, "a digest is one SHA-256");

/* These functions of libsodium are documented to return 0 always. */

void sha256_init(Sha256 *hash)
{
	(void)crypto_hash_sha256_init(&hash->state);
}

void sha256_update(Sha256 *hash, Str bytes)
{
	if (bytes.len > 0)
		(void)crypto_hash_sha256_update(&hash->state, (const unsigned char *)bytes.ptr,
						bytes.len);
}

Digest sha256_final(Sha256 *hash)
{
	Digest digest;
	(void)crypto_hash_sha256_final(&hash->state, digest.bytes);
	return digest;
}

Digest sha256(Str bytes)
{
	Sha256 hash;
	sha256_init(&hash);
	sha256_update(&hash, bytes);
	return sha256_final(&hash);
}

bool digest_eq(Digest a, Digest b)
{
	return memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

Str digest_hex(Arena *mem, Digest digest)
{
	static const char digits[] = "0123456789abcdef";
	char *hex = arena_alloc(mem, DIGEST_HEX_SIZE + 1);
	for (size_t i = 0; i < DIGEST_SIZE; i++) {
		hex[2 * i] = digits[digest.bytes[i] >> 4];
		hex[2 * i + 1] = digits[digest.bytes[i] & 15];
	}
	return (Str){hex, DIGEST_HEX_SIZE};
}

/* The value of a hexadecimal digit, or 16. */
static unsigned nibble(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (unsigned)(c - 'a') + 10;
	if (c >= 'A' && c <= 'F')
		return (unsigned)(c - 'A') + 10;
	return 16;
}

bool digest_from_hex(Str hex, Digest *out, Err *err)
{
	Digest digest;
	if (hex.len != DIGEST_HEX_SIZE)
		return fail(err, ERR_INPUT,
			    "a SHA-256 has 64 hexadecimal digits, not %zu characters", hex.len);
	for (size_t i = 0; i < DIGEST_SIZE; i++) {
		unsigned high = nibble(hex.ptr[2 * i]);
		unsigned low = nibble(hex.ptr[2 * i + 1]);
		if (high > 15 || low > 15)
			return fail(err, ERR_INPUT,
				    "'%.*s' is not a SHA-256: digits are 0-9 and a-f",
				    STR_ARG(hex));
		digest.bytes[i] = (unsigned char)(high << 4 | low);
	}
	*out = digest;
	return true;
}
