#include "answer/history_json.h"

#include "answer/entry_json.h"

static const char *convention_choice(size_t place)
{
	return place < 2 ? convention_name(place == 1) : NULL;
}

static const char *granularity_choice(size_t place)
{
	return place <= GRANULARITY_CONTRACT_YEAR ? granularity_name((Granularity)place) : NULL;
}

static const Shape NUMBERS = {.kind = SHAPE_LIST, .items = &SHAPE_OF_INTEGER};

static const Shape SNAPSHOT = {
	.name = "Snapshot",
	.kind = SHAPE_OBJECT,
	.help = "every tracked field from a day on, and the figures of the terms up to then, held to "
		"the end",
	SHAPE_MEMBERS(
		{"effective_on", &SHAPE_OF_DATE, ALWAYS, "day from which the values hold"},
		{"first_year", &FIGURES_SHAPE, ALWAYS, "calendar year of the first day earned"},
		{"last_year", &FIGURES_SHAPE, ALWAYS, "calendar year of the last day earned"},
		{"total", &FIGURES_SHAPE, ALWAYS, "of the whole term"},
		{"estimate", &SHAPE_OF_BOOL, ALWAYS, "the total holds an estimate"},
		{"revisions", &NUMBERS, ALWAYS, "numbers of those that take effect that day"}),
	.tracked = true,
	.items = &VALUE_SHAPE,
};
static const Shape SNAPSHOTS = {.kind = SHAPE_LIST, .items = &SNAPSHOT};

static const Shape PERIOD = {
	.name = "PeriodFigures",
	.kind = SHAPE_OBJECT,
	.help = "revenue and profit by terms of a period",
	SHAPE_MEMBERS({"from", &SHAPE_OF_DATE, ALWAYS, "first day"},
		      {"to", &SHAPE_OF_DATE, ALWAYS, "first day after it"},
		      {"revenue", &AMOUNT_SHAPE, ALWAYS, NULL},
		      {"profit", &AMOUNT_SHAPE, ALWAYS, NULL},
		      {"estimate", &SHAPE_OF_BOOL, ALWAYS, "holds an estimate"}),
};
static const Shape PERIOD_LIST = {.kind = SHAPE_LIST, .items = &PERIOD};
static const Shape PERIODS = {.kind = SHAPE_EITHER, SHAPE_OPTIONS(&NA_SHAPE, &PERIOD_LIST)};

static const Shape OP = {.kind = SHAPE_CHOICE, SHAPE_CHOICES("set", "add")};

static const Shape WRITTEN = {
	.name = "WrittenChange",
	.kind = SHAPE_OBJECT,
	.help = "a change as its revision has it",
	SHAPE_MEMBERS({"field", &SHAPE_OF_TEXT, ALWAYS, "name of a tracked field"},
		      {"op", &OP, ALWAYS, NULL},
		      {"value", &VALUE_SHAPE, ALWAYS, "what is set or added; null: cleared"}),
};
static const Shape WRITTEN_LIST = {.kind = SHAPE_LIST, .items = &WRITTEN};

static const Shape REVISION = {
	.name = "Revision",
	.kind = SHAPE_OBJECT,
	.help = "a revision that the view sees",
	SHAPE_MEMBERS({"number", &SHAPE_OF_INTEGER, ALWAYS, "in the contract's history, from 1"},
		      {"effective_on", &SHAPE_OF_DATE, ALWAYS, "day from which it holds"},
		      {"known_at", &SHAPE_OF_INSTANT, ALWAYS, "when the organisation knew it"},
		      {"recorded_at", &SHAPE_OF_INSTANT, ALWAYS, "when pacta was told"},
		      {"signed_on", &SHAPE_OF_DATE, NULLABLE, "null: not told"},
		      {"recorded_by", &SHAPE_OF_TEXT, ALWAYS, NULL},
		      {"reason", &SHAPE_OF_TEXT, NULLABLE, NULL},
		      {"source", &SHAPE_OF_TEXT, NULLABLE, "of the import; null: not imported"},
		      {"change_order", &SHAPE_OF_TEXT, NULLABLE, NULL},
		      {"changes", &WRITTEN_LIST, ALWAYS, NULL}),
};
static const Shape REVISIONS = {.kind = SHAPE_LIST, .items = &REVISION};

static const Shape CONVENTION = {.kind = SHAPE_CHOICE, .choice = convention_choice};
static const Shape GRANULARITY = {.kind = SHAPE_CHOICE, .choice = granularity_choice};

const Shape HISTORY_SHAPE = {
	.name = "History",
	.kind = SHAPE_OBJECT,
	.help = "the history of a contract as a moment sees it",
	SHAPE_MEMBERS({"contract", &SHAPE_OF_TEXT, ALWAYS, "its key"},
		      {"name", &SHAPE_OF_TEXT, NULLABLE, "null: none"},
		      {"account", &SHAPE_OF_TEXT, ALWAYS, "name of the account that it is with"},
		      {"currency", &CURRENCY_SHAPE, ALWAYS, NULL},
		      {"kind", &CONTRACT_KIND_SHAPE, ALWAYS, NULL},
		      {"entries", &SHAPE_OF_INTEGER, ALWAYS,
		       "newest number in its history, for If-Match"},
		      {"convention", &CONVENTION, ALWAYS, "of the figures of snapshots"},
		      MOMENT_MEMBERS, {"snapshots", &SNAPSHOTS, ALWAYS, "by effective day"},
		      {"by", &GRANULARITY, NULLABLE, "of the periods; null: not asked for"},
		      {"fiscal_month", &SHAPE_OF_INTEGER, ALWAYS,
		       "first month of the fiscal year, 1 to 12"},
		      {"periods", &PERIODS, ALWAYS, "empty where not asked for"},
		      {"warnings", &WARNINGS_SHAPE, ALWAYS, NULL},
		      {"revisions", &REVISIONS, ALWAYS,
		       "that the moment sees, in order of effect"}),
};

const char *convention_name(bool epicom2011)
{
	return epicom2011 ? "epicom2011" : "default";
}

int32_t revision_walk_next(RevisionWalk *walk, Date day)
{
	if (walk->at == walk->revisions.len ||
	    walk->revisions.at[walk->at]->effective_on.day != day.day)
		return 0;
	return walk->revisions.at[walk->at++]->number;
}

static void put_numbers(JsonWriter *json, RevisionWalk *walk, Date day)
{
	json_put_key(json, "revisions");
	json_write_begin_array(json);
	for (int32_t number = revision_walk_next(walk, day); number > 0;
	     number = revision_walk_next(walk, day))
		json_write_int(json, number);
	json_write_end_array(json);
}

static void put_snapshot(JsonWriter *json, Arena *mem, const HistoryAnswer *answer, size_t place,
			 RevisionWalk *walk)
{
	const Snapshot *snapshot = &answer->snapshots.at[place];
	Currency currency = answer->contract.currency;
	json_write_begin_object(json);
	json_put_date(json, "effective_on", mem, snapshot->effective_on);
	json_put_fields(json, mem, answer->fields, currency, snapshot->values);
	json_put_figures(json, "first_year", mem, &snapshot->figures.first_year, currency);
	json_put_figures(json, "last_year", mem, &snapshot->figures.last_year, currency);
	json_put_figures(json, "total", mem, &snapshot->figures.total, currency);
	json_put_bool(json, "estimate", snapshot->figures.total.estimate);
	put_numbers(json, walk, snapshot->effective_on);
	json_write_end_object(json);
}

static void put_periods(JsonWriter *json, Arena *mem, const HistoryAnswer *answer)
{
	Currency currency = answer->contract.currency;
	json_put_key(json, "periods");
	if (answer->periods.na != NA_NONE) {
		json_put_na(json, na_name(answer->periods.na));
		return;
	}
	json_write_begin_array(json);
	for (size_t i = 0; i < answer->periods.len; i++) {
		const PeriodRow *row = &answer->periods.at[i];
		json_write_begin_object(json);
		json_put_date(json, "from", mem, row->period.from);
		json_put_date(json, "to", mem, row->period.to);
		json_put_key(json, "revenue");
		json_put_amount(json, mem, row->figures.revenue, currency);
		json_put_key(json, "profit");
		json_put_amount(json, mem, row->figures.profit, currency);
		json_put_bool(json, "estimate", row->figures.estimate);
		json_write_end_object(json);
	}
	json_write_end_array(json);
}

static void put_revision(JsonWriter *json, Arena *mem, const HistoryAnswer *answer,
			 const Entry *entry)
{
	json_write_begin_object(json);
	json_put_count(json, "number", (size_t)entry->number);
	json_put_date(json, "effective_on", mem, entry->effective_on);
	json_put_circumstances(json, mem, entry);
	json_put_key(json, "changes");
	json_write_begin_array(json);
	for (size_t i = 0; i < entry->change_count; i++) {
		const Change *change = &entry->changes[i];
		const Field *field = &answer->fields->at[change->field];
		json_write_begin_object(json);
		json_put_member(json, "field", field->name);
		json_put_member(json, "op", change->op == CHANGE_ADD ? STR("add") : STR("set"));
		json_put_key(json, "value");
		json_put_value(json, mem, field, answer->contract.currency, change->value);
		json_write_end_object(json);
	}
	json_write_end_array(json);
	json_write_end_object(json);
}

void json_put_history(JsonWriter *json, Arena *mem, const HistoryQuery *query,
		      const HistoryAnswer *answer)
{
	const Contract *contract = &answer->contract;
	RevisionWalk walk = {.revisions = answer->revisions};
	json_write_begin_object(json);
	json_put_member(json, "contract", contract->key);
	json_put_member(json, "name", contract->name);
	json_put_member(json, "account", contract->account);
	json_put_member(json, "currency", str_from_c(contract->currency.code));
	json_put_member(json, "kind", str_from_c(contract_kind_name(contract->kind)));
	json_put_count(json, "entries", (size_t)contract->entries);
	json_put_member(json, "convention", str_from_c(convention_name(query->epicom2011)));
	json_put_moment(json, mem, query->moment);
	json_put_key(json, "snapshots");
	json_write_begin_array(json);
	for (size_t i = 0; i < answer->snapshots.len; i++)
		put_snapshot(json, mem, answer, i, &walk);
	json_write_end_array(json);
	json_put_member(json, "by",
			query->by_period ? str_from_c(granularity_name(query->granularity))
					 : (Str){0});
	json_put_count(json, "fiscal_month", (size_t)answer->fiscal_month);
	put_periods(json, mem, answer);
	json_put_warnings(json, mem, answer->warnings);
	json_put_key(json, "revisions");
	json_write_begin_array(json);
	for (size_t i = 0; i < answer->revisions.len; i++)
		put_revision(json, mem, answer, answer->revisions.at[i]);
	json_write_end_array(json);
	json_write_end_object(json);
}
