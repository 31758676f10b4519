#include "http/routes.h"

#include "answer/contract_json.h"

static const Shape OP = {.kind = SHAPE_CHOICE, SHAPE_CHOICES("set", "add")};
static const Shape VALUE = {.kind = SHAPE_TEXT, .maximum = 10000, .example = "130000.00"};
static const Shape FIELD = {.kind = SHAPE_TEXT, .minimum = 1, .example = "annual_value"};

static const Shape CHANGE = {
	.name = "ChangeRequest",
	.kind = SHAPE_OBJECT,
	.help = "a tracked field to set, clear or add to",
	SHAPE_MEMBERS(
		{"field", &FIELD, ALWAYS, "name of a tracked field"},
		{"op", &OP, OPTIONAL, "set unless given; money, numbers and shares can be added"},
		{"value", &VALUE, NULLABLE,
		 "as a text of the field's type: 130000.00, 0.7 or 70%, 2010-01-01; null clears"}),
};
static const Shape CHANGES = {.kind = SHAPE_LIST, .items = &CHANGE};

/* An instant, or a date that means its first moment. */
static const Shape KNOWN_AT = {.kind = SHAPE_EITHER,
			       SHAPE_OPTIONS(&SHAPE_OF_INSTANT, &SHAPE_OF_DATE)};
static const Shape KEY = {.kind = SHAPE_TEXT,
			  .minimum = 1,
			  .maximum = 300,
			  .example = "HARBOUR-2009"};
static const Shape CONTRACT_NAME = {.kind = SHAPE_TEXT, .maximum = 300};
static const Shape REASON = {.kind = SHAPE_TEXT, .maximum = 10000};
static const Shape NEEDED_REASON = {.kind = SHAPE_TEXT, .minimum = 1, .maximum = 10000};

#define KNOWN_MEMBER                                                                              \
	{                                                                                         \
		"known_at", &KNOWN_AT, OPTIONAL_NULLABLE,                                         \
			"when the organisation knew it, not later than now; a date means 00:00Z " \
			"of it; null or missing: now"                                             \
	}
#define SIGNED_MEMBER                                                                        \
	{                                                                                    \
		"signed_on", &SHAPE_OF_DATE, OPTIONAL_NULLABLE, "day on which it was signed" \
	}
#define ORDER_MEMBER                                                            \
	{                                                                       \
		"change_order", &CONTRACT_NAME, OPTIONAL_NULLABLE,              \
			"number or name of the change order; at most 300 bytes" \
	}

const Shape NEW_CONTRACT_SHAPE = {
	.name = "NewContract",
	.kind = SHAPE_OBJECT,
	.help = "a contract to add, with its first revision",
	SHAPE_MEMBERS({"key", &KEY, ALWAYS, "unique and fixed; at most 300 bytes"},
		      {"account", &SHAPE_OF_TEXT, ALWAYS, "name of an account that there is"},
		      {"currency", &CURRENCY_SHAPE, ALWAYS, "of all its money, fixed"},
		      {"kind", &CONTRACT_KIND_SHAPE, OPTIONAL, "fixed; customer unless given"},
		      {"name", &CONTRACT_NAME, OPTIONAL_NULLABLE, "at most 300 bytes"},
		      {"effective_on", &SHAPE_OF_DATE, OPTIONAL_NULLABLE,
		       "day from which the first terms hold; starts_on unless given"},
		      KNOWN_MEMBER, SIGNED_MEMBER,
		      {"reason", &REASON, OPTIONAL_NULLABLE, "at most 10000 bytes"}, ORDER_MEMBER,
		      {"changes", &CHANGES, ALWAYS, "its first terms"}),
};

const Shape AMENDMENT_SHAPE = {
	.name = "Amendment",
	.kind = SHAPE_OBJECT,
	.help = "a revision of a contract's terms",
	SHAPE_MEMBERS({"effective_on", &SHAPE_OF_DATE, ALWAYS, "day from which it holds"},
		      {"reason", &NEEDED_REASON, ALWAYS, "at most 10000 bytes"},
		      {"changes", &CHANGES, ALWAYS, "at least one"}, KNOWN_MEMBER, SIGNED_MEMBER,
		      ORDER_MEMBER),
};

const Shape RETRACTION_SHAPE = {
	.name = "Retraction",
	.kind = SHAPE_OBJECT,
	.help = "takes a revision back; both stay in the history",
	SHAPE_MEMBERS({"reason", &NEEDED_REASON, ALWAYS, "at most 10000 bytes"}, KNOWN_MEMBER),
};

/* A date of the body; the shape was checked. */
static MUST_CHECK bool read_date(const Call *call, const char *member, Date *out, Err *err)
{
	Str text = call_text(call, member);
	*out = DATE_NONE;
	return text.len == 0 || date_parse(text, out, err) || fail_at(err, member);
}

static MUST_CHECK bool read_circumstances(const Call *call, Circumstances *out, Err *err)
{
	Circumstances about = {
		.reason = call_text(call, "reason"),
		.change_order = call_text(call, "change_order"),
	};
	Str known = call_text(call, "known_at");
	about.has_known_at = known.len > 0;
	if (!read_date(call, "effective_on", &about.effective_on, err) ||
	    !read_date(call, "signed_on", &about.signed_on, err))
		return false;
	if (about.has_known_at && !instant_parse(known, &about.known_at, NULL, err))
		return fail_at(err, "known_at");
	*out = about;
	return true;
}

static Str member_text(const JsonValue *object, const char *name)
{
	const JsonValue *member = json_member(object, str_from_c(name));
	return member ? member->text : (Str){0};
}

static const FieldText *read_changes(const Call *call, size_t *count)
{
	const JsonValue *list = json_member(call->body, STR("changes"));
	FieldText *changes = ARENA_ARRAY(call->mem, FieldText, list->len);
	for (size_t i = 0; i < list->len; i++) {
		const JsonValue *item = &list->at[i];
		bool add = str_eq(member_text(item, "op"), STR("add"));
		changes[i] = (FieldText){
			.field = member_text(item, "field"),
			.op = add ? CHANGE_ADD : CHANGE_SET,
			.value = member_text(item, "value"),
		};
	}
	*count = list->len;
	return changes;
}

bool api_contract_add_run(Call *call, Err *err)
{
	size_t count;
	Circumstances about;
	if (!read_circumstances(call, &about, err))
		return false;
	NewContract contract = {
		.key = call_text(call, "key"),
		.account = call_text(call, "account"),
		.name = call_text(call, "name"),
		.currency = call_text(call, "currency"),
		.kind = str_eq_c(call_text(call, "kind"), contract_kind_name(CONTRACT_VENDOR))
				? CONTRACT_VENDOR
				: CONTRACT_CUSTOMER,
	};
	const FieldText *changes = read_changes(call, &count);
	call->result = ARENA_NEW(call->mem, Effect);
	return contracts_add(call->app, &contract, changes, count, &about, call->result, err);
}

bool api_contract_amend_run(Call *call, Err *err)
{
	size_t count;
	Circumstances about;
	if (!read_circumstances(call, &about, err))
		return false;
	const FieldText *changes = read_changes(call, &count);
	call->result = ARENA_NEW(call->mem, Effect);
	return contracts_amend(call->app, call_given(call, "key")->text, changes, count, &about,
			       call_given(call, "dry_run")->number != 0, call->result, err);
}

bool api_contract_retract_run(Call *call, Err *err)
{
	Circumstances about;
	if (!read_circumstances(call, &about, err))
		return false;
	call->result = ARENA_NEW(call->mem, Effect);
	return contracts_retract(call->app, call_given(call, "key")->text,
				 (int32_t)call_given(call, "number")->number, &about,
				 call_given(call, "dry_run")->number != 0, call->result, err);
}

bool api_effect_render(Call *call, Err *err)
{
	(void)err;
	json_put_effect(&call->json, call->mem, call->result);
	return true;
}
