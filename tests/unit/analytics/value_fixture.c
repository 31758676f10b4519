#include "analytics/value_fixture.h"

typedef struct Teller {
	ToldBook *to;
	VEC(Recognition) recognitions;
	VEC(Str) reversed; /* ids, beside the recognitions; empty where none */
	VEC(Budget) budgets;
	VEC(Deliverable) deliverables;
	VEC(Progress) progress; /* of the last deliverable */
	VEC(Work) work;
	VEC(Cost) costs;
	VEC(ExchangeRate) rates;
} Teller;

/* The word behind `key=` in a line; false where there is none. */
static bool find_word(Str line, const char *key, Str *out)
{
	size_t key_len = strlen(key);
	for (size_t at = 0; at < line.len; at++) {
		size_t end = at;
		while (end < line.len && line.ptr[end] != ' ')
			end++;
		Str word = str_slice(line, at, end);
		if (word.len > key_len && word.ptr[key_len] == '=' &&
		    str_eq_c(str_slice(word, 0, key_len), key)) {
			*out = str_slice(word, key_len + 1, word.len);
			return true;
		}
		at = end;
	}
	return false;
}

static Str text_of(Str line, const char *key)
{
	Str word = {0};
	return find_word(line, key, &word) ? word : (Str){0};
}

static Date date_of(Str line, const char *key)
{
	Str word;
	Date date;
	Err err = {0};
	if (!find_word(line, key, &word))
		return DATE_NONE;
	if (!date_parse(word, &date, &err))
		fail_msg("%.*s: %s", STR_ARG(line), err.text);
	return date;
}

static int64_t number_of(Str line, const char *key, int digits)
{
	Str word;
	int64_t number;
	Err err = {0};
	if (!find_word(line, key, &word))
		return 0;
	if (str_ends(word, STR("%")))
		word = str_slice(word, 0, word.len - 1);
	if (!decimal_parse(word, NUMBER_PLAIN, digits, &number, &err))
		fail_msg("%.*s: %s", STR_ARG(line), err.text);
	return number;
}

static bool tells(Str line, const char *key)
{
	Str word;
	return find_word(line, key, &word);
}

static Priced priced_of(Str line, const char *key)
{
	Str na = text_of(line, "na");
	for (int reason = 1; reason < REASONS; reason++) {
		if (str_eq_c(na, reason_name((Reason)reason)))
			return (Priced){(Reason)reason, 0};
	}
	return (Priced){REASON_NONE, number_of(line, key, 2)};
}

static void tell_recognition(Teller *teller, Str line)
{
	Recognition *it = vec_push(teller->to->mem, &teller->recognitions);
	*it = (Recognition){
		.amount = priced_of(line, "amount"),
		.service = {date_of(line, "from"), date_of(line, "to")},
		.recognized_on = date_of(line, "on"),
		.reverses = RECOGNITION_NO_REVERSAL,
		.lineage = {.id = text_of(line, "id")},
	};
	*vec_push(teller->to->mem, &teller->reversed) = text_of(line, "reverses");
}

static void tell_budget(Teller *teller, Str line)
{
	Date first;
	Err err = {0};
	Str text = str_format(teller->to->mem, "%.*s-01", STR_ARG(text_of(line, "month")));
	if (!date_parse(text, &first, &err))
		fail_msg("%.*s: %s", STR_ARG(line), err.text);
	*vec_push(teller->to->mem, &teller->budgets) = (Budget){
		.month = month_of(first),
		.has_revenue = tells(line, "revenue"),
		.has_hours = tells(line, "hours"),
		.has_cost = tells(line, "cost"),
		.revenue = priced_of(line, "revenue"),
		.cost = priced_of(line, "cost"),
		.seconds = number_of(line, "hours", 2) * 36,
		.exchange_rate = number_of(line, "rate", 9),
		.lineage = {.id = text_of(line, "month")},
	};
}

static void tell_deliverable(Teller *teller, Str line)
{
	*vec_push(teller->to->mem, &teller->deliverables) = (Deliverable){
		.key = text_of(line, "id"),
		.name = text_of(line, "name"),
		.has_budget = tells(line, "budget"),
		.budget_cost = priced_of(line, "budget"),
		.starts_on = date_of(line, "starts"),
		.due_on = date_of(line, "due"),
		.accepted_on = date_of(line, "accepted"),
		.lineage = {.id = text_of(line, "id")},
	};
	teller->progress.at = NULL;
	teller->progress.len = teller->progress.cap = 0;
}

static void tell_progress(Teller *teller, Str line)
{
	Deliverable *it = &teller->deliverables.at[teller->deliverables.len - 1];
	*vec_push(teller->to->mem, &teller->progress) = (Progress){
		.day = date_of(line, "on"),
		.done = number_of(line, "done", 4),
		.lineage = {.id = it->key},
	};
	it->progress = teller->progress.at;
	it->progress_count = teller->progress.len;
}

static void tell_work(Teller *teller, Str line)
{
	*vec_push(teller->to->mem, &teller->work) = (Work){
		.day = date_of(line, "on"),
		.time_class = time_class_of(CATEGORY_CLIENT, APPROVAL_APPROVED, true),
		.seconds = number_of(line, "hours", 2) * 36,
		.entries = 1,
		.cost = priced_of(line, "cost"),
	};
}

static void tell_fact(Teller *teller, Str line)
{
	Arena *mem = teller->to->mem;
	if (str_starts(line, STR("recognition ")))
		tell_recognition(teller, line);
	else if (str_starts(line, STR("budget ")))
		tell_budget(teller, line);
	else if (str_starts(line, STR("deliverable ")))
		tell_deliverable(teller, line);
	else if (str_starts(line, STR("progress ")))
		tell_progress(teller, line);
	else if (str_starts(line, STR("work ")))
		tell_work(teller, line);
	else if (str_starts(line, STR("cost ")))
		*vec_push(mem, &teller->costs) =
			(Cost){.amount = priced_of(line, "amount"), .date = date_of(line, "on")};
	else if (str_starts(line, STR("rate ")))
		*vec_push(mem, &teller->rates) = (ExchangeRate){.currency = currency("USD"),
								.day = date_of(line, "on"),
								.rate = number_of(line, "rate", 9)};
	else
		fail_msg("no such fact: %.*s", STR_ARG(line));
}

/* Ids become places; one that is not there is not seen. */
static void link_reversals(Teller *teller)
{
	for (size_t i = 0; i < teller->recognitions.len; i++) {
		Str id = teller->reversed.at[i];
		if (id.len == 0)
			continue;
		teller->recognitions.at[i].reverses = RECOGNITION_UNSEEN;
		for (size_t k = 0; k < teller->recognitions.len; k++) {
			if (str_eq(teller->recognitions.at[k].lineage.id, id))
				teller->recognitions.at[i].reverses = (int32_t)k;
		}
	}
}

ToldBook *tell_book(Arena *mem, const char *terms, const char *facts)
{
	ToldBook *to = ARENA_NEW(mem, ToldBook);
	Teller teller = {.to = to};
	Str rest = str_copy(mem, str_from_c(facts));
	to->mem = mem;
	to->told = tell(mem, "USD", terms);
	to->fold = told_fold(mem, &to->told, VIEW_ALL);
	while (rest.len > 0) {
		size_t end = 0;
		while (end < rest.len && rest.ptr[end] != '\n')
			end++;
		Str line = str_trim(str_slice(rest, 0, end));
		if (line.len > 0)
			tell_fact(&teller, line);
		rest = str_slice(rest, end + 1, rest.len);
	}
	link_reversals(&teller);
	to->firm = (Firm){.reporting = currency("EUR"),
			  .fiscal_month = 1,
			  .rates = teller.rates.at,
			  .rate_count = teller.rates.len};
	to->book = (Book){
		.currency = to->told.currency,
		.fields = &to->told.fields,
		.fold = &to->fold,
		.earning = earning_of(mem, &to->fold, convention_default()),
		.recognitions = teller.recognitions.at,
		.recognition_count = teller.recognitions.len,
		.budgets = teller.budgets.at,
		.budget_count = teller.budgets.len,
		.deliverables = teller.deliverables.at,
		.deliverable_count = teller.deliverables.len,
		.work = teller.work.at,
		.work_count = teller.work.len,
		.costs = teller.costs.at,
		.cost_count = teller.costs.len,
	};
	return to;
}

Period days_named(const char *text)
{
	char from[11] = {0};
	strncpy(from, text, 10);
	return (Period){day(from), day(text + 12)};
}

static Tally take(const ToldBook *told, MeasureOfContract *measure, Period days, Date as_of,
		  const Converter *convert, bool rows)
{
	Question question = question_of(told->mem, &told->firm, days, as_of);
	Tally tally = {.mem = told->mem,
		       .keeps_rows = rows,
		       .convert = convert,
		       .currency = told->book.currency};
	measure(&question, &told->book, &tally);
	tally_finish(&tally);
	return tally;
}

Tally measure_rows(const ToldBook *told, MeasureOfContract *measure, Period days, Date as_of,
		   const Converter *convert)
{
	Tally alone = take(told, measure, days, as_of, convert, false);
	Tally tally = take(told, measure, days, as_of, convert, true);
	int128 sum = 0;
	for (size_t i = 0; i < tally.rows.len; i++)
		sum += tally.rows.at[i].amount;
	assert_true(sum == tally.sum);
	assert_int_equal(tally.na, alone.na);
	assert_int_equal(tally.flags, alone.flags);
	if (tally.na == REASON_NONE && !convert)
		assert_true(alone.sum == tally.sum);
	return tally;
}

int64_t measure_sum(const ToldBook *told, MeasureOfContract *measure, Period days, Date as_of)
{
	Tally tally = take(told, measure, days, as_of, NULL, false);
	if (tally.na != REASON_NONE)
		fail_msg("n/a %s", reason_name(tally.na));
	return (int64_t)tally.sum;
}

Str measure_words(const ToldBook *told, MeasureOfContract *measure, const char *days,
		  const char *as_of)
{
	Tally tally = measure_rows(told, measure, days_named(days), day(as_of), NULL);
	Str words =
		tally.na == REASON_NONE
			? decimal_text(told->mem, (int64_t)tally.sum, told->book.currency.exponent)
			: str_format(told->mem, "n/a %s", reason_name(tally.na));
	if (tally.na_detail.len > 0)
		words = str_format(told->mem, "%.*s (%.*s)", STR_ARG(words),
				   STR_ARG(tally.na_detail));
	return words;
}

Str rows_words(Arena *mem, const Tally *tally)
{
	Buf text = {.mem = mem};
	for (size_t i = 0; i < tally->rows.len; i++) {
		const TallyRow *row = &tally->rows.at[i];
		buf_add_format(&text, "%s%.*s | %.*s", i == 0 ? "" : "\n", STR_ARG(row->label),
			       STR_ARG(date_text(mem, row->on)));
		if (date_is_set(row->days.from))
			buf_add_format(&text, " %.*s..%.*s",
				       STR_ARG(date_text(mem, row->days.from)),
				       STR_ARG(date_text(mem, row->days.to)));
		buf_add_format(&text, " | %.*s | %.*s", STR_ARG(decimal_text(mem, row->amount, 2)),
			       STR_ARG(row->how));
	}
	return buf_str(&text);
}
