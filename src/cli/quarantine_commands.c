#include "answer/import_json.h"
#include "answer/waiting_json.h"
#include "cli/commands.h"
#include "cli/fact_words.h"
#include "cli/json_out.h"
#include "cli/wording.h"

static void print_rows(Cli *cli, const QuarantineList *list)
{
	Arena *mem = cli->mem;
	Table table;
	if (list->len == 0) {
		buf_add(cli->out, STR("No row waits in quarantine.\n"));
		return;
	}
	table_init(&table, mem);
	table_column(&table, COLUMN_FIXED, STR("row"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("file"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("line"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("column"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("reason"), (Str){0}, (Str){0});
	for (size_t i = 0; i < list->len; i++) {
		const QuarantineRow *row = &list->at[i];
		table_add(&table, str_format(mem, "%lld", (long long)row->id));
		table_add(&table, row->file);
		table_add(&table, shown_count(mem, (uint64_t)row->line));
		table_add(&table, row->column);
		table_add(&table, row->reason);
	}
	table_print(&table, cli->screen, cli->out);
	buf_add_format(cli->out,
		       "\n%zu row%s; 'pacta quarantine show ROW' prints one as received\n",
		       list->len, list->len == 1 ? " waits" : "s wait");
}

/* "project Dock works" with its client, or what is wrong. */
static Str shown_unknown(Arena *mem, const QuarantineGroup *group)
{
	if (group->subject.len == 0)
		return STR("–");
	Str name = str_format(mem, "%.*s %.*s", STR_ARG(group->subject), STR_ARG(group->unknown));
	if (group->within.len == 0)
		return name;
	return str_format(mem, "%.*s of %.*s", STR_ARG(name), STR_ARG(group->within));
}

/* What the rows are of: "costs", "contracts". */
static Str shown_fact(const QuarantineGroup *group)
{
	FactKind kind;
	Err unknown;
	if (group->code.len == 0)
		return STR("contracts");
	if (!fact_kind_parse(group->fact, &kind, &unknown))
		return STR("–");
	return str_from_c(fact_spec(kind)->plural);
}

/* Where a name is unknown, the code tells enough: "unknown contract". */
static Str shown_reason(Arena *mem, const QuarantineGroup *group)
{
	Buf out = {.mem = mem};
	if (group->subject.len == 0)
		return group->reason;
	for (size_t i = 0; i < group->code.len; i++)
		buf_add_byte(&out, group->code.ptr[i] == '_' ? ' ' : group->code.ptr[i]);
	return buf_str(&out);
}

static bool can_be_linked(const QuarantineGroups *groups)
{
	for (size_t i = 0; i < groups->len; i++) {
		if (groups->at[i].subject.len > 0 && !str_eq(groups->at[i].subject, STR("stream")))
			return true;
	}
	return false;
}

static void print_groups(Cli *cli, const QuarantineGroups *groups)
{
	Arena *mem = cli->mem;
	Table table;
	int64_t rows = 0;
	if (groups->len == 0) {
		buf_add(cli->out, STR("No row waits in quarantine.\n"));
		return;
	}
	table_init(&table, mem);
	table_column(&table, COLUMN_NUMBER, STR("rows"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_NUMBER, STR("time"), STR("h"), (Str){0});
	table_column(&table, COLUMN_TEXT, STR("unknown"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("of"), (Str){0}, (Str){0});
	table_may_drop(&table, 1);
	table_column(&table, COLUMN_TEXT, STR("source"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("reason"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_FIXED, STR("first row"), (Str){0}, (Str){0});
	for (size_t i = 0; i < groups->len; i++) {
		const QuarantineGroup *group = &groups->at[i];
		rows += group->rows;
		table_add(&table, shown_count(mem, (uint64_t)group->rows));
		table_add(&table, group->seconds > 0 ? shown_hours(mem, group->seconds) : STR("–"));
		table_add(&table, shown_unknown(mem, group));
		table_add(&table, shown_fact(group));
		table_add(&table, group->source);
		table_add(&table, shown_reason(mem, group));
		table_add(&table, str_format(mem, "%lld", (long long)group->first_id));
	}
	table_print(&table, cli->screen, cli->out);
	buf_add_format(cli->out,
		       "\n%.*s row%s; --rows lists them, 'pacta quarantine show ROW' prints one\n",
		       STR_ARG(shown_count(mem, (uint64_t)rows)), rows == 1 ? " waits" : "s wait");
	if (can_be_linked(groups))
		buf_add(cli->out,
			STR("'pacta link suggest' proposes what unknown names may mean\n"));
}

static void write_list(Cli *cli, const QuarantineGroups *groups, const QuarantineList *list)
{
	JsonWriter json = json_out_begin(cli);
	json_write_begin_object(&json);
	if (groups) {
		json_put_key(&json, "groups");
		json_write_begin_array(&json);
		for (size_t i = 0; i < groups->len; i++)
			json_put_waiting_group(&json, &groups->at[i]);
		json_write_end_array(&json);
	}
	if (list) {
		json_put_key(&json, "rows");
		json_write_begin_array(&json);
		for (size_t i = 0; i < list->len; i++)
			json_put_quarantine_row(&json, cli->mem, &list->at[i]);
		json_write_end_array(&json);
	}
	json_write_end_object(&json);
	json_write_end(&json);
}

bool quarantine_list_check(const Args *args, Err *err)
{
	if (args->rows && args->grouped)
		return fail(err, ERR_USAGE, "--rows and --group exclude each other");
	if (args->import_id != 0 && args->grouped)
		return fail(err, ERR_USAGE, "--import lists rows, and --group excludes it");
	return true;
}

/* For people groups or rows; for machines both, unless one of them is asked for. */
bool quarantine_list_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	bool with_rows = args->rows || args->import_id != 0 || (args->json && !args->grouped);
	bool with_groups = !args->rows && args->import_id == 0;
	QuarantineGroups groups = {0};
	QuarantinePart part = {0};
	QuarantineQuery query = {.import_id = args->import_id, .limit = INT64_MAX};
	if ((with_groups && !waiting_groups(cli->app, &groups, err)) ||
	    (with_rows && !quarantine_rows(cli->app, &query, &part, err)))
		return false;
	if (args->json)
		write_list(cli, with_groups ? &groups : NULL, with_rows ? &part.list : NULL);
	else if (with_groups)
		print_groups(cli, &groups);
	else
		print_rows(cli, &part.list);
	return true;
}

/* The draft that is kept, member by member. */
static void print_record(Cli *cli, Str record)
{
	Arena *mem = cli->mem;
	const JsonValue *value;
	Err unread;
	if (record.len == 0 || !json_parse(mem, record, &value, &unread) ||
	    value->kind != JSON_OBJECT)
		return;
	for (size_t i = 0; i < value->len; i++) {
		const JsonValue *member = &value->at[i];
		if (member->kind == JSON_NULL || member->text.len == 0)
			continue;
		buf_add_format(cli->out, "  %.*s: %.*s\n", STR_ARG(shown_text(mem, member->key)),
			       STR_ARG(shown_text(mem, member->text)));
	}
	buf_add_byte(cli->out, '\n');
}

static Str state_of(Arena *mem, const QuarantineRow *row)
{
	if (row->waits)
		return STR("waits");
	if (row->discarded_by.len > 0)
		return str_format(mem, "discarded %.*s by %.*s",
				  STR_ARG(shown_instant(mem, row->discarded_at)),
				  STR_ARG(shown_text(mem, row->discarded_by)));
	return row->resolved_by_import != 0 ? STR("resolved by a later import")
					    : STR("taken by another attempt");
}

bool quarantine_show_run(Cli *cli, Err *err)
{
	Arena *mem = cli->mem;
	QuarantineRow row;
	if (!quarantine_row(cli->app, cli->args->number, &row, err))
		return false;
	if (cli->args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_quarantine_row(&json, cli->mem, &row);
		json_write_end(&json);
		return true;
	}
	screen_add(cli->screen, cli->out, STYLE_STRONG, shown_text(mem, row.file));
	buf_add_format(cli->out, ", line %.*s", STR_ARG(shown_count(mem, (uint64_t)row.line)));
	if (row.column.len > 0)
		buf_add_format(cli->out, ", column %.*s", STR_ARG(shown_text(mem, row.column)));
	buf_add_format(cli->out, "\n%.*s\n", STR_ARG(shown_text(mem, row.reason)));
	if (row.import_id != 0)
		buf_add_format(cli->out, "import %lld · ", (long long)row.import_id);
	buf_add_format(cli->out, "source %.*s · %.*s\n\n", STR_ARG(shown_text(mem, row.source)),
		       STR_ARG(state_of(mem, &row)));
	print_record(cli, row.record);
	buf_add_format(cli->out, "%.*s%s\n", STR_ARG(shown_text(mem, row.raw)),
		       row.raw_cut ? "\n(only its beginning was kept)" : "");
	return true;
}

bool quarantine_some_check(const Args *args, Err *err)
{
	bool named = args->unknown.ptr || args->of_group.given;
	int ways = (args->number != 0) + (args->group_row != 0) + args->all + named;
	FactKind kind;
	if (ways != 1)
		return fail(
			err, ERR_USAGE,
			"say which rows: one by its id, %sa group by --group-of, or those of one "
			"unknown name with --subject and --unknown",
			option_find(args->command, STR("--all")) ? "--all, " : "");
	if (named && !(args->unknown.ptr && args->of_group.given))
		return fail(err, ERR_USAGE, "--subject and --unknown belong together");
	if ((args->within.ptr || args->fact.ptr) && !named)
		return fail(err, ERR_USAGE, "--within and --fact go with --subject and --unknown");
	if (args->source.ptr && !named && !args->all)
		return fail(err, ERR_USAGE, "--source goes with rows that are not named by an id");
	return !args->fact.ptr || fact_kind_parse(args->fact, &kind, err);
}

/* The rows that the options tell, where it is not a single one. */
static MUST_CHECK bool read_group(Cli *cli, QuarantineQuery *out, Err *err)
{
	const Args *args = cli->args;
	QuarantineQuery query = {.source = args->source, .limit = INT64_MAX};
	QuarantineRow row;
	if (args->group_row != 0) {
		if (!quarantine_row(cli->app, args->group_row, &row, err))
			return false;
		QuarantineGroup group = quarantine_group_of(&row);
		query = quarantine_query_of(&group);
		if (!row.waits)
			return fail_no_such(err, "quarantine", "row %lld no longer waits",
					    (long long)row.id);
	} else if (args->of_group.given) {
		query.fact = args->fact;
		query.subject = str_from_c(WAITING_SUBJECTS[args->of_group.place]);
		query.unknown = args->unknown;
		query.within = args->within;
		query.none = QUARANTINE_NO_WITHIN;
	}
	*out = query;
	return true;
}

bool quarantine_retry_run(Cli *cli, Err *err)
{
	QuarantineQuery query;
	RetrySummary retry;
	if (!read_group(cli, &query, err) ||
	    !waiting_retry(cli->app, &query, cli->args->number, &retry, err))
		return false;
	if (cli->args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_retry(&json, &retry);
		json_write_end(&json);
		return true;
	}
	buf_add_format(cli->out, "%.*s of %.*s row%s taken, %.*s h\n",
		       STR_ARG(shown_count(cli->mem, retry.taken)),
		       STR_ARG(shown_count(cli->mem, retry.tried)), retry.tried == 1 ? "" : "s",
		       STR_ARG(shown_hours(cli->mem, (int64_t)retry.seconds)));
	if (retry.waiting > 0)
		buf_add_format(cli->out, "! %.*s wait on; 'pacta quarantine list' tells why\n",
			       STR_ARG(shown_count(cli->mem, retry.waiting)));
	return true;
}

bool quarantine_discard_run(Cli *cli, Err *err)
{
	QuarantineQuery query;
	uint64_t discarded;
	if (!read_group(cli, &query, err) ||
	    !waiting_discard(cli->app, &query, cli->args->number, &discarded, err))
		return false;
	if (cli->args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_discarded(&json, discarded);
		json_write_end(&json);
		return true;
	}
	buf_add_format(cli->out,
		       "%.*s row%s discarded; nothing of them counts, and they are kept\n",
		       STR_ARG(shown_count(cli->mem, discarded)), discarded == 1 ? "" : "s");
	return true;
}
