#ifndef PACTA_APP_DEMO_FIRM_H
#define PACTA_APP_DEMO_FIRM_H

/*
 * What the demo firm did: sixty people and twelve crews of subcontractors, what they were available for, what they worked
 * for whom from January 2023 to September 2026, what finance planned, recognised and invoiced. Made by tables and dice,
 * never by the clock, and brought into the store as files that are imported.
 */

#include "app/demo_data.h"
#include "app/demo_file.h"
#include "base/period.h"

enum {
	DEMO_PEOPLE = 60,
	DEMO_RESOURCES = 72,    /* and crews of subcontractors, each a resource of its own */
	DEMO_MONTHS = 48,       /* of 2023 to 2026 */
	DEMO_FIRST_MONTH = 636, /* 2023-01, in months since 1970-01 */
	DEMO_PLANNED = 12, /* months before the first budgets, rate cards, tools, closed months */
	DEMO_CLOSED = 44,  /* months that are over when finance closes its last one */
	DEMO_FIRST_DAY = 19358, /* 2023-01-01 */
	DEMO_TOOLS_DAY = 19723, /* 2024-01-01: hours are written down with tools from then on */
	DEMO_LAST_DAY = 20721,  /* 2026-09-25: newest day of work */
	DEMO_LATE_DAY = 20724,  /* 2026-09-28: the books that are closed are put right */
	DEMO_END_DAY = 20819,   /* 2027-01-01 */
	HOUR = 3600,
};

typedef enum DemoService { SERVICE_FM, SERVICE_IT, SERVICE_EN, SERVICE_CO, SERVICES } DemoService;

typedef enum DemoTool { TOOL_TOGGL, TOOL_CLOCKIFY, TOOLS } DemoTool;

/* A customer's contract as far as the generators need it. */
typedef struct DemoTerm {
	Str key;
	Str name;
	Str account;
	Currency currency;
	DemoService service;
	Period days;                    /* of its last state; DATE_OPEN where it has no end */
	Period month_days[DEMO_MONTHS]; /* of each month in which it earns; else both 0 */
	int64_t revenue[DEMO_MONTHS];   /* by its terms; 0 where they do not say */
	int64_t committed[DEMO_MONTHS]; /* seconds */
	int64_t rate;   /* billing rate, minor units an hour; made up where it has none */
	int64_t labor;  /* ppm */
	int64_t margin; /* ppm that the firm means to keep */
	int64_t price;  /* total value of a project; what its hours would bring where none is set */
	int64_t cap;    /* what hours may bring at most; 0: no limit */
	bool by_milestones;          /* its price is recognised by deliverables */
	bool by_hours;               /* what is recognised comes from hours */
	bool by_usage;               /* revenue comes from hours */
	bool project;                /* ends once, with deliverables */
	int64_t worked[DEMO_MONTHS]; /* billable seconds, as they are generated */
	int64_t billed[DEMO_MONTHS]; /* and their worth by the rate card */
} DemoTerm;

typedef struct DemoPerson {
	int number; /* from 1 */
	bool lead;  /* its hour is dearer */
	bool crew;  /* of a subcontractor: several hands, never on leave */
	Str name;   /* "Resource 01", "Crew 01"; also the key */
	const char *team;
	const char *roles;
	const char *calendar;
	const char *currency; /* of the cost rate */
	int64_t cost_rate;    /* cents an hour in 2024; 0: not told yet */
	int64_t day_seconds;  /* of each of the five days */
	Period employed;
	DemoTool tool;
} DemoPerson;

typedef struct DemoFirm {
	App *app;
	Arena *mem;
	DemoTerm *terms; /* in the order of DEMO_CONTRACTS */
	size_t term_count;
	DemoPerson people[DEMO_RESOURCES];
	DemoImported imported;
	size_t links;
} DemoFirm;

/* People of a range who work for a contract while it runs. */
typedef struct DemoCrew {
	const char *contract; /* key */
	int first, last;      /* numbers of people */
	int weight; /* of their time, beside their other crews and 1 for the firm itself */
	int late;   /* days that they go on after its end */
} DemoCrew;

extern const DemoCrew DEMO_CREWS[];
extern const size_t DEMO_CREW_COUNT;

typedef struct DemoTask {
	const char *key;
	int weight;
	bool extra; /* out of scope */
} DemoTask;

enum { DEMO_TASKS = 5 };
extern const DemoTask DEMO_TASK_LIST[SERVICES][DEMO_TASKS];

/* demo_terms.c: the customers' contracts, read from the store. */
MUST_CHECK bool demo_terms_load(DemoFirm *firm, Err *err);
DemoTerm *demo_term(const DemoFirm *firm, const char *key);

/* demo_people.c, demo_calendars.c */
void demo_people_make(DemoFirm *firm);
MUST_CHECK bool demo_people_import(DemoFirm *firm, Err *err);
MUST_CHECK bool demo_calendars_import(DemoFirm *firm, Err *err);
bool demo_is_holiday(const char *calendar, Date day);
const char *demo_role(DemoService service, bool lead);

/* Weeks of the year, from 0, that a person is away; the days after Christmas, too, where `christmas`. */
typedef struct DemoLeave {
	int64_t summer, summer_weeks, spring;
	bool christmas;
} DemoLeave;
DemoLeave demo_leave_of(const DemoPerson *person, int year);

/* Whether the leave of the year falls on the day. */
bool demo_plans_leave(const DemoPerson *person, Date day);

/* demo_links.c: what the tools' words mean. */
MUST_CHECK bool demo_links_add(DemoFirm *firm, Err *err);

/* How a tool names a contract. */
Str demo_project(Arena *mem, DemoTool tool, const DemoTerm *term);

/* demo_hours.c */
MUST_CHECK bool demo_hours_import(DemoFirm *firm, Err *err);

/* demo_plans.c: tasks and rates. */
MUST_CHECK bool demo_plans_import(DemoFirm *firm, Err *err);
int64_t demo_rate(const DemoTerm *term, bool lead, int year); /* an hour, by the rate card */
bool demo_has_crew(const DemoTerm *term); /* false: nobody of the firm works for it */

/* demo_assignments.c */
MUST_CHECK bool demo_assignments_import(DemoFirm *firm, Err *err);

/* How much of a crew's time its contract takes on this day. */
int64_t demo_weight(const DemoCrew *crew, const DemoTerm *term, Date day);

/* demo_budgets.c; after the hours, from which the plan for what usage brings is taken. */
MUST_CHECK bool demo_budgets_import(DemoFirm *firm, Err *err);

/* demo_deliverables.c */
MUST_CHECK bool demo_deliverables_import(DemoFirm *firm, Err *err);

enum { DEMO_PARTS = 4 };

/* What a project delivers: percents of its price and cost, when it is worked on up to the day it is due, … */
typedef struct DemoPart {
	const char *key;
	int64_t price, cost;
	Period work;
	Date accepted; /* … and when it was accepted: DATE_NONE, not yet */
} DemoPart;

/* Its parts; none where it is no such project. */
size_t demo_parts(const DemoTerm *term, DemoPart parts[DEMO_PARTS]);

/* demo_ledger.c, demo_costs.c; after the hours, which decide what usage brings. */
MUST_CHECK bool demo_ledger_import(DemoFirm *firm, Err *err);
MUST_CHECK bool demo_costs_import(DemoFirm *firm, Err *err);

/* What a month of service brought; 0: nothing. */
int64_t demo_earned(const DemoTerm *term, size_t month);

/* The external id of what was recognised for a month. */
Str demo_recognition_id(Arena *mem, const DemoTerm *term, size_t month);

/* demo_exchange.c */
MUST_CHECK bool demo_exchange_import(DemoFirm *firm, Err *err);

/* demo_late.c: what came after the books were closed. */
MUST_CHECK bool demo_late_import(DemoFirm *firm, Err *err);

/* What the firm knew when it closed its books, in the order in which it needs each other. Contracts are in the store. */
MUST_CHECK bool demo_firm_load(DemoFirm *firm, App *app, Err *err);

#endif
