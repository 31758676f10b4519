#include "app/settings.h"

#include "base/decimal.h"
#include "base/zone.h"
#include "store/setting.h"

typedef struct SettingRule {
	const char *name;
	const char *help;
	const char *fallback;
	bool is_zone; /* else a whole number */
	int64_t minimum, maximum;
} SettingRule;

static const SettingRule FISCAL_MONTH = {
	.name = "fiscal_month",
	.help = "first month of the fiscal year, 1 to 12",
	.fallback = "1",
	.minimum = 1,
	.maximum = 12,
};

static const SettingRule DOCUMENT_LIMIT = {
	.name = "document_limit_mib",
	.help = "size in MiB up to which a document is taken, 1 to 1024",
	.fallback = "50",
	.minimum = 1,
	.maximum = DOCUMENT_LIMIT_MIB_MAX,
};

static const SettingRule TIME_ZONE = {
	.name = "time_zone",
	.help = "time zone whose days count in imported files, such as Europe/Helsinki; empty: "
		"times count as they are written",
	.fallback = "",
	.is_zone = true,
};

static const SettingRule *const RULES[] = {&DOCUMENT_LIMIT, &FISCAL_MONTH, &TIME_ZONE};

enum { RULE_COUNT = sizeof RULES / sizeof *RULES };

static MUST_CHECK bool parse(const SettingRule *rule, Str text, int64_t *out, Err *err)
{
	int64_t number;
	if (rule->is_zone) { /* checked when it is set: the machine that reads it may lack the zone */
		*out = 0;
		return true;
	}
	if (!decimal_parse(text, NUMBER_PLAIN, 0, &number, err) || number < rule->minimum ||
	    number > rule->maximum)
		return fail(err, ERR_INPUT, "%s is the %s; '%.*s' is not", rule->name, rule->help,
			    STR_ARG(str_slice(text, 0, 60)));
	*out = number;
	return true;
}

static MUST_CHECK bool read(App *app, const SettingRule *rule, Str *text, int64_t *number, Err *err)
{
	if (!setting_get(app->db, app->mem, str_from_c(rule->name), str_from_c(rule->fallback),
			 text, err))
		return false;
	if (parse(rule, *text, number, err))
		return true;
	err->code = ERR_CORRUPT;
	return fail_in(err, "a setting in the store");
}

static Setting describe(const SettingRule *rule, Str value)
{
	return (Setting){str_from_c(rule->name), value, str_from_c(rule->help)};
}

bool settings_fiscal_month(App *app, int32_t *month, Err *err)
{
	Str text;
	int64_t number;
	if (!read(app, &FISCAL_MONTH, &text, &number, err))
		return false;
	*month = (int32_t)number;
	return true;
}

bool settings_time_zone(App *app, Str *name, Err *err)
{
	int64_t number;
	return read(app, &TIME_ZONE, name, &number, err);
}

bool settings_document_limit(App *app, uint64_t *bytes, Err *err)
{
	Str text;
	int64_t number;
	if (!read(app, &DOCUMENT_LIMIT, &text, &number, err))
		return false;
	*bytes = (uint64_t)number << 20;
	return true;
}

static MUST_CHECK bool read_all(App *app, Setting list[RULE_COUNT], Err *err)
{
	for (size_t i = 0; i < RULE_COUNT; i++) {
		Str text;
		int64_t number;
		if (!read(app, RULES[i], &text, &number, err))
			return false;
		list[i] = describe(RULES[i], text);
	}
	return true;
}

bool settings_list(App *app, Setting **out, size_t *count, Err *err)
{
	Setting *list = ARENA_ARRAY(app->mem, Setting, RULE_COUNT);
	if (!app_begin_read(app, err))
		return false;
	bool ok = read_all(app, list, err);
	app_end(app);
	if (!ok)
		return false;
	*out = list;
	*count = RULE_COUNT;
	return true;
}

static const SettingRule *find(Str name)
{
	for (size_t i = 0; i < RULE_COUNT; i++) {
		if (str_eq_c(name, RULES[i]->name))
			return RULES[i];
	}
	return NULL;
}

bool settings_set(App *app, Str name, Str value, Setting *out, Err *err)
{
	int64_t number;
	const Zone *zone;
	const SettingRule *rule = find(name);
	if (!rule)
		return fail_no_such(err, "setting", "there is no setting '%.*s'",
				    STR_ARG(str_slice(name, 0, 60)));
	bool good = rule->is_zone ? value.len == 0 || zone_open(app->mem, value, &zone, err)
				  : parse(rule, value, &number, err);
	if (!good) {
		err->field[0] = '\0';
		return fail_at(err, "value");
	}
	if (!app_begin_write(app, err))
		return false;
	if (!setting_put(app->db, name, value, err)) {
		app_end(app);
		return false;
	}
	*out = describe(rule, value);
	app_tell(app, TOPIC_SETTING, name);
	return app_commit(app, err);
}
