/*
 * What was invoiced of what hours are worth at list price. Source: domain.md §6 (Realization).
 *
 * Invoices count net of credit notes. Of a period they count by their days of service: A · d / n, R(b) − R(a) as everywhere, so
 * that periods add up; to date and of a year by their own date. Vendor contracts are spend.
 */

#include "analytics/measure.h"
#include "analytics/priced_hours.h"
#include "analytics/spread.h"

static bool is_sale(const Book *book, Tally *out)
{
	if (book->kind == CONTRACT_VENDOR)
		tally_fail(out, REASON_VENDOR, (Str){0});
	return book->kind != CONTRACT_VENDOR;
}

static bool period_has(Period days, Date day)
{
	return day.day >= days.from.day && day.day < days.to.day;
}

static Period twelve_months_to(Date cut)
{
	Date end = date_add(cut, 1);
	return (Period){date_add_years(end, -1), end};
}

static bool tells_service(const Invoice *invoice)
{
	return date_is_set(invoice->service.from) && period_days(invoice->service) > 0;
}

/* "9,000.00 × 28 of 90 days" */
static Str part_words(const Invoice *invoice, Period part, const Tally *tally)
{
	Buf words = {.mem = tally->mem};
	buf_add(&words,
		decimal_text_grouped(tally->mem, invoice->amount.minor, tally->currency.exponent));
	buf_add_format(&words, " × %d of %d days", (int)period_days(part),
		       (int)period_days(invoice->service));
	return buf_str(&words);
}

/* An invoice's share of the days of service in `part`, which is not empty. */
static void add_part(const Invoice *invoice, Period part, Date on, Tally *out)
{
	TallyRow row = {
		.on = on,
		.days = part,
		.amount = spread_in(invoice->amount.minor, invoice->service, part),
		.na = invoice->amount.na,
		.lineage = &invoice->lineage,
	};
	if (out->keeps_rows && period_days(part) < period_days(invoice->service))
		row.how = part_words(invoice, part, out);
	tally_add(out, &row);
}

/* Budget rates are those of the months of service, other rates those of the day of the invoice. */
static void add_service(const Invoice *invoice, Period part, Tally *out)
{
	if (!tally_needs_months(out)) {
		add_part(invoice, part, invoice->date, out);
		return;
	}
	bool at_budget = out->convert->kind == RATE_OF_BUDGET;
	while (part.from.day < part.to.day) {
		Date end = date_earlier(part.to, month_first(month_of(part.from) + 1));
		add_part(invoice, (Period){part.from, end}, at_budget ? part.from : invoice->date,
			 out);
		part.from = end;
	}
}

/* "invoice I1" */
static Str invoice_words(Arena *mem, const Invoice *invoice)
{
	Buf words = {.mem = mem};
	buf_add(&words, STR("invoice "));
	buf_add(&words, invoice->lineage.id);
	return buf_str(&words);
}

void measure_invoiced_by_service(const Question *question, const Book *book, Tally *out)
{
	if (!is_sale(book, out))
		return;
	for (size_t i = 0; i < book->invoice_count; i++) {
		const Invoice *invoice = &book->invoices[i];
		if (invoice->date.day > question->as_of.day)
			break;
		if (!tells_service(invoice)) {
			if (period_has(question->days, invoice->date))
				tally_fail(out, REASON_NO_SERVICE_PERIOD,
					   invoice_words(out->mem, invoice));
			continue;
		}
		Period part = period_common(invoice->service, question->days);
		if (period_days(part) > 0)
			add_service(invoice, part, out);
	}
}

static void add_invoices(const Book *book, Period days, Tally *out)
{
	if (!is_sale(book, out))
		return;
	for (size_t i = 0; i < book->invoice_count; i++) {
		const Invoice *invoice = &book->invoices[i];
		if (period_has(days, invoice->date))
			tally_add(out, &(TallyRow){
					       .on = invoice->date,
					       .days = {DATE_NONE, DATE_NONE},
					       .amount = invoice->amount.minor,
					       .na = invoice->amount.na,
					       .lineage = &invoice->lineage,
				       });
	}
}

void measure_invoiced_to_date(const Question *question, const Book *book, Tally *out)
{
	add_invoices(book, days_to(question->cut), out);
}

void measure_invoiced_of_year(const Question *question, const Book *book, Tally *out)
{
	add_invoices(book, twelve_months_to(question->cut), out);
}

static void add_standard(const Book *book, Period days, Tally *out)
{
	if (is_sale(book, out))
		priced_hours_add(book, days, HOURS_STANDARD, out);
}

void measure_standard_value(const Question *question, const Book *book, Tally *out)
{
	add_standard(book, question->days, out);
}

void measure_standard_value_to_date(const Question *question, const Book *book, Tally *out)
{
	add_standard(book, days_to(question->cut), out);
}

void measure_standard_value_of_year(const Question *question, const Book *book, Tally *out)
{
	add_standard(book, twelve_months_to(question->cut), out);
}
