#include "http/desk.h"

#include "check.h"

#include "http/percent.h"
#include "http/problem.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KEPT_BYTES = 16 * 1024 * 1024 };

void desk_open(Desk *desk)
{
	Err err;
	size_t routes;
	*desk = (Desk){.now = {INT64_C(1767225600000000)}};
	arena_init(&desk->mem);
	(void)strcpy(desk->folder, "/tmp/pacta-desk-XXXXXX");
	assert_non_null(mkdtemp(desk->folder));
	const char *url =
		str_to_c(&desk->mem, str_format(&desk->mem, "sqlite:%s/t.db", desk->folder));
	if (!app_open(&desk->app, &desk->mem, url, DB_CREATE, desk->now, STR("tester"), &err))
		fail_msg("%s", err.text);
	desk->lists = kept_lists_new(KEPT_BYTES);
	(void)route_list(&routes);
	desk->answered = ARENA_ARRAY(&desk->mem, bool, routes);
}

static void delete_folder(const char *path)
{
	char file[512];
	DIR *folder = opendir(path);
	assert_non_null(folder);
	for (const struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
		(void)snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
		(void)unlink(file);
	}
	(void)closedir(folder);
	(void)rmdir(path);
}

void desk_close(Desk *desk)
{
	app_close(&desk->app);
	kept_lists_free(desk->lists);
	delete_folder(desk->folder);
	arena_deinit(&desk->mem);
}

static const Upload *make_upload(Desk *desk, Str bytes)
{
	Upload *upload = ARENA_NEW(&desk->mem, Upload);
	upload->path = str_to_c(&desk->mem, str_format(&desk->mem, "%s/upload-%zu", desk->folder,
						       desk->files++));
	upload->bytes = bytes.len;
	upload->sha256 = sha256(bytes);
	FILE *file = fopen(upload->path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
	assert_int_equal(fclose(file), 0);
	return upload;
}

static Request make_request(Desk *desk, const Ask *ask)
{
	Str target = str_from_c(ask->target);
	size_t at = target.len;
	(void)str_find(target, STR("?"), &at);
	return (Request){
		.mem = &desk->mem,
		.method = ask->method,
		.path = str_slice(target, 0, at),
		.query = str_slice(target, at + 1, target.len),
		.body = str_from_c(ask->body),
		.upload = ask->file ? make_upload(desk, str_from_c(ask->file)) : NULL,
		.content_type = str_from_c(ask->type   ? ask->type
					   : ask->body ? "application/json"
						       : NULL),
		.idempotency_key = str_from_c(ask->key),
		.if_match = str_from_c(ask->if_match),
		.if_none_match = str_from_c(ask->if_none_match),
		.now = desk->now,
		.id = STR("req-1"),
		.lists = desk->lists,
	};
}

static Str read_file(Desk *desk, const Reply *reply)
{
	char *bytes = arena_alloc(&desk->mem, reply->file_bytes + 1);
	ssize_t got = pread(reply->file, bytes, reply->file_bytes + 1, 0);
	assert_int_equal(got, reply->file_bytes);
	assert_int_equal(close(reply->file), 0);
	return (Str){bytes, (size_t)got};
}

static void check_shape(const Ask *ask, const Shape *shape, const JsonValue *json, Str text)
{
	Err err;
	if (!shape_check(shape, json, &err))
		fail_msg("%s: the answer is not of its shape: %s\n%.*s", ask->target, err.text,
			 STR_ARG(text));
}

/* What any answer is, whatever was asked. */
static void check_answer(Desk *desk, const Ask *ask, Told *told)
{
	Err err;
	const Reply *reply = &told->reply;
	size_t routes;
	Str media = str_from_c(reply->media);
	bool problem = str_eq(media, STR("application/problem+json"));
	if (reply->status >= 400 && !problem)
		fail_msg("%s: status %d is no problem", ask->target, reply->status);
	if (problem || str_eq(media, STR("application/json"))) {
		if (!json_parse(&desk->mem, told->text, &told->json, &err))
			fail_msg("%s: %s", ask->target, err.text);
	}
	if (problem) {
		check_shape(ask, &PROBLEM_SHAPE, told->json, told->text);
		assert_int_equal(reply->etag.len, 0);
		assert_int_equal(reply->version, -1);
		assert_int_equal(reply->file, -1);
		return;
	}
	if (reply->status == 304)
		return;
	assert_true(reply->status == told->route->status ||
		    reply->status == told->route->dry_run_status);
	if (strcmp(told->route->media, "*/*") != 0)
		assert_string_equal(reply->media, told->route->media);
	if (told->route->answer)
		check_shape(ask, told->route->answer, told->json, told->text);
	assert_true((ask->method == METHOD_GET && !told->route->unkept) == (reply->etag.len > 0));
	desk->answered[told->route - route_list(&routes)] = true;
}

Told desk_ask(Desk *desk, Ask ask)
{
	Str allow;
	Told told = {0};
	Request request = make_request(desk, &ask);
	told.route = dispatch_find(&desk->mem, ask.method, request.path, &allow);
	if (told.route) {
		desk->app.now = desk->now;
		dispatch_run(told.route, &request, &desk->app, &told.reply);
		assert_null(desk->app.hooks.begun);
	} else {
		reply_init(&told.reply, &desk->mem);
		reply_problem_status(&told.reply, &request, allow.len > 0 ? 405 : 404,
				     allow.len > 0 ? str_to_c(&desk->mem, allow) : "nothing there");
	}
	told.text = told.reply.file >= 0 ? read_file(desk, &told.reply) : buf_str(&told.reply.body);
	check_answer(desk, &ask, &told);
	desk->now.us += 1000000;
	return told;
}

static Told must_tell(Desk *desk, Ask ask, int status)
{
	Told told = desk_ask(desk, ask);
	if (told.reply.status != status)
		fail_msg("%s: got %d, wanted %d: %.*s", ask.target, told.reply.status, status,
			 STR_ARG(told.text));
	return told;
}

Told desk_get(Desk *desk, const char *target, int status)
{
	return must_tell(desk, (Ask){.target = target}, status);
}

Told desk_post(Desk *desk, const char *target, const char *body, int status)
{
	return must_tell(desk, (Ask){.method = METHOD_POST, .target = target, .body = body},
			 status);
}

static const JsonValue *find(const Told *told, const char *pointer)
{
	assert_non_null(told->json);
	const JsonValue *value = json_find(told->json, str_from_c(pointer));
	if (!value)
		fail_msg("there is no %s in %.*s", pointer, STR_ARG(told->text));
	return value;
}

Str told_at(const Told *told, const char *pointer)
{
	const JsonValue *value = find(told, pointer);
	if (value->kind == JSON_STRING || value->kind == JSON_NUMBER)
		return value->text;
	if (value->kind == JSON_TRUE)
		return STR("true");
	if (value->kind == JSON_FALSE)
		return STR("false");
	return value->kind == JSON_NULL ? STR("null") : str_from_c(json_kind_name(value->kind));
}

size_t told_count(const Told *told, const char *pointer)
{
	const JsonValue *value = find(told, pointer);
	assert_int_equal(value->kind, JSON_ARRAY);
	return value->len;
}

Str told_header(const Told *told, const char *name)
{
	for (size_t i = 0; i < told->reply.headers.len; i++) {
		if (strcmp(told->reply.headers.at[i].name, name) == 0)
			return told->reply.headers.at[i].value;
	}
	return (Str){0};
}

void check_problem(const char *label, const Told *told, int status, const char *code)
{
	if (told->reply.status != status)
		fail_msg("%s: got %d, wanted %d: %.*s", label, told->reply.status, status,
			 STR_ARG(told->text));
	check_text(label, told_at(told, "/code"), code);
}

void desk_add_contract(Desk *desk, const char *key)
{
	(void)desk_ask(desk, (Ask){.method = METHOD_POST,
				   .target = "/api/v1/accounts",
				   .body = "{\"name\":\"Harbour\"}"});
	Buf body = {.mem = &desk->mem};
	JsonWriter json;
	json_write_init(&json, &body, false);
	json_write_string(&json, str_from_c(key));
	Str quoted = str_copy(&desk->mem, buf_str(&body));
	(void)desk_post(
		desk, "/api/v1/contracts",
		str_to_c(
			&desk->mem,
			str_format(&desk->mem,
				   "{\"key\":%.*s,\"account\":\"Harbour\",\"currency\":\"USD\","
				   "\"changes\":[{\"field\":\"annual_value\",\"value\":\"100000\"},"
				   "{\"field\":\"direct_labor\",\"value\":\"60%%\"},"
				   "{\"field\":\"starts_on\",\"value\":\"2009-03-01\"},"
				   "{\"field\":\"ends_on\",\"value\":\"2011-03-01\"}]}",
				   STR_ARG(quoted))),
		201);
}
