#include "app/explain.h"

#include "app/explain_rates.h"
#include "app/fact_names.h"
#include "app/figures_parts.h"

#include <string.h>

/* A figure that is being explained. */
typedef struct Explaining {
	App *app;
	const ExplainQuery *query;
	AskingAnswer asked;
	size_t metric; /* place in the registry */
	unsigned needs;
	Period versus; /* from DATE_NONE: none */
	BookHeads heads;
	Currency currency;
	Firm firm;
	VEC(const Book *) books;
	ResourceRefs people;
	FactNames names;
} Explaining;

static MUST_CHECK bool read_request(Explaining *e, Err *err)
{
	const ExplainQuery *query = e->query;
	Asking asking = {query->scope, query->period, query->range, query->moment, query->today};
	e->versus = (Period){DATE_NONE, DATE_NONE};
	if (!metric_find(query->metric, &e->metric, err))
		return fail_at(err, "metric");
	if (!asking_read(e->app, &asking, &e->asked, err))
		return false;
	if (query->versus.len > 0 &&
	    !period_parse(query->versus, &e->asked.context, &e->versus, err)) {
		err->field[0] = '\0';
		return fail_at(err, "vs");
	}
	e->needs = metric_plan_needs(metric_plan(e->app->mem, &e->metric, 1));
	return true;
}

static bool has_versus(const Explaining *e)
{
	return date_is_set(e->versus.from);
}

static bool is_people(const Explaining *e)
{
	return scope_is_people(e->asked.scope);
}

/* Hours of both periods, entry by entry. */
static BooksQuery books_query(const Explaining *e)
{
	BooksQuery query = {
		.scope = e->asked.scope,
		.needs = e->needs,
		.moment = e->asked.moment,
		.effective = e->asked.effective,
		.days = e->asked.period,
		.lineage = true,
		.keep = true,
	};
	if (has_versus(e)) {
		query.days.from = date_earlier(query.days.from, e->versus.from);
		query.days.to = date_later(query.days.to, e->versus.to);
	}
	if (is_people(e))
		query.needs |= NEED_RESOURCES | NEED_RESOURCE_HOURS;
	return query;
}

static bool take_book(void *context, const Book *book, Err *err)
{
	Explaining *e = context;
	(void)err;
	*vec_push(e->app->mem, &e->books) = book;
	return true;
}

/* Totals of several currencies convert, also at budget rates. */
static bool is_mixed(const BookHeads *heads)
{
	for (size_t i = 1; i < heads->len; i++) {
		if (strcmp(heads->at[i].contract->currency.code,
			   heads->at[0].contract->currency.code) != 0)
			return true;
	}
	return false;
}

static MUST_CHECK bool read_books(Explaining *e, Err *err)
{
	BooksQuery query = books_query(e);
	if (is_people(e))
		return firm_read(e->app, &query, &e->firm, err) &&
		       scope_resources(e->app, &e->firm, e->asked.scope, e->asked.moment.as_of,
				       &e->people, err);
	if (!book_heads_read(e->app, &query, &e->heads, err) ||
	    !asking_currency(e->app, &e->heads, &e->currency, err))
		return false;
	if (is_mixed(&e->heads))
		query.needs |= NEED_BUDGETS;
	return firm_read(e->app, &query, &e->firm, err) &&
	       books_each_of(&e->heads, &e->firm, &query, take_book, e, err);
}

static Question question_for(Explaining *e, Period period)
{
	return question_of(e->app->mem, &e->firm, period, e->asked.moment.as_of);
}

static Explanation explain(Explaining *e, const Question *question)
{
	if (is_people(e))
		return explain_resources(question, e->metric, e->people.at, e->people.len);
	return explain_contracts(question, e->metric, e->books.at, e->books.len, e->currency);
}

static MUST_CHECK bool show_row(Explaining *e, const ExplainedInput *input, size_t place,
				ShownRow *out, Err *err)
{
	const TallyRow *row = &input->rows[place];
	const Book *book = input->books[place];
	const Lineage *lineage = row->lineage;
	*out = (ShownRow){
		.row = row,
		.contract = book ? book->key : fact_names_contract(&e->names, row->contract_id),
		.task = fact_names_task(&e->names, row->task_id),
		.resource = fact_names_resource(&e->names, row->resource_id),
	};
	if (!lineage)
		return true;
	out->source = lineage->source_id == 0 ? lineage->source
					      : fact_names_source(&e->names, lineage->source_id);
	out->id = lineage->id;
	out->line = lineage->line;
	return fact_names_file(&e->names, lineage->import_id, &out->file, err);
}

static MUST_CHECK bool show_rows(Explaining *e, const Explanation *explanation,
				 const ShownRows **out, Err *err)
{
	Arena *mem = e->app->mem;
	size_t limit = e->query->row_limit > 0 ? e->query->row_limit : SIZE_MAX;
	ShownRows *shown = ARENA_ARRAY(mem, ShownRows, explanation->input_count);
	for (size_t i = 0; i < explanation->input_count; i++) {
		const ExplainedInput *input = &explanation->inputs[i];
		ShownRows *rows = &shown[i];
		rows->len = input->row_count < limit ? input->row_count : limit;
		rows->at = ARENA_ARRAY(mem, ShownRow, rows->len);
		for (size_t j = 0; j < rows->len; j++) {
			if (!show_row(e, input, j, &rows->at[j], err))
				return false;
		}
	}
	*out = shown;
	return true;
}

/* As the table of figures tells it. */
static MUST_CHECK bool read_completeness(const Explaining *e, Completeness *out, Err *err)
{
	FiguresAsked asked = {
		.scope = e->asked.scope,
		.period = e->asked.period,
		.as_of = e->asked.moment.as_of,
		.effective = e->asked.effective,
		.fiscal_month = e->asked.context.fiscal_month,
		.people = is_people(e),
		.plan = metric_plan(e->app->mem, &e->metric, 1),
		.metric_count = 1,
	};
	Sheet sheet = {.app = e->app, .asked = &asked, .known = e->asked.moment.known};
	asked.lacks_hours = metric_at(e->metric)->may_lack_hours;
	asked.lacks_money = metric_at(e->metric)->may_lack_money;
	if (!sheet_make(&sheet, err))
		return false;
	*out = sheet.whole.rows[0].completeness;
	return true;
}

/* People have no attribution of their own: their hours are not priced. */
static Attribution attribute_people(const ExplainAnswer *answer)
{
	Attribution attribution = {.na = REASON_NOT_OF_SCOPE,
				   .from = answer->other.figure,
				   .to = answer->explanation.figure};
	return attribution;
}

static MUST_CHECK bool compare(Explaining *e, const Question *to, RateList *rates,
			       ExplainAnswer *answer, Err *err)
{
	Question from = question_for(e, e->versus);
	answer->has_versus = true;
	answer->versus = e->versus;
	answer->versus_name = period_name(e->app->mem, e->versus, e->asked.context.fiscal_month);
	answer->other = explain(e, &from);
	answer->attribution = is_people(e) ? attribute_people(answer)
					   : attribute(&from, to, e->metric, e->books.at,
						       e->books.at, e->books.len, e->currency);
	rate_list_add(rates, &from, &answer->other);
	return show_rows(e, &answer->other, &answer->other_rows, err);
}

static MUST_CHECK bool explain_inside(Explaining *e, ExplainAnswer *out, Err *err)
{
	RateList rates;
	if (!read_request(e, err) || !read_books(e, err) ||
	    !fact_names_load(e->app, NULL, &e->names, err))
		return false;
	Question question = question_for(e, e->asked.period);
	ExplainAnswer answer = {
		.explanation = explain(e, &question),
		.period = e->asked.period,
		.period_name = e->asked.period_name,
		.as_of = e->asked.moment.as_of,
		.known = e->asked.moment.known,
		.scope = e->asked.scope,
		.row_limit = e->query->row_limit,
	};
	rate_list_init(&rates, e->app->mem);
	rate_list_add(&rates, &question, &answer.explanation);
	if (!show_rows(e, &answer.explanation, &answer.rows, err) ||
	    !read_completeness(e, &answer.completeness, err) ||
	    (has_versus(e) && !compare(e, &question, &rates, &answer, err)))
		return false;
	answer.rates = rate_list_end(&rates, &answer.rate_count);
	*out = answer;
	return true;
}

bool explain_figure(App *app, const ExplainQuery *query, ExplainAnswer *out, Err *err)
{
	Explaining explaining = {.app = app, .query = query};
	if (!app_begin_read(app, err))
		return false;
	bool ok = explain_inside(&explaining, out, err);
	app_end(app);
	return ok;
}
