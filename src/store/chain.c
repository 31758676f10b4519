#include "store/chain.h"

#include <string.h>

static void add_raw(ChainLink *link, const void *bytes, size_t len)
{
	sha256_update(&link->hash, (Str){bytes, len});
}

static void add_number(ChainLink *link, uint64_t value)
{
	unsigned char bytes[8];
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)(value >> (8 * i));
	add_raw(link, bytes, sizeof bytes);
}

void link_init(ChainLink *link, const Digest *before)
{
	sha256_init(&link->hash);
	add_raw(link, before->bytes, sizeof before->bytes);
}

void link_add_int(ChainLink *link, int64_t value)
{
	add_raw(link, "i", 1);
	add_number(link, (uint64_t)value);
}

void link_add_text(ChainLink *link, Str value)
{
	add_raw(link, "t", 1);
	add_number(link, value.len);
	if (value.len > 0)
		add_raw(link, value.ptr, value.len);
}

void link_add_null(ChainLink *link)
{
	add_raw(link, "n", 1);
}

Digest link_final(ChainLink *link)
{
	return sha256_final(&link->hash);
}

bool digest_from_bytes(Str bytes, Digest *out)
{
	if (bytes.len != sizeof out->bytes)
		return false;
	memcpy(out->bytes, bytes.ptr, bytes.len);
	return true;
}
