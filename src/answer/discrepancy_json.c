#include "answer/discrepancy_json.h"

#include "base/csv_write.h"

static const char *kind_choice(size_t place)
{
	return place < DISCREPANCY_KINDS ? discrepancy_name((DiscrepancyKind)place) : NULL;
}

static const Shape KIND = {.kind = SHAPE_CHOICE, .choice = kind_choice};

static const Shape SIDE = {
	.name = "DiscrepancySide",
	.kind = SHAPE_OBJECT,
	.help = "one side of a discrepancy, and where it comes from",
	SHAPE_MEMBERS({"label", &SHAPE_OF_TEXT, ALWAYS, "what says so"},
		      {"source", &SHAPE_OF_TEXT, NULLABLE, "null: none, or several"},
		      {"external_id", &SHAPE_OF_TEXT, NULLABLE, "null: none, or several"},
		      {"file", &SHAPE_OF_TEXT, NULLABLE, NULL},
		      {"line", &SHAPE_OF_INTEGER, NULLABLE, "in that file, from 1"},
		      {"seconds", &SHAPE_OF_INTEGER, NULLABLE, "null: it is about money"},
		      {"amount", &SHAPE_OF_DECIMAL, NULLABLE, "null: it is about time"}),
};

/* Differences may be negative. */
static const Shape SIGNED = {.kind = SHAPE_INTEGER, .minimum = -(INT64_C(1) << 53)};
static const Shape DIFFERENCE = {
	.kind = SHAPE_EITHER,
	.help = "left − right: seconds, or an amount",
	SHAPE_OPTIONS(&SIGNED, &SHAPE_OF_DECIMAL),
};

static const Shape DISCREPANCY = {
	.name = "Discrepancy",
	.kind = SHAPE_OBJECT,
	.help = "two things that are said and do not go together",
	SHAPE_MEMBERS({"kind", &KIND, ALWAYS, NULL},
		      {"text", &SHAPE_OF_TEXT, ALWAYS, "the same as a sentence"},
		      {"contract", &SHAPE_OF_TEXT, NULLABLE, "key; null: none, or several"},
		      {"resource", &SHAPE_OF_TEXT, NULLABLE, "null: none, or several"},
		      {"date", &SHAPE_OF_DATE, ALWAYS, "the day, or the month's first"},
		      {"currency", &CURRENCY_SHAPE, NULLABLE, "of amounts"},
		      {"left", &SIDE, ALWAYS, NULL}, {"right", &SIDE, ALWAYS, NULL},
		      {"difference", &DIFFERENCE, ALWAYS, NULL},
		      {"entries", &SHAPE_OF_INTEGER, ALWAYS, "how many facts are concerned"}),
};
static const Shape DISCREPANCY_LIST = {.kind = SHAPE_LIST, .items = &DISCREPANCY};

static const Shape COUNTS = {
	.kind = SHAPE_OBJECT,
	.help = "by kind, also where there are none",
	.items = &SHAPE_OF_INTEGER,
};

const Shape DISCREPANCIES_SHAPE = {
	.name = "Discrepancies",
	.kind = SHAPE_OBJECT,
	.help = "where sources disagree; nothing of it is resolved silently",
	SHAPE_MEMBERS({"counts", &COUNTS, ALWAYS, NULL},
		      {"discrepancies", &DISCREPANCY_LIST, ALWAYS,
		       "by kind, the newest date first"}),
};

static const Shape SOURCE = {
	.name = "Source",
	.kind = SHAPE_OBJECT,
	.help = "a source of facts, and what came from it",
	SHAPE_MEMBERS({"name", &SHAPE_OF_TEXT, ALWAYS, NULL},
		      {"facts", &SHAPE_OF_TEXTS, ALWAYS, "kinds of facts that it brought"},
		      {"imports", &SHAPE_OF_INTEGER, ALWAYS, "that are not undone"},
		      {"last_import", &SHAPE_OF_ID, NULLABLE,
		       "null: written by hand or by a stream"},
		      {"last_at", &SHAPE_OF_INSTANT, NULLABLE, "when that was"},
		      {"last_file", &SHAPE_OF_TEXT, NULLABLE, "its name"},
		      {"newest_day", &SHAPE_OF_DATE, NULLABLE, "newest work date; null: none"},
		      {"entries", &SHAPE_OF_INTEGER, ALWAYS, "days of time entries"},
		      {"seconds", &SHAPE_OF_INTEGER, ALWAYS, "of them"},
		      {"waiting_rows", &SHAPE_OF_INTEGER, ALWAYS, "in quarantine"},
		      {"waiting_seconds", &SHAPE_OF_INTEGER, ALWAYS, "of time entries there"}),
};
static const Shape SOURCE_LIST = {.kind = SHAPE_LIST, .items = &SOURCE};

const Shape SOURCES_SHAPE = {
	.name = "Sources",
	.kind = SHAPE_OBJECT,
	.help = "sources of facts",
	SHAPE_MEMBERS({"sources", &SOURCE_LIST, ALWAYS, "by name"}),
};

static const Shape RESOURCE = {
	.name = "Resource",
	.kind = SHAPE_OBJECT,
	.help = "somebody who works",
	SHAPE_MEMBERS({"key", &SHAPE_OF_TEXT, ALWAYS, NULL},
		      {"declared", &SHAPE_OF_BOOL, ALWAYS,
		       "by a fact; else only known from time entries"},
		      {"name", &SHAPE_OF_TEXT, NULLABLE, "for people"},
		      {"team", &SHAPE_OF_TEXT, NULLABLE, NULL},
		      {"roles", &SHAPE_OF_TEXT, NULLABLE,
		       "the main one first, with semicolons between"}),
};
static const Shape RESOURCE_LIST = {.kind = SHAPE_LIST, .items = &RESOURCE};

const Shape RESOURCES_SHAPE = {
	.name = "Resources",
	.kind = SHAPE_OBJECT,
	.help = "all resources",
	SHAPE_MEMBERS({"resources", &RESOURCE_LIST, ALWAYS, "by key"}),
};

static void put_line(JsonWriter *json, int64_t line)
{
	json_put_key(json, "line");
	if (line != 0)
		json_write_int(json, line);
	else
		json_write_null(json);
}

static void put_side(JsonWriter *json, const char *key, Arena *mem, const DiscrepancySide *side,
		     Currency currency)
{
	json_put_key(json, key);
	json_write_begin_object(json);
	json_put_text(json, "label", side->label);
	json_put_member(json, "source", side->source);
	json_put_member(json, "external_id", side->external_id);
	json_put_member(json, "file", side->file);
	put_line(json, side->line);
	json_put_key(json, "seconds");
	if (side->is_money)
		json_write_null(json);
	else
		json_write_int(json, side->amount);
	json_put_member(json, "amount",
			side->is_money ? money_text(mem, side->amount, currency) : (Str){0});
	json_write_end_object(json);
}

static void put_discrepancy(JsonWriter *json, Arena *mem, const Discrepancy *one)
{
	json_write_begin_object(json);
	json_put_member(json, "kind", str_from_c(discrepancy_name(one->kind)));
	json_put_text(json, "text", str_from_c(discrepancy_text(one->kind)));
	json_put_member(json, "contract", one->contract);
	json_put_member(json, "resource", one->resource);
	json_put_date(json, "date", mem, one->date);
	json_put_member(json, "currency", str_from_c(one->currency.code));
	put_side(json, "left", mem, &one->left, one->currency);
	put_side(json, "right", mem, &one->right, one->currency);
	json_put_key(json, "difference");
	if (one->left.is_money)
		json_write_string(json, money_text(mem, one->difference, one->currency));
	else
		json_write_int(json, one->difference);
	json_put_count(json, "entries", (uint64_t)one->entries);
	json_write_end_object(json);
}

void json_put_discrepancies(JsonWriter *json, Arena *mem, const Discrepancies *found)
{
	json_write_begin_object(json);
	json_put_key(json, "counts");
	json_write_begin_object(json);
	for (int kind = 0; kind < DISCREPANCY_KINDS; kind++)
		json_put_count(json, discrepancy_name((DiscrepancyKind)kind), found->counts[kind]);
	json_write_end_object(json);
	json_put_key(json, "discrepancies");
	json_write_begin_array(json);
	for (size_t i = 0; i < found->len; i++)
		put_discrepancy(json, mem, &found->at[i]);
	json_write_end_array(json);
	json_write_end_object(json);
}

static const char *const CSV_TITLES[] = {
	"kind",         "contract",          "resource",
	"date",         "currency",          "left",
	"left_source",  "left_external_id",  "left_file",
	"left_line",    "left_value",        "right",
	"right_source", "right_external_id", "right_file",
	"right_line",   "right_value",       "difference",
	"entries",
};

static Str value_text_of(Arena *mem, bool is_money, int64_t value, Currency currency)
{
	return is_money ? money_text(mem, value, currency)
			: str_format(mem, "%lld", (long long)value);
}

static void write_side(CsvWriter *csv, Arena *mem, const DiscrepancySide *side, Currency currency)
{
	csv_write_field(csv, side->label);
	csv_write_field(csv, side->source);
	csv_write_field(csv, side->external_id);
	csv_write_field(csv, side->file);
	csv_write_field(csv, side->line != 0 ? str_format(mem, "%lld", (long long)side->line)
					     : (Str){0});
	csv_write_field(csv, value_text_of(mem, side->is_money, side->amount, currency));
}

void discrepancies_write_csv(Buf *out, Arena *mem, const Discrepancies *found)
{
	CsvWriter csv;
	csv_write_init(&csv, out, ',');
	for (size_t i = 0; i < sizeof CSV_TITLES / sizeof *CSV_TITLES; i++)
		csv_write_field(&csv, str_from_c(CSV_TITLES[i]));
	csv_write_end(&csv);
	for (size_t i = 0; i < found->len; i++) {
		const Discrepancy *one = &found->at[i];
		csv_write_field(&csv, str_from_c(discrepancy_name(one->kind)));
		csv_write_field(&csv, one->contract);
		csv_write_field(&csv, one->resource);
		csv_write_field(&csv, date_text(mem, one->date));
		csv_write_field(&csv, str_from_c(one->currency.code));
		write_side(&csv, mem, &one->left, one->currency);
		write_side(&csv, mem, &one->right, one->currency);
		csv_write_field(&csv, value_text_of(mem, one->left.is_money, one->difference,
						    one->currency));
		csv_write_int(&csv, one->entries);
		csv_write_end(&csv);
	}
}

/* "time_entry, cost" as a list. */
static void put_kinds(JsonWriter *json, Str names)
{
	json_put_key(json, "facts");
	json_write_begin_array(json);
	while (names.len > 0) {
		size_t at = names.len;
		(void)str_find(names, STR(", "), &at);
		json_write_string(json, str_slice(names, 0, at));
		names = str_slice(names, at + 2, names.len);
	}
	json_write_end_array(json);
}

void json_put_sources(JsonWriter *json, Arena *mem, const SourceRows *sources)
{
	json_write_begin_object(json);
	json_put_key(json, "sources");
	json_write_begin_array(json);
	for (size_t i = 0; i < sources->len; i++) {
		const SourceRow *row = &sources->at[i];
		bool imported = row->last_import != 0;
		json_write_begin_object(json);
		json_put_text(json, "name", row->name);
		put_kinds(json, row->facts);
		json_put_count(json, "imports", (uint64_t)row->imports);
		json_put_id(json, "last_import", row->last_import);
		json_put_instant(json, "last_at", mem, imported ? row->last_at : INSTANT_MAX);
		json_put_member(json, "last_file", row->last_file);
		json_put_date(json, "newest_day", mem, row->newest_day);
		json_put_count(json, "entries", (uint64_t)row->entries);
		json_put_count(json, "seconds", (uint64_t)row->seconds);
		json_put_count(json, "waiting_rows", (uint64_t)row->waiting_rows);
		json_put_count(json, "waiting_seconds", (uint64_t)row->waiting_seconds);
		json_write_end_object(json);
	}
	json_write_end_array(json);
	json_write_end_object(json);
}

void json_put_resources(JsonWriter *json, const ResourceRows *resources)
{
	json_write_begin_object(json);
	json_put_key(json, "resources");
	json_write_begin_array(json);
	for (size_t i = 0; i < resources->len; i++) {
		const ResourceRow *row = &resources->at[i];
		json_write_begin_object(json);
		json_put_text(json, "key", row->key);
		json_put_bool(json, "declared", row->declared);
		json_put_member(json, "name", row->name);
		json_put_member(json, "team", row->team);
		json_put_member(json, "roles", row->roles);
		json_write_end_object(json);
	}
	json_write_end_array(json);
	json_write_end_object(json);
}
