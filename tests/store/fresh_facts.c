#include "fresh_facts.h"

#include "store/account.h"
#include "store/contract.h"
#include "store/dimension.h"
#include "store/import.h"
#include "store/migrate.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

static const Currency USD = {"USD", 2};
static const Currency EUR = {"EUR", 2};
static const Currency JPY = {"JPY", 0};

static void add_all(Db *db)
{
	static const struct {
		int64_t id;
		const char *key;
		const Currency *currency;
	} contracts[] = {{HARBOUR, "H/ä-1", &USD}, {QUAY, "Q", &EUR}, {YEN, "Y", &JPY}};
	Err err;
	Account account = {.id = 1, .name = STR("Account"), .created_by = STR("test")};
	MUST(account_insert(db, &account, &err));
	for (size_t i = 0; i < 3; i++) {
		Contract contract = {
			.id = contracts[i].id,
			.key = str_from_c(contracts[i].key),
			.account_id = 1,
			.currency = *contracts[i].currency,
			.created_by = STR("test"),
		};
		MUST(contract_insert(db, &contract, &err));
		ImportRecord import = {
			.id = (int64_t)i + 1,
			.file = i == 0 ? STR("first.csv") : STR("later.csv"),
			.warnings = STR("{}"),
		};
		MUST(import_insert(db, &import, &err));
	}
	MUST(resource_insert(db, &(ResourceName){FIRST, STR("Resource 01"), true}, &err));
	MUST(resource_insert(db, &(ResourceName){SECOND, STR("Resource 02"), false}, &err));
}

int open_stage(void **state)
{
	static Stage stage;
	Err err;
	arena_init(&stage.mem);
	fresh_db(stage.url);
	MUST(db_open(stage.url, DB_CREATE, &stage.db, &err));
	MUST(migrate(stage.db, 1, &err));
	MUST(db_begin_write(stage.db, &err));
	add_all(stage.db);
	MUST(db_commit(stage.db, &err));
	*state = &stage;
	return 0;
}

int close_stage(void **state)
{
	Stage *stage = *state;
	db_close(stage->db);
	arena_deinit(&stage->mem);
	return 0;
}

static Currency contract_currency(int64_t contract_id)
{
	return contract_id == QUAY ? EUR : contract_id == YEN ? JPY : USD;
}

static void put_value(Fact *fact, FactValue *values, const char *name, const char *text)
{
	size_t place = fact_field(fact->kind, name);
	const FactField *field = &fact_spec(fact->kind)->fields[place];
	FactValue *value = &values[place];
	Err err;
	MUST(fact_value_parse(field, str_from_c(text), value, &err));
	if (fact_type_is_name(field->type))
		*value = (FactValue){.set = true, .number = strtoll(text, NULL, 10)};
	if (field->type == FACT_CURRENCY)
		MUST(currency_find(value->text, &fact->currency, &err));
}

Fact make_fact(Arena *mem, FactKind kind, int64_t contract_id, const char *source,
	       const char *identity, ...)
{
	const FactSpec *spec = fact_spec(kind);
	FactValue *values = ARENA_ARRAY(mem, FactValue, spec->field_count);
	Fact fact = {
		.kind = kind,
		.contract_id = contract_id,
		.currency = contract_currency(contract_id),
		.values = values,
		.source = str_from_c(source),
		.identity = str_from_c(identity),
	};
	va_list pairs;
	va_start(pairs, identity);
	for (const char *name; (name = va_arg(pairs, const char *));)
		put_value(&fact, values, name, va_arg(pairs, const char *));
	va_end(pairs);
	for (size_t i = 0; i < spec->field_count; i++) {
		Err err;
		if (spec->fields[i].type == FACT_MONEY)
			MUST(fact_value_price(&spec->fields[i], fact.currency, &values[i], &err));
	}
	if (!fact_has_external_id(kind))
		fact.identity = fact_identity(mem, &fact);
	return fact;
}

static void add_row(Buf *text, Str row)
{
	if (text->len > 0)
		buf_add_byte(text, '|');
	buf_add(text, row);
}

static void read_file(const char *path, const char *sql, Buf *text)
{
	sqlite3 *file;
	sqlite3_stmt *stmt = NULL;
	int code = sqlite3_open_v2(path, &file, SQLITE_OPEN_READONLY, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_prepare_v2(file, sql, -1, &stmt, NULL);
	if (code != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(file));
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		const unsigned char *row = sqlite3_column_text(stmt, 0);
		add_row(text, row ? str_from_c((const char *)row) : STR("NULL"));
	}
	assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
	assert_int_equal(sqlite3_close(file), SQLITE_OK);
}

static void read_own(Stage *stage, const char *sql, Buf *text)
{
	DbStmt *stmt;
	bool row;
	Err err;
	MUST(db_prepare(stage->db, sql, "", &stmt, &err));
	MUST(db_query(stmt, &err));
	MUST(db_next(stmt, &row, &err));
	while (row) {
		add_row(text, db_is_null(stmt, 0) ? STR("NULL") : db_text(stmt, 0, &stage->mem));
		MUST(db_next(stmt, &row, &err));
	}
}

Str rows_of(Stage *stage, const char *sql)
{
	Buf text = {.mem = &stage->mem};
	Buf foreign = {.mem = &stage->mem};
	read_own(stage, sql, &text);
	if (!fresh_is_sqlite())
		return buf_str(&text);
	read_file(stage->url + strlen("sqlite:"), sql, &foreign);
	EXPECT(buf_str(&foreign), str_to_c(&stage->mem, buf_str(&text)));
	return buf_str(&text);
}

void expect_text(Str got, const char *wanted, const char *file, int line)
{
	if (!str_eq_c(got, wanted))
		print_error("     got '%.*s'\n  wanted '%s'\n", STR_ARG(got), wanted);
	_assert_true(str_eq_c(got, wanted), "the text", file, line);
}
