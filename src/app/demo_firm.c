#include "app/demo_firm.h"

/*
 * People come before what names them, tasks before hours, so that only what is meant to be unknown is; hours before
 * budgets and the ledger, since what usage brings follows from them; and the books are closed when all that is there.
 */
bool demo_firm_load(DemoFirm *firm, App *app, Err *err)
{
	firm->app = app;
	firm->mem = app->mem;
	demo_people_make(firm);
	return demo_terms_load(firm, err) && demo_calendars_import(firm, err) &&
	       demo_people_import(firm, err) && demo_plans_import(firm, err) &&
	       demo_assignments_import(firm, err) && demo_deliverables_import(firm, err) &&
	       demo_exchange_import(firm, err) && demo_links_add(firm, err) &&
	       demo_hours_import(firm, err) && demo_budgets_import(firm, err) &&
	       demo_costs_import(firm, err) && demo_ledger_import(firm, err);
}
