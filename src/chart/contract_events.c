#include "chart/contract_parts.h"
#include "chart/wording.h"

enum { COLUMNS = 4 };

static const ChartColumn EXTRA_COLUMNS[COLUMNS] = {
	{{"no.", 3}, {0}, true},
	{{"what", 4}, {0}, false},
	{{"reason", 6}, {0}, false},
	{{"recorded by", 11}, {0}, false},
};

static bool is_seen(const Entry *entry, View view)
{
	return entry->known_at.us <= view.known.us && entry->recorded_at.us <= view.recorded.us;
}

/* Numbers of the revisions that a retraction in the view takes back, marked by place. */
static bool *undone_of(const Plan *plan)
{
	const ContractStory *story = plan->story;
	bool *undone = ARENA_ARRAY(plan->mem, bool, story->entry_count + 1);
	for (size_t i = 0; i < story->entry_count; i++) {
		const Entry *entry = &story->entries[i];
		if (entry->kind == ENTRY_RETRACTION && is_seen(entry, story->view))
			undone[entry->target] = true;
	}
	return undone;
}

static ItemKind kind_of(const Entry *entry, Date known, bool undone)
{
	if (entry->kind == ENTRY_RETRACTION)
		return ITEM_UNDOING;
	if (undone)
		return ITEM_UNDONE;
	return known.day > entry->effective_on.day ? ITEM_LATE : ITEM_PLAIN;
}

static Str kind_words(Arena *mem, ItemKind kind, int32_t days)
{
	if (kind == ITEM_UNDONE)
		return STR(", taken back later");
	if (kind == ITEM_LATE)
		return WORDS(mem, STR(", "), wording_count(mem, days),
			     days == 1 ? STR(" day") : STR(" days"), STR(" after it took effect"));
	return (Str){0};
}

static TimelineItem item_of(const Plan *plan, const Entry *entry, bool undone)
{
	Arena *mem = plan->mem;
	const Entry *revision =
		entry->kind == ENTRY_RETRACTION ? &plan->story->entries[entry->target - 1] : entry;
	Date known = instant_date(entry->known_at);
	ChangeWords words = words_of_entry(&plan->wording, revision);
	TimelineItem item = {
		.upper = revision->effective_on,
		.lower = known,
		.kind = kind_of(entry, known, undone),
		.text = words.text,
		.brief = words.brief,
		.ref = wording_count(mem, entry->number),
	};
	if (entry->number == 1) {
		item.text = STR("begins");
		item.brief = (Str){0};
	}
	Str what = words.detail.len > 0 ? words.detail : STR("nothing changes");
	if (item.kind == ITEM_UNDOING) {
		Str target = wording_count(mem, entry->target);
		what = WORDS(mem, STR("takes back no. "), target, STR(": "), what);
		item.text = WORDS(mem, STR("takes back "), target);
		item.brief = (Str){0};
	}
	item.detail =
		WORDS(mem, STR("No. "), item.ref, STR(", effective "),
		      date_text_long(mem, item.upper), STR(", known "), date_text_long(mem, known),
		      kind_words(mem, item.kind, known.day - item.upper.day), STR(": "), what);
	Str *cells = ARENA_ARRAY(mem, Str, COLUMNS);
	cells[0] = item.ref;
	cells[1] = what;
	cells[2] = entry->reason;
	cells[3] = entry->recorded_by;
	item.cells = cells;
	return item;
}

static Str summary_of(const Plan *plan, const TimelineItem *items, size_t count)
{
	size_t late = 0;
	size_t undoing = 0;
	for (size_t i = 0; i < count; i++) {
		late += items[i].kind == ITEM_LATE;
		undoing += items[i].kind == ITEM_UNDOING;
	}
	Arena *mem = plan->mem;
	return WORDS(mem, STR("Entries: "), wording_count(mem, (int64_t)count),
		     STR("; known after they took effect: "), wording_count(mem, (int64_t)late),
		     STR("; retractions: "), wording_count(mem, (int64_t)undoing), STR("."),
		     plan_as_of(plan));
}

/* The first row has no text of its own: everything begins there. */
void build_events(const Plan *plan, Chart *chart)
{
	const ContractStory *story = plan->story;
	TimelineItem *items = ARENA_ARRAY(plan->mem, TimelineItem, story->entry_count);
	const bool *undone = undone_of(plan);
	size_t len = 0;
	for (size_t i = 0; i < story->entry_count; i++) {
		const Entry *entry = &story->entries[i];
		if (!is_seen(entry, story->view))
			continue;
		TimelineItem item = item_of(plan, entry, undone[entry->number]);
		Date last = date_later(item.upper, item.lower);
		chart->range.from =
			date_earlier(chart->range.from, date_earlier(item.upper, item.lower));
		chart->range.to = date_later(chart->range.to, date_add(last, 1));
		items[len++] = item;
	}
	chart->kind = CHART_TIMELINE;
	chart->title = plan_title(plan, STR("When changes take effect and when they were known"));
	chart->summary = summary_of(plan, items, len);
	if (story->view.known.us < INSTANT_MAX.us)
		chart->known = instant_date(story->view.known);
	chart->row_names[0] = STR("takes effect");
	chart->row_names[1] = STR("known");
	chart->items = items;
	chart->item_count = len;
	chart->item_columns = EXTRA_COLUMNS;
	chart->item_column_count = COLUMNS;
}
