#include "history/report.h"

#include "history/snapshot.h"

/* The history after some entries: their order, fold and totals, in an arena of their own. */
typedef struct Stage {
	Arena mem;
	EntryList entries;
	Fold fold;
	Earning *earning;
	Figures total;
} Stage;

static MUST_CHECK bool stage_total(Stage *stage, Err *err)
{
	TermFigures figures;
	if (!earning_figures(stage->earning, &figures, err))
		return false;
	stage->total = figures.total;
	return true;
}

static MUST_CHECK bool stage_build(Stage *stage, const Fields *fields, const Entry *entries,
				   size_t count, Err *err)
{
	arena_deinit(&stage->mem);
	*stage = (Stage){0};
	stage->entries = view_select(&stage->mem, entries, count, VIEW_ALL);
	if (!fold_entries(&stage->mem, fields, stage->entries, &stage->fold, err))
		return false;
	stage->earning = earning_of(&stage->mem, &stage->fold, convention_default());
	return stage_total(stage, err);
}

static MUST_CHECK bool stage_append(Stage *stage, const Fields *fields, const Entry *entry,
				    Err *err)
{
	EntryList *list = &stage->entries;
	list->at = vec_grow(&stage->mem, list->at, list->len, &list->cap, sizeof *list->at);
	list->at[list->len++] = entry;
	if (!fold_add(&stage->mem, fields, &stage->fold, entry, err))
		return false;
	earning_add(stage->earning, terms_of(&stage->fold.rows[stage->fold.len - 1]));
	return stage_total(stage, err);
}

/* Whether `entry` stands behind all entries of the stage in order of effect. */
static bool goes_last(const Stage *stage, const Entry *entry)
{
	return entry->kind == ENTRY_REVISION &&
	       (stage->entries.len == 0 ||
		entry_compare(stage->entries.at[stage->entries.len - 1], entry) < 0);
}

static Value value_on(const Stage *stage, Date on, size_t field)
{
	const FoldRow *row = fold_row_on(&stage->fold, on);
	return row ? row->values[field] : (Value){0};
}

/* A total is 0 before there is anything. */
static Amount effect(Amount before, Amount after, Err *err, bool *ok)
{
	Amount result = {.na = after.na != NA_NONE ? after.na : before.na};
	if (result.na == NA_NONE &&
	    __builtin_sub_overflow(after.minor, before.minor, &result.minor))
		*ok = fail(err, ERR_RANGE, "an effect on the totals is too large to be held");
	return result;
}

static void list_fields(Arena *mem, const Entry *revision, ReportLine *line)
{
	line->changes = ARENA_ARRAY(mem, ChangeEffect, revision->change_count);
	line->change_count = revision->change_count;
	for (size_t i = 0; i < revision->change_count; i++)
		line->changes[i].field = revision->changes[i].field;
}

static void note_values(const Stage *stage, ReportLine *line, bool after)
{
	for (size_t i = 0; i < line->change_count; i++) {
		Value value = value_on(stage, line->revision->effective_on, line->changes[i].field);
		if (after)
			line->changes[i].after = value;
		else
			line->changes[i].before = value;
	}
}

bool report_of(Arena *mem, const Fields *fields, const Entry *entries, size_t count, Report *out,
	       Err *err)
{
	Report report = {ARENA_ARRAY(mem, ReportLine, count), count};
	Stage stage = {0};
	bool ok = stage_build(&stage, fields, entries, 0, err);
	for (size_t i = 0; ok && i < count; i++) {
		ReportLine *line = &report.at[i];
		line->entry = &entries[i];
		line->revision = entries[i].kind == ENTRY_RETRACTION
					 ? &entries[entries[i].target - 1]
					 : &entries[i];
		list_fields(mem, line->revision, line);
		Figures before = stage.total;
		note_values(&stage, line, false);
		ok = goes_last(&stage, &entries[i])
			     ? stage_append(&stage, fields, &entries[i], err)
			     : stage_build(&stage, fields, entries, i + 1, err);
		if (!ok)
			break;
		note_values(&stage, line, true);
		line->revenue = effect(before.revenue, stage.total.revenue, err, &ok);
		line->profit = effect(before.profit, stage.total.profit, err, &ok);
	}
	arena_deinit(&stage.mem);
	if (ok)
		*out = report;
	return ok;
}
