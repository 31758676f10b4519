/* Facts of each kind as books hold them: with places instead of names, in the contract's currency. */

#include "analytics/conversion.h"
#include "app/books_parts.h"
#include "store/dimension.h"

#include <string.h>

/* A fact on its way into a book. */
typedef struct Arrival {
	BookReading *reading;
	const Shelf *shelf;
	const Fact *fact;
} Arrival;

static Currency currency_of(const Arrival *arrival)
{
	return arrival->shelf->head->contract->currency;
}

static const FactValue *value_of(const Fact *fact, const char *field)
{
	return &fact->values[fact_field(fact->kind, field)];
}

static Str text_of(const Arrival *arrival, const char *field)
{
	const FactValue *value = value_of(arrival->fact, field);
	return value->set && value->text.len > 0 ? str_copy(arrival->reading->mem, value->text)
						 : (Str){0};
}

static int64_t number_of(const Arrival *arrival, const char *field)
{
	const FactValue *value = value_of(arrival->fact, field);
	return value->set ? value->number : 0;
}

static Date day_of(const Arrival *arrival, const char *field)
{
	const FactValue *value = value_of(arrival->fact, field);
	return value->set ? (Date){(int32_t)value->number} : DATE_NONE;
}

static bool is_set(const Arrival *arrival, const char *field)
{
	return value_of(arrival->fact, field)->set;
}

/* Days of service: told by both sides, or not at all. */
static Period service_of(const Arrival *arrival)
{
	Period service = {day_of(arrival, "service_from"), day_of(arrival, "service_to")};
	bool told = date_is_set(service.from) && date_is_set(service.to);
	return told ? service : (Period){DATE_NONE, DATE_NONE};
}

/* Whether money of the fact has to be converted. */
static bool is_abroad(const Fact *fact, Currency to)
{
	return fact->currency.code[0] != '\0' && strcmp(fact->currency.code, to.code) != 0;
}

/* Never at rates of days that are not seen. */
static Date conversion_day(const BookReading *reading, Date day)
{
	Date as_of = reading->query->moment.as_of;
	return date_is_set(day) ? date_earlier(day, as_of) : as_of;
}

/* `day`: at whose rates its money converts. */
static Lineage lineage_of(const Arrival *arrival, Date day)
{
	BookReading *reading = arrival->reading;
	const Fact *fact = arrival->fact;
	if (!str_eq(reading->source, fact->source))
		reading->source = str_copy(reading->mem, fact->source);
	Lineage lineage = {
		.source = reading->source,
		.id = str_copy(reading->mem, fact_external_id(fact)),
		.import_id = fact->import_id,
		.line = fact->line,
		.converted_on = conversion_day(reading, day),
	};
	if (is_abroad(fact, currency_of(arrival)))
		lineage.native = fact->currency;
	return lineage;
}

/* A value in the currency of the contract, converted at the rate of `day`, at the latest of the as-of day. */
static Priced priced(const Arrival *arrival, const char *field, Date day)
{
	const Fact *fact = arrival->fact;
	const FactValue *value = value_of(fact, field);
	Currency to = currency_of(arrival);
	Date as_of = arrival->reading->query->moment.as_of;
	if (!value->set)
		return (Priced){.na = REASON_NONE};
	if (fact->currency.code[0] == '\0' || strcmp(fact->currency.code, to.code) == 0)
		return (Priced){.minor = value->number};
	return convert_on(arrival->reading->firm, value->number, fact->currency, to,
			  date_is_set(day) ? date_earlier(day, as_of) : as_of);
}

typedef void AddFact(const Arrival *arrival);

static void add_recognition(const Arrival *arrival)
{
	BookReading *reading = arrival->reading;
	Period service = service_of(arrival);
	Date on = day_of(arrival, "recognized_on");
	Date day = date_is_set(on) ? on : service.from;
	*vec_push(reading->mem, &reading->recognitions) = (RecognitionRow){
		.it = {.amount = priced(arrival, "amount", day),
		       .service = service,
		       .recognized_on = on,
		       .deliverable = text_of(arrival, "deliverable"),
		       .invoice = text_of(arrival, "invoice"),
		       .lineage = lineage_of(arrival, day)},
		.reverses = text_of(arrival, "reverses"),
	};
}

static void add_invoice(const Arrival *arrival)
{
	BookReading *reading = arrival->reading;
	Date day = day_of(arrival, "date");
	*vec_push(reading->mem, &reading->invoices) = (Invoice){
		.amount = priced(arrival, "amount", day),
		.date = day,
		.service = service_of(arrival),
		.lineage = lineage_of(arrival, day),
	};
}

static void add_cost(const Arrival *arrival)
{
	static const int64_t SUBCONTRACTOR = 0; /* the first choice of the field */
	BookReading *reading = arrival->reading;
	Date day = day_of(arrival, "date");
	*vec_push(reading->mem, &reading->costs) = (Cost){
		.amount = priced(arrival, "amount", day),
		.date = day,
		.subcontractor = number_of(arrival, "kind") == SUBCONTRACTOR,
		.lineage = lineage_of(arrival, day),
	};
}

static void add_budget(const Arrival *arrival)
{
	BookReading *reading = arrival->reading;
	int64_t month = number_of(arrival, "month");
	Date day = month_first(month);
	*vec_push(reading->mem, &reading->budgets) = (Budget){
		.month = month,
		.has_revenue = is_set(arrival, "revenue"),
		.has_hours = is_set(arrival, "hours"),
		.has_cost = is_set(arrival, "cost"),
		.revenue = priced(arrival, "revenue", day),
		.cost = priced(arrival, "cost", day),
		.seconds = number_of(arrival, "hours"),
		.exchange_rate = number_of(arrival, "exchange_rate"),
		.lineage = lineage_of(arrival, day),
	};
}

static void add_task_plan(const Arrival *arrival)
{
	BookReading *reading = arrival->reading;
	*vec_push(reading->mem, &reading->task_plans) = (Task){
		.key = text_of(arrival, "key"),
		.name = text_of(arrival, "name"),
		.has_plan = is_set(arrival, "planned_hours"),
		.planned_seconds = number_of(arrival, "planned_hours"),
		.deliverable = text_of(arrival, "deliverable"),
		.in_scope = !is_set(arrival, "in_scope") || number_of(arrival, "in_scope") != 0,
		.lineage = lineage_of(arrival, DATE_NONE),
	};
}

static void add_deliverable(const Arrival *arrival)
{
	BookReading *reading = arrival->reading;
	Date starts = day_of(arrival, "starts_on");
	Date due = day_of(arrival, "due_on");
	*vec_push(reading->mem, &reading->deliverables) = (Deliverable){
		.key = text_of(arrival, "key"),
		.name = text_of(arrival, "name"),
		.has_price_share = is_set(arrival, "price_share"),
		.price_share = number_of(arrival, "price_share"),
		.has_budget = is_set(arrival, "budget_cost"),
		.budget_cost = priced(arrival, "budget_cost", date_is_set(starts) ? starts : due),
		.starts_on = starts,
		.due_on = due,
		.accepted_on = day_of(arrival, "accepted_on"),
		.lineage = lineage_of(arrival, date_is_set(starts) ? starts : due),
	};
}

static void add_progress(const Arrival *arrival)
{
	BookReading *reading = arrival->reading;
	*vec_push(reading->mem, &reading->progress) = (ProgressRow){
		.deliverable = text_of(arrival, "deliverable"),
		.it = {.day = day_of(arrival, "date"),
		       .done = number_of(arrival, "progress"),
		       .lineage = lineage_of(arrival, DATE_NONE)},
	};
}

static void add_rate(const Arrival *arrival)
{
	BookReading *reading = arrival->reading;
	Date day = day_of(arrival, "effective_on");
	*vec_push(reading->mem, &reading->rates) = (Rate){
		.resource_id = number_of(arrival, "resource"),
		.role = text_of(arrival, "role"),
		.effective_on = day,
		.has_billing = is_set(arrival, "billing_rate"),
		.has_standard = is_set(arrival, "standard_rate"),
		.billing = priced(arrival, "billing_rate", day),
		.standard = priced(arrival, "standard_rate", day),
		.lineage = lineage_of(arrival, day),
	};
}

static void add_assignment(const Arrival *arrival)
{
	BookReading *reading = arrival->reading;
	*vec_push(reading->mem, &reading->assignments) = (Assignment){
		.contract_id = arrival->fact->contract_id,
		.resource_id = number_of(arrival, "resource"),
		.days = {day_of(arrival, "from"), day_of(arrival, "to")},
		.weekly_seconds = number_of(arrival, "hours_per_week"),
		.lineage = lineage_of(arrival, DATE_NONE),
	};
}

typedef struct FactPart {
	FactKind kind;
	BookPart part;
	unsigned needs;
	AddFact *add;
} FactPart;

static const FactPart FACT_PARTS[] = {
	{FACT_RECOGNITION, PART_RECOGNITIONS, NEED_RECOGNITIONS, add_recognition},
	{FACT_INVOICE, PART_INVOICES, NEED_INVOICES, add_invoice},
	{FACT_COST, PART_COSTS, NEED_COSTS, add_cost},
	{FACT_BUDGET, PART_BUDGETS, NEED_BUDGETS, add_budget},
	{FACT_TASK, PART_TASK_PLANS, NEED_TASKS, add_task_plan},
	{FACT_DELIVERABLE, PART_DELIVERABLES, NEED_DELIVERABLES, add_deliverable},
	{FACT_PROGRESS, PART_PROGRESS, NEED_DELIVERABLES, add_progress},
	{FACT_RATE, PART_RATES, NEED_RATES | NEED_PRICES, add_rate},
	{FACT_ASSIGNMENT, PART_ASSIGNMENTS, NEED_ASSIGNMENTS, add_assignment},
};

enum { FACT_PART_COUNT = sizeof FACT_PARTS / sizeof *FACT_PARTS };

/* How many of the kind there are by now. */
static size_t part_len(const BookReading *reading, BookPart part)
{
	const size_t lens[BOOK_PARTS] = {
		[PART_RECOGNITIONS] = reading->recognitions.len,
		[PART_INVOICES] = reading->invoices.len,
		[PART_COSTS] = reading->costs.len,
		[PART_BUDGETS] = reading->budgets.len,
		[PART_TASKS] = reading->tasks.len,
		[PART_TASK_PLANS] = reading->task_plans.len,
		[PART_DELIVERABLES] = reading->deliverables.len,
		[PART_PROGRESS] = reading->progress.len,
		[PART_RATES] = reading->rates.len,
		[PART_ASSIGNMENTS] = reading->assignments.len,
	};
	return lens[part];
}

/* One more of the shelf's: facts come contract by contract. */
static void count_in(const BookReading *reading, Shelf *shelf, BookPart part)
{
	PartRange *range = &shelf->parts[part];
	if (range->len++ == 0)
		range->first = part_len(reading, part);
}

/* Facts of one contract, or of all (0). */
static MUST_CHECK bool read_facts(BookReading *reading, const FactPart *part, int64_t contract_id,
				  Err *err)
{
	Arena scratch;
	FactList list;
	FactFilter filter = {.kind = part->kind,
			     .contract_id = contract_id,
			     .known = reading->query->moment.known};
	arena_init(&scratch);
	bool ok = facts_list(reading->app->db, &scratch, &filter, &list, err);
	for (size_t i = 0; ok && i < list.len; i++) {
		Shelf *shelf = shelf_of(reading, list.at[i].contract_id);
		if (!shelf)
			continue;
		count_in(reading, shelf, part->part);
		part->add(&(Arrival){reading, shelf, &list.at[i]});
	}
	arena_deinit(&scratch);
	return ok;
}

static MUST_CHECK bool read_tasks(BookReading *reading, int64_t contract_id, Err *err)
{
	Tasks list;
	if (!tasks_list(reading->app->db, reading->mem, contract_id, &list, err))
		return false;
	for (size_t i = 0; i < list.len; i++) {
		Shelf *shelf = shelf_of(reading, list.at[i].contract_id);
		if (!shelf)
			continue;
		count_in(reading, shelf, PART_TASKS);
		*vec_push(reading->mem, &reading->tasks) =
			(Task){.id = list.at[i].id, .key = list.at[i].key, .in_scope = true};
	}
	return true;
}

/* All that is needed, of one contract or of all (0). */
static MUST_CHECK bool read_parts(BookReading *reading, int64_t contract_id, Err *err)
{
	unsigned needs = reading->query->needs;
	for (size_t i = 0; i < FACT_PART_COUNT; i++) {
		if ((needs & FACT_PARTS[i].needs) != 0 &&
		    !read_facts(reading, &FACT_PARTS[i], contract_id, err))
			return false;
	}
	return (needs & NEED_TASKS) == 0 || read_tasks(reading, contract_id, err);
}

bool book_facts_read(BookReading *reading, Err *err)
{
	if (!reading->few)
		return read_parts(reading, 0, err);
	for (size_t i = 0; i < reading->len; i++) {
		if (!read_parts(reading, reading->shelves[i].contract_id, err))
			return false;
	}
	return true;
}
