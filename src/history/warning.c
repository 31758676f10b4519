#include "history/warning.h"

#include <stdlib.h>

typedef struct Kind {
	const char *name;
	const char *text;
} Kind;

static const Kind KINDS[WARNING_CODES] = {
	[WARNING_BLANK_END] = {"blank_end", "no end is set"},
	[WARNING_END_BEFORE_EFFECTIVE] =
		{"end_before_effective",
		 "the term ends on or before the day the change takes effect"},
	[WARNING_NEGATIVE] = {"negative", "an amount is negative"},
	[WARNING_SAME_DAY] = {"same_day", "several revisions take effect on the same day"},
	[WARNING_DUPLICATE] = {"duplicate", "two revisions are exactly alike; both count"},
	[WARNING_ADD_TO_UNSET] = {"add_to_unset",
				  "an amount was added to an unset value, taken as 0"},
	[WARNING_NO_FIRST] = {"no_first", "the first modification is missing"},
	[WARNING_GAP] = {"gap", "days of the term lie in no segment and earn nothing"},
	[WARNING_AFTER_END] = {"after_end",
			       "a rest is earned on one day, because the end had passed"},
	[WARNING_NO_VALUE] = {"no_value", "days of the term have no value and earn nothing"},
	[WARNING_NO_END] = {"no_end", "a total value has no end and cannot be spread"},
	[WARNING_OTHER_ACCOUNT] = {"other_account",
				   "a row names another account than its contract's"},
	[WARNING_BACKDATED] = {"backdated", "a change takes effect before it was known"},
};

const char *warning_name(WarningCode code)
{
	return KINDS[code].name;
}

const char *warning_text(WarningCode code)
{
	return KINDS[code].text;
}

static void note(Warning counts[WARNING_CODES], WarningCode code, Date on)
{
	if (counts[code].count++ == 0)
		counts[code].effective_on = on;
}

bool entry_is_backdated(const Entry *entry)
{
	Date known = instant_date(entry->known_at);
	if (date_is_set(entry->signed_on))
		known = entry->signed_on;
	return entry->effective_on.day < known.day;
}

bool entry_is_negative(const Fields *fields, const Entry *entry)
{
	for (size_t i = 0; i < entry->change_count; i++) {
		const Change *change = &entry->changes[i];
		if (fields->at[change->field].type == FIELD_MONEY && change->value.number < 0)
			return true;
	}
	return false;
}

static int compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int compare_changes(const Change *a, const Change *b)
{
	int order = compare_numbers((int64_t)a->field, (int64_t)b->field);
	if (order == 0)
		order = compare_numbers(a->op, b->op);
	if (order == 0)
		order = compare_numbers(a->value.set, b->value.set);
	if (order == 0)
		order = compare_numbers(a->value.number, b->value.number);
	return order != 0 ? order : str_cmp(a->value.text, b->value.text);
}

/* Orders entries of one day by everything that places and makes their effect; 0: exact duplicates. */
static int compare_effects(const void *a, const void *b)
{
	const Entry *x = *(const Entry *const *)a;
	const Entry *y = *(const Entry *const *)b;
	int order = compare_numbers(x->known_at.us, y->known_at.us);
	if (order == 0)
		order = str_cmp(x->order_key, y->order_key);
	if (order == 0)
		order = compare_numbers((int64_t)x->change_count, (int64_t)y->change_count);
	for (size_t i = 0; order == 0 && i < x->change_count; i++)
		order = compare_changes(&x->changes[i], &y->changes[i]);
	return order;
}

/* Notes duplicates among the entries of one day. O(n log n). */
static void note_duplicates(Warning counts[WARNING_CODES], Arena *mem, const Entry *const *day,
			    size_t count)
{
	const Entry **sorted = ARENA_ARRAY(mem, const Entry *, count);
	for (size_t i = 0; i < count; i++)
		sorted[i] = day[i];
	qsort(sorted, count, sizeof *sorted, compare_effects);
	for (size_t i = 1; i < count; i++) {
		if (compare_effects(&sorted[i - 1], &sorted[i]) == 0)
			note(counts, WARNING_DUPLICATE, sorted[i]->effective_on);
	}
}

static void note_entries(Warning counts[WARNING_CODES], Arena *mem, const Fields *fields,
			 EntryList entries)
{
	size_t day = 0; /* the first entry of the present day */
	for (size_t i = 0; i < entries.len; i++) {
		const Entry *entry = entries.at[i];
		bool same_day =
			i > 0 && entries.at[i - 1]->effective_on.day == entry->effective_on.day;
		bool last_of_day = i + 1 == entries.len ||
				   entries.at[i + 1]->effective_on.day != entry->effective_on.day;
		if (!same_day)
			day = i;
		if (entry_is_backdated(entry))
			note(counts, WARNING_BACKDATED, entry->effective_on);
		if (entry_is_negative(fields, entry))
			note(counts, WARNING_NEGATIVE, entry->effective_on);
		if (same_day)
			note(counts, WARNING_SAME_DAY, entry->effective_on);
		if (same_day && last_of_day)
			note_duplicates(counts, mem, &entries.at[day], i + 1 - day);
	}
}

/* Warnings of one row; `until` is where the next one takes over. */
static void note_row(Warning counts[WARNING_CODES], const FoldRow *row, Date until, Period window)
{
	Terms terms = terms_of(row);
	Date on = row->effective_on;
	if (row->added_to_unset)
		note(counts, WARNING_ADD_TO_UNSET, on);
	if (!date_is_set(terms.ends))
		note(counts, WARNING_BLANK_END, on);
	else if (terms.ends.day <= on.day)
		note(counts, WARNING_END_BEFORE_EFFECTIVE, on);

	Period segment =
		period_common(period_common((Period){on, until}, terms_term(&terms)), window);
	bool has_value =
		terms_spread(&terms) ? terms.total.set : terms.annual.set || terms.by_usage;
	if (!has_value && period_days(segment) > 0)
		note(counts, WARNING_NO_VALUE, on);
	if (terms_spread(&terms) && terms.total.set && !date_is_set(terms.ends))
		note(counts, WARNING_NO_END, on);
}

static void note_rows(Warning counts[WARNING_CODES], const Fold *fold, Period window)
{
	Date covered = window.from;
	for (size_t i = 0; i < fold->len; i++) {
		const FoldRow *row = &fold->rows[i];
		Date until = i + 1 < fold->len ? fold->rows[i + 1].effective_on : DATE_OPEN;
		Terms terms = terms_of(row);
		Period own = period_common((Period){row->effective_on, until}, terms_term(&terms));
		Period segment = period_common(own, window);
		note_row(counts, row, until, window);
		if (period_days(segment) == 0)
			continue;
		if (segment.from.day > covered.day)
			note(counts, WARNING_GAP, covered);
		covered = segment.to;
	}
	if (covered.day < window.to.day)
		note(counts, WARNING_GAP, covered);
}

WarningList warnings_of(Arena *mem, const Fields *fields, EntryList entries, const Fold *fold,
			const Earning *earning)
{
	Warning counts[WARNING_CODES] = {0};
	note_entries(counts, mem, fields, entries);
	if (fold->len > 0)
		note_rows(counts, fold, earning_term(earning));
	Date lump = earning_first_lump(earning);
	if (date_is_set(lump))
		note(counts, WARNING_AFTER_END, lump);
	WarningList list = {ARENA_ARRAY(mem, Warning, WARNING_CODES), 0};
	for (size_t i = 0; i < WARNING_CODES; i++) {
		if (counts[i].count > 0) {
			counts[i].code = (WarningCode)i;
			list.at[list.len++] = counts[i];
		}
	}
	return list;
}
