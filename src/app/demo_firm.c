#include "app/demo_firm.h"

/*
 * People come before what names them, tasks before hours, so that only what is meant to be unknown is; hours before
 * the ledger, since what usage brings follows from them.
 */
bool demo_firm_load(App *app, DemoImported *imported, size_t *links, Err *err)
{
	DemoFirm *firm = ARENA_NEW(app->mem, DemoFirm);
	firm->app = app;
	firm->mem = app->mem;
	demo_people_make(firm);
	if (!demo_terms_load(firm, err) || !demo_calendars_import(firm, err) ||
	    !demo_people_import(firm, err) || !demo_plans_import(firm, err) ||
	    !demo_deliverables_import(firm, err) || !demo_exchange_import(firm, err) ||
	    !demo_links_add(firm, err) || !demo_hours_import(firm, err) ||
	    !demo_ledger_import(firm, err))
		return false;
	*imported = firm->imported;
	*links = firm->links;
	return true;
}
