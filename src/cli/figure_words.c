#include "cli/figure_words.h"

#include "base/map.h"
#include "cli/fact_words.h"
#include "cli/wording.h"

#include <string.h>

enum { NAMES_SHOWN = 5 };

Str shown_figure(Arena *mem, const Figure *figure)
{
	return figure->na != REASON_NONE ? STR("n/a") : figure_text(mem, figure);
}

/* Another value of the same metric. */
static Figure with_value(const Figure *figure, Ratio value)
{
	Figure other = *figure;
	other.na = REASON_NONE;
	other.flags = 0;
	other.value = value;
	return other;
}

Str shown_target(Arena *mem, const Figure *figure)
{
	if (!figure->has_target)
		return STR("–");
	Figure target = with_value(figure, figure->target);
	return figure_text(mem, &target);
}

/* Of dates: "+2 days". */
static Str shown_days(Arena *mem, Ratio days)
{
	Str number = shown_number(mem, (int64_t)days.num, 0);
	return str_format(mem, "%s%.*s day%s", days.num > 0 ? "+" : "", STR_ARG(number),
			  days.num == 1 || days.num == -1 ? "" : "s");
}

Str shown_difference(Arena *mem, const Figure *figure, Ratio difference)
{
	if (figure->metric->unit == METRIC_DATE)
		return shown_days(mem, difference);
	Figure other = with_value(figure, difference);
	Str text = figure_text(mem, &other);
	bool percent = str_ends(text, STR("%"));
	if (percent)
		text = str_slice(text, 0, text.len - 1);
	return str_format(mem, "%s%.*s%s", difference.num > 0 ? "+" : "", STR_ARG(text),
			  percent ? "pp" : "");
}

Str shown_deviation(Arena *mem, const Figure *figure)
{
	if (!figure->has_target || figure->na != REASON_NONE)
		return STR("–");
	return shown_difference(mem, figure, figure->deviation);
}

static void add_note(Buf *out, Str note)
{
	if (note.len > 0)
		buf_add_format(out, "%s%.*s", out->len > 0 ? " · " : "", STR_ARG(note));
}

Str figure_note(Arena *mem, const Figure *figure)
{
	Buf out = {.mem = mem};
	if (figure->na != REASON_NONE)
		add_note(&out, str_from_c(reason_text(figure->na)));
	if ((figure->flags & FIGURE_ESTIMATE) != 0)
		add_note(&out, STR("an estimate"));
	if ((figure->flags & FIGURE_UNATTAINABLE) != 0)
		add_note(&out, STR("not attainable: more was spent than budgeted"));
	if ((figure->flags & FIGURE_SPENT) != 0)
		add_note(&out, STR("spent already"));
	add_note(&out, shown_text(mem, figure->na_detail));
	if (figure->left_out_count > 0)
		add_note(&out, str_format(mem, "%.*s left out",
					  STR_ARG(shown_count(mem, figure->left_out_count))));
	return buf_str(&out);
}

static void add_state(Buf *out, const FigureHead *head)
{
	if (head->completeness && head->begins_on.day > head->as_of.day)
		buf_add_format(out, " · not begun: figures to date go to %.*s",
			       STR_ARG(date_text_long(out->mem, head->as_of)));
	else if (head->completeness && head->completeness->running)
		buf_add_format(out, " · running: figures go to %.*s",
			       STR_ARG(date_text_long(out->mem, head->as_of)));
	else if (head->completeness && head->completeness->open)
		buf_add(out, STR(" · open: not for judgement yet"));
	else if (head->completeness)
		buf_add(out, STR(" · closed"));
}

void add_figure_head(Cli *cli, const FigureHead *head)
{
	Buf *out = cli->out;
	Moment moment = {head->as_of, head->known, INSTANT_MAX};
	screen_add(cli->screen, out, STYLE_STRONG, shown_text(cli->mem, head->title));
	if (head->period.len > 0)
		buf_add_format(out, " · %.*s", STR_ARG(head->period));
	buf_add_byte(out, '\n');
	buf_add(out, shown_moment(cli->mem, moment, "All days"));
	add_state(out, head);
	if (head->currency.code[0] != '\0')
		buf_add_format(out, " · amounts in %s", head->currency.code);
	buf_add(out, STR("\n\n"));
}

static void add_pending(Cli *cli, int64_t entries, int64_t seconds, const char *what)
{
	if (entries == 0)
		return;
	buf_add_format(cli->out, "! %.*s h in %.*s %s entr%s\n",
		       STR_ARG(shown_hours(cli->mem, seconds)),
		       STR_ARG(shown_count(cli->mem, (uint64_t)entries)), what,
		       entries == 1 ? "y" : "ies");
}

void add_completeness(Cli *cli, const Completeness *completeness)
{
	const Completeness *c = completeness;
	bool some_missing = c->timesheets_in < c->timesheets_expected;
	add_waiting(cli, c->waiting_rows, c->waiting_seconds);
	if (c->waiting_money_rows > 0)
		buf_add_format(
			cli->out,
			"! recognitions, invoices or costs wait in %.*s row%s that may belong here; "
			"'pacta quarantine list' tells why\n",
			STR_ARG(shown_count(cli->mem, (uint64_t)c->waiting_money_rows)),
			c->waiting_money_rows == 1 ? "" : "s");
	add_pending(cli, c->submitted_entries, c->submitted_seconds, "submitted");
	add_pending(cli, c->draft_entries, c->draft_seconds, "draft");
	if (c->timesheets_expected > 0)
		buf_add_format(cli->out, "%stimesheets in: %.*s of %.*s\n",
			       some_missing ? "! " : "",
			       STR_ARG(shown_count(cli->mem, (uint64_t)c->timesheets_in)),
			       STR_ARG(shown_count(cli->mem, (uint64_t)c->timesheets_expected)));
}

/* What one reason leaves out, each name once. */
typedef struct LeftOutNames {
	Map seen;
	Buf first; /* some of the names */
} LeftOutNames;

static void collect(LeftOutNames *names, const Figure *figure, Reason reason)
{
	int64_t ignored;
	for (size_t i = 0; i < figure->left_out_count; i++) {
		const LeftOutOf *left = &figure->left_out[i];
		if (left->reason != reason || map_get(&names->seen, left->name, &ignored))
			continue;
		map_put(&names->seen, left->name, 1);
		if (names->seen.len <= NAMES_SHOWN)
			buf_add_format(&names->first, "%s%.*s", names->seen.len > 1 ? ", " : "",
				       STR_ARG(shown_text(names->first.mem, left->name)));
	}
}

void add_left_out(Cli *cli, const Figure *figures, size_t count)
{
	for (int reason = REASON_NONE + 1; reason < REASONS; reason++) {
		LeftOutNames names = {.first = {.mem = cli->mem}};
		map_init(&names.seen, cli->mem, 0);
		for (size_t i = 0; i < count; i++)
			collect(&names, &figures[i], (Reason)reason);
		size_t all = names.seen.len;
		if (all == 0)
			continue;
		buf_add_format(cli->out, "! left out of totals, since %s: %.*s",
			       reason_text((Reason)reason), STR_ARG(buf_str(&names.first)));
		if (all > NAMES_SHOWN)
			buf_add_format(cli->out, " and %.*s more",
				       STR_ARG(shown_count(cli->mem, all - NAMES_SHOWN)));
		buf_add_byte(cli->out, '\n');
	}
}

/* A rate with what matters of it: 5 digits tell one from another. */
static Str short_rate(Arena *mem, int64_t rate)
{
	int64_t unit = 1;
	while (rate / unit >= 100000)
		unit *= 10;
	return decimal_text_short(mem, (rate + unit / 2) / unit * unit, 9);
}

/* "EUR 1.0721 to 1.1034, 12 rates of 6 Jan 2026 to 24 Aug 2026" */
static void add_rates_of(Cli *cli, const ExchangeRate *const *rates, size_t count)
{
	Arena *mem = cli->mem;
	Buf *out = cli->out;
	const ExchangeRate *low = rates[0];
	const ExchangeRate *high = rates[0];
	Date first = rates[0]->day;
	Date last = rates[0]->day;
	for (size_t i = 1; i < count; i++) {
		low = rates[i]->rate < low->rate ? rates[i] : low;
		high = rates[i]->rate > high->rate ? rates[i] : high;
		first = date_earlier(first, rates[i]->day);
		last = date_later(last, rates[i]->day);
	}
	Str least = short_rate(mem, low->rate);
	Str most = short_rate(mem, high->rate);
	buf_add_format(out, "%s %.*s", low->currency.code, STR_ARG(least));
	if (!str_eq(least, most))
		buf_add_format(out, " to %.*s", STR_ARG(most));
	if (count > 1)
		buf_add_format(out, ", %.*s rates", STR_ARG(shown_count(mem, count)));
	buf_add_format(out, " of %.*s", STR_ARG(shown_date(mem, first)));
	if (count > 1)
		buf_add_format(out, " to %.*s", STR_ARG(shown_date(mem, last)));
}

void add_rates(Cli *cli, const ExchangeRate *const *rates, size_t count)
{
	for (size_t i = 0, next; i < count; i = next) {
		const char *code = rates[i]->currency.code;
		for (next = i + 1; next < count && strcmp(rates[next]->currency.code, code) == 0;)
			next++;
		buf_add(cli->out, i == 0 ? STR("exchange rates: ") : STR(" · "));
		add_rates_of(cli, &rates[i], next - i);
	}
	if (count > 0)
		buf_add_byte(cli->out, '\n');
}
