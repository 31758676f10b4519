#include "cli/close_words.h"

#include "cli/figure_words.h"
#include "cli/wording.h"

bool changed_since_close(const FigureRow *row, size_t place)
{
	const Figure *now = &row->figures[place];
	const Figure *then = row->at_close ? &row->at_close[place] : now;
	if (now->na != REASON_NONE || then->na != REASON_NONE)
		return now->na != then->na;
	return ratio_compare(now->value, then->value) != 0;
}

bool row_changed_since_close(const FigureRow *row, size_t count)
{
	bool changed = false;
	for (size_t i = 0; i < count; i++)
		changed |= changed_since_close(row, i);
	return changed;
}

Str shown_since_close(Arena *mem, const FigureRow *row, size_t place)
{
	Ratio difference;
	const Figure *now = &row->figures[place];
	if (!changed_since_close(row, place))
		return STR("–");
	const Figure *then = &row->at_close[place];
	if (now->na != REASON_NONE || then->na != REASON_NONE ||
	    !ratio_subtract(now->value, then->value, &difference))
		return STR("changed");
	return shown_difference(mem, now, difference);
}

Str shown_closed(Arena *mem, const FigureRow *row)
{
	Str on = shown_date(mem, row->closed_on);
	if (instant_date(row->closed_at).day == row->closed_on.day)
		return str_format(mem, "on %.*s", STR_ARG(on));
	return str_format(mem, "on %.*s, known here since %.*s", STR_ARG(on),
			  STR_ARG(shown_instant(mem, row->closed_at)));
}

static bool is_plain(Str word)
{
	for (size_t i = 0; i < word.len; i++) {
		char c = word.ptr[i];
		bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
			     (c >= 'a' && c <= 'z') || c == ':' || c == '.' || c == '_' || c == '-';
		if (!plain)
			return false;
	}
	return word.len > 0;
}

/* As a shell takes it for one word, whatever is in it. */
static void add_word(Buf *out, Str word)
{
	if (is_plain(word)) {
		buf_add(out, word);
		return;
	}
	buf_add_byte(out, '\'');
	for (size_t i = 0; i < word.len; i++) {
		if (word.ptr[i] == '\'')
			buf_add(out, STR("'\\'"));
		buf_add_byte(out, word.ptr[i]);
	}
	buf_add_byte(out, '\'');
}

/* A contract's key alone, unless that reads as another scope. */
static Str short_scope(Str scope)
{
	Scope read;
	Err ignored;
	Str kind = STR("contract:");
	Str key = str_slice(scope, kind.len, scope.len);
	bool is_key = str_starts(scope, kind) && scope_parse(key, &read, &ignored) &&
		      read.kind == SCOPE_CONTRACT && str_eq(read.name, key);
	return is_key ? key : scope;
}

Str restate_words(Cli *cli, const FigureRow *row)
{
	const Moment *moment = &cli->args->moment;
	Buf out = {.mem = cli->mem};
	buf_add(&out, STR("pacta restate "));
	add_word(&out, shown_text(cli->mem, short_scope(row->scope)));
	buf_add(&out, STR(" --period "));
	add_word(&out, row->period_name);
	buf_add_format(&out, " --known-at %.*s", STR_ARG(instant_text(cli->mem, row->closed_at)));
	if (moment->known.us != INSTANT_MAX.us)
		buf_add_format(&out, " --vs %.*s", STR_ARG(instant_text(cli->mem, moment->known)));
	if (date_is_set(moment->as_of))
		buf_add_format(&out, " --as-of %.*s", STR_ARG(date_text(cli->mem, moment->as_of)));
	return buf_str(&out);
}

/* Of a period that has been closed as a whole. */
static void add_closed(Cli *cli, const FigureTable *figures)
{
	const FigureRow *total = &figures->total;
	bool changed = row_changed_since_close(total, figures->metric_count);
	buf_add_format(cli->out, "%sclosed %.*s", changed ? "! " : "",
		       STR_ARG(shown_closed(cli->mem, total)));
	if (!total->at_close)
		buf_add(cli->out, STR("; --since-close tells what changed since"));
	else if (!changed)
		buf_add(cli->out, STR("; the same since"));
	else
		buf_add_format(cli->out, "; why it changed since: %.*s",
			       STR_ARG(restate_words(cli, total)));
	buf_add_byte(cli->out, '\n');
}

/* The rows that changed since their close: how many, and the first of them; NULL: none. */
static const FigureRow *find_changed(const FigureTable *figures, size_t *count)
{
	const FigureRow *first = NULL;
	*count = 0;
	for (size_t i = 0; i < figures->row_count; i++) {
		const FigureRow *row = &figures->rows[i];
		if (!row_changed_since_close(row, figures->metric_count))
			continue;
		first = first ? first : row;
		*count += 1;
	}
	return first;
}

static void add_changed_rows(Cli *cli, const FigureRow *first, size_t count)
{
	buf_add_format(cli->out, "! %.*s row%s changed since the close; why the first did: %.*s\n",
		       STR_ARG(shown_count(cli->mem, count)), count == 1 ? "" : "s",
		       STR_ARG(restate_words(cli, first)));
}

/* Of a period that was closed in part: how many rows were. */
static void add_closed_rows(Cli *cli, const FigureTable *figures, bool asked)
{
	size_t booked = 0;
	for (size_t i = 0; i < figures->row_count; i++)
		booked += figures->rows[i].booked;
	if (booked > 0)
		buf_add_format(cli->out, "closed: %.*s of %.*s rows; %s\n",
			       STR_ARG(shown_count(cli->mem, booked)),
			       STR_ARG(shown_count(cli->mem, figures->row_count)),
			       asked ? "the same since" : "--since-close tells what changed since");
	else if (cli->args->since_close)
		buf_add(cli->out, STR("not every month of the period has been closed\n"));
}

void add_close(Cli *cli, const FigureTable *figures, bool asked)
{
	size_t count;
	const FigureRow *changed = find_changed(figures, &count);
	/* The total stands against the last close: its rows may have changed before that one. */
	if (figures->total.booked &&
	    (!changed || row_changed_since_close(&figures->total, figures->metric_count)))
		add_closed(cli, figures);
	else if (changed)
		add_changed_rows(cli, changed, count);
	else
		add_closed_rows(cli, figures, asked);
}
