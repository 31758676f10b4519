/* What is refused names the member of the request that is wrong, so that a face can mark it. */

#include "fresh_app.h"

#include "app/accounts.h"
#include "app/check.h"
#include "app/fields.h"
#include "app/histories.h"
#include "app/imports.h"

#include <string.h>

static void expect_member(const char *label, bool ok, const Err *err, ErrCode code,
			  const char *member)
{
	if (ok || err->code != code || strcmp(err->field, member) != 0)
		fail_msg("%s: %s “%s” at '%s', wanted %s at '%s'", label,
			 ok ? "ok" : err_face(err->code)->name, ok ? "" : err->text,
			 ok ? "" : err->field, err_face(code)->name, member);
}

static const FieldText TERMS[] = {{{"starts_on", 9}, CHANGE_SET, {"2024-01-01", 10}}};

static Str long_text(App *app, size_t len)
{
	char *text = arena_alloc(app->mem, len);
	memset(text, 'x', len);
	return (Str){text, len};
}

static void of_a_new_contract(void **state)
{
	App *app = app_of(state);
	Err err;
	Effect effect;
	add_contract(app, "A");
	const NewContract good = {STR("B"), STR("Harbour"), (Str){0}, STR("USD"),
				  CONTRACT_CUSTOMER};
	const struct {
		const char *member;
		NewContract contract;
		ErrCode code;
	} cases[] = {
		{"key", {STR(""), good.account, good.name, good.currency, good.kind}, ERR_INPUT},
		{"key", {STR(".."), good.account, good.name, good.currency, good.kind}, ERR_INPUT},
		{"key", {STR(" B"), good.account, good.name, good.currency, good.kind}, ERR_INPUT},
		{"key", {STR("B\n"), good.account, good.name, good.currency, good.kind}, ERR_INPUT},
		{"key",
		 {long_text(app, 301), good.account, good.name, good.currency, good.kind},
		 ERR_INPUT},
		{"key",
		 {STR("A"), good.account, good.name, good.currency, good.kind},
		 ERR_CONFLICT},
		{"account",
		 {good.key, STR("No"), good.name, good.currency, good.kind},
		 ERR_NOT_FOUND},
		{"currency", {good.key, good.account, good.name, STR("XYZ"), good.kind}, ERR_INPUT},
		{"name",
		 {good.key, good.account, STR("a\tb"), good.currency, good.kind},
		 ERR_INPUT},
		{"name",
		 {good.key, good.account, long_text(app, 301), good.currency, good.kind},
		 ERR_INPUT},
	};
	Circumstances about = {.effective_on = DATE_NONE, .signed_on = DATE_NONE};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool ok = contracts_add(app, &cases[i].contract, TERMS, 1, &about, &effect, &err);
		expect_member("a new contract", ok, &err, cases[i].code, cases[i].member);
	}
	bool ok = contracts_add(app, &good, NULL, 0, &about, &effect, &err);
	expect_member("without a day", ok, &err, ERR_INPUT, "effective_on");
	MUST(contracts_add(app, &good, TERMS, 1, &about, &effect, &err));
}

static void of_an_amendment(void **state)
{
	App *app = app_of(state);
	Err err;
	Effect effect;
	const FieldText value = {STR("annual_value"), CHANGE_SET, STR("5")};
	const FieldText twice[] = {value, value};
	const FieldText unknown = {STR("nothing"), CHANGE_SET, STR("5")};
	const FieldText text = {STR("manager"), CHANGE_SET, long_text(app, 10001)};
	const Circumstances good = {.effective_on = day("2025-01-01"),
				    .signed_on = DATE_NONE,
				    .reason = STR("r")};
	const Instant future = {FRESH_NOW.us + US_PER_DAY};
	const struct {
		const char *member;
		Date effective_on;
		Instant known_at; /* 0: not told */
		Str reason;
		Str change_order;
		const FieldText *changes;
		size_t count;
	} cases[] = {
		{"effective_on", DATE_NONE, {0}, good.reason, {0}, &value, 1},
		{"changes", good.effective_on, {0}, good.reason, {0}, NULL, 0},
		{"reason", good.effective_on, {0}, STR(" "), {0}, &value, 1},
		{"reason", good.effective_on, {0}, long_text(app, 10001), {0}, &value, 1},
		{"change_order",
		 good.effective_on,
		 {0},
		 good.reason,
		 long_text(app, 301),
		 &value,
		 1},
		{"known_at", good.effective_on, future, good.reason, {0}, &value, 1},
		{"annual_value", good.effective_on, {0}, good.reason, {0}, twice, 2},
		{"manager", good.effective_on, {0}, good.reason, {0}, &text, 1},
	};
	add_contract(app, "A");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Circumstances about = good;
		about.effective_on = cases[i].effective_on;
		about.reason = cases[i].reason;
		about.change_order = cases[i].change_order;
		about.has_known_at = cases[i].known_at.us != 0;
		about.known_at = cases[i].known_at;
		bool ok = contracts_amend(app, STR("A"), cases[i].changes, cases[i].count, &about,
					  true, &effect, &err);
		expect_member("an amendment", ok, &err, ERR_INPUT, cases[i].member);
	}
	bool ok = contracts_amend(app, STR("A"), &unknown, 1, &good, true, &effect, &err);
	expect_member("an unknown field", ok, &err, ERR_NOT_FOUND, "nothing");
	MUST(contracts_amend(app, STR("A"), &value, 1, &good, true, &effect, &err));
}

static void of_a_retraction(void **state)
{
	App *app = app_of(state);
	Err err;
	Effect effect;
	Circumstances about = {.effective_on = DATE_NONE, .signed_on = DATE_NONE};
	add_contract(app, "A");
	bool ok = contracts_retract(app, STR("A"), 1, &about, true, &effect, &err);
	expect_member("without a reason", ok, &err, ERR_INPUT, "reason");
	about.reason = STR("r");
	ok = contracts_retract(app, STR("A"), 0, &about, true, &effect, &err);
	expect_member("number 0", ok, &err, ERR_INPUT, "number");
	about.has_known_at = true;
	about.known_at = (Instant){0};
	ok = contracts_retract(app, STR("A"), 1, &about, true, &effect, &err);
	expect_member("known before its target", ok, &err, ERR_INPUT, "known_at");
}

static void of_accounts_and_fields(void **state)
{
	App *app = app_of(state);
	Err err;
	Account account;
	add_contract(app, "A");
	const Str names[] = {STR(" "), STR("a\nb"), long_text(app, 201)};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		expect_member("a new account",
			      accounts_add(app, names[i], (Str){0}, &account, &err), &err,
			      ERR_INPUT, "name");
	expect_member("one that is there",
		      accounts_add(app, STR("Harbour"), (Str){0}, &account, &err), &err,
		      ERR_CONFLICT, "name");
	expect_member("its note",
		      accounts_add(app, STR("B"), long_text(app, 10001), &account, &err), &err,
		      ERR_INPUT, "note");
	MUST(accounts_add(app, STR("B"), (Str){0}, &account, &err));
	expect_member("a new name",
		      accounts_edit(app, STR("B"), &STR("Harbour"), NULL, &account, &err), &err,
		      ERR_CONFLICT, "name");

	const Str same[] = {STR("a"), STR("a")};
	Field cases[] = {
		{.name = STR("Big"), .type = FIELD_TEXT},
		{.name = STR("whole"), .type = FIELD_TEXT, .whole = true},
		{.name = STR("choices"), .type = FIELD_CHOICE},
		{.name = STR("choices"), .type = FIELD_CHOICE, .choices = same, .choice_count = 2},
	};
	const char *const members[] = {"name", "whole", "choices", "choices"};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_member("a new field", fields_declare(app, &cases[i], &err), &err, ERR_INPUT,
			      members[i]);
	Field taken = {.name = STR("manager"), .type = FIELD_TEXT};
	expect_member("a field that is there", fields_declare(app, &taken, &err), &err,
		      ERR_CONFLICT, "name");
}

static void of_what_is_read(void **state)
{
	App *app = app_of(state);
	Err err;
	ContractStates states;
	ReportAnswer report;
	MovementAnswer movements;
	CheckReport check;
	ImportSummary summary;
	const Period backwards = {day("2025-01-01"), day("2024-01-01")};
	expect_member("contracts of an account",
		      contracts_list(app, STR("No"), MOMENT_NOW, &states, &err), &err,
		      ERR_NOT_FOUND, "account");
	ReportQuery query = {.contract = STR("No"), .range = {DATE_NONE, DATE_NONE}};
	expect_member("a report of a contract", histories_report(app, &query, &report, &err), &err,
		      ERR_NOT_FOUND, "contract");
	query = (ReportQuery){.account = STR("No"), .range = {DATE_NONE, DATE_NONE}};
	expect_member("a report of an account", histories_report(app, &query, &report, &err), &err,
		      ERR_NOT_FOUND, "account");
	query = (ReportQuery){.range = backwards};
	expect_member("a report backwards", histories_report(app, &query, &report, &err), &err,
		      ERR_INPUT, "to");
	expect_member("movements backwards",
		      histories_movements(app, backwards.from, backwards.to, MOMENT_NOW, &movements,
					  &err),
		      &err, ERR_INPUT, "to");
	expect_member("a head", check_run(app, &STR("x"), &check, &err), &err, ERR_INPUT,
		      "expect_head");
	ImportRequest request = {.path = "/dev/null", .mapping = STR("none")};
	expect_member("a mapping", imports_run(app, &request, &summary, &err), &err, ERR_NOT_FOUND,
		      "mapping");
}

/* What a server is sent names no file of the server's, and is told by the name it was sent under. */
static void of_a_file_that_was_sent(void **state)
{
	App *app = app_of(state);
	Err err;
	ImportSummary summary;
	ImportRequest request = {.path = "/dev/null",
				 .file_name = STR("sent.csv"),
				 .mapping = STR("/etc/passwd"),
				 .place = MAPPING_KEPT};
	MUST_FAIL(imports_run(app, &request, &summary, &err), ERR_NOT_FOUND,
		  "there is no mapping '/etc/passwd'; use one of ");
	assert_string_equal(err.field, "mapping");
	request.mapping = STR("fpds");
	MUST_FAIL(imports_run(app, &request, &summary, &err), ERR_INPUT, "sent.csv: ");
	assert_null(strstr(err.text, "/dev/null"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(of_a_new_contract), STORE_TEST(of_an_amendment),
		STORE_TEST(of_a_retraction),   STORE_TEST(of_accounts_and_fields),
		STORE_TEST(of_what_is_read),   STORE_TEST(of_a_file_that_was_sent),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
