#include "store/packed_rows.h"

#include <string.h>

enum {
	FIXED_NUMBERS = 15, /* numbers, and bytes between them, that a row has at most */
};

int time_entry_compare(const TimeEntry *a, const TimeEntry *b)
{
	if (a->work_date.day != b->work_date.day)
		return a->work_date.day < b->work_date.day ? -1 : 1;
	if (a->source_id != b->source_id)
		return a->source_id < b->source_id ? -1 : 1;
	int order = str_cmp(a->external_id, b->external_id);
	return order != 0 ? order : (a->part > b->part) - (a->part < b->part);
}

void packed_rows_init(PackedRows *rows, Arena *mem, Arena *texts_mem)
{
	*rows = (PackedRows){.mem = mem, .texts_mem = texts_mem};
	entry_places_init(&rows->sources, mem);
	entry_places_init(&rows->tasks, mem);
	entry_places_init(&rows->resources, mem);
	entry_places_init(&rows->writings, mem);
}

void packed_rows_clear(PackedRows *rows)
{
	entry_places_clear(&rows->sources);
	entry_places_clear(&rows->tasks);
	entry_places_clear(&rows->resources);
	entry_places_clear(&rows->writings);
	rows->len = 0;
}

/* [id,id,…] */
static void read_ids(EntryText *text, EntryPlaces *ids)
{
	entry_places_clear(ids);
	entry_text_expect(text, '[');
	while (!text->bad && !entry_text_next(text, ']')) {
		entry_places_add(ids, (PlaceId){entry_text_int(text), 0});
		(void)entry_text_skip(text, ',');
	}
	entry_text_expect(text, ']');
}

/* [[import,known at],…] */
static void read_writings(EntryText *text, EntryPlaces *writings)
{
	entry_places_clear(writings);
	entry_text_expect(text, '[');
	while (!text->bad && entry_text_skip(text, '[')) {
		PlaceId writing;
		writing.first = entry_text_int(text);
		entry_text_expect(text, ',');
		writing.second = entry_text_int(text);
		entry_text_expect(text, ']');
		entry_places_add(writings, writing);
		(void)entry_text_skip(text, ',');
	}
	entry_text_expect(text, ']');
}

/* A number behind a comma. */
static int64_t read_next(EntryText *text)
{
	entry_text_expect(text, ',');
	return entry_text_int(text);
}

static int64_t read_within(EntryText *text, int64_t least, int64_t most)
{
	int64_t number = read_next(text);
	if (number < least || number > most)
		text->bad = true;
	return number;
}

static int64_t read_day(EntryText *text)
{
	int64_t day = entry_text_int(text);
	if (day < DAY_MIN || day > DAY_MAX)
		text->bad = true;
	return day;
}

static PlaceId read_place(EntryText *text, const EntryPlaces *ids)
{
	int64_t place = read_next(text);
	if (place < 0 || (uint64_t)place >= ids->len) {
		text->bad = true;
		return (PlaceId){0};
	}
	return ids->at[place];
}

/* A number that may be missing or null. */
static bool read_optional(EntryText *text, int64_t *number)
{
	if (!entry_text_skip(text, ','))
		return false;
	if (entry_text_next(text, 'n')) {
		entry_text_take(text, STR("null"));
		return false;
	}
	*number = entry_text_int(text);
	return true;
}

static Str read_optional_text(EntryText *text, Arena *mem)
{
	return entry_text_skip(text, ',') ? entry_text_string(text, mem) : (Str){0};
}

static Currency find_currency(PackedRows *rows, EntryText *text, Str code)
{
	Err ignored;
	if (code.len == 0)
		return (Currency){0};
	if (!str_eq_c(code, rows->currency.code) && !currency_find(code, &rows->currency, &ignored))
		text->bad = true;
	return rows->currency;
}

/* The fields from the note on, which most entries lack. */
static void read_rest(PackedRows *rows, EntryText *text, TimeEntry *entry)
{
	int64_t start = TIME_NO_START;
	entry->start = TIME_NO_START;
	entry->span = TIME_NO_SPAN;
	if (entry_text_next(text, ']'))
		return;
	entry->note = read_optional_text(text, rows->texts_mem);
	(void)read_optional(text, &start);
	if (start < TIME_NO_START || start >= DAY_SECONDS)
		text->bad = true;
	entry->start = (int32_t)start;
	entry->role = read_optional_text(text, rows->texts_mem);
	entry->has_cost = read_optional(text, &entry->cost);
	entry->has_bill = read_optional(text, &entry->bill);
	entry->currency = find_currency(rows, text, read_optional_text(text, rows->texts_mem));
	(void)read_optional(text, &entry->span);
}

static void read_entry(PackedRows *rows, EntryText *text, TimeEntry *entry)
{
	entry_text_expect(text, '[');
	entry->work_date.day = (int32_t)read_day(text);
	entry->source_id = read_place(text, &rows->sources).first;
	entry_text_expect(text, ',');
	entry->external_id = entry_text_string(text, rows->texts_mem);
	entry->part = (int32_t)read_within(text, 0, INT32_MAX);
	entry->task_id = read_place(text, &rows->tasks).first;
	entry->resource_id = read_place(text, &rows->resources).first;
	entry->seconds = read_next(text);
	int64_t class = read_within(text, 0, TIME_CLASSES - 1);
	time_class_set(entry, text->bad ? 0 : (int32_t) class);
	PlaceId writing = read_place(text, &rows->writings);
	entry->import_id = writing.first;
	entry->known_at.us = writing.second;
	entry->line = read_next(text);
	read_rest(rows, text, entry);
	entry_text_expect(text, ']');
}

static TimeEntry *next_entry(PackedRows *rows)
{
	if (rows->len == rows->room) {
		size_t room = rows->room > 0 ? 2 * rows->room : 64;
		TimeEntry *at = ARENA_ARRAY(rows->mem, TimeEntry, room);
		Str *texts = ARENA_ARRAY(rows->mem, Str, room);
		if (rows->len > 0) {
			memcpy(at, rows->at, rows->len * sizeof *at);
			memcpy(texts, rows->texts, rows->len * sizeof *texts);
		}
		rows->at = at;
		rows->texts = texts;
		rows->room = room;
	}
	rows->at[rows->len] = (TimeEntry){0};
	return &rows->at[rows->len];
}

bool packed_rows_read(PackedRows *rows, int64_t contract_id, Str source, Err *err)
{
	EntryText text = entry_text_of(source);
	rows->len = 0;
	entry_text_take(&text, STR("{\"sources\":"));
	read_ids(&text, &rows->sources);
	entry_text_take(&text, STR(",\"tasks\":"));
	read_ids(&text, &rows->tasks);
	entry_text_take(&text, STR(",\"resources\":"));
	read_ids(&text, &rows->resources);
	entry_text_take(&text, STR(",\"writings\":"));
	read_writings(&text, &rows->writings);
	entry_text_take(&text, STR(",\"rows\":["));
	while (!text.bad && !entry_text_next(&text, ']')) {
		TimeEntry *entry = next_entry(rows);
		const char *begin = text.at;
		entry->contract_id = contract_id;
		read_entry(rows, &text, entry);
		rows->texts[rows->len] = (Str){begin, (size_t)(text.at - begin)};
		if (rows->len > 0 && time_entry_compare(entry - 1, entry) >= 0)
			text.bad = true;
		rows->len++;
		if (!entry_text_skip(&text, ','))
			break;
	}
	entry_text_take(&text, STR("]}"));
	if (!text.bad && text.at == text.end)
		return true;
	rows->len = 0;
	return fail(err, ERR_CORRUPT, "packed time entries cannot be read after %zu bytes",
		    (size_t)(text.at - source.ptr));
}

void packed_writer_init(PackedWriter *writer, Arena *mem)
{
	*writer = (PackedWriter){.rows.mem = mem, .text.mem = mem};
	entry_places_init(&writer->sources, mem);
	entry_places_init(&writer->tasks, mem);
	entry_places_init(&writer->resources, mem);
	entry_places_init(&writer->writings, mem);
}

static void begin_places(EntryPlaces *places, const EntryPlaces *old)
{
	entry_places_clear(places);
	for (size_t i = 0; old && i < old->len; i++)
		entry_places_add(places, old->at[i]);
}

void packed_writer_begin(PackedWriter *writer, const PackedRows *old)
{
	begin_places(&writer->sources, old ? &old->sources : NULL);
	begin_places(&writer->tasks, old ? &old->tasks : NULL);
	begin_places(&writer->resources, old ? &old->resources : NULL);
	begin_places(&writer->writings, old ? &old->writings : NULL);
	buf_clear(&writer->rows);
	writer->len = 0;
}

static char *next_room(PackedWriter *writer, size_t most)
{
	char *at = buf_room(&writer->rows, most + 1);
	if (writer->len++ > 0)
		*at++ = ',';
	return at;
}

void packed_writer_keep(PackedWriter *writer, Str text)
{
	char *at = next_room(writer, text.len);
	memcpy(at, text.ptr, text.len);
	writer->rows.len = (size_t)(at + text.len - writer->rows.ptr);
}

static char *put_place(char *at, EntryPlaces *places, int64_t first, int64_t second)
{
	*at++ = ',';
	return entry_put_int(at, (int64_t)entry_places_of(places, (PlaceId){first, second}));
}

static char *put_next(char *at, int64_t number)
{
	*at++ = ',';
	return entry_put_int(at, number);
}

static char *put_optional(char *at, bool there, int64_t number)
{
	if (there)
		return put_next(at, number);
	memcpy(at, ",null", 5);
	return at + 5;
}

static char *put_optional_text(char *at, Str text)
{
	if (text.len == 0)
		return put_optional(at, false, 0);
	*at++ = ',';
	return entry_put_string(at, text);
}

/* The fields from the note on, without nulls at the end. */
static char *put_rest(char *at, const TimeEntry *entry)
{
	char *end = at;
	at = put_optional_text(at, entry->note);
	end = entry->note.len > 0 ? at : end;
	at = put_optional(at, entry->start != TIME_NO_START, entry->start);
	end = entry->start != TIME_NO_START ? at : end;
	at = put_optional_text(at, entry->role);
	end = entry->role.len > 0 ? at : end;
	at = put_optional(at, entry->has_cost, entry->cost);
	end = entry->has_cost ? at : end;
	at = put_optional(at, entry->has_bill, entry->bill);
	end = entry->has_bill ? at : end;
	at = put_optional_text(at, str_from_c(entry->currency.code));
	end = entry->currency.code[0] ? at : end;
	at = put_optional(at, entry->span != TIME_NO_SPAN, entry->span);
	return entry->span != TIME_NO_SPAN ? at : end;
}

void packed_writer_add(PackedWriter *writer, const TimeEntry *entry)
{
	size_t most = FIXED_NUMBERS * (ENTRY_INT_SIZE + 1) + 32 +
		      entry_string_room(entry->external_id) + entry_string_room(entry->note) +
		      entry_string_room(entry->role);
	char *at = next_room(writer, most);
	*at++ = '[';
	at = entry_put_int(at, entry->work_date.day);
	at = put_place(at, &writer->sources, entry->source_id, 0);
	*at++ = ',';
	at = entry_put_string(at, entry->external_id);
	at = put_next(at, entry->part);
	at = put_place(at, &writer->tasks, entry->task_id, 0);
	at = put_place(at, &writer->resources, entry->resource_id, 0);
	at = put_next(at, entry->seconds);
	at = put_next(at, time_class(entry));
	at = put_place(at, &writer->writings, entry->import_id, entry->known_at.us);
	at = put_next(at, entry->line);
	at = put_rest(at, entry);
	*at++ = ']';
	writer->rows.len = (size_t)(at - writer->rows.ptr);
}

static void add_ids(Buf *text, const EntryPlaces *ids)
{
	char *at = buf_room(text, ids->len * (ENTRY_INT_SIZE + 1) + 2);
	*at++ = '[';
	for (size_t i = 0; i < ids->len; i++) {
		if (i > 0)
			*at++ = ',';
		at = entry_put_int(at, ids->at[i].first);
	}
	*at++ = ']';
	text->len = (size_t)(at - text->ptr);
}

static void add_writings(Buf *text, const EntryPlaces *writings)
{
	char *at = buf_room(text, writings->len * (2 * ENTRY_INT_SIZE + 4) + 2);
	*at++ = '[';
	for (size_t i = 0; i < writings->len; i++) {
		if (i > 0)
			*at++ = ',';
		*at++ = '[';
		at = entry_put_int(at, writings->at[i].first);
		at = put_next(at, writings->at[i].second);
		*at++ = ']';
	}
	*at++ = ']';
	text->len = (size_t)(at - text->ptr);
}

Str packed_writer_end(PackedWriter *writer)
{
	Buf *text = &writer->text;
	buf_clear(text);
	buf_add(text, STR("{\"sources\":"));
	add_ids(text, &writer->sources);
	buf_add(text, STR(",\"tasks\":"));
	add_ids(text, &writer->tasks);
	buf_add(text, STR(",\"resources\":"));
	add_ids(text, &writer->resources);
	buf_add(text, STR(",\"writings\":"));
	add_writings(text, &writer->writings);
	buf_add(text, STR(",\"rows\":["));
	buf_add(text, buf_str(&writer->rows));
	buf_add(text, STR("]}"));
	return buf_str(text);
}
