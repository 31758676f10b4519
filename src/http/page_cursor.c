#include "http/page_cursor.h"

#include "answer/json_put.h"
#include "base/hash.h"

#include <sodium.h>
#include <string.h>

enum { LIMIT_DEFAULT = 200, HASH_BYTES = 8, NUMBERS = 3 };

/* Of what was asked: a cursor is good for the same query only. */
static Digest query_hash(const Call *call)
{
	return sha256(call_identity(call, false));
}

static void put_number(unsigned char *bytes, uint64_t number)
{
	for (size_t i = 0; i < 8; i++)
		bytes[i] = (unsigned char)(number >> (8 * i));
}

static uint64_t get_number(const unsigned char *bytes)
{
	uint64_t number = 0;
	for (size_t i = 0; i < 8; i++)
		number |= (uint64_t)bytes[i] << (8 * i);
	return number;
}

Str cursor_seal(const Call *call, Str content)
{
	Buf bytes = {.mem = call->mem};
	Digest hash = query_hash(call);
	buf_add(&bytes, (Str){(const char *)hash.bytes, HASH_BYTES});
	buf_add(&bytes, content);
	size_t size =
		sodium_base64_encoded_len(bytes.len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	char *text = arena_alloc(call->mem, size);
	(void)sodium_bin2base64(text, size, (const unsigned char *)bytes.ptr, bytes.len,
				sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return str_from_c(text);
}

static Str cursor_text(const Call *call, const PageCursor *cursor)
{
	unsigned char bytes[NUMBERS * 8];
	put_number(bytes, cursor->offset);
	put_number(bytes + 8, (uint64_t)cursor->last.id);
	put_number(bytes + 16, (uint64_t)cursor->last.number);
	return cursor_seal(call, (Str){(const char *)bytes, sizeof bytes});
}

static bool refuse(Call *call, const char *why, Err *err)
{
	call->remedy = STR("Leave cursor out to begin anew.");
	(void)fail(err, ERR_USAGE, "cursor: %s", why);
	return fail_at(err, "cursor");
}

bool cursor_open(Call *call, Str *content, Err *err)
{
	Str text = call_given(call, "cursor")->text;
	unsigned char *bytes = arena_alloc(call->mem, text.len);
	size_t length;
	if (sodium_base642bin(bytes, text.len, text.ptr, text.len, NULL, &length, NULL,
			      sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
	    length < HASH_BYTES)
		return cursor_refuse(call, err);
	Digest hash = query_hash(call);
	if (memcmp(bytes, hash.bytes, HASH_BYTES) != 0)
		return refuse(call, "belongs to another query than this one", err);
	*content = (Str){(const char *)bytes + HASH_BYTES, length - HASH_BYTES};
	return true;
}

bool cursor_refuse(Call *call, Err *err)
{
	return refuse(call, "is none that an answer gave", err);
}

bool page_cursor_read(Call *call, PageCursor *out, Err *err)
{
	Str content;
	if (!call_given(call, "cursor")->given) {
		*out = (PageCursor){0};
		return true;
	}
	if (!cursor_open(call, &content, err))
		return false;
	if (content.len != (size_t)NUMBERS * 8)
		return cursor_refuse(call, err);
	const unsigned char *bytes = (const unsigned char *)content.ptr;
	out->offset = get_number(bytes);
	out->last.id = (int64_t)get_number(bytes + 8);
	out->last.number = (int64_t)get_number(bytes + 16);
	return true;
}

static bool is_at(const PagedList *list, size_t place, ItemMark mark)
{
	ItemMark other = list->mark(list->items, place);
	return other.id == mark.id && other.number == mark.number;
}

/* The place behind the item that the page before ended with. */
static size_t place_behind(const PageCursor *cursor, const PagedList *list)
{
	if (cursor->offset == 0)
		return 0;
	if (cursor->offset <= list->count && is_at(list, cursor->offset - 1, cursor->last))
		return cursor->offset;
	for (size_t i = 0; i < list->count; i++) {
		if (is_at(list, i, cursor->last))
			return i + 1;
	}
	return cursor->offset < list->count ? cursor->offset : list->count;
}

size_t page_limit(const Call *call)
{
	const Given *given = call_given(call, "limit");
	return given->given ? (size_t)given->number : LIMIT_DEFAULT;
}

PageSlice page_slice(const Call *call, const PageCursor *cursor, const PagedList *list)
{
	size_t limit = page_limit(call);
	size_t from = place_behind(cursor, list);
	size_t rest = list->count - from;
	return (PageSlice){from, from + (limit < rest ? limit : rest)};
}

void page_put(Call *call, const PageSlice *slice, const PagedList *list)
{
	json_put_count(&call->json, "total", list->count);
	if (slice->to == list->count) {
		json_put_member(&call->json, "next", (Str){0});
		return;
	}
	PageCursor next = {slice->to, list->mark(list->items, slice->to - 1)};
	json_put_member(&call->json, "next", cursor_text(call, &next));
}
