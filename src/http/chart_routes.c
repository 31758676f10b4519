#include "http/routes.h"

#include "answer/chart_json.h"
#include "app/charts.h"
#include "chart/svg.h"

enum { WIDTH_DEFAULT = 800 };

bool api_chart_run(Call *call, Err *err)
{
	const Given *by = call_given(call, "by");
	const Given *width = call_given(call, "width");
	ChartQuery query = {
		.key = call_given(call, "key")->text,
		.moment = call_moment(call),
		.which = (ContractChart)call_given(call, "chart")->number,
		.has_by = by->given,
		.by = (Granularity)by->number,
		.width = width->given ? (int)width->number : WIDTH_DEFAULT,
		.as_of_mark = DATE_NONE,
	};
	call->result = ARENA_NEW(call->mem, ContractChartAnswer);
	return charts_contract(call->app, &query, call->result, err);
}

bool api_chart_render(Call *call, Err *err)
{
	const ContractChartAnswer *answer = call->result;
	(void)err;
	chart_svg(answer->chart, &call->reply->body);
	return true;
}

bool api_chart_table_render(Call *call, Err *err)
{
	const ContractChartAnswer *answer = call->result;
	(void)err;
	json_put_chart_table(&call->json, call->mem, answer->chart);
	return true;
}
