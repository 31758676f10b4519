#include "cli/json_out.h"

JsonWriter json_out_begin(Cli *cli)
{
	JsonWriter json;
	json_write_init(&json, cli->out, cli->screen->terminal);
	return json;
}
