/* Terms of contracts as books begin with them: read from snapshots, or folded from revisions. */

#include "fresh_books.h"

#include "app/accounts.h"
#include "app/contracts.h"
#include "app/fields.h"
#include "store/contract.h"

#include <stdlib.h>

enum { MANY = 40, STEPS = 160, VIEWS = 40 };

/* Pseudo-random numbers (xorshift), the same ones for the same seed. */
typedef struct Dice {
	uint64_t state;
} Dice;

static int throw(Dice * dice, int sides)
{
	dice->state ^= dice->state << 13;
	dice->state ^= dice->state >> 7;
	dice->state ^= dice->state << 17;
	return (int)(dice->state % (uint64_t)sides);
}

static bool read_heads(App *app, const BooksQuery *query, BookHeads *out, Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok = book_heads_read(app, query, out, err);
	app_end(app);
	return ok;
}

static void expect_same_row(const BookHead *head, size_t fields, const FoldRow *got,
			    const FoldRow *wanted)
{
	Str key = head->contract->key;
	if (got->effective_on.day != wanted->effective_on.day)
		fail_msg("%.*s: rows of different days", STR_ARG(key));
	for (size_t i = 0; i < fields; i++) {
		if (!value_eq(got->values[i], wanted->values[i]))
			fail_msg("%.*s: another value in field %zu", STR_ARG(key), i);
	}
	assert_int_equal(got->entries, 0);
	assert_false(got->added_to_unset);
}

static void expect_same_head(const BookHeads *heads, const BookHead *got, const BookHead *wanted)
{
	const ContractCard *card = got->contract;
	assert_true(card->id == wanted->contract->id);
	assert_true(str_eq(card->key, wanted->contract->key));
	assert_true(str_eq(card->account, wanted->contract->account));
	assert_true(str_eq(got->manager, wanted->manager));
	if (got->fold.len != wanted->fold.len)
		fail_msg("%.*s: %zu rows, not %zu", STR_ARG(card->key), got->fold.len,
			 wanted->fold.len);
	for (size_t i = 0; i < got->fold.len; i++)
		expect_same_row(got, heads->fields->len, &got->fold.rows[i], &wanted->fold.rows[i]);
}

/* How many rows there are. The last instant but one sees the same as the last, but is folded from revisions. */
static size_t expect_same_heads(App *app, BooksQuery query)
{
	Err err;
	Err other;
	BookHeads got;
	BookHeads wanted;
	size_t rows = 0;
	query.moment.known = INSTANT_MAX;
	bool found = read_heads(app, &query, &got, &err);
	query.moment.known.us--;
	assert_int_equal(read_heads(app, &query, &wanted, &other), found);
	if (!found) {
		assert_int_equal(err.code, other.code);
		assert_string_equal(err.text, other.text);
		return 0;
	}
	assert_int_equal(got.len, wanted.len);
	for (size_t i = 0; i < got.len; i++) {
		expect_same_head(&got, &got.at[i], &wanted.at[i]);
		assert_true(i == 0 || str_cmp_natural(got.at[i - 1].contract->key,
						      got.at[i].contract->key) < 0);
		rows += got.at[i].fold.len;
	}
	return rows;
}

static void add_contracts(App *app)
{
	Err err;
	Effect effect;
	Account account;
	MUST(accounts_add(app, STR("Harbour"), (Str){0}, &account, &err));
	MUST(accounts_add(app, STR("Quay"), (Str){0}, &account, &err));
	for (int i = 0; i < MANY; i++) {
		Str key = str_format(app->mem, "H-%d", i * 7 % MANY);
		NewContract contract = {key, STR("Quay"), key, STR("EUR"), CONTRACT_VENDOR};
		FieldText terms[] = {{STR("starts_on"), CHANGE_SET, STR("2025-01-01")}};
		Circumstances about = {.effective_on = DATE_NONE, .signed_on = DATE_NONE};
		if (i % 8 != 0)
			add_contract(app, key.ptr);
		else
			MUST(contracts_add(app, &contract, terms, 1, &about, &effect, &err));
	}
}

static void declare_fields(App *app)
{
	static const Str COLOURS[] = {{"red", 3}, {"green", 5}};
	Err err;
	Field fields[] = {
		{.name = STR("colour"),
		 .type = FIELD_CHOICE,
		 .choices = COLOURS,
		 .choice_count = 2},
		{.name = STR("points"), .type = FIELD_NUMBER},
		{.name = STR("remark"), .type = FIELD_TEXT},
	};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		MUST(fields_declare(app, &fields[i], &err));
}

/* A day on which terms often change. */
static Date any_day(Dice *dice)
{
	return date_add(day("2025-01-01"), (throw(dice, 42) - 1) * 9);
}

/* Some are refused: a share that cannot be, a field that is not declared yet. */
static void amend_any(App *app, Dice *dice, Str key)
{
	static const FieldText CHANGES[] = {
		{{"annual_value", 12}, CHANGE_SET, {"120000", 6}},
		{{"annual_value", 12}, CHANGE_ADD, {"1234.56", 7}},
		{{"direct_labor", 12}, CHANGE_ADD, {"0.1", 3}},
		{{"ends_on", 7}, CHANGE_SET, {"2026-07-01", 10}},
		{{"ends_on", 7}, CHANGE_SET, {"", 0}},
		{{"manager", 7}, CHANGE_SET, {"Resource 01", 11}},
		{{"manager", 7}, CHANGE_SET, {"Resource 02", 11}},
		{{"manager", 7}, CHANGE_SET, {"", 0}},
		{{"pricing", 7}, CHANGE_SET, {"capped", 6}},
		{{"pricing", 7}, CHANGE_SET, {"retainer", 8}},
		{{"calendar", 8}, CHANGE_SET, {"Harbour days", 12}},
		{{"colour", 6}, CHANGE_SET, {"green", 5}},
		{{"colour", 6}, CHANGE_SET, {"red", 3}},
		{{"points", 6}, CHANGE_ADD, {"2.5", 3}},
		{{"remark", 6}, CHANGE_SET, {"by hand", 7}},
		{{"remark", 6}, CHANGE_SET, {"", 0}},
		{{"renews", 6}, CHANGE_SET, {"H-1", 3}},
		{{"status", 6}, CHANGE_SET, {"signed", 6}},
	};
	enum { COUNT = sizeof CHANGES / sizeof *CHANGES };
	Err err;
	Effect effect;
	FieldText change[2];
	size_t count = 1 + (size_t) throw(dice, 2);
	Circumstances about = {.effective_on = any_day(dice),
			       .signed_on = DATE_NONE,
			       .reason = STR("test"),
			       .has_known_at = throw(dice, 3) == 0};
	about.known_at = instant_of_date(date_add(day("2026-01-01"), throw(dice, 300)));
	change[0] = CHANGES[throw(dice, COUNT)];
	change[1] = CHANGES[throw(dice, COUNT)];
	app->now.us += throw(dice, 2) * US_PER_DAY / 100;
	if (!contracts_amend(app, key, change, count, &about, false, &effect, &err))
		assert_true(err.code == ERR_RANGE || err.code == ERR_INPUT ||
			    err.code == ERR_NOT_FOUND);
}

static void do_something(App *app, Dice *dice)
{
	Err err;
	/* Most of it to a few, so that these have a history. */
	Str key = str_format(app->mem, "H-%d", throw(dice, throw(dice, 3) > 0 ? 6 : MANY));
	if (throw(dice, 5) > 0)
		amend_any(app, dice, key);
	else if (!retract(app, key.ptr, 1 + throw(dice, 6), &err))
		assert_int_not_equal(err.code, ERR_CORRUPT);
}

static Scope any_scope(App *app, Dice *dice)
{
	static const Scope SCOPES[] = {
		{SCOPE_PORTFOLIO, {0}},
		{SCOPE_ACCOUNT, {"Harbour", 7}},
		{SCOPE_ACCOUNT, {"Quay", 4}},
		{SCOPE_MANAGER, {"Resource 01", 11}},
		{SCOPE_MANAGER, {"Resource 02", 11}},
		{SCOPE_MANAGER, {0}},
	};
	int scope = throw(dice, 8);
	if (scope >= (int)(sizeof SCOPES / sizeof *SCOPES))
		return (Scope){SCOPE_CONTRACT, str_format(app->mem, "H-%d", throw(dice, 7))};
	return SCOPES[scope];
}

/* Days up to which entries are seen, and as of which managers are told. */
static size_t compare_views(App *app, Dice *dice)
{
	size_t rows = 0;
	for (int i = 0; i < VIEWS; i++) {
		BooksQuery query = query_of(0);
		query.scope = any_scope(app, dice);
		query.moment.as_of = date_add(day("2024-12-01"), throw(dice, 500));
		if (throw(dice, 2))
			query.effective = any_day(dice);
		rows += expect_same_heads(app, query);
	}
	return rows;
}

static void snapshots_and_revisions_give_the_same_terms(void **state)
{
	const char *given = getenv("PACTA_TEST_SEED");
	Dice dice = {given ? strtoull(given, NULL, 10) : 20261122};
	App *app = app_of(state);
	size_t rows = 0;
	print_message("# seed %llu\n", (unsigned long long)dice.state);
	add_contracts(app);
	for (int i = 0; i < STEPS; i++) {
		if (i == STEPS / 4)
			declare_fields(app);
		do_something(app, &dice);
		if (i % 20 == 19)
			rows += compare_views(app, &dice);
	}
	assert_true(rows > MANY);
	rows = expect_same_heads(app, query_of(0));
	assert_true(rows > 2 * MANY);
	expect_sound(app, "after a random life");
}

/* Where no revision is left there are no terms. */
static void a_contract_without_terms_has_an_empty_fold(void **state)
{
	App *app = app_of(state);
	Err err;
	BookHeads heads;
	BooksQuery query = query_of(0);
	add_contract(app, "H-1");
	assert_true(retract(app, "H-1", 1, &err));
	assert_int_equal(expect_same_heads(app, query), 0);
	MUST(read_heads(app, &query, &heads, &err));
	assert_int_equal(heads.len, 1);
	assert_int_equal(heads.at[0].fold.len, 0);
	assert_int_equal(heads.at[0].manager.len, 0);
	query.scope = (Scope){SCOPE_CONTRACT, STR("H-1")};
	assert_int_equal(expect_same_heads(app, query), 0);
}

/* What the store cannot have written is told, never taken for terms. */
static void damaged_snapshots_are_refused(void **state)
{
	static const struct {
		const char *damage;
		const char *told;
	} CASES[] = {
		{"UPDATE snapshot SET pricing = 'barter'", "snapshot 2024-01-01 of contract"},
		{"UPDATE snapshot SET pricing = NULL", NULL},
		{"UPDATE snapshot SET pricing = ''", "snapshot 2024-01-01 of contract"},
		{"UPDATE snapshot SET pricing = NULL, ends_on = 99999999",
		 "snapshot 2024-01-01 of contract"},
		{"UPDATE snapshot SET ends_on = NULL", NULL},
		{"UPDATE snapshot_custom SET text_value = 'blue'",
		 "snapshot 2024-01-01 of contract"},
		{"UPDATE snapshot_custom SET text_value = 'red', field_id = 12345",
		 "snapshot 2024-01-01 of contract"},
	};
	App *app = app_of(state);
	Err err;
	BookHeads heads;
	BooksQuery query = query_of(0);
	add_contract(app, "H-1");
	declare_fields(app);
	assert_true(amend(app, "H-1", "2024-01-01",
			  (FieldText){STR("colour"), CHANGE_SET, STR("red")}, &err));
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		fresh_script(app->db, CASES[i].damage);
		if (CASES[i].told)
			MUST_FAIL(read_heads(app, &query, &heads, &err), ERR_CORRUPT,
				  CASES[i].told);
		else
			MUST(read_heads(app, &query, &heads, &err));
	}
}

/* Behind the others in the table, before them by id. */
static void insert_first(App *app, int64_t account_id)
{
	Err err;
	Contract contract = {.id = 5,
			     .key = STR("A-1"),
			     .account_id = account_id,
			     .currency = {"USD", 2},
			     .created_at = app->now,
			     .created_by = STR("test")};
	MUST(db_begin_write(app->db, &err));
	MUST(contract_insert(app->db, &contract, &err));
	MUST(db_commit(app->db, &err));
}

static void cards_tell_what_contracts_are(void **state)
{
	App *app = app_of(state);
	Err err;
	ContractCards cards;
	ContractList list;
	add_contracts(app);
	MUST(app_begin_read(app, &err));
	MUST(contract_list(app->db, app->mem, 0, &list, &err));
	app_end(app);
	insert_first(app, list.at[0].account_id);
	assert_int_equal(expect_same_heads(app, query_of(0)), MANY);
	MUST(app_begin_read(app, &err));
	MUST(contract_cards(app->db, app->mem, 0, &cards, &err));
	MUST(contract_list(app->db, app->mem, 0, &list, &err));
	assert_int_equal(cards.len, list.len);
	for (size_t i = 0; i < list.len; i++) {
		ContractCard wanted = contract_card(&list.at[i]);
		size_t at = 0;
		while (at < cards.len && cards.at[at].id != wanted.id)
			at++;
		assert_true(at < cards.len);
		const ContractCard *card = &cards.at[at];
		assert_true(at == 0 || cards.at[at - 1].id < card->id);
		assert_true(str_eq(card->key, wanted.key));
		assert_true(str_eq(card->name, wanted.name));
		assert_true(str_eq(card->account, wanted.account));
		assert_true(card->account_id == wanted.account_id);
		assert_int_equal(card->kind, wanted.kind);
		assert_string_equal(card->currency.code, wanted.currency.code);
		assert_int_equal(card->currency.exponent, wanted.currency.exponent);
	}
	MUST(contract_cards(app->db, app->mem, list.at[0].account_id, &cards, &err));
	assert_int_equal(cards.len, MANY / 8 + 1);
	app_end(app);
	fresh_script(app->db, "UPDATE contract SET currency_exponent = 3 WHERE key = 'H-3'");
	MUST_FAIL(contract_cards(app->db, app->mem, 0, &cards, &err), ERR_CORRUPT,
		  "contract 'H-3'");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(snapshots_and_revisions_give_the_same_terms),
		STORE_TEST(a_contract_without_terms_has_an_empty_fold),
		STORE_TEST(damaged_snapshots_are_refused),
		STORE_TEST(cards_tell_what_contracts_are),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
