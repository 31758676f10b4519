#include "ingest/drafting.h"

#include "history/name_limits.h"
#include "ingest/date_text.h"

/* A cell that clears a field. A blank one leaves it as it is. */
static const Str CLEAR = {"(clear)", 7};

typedef struct Row {
	Drafter *drafter;
	const RowView *view;
	Arena *mem;
	Buf number;      /* room for number_text */
	const Ref *from; /* what was read last: to blame for a failure */
	Draft draft;
} Row;

static bool read_cell(Row *row, const Ref *ref, Cell *out, Err *err)
{
	bool ok = ref_read(ref, row->view, row->mem, out, err);
	row->from = out->from;
	return ok;
}

/* A cell that may not be blank. */
static bool read_needed(Row *row, const Ref *ref, const char *what, Cell *out, Err *err)
{
	if (!read_cell(row, ref, out, err))
		return false;
	return out->text.len > 0 || fail(err, ERR_INPUT, "the %s is blank", what);
}

static bool read_identity(Row *row, const Ref *ref, const char *what, size_t longest, Str *out,
			  Err *err)
{
	Cell cell;
	if (!read_needed(row, ref, what, &cell, err) || !identity_check(cell.text, longest, err))
		return false;
	if (str_is_dots(cell.text))
		return fail(err, ERR_INPUT, "the %s cannot be '%.*s'", what, STR_ARG(cell.text));
	*out = cell.text;
	return true;
}

static bool read_text(Row *row, const Ref *ref, Str *out, Err *err)
{
	Cell cell;
	if (!read_cell(row, ref, &cell, err))
		return false;
	*out = cell.text;
	return true;
}

static bool read_date_text(const Row *row, Str text, Date *out, Err *err)
{
	const Mapping *mapping = row->drafter->mapping;
	return date_text_read(text, mapping->dates, mapping->date_count, out, err);
}

/* The codes of ISO 4217 are capitals; files are not so strict. */
static bool read_currency(Row *row, Err *err)
{
	Cell cell;
	char code[3];
	Drafter *drafter = row->drafter;
	if (!read_needed(row, &drafter->mapping->currency, "currency", &cell, err))
		return false;
	if (str_eq_c(cell.text, drafter->currency.code)) {
		row->draft.currency = drafter->currency;
		return true;
	}
	Str text = cell.text;
	for (size_t i = 0; text.len == sizeof code && i < sizeof code; i++) {
		char c = text.ptr[i];
		code[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
	}
	if (text.len == sizeof code)
		text.ptr = code;
	if (!currency_find(text, &drafter->currency, err))
		return false;
	row->draft.currency = drafter->currency;
	return true;
}

static bool read_contract(Row *row, Err *err)
{
	const Mapping *mapping = row->drafter->mapping;
	Draft *draft = &row->draft;
	Cell kind;
	return read_identity(row, &mapping->contract, "contract's key", CONTRACT_KEY_MAX,
			     &draft->contract, err) &&
	       read_identity(row, &mapping->account, "account", ACCOUNT_NAME_MAX, &draft->account,
			     err) &&
	       read_text(row, &mapping->name, &draft->name, err) && read_currency(row, err) &&
	       read_needed(row, &mapping->kind, "kind of contract", &kind, err) &&
	       contract_kind_parse(kind.text, &draft->kind, err);
}

static bool read_times(Row *row, Err *err)
{
	const Mapping *mapping = row->drafter->mapping;
	Draft *draft = &row->draft;
	Cell cell;
	if (!read_needed(row, &mapping->effective_on, "date from which it is effective", &cell,
			 err) ||
	    !read_date_text(row, cell.text, &draft->effective_on, err) ||
	    !read_cell(row, &mapping->known_at, &cell, err))
		return false;
	draft->has_known_at = cell.text.len > 0;
	if (draft->has_known_at && !instant_text_read(cell.text, mapping->dates,
						      mapping->date_count, &draft->known_at, err))
		return false;
	if (!read_cell(row, &mapping->signed_on, &cell, err))
		return false;
	draft->signed_on = DATE_NONE;
	return cell.text.len == 0 || read_date_text(row, cell.text, &draft->signed_on, err);
}

static bool is_blank_key(Str key)
{
	for (size_t i = 0; i < key.len; i++) {
		if (key.ptr[i] != '\t')
			return false;
	}
	return true;
}

static bool read_keys(Row *row, Err *err)
{
	const Mapping *mapping = row->drafter->mapping;
	Cell cell;
	bool ok = ref_list_read(mapping->key, row->view, row->mem, &cell, err);
	row->from = cell.from;
	if (!ok)
		return false;
	row->draft.row_key = is_blank_key(cell.text) ? (Str){0} : cell.text;
	ok = ref_list_read(mapping->order, row->view, row->mem, &cell, err);
	row->from = cell.from;
	if (!ok)
		return false;
	row->draft.order_key = cell.text;
	row->draft.is_first = mapping_is_first(mapping, cell.text);
	return true;
}

static bool read_number(Row *row, const Field *field, const FieldRule *rule, const Cell *cell,
			Value *out, Err *err)
{
	NumberKind kind = {
		.currency = field->type == FIELD_MONEY ? &row->draft.currency : NULL,
		.share = field->type == FIELD_SHARE,
	};
	Str number;
	bool ok = cell->is_number ? number_expand(cell->text, &row->number, &number, err)
				  : number_text(cell->text, &row->drafter->numbers, kind,
						&row->number, &number, err);
	return ok &&
	       value_parse(field, row->draft.currency, rule->op, number, NUMBER_PLAIN, out, err);
}

static bool read_date(Row *row, const FieldRule *rule, Str text, Value *out, Err *err)
{
	Date date;
	if (!read_date_text(row, text, &date, err))
		return false;
	if (rule->end_inclusive && date.day == DAY_MAX)
		return fail(err, ERR_RANGE, "the day after %.*s is outside 1900 to 2199",
			    STR_ARG(text));
	*out = (Value){.set = true, .number = date.day + (rule->end_inclusive ? 1 : 0)};
	return true;
}

static bool read_value(Row *row, const PlannedField *planned, const Cell *cell, Value *out,
		       Err *err)
{
	const Field *field = &row->drafter->fields->at[planned->place];
	const FieldRule *rule = planned->rule;
	if (rule->op == CHANGE_SET && str_eq(cell->text, CLEAR)) {
		*out = (Value){0};
		return true;
	}
	switch (field->type) {
	case FIELD_MONEY:
	case FIELD_NUMBER:
	case FIELD_SHARE:
		return read_number(row, field, rule, cell, out, err);
	case FIELD_DATE:
		return read_date(row, rule, cell->text, out, err);
	case FIELD_TEXT:
	case FIELD_CHOICE:
	case FIELD_CONTRACT:
		return value_parse(field, row->draft.currency, rule->op, cell->text, NUMBER_PLAIN,
				   out, err);
	}
	__builtin_unreachable();
}

/* Set and add of one field in one row contradict each other. */
static bool check_twin(const Row *row, size_t place, Err *err)
{
	for (size_t i = 0; i < row->draft.change_count; i++) {
		if (row->drafter->changes[i].field == place)
			return fail(
				err, ERR_INPUT,
				"the row both sets %.*s and adds to it; leave one of them blank",
				STR_ARG(row->drafter->fields->at[place].name));
	}
	return true;
}

static bool read_field(Row *row, const PlannedField *planned, Err *err)
{
	Draft *draft = &row->draft;
	const FieldRule *rule = planned->rule;
	Cell cell;
	if (!read_cell(row, &rule->from, &cell, err))
		return false;
	if (cell.text.len == 0) {
		if (rule->required)
			return fail(err, ERR_INPUT, "%.*s is blank", STR_ARG(rule->field));
		/* A mapping that names the end expects it in every row; a column of its own need not be filled. */
		if (planned->place == ENDS_ON && rule->line > 0)
			draft->odd |= ODD_BLANK_END;
		return true;
	}
	Value value;
	if (!read_value(row, planned, &cell, &value, err) ||
	    (planned->twin && !check_twin(row, planned->place, err)))
		return false;
	if (planned->place == ENDS_ON && value.set && value.number <= draft->effective_on.day)
		draft->odd |= ODD_END_BEFORE_EFFECTIVE;
	row->drafter->changes[draft->change_count++] = (Change){planned->place, rule->op, value};
	return true;
}

/* What stands in a column without a name would be lost. */
static bool check_unnamed(Row *row, Err *err)
{
	const Drafter *drafter = row->drafter;
	row->from = NULL;
	for (size_t i = 0; i < drafter->unnamed_count; i++) {
		Str text = str_trim(row->view->cells[drafter->unnamed[i]]);
		if (text.len > 0)
			return fail(err, ERR_INPUT,
				    "'%.*s' stands in column %zu, which has no name",
				    STR_ARG(str_slice(text, 0, 60)), drafter->unnamed[i] + 1);
	}
	return true;
}

static bool read_row(Row *row, Err *err)
{
	if (!check_unnamed(row, err) || !read_keys(row, err) || !read_contract(row, err) ||
	    !read_times(row, err) ||
	    !read_text(row, &row->drafter->mapping->reason, &row->draft.reason, err))
		return false;
	/* Late, because what is blank in a key mostly has a better name. */
	row->from = NULL;
	if (row->draft.row_key.len == 0)
		return fail(err, ERR_INPUT, "the key of the row is blank");
	Cell order;
	if (!read_cell(row, &row->drafter->mapping->change_order, &order, err) ||
	    !identity_check(order.text, CHANGE_ORDER_MAX, err))
		return false;
	row->draft.change_order = order.text;
	for (size_t i = 0; i < row->drafter->plan_count; i++) {
		if (!read_field(row, &row->drafter->plan[i], err))
			return false;
	}
	return true;
}

/* As the file writes it, else as the mapping does. */
static Str label_of(const Drafter *drafter, const Ref *ref)
{
	while (ref && ref->parts.len > 0)
		ref = &ref->parts.at[0];
	if (!ref || ref->kind == REF_NONE || ref->kind == REF_CONSTANT)
		return (Str){0};
	if (ref->kind == REF_COLUMN && drafter->places[ref->column] != NO_CELL)
		return drafter->header.names[drafter->places[ref->column]];
	return ref->label;
}

bool drafter_make(Drafter *drafter, const RowView *view, Arena *mem, Draft *out, Reject *reject,
		  Err *err)
{
	Row row = {.drafter = drafter, .view = view, .mem = mem, .number = {.mem = mem}};
	if (!read_row(&row, err)) {
		reject->column = label_of(drafter, row.from);
		reject->row_key = row.draft.row_key;
		return false;
	}
	row.draft.changes = drafter->changes;
	*out = row.draft;
	return true;
}
