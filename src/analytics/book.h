#ifndef PACTA_ANALYTICS_BOOK_H
#define PACTA_ANALYTICS_BOOK_H

/*
 * What metrics are computed from: the book of each contract and what all contracts share, as one view sees them.
 *
 * Whoever reads the store fills them once; from then on all is pure. Amounts of a book are in the contract's currency:
 * facts in another one were converted at the rate of their day (conversion.h), and tell where that could not be.
 * Facts are those known at the view's instant, of all days: measures look no further than their as-of day.
 * Source: domain.md §5.
 */

#include "analytics/reason.h"
#include "analytics/work_calendar.h"
#include "facts/time_entry.h"
#include "history/contract_kind.h"
#include "history/snapshot.h"

/* Where a fact comes from. */
typedef struct Lineage {
	Str source;        /* empty where source_id tells it */
	int64_t source_id; /* 0: `source` tells it */
	Str id;            /* external id, or identity */
	int64_t import_id; /* 0: not imported */
	int64_t line;
	Currency native; /* of its money, where that was converted to the contract's currency… */
	Date converted_on; /* …at the rates of this day; else "" and not looked at */
} Lineage;

/* An amount in the contract's currency. */
typedef struct Priced {
	Reason na; /* NO_RATE, NO_BILLING_RATE, …: minor is 0 then */
	int64_t minor;
} Priced;

/* Hours of a contract: an entry's day, or the sum of several that are alike in what is told here. */
typedef struct Work {
	Date day;            /* work date; of a sum the first of its days */
	int64_t task_id;     /* 0: none, or a sum that does not tell */
	int64_t resource_id; /* 0: a sum that does not tell */
	int32_t time_class;
	int64_t seconds;
	int64_t entries; /* how many are summed up; 1: one */
	Priced bill; /* of billable client hours; others have 0. As costs: filled only with NEED_PRICES */
	Priced cost;     /* of client hours */
	Priced standard; /* at standard rates, of client hours */
	int64_t bill_rate; /* minor units of an hour that `bill` was made with; 0: its own amount, or none */
	int64_t cost_rate;      /* …in the contract's currency, rounded: for readers */
	const Lineage *lineage; /* NULL: a sum */
	/* Of one entry: the rows that made its rates. NULL: an amount of its own, or none; of bill also the contract's billing rate. */
	const struct Rate *bill_card, *standard_card;
	const struct ResourceTerms *cost_terms;
} Work;

/* Values of Recognition.reverses that are no places. */
enum {
	RECOGNITION_NO_REVERSAL = -1,
	RECOGNITION_UNSEEN = -2, /* it reverses one that this view does not see: it waits */
};

typedef struct Recognition {
	Priced amount; /* a reversal's is negative */
	Period service; /* DATE_NONE: not told; recognition_service (recognized.h) says what holds then */
	Date recognized_on; /* DATE_NONE: expected */
	Str deliverable;    /* key, or empty */
	Str invoice;
	int32_t reverses; /* place of the original among the book's recognitions, or one of the two above */
	Lineage lineage;
} Recognition;

typedef struct Invoice {
	Priced amount; /* a credit note's is negative */
	Date date;
	Period service; /* DATE_NONE: not told */
	Lineage lineage;
} Invoice;

typedef struct Cost {
	Priced amount;
	Date date;
	bool subcontractor; /* else an expense */
	Lineage lineage;
} Cost;

typedef struct Budget {
	int64_t month; /* months since 1970-01 */
	bool has_revenue, has_hours, has_cost;
	Priced revenue, cost;
	int64_t seconds;
	int64_t exchange_rate; /* billionths of the reporting currency for 1 unit; 0: not told */
	Lineage lineage;
} Budget;

typedef struct Task {
	int64_t id;
	Str key, name;
	bool has_plan;
	int64_t planned_seconds;
	Str deliverable;
	bool in_scope;
	Lineage lineage;
} Task;

typedef struct Progress {
	Date day;
	int64_t done; /* ppm */
	Lineage lineage;
} Progress;

typedef struct Deliverable {
	Str key, name;
	bool has_price_share;
	int64_t price_share; /* ppm */
	bool has_budget;
	Priced budget_cost;
	Date starts_on, due_on, accepted_on; /* or DATE_NONE */
	const Progress *progress;            /* by day, each day once */
	size_t progress_count;
	Lineage lineage;
} Deliverable;

typedef struct Rate {
	int64_t resource_id; /* 0: of the role */
	Str role;            /* empty: of the resource */
	Date effective_on;
	bool has_billing, has_standard;
	Priced billing, standard; /* of an hour */
	Lineage lineage;
} Rate;

typedef struct Assignment {
	int64_t contract_id;
	int64_t resource_id;
	Period days;
	int64_t weekly_seconds;
	Lineage lineage;
} Assignment;

/* A resource from one day on. */
typedef struct ResourceTerms {
	Date effective_on;
	Str name, team;
	const Str *roles; /* the main one first */
	size_t role_count;
	int64_t weekday_seconds[7];   /* from Monday */
	const WorkCalendar *calendar; /* never NULL */
	bool has_cost_rate;
	int64_t cost_rate; /* minor units of an hour in `currency` */
	Currency currency;
	Lineage lineage;
} ResourceTerms;

/* Hours of a resource on a day, over all contracts and none. Filled with NEED_RESOURCE_HOURS; with NEED_TIMESHEETS alone leave only. */
typedef struct ResourceDay {
	Date day;
	int32_t time_class;
	int64_t contract_id; /* of a single entry; 0: of none, or a sum over all */
	int64_t seconds;
	int64_t entries;
} ResourceDay;

/* Where a day's hours come from that are a single entry's. */
typedef struct DayOrigin {
	int64_t task_id; /* 0: none */
	Lineage lineage;
} DayOrigin;

/* In which of some whole weeks there are any hours. */
typedef struct WeeksWorked {
	Period weeks;         /* from Monday to Monday */
	const uint64_t *bits; /* one for each of them; NULL: ResourceDays tell */
} WeeksWorked;

typedef struct Resource {
	int64_t id;
	Str key;
	bool declared;
	const ResourceTerms *terms; /* by effective_on; none where it is not declared */
	size_t term_count;
	const Assignment *assignments; /* of all contracts */
	size_t assignment_count;
	const ResourceDay *days; /* by day */
	size_t day_count;
	const DayOrigin *origins; /* of each of `days`, which are single entries then; NULL: sums */
	WeeksWorked worked;       /* with NEED_TIMESHEETS alone */
} Resource;

/* Terms of a resource on a day, or NULL: nothing before its first row. */
const ResourceTerms *resource_terms_on(const Resource *resource, Date day);

typedef struct ExchangeRate {
	Currency currency;
	Date day;
	int64_t rate; /* billionths of the reporting currency for 1 unit of the currency */
	Lineage lineage;
} ExchangeRate;

typedef struct PeriodClose {
	int64_t month;
	Date closed_on;
	Instant known_at; /* since when it is known here */
} PeriodClose;

/* What all contracts share. */
typedef struct Firm {
	Currency reporting; /* "" where none is set */
	int32_t fiscal_month;
	int32_t policy_days;           /* after these a month counts as closed; domain.md §6 */
	const WorkCalendar *calendars; /* by name */
	size_t calendar_count;
	const WorkCalendar *weekdays; /* Monday to Friday without holidays */
	const Resource *resources;    /* by id */
	size_t resource_count;
	const ExchangeRate *rates; /* by currency, day; each once */
	size_t rate_count;
	bool *rates_used;          /* one per rate, set by who uses it; NULL: nobody asks */
	const PeriodClose *closes; /* by month */
	size_t close_count;
} Firm;

const Resource *firm_resource(const Firm *firm, int64_t id); /* or NULL */

/* The calendar of that name; Monday to Friday where there is none. */
const WorkCalendar *firm_calendar(const Firm *firm, Str name);

/* One contract. */
typedef struct Book {
	int64_t id;
	Str key, name, account, manager; /* manager: of the last state up to the as-of day */
	ContractKind kind;
	Currency currency;
	const Fields *fields;
	/* Of the view: up to the as-of day where one is asked for, else known ahead. Of its rows only day and values are told. */
	const Fold *fold;
	const Earning *earning;       /* of the fold; with NEED_EARNING, else NULL */
	const WorkCalendar *calendar; /* of its last state */
	const Work *work;             /* by day */
	size_t work_count;
	uint32_t time_classes; /* that there is work of, a bit each; 0: not told */
	const Recognition
		*recognitions; /* by recognized_on (expected ones last), then source and id */
	size_t recognition_count;
	const Invoice *invoices; /* by date */
	size_t invoice_count;
	const Cost *costs; /* by date */
	size_t cost_count;
	const Budget *budgets; /* by month, each once */
	size_t budget_count;
	const Task *tasks; /* by id */
	size_t task_count;
	const Deliverable *deliverables; /* by key */
	size_t deliverable_count;
	const Rate *rates; /* by resource, role, effective_on */
	size_t rate_count;
	const Assignment *assignments;
	size_t assignment_count;
} Book;

const Task *book_task(const Book *book, int64_t id); /* or NULL */

/* Value of a built-in field on a day: of the last row up to it; unset before the first. */
Value book_value_on(const Book *book, BuiltinField field, Date day);

/* The whole term: [start, end) of the last state; `to` is DATE_OPEN where there is no end. Without any terms both are DATE_NONE. */
Period book_term(const Book *book);

/* The days behind a run-out date. */
enum { PACE_DAYS = 91 };

/* What a book must hold for a measure; bits. Terms are always there. */
enum {
	NEED_HOURS = 1,      /* work, exact by day where a question cuts a month, else by month */
	NEED_TASK_HOURS = 2, /* work tells its task */
	NEED_PRICES = 4,     /* work is priced; every entry was read */
	NEED_RECOGNITIONS = 8,
	NEED_INVOICES = 16,
	NEED_COSTS = 32,
	NEED_BUDGETS = 64,
	NEED_TASKS = 128,
	NEED_DELIVERABLES = 256,
	NEED_RATES = 512,
	NEED_ASSIGNMENTS = 1024,
	NEED_RESOURCES = 2048, /* firm.resources with terms */
	NEED_RESOURCE_HOURS = 4096,
	NEED_CALENDARS = 8192,
	NEED_CLOSES = 16384,
	NEED_HISTORY_OF_HOURS =
		32768,     /* hours of all days up to the as-of day, not of the asked period only */
	NEED_PACE = 65536, /* hours of the PACE_DAYS before each cut day by day */
	NEED_TIMESHEETS =
		131072, /* firm.resources with their weeks of any hours, and leave by day */
	NEED_SPENT_DAY =
		262144, /* hours of the month in which the commitment is used up day by day: run_out_spent_month */
	NEED_EARNING = 524288, /* what the terms earn: book.earning */
};

#endif
