#include "base/json_items.h"

#include "base/json_pointer.h"

#include <assert.h>
#include <string.h>

enum { DEFAULT_ITEM = 16 * 1024 * 1024, DEFAULT_RAW = 64 * 1024 };

/* An open container on the way to the items. */
typedef struct Level {
	bool object;
	bool named;     /* object: the last key is the one of the pattern */
	uint64_t count; /* array: elements that have begun */
} Level;

struct JsonItems {
	Arena mem;      /* lives as long as this */
	Arena item_mem; /* the tree of one item */
	JsonItemsOptions options;
	Str *tokens; /* of the pattern */
	size_t tokens_len;
	Level *levels; /* one for each token */
	size_t on_way; /* open containers that lie on the way, from the outermost */

	JsonReader *reader;
	Str chunk;
	uint64_t before; /* bytes of earlier chunks */
	bool last;
	size_t at;     /* lines: first byte that is not taken yet */
	uint64_t line; /* lines: number of the line that is being read */

	Buf raw;          /* source from earlier chunks, perhaps only its beginning … */
	uint64_t raw_len; /* … and how long it really is */

	bool inside;     /* an item has begun */
	size_t depth;    /* containers around it */
	uint64_t offset; /* of its first byte */
	JsonItem item;
	JsonBuilder *builder; /* NULL: the item is faulty */
	Err fault;
};

bool json_items_open(JsonItemsOptions options, JsonItems **out, Err *err)
{
	assert(!options.lines || options.where.len == 0);
	if (!json_pointer_check(options.where, err))
		return false;
	if (options.max_item == 0)
		options.max_item = DEFAULT_ITEM;
	if (options.max_values == 0)
		options.max_values = JSON_MAX_VALUES;
	if (options.max_raw == 0)
		options.max_raw = DEFAULT_RAW;
	Arena first;
	arena_init(&first);
	JsonItems *items = ARENA_NEW(&first, JsonItems);
	items->mem = first; /* from here on the arena that `items` itself lies in */
	Arena *mem = &items->mem;
	items->options = options;
	items->options.where = str_copy(mem, options.where);
	items->raw.mem = mem;
	items->line = 1;
	for (size_t i = 0; i < options.where.len; i++)
		items->tokens_len += options.where.ptr[i] == '/';
	items->tokens = ARENA_ARRAY(mem, Str, items->tokens_len);
	items->levels = ARENA_ARRAY(mem, Level, items->tokens_len);
	Str rest = items->options.where;
	for (size_t i = 0; json_pointer_next(&rest, &items->tokens[i]);)
		i++;
	items->reader = json_reader_new(mem, (JsonOptions){.max_depth = options.max_depth,
							   .max_token = options.max_item});
	*out = items;
	return true;
}

void json_items_close(JsonItems *items)
{
	if (!items)
		return;
	arena_deinit(&items->item_mem);
	Arena mem = items->mem;
	arena_deinit(&mem);
}

void json_items_feed(JsonItems *items, Str chunk, bool last)
{
	assert(!items->last);
	items->before += items->chunk.len;
	items->chunk = chunk;
	items->at = 0;
	items->last = last;
	if (!items->options.lines)
		json_feed(items->reader, chunk, last);
}

/* Keeps more of the source that is being read, as long as it is not too long. */
static void keep(JsonItems *items, Str part)
{
	size_t room = items->options.max_item - items->raw.len;
	buf_add(&items->raw, str_slice(part, 0, room));
	items->raw_len += part.len;
}

static void set_raw(JsonItems *items, Str raw, uint64_t len)
{
	items->item.raw_cut = len > items->options.max_item;
	items->item.raw = items->item.raw_cut ? str_slice(raw, 0, items->options.max_raw) : raw;
}

static void begin_item(JsonItems *items, uint64_t line, uint64_t column)
{
	uint64_t index = items->item.line > 0 ? items->item.index + 1 : 0;
	arena_deinit(&items->item_mem);
	items->item = (JsonItem){.index = index, .line = line, .column = column};
}

static void too_long(JsonItems *items)
{
	(void)fail(&items->fault, ERR_RANGE,
		   "line %llu, column %llu: the item is longer than %zu bytes",
		   (unsigned long long)items->item.line, (unsigned long long)items->item.column,
		   items->options.max_item);
	items->item.fault = &items->fault;
}

/* --- JSON Lines --- */

static void parse_line(JsonItems *items, Str line, uint64_t len)
{
	const JsonItemsOptions *options = &items->options;
	JsonOptions limits = {
		.max_depth = options->max_depth,
		.max_token = options->max_item,
		.line = items->line,
	};
	begin_item(items, items->line, 1);
	set_raw(items, line, len);
	if (items->item.raw_cut)
		too_long(items);
	else if (!json_parse_within(&items->item_mem, line, limits, options->max_values,
				    &items->item.value, &items->fault))
		items->item.fault = &items->fault;
}

static JsonStep next_line(JsonItems *items)
{
	for (;;) {
		Str rest = str_slice(items->chunk, items->at, items->chunk.len);
		const char *end = rest.len > 0 ? memchr(rest.ptr, '\n', rest.len) : NULL;
		if (!end && !items->last) {
			keep(items, rest);
			items->at = items->chunk.len;
			return JSON_MORE;
		}
		if (!end && items->raw_len + rest.len == 0)
			return JSON_DONE;
		Str line = str_slice(rest, 0, end ? (size_t)(end - rest.ptr) : rest.len);
		items->at += line.len + (end ? 1 : 0);
		uint64_t len = items->raw_len + line.len;
		if (items->raw_len > 0) {
			keep(items, line);
			line = buf_str(&items->raw);
		}
		buf_clear(&items->raw); /* its bytes stay until the next feed */
		items->raw_len = 0;
		bool whole = len <= items->options.max_item;
		if (whole && str_ends(line, STR("\r")))
			line.len--;
		bool blank = whole && str_trim(line).len == 0;
		if (!blank)
			parse_line(items, line, len);
		items->line++;
		if (!blank)
			return JSON_ITEM;
	}
}

/* --- Items inside a document --- */

/* Follows the way to the items; true: one begins with this token. */
static bool follow(JsonItems *items, const JsonEvent *event)
{
	size_t depth = json_depth(items->reader);
	JsonToken token = event->token;
	if (token == JSON_TOKEN_OBJECT_END || token == JSON_TOKEN_ARRAY_END) {
		if (depth < items->on_way)
			items->on_way = depth;
		return false;
	}
	bool container = token == JSON_TOKEN_OBJECT || token == JSON_TOKEN_ARRAY;
	if (depth - container != items->on_way)
		return false;
	if (items->on_way > 0) {
		Level *level = &items->levels[items->on_way - 1];
		Str name = items->tokens[items->on_way - 1];
		uint64_t index;
		if (token == JSON_TOKEN_KEY) {
			level->named = json_pointer_names(name, event->text);
			return false;
		}
		bool named = level->named;
		if (!level->object) {
			named = str_eq(name, STR("*")) ||
				(json_pointer_index(name, &index) && index == level->count);
			level->count++;
		}
		if (!named)
			return false;
	}
	if (items->on_way == items->tokens_len)
		return true;
	if (container)
		items->levels[items->on_way++] = (Level){.object = token == JSON_TOKEN_OBJECT};
	return false;
}

/* Gives the item's memory back and passes over the rest of it. */
static void abandon(JsonItems *items)
{
	items->builder = NULL;
	items->item.fault = &items->fault;
	arena_deinit(&items->item_mem);
}

/* Takes a token of the item; true: it was the last one. */
static bool take(JsonItems *items, const JsonEvent *event)
{
	uint64_t len = event->end - items->offset;
	if (items->builder && len > items->options.max_item) {
		too_long(items);
		abandon(items);
	}
	if (items->builder &&
	    !json_builder_add(items->builder, event, &items->item.value, &items->fault))
		abandon(items);
	if (json_depth(items->reader) > items->depth)
		return false;
	items->inside = false;
	size_t end = (size_t)(event->end - items->before);
	if (items->offset >= items->before) {
		size_t from = (size_t)(items->offset - items->before);
		set_raw(items, str_slice(items->chunk, from, end), len);
	} else {
		keep(items, str_slice(items->chunk, 0, end));
		set_raw(items, buf_str(&items->raw), len);
	}
	return true;
}

/* Before the next chunk: keeps what may belong to the source of an item. */
static void keep_source(JsonItems *items)
{
	uint64_t from = items->inside ? items->offset : json_pending(items->reader);
	size_t skip = 0;
	if (from >= items->before) {
		skip = (size_t)(from - items->before);
		buf_clear(&items->raw);
		items->raw_len = 0;
	}
	keep(items, str_slice(items->chunk, skip, items->chunk.len));
}

bool json_items_next(JsonItems *items, JsonStep *step, JsonItem *item, Err *err)
{
	if (items->options.lines) {
		*step = next_line(items);
		if (*step == JSON_ITEM)
			*item = items->item;
		return true;
	}
	for (;;) {
		JsonEvent event;
		if (!json_next(items->reader, &event, err))
			return false;
		if (event.token == JSON_TOKEN_MORE) {
			keep_source(items);
			*step = JSON_MORE;
			return true;
		}
		if (event.token == JSON_TOKEN_END) {
			*step = JSON_DONE;
			return true;
		}
		if (!items->inside && follow(items, &event)) {
			begin_item(items, event.line, event.column);
			items->inside = true;
			items->depth = items->on_way;
			items->offset = event.offset;
			items->builder =
				json_builder_new(&items->item_mem, items->options.max_values);
		}
		if (items->inside && take(items, &event)) {
			*item = items->item;
			*step = JSON_ITEM;
			return true;
		}
	}
}
