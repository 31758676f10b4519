/* Facts as people and programs write them, one by one and in batches. */

#include "fact_files.h"

#include "app/facts.h"
#include "app/waiting.h"

#include <string.h>

enum { TEXTS_MAX = 12 };

/* Inputs are made of "field=value" texts. */
typedef struct Texts {
	FactText at[TEXTS_MAX];
} Texts;

static FactInput input(Texts *texts, FactKind kind, const char *source, const char *const *pairs)
{
	size_t count = 0;
	for (; pairs[count]; count++) {
		size_t at;
		Str pair = str_from_c(pairs[count]);
		assert_true(str_find(pair, STR("="), &at));
		texts->at[count] =
			(FactText){str_slice(pair, 0, at), str_slice(pair, at + 1, pair.len)};
	}
	return (FactInput){.kind = kind,
			   .source = str_from_c(source),
			   .texts = texts->at,
			   .text_count = count};
}

#define INPUT(texts, kind, source, ...) \
	input((texts), (kind), (source), (const char *const[]){__VA_ARGS__, NULL})

static void entries_are_written_replaced_and_deleted(void **state)
{
	App *app = app_of(state);
	Err err;
	Texts texts[3];
	FactResult results[3];
	add_contract(app, "H-1");
	add_contract(app, "H-2");
	FactInput inputs[3] = {
		INPUT(&texts[0], FACT_TIME_ENTRY, "api", "external_id=a", "contract=H-1",
		      "resource=Resource 01", "work_date=2025-03-03", "seconds=7200",
		      "start=23:30"),
		INPUT(&texts[1], FACT_TIME_ENTRY, "", "contract=H-1", "resource=Resource 02",
		      "work_date=2025-03-03", "seconds=60", "task=Build"),
		INPUT(&texts[2], FACT_COST, "api", "external_id=c", "contract=H-1",
		      "date=2025-03-03", "amount=12.50", "kind=expense"),
	};
	MUST(facts_write(app, inputs, 3, results, &err));
	for (int i = 0; i < 3; i++)
		assert_int_equal(results[i].outcome, FACT_ADDED);
	assert_true(str_eq_c(results[1].source, "manual"));
	assert_true(results[1].external_id.len > 0);
	assert_true(str_eq_c(results[2].external_id, "c"));
	inputs[1].external_id = results[1].external_id;
	MUST(facts_write(app, inputs, 3, results, &err));
	for (int i = 0; i < 3; i++)
		assert_int_equal(results[i].outcome, FACT_UNCHANGED);
	inputs[0] = INPUT(&texts[0], FACT_TIME_ENTRY, "api", "external_id=a", "contract=H-2",
			  "resource=Resource 01", "work_date=2025-03-03", "seconds=7200");
	inputs[1].deletes = true;
	inputs[2] = INPUT(&texts[2], FACT_COST, "api", "contract=H-1", "date=2025-03-03",
			  "amount=13", "kind=expense");
	inputs[2].external_id = STR("c");
	MUST(facts_write(app, inputs, 3, results, &err));
	assert_int_equal(results[0].outcome, FACT_MOVED);
	assert_int_equal(results[1].outcome, FACT_DELETED);
	assert_int_equal(results[2].outcome, FACT_REPLACED);
	expect_entries(app, "after it", "api/a.0 H-2 - Resource 01 2025-03-03 7200 client -; ");
	MUST(facts_write(app, &inputs[1], 1, results, &err));
	assert_int_equal(results[0].outcome, FACT_ABSENT);
	expect_sound(app, "after all");
}

static void facts_without_ids_are_told_apart_by_their_fields(void **state)
{
	App *app = app_of(state);
	Err err;
	Texts texts[2];
	FactResult results[2];
	FactsPage page;
	FactsQuery query = {.kind = FACT_BUDGET, .moment = MOMENT_NOW};
	add_contract(app, "H-1");
	FactInput inputs[2] = {
		INPUT(&texts[0], FACT_BUDGET, "", "contract=H-1", "month=2025-03", "revenue=100"),
		INPUT(&texts[1], FACT_LEDGER_TOTAL, "", "contract=H-1", "month=2025-03",
		      "recognized=100"),
	};
	MUST(facts_write(app, inputs, 2, results, &err));
	assert_true(str_eq_c(results[0].external_id, "H-1\t2025-03"));
	inputs[0] = INPUT(&texts[0], FACT_BUDGET, "plan", "contract=H-1", "month=2025-03",
			  "revenue=110", "currency=USD");
	MUST(facts_write(app, inputs, 2, results, &err));
	assert_int_equal(results[0].outcome, FACT_REPLACED);
	assert_int_equal(results[1].outcome, FACT_UNCHANGED);
	inputs[0].deletes = true;
	inputs[1].deletes = true;
	MUST(facts_write(app, inputs, 2, results, &err));
	assert_int_equal(results[0].outcome, FACT_DELETED);
	assert_int_equal(results[1].outcome, FACT_DELETED);
	MUST(facts_page(app, &query, &page, &err));
	assert_int_equal(page.list.len, 0);
	query.versions = true;
	MUST(facts_page(app, &query, &page, &err));
	assert_int_equal(page.list.len, 2);
	expect_sound(app, "after all");
}

typedef struct Refusal {
	const char *label;
	FactKind kind;
	const char *pairs[8];
	ErrCode code;
	const char *field, *text;
} Refusal;

static const Refusal REFUSALS[] = {
	{"no such field", FACT_COST, {"amuont=1"}, ERR_INPUT, "amuont", "has no field 'amuont'"},
	{"a field is missing",
	 FACT_COST,
	 {"contract=H-1", "date=2025-03-03", "kind=expense"},
	 ERR_INPUT,
	 "amount",
	 "amount is missing"},
	{"no such day",
	 FACT_COST,
	 {"contract=H-1", "date=2025-02-30", "kind=expense", "amount=1"},
	 ERR_INPUT,
	 "date",
	 "2025-02-30"},
	{"no such contract",
	 FACT_COST,
	 {"contract=H-9", "date=2025-03-03", "kind=expense", "amount=1"},
	 ERR_NOT_FOUND,
	 "contract",
	 "there is no contract 'H-9'"},
	{"too many decimals",
	 FACT_COST,
	 {"contract=H-1", "date=2025-03-03", "kind=expense", "amount=1.005"},
	 ERR_INPUT,
	 "amount",
	 "decimals"},
	{"no such task",
	 FACT_TIME_ENTRY,
	 {"contract=H-1", "work_date=2025-03-03", "seconds=1", "resource=Resource 01",
	  "task=Build"},
	 ERR_NOT_FOUND,
	 "task",
	 "has no task 'Build'"},
	{"no such person",
	 FACT_TIME_ENTRY,
	 {"contract=H-1", "work_date=2025-03-03", "seconds=1", "resource=Resource 02"},
	 ERR_NOT_FOUND,
	 "resource",
	 "there is no resource 'Resource 02'"},
	{"client hours without a contract",
	 FACT_TIME_ENTRY,
	 {"work_date=2025-03-03", "seconds=1", "resource=Resource 01"},
	 ERR_NOT_FOUND,
	 "contract",
	 "it names no contract"},
	{"longer than a month",
	 FACT_TIME_ENTRY,
	 {"contract=H-1", "work_date=2025-03-03", "seconds=2700000", "start=08:00",
	  "resource=Resource 01"},
	 ERR_INPUT,
	 "seconds",
	 "longer than 31 days"},
	{"a reversal of nothing",
	 FACT_RECOGNITION,
	 {"contract=H-1", "recognized_on=2025-03-03", "amount=-1", "reverses=x"},
	 ERR_INPUT,
	 "reverses",
	 "'x', which is not recognised"},
	{"a rate of nobody",
	 FACT_RATE,
	 {"contract=H-1", "effective_on=2025-03-03", "billing_rate=100"},
	 ERR_INPUT,
	 "resource",
	 "both are missing"},
};

static void what_cannot_be_taken_refuses_the_whole_batch(void **state)
{
	App *app = app_of(state);
	Err err;
	Texts texts[3];
	FactResult results[3];
	add_contract(app, "H-1");
	FactInput declares[2] = {
		INPUT(&texts[0], FACT_TASK, "", "contract=H-1", "key=Design"),
		INPUT(&texts[1], FACT_RESOURCE, "", "key=Resource 01", "effective_on=2025-01-01"),
	};
	MUST(facts_write(app, declares, 2, results, &err));
	for (size_t i = 0; i < sizeof REFUSALS / sizeof *REFUSALS; i++) {
		const Refusal *refusal = &REFUSALS[i];
		FactInput inputs[2] = {
			INPUT(&texts[0], FACT_TIME_ENTRY, "api", "external_id=good", "contract=H-1",
			      "work_date=2025-03-03", "seconds=1", "resource=Resource 01"),
			input(&texts[1], refusal->kind, "api", refusal->pairs),
		};
		Err alone;
		if (facts_write(app, inputs, 2, results, &err))
			fail_msg("%s: it was taken", refusal->label);
		if (results[0].refused || !results[1].refused)
			fail_msg("%s: not told which", refusal->label);
		if (facts_write(app, &inputs[1], 1, results, &alone) || !results[0].refused)
			fail_msg("%s: it was taken alone", refusal->label);
		if (err.code != refusal->code || strcmp(err.field, refusal->field) != 0 ||
		    !strstr(err.text, refusal->text) || strcmp(alone.field, refusal->field) != 0)
			fail_msg("%s: %d at '%s' and '%s': %s", refusal->label, (int)err.code,
				 err.field, alone.field, err.text);
	}
	expect_entries(app, "nothing", "");
	FactInput twice[2] = {
		INPUT(&texts[0], FACT_TIME_ENTRY, "api", "external_id=a", "contract=H-1",
		      "work_date=2025-03-03", "seconds=1", "resource=Resource 01"),
		INPUT(&texts[1], FACT_TIME_ENTRY, "api", "external_id=a", "contract=H-1",
		      "work_date=2025-03-03", "seconds=2", "resource=Resource 01"),
	};
	MUST_FAIL(facts_write(app, twice, 2, results, &err), ERR_INPUT, "says otherwise");
	assert_string_equal(err.field, "external_id");
	assert_true(!results[0].refused && results[1].refused);
	expect_waiting(app, "nothing waits", "");
}

static void what_waited_is_resolved_by_hand(void **state)
{
	App *app = app_of(state);
	Err err;
	Texts texts;
	FactResult result;
	(void)import_times(app, "mine",
			   "a1,H-1,,,,Resource 01,2025-03-03,60,,,,,-\n"
			   "a2,H-1,,,,Resource 01,2025-03-03,60,,,,,-\n");
	add_contract(app, "H-1");
	FactInput entry = INPUT(&texts, FACT_TIME_ENTRY, "mine", "external_id=a1", "contract=H-1",
				"work_date=2025-03-03", "seconds=61", "resource=Resource 01");
	MUST(facts_write(app, &entry, 1, &result, &err));
	expect_waiting(app, "one of them", "mine unknown_contract contract 'H-1' in '': 1 (60); ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(entries_are_written_replaced_and_deleted),
		STORE_TEST(facts_without_ids_are_told_apart_by_their_fields),
		STORE_TEST(what_cannot_be_taken_refuses_the_whole_batch),
		STORE_TEST(what_waited_is_resolved_by_hand),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
