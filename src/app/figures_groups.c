/* Which rows a table of figures has: periods, and contracts or people put together. */

#include "app/figures_parts.h"

#include <stdlib.h>
#include <string.h>

/* In an answer; and computed on the way to it, where a row is of many contracts. */
enum { FIGURES_MAX = 1000000, TURNS_MAX = 10 * FIGURES_MAX };

static Tile make_tile(Sheet *sheet, Period period)
{
	const FiguresAsked *asked = sheet->asked;
	Tile tile = {.period = period,
		     .name = period_name(sheet->app->mem, period, asked->fiscal_month)};
	tile.question = question_of(&sheet->scratch, &sheet->firm, period, asked->as_of);
	tile.question.across = &sheet->memo;
	tile.booked = question_is_booked(&tile.question, &tile.closed_on, &tile.closed_at);
	return tile;
}

/* Whether each contract has tiles of its own. */
static bool is_anchored(const FiguresAsked *asked)
{
	return asked->has_granularity && asked->granularity == GRANULARITY_CONTRACT_YEAR;
}

typedef struct Periods {
	Arena *mem;
	VEC(Period) list;
} Periods;

/*
 * The asked period, or its tiles; of one without end those up to the as-of day. `anchor`: DATE_NONE where contract years cannot be
 * counted.
 */
static void add_periods(Periods *periods, const FiguresAsked *asked, Date anchor)
{
	Calendar calendar = {asked->granularity, asked->fiscal_month, anchor};
	bool whole = !asked->has_granularity || (is_anchored(asked) && !date_is_set(anchor));
	Period rest = asked->period;
	if (!whole && rest.to.day >= DATE_OPEN.day && asked->as_of.day >= rest.from.day)
		rest.to = date_earlier(rest.to, calendar_tile(calendar, asked->as_of).to);
	while (rest.from.day < rest.to.day) {
		Date to = whole ? rest.to
				: date_earlier(rest.to, calendar_tile(calendar, rest.from).to);
		*vec_push(periods->mem, &periods->list) = (Period){rest.from, to};
		rest.from = to;
	}
}

static const Tiles *make_tiles(Sheet *sheet, Date anchor)
{
	Periods periods = {.mem = sheet->app->mem};
	Tiles *tiles = ARENA_NEW(periods.mem, Tiles);
	add_periods(&periods, sheet->asked, anchor);
	tiles->len = periods.list.len;
	tiles->at = ARENA_ARRAY(periods.mem, Tile, tiles->len);
	for (size_t i = 0; i < tiles->len; i++)
		tiles->at[i] = make_tile(sheet, periods.list.at[i]);
	return tiles;
}

/* What a row is called by the way in which rows are split. */
static Scope scope_of_contract(const Sheet *sheet, const BookHead *head, Str *name)
{
	const ContractCard *contract = head->contract;
	switch (sheet->asked->split) {
	case SPLIT_BY_CONTRACT:
		*name = contract->name;
		return (Scope){SCOPE_CONTRACT, contract->key};
	case SPLIT_BY_ACCOUNT:
		*name = contract->account;
		return (Scope){SCOPE_ACCOUNT, contract->account};
	case SPLIT_BY_MANAGER:
		*name = head->manager;
		return (Scope){SCOPE_MANAGER, head->manager};
	default:
		*name = sheet->asked->scope.kind == SCOPE_CONTRACT ? contract->name
								   : sheet->asked->scope.name;
		return sheet->asked->scope;
	}
}

static Scope scope_of_person(const Sheet *sheet, const Resource *person, Str *name)
{
	const ResourceTerms *terms = resource_terms_on(person, sheet->asked->as_of);
	unsigned split = sheet->asked->split;
	bool single = sheet->asked->scope.kind == SCOPE_RESOURCE;
	*name = sheet->asked->scope.name;
	if (split == SPLIT_BY_RESOURCE || (split == 0 && single))
		*name = terms ? terms->name : (Str){0};
	else if (split == SPLIT_BY_TEAM)
		*name = terms ? terms->team : (Str){0};
	if (split == SPLIT_BY_RESOURCE)
		return (Scope){SCOPE_RESOURCE, person->key};
	if (split == SPLIT_BY_TEAM)
		return (Scope){SCOPE_TEAM, *name};
	return sheet->asked->scope;
}

/* A contract or person with the row that it belongs to. */
typedef struct Member {
	size_t place;
	Scope scope;
	Str name;
	Currency currency;
} Member;

static int compare_members(const void *a, const void *b)
{
	const Member *x = a;
	const Member *y = b;
	int order = str_cmp_natural(x->scope.name, y->scope.name);
	if (order == 0)
		order = str_cmp(x->scope.name, y->scope.name);
	return order != 0 ? order : (x->place > y->place) - (x->place < y->place);
}

/* They come by key: so mostly there is nothing to sort. */
static void sort_members(const Sheet *sheet, Member *members, size_t len)
{
	if (sheet->asked->split == 0)
		return; /* all have the same name */
	for (size_t i = 1; i < len; i++) {
		if (compare_members(&members[i - 1], &members[i]) > 0) {
			qsort(members, len, sizeof *members, compare_members);
			return;
		}
	}
}

static Member *list_members(const Sheet *sheet, size_t *count)
{
	bool people = sheet->asked->people;
	size_t len = people ? sheet->people.len : sheet->heads.len;
	Member *members = ARENA_ARRAY(sheet->app->mem, Member, len);
	for (size_t i = 0; i < len; i++) {
		Member *member = &members[i];
		member->place = i;
		if (people) {
			member->scope = scope_of_person(sheet, sheet->people.at[i], &member->name);
			continue;
		}
		const BookHead *head = &sheet->heads.at[i];
		member->scope = scope_of_contract(sheet, head, &member->name);
		member->currency = head->contract->currency;
	}
	sort_members(sheet, members, len);
	*count = len;
	return members;
}

static Group *add_group(Sheet *sheet, const Member *member)
{
	Group *group = &sheet->groups[sheet->group_count++];
	group->scope = scope_text(sheet->app->mem, member->scope);
	group->name = member->name;
	group->currency = member->currency;
	group->tiles = &sheet->tiles;
	return group;
}

/* The day from which the years of a contract count, or DATE_NONE. */
static Date start_of(const Sheet *sheet, size_t contract)
{
	const Fold *fold = &sheet->heads.at[contract].fold;
	if (fold->len == 0)
		return DATE_NONE;
	return earning_term(earning_of(sheet->app->mem, fold, convention_default())).from;
}

/* Members with the same name are one group. Totals of several currencies are in that of the reports. */
static void make_groups(Sheet *sheet)
{
	size_t len;
	const Member *members = list_members(sheet, &len);
	const FiguresAsked *asked = sheet->asked;
	Group *group = NULL;
	sheet->groups = ARENA_ARRAY(sheet->app->mem, Group, len);
	sheet->group_of = ARENA_ARRAY(sheet->app->mem, Group *, len);
	for (size_t i = 0; i < len; i++) {
		if (i == 0 || !str_eq(members[i - 1].scope.name, members[i].scope.name)) {
			group = add_group(sheet, &members[i]);
			if (is_anchored(asked))
				group->tiles = make_tiles(sheet, start_of(sheet, members[i].place));
		} else if (strcmp(group->currency.code, members[i].currency.code) != 0) {
			group->currency = sheet->firm.reporting;
		}
		sheet->group_of[members[i].place] = group;
	}
}

/* How often the metrics of one contract or person are computed. */
static size_t count_turns(const Sheet *sheet)
{
	size_t members = sheet->asked->people ? sheet->people.len : sheet->heads.len;
	size_t turns = 0;
	for (size_t i = 0; i < members; i++)
		turns += sheet->group_of[i]->tiles->len;
	return turns;
}

static MUST_CHECK bool check_size(const Sheet *sheet, Err *err)
{
	size_t rows = 1;
	for (size_t i = 0; i < sheet->group_count; i++)
		rows += sheet->groups[i].tiles->len;
	size_t columns = sheet->asked->metric_count > 0 ? sheet->asked->metric_count : 1;
	if (count_turns(sheet) > TURNS_MAX / columns)
		return fail(
			err, ERR_TOO_LARGE,
			"%zu periods of contracts or people times %zu metrics are too much for one "
			"answer: ask for fewer metrics, a shorter period, or a smaller scope",
			count_turns(sheet), columns);
	if (rows <= FIGURES_MAX / columns)
		return true;
	return fail(
		err, ERR_TOO_LARGE,
		"%zu rows of %zu metrics are more than a million figures: ask for fewer metrics, "
		"a shorter period, or a smaller scope",
		rows, columns);
}

static MUST_CHECK bool check_anchor(const Sheet *sheet, Err *err)
{
	const FiguresAsked *asked = sheet->asked;
	if (!is_anchored(asked) || asked->split == SPLIT_BY_CONTRACT ||
	    asked->scope.kind == SCOPE_CONTRACT)
		return true;
	(void)fail(err, ERR_INPUT,
		   "contract years are counted from the start of a contract: ask for one contract, "
		   "or by contract too");
	return fail_at(err, "by");
}

/* That of all contracts, else that of the reports. */
static void choose_currency(Sheet *sheet)
{
	const BookHeads *heads = &sheet->heads;
	sheet->currency = sheet->firm.reporting;
	for (size_t i = 1; i < heads->len; i++)
		sheet->mixed |= strcmp(heads->at[i].contract->currency.code,
				       heads->at[0].contract->currency.code) != 0;
	if (heads->len > 0 && !sheet->mixed)
		sheet->currency = heads->at[0].contract->currency;
}

bool sheet_layout(Sheet *sheet, Err *err)
{
	Arena *mem = sheet->app->mem;
	const FiguresAsked *asked = sheet->asked;
	if (!check_anchor(sheet, err))
		return false;
	choose_currency(sheet);
	sheet->tiles = *make_tiles(sheet, DATE_NONE);
	make_groups(sheet);
	if (!check_size(sheet, err))
		return false;
	for (size_t i = 0; i < sheet->group_count; i++)
		sheet->groups[i].rows = ARENA_ARRAY(mem, RowSum, sheet->groups[i].tiles->len);
	Tiles *all = ARENA_NEW(mem, Tiles);
	*all = (Tiles){ARENA_NEW(mem, Tile), 1};
	all->at[0] = make_tile(sheet, asked->period);
	sheet->whole = (Group){
		.scope = scope_text(mem, asked->scope),
		.name = sheet->group_count > 0 && asked->split == 0 ? sheet->groups[0].name
								    : asked->scope.name,
		.currency = sheet->currency,
		.tiles = all,
		.rows = ARENA_NEW(mem, RowSum),
	};
	return true;
}

static int compare_days(const void *a, const void *b)
{
	const Date *x = a;
	const Date *y = b;
	return (x->day > y->day) - (x->day < y->day);
}

void sheet_cuts(const Sheet *sheet, const Date **cuts, size_t *count)
{
	Arena *mem = sheet->app->mem;
	const FiguresAsked *asked = sheet->asked;
	Periods periods = {.mem = mem};
	VEC(Date) list = {0};
	*vec_push(mem, &periods.list) = asked->period;
	if (!is_anchored(asked))
		add_periods(&periods, asked, DATE_NONE);
	for (size_t i = 0; is_anchored(asked) && i < sheet->heads.len; i++)
		add_periods(&periods, asked, start_of(sheet, i));
	for (size_t i = 0; i < periods.list.len; i++) {
		*vec_push(mem, &list) = periods.list.at[i].from;
		*vec_push(mem, &list) = periods.list.at[i].to;
	}
	*vec_push(mem, &list) = date_add(asked->as_of, 1);
	qsort(list.at, list.len, sizeof *list.at, compare_days);
	*cuts = list.at;
	*count = list.len;
}
