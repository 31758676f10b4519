#include "app/histories.h"

#include "app/lookup.h"
#include "app/settings.h"
#include "store/custom_field.h"
#include "store/revision.h"

#include <stdlib.h>

static MUST_CHECK bool compute(App *app, const HistoryQuery *query, const Fold *fold,
			       HistoryAnswer *answer, Err *err)
{
	Convention convention = query->epicom2011 ? convention_epicom2011(answer->contract.currency)
						  : convention_default();
	Earning *earning = earning_of(app->mem, fold, convention_default());
	if (!snapshots_of(app->mem, fold, convention, &answer->snapshots, err))
		return false;
	answer->warnings = warnings_of(app->mem, answer->fields, answer->revisions, fold, earning);
	if (!query->by_period || fold->len == 0)
		return true;
	Calendar calendar = {.granularity = query->granularity,
			     .fiscal_month = answer->fiscal_month};
	return period_table(app->mem, earning, calendar, query->range, &answer->periods, err);
}

static MUST_CHECK bool read(App *app, const HistoryQuery *query, HistoryAnswer *out, Err *err)
{
	HistoryAnswer answer = {0};
	StoredHistory history;
	Fold fold;
	Fields *fields = ARENA_NEW(app->mem, Fields);
	if (!custom_field_load(app->db, app->mem, fields, err) ||
	    !settings_fiscal_month(app, &answer.fiscal_month, err) ||
	    !lookup_contract(app, query->key, &answer.contract, err) ||
	    !revision_load(app->db, app->mem, fields, answer.contract.id, &history, err))
		return false;
	answer.fields = fields;
	answer.revisions =
		view_select(app->mem, history.entries, history.count, view_of(query->moment));
	if (!fold_entries(app->mem, fields, answer.revisions, &fold, err) ||
	    !compute(app, query, &fold, &answer, err))
		return fail_in(err, "contract '%.*s'", STR_ARG(answer.contract.key));
	*out = answer;
	return true;
}

static MUST_CHECK bool check_range(Period range, Err *err)
{
	if (!date_is_set(range.from) || !date_is_set(range.to) || range.from.day < range.to.day)
		return true;
	(void)fail(err, ERR_INPUT, "the period ends on or before the day on which it begins");
	return fail_at(err, "to");
}

bool histories_read(App *app, const HistoryQuery *query, HistoryAnswer *out, Err *err)
{
	if (!check_range(query->range, err))
		return false;
	if (!app_begin_read(app, err))
		return false;
	bool ok = read(app, query, out, err);
	app_end(app);
	return ok;
}

/* Histories that are wanted whole, kept beyond the visit. */
typedef struct Collection {
	Arena *mem;
	const Fields *fields;
	const ContractList *contracts;
	const ReportQuery *query;
	VEC(ReportRow) rows;
	VEC(ContractTerms) terms;
	View view;
} Collection;

Str account_name(const AccountList *accounts, int64_t id)
{
	for (size_t i = 0; i < accounts->len; i++) {
		if (accounts->at[i].id == id)
			return accounts->at[i].name;
	}
	return (Str){0};
}

static Date report_day(const ReportQuery *query, const ReportLine *line)
{
	return query->by_recorded ? instant_date(line->entry->recorded_at)
				  : line->revision->effective_on;
}

static bool is_asked(const ReportQuery *query, const ReportLine *line)
{
	Date day = report_day(query, line);
	return (!date_is_set(query->range.from) || day.day >= query->range.from.day) &&
	       (!date_is_set(query->range.to) || day.day < query->range.to.day);
}

/* Copies of an entry's texts and changes, which otherwise go with the visit. */
static const Entry *copy_entry(Arena *mem, const Entry *entry)
{
	Entry *copy = ARENA_NEW(mem, Entry);
	Change *changes = ARENA_ARRAY(mem, Change, entry->change_count);
	*copy = *entry;
	copy->order_key = str_copy(mem, entry->order_key);
	copy->recorded_by = str_copy(mem, entry->recorded_by);
	copy->reason = str_copy(mem, entry->reason);
	copy->change_order = str_copy(mem, entry->change_order);
	copy->source = str_copy(mem, entry->source);
	copy->source_key = str_copy(mem, entry->source_key);
	for (size_t i = 0; i < entry->change_count; i++) {
		changes[i] = entry->changes[i];
		changes[i].value.text = str_copy(mem, changes[i].value.text);
	}
	copy->changes = changes;
	return copy;
}

static ReportLine copy_line(Arena *mem, const ReportLine *line)
{
	ReportLine copy = *line;
	copy.entry = copy_entry(mem, line->entry);
	copy.revision =
		line->revision == line->entry ? copy.entry : copy_entry(mem, line->revision);
	copy.changes = ARENA_ARRAY(mem, ChangeEffect, line->change_count);
	for (size_t i = 0; i < line->change_count; i++) {
		copy.changes[i] = line->changes[i];
		copy.changes[i].before.text = str_copy(mem, line->changes[i].before.text);
		copy.changes[i].after.text = str_copy(mem, line->changes[i].after.text);
	}
	return copy;
}

static bool report_contract(void *context, Arena *mem, const StoredHistory *history, Err *err)
{
	Collection *all = context;
	const Contract *contract = contract_by_id(all->contracts, history->contract_id);
	Report report;
	if (!contract)
		return true;
	if (!report_of(mem, all->fields, history->entries, history->count, &report, err))
		return fail_in(err, "contract '%.*s'", STR_ARG(contract->key));
	for (size_t i = 0; i < report.len; i++) {
		if (is_asked(all->query, &report.at[i]))
			*vec_push(all->mem, &all->rows) =
				(ReportRow){contract, copy_line(all->mem, &report.at[i])};
	}
	return true;
}

static int compare_rows(const void *a, const void *b, bool by_recorded)
{
	const ReportRow *x = a;
	const ReportRow *y = b;
	ReportQuery query = {.by_recorded = by_recorded};
	Date on_x = report_day(&query, &x->line);
	Date on_y = report_day(&query, &y->line);
	if (on_x.day != on_y.day)
		return on_x.day < on_y.day ? -1 : 1;
	int order = str_cmp_natural(x->contract->key, y->contract->key);
	return order != 0 ? order : x->line.entry->number - y->line.entry->number;
}

static int compare_effective(const void *a, const void *b)
{
	return compare_rows(a, b, false);
}

static int compare_recorded(const void *a, const void *b)
{
	return compare_rows(a, b, true);
}

static MUST_CHECK bool report(App *app, const ReportQuery *query, ReportAnswer *out, Err *err)
{
	Account account = {0};
	Contract contract = {0};
	Fields *fields = ARENA_NEW(app->mem, Fields);
	ContractList *contracts = ARENA_NEW(app->mem, ContractList);
	if (query->contract.len > 0 && !lookup_contract(app, query->contract, &contract, err))
		return fail_at(err, "contract");
	if (query->account.len > 0 && !lookup_account(app, query->account, &account, err))
		return fail_at(err, "account");
	if (!custom_field_load(app->db, app->mem, fields, err) ||
	    !contract_list(app->db, app->mem, account.id, contracts, err))
		return false;
	contracts_sort_by_id(contracts);
	Collection all = {.mem = app->mem,
			  .fields = fields,
			  .contracts = contracts,
			  .query = query};
	HistoryScope scope = account.id != 0 ? HISTORY_OF_ACCOUNT : HISTORY_OF_ALL;
	int64_t id = account.id;
	if (contract.id != 0) {
		scope = HISTORY_OF_CONTRACT;
		id = contract.id;
	}
	if (!revision_visit(app->db, fields, scope, id, report_contract, &all, err))
		return false;
	if (all.rows.len > 0)
		qsort(all.rows.at, all.rows.len, sizeof *all.rows.at,
		      query->by_recorded ? compare_recorded : compare_effective);
	*out = (ReportAnswer){fields, all.rows.at, all.rows.len};
	return true;
}

bool histories_report(App *app, const ReportQuery *query, ReportAnswer *out, Err *err)
{
	if (!check_range(query->range, err))
		return false;
	if (!app_begin_read(app, err))
		return false;
	bool ok = report(app, query, out, err);
	app_end(app);
	return ok;
}

static bool collect_terms(void *context, Arena *mem, const StoredHistory *history, Err *err)
{
	Collection *all = context;
	const Contract *contract = contract_by_id(all->contracts, history->contract_id);
	(void)mem;
	if (!contract || contract->kind != CONTRACT_CUSTOMER)
		return true;
	Fold *fold = ARENA_NEW(all->mem, Fold);
	EntryList entries = view_select(all->mem, history->entries, history->count, all->view);
	for (size_t i = 0; i < entries.len; i++)
		entries.at[i] = copy_entry(all->mem, entries.at[i]);
	if (!fold_entries(all->mem, all->fields, entries, fold, err))
		return fail_in(err, "contract '%.*s'", STR_ARG(contract->key));
	*vec_push(all->mem, &all->terms) = (ContractTerms){
		.contract = contract->id,
		.account = contract->account_id,
		.currency = contract->currency,
		.key = contract->key,
		.customer = contract->kind == CONTRACT_CUSTOMER,
		.fold = fold,
	};
	return true;
}

static MUST_CHECK bool movements(App *app, Period between, Moment moment, MovementAnswer *out,
				 Err *err)
{
	Fields *fields = ARENA_NEW(app->mem, Fields);
	ContractList *contracts = ARENA_NEW(app->mem, ContractList);
	AccountList *accounts = ARENA_NEW(app->mem, AccountList);
	MovementAnswer answer = {.between = between, .accounts = accounts, .contracts = contracts};
	if (!custom_field_load(app->db, app->mem, fields, err) ||
	    !account_list(app->db, app->mem, accounts, err) ||
	    !contract_list(app->db, app->mem, 0, contracts, err))
		return false;
	contracts_sort_by_id(contracts);
	Collection all = {.mem = app->mem,
			  .fields = fields,
			  .contracts = contracts,
			  .view = view_of(moment)};
	if (!revision_visit(app->db, fields, HISTORY_OF_ALL, 0, collect_terms, &all, err) ||
	    !movements_of(app->mem, all.terms.at, all.terms.len, between.from, between.to,
			  &answer.table, err))
		return false;
	*out = answer;
	return true;
}

bool histories_movements(App *app, Date from, Date to, Moment moment, MovementAnswer *out, Err *err)
{
	if (to.day < from.day) {
		(void)fail(err, ERR_INPUT, "movements go from a day to a later one");
		return fail_at(err, "to");
	}
	if (!app_begin_read(app, err))
		return false;
	bool ok = movements(app, (Period){from, to}, moment, out, err);
	app_end(app);
	return ok;
}
