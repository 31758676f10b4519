#include "app/singer_parts.h"

#include "base/utf8.h"

#include <string.h>

/* A batch is written when it holds this much. */
enum { BATCH_RECORDS = 50000, BATCH_BYTES = 32 << 20, LINE_MEMORY = 1 << 20 };

static MUST_CHECK bool open_given(SingerTarget *target, Err *err)
{
	const SingerRequest *request = &target->request;
	ReadMapping *list = ARENA_ARRAY(target->mem, ReadMapping, request->mapping_count);
	for (size_t i = 0; i < request->mapping_count; i++) {
		list[i].name = request->mappings[i];
		if (!mappings_find(target->mem, &target->own, list[i].name, &list[i].mapping, err))
			return fail_at(err, "mapping");
		const MappingInfo *info = mapping_info(list[i].mapping);
		if (info->is_fact && info->stream.len > 0)
			continue;
		(void)fail(err, ERR_INPUT, "the mapping '%.*s' reads no stream: it needs %s",
			   STR_ARG(list[i].name), info->is_fact ? "\"stream\"" : "\"fact\"");
		return fail_at(err, "mapping");
	}
	target->given = (ReadMappings){list, request->mapping_count};
	return true;
}

static MUST_CHECK bool load_mappings(SingerTarget *target, Err *err)
{
	if (!app_begin_read(target->app, err))
		return false;
	bool ok = mappings_read_own(target->app, &target->own, err);
	app_end(target->app);
	return ok && open_given(target, err);
}

static void begin_batch(SingerTarget *target)
{
	arena_deinit(&target->batch);
	arena_init(&target->batch);
	map_init(&target->places, &target->batch, (uint64_t)(uintptr_t)target);
	target->count = 0;
	target->size = 0;
	target->states.at = NULL;
	target->states.len = 0;
	target->states.cap = 0;
	for (size_t i = 0; i < target->streams.len; i++) {
		TargetStream *stream = &target->streams.at[i];
		stream->gathered.at = NULL;
		stream->gathered.len = 0;
		stream->gathered.cap = 0;
	}
}

static MUST_CHECK bool check_source(Str source, Err *err)
{
	if (source.len <= SOURCE_NAME_MAX && utf8_is_plain(source) && !str_is_dots(source))
		return true;
	(void)fail(err, ERR_INPUT, "a source's name is plain text of at most %d bytes",
		   SOURCE_NAME_MAX);
	return fail_at(err, "source");
}

bool singer_target_open(App *app, const SingerRequest *request, SingerTarget **out, Err *err)
{
	SingerTarget *target = ARENA_NEW(app->mem, SingerTarget);
	target->app = app;
	target->mem = app->mem;
	target->request = *request;
	if (!check_source(request->source, err) || !load_mappings(target, err))
		return false;
	target->singer = singer_new(app->mem);
	arena_init(&target->line_mem);
	arena_init(&target->tail_mem);
	arena_init(&target->batch);
	target->tail.mem = &target->tail_mem;
	begin_batch(target);
	*out = target;
	return true;
}

void singer_target_close(SingerTarget *target)
{
	arena_deinit(&target->line_mem);
	arena_deinit(&target->tail_mem);
	arena_deinit(&target->batch);
}

bool singer_target_waits(const SingerTarget *target)
{
	return target->count > 0 || target->states.len > 0;
}

SingerSummary singer_target_summary(const SingerTarget *target)
{
	SingerSummary summary = target->summary;
	for (size_t i = 0; i < target->imports.len; i++) {
		const FactCounts *counts = &target->imports.at[i].counts;
		summary.accepted += counts->accepted;
		summary.corrected += counts->corrected;
		summary.unchanged += counts->unchanged;
		summary.quarantined += counts->quarantined;
		summary.deleted += counts->deleted;
	}
	return summary;
}

/* What a transaction needs of memory goes with it, so that a run of weeks stays small. */
static void lend(SingerTarget *target, Arena *mem)
{
	arena_init(mem);
	target->app->mem = mem;
}

static void take_back(SingerTarget *target, Arena *mem)
{
	target->app->mem = target->mem;
	arena_deinit(mem);
}

static MUST_CHECK bool write_records(SingerTarget *target, Err *err)
{
	Arena mem;
	lend(target, &mem);
	bool ok = singer_write_records(target, err);
	take_back(target, &mem);
	return ok;
}

bool singer_target_flush(SingerTarget *target, Err *err)
{
	const SingerRequest *request = &target->request;
	if (target->count > 0 && !write_records(target, err))
		return false;
	for (size_t i = 0; i < target->states.len; i++) {
		if (!request->state(request->context, target->states.at[i], err))
			return false;
		target->summary.states++;
	}
	begin_batch(target);
	return true;
}

static void note(SingerTarget *target, Str text)
{
	target->request.note(target->request.context, text);
}

static MUST_CHECK bool release_waiting(SingerTarget *target, const TargetStream *stream, Err *err)
{
	Arena mem;
	lend(target, &mem);
	bool ok = singer_release(target, stream, err);
	take_back(target, &mem);
	return ok;
}

/* A stream that is seen for the first time: who reads it, and whose its records are. */
static MUST_CHECK bool know_stream(SingerTarget *target, size_t place, Err *err)
{
	if (place < target->streams.len)
		return true;
	TargetStream stream = {.name = singer_stream(target->singer, place)->name};
	if (!mappings_of_stream(target->mem, &target->given, &target->own, stream.name,
				&stream.mapping, err))
		return false;
	stream.source = target->request.source;
	if (stream.source.len == 0)
		stream.source =
			stream.mapping ? mapping_info(stream.mapping)->source : STR(STREAM_SOURCE);
	*vec_push(target->mem, &target->streams) = stream;
	if (stream.mapping)
		return release_waiting(target, &stream, err);
	note(target, str_format(&target->line_mem,
				"no mapping reads the stream '%.*s'; its records wait in "
				"quarantine for 'pacta mapping add'",
				STR_ARG(stream.name)));
	return true;
}

static void gather(SingerTarget *target, const SingerMessage *message)
{
	Arena *mem = &target->batch;
	TargetStream *stream = &target->streams.at[message->stream];
	int64_t place;
	Gathered gathered = {
		.record = {stream->name, str_copy(mem, message->id), str_copy(mem, message->raw),
			   target->line},
		.has_version = message->has_version,
		.version = message->version,
	};
	if (map_get(&target->places, gathered.record.id, &place)) {
		stream->gathered.at[place].superseded = true;
		target->summary.repeated++;
	}
	map_put(&target->places, gathered.record.id, (int64_t)stream->gathered.len);
	*vec_push(mem, &stream->gathered) = gathered;
	target->count++;
	target->size += message->raw.len;
	target->summary.records++;
}

static MUST_CHECK bool activate(SingerTarget *target, const SingerMessage *message, Err *err)
{
	Arena mem;
	if (!singer_target_flush(target, err))
		return false;
	lend(target, &mem);
	bool ok = singer_activate(target, &target->streams.at[message->stream], message->version,
				  err);
	take_back(target, &mem);
	return ok;
}

static MUST_CHECK bool handle(SingerTarget *target, const SingerMessage *message, Err *err)
{
	switch (message->type) {
	case SINGER_NOTHING:
		return true;
	case SINGER_SCHEMA:
		return know_stream(target, message->stream, err);
	case SINGER_RECORD:
		gather(target, message);
		return (target->count < BATCH_RECORDS && target->size < BATCH_BYTES) ||
		       singer_target_flush(target, err);
	case SINGER_STATE:
		*vec_push(&target->batch, &target->states) = str_copy(&target->batch, message->raw);
		target->size += message->raw.len;
		/* Without records before it there is nothing to wait for. */
		return (target->count > 0 && target->size < BATCH_BYTES) ||
		       singer_target_flush(target, err);
	case SINGER_ACTIVATE_VERSION:
		return activate(target, message, err);
	case SINGER_UNKNOWN:
		note(target,
		     str_format(&target->line_mem,
				"line %llu: a message of type '%.*s' is passed over",
				(unsigned long long)target->line, STR_ARG(message->type_name)));
		return true;
	}
	__builtin_unreachable();
}

static MUST_CHECK bool read_line(SingerTarget *target, Str line, Err *err)
{
	SingerMessage message;
	Err later;
	target->line++;
	target->bytes += line.len + 1;
	if (singer_read(target->singer, line, target->line, &target->line_mem, &message, err)) {
		bool ok = handle(target, &message, err);
		arena_trim(&target->line_mem, LINE_MEMORY);
		return ok;
	}
	/* What came before is good. Where it cannot be written, that is the worse news. */
	if (!singer_target_flush(target, &later))
		*err = later;
	return false;
}

/* The line that began in earlier bytes and ends in these, or more of it. */
static MUST_CHECK bool add_tail(SingerTarget *target, Str bytes, Err *err)
{
	Err later;
	buf_add(&target->tail, bytes);
	if (target->tail.len <= SINGER_LINE_MAX)
		return true;
	if (!singer_target_flush(target, &later)) {
		*err = later;
		return false;
	}
	return fail(err, ERR_RANGE, "line %llu: longer than %d MiB",
		    (unsigned long long)target->line + 1, SINGER_LINE_MAX >> 20);
}

static MUST_CHECK bool end_tail(SingerTarget *target, Err *err)
{
	bool ok = read_line(target, buf_str(&target->tail), err);
	buf_clear(&target->tail);
	return ok;
}

bool singer_target_feed(SingerTarget *target, Str bytes, bool last, Err *err)
{
	while (bytes.len > 0) {
		const char *end = memchr(bytes.ptr, '\n', bytes.len);
		size_t len = end ? (size_t)(end - bytes.ptr) : bytes.len;
		Str part = str_slice(bytes, 0, len);
		bytes = str_slice(bytes, end ? len + 1 : len, bytes.len);
		bool whole = end && target->tail.len == 0;
		if (whole ? !read_line(target, part, err) : !add_tail(target, part, err))
			return false;
		if (!whole && end && !end_tail(target, err))
			return false;
	}
	if (!last)
		return true;
	return (target->tail.len == 0 || end_tail(target, err)) && singer_target_flush(target, err);
}
