#include "analytics/due_fixture.h"

#include "analytics/memo.h"
#include "facts/time_entry.h"

#include <stdlib.h>

typedef struct Facts {
	Arena *mem;
	Currency currency;
	VEC(Recognition) recognitions;
	VEC(Work) work;
	VEC(Deliverable) deliverables;
} Facts;

/* Takes the text up to the next space off `rest`. */
static Str take_word(Str *rest)
{
	size_t at = 0;
	*rest = str_trim(*rest);
	while (at < rest->len && rest->ptr[at] != ' ')
		at++;
	Str word = str_slice(*rest, 0, at);
	*rest = str_slice(*rest, at, rest->len);
	return word;
}

static Date day_of(const Facts *facts, Str word)
{
	return word.len > 0 && !str_eq_c(word, "-") ? day(str_to_c(facts->mem, word)) : DATE_NONE;
}

static Priced amount_of(const Facts *facts, Str word, Reason unknown)
{
	int64_t minor;
	Err err = {0};
	if (str_eq_c(word, "?"))
		return (Priced){.na = unknown};
	if (!decimal_parse(word, NUMBER_PLAIN, facts->currency.exponent, &minor, &err))
		fail_msg("%.*s: %s", STR_ARG(word), err.text);
	return (Priced){.minor = minor};
}

static void read_recognition(Facts *facts, Str line)
{
	Recognition it = {.service = {DATE_NONE, DATE_NONE}, .reverses = RECOGNITION_NO_REVERSAL};
	it.recognized_on = day_of(facts, take_word(&line));
	it.amount = amount_of(facts, take_word(&line), REASON_NO_RATE);
	for (Str word = take_word(&line); word.len > 0; word = take_word(&line)) {
		Str rest = str_slice(word, 1, word.len);
		if (str_eq_c(word, "~!"))
			it.reverses = RECOGNITION_UNSEEN;
		else if (str_starts(word, STR("~")))
			it.reverses = (int32_t)strtol(str_to_c(facts->mem, rest), NULL, 10);
		else if (str_starts(word, STR("=")))
			it.deliverable = rest;
		else
			it.service = (Period){day_of(facts, word), day_of(facts, take_word(&line))};
	}
	*vec_push(facts->mem, &facts->recognitions) = it;
}

static void read_work(Facts *facts, Str line)
{
	Work it = {.seconds = 3600, .entries = 1};
	it.day = day_of(facts, take_word(&line));
	it.bill = amount_of(facts, take_word(&line), REASON_NO_BILLING_RATE);
	bool draft = str_eq_c(take_word(&line), "draft");
	it.time_class =
		time_class_of(CATEGORY_CLIENT, draft ? APPROVAL_DRAFT : APPROVAL_APPROVED, true);
	*vec_push(facts->mem, &facts->work) = it;
}

static void read_milestone(Facts *facts, Str line)
{
	Deliverable it = {.key = take_word(&line)};
	Str share = take_word(&line);
	it.has_price_share = !str_eq_c(share, "-");
	if (it.has_price_share)
		it.price_share = strtol(str_to_c(facts->mem, share), NULL, 10) * 10000;
	it.accepted_on = day_of(facts, take_word(&line));
	*vec_push(facts->mem, &facts->deliverables) = it;
}

static void read_facts(Facts *facts, const char *text)
{
	Str rest = str_copy(facts->mem, str_from_c(text));
	while (rest.len > 0) {
		size_t end = 0;
		while (end < rest.len && rest.ptr[end] != '\n')
			end++;
		Str line = str_slice(rest, 0, end);
		rest = str_slice(rest, end + 1, rest.len);
		Str kind = take_word(&line);
		if (str_eq_c(kind, "rec"))
			read_recognition(facts, line);
		else if (str_eq_c(kind, "work"))
			read_work(facts, line);
		else if (str_eq_c(kind, "milestone"))
			read_milestone(facts, line);
		else if (kind.len > 0)
			fail_msg("no such fact: %.*s", STR_ARG(kind));
	}
}

static void make_firm(Arena *mem, Firm *firm)
{
	CalendarDay *off = ARENA_NEW(mem, CalendarDay);
	WorkCalendar *calendars = ARENA_ARRAY(mem, WorkCalendar, 2);
	*off = (CalendarDay){.day = day("2026-02-06"), .working = false};
	calendars[0] = work_calendar_make(mem, STR("busy"), off, 1);
	*firm = (Firm){.calendars = calendars, .calendar_count = 1, .weekdays = &calendars[1]};
}

Desk *due_desk(Arena *mem, const char *currency_code, const char *terms, const char *text)
{
	Desk *desk = ARENA_NEW(mem, Desk);
	desk->told = tell(mem, currency_code, terms);
	desk->fold = told_fold(mem, &desk->told, VIEW_ALL);
	Facts facts = {.mem = mem, .currency = desk->told.currency};
	read_facts(&facts, text);
	make_firm(mem, &desk->firm);
	desk->book = (Book){
		.id = 1,
		.currency = desk->told.currency,
		.fields = &desk->told.fields,
		.fold = &desk->fold,
		.earning = told_earning(mem, &desk->told, convention_default()),
		.calendar = desk->firm.weekdays,
		.work = facts.work.at,
		.work_count = facts.work.len,
		.recognitions = facts.recognitions.at,
		.recognition_count = facts.recognitions.len,
		.deliverables = facts.deliverables.at,
		.deliverable_count = facts.deliverables.len,
	};
	return desk;
}

Question due_question(Arena *mem, const Desk *desk, const char *from, const char *to,
		      const char *as_of)
{
	return question_of(mem, &desk->firm, (Period){day(from), day(to)}, day(as_of));
}

static Tally tally_of(Arena *mem, const Desk *desk, const Question *question,
		      MeasureOfContract *measure, bool keeps_rows)
{
	Tally tally = {.mem = mem, .keeps_rows = keeps_rows, .currency = desk->book.currency};
	measure(question, &desk->book, &tally);
	return tally;
}

static void check_rows(const Tally *tally)
{
	int128 sum = 0;
	for (size_t i = 0; i < tally->rows.len; i++) {
		sum += tally->rows.at[i].amount;
		if (tally->rows.at[i].label.len == 0 && !tally->rows.at[i].lineage &&
		    tally->rows.at[i].days.to.day - tally->rows.at[i].days.from.day != 1)
			fail_msg("a row neither has a label nor is a fact's");
	}
	if (sum != tally->sum)
		fail_msg("rows do not add up to their sum");
}

Str due_measure(Arena *mem, const Desk *desk, const Question *question, MeasureOfContract *measure)
{
	Memo memo = {0};
	Question shared = *question;
	shared.memo = &memo;
	Tally plain = tally_of(mem, desk, question, measure, false);
	Tally kept = tally_of(mem, desk, &shared, measure, true);
	Tally again = tally_of(mem, desk, &shared, measure, true);
	check_rows(&kept);
	if (plain.na != kept.na || plain.sum != kept.sum || again.sum != kept.sum)
		fail_msg("with rows the sum is another");
	if (plain.na != REASON_NONE)
		return str_format(mem, "n/a %s", reason_name(plain.na));
	return money_text(mem, (int64_t)plain.sum, desk->book.currency);
}

Str due_figures(Arena *mem, const Desk *desk, const Question *question)
{
	static const struct {
		const char *name;
		MeasureOfContract *measure;
	} all[] = {
		{"due", measure_due},
		{"on_time", measure_recognized_on_time},
		{"late", measure_recognized_late},
		{"open", measure_open_due},
		{"early", measure_recognized_early},
		{"over", measure_recognized_over},
		{"reversed", measure_reversed},
	};
	Buf buf = {.mem = mem};
	for (size_t i = 0; i < COUNT(all); i++) {
		Str text = due_measure(mem, desk, question, all[i].measure);
		if (!str_eq_c(text, "0.00"))
			buf_add_format(&buf, "%s%s %.*s", buf.len > 0 ? " " : "", all[i].name,
				       STR_ARG(text));
	}
	return buf_str(&buf);
}
