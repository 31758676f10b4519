/* Who works for the firm, when, how long a week, at what cost. */

#include "app/demo_dice.h"
#include "app/demo_firm.h"

#include <string.h>

/* People who are alike: of one team, for about the same money. */
typedef struct Group {
	const char *team;
	int last; /* number of its last person; the first follows the group before */
	DemoService service;
	const char *calendar;
	const char *currency;
	int64_t cost_rate; /* cents an hour in 2024; 0: not told yet */
	DemoTool tool;
	const char *from; /* first day; the hours of earlier ones are not known */
} Group;

/* clang-format off */
static const Group GROUPS[] = {
	{"Facilities Americas", 9, SERVICE_FM, "Americas", "USD", 2780, TOOL_TOGGL, "2023-04-01"},
	{"Facilities Americas", 14, SERVICE_FM, "Americas", "USD", 2760, TOOL_TOGGL, "2023-08-01"},
	{"Facilities Americas", 16, SERVICE_FM, "Americas", "USD", 2750, TOOL_TOGGL, "2024-01-01"},
	{"Facilities Americas", 19, SERVICE_FM, "Americas", "USD", 3150, TOOL_TOGGL, "2023-05-01"},
	{"Facilities Americas", 22, SERVICE_FM, "Americas", "USD", 2880, TOOL_TOGGL, "2023-03-01"},
	{"Facilities Europe", 31, SERVICE_FM, "Europe", "GBP", 1420, TOOL_CLOCKIFY, "2024-01-01"},
	{"Facilities Europe", 34, SERVICE_FM, "Europe", "GBP", 2560, TOOL_CLOCKIFY, "2024-01-01"},
	{"Service desk", 40, SERVICE_IT, "Americas", "USD", 3750, TOOL_CLOCKIFY, "2023-01-01"},
	{"Service desk", 44, SERVICE_IT, "Americas", "USD", 4450, TOOL_CLOCKIFY, "2023-07-01"},
	{"Service desk", 47, SERVICE_IT, "Americas", "USD", 5400, TOOL_CLOCKIFY, "2024-01-01"},
	{"Engineering", 49, SERVICE_EN, "Americas", "USD", 7000, TOOL_TOGGL, "2024-01-01"},
	{"Engineering", 51, SERVICE_EN, "Americas", "USD", 5700, TOOL_TOGGL, "2024-01-01"},
	{"Engineering", 53, SERVICE_EN, "Americas", "USD", 7900, TOOL_TOGGL, "2024-01-01"},
	{"Engineering", 54, SERVICE_EN, "Americas", "USD", 5100, TOOL_TOGGL, "2024-01-01"},
	{"Engineering", 57, SERVICE_EN, "Americas", "USD", 3800, TOOL_TOGGL, "2024-01-01"},
	{"Consulting", DEMO_PEOPLE, SERVICE_CO, "Americas", "USD", 7300, TOOL_TOGGL, "2024-01-01"},
	{"Subcontractors Americas", 63, SERVICE_FM, "Americas", "USD", 2750, TOOL_TOGGL, "2023-04-01"},
	{"Subcontractors Americas", 64, SERVICE_FM, "Americas", "USD", 2700, TOOL_TOGGL, "2023-08-01"},
	{"Subcontractors Americas", 65, SERVICE_FM, "Americas", "USD", 2950, TOOL_TOGGL, "2023-05-01"},
	{"Subcontractors Americas", 66, SERVICE_FM, "Americas", "USD", 2950, TOOL_TOGGL, "2024-02-29"},
	{"Subcontractors Americas", 67, SERVICE_FM, "Americas", "USD", 2950, TOOL_TOGGL, "2025-04-01"},
	{"Subcontractors Americas", 68, SERVICE_FM, "Americas", "USD", 2750, TOOL_TOGGL, "2025-09-01"},
	{"Subcontractors Americas", 69, SERVICE_FM, "Americas", "USD", 0, TOOL_TOGGL, "2026-09-01"},
	{"Subcontractors Europe", 71, SERVICE_FM, "Europe", "GBP", 1400, TOOL_CLOCKIFY, "2024-01-01"},
	{"Service desk agency", DEMO_RESOURCES, SERVICE_IT, "Americas", "USD", 3900, TOOL_CLOCKIFY,
	 "2024-01-01"},
};
/* clang-format on */

enum { CREW_HOURS = 20 }; /* of all hands of a crew on a day */

/* Those who do not work five days of eight hours, or not all the time. */
typedef struct Exception {
	int person;
	int64_t week_hours;    /* 0: the usual 40 */
	const char *from, *to; /* NULL: as their group, and still */
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

static DemoPerson make_person(DemoFirm *firm, const Group *group, int number, bool lead)
{
	bool crew = number > DEMO_PEOPLE;
	DemoPerson person = {
		.number = number,
		.lead = lead,
		.crew = crew,
		.name = crew ? str_format(firm->mem, "Crew %02d", number - DEMO_PEOPLE)
			     : str_format(firm->mem, "Resource %02d", number),
		.team = group->team,
		.roles = lead ? str_format(firm->mem, "%s;%s", demo_role(group->service, true),
					   demo_role(group->service, false))
					 .ptr
			      : demo_role(group->service, false),
		.calendar = group->calendar,
		.currency = group->currency,
		.cost_rate = group->cost_rate * (lead ? 130 : 90 + number * 7 % 21) / 100,
		.day_seconds = (int64_t)(crew ? CREW_HOURS : 8) * HOUR,
		.employed = {day_of(group->from, DATE_NONE), DATE_OPEN},
		.tool = group->tool,
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

/* The first of a team leads, and every sixth; crews have no leads. */
void demo_people_make(DemoFirm *firm)
{
	const Group *group = GROUPS;
	for (int i = 0; i < DEMO_RESOURCES; i++) {
		bool lead = i % 6 == 0;
		if (i + 1 > group->last) {
			lead = lead || strcmp(group[0].team, group[1].team) != 0;
			group++;
		}
		firm->people[i] = make_person(firm, group, i + 1, lead && i < DEMO_PEOPLE);
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
	if (cost_rate > 0) {
		demo_put_money(file, "cost_rate", money, cost_rate);
		demo_put_c(file, "currency", person->currency);
	}
	demo_put_row(file);
}

/* Cost rates rise each January. */
static void put_person(DemoFile *file, const DemoPerson *person)
{
	DemoDice dice = demo_dice(11, (uint64_t)person->number);
	int64_t rate = person->cost_rate * 97 / 100; /* that of 2023 */
	Date from = person->employed.from;
	for (int year = 2023; year <= 2026; year++) {
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
