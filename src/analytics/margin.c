/*
 * Bill value, costs, and recognised value by the shares that the terms set for its days of service: labour and margin target.
 *
 * A recognition of amount A over n days of service has A · d / n on d of them; times the share of these days. Of each
 * recognition L(b) − L(a) is shown, where L(d) is that of all its days before d as one fraction, rounded half-even: periods that
 * tile its service add up. Source: domain.md §6 (Delivery margin, Labour-share drift).
 */

#include "analytics/measure.h"
#include "analytics/priced_hours.h"
#include "analytics/recognized.h"
#include "history/exact.h"

void measure_bill_value(const Question *question, const Book *book, Tally *out)
{
	if (book->kind == CONTRACT_VENDOR)
		tally_fail(out, REASON_VENDOR, STR(""));
	else
		priced_hours_add(book, question->days, HOURS_BILLED, out);
}

void measure_cost_of_hours(const Question *question, const Book *book, Tally *out)
{
	priced_hours_add(book, question->days, HOURS_COST, out);
}

void measure_other_costs(const Question *question, const Book *book, Tally *out)
{
	for (size_t i = 0; i < book->cost_count; i++) {
		const Cost *cost = &book->costs[i];
		if (cost->date.day < question->days.from.day ||
		    cost->date.day >= question->days.to.day)
			continue;
		TallyRow row = {
			.label = cost->subcontractor ? STR("Subcontractor") : STR("Expense"),
			.on = cost->date,
			.days = {DATE_NONE, DATE_NONE},
			.amount = cost->amount.minor,
			.na = cost->amount.na,
			.lineage = &cost->lineage,
		};
		tally_add(out, &row);
	}
}

/* Days on which a share of the terms keeps its value. */
typedef struct ShareStretch {
	Period days;
	Value share; /* ppm; unset before the first terms and where they set none */
} ShareStretch;

/* The stretch that begins on `from`, cut to end before `end`; from < end. */
static ShareStretch share_stretch(const Book *book, BuiltinField field, Date from, Date end)
{
	const Fold *fold = book->fold;
	const FoldRow *row = fold_row_on(fold, from);
	ShareStretch stretch = {.days = {from, end}};
	size_t next = 0;
	if (row) {
		stretch.share = row->values[field];
		next = (size_t)(row - fold->rows) + 1;
	}
	while (next < fold->len && fold->rows[next].effective_on.day < end.day) {
		if (!value_eq(fold->rows[next].values[field], stretch.share)) {
			stretch.days.to = fold->rows[next].effective_on;
			break;
		}
		next++;
	}
	return stretch;
}

/* What is wanted of recognised value on days of a share. */
typedef enum ShareUse {
	SHARE_OF_ALL,    /* value × share; a day without a share makes it n/a */
	SHARE_WHERE_SET, /* value × share, of days with a share */
	VALUE_WHERE_SET, /* the value of days with a share */
} ShareUse;

typedef struct ShareWalk {
	const Question *question;
	const Book *book;
	BuiltinField field;
	ShareUse use;
	Tally *out;
	bool by_month; /* at budget rates, which are those of the months of service */
	bool met;      /* some value fell on a day with a share */
} ShareWalk;

/* One recognition on the way. */
typedef struct ShareOf {
	size_t place;
	int64_t amount;
	Period service;
	int128 before; /* Σ days · ppm of its days so far */
	int128 after;  /* with the stretch at hand */
} ShareOf;

/* amount · days · ppm / (days of service · 1,000,000), half-even: below 2^101, so that nothing overflows. */
static int64_t share_rounded(const ShareOf *of, int128 day_shares)
{
	int128 den = (int128)period_days(of->service) * SHARE_ONE;
	return (int64_t)exact_round((Fraction){of->amount * day_shares, (int64_t)den},
				    (Fraction){0, 1}, NULL, 0, ROUND_HALF_EVEN, 1);
}

/* "from 1 Mar 2026" */
static Str since_words(Arena *mem, const ShareStretch *stretch)
{
	Buf words = {.mem = mem};
	buf_add(&words, STR("from "));
	buf_add(&words, date_text_long(mem, stretch->days.from));
	return buf_str(&words);
}

static void add_stretch(ShareWalk *walk, const ShareOf *of, const ShareStretch *stretch)
{
	const Recognition *recognition = &walk->book->recognitions[of->place];
	Arena *mem = walk->out->mem;
	if (!stretch->share.set) {
		if (walk->use == SHARE_OF_ALL)
			tally_fail(walk->out, REASON_NO_DIRECT_LABOR, since_words(mem, stretch));
		return;
	}
	walk->met = true;
	int64_t value = recognized_in(walk->book, of->place, stretch->days, walk->question->as_of);
	TallyRow row = {
		.on = walk->by_month ? stretch->days.from : recognition->recognized_on,
		.days = stretch->days,
		.amount = walk->use == VALUE_WHERE_SET
				  ? value
				  : share_rounded(of, of->after) - share_rounded(of, of->before),
		.lineage = &recognition->lineage,
	};
	if (walk->out->keeps_rows && walk->use != VALUE_WHERE_SET)
		row.how = product_words(mem,
					decimal_text_grouped(mem, value,
							     walk->book->currency.exponent),
					value_text_long(mem, &walk->book->fields->at[walk->field],
							walk->book->currency, stretch->share));
	tally_add(walk->out, &row);
}

/* From the first day of service to the last asked one, stretch by stretch. */
static void walk_recognition(ShareWalk *walk, size_t place)
{
	Period asked = walk->question->days;
	Priced amount = walk->book->recognitions[place].amount;
	ShareOf of = {place, amount.minor, recognition_service(walk->book, place), 0, 0};
	Period part = period_common(of.service, asked);
	if (period_days(part) == 0)
		return;
	if (amount.na != REASON_NONE) {
		tally_fail(walk->out, amount.na, STR(""));
		return;
	}
	if (amount.minor == 0)
		return;
	for (Date at = of.service.from; at.day < part.to.day;) {
		Date end = at.day < part.from.day ? part.from : part.to;
		if (walk->by_month)
			end = date_earlier(end, month_first(month_of(at) + 1));
		ShareStretch stretch = share_stretch(walk->book, walk->field, at, end);
		of.before = of.after;
		if (stretch.share.set)
			of.after += (int128)period_days(stretch.days) * stretch.share.number;
		if (at.day >= part.from.day)
			add_stretch(walk, &of, &stretch);
		at = stretch.days.to;
	}
}

static void walk_shares(ShareWalk *walk)
{
	if (walk->book->kind == CONTRACT_VENDOR) {
		tally_fail(walk->out, REASON_VENDOR, STR(""));
		return;
	}
	const Converter *convert = walk->out->convert;
	walk->by_month = convert && convert->kind == RATE_OF_BUDGET;
	for (size_t i = 0; i < walk->book->recognition_count; i++) {
		if (recognition_counts(walk->book, i, walk->question->as_of))
			walk_recognition(walk, i);
	}
	if (walk->use != SHARE_OF_ALL && !walk->met)
		tally_fail(walk->out, REASON_NO_TARGET, STR(""));
}

void measure_labor_by_terms(const Question *question, const Book *book, Tally *out)
{
	walk_shares(&(ShareWalk){.question = question,
				 .book = book,
				 .field = DIRECT_LABOR,
				 .use = SHARE_OF_ALL,
				 .out = out});
}

void measure_target_profit(const Question *question, const Book *book, Tally *out)
{
	walk_shares(&(ShareWalk){.question = question,
				 .book = book,
				 .field = MARGIN_TARGET,
				 .use = SHARE_WHERE_SET,
				 .out = out});
}

void measure_recognized_with_target(const Question *question, const Book *book, Tally *out)
{
	walk_shares(&(ShareWalk){.question = question,
				 .book = book,
				 .field = MARGIN_TARGET,
				 .use = VALUE_WHERE_SET,
				 .out = out});
}
