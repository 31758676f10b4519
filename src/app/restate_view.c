/* Figures of one view: of all contracts of a scope, or of one at a point on the way. */

#include "app/restate_parts.h"

#include <stdlib.h>
#include <string.h>

enum { SCRATCH_BYTES = 1024 * 1024 };

void view_reader_open(ViewReader *reader)
{
	arena_init(&reader->firm_mem);
	reader->has_firm = false;
}

void view_reader_close(ViewReader *reader)
{
	arena_deinit(&reader->firm_mem);
}

static BooksQuery books_query(const ViewReader *reader, Scope scope, Instant known)
{
	BooksQuery query = {
		.scope = scope,
		.needs = metric_plan_needs(reader->plan),
		.moment = {reader->asked.moment.as_of, known, INSTANT_MAX},
		.effective = reader->asked.effective,
		.days = reader->asked.period,
		.by_day = true,
	};
	if (scope_is_people(scope))
		query.needs |= NEED_RESOURCES | NEED_RESOURCE_HOURS;
	if (reader->mixed)
		query.needs |= NEED_BUDGETS; /* totals convert at their rates */
	return query;
}

bool view_reader_firm(ViewReader *reader, Instant known, Err *err)
{
	App local = *reader->app;
	BooksQuery query = books_query(reader, reader->asked.scope, known);
	if (reader->has_firm && reader->firm_known.us == known.us)
		return true;
	arena_deinit(&reader->firm_mem);
	reader->has_firm = false;
	local.mem = &reader->firm_mem;
	if (!firm_read(&local, &query, &reader->firm, err))
		return false;
	reader->has_firm = true;
	reader->firm_known = known;
	return true;
}

static Question question_in(const ViewReader *reader, Arena *mem)
{
	return question_of(mem, &reader->firm, reader->asked.period, reader->asked.moment.as_of);
}

const Figure *view_reader_figures(ViewReader *reader, const Total *total)
{
	Question question = question_in(reader, reader->app->mem);
	return total_figures(total, reader->app->mem, &question);
}

/* Whether the book is of the scope, in the view that it was read in. */
static bool is_member(const ViewReader *reader, const Book *book)
{
	const Scope *scope = &reader->asked.scope;
	return scope->kind != SCOPE_MANAGER || str_eq(book->manager, scope->name);
}

/* One contract on its way into its total. */
typedef struct OneBook {
	const ViewReader *reader;
	Arena *mem;
	Total *total;
} OneBook;

static bool take_one(void *context, const Book *book, Err *err)
{
	OneBook *one = context;
	Question question = question_in(one->reader, one->mem);
	(void)err;
	if (is_member(one->reader, book))
		total_add_contract(one->total, &question, book);
	return true;
}

static MUST_CHECK bool add_people(const ViewReader *reader, App *app, Total *total, Err *err)
{
	ResourceRefs people;
	Question question = question_in(reader, app->mem);
	if (!scope_resources(app, &reader->firm, reader->asked.scope, question.as_of, &people, err))
		return err->code == ERR_NOT_FOUND; /* nobody is of the scope in this view */
	for (size_t i = 0; i < people.len; i++)
		total_add_resource(total, &question, people.at[i]);
	return true;
}

bool view_reader_unit(ViewReader *reader, const RestateUnit *unit, Instant known, int32_t number,
		      Total *total, const Figure **figures, Err *err)
{
	App local = *reader->app;
	Arena scratch;
	bool ok;
	arena_init(&scratch);
	local.mem = &scratch;
	total_clear(total);
	if (unit->contract) {
		Scope scope = {SCOPE_CONTRACT, unit->contract->key};
		BooksQuery query = books_query(reader, scope, known);
		OneBook one = {reader, &scratch, total};
		query.last_number = number;
		ok = books_each(&local, &reader->firm, &query, take_one, &one, err);
	} else {
		ok = add_people(reader, &local, total, err);
	}
	arena_deinit(&scratch);
	if (ok)
		*figures = view_reader_figures(reader, total);
	return ok;
}

/* All contracts on their way. */
typedef struct AllBooks {
	ViewReader *reader;
	const ViewPass *pass;
	const RestateUnit **by_id;
	Arena scratch;
	Total *single; /* of one after the other that is not kept */
} AllBooks;

static int compare_units(const void *a, const void *b)
{
	int64_t x = (*(RestateUnit *const *)a)->contract->id;
	int64_t y = (*(RestateUnit *const *)b)->contract->id;
	return (x > y) - (x < y);
}

static RestateUnit *unit_of(const AllBooks *all, int64_t contract_id)
{
	ContractCard contract = {.id = contract_id};
	RestateUnit wanted = {.contract = &contract};
	const RestateUnit *key = &wanted;
	RestateUnit **found =
		bsearch(&key, all->by_id, all->pass->count, sizeof(RestateUnit *), compare_units);
	return *found; /* the scope of the view holds no others */
}

static RestatePoint *point_of(const AllBooks *all, RestateUnit *unit)
{
	return all->pass->later ? &unit->last : &unit->first;
}

static bool take_any(void *context, const Book *book, Err *err)
{
	AllBooks *all = context;
	RestateUnit *unit = unit_of(all, book->id);
	RestatePoint *point = point_of(all, unit);
	Question question = question_in(all->reader, &all->scratch);
	Total *total = point->total;
	(void)err;
	if (!total) {
		total = all->single;
		total_clear(total);
	}
	total_add_contract(total, &question, book);
	point->figures = view_reader_figures(all->reader, total);
	total_add_total(all->pass->whole, total);
	if (total == all->single)
		total_add_total(all->pass->rest, total);
	arena_trim(&all->scratch, SCRATCH_BYTES);
	return true;
}

/* Contracts that are of the scope in the other view only have figures of nothing. */
static void fill_absent(AllBooks *all)
{
	const ViewPass *pass = all->pass;
	for (size_t i = 0; i < pass->count; i++) {
		RestatePoint *point = point_of(all, &pass->units[i]);
		if (point->figures)
			continue;
		total_clear(all->single);
		point->figures = view_reader_figures(all->reader, all->single);
	}
}

static void keep_totals(AllBooks *all)
{
	const ViewReader *reader = all->reader;
	const ViewPass *pass = all->pass;
	for (size_t i = 0; i < pass->count; i++) {
		if (pass->keeps[i])
			point_of(all, &pass->units[i])->total =
				total_new(reader->app->mem, reader->plan, reader->currency);
	}
}

static MUST_CHECK bool read_people(AllBooks *all, Instant known, Err *err)
{
	RestateUnit *unit = &all->pass->units[0];
	RestatePoint *point = point_of(all, unit);
	if (!view_reader_unit(all->reader, unit, known, 0, point->total, &point->figures, err))
		return false;
	total_add_total(all->pass->whole, point->total);
	return true;
}

static MUST_CHECK bool read_contracts(AllBooks *all, Instant known, Err *err)
{
	const ViewPass *pass = all->pass;
	ViewReader *reader = all->reader;
	BooksQuery query = books_query(reader, reader->asked.scope, known);
	all->by_id = ARENA_ARRAY(reader->app->mem, const RestateUnit *, pass->count);
	for (size_t i = 0; i < pass->count; i++)
		all->by_id[i] = &pass->units[i];
	if (pass->count > 0)
		qsort(all->by_id, pass->count, sizeof *all->by_id, compare_units);
	arena_init(&all->scratch);
	bool ok = books_each_of(pass->heads, &reader->firm, &query, take_any, all, err);
	arena_deinit(&all->scratch);
	fill_absent(all);
	return ok;
}

bool view_reader_all(ViewReader *reader, Instant known, const ViewPass *pass, Err *err)
{
	AllBooks all = {.reader = reader, .pass = pass};
	if (!view_reader_firm(reader, known, err))
		return false;
	all.single = total_new(reader->app->mem, reader->plan, reader->currency);
	keep_totals(&all);
	return scope_is_people(reader->asked.scope) ? read_people(&all, known, err)
						    : read_contracts(&all, known, err);
}

static bool ratio_same(Ratio a, Ratio b)
{
	return a.num == b.num && a.den == b.den;
}

bool figures_same(const Figure *a, const Figure *b, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (a[i].na != b[i].na || !str_eq(a[i].na_detail, b[i].na_detail) ||
		    !ratio_same(a[i].value, b[i].value) || a[i].is_quotient != b[i].is_quotient ||
		    a[i].numerator != b[i].numerator || a[i].denominator != b[i].denominator)
			return false;
	}
	return true;
}
