#include "http/log.h"

#include "base/json_write.h"
#include "http/clock.h"

#include <assert.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

/* Of a path or message; a byte of it takes up to six in the line. */
enum { TEXT_MAX = 600 };

static const char *const LEVEL_NAMES[] = {
	[LOG_INFO] = "info", [LOG_WARNING] = "warning", [LOG_ERROR] = "error"};

static void put(JsonWriter *json, Str key, Str value)
{
	json_write_key(json, key);
	json_write_string(json, value);
}

static void put_int(JsonWriter *json, Str key, int64_t value)
{
	json_write_key(json, key);
	json_write_int(json, value);
}

static void begin(JsonWriter *json, Buf *line, LogLevel level, const char *message)
{
	json_write_init(json, line, false);
	json_write_begin_object(json);
	put(json, STR("ts"), instant_text(line->mem, clock_now()));
	put(json, STR("level"), str_from_c(LEVEL_NAMES[level]));
	put(json, STR("msg"), str_from_c(message));
}

/*
 * A pipe or terminal that has room takes PIPE_BUF bytes at once; one that nobody reads loses the line.
 * Lines of all threads go one by one, so none takes the room that another has found.
 */
static void end(JsonWriter *json, const Log *log)
{
	static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
	struct pollfd place = {.fd = log->file, .events = POLLOUT};
	json_write_end_object(json);
	json_write_end(json);
	assert(json->out->len <= PIPE_BUF);
	(void)pthread_mutex_lock(&turn);
	if (poll(&place, 1, 0) == 1 && (place.revents & POLLOUT))
		(void)!write(log->file, json->out->ptr, json->out->len);
	(void)pthread_mutex_unlock(&turn);
}

void log_message(const Log *log, LogLevel level, const char *message, Str about)
{
	Arena mem;
	JsonWriter json;
	if (log->detail == LOG_OFF)
		return;
	arena_init(&mem);
	Buf line = {.mem = &mem};
	begin(&json, &line, level, message);
	if (about.len > 0)
		put(&json, STR("about"), str_slice(about, 0, TEXT_MAX));
	end(&json, log);
	arena_deinit(&mem);
}

void log_request(const Log *log, const LoggedRequest *request)
{
	Arena mem;
	JsonWriter json;
	bool failed = request->status >= 500;
	if (log->detail == LOG_OFF || (log->detail == LOG_ERRORS && !failed))
		return;
	arena_init(&mem);
	Buf line = {.mem = &mem};
	begin(&json, &line, failed ? LOG_ERROR : LOG_INFO, "request");
	put(&json, STR("id"), request->id);
	put(&json, STR("method"), request->method);
	put(&json, STR("path"), str_slice(request->path, 0, TEXT_MAX));
	if (request->operation.len > 0)
		put(&json, STR("operation"), request->operation);
	put_int(&json, STR("status"), request->status);
	put_int(&json, STR("bytes"), (int64_t)request->bytes);
	json_write_key(&json, STR("ms"));
	json_write_number(&json, str_format(&mem, "%.3f", (double)request->us / 1000.0));
	if (request->end)
		put(&json, STR("end"), str_from_c(request->end));
	end(&json, log);
	arena_deinit(&mem);
}
