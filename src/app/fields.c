#include "app/fields.h"

#include "store/custom_field.h"
#include "store/recording_clock.h"

static MUST_CHECK bool declare(App *app, Field *field, Err *err)
{
	Fields fields;
	Instant recorded_at;
	if (!custom_field_load(app->db, app->mem, &fields, err) ||
	    !field_check_new(&fields, field, err) ||
	    !recording_clock_tick(app->db, app->now, &recorded_at, err))
		return false;
	field->id = id_next(&app->ids, app->now);
	app_tell(app, TOPIC_FIELD, field->name);
	return custom_field_insert(app->db, field, recorded_at, app->user, err);
}

bool fields_declare(App *app, Field *field, Err *err)
{
	if (!app_begin_write(app, err))
		return false;
	if (declare(app, field, err))
		return app_commit(app, err);
	app_end(app);
	return false;
}

bool fields_list(App *app, const Fields **out, Err *err)
{
	Fields *fields = ARENA_NEW(app->mem, Fields);
	if (!app_begin_read(app, err))
		return false;
	bool ok = custom_field_load(app->db, app->mem, fields, err);
	app_end(app);
	if (ok)
		*out = fields;
	return ok;
}
