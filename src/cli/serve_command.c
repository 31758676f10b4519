#include "base/json_write.h"
#include "cli/commands.h"
#include "cli/faces.h"

#include <unistd.h>

enum { TIMEOUT_MAX = 86400, UPLOAD_MAX = 1024 * 1024 };

static const char DEFAULT_ADDRESS[] = "127.0.0.1:8420";

static MUST_CHECK bool check_seconds(const char *option, int64_t seconds, Err *err)
{
	return seconds <= TIMEOUT_MAX ||
	       fail(err, ERR_USAGE, "%s takes at most %d seconds", option, TIMEOUT_MAX);
}

bool serve_check(const Args *args, Err *err)
{
	if (args->upload_limit > UPLOAD_MAX)
		return fail(err, ERR_USAGE, "--upload-limit takes at most %d MiB", UPLOAD_MAX);
	return check_seconds("--header-timeout", args->header_timeout, err) &&
	       check_seconds("--body-timeout", args->body_timeout, err) &&
	       check_seconds("--answer-timeout", args->answer_timeout, err) &&
	       check_seconds("--idle-timeout", args->idle_timeout, err);
}

/* At once: whoever started the server waits for it. */
static bool print_address(void *context, Str address, Err *err)
{
	const Cli *cli = context;
	Buf out = {.mem = cli->mem};
	JsonWriter json;
	if (!cli->args->json) {
		buf_add_format(&out, "pacta serves %.*s\n", STR_ARG(address));
		return screen_write(STDOUT_FILENO, buf_str(&out), err);
	}
	json_write_init(&json, &out, false);
	json_write_begin_object(&json);
	json_write_key(&json, STR("address"));
	json_write_string(&json, address);
	json_write_end_object(&json);
	json_write_end(&json);
	return screen_write(STDOUT_FILENO, buf_str(&out), err);
}

bool serve_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	ServeRequest request = {
		.store = cli->store,
		.user = cli->app->user,
		.listen = args->listen.ptr ? args->listen : str_from_c(DEFAULT_ADDRESS),
		.log = (ServeLog)args->log,
		.upload_mib = args->upload_limit,
		.header_s = args->header_timeout,
		.body_s = args->body_timeout,
		.answer_s = args->answer_timeout,
		.idle_s = args->idle_timeout,
		.started = print_address,
		.context = cli,
	};
	/* The store is there and up to date now; the server has connections of its own. */
	app_close(cli->app);
	return cli->faces->serve(&request, err);
}
