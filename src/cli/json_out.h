#ifndef PACTA_CLI_JSON_OUT_H
#define PACTA_CLI_JSON_OUT_H

#include "base/json_write.h"
#include "cli/cli.h"

/* A writer into the command's output, with line ends and indents on a terminal. */
JsonWriter json_out_begin(Cli *cli);

#endif
