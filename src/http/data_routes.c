#include "http/routes.h"

#include "answer/discrepancy_json.h"

const char *discrepancy_choice(size_t place)
{
	return place < DISCREPANCY_KINDS ? discrepancy_name((DiscrepancyKind)place) : NULL;
}

bool api_discrepancies_run(Call *call, Err *err)
{
	const Given *kind = call_given(call, "kind");
	DiscrepancyQuery query = {
		.contract = call_given(call, "contract")->text,
		.resource = call_given(call, "resource")->text,
		.kind = kind->given ? (int)kind->number : -1,
		.from = call_given(call, "from")->date,
		.to = call_given(call, "to")->date,
		.moment = {call_given(call, "as_of")->date, call_given(call, "known_at")->instant,
			   INSTANT_MAX},
		.today = instant_date(call->app->now),
	};
	call->result = ARENA_NEW(call->mem, Discrepancies);
	return discrepancies_find(call->app, &query, call->result, err);
}

bool api_discrepancies_render(Call *call, Err *err)
{
	(void)err;
	json_put_discrepancies(&call->json, call->mem, call->result);
	return true;
}

bool api_discrepancies_csv_render(Call *call, Err *err)
{
	(void)err;
	discrepancies_write_csv(&call->reply->body, call->mem, call->result);
	call->reply->attachment = STR("discrepancies.csv");
	return true;
}

bool api_sources_run(Call *call, Err *err)
{
	call->result = ARENA_NEW(call->mem, SourceRows);
	return sources_rows(call->app, call->result, err);
}

bool api_sources_render(Call *call, Err *err)
{
	(void)err;
	json_put_sources(&call->json, call->mem, call->result);
	return true;
}

bool api_resources_run(Call *call, Err *err)
{
	call->result = ARENA_NEW(call->mem, ResourceRows);
	return resources_rows(call->app, call->result, err);
}

bool api_resources_render(Call *call, Err *err)
{
	(void)err;
	json_put_resources(&call->json, call->result);
	return true;
}
