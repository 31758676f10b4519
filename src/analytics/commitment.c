#include "analytics/commitment.h"

#include "analytics/hours_text.h"
#include "analytics/memo.h"
#include "analytics/priced_hours.h"
#include "analytics/spread.h"
#include "history/terms.h"

/* Choices of committed_basis, in the order in which they are declared. */
enum { BASIS_MONTH, BASIS_CONTRACT_YEAR, BASIS_TERM };

/* A millionth of an hour, in which committed hours are held. */
enum { HOUR_PART_US = 3600 };

static bool has_commitment(const Fold *fold)
{
	for (size_t i = 0; i < fold->len; i++) {
		if (fold->rows[i].values[COMMITTED_HOURS].set)
			return true;
	}
	return false;
}

Reason commitment_start(CommitmentWalk *walk, const Firm *firm, const Book *book, Period asked)
{
	*walk = (CommitmentWalk){.firm = firm, .book = book, .next = DATE_NONE};
	if (book->fold->len == 0)
		return REASON_NO_TERMS;
	if (!has_commitment(book->fold))
		return REASON_NO_COMMITMENT;
	walk->asked = period_common(asked, book_term(book));
	const FoldRow *row = fold_row_on(book->fold, walk->asked.from);
	walk->place = row ? (size_t)(row - book->fold->rows) : 0;
	return REASON_NONE;
}

/* The term that the state gives itself; without a start it begins with the fold. */
static Period own_term(const Fold *fold, const FoldRow *row)
{
	const Value *starts = &row->values[STARTS_ON];
	const Value *ends = &row->values[ENDS_ON];
	return (Period){starts->set ? (Date){(int32_t)starts->number} : fold->rows[0].effective_on,
			ends->set ? (Date){(int32_t)ends->number} : DATE_OPEN};
}

/* Days of the asked period in the segment of the row at the walk's place. */
static Period segment_days(const CommitmentWalk *walk)
{
	const Fold *fold = walk->book->fold;
	const FoldRow *row = &fold->rows[walk->place];
	bool is_last = walk->place + 1 == fold->len;
	Period held = {row->effective_on, is_last ? DATE_OPEN : row[1].effective_on};
	return period_common(period_common(held, own_term(fold, row)), walk->asked);
}

static int64_t basis_of(const FoldRow *row)
{
	const Value *basis = &row->values[COMMITTED_BASIS];
	return basis->set ? basis->number : BASIS_CONTRACT_YEAR;
}

/* The whole basis period that holds `day`. */
static Period basis_period(const Fold *fold, const FoldRow *row, Date day)
{
	Period term = own_term(fold, row);
	switch (basis_of(row)) {
	case BASIS_MONTH:
		return calendar_tile((Calendar){.granularity = GRANULARITY_MONTH}, day);
	case BASIS_TERM:
		return term;
	default:
		return calendar_tile((Calendar){.granularity = GRANULARITY_CONTRACT_YEAR,
						.anchor = term.from},
				     day);
	}
}

static const WorkCalendar *calendar_of(const Firm *firm, const FoldRow *row)
{
	const Value *name = &row->values[CALENDAR];
	return name->set ? firm_calendar(firm, name->text) : firm->weekdays;
}

/* Fills in what the days of the part have of the hours. False: it is not known, for the walk's reason. */
static bool share_hours(CommitmentWalk *walk, CommittedPart *part)
{
	const FoldRow *row = part->row;
	int64_t hours = row->values[COMMITTED_HOURS].number;
	if (basis_of(row) == BASIS_TERM && !row->values[ENDS_ON].set)
		walk->na = REASON_NO_END;
	else if (__builtin_mul_overflow(hours, HOUR_PART_US, &hours))
		walk->na = REASON_OUT_OF_RANGE;
	if (walk->na != REASON_NONE)
		return false;
	const WorkCalendar *calendar = calendar_of(walk->firm, row);
	part->worked = work_calendar_days(calendar, part->days);
	part->basis_worked = work_calendar_days(calendar, part->basis);
	part->amount =
		part->basis_worked > 0 ? spread_share(hours, part->worked, part->basis_worked) : 0;
	part->has_baseline = row->values[UTILIZATION_BASELINE].set;
	part->baseline = part->has_baseline ? row->values[UTILIZATION_BASELINE].number : 0;
	return true;
}

bool commitment_next(CommitmentWalk *walk, CommittedPart *part)
{
	const Fold *fold = walk->book->fold;
	for (; walk->place < fold->len; walk->place++) {
		const FoldRow *row = &fold->rows[walk->place];
		if (row->effective_on.day >= walk->asked.to.day)
			return false;
		Period days = segment_days(walk);
		if (date_is_set(walk->next))
			days.from = walk->next;
		walk->next = DATE_NONE;
		if (!row->values[COMMITTED_HOURS].set || period_days(days) == 0)
			continue;
		CommittedPart found = {.row = row, .basis = basis_period(fold, row, days.from)};
		found.days = period_common(days, found.basis);
		walk->next = found.days.to;
		if (!share_hours(walk, &found))
			return false;
		*part = found;
		return true;
	}
	return false;
}

Reason commitment_start_term(CommitmentWalk *walk, const Firm *firm, const Book *book)
{
	Reason na = commitment_start(walk, firm, book, (Period){DATE_MIN, DATE_OPEN});
	if (na == REASON_NONE && book_term(book).to.day == DATE_OPEN.day)
		na = REASON_NO_END;
	return na;
}

Reason commitment_of_term(const Firm *firm, const Book *book, int64_t *us)
{
	CommitmentWalk walk;
	CommittedPart part;
	int64_t sum = 0;
	Reason na = commitment_start_term(&walk, firm, book);
	while (na == REASON_NONE && commitment_next(&walk, &part)) {
		if (__builtin_add_overflow(sum, part.amount, &sum))
			na = REASON_OUT_OF_RANGE;
	}
	if (na == REASON_NONE)
		na = walk.na;
	if (na == REASON_NONE)
		*us = sum;
	return na;
}

static Str basis_words(Arena *mem, const CommittedPart *part)
{
	Str from = date_text_long(mem, part->basis.from);
	switch (basis_of(part->row)) {
	case BASIS_MONTH:
		return str_format(mem, "month from %s", from.ptr);
	case BASIS_TERM:
		return str_format(mem, "term from %s", from.ptr);
	default:
		return str_format(mem, "contract year from %s", from.ptr);
	}
}

/* "1,200 h × 22 of 261 working days" */
static Str days_words(Arena *mem, const CommittedPart *part)
{
	int64_t hours = part->row->values[COMMITTED_HOURS].number;
	return str_format(mem, "%s h × %d of %d working days",
			  number_words(mem, hours, NUMBER_DECIMALS).ptr, (int)part->worked,
			  (int)part->basis_worked);
}

typedef enum CommittedKind { COMMITTED, COMMITTED_WITH_BASELINE, BASELINE } CommittedKind;

static void add_part(const CommittedPart *part, CommittedKind kind, Tally *out)
{
	TallyRow row = {.on = part->days.from, .days = part->days, .amount = part->amount};
	if (kind == BASELINE)
		row.amount = spread_share(part->amount, part->baseline, SHARE_ONE);
	if (out->keeps_rows) {
		row.label = str_format(out->mem, "terms of %s, %s",
				       date_text_long(out->mem, part->row->effective_on).ptr,
				       basis_words(out->mem, part).ptr);
		row.how = days_words(out->mem, part);
		if (kind == BASELINE)
			row.how = str_format(out->mem, "%s × %s", row.how.ptr,
					     share_text(out->mem, part->baseline).ptr);
	}
	tally_add(out, &row);
}

/* The parts of some days. */
typedef struct Committed {
	Reason na;
	VEC(CommittedPart) parts;
} Committed;

/* The walk started with `na`. */
static void list_parts(CommitmentWalk *walk, Reason na, Arena *mem, Committed *out)
{
	CommittedPart part;
	while (na == REASON_NONE && commitment_next(walk, &part))
		*vec_push(mem, &out->parts) = part;
	out->na = na != REASON_NONE ? na : walk->na;
}

static void add_parts(const Committed *committed, CommittedKind kind, Tally *out)
{
	bool any = kind == COMMITTED;
	Reason na = committed->na;
	for (size_t i = 0; i < committed->parts.len; i++) {
		const CommittedPart *part = &committed->parts.at[i];
		if (kind != COMMITTED && !part->has_baseline)
			continue;
		any = true;
		add_part(part, kind, out);
	}
	if (na == REASON_NONE && !any)
		na = REASON_NO_BASELINE;
	if (na != REASON_NONE)
		tally_fail(out, na, (Str){0});
}

/* Those of the asked days, listed once for all measures that ask. */
static const Committed *committed_of(const Question *question, const Book *book)
{
	CommitmentWalk walk;
	if (question->memo && question->memo->committed)
		return question->memo->committed;
	Committed *committed = ARENA_NEW(question->mem, Committed);
	Reason na = commitment_start(&walk, question->firm, book, question->days);
	list_parts(&walk, na, question->mem, committed);
	if (question->memo)
		question->memo->committed = committed;
	return committed;
}

void measure_committed_hours(const Question *question, const Book *book, Tally *out)
{
	add_parts(committed_of(question, book), COMMITTED, out);
}

void measure_committed_hours_to_date(const Question *question, const Book *book, Tally *out)
{
	CommitmentWalk walk;
	Committed committed = {0};
	Reason na = commitment_start(&walk, question->firm, book, days_to(question->cut));
	list_parts(&walk, na, question->mem, &committed);
	add_parts(&committed, COMMITTED, out);
}

void measure_committed_hours_of_term(const Question *question, const Book *book, Tally *out)
{
	CommitmentWalk walk;
	Committed committed = {0};
	Reason na = commitment_start_term(&walk, question->firm, book);
	list_parts(&walk, na, question->mem, &committed);
	add_parts(&committed, COMMITTED, out);
}

void measure_baseline_hours(const Question *question, const Book *book, Tally *out)
{
	add_parts(committed_of(question, book), BASELINE, out);
}

void measure_baselined_hours(const Question *question, const Book *book, Tally *out)
{
	add_parts(committed_of(question, book), COMMITTED_WITH_BASELINE, out);
}
