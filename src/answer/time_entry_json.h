#ifndef PACTA_ANSWER_TIME_ENTRY_JSON_H
#define PACTA_ANSWER_TIME_ENTRY_JSON_H

/* Time entries as JSON and as CSV. */

#include "answer/json_put.h"
#include "app/facts.h"

/* One day of an entry. */
extern const Shape TIME_ENTRY_SHAPE;
void json_put_time_entry(JsonWriter *json, Arena *mem, const ShownEntry *entry);

/* The member `key`; money is null where `currency` is "". */
extern const Shape ENTRY_SUMS_SHAPE;
void json_put_entry_sums(JsonWriter *json, const char *key, Arena *mem, const EntrySums *sums,
			 Currency currency);

/* Its members alone, inside an object that is open. */
#define ENTRY_SUMS_MEMBERS                                                                     \
	{"entries", &SHAPE_OF_INTEGER, ALWAYS, "days of entries"},                             \
		{"seconds", &SHAPE_OF_INTEGER, ALWAYS, "all time"},                            \
		{"counting_seconds", &SHAPE_OF_INTEGER, ALWAYS,                                \
		 "approved, billable, for clients"},                                           \
		{"pending_seconds", &SHAPE_OF_INTEGER, ALWAYS,                                 \
		 "billable, for clients, not approved yet"},                                   \
		{"billed_seconds", &SHAPE_OF_INTEGER, ALWAYS,                                  \
		 "of entries with a bill amount of their own, in the contract's currency"},    \
		{"bill_amount", &SHAPE_OF_DECIMAL, NULLABLE,                                   \
		 "sum of those; null: contracts of several currencies are together"},          \
		{"costed_seconds", &SHAPE_OF_INTEGER, ALWAYS,                                  \
		 "of entries with a cost of their own, in the contract's currency"},           \
		{"cost", &SHAPE_OF_DECIMAL, NULLABLE,                                          \
		 "sum of those; null: contracts of several currencies are together"},          \
	{                                                                                      \
		"currency", &CURRENCY_SHAPE, NULLABLE,                                         \
			"of the amounts; null: of contracts of several currencies, or of none" \
	}
void json_put_entry_sums_members(JsonWriter *json, Arena *mem, const EntrySums *sums,
				 Currency currency);

/* The member "waiting": what figures may lack. */
extern const Shape WAITING_SHAPE;
void json_put_waiting(JsonWriter *json, int64_t rows, int64_t seconds);

/* What was asked for, as members. */
#define ENTRIES_QUERY_MEMBERS                                                          \
	{"contract", &SHAPE_OF_TEXT, NULLABLE, "key; null: of all"},                   \
		{"task", &SHAPE_OF_TEXT, NULLABLE, "null: all"},                       \
		{"resource", &SHAPE_OF_TEXT, NULLABLE, "null: all"},                   \
		{"source", &SHAPE_OF_TEXT, NULLABLE, "null: all"},                     \
		{"from", &SHAPE_OF_DATE, NULLABLE, "first work date; null: no limit"}, \
		{"to", &SHAPE_OF_DATE, NULLABLE, "first day behind; null: no limit"},  \
		{"as_of", &SHAPE_OF_DATE, NULLABLE, "last work date; null: no limit"}, \
	{                                                                              \
		"known_at", &SHAPE_OF_INSTANT, NULLABLE, "as known then; null: now"    \
	}
void json_put_entries_query(JsonWriter *json, Arena *mem, const EntriesQuery *query);

/*
 * Entries in an object that is open: first what was asked for and the beginning of the list, then the entries,
 * then its end with sums and what waits.
 */
extern const Shape TIME_ENTRIES_SHAPE; /* the list alone */
#define ENTRIES_MEMBERS                                                                     \
	ENTRIES_QUERY_MEMBERS,                                                              \
		{"entries", &TIME_ENTRIES_SHAPE, ALWAYS,                                    \
		 "by contract, work date, source, external id and part, or the opposite"},  \
		{"sums", &ENTRY_SUMS_SHAPE, ALWAYS, "of all entries, also on other pages"}, \
	{                                                                                   \
		"waiting", &WAITING_SHAPE, ALWAYS, NULL                                     \
	}
void json_put_entries_begin(JsonWriter *json, Arena *mem, const EntriesQuery *query);
void json_put_entries_end(JsonWriter *json, Arena *mem, const EntriesPage *page);

/* All versions of what a source calls one entry. */
extern const Shape ENTRY_VERSIONS_SHAPE;
void json_put_entry_versions(JsonWriter *json, Arena *mem, const ShownVersions *versions);

/* A line of titles, named like the members; then lines. */
void entries_csv_titles(Buf *out);
void entries_csv_rows(Buf *out, Arena *mem, const ShownEntry *entries, size_t len);

/* Words and texts of entries. */
const char *approval_name(Approval approval);
const char *category_name(Category category);
Str time_of_day_text(Arena *mem, int32_t second); /* "22:40:17"; "" for TIME_NO_START */

#endif
