/* Who is assigned to what. Plans of the firm's own weeks go around leave; what is farther ahead is one row to the end. */

#include "app/demo_firm.h"

/* All that a person's crews weigh together on a day, and 1 for the firm. */
static int64_t weight_of(const DemoFirm *firm, const DemoPerson *person, Date day)
{
	int64_t sum = person->crew ? 0 : 1;
	for (size_t i = 0; i < DEMO_CREW_COUNT; i++) {
		const DemoCrew *crew = &DEMO_CREWS[i];
		if (person->number < crew->first || person->number > crew->last)
			continue;
		const DemoTerm *term = demo_term(firm, crew->contract);
		if (day.day < term->days.to.day)
			sum += demo_weight(crew, term, day);
	}
	return sum;
}

/* Hours of a week, to the half hour; who is away in that week is not planned. */
static int64_t week_of(const DemoFirm *firm, const DemoCrew *crew, const DemoPerson *person,
		       Date day)
{
	const DemoTerm *term = demo_term(firm, crew->contract);
	int64_t all = weight_of(firm, person, day);
	if (all == 0 || (day.day < DEMO_END_DAY && !person->crew && demo_plans_leave(person, day)))
		return 0;
	int64_t week = 5 * person->day_seconds * demo_weight(crew, term, day) / all;
	/* Plans leave room for a day ill; for those who work long they count on it. */
	if (!person->crew)
		week = week * (person->number % 7 == 0 ? 106 : 95) / 100;
	return (week + HOUR / 4) / (HOUR / 2) * (HOUR / 2);
}

static void put_assignment(DemoFile *file, const DemoCrew *crew, const DemoPerson *person,
			   Period days, int64_t week)
{
	if (week == 0 || period_days(days) == 0)
		return;
	demo_put_c(file, "contract", crew->contract);
	demo_put(file, "resource", person->name);
	demo_put_date(file, "from", days.from);
	demo_put_date(file, "to", days.to);
	demo_put_hours(file, "hours_per_week", week);
	demo_put_row(file);
}

/* A row for each stretch of days on which the hours of a week are the same. */
static void put_assignments(const DemoFirm *firm, DemoFile *file, const DemoCrew *crew, int number)
{
	const DemoPerson *person = &firm->people[number - 1];
	Period days = period_common(demo_term(firm, crew->contract)->days, person->employed);
	if (days.to.day == DATE_OPEN.day)
		days.to = (Date){DEMO_END_DAY};
	Period stretch = {days.from, days.from};
	int64_t week = 0;
	for (Date day = days.from; day.day < days.to.day; day = date_add(day, 1)) {
		int64_t now = day.day <= DEMO_END_DAY ? week_of(firm, crew, person, day) : week;
		if (now != week) {
			put_assignment(file, crew, person, stretch, week);
			stretch.from = day;
			week = now;
		}
		stretch.to = date_add(day, 1);
	}
	put_assignment(file, crew, person, stretch, week);
}

bool demo_assignments_import(DemoFirm *firm, Err *err)
{
	DemoFile file;
	demo_file_of_fact(&file, firm->mem, "assignments.csv", FACT_ASSIGNMENT);
	for (size_t i = 0; i < DEMO_CREW_COUNT; i++) {
		for (int k = DEMO_CREWS[i].first; k <= DEMO_CREWS[i].last; k++)
			put_assignments(firm, &file, &DEMO_CREWS[i], k);
	}
	return demo_file_import(firm->app, &file, "planning", &firm->imported, err);
}
