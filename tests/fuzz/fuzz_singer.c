/*
 * Any bytes as lines of a Singer stream: nothing is read outside, what is given is UTF-8 and lies in the line,
 * ids begin with their stream, and the same lines read anew name the same records.
 */
#include "base/utf8.h"
#include "ingest/singer.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void see_record(Arena *mem, const Singer *singer, Str line, const SingerMessage *message)
{
	Str stream = singer_stream(singer, message->stream)->name;
	assert(message->record->kind == JSON_OBJECT);
	assert(utf8_valid(message->id) && message->id.len < 8000);
	assert(!memchr(message->id.ptr, '\0', message->id.len));
	assert(str_starts(message->id, singer_id_prefix(mem, stream)));
	assert(str_ends(message->id, STR("]")));
	assert(message->raw.ptr >= line.ptr &&
	       message->raw.ptr + message->raw.len <= line.ptr + line.len);
	assert(message->raw.ptr[0] == '{');
}

/* Reads all lines; the ids of their records, each with a line end, are added to `ids`. */
static void read_lines(Arena *mem, Str data, Buf *ids)
{
	Singer *singer = singer_new(mem);
	uint64_t number = 0;
	while (data.len > 0) {
		size_t end = data.len;
		SingerMessage message;
		Err err = {0};
		(void)str_find(data, STR("\n"), &end);
		/* A copy of its own, so that the sanitizer sees every byte read outside. */
		Str line = str_copy(mem, str_slice(data, 0, end));
		data = str_slice(data, end + 1, data.len);
		number++;
		if (!singer_read(singer, line, number, mem, &message, &err)) {
			assert(err.code == ERR_INPUT || err.code == ERR_RANGE);
			assert(str_starts(str_from_c(err.text), STR("line ")));
			continue;
		}
		if (message.type != SINGER_RECORD)
			continue;
		see_record(mem, singer, line, &message);
		buf_add(ids, message.id);
		buf_add_byte(ids, '\n');
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Arena mem;
	arena_init(&mem);
	Str lines = {(const char *)data, size};
	Buf first = {.mem = &mem};
	Buf second = {.mem = &mem};
	read_lines(&mem, lines, &first);
	read_lines(&mem, lines, &second);
	assert(str_eq(buf_str(&first), buf_str(&second)));
	arena_deinit(&mem);
	return 0;
}
