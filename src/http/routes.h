#ifndef PACTA_HTTP_ROUTES_H
#define PACTA_HTTP_ROUTES_H

/*
 * What the routes of the table do: each has a function that calls its use case and one that writes the answer.
 * Shapes are those of requests and answers that only the API has.
 */

#include "http/route.h"

extern const Shape ACCOUNTS_SHAPE, NEW_ACCOUNT_SHAPE, ACCOUNT_CHANGE_SHAPE;
bool api_accounts_list_run(Call *call, Err *err);
bool api_accounts_list_render(Call *call, Err *err);
bool api_account_add_run(Call *call, Err *err);
bool api_account_render(Call *call, Err *err);
bool api_account_show_run(Call *call, Err *err);
bool api_account_show_render(Call *call, Err *err);
bool api_account_edit_run(Call *call, Err *err);

extern const Shape CONTRACTS_SHAPE;
extern const char *const CONTRACT_STATUS_NAMES[];
bool api_contracts_list_run(Call *call, Err *err);
bool api_contracts_list_render(Call *call, Err *err);
bool api_contract_show_run(Call *call, Err *err);
bool api_contract_show_render(Call *call, Err *err);

extern const Shape NEW_CONTRACT_SHAPE, AMENDMENT_SHAPE, RETRACTION_SHAPE;
bool api_contract_add_run(Call *call, Err *err);
bool api_contract_amend_run(Call *call, Err *err);
bool api_contract_retract_run(Call *call, Err *err);
bool api_effect_render(Call *call, Err *err);

extern const Shape REPORT_SHAPE;
bool api_history_run(Call *call, Err *err);
bool api_history_render(Call *call, Err *err);
bool api_report_run(Call *call, Err *err);
bool api_report_csv_run(Call *call, Err *err);
bool api_report_render(Call *call, Err *err);
bool api_report_csv_render(Call *call, Err *err);
bool api_movements_run(Call *call, Err *err);
bool api_movements_render(Call *call, Err *err);

bool api_chart_run(Call *call, Err *err);
bool api_chart_render(Call *call, Err *err);
bool api_chart_table_render(Call *call, Err *err);

bool api_documents_list_run(Call *call, Err *err);
bool api_documents_list_render(Call *call, Err *err);
bool api_document_add_run(Call *call, Err *err);
bool api_document_render(Call *call, Err *err);
bool api_document_get_run(Call *call, Err *err);
bool api_document_get_render(Call *call, Err *err);
bool api_document_remove_run(Call *call, Err *err);

extern const Shape IMPORTS_SHAPE, IMPORT_UNDO_REQUEST_SHAPE, QUARANTINE_SHAPE;
bool api_imports_list_run(Call *call, Err *err);
bool api_imports_list_render(Call *call, Err *err);
bool api_import_show_run(Call *call, Err *err);
bool api_import_show_render(Call *call, Err *err);
bool api_import_file_run(Call *call, Err *err);
bool api_import_file_render(Call *call, Err *err);
bool api_import_undo_run(Call *call, Err *err);
bool api_import_undo_render(Call *call, Err *err);
bool api_quarantine_list_run(Call *call, Err *err);
bool api_quarantine_list_render(Call *call, Err *err);
bool api_quarantine_show_run(Call *call, Err *err);
bool api_quarantine_show_render(Call *call, Err *err);

extern const Shape FACTS_SHAPE, FACTS_REQUEST_SHAPE, FACT_REQUEST_SHAPE, ENTRIES_REQUEST_SHAPE;
const char *fact_choice(size_t place); /* names of kinds of facts; NULL behind the last */
bool api_fact_kinds_run(Call *call, Err *err);
bool api_fact_kinds_render(Call *call, Err *err);
bool api_fact_template_render(Call *call, Err *err);
bool api_facts_list_run(Call *call, Err *err);
bool api_facts_list_render(Call *call, Err *err);
bool api_facts_write_run(Call *call, Err *err);
bool api_facts_delete_run(Call *call, Err *err);
bool api_entries_write_run(Call *call, Err *err);
bool api_fact_results_render(Call *call, Err *err);
bool api_fact_put_run(Call *call, Err *err);
bool api_fact_delete_run(Call *call, Err *err);
bool api_entry_put_run(Call *call, Err *err);
bool api_entry_delete_run(Call *call, Err *err);
bool api_fact_result_render(Call *call, Err *err);

extern const Shape ENTRIES_SHAPE;
bool api_entries_list_run(Call *call, Err *err);
bool api_entries_list_render(Call *call, Err *err);
bool api_entry_show_run(Call *call, Err *err);
bool api_entry_show_render(Call *call, Err *err);
bool api_sums_run(Call *call, Err *err);
bool api_sums_render(Call *call, Err *err);
bool api_sums_csv_render(Call *call, Err *err);
bool api_entries_csv_run(Call *call, Err *err);
bool api_entries_csv_render(Call *call, Err *err);
bool api_facts_csv_run(Call *call, Err *err);
bool api_facts_csv_render(Call *call, Err *err);
bool api_discrepancies_csv_render(Call *call, Err *err);

bool api_metrics_list_run(Call *call, Err *err);
bool api_metrics_list_render(Call *call, Err *err);
bool api_metric_show_run(Call *call, Err *err);
bool api_metric_show_render(Call *call, Err *err);
bool api_figures_run(Call *call, Err *err);
bool api_figures_render(Call *call, Err *err);
bool api_figures_csv_render(Call *call, Err *err);
bool api_drill_run(Call *call, Err *err);
bool api_drill_render(Call *call, Err *err);
bool api_drill_csv_render(Call *call, Err *err);
bool api_explanation_run(Call *call, Err *err);
bool api_explanation_render(Call *call, Err *err);

extern const Shape NEW_CLOSE_SHAPE;
bool api_restatement_run(Call *call, Err *err);
bool api_restatement_render(Call *call, Err *err);
bool api_closes_list_run(Call *call, Err *err);
bool api_closes_list_render(Call *call, Err *err);
bool api_close_show_run(Call *call, Err *err);
bool api_close_add_run(Call *call, Err *err);
bool api_close_render(Call *call, Err *err);

const char *discrepancy_choice(size_t place); /* names of kinds; NULL behind the last */
bool api_discrepancies_run(Call *call, Err *err);
bool api_discrepancies_render(Call *call, Err *err);
bool api_sources_run(Call *call, Err *err);
bool api_sources_render(Call *call, Err *err);
bool api_resources_run(Call *call, Err *err);
bool api_resources_render(Call *call, Err *err);

extern const Shape LINK_REQUEST_SHAPE, WAITING_CHOICE_SHAPE;
bool api_link_add_run(Call *call, Err *err);
bool api_link_add_render(Call *call, Err *err);
bool api_links_list_run(Call *call, Err *err);
bool api_links_list_render(Call *call, Err *err);
bool api_link_remove_run(Call *call, Err *err);
bool api_link_remove_render(Call *call, Err *err);
bool api_links_suggest_run(Call *call, Err *err);
bool api_links_suggest_render(Call *call, Err *err);
bool api_waiting_groups_run(Call *call, Err *err);
bool api_waiting_groups_render(Call *call, Err *err);
bool api_waiting_retry_run(Call *call, Err *err);
bool api_waiting_retry_render(Call *call, Err *err);
bool api_waiting_discard_run(Call *call, Err *err);
bool api_waiting_discard_render(Call *call, Err *err);

extern const Shape NEW_FIELD_SHAPE, SETTING_VALUE_SHAPE;
bool api_fields_list_run(Call *call, Err *err);
bool api_fields_list_render(Call *call, Err *err);
bool api_field_add_run(Call *call, Err *err);
bool api_field_add_render(Call *call, Err *err);
bool api_settings_list_run(Call *call, Err *err);
bool api_settings_list_render(Call *call, Err *err);
bool api_setting_put_run(Call *call, Err *err);
bool api_setting_put_render(Call *call, Err *err);
bool api_mappings_list_run(Call *call, Err *err);
bool api_mappings_list_render(Call *call, Err *err);
bool api_check_store_run(Call *call, Err *err);
bool api_check_store_render(Call *call, Err *err);
bool api_openapi_run(Call *call, Err *err);
bool api_openapi_render(Call *call, Err *err);

#endif
