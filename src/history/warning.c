#include "history/warning.h"

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

/* Alike in everything that places and makes the effect. */
static bool is_duplicate(const Entry *a, const Entry *b)
{
	return a->known_at.us == b->known_at.us && str_eq(a->order_key, b->order_key) &&
	       entry_same_content(a, b);
}

static void note_entries(Warning counts[WARNING_CODES], const Fields *fields, EntryList entries)
{
	for (size_t i = 0; i < entries.len; i++) {
		const Entry *entry = entries.at[i];
		const Entry *before = i > 0 ? entries.at[i - 1] : NULL;
		if (entry_is_backdated(entry))
			note(counts, WARNING_BACKDATED, entry->effective_on);
		if (entry_is_negative(fields, entry))
			note(counts, WARNING_NEGATIVE, entry->effective_on);
		if (before && before->effective_on.day == entry->effective_on.day)
			note(counts, WARNING_SAME_DAY, entry->effective_on);
		for (size_t j = i; j-- > 0 && entries.at[j]->known_at.us == entry->known_at.us &&
				   entries.at[j]->effective_on.day == entry->effective_on.day;) {
			if (is_duplicate(entries.at[j], entry)) {
				note(counts, WARNING_DUPLICATE, entry->effective_on);
				break;
			}
			if (!str_eq(entries.at[j]->order_key, entry->order_key))
				break;
		}
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
	note_entries(counts, fields, entries);
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
