#include "history/snapshot.h"

bool snapshots_from(Arena *mem, const Fold *fold, size_t first, Convention convention,
		    SnapshotList *out, Err *err)
{
	SnapshotList list = {ARENA_ARRAY(mem, Snapshot, fold->len - first), 0};
	Arena scratch;
	arena_init(&scratch);
	Earning *earning = earning_new(&scratch, convention);
	bool ok = true;
	for (size_t i = 0; ok && i < fold->len; i++) {
		const FoldRow *row = &fold->rows[i];
		earning_add(earning, terms_of(row));
		if (i < first)
			continue;
		Snapshot *snapshot = &list.at[list.len++];
		snapshot->effective_on = row->effective_on;
		snapshot->values = row->values;
		ok = earning_figures(earning, &snapshot->figures, err);
		if (!ok) {
			Civil day = date_civil(row->effective_on);
			(void)fail_in(err, "from %04d-%02d-%02d on", (int)day.year, (int)day.month,
				      (int)day.day);
		}
	}
	arena_deinit(&scratch);
	if (ok)
		*out = list;
	return ok;
}

bool snapshots_of(Arena *mem, const Fold *fold, Convention convention, SnapshotList *out, Err *err)
{
	return snapshots_from(mem, fold, 0, convention, out, err);
}

static bool figures_eq(const Figures *a, const Figures *b)
{
	return a->revenue.na == b->revenue.na && a->revenue.minor == b->revenue.minor &&
	       a->profit.na == b->profit.na && a->profit.minor == b->profit.minor &&
	       a->estimate == b->estimate;
}

bool snapshot_eq(const Snapshot *a, const Snapshot *b, size_t field_count)
{
	for (size_t i = 0; i < field_count; i++) {
		if (!value_eq(a->values[i], b->values[i]))
			return false;
	}
	return a->effective_on.day == b->effective_on.day &&
	       figures_eq(&a->figures.first_year, &b->figures.first_year) &&
	       figures_eq(&a->figures.last_year, &b->figures.last_year) &&
	       figures_eq(&a->figures.total, &b->figures.total);
}

Earning *earning_of(Arena *mem, const Fold *fold, Convention convention)
{
	Earning *earning = earning_new(mem, convention);
	for (size_t i = 0; i < fold->len; i++)
		earning_add(earning, terms_of(&fold->rows[i]));
	return earning;
}

bool period_table(Arena *mem, const Earning *earning, Calendar calendar, Period range,
		  PeriodTable *out, Err *err)
{
	PeriodTable table = {0};
	Date first;
	Date last;
	Period term = earning_term(earning);
	bool earns = earning_days(earning, &first, &last);
	calendar.anchor = term.from;
	if (!date_is_set(range.from))
		range.from = earns ? date_earlier(term.from, first) : term.from;
	if (!date_is_set(range.to)) {
		if (earning_is_endless(earning)) {
			*out = (PeriodTable){.na = NA_NO_END};
			return true;
		}
		range.to = term.to.day < DATE_OPEN.day ? term.to : range.from;
		if (earns)
			range.to = date_later(range.to, date_add(last, 1));
	}
	VEC(PeriodRow) rows = {0};
	for (Date at = range.from; at.day < range.to.day;) {
		PeriodRow row = {
			.period = {at, date_earlier(calendar_tile(calendar, at).to, range.to)}};
		if (!earning_part(earning, row.period, &row.figures, err))
			return false;
		*vec_push(mem, &rows) = row;
		at = row.period.to;
	}
	table.at = rows.at;
	table.len = rows.len;
	*out = table;
	return true;
}
