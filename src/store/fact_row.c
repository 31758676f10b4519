#include "store/fact_row.h"

#include "store/fact_table.h"

#include <string.h>

#define TEXTS_8 "tttttttt"
#define FIND_TYPES "i" TEXTS_8 TEXTS_8 TEXTS_8 TEXTS_8 /* FACT_FIND_MOST of them */

/* The currency of a fact's money, or that which it is about. */
static MUST_CHECK bool currency_of(const Fact *fact, const FactValue *given, Currency *out,
				   Err *err)
{
	*out = fact->currency;
	return fact->currency.code[0] || !given->set || currency_find(given->text, out, err);
}

static MUST_CHECK bool bind_value(DbStmt *stmt, int *at, const Fact *fact, size_t place, Err *err)
{
	const FactField *field = &fact_spec(fact->kind)->fields[place];
	const FactValue *value = &fact->values[place];
	Currency currency;
	switch (field->type) {
	case FACT_CURRENCY:
		if (!currency_of(fact, value, &currency, err))
			return fail_at(err, field->name);
		db_bind_text(stmt, (*at)++, str_from_c(currency.code));
		db_bind_int(stmt, (*at)++, currency.exponent);
		db_bind_int(stmt, (*at)++, value->set);
		return true;
	case FACT_TEXT:
		if (value->set)
			db_bind_text(stmt, *at, value->text);
		break;
	case FACT_CHOICE:
		if (value->set)
			db_bind_text(stmt, *at, str_from_c(field->choices[value->number]));
		break;
	case FACT_DATE:
	case FACT_MONTH:
	case FACT_MONEY:
	case FACT_SECONDS:
	case FACT_HOURS:
	case FACT_SHARE:
	case FACT_DECIMAL:
	case FACT_FLAG:
	case FACT_TIME:
	case FACT_CONTRACT:
	case FACT_TASK_NAME:
	case FACT_RESOURCE_NAME:
		if (value->set)
			db_bind_int(stmt, *at, value->number);
		break;
	}
	++*at;
	return true;
}

/* Fields that lie in the columns that all kinds have. */
static bool is_common(FactKind kind, size_t place)
{
	const FactSpec *spec = fact_spec(kind);
	return (place == 0 && fact_has_external_id(kind)) ||
	       (spec->of_contract && spec->fields[place].type == FACT_CONTRACT);
}

bool fact_insert(Db *db, const Fact *fact, int64_t fingerprint, Instant known_at, Err *err)
{
	const FactTable *table = fact_table(fact->kind);
	const FactSpec *spec = fact_spec(fact->kind);
	DbStmt *stmt;
	int at = 1;
	if (!db_prepare(db, table->insert, table->insert_types, &stmt, err))
		return false;
	db_bind_text(stmt, at++, fact->source);
	db_bind_text(stmt, at++, fact->identity);
	db_bind_int(stmt, at++, known_at.us);
	db_bind_int(stmt, at++, INSTANT_MAX.us);
	db_bind_int(stmt, at++, fingerprint);
	db_bind_int(stmt, at++, fact->import_id);
	db_bind_int(stmt, at++, 0);
	db_bind_int(stmt, at++, fact->line);
	if (spec->of_contract)
		db_bind_int(stmt, at++, fact->contract_id);
	for (size_t i = 0; i < spec->field_count; i++) {
		if (!is_common(fact->kind, i) && !bind_value(stmt, &at, fact, i, err))
			return false;
	}
	return db_run(stmt, err);
}

bool fact_close(Db *db, FactKind kind, const FactMark *mark, Instant until, int64_t until_import,
		Err *err)
{
	bool of_contract = fact_spec(kind)->of_contract;
	DbStmt *stmt;
	if (!db_prepare(db, fact_table(kind)->close, of_contract ? "iittii" : "iitti", &stmt, err))
		return false;
	db_bind_int(stmt, 1, until.us);
	db_bind_int(stmt, 2, until_import);
	db_bind_text(stmt, 3, mark->source);
	db_bind_text(stmt, 4, mark->identity);
	db_bind_int(stmt, 5, mark->known_at.us);
	if (of_contract)
		db_bind_int(stmt, 6, mark->contract_id);
	return db_run(stmt, err);
}

bool fact_erase(Db *db, FactKind kind, const FactMark *mark, Err *err)
{
	bool of_contract = fact_spec(kind)->of_contract;
	DbStmt *stmt;
	if (!db_prepare(db, fact_table(kind)->erase, of_contract ? "ttii" : "tti", &stmt, err))
		return false;
	db_bind_text(stmt, 1, mark->source);
	db_bind_text(stmt, 2, mark->identity);
	db_bind_int(stmt, 3, mark->known_at.us);
	if (of_contract)
		db_bind_int(stmt, 4, mark->contract_id);
	return db_run(stmt, err);
}

bool fact_find(Db *db, Arena *mem, FactKind kind, Str source, const Str *identities, size_t count,
	       Instant until, FactMarkTake take, void *context, Err *err)
{
	bool sourced = fact_spec(kind)->sourced;
	DbStmt *stmt;
	bool row;
	if (!db_prepare(db, fact_table(kind)->find, FIND_TYPES, &stmt, err))
		return false;
	db_bind_int(stmt, 1, until.us);
	for (size_t i = 0; i < count; i++)
		db_bind_text(stmt, (int)i + 2, identities[i]);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	while (row) {
		FactMark mark = {
			.source = db_text(stmt, 0, mem),
			.identity = db_text(stmt, 1, mem),
			.contract_id = db_int(stmt, 2),
			.known_at = {db_int(stmt, 3)},
			.known_until = {db_int(stmt, 4)},
			.fingerprint = db_int(stmt, 5),
			.import_id = db_int(stmt, 6),
		};
		if (!db_next(stmt, &row, err))
			return false;
		if (!sourced || str_eq(mark.source, source))
			take(context, &mark);
	}
	return true;
}

static MUST_CHECK bool read_choice(DbStmt *stmt, int column, Arena *mem, const FactField *field,
				   int64_t *out, Err *err)
{
	Str word = db_text(stmt, column, mem);
	for (int64_t i = 0; field->choices[i]; i++) {
		if (str_eq_c(word, field->choices[i])) {
			*out = i;
			return true;
		}
	}
	return fail(err, ERR_CORRUPT, "%s is '%.*s'", field->name, STR_ARG(str_slice(word, 0, 60)));
}

static MUST_CHECK bool read_currency(DbStmt *stmt, int column, Arena *mem, Fact *fact,
				     FactValue *given, Err *err)
{
	Str code = db_text(stmt, column, mem);
	int64_t exponent = db_int(stmt, column + 1);
	if (code.len >= sizeof fact->currency.code || exponent < 0 || exponent > 4)
		return fail(err, ERR_CORRUPT, "'%.*s' is no currency",
			    STR_ARG(str_slice(code, 0, 60)));
	memcpy(fact->currency.code, code.ptr, code.len);
	fact->currency.exponent = (int8_t)exponent;
	if (db_int(stmt, column + 2))
		*given = (FactValue){.set = true, .text = code};
	return true;
}

static MUST_CHECK bool read_value(DbStmt *stmt, int *column, Arena *mem, Fact *fact,
				  const FactField *field, FactValue *out, Err *err)
{
	int at = (*column)++;
	if (field->type == FACT_CURRENCY) {
		*column += 2;
		return read_currency(stmt, at, mem, fact, out, err);
	}
	if (db_is_null(stmt, at))
		return true;
	out->set = true;
	if (field->type == FACT_CHOICE)
		return read_choice(stmt, at, mem, field, &out->number, err);
	if (field->type == FACT_TEXT)
		out->text = db_text(stmt, at, mem);
	else
		out->number = db_int(stmt, at);
	return true;
}

bool fact_read(DbStmt *stmt, Arena *mem, FactKind kind, Str source, FactValue *values, Fact *out,
	       Err *err)
{
	const FactSpec *spec = fact_spec(kind);
	Fact fact = {
		.kind = kind,
		.values = values,
		.source = db_text_again(stmt, 0, source, mem),
		.identity = db_text(stmt, 1, mem),
		.known_at = {db_int(stmt, 2)},
		.known_until = {db_int(stmt, 3)},
		.fingerprint = db_int(stmt, 4),
		.import_id = db_int(stmt, 5),
		.line = db_int(stmt, 7),
	};
	int column = 8;
	if (spec->of_contract)
		fact.contract_id = db_int(stmt, column++);
	for (size_t i = 0; i < spec->field_count; i++) {
		const FactField *field = &spec->fields[i];
		if (!is_common(kind, i)) {
			if (!read_value(stmt, &column, mem, &fact, field, &values[i], err))
				return fail_in(err, "%s '%.*s'", spec->name,
					       STR_ARG(str_slice(fact.identity, 0, 100)));
		} else if (field->type == FACT_CONTRACT) {
			values[i] = (FactValue){.set = true, .number = fact.contract_id};
		} else {
			values[i] = (FactValue){.set = true, .text = fact.identity};
		}
	}
	*out = fact;
	return true;
}
