#ifndef PACTA_CLI_IMPORT_WORDS_H
#define PACTA_CLI_IMPORT_WORDS_H

/* How what an import did reads for people. */

#include "app/imports.h"
#include "cli/cli.h"

void print_import(Cli *cli, const ImportSummary *summary);

#endif
