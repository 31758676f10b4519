#include "answer/sums_json.h"
#include "cli/commands.h"
#include "cli/fact_words.h"
#include "cli/json_out.h"
#include "cli/wording.h"

bool csv_or_json_check(const Args *args, Err *err)
{
	if (args->json && args->csv)
		return fail(err, ERR_USAGE, "--json and --csv exclude each other");
	return true;
}

/* Entries on their way out. Texts of rows are made in `scratch`, which is emptied now and then. */
typedef struct Output {
	Cli *cli;
	JsonWriter json;
	Arena scratch;
} Output;

enum { SCRATCH_BYTES = 4 << 20 };

static bool put_json(void *context, const ShownEntry *entries, size_t len, Err *err)
{
	Output *output = context;
	for (size_t i = 0; i < len; i++) {
		json_put_time_entry(&output->json, &output->scratch, &entries[i]);
		arena_trim(&output->scratch, SCRATCH_BYTES);
		if (!cli_flush(output->cli, err))
			return false;
	}
	return true;
}

static bool put_csv(void *context, const ShownEntry *entries, size_t len, Err *err)
{
	Output *output = context;
	entries_csv_rows(output->cli->out, &output->scratch, entries, len);
	arena_trim(&output->scratch, SCRATCH_BYTES);
	return cli_flush(output->cli, err);
}

static MUST_CHECK bool write_json(Cli *cli, const EntriesQuery *query, Err *err)
{
	Output output = {.cli = cli, .json = json_out_begin(cli)};
	EntriesPage page;
	arena_init(&output.scratch);
	json_write_begin_object(&output.json);
	json_put_entries_begin(&output.json, cli->mem, query);
	bool ok = entries_visit(cli->app, query, put_json, &output, &page, err);
	if (ok) {
		json_put_entries_end(&output.json, cli->mem, &page);
		json_put_bool(&output.json, "more", page.more);
		json_write_end_object(&output.json);
		json_write_end(&output.json);
	}
	arena_deinit(&output.scratch);
	return ok;
}

static MUST_CHECK bool write_csv(Cli *cli, const EntriesQuery *query, Err *err)
{
	Output output = {.cli = cli};
	EntriesPage page;
	cli->for_machines = true;
	arena_init(&output.scratch);
	entries_csv_titles(cli->out);
	bool ok = entries_visit(cli->app, query, put_csv, &output, &page, err);
	arena_deinit(&output.scratch);
	return ok;
}

/* The table of entries on its way. */
typedef struct Listing {
	Cli *cli;
	Table table;
} Listing;

static Str shown_place(Arena *mem, const ShownEntry *shown)
{
	if (shown->file.len == 0)
		return shown->source;
	return str_format(mem, "%.*s:%lld", STR_ARG(shown->file), (long long)shown->entry.line);
}

static bool add_entries(void *context, const ShownEntry *entries, size_t len, Err *err)
{
	Listing *listing = context;
	Arena *mem = listing->cli->mem;
	Table *table = &listing->table;
	(void)err;
	for (size_t i = 0; i < len; i++) {
		const ShownEntry *shown = &entries[i];
		const TimeEntry *entry = &shown->entry;
		table_add(table, shown_date(mem, entry->work_date));
		table_add(table, shown_hours(mem, entry->seconds));
		table_add(table, shown->resource);
		table_add(table, shown->task.len > 0 ? shown->task : STR("–"));
		table_add(table, time_class_text(mem, time_class(entry)));
		table_add(table, shown_place(mem, shown));
		table_add(table, entry->external_id);
		table_add(table, entry->note);
	}
	return true;
}

static void begin_listing(Listing *listing, Cli *cli)
{
	listing->cli = cli;
	table_init(&listing->table, cli->mem);
	table_column(&listing->table, COLUMN_FIXED, STR("date"), (Str){0}, (Str){0});
	table_column(&listing->table, COLUMN_NUMBER, STR("time"), STR("h"), (Str){0});
	table_column(&listing->table, COLUMN_TEXT, STR("resource"), (Str){0}, (Str){0});
	table_column(&listing->table, COLUMN_TEXT, STR("task"), (Str){0}, (Str){0});
	table_column(&listing->table, COLUMN_TEXT, STR("kind"), (Str){0}, (Str){0});
	table_may_drop(&listing->table, 1);
	table_column(&listing->table, COLUMN_TEXT, STR("from"), (Str){0}, (Str){0});
	table_may_drop(&listing->table, 3);
	table_column(&listing->table, COLUMN_TEXT, STR("id"), (Str){0}, (Str){0});
	table_may_drop(&listing->table, 4);
	table_column(&listing->table, COLUMN_TEXT, STR("note"), (Str){0}, (Str){0});
	table_may_drop(&listing->table, 2);
}

static MUST_CHECK bool print_entries(Cli *cli, const EntriesQuery *query, Err *err)
{
	Listing listing;
	EntriesPage page;
	begin_listing(&listing, cli);
	if (!entries_visit(cli->app, query, add_entries, &listing, &page, err))
		return false;
	screen_add(cli->screen, cli->out, STYLE_STRONG, shown_text(cli->mem, query->contract));
	buf_add_format(cli->out, "\n%.*s\n\n",
		       STR_ARG(shown_moment(cli->mem, query->moment, "All work dates")));
	if (page.sums.entries == 0)
		buf_add(cli->out, STR("No time entries.\n"));
	else
		table_print(&listing.table, cli->screen, cli->out);
	add_hours(cli, &page.sums);
	if (page.more)
		buf_add(cli->out, STR("There are more; a larger --limit shows them.\n"));
	add_waiting(cli, page.waiting_rows, page.waiting_seconds);
	return true;
}

bool entries_run(Cli *cli, Err *err)
{
	EntriesQuery query = entries_query_of(cli->args);
	if (cli->args->json)
		return write_json(cli, &query, err);
	if (cli->args->csv)
		return write_csv(cli, &query, err);
	return print_entries(cli, &query, err);
}
