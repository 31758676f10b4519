#include "analytics/money_fixture.h"

typedef struct Till {
	Arena *mem;
	VEC(Work) work;
	VEC(Invoice) invoices;
	Buf others; /* lines of value_fixture.h */
} Till;

/* Takes what stands before the next `end` off `rest`. */
static Str next_part(Str *rest, char end)
{
	size_t at = 0;
	while (at < rest->len && rest->ptr[at] != end)
		at++;
	Str part = str_slice(*rest, 0, at);
	*rest = str_slice(*rest, at + 1, rest->len);
	return part;
}

/* The value of `key=value` in a line; empty where there is none. */
static Str value_of(Str line, const char *key)
{
	while (line.len > 0) {
		Str word = next_part(&line, ' ');
		Str name = next_part(&word, '=');
		if (str_eq_c(name, key))
			return word;
	}
	return (Str){0};
}

static int64_t number_or_zero(Str text, int digits)
{
	int64_t number = 0;
	Err err = {0};
	if (text.len > 0 && !decimal_parse(text, NUMBER_PLAIN, digits, &number, &err))
		fail_msg("%s", err.text);
	return number;
}

static Date day_or_none(Arena *mem, Str text)
{
	return text.len > 0 ? day(str_to_c(mem, text)) : DATE_NONE;
}

static Priced price_or_reason(Str text)
{
	for (int reason = 1; reason < REASONS; reason++) {
		if (str_eq_c(text, reason_name((Reason)reason)))
			return (Priced){(Reason)reason, 0};
	}
	return (Priced){REASON_NONE, number_or_zero(text, 2)};
}

static int32_t class_of(Str name)
{
	if (str_eq_c(name, "draft"))
		return time_class_of(CATEGORY_CLIENT, APPROVAL_DRAFT, true);
	if (str_eq_c(name, "unbillable"))
		return time_class_of(CATEGORY_CLIENT, APPROVAL_APPROVED, false);
	if (str_eq_c(name, "internal"))
		return time_class_of(CATEGORY_INTERNAL, APPROVAL_APPROVED, false);
	return time_class_of(CATEGORY_CLIENT, APPROVAL_APPROVED, true);
}

static void tell_hours(Till *till, Str line)
{
	static const Lineage ENTRY = {.id = {"T", 1}};
	Str entries = value_of(line, "entries");
	*vec_push(till->mem, &till->work) = (Work){
		.day = day_or_none(till->mem, value_of(line, "on")),
		.task_id = 7,
		.resource_id = 8,
		.time_class = class_of(value_of(line, "as")),
		.seconds = number_or_zero(value_of(line, "h"), 4) * 3600 / 10000,
		.entries = entries.len > 0 ? number_or_zero(entries, 0) : 1,
		.bill = price_or_reason(value_of(line, "bill")),
		.cost = price_or_reason(value_of(line, "cost")),
		.standard = price_or_reason(value_of(line, "standard")),
		.bill_rate = number_or_zero(value_of(line, "bill_rate"), 2),
		.cost_rate = number_or_zero(value_of(line, "cost_rate"), 2),
		.lineage = entries.len > 0 ? NULL : &ENTRY,
	};
}

static void tell_invoice(Till *till, Str line)
{
	*vec_push(till->mem, &till->invoices) = (Invoice){
		.amount = price_or_reason(value_of(line, "amount")),
		.date = day_or_none(till->mem, value_of(line, "on")),
		.service = {day_or_none(till->mem, value_of(line, "from")),
			    day_or_none(till->mem, value_of(line, "to"))},
		.lineage = {.id = value_of(line, "id")},
	};
}

ToldBook *tell_sale(Arena *mem, const char *terms, const char *facts)
{
	static const WorkCalendar WEEKDAYS = {0};
	Till till = {.mem = mem, .others = {.mem = mem}};
	Str rest = str_copy(mem, str_from_c(facts));
	while (rest.len > 0) {
		Str line = str_trim(next_part(&rest, '\n'));
		if (str_starts(line, STR("hours ")))
			tell_hours(&till, line);
		else if (str_starts(line, STR("invoice ")))
			tell_invoice(&till, line);
		else
			buf_add_format(&till.others, "%.*s\n", STR_ARG(line));
	}
	ToldBook *told = tell_book(mem, terms, str_to_c(mem, buf_str(&till.others)));
	told->firm.weekdays = &WEEKDAYS;
	told->book.calendar = &WEEKDAYS;
	told->book.work = till.work.at;
	told->book.work_count = till.work.len;
	told->book.invoices = till.invoices.at;
	told->book.invoice_count = till.invoices.len;
	return told;
}

Str balance_words(const ToldBook *told, MeasureOfContract *measure, const char *cut)
{
	Str days = str_format(told->mem, "1990-01-01..%.*s",
			      STR_ARG(date_text(told->mem, date_add(day(cut), 1))));
	return measure_words(told, measure, str_to_c(told->mem, days), cut);
}
