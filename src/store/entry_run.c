#include "store/entry_run.h"

#include "base/date.h"

#include <string.h>

enum {
	FIXED_SIZE = 8,
	VARINT_SIZE = 10, /* the longest one */
	KEY_SIZE = 5 * VARINT_SIZE + FIXED_SIZE,
};

typedef struct Reader {
	const unsigned char *at;
	const unsigned char *end;
	bool bad;
} Reader;

int entry_key_compare(const EntryKey *a, const EntryKey *b)
{
	int order = str_cmp(a->external_id, b->external_id);
	return order != 0 ? order : (a->part > b->part) - (a->part < b->part);
}

static uint64_t read_varint(Reader *reader)
{
	uint64_t value = 0;
	for (unsigned shift = 0; shift < 64 && reader->at < reader->end; shift += 7) {
		unsigned char byte = *reader->at++;
		value |= (uint64_t)(byte & 0x7F) << shift;
		if (byte < 0x80)
			return value;
	}
	reader->bad = true;
	return 0;
}

static size_t read_count(Reader *reader, size_t most)
{
	uint64_t count = read_varint(reader);
	if (count > most)
		reader->bad = true;
	return reader->bad ? 0 : (size_t)count;
}

static int64_t read_fixed(Reader *reader)
{
	uint64_t value = 0;
	if (reader->end - reader->at < FIXED_SIZE) {
		reader->bad = true;
		return 0;
	}
	for (unsigned i = 0; i < FIXED_SIZE; i++)
		value |= (uint64_t)reader->at[i] << (8 * i);
	reader->at += FIXED_SIZE;
	return (int64_t)value;
}

/* One of the ids, of which there are `count` from `ids` on. */
static int64_t read_id(Reader *reader, const unsigned char *ids, size_t count)
{
	size_t place = read_count(reader, INT32_MAX);
	if (place >= count) {
		reader->bad = true;
		return 0;
	}
	Reader at = {ids + place * FIXED_SIZE, ids + count * FIXED_SIZE, false};
	return read_fixed(&at);
}

static int32_t read_day(Reader *reader)
{
	size_t zigzag = read_count(reader, UINT32_MAX);
	int32_t day = (int32_t)((uint32_t)(zigzag >> 1) ^ (uint32_t)(0 - (zigzag & 1)));
	if (day < DAY_MIN || day > DAY_MAX)
		reader->bad = true;
	return day;
}

bool entry_run_read(Arena *mem, Str bytes, EntryKeys *keys, Err *err)
{
	Reader reader = {(const unsigned char *)bytes.ptr, (const unsigned char *)bytes.ptr, false};
	reader.end += bytes.len;
	keys->len = 0;
	size_t id_count = read_count(&reader, bytes.len / FIXED_SIZE);
	const unsigned char *ids = reader.at;
	if ((size_t)(reader.end - reader.at) < id_count * FIXED_SIZE)
		reader.bad = true;
	else
		reader.at += id_count * FIXED_SIZE;
	size_t count = read_count(&reader, bytes.len);
	for (size_t i = 0; i < count && !reader.bad; i++) {
		EntryKey key;
		key.external_id.len = read_count(&reader, (size_t)(reader.end - reader.at));
		key.external_id.ptr = (const char *)reader.at;
		if ((size_t)(reader.end - reader.at) < key.external_id.len)
			reader.bad = true;
		else
			reader.at += key.external_id.len;
		key.part = (int32_t)read_count(&reader, INT32_MAX);
		key.contract_id = read_id(&reader, ids, id_count);
		key.import_id = read_id(&reader, ids, id_count);
		key.from_day = read_day(&reader);
		key.fingerprint = read_fixed(&reader);
		*vec_push(mem, keys) = key;
	}
	if (!reader.bad && reader.at == reader.end)
		return true;
	keys->len = 0;
	return fail(err, ERR_CORRUPT, "a run of external ids cannot be read");
}

static char *put_varint(char *at, uint64_t value)
{
	for (; value >= 0x80; value >>= 7)
		*at++ = (char)(value | 0x80);
	*at++ = (char)value;
	return at;
}

static char *put_fixed(char *at, int64_t value)
{
	for (unsigned i = 0; i < FIXED_SIZE; i++)
		*at++ = (char)((uint64_t)value >> (8 * i));
	return at;
}

/* The keys, behind `at`, and the ids that they name. */
static void add_keys(Buf *out, EntryPlaces *ids, const EntryKey *keys, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const EntryKey *key = &keys[i];
		char *at = buf_room(out, key->external_id.len + KEY_SIZE);
		at = put_varint(at, key->external_id.len);
		if (key->external_id.len > 0)
			memcpy(at, key->external_id.ptr, key->external_id.len);
		at += key->external_id.len;
		at = put_varint(at, (uint64_t)key->part);
		at = put_varint(at, entry_places_of(ids, (PlaceId){key->contract_id, 0}));
		at = put_varint(at, entry_places_of(ids, (PlaceId){key->import_id, 0}));
		at = put_varint(at, (uint32_t)key->from_day << 1 ^
					    (key->from_day < 0 ? UINT32_MAX : 0u));
		at = put_fixed(at, key->fingerprint);
		out->len = (size_t)(at - out->ptr);
	}
}

void entry_run_write(Buf *out, EntryPlaces *ids, const EntryKey *keys, size_t count)
{
	entry_places_clear(ids);
	for (size_t i = 0; i < count; i++) {
		(void)entry_places_of(ids, (PlaceId){keys[i].contract_id, 0});
		(void)entry_places_of(ids, (PlaceId){keys[i].import_id, 0});
	}
	buf_clear(out);
	char *at = buf_room(out, (size_t)2 * VARINT_SIZE + ids->len * FIXED_SIZE);
	at = put_varint(at, ids->len);
	for (size_t i = 0; i < ids->len; i++)
		at = put_fixed(at, ids->at[i].first);
	at = put_varint(at, count);
	out->len = (size_t)(at - out->ptr);
	add_keys(out, ids, keys, count);
}
