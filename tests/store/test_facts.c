/* Facts other than time entries: versions, moves, natural keys, what an import did, and the views. */

#include "fresh_facts.h"

#include "store/dimension.h"
#include "store/facts.h"

#include <stdio.h>
#include <string.h>

typedef struct Applied {
	uint8_t facts[8];
	uint8_t deletions[8];
} Applied;

static Applied apply_batch(Stage *stage, const FactBatch *batch)
{
	Applied applied;
	Err err;
	memset(&applied, 0xFF, sizeof applied);
	assert_true(batch->fact_count <= 8 && batch->deletion_count <= 8);
	MUST(db_begin_write(stage->db, &err));
	MUST(facts_apply(stage->db, batch, applied.facts, applied.deletions, &err));
	MUST(db_commit(stage->db, &err));
	return applied;
}

static FactOutcome apply_one(Stage *stage, Fact fact, int64_t at)
{
	FactBatch batch = {.facts = &fact, .fact_count = 1, .known_at = {at}};
	return (FactOutcome)apply_batch(stage, &batch).facts[0];
}

static FactOutcome delete_one(Stage *stage, Fact fact, int64_t at)
{
	FactBatch batch = {.deletions = &fact, .deletion_count = 1, .known_at = {at}};
	return (FactOutcome)apply_batch(stage, &batch).deletions[0];
}

static FactList list_facts(Stage *stage, FactFilter filter)
{
	FactList list;
	Err err;
	MUST(db_begin_read(stage->db, &err));
	MUST(facts_list(stage->db, &stage->mem, &filter, &list, &err));
	db_rollback(stage->db);
	return list;
}

/* Texts of one field of facts, with "|" between. */
static Str texts_of(Stage *stage, FactList list, const char *name)
{
	Buf text = {.mem = &stage->mem};
	for (size_t i = 0; i < list.len; i++) {
		const Fact *fact = &list.at[i];
		size_t place = fact_field(fact->kind, name);
		const FactField *field = &fact_spec(fact->kind)->fields[place];
		if (i > 0)
			buf_add_byte(&text, '|');
		buf_add(&text,
			fact_value_text(&stage->mem, field, fact->currency, fact->values[place]));
	}
	return buf_str(&text);
}

static Str known_texts(Stage *stage, FactKind kind, int64_t known, const char *name)
{
	FactFilter filter = {.kind = kind, .known = {known}};
	return texts_of(stage, list_facts(stage, filter), name);
}

static Fact cost(Stage *stage, int64_t contract_id, const char *id, const char *amount)
{
	return make_fact(&stage->mem, FACT_COST, contract_id, "books", id, "date", "2026-03-04",
			 "amount", amount, "kind", "expense", NULL);
}

static void versions_are_read_as_known_then(void **state)
{
	Stage *stage = *state;
	Fact first = cost(stage, HARBOUR, "K-1", "10.50");
	first.import_id = 1;
	first.line = 7;
	assert_int_equal(apply_one(stage, first, 100), FACT_ADDED);
	assert_int_equal(apply_one(stage, first, 150), FACT_UNCHANGED);
	assert_int_equal(apply_one(stage, cost(stage, HARBOUR, "K-1", "11"), 200), FACT_REPLACED);
	assert_int_equal(apply_one(stage, cost(stage, HARBOUR, "K-2", "-3"), 250), FACT_ADDED);
	assert_int_equal(delete_one(stage, cost(stage, HARBOUR, "K-1", "0"), 300), FACT_DELETED);
	assert_int_equal(delete_one(stage, cost(stage, HARBOUR, "K-1", "0"), 350), FACT_ABSENT);

	EXPECT(known_texts(stage, FACT_COST, 99, "amount"), "");
	EXPECT(known_texts(stage, FACT_COST, 100, "amount"), "10.50");
	EXPECT(known_texts(stage, FACT_COST, 199, "amount"), "10.50");
	EXPECT(known_texts(stage, FACT_COST, 200, "amount"), "11.00");
	EXPECT(known_texts(stage, FACT_COST, 299, "amount"), "11.00|-3.00");
	EXPECT(known_texts(stage, FACT_COST, 300, "amount"), "-3.00");
	EXPECT(known_texts(stage, FACT_COST, INT64_MAX, "amount"), "-3.00");
	EXPECT(known_texts(stage, FACT_COST, INT64_MAX, "external_id"), "K-2");
	EXPECT(known_texts(stage, FACT_COST, INT64_MAX, "contract"), "H/ä-1");

	FactList all = list_facts(stage, (FactFilter){.kind = FACT_COST, .versions = true});
	EXPECT(texts_of(stage, all, "amount"), "10.50|11.00|-3.00");
	EXPECT(all.at[0].source, "books");
	assert_int_equal(all.at[0].known_at.us, 100);
	assert_int_equal(all.at[0].known_until.us, 200);
	assert_int_equal(all.at[0].import_id, 1);
	assert_int_equal(all.at[0].line, 7);
	assert_int_equal(all.at[0].contract_id, HARBOUR);
	assert_string_equal(all.at[0].currency.code, "USD");
	assert_int_equal(all.at[0].fingerprint, fact_fingerprint(&first));
	assert_int_equal(all.at[1].known_until.us, 300);
	assert_int_equal(all.at[2].known_until.us, INT64_MAX);
}

static void a_fact_that_was_read_is_the_same_again(void **state)
{
	Stage *stage = *state;
	Arena *mem = &stage->mem;
	Fact facts[] = {
		make_fact(mem, FACT_COST, HARBOUR, "books", "K-1", "date", "2026-03-04", "amount",
			  "10.50", "currency", "BHD", "kind", "subcontractor", "note", "„a“\tb",
			  NULL),
		make_fact(mem, FACT_RECOGNITION, QUAY, "ledger", "R-1", "service_from",
			  "2026-01-01", "service_to", "2026-02-01", "amount", "-5", "reverses",
			  "R-0", "deliverable", "D", "invoice", "I", NULL),
		make_fact(mem, FACT_INVOICE, YEN, "ledger", "I-1", "date", "2026-01-31", "amount",
			  "5000", NULL),
		make_fact(mem, FACT_BUDGET, HARBOUR, "plan", "", "month", "2026-03", "revenue",
			  "100", "hours", "12.25", "cost", "80", "exchange_rate", "1.082345678",
			  NULL),
		make_fact(mem, FACT_TASK, HARBOUR, "plan", "", "key", "T\t1", "name", "Täsk",
			  "planned_hours", "0.0003", "in_scope", "no", NULL),
		make_fact(mem, FACT_DELIVERABLE, HARBOUR, "plan", "", "key", "D", "price_share",
			  "33.3333%", "budget_cost", "7", "starts_on", "2026-01-01", "due_on",
			  "2026-02-01", "accepted_on", "2026-02-03", NULL),
		make_fact(mem, FACT_PROGRESS, HARBOUR, "plan", "", "deliverable", "D", "date",
			  "2026-01-15", "progress", "0.5", NULL),
		make_fact(mem, FACT_RESOURCE, 0, "hr", "", "key", "11", "effective_on",
			  "2025-01-01", "team", "Blue", "roles", "lead;dev", "monday", "8",
			  "friday", "6.5", "calendar", "FI", "cost_rate", "41.20", "currency",
			  "EUR", NULL),
	};
	Fact more[] = {
		make_fact(mem, FACT_RATE, QUAY, "plan", "", "role", "lead", "effective_on",
			  "2026-01-01", "billing_rate", "120", "standard_rate", "150", NULL),
		make_fact(mem, FACT_RATE, QUAY, "plan", "", "resource", "12", "effective_on",
			  "2026-01-01", "billing_rate", "130", NULL),
		make_fact(mem, FACT_ASSIGNMENT, QUAY, "plan", "", "resource", "12", "from",
			  "2026-01-01", "to", "2026-04-01", "hours_per_week", "20", NULL),
		make_fact(mem, FACT_CALENDAR_DAY, 0, "hr", "", "calendar", "FI", "date",
			  "2026-01-06", "note", "Epiphany", NULL),
		make_fact(mem, FACT_EXCHANGE_RATE, 0, "bank", "", "currency", "JPY", "date",
			  "2026-01-05", "rate", "0.0061", NULL),
		make_fact(mem, FACT_PERIOD_CLOSE, 0, "books", "", "month", "2026-01", "closed_on",
			  "2026-02-06", "closed_by", "Resource 02", NULL),
		make_fact(mem, FACT_LEDGER_TOTAL, 0, "books", "", "month", "2026-01", "contract",
			  "102", "currency", "EUR", "recognized", "1234.56", NULL),
		make_fact(mem, FACT_LEDGER_TOTAL, 0, "books", "", "month", "2026-01", "currency",
			  "JPY", "recognized", "99", NULL),
	};
	Applied applied =
		apply_batch(stage, &(FactBatch){.facts = facts, .fact_count = 8, .known_at = {5}});
	for (size_t i = 0; i < 8; i++)
		assert_int_equal(applied.facts[i], FACT_ADDED);
	applied = apply_batch(stage, &(FactBatch){.facts = more, .fact_count = 8, .known_at = {6}});
	for (size_t i = 0; i < 8; i++)
		assert_int_equal(applied.facts[i], FACT_ADDED);
	size_t seen = 0;
	for (FactKind kind = FACT_COST; kind < FACT_KINDS; kind++) {
		FactList list = list_facts(stage, (FactFilter){.kind = kind, .known = INSTANT_MAX});
		assert_true(list.len > 0);
		seen += list.len;
		for (size_t i = 0; i < list.len; i++) {
			assert_int_equal(fact_fingerprint(&list.at[i]), list.at[i].fingerprint);
			assert_int_equal(apply_one(stage, list.at[i], 7), FACT_UNCHANGED);
			if (!fact_has_external_id(kind))
				EXPECT(fact_identity(mem, &list.at[i]),
				       str_to_c(mem, list.at[i].identity));
		}
	}
	assert_int_equal(seen, 16);
	EXPECT(known_texts(stage, FACT_COST, INT64_MAX, "amount"), "10.500");
	EXPECT(known_texts(stage, FACT_COST, INT64_MAX, "note"), "„a“\tb");
	EXPECT(known_texts(stage, FACT_COST, INT64_MAX, "kind"), "subcontractor");
	EXPECT(known_texts(stage, FACT_INVOICE, INT64_MAX, "amount"), "5000");
	EXPECT(known_texts(stage, FACT_INVOICE, INT64_MAX, "currency"), "");
	EXPECT(known_texts(stage, FACT_RECOGNITION, INT64_MAX, "recognized_on"), "");
	EXPECT(known_texts(stage, FACT_RECOGNITION, INT64_MAX, "service_to"), "2026-02-01");
	EXPECT(known_texts(stage, FACT_BUDGET, INT64_MAX, "exchange_rate"), "1.082345678");
	EXPECT(known_texts(stage, FACT_TASK, INT64_MAX, "key"), "T\t1");
	EXPECT(known_texts(stage, FACT_TASK, INT64_MAX, "planned_hours"), "0.0003");
	EXPECT(known_texts(stage, FACT_RESOURCE, INT64_MAX, "key"), "Resource 01");
	EXPECT(known_texts(stage, FACT_RESOURCE, INT64_MAX, "tuesday"), "");
	EXPECT(known_texts(stage, FACT_RESOURCE, INT64_MAX, "currency"), "EUR");
	EXPECT(known_texts(stage, FACT_RATE, INT64_MAX, "resource"), "|Resource 02");
	EXPECT(known_texts(stage, FACT_LEDGER_TOTAL, INT64_MAX, "contract"), "|Q");
	EXPECT(known_texts(stage, FACT_LEDGER_TOTAL, INT64_MAX, "recognized"), "99|1234.56");
}

static void a_moved_fact_leaves_its_contract(void **state)
{
	Stage *stage = *state;
	assert_int_equal(apply_one(stage, cost(stage, HARBOUR, "K-1", "10"), 100), FACT_ADDED);
	assert_int_equal(apply_one(stage, cost(stage, QUAY, "K-1", "10"), 200), FACT_MOVED);
	FactFilter here = {.kind = FACT_COST, .contract_id = HARBOUR, .known = INSTANT_MAX};
	FactFilter there = {.kind = FACT_COST, .contract_id = QUAY, .known = INSTANT_MAX};
	assert_int_equal(list_facts(stage, here).len, 0);
	assert_int_equal(list_facts(stage, there).len, 1);
	here.known.us = 150;
	there.known.us = 150;
	assert_int_equal(list_facts(stage, here).len, 1);
	assert_int_equal(list_facts(stage, there).len, 0);
	assert_string_equal(list_facts(stage, here).at[0].currency.code, "USD");

	/* By its identity it is found in whatever contract it was, unless one is asked for. */
	FactFilter it = {.kind = FACT_COST, .identity = STR("K-1"), .versions = true};
	assert_int_equal(list_facts(stage, it).len, 2);
	it.contract_id = QUAY;
	FactList list = list_facts(stage, it);
	assert_int_equal(list.len, 1);
	assert_int_equal(list.at[0].known_at.us, 200);

	/* A deletion does not know where it is. */
	assert_int_equal(delete_one(stage, cost(stage, YEN, "K-1", "0"), 300), FACT_DELETED);
	there.known = INSTANT_MAX;
	assert_int_equal(list_facts(stage, there).len, 0);
}

static void sources_have_identities_of_their_own(void **state)
{
	Stage *stage = *state;
	Fact other = cost(stage, HARBOUR, "K-1", "20");
	other.source = STR("shop");
	assert_int_equal(apply_one(stage, cost(stage, HARBOUR, "K-1", "10"), 100), FACT_ADDED);
	assert_int_equal(apply_one(stage, other, 200), FACT_ADDED);
	EXPECT(known_texts(stage, FACT_COST, INT64_MAX, "amount"), "10.00|20.00");
	FactFilter filter = {.kind = FACT_COST, .source = STR("shop"), .known = INSTANT_MAX};
	EXPECT(texts_of(stage, list_facts(stage, filter), "amount"), "20.00");
	assert_int_equal(delete_one(stage, other, 300), FACT_DELETED);
	EXPECT(known_texts(stage, FACT_COST, INT64_MAX, "amount"), "10.00");
	Fact both[] = {cost(stage, HARBOUR, "K-9", "1"), cost(stage, HARBOUR, "K-9", "2")};
	both[1].source = STR("bonds");
	FactBatch batch = {.facts = both, .fact_count = 2, .known_at = {400}};
	assert_int_equal(apply_batch(stage, &batch).facts[1], FACT_ADDED);
	EXPECT(known_texts(stage, FACT_COST, INT64_MAX, "amount"), "10.00|2.00|1.00");
}

static void natural_keys_take_the_newest_word_of_any_source(void **state)
{
	Stage *stage = *state;
	Fact plan = make_fact(&stage->mem, FACT_BUDGET, HARBOUR, "plan", "", "month", "2026-03",
			      "hours", "10", NULL);
	Fact crm = make_fact(&stage->mem, FACT_BUDGET, HARBOUR, "crm", "", "month", "2026-03",
			     "hours", "12", NULL);
	Fact quay = make_fact(&stage->mem, FACT_BUDGET, QUAY, "crm", "", "month", "2026-03",
			      "hours", "99", NULL);
	assert_int_equal(apply_one(stage, plan, 100), FACT_ADDED);
	assert_int_equal(apply_one(stage, quay, 110), FACT_ADDED);
	assert_int_equal(apply_one(stage, crm, 200), FACT_REPLACED);
	EXPECT(known_texts(stage, FACT_BUDGET, INT64_MAX, "hours"), "12|99");
	EXPECT(known_texts(stage, FACT_BUDGET, 150, "hours"), "10|99");
	plan.source = STR("third");
	assert_int_equal(delete_one(stage, plan, 300), FACT_DELETED);
	EXPECT(known_texts(stage, FACT_BUDGET, INT64_MAX, "hours"), "99");
	EXPECT(known_texts(stage, FACT_BUDGET, 250, "hours"), "12|99");
}

static void the_second_of_a_batch_replaces_the_first(void **state)
{
	Stage *stage = *state;
	Fact facts[] = {cost(stage, HARBOUR, "K-1", "1"), cost(stage, HARBOUR, "K-2", "5"),
			cost(stage, HARBOUR, "K-1", "2"), cost(stage, QUAY, "K-1", "3"),
			cost(stage, QUAY, "K-1", "3")};
	FactBatch batch = {.facts = facts, .fact_count = 5, .known_at = {100}};
	Applied applied = apply_batch(stage, &batch);
	static const FactOutcome wanted[] = {FACT_ADDED, FACT_ADDED, FACT_REPLACED, FACT_MOVED,
					     FACT_UNCHANGED};
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(applied.facts[i], wanted[i]);
	EXPECT(known_texts(stage, FACT_COST, INT64_MAX, "amount"), "5.00|3.00");
	/* What nobody could have seen has left no version behind. */
	assert_int_equal(list_facts(stage, (FactFilter){.kind = FACT_COST, .versions = true}).len,
			 2);
	/* A deletion in the same batch comes after the facts. */
	Fact gone = cost(stage, HARBOUR, "K-3", "9");
	batch = (FactBatch){.facts = &gone,
			    .fact_count = 1,
			    .deletions = &gone,
			    .deletion_count = 1,
			    .known_at = {200}};
	applied = apply_batch(stage, &batch);
	assert_int_equal(applied.facts[0], FACT_ADDED);
	assert_int_equal(applied.deletions[0], FACT_DELETED);
	assert_int_equal(list_facts(stage, (FactFilter){.kind = FACT_COST, .versions = true}).len,
			 2);
}

static void an_import_does_not_contradict_itself(void **state)
{
	Stage *stage = *state;
	Fact first = cost(stage, HARBOUR, "K-1", "1");
	Fact second = cost(stage, HARBOUR, "K-1", "2");
	first.import_id = second.import_id = 1;
	Fact facts[] = {first, second, first};
	FactBatch batch = {.facts = facts, .fact_count = 3, .known_at = {100}};
	Applied applied = apply_batch(stage, &batch);
	assert_int_equal(applied.facts[0], FACT_ADDED);
	assert_int_equal(applied.facts[1], FACT_REPEATED);
	assert_int_equal(applied.facts[2], FACT_UNCHANGED);
	assert_int_equal(apply_one(stage, second, 200), FACT_REPEATED);
	EXPECT(known_texts(stage, FACT_COST, INT64_MAX, "amount"), "1.00");
	batch = (FactBatch){.facts = &second,
			    .fact_count = 1,
			    .known_at = {300},
			    .replaces_own = true};
	assert_int_equal(apply_batch(stage, &batch).facts[0], FACT_REPLACED);
	second.import_id = 2;
	batch.replaces_own = false;
	batch.known_at.us = 400;
	assert_int_equal(apply_batch(stage, &batch).facts[0], FACT_UNCHANGED);
	EXPECT(known_texts(stage, FACT_COST, INT64_MAX, "amount"), "2.00");
}

static void identities_may_hold_any_text(void **state)
{
	Stage *stage = *state;
	static const char *const ids[] = {"a\tb", "a\\tb", "a'b\"", "ä\n漢", " ", "a", "A"};
	for (size_t i = 0; i < 7; i++) {
		assert_int_equal(apply_one(stage, cost(stage, HARBOUR, ids[i], "1"), 100),
				 FACT_ADDED);
		assert_int_equal(apply_one(stage,
					   make_fact(&stage->mem, FACT_TASK, HARBOUR, "plan", "",
						     "key", ids[i], "name", "same", NULL),
					   100),
				 FACT_ADDED);
	}
	/* In the order of bytes, on either engine. */
	EXPECT(known_texts(stage, FACT_COST, INT64_MAX, "external_id"),
	       " |A|a|a\tb|a'b\"|a\\tb|ä\n漢");
	assert_int_equal(
		list_facts(stage, (FactFilter){.kind = FACT_TASK, .known = INSTANT_MAX}).len, 7);
	FactFilter filter = {.kind = FACT_COST, .identity = STR("a\tb"), .known = INSTANT_MAX};
	assert_int_equal(list_facts(stage, filter).len, 1);
}

static void large_batches_are_looked_up_in_parts(void **state)
{
	Stage *stage = *state;
	enum { MANY = 200 };
	Fact facts[MANY];
	uint8_t outcomes[MANY];
	Err err;
	FactBatch batch = {.facts = facts, .fact_count = MANY};
	for (int round = 0; round < 3; round++) {
		for (size_t i = 0; i < MANY; i++) {
			char id[16];
			char amount[16];
			(void)snprintf(id, sizeof id, "K-%zu", i * 7 % MANY);
			(void)snprintf(amount, sizeof amount, "%zu",
				       round > 0 && i % 3 == 0 ? i : 1);
			facts[i] = cost(stage, i % 2 ? HARBOUR : QUAY,
					str_to_c(&stage->mem, str_from_c(id)),
					str_to_c(&stage->mem, str_from_c(amount)));
			if (i % 5 == 0)
				facts[i].source = STR("shop");
		}
		batch.known_at.us = 100 + round;
		MUST(db_begin_write(stage->db, &err));
		MUST(facts_apply(stage->db, &batch, outcomes, NULL, &err));
		MUST(db_commit(stage->db, &err));
		for (size_t i = 0; i < MANY; i++) {
			FactOutcome wanted = FACT_UNCHANGED;
			if (round == 0)
				wanted = FACT_ADDED;
			else if (round == 1 && i % 3 == 0)
				wanted = FACT_REPLACED;
			assert_int_equal(outcomes[i], wanted);
		}
	}
	FactFilter filter = {.kind = FACT_COST, .versions = true};
	assert_int_equal(list_facts(stage, filter).len, MANY + 67);
}

/* `also` 0: only the import is undone. */
static FactsWithout without(Stage *stage, int64_t import_id, int64_t also)
{
	FactsWithout out;
	Err err;
	const int64_t undone[] = {import_id < also ? import_id : also,
				  import_id < also ? also : import_id};
	MUST(db_begin_read(stage->db, &err));
	MUST(facts_without(stage->db, &stage->mem, import_id,
			   (UndoneImports){.ids = undone, .len = 2}, &out, &err));
	db_rollback(stage->db);
	return out;
}

static void an_import_can_be_followed(void **state)
{
	Stage *stage = *state;
	const char *const ids[] = {"kept",           "replaced",      "moved",    "deleted",
				   "replaced later", "deleted later", "own twice"};
	for (size_t i = 0; i < 7; i++)
		assert_int_equal(apply_one(stage, cost(stage, HARBOUR, ids[i], "1"), 100),
				 FACT_ADDED);
	Fact facts[] = {cost(stage, HARBOUR, "new", "2"),
			cost(stage, HARBOUR, "replaced", "2"),
			cost(stage, QUAY, "moved", "2"),
			cost(stage, HARBOUR, "replaced later", "2"),
			cost(stage, HARBOUR, "deleted later", "2"),
			cost(stage, HARBOUR, "own twice", "2")};
	Fact deleted = cost(stage, HARBOUR, "deleted", "0");
	FactBatch batch = {.facts = facts,
			   .fact_count = 6,
			   .deletions = &deleted,
			   .deletion_count = 1,
			   .known_at = {200},
			   .replaces_own = true};
	for (size_t i = 0; i < 6; i++)
		facts[i].import_id = 2;
	deleted.import_id = 2;
	(void)apply_batch(stage, &batch);
	Fact own = cost(stage, HARBOUR, "own twice", "3");
	own.import_id = 2;
	batch = (FactBatch){.facts = &own,
			    .fact_count = 1,
			    .known_at = {250},
			    .replaces_own = true};
	assert_int_equal(apply_batch(stage, &batch).facts[0], FACT_REPLACED);
	Fact later = cost(stage, HARBOUR, "replaced later", "4");
	later.import_id = 3;
	assert_int_equal(apply_one(stage, later, 300), FACT_REPLACED);
	assert_int_equal(delete_one(stage, cost(stage, HARBOUR, "deleted later", "0"), 310),
			 FACT_DELETED);
	Fact task = make_fact(&stage->mem, FACT_TASK, QUAY, "plan", "", "key", "T", NULL);
	task.import_id = 2;
	assert_int_equal(apply_one(stage, task, 320), FACT_ADDED);

	FactsWithout second = without(stage, 2, 0);
	FactList costs = {second.gone.at, second.gone.len - 1};
	EXPECT(texts_of(stage, costs, "external_id"), "moved|new|own twice|replaced");
	EXPECT(texts_of(stage, costs, "amount"), "2.00|2.00|3.00|2.00");
	assert_int_equal(second.gone.at[second.gone.len - 1].kind, FACT_TASK);
	for (size_t i = 0; i < second.gone.len; i++)
		assert_int_equal(second.gone.at[i].import_id, 2);
	EXPECT(texts_of(stage, second.restored, "external_id"), "deleted|moved|own twice|replaced");
	EXPECT(texts_of(stage, second.restored, "amount"), "1.00|1.00|1.00|1.00");
	EXPECT(texts_of(stage, second.restored, "contract"), "H/ä-1|H/ä-1|H/ä-1|H/ä-1");
	assert_int_equal(without(stage, 1, 0).gone.len, 0);
	/* The third one had replaced what the second had written. */
	FactsWithout third = without(stage, 3, 0);
	EXPECT(texts_of(stage, third.gone, "amount"), "4.00");
	EXPECT(texts_of(stage, third.restored, "amount"), "2.00");
	assert_int_equal(third.restored.at[0].import_id, 2);
	third = without(stage, 3, 2);
	EXPECT(texts_of(stage, third.gone, "amount"), "4.00");
	EXPECT(texts_of(stage, third.restored, "amount"), "1.00");
}

/* The views; amounts as text, since engines differ in how a decimal number is read. */
static void views_show_what_holds_now(void **state)
{
	Stage *stage = *state;
	Arena *mem = &stage->mem;
	Fact old = cost(stage, HARBOUR, "K-1", "9");
	assert_int_equal(apply_one(stage, old, 1), FACT_ADDED);
	Fact facts[] = {
		make_fact(mem, FACT_COST, HARBOUR, "books", "K-1", "date", "2026-03-04", "amount",
			  "-0.05", "kind", "expense", NULL),
		make_fact(mem, FACT_RECOGNITION, YEN, "books", "R-1", "service_from", "2026-01-01",
			  "amount", "1234567", NULL),
		make_fact(mem, FACT_INVOICE, HARBOUR, "books", "I-1", "date", "1969-12-31",
			  "amount", "1.005", "currency", "BHD", NULL),
		make_fact(mem, FACT_BUDGET, QUAY, "plan", "", "month", "1969-12", "hours", "7.25",
			  "exchange_rate", "1.05", NULL),
		make_fact(mem, FACT_TASK, QUAY, "plan", "", "key", "T", "planned_hours", "0.3333",
			  "in_scope", "no", NULL),
		make_fact(mem, FACT_DELIVERABLE, QUAY, "plan", "", "key", "D", "price_share",
			  "12.5%", NULL),
		make_fact(mem, FACT_PROGRESS, QUAY, "plan", "", "deliverable", "D", "date",
			  "2026-01-15", "progress", "1", NULL),
		make_fact(mem, FACT_RESOURCE, 0, "hr", "", "key", "11", "effective_on",
			  "2025-01-01", "monday", "7.5", "cost_rate", "41.20", "currency", "EUR",
			  NULL),
	};
	Fact more[] = {
		make_fact(mem, FACT_RATE, QUAY, "plan", "", "role", "lead", "effective_on",
			  "2026-01-01", "billing_rate", "120", NULL),
		make_fact(mem, FACT_RATE, QUAY, "plan", "", "resource", "12", "effective_on",
			  "2026-01-01", "billing_rate", "130", NULL),
		make_fact(mem, FACT_ASSIGNMENT, QUAY, "plan", "", "resource", "12", "from",
			  "2026-01-01", "to", "2026-04-01", "hours_per_week", "20", NULL),
		make_fact(mem, FACT_CALENDAR_DAY, 0, "hr", "", "calendar", "FI", "date",
			  "2026-01-06", "working", "no", NULL),
		make_fact(mem, FACT_EXCHANGE_RATE, 0, "bank", "", "currency", "JPY", "date",
			  "2026-01-05", "rate", "0.0061", NULL),
		make_fact(mem, FACT_PERIOD_CLOSE, 0, "books", "", "month", "2026-01", "closed_on",
			  "2026-02-06", NULL),
		make_fact(mem, FACT_LEDGER_TOTAL, 0, "books", "", "month", "2026-01", "contract",
			  "102", "currency", "EUR", "recognized", "1234.5", NULL),
		make_fact(mem, FACT_LEDGER_TOTAL, 0, "books", "", "month", "2026-01", "currency",
			  "JPY", "recognized", "99", NULL),
	};
	facts[0].import_id = 1;
	facts[0].line = 12;
	Instant known = {INT64_C(1795312528130571)};
	(void)apply_batch(stage, &(FactBatch){.facts = facts, .fact_count = 8, .known_at = known});
	(void)apply_batch(stage, &(FactBatch){.facts = more, .fact_count = 8, .known_at = known});
	static const struct {
		const char *sql;
		const char *wanted;
	} cases[] = {
		{"SELECT contract || ' ' || date || ' ' || amount || ' ' || currency || ' ' || kind ||"
		 " ' ' || source || ' ' || external_id || ' ' || file || ' ' || line || ' ' || known_at"
		 " FROM v_cost",
		 "H/ä-1 2026-03-04 -0.05 USD expense books K-1 first.csv 12 2026-11-22T01:55:28.130571Z"},
		{"SELECT contract || ' ' || service_from || ' ' || COALESCE(CAST(recognized_on AS TEXT),"
		 " 'expected') || ' ' || amount || ' ' || currency FROM v_recognition",
		 "Y 2026-01-01 expected 1234567 JPY"},
		{"SELECT date || ' ' || amount || ' ' || currency || ' ' || COALESCE(file, 'by hand')"
		 " FROM v_invoice",
		 "1969-12-31 1.005 BHD by hand"},
		{"SELECT contract || ' ' || month || ' ' || hours || ' ' || exchange_rate || ' ' ||"
		 " COALESCE(CAST(revenue AS TEXT), 'none') FROM v_budget",
		 "Q 1969-12 7.25 1.05 none"},
		{"SELECT key || ' ' || planned_hours || ' ' || in_scope FROM v_task",
		 "T 0.3333 no"},
		{"SELECT key || ' ' || price_share || ' ' || COALESCE(CAST(budget_cost AS TEXT), 'none')"
		 " FROM v_deliverable",
		 "D 0.125 none"},
		{"SELECT deliverable || ' ' || date FROM v_progress WHERE progress = 1",
		 "D 2026-01-15"},
		{"SELECT resource || ' ' || effective_on || ' ' || monday || ' ' || currency || ' ' ||"
		 " COALESCE(CAST(tuesday AS TEXT), 'none') FROM v_resource WHERE cost_rate = 41.2",
		 "Resource 01 2025-01-01 7.5 EUR none"},
		{"SELECT COALESCE(resource, '-') || ' ' || COALESCE(role, '-') FROM v_rate"
		 " WHERE contract = 'Q' AND currency = 'EUR' ORDER BY billing_rate",
		 "- lead|Resource 02 -"},
		{"SELECT resource || ' ' || from_date || ' ' || to_date FROM v_assignment"
		 " WHERE hours_per_week = 20",
		 "Resource 02 2026-01-01 2026-04-01"},
		{"SELECT calendar || ' ' || date || ' ' || working FROM v_calendar_day",
		 "FI 2026-01-06 no"},
		{"SELECT currency || ' ' || date || ' ' || rate || ' ' || source FROM v_exchange_rate",
		 "JPY 2026-01-05 0.0061 bank"},
		{"SELECT month || ' ' || closed_on FROM v_period_close", "2026-01 2026-02-06"},
		{"SELECT month || ' ' || COALESCE(contract, 'all') || ' ' || currency"
		 " FROM v_ledger_total WHERE recognized IN (1234.5, 99) ORDER BY recognized",
		 "2026-01 all JPY|2026-01 Q EUR"},
		{"SELECT date || ' ' || weekday || ' ' || week || ' ' || week_begins || ' ' || month ||"
		 " ' ' || quarter || ' ' || year FROM day WHERE day IN (7305, 18627, 20819) ORDER BY day",
		 "1990-01-01 1 1990-W01 1990-01-01 1990-01 1990-Q1 1990|"
		 "2020-12-31 4 2020-W53 2020-12-28 2020-12 2020-Q4 2020|"
		 "2027-01-01 5 2026-W53 2026-12-28 2027-01 2027-Q1 2027"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		EXPECT(rows_of(stage, cases[i].sql), cases[i].wanted);
	assert_int_equal(fresh_number(stage->db, "SELECT COUNT(*) FROM day"), 25933);
}

static void views_show_time_entries(void **state)
{
	Stage *stage = *state;
	uint8_t outcomes[3];
	Err err;
	TimeEntry entries[] = {
		{.contract_id = YEN,
		 .task_id = 5,
		 .resource_id = FIRST,
		 .source_id = 9,
		 .external_id = STR("e\t1"),
		 .work_date = {20517},
		 .seconds = 26100,
		 .start = 29117,
		 .span = TIME_NO_SPAN,
		 .billable = true,
		 .approval = APPROVAL_APPROVED,
		 .category = CATEGORY_CLIENT,
		 .role = STR("lead"),
		 .has_cost = true,
		 .cost = 1005,
		 .currency = {"BHD", 3},
		 .note = STR("„ä“"),
		 .import_id = 1,
		 .line = 12},
		{.contract_id = YEN,
		 .resource_id = SECOND,
		 .source_id = 9,
		 .external_id = STR("e2"),
		 .work_date = {20518},
		 .seconds = 1,
		 .start = TIME_NO_START,
		 .span = TIME_NO_SPAN,
		 .approval = APPROVAL_SUBMITTED,
		 .has_bill = true,
		 .bill = -70},
		{.resource_id = SECOND,
		 .source_id = 9,
		 .external_id = STR("e3"),
		 .part = 1,
		 .work_date = {20519},
		 .seconds = 27000,
		 .start = TIME_NO_START,
		 .span = TIME_NO_SPAN,
		 .approval = APPROVAL_DRAFT,
		 .category = CATEGORY_LEAVE},
	};
	EntryBatch batch = {.entries = entries,
			    .entry_count = 3,
			    .known_at = {INT64_C(1795312528130571)}};
	MUST(db_begin_write(stage->db, &err));
	MUST(fact_source_insert(stage->db, &(FactSource){9, STR("toggl")}, &err));
	MUST(task_insert(stage->db, &(TaskName){5, YEN, STR("QA"), false}, &err));
	MUST(entries_apply(stage->db, &batch, outcomes, NULL, &err));
	MUST(db_commit(stage->db, &err));
	EXPECT(rows_of(stage,
		       "SELECT COALESCE(contract, '-') || ' ' || COALESCE(task, '-') || ' ' ||"
		       " resource || ' ' || work_date || ' ' || hours || ' ' || seconds || ' ' ||"
		       " category || ' ' || approval || ' ' || billable || ' ' || role || ' ' ||"
		       " COALESCE(start, '-') || ' ' || COALESCE(CAST(cost AS TEXT), '-') || ' ' ||"
		       " COALESCE(CAST(bill_amount AS TEXT), '-') || ' ' ||"
		       " COALESCE(currency, '-') || ' ' || note || ' ' || source || ' ' ||"
		       " external_id || ' ' || part || ' ' || COALESCE(file, '-') || ' ' || line"
		       " FROM v_time_entry WHERE known_at = '2026-11-22T01:55:28.130571Z'"
		       " ORDER BY work_date"),
	       "Y QA Resource 01 2026-03-05 7.25 26100 client approved yes lead 08:05:17 1.005 -"
	       " BHD „ä“ toggl e\t1 0 first.csv 12|"
	       "Y - Resource 02 2026-03-06 0.0003 1 client submitted no  - - -70 JPY  toggl e2 0 - 0|"
	       "- - Resource 02 2026-03-07 7.5 27000 leave draft no  - - - -  toggl e3 1 - 0");
	EXPECT(rows_of(stage,
		       "SELECT COALESCE(contract, '-') || ' ' || month || ' ' || category || ' ' ||"
		       " approval || ' ' || billable || ' ' || entries || ' ' || hours || ' ' ||"
		       " billed_hours || ' ' || COALESCE(CAST(bill_amount AS TEXT), '-') || ' ' ||"
		       " costed_hours || ' ' || COALESCE(CAST(cost AS TEXT), '-') || ' ' ||"
		       " COALESCE(currency, '-')"
		       " FROM v_time_entry_month ORDER BY hours"),
	       "Y 2026-03 client submitted no 1 0.0003 0.0003 -70 0 0 JPY|"
	       "Y 2026-03 client approved yes 1 7.25 0 0 0 0 JPY|"
	       "- 2026-03 leave draft no 1 7.5 0 - 0 - -");
}

static void currencies_of_the_views_are_those_of_the_program(void **state)
{
	Stage *stage = *state;
	Buf wanted = {.mem = &stage->mem};
	size_t count;
	const Currency *all = currency_list(&count);
	for (size_t i = 0; i < count; i++)
		buf_add_format(&wanted, "%s%s %d", i > 0 ? "|" : "", all[i].code,
			       (int)all[i].exponent);
	EXPECT(rows_of(stage, "SELECT code || ' ' || exponent FROM currency ORDER BY code"),
	       str_to_c(&stage->mem, buf_str(&wanted)));
}

static void damaged_rows_are_told(void **state)
{
	Stage *stage = *state;
	static const struct {
		const char *sql;
		const char *says;
	} cases[] = {
		{"UPDATE fact_cost SET kind = 'gift'", "cost 'K-1': kind is 'gift'"},
		{"UPDATE fact_cost SET kind = 'expense', currency = 'EURO'",
		 "cost 'K-1': 'EURO' is no currency"},
		{"UPDATE fact_cost SET currency = 'EUR', currency_exponent = 99",
		 "cost 'K-1': 'EUR' is no currency"},
	};
	Err err;
	assert_int_equal(apply_one(stage, cost(stage, HARBOUR, "K-1", "1"), 100), FACT_ADDED);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		FactFilter filter = {.kind = FACT_COST, .known = INSTANT_MAX};
		FactList list = {.len = 77};
		fresh_script(stage->db, cases[i].sql);
		MUST(db_begin_read(stage->db, &err));
		MUST_FAIL(facts_list(stage->db, &stage->mem, &filter, &list, &err), ERR_CORRUPT,
			  cases[i].says);
		assert_int_equal(list.len, 77);
		db_rollback(stage->db);
	}
}

static void what_cannot_be_stored_is_refused(void **state)
{
	Stage *stage = *state;
	uint8_t outcome;
	Err err;
	Fact rate = make_fact(&stage->mem, FACT_EXCHANGE_RATE, 0, "bank", "", "currency", "USD",
			      "date", "2026-01-05", "rate", "1", NULL);
	FactValue values[3] = {rate.values[0], rate.values[1], rate.values[2]};
	values[0].text = STR("XYZ");
	rate.values = values;
	rate.currency = (Currency){0};
	FactBatch batch = {.facts = &rate, .fact_count = 1, .known_at = {100}};
	MUST(db_begin_write(stage->db, &err));
	MUST_FAIL(facts_apply(stage->db, &batch, &outcome, NULL, &err), ERR_INPUT,
		  "exchange_rate 'USD\t2026-01-05': ");
	assert_string_equal(err.field, "currency");
	db_rollback(stage->db);
	values[0].text = STR("USD");
	assert_int_equal(apply_one(stage, rate, 100), FACT_ADDED);
	EXPECT(known_texts(stage, FACT_EXCHANGE_RATE, INT64_MAX, "currency"), "USD");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(versions_are_read_as_known_then),
		STAGE_TEST(a_fact_that_was_read_is_the_same_again),
		STAGE_TEST(a_moved_fact_leaves_its_contract),
		STAGE_TEST(sources_have_identities_of_their_own),
		STAGE_TEST(natural_keys_take_the_newest_word_of_any_source),
		STAGE_TEST(the_second_of_a_batch_replaces_the_first),
		STAGE_TEST(an_import_does_not_contradict_itself),
		STAGE_TEST(identities_may_hold_any_text),
		STAGE_TEST(large_batches_are_looked_up_in_parts),
		STAGE_TEST(an_import_can_be_followed),
		STAGE_TEST(views_show_what_holds_now),
		STAGE_TEST(views_show_time_entries),
		STAGE_TEST(currencies_of_the_views_are_those_of_the_program),
		STAGE_TEST(damaged_rows_are_told),
		STAGE_TEST(what_cannot_be_stored_is_refused),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
