#include "base/scan.h"

#include <string.h>

#if defined(__SSE2__)

#include <emmintrin.h>

static __m128i load(const char *at)
{
	__m128i bytes;
	memcpy(&bytes, at, sizeof bytes);
	return bytes;
}

static __m128i equal(__m128i bytes, char wanted)
{
	return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(wanted));
}

static unsigned bits_of(__m128i found)
{
	return (unsigned)_mm_movemask_epi8(found);
}

uint64_t scan_csv_block(const char block[SCAN_BLOCK], char delimiter)
{
	uint64_t bits = 0;
	for (unsigned i = 0; i < SCAN_BLOCK; i += 16) {
		__m128i bytes = load(block + i);
		__m128i found = _mm_or_si128(equal(bytes, delimiter), equal(bytes, '"'));
		found = _mm_or_si128(found, _mm_or_si128(equal(bytes, '\n'), equal(bytes, '\r')));
		found = _mm_or_si128(found, equal(bytes, '\0'));
		bits |= (uint64_t)bits_of(found) << i;
	}
	return bits;
}

/* Length of the beginning, in whole steps of 16 bytes or up to what was found. */
static size_t json_steps(Str bytes)
{
	size_t i = 0;
	for (; bytes.len - i >= 16; i += 16) {
		__m128i at = load(bytes.ptr + i);
		__m128i control = equal(_mm_max_epu8(at, _mm_set1_epi8(0x1F)), 0x1F);
		unsigned found = bits_of(
			_mm_or_si128(control, _mm_or_si128(equal(at, '"'), equal(at, '\\'))));
		if (found != 0)
			return i + (size_t)__builtin_ctz(found);
	}
	return i;
}

static size_t ascii_steps(Str bytes)
{
	size_t i = 0;
	for (; bytes.len - i >= 16; i += 16) {
		unsigned high = bits_of(load(bytes.ptr + i));
		if (high != 0)
			return i + (size_t)__builtin_ctz(high);
	}
	return i;
}

#else

uint64_t scan_csv_block(const char block[SCAN_BLOCK], char delimiter)
{
	uint64_t bits = 0;
	for (unsigned i = 0; i < SCAN_BLOCK; i++) {
		char c = block[i];
		bool special = c == delimiter || c == '"' || c == '\n' || c == '\r' || c == '\0';
		bits |= (uint64_t)special << i;
	}
	return bits;
}

static size_t json_steps(Str bytes)
{
	(void)bytes;
	return 0;
}

static size_t ascii_steps(Str bytes)
{
	(void)bytes;
	return 0;
}

#endif

size_t scan_json_text(Str bytes)
{
	size_t i = json_steps(bytes);
	while (i < bytes.len) {
		unsigned char c = (unsigned char)bytes.ptr[i];
		if (c == '"' || c == '\\' || c < 0x20)
			break;
		i++;
	}
	return i;
}

size_t scan_ascii(Str bytes)
{
	size_t i = ascii_steps(bytes);
	while (i < bytes.len && ((unsigned char)bytes.ptr[i] & 0x80) == 0)
		i++;
	return i;
}
