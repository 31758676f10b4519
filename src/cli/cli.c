#include "cli/cli.h"

#include "answer/json_put.h"
#include "base/utf8.h"
#include "cli/json_out.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static const char DEFAULT_STORE[] = "sqlite:pacta.db";

/* A path without a scheme is an SQLite file. */
static const char *store_url(Arena *mem, const Args *args)
{
	size_t at;
	Str name = args->db;
	if (!name.ptr)
		name = str_from_c(getenv("PACTA_DB"));
	if (name.len == 0)
		return args->db.ptr ? "sqlite:" : DEFAULT_STORE;
	bool url = str_starts(name, STR("sqlite:")) || str_find(name, STR("://"), &at);
	return str_to_c(mem, url ? name : str_format(mem, "sqlite:%.*s", STR_ARG(name)));
}

static MUST_CHECK bool run_on_store(Cli *cli, Str user, Err *err)
{
	const Args *args = cli->args;
	DbCreate create = args->command->store == STORE_MAKE ? DB_CREATE : DB_EXISTING;
	App app;
	if (args->recorded_by.ptr) {
		user = str_trim(args->recorded_by);
		if (user.len == 0)
			return fail(err, ERR_INPUT, "--by: who records needs a name");
	}
	cli->store = store_url(cli->mem, args);
	if (!app_open(&app, cli->mem, cli->store, create, cli->now, user, err))
		return args->command->store == STORE_IF_THERE && err->code == ERR_NOT_FOUND &&
		       args->command->run(cli, err);
	cli->app = &app;
	bool ok = args->command->run(cli, err);
	cli->app = NULL;
	app_close(&app);
	return ok;
}

enum { FLUSH_BYTES = 1 << 20 };

/* `pacta contract list | head`: whoever read has enough, and needs no message. */
static MUST_CHECK bool write_out(Str text, bool writes, Err *err)
{
	if (screen_write(STDOUT_FILENO, text, err))
		return true;
	if (writes)
		return fail_in(err, "the command is done, but");
	if (errno == EPIPE)
		err->text[0] = '\0';
	return false;
}

bool cli_flush(Cli *cli, Err *err)
{
	assert(cli->for_machines);
	if (cli->out->len < FLUSH_BYTES)
		return true;
	if (!write_out(buf_str(cli->out), false, err))
		return false;
	buf_clear(cli->out);
	return true;
}

static MUST_CHECK bool print_answer(const Cli *cli, Err *err)
{
	StoreUse store = cli->args->command->store;
	Str text = buf_str(cli->out);
	if (!cli->for_machines && !cli->screen->unicode)
		text = screen_ascii(cli->mem, text);
	return write_out(text, store == STORE_WRITE || store == STORE_MAKE, err);
}

/* Where all of what there is none of are listed, if a command does that. */
static Str remedy(Arena *mem, const Err *failure)
{
	if (!failure->kind)
		return (Str){0};
	Str name = str_format(mem, "%s list", failure->kind);
	bool asks = str_ends(str_from_c(failure->text), STR("?"));
	return command_find(name) ? str_format(mem, "%s 'pacta %.*s' shows all", asks ? "" : ";",
					       STR_ARG(name))
				  : (Str){0};
}

/* On the standard error. There is nobody to tell where that fails. */
static void print_error(Arena *mem, const Err *failure, bool json)
{
	Err ignored;
	Buf out = {.mem = mem};
	if (failure->text[0] == '\0')
		return;
	if (json) {
		JsonWriter writer;
		json_write_init(&writer, &out, false);
		json_write_begin_object(&writer);
		json_put_error(&writer, failure);
		json_write_end_object(&writer);
		json_write_end(&writer);
	} else {
		Str text = utf8_printable(mem, str_from_c(failure->text));
		if (!screen_of(STDERR_FILENO).unicode)
			text = screen_ascii(mem, text);
		Str hint = remedy(mem, failure);
		buf_add_format(&out, "pacta: %.*s%.*s\n", STR_ARG(text), STR_ARG(hint));
	}
	(void)!screen_write(STDERR_FILENO, buf_str(&out), &ignored);
}

static MUST_CHECK bool run(Arena *mem, const Args *args, Instant now, Str user, const Faces *faces,
			   Err *outcome, Err *err)
{
	Screen screen = screen_of(STDOUT_FILENO);
	Buf out = {.mem = mem};
	Cli cli = {
		.mem = mem,
		.args = args,
		.screen = &screen,
		.out = &out,
		.for_machines = args->json || args->command->no_json,
		.now = now,
		.faces = faces,
	};
	bool ok = args->command->store == STORE_NONE ? args->command->run(&cli, err)
						     : run_on_store(&cli, user, err);
	*outcome = cli.outcome;
	return ok && print_answer(&cli, err);
}

int cli_main(int argc, char *argv[], Instant now, Str user, const Faces *faces)
{
	Arena mem;
	Args args;
	Err err;
	Err outcome = {.code = ERR_NONE};
	size_t count = argc > 0 ? (size_t)argc - 1 : 0;
	arena_init(&mem);
	const char **words = ARENA_ARRAY(&mem, const char *, count);
	for (size_t i = 0; i < count; i++)
		words[i] = argv[i + 1];
	bool json = args_want_json(words, count);
	bool ok = args_parse(&mem, words, count, &args, &err) &&
		  run(&mem, &args, now, user, faces, &outcome, &err);
	if (!ok)
		outcome = err;
	if (outcome.code != ERR_NONE)
		print_error(&mem, &outcome, json);
	arena_deinit(&mem);
	return err_face(outcome.code)->exit_code;
}
