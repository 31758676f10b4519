#include "fresh_app.h"

#include "app/accounts.h"
#include "app/check.h"

#include <string.h>

int open_store(void **state)
{
	static Store store;
	Err err;
	fresh_db(store.url);
	arena_init(&store.mem);
	MUST(app_open(&store.app, &store.mem, store.url, DB_CREATE, FRESH_NOW, STR("tester"),
		      &err));
	*state = &store;
	return 0;
}

int close_store(void **state)
{
	Store *store = *state;
	app_close(&store->app);
	arena_deinit(&store->mem);
	return 0;
}

App *app_of(void **state)
{
	return &((Store *)*state)->app;
}

Date day(const char *text)
{
	Date date;
	Err err;
	MUST(date_parse(str_from_c(text), &date, &err));
	return date;
}

void add_contract(App *app, const char *key)
{
	Err err;
	Account account;
	AccountList accounts;
	Effect effect;
	MUST(accounts_list(app, &accounts, &err));
	if (accounts.len == 0)
		MUST(accounts_add(app, STR("Harbour"), (Str){0}, &account, &err));
	const FieldText terms[] = {
		{STR("starts_on"), CHANGE_SET, STR("2024-01-01")},
		{STR("ends_on"), CHANGE_SET, STR("2027-01-01")},
		{STR("annual_value"), CHANGE_SET, STR("100000")},
		{STR("direct_labor"), CHANGE_SET, STR("60%")},
	};
	NewContract contract = {str_from_c(key), STR("Harbour"), (Str){0}, STR("USD"),
				CONTRACT_CUSTOMER};
	Circumstances about = {.effective_on = DATE_NONE, .signed_on = DATE_NONE};
	MUST(contracts_add(app, &contract, terms, 4, &about, &effect, &err));
}

bool amend(App *app, const char *key, const char *on, FieldText change, Err *err)
{
	Effect effect;
	Circumstances about = {.effective_on = day(on),
			       .signed_on = DATE_NONE,
			       .reason = STR("test")};
	return contracts_amend(app, str_from_c(key), &change, 1, &about, false, &effect, err);
}

bool retract(App *app, const char *key, int32_t number, Err *err)
{
	Effect effect;
	Circumstances about = {.effective_on = DATE_NONE,
			       .signed_on = DATE_NONE,
			       .reason = STR("test")};
	return contracts_retract(app, str_from_c(key), number, &about, false, &effect, err);
}

void expect_sound(App *app, const char *label)
{
	CheckReport report;
	Err err;
	MUST(check_run(app, NULL, &report, &err));
	if (report.finding_count > 0)
		fail_msg("%s: %.*s", label, STR_ARG(report.findings[0].what));
}
