#include "app/demo_work.h"

#include "app/demo_dice.h"

/* Seeds: what is decided for a person's year must not move with what is decided for a day. */
enum { SEED_YEAR = 101, SEED_DAY = 202, QUARTER_HOUR = 900 };

static const char *const NOTES[] = {"",
				    "",
				    "as agreed on site",
				    "second visit",
				    "with the client",
				    "follow-up",
				    "from the ticket list"};

int demo_weekday(Date day)
{
	/* 1970-01-01 was a Thursday. */
	return (day.day + 3) % 7;
}

DemoLeave demo_leave_of(const DemoPerson *person, int year)
{
	DemoDice dice = demo_dice(SEED_YEAR, (uint64_t)(person->number * 10 + year - 2024));
	DemoLeave leave;
	leave.summer = demo_roll(&dice, 25, 33);
	leave.summer_weeks = demo_roll(&dice, 2, 3);
	leave.spring = demo_roll(&dice, 6, 19);
	leave.christmas = demo_chance(&dice, 70);
	return leave;
}

bool demo_plans_leave(const DemoPerson *person, Date day)
{
	Civil c = date_civil(day);
	DemoLeave leave = demo_leave_of(person, c.year);
	Date january = date_from_civil((Civil){c.year, 1, 1});
	int64_t week = (day.day - january.day) / 7;
	return (week >= leave.summer && week < leave.summer + leave.summer_weeks) ||
	       week == leave.spring || (leave.christmas && c.month == 12 && c.day >= 24);
}

/* Now and then a day ill. */
static bool is_away(const DemoPerson *person, Date day, DemoDice *today)
{
	return demo_plans_leave(person, day) ||
	       demo_chance(today, date_civil(day).month <= 2 ? 4 : 2);
}

int64_t demo_weight(const DemoCrew *crew, const DemoTerm *term, Date day)
{
	Civil c = date_civil(day);
	if (day.day < term->days.from.day ||
	    (term->days.to.day != DATE_OPEN.day && day.day >= term->days.to.day + crew->late))
		return 0;
	/* Schools are empty in July, hotels are full in summer, inspections need dry weather and clean rooms a permit. */
	if (str_starts(term->key, STR("CEDARVALE")) && c.month == 7)
		return crew->weight / 2;
	if (str_starts(term->key, STR("THORNWICK-FM")) && c.month >= 6 && c.month <= 8)
		return crew->weight + 8;
	if (str_starts(term->key, STR("PRAIRIEWIND-EN")) && (c.month <= 2 || c.month == 12))
		return 1;
	if (str_starts(term->key, STR("SUMMITRY-EN")) && c.year == 2026 && c.month <= 2)
		return 0;
	return crew->weight;
}

/* The contract of a piece; NULL: the firm itself, which has one share. */
static DemoTerm *choose_term(const DemoFirm *firm, const DemoPerson *person, Date day,
			     DemoDice *dice)
{
	DemoTerm *terms[8];
	int64_t weights[8];
	size_t count = 0;
	int64_t sum = person->crew ? 0 : 1;
	for (size_t i = 0; i < DEMO_CREW_COUNT && count < 8; i++) {
		const DemoCrew *crew = &DEMO_CREWS[i];
		if (person->number < crew->first || person->number > crew->last)
			continue;
		terms[count] = demo_term(firm, crew->contract);
		weights[count] = demo_weight(crew, terms[count], day);
		sum += weights[count++];
	}
	int64_t at = sum > 0 ? demo_roll(dice, 0, sum - 1) : 0;
	for (size_t i = 0; i < count; i++) {
		if (at < weights[i])
			return terms[i];
		at -= weights[i];
	}
	return NULL;
}

static const DemoTask *choose_task(DemoService service, DemoDice *dice)
{
	const DemoTask *tasks = DEMO_TASK_LIST[service];
	int64_t at = demo_roll(dice, 0, 99);
	size_t i = 0;
	while (i + 1 < DEMO_TASKS && at >= tasks[i].weight) {
		at -= tasks[i].weight;
		i++;
	}
	return &tasks[i];
}

static void fill(DemoWork *piece, DemoTerm *term, DemoDice *dice)
{
	piece->term = term;
	piece->note = NOTES[demo_roll(dice, 0, sizeof NOTES / sizeof *NOTES - 1)];
	piece->category = term ? CATEGORY_CLIENT : CATEGORY_INTERNAL;
	piece->task = "";
	if (!term)
		return;
	const DemoTask *task = choose_task(term->service, dice);
	piece->task = task->key;
	piece->billable = !task->extra || demo_chance(dice, 50);
}

/* Seconds of the whole day: every seventh person works long, the others about what was agreed. */
static int64_t seconds_of(const DemoPerson *person, DemoDice *dice)
{
	int64_t seconds = person->day_seconds * demo_roll(dice, 95, 104) / 100;
	if (!person->crew && person->number % 7 == 0)
		seconds += demo_roll(dice, 1, 5) * QUARTER_HOUR;
	return (seconds + QUARTER_HOUR / 2) / QUARTER_HOUR * QUARTER_HOUR;
}

static size_t cut(const DemoFirm *firm, const DemoPerson *person, Date day, DemoDice *dice,
		  DemoWork pieces[DEMO_PIECES])
{
	static const size_t counts[] = {1, 1, 2, 2, 2, 2, 3, 3, 3, 4};
	size_t count = counts[demo_roll(dice, 0, 9)];
	if (person->crew)
		count = 1 + count / 3;
	int64_t left = seconds_of(person, dice);
	/* The hours of a crew's hands follow each other, from the night on. */
	int32_t at = person->crew ? HOUR : 7 * HOUR;
	at += (int32_t)demo_roll(dice, 0, 4) * QUARTER_HOUR;
	for (size_t i = 0; i < count; i++) {
		int64_t part = left / (int64_t)(count - i) / QUARTER_HOUR * QUARTER_HOUR;
		if (i + 1 < count && part > HOUR)
			part += demo_roll(dice, -2, 2) * QUARTER_HOUR;
		if (i + 1 == count)
			part = left;
		pieces[i] = (DemoWork){.person = person, .day = day, .start = at, .seconds = part};
		fill(&pieces[i], choose_term(firm, person, day, dice), dice);
		left -= part;
		at += (int32_t)part;
		if (i == 0)
			at += 2 * QUARTER_HOUR; /* a break */
	}
	return count;
}

size_t demo_work_of(const DemoFirm *firm, const DemoPerson *person, Date day,
		    DemoWork pieces[DEMO_PIECES])
{
	DemoDice dice = demo_dice(SEED_DAY, (uint64_t)(person->number * 100000 + day.day));
	if (demo_weekday(day) > 4 || day.day < person->employed.from.day ||
	    day.day >= person->employed.to.day || demo_is_holiday(person->calendar, day))
		return 0;
	if (person->crew || !is_away(person, day, &dice))
		return cut(firm, person, day, &dice, pieces);
	pieces[0] = (DemoWork){
		.person = person,
		.category = CATEGORY_LEAVE,
		.task = "",
		.note = "",
		.day = day,
		.start = 8 * HOUR,
		.seconds = person->day_seconds,
	};
	return 1;
}
