#include "app/discrepancies.h"

#include "app/discrepancy_finder.h"
#include "store/custom_field.h"
#include "store/snapshot.h"

#include <stdlib.h>
#include <string.h>

/* So many entries are looked at together: whole months, one at least. */
enum { WINDOW_ENTRIES = 500000 };

static const struct {
	const char *name;
	const char *text;
} KINDS[DISCREPANCY_KINDS] = {
	[DISCREPANCY_DURATION] =
		{"duration_differs",
		 "the duration is not the time from start to end; the duration counts"},
	[DISCREPANCY_CLAIMED_TWICE] = {"claimed_twice",
				       "two sources claim the same hours of a person; both count"},
	[DISCREPANCY_LONG_DAY] = {"over_24h", "more than 24 hours of one person on a day"},
	[DISCREPANCY_LEDGER] = {"ledger_total",
				"what was recognised in a closed month is not the ledger's total"},
	[DISCREPANCY_OUTSIDE] = {"outside_term",
				 "work before the contract's start or after its end; it counts"},
	[DISCREPANCY_FUTURE] = {"future", "work after today; it counts"},
};

const char *discrepancy_name(DiscrepancyKind kind)
{
	return KINDS[kind].name;
}

const char *discrepancy_text(DiscrepancyKind kind)
{
	return KINDS[kind].text;
}

bool finder_wants(const Finder *finder, DiscrepancyKind kind)
{
	return finder->query->kind < 0 || finder->query->kind == (int)kind;
}

void finder_add(Finder *finder, Discrepancy discrepancy)
{
	*vec_push(finder->app->mem, &finder->found) = discrepancy;
}

/* The term of a contract as last known. */
typedef struct Term {
	int64_t contract_id;
	Period days; /* DATE_NONE: not set */
} Term;

/* Work of a contract and month that lies where none should. */
typedef struct Stray {
	struct StrayKey {
		int64_t contract_id;
		int32_t month;
		int32_t kind; /* DiscrepancyKind; negative: before the start */
	} key;
	int64_t seconds;
	int64_t entries;
	int64_t resource_id; /* 0: several */
	int64_t source_id;   /* 0: several */
	Str external_id;     /* of a single one, with import and line */
	int64_t import_id;
	int64_t line;
} Stray;

/* The pass over all entries. */
typedef struct Pass {
	Finder *finder;
	VEC(Term) terms; /* by contract id */
	VEC(Stray *) strays;
	Map stray_places;
	Arena window; /* of the items of the present window */
	VEC(DayItem) items;
} Pass;

static Date date_of(const Value *value)
{
	return value->set ? (Date){(int32_t)value->number} : DATE_NONE;
}

/* Visited by contract id. */
static bool take_term(void *context, Arena *mem, int64_t contract_id, const SnapshotList *list,
		      Err *err)
{
	Pass *pass = context;
	(void)mem;
	(void)err;
	if (list->len == 0)
		return true;
	const Value *values = list->at[list->len - 1].values;
	Period days = {date_of(&values[STARTS_ON]), date_of(&values[ENDS_ON])};
	*vec_push(pass->finder->app->mem, &pass->terms) = (Term){contract_id, days};
	return true;
}

static MUST_CHECK bool read_terms(Pass *pass, Err *err)
{
	App *app = pass->finder->app;
	Fields fields;
	return custom_field_load(app->db, app->mem, &fields, err) &&
	       snapshot_visit(app->db, &fields, SNAPSHOTS_LATEST, DATE_NONE, take_term, pass, err);
}

static int compare_terms(const void *a, const void *b)
{
	const Term *x = a;
	const Term *y = b;
	return (x->contract_id > y->contract_id) - (x->contract_id < y->contract_id);
}

static Period term_of(const Pass *pass, int64_t contract_id)
{
	Term wanted = {.contract_id = contract_id};
	const Term *found = pass->terms.len > 0 ? bsearch(&wanted, pass->terms.at, pass->terms.len,
							  sizeof wanted, compare_terms)
						: NULL;
	return found ? found->days : (Period){DATE_NONE, DATE_NONE};
}

static Stray *stray_of(Pass *pass, int64_t contract_id, Date day, int32_t kind)
{
	Arena *mem = pass->finder->app->mem;
	struct StrayKey key;
	int64_t place;
	memset(&key, 0, sizeof key);
	key.contract_id = contract_id;
	key.month = (int32_t)month_of(day);
	key.kind = kind;
	if (map_get(&pass->stray_places, (Str){(const char *)&key, sizeof key}, &place))
		return pass->strays.at[place];
	Stray *stray = ARENA_NEW(mem, Stray);
	stray->key = key;
	map_put(&pass->stray_places, (Str){(const char *)&stray->key, sizeof key},
		(int64_t)pass->strays.len);
	*vec_push(mem, &pass->strays) = stray;
	return stray;
}

static void add_stray(Pass *pass, const TimeEntry *entry, int32_t kind)
{
	Stray *stray = stray_of(pass, entry->contract_id, entry->work_date, kind);
	bool first = stray->entries++ == 0;
	stray->seconds += entry->seconds;
	if (first) {
		stray->resource_id = entry->resource_id;
		stray->source_id = entry->source_id;
		stray->external_id = str_copy(pass->finder->app->mem, entry->external_id);
		stray->import_id = entry->import_id;
		stray->line = entry->line;
		return;
	}
	if (stray->resource_id != entry->resource_id)
		stray->resource_id = 0;
	if (stray->source_id != entry->source_id)
		stray->source_id = 0;
	stray->external_id = (Str){0};
	stray->import_id = 0;
	stray->line = 0;
}

static void look_for_strays(Pass *pass, const TimeEntry *entry)
{
	const Finder *finder = pass->finder;
	if (finder_wants(finder, DISCREPANCY_FUTURE) &&
	    entry->work_date.day > finder->query->today.day)
		add_stray(pass, entry, DISCREPANCY_FUTURE);
	if (!finder_wants(finder, DISCREPANCY_OUTSIDE) || entry->contract_id == 0)
		return;
	Period term = term_of(pass, entry->contract_id);
	if (date_is_set(term.from) && entry->work_date.day < term.from.day)
		add_stray(pass, entry, -DISCREPANCY_OUTSIDE);
	else if (date_is_set(term.to) && entry->work_date.day >= term.to.day)
		add_stray(pass, entry, DISCREPANCY_OUTSIDE);
}

/* The duration of all parts: there are others only where the first one lasts to midnight. */
static MUST_CHECK bool whole_duration(Finder *finder, const TimeEntry *entry, int64_t *seconds,
				      Err *err)
{
	Arena scratch;
	EntryVersions versions;
	int64_t sum = 0;
	*seconds = entry->seconds;
	if (entry->start == TIME_NO_START || entry->start + entry->seconds < DAY_SECONDS)
		return true;
	arena_init(&scratch);
	bool ok = entry_versions(finder->app->db, &scratch, entry->source_id, entry->external_id,
				 &versions, err);
	for (size_t i = 0; ok && i < versions.len; i++) {
		const EntryVersion *version = &versions.at[i];
		Instant known = finder->filter.known;
		if (version->entry.known_at.us <= known.us &&
		    (version->known_until.us > known.us ||
		     version->known_until.us == INSTANT_MAX.us))
			sum += version->entry.seconds;
	}
	arena_deinit(&scratch);
	if (ok && sum > 0)
		*seconds = sum;
	return ok;
}

static MUST_CHECK bool look_at_duration(Finder *finder, const TimeEntry *entry, Err *err)
{
	int64_t duration;
	Str file;
	if (entry->span == TIME_NO_SPAN || !finder_wants(finder, DISCREPANCY_DURATION))
		return true;
	if (!whole_duration(finder, entry, &duration, err) ||
	    !fact_names_file(&finder->names, entry->import_id, &file, err))
		return false;
	DiscrepancySide side = {
		.label = STR("duration"),
		.source = fact_names_source(&finder->names, entry->source_id),
		.external_id = str_copy(finder->app->mem, entry->external_id),
		.file = file,
		.line = entry->line,
		.amount = duration,
	};
	Discrepancy found = {
		.kind = DISCREPANCY_DURATION,
		.contract = fact_names_contract(&finder->names, entry->contract_id),
		.resource = fact_names_resource(&finder->names, entry->resource_id),
		.date = entry->work_date,
		.left = side,
		.right = side,
		.difference = duration - entry->span,
		.entries = 1,
	};
	found.right.label = STR("start to end");
	found.right.amount = entry->span;
	finder_add(finder, found);
	return true;
}

static bool looks_at_days(const Finder *finder)
{
	return finder_wants(finder, DISCREPANCY_CLAIMED_TWICE) ||
	       finder_wants(finder, DISCREPANCY_LONG_DAY);
}

static bool take_entry(void *context, const TimeEntry *entry, Err *err)
{
	Pass *pass = context;
	Finder *finder = pass->finder;
	if (finder->contract_id == 0 || entry->contract_id == finder->contract_id) {
		look_for_strays(pass, entry);
		if (!look_at_duration(finder, entry, err))
			return false;
	}
	if (!looks_at_days(finder) || entry->seconds == 0)
		return true;
	*vec_push(&pass->window, &pass->items) = (DayItem){
		.resource_id = entry->resource_id,
		.day = entry->work_date,
		.category = entry->category,
		.source_id = entry->source_id,
		.contract_id = entry->contract_id,
		.start = entry->start,
		.seconds = entry->seconds,
		.external_id = str_copy(&pass->window, entry->external_id),
		.import_id = entry->import_id,
		.line = entry->line,
	};
	return true;
}

static MUST_CHECK bool look_at_window(Pass *pass, Period days, Err *err)
{
	Finder *finder = pass->finder;
	EntryFilter filter = finder->filter;
	filter.days = days;
	filter.resource_id = finder->resource_id;
	pass->items.at = NULL;
	pass->items.len = 0;
	pass->items.cap = 0;
	arena_init(&pass->window);
	bool ok = entries_each(finder->app->db, &filter, take_entry, pass, err) &&
		  find_in_days(finder, pass->items.at, pass->items.len, err);
	arena_deinit(&pass->window);
	return ok;
}

/* The entries in stretches of whole months, clipped to what was asked for. */
static MUST_CHECK bool look_at_entries(Pass *pass, Err *err)
{
	Finder *finder = pass->finder;
	Period asked = finder->filter.days;
	EntryGroups months;
	if (!entries_sum(finder->app->db, finder->app->mem, &finder->filter, SUM_BY_MONTH, &months,
			 err))
		return false;
	for (size_t i = 0; i < months.len;) {
		int64_t entries = 0;
		Period days = {months.at[i].date, DATE_NONE};
		do {
			entries += months.at[i].sums.entries;
			days.to = month_first(month_of(months.at[i].date) + 1);
			i++;
		} while (i < months.len && entries + months.at[i].sums.entries <= WINDOW_ENTRIES);
		if (date_is_set(asked.from))
			days.from = date_later(days.from, asked.from);
		if (date_is_set(asked.to))
			days.to = date_earlier(days.to, asked.to);
		if (!look_at_window(pass, days, err))
			return false;
	}
	return true;
}

/* "ends_on 2011-03-01" */
static Str limit_label(const Pass *pass, const Stray *stray)
{
	Arena *mem = pass->finder->app->mem;
	Period term = term_of(pass, stray->key.contract_id);
	if (stray->key.kind == DISCREPANCY_FUTURE)
		return str_format(mem, "today %.*s",
				  STR_ARG(date_text(mem, pass->finder->query->today)));
	if (stray->key.kind < 0)
		return str_format(mem, "starts_on %.*s", STR_ARG(date_text(mem, term.from)));
	return str_format(mem, "ends_on %.*s", STR_ARG(date_text(mem, term.to)));
}

static MUST_CHECK bool tell_strays(Pass *pass, Err *err)
{
	Finder *finder = pass->finder;
	for (size_t i = 0; i < pass->strays.len; i++) {
		const Stray *stray = pass->strays.at[i];
		Str file;
		if (!fact_names_file(&finder->names, stray->import_id, &file, err))
			return false;
		finder_add(finder, (Discrepancy){
					   .kind = (DiscrepancyKind)abs(stray->key.kind),
					   .contract = fact_names_contract(&finder->names,
									   stray->key.contract_id),
					   .resource = fact_names_resource(&finder->names,
									   stray->resource_id),
					   .date = month_first(stray->key.month),
					   .left = {.label = STR("work"),
						    .source = fact_names_source(&finder->names,
										stray->source_id),
						    .external_id = stray->external_id,
						    .file = file,
						    .line = stray->line,
						    .amount = stray->seconds},
					   .right = {.label = limit_label(pass, stray)},
					   .difference = stray->seconds,
					   .entries = stray->entries,
				   });
	}
	return true;
}

static MUST_CHECK bool find_in_entries(Finder *finder, Err *err)
{
	Pass pass = {.finder = finder};
	if (finder->query->kind == DISCREPANCY_LEDGER)
		return true;
	map_init(&pass.stray_places, finder->app->mem, (uint64_t)(uintptr_t)&pass);
	return read_terms(&pass, err) && look_at_entries(&pass, err) && tell_strays(&pass, err);
}

/* By kind, newest date first, then by names. */
static int compare_found(const void *a, const void *b)
{
	const Discrepancy *x = a;
	const Discrepancy *y = b;
	int order = (x->kind > y->kind) - (x->kind < y->kind);
	if (order == 0)
		order = (x->date.day < y->date.day) - (x->date.day > y->date.day);
	if (order == 0)
		order = str_cmp_natural(x->contract, y->contract);
	if (order == 0)
		order = str_cmp_natural(x->resource, y->resource);
	if (order == 0)
		order = str_cmp(x->left.source, y->left.source);
	if (order == 0)
		order = str_cmp(x->left.external_id, y->left.external_id);
	return order != 0 ? order : str_cmp(x->right.source, y->right.source);
}

static MUST_CHECK bool find(App *app, const DiscrepancyQuery *query, Discrepancies *out, Err *err)
{
	Finder finder = {.app = app, .query = query};
	Contract contract = {0};
	EntriesQuery entries = {.from = query->from, .to = query->to, .moment = query->moment};
	if (query->contract.len > 0 && !lookup_contract(app, query->contract, &contract, err))
		return fail_at(err, "contract");
	finder.contract_id = contract.id;
	if (!fact_names_resolve(app, &entries, &finder.names, &finder.filter, err))
		return false;
	if (query->resource.len > 0 &&
	    !fact_names_find_resource(&finder.names, query->resource, &finder.resource_id, err))
		return false;
	bool ledger = finder_wants(&finder, DISCREPANCY_LEDGER) && query->resource.len == 0;
	if (!find_in_entries(&finder, err) || (ledger && !find_in_ledger(&finder, err)))
		return false;
	if (finder.found.len > 0)
		qsort(finder.found.at, finder.found.len, sizeof *finder.found.at, compare_found);
	Discrepancies found = {.at = finder.found.at, .len = finder.found.len};
	for (size_t i = 0; i < found.len; i++)
		found.counts[found.at[i].kind]++;
	*out = found;
	return true;
}

bool discrepancies_find(App *app, const DiscrepancyQuery *query, Discrepancies *out, Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok = find(app, query, out, err);
	app_end(app);
	return ok;
}
