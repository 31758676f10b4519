/*
 * Imports of facts, hand writes and undoings in any order, against the plainest model: of each id the list of words
 * about it, of which the last one counts that no undone import said.
 */

#include "fact_files.h"

#include "app/facts.h"

#include <stdlib.h>

enum { IDS = 12, STEPS = 220, VARIANTS = 6, FIELDS_MAX = 16, NOTHING = -1 };

/* What is said of an id: the rest of its row, and what is seen then. */
typedef struct Variant {
	const char *row;
	const char *seen;
} Variant;

typedef struct Ground {
	FactKind kind;
	const char *header;
	Variant variants[VARIANTS];
	const char *
		frame; /* rows that span all days, so that a complete file concerns all; never changed */
} Ground;

static const Ground TIMES = {
	FACT_TIME_ENTRY,
	"external_id,contract,resource,work_date,seconds,start",
	{
		{"H-1,Resource 01,2025-03-03,100,", "H-1 2025-03-03 100; "},
		{"H-2,Resource 01,2025-03-03,100,", "H-2 2025-03-03 100; "},
		{"H-1,Resource 01,2025-03-03,7200,23:00",
		 "H-1 2025-03-03 3600; H-1 2025-03-04 3600; "},
		{"H-1,Resource 01,2025-03-03,7300,23:00",
		 "H-1 2025-03-03 3600; H-1 2025-03-04 3700; "},
		{"H-1,Resource 01,2025-03-03,3600,23:00", "H-1 2025-03-03 3600; "},
		{"H-2,Resource 02,2025-03-31,93600,22:00",
		 "H-2 2025-03-31 7200; H-2 2025-04-01 86400; "},
	},
	"first,H-1,Resource 01,2025-01-01,1,\nlast,H-1,Resource 01,2025-12-31,1,\n",
};

static const Ground COSTS = {
	FACT_COST,
	"external_id,contract,date,amount,kind",
	{
		{"H-1,2025-03-03,1.00,expense", "H-1 2025-03-03 100; "},
		{"H-2,2025-03-03,1.00,expense", "H-2 2025-03-03 100; "},
		{"H-1,2025-03-03,2.00,expense", "H-1 2025-03-03 200; "},
		{"H-1,2025-04-03,2.00,expense", "H-1 2025-04-03 200; "},
		{"H-2,2025-04-03,3.00,expense", "H-2 2025-04-03 300; "},
		{"H-2,2025-04-04,3.00,expense", "H-2 2025-04-04 300; "},
	},
	"first,H-1,2025-01-01,1.00,expense\nlast,H-1,2025-12-31,1.00,expense\n",
};

typedef struct Word {
	int64_t import_id; /* 0: by hand */
	int variant;       /* or NOTHING */
} Word;

typedef struct Replay {
	App *app;
	const Ground *ground;
	uint64_t random;
	VEC(Word) words[IDS];
	VEC(int64_t) imports; /* not undone */
	VEC(int64_t) undone;
} Replay;

static int throw(Replay * r, int sides)
{
	r->random ^= r->random << 13;
	r->random ^= r->random >> 7;
	r->random ^= r->random << 17;
	return (int)(r->random % (uint64_t)sides);
}

static bool is_undone(const Replay *r, int64_t import_id)
{
	for (size_t i = 0; i < r->undone.len; i++) {
		if (r->undone.at[i] == import_id)
			return true;
	}
	return false;
}

static int variant_of(const Replay *r, int id)
{
	for (size_t i = r->words[id].len; i > 0; i--) {
		const Word *word = &r->words[id].at[i - 1];
		if (!is_undone(r, word->import_id))
			return word->variant;
	}
	return NOTHING;
}

/* A word that changes nothing is none. */
static void say(Replay *r, int id, int64_t import_id, int variant)
{
	if (variant_of(r, id) != variant)
		*vec_push(r->app->mem, &r->words[id]) = (Word){import_id, variant};
}

static Str row_of(const Replay *r, int id, int variant)
{
	return str_format(r->app->mem, "id-%02d,%s\n", id, r->ground->variants[variant].row);
}

static void import_some(Replay *r)
{
	int said[IDS];
	bool complete = throw(r, 2) == 0;
	Buf file = {.mem = r->app->mem};
	buf_add_format(&file, "%s\n%s", r->ground->header, r->ground->frame);
	for (int id = 0; id < IDS; id++) {
		said[id] = throw(r, 2) == 0 ? NOTHING : throw(r, VARIANTS);
		if (said[id] != NOTHING)
			buf_add(&file, row_of(r, id, said[id]));
	}
	buf_add_byte(&file, '\0');
	ImportSummary summary =
		import_text(r->app, "facts.csv", buf_str(&file).ptr,
			    (ImportRequest){.source = STR("mine"), .complete = complete});
	assert_int_equal(summary.quarantined, 0);
	if (summary.id == 0)
		return;
	for (int id = 0; id < IDS; id++) {
		if (said[id] != NOTHING || complete)
			say(r, id, summary.id, said[id]);
	}
	*vec_push(r->app->mem, &r->imports) = summary.id;
}

static Str next_field(Str *rest)
{
	size_t end;
	if (!str_find(*rest, STR(","), &end))
		end = rest->len;
	Str field = str_trim(str_slice(*rest, 0, end));
	*rest = str_slice(*rest, end + 1, rest->len);
	return field;
}

static void write_row(const Replay *r, Str row, bool deletes)
{
	FactText texts[FIELDS_MAX];
	size_t count = 0;
	Err err;
	FactResult result;
	Str names = str_from_c(r->ground->header);
	FactInput input = {.kind = r->ground->kind,
			   .source = STR("mine"),
			   .texts = texts,
			   .deletes = deletes};
	(void)next_field(&names);
	input.external_id = next_field(&row);
	while (names.len > 0) {
		FactText text = {next_field(&names), next_field(&row)};
		if (text.value.len > 0 && !deletes)
			texts[count++] = text;
	}
	input.text_count = count;
	MUST(facts_write(r->app, &input, 1, &result, &err));
}

static void write_by_hand(Replay *r)
{
	int id = throw(r, IDS);
	bool deletes = throw(r, 3) == 0;
	int variant = throw(r, VARIANTS);
	write_row(r, row_of(r, id, variant), deletes);
	say(r, id, 0, deletes ? NOTHING : variant);
}

static void undo_one(Replay *r)
{
	Err err;
	UndoSummary undone;
	if (r->imports.len == 0)
		return;
	size_t place = (size_t) throw(r, (int)r->imports.len);
	int64_t id = r->imports.at[place];
	r->imports.at[place] = r->imports.at[--r->imports.len];
	*vec_push(r->app->mem, &r->undone) = id;
	MUST(imports_undo(r->app, id, (Str){0}, &undone, &err));
}

/* What is seen of an id, as variants tell it. */
static void see(Buf seen[IDS], Str external_id, Str contract, Date on, int64_t number)
{
	Str digits = str_slice(external_id, 3, external_id.len);
	if (!str_starts(external_id, STR("id-")))
		return;
	Buf *buf = &seen[(digits.ptr[0] - '0') * 10 + (digits.ptr[1] - '0')];
	buf_add_format(buf, "%.*s %.*s %lld; ", STR_ARG(contract), STR_ARG(date_text(buf->mem, on)),
		       (long long)number);
}

static void see_entries(const Replay *r, Buf seen[IDS])
{
	EntriesPage page;
	Err err;
	EntriesQuery query = {.from = DATE_NONE,
			      .to = DATE_NONE,
			      .moment = MOMENT_NOW,
			      .limit = 10000};
	MUST(entries_page(r->app, &query, &page, &err));
	for (size_t i = 0; i < page.len; i++) {
		const ShownEntry *shown = &page.at[i];
		see(seen, shown->entry.external_id, shown->contract, shown->entry.work_date,
		    shown->entry.seconds);
	}
}

/* Of costs also the import is looked at: it is the one that had said so. */
static void see_costs(const Replay *r, Buf seen[IDS])
{
	FactsPage page;
	Err err;
	FactsQuery query = {.kind = FACT_COST, .moment = MOMENT_NOW};
	MUST(facts_page(r->app, &query, &page, &err));
	for (size_t i = 0; i < page.list.len; i++) {
		const Fact *fact = &page.list.at[i];
		assert_false(is_undone(r, fact->import_id));
		see(seen, fact->identity, page.contracts[i],
		    (Date){(int32_t)fact->values[fact_field(FACT_COST, "date")].number},
		    fact->values[fact_field(FACT_COST, "amount")].number);
	}
}

static void compare(const Replay *r, int step)
{
	Buf seen[IDS];
	for (int id = 0; id < IDS; id++)
		seen[id] = (Buf){.mem = r->app->mem};
	if (r->ground->kind == FACT_TIME_ENTRY)
		see_entries(r, seen);
	else
		see_costs(r, seen);
	for (int id = 0; id < IDS; id++) {
		int variant = variant_of(r, id);
		const char *wanted = variant == NOTHING ? "" : r->ground->variants[variant].seen;
		if (!str_eq_c(buf_str(&seen[id]), wanted))
			fail_msg("step %d, id %d: '%.*s', wanted '%s'", step, id,
				 STR_ARG(buf_str(&seen[id])), wanted);
	}
}

static void live(App *app, const Ground *ground)
{
	const char *given = getenv("PACTA_SEED");
	Replay r = {.app = app,
		    .ground = ground,
		    .random = given ? strtoull(given, NULL, 10) : 408};
	print_message("# seed %llu\n", (unsigned long long)r.random);
	add_contract(app, "H-1");
	add_contract(app, "H-2");
	Str frame = str_from_c(ground->frame);
	size_t line;
	assert_true(str_find(frame, STR("\n"), &line));
	write_row(&r, str_slice(frame, 0, line), false);
	write_row(&r, str_trim(str_slice(frame, line + 1, frame.len)), false);
	for (int step = 0; step < STEPS; step++) {
		int chosen = throw(&r, 5);
		if (chosen < 2)
			import_some(&r);
		else if (chosen < 3)
			write_by_hand(&r);
		else
			undo_one(&r);
		compare(&r, step);
	}
	while (r.imports.len > 0) {
		undo_one(&r);
		compare(&r, STEPS);
	}
	expect_sound(app, "after all");
}

static void entries_are_as_the_last_word_that_stands(void **state)
{
	live(app_of(state), &TIMES);
}

static void costs_are_as_the_last_word_that_stands(void **state)
{
	live(app_of(state), &COSTS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(entries_are_as_the_last_word_that_stands),
		STORE_TEST(costs_are_as_the_last_word_that_stands),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, fresh_db_end);
}
