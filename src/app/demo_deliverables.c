/* What projects deliver, and how far that is. */

#include "app/demo_dice.h"
#include "app/demo_firm.h"

#include <assert.h>

typedef struct Plan {
	const char *key;
	int64_t price, cost; /* percent of the price and of the cost */
	int64_t from, to;    /* percent of the term */
} Plan;

static const Plan ENGINEERING[DEMO_PARTS] = {{"Design", 20, 22, 0, 25},
					     {"Installation", 45, 50, 20, 70},
					     {"Commissioning", 25, 20, 65, 92},
					     {"Handover", 10, 8, 88, 100}};
static const Plan CONSULTING[DEMO_PARTS] = {{"Findings", 25, 30, 0, 35},
					    {"Concept", 35, 34, 30, 65},
					    {"Pilot", 25, 24, 60, 90},
					    {"Report", 15, 12, 85, 100}};

/* How a project goes that does not go as projects do: percent of the planned pace, days from due to acceptance. */
typedef struct Course {
	const char *contract;
	int64_t slow, fast;
	int64_t early, late;
} Course;

static const Course COURSES[] = {
	{"ALDERBROOK-CO-2025", 108, 118, -52, -38}, /* ahead */
	{"REDLANTERN-EN-2026", 58, 74, 10, 22},     /* behind */
	{"", 82, 106, -6, 24},
};

static const Course *course_of(const DemoTerm *term)
{
	const Course *course = COURSES;
	while (course->contract[0] != '\0' && !str_eq_c(term->key, course->contract))
		course++;
	return course;
}

static bool delivers(const DemoTerm *term)
{
	return term->project && (term->service == SERVICE_EN || term->service == SERVICE_CO) &&
	       term->days.to.day != DATE_OPEN.day && term->days.to.day > DEMO_FIRST_DAY;
}

static Date day_at(const DemoTerm *term, int64_t percent)
{
	return date_add(term->days.from, (int32_t)(period_days(term->days) * percent / 100));
}

size_t demo_parts(const DemoTerm *term, DemoPart parts[DEMO_PARTS])
{
	const Plan *plans = term->service == SERVICE_EN ? ENGINEERING : CONSULTING;
	const Course *course = course_of(term);
	DemoDice dice = demo_dice(51, (uint64_t)term->days.from.day);
	if (!delivers(term))
		return 0;
	for (size_t i = 0; i < DEMO_PARTS; i++) {
		const Plan *plan = &plans[i];
		Date due = day_at(term, plan->to);
		Date day = date_add(due, (int32_t)demo_roll(&dice, course->early, course->late));
		parts[i] = (DemoPart){
			.key = plan->key,
			.price = plan->price,
			.cost = plan->cost,
			.work = {day_at(term, plan->from), due},
			.accepted = day.day <= DEMO_LAST_DAY ? day : DATE_NONE,
		};
	}
	return DEMO_PARTS;
}

static void put_progress(DemoFile *file, const DemoTerm *term, const DemoPart *part, DemoDice *dice)
{
	int64_t pace = demo_roll(dice, course_of(term)->slow, course_of(term)->fast);
	int32_t planned = period_days(part->work);
	assert(planned > 0);
	for (int64_t month = month_of(part->work.from) + 1;; month++) {
		Date day = date_add(month_first(month), -1);
		if (day.day > DEMO_LAST_DAY ||
		    (date_is_set(part->accepted) && day.day >= part->accepted.day))
			return;
		int64_t done = (day.day - part->work.from.day) * pace / planned;
		if (done > 98)
			done = 98;
		demo_put(file, "contract", term->key);
		demo_put_c(file, "deliverable", part->key);
		demo_put_date(file, "date", day);
		demo_put(file, "progress", str_format(file->mem, "%d%%", (int)done));
		demo_put_row(file);
	}
}

static void put_deliverable(DemoFile *file, const DemoTerm *term, const DemoPart *part)
{
	int64_t cost = term->price / 1000 * (1000 - term->margin / 1000);
	demo_put(file, "contract", term->key);
	demo_put_c(file, "key", part->key);
	demo_put_c(file, "name", part->key);
	demo_put(file, "price_share", str_format(file->mem, "%d%%", (int)part->price));
	demo_put_money(file, "budget_cost", term->currency, cost * part->cost / 100);
	demo_put_date(file, "starts_on", part->work.from);
	demo_put_date(file, "due_on", part->work.to);
	demo_put_date(file, "accepted_on", part->accepted);
	demo_put_row(file);
}

bool demo_deliverables_import(DemoFirm *firm, Err *err)
{
	DemoFile deliverables;
	DemoFile progress;
	demo_file_of_fact(&deliverables, firm->mem, "deliverables.csv", FACT_DELIVERABLE);
	demo_file_of_fact(&progress, firm->mem, "progress.csv", FACT_PROGRESS);
	for (size_t i = 0; i < firm->term_count; i++) {
		const DemoTerm *term = &firm->terms[i];
		DemoDice dice = demo_dice(52, (uint64_t)term->days.from.day);
		DemoPart parts[DEMO_PARTS];
		size_t count = demo_parts(term, parts);
		for (size_t k = 0; k < count; k++) {
			put_deliverable(&deliverables, term, &parts[k]);
			put_progress(&progress, term, &parts[k], &dice);
		}
	}
	return demo_file_import(firm->app, &deliverables, "planning", &firm->imported, err) &&
	       demo_file_import(firm->app, &progress, "planning", &firm->imported, err);
}
