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

/* One row: what a segment has of one basis period. */
typedef struct CommittedPart {
	const FoldRow *row; /* the segment's state */
	Period days;        /* of the segment and of what is asked in the basis period; not empty */
	Period basis;       /* the whole basis period */
	int32_t worked;     /* working days of `days` */
	int32_t basis_worked;
	int64_t amount; /* microseconds */
	bool has_baseline;
	int64_t baseline; /* ppm */
} CommittedPart;

/* The parts of some days. */
typedef struct Committed {
	Reason na;
	VEC(CommittedPart) parts;
} Committed;

/* A basis period: walks of the same book over other days mostly meet it again. */
typedef struct Basis {
	const FoldRow *row; /* NULL: there is none */
	Period days;
	const WorkCalendar *calendar;
	int32_t worked;
} Basis;

/* What walks over a book share. */
typedef struct Commitments {
	Reason na; /* NO_TERMS: the view is empty; NO_COMMITMENT: there is none in the whole fold */
	Period term;
	Basis basis;     /* that a walk met last */
	Committed asked; /* of the question that is asked right now */
} Commitments;

/* Walks the parts of a period. */
typedef struct CommitmentWalk {
	const Firm *firm;
	const Book *book;
	Commitments *of;
	Period asked; /* cut to the term */
	size_t place; /* of the row in the fold */
	Date next;    /* first day not handed out yet of its segment; DATE_NONE: none was */
	Reason na;    /* why there is nothing, or it ended early */
} CommitmentWalk;

static void look_at_terms(const Book *book, Commitments *out)
{
	if (book->fold->len == 0)
		out->na = REASON_NO_TERMS;
	else if (!has_commitment(book->fold))
		out->na = REASON_NO_COMMITMENT;
	else
		out->term = book_term(book);
}

/* What questions of the book share, or what is at `own`, which is zeroed. */
static Commitments *commitments_of(const Question *question, const Book *book, Commitments *own)
{
	BookMemo *across = question->across;
	if (across && across->commitments)
		return across->commitments;
	if (across) {
		own = ARENA_NEW(question->mem, Commitments);
		across->commitments = own;
	}
	look_at_terms(book, own);
	return own;
}

static CommitmentWalk walk_begin(const Firm *firm, const Book *book, Commitments *of, Period asked)
{
	CommitmentWalk walk = {
		.firm = firm, .book = book, .of = of, .next = DATE_NONE, .na = of->na};
	if (of->na != REASON_NONE)
		return walk;
	walk.asked = period_common(asked, of->term);
	const FoldRow *row = fold_row_on(book->fold, walk.asked.from);
	walk.place = row ? (size_t)(row - book->fold->rows) : 0;
	return walk;
}

/* Over the whole term; NO_END where it has none. */
static CommitmentWalk walk_begin_term(const Firm *firm, const Book *book, Commitments *of)
{
	CommitmentWalk walk = walk_begin(firm, book, of, (Period){DATE_MIN, DATE_OPEN});
	if (walk.na == REASON_NONE && of->term.to.day == DATE_OPEN.day)
		walk.na = REASON_NO_END;
	return walk;
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

/* The basis period that holds `day`, a day of the segment of the row. */
static const Basis *find_basis(const CommitmentWalk *walk, const FoldRow *row, Date day)
{
	Basis *basis = &walk->of->basis;
	if (basis->row == row && basis->days.from.day <= day.day && day.day < basis->days.to.day)
		return basis;
	basis->row = row;
	basis->days = basis_period(walk->book->fold, row, day);
	basis->calendar = calendar_of(walk->firm, row);
	basis->worked = work_calendar_days(basis->calendar, basis->days);
	return basis;
}

/* Fills in what the days of the part have of the hours. False: it is not known, for the walk's reason. */
static bool share_hours(CommitmentWalk *walk, const Basis *basis, CommittedPart *part)
{
	const FoldRow *row = part->row;
	int64_t hours = row->values[COMMITTED_HOURS].number;
	if (basis_of(row) == BASIS_TERM && !row->values[ENDS_ON].set)
		walk->na = REASON_NO_END;
	else if (__builtin_mul_overflow(hours, HOUR_PART_US, &hours))
		walk->na = REASON_OUT_OF_RANGE;
	if (walk->na != REASON_NONE)
		return false;
	part->worked = work_calendar_days(basis->calendar, part->days);
	part->basis_worked = basis->worked;
	part->amount =
		part->basis_worked > 0 ? spread_share(hours, part->worked, part->basis_worked) : 0;
	part->has_baseline = row->values[UTILIZATION_BASELINE].set;
	part->baseline = part->has_baseline ? row->values[UTILIZATION_BASELINE].number : 0;
	return true;
}

/*
 * The next part, by day. False: there is none, or walk->na tells why it is not known: NO_END (basis term without an end),
 * OUT_OF_RANGE. O(log n).
 */
static bool walk_next(CommitmentWalk *walk, CommittedPart *part)
{
	const Fold *fold = walk->book->fold;
	for (; walk->na == REASON_NONE && walk->place < fold->len; walk->place++) {
		const FoldRow *row = &fold->rows[walk->place];
		if (row->effective_on.day >= walk->asked.to.day)
			return false;
		Period days = segment_days(walk);
		if (date_is_set(walk->next))
			days.from = walk->next;
		walk->next = DATE_NONE;
		if (!row->values[COMMITTED_HOURS].set || period_days(days) == 0)
			continue;
		const Basis *basis = find_basis(walk, row, days.from);
		CommittedPart found = {.row = row, .basis = basis->days};
		found.days = period_common(days, found.basis);
		if (!share_hours(walk, basis, &found))
			return false;
		if (found.days.to.day < days.to.day)
			walk->next = found.days.to;
		else
			walk->place++;
		*part = found;
		return true;
	}
	return false;
}

Reason commitment_of_term(const Firm *firm, const Book *book, int64_t *us)
{
	Commitments of = {0};
	CommittedPart part;
	int64_t sum = 0;
	look_at_terms(book, &of);
	CommitmentWalk walk = walk_begin_term(firm, book, &of);
	while (walk_next(&walk, &part)) {
		if (__builtin_add_overflow(sum, part.amount, &sum))
			walk.na = REASON_OUT_OF_RANGE;
	}
	if (walk.na == REASON_NONE)
		*us = sum;
	return walk.na;
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

/* A row in words. Hours never convert and have no lags: so it is made only where rows are wanted. */
static void add_row(const CommittedPart *part, CommittedKind kind, int64_t amount, Tally *out)
{
	TallyRow row = {.on = part->days.from, .days = part->days, .amount = amount};
	row.label = str_format(out->mem, "terms of %s, %s",
			       date_text_long(out->mem, part->row->effective_on).ptr,
			       basis_words(out->mem, part).ptr);
	row.how = days_words(out->mem, part);
	if (kind == BASELINE)
		row.how = str_format(out->mem, "%s × %s", row.how.ptr,
				     share_text(out->mem, part->baseline).ptr);
	tally_add(out, &row);
}

static void add_part(const CommittedPart *part, CommittedKind kind, Tally *out)
{
	int64_t amount = part->amount;
	if (kind == BASELINE)
		amount = spread_share(amount, part->baseline, SHARE_ONE);
	if (tally_is_bare(out))
		out->sum += amount;
	else
		add_row(part, kind, amount, out);
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
	CommittedPart part;
	Commitments own = {0};
	if (question->memo && question->memo->committed)
		return question->memo->committed;
	Commitments *of = commitments_of(question, book, &own);
	/* A question within another one has no memo: what the other one listed stays. */
	Committed *committed = question->across && question->memo
				       ? &question->across->commitments->asked
				       : ARENA_NEW(question->mem, Committed);
	CommitmentWalk walk = walk_begin(question->firm, book, of, question->days);
	committed->parts.len = 0;
	while (walk_next(&walk, &part))
		*vec_push(question->mem, &committed->parts) = part;
	committed->na = walk.na;
	if (question->memo)
		question->memo->committed = committed;
	return committed;
}

static void add_walked(CommitmentWalk *walk, Tally *out)
{
	CommittedPart part;
	while (walk_next(walk, &part))
		add_part(&part, COMMITTED, out);
	if (walk->na != REASON_NONE)
		tally_fail(out, walk->na, (Str){0});
}

void measure_committed_hours(const Question *question, const Book *book, Tally *out)
{
	add_parts(committed_of(question, book), COMMITTED, out);
}

void measure_committed_hours_to_date(const Question *question, const Book *book, Tally *out)
{
	Commitments own = {0};
	Commitments *of = commitments_of(question, book, &own);
	CommitmentWalk walk = walk_begin(question->firm, book, of, days_to(question->cut));
	add_walked(&walk, out);
}

void measure_committed_hours_of_term(const Question *question, const Book *book, Tally *out)
{
	Commitments own = {0};
	Commitments *of = commitments_of(question, book, &own);
	CommitmentWalk walk = walk_begin_term(question->firm, book, of);
	add_walked(&walk, out);
}

void measure_baseline_hours(const Question *question, const Book *book, Tally *out)
{
	add_parts(committed_of(question, book), BASELINE, out);
}

void measure_baselined_hours(const Question *question, const Book *book, Tally *out)
{
	add_parts(committed_of(question, book), COMMITTED_WITH_BASELINE, out);
}
