#include "analytics/hours_fixture.h"

#include "analytics/metric.h"

typedef struct HoursTeller {
	ToldHours *to;
	VEC(WorkCalendar) calendars;
	VEC(Task) tasks;
	VEC(Work) work;
	VEC(Resource) people;
	VEC(ResourceTerms) terms; /* of the last person */
	VEC(Assignment) assignments;
} HoursTeller;

/* Takes the text up to the next `end` off `rest`. */
static Str take(Str *rest, char end)
{
	size_t at = 0;
	while (at < rest->len && rest->ptr[at] != end)
		at++;
	Str taken = str_slice(*rest, 0, at);
	*rest = str_slice(*rest, at + 1, rest->len);
	return taken;
}

/* What stands behind `key=`; empty where it is not told. */
static Str told_as(Str line, const char *key)
{
	while (line.len > 0) {
		Str value = take(&line, ' ');
		if (str_eq_c(take(&value, '='), key))
			return value;
	}
	return (Str){0};
}

static Date told_day(Str line, const char *key)
{
	Date date;
	Err err = {0};
	Str text = told_as(line, key);
	if (text.len == 0)
		return DATE_NONE;
	if (!date_parse(text, &date, &err))
		fail_msg("%.*s: %s", STR_ARG(line), err.text);
	return date;
}

static int64_t number_in(Str text, int digits)
{
	int64_t number;
	Err err = {0};
	if (text.len == 0)
		return 0;
	if (!decimal_parse(text, NUMBER_PLAIN, digits, &number, &err))
		fail_msg("%.*s: %s", STR_ARG(text), err.text);
	return number;
}

static int64_t told_seconds(Str line, const char *key)
{
	return number_in(told_as(line, key), 2) * 36;
}

static int32_t told_class(Str line)
{
	static const struct {
		const char *name;
		Category category;
		Approval approval;
		bool billable;
	} classes[] = {
		{"", CATEGORY_CLIENT, APPROVAL_APPROVED, true},
		{"unbilled", CATEGORY_CLIENT, APPROVAL_APPROVED, false},
		{"draft", CATEGORY_CLIENT, APPROVAL_DRAFT, true},
		{"unbilled_draft", CATEGORY_CLIENT, APPROVAL_DRAFT, false},
		{"submitted", CATEGORY_CLIENT, APPROVAL_SUBMITTED, true},
		{"internal", CATEGORY_INTERNAL, APPROVAL_APPROVED, false},
		{"internal_draft", CATEGORY_INTERNAL, APPROVAL_DRAFT, false},
		{"leave", CATEGORY_LEAVE, APPROVAL_APPROVED, false},
		{"leave_draft", CATEGORY_LEAVE, APPROVAL_DRAFT, false},
	};
	Str as = told_as(line, "as");
	for (size_t i = 0; i < COUNT(classes); i++) {
		if (str_eq_c(as, classes[i].name))
			return time_class_of(classes[i].category, classes[i].approval,
					     classes[i].billable);
	}
	fail_msg("no such kind of hours: %.*s", STR_ARG(line));
	return 0;
}

static void tell_calendar(HoursTeller *teller, Str line)
{
	Arena *mem = teller->to->mem;
	VEC(CalendarDay) days = {0};
	Str name = told_as(line, "name");
	while (line.len > 0) {
		Str word = take(&line, ' ');
		bool works = str_starts(word, STR("works="));
		if (works || str_starts(word, STR("holiday=")))
			*vec_push(mem, &days) =
				(CalendarDay){told_day(word, works ? "works" : "holiday"), works};
	}
	*vec_push(mem, &teller->calendars) = work_calendar_make(mem, name, days.at, days.len);
}

static const WorkCalendar *told_calendar(const HoursTeller *teller, Str name)
{
	for (size_t i = 0; i < teller->calendars.len; i++) {
		if (str_eq(teller->calendars.at[i].name, name))
			return &teller->calendars.at[i];
	}
	return teller->to->firm.weekdays;
}

static void tell_task(HoursTeller *teller, Str line)
{
	*vec_push(teller->to->mem, &teller->tasks) = (Task){
		.id = number_in(told_as(line, "id"), 0),
		.name = told_as(line, "name"),
		.has_plan = told_as(line, "plan").len > 0,
		.planned_seconds = told_seconds(line, "plan"),
		.in_scope = told_as(line, "scope").len == 0,
	};
}

static void tell_work(HoursTeller *teller, Str line)
{
	Str entries = told_as(line, "entries");
	static const Lineage of_one = {.source = {"hand", 4}};
	*vec_push(teller->to->mem, &teller->work) = (Work){
		.day = told_day(line, "on"),
		.task_id = number_in(told_as(line, "task"), 0),
		.resource_id = number_in(told_as(line, "of"), 0),
		.time_class = told_class(line),
		.seconds = told_seconds(line, "hours"),
		.entries = entries.len > 0 ? number_in(entries, 0) : 1,
		.lineage = entries.len > 0 ? NULL : &of_one,
	};
}

/* The person that the line tells of; the last one told, unless it is new. */
static Resource *told_person(HoursTeller *teller, int64_t id)
{
	for (size_t i = 0; i < teller->people.len; i++) {
		if (teller->people.at[i].id == id)
			return &teller->people.at[i];
	}
	Resource *person = vec_push(teller->to->mem, &teller->people);
	*person = (Resource){.id = id};
	teller->terms.at = NULL;
	teller->terms.len = teller->terms.cap = 0;
	return person;
}

static void tell_person(HoursTeller *teller, Str line)
{
	Resource *person = told_person(teller, number_in(told_as(line, "id"), 0));
	Str week = told_as(line, "week");
	if (!date_is_set(told_day(line, "from")))
		return;
	ResourceTerms *terms = vec_push(teller->to->mem, &teller->terms);
	*terms = (ResourceTerms){
		.effective_on = told_day(line, "from"),
		.calendar = told_calendar(teller, told_as(line, "calendar")),
	};
	for (size_t i = 0; week.len > 0; i++)
		terms->weekday_seconds[i] = number_in(take(&week, ','), 2) * 36;
	person->declared = true;
	person->terms = teller->terms.at;
	person->term_count = teller->terms.len;
}

static void tell_day(HoursTeller *teller, Str line)
{
	Resource *person = told_person(teller, number_in(told_as(line, "of"), 0));
	ResourceDay *days = ARENA_ARRAY(teller->to->mem, ResourceDay, person->day_count + 1);
	if (person->day_count > 0)
		memcpy(days, person->days, person->day_count * sizeof *days);
	days[person->day_count++] = (ResourceDay){
		.day = told_day(line, "on"),
		.time_class = told_class(line),
		.seconds = told_seconds(line, "hours"),
		.entries = 1,
	};
	person->days = days;
}

static void tell_assignment(HoursTeller *teller, Str line)
{
	*vec_push(teller->to->mem, &teller->assignments) = (Assignment){
		.resource_id = number_in(told_as(line, "of"), 0),
		.days = {told_day(line, "from"), told_day(line, "to")},
		.weekly_seconds = told_seconds(line, "weekly"),
	};
}

static void tell_line(HoursTeller *teller, Str line)
{
	static const struct {
		const char *word;
		void (*tell)(HoursTeller *teller, Str line);
	} kinds[] = {
		{"calendar", tell_calendar}, {"task", tell_task}, {"work", tell_work},
		{"person", tell_person},     {"day", tell_day},   {"assignment", tell_assignment},
	};
	Str rest = line;
	Str word = take(&rest, ' ');
	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (str_eq_c(word, kinds[i].word)) {
			kinds[i].tell(teller, rest);
			return;
		}
	}
	fail_msg("no such fact: %.*s", STR_ARG(line));
}

static void give_assignments(const HoursTeller *teller)
{
	for (size_t i = 0; i < teller->people.len; i++) {
		Resource *person = &teller->people.at[i];
		Assignment *own = ARENA_ARRAY(teller->to->mem, Assignment, teller->assignments.len);
		for (size_t k = 0; k < teller->assignments.len; k++) {
			if (teller->assignments.at[k].resource_id == person->id)
				own[person->assignment_count++] = teller->assignments.at[k];
		}
		person->assignments = own;
	}
}

ToldHours *tell_hours(Arena *mem, const char *terms, const char *facts)
{
	static const WorkCalendar weekdays = {0};
	ToldHours *to = ARENA_NEW(mem, ToldHours);
	HoursTeller teller = {.to = to};
	Str rest = str_copy(mem, str_from_c(facts));
	to->mem = mem;
	to->told = tell(mem, "USD", terms);
	to->fold = told_fold(mem, &to->told, VIEW_ALL);
	to->firm = (Firm){.weekdays = &weekdays, .policy_days = 10};
	while (rest.len > 0) {
		Str line = str_trim(take(&rest, '\n'));
		if (line.len > 0)
			tell_line(&teller, line);
	}
	give_assignments(&teller);
	to->firm.calendars = teller.calendars.at;
	to->firm.calendar_count = teller.calendars.len;
	to->firm.resources = teller.people.at;
	to->firm.resource_count = teller.people.len;
	Value calendar =
		to->fold.len > 0 ? to->fold.rows[to->fold.len - 1].values[CALENDAR] : (Value){0};
	to->book = (Book){
		.currency = to->told.currency,
		.fields = &to->told.fields,
		.fold = &to->fold,
		.earning = earning_of(mem, &to->fold, convention_default()),
		.calendar = firm_calendar(&to->firm, calendar.text),
		.work = teller.work.at,
		.work_count = teller.work.len,
		.tasks = teller.tasks.at,
		.task_count = teller.tasks.len,
		.assignments = teller.assignments.at,
		.assignment_count = teller.assignments.len,
	};
	return to;
}

Period stretch(const char *text)
{
	char from[11] = {0};
	memcpy(from, text, 10);
	return (Period){day(from), day(text + 12)};
}

Question hours_question(const ToldHours *told, const char *days, const char *as_of)
{
	return question_of(told->mem, &told->firm, stretch(days), day(as_of));
}

static void check_rows(const Tally *alone, const Tally *tally)
{
	int128 sum = 0;
	for (size_t i = 0; i < tally->rows.len; i++)
		sum += tally->rows.at[i].amount;
	assert_true(sum == tally->sum);
	assert_true(alone->sum == tally->sum);
	assert_int_equal(alone->rows.len, 0);
	assert_int_equal(tally->na, alone->na);
	assert_int_equal(tally->flags, alone->flags);
}

Tally hours_of_book(const ToldHours *told, MeasureOfContract *measure, const Question *question)
{
	Tally alone = {.mem = told->mem};
	Tally tally = {.mem = told->mem, .keeps_rows = true};
	measure(question, &told->book, &alone);
	measure(question, &told->book, &tally);
	check_rows(&alone, &tally);
	return tally;
}

Tally hours_of_person(const ToldHours *told, int64_t id, MeasureOfResource *measure,
		      const Question *question)
{
	Tally alone = {.mem = told->mem};
	Tally tally = {.mem = told->mem, .keeps_rows = true};
	measure(question, firm_resource(&told->firm, id), &alone);
	measure(question, firm_resource(&told->firm, id), &tally);
	check_rows(&alone, &tally);
	return tally;
}

/* Rounded to six decimals of an hour, away from zero at a half: only to be read. */
static Str hours_of_us(Arena *mem, int128 us)
{
	int128 scaled = (us * 2 + (us < 0 ? -3600 : 3600)) / 7200;
	return decimal_text_short(mem, (int64_t)scaled, 6);
}

Str hour_sum(Arena *mem, const Tally *tally)
{
	if (tally->na != REASON_NONE)
		return str_format(mem, "n/a %s", reason_name(tally->na));
	return hours_of_us(mem, tally->sum);
}

Str date_words(Arena *mem, const Tally *tally)
{
	if (tally->na != REASON_NONE)
		return str_format(mem, "n/a %s", reason_name(tally->na));
	Str text = date_text(mem, (Date){(int32_t)tally->sum});
	if (tally->flags == FIGURE_SPENT)
		return str_format(mem, "%.*s spent", STR_ARG(text));
	if (tally->flags == FIGURE_UNUSED)
		return str_format(mem, "%.*s %.*s", STR_ARG(text), STR_ARG(tally->na_detail));
	assert_int_equal(tally->flags, 0);
	return text;
}

Str hour_rows(Arena *mem, const Tally *tally)
{
	Buf text = {.mem = mem};
	for (size_t i = 0; i < tally->rows.len; i++) {
		const TallyRow *row = &tally->rows.at[i];
		buf_add_format(&text, "%s%.*s | %.*s | %.*s | %.*s", i == 0 ? "" : "\n",
			       STR_ARG(row->label), STR_ARG(date_text(mem, row->on)),
			       STR_ARG(hours_of_us(mem, row->amount)), STR_ARG(row->how));
	}
	return buf_str(&text);
}
