#include "base/json.h"

#include "base/json_text.h"
#include "base/scan.h"
#include "base/utf8.h"

#include <assert.h>

enum { DEFAULT_DEPTH = 128, DEFAULT_TOKEN = 1024 * 1024 };

typedef enum Wanted {
	WANT_VALUE,
	WANT_VALUE_OR_END, /* after [ */
	WANT_KEY,
	WANT_KEY_OR_END, /* after { */
	WANT_COLON,
	WANT_COMMA_OR_END,
	WANT_NOTHING, /* after the one value */
} Wanted;

/* The token that the end of the input has cut. */
typedef enum Cut {
	CUT_NONE,
	CUT_STRING,
	CUT_WORD,
} Cut;

struct JsonReader {
	JsonOptions options;
	Wanted wanted;
	size_t depth;
	bool *is_object; /* of each open container; room for max_depth */

	Str input;
	size_t at;       /* first byte of it that is not taken yet */
	uint64_t before; /* bytes of earlier inputs */
	bool last;
	size_t mark; /* bytes of the byte order mark that were seen */
	uint64_t line;
	uint64_t line_from; /* offset of the line's first byte */

	JsonEvent token; /* the one that is being read */
	Cut cut;
	Buf carry;    /* its bytes from earlier inputs */
	bool escaped; /* its last byte was a backslash that escapes the next one */
	bool escapes; /* it holds a backslash */
	Buf scratch;  /* the string without its escapes */
	Err failure;  /* of which no later call gets past */
};

JsonReader *json_reader_new(Arena *mem, JsonOptions options)
{
	if (options.max_depth == 0)
		options.max_depth = DEFAULT_DEPTH;
	if (options.max_token == 0)
		options.max_token = DEFAULT_TOKEN;
	JsonReader *reader = ARENA_NEW(mem, JsonReader);
	reader->options = options;
	reader->is_object = ARENA_ARRAY(mem, bool, options.max_depth);
	reader->line = options.line > 0 ? options.line : 1;
	reader->carry.mem = mem;
	reader->scratch.mem = mem;
	return reader;
}

void json_feed(JsonReader *reader, Str chunk, bool last)
{
	assert(!reader->last);
	assert(reader->at == reader->input.len || reader->failure.code != ERR_NONE);
	reader->before += reader->input.len;
	reader->input = chunk;
	reader->at = 0;
	reader->last = last;
}

size_t json_depth(const JsonReader *reader)
{
	return reader->depth;
}

static uint64_t offset_at(const JsonReader *reader)
{
	return reader->before + reader->at;
}

uint64_t json_pending(const JsonReader *reader)
{
	return reader->cut == CUT_NONE ? offset_at(reader) : reader->token.offset;
}

/* Adds to the error where in the current line it is, and makes it final. */
static bool reject(JsonReader *reader, uint64_t offset, Err *err)
{
	(void)fail_in(err, "line %llu, column %llu", (unsigned long long)reader->line,
		      (unsigned long long)(offset - reader->line_from + 1));
	reader->failure = *err;
	return false;
}

static const char *wanted_words(const JsonReader *reader)
{
	switch (reader->wanted) {
	case WANT_VALUE:
		return "a value";
	case WANT_VALUE_OR_END:
		return "a value or ']'";
	case WANT_KEY:
		return "a key in double quotes";
	case WANT_KEY_OR_END:
		return "a key in double quotes or '}'";
	case WANT_COLON:
		return "':'";
	case WANT_COMMA_OR_END:
		return reader->is_object[reader->depth - 1] ? "',' or '}'" : "',' or ']'";
	case WANT_NOTHING:
		return "the end";
	}
	__builtin_unreachable();
}

static bool reject_byte(JsonReader *reader, Err *err)
{
	unsigned char c = (unsigned char)reader->input.ptr[reader->at];
	uint64_t offset = offset_at(reader);
	if (offset < 2 && (c == 0 || c >= 0xFE)) {
		(void)fail(err, ERR_INPUT,
			   "this looks like UTF-16 or UTF-32; save the file as UTF-8");
		return reject(reader, offset, err);
	}
	if (c < 0x20 || c >= 0x7F) {
		(void)fail(err, ERR_INPUT, "expected %s but found byte %02X", wanted_words(reader),
			   c);
		return reject(reader, offset, err);
	}
	(void)fail(err, ERR_INPUT, "expected %s but found '%c'", wanted_words(reader), c);
	return reject(reader, offset, err);
}

static void value_ends(JsonReader *reader)
{
	if (reader->depth > 0)
		reader->wanted = WANT_COMMA_OR_END;
	else
		reader->wanted = reader->options.many ? WANT_VALUE : WANT_NOTHING;
}

/* --- Tokens of one byte --- */

static bool give_punctuation(JsonReader *reader, JsonToken token, JsonEvent *event)
{
	reader->at++;
	reader->token.token = token;
	reader->token.end = offset_at(reader);
	*event = reader->token;
	return true;
}

static bool open_container(JsonReader *reader, bool object, JsonEvent *event, Err *err)
{
	if (reader->wanted != WANT_VALUE && reader->wanted != WANT_VALUE_OR_END)
		return reject_byte(reader, err);
	if (reader->depth == reader->options.max_depth) {
		(void)fail(err, ERR_RANGE, "objects and arrays are nested deeper than %zu",
			   reader->options.max_depth);
		return reject(reader, offset_at(reader), err);
	}
	reader->is_object[reader->depth++] = object;
	reader->wanted = object ? WANT_KEY_OR_END : WANT_VALUE_OR_END;
	return give_punctuation(reader, object ? JSON_TOKEN_OBJECT : JSON_TOKEN_ARRAY, event);
}

static bool close_container(JsonReader *reader, bool object, JsonEvent *event, Err *err)
{
	Wanted empty = object ? WANT_KEY_OR_END : WANT_VALUE_OR_END;
	if (reader->wanted != empty && reader->wanted != WANT_COMMA_OR_END)
		return reject_byte(reader, err);
	if (reader->is_object[reader->depth - 1] != object)
		return reject_byte(reader, err);
	reader->depth--;
	value_ends(reader);
	return give_punctuation(reader, object ? JSON_TOKEN_OBJECT_END : JSON_TOKEN_ARRAY_END,
				event);
}

/* A comma or a colon, which is no token for the caller. */
static bool take_separator(JsonReader *reader, Err *err)
{
	bool comma = reader->input.ptr[reader->at] == ',';
	if (reader->wanted != (comma ? WANT_COMMA_OR_END : WANT_COLON))
		return reject_byte(reader, err);
	reader->wanted = comma && reader->is_object[reader->depth - 1] ? WANT_KEY : WANT_VALUE;
	reader->at++;
	return true;
}

/* --- Strings and words, which the end of the input may cut --- */

/* Is the token, whose last bytes are those from `from` on, not too long so far? */
static bool check_length(JsonReader *reader, size_t from, Err *err)
{
	if (reader->carry.len + (reader->at - from) <= reader->options.max_token)
		return true;
	(void)fail(err, ERR_RANGE, "a string or number is longer than %zu bytes",
		   reader->options.max_token);
	return reject(reader, reader->token.offset, err);
}

/* Keeps the cut token's bytes from `from` on, and asks for more. */
static bool cut_token(JsonReader *reader, Cut cut, size_t from, JsonEvent *event)
{
	buf_add(&reader->carry, str_slice(reader->input, from, reader->at));
	reader->cut = cut;
	*event = (JsonEvent){.token = JSON_TOKEN_MORE};
	return true;
}

/* The whole of the token whose last bytes are those from `from` on. */
static Str join_token(JsonReader *reader, size_t from)
{
	Str part = str_slice(reader->input, from, reader->at);
	if (reader->cut == CUT_NONE)
		return part;
	reader->cut = CUT_NONE;
	buf_add(&reader->carry, part);
	return buf_str(&reader->carry);
}

/* Puts the text that `raw` stands for in place of it. */
static bool unescape(JsonReader *reader, Str *raw, Err *err)
{
	size_t at;
	buf_clear(&reader->scratch);
	if (json_unescape(&reader->scratch, *raw, &at)) {
		*raw = buf_str(&reader->scratch);
		return true;
	}
	Str shown = str_slice(*raw, at, at + (raw->ptr[at + 1] == 'u' ? 6 : 2));
	(void)fail(err, ERR_INPUT, "'%.*s' is no escape, or half of a surrogate pair",
		   STR_ARG(str_slice(shown, 0, utf8_valid_prefix(shown))));
	return reject(reader, reader->token.offset + 1 + at, err);
}

static bool give_string(JsonReader *reader, size_t from, JsonEvent *event, Err *err)
{
	Str raw = join_token(reader, from);
	size_t valid = utf8_valid_prefix(raw);
	if (valid < raw.len) {
		(void)fail(err, ERR_INPUT, "invalid UTF-8 (byte %02X)",
			   (unsigned char)raw.ptr[valid]);
		return reject(reader, reader->token.offset + 1 + valid, err);
	}
	if (reader->escapes && !unescape(reader, &raw, err))
		return false;
	reader->at++; /* the closing quote */
	reader->token.text = raw;
	reader->token.end = offset_at(reader);
	if (reader->wanted == WANT_KEY || reader->wanted == WANT_KEY_OR_END) {
		reader->token.token = JSON_TOKEN_KEY;
		reader->wanted = WANT_COLON;
	} else {
		reader->token.token = JSON_TOKEN_STRING;
		value_ends(reader);
	}
	*event = reader->token;
	return true;
}

/* Reads on inside a string. */
static bool read_string(JsonReader *reader, JsonEvent *event, Err *err)
{
	Str input = reader->input;
	size_t from = reader->at;
	for (;;) {
		if (reader->escaped && reader->at < input.len) {
			reader->escaped = false;
			reader->at++;
		}
		reader->at += scan_json_text(str_slice(input, reader->at, input.len));
		if (!check_length(reader, from, err))
			return false;
		if (reader->at == input.len) {
			if (!reader->last)
				return cut_token(reader, CUT_STRING, from, event);
			(void)fail(err, ERR_INPUT, "the string that begins here is never closed");
			return reject(reader, reader->token.offset, err);
		}
		char c = input.ptr[reader->at];
		if (c == '"')
			return give_string(reader, from, event, err);
		if (c != '\\') {
			(void)fail(
				err, ERR_INPUT,
				"a control character (byte %02X) in a string; write it as \\u%04X",
				(unsigned)c, (unsigned)c);
			return reject(reader, offset_at(reader), err);
		}
		reader->escapes = true;
		reader->escaped = true;
		reader->at++;
	}
}

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       c == '-' || c == '+' || c == '.' || c == '_';
}

/* Reads on inside a number, true, false or null. */
static bool read_word(JsonReader *reader, JsonEvent *event, Err *err)
{
	size_t from = reader->at;
	while (reader->at < reader->input.len && is_word(reader->input.ptr[reader->at]))
		reader->at++;
	if (!check_length(reader, from, err))
		return false;
	if (reader->at == reader->input.len && !reader->last)
		return cut_token(reader, CUT_WORD, from, event);
	Str word = join_token(reader, from);
	JsonEvent *token = &reader->token;
	if (str_eq(word, STR("true"))) {
		token->token = JSON_TOKEN_TRUE;
	} else if (str_eq(word, STR("false"))) {
		token->token = JSON_TOKEN_FALSE;
	} else if (str_eq(word, STR("null"))) {
		token->token = JSON_TOKEN_NULL;
	} else if (json_number_valid(word)) {
		token->token = JSON_TOKEN_NUMBER;
		token->text = word;
	} else {
		(void)fail(err, ERR_INPUT, "'%.*s' is no JSON value", STR_ARG(word));
		return reject(reader, token->offset, err);
	}
	token->end = offset_at(reader);
	value_ends(reader);
	*event = *token;
	return true;
}

/* --- The reader --- */

/* Passes over the byte order mark, of which an input may hold a part. */
static bool skip_mark(JsonReader *reader, Err *err)
{
	static const char mark[] = {'\xEF', '\xBB', '\xBF'};
	while (reader->at < reader->input.len && offset_at(reader) == reader->mark &&
	       reader->mark < sizeof mark && reader->input.ptr[reader->at] == mark[reader->mark]) {
		reader->mark++;
		reader->at++;
	}
	if (reader->mark == sizeof mark)
		reader->line_from = sizeof mark;
	if (reader->at < reader->input.len && (reader->mark == 1 || reader->mark == 2))
		return reject_byte(reader, err);
	return true;
}

static void skip_space(JsonReader *reader)
{
	for (; reader->at < reader->input.len; reader->at++) {
		char c = reader->input.ptr[reader->at];
		if (c == '\n') {
			reader->line++;
			reader->line_from = offset_at(reader) + 1;
		} else if (c != ' ' && c != '\t' && c != '\r') {
			return;
		}
	}
}

static bool give_end(JsonReader *reader, JsonEvent *event, Err *err)
{
	if (!reader->last) {
		*event = (JsonEvent){.token = JSON_TOKEN_MORE};
		return true;
	}
	bool half_mark = reader->mark == 1 || reader->mark == 2;
	bool between = reader->options.many && reader->depth == 0 && !half_mark;
	if (reader->wanted == WANT_NOTHING || between) {
		*event = (JsonEvent){.token = JSON_TOKEN_END};
		return true;
	}
	(void)fail(err, ERR_INPUT, "the text ends where %s is expected", wanted_words(reader));
	return reject(reader, offset_at(reader), err);
}

/* The token that begins at the current byte. */
static bool begin_token(JsonReader *reader, JsonEvent *event, Err *err)
{
	char c = reader->input.ptr[reader->at];
	reader->token = (JsonEvent){
		.offset = offset_at(reader),
		.line = reader->line,
		.column = offset_at(reader) - reader->line_from + 1,
	};
	if (c == '{' || c == '[')
		return open_container(reader, c == '{', event, err);
	if (c == '}' || c == ']')
		return close_container(reader, c == '}', event, err);
	bool value = reader->wanted == WANT_VALUE || reader->wanted == WANT_VALUE_OR_END;
	bool key = reader->wanted == WANT_KEY || reader->wanted == WANT_KEY_OR_END;
	buf_clear(&reader->carry);
	if (c == '"' && (value || key)) {
		reader->at++;
		reader->escapes = false;
		return read_string(reader, event, err);
	}
	if (value && is_word(c))
		return read_word(reader, event, err);
	return reject_byte(reader, err);
}

bool json_next(JsonReader *reader, JsonEvent *event, Err *err)
{
	if (reader->failure.code != ERR_NONE) {
		*err = reader->failure;
		return false;
	}
	if (reader->cut == CUT_STRING)
		return read_string(reader, event, err);
	if (reader->cut == CUT_WORD)
		return read_word(reader, event, err);
	if (reader->mark < 3 && !skip_mark(reader, err))
		return false;
	for (;;) {
		skip_space(reader);
		if (reader->at == reader->input.len)
			return give_end(reader, event, err);
		char c = reader->input.ptr[reader->at];
		if (c != ',' && c != ':')
			return begin_token(reader, event, err);
		if (!take_separator(reader, err))
			return false;
	}
}
