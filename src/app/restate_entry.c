/* What an entry of a history does to its fields, in words. */

#include "app/restate_changes.h"

/* The state as known at an instant, of what became known at the very instant only entries up to `last`. */
static MUST_CHECK bool fold_until(Arena *mem, const EntryTelling *telling, Instant known,
				  int32_t last, Fold *out, Err *err)
{
	const StoredHistory *history = telling->history;
	Entry *seen = ARENA_ARRAY(mem, Entry, history->count);
	View view = VIEW_ALL;
	view.known = known;
	/* Numbers are places: what is not seen stays, known at an instant that no view sees. */
	for (size_t i = 0; i < history->count; i++) {
		seen[i] = history->entries[i];
		if (seen[i].known_at.us == known.us && seen[i].number > last)
			seen[i].known_at = INSTANT_MAX;
	}
	return fold_entries(mem, telling->fields, view_select(mem, seen, history->count, view), out,
			    err);
}

/* A revision that comes or goes: its fields on its effective day. */
typedef struct FieldChanges {
	const EntryTelling *telling;
	const Entry *revision;
	const FoldRow *before, *after; /* NULL: nothing is known */
} FieldChanges;

static Str value_words(Arena *mem, const FieldChanges *changes, const FoldRow *row, size_t place)
{
	size_t field = changes->revision->changes[place].field;
	const Value *value = row ? &row->values[field] : NULL;
	const EntryTelling *telling = changes->telling;
	if (!value || !value->set)
		return STR("–");
	return value_text_long(mem, &telling->fields->at[field], telling->contract->currency,
			       *value);
}

/* "annual_value = 130,000.00, direct_labor = 70 %"; empty: none is set. */
static Str state_words(Arena *mem, const FieldChanges *changes, const FoldRow *row)
{
	Buf text = {.mem = mem};
	bool any = false;
	for (size_t i = 0; i < changes->revision->change_count; i++) {
		size_t field = changes->revision->changes[i].field;
		Str name = changes->telling->fields->at[field].name;
		Str value = value_words(mem, changes, row, i);
		any |= row && row->values[field].set;
		buf_add_format(&text, "%s%.*s = %.*s", i > 0 ? ", " : "", STR_ARG(name),
			       STR_ARG(value));
	}
	return any ? buf_str(&text) : (Str){0};
}

/* "annual_value 100,000.00 → 130,000.00, direct_labor 60 % → 70 % from 1 Jan 2010" */
static Str way_words(Arena *mem, const FieldChanges *changes)
{
	bool backwards = changes->telling->steps->backwards;
	const FoldRow *first = backwards ? changes->after : changes->before;
	const FoldRow *last = backwards ? changes->before : changes->after;
	Buf text = {.mem = mem};
	for (size_t i = 0; i < changes->revision->change_count; i++) {
		size_t field = changes->revision->changes[i].field;
		Str name = changes->telling->fields->at[field].name;
		buf_add_format(&text, "%s%.*s %.*s → %.*s", i > 0 ? ", " : "", STR_ARG(name),
			       STR_ARG(value_words(mem, changes, first, i)),
			       STR_ARG(value_words(mem, changes, last, i)));
	}
	buf_add_format(&text, " from %.*s",
		       STR_ARG(date_text_long(mem, changes->revision->effective_on)));
	return buf_str(&text);
}

static void tell_fields(Arena *mem, const FieldChanges *changes, const Entry *entry,
			RestatedChange *out)
{
	Str from = date_text_long(mem, changes->revision->effective_on);
	Str after = state_words(mem, changes, changes->after);
	out->before = state_words(mem, changes, changes->before);
	if (out->before.len > 0)
		out->words = way_words(mem, changes);
	out->after = str_format(mem, "%.*s from %.*s",
				STR_ARG(after.len > 0 ? after : STR("nothing")), STR_ARG(from));
	if (entry->kind != ENTRY_RETRACTION)
		return;
	Str back = str_format(mem, "takes back revision %d", (int)entry->target);
	out->after = str_format(mem, "%.*s: %.*s", STR_ARG(back), STR_ARG(out->after));
	if (out->words.len > 0)
		out->words = str_format(mem, "%.*s: %.*s", STR_ARG(back), STR_ARG(out->words));
}

bool entry_tell(const EntryTelling *telling, RestatedChange *out, Err *err)
{
	const Entry *entry = telling->entry;
	Arena mem;
	Fold before;
	Fold after;
	arena_init(&mem);
	bool ok = fold_until(&mem, telling, entry->known_at, entry->number - 1, &before, err) &&
		  fold_until(&mem, telling, entry->known_at, entry->number, &after, err);
	if (ok) {
		bool retracts = entry->kind == ENTRY_RETRACTION;
		FieldChanges changes = {.telling = telling};
		changes.revision = retracts ? &telling->history->entries[entry->target - 1] : entry;
		changes.before = fold_row_on(&before, changes.revision->effective_on);
		changes.after = fold_row_on(&after, changes.revision->effective_on);
		tell_fields(telling->steps->app->mem, &changes, entry, out);
	}
	arena_deinit(&mem);
	return ok;
}
