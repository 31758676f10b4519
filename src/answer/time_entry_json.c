#include "answer/time_entry_json.h"

static const Shape APPROVAL = {.kind = SHAPE_CHOICE,
			       SHAPE_CHOICES("draft", "submitted", "approved")};
static const Shape CATEGORY = {.kind = SHAPE_CHOICE, SHAPE_CHOICES("client", "internal", "leave")};
static const Shape TIME_OF_DAY = {.kind = SHAPE_TEXT, .example = "22:40:17"};

#define TIME_ENTRY_MEMBERS                                                                         \
	{"work_date", &SHAPE_OF_DATE, ALWAYS, "local day on which it was done"},                   \
		{"seconds", &SHAPE_OF_INTEGER, ALWAYS, "time worked on that day"},                 \
		{"billable", &SHAPE_OF_BOOL, ALWAYS, NULL}, {"approval", &APPROVAL, ALWAYS, NULL}, \
		{"category", &CATEGORY, ALWAYS, NULL},                                             \
		{"task", &SHAPE_OF_TEXT, NULLABLE, "key of the contract's task"},                  \
		{"resource", &SHAPE_OF_TEXT, ALWAYS, "key of who did it"},                         \
		{"role", &SHAPE_OF_TEXT, NULLABLE, NULL},                                          \
		{"start", &TIME_OF_DAY, NULLABLE, "local time of day; null: not told"},            \
		{"span", &SHAPE_OF_INTEGER, NULLABLE,                                              \
		 "seconds from start to end, where they differ from the time worked"},             \
		{"cost", &SHAPE_OF_DECIMAL, NULLABLE, "of its own; null: by the rates"},           \
		{"bill_amount", &SHAPE_OF_DECIMAL, NULLABLE, "of its own; null: by the rates"},    \
		{"currency", &CURRENCY_SHAPE, NULLABLE, "of both; null: it has no contract"},      \
		{"note", &SHAPE_OF_TEXT, NULLABLE, NULL},                                          \
		{"contract", &SHAPE_OF_TEXT, NULLABLE, "key; null: internal hours or leave"},      \
		{"source", &SHAPE_OF_TEXT, ALWAYS, "where it comes from"},                         \
		{"external_id", &SHAPE_OF_TEXT, ALWAYS, "what the source tells it apart by"},      \
		{"part", &SHAPE_OF_INTEGER, ALWAYS,                                                \
		 "0 for the first day of what the source calls one entry"},                        \
		{"file", &SHAPE_OF_TEXT, NULLABLE, "of its import; null: not imported"},           \
		{"line", &SHAPE_OF_INTEGER, NULLABLE, "in that file, from 1"},                     \
	{                                                                                          \
		"known_at", &SHAPE_OF_INSTANT, ALWAYS, "since when this version is known"          \
	}

const Shape TIME_ENTRY_SHAPE = {
	.name = "TimeEntry",
	.kind = SHAPE_OBJECT,
	.help = "one day of a time entry",
	SHAPE_MEMBERS(TIME_ENTRY_MEMBERS),
};

const Shape TIME_ENTRIES_SHAPE = {.kind = SHAPE_LIST, .items = &TIME_ENTRY_SHAPE};

const Shape ENTRY_SUMS_SHAPE = {
	.name = "EntrySums",
	.kind = SHAPE_OBJECT,
	.help = "what time entries make together",
	SHAPE_MEMBERS(ENTRY_SUMS_MEMBERS),
};

const Shape WAITING_SHAPE = {
	.name = "Waiting",
	.kind = SHAPE_OBJECT,
	.help = "rows of time entries in quarantine that may belong here, so that figures may lack them",
	SHAPE_MEMBERS({"rows", &SHAPE_OF_INTEGER, ALWAYS, NULL},
		      {"seconds", &SHAPE_OF_INTEGER, ALWAYS, "as far as their time can be read"}),
};

static const Shape VERSION = {
	.name = "TimeEntryVersion",
	.kind = SHAPE_OBJECT,
	.help = "one day of a time entry, as it was or is known",
	SHAPE_MEMBERS(TIME_ENTRY_MEMBERS, {"known_until", &SHAPE_OF_INSTANT, NULLABLE,
					   "when it was replaced or deleted; null: it holds"}),
};
static const Shape VERSIONS = {.kind = SHAPE_LIST, .items = &VERSION};

const Shape ENTRY_VERSIONS_SHAPE = {
	.name = "TimeEntryVersions",
	.kind = SHAPE_OBJECT,
	.help = "all versions of what a source calls one entry",
	SHAPE_MEMBERS({"versions", &VERSIONS, ALWAYS, "by part, then known_at"}),
};

static const char *choice_name(TimeField field, int place)
{
	return fact_spec(FACT_TIME_ENTRY)->fields[field].choices[place];
}

const char *approval_name(Approval approval)
{
	return choice_name(TIME_APPROVAL, (int)approval);
}

const char *category_name(Category category)
{
	return choice_name(TIME_CATEGORY, (int)category);
}

Str time_of_day_text(Arena *mem, int32_t second)
{
	if (second == TIME_NO_START)
		return (Str){0};
	return str_format(mem, "%02d:%02d:%02d", (int)(second / 3600), (int)(second / 60 % 60),
			  (int)(second % 60));
}

static void put_count_or_null(JsonWriter *json, const char *key, bool given, int64_t count)
{
	json_put_key(json, key);
	if (given)
		json_write_int(json, count);
	else
		json_write_null(json);
}

static Str amount_text(Arena *mem, bool given, int64_t minor, Currency currency)
{
	return given ? money_text(mem, minor, currency) : (Str){0};
}

static void put_members(JsonWriter *json, Arena *mem, const ShownEntry *shown)
{
	const TimeEntry *entry = &shown->entry;
	json_put_date(json, "work_date", mem, entry->work_date);
	json_put_count(json, "seconds", (uint64_t)entry->seconds);
	json_put_bool(json, "billable", entry->billable);
	json_put_member(json, "approval", str_from_c(approval_name(entry->approval)));
	json_put_member(json, "category", str_from_c(category_name(entry->category)));
	json_put_member(json, "task", shown->task);
	json_put_text(json, "resource", shown->resource);
	json_put_member(json, "role", entry->role);
	json_put_member(json, "start", time_of_day_text(mem, entry->start));
	put_count_or_null(json, "span", entry->span != TIME_NO_SPAN, entry->span);
	json_put_member(json, "cost",
			amount_text(mem, entry->has_cost, entry->cost, shown->currency));
	json_put_member(json, "bill_amount",
			amount_text(mem, entry->has_bill, entry->bill, shown->currency));
	json_put_member(json, "currency", str_from_c(shown->currency.code));
	json_put_member(json, "note", entry->note);
	json_put_member(json, "contract", shown->contract);
	json_put_text(json, "source", shown->source);
	json_put_text(json, "external_id", entry->external_id);
	json_put_count(json, "part", (uint64_t)entry->part);
	json_put_member(json, "file", shown->file);
	put_count_or_null(json, "line", entry->line != 0, entry->line);
	json_put_instant(json, "known_at", mem, entry->known_at);
}

void json_put_time_entry(JsonWriter *json, Arena *mem, const ShownEntry *entry)
{
	json_write_begin_object(json);
	put_members(json, mem, entry);
	json_write_end_object(json);
}

void json_put_entry_sums_members(JsonWriter *json, Arena *mem, const EntrySums *sums,
				 Currency currency)
{
	bool one = currency.code[0] != '\0';
	json_put_count(json, "entries", (uint64_t)sums->entries);
	json_put_count(json, "seconds", (uint64_t)sums->seconds);
	json_put_count(json, "counting_seconds", (uint64_t)sums->counting_seconds);
	json_put_count(json, "pending_seconds", (uint64_t)sums->pending_seconds);
	json_put_count(json, "billed_seconds", (uint64_t)sums->billed_seconds);
	json_put_member(json, "bill_amount", amount_text(mem, one, sums->bill, currency));
	json_put_count(json, "costed_seconds", (uint64_t)sums->costed_seconds);
	json_put_member(json, "cost", amount_text(mem, one, sums->cost, currency));
	json_put_member(json, "currency", str_from_c(currency.code));
}

void json_put_entry_sums(JsonWriter *json, const char *key, Arena *mem, const EntrySums *sums,
			 Currency currency)
{
	json_put_key(json, key);
	json_write_begin_object(json);
	json_put_entry_sums_members(json, mem, sums, currency);
	json_write_end_object(json);
}

void json_put_waiting(JsonWriter *json, int64_t rows, int64_t seconds)
{
	json_put_key(json, "waiting");
	json_write_begin_object(json);
	json_put_count(json, "rows", (uint64_t)rows);
	json_put_count(json, "seconds", (uint64_t)seconds);
	json_write_end_object(json);
}

void json_put_entries_query(JsonWriter *json, Arena *mem, const EntriesQuery *query)
{
	json_put_member(json, "contract", query->contract);
	json_put_member(json, "task", query->task);
	json_put_member(json, "resource", query->resource);
	json_put_member(json, "source", query->source);
	json_put_date(json, "from", mem, query->from);
	json_put_date(json, "to", mem, query->to);
	json_put_date(json, "as_of", mem, query->moment.as_of);
	json_put_instant(json, "known_at", mem, query->moment.known);
}

void json_put_entries_begin(JsonWriter *json, Arena *mem, const EntriesQuery *query)
{
	json_put_entries_query(json, mem, query);
	json_put_key(json, "entries");
	json_write_begin_array(json);
}

void json_put_entries_end(JsonWriter *json, Arena *mem, const EntriesPage *page)
{
	json_write_end_array(json);
	json_put_entry_sums(json, "sums", mem, &page->sums, page->currency);
	json_put_waiting(json, page->waiting_rows, page->waiting_seconds);
}

void json_put_entry_versions(JsonWriter *json, Arena *mem, const ShownVersions *versions)
{
	json_write_begin_object(json);
	json_put_key(json, "versions");
	json_write_begin_array(json);
	for (size_t i = 0; i < versions->len; i++) {
		json_write_begin_object(json);
		put_members(json, mem, &versions->at[i]);
		json_put_instant(json, "known_until", mem, versions->known_until[i]);
		json_write_end_object(json);
	}
	json_write_end_array(json);
	json_write_end_object(json);
}
