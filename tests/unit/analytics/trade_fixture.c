#include "analytics/trade_fixture.h"

#include "analytics/explanation.h"

#include <stdlib.h>

static const WorkCalendar WEEKDAYS = {0};

static const Task TASKS[] = {
	{.id = 1, .key = {"T1", 2}, .in_scope = true, .has_plan = true, .planned_seconds = 72000},
	{.id = 2, .key = {"T2", 2}, .in_scope = false},
};

static const Assignment ASSIGNED = {.resource_id = 1,
				    .days = {{20454}, {20820}},
				    .weekly_seconds = 20 * 3600}; /* 2026 */

static const ResourceTerms FULL_TIME = {
	.effective_on = {20000},
	.weekday_seconds = {28800, 28800, 28800, 28800, 28800},
	.calendar = &WEEKDAYS,
};

static void add_rates(Trade *trade)
{
	ExchangeRate *rates = ARENA_ARRAY(trade->mem, ExchangeRate, 60);
	for (size_t i = 0; i < 60; i++)
		rates[i] = (ExchangeRate){.currency = currency("USD"),
					  .day = date_add(day("2026-01-31"), (int32_t)i),
					  .rate = 900000000 + (int64_t)i * 1234567};
	trade->firm.rates = rates;
	trade->firm.rate_count = 60;
}

static void add_people(Trade *trade)
{
	Resource *people = ARENA_ARRAY(trade->mem, Resource, 3);
	for (size_t i = 0; i < 3; i++)
		people[i] = (Resource){.id = (int64_t)i + 1,
				       .key = str_format(trade->mem, "R-%zu", i + 1),
				       .declared = i < 2,
				       .terms = &FULL_TIME,
				       .term_count = i < 2,
				       .assignments = &ASSIGNED,
				       .assignment_count = i == 0};
	trade->firm.resources = people;
	trade->firm.resource_count = 3;
}

Trade *trade_new(Arena *mem)
{
	Trade *trade = ARENA_NEW(mem, Trade);
	trade->mem = mem;
	trade->firm = (Firm){.reporting = currency("EUR"),
			     .fiscal_month = 1,
			     .policy_days = 10,
			     .weekdays = &WEEKDAYS};
	add_rates(trade);
	add_people(trade);
	return trade;
}

Book *trade_add(Trade *trade, const char *key, const char *currency_code, const char *terms,
		const char *facts)
{
	ToldBook *told = tell_sale(trade->mem, terms, facts);
	Work *work = ARENA_ARRAY(trade->mem, Work, told->book.work_count);
	for (size_t i = 0; i < told->book.work_count; i++) {
		work[i] = told->book.work[i];
		work[i].task_id = 1;
		work[i].resource_id = 1;
	}
	Book *book = vec_push(trade->mem, &trade->books);
	*book = told->book;
	book->key = str_from_c(key);
	book->currency = currency(currency_code);
	book->work = work;
	book->tasks = TASKS;
	book->task_count = COUNT(TASKS);
	book->assignments = &ASSIGNED;
	book->assignment_count = 1;
	return book;
}

static Date random_day(Random *random)
{
	return date_add(day("2026-01-01"), (int32_t)random_in(random, 0, 89));
}

static int compare_work(const void *left, const void *right)
{
	const Work *a = left;
	const Work *b = right;
	return a->day.day < b->day.day ? -1 : a->day.day > b->day.day;
}

static void random_work(Trade *trade, Random *random, Book *book)
{
	size_t count = (size_t)random_in(random, 1, 20);
	Work *work = ARENA_ARRAY(trade->mem, Work, count);
	static const Lineage ENTRY = {.id = {"T", 1}};
	for (size_t i = 0; i < count; i++) {
		bool billable = random_in(random, 0, 3) > 0;
		work[i] = (Work){
			.day = random_day(random),
			.task_id = random_in(random, 0, 2),
			.resource_id = random_in(random, 1, 3),
			.time_class = time_class_of(CATEGORY_CLIENT,
						    (Approval)random_in(random, 1, 2), billable),
			.seconds = random_in(random, 1, 40) * 900,
			.entries = 1,
			.bill = {REASON_NONE, billable ? random_in(random, 0, 200000) : 0},
			.cost = {REASON_NONE, random_in(random, 0, 90000)},
			.standard = {REASON_NONE, random_in(random, 1, 220000)},
			.lineage = &ENTRY,
		};
	}
	qsort(work, count, sizeof *work, compare_work);
	book->work = work;
	book->work_count = count;
}

/* Adds the line with a random amount behind what ends with "amount=" or "budget=". */
static void random_line(Buf *facts, Random *random, const char *before, const char *behind)
{
	bool positive = strncmp(before, "invoice", 7) != 0 && strncmp(before, "cost", 4) != 0;
	int64_t amount = random_in(random, positive ? 1 : -2000, 90000);
	buf_add_format(facts, "%s%lld%s\n", before, (long long)amount, behind);
}

Book *trade_add_random(Trade *trade, Random *random, const char *key, const char *currency_code)
{
	Buf facts = {.mem = trade->mem};
	Buf terms = {.mem = trade->mem};
	buf_add_format(&terms,
		       "2026-01-01 annual_value=%lld direct_labor=%lld%% ends_on=2027-01-01 "
		       "committed_hours=%lld utilization_baseline=90%% margin_target=40%% "
		       "pricing=retainer\n2026-02-%02lld direct_labor=%lld%%",
		       (long long)random_in(random, 1, 900000),
		       (long long)random_in(random, 0, 100), (long long)random_in(random, 1, 2000),
		       (long long)random_in(random, 2, 28), (long long)random_in(random, 0, 100));
	for (int i = 1; i <= 3; i++)
		buf_add_format(&facts,
			       "budget month=2026-0%d revenue=%lld cost=%lld rate=0.9%lld\n", i,
			       (long long)random_in(random, 1, 90000),
			       (long long)random_in(random, 1, 90000),
			       (long long)random_in(random, 1, 9));
	random_line(&facts, random,
		    "recognition id=R1 amount=", " on=2026-02-05 from=2026-01-01 to=2026-02-01");
	random_line(&facts, random,
		    "recognition id=R2 amount=", " on=2026-03-09 from=2026-01-20 to=2026-03-01");
	random_line(&facts, random,
		    "invoice id=I1 on=2026-02-03 amount=", " from=2026-01-01 to=2026-02-01");
	random_line(&facts, random,
		    "invoice id=I2 on=2026-03-03 amount=", " from=2026-02-01 to=2026-03-01");
	random_line(&facts, random, "cost on=2026-01-31 amount=", "");
	random_line(&facts, random, "cost on=2026-02-15 amount=", "");
	random_line(&facts, random, "deliverable id=D1 budget=", " due=2026-01-31");
	buf_add(&facts, STR("progress on=2026-01-15 done=40%\nprogress on=2026-02-20 done=90%\n"));
	random_line(&facts, random,
		    "deliverable id=D2 budget=", " due=2026-03-31 starts=2026-01-10");
	buf_add(&facts, STR("progress on=2026-01-25 done=5%"));
	Book *book = trade_add(trade, key, currency_code, str_to_c(trade->mem, buf_str(&terms)),
			       str_to_c(trade->mem, buf_str(&facts)));
	random_work(trade, random, book);
	return book;
}

Question trade_question(const Trade *trade, const char *days, const char *as_of)
{
	return question_of(trade->mem, &trade->firm, days_named(days), day(as_of));
}

size_t metric_named(const char *name)
{
	Err err;
	size_t place;
	if (!metric_find(str_from_c(name), &place, &err))
		fail_msg("%s", err.text);
	return place;
}

Figure trade_figure(const Trade *trade, const Question *question, const char *metric,
		    const Book *books, size_t count, const char *currency_code)
{
	size_t place = metric_named(metric);
	const MetricPlan *plan = metric_plan(trade->mem, &place, 1);
	Currency cur = currency_code[0] != '\0' ? currency(currency_code) : (Currency){0};
	Total *total = total_new(trade->mem, plan, cur);
	for (size_t i = 0; i < count; i++)
		total_add_contract(total, question, &books[i]);
	return *total_figures(total, trade->mem, question);
}

Str figure_words(Arena *mem, const Figure *figure)
{
	Buf buf = {.mem = mem};
	if (figure->na != REASON_NONE)
		buf_add_format(&buf, "n/a %s", reason_name(figure->na));
	else
		buf_add(&buf, figure_text(mem, figure));
	for (unsigned bit = 1; bit <= FIGURE_PARTIAL; bit *= 2) {
		if ((figure->flags & bit) != 0)
			buf_add_format(&buf, " +%s", figure_flag_name(bit));
	}
	return buf_str(&buf);
}
