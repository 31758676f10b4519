#include "fresh_books.h"

const Firm *read_firm(App *app, BooksQuery query)
{
	Firm *firm = ARENA_NEW(app->mem, Firm);
	Err err;
	MUST(app_begin_read(app, &err));
	bool ok = firm_read(app, &query, firm, &err);
	app_end(app);
	MUST(ok);
	return firm;
}

BooksQuery query_of(unsigned needs)
{
	return (BooksQuery){
		.scope = {SCOPE_PORTFOLIO, {0}},
		.needs = needs,
		.moment = {day("2025-06-30"), INSTANT_MAX, INSTANT_MAX},
		.effective = DATE_NONE,
		.days = {day("2025-01-01"), day("2026-01-01")},
		.keep = true,
	};
}

static bool take(void *context, const Book *book, Err *err)
{
	Taken *taken = context;
	(void)err;
	assert_true(taken->len < TAKEN_MAX);
	taken->at[taken->len++] = book;
	return true;
}

bool read_books(App *app, BooksQuery query, Taken *out, Err *err)
{
	Firm *firm = ARENA_NEW(app->mem, Firm);
	*out = (Taken){.len = 0};
	if (!app_begin_read(app, err))
		return false;
	bool ok =
		firm_read(app, &query, firm, err) && books_each(app, firm, &query, take, out, err);
	app_end(app);
	return ok;
}

const Book *read_book(App *app, BooksQuery query, const char *key)
{
	Taken taken;
	Err err;
	query.scope = (Scope){SCOPE_CONTRACT, str_from_c(key)};
	MUST(read_books(app, query, &taken, &err));
	assert_int_equal(taken.len, 1);
	return taken.at[0];
}

void expect_buf(const char *label, const Buf *got, const char *wanted)
{
	if (!str_eq_c(buf_str(got), wanted))
		fail_msg("%s:\n got  %.*s\n want %s", label, STR_ARG(buf_str(got)), wanted);
}

void add_priced(Buf *buf, Priced priced)
{
	if (priced.na != REASON_NONE)
		buf_add_format(buf, " %s", reason_name(priced.na));
	else
		buf_add_format(buf, " %lld", (long long)priced.minor);
}

void add_day(Buf *buf, Date date)
{
	Str text = date_text(buf->mem, date);
	buf_add_format(buf, " %.*s", STR_ARG(text.len > 0 ? text : STR("-")));
}
