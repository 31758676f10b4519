#include "app/drill.h"

#include "app/asking.h"
#include "app/drill_rows.h"
#include "app/fact_names.h"
#include "app/figures_parts.h"
#include "store/waiting_time.h"

#include <assert.h>

static const char *const BYS[DRILL_BYS] = {"task", "resource", "assignment", "week", "month"};

const char *drill_by_name(size_t place)
{
	return place < DRILL_BYS ? BYS[place] : NULL;
}

static MUST_CHECK bool find_task(App *app, const Contract *contract, Str key, int64_t *out,
				 Err *err)
{
	Tasks tasks;
	if (!tasks_list(app->db, app->mem, contract->id, &tasks, err))
		return false;
	for (size_t i = 0; i < tasks.len; i++) {
		if (str_eq(tasks.at[i].key, key)) {
			*out = tasks.at[i].id;
			return true;
		}
	}
	(void)fail_no_such(err, "task", "contract '%.*s' has no task '%.*s'",
			   STR_ARG(str_slice(contract->key, 0, 120)),
			   STR_ARG(str_slice(key, 0, 300)));
	return fail_at(err, "task");
}

static MUST_CHECK bool find_resource(App *app, Str key, int64_t *out, Err *err)
{
	ResourceName resource;
	bool found;
	if (!resource_find_key(app->db, app->mem, key, &resource, &found, err))
		return false;
	if (found) {
		*out = resource.id;
		return true;
	}
	(void)fail_no_such(err, "resource", "there is no resource '%.*s'",
			   STR_ARG(str_slice(key, 0, 300)));
	return fail_at(err, "resource");
}

static MUST_CHECK bool read_filters(App *app, const DrillQuery *query, const Contract *contract,
				    Drilling *out, Err *err)
{
	return (query->task.len == 0 ||
		find_task(app, contract, query->task, &out->task_id, err)) &&
	       (query->resource.len == 0 ||
		find_resource(app, query->resource, &out->resource_id, err));
}

/* All days up to the as-of day, unless some are asked for. */
static MUST_CHECK bool read_period(App *app, const DrillQuery *query, DrillTable *table, Err *err)
{
	Asking asking = {
		.scope = str_format(app->mem, "contract:%.*s", STR_ARG(query->contract)),
		.period = query->period,
		.range = query->range,
		.moment = query->moment,
		.today = query->today,
	};
	AskingAnswer answer;
	bool all = query->period.len == 0 && !date_is_set(query->range.from) &&
		   !date_is_set(query->range.to);
	if (!asking_read(app, &asking, &answer, err))
		return false;
	table->as_of = answer.moment.as_of;
	table->period = answer.period;
	if (all)
		table->period = (Period){DATE_NONE, date_add(table->as_of, 1)};
	return true;
}

static bool take_book(void *context, const Book *book, Err *err)
{
	const Book **out = context;
	(void)err;
	*out = book;
	return true;
}

/* The timesheets of a period that was asked for: the figures of the contract tell of them. */
static MUST_CHECK bool read_timesheets(App *app, const Drilling *drilling, DrillTable *table,
				       Err *err)
{
	size_t place;
	if (!metric_find(STR("counting_hours"), &place, err))
		return false;
	FiguresAsked asked = {
		.scope = {SCOPE_CONTRACT, drilling->book->key},
		.period = table->period,
		.as_of = table->as_of,
		.effective = DATE_NONE,
		.fiscal_month = drilling->firm->fiscal_month,
		.plan = metric_plan(app->mem, &place, 1),
		.metric_count = 1,
		.lacks_hours = true,
	};
	Sheet sheet = {.app = app, .asked = &asked, .known = table->known};
	if (!sheet_make(&sheet, err))
		return false;
	table->completeness.timesheets_expected =
		sheet.whole.rows[0].completeness.timesheets_expected;
	table->completeness.timesheets_in = sheet.whole.rows[0].completeness.timesheets_in;
	return true;
}

static MUST_CHECK bool read_completeness(App *app, const Drilling *drilling, DrillTable *table,
					 Err *err)
{
	Completeness *lacks = &table->completeness;
	completeness_add_book(lacks, &drilling->question, drilling->book);
	return waiting_time(app->db, drilling->book->id, &lacks->waiting_rows,
			    &lacks->waiting_seconds, err) &&
	       (!date_is_set(table->period.from) || read_timesheets(app, drilling, table, err));
}

/* From the first hours on where no first day was asked for. */
static Period known_days(const Drilling *drilling, Period period)
{
	Date from = period.from;
	if (!date_is_set(from))
		from = drilling->book->work_count > 0 ? drilling->book->work[0].day
						      : date_add(period.to, -1);
	return (Period){from, period.to};
}

static MUST_CHECK bool read_drill(App *app, const DrillQuery *query, DrillTable *out, Err *err)
{
	Contract contract;
	Firm firm;
	Drilling drilling = {.mem = app->mem, .firm = &firm, .by = query->by};
	DrillTable table = {.contract = query->contract,
			    .by = query->by,
			    .known = query->moment.known};
	if (!lookup_contract(app, query->contract, &contract, err))
		return fail_at(err, "contract");
	if (!read_period(app, query, &table, err) ||
	    !read_filters(app, query, &contract, &drilling, err))
		return false;
	table.currency = contract.currency;
	BooksQuery books = {
		.scope = {SCOPE_CONTRACT, query->contract},
		.needs = NEED_HOURS | NEED_TASK_HOURS | NEED_PRICES | NEED_RATES | NEED_TASKS |
			 NEED_RESOURCES | NEED_ASSIGNMENTS | NEED_CALENDARS,
		.moment = {table.as_of, query->moment.known, INSTANT_MAX},
		.effective = query->moment.as_of,
		.days = table.period,
		.keep = true,
	};
	if (!firm_read(app, &books, &firm, err) ||
	    !books_each(app, &firm, &books, take_book, &drilling.book, err))
		return false;
	Period days = known_days(&drilling, table.period);
	drilling.question = question_of(app->mem, &firm, days, table.as_of);
	if (!drill_rows(&drilling, &table, err) || !read_completeness(app, &drilling, &table, err))
		return false;
	*out = table;
	return true;
}

bool drill_table(App *app, const DrillQuery *query, DrillTable *out, Err *err)
{
	assert(query->by < DRILL_BYS);
	if (!app_begin_read(app, err))
		return false;
	bool ok = read_drill(app, query, out, err);
	app_end(app);
	return ok;
}
