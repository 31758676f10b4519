/* Who works for the firm, when, how long a week, at what cost. */

#include "app/demo_dice.h"
#include "app/demo_firm.h"

typedef struct Team {
	const char *name;
	int last; /* number of its last person; the first follows the team before */
	DemoService service;
	const char *calendar;
	const char *currency;
	int64_t cost_rate; /* cents an hour in 2024 */
	DemoTool tool;
} Team;

static const Team TEAMS[] = {
	{"Facilities Americas", 22, SERVICE_FM, "Americas", "USD", 2650, TOOL_TOGGL},
	{"Facilities Europe", 34, SERVICE_FM, "Europe", "GBP", 1780, TOOL_CLOCKIFY},
	{"Service desk", 47, SERVICE_IT, "Americas", "USD", 4350, TOOL_CLOCKIFY},
	{"Engineering", 57, SERVICE_EN, "Americas", "USD", 5700, TOOL_TOGGL},
	{"Consulting", DEMO_PEOPLE, SERVICE_CO, "Americas", "USD", 7900, TOOL_TOGGL},
	{"Subcontractors Americas", 65, SERVICE_FM, "Americas", "USD", 2400, TOOL_TOGGL},
	{"Subcontractors Europe", DEMO_RESOURCES, SERVICE_FM, "Europe", "GBP", 1600, TOOL_CLOCKIFY},
};

enum { CREW_HOURS = 20 }; /* of all hands of a crew on a day */

/* Those who do not work five days of eight hours, or not all the time. */
typedef struct Exception {
	int person;
	int64_t week_hours;    /* 0: the usual 40 */
	const char *from, *to; /* NULL: before 2024, and still */
} Exception;

static const Exception EXCEPTIONS[] = {
	{5, 20, NULL, NULL},         {9, 0, NULL, "2026-01-01"},  {13, 25, NULL, NULL},
	{16, 0, "2024-09-02", NULL}, {19, 0, "2025-03-03", NULL}, {21, 0, NULL, "2026-04-01"},
	{27, 30, NULL, NULL},        {31, 0, "2024-04-08", NULL}, {40, 35, NULL, NULL},
	{45, 0, "2025-02-03", NULL}, {52, 0, NULL, "2026-06-01"}, {57, 0, "2024-06-03", NULL},
	{58, 0, NULL, "2025-11-01"}, {60, 25, NULL, NULL},
};

static const char *const ROLES[SERVICES][2] = {
	[SERVICE_FM] = {"cleaner", "site manager"},
	[SERVICE_IT] = {"service desk agent", "system engineer"},
	[SERVICE_EN] = {"technician", "engineer"},
	[SERVICE_CO] = {"consultant", "lead consultant"},
};

const char *demo_role(DemoService service, bool lead)
{
	return ROLES[service][lead];
}

static Date day_of(const char *text, Date fallback)
{
	Err err;
	Date day;
	return text && date_parse(str_from_c(text), &day, &err) ? day : fallback;
}

static DemoPerson make_person(DemoFirm *firm, const Team *team, int number, bool lead)
{
	bool crew = number > DEMO_PEOPLE;
	DemoPerson person = {
		.number = number,
		.crew = crew,
		.name = crew ? str_format(firm->mem, "Crew %02d", number - DEMO_PEOPLE)
			     : str_format(firm->mem, "Resource %02d", number),
		.team = team->name,
		.roles = lead ? str_format(firm->mem, "%s;%s", demo_role(team->service, true),
					   demo_role(team->service, false))
					 .ptr
			      : demo_role(team->service, false),
		.calendar = team->calendar,
		.currency = team->currency,
		.cost_rate = team->cost_rate * (lead ? 130 : 90 + number * 7 % 21) / 100,
		.day_seconds = (int64_t)(crew ? CREW_HOURS : 8) * HOUR,
		.employed = {{DEMO_FIRST_DAY}, DATE_OPEN},
		.tool = team->tool,
	};
	for (size_t i = 0; i < sizeof EXCEPTIONS / sizeof *EXCEPTIONS; i++) {
		const Exception *other = &EXCEPTIONS[i];
		if (other->person != number)
			continue;
		if (other->week_hours > 0)
			person.day_seconds = other->week_hours * HOUR / 5;
		person.employed = (Period){day_of(other->from, person.employed.from),
					   day_of(other->to, person.employed.to)};
	}
	return person;
}

void demo_people_make(DemoFirm *firm)
{
	const Team *team = TEAMS;
	bool lead = true;
	for (int i = 0; i < DEMO_RESOURCES; i++) {
		if (i + 1 > team->last) {
			team++;
			lead = i < DEMO_PEOPLE;
		}
		firm->people[i] = make_person(firm, team, i + 1, lead);
		lead = i + 1 < DEMO_PEOPLE && (i + 1) % 6 == 0;
	}
}

static void put_row(DemoFile *file, const DemoPerson *person, Date from, int64_t day_seconds,
		    int64_t cost_rate)
{
	static const char *const weekdays[] = {"monday", "tuesday", "wednesday", "thursday",
					       "friday"};
	Currency money = {.exponent = 2};
	demo_put(file, "key", person->name);
	demo_put_date(file, "effective_on", from);
	demo_put(file, "name", person->name);
	demo_put_c(file, "team", person->team);
	demo_put_c(file, "roles", person->roles);
	for (size_t i = 0; i < sizeof weekdays / sizeof *weekdays; i++)
		demo_put_hours(file, weekdays[i], day_seconds);
	demo_put_c(file, "calendar", person->calendar);
	demo_put_money(file, "cost_rate", money, cost_rate);
	demo_put_c(file, "currency", person->currency);
	demo_put_row(file);
}

/* Cost rates rise each January. */
static void put_person(DemoFile *file, const DemoPerson *person)
{
	DemoDice dice = demo_dice(11, (uint64_t)person->number);
	int64_t rate = person->cost_rate;
	Date from = person->employed.from;
	for (int year = 2024; year <= 2026; year++) {
		Date next = date_from_civil((Civil){year + 1, 1, 1});
		if (from.day < next.day && from.day < person->employed.to.day) {
			put_row(file, person, from, person->day_seconds, rate);
			from = next;
		}
		rate += rate * demo_roll(&dice, 20, 45) / 1000;
	}
	if (person->employed.to.day != DATE_OPEN.day)
		put_row(file, person, person->employed.to, 0, rate);
}

bool demo_people_import(DemoFirm *firm, Err *err)
{
	DemoFile file;
	demo_file_of_fact(&file, firm->mem, "people.csv", FACT_RESOURCE);
	for (size_t i = 0; i < DEMO_RESOURCES; i++)
		put_person(&file, &firm->people[i]);
	return demo_file_import(firm->app, &file, "people", &firm->imported, err);
}
