#include "answer/fact_json.h"
#include "cli/commands.h"
#include "cli/json_out.h"
#include "cli/wording.h"

static MUST_CHECK bool read_kind(const Args *args, FactKind *out, Err *err)
{
	return fact_kind_parse(args->fact, out, err);
}

static bool is_number(FactType type)
{
	return type == FACT_MONEY || type == FACT_HOURS || type == FACT_SECONDS ||
	       type == FACT_SHARE || type == FACT_DECIMAL;
}

static Str title_of(Arena *mem, const char *name)
{
	Buf out = {.mem = mem};
	for (size_t i = 0; name[i]; i++)
		buf_add_byte(&out, (char)(name[i] == '_' ? ' ' : name[i]));
	return buf_str(&out);
}

static Str shown_state(Arena *mem, const Fact *fact)
{
	Str since = shown_instant(mem, fact->known_at);
	if (fact->known_until.us == INSTANT_MAX.us)
		return str_format(mem, "since %.*s", STR_ARG(since));
	return str_format(mem, "%.*s to %.*s", STR_ARG(since),
			  STR_ARG(shown_instant(mem, fact->known_until)));
}

/* Fields that no fact of the list tells are left out. */
static bool *used_fields(Arena *mem, FactKind kind, const FactsPage *page)
{
	const FactSpec *spec = fact_spec(kind);
	bool *used = ARENA_ARRAY(mem, bool, spec->field_count);
	for (size_t i = 0; i < page->list.len; i++) {
		for (size_t j = 0; j < spec->field_count; j++)
			used[j] = used[j] || page->list.at[i].values[j].set;
	}
	return used;
}

static void print_facts(Cli *cli, FactKind kind, const FactsPage *page)
{
	Arena *mem = cli->mem;
	const FactSpec *spec = fact_spec(kind);
	bool *used = used_fields(mem, kind, page);
	Table table;
	if (page->list.len == 0) {
		buf_add_format(cli->out, "No %s.\n", spec->plural);
		return;
	}
	table_init(&table, mem);
	for (size_t j = 0; j < spec->field_count; j++) {
		const FactField *field = &spec->fields[j];
		ColumnKind column = is_number(field->type) ? COLUMN_NUMBER : COLUMN_TEXT;
		if (used[j])
			table_column(&table, column, title_of(mem, field->name), (Str){0},
				     (Str){0});
	}
	table_column(&table, COLUMN_TEXT, STR("source"), (Str){0}, (Str){0});
	table_column(&table, COLUMN_FIXED, STR("known"), STR("UTC"), (Str){0});
	for (size_t i = 0; i < page->list.len; i++) {
		const Fact *fact = &page->list.at[i];
		for (size_t j = 0; j < spec->field_count; j++) {
			if (used[j])
				table_add(&table, fact_cell(mem, fact, j));
		}
		table_add(&table, fact->source);
		table_add(&table, shown_state(mem, fact));
	}
	table_print(&table, cli->screen, cli->out);
	buf_add_format(cli->out, "\n%.*s %s\n", STR_ARG(shown_count(mem, (uint64_t)page->list.len)),
		       spec->plural);
}

static void write_facts(Cli *cli, const Args *args, const FactsPage *page)
{
	JsonWriter json = json_out_begin(cli);
	json_write_begin_object(&json);
	json_put_member(&json, "fact", args->fact);
	json_put_instant(&json, "known_at", cli->mem, args->moment.known);
	json_put_key(&json, "facts");
	json_write_begin_array(&json);
	for (size_t i = 0; i < page->list.len; i++)
		json_put_fact(&json, cli->mem, page, i);
	json_write_end_array(&json);
	json_write_end_object(&json);
	json_write_end(&json);
}

bool fact_list_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	FactsPage page;
	FactsQuery query = {
		.contract = args->contract,
		.source = args->source,
		.moment = args->moment,
		.versions = args->versions,
	};
	if (!read_kind(args, &query.kind, err))
		return false;
	if (query.kind == FACT_TIME_ENTRY)
		return fail(err, ERR_USAGE,
			    "'pacta entries KEY' lists the time entries of a contract");
	if (!facts_page(cli->app, &query, &page, err))
		return false;
	if (args->json) {
		write_facts(cli, args, &page);
	} else if (args->csv) {
		cli->for_machines = true;
		facts_write_csv(cli->out, cli->mem, query.kind, &page);
	} else {
		print_facts(cli, query.kind, &page);
	}
	return true;
}

/* The fact of the arguments FIELD=VALUE. */
static MUST_CHECK bool read_input(Cli *cli, FactInput *out, Err *err)
{
	const Args *args = cli->args;
	FactInput input = {.source = args->source};
	FactText *texts = ARENA_ARRAY(cli->mem, FactText, args->changes.len);
	if (!read_kind(args, &input.kind, err))
		return false;
	for (size_t i = 0; i < args->changes.len; i++) {
		const FieldText *change = &args->changes.at[i];
		if (str_eq(change->field, STR("external_id")) && fact_spec(input.kind)->sourced)
			input.external_id = change->value;
		else
			texts[input.text_count++] = (FactText){change->field, change->value};
	}
	input.texts = texts;
	*out = input;
	return true;
}

static void tell(Cli *cli, const FactInput *input, const FactResult *result)
{
	Arena *mem = cli->mem;
	if (cli->args->json) {
		JsonWriter json = json_out_begin(cli);
		json_put_fact_result(&json, result);
		json_write_end(&json);
		return;
	}
	buf_add_format(cli->out, "%s %s", fact_spec(input->kind)->name,
		       fact_outcome_name(result->outcome));
	if (fact_spec(input->kind)->sourced)
		buf_add_format(cli->out, " · source %.*s · external id %.*s",
			       STR_ARG(shown_text(mem, result->source)),
			       STR_ARG(shown_text(mem, result->external_id)));
	buf_add_byte(cli->out, '\n');
}

static MUST_CHECK bool write_one(Cli *cli, bool deletes, Err *err)
{
	FactInput input;
	FactResult result;
	if (!read_input(cli, &input, err))
		return false;
	input.deletes = deletes;
	if (!facts_write(cli->app, &input, 1, &result, err))
		return false;
	tell(cli, &input, &result);
	return true;
}

bool fact_put_run(Cli *cli, Err *err)
{
	return write_one(cli, false, err);
}

bool fact_delete_run(Cli *cli, Err *err)
{
	return write_one(cli, true, err);
}
