/* The one table of facts. What a row holds is told in fact.h. */

#include "facts/fact.h"
#include "facts/time_entry.h"

#define LIST(array) (array), sizeof(array) / sizeof *(array)

static const char *const APPROVALS[] = {"draft", "submitted", "approved", NULL};
static const char *const CATEGORIES[] = {"client", "internal", "leave", NULL};
static const char *const COST_KINDS[] = {"subcontractor", "expense", NULL};

#define EXTERNAL_ID                                                             \
	{                                                                       \
		.name = "external_id", .type = FACT_TEXT, .identity = true,     \
		.help = "what the source tells it apart by; made from the row " \
			"where it has none"                                     \
	}
#define OF_CONTRACT                                                                            \
	{                                                                                      \
		.name = "contract", .type = FACT_CONTRACT, .required = true, .identity = true, \
		.help = "key of the contract"                                                  \
	}
#define CURRENCY                                                                                    \
	{                                                                                           \
		.name = "currency", .type = FACT_CURRENCY,                                          \
		.help = "currency of its amounts, by ISO 4217; that of the contract if it is empty" \
	}
#define NOTE                                                                  \
	{                                                                     \
		.name = "note", .type = FACT_TEXT, .help = "text for readers" \
	}
#define SERVICE_PERIOD                                                                         \
	{.name = "service_from", .type = FACT_DATE, .help = "first day of service"},           \
	{                                                                                      \
		.name = "service_to", .type = FACT_DATE, .help = "first day after the service" \
	}

/* In the order of TimeField. */
static const FactField TIME_ENTRY[] = {
	EXTERNAL_ID,
	{.name = "contract",
	 .type = FACT_CONTRACT,
	 .help = "key of the contract; empty: by the links of project and client"},
	{.name = "project", .type = FACT_TEXT, .help = "the source's name of the project"},
	{.name = "client", .type = FACT_TEXT, .help = "the source's name of the client"},
	{.name = "task",
	 .type = FACT_TASK_NAME,
	 .help = "key of the contract's task, or the source's name of it"},
	{.name = "resource",
	 .type = FACT_RESOURCE_NAME,
	 .required = true,
	 .help = "key of who did it, or the source's name"},
	{.name = "work_date",
	 .type = FACT_DATE,
	 .required = true,
	 .help = "local day on which it was done"},
	{.name = "seconds",
	 .type = FACT_SECONDS,
	 .required = true,
	 .help = "time worked, in whole seconds"},
	{.name = "start", .type = FACT_TIME, .help = "local time of day at which it began"},
	{.name = "span",
	 .type = FACT_SECONDS,
	 .help = "seconds from start to end, where they differ from the time worked"},
	{.name = "billable",
	 .type = FACT_FLAG,
	 .help = "whether the client pays for it; yes for client hours if it is empty"},
	{.name = "approval",
	 .type = FACT_CHOICE,
	 .choices = APPROVALS,
	 .help = "approved if it is empty"},
	{.name = "category",
	 .type = FACT_CHOICE,
	 .choices = CATEGORIES,
	 .help = "client if it is empty"},
	{.name = "role", .type = FACT_TEXT, .help = "in what role it was done"},
	{.name = "cost",
	 .type = FACT_MONEY,
	 .help = "what it cost; else by the resource's cost rate"},
	{.name = "bill_amount",
	 .type = FACT_MONEY,
	 .help = "what it is billed at; else by the rates"},
	CURRENCY,
	NOTE,
};

static const FactField COST[] = {
	EXTERNAL_ID,
	OF_CONTRACT,
	{.name = "date", .type = FACT_DATE, .required = true, .help = "day of the cost"},
	{.name = "amount", .type = FACT_MONEY, .required = true, .help = "amount"},
	CURRENCY,
	{.name = "kind",
	 .type = FACT_CHOICE,
	 .required = true,
	 .choices = COST_KINDS,
	 .help = "what kind of cost"},
	NOTE,
};

static const FactField RECOGNITION[] = {
	EXTERNAL_ID,
	OF_CONTRACT,
	SERVICE_PERIOD,
	{.name = "recognized_on", .type = FACT_DATE, .help = "day of recognition; empty: expected"},
	{.name = "amount",
	 .type = FACT_MONEY,
	 .required = true,
	 .help = "amount of revenue; a reversal's is negative"},
	CURRENCY,
	{.name = "deliverable", .type = FACT_TEXT, .help = "key of the deliverable that it is for"},
	{.name = "invoice", .type = FACT_TEXT, .help = "number of the invoice"},
	{.name = "reverses",
	 .type = FACT_TEXT,
	 .help = "external id of the recognition that it takes back, also in part"},
	NOTE,
};

static const FactField INVOICE[] = {
	EXTERNAL_ID,
	OF_CONTRACT,
	{.name = "date", .type = FACT_DATE, .required = true, .help = "day of the invoice"},
	SERVICE_PERIOD,
	{.name = "amount",
	 .type = FACT_MONEY,
	 .required = true,
	 .help = "net amount; a credit note's is negative"},
	CURRENCY,
	NOTE,
};

static const FactField BUDGET[] = {
	OF_CONTRACT,
	{.name = "month",
	 .type = FACT_MONTH,
	 .required = true,
	 .identity = true,
	 .help = "month of service"},
	{.name = "revenue", .type = FACT_MONEY, .help = "budgeted revenue"},
	{.name = "hours", .type = FACT_HOURS, .help = "budgeted hours"},
	{.name = "cost", .type = FACT_MONEY, .help = "budgeted cost"},
	CURRENCY,
	{.name = "exchange_rate",
	 .type = FACT_DECIMAL,
	 .help = "budget rate: units of the reporting currency for 1 unit"},
};

static const FactField TASK[] = {
	OF_CONTRACT,
	{.name = "key",
	 .type = FACT_TEXT,
	 .required = true,
	 .identity = true,
	 .help = "what the contract tells it apart by"},
	{.name = "name", .type = FACT_TEXT, .help = "name for people"},
	{.name = "planned_hours", .type = FACT_HOURS, .help = "planned hours"},
	{.name = "deliverable", .type = FACT_TEXT, .help = "key of the deliverable that it serves"},
	{.name = "in_scope",
	 .type = FACT_FLAG,
	 .help = "whether the contract covers it; yes if it is empty"},
};

static const FactField DELIVERABLE[] = {
	OF_CONTRACT,
	{.name = "key",
	 .type = FACT_TEXT,
	 .required = true,
	 .identity = true,
	 .help = "what the contract tells it apart by"},
	{.name = "name", .type = FACT_TEXT, .help = "name for people"},
	{.name = "price_share", .type = FACT_SHARE, .help = "its share of the contract's price"},
	{.name = "budget_cost", .type = FACT_MONEY, .help = "budgeted cost"},
	CURRENCY,
	{.name = "starts_on", .type = FACT_DATE, .help = "first day of work on it"},
	{.name = "due_on", .type = FACT_DATE, .help = "day on which it is due"},
	{.name = "accepted_on", .type = FACT_DATE, .help = "day on which the client accepted it"},
};

static const FactField PROGRESS[] = {
	OF_CONTRACT,
	{.name = "deliverable",
	 .type = FACT_TEXT,
	 .required = true,
	 .identity = true,
	 .help = "key of the deliverable"},
	{.name = "date",
	 .type = FACT_DATE,
	 .required = true,
	 .identity = true,
	 .help = "day from which it holds"},
	{.name = "progress",
	 .type = FACT_SHARE,
	 .required = true,
	 .help = "share of it that is done"},
};

#define WEEKDAY(day)                                                                    \
	{                                                                               \
		.name = (day), .type = FACT_HOURS, .help = "working hours of each " day \
	}

static const FactField RESOURCE[] = {
	{.name = "key",
	 .type = FACT_RESOURCE_NAME,
	 .required = true,
	 .identity = true,
	 .help = "what it is told apart by"},
	{.name = "effective_on",
	 .type = FACT_DATE,
	 .required = true,
	 .identity = true,
	 .help = "day from which the row holds"},
	{.name = "name", .type = FACT_TEXT, .help = "name for people"},
	{.name = "team", .type = FACT_TEXT, .help = "team"},
	{.name = "roles",
	 .type = FACT_TEXT,
	 .help = "roles, the main one first, with semicolons between"},
	WEEKDAY("monday"),
	WEEKDAY("tuesday"),
	WEEKDAY("wednesday"),
	WEEKDAY("thursday"),
	WEEKDAY("friday"),
	WEEKDAY("saturday"),
	WEEKDAY("sunday"),
	{.name = "calendar", .type = FACT_TEXT, .help = "name of the calendar of holidays"},
	{.name = "cost_rate", .type = FACT_MONEY, .help = "cost of an hour"},
	{.name = "currency",
	 .type = FACT_CURRENCY,
	 .help = "currency of the cost rate, by ISO 4217"},
};

static const FactField RATE[] = {
	OF_CONTRACT,
	{.name = "resource",
	 .type = FACT_RESOURCE_NAME,
	 .identity = true,
	 .help = "whose rate; else the role's"},
	{.name = "role",
	 .type = FACT_TEXT,
	 .identity = true,
	 .help = "rate of whoever works in this role"},
	{.name = "effective_on",
	 .type = FACT_DATE,
	 .required = true,
	 .identity = true,
	 .help = "day from which the row holds"},
	{.name = "billing_rate", .type = FACT_MONEY, .help = "what an hour is billed at"},
	{.name = "standard_rate", .type = FACT_MONEY, .help = "list price of an hour"},
	CURRENCY,
};

static const FactField ASSIGNMENT[] = {
	OF_CONTRACT,
	{.name = "resource",
	 .type = FACT_RESOURCE_NAME,
	 .required = true,
	 .identity = true,
	 .help = "who is assigned"},
	{.name = "from",
	 .type = FACT_DATE,
	 .required = true,
	 .identity = true,
	 .help = "first day"},
	{.name = "to",
	 .type = FACT_DATE,
	 .required = true,
	 .identity = true,
	 .help = "first day after"},
	{.name = "hours_per_week",
	 .type = FACT_HOURS,
	 .required = true,
	 .help = "assigned hours of a week"},
};

static const FactField CALENDAR_DAY[] = {
	{.name = "calendar",
	 .type = FACT_TEXT,
	 .required = true,
	 .identity = true,
	 .help = "name of the calendar"},
	{.name = "date", .type = FACT_DATE, .required = true, .identity = true, .help = "day"},
	{.name = "working",
	 .type = FACT_FLAG,
	 .help = "no: a holiday, also if it is empty; yes: a working day"},
	NOTE,
};

static const FactField EXCHANGE_RATE[] = {
	{.name = "currency",
	 .type = FACT_CURRENCY,
	 .required = true,
	 .identity = true,
	 .help = "currency, by ISO 4217"},
	{.name = "date",
	 .type = FACT_DATE,
	 .required = true,
	 .identity = true,
	 .help = "day of the rate"},
	{.name = "rate",
	 .type = FACT_DECIMAL,
	 .required = true,
	 .help = "units of the reporting currency for 1 unit"},
};

static const FactField PERIOD_CLOSE[] = {
	{.name = "month",
	 .type = FACT_MONTH,
	 .required = true,
	 .identity = true,
	 .help = "month that is closed"},
	{.name = "closed_on",
	 .type = FACT_DATE,
	 .required = true,
	 .help = "day on which it was closed"},
	{.name = "closed_by", .type = FACT_TEXT, .help = "who closed it"},
	NOTE,
};

static const FactField LEDGER_TOTAL[] = {
	{.name = "month",
	 .type = FACT_MONTH,
	 .required = true,
	 .identity = true,
	 .help = "month by day of recognition"},
	{.name = "contract",
	 .type = FACT_CONTRACT,
	 .identity = true,
	 .help = "key of the contract; empty: all contracts in this currency"},
	{.name = "currency",
	 .type = FACT_CURRENCY,
	 .identity = true,
	 .help = "currency of the total; that of the contract if it is empty"},
	{.name = "recognized",
	 .type = FACT_MONEY,
	 .required = true,
	 .help = "revenue that the ledger shows for the month"},
};

static const FactSpec SPECS[FACT_KINDS] = {
	[FACT_TIME_ENTRY] = {"time_entry", "time entries", "Hours that somebody worked on a day.",
			     true, true, LIST(TIME_ENTRY)},
	[FACT_COST] = {"cost", "costs", "Costs of a contract besides hours.", true, true,
		       LIST(COST)},
	[FACT_RECOGNITION] = {"recognition", "recognitions",
			      "Revenue recognised, expected or taken back.", true, true,
			      LIST(RECOGNITION)},
	[FACT_INVOICE] = {"invoice", "invoices", "Invoices and credit notes.", true, true,
			  LIST(INVOICE)},
	[FACT_BUDGET] = {"budget", "budgets",
			 "What a contract was planned to bring, take and cost in a month.", false,
			 true, LIST(BUDGET)},
	[FACT_TASK] = {"task", "tasks", "Parts of a contract's work.", false, true, LIST(TASK)},
	[FACT_DELIVERABLE] = {"deliverable", "deliverables", "What a contract delivers.", false,
			      true, LIST(DELIVERABLE)},
	[FACT_PROGRESS] = {"progress", "progress", "How far a deliverable was on a day.", false,
			   true, LIST(PROGRESS)},
	[FACT_RESOURCE] =
		{"resource", "resources",
		 "People and what they are available for; each row holds from its day on.", false,
		 false, LIST(RESOURCE)},
	[FACT_RATE] = {"rate", "rates",
		       "Rate cards: what an hour is billed at; each row holds from its day on.",
		       false, true, LIST(RATE)},
	[FACT_ASSIGNMENT] = {"assignment", "assignments", "Who is planned to work for a contract.",
			     false, true, LIST(ASSIGNMENT)},
	[FACT_CALENDAR_DAY] = {"calendar_day", "calendar days",
			       "Holidays, and working days that would be none.", false, false,
			       LIST(CALENDAR_DAY)},
	[FACT_EXCHANGE_RATE] = {"exchange_rate", "exchange rates",
				"Dated exchange rates; each source keeps its own.", true, false,
				LIST(EXCHANGE_RATE)},
	[FACT_PERIOD_CLOSE] = {"period_close", "period closes", "Months that finance has closed.",
			       false, false, LIST(PERIOD_CLOSE)},
	[FACT_LEDGER_TOTAL] = {"ledger_total", "ledger totals",
			       "What the ledger shows for a month, to tie out.", false, false,
			       LIST(LEDGER_TOTAL)},
};

const FactSpec *fact_spec(FactKind kind)
{
	return &SPECS[kind];
}
