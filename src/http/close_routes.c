#include "http/routes.h"

#include "answer/close_json.h"

static const Shape MONTH = {.kind = SHAPE_TEXT, .minimum = 1, .example = "2026-03"};
static const Shape WRITTEN = {.kind = SHAPE_TEXT, .minimum = 1, .example = "125000.00"};

static const Shape LEDGER_LINE = {
	.name = "LedgerLine",
	.kind = SHAPE_OBJECT,
	.help = "a total of the ledger for the month",
	SHAPE_MEMBERS({"contract", &SHAPE_OF_TEXT, OPTIONAL_NULLABLE,
		       "key; missing or null: all contracts of the currency"},
		      {"currency", &CURRENCY_SHAPE, OPTIONAL_NULLABLE,
		       "missing or null: the contract's"},
		      {"recognized", &WRITTEN, ALWAYS, "an amount in units of the currency"}),
};
static const Shape LEDGER_LINES = {.kind = SHAPE_LIST, .items = &LEDGER_LINE};

const Shape NEW_CLOSE_SHAPE = {
	.name = "NewPeriodClose",
	.kind = SHAPE_OBJECT,
	.help = "the close of a month with the ledger's totals",
	SHAPE_MEMBERS({"month", &MONTH, ALWAYS, "such as 2026-03; it must be over"},
		      {"closed_on", &SHAPE_OF_DATE, OPTIONAL_NULLABLE, "today (UTC) unless given"},
		      {"closed_by", &SHAPE_OF_TEXT, OPTIONAL_NULLABLE, "who asks unless given"},
		      {"note", &SHAPE_OF_TEXT, OPTIONAL_NULLABLE, NULL},
		      {"ledger", &LEDGER_LINES, OPTIONAL,
		       "totals that replace those of the month; without them these stay"}),
};

static Moment given_moment(const Call *call)
{
	return (Moment){call_given(call, "as_of")->date, call_given(call, "known_at")->instant,
			INSTANT_MAX};
}

bool api_closes_list_run(Call *call, Err *err)
{
	call->result = ARENA_NEW(call->mem, ClosedMonths);
	return closed_months(call->app, given_moment(call), call->result, err);
}

bool api_closes_list_render(Call *call, Err *err)
{
	(void)err;
	json_put_closed_months(&call->json, call->mem, call->result);
	return true;
}

bool api_close_show_run(Call *call, Err *err)
{
	call->result = ARENA_NEW(call->mem, TieOut);
	return tie_out(call->app, call_given(call, "month")->text, given_moment(call), call->result,
		       err);
}

static Str member_text(const JsonValue *object, const char *name)
{
	const JsonValue *member = json_member(object, str_from_c(name));
	return member && member->kind == JSON_STRING ? member->text : (Str){0};
}

static const LedgerLine *read_lines(const Call *call, size_t *count)
{
	const JsonValue *list = json_member(call->body, STR("ledger"));
	*count = list ? list->len : 0;
	LedgerLine *lines = ARENA_ARRAY(call->mem, LedgerLine, *count);
	for (size_t i = 0; i < *count; i++) {
		lines[i] = (LedgerLine){
			.contract = member_text(&list->at[i], "contract"),
			.currency = member_text(&list->at[i], "currency"),
			.recognized = member_text(&list->at[i], "recognized"),
		};
	}
	return lines;
}

bool api_close_add_run(Call *call, Err *err)
{
	Str closed_on = call_text(call, "closed_on");
	CloseQuery query = {
		.month = call_text(call, "month"),
		.closed_on = DATE_NONE,
		.closed_by = call_text(call, "closed_by"),
		.note = call_text(call, "note"),
		.today = instant_date(call->request->now),
		.dry_run = call_given(call, "dry_run")->number != 0,
	};
	if (closed_on.len > 0 && !date_parse(closed_on, &query.closed_on, err))
		return fail_at(err, "closed_on");
	query.lines = read_lines(call, &query.line_count);
	call->result = ARENA_NEW(call->mem, TieOut);
	return close_month(call->app, &query, call->result, err);
}

bool api_close_render(Call *call, Err *err)
{
	(void)err;
	json_put_tie_out(&call->json, call->mem, call->result);
	return true;
}
