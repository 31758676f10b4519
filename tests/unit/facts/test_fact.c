/* The registry of facts, their identities and fingerprints, months, names of warnings. */

#include "check.h"
#include "facts/fact.h"
#include "facts/fact_warning.h"
#include "facts/time_entry.h"

static const Currency USD = {"USD", 2};
static const Currency EUR = {"EUR", 2};

static void every_row_of_the_registry_is_sound(void **state)
{
	(void)state;
	for (FactKind kind = 0; kind < FACT_KINDS; kind++) {
		const FactSpec *spec = fact_spec(kind);
		FactKind parsed = FACT_KINDS;
		Err err = {0};
		bool identity = false;
		bool contract = false;
		bool money = false;
		bool currency = false;
		assert_true(fact_kind_parse(str_from_c(spec->name), &parsed, &err));
		assert_int_equal(parsed, kind);
		assert_true(spec->field_count <= FACT_FIELDS_MAX);
		assert_true(strlen(spec->plural) > 0 && spec->help[strlen(spec->help) - 1] == '.');
		for (size_t i = 0; i < spec->field_count; i++) {
			const FactField *field = &spec->fields[i];
			size_t place = FACT_FIELDS_MAX;
			assert_true(fact_field_find(kind, str_from_c(field->name), &place));
			if (place != i)
				fail_msg("%s has two fields %s", spec->name, field->name);
			assert_int_equal(fact_field(kind, field->name), i);
			assert_int_equal(field->type == FACT_CHOICE, field->choices != NULL);
			assert_true(field->help[strlen(field->help) - 1] != '.');
			identity |= field->identity;
			contract |= field->type == FACT_CONTRACT;
			money |= field->type == FACT_MONEY;
			currency |= field->type == FACT_CURRENCY;
		}
		assert_true(identity);
		assert_true(contract || !spec->of_contract);
		assert_true(currency || !money); /* amounts say of what */
		assert_true(spec->sourced || !fact_has_external_id(kind));
	}
	assert_true(fact_has_external_id(FACT_COST));
	assert_false(fact_has_external_id(FACT_EXCHANGE_RATE));
	assert_string_equal(fact_spec(FACT_TIME_ENTRY)->fields[TIME_WORK_DATE].name, "work_date");
	assert_string_equal(fact_spec(FACT_TIME_ENTRY)->fields[TIME_NOTE].name, "note");
	assert_int_equal(fact_spec(FACT_TIME_ENTRY)->field_count, TIME_FIELDS);
}

static void names_that_are_none_are_told(void **state)
{
	(void)state;
	FactKind kind = FACT_COST;
	size_t place = 7;
	Err err = {0};
	assert_false(fact_kind_parse(STR("costs"), &kind, &err));
	assert_int_equal(kind, FACT_COST);
	assert_string_equal(err.kind, "fact");
	check_err("an unknown kind", &err, ERR_NOT_FOUND,
		  "there is no fact 'costs'; there are time_entry, cost, recognition, invoice, "
		  "budget, task, deliverable, progress, resource, rate, assignment, calendar_day, "
		  "exchange_rate, period_close, ledger_total");
	assert_false(fact_field_find(FACT_COST, STR("price"), &place));
	assert_int_equal(place, 7);
}

static void names_of_types_are_told_apart(void **state)
{
	(void)state;
	assert_true(fact_type_is_name(FACT_CONTRACT));
	assert_true(fact_type_is_name(FACT_TASK_NAME));
	assert_true(fact_type_is_name(FACT_RESOURCE_NAME));
	assert_false(fact_type_is_name(FACT_TEXT));
}

/* A fact whose values a test fills by name. */
typedef struct Draft {
	Fact fact;
	FactValue values[FACT_FIELDS_MAX];
} Draft;

static void start(Draft *draft, FactKind kind, int64_t contract_id)
{
	*draft = (Draft){.fact = {.kind = kind, .contract_id = contract_id, .currency = USD}};
	draft->fact.values = draft->values;
}

static void put_number(Draft *draft, const char *name, int64_t number)
{
	draft->values[fact_field(draft->fact.kind, name)] =
		(FactValue){.set = true, .number = number};
}

static void put_text(Draft *draft, const char *name, Str text)
{
	draft->values[fact_field(draft->fact.kind, name)] = (FactValue){.set = true, .text = text};
}

static void identities_are_made_of_their_fields(void **state)
{
	Arena *mem = *state;
	Draft d;

	start(&d, FACT_BUDGET, 42);
	put_number(&d, "month", month_of((Date){20458}));
	put_number(&d, "revenue", 100);
	check_text("contract and month", fact_identity(mem, &d.fact), "42\t2026-01");

	start(&d, FACT_TASK, 42);
	put_text(&d, "key", STR("Ä\tb\\c"));
	check_text("tabs and backslashes", fact_identity(mem, &d.fact), "42\tÄ\\tb\\\\c");

	start(&d, FACT_RATE, 42);
	put_text(&d, "role", STR("lead"));
	put_number(&d, "effective_on", 20458);
	check_text("a role's rate", fact_identity(mem, &d.fact), "42\t\tlead\t2026-01-05");
	put_number(&d, "resource", 7);
	check_text("a person's rate", fact_identity(mem, &d.fact), "42\t7\tlead\t2026-01-05");

	start(&d, FACT_LEDGER_TOTAL, 0);
	put_number(&d, "month", 672);
	check_text("the currency is that of the fact", fact_identity(mem, &d.fact),
		   "2026-01\t\tUSD");
	put_text(&d, "currency", STR("USD"));
	put_number(&d, "contract", 9);
	check_text("a currency that is told", fact_identity(mem, &d.fact), "2026-01\t9\tUSD");

	start(&d, FACT_EXCHANGE_RATE, 0);
	d.fact.currency = (Currency){0};
	put_text(&d, "currency", STR("EUR"));
	put_number(&d, "date", 20458);
	check_text("a rate of a source", fact_identity(mem, &d.fact), "EUR\t2026-01-05");
}

static void fingerprints_follow_what_is_said(void **state)
{
	(void)state;
	Draft d;
	start(&d, FACT_COST, 42);
	put_text(&d, "external_id", STR("K-1"));
	put_number(&d, "contract", 42);
	put_number(&d, "date", 20458);
	put_number(&d, "amount", 12345);
	put_number(&d, "kind", 0);
	int64_t base = fact_fingerprint(&d.fact);
	assert_int_equal(base, INT64_C(0x5baaac188e30800f)); /* stored ones must be found again */

	Draft other = d;
	other.fact.values = other.values;
	other.fact.import_id = 5;
	other.fact.line = 6;
	other.fact.known_at = (Instant){7};
	other.fact.source = STR("books");
	put_text(&other, "external_id", STR("K-2"));
	assert_int_equal(fact_fingerprint(&other.fact), base);

	put_text(&other, "note", (Str){0});
	assert_true(fact_fingerprint(&other.fact) != base); /* set to nothing is not unset */
	other = d;
	other.fact.values = other.values;
	put_number(&other, "kind", 1);
	assert_true(fact_fingerprint(&other.fact) != base);
	other = d;
	other.fact.values = other.values;
	other.fact.contract_id = 43;
	assert_true(fact_fingerprint(&other.fact) != base);
	other = d;
	other.fact.values = other.values;
	other.fact.currency = EUR;
	assert_true(fact_fingerprint(&other.fact) != base);

	start(&d, FACT_LEDGER_TOTAL, 0);
	base = fact_fingerprint(&d.fact);
	put_number(&d, "contract", 3);
	assert_true(fact_fingerprint(&d.fact) != base);

	/* The currency does not matter where there is no money. */
	start(&d, FACT_PROGRESS, 0);
	base = fact_fingerprint(&d.fact);
	d.fact.currency = EUR;
	assert_int_equal(fact_fingerprint(&d.fact), base);

	/* A rate's currency is told by its field alone, or by the fact too, as when it was read. */
	start(&d, FACT_EXCHANGE_RATE, 0);
	put_text(&d, "currency", STR("USD"));
	base = fact_fingerprint(&d.fact);
	d.fact.currency = (Currency){0};
	assert_int_equal(fact_fingerprint(&d.fact), base);
	put_text(&d, "currency", STR("EUR"));
	assert_true(fact_fingerprint(&d.fact) != base);
	d.values[fact_field(FACT_EXCHANGE_RATE, "currency")] = (FactValue){0};
	assert_true(fact_fingerprint(&d.fact) != base);
}

static void texts_do_not_run_into_each_other(void **state)
{
	(void)state;
	Draft a;
	Draft b;
	start(&a, FACT_TASK, 1);
	start(&b, FACT_TASK, 1);
	put_text(&a, "key", STR("ab"));
	put_text(&a, "name", STR("c"));
	put_text(&b, "key", STR("a"));
	put_text(&b, "name", STR("bc"));
	assert_true(fact_fingerprint(&a.fact) != fact_fingerprint(&b.fact));
}

static void months_are_read_and_written(void **state)
{
	Arena *mem = *state;
	static const struct {
		const char *text;
		int64_t month;
		int32_t first;
	} cases[] = {
		{"1970-01", 0, 0},         {"1969-12", -1, -31},     {"2026-03", 674, 20513},
		{"1900-01", -840, -25567}, {"2199-12", 2759, 83975},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t month = 12345;
		Err err = {0};
		if (!month_parse(str_from_c(cases[i].text), &month, &err))
			fail_msg("%s: %s", cases[i].text, err.text);
		assert_int_equal(month, cases[i].month);
		check_text(cases[i].text, month_text(mem, month), cases[i].text);
		assert_int_equal(month_first(month).day, cases[i].first);
		assert_int_equal(month_of(month_first(month)), month);
	}
	assert_int_equal(month_of((Date){20542}), 674); /* 2026-03-30 */
}

static void months_that_are_none_are_refused(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		ErrCode code;
		const char *says;
	} cases[] = {
		{"2026-13", ERR_INPUT, "'2026-13' is not a month of the form YYYY-MM"},
		{"2026-00", ERR_INPUT, "'2026-00' is not a month of the form YYYY-MM"},
		{"2026/01", ERR_INPUT, "'2026/01' is not a month of the form YYYY-MM"},
		{"2026-1", ERR_INPUT, "'2026-1' is not a month of the form YYYY-MM"},
		{"2026-01-01", ERR_INPUT, "'2026-01-01' is not a month of the form YYYY-MM"},
		{"20x6-01", ERR_INPUT, "'20x6-01' is not a month of the form YYYY-MM"},
		{"20 6-01", ERR_INPUT, "'20 6-01' is not a month of the form YYYY-MM"},
		{"2026-0:", ERR_INPUT, "'2026-0:' is not a month of the form YYYY-MM"},
		{"", ERR_INPUT, "'' is not a month of the form YYYY-MM"},
		{"1899-12", ERR_RANGE, "the year 1899 is outside 1900 to 2199"},
		{"2200-01", ERR_RANGE, "the year 2200 is outside 1900 to 2199"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t month = 5;
		Err err = {0};
		assert_false(month_parse(str_from_c(cases[i].text), &month, &err));
		check_err(cases[i].text, &err, cases[i].code, cases[i].says);
		assert_int_equal(month, 5);
	}
}

static void warnings_have_names_and_sentences(void **state)
{
	(void)state;
	static const char *const names[FACT_WARNINGS] = {
		"duration_differs", "ambiguous_date", "future",       "before_start", "after_end",
		"over_24h",         "negative",       "closed_month", "new_name",
	};
	for (FactWarning warning = 0; warning < FACT_WARNINGS; warning++) {
		assert_string_equal(fact_warning_name(warning), names[warning]);
		assert_true(strlen(fact_warning_text(warning)) > 10);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(every_row_of_the_registry_is_sound),
		ARENA_TEST(names_that_are_none_are_told),
		ARENA_TEST(names_of_types_are_told_apart),
		ARENA_TEST(identities_are_made_of_their_fields),
		ARENA_TEST(fingerprints_follow_what_is_said),
		ARENA_TEST(texts_do_not_run_into_each_other),
		ARENA_TEST(months_are_read_and_written),
		ARENA_TEST(months_that_are_none_are_refused),
		ARENA_TEST(warnings_have_names_and_sentences),
	};
	return RUN_TESTS(tests);
}
