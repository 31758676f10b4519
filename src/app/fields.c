#include "app/fields.h"

#include "store/custom_field.h"
#include "store/recording_clock.h"
#include "store/setting.h"

static MUST_CHECK bool declare(App *app, Field *field, Err *err)
{
	Fields fields;
	Instant recorded_at;
	if (!custom_field_load(app->db, app->mem, &fields, err) ||
	    !field_check_new(&fields, field, err) ||
	    !recording_clock_tick(app->db, app->now, &recorded_at, err))
		return false;
	field->id = id_next(&app->ids, app->now);
	return custom_field_insert(app->db, field, recorded_at, app->user, err);
}

bool fields_declare(App *app, Field *field, Err *err)
{
	if (!db_begin_write(app->db, err))
		return false;
	if (!declare(app, field, err) || !db_commit(app->db, err)) {
		db_rollback(app->db);
		return false;
	}
	return true;
}

bool fields_list(App *app, const Fields **out, Err *err)
{
	Fields *fields = ARENA_NEW(app->mem, Fields);
	if (!db_begin_read(app->db, err))
		return false;
	bool ok = custom_field_load(app->db, app->mem, fields, err);
	db_rollback(app->db);
	if (ok)
		*out = fields;
	return ok;
}

static const Str FISCAL_MONTH = {"fiscal_month", 12};

static MUST_CHECK bool parse_month(Str text, int32_t *month, Err *err)
{
	int64_t number;
	if (!decimal_parse(text, NUMBER_PLAIN, 0, &number, err) || number < 1 || number > 12)
		return fail(
			err, ERR_INPUT,
			"fiscal_month is the first month of the fiscal year, 1 to 12; '%.*s' is not",
			STR_ARG(str_slice(text, 0, 60)));
	*month = (int32_t)number;
	return true;
}

static MUST_CHECK bool read_month(App *app, Str *text, int32_t *month, Err *err)
{
	if (!setting_get(app->db, app->mem, FISCAL_MONTH, STR("1"), text, err))
		return false;
	if (parse_month(*text, month, err))
		return true;
	err->code = ERR_CORRUPT;
	return fail_in(err, "a setting in the store");
}

bool settings_fiscal_month(App *app, int32_t *month, Err *err)
{
	Str text;
	return read_month(app, &text, month, err);
}

bool settings_list(App *app, Setting **out, size_t *count, Err *err)
{
	Setting *list = ARENA_NEW(app->mem, Setting);
	int32_t month;
	if (!db_begin_read(app->db, err))
		return false;
	*list = (Setting){.name = FISCAL_MONTH,
			  .help = STR("first month of the fiscal year, 1 to 12")};
	bool ok = read_month(app, &list->value, &month, err);
	db_rollback(app->db);
	if (!ok)
		return false;
	*out = list;
	*count = 1;
	return true;
}

bool settings_set(App *app, Str name, Str value, Err *err)
{
	int32_t month;
	if (!str_eq(name, FISCAL_MONTH))
		return fail(err, ERR_NOT_FOUND,
			    "there is no setting '%.*s'; 'pacta setting list' shows all",
			    STR_ARG(str_slice(name, 0, 60)));
	if (!parse_month(value, &month, err) || !db_begin_write(app->db, err))
		return false;
	if (!setting_put(app->db, name, value, err) || !db_commit(app->db, err)) {
		db_rollback(app->db);
		return false;
	}
	return true;
}
