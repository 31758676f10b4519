#include "ingest/drafting.h"

#include <assert.h>

/* Before the rows: which rule fills which field. */
typedef struct Planner {
	Drafter *drafter;
	Arena *mem;
	VEC(PlannedField) plan;
	VEC(ptrdiff_t) places;
	VEC(size_t) unnamed;
} Planner;

static bool plan_rule(Planner *planner, const FieldRule *rule, Err *err)
{
	const Fields *fields = planner->drafter->fields;
	PlannedField planned = {.rule = rule};
	if (!fields_find(fields, rule->field, &planned.place, err)) {
		err->code = ERR_INPUT;
		return false;
	}
	const Field *field = &fields->at[planned.place];
	planned.type = field->type;
	if (rule->op == CHANGE_ADD && !field_can_add(field->type))
		return fail(err, ERR_INPUT, "one cannot add to %.*s, which is a %s; set it",
			    STR_ARG(field->name), field_type_name(field->type));
	if (rule->end_inclusive && field->type != FIELD_DATE)
		return fail(err, ERR_INPUT, "end_inclusive is for dates, and %.*s is a %s",
			    STR_ARG(field->name), field_type_name(field->type));
	for (size_t i = 0; i < planner->plan.len; i++) {
		PlannedField *other = &planner->plan.at[i];
		if (other->place != planned.place)
			continue;
		if (other->rule->op == rule->op)
			return fail(err, ERR_INPUT, "the field %.*s is filled twice",
				    STR_ARG(field->name));
		other->twin = true;
		planned.twin = true;
	}
	*vec_push(planner->mem, &planner->plan) = planned;
	return true;
}

static bool is_planned(const Planner *planner, size_t place)
{
	for (size_t i = 0; i < planner->drafter->mapping->column_count; i++) {
		if (planner->places.at[i] == (ptrdiff_t)place)
			return true;
	}
	return false;
}

static bool fail_column(const Planner *planner, Str name, Err *err)
{
	const Mapping *mapping = planner->drafter->mapping;
	Err hint = {0};
	size_t ignored;
	Buf list = {.mem = planner->mem};
	for (size_t i = 0; i < mapping->column_count; i++) {
		buf_add(&list, i > 0 ? STR(", ") : STR(""));
		buf_add(&list, mapping->columns[i].name);
	}
	Str field = column_fold(planner->mem,
				str_trim(str_slice(name, str_starts(name, STR("+")), name.len)));
	bool known = fields_find(planner->drafter->fields, field, &ignored, &hint);
	assert(!known);
	(void)known;
	return fail(
		err, ERR_INPUT,
		"the column '%.*s' is none that the mapping '%.*s' knows: %.*s, and the fields of a contract, with "
		"+ before a name to add (%s)",
		STR_ARG(str_slice(name, 0, 60)), STR_ARG(mapping->info.name),
		STR_ARG(buf_str(&list)), hint.text);
}

/* A rule for a column whose name is that of a field. */
static bool plan_column(Planner *planner, size_t place, Err *err)
{
	Str name = planner->drafter->header.names[place];
	bool add = str_starts(name, STR("+"));
	Str field = column_fold(planner->mem, str_trim(str_slice(name, add, name.len)));
	size_t ignored;
	Err unknown;
	if (name.len == 0) {
		*vec_push(planner->mem, &planner->unnamed) = place;
		return true;
	}
	if (!fields_find(planner->drafter->fields, field, &ignored, &unknown))
		return fail_column(planner, name, err);
	FieldRule *rule = ARENA_NEW(planner->mem, FieldRule);
	*rule = (FieldRule){
		.field = field,
		.op = add ? CHANGE_ADD : CHANGE_SET,
		.from = {.kind = REF_COLUMN,
			 .text = name,
			 .label = name,
			 .column = planner->places.len},
	};
	*vec_push(planner->mem, &planner->places) = (ptrdiff_t)place;
	if (!plan_rule(planner, rule, err))
		return fail_in(err, "column '%.*s'", STR_ARG(str_slice(name, 0, 60)));
	return true;
}

static bool plan_all(Planner *planner, Err *err)
{
	const Drafter *drafter = planner->drafter;
	const Mapping *mapping = drafter->mapping;
	for (size_t i = 0; i < mapping->field_count; i++) {
		const FieldRule *rule = &mapping->fields[i];
		if (!plan_rule(planner, rule, err))
			return fail_in(err, "%.*s: line %llu", STR_ARG(mapping->file),
				       (unsigned long long)rule->line);
	}
	for (size_t i = 0; mapping->columns_are_fields && i < drafter->header.len; i++) {
		if (!is_planned(planner, i) && !plan_column(planner, i, err))
			return false;
	}
	return true;
}

bool drafter_init(Drafter *out, const Mapping *mapping, const Fields *fields, Header header,
		  char delimiter, Arena *mem, Err *err)
{
	Drafter drafter = {.mapping = mapping,
			   .fields = fields,
			   .numbers = mapping->numbers,
			   .header = header};
	Planner planner = {.drafter = &drafter, .mem = mem};
	drafter.numbers.delimiter = delimiter;
	if (!mapping->json && !header_check(header, mapping, false, err))
		return false;
	const ptrdiff_t *places =
		header_places(mem, header, mapping->columns, mapping->column_count);
	for (size_t i = 0; i < mapping->column_count; i++)
		*vec_push(mem, &planner.places) = places[i];
	if (!plan_all(&planner, err))
		return false;
	drafter.places = planner.places.at;
	drafter.plan = planner.plan.at;
	drafter.plan_count = planner.plan.len;
	drafter.unnamed = planner.unnamed.at;
	drafter.unnamed_count = planner.unnamed.len;
	drafter.changes = ARENA_ARRAY(mem, Change, planner.plan.len);
	*out = drafter;
	return true;
}
