/* The hours of all people, as the files that their tools export. */

#include "app/demo_work.h"

enum {
	FIRST_QUARTER = 4,
	QUARTERS = 15,
	SUBMITTED_FROM = 20710,
	DRAFT_FROM = 20717
}; /* 2026-09-14, 2026-09-21 */

static const char TOGGL_HEADER[] =
	"User,Email,Client,Project,Task,Description,Billable,Start date,"
	"Start time,End date,End time,Duration,Tags";
static const char CLOCKIFY_HEADER[] =
	"Project,Client,Description,Task,User,Email,Tags,Billable,Approval,Start Date,Start Time,"
	"End Date,End Time,Duration (h),Duration (decimal)";

static Str clock_text(Arena *mem, int64_t second)
{
	return str_format(mem, "%02d:%02d:%02d", (int)(second / HOUR), (int)(second / 60 % 60),
			  (int)(second % 60));
}

static Str email_of(Arena *mem, const DemoPerson *person)
{
	return str_format(mem, "resource.%02d@demo.example", person->number);
}

static Str project_of(Arena *mem, DemoTool tool, const DemoWork *work)
{
	if (work->category == CATEGORY_INTERNAL)
		return STR("Internal");
	return work->category == CATEGORY_LEAVE ? STR("Leave")
						: demo_project(mem, tool, work->term);
}

/* A few people are careless with a few things; `span` is from start to end. */
static void put_toggl(DemoFile *file, const DemoWork *work, int64_t span)
{
	Arena *mem = file->mem;
	Str day = date_text(mem, work->day);
	bool short_name = work->person->number == 7 && work->day.day < DEMO_TOOLS_DAY + 60;
	demo_cell(file, short_name ? STR("Resource 7") : work->person->name);
	demo_cell(file, email_of(mem, work->person));
	demo_cell(file, work->term ? work->term->account : (Str){0});
	demo_cell(file, project_of(mem, TOOL_TOGGL, work));
	demo_cell(file, str_from_c(work->task));
	demo_cell(file, str_from_c(work->note));
	demo_cell(file, work->billable ? STR("Yes") : STR("No"));
	demo_cell(file, day);
	demo_cell(file, clock_text(mem, work->start));
	demo_cell(file, day);
	demo_cell(file, clock_text(mem, work->start + span));
	demo_cell(file, clock_text(mem, work->seconds));
	demo_cell(file, (Str){0});
	demo_cell_row(file);
}

static Str approval_of(Date day)
{
	if (day.day >= DRAFT_FROM)
		return STR("Not submitted");
	return day.day >= SUBMITTED_FROM ? STR("Pending") : STR("Approved");
}

static void put_clockify(DemoFile *file, const DemoWork *work)
{
	Arena *mem = file->mem;
	Civil c = date_civil(work->day);
	Str day = str_format(mem, "%02d/%02d/%04d", (int)c.day, (int)c.month, (int)c.year);
	demo_cell(file, project_of(mem, TOOL_CLOCKIFY, work));
	demo_cell(file, work->term ? work->term->account : (Str){0});
	demo_cell(file, str_from_c(work->note));
	demo_cell(file, str_from_c(work->task));
	demo_cell(file, work->person->name);
	demo_cell(file, email_of(mem, work->person));
	demo_cell(file, (Str){0});
	demo_cell(file, work->billable ? STR("Yes") : STR("No"));
	demo_cell(file, approval_of(work->day));
	demo_cell(file, day);
	demo_cell(file, clock_text(mem, work->start));
	demo_cell(file, day);
	demo_cell(file, clock_text(mem, work->start + work->seconds));
	demo_cell(file, clock_text(mem, work->seconds));
	demo_cell(file, str_format(mem, "%d.%02d", (int)(work->seconds / HOUR),
				   (int)(work->seconds % HOUR / 36)));
	demo_cell_row(file);
}

static const char *sheet_approval_of(Date day)
{
	if (day.day >= DRAFT_FROM)
		return "draft";
	return day.day >= SUBMITTED_FROM ? "submitted" : "approved";
}

/*
 * Timesheets of our own form: of 2023, before there were tools, and the last two weeks of those who use Toggl, which knows
 * no approval.
 */
static void put_timesheet(DemoFile *file, const DemoWork *work)
{
	static const char *const categories[] = {"client", "internal", "leave"};
	int year = (int)date_civil(work->day).year;
	demo_put(file, "external_id", str_format(file->mem, "TS-%d-%05zu", year, file->rows + 1));
	if (work->term)
		demo_put(file, "contract", work->term->key);
	demo_put_c(file, "task", work->task);
	demo_put(file, "resource", work->person->name);
	demo_put_date(file, "work_date", work->day);
	demo_put(file, "seconds", str_format(file->mem, "%d", (int)work->seconds));
	demo_put(file, "start", clock_text(file->mem, work->start));
	if (work->term)
		demo_put_c(file, "billable", work->billable ? "yes" : "no");
	demo_put_c(file, "approval", sheet_approval_of(work->day));
	demo_put_c(file, "category", categories[work->category]);
	demo_put_c(file, "note", work->note);
	demo_put_row(file);
}

static void count(const DemoWork *work)
{
	DemoTerm *term = work->term;
	int64_t month = month_of(work->day) - DEMO_FIRST_MONTH;
	int64_t rate = demo_rate(term, work->person->lead, (int)date_civil(work->day).year);
	term->worked[month] += work->seconds;
	term->billed[month] += work->seconds * rate / HOUR;
}

static void put(DemoFile *file, DemoTool tool, const DemoWork *work)
{
	/* A clock that was not stopped in time, and a duration that was then put right. */
	bool forgotten = work->person->number == 18 && date_civil(work->day).day == 13;
	if (work->term && work->billable)
		count(work);
	if (file->is_fact)
		put_timesheet(file, work);
	else if (tool == TOOL_CLOCKIFY)
		put_clockify(file, work);
	else
		put_toggl(file, work, work->seconds + (forgotten ? HOUR / 2 : 0));
}

/* Two people have handed in nothing of the last two weeks. */
static bool is_missing(const DemoPerson *person, Date day)
{
	return day.day >= SUBMITTED_FROM && (person->number == 12 || person->number == 33);
}

static void put_days(const DemoFirm *firm, DemoFile *file, DemoTool tool, Period days)
{
	for (Date day = days.from; day.day < days.to.day; day = date_add(day, 1)) {
		for (size_t i = 0; i < DEMO_RESOURCES; i++) {
			DemoWork pieces[DEMO_PIECES];
			const DemoPerson *person = &firm->people[i];
			if (person->tool != tool || is_missing(person, day))
				continue;
			size_t len = demo_work_of(firm, person, day, pieces);
			for (size_t k = 0; k < len; k++)
				put(file, tool, &pieces[k]);
		}
	}
}

static MUST_CHECK bool import_quarter(DemoFirm *firm, DemoTool tool, int quarter, Err *err)
{
	static const char *const names[TOOLS] = {"toggl", "clockify"};
	static const char *const headers[TOOLS] = {TOGGL_HEADER, CLOCKIFY_HEADER};
	int year = 2023 + quarter / 4;
	int number = quarter % 4;
	int32_t last = tool == TOOL_TOGGL ? SUBMITTED_FROM : DEMO_LAST_DAY + 1;
	Period days = {month_first(DEMO_FIRST_MONTH + quarter * 3),
		       month_first(DEMO_FIRST_MONTH + quarter * 3 + 3)};
	DemoFile file;
	Arena mem;
	arena_init(&mem);
	days.to = date_earlier(days.to, (Date){last});
	Str name = str_format(&mem, "%s-%d-q%d.csv", names[tool], year, number + 1);
	demo_file_of_tool(&file, &mem, name.ptr, headers[tool]);
	put_days(firm, &file, tool, days);
	if (year == 2025 && number == 1)
		demo_put_odd(&file, tool);
	bool ok = demo_file_import(firm->app, &file, names[tool], &firm->imported, err);
	arena_deinit(&mem);
	return ok;
}

static MUST_CHECK bool import_before_tools(DemoFirm *firm, Err *err)
{
	DemoFile file;
	Period days = {{DEMO_FIRST_DAY}, {DEMO_TOOLS_DAY}};
	demo_file_of_fact(&file, firm->mem, "timesheets-2023.csv", FACT_TIME_ENTRY);
	for (DemoTool tool = TOOL_TOGGL; tool < TOOLS; tool++)
		put_days(firm, &file, tool, days);
	return demo_file_import(firm->app, &file, "timesheets", &firm->imported, err);
}

bool demo_hours_import(DemoFirm *firm, Err *err)
{
	DemoFile file;
	if (!import_before_tools(firm, err))
		return false;
	for (int quarter = FIRST_QUARTER; quarter < QUARTERS; quarter++) {
		for (DemoTool tool = TOOL_TOGGL; tool < TOOLS; tool++) {
			if (!import_quarter(firm, tool, quarter, err))
				return false;
		}
	}
	demo_file_of_fact(&file, firm->mem, "timesheets-2026-09.csv", FACT_TIME_ENTRY);
	put_days(firm, &file, TOOL_TOGGL, (Period){{SUBMITTED_FROM}, {DEMO_LAST_DAY + 1}});
	return demo_file_import(firm->app, &file, "timesheets", &firm->imported, err);
}
