#include "app/settings.h"

#include "base/decimal.h"
#include "base/zone.h"
#include "store/setting.h"

typedef enum SettingType { SETTING_NUMBER, SETTING_ZONE, SETTING_CURRENCY } SettingType;

typedef struct SettingRule {
	const char *name;
	const char *help;
	const char *fallback;
	SettingType type;
	int64_t minimum, maximum; /* of a number */
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
	.type = SETTING_ZONE,
};

static const SettingRule POLICY_DAYS = {
	.name = "policy_days",
	.help = "number of days after its last one from which a month counts as closed, 0 to 365",
	.fallback = "10",
	.minimum = 0,
	.maximum = 365,
};

static const SettingRule REPORTING_CURRENCY = {
	.name = "reporting_currency",
	.help = "currency, by ISO 4217, that totals of several currencies are in and exchange "
		"rates lead to; empty: such totals have no money",
	.fallback = "",
	.type = SETTING_CURRENCY,
};

static const SettingRule *const RULES[] = {&DOCUMENT_LIMIT, &FISCAL_MONTH, &POLICY_DAYS,
					   &REPORTING_CURRENCY, &TIME_ZONE};

enum { RULE_COUNT = sizeof RULES / sizeof *RULES };

static bool fail_value(const SettingRule *rule, Str text, Err *err)
{
	return fail(err, ERR_INPUT, "%s is the %s; '%.*s' is not", rule->name, rule->help,
		    STR_ARG(str_slice(text, 0, 60)));
}

/* `*number` is that of a number. A zone is checked when it is set: the machine that reads it may lack it. */
static MUST_CHECK bool parse(const SettingRule *rule, Str text, int64_t *number, Err *err)
{
	Currency currency;
	*number = 0;
	switch (rule->type) {
	case SETTING_NUMBER:
		return (decimal_parse(text, NUMBER_PLAIN, 0, number, err) &&
			*number >= rule->minimum && *number <= rule->maximum) ||
		       fail_value(rule, text, err);
	case SETTING_CURRENCY:
		return text.len == 0 || currency_find(text, &currency, err) ||
		       fail_value(rule, text, err);
	case SETTING_ZONE:
		break;
	}
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

bool settings_policy_days(App *app, int32_t *days, Err *err)
{
	Str text;
	int64_t number;
	if (!read(app, &POLICY_DAYS, &text, &number, err))
		return false;
	*days = (int32_t)number;
	return true;
}

bool settings_reporting_currency(App *app, Currency *out, Err *err)
{
	Str code;
	int64_t number;
	Currency currency = {0};
	if (!read(app, &REPORTING_CURRENCY, &code, &number, err) ||
	    (code.len > 0 && !currency_find(code, &currency, err)))
		return false;
	*out = currency;
	return true;
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
	bool good = rule->type == SETTING_ZONE
			    ? value.len == 0 || zone_open(app->mem, value, &zone, err)
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
