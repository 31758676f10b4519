#include "history/entry.h"

#include <stdlib.h>

int entry_compare(const Entry *a, const Entry *b)
{
	if (a->effective_on.day != b->effective_on.day)
		return a->effective_on.day < b->effective_on.day ? -1 : 1;
	if (a->known_at.us != b->known_at.us)
		return a->known_at.us < b->known_at.us ? -1 : 1;
	int order = str_cmp_natural(a->order_key, b->order_key);
	if (order != 0)
		return order;
	return (a->number > b->number) - (a->number < b->number);
}

static int compare_places(const void *a, const void *b)
{
	return entry_compare(*(const Entry *const *)a, *(const Entry *const *)b);
}

static bool is_seen(const Entry *entry, View view)
{
	return entry->known_at.us <= view.known.us && entry->recorded_at.us <= view.recorded.us;
}

EntryList view_select(Arena *mem, const Entry *entries, size_t count, View view)
{
	bool *retracted = ARENA_ARRAY(mem, bool, count + 1);
	for (size_t i = 0; i < count; i++) {
		if (entries[i].kind == ENTRY_RETRACTION && is_seen(&entries[i], view))
			retracted[entries[i].target] = true;
	}
	EntryList list = {ARENA_ARRAY(mem, const Entry *, count), 0, count};
	for (size_t i = 0; i < count; i++) {
		const Entry *entry = &entries[i];
		bool in_time = !date_is_set(view.effective) ||
			       entry->effective_on.day <= view.effective.day;
		if (entry->kind == ENTRY_REVISION && in_time && is_seen(entry, view) &&
		    !retracted[entry->number])
			list.at[list.len++] = entry;
	}
	qsort(list.at, list.len, sizeof(const Entry *), compare_places);
	return list;
}

bool entry_same_content(const Entry *a, const Entry *b)
{
	if (a->effective_on.day != b->effective_on.day || a->change_count != b->change_count)
		return false;
	for (size_t i = 0; i < a->change_count; i++) {
		const Change *x = &a->changes[i];
		const Change *y = &b->changes[i];
		if (x->field != y->field || x->op != y->op || !value_eq(x->value, y->value))
			return false;
	}
	return true;
}
