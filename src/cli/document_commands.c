#include "answer/document_json.h"
#include "cli/commands.h"
#include "cli/json_out.h"
#include "cli/wording.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static Str shown_bytes(Arena *mem, int64_t bytes)
{
	return str_format(mem, "%.*s bytes", STR_ARG(shown_count(mem, (uint64_t)bytes)));
}

static void print_document(Cli *cli, const Document *document, const char *done)
{
	Arena *mem = cli->mem;
	if (cli->args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_document(&json, mem, document);
		json_write_end(&json);
		return;
	}
	buf_add_format(cli->out, "%s document %lld, ", done, (long long)document->id);
	screen_add(cli->screen, cli->out, STYLE_STRONG, shown_text(mem, document->name));
	buf_add_format(cli->out, ", %.*s\n", STR_ARG(shown_bytes(mem, document->bytes)));
}

/* Without its folders. */
static Str file_name(Str path)
{
	size_t from = path.len;
	while (from > 0 && path.ptr[from - 1] != '/')
		from--;
	return str_slice(path, from, path.len);
}

static MUST_CHECK bool add(Cli *cli, const char *path, int file, Document *out, Err *err)
{
	const Args *args = cli->args;
	NewDocument new = {
		.name = args->new_name.ptr ? args->new_name : file_name(args->file),
		.type = args->media_type,
		.file = file,
	};
	if (!documents_measure(file, &new.bytes, &new.sha256, err))
		return fail_in(err, "%s", path);
	return documents_add(cli->app, args->key, &new, out, err);
}

bool document_add_run(Cli *cli, Err *err)
{
	Document document;
	const char *path = str_to_c(cli->mem, cli->args->file);
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (file < 0)
		return fail(err, ERR_IO, "%s: cannot be read: %s", path, strerror(errno));
	bool ok = add(cli, path, file, &document, err);
	(void)close(file);
	if (!ok)
		return false;
	print_document(cli, &document, "Stored");
	return true;
}

static Str state_of(Arena *mem, const Document *document)
{
	if (!document->removed)
		return STR("");
	Str at = shown_instant(mem, document->removed_at);
	return str_format(mem, "removed %.*s by %.*s: %.*s", STR_ARG(at),
			  STR_ARG(document->removed_by), STR_ARG(document->reason));
}

static void print_list(Cli *cli, const DocumentList *list)
{
	Arena *mem = cli->mem;
	Table table;
	if (list->len == 0) {
		buf_add(cli->out, STR("The contract has no documents.\n"));
		return;
	}
	table_init(&table, mem);
	table_column(&table, COLUMN_FIXED, STR("document"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("name"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("size"), STR("bytes"), (Str){0});
	table_column(&table, COLUMN_FIXED, STR("stored"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("by"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("state"), (Str){0}, (Str){0});
	for (size_t i = 0; i < list->len; i++) {
		const Document *document = &list->at[i];
		table_add(&table, str_format(mem, "%lld", (long long)document->id));
		table_add(&table, document->name);
		table_add(&table, shown_count(mem, (uint64_t)document->bytes));
		table_add(&table, shown_instant(mem, document->created_at));
		table_add(&table, document->created_by);
		table_add(&table, state_of(mem, document));
	}
	table_print(&table, cli->screen, cli->out);
}

bool document_list_run(Cli *cli, Err *err)
{
	DocumentList list;
	if (!documents_list(cli->app, cli->args->key, &list, err))
		return false;
	if (!cli->args->json) {
		print_list(cli, &list);
		return true;
	}
	JsonWriter json = json_out_begin(cli);
	json_put_documents(&json, cli->mem, &list);
	json_write_end(&json);
	return true;
}

bool document_get_check(const Args *args, Err *err)
{
	if (args->json && !args->output.ptr)
		return fail(err, ERR_USAGE,
			    "the document itself goes to the standard output; with --json name a "
			    "file for it with --output");
	return true;
}

/* What was there under the name stays there until the document is complete. */
static MUST_CHECK bool save(Cli *cli, const char *path, Document *out, Err *err)
{
	struct stat status;
	const char *part = str_format(cli->mem, "%s.part", path).ptr;
	if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
		return fail(err, ERR_IO, "%s: is not a file", path);
	int file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (file < 0)
		return fail(err, ERR_IO, "%s: cannot be made: %s", part, strerror(errno));
	bool ok = documents_fetch(cli->app, cli->args->key, cli->args->number, file, out, err);
	if (close(file) != 0 && ok)
		ok = fail(err, ERR_IO, "%s: cannot be written: %s", part, strerror(errno));
	if (ok && rename(part, path) != 0)
		ok = fail(err, ERR_IO, "%s: cannot be written: %s", path, strerror(errno));
	if (!ok)
		(void)unlink(part);
	return ok;
}

bool document_get_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	Document document;
	if (args->output.ptr) {
		const char *path = str_to_c(cli->mem, args->output);
		if (!save(cli, path, &document, err))
			return false;
		print_document(cli, &document, "Saved");
		return true;
	}
	if (cli->screen->terminal)
		return fail(err, ERR_USAGE,
			    "a document is not written to a terminal; name a file with --output");
	return documents_fetch(cli->app, args->key, args->number, STDOUT_FILENO, &document, err);
}

bool document_remove_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	Document document;
	if (!documents_remove(cli->app, args->key, args->number, args->reason, &document, err))
		return false;
	print_document(cli, &document, "Removed");
	return true;
}
