#include "answer/fact_json.h"
#include "cli/commands.h"
#include "cli/json_out.h"
#include "cli/text_table.h"
#include "ingest/fact_file.h"

static void print_kinds(Cli *cli)
{
	static const TextColumn columns[] = {
		{"fact", COLUMN_FIXED},
		{"what it is", COLUMN_TEXT},
	};
	Str cells[2 * FACT_KINDS];
	for (size_t i = 0; i < FACT_KINDS; i++) {
		const FactSpec *spec = fact_spec((FactKind)i);
		cells[2 * i] = str_from_c(spec->name);
		cells[2 * i + 1] = str_from_c(spec->help);
	}
	text_table_print(cli, &(TextTable){columns, 2, cells, FACT_KINDS});
	buf_add(cli->out,
		STR("\n'pacta template FACT' prints the header of a CSV file of it; with --json "
		    "its fields are explained.\n"));
}

bool template_run(Cli *cli, Err *err)
{
	const Args *args = cli->args;
	FactKind kind;
	if (args->fact.len == 0 && !args->json) {
		print_kinds(cli);
		return true;
	}
	if (args->fact.len > 0 && !fact_kind_parse(args->fact, &kind, err))
		return false;
	if (args->json) {
		JsonWriter json = json_out_begin(cli);
		if (args->fact.len > 0)
			json_put_fact_kind(&json, kind);
		else
			json_put_fact_kinds(&json);
		json_write_end(&json);
		return true;
	}
	cli->for_machines = true;
	buf_add(cli->out, fact_template(cli->mem, kind));
	buf_add_byte(cli->out, '\n');
	return true;
}
