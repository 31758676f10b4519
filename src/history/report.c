#include "history/report.h"

#include "history/snapshot.h"

/* The history after some entries: their order, fold and totals, in arenas of its own. */
typedef struct Stage {
	Arena mem; /* of the entries and the fold */
	EntryList entries;
	Fold fold;
	Arena earning_mem;
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

static void stage_close(Stage *stage)
{
	arena_deinit(&stage->mem);
	arena_deinit(&stage->earning_mem);
}

/* What the fold earns, from its first row on. */
static MUST_CHECK bool stage_earn(Stage *stage, Err *err)
{
	arena_deinit(&stage->earning_mem);
	stage->earning = earning_of(&stage->earning_mem, &stage->fold, convention_default());
	return stage_total(stage, err);
}

static MUST_CHECK bool stage_build(Stage *stage, const Fields *fields, const Entry *entries,
				   size_t count, Err *err)
{
	stage_close(stage);
	*stage = (Stage){0};
	stage->entries = view_select(&stage->mem, entries, count, VIEW_ALL);
	if (!fold_entries(&stage->mem, fields, stage->entries, &stage->fold, err))
		return false;
	return stage_earn(stage, err);
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

/* Takes the entry that stands last back: of the fold only its day changes. */
static MUST_CHECK bool stage_drop_last(Stage *stage, const Fields *fields, Err *err)
{
	size_t day_entries = stage->fold.rows[--stage->fold.len].entries;
	size_t first = stage->entries.len - day_entries;
	stage->entries.len--;
	for (size_t i = first; i < stage->entries.len; i++) {
		if (!fold_add(&stage->mem, fields, &stage->fold, stage->entries.at[i], err))
			return false;
	}
	return stage_earn(stage, err);
}

/* `entries` begin with those of the stage, and the next one stands at `place`. */
static MUST_CHECK bool stage_next(Stage *stage, const Fields *fields, const Entry *entries,
				  size_t place, Err *err)
{
	const Entry *entry = &entries[place];
	const EntryList *list = &stage->entries;
	const Entry *last = list->len > 0 ? list->at[list->len - 1] : NULL;
	if (entry->kind == ENTRY_REVISION && (!last || entry_compare(last, entry) < 0))
		return stage_append(stage, fields, entry, err);
	if (entry->kind == ENTRY_RETRACTION && last && last->number == entry->target)
		return stage_drop_last(stage, fields, err);
	return stage_build(stage, fields, entries, place + 1, err);
}

static Value value_on(const Stage *stage, Date on, size_t field)
{
	const FoldRow *row = fold_row_on(&stage->fold, on);
	return row ? row->values[field] : (Value){0};
}

bool amount_effect(Amount before, Amount after, Amount *out, Err *err)
{
	Amount effect = {.na = after.na != NA_NONE ? after.na : before.na};
	if (effect.na == NA_NONE &&
	    __builtin_sub_overflow(after.minor, before.minor, &effect.minor))
		return fail(err, ERR_RANGE, "an effect on the totals is too large to be held");
	*out = effect;
	return true;
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
		ok = stage_next(&stage, fields, entries, i, err) &&
		     amount_effect(before.revenue, stage.total.revenue, &line->revenue, err) &&
		     amount_effect(before.profit, stage.total.profit, &line->profit, err);
		if (ok)
			note_values(&stage, line, true);
	}
	stage_close(&stage);
	if (ok)
		*out = report;
	return ok;
}
