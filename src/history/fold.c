#include "history/fold.h"

#include <string.h>

static bool apply_change(const Fields *fields, const Entry *entry, const Change *change,
			 FoldRow *row, Err *err)
{
	Value *value = &row->values[change->field];
	if (change->op == CHANGE_SET) {
		*value = change->value;
		return true;
	}
	if (!value->set)
		row->added_to_unset = true;
	int64_t sum;
	if (__builtin_add_overflow(value->set ? value->number : 0, change->value.number, &sum)) {
		Civil day = date_civil(entry->effective_on);
		Str name = fields->at[change->field].name;
		(void)fail(
			err, ERR_RANGE,
			"%.*s: the sum with revision %d on %04d-%02d-%02d is too large to be held",
			STR_ARG(name), (int)entry->number, (int)day.year, (int)day.month,
			(int)day.day);
		return field_fail_at(err, name);
	}
	*value = (Value){.set = true, .number = sum};
	return true;
}

/* The row that `entry` changes: the last one, or a copy of it for a new day. */
static FoldRow *row_for(Arena *mem, const Fields *fields, Fold *fold, const Entry *entry)
{
	FoldRow *last = fold->len > 0 ? &fold->rows[fold->len - 1] : NULL;
	if (last && last->effective_on.day == entry->effective_on.day)
		return last;
	Value *values = ARENA_ARRAY(mem, Value, fields->len);
	if (last)
		memcpy(values, last->values, fields->len * sizeof *values);
	fold->rows = vec_grow(mem, fold->rows, fold->len, &fold->cap, sizeof *fold->rows);
	fold->rows[fold->len] = (FoldRow){.effective_on = entry->effective_on, .values = values};
	return &fold->rows[fold->len++];
}

bool fold_add(Arena *mem, const Fields *fields, Fold *fold, const Entry *entry, Err *err)
{
	FoldRow *row = row_for(mem, fields, fold, entry);
	row->entries++;
	for (size_t i = 0; i < entry->change_count; i++) {
		if (!apply_change(fields, entry, &entry->changes[i], row, err))
			return false;
	}
	return true;
}

bool fold_entries(Arena *mem, const Fields *fields, EntryList entries, Fold *out, Err *err)
{
	Fold fold = {0};
	for (size_t i = 0; i < entries.len; i++) {
		if (!fold_add(mem, fields, &fold, entries.at[i], err))
			return false;
	}
	*out = fold;
	return true;
}

static bool fail_share(const Field *field, int64_t ppm, Date on, Err *err)
{
	Civil day = date_civil(on);
	uint64_t size = ppm < 0 ? 0 - (uint64_t)ppm : (uint64_t)ppm;
	(void)fail(
		err, ERR_RANGE,
		"%.*s would be %s%llu.%04llu %% from %04d-%02d-%02d on; it must lie in 0 to 100 %%",
		STR_ARG(field->name), ppm < 0 ? "-" : "", (unsigned long long)(size / 10000),
		(unsigned long long)(size % 10000), (int)day.year, (int)day.month, (int)day.day);
	return field_fail_at(err, field->name);
}

bool fold_check_shares(const Fields *fields, const Fold *fold, Err *err)
{
	for (size_t f = 0; f < fields->len; f++) {
		if (fields->at[f].type != FIELD_SHARE)
			continue;
		for (size_t i = 0; i < fold->len; i++) {
			Value value = fold->rows[i].values[f];
			if (!value.set || (value.number >= 0 && value.number <= SHARE_ONE))
				continue;
			return fail_share(&fields->at[f], value.number, fold->rows[i].effective_on,
					  err);
		}
	}
	return true;
}

static bool row_eq(const FoldRow *a, const FoldRow *b, size_t field_count)
{
	bool same = a->effective_on.day == b->effective_on.day;
	for (size_t i = 0; same && i < field_count; i++)
		same = value_eq(a->values[i], b->values[i]);
	return same;
}

size_t fold_common_rows(const Fields *fields, const Fold *a, const Fold *b)
{
	size_t common = 0;
	while (common < a->len && common < b->len &&
	       row_eq(&a->rows[common], &b->rows[common], fields->len))
		common++;
	return common;
}

const FoldRow *fold_row_on(const Fold *fold, Date day)
{
	size_t low = 0;
	size_t high = fold->len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (fold->rows[middle].effective_on.day <= day.day)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? &fold->rows[low - 1] : NULL;
}
