#include "history/history_fixture.h"

#include <stdlib.h>

Date day(const char *text)
{
	Date date;
	Err err = {0};
	if (!date_parse(str_from_c(text), &date, &err))
		fail_msg("%s", err.text);
	return date;
}

Instant instant(const char *text)
{
	Instant at;
	Err err = {0};
	if (!instant_parse(str_from_c(text), &at, NULL, &err))
		fail_msg("%s", err.text);
	return at;
}

Currency currency(const char *code)
{
	Currency found;
	Err err = {0};
	if (!currency_find(str_from_c(code), &found, &err))
		fail_msg("%s", err.text);
	return found;
}

/* Takes the text up to the next `end` off `rest`. */
static Str take(Str *rest, char end)
{
	size_t at = 0;
	while (at < rest->len && rest->ptr[at] != end)
		at++;
	Str taken = str_slice(*rest, 0, at);
	*rest = str_slice(*rest, at + 1, rest->len);
	return taken;
}

static Change read_change(const Told *told, Str word)
{
	Change change = {.op = CHANGE_SET};
	Err err = {0};
	Str value = word;
	Str name = take(&value, '=');
	if (str_ends(name, STR("+"))) {
		change.op = CHANGE_ADD;
		name = str_slice(name, 0, name.len - 1);
	}
	if (!fields_find(&told->fields, name, &change.field, &err) ||
	    !value_parse(&told->fields.at[change.field], told->currency, change.op, value,
			 NUMBER_PLAIN, &change.value, &err))
		fail_msg("story: '%.*s': %s", STR_ARG(word), err.text);
	return change;
}

static Entry read_entry(Arena *mem, const Told *told, Str line)
{
	VEC(Change) changes = {0};
	Entry entry = {.signed_on = DATE_NONE, .effective_on = DATE_NONE};
	const char *recorded = NULL;
	entry.known_at = instant("2000-01-01");
	Str first = take(&line, ' ');
	if (str_eq(first, STR("retract"))) {
		entry.kind = ENTRY_RETRACTION;
		entry.target = (int32_t)strtol(str_to_c(mem, take(&line, ' ')), NULL, 10);
	} else {
		entry.effective_on = day(str_to_c(mem, first));
	}
	while (line.len > 0) {
		Str word = take(&line, ' ');
		const char *rest = word.len > 0 ? str_to_c(mem, str_slice(word, 1, word.len)) : "";
		if (str_starts(word, STR("@")))
			entry.known_at = instant(rest);
		else if (str_starts(word, STR(">")))
			recorded = rest;
		else if (str_starts(word, STR("#")))
			entry.order_key = str_from_c(rest);
		else if (str_starts(word, STR("~")))
			entry.signed_on = day(rest);
		else if (word.len > 0)
			*vec_push(mem, &changes) = read_change(told, word);
	}
	entry.recorded_at = recorded ? instant(recorded) : entry.known_at;
	entry.changes = changes.at;
	entry.change_count = changes.len;
	return entry;
}

Told tell(Arena *mem, const char *currency_code, const char *story)
{
	Told told = {.currency = currency(currency_code)};
	VEC(Entry) entries = {0};
	Str rest = str_copy(mem, str_from_c(story));
	fields_init(&told.fields, mem, NULL, 0);
	while (rest.len > 0) {
		Str line = str_trim(take(&rest, '\n'));
		if (line.len == 0)
			continue;
		Entry entry = read_entry(mem, &told, line);
		entry.number = (int32_t)entries.len + 1;
		*vec_push(mem, &entries) = entry;
	}
	told.entries = entries.at;
	told.count = entries.len;
	return told;
}

Fold told_fold(Arena *mem, const Told *told, View view)
{
	Fold fold;
	Err err = {0};
	EntryList seen = view_select(mem, told->entries, told->count, view);
	if (!fold_entries(mem, &told->fields, seen, &fold, &err))
		fail_msg("%s", err.text);
	return fold;
}

Earning *told_earning(Arena *mem, const Told *told, Convention convention)
{
	Fold fold = told_fold(mem, told, VIEW_ALL);
	return earning_of(mem, &fold, convention);
}

Str amount_words(Arena *mem, Currency cur, Amount amount)
{
	if (amount.na != NA_NONE)
		return str_format(mem, "n/a %s", na_name(amount.na));
	return money_text(mem, amount.minor, cur);
}

Str figures_words(Arena *mem, Currency cur, const Figures *figures)
{
	const char *estimate = figures->estimate ? " estimate" : "";
	Str revenue = amount_words(mem, cur, figures->revenue);
	if (figures->revenue.na != NA_NONE && figures->revenue.na == figures->profit.na)
		return str_format(mem, "%.*s%s", STR_ARG(revenue), estimate);
	return str_format(mem, "%.*s %.*s%s", STR_ARG(revenue),
			  STR_ARG(amount_words(mem, cur, figures->profit)), estimate);
}

Str term_words(Arena *mem, Currency cur, const TermFigures *figures)
{
	return str_format(mem, "%.*s | %.*s | %.*s",
			  STR_ARG(figures_words(mem, cur, &figures->first_year)),
			  STR_ARG(figures_words(mem, cur, &figures->last_year)),
			  STR_ARG(figures_words(mem, cur, &figures->total)));
}

Str values_words(Arena *mem, const Told *told, const Value *values)
{
	Buf buf = {.mem = mem};
	for (size_t i = 0; i < told->fields.len; i++) {
		if (!values[i].set)
			continue;
		Str text = value_text(mem, &told->fields.at[i], told->currency, values[i]);
		buf_add_format(&buf, "%s%.*s=%.*s", buf.len > 0 ? " " : "",
			       STR_ARG(told->fields.at[i].name), STR_ARG(text));
	}
	return buf_str(&buf);
}

/* splitmix64 */
uint64_t random_bits(Random *random)
{
	uint64_t z = random->state += 0x9E3779B97F4A7C15;
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
	return z ^ (z >> 31);
}

int64_t random_in(Random *random, int64_t least, int64_t most)
{
	return least + (int64_t)(random_bits(random) % (uint64_t)(most - least + 1));
}

static const char *pick(Random *random, const char *const *list, size_t len)
{
	return list[random_bits(random) % len];
}

#define PICK(random, ...)                                  \
	pick((random), (const char *const[]){__VA_ARGS__}, \
	     COUNT(((const char *const[]){__VA_ARGS__})))

static Date random_day(Random *random)
{
	return date_add(day("2019-12-25"),
			(int32_t)(random_in(random, 0, 30) * random_in(random, 1, 50)));
}

/* Adds a change of a field that no change of this entry names yet; `named` has a bit for each. */
static void add_random_change(Buf *buf, Random *random, StoryKind kind, uint32_t *named)
{
	unsigned field = (unsigned)random_in(random, 0, kind.spreads ? 8 : 5);
	if (*named & (1u << field))
		return;
	*named |= 1u << field;
	bool clears = !kind.complete && random_in(random, 0, 9) == 0;
	static const char *const names[] = {"annual_value", "direct_labor", "ends_on",
					    "starts_on",    "day_count",    "pricing",
					    "total_value",  "value_basis",  "total_value"};
	if (clears) {
		buf_add_format(buf, " %s=", names[field]);
		return;
	}
	switch (field) {
	case 0:
		buf_add_format(buf, " annual_value%s",
			       PICK(random, "=365", "=0.01", "=1200.95", "+=10", "+=-0.50"));
		return;
	case 1:
		buf_add_format(buf, " direct_labor=%s",
			       PICK(random, "0", "1", "0.6", "0.333333", "0.07"));
		return;
	case 2:
	case 3: {
		Str date = date_text(buf->mem, field == 2 ? date_add(random_day(random), 300)
							  : random_day(random));
		buf_add_format(buf, " %s=%.*s", names[field], STR_ARG(date));
		return;
	}
	case 4:
		buf_add_format(buf, " day_count=%s",
			       PICK(random, "ACT/365F", "ACT/ACT", "ACT/360", "30/360", "30E/360",
				    "ACT/CY"));
		return;
	case 5:
		if (!kind.complete)
			buf_add_format(buf, " pricing=%s",
				       PICK(random, "fixed", "retainer", "capped"));
		return;
	case 7:
		buf_add_format(buf, " value_basis=%s", PICK(random, "total", "total", "annual"));
		return;
	default:
		*named |= 1u << 6 | 1u << 8;
		buf_add_format(buf, " total_value%s",
			       PICK(random, "=100", "=77.77", "+=0.01", "+=50", "+=-20"));
	}
}

const char *random_story(Arena *mem, Random *random, StoryKind kind)
{
	Buf buf = {.mem = mem};
	Date at = day("2020-01-01");
	for (size_t i = 0; i < kind.entries; i++) {
		if (kind.in_order)
			at = i == 0 ? at : date_add(at, (int32_t)random_in(random, 0, 3));
		else
			at = i == 0 ? at : random_day(random);
		buf_add_format(&buf, "%.*s", STR_ARG(date_text(mem, at)));
		uint32_t named = 0;
		if (i == 0) {
			buf_add_format(
				&buf,
				" starts_on=2020-01-01 ends_on=2021-10-01 annual_value=100 direct_labor=0.5");
			named = 0xF;
			if (kind.spreads)
				buf_add_format(&buf, " value_basis=total total_value=100");
			named |= 1u << 6 | 1u << 7 | 1u << 8;
		}
		for (int64_t n = random_in(random, 0, 3); n > 0; n--)
			add_random_change(&buf, random, kind, &named);
		buf_add_format(&buf, " #%s\n", PICK(random, "", "P1", "P2", "P10", "9", "10"));
	}
	return str_to_c(mem, buf_str(&buf));
}
