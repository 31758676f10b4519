#include "answer/waiting_json.h"
#include "cli/commands.h"
#include "cli/fact_words.h"
#include "cli/json_out.h"
#include "cli/wording.h"

bool link_add_check(const Args *args, Err *err)
{
	bool contract = args->contract.ptr && !args->task.ptr;
	int targets = contract + args->internal + args->leave + (args->task.ptr != NULL) +
		      (args->resource.ptr != NULL);
	if (targets != 1)
		return fail(
			err, ERR_USAGE,
			"say what it means by one of --contract KEY, --internal, --leave, --resource "
			"KEY, or --task KEY with --contract KEY");
	if (args->task.ptr && !args->contract.ptr)
		return fail(err, ERR_USAGE, "--task KEY needs --contract KEY: whose task it is");
	return true;
}

static LinkTarget target_of(const Args *args)
{
	if (args->internal)
		return LINK_TO_INTERNAL;
	if (args->leave)
		return LINK_TO_LEAVE;
	if (args->task.ptr)
		return LINK_TO_TASK;
	return args->resource.ptr ? LINK_TO_RESOURCE : LINK_TO_CONTRACT;
}

/* "contract HARBOUR-2009", "task SURVEY of HARBOUR-2009", "internal hours" */
static Str shown_target(Arena *mem, LinkTarget target, Str contract, Str task, Str resource)
{
	switch (target) {
	case LINK_TO_CONTRACT:
		return str_format(mem, "contract %.*s", STR_ARG(contract));
	case LINK_TO_INTERNAL:
		return STR("internal hours");
	case LINK_TO_LEAVE:
		return STR("leave");
	case LINK_TO_TASK:
		return str_format(mem, "task %.*s of %.*s", STR_ARG(task), STR_ARG(contract));
	case LINK_TO_RESOURCE:
		return str_format(mem, "resource %.*s", STR_ARG(resource));
	case LINK_TARGETS:
		break;
	}
	__builtin_unreachable();
}

static void print_added(Cli *cli, const LinkRequest *request, const LinkResult *result)
{
	Arena *mem = cli->mem;
	const RetrySummary *released = &result->released;
	Str target = shown_target(mem, request->target, request->contract, request->task,
				  request->resource);
	buf_add_format(cli->out, "%s %.*s means %.*s", link_subject_name(request->subject),
		       STR_ARG(shown_text(mem, request->name)), STR_ARG(shown_text(mem, target)));
	if (result->dry_run)
		buf_add(cli->out, STR(" · dry run, nothing is recorded\n"));
	else
		buf_add_format(cli->out, " · link %lld\n", (long long)result->link.id);
	if (released->tried == 0) {
		buf_add(cli->out, STR("No row waited for it.\n"));
		return;
	}
	buf_add_format(cli->out, "%.*s of %.*s waiting row%s %s, %.*s h\n",
		       STR_ARG(shown_count(mem, released->taken)),
		       STR_ARG(shown_count(mem, released->tried)), released->tried == 1 ? "" : "s",
		       result->dry_run ? "would be taken" : "taken",
		       STR_ARG(shown_hours(mem, (int64_t)released->seconds)));
	if (released->waiting > 0)
		buf_add_format(
			cli->out,
			"! %.*s wait on for another reason; 'pacta quarantine list' tells which\n",
			STR_ARG(shown_count(mem, released->waiting)));
}

bool link_add_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	LinkResult result;
	LinkRequest request = {
		.source = args->source,
		.subject = (LinkSubject)args->subject,
		.name = args->name,
		.exact = args->exact,
		.within = args->within,
		.from = args->from,
		.to = args->to,
		.target = target_of(args),
		.contract = args->contract,
		.task = args->task,
		.resource = args->resource,
		.dry_run = args->dry_run,
	};
	if (!links_add(cli->app, &request, &result, err))
		return false;
	if (args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_link_result(&json, cli->mem, &request, &result);
		json_write_end(&json);
	} else {
		print_added(cli, &request, &result);
	}
	return true;
}

static Str or_any(Str text)
{
	return text.len > 0 ? text : STR("any");
}

/* "1 Mar 2024 to 31 Mar 2024", "always" */
static Str shown_days(Arena *mem, Period days)
{
	if (!date_is_set(days.from) && !date_is_set(days.to))
		return STR("always");
	if (!date_is_set(days.to))
		return str_format(mem, "from %.*s", STR_ARG(shown_date(mem, days.from)));
	if (!date_is_set(days.from))
		return str_format(mem, "to %.*s", STR_ARG(shown_last_day(mem, days.to)));
	return str_format(mem, "%.*s to %.*s", STR_ARG(shown_date(mem, days.from)),
			  STR_ARG(shown_last_day(mem, days.to)));
}

static Str shown_made(Arena *mem, const Link *link)
{
	Str made = str_format(mem, "%.*s by %.*s", STR_ARG(shown_instant(mem, link->created_at)),
			      STR_ARG(link->created_by));
	if (!link->removed)
		return made;
	return str_format(mem, "%.*s; removed %.*s by %.*s", STR_ARG(made),
			  STR_ARG(shown_instant(mem, link->removed_at)), STR_ARG(link->removed_by));
}

static void print_links(Cli *cli, const ShownLinks *links)
{
	Arena *mem = cli->mem;
	Table table;
	if (links->len == 0) {
		buf_add(cli->out,
			STR("No links yet. 'pacta link suggest' proposes some for what waits.\n"));
		return;
	}
	table_init(&table, mem);
	table_column(&table, COLUMN_FIXED, STR("link"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_FIXED, STR("of"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("name"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("client"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("source"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("means"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_FIXED, STR("holds"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_TEXT, STR("made"), STR("UTC"), (Str){0});
	for (size_t i = 0; i < links->len; i++) {
		const ShownLink *shown = &links->at[i];
		const Link *link = &shown->link;
		table_add(&table, str_format(mem, "%lld", (long long)link->id));
		table_add(&table, str_from_c(link_subject_name(link->subject)));
		table_add(&table, link->name);
		table_add(&table, link->subject == LINK_PROJECT ? or_any(link->within) : STR("–"));
		table_add(&table, or_any(link->source));
		table_add(&table, shown_target(mem, link->target, shown->contract, shown->task,
					       shown->resource));
		table_add(&table, shown_days(mem, link->days));
		table_add(&table, shown_made(mem, link));
	}
	table_print(&table, cli->screen, cli->out);
}

bool link_list_run(Cli *cli, Err *err)
{
	ShownLinks links;
	if (!links_rows(cli->app, cli->args->removed, &links, err))
		return false;
	if (cli->args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_links(&json, cli->mem, &links);
		json_write_end(&json);
	} else {
		print_links(cli, &links);
	}
	return true;
}

/* For a shell: in quotes where it holds anything but letters, digits and a few marks. */
static Str quoted(Arena *mem, Str text)
{
	Buf out = {.mem = mem};
	bool plain = text.len > 0;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		plain = plain && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
				  (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' ||
				  c == '/' || c == '@');
	}
	if (plain && text.ptr[0] != '-')
		return text;
	buf_add_byte(&out, '\'');
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\'')
			buf_add(&out, STR("'\\''"));
		else
			buf_add_byte(&out, text.ptr[i]);
	}
	buf_add_byte(&out, '\'');
	return buf_str(&out);
}

/* The command that makes the link. */
static Str suggested_command(Arena *mem, const Suggestion *suggestion)
{
	const QuarantineGroup *group = &suggestion->group;
	Buf out = {.mem = mem};
	buf_add_format(&out, "pacta link add %.*s %.*s", STR_ARG(group->subject),
		       STR_ARG(quoted(mem, group->unknown)));
	if (suggestion->target == LINK_TO_TASK)
		buf_add_format(&out, " --contract %.*s", STR_ARG(quoted(mem, group->within)));
	buf_add_format(&out, " --%s", link_target_name(suggestion->target));
	if (suggestion->target != LINK_TO_INTERNAL && suggestion->target != LINK_TO_LEAVE)
		buf_add_format(&out, " %.*s", STR_ARG(quoted(mem, suggestion->key)));
	if (group->within.len > 0 && str_eq(group->subject, STR("project")))
		buf_add_format(&out, " --within %.*s", STR_ARG(quoted(mem, group->within)));
	buf_add_format(&out, " --source %.*s", STR_ARG(quoted(mem, group->source)));
	return buf_str(&out);
}

static bool same_group(const QuarantineGroup *a, const QuarantineGroup *b)
{
	return str_eq(a->source, b->source) && str_eq(a->subject, b->subject) &&
	       str_eq(a->unknown, b->unknown) && str_eq(a->within, b->within) &&
	       str_eq(a->code, b->code);
}

static void print_suggestions(Cli *cli, const Suggestions *suggestions)
{
	Arena *mem = cli->mem;
	if (suggestions->len == 0)
		buf_add(cli->out,
			STR("Nothing that waits is like a name that is known. 'pacta quarantine "
			    "list' shows what waits.\n"));
	for (size_t i = 0; i < suggestions->len; i++) {
		const Suggestion *one = &suggestions->at[i];
		const QuarantineGroup *group = &one->group;
		bool first = i == 0 || !same_group(group, &suggestions->at[i - 1].group);
		if (first) {
			buf_add_format(cli->out, "%s%.*s ", i > 0 ? "\n" : "",
				       STR_ARG(group->subject));
			screen_add(cli->screen, cli->out, STYLE_STRONG,
				   shown_text(mem, group->unknown));
			buf_add_format(cli->out, " of %.*s: %.*s row%s wait, %.*s h\n",
				       STR_ARG(shown_text(mem, group->source)),
				       STR_ARG(shown_count(mem, (uint64_t)group->rows)),
				       group->rows == 1 ? "" : "s",
				       STR_ARG(shown_hours(mem, group->seconds)));
		}
		buf_add_format(cli->out, "  %3d %%  %.*s", (int)(one->likeness / 10000),
			       STR_ARG(shown_text(mem, one->key)));
		if (one->name.len > 0)
			buf_add_format(cli->out, " · %.*s", STR_ARG(shown_text(mem, one->name)));
		buf_add_format(cli->out, "\n         %.*s\n",
			       STR_ARG(shown_text(mem, suggested_command(mem, one))));
	}
}

bool link_suggest_run(Cli *cli, Err *err)
{
	Suggestions suggestions;
	if (!links_suggest(cli->app, &suggestions, err))
		return false;
	if (cli->args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_suggestions(&json, cli->mem, &suggestions);
		json_write_end(&json);
	} else {
		print_suggestions(cli, &suggestions);
	}
	return true;
}

bool link_remove_run(Cli *cli, Err *err)
{
	ShownLink shown;
	if (!links_remove(cli->app, cli->args->number, &shown, err))
		return false;
	if (cli->args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_link(&json, cli->mem, &shown);
		json_write_end(&json);
		return true;
	}
	buf_add_format(cli->out, "Removed link %lld of %s %.*s. What was taken by it stays.\n",
		       (long long)shown.link.id, link_subject_name(shown.link.subject),
		       STR_ARG(shown_text(cli->mem, shown.link.name)));
	return true;
}
