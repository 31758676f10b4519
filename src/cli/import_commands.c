#include "answer/import_json.h"
#include "cli/commands.h"
#include "cli/import_files.h"
#include "cli/import_words.h"
#include "cli/json_out.h"
#include "cli/progress.h"
#include "cli/wording.h"

/* What became of one file. */
typedef struct Outcome {
	bool ok;
	Str path;
	ImportSummary summary;
	Err err;
} Outcome;

static void write_outcomes(Cli *cli, const Outcome *outcomes, size_t count, bool list)
{
	JsonWriter json = json_out_begin(cli);
	if (list)
		json_write_begin_array(&json);
	for (size_t i = 0; i < count; i++) {
		if (outcomes[i].ok) {
			json_put_import_summary(&json, cli->mem, &outcomes[i].summary);
			continue;
		}
		json_write_begin_object(&json);
		json_put_member(&json, "file", outcomes[i].path);
		json_put_error(&json, &outcomes[i].err);
		json_write_end_object(&json);
	}
	if (list)
		json_write_end_array(&json);
	json_write_end(&json);
}

static void print_outcome(Cli *cli, const Outcome *outcome)
{
	Arena *mem = cli->mem;
	const ImportSummary *summary = &outcome->summary;
	if (!outcome->ok) {
		screen_add(cli->screen, cli->out, STYLE_STRONG, shown_text(mem, outcome->path));
		buf_add_format(cli->out, " · not imported: %.*s\n",
			       STR_ARG(shown_text(mem, str_from_c(outcome->err.text))));
		return;
	}
	screen_add(cli->screen, cli->out, STYLE_STRONG, shown_text(mem, summary->file));
	buf_add_format(cli->out, " · mapping %.*s", STR_ARG(shown_text(mem, summary->mapping)));
	if (summary->dry_run)
		buf_add(cli->out, STR(" · dry run, nothing is recorded\n\n"));
	else
		buf_add_format(cli->out, " · import %lld\n\n", (long long)summary->id);
	print_import(cli, summary);
}

static void import_file(Cli *cli, Str path, Outcome *outcome)
{
	const Args *args = cli->args;
	Progress progress;
	outcome->path = path;
	progress_init(&progress, str_to_c(cli->mem, path), cli->screen->unicode);
	ImportRequest request = {
		.path = str_to_c(cli->mem, path),
		.mapping = args->preset.ptr ? args->preset : args->mapping,
		.place = args->preset.ptr ? MAPPING_BUILTIN : MAPPING_ANYWHERE,
		.dry_run = args->dry_run,
		.source = args->source,
		.contract = args->contract,
		.time_zone = args->time_zone,
		.dates = args->dates,
		.complete = args->complete,
		.progress = progress_note,
		.context = &progress,
	};
	outcome->ok = imports_run(cli->app, &request, &outcome->summary, &outcome->err);
	progress_clear(&progress);
}

bool import_check(const Args *args, Err *err)
{
	if (args->preset.ptr && args->mapping.ptr)
		return fail(err, ERR_USAGE, "--preset and --mapping exclude each other");
	return true;
}

bool import_run(Cli *cli, Err *err)
{
	ImportFiles files;
	size_t failed = 0;
	if (!import_files_find(cli->mem, &cli->args->words, &files, err))
		return false;
	size_t count = files.paths.len;
	Outcome *outcomes = ARENA_ARRAY(cli->mem, Outcome, count);
	for (size_t i = 0; i < count; i++) {
		import_file(cli, files.paths.at[i], &outcomes[i]);
		if (!outcomes[i].ok && count == 1) {
			*err = outcomes[i].err;
			return false;
		}
		if (!outcomes[i].ok && failed++ == 0)
			cli->outcome = outcomes[i].err;
	}
	if (failed > 0)
		(void)fail_in(&cli->outcome, "%zu of %zu files not imported, the first", failed,
			      count);
	if (cli->args->json) {
		write_outcomes(cli, outcomes, count, files.several);
		return true;
	}
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buf_add_byte(cli->out, '\n');
		print_outcome(cli, &outcomes[i]);
	}
	return true;
}

/* "blank_end ×210, backdated ×3" */
static Str shown_warnings(Arena *mem, const JsonValue *counts)
{
	Buf out = {.mem = mem};
	for (size_t i = 0; i < counts->len; i++)
		buf_add_format(&out, "%s%.*s ×%.*s", i > 0 ? ", " : "", STR_ARG(counts->at[i].key),
			       STR_ARG(counts->at[i].text));
	return out.len > 0 ? buf_str(&out) : STR("–");
}

static void print_imports(Cli *cli, const ImportList *list, const JsonValue *const *warnings)
{
	Arena *mem = cli->mem;
	Table table;
	if (list->len == 0) {
		buf_add(cli->out, STR("Nothing was imported yet. 'pacta import FILE' does it.\n"));
		return;
	}
	table_init(&table, mem);
	table_column(&table, COLUMN_FIXED, STR("import"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_FIXED, STR("recorded"), STR("UTC"), (Str){0});
	table_column(&table, COLUMN_TEXT, STR("file"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("mapping"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("read"), (Str){0}, STR("rows"));
	table_column(&table, COLUMN_NUMBER, STR("accepted"), (Str){0}, STR("rows"));
	table_column(&table, COLUMN_NUMBER, STR("corrected"), (Str){0}, STR("rows"));
	table_column(&table, COLUMN_NUMBER, STR("unchanged"), (Str){0}, STR("rows"));
	table_column(&table, COLUMN_NUMBER, STR("quarantined"), (Str){0}, STR("rows"));
	table_column(&table, COLUMN_TEXT, STR("warnings"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("by"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_FIXED, STR("undone"), STR("UTC"), (Str){0});
	for (size_t i = 0; i < list->len; i++) {
		const ImportRecord *import = &list->at[i];
		table_add(&table, str_format(mem, "%lld", (long long)import->id));
		table_add(&table, shown_instant(mem, import->recorded_at));
		table_add(&table, import->file);
		table_add(&table, import->mapping);
		table_add(&table, shown_count(mem, (uint64_t)import->rows_read));
		table_add(&table, shown_count(mem, (uint64_t)import->rows_accepted));
		table_add(&table, shown_count(mem, (uint64_t)import->rows_corrected));
		table_add(&table, shown_count(mem, (uint64_t)import->rows_unchanged));
		table_add(&table, shown_count(mem, (uint64_t)import->rows_quarantined));
		table_add(&table, shown_warnings(mem, warnings[i]));
		table_add(&table, import->recorded_by);
		table_add(&table,
			  import->undone ? shown_instant(mem, import->undone_at) : STR("–"));
	}
	table_print(&table, cli->screen, cli->out);
}

bool import_list_run(Cli *cli, Err *err)
{
	ImportList list;
	if (!imports_list(cli->app, &list, err))
		return false;
	const JsonValue **warnings = ARENA_ARRAY(cli->mem, const JsonValue *, list.len);
	for (size_t i = 0; i < list.len; i++) {
		if (!import_read_warnings(cli->mem, &list.at[i], &warnings[i], err))
			return false;
	}
	if (!cli->args->json) {
		print_imports(cli, &list, warnings);
		return true;
	}
	JsonWriter json = json_out_begin(cli);
	json_write_begin_object(&json);
	json_put_key(&json, "imports");
	json_write_begin_array(&json);
	for (size_t i = 0; i < list.len; i++)
		json_put_import(&json, cli->mem, &list.at[i], warnings[i]);
	json_write_end_array(&json);
	json_write_end_object(&json);
	json_write_end(&json);
	return true;
}

bool import_undo_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	UndoSummary undo;
	if (!imports_undo(cli->app, args->number, args->reason, &undo, err))
		return false;
	if (!args->json) {
		buf_add_format(cli->out,
			       "Import %lld of %.*s is undone: %.*s taken back, %.*s restored\n",
			       (long long)undo.import.id,
			       STR_ARG(shown_text(cli->mem, undo.import.file)),
			       STR_ARG(shown_count(cli->mem, undo.retracted)),
			       STR_ARG(shown_count(cli->mem, undo.restored)));
		return true;
	}
	JsonWriter json = json_out_begin(cli);
	json_put_undo(&json, &undo);
	json_write_end(&json);
	return true;
}
