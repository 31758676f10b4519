#include "store/field_value.h"

Str field_value_text(const Field *field, Value value)
{
	return field->type == FIELD_CHOICE ? field->choices[value.number] : value.text;
}

void field_value_bind(DbStmt *stmt, int number_index, int text_index, const Field *field,
		      Value value)
{
	if (!value.set)
		return;
	if (field_type_is_text(field->type))
		db_bind_text(stmt, text_index, field_value_text(field, value));
	else
		db_bind_int(stmt, number_index, value.number);
}

static MUST_CHECK bool find_choice(const Field *field, Str text, int64_t *out)
{
	for (size_t i = 0; i < field->choice_count; i++) {
		if (str_eq(text, field->choices[i])) {
			*out = (int64_t)i;
			return true;
		}
	}
	return false;
}

static bool is_day(int64_t day)
{
	return day >= DAY_MIN && day <= DAY_MAX;
}

bool field_value_read(DbStmt *stmt, Arena *mem, int number_column, int text_column,
		      const Field *field, Value *out)
{
	bool as_text = field_type_is_text(field->type);
	int column = as_text ? text_column : number_column;
	int other = as_text ? number_column : text_column;
	Value value = {.set = !db_is_null(stmt, column)};
	Date day;
	bool ok = other == column || db_is_null(stmt, other);
	if (value.set && as_text)
		value.text = db_text(stmt, column, mem);
	else if (value.set)
		value.number = db_int(stmt, column);
	if (value.set && field->type == FIELD_DATE)
		ok = field_value_read_day(stmt, column, &day) && ok;
	if (value.set && field->type == FIELD_CHOICE) {
		ok = find_choice(field, value.text, &value.number) && ok;
		value.text = (Str){0};
	}
	if (!ok || db_type_failed(stmt))
		return false;
	*out = value;
	return true;
}

static MUST_CHECK bool read_text_again(DbStmt *stmt, Arena *mem, int column, const Field *field,
				       FieldText *last, Value *out)
{
	FieldText now = *last;
	Value value = {.set = db_text_if_set(stmt, column, mem, &now.text)};
	bool known = last->text.len > 0 && now.text.ptr == last->text.ptr;
	if (value.set && field->type == FIELD_CHOICE) {
		if (!known && !find_choice(field, now.text, &now.choice))
			return false;
		value.number = now.choice;
	} else if (value.set) {
		value.text = now.text;
	}
	if (db_type_failed(stmt))
		return false;
	*last = now;
	*out = value;
	return true;
}

bool field_value_read_again(DbStmt *stmt, Arena *mem, int column, const Field *field,
			    FieldText *last, Value *out)
{
	Value value = {0};
	if (field_type_is_text(field->type))
		return read_text_again(stmt, mem, column, field, last, out);
	value.set = db_int_if_set(stmt, column, &value.number);
	if (db_type_failed(stmt) || (field->type == FIELD_DATE && !is_day(value.number)))
		return false;
	*out = value;
	return true;
}

bool field_value_read_day(DbStmt *stmt, int column, Date *out)
{
	if (db_is_null(stmt, column)) {
		*out = DATE_NONE;
		return true;
	}
	int64_t day = db_int(stmt, column);
	if (!is_day(day) || db_type_failed(stmt))
		return false;
	*out = (Date){(int32_t)day};
	return true;
}
