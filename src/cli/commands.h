#ifndef PACTA_CLI_COMMANDS_H
#define PACTA_CLI_COMMANDS_H

/*
 * What the commands do: each calls one use case and prints its answer, for people or as
 * JSON. The table of commands (command_table.c) says what they take.
 */

#include "cli/cli.h"

/* contract_commands.c, contract_change_commands.c */
MUST_CHECK bool contract_add_run(Cli *cli, Err *err);
MUST_CHECK bool contract_amend_check(const Args *args, Err *err);
MUST_CHECK bool contract_amend_run(Cli *cli, Err *err);
MUST_CHECK bool contract_retract_run(Cli *cli, Err *err);
MUST_CHECK bool contract_list_run(Cli *cli, Err *err);
MUST_CHECK bool contract_show_run(Cli *cli, Err *err);

/* account_commands.c */
MUST_CHECK bool account_add_run(Cli *cli, Err *err);
MUST_CHECK bool account_edit_check(const Args *args, Err *err);
MUST_CHECK bool account_edit_run(Cli *cli, Err *err);
MUST_CHECK bool account_list_run(Cli *cli, Err *err);
MUST_CHECK bool account_show_run(Cli *cli, Err *err);

/* history_command.c, report_command.c, movements_command.c */
MUST_CHECK bool history_run(Cli *cli, Err *err);
MUST_CHECK bool history_report_check(const Args *args, Err *err);
MUST_CHECK bool history_report_run(Cli *cli, Err *err);
MUST_CHECK bool movements_run(Cli *cli, Err *err);

/* metrics_command.c, explain_command.c, drill_command.c, restate_command.c, close_command.c, metric_command.c */
MUST_CHECK bool period_check(const Args *args, Err *err);
MUST_CHECK bool metrics_run(Cli *cli, Err *err);
MUST_CHECK bool explain_run(Cli *cli, Err *err);
MUST_CHECK bool drill_run(Cli *cli, Err *err);
MUST_CHECK bool restate_run(Cli *cli, Err *err);
MUST_CHECK bool close_run(Cli *cli, Err *err);
MUST_CHECK bool tie_out_run(Cli *cli, Err *err);
MUST_CHECK bool metric_list_run(Cli *cli, Err *err);
MUST_CHECK bool metric_show_run(Cli *cli, Err *err);

/* entries_command.c, sum_command.c, template_command.c */
MUST_CHECK bool csv_or_json_check(const Args *args, Err *err);
MUST_CHECK bool entries_run(Cli *cli, Err *err);
MUST_CHECK bool sum_run(Cli *cli, Err *err);
MUST_CHECK bool template_run(Cli *cli, Err *err);

/* fact_commands.c, link_commands.c, discrepancies_command.c, source_commands.c */
MUST_CHECK bool fact_list_run(Cli *cli, Err *err);
MUST_CHECK bool fact_put_run(Cli *cli, Err *err);
MUST_CHECK bool fact_delete_run(Cli *cli, Err *err);
MUST_CHECK bool link_add_check(const Args *args, Err *err);
MUST_CHECK bool link_add_run(Cli *cli, Err *err);
MUST_CHECK bool link_list_run(Cli *cli, Err *err);
MUST_CHECK bool link_suggest_run(Cli *cli, Err *err);
MUST_CHECK bool link_remove_run(Cli *cli, Err *err);
MUST_CHECK bool discrepancies_run(Cli *cli, Err *err);
MUST_CHECK bool source_list_run(Cli *cli, Err *err);
MUST_CHECK bool resource_list_run(Cli *cli, Err *err);

/* import_commands.c, mapping_command.c, quarantine_commands.c */
MUST_CHECK bool import_check(const Args *args, Err *err);
MUST_CHECK bool import_run(Cli *cli, Err *err);
MUST_CHECK bool import_list_run(Cli *cli, Err *err);
MUST_CHECK bool import_undo_run(Cli *cli, Err *err);
MUST_CHECK bool mapping_list_run(Cli *cli, Err *err);
MUST_CHECK bool mapping_add_run(Cli *cli, Err *err);
MUST_CHECK bool mapping_remove_run(Cli *cli, Err *err);
MUST_CHECK bool mapping_show_run(Cli *cli, Err *err);
MUST_CHECK bool quarantine_list_check(const Args *args, Err *err);
MUST_CHECK bool quarantine_list_run(Cli *cli, Err *err);
MUST_CHECK bool quarantine_show_run(Cli *cli, Err *err);
MUST_CHECK bool quarantine_some_check(const Args *args, Err *err);
MUST_CHECK bool quarantine_retry_run(Cli *cli, Err *err);
MUST_CHECK bool quarantine_discard_run(Cli *cli, Err *err);

/* singer_command.c */
MUST_CHECK bool ingest_check(const Args *args, Err *err);
MUST_CHECK bool ingest_run(Cli *cli, Err *err);

/* document_commands.c */
MUST_CHECK bool document_add_run(Cli *cli, Err *err);
MUST_CHECK bool document_list_run(Cli *cli, Err *err);
MUST_CHECK bool document_get_check(const Args *args, Err *err);
MUST_CHECK bool document_get_run(Cli *cli, Err *err);
MUST_CHECK bool document_remove_run(Cli *cli, Err *err);

/* field_commands.c */
MUST_CHECK bool field_add_run(Cli *cli, Err *err);
MUST_CHECK bool field_list_run(Cli *cli, Err *err);
MUST_CHECK bool setting_list_run(Cli *cli, Err *err);
MUST_CHECK bool setting_set_run(Cli *cli, Err *err);

/* store_commands.c */
MUST_CHECK bool check_store_run(Cli *cli, Err *err);
MUST_CHECK bool demo_run(Cli *cli, Err *err);

/* serve_command.c */
MUST_CHECK bool serve_check(const Args *args, Err *err);
MUST_CHECK bool serve_run(Cli *cli, Err *err);

/* help.c, man_page.c, completion.c */
MUST_CHECK bool help_run(Cli *cli, Err *err);
MUST_CHECK bool version_run(Cli *cli, Err *err);
MUST_CHECK bool man_run(Cli *cli, Err *err);
MUST_CHECK bool completion_run(Cli *cli, Err *err);

#endif
