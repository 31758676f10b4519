#include "http/routes.h"

#include "answer/account_json.h"
#include "base/utf8.h"
#include "http/page_cursor.h"

static const Shape ACCOUNT_LIST = {.kind = SHAPE_LIST, .items = &ACCOUNT_SHAPE};

const Shape ACCOUNTS_SHAPE = {
	.name = "Accounts",
	.kind = SHAPE_OBJECT,
	.help = "a page of the accounts",
	SHAPE_MEMBERS({"accounts", &ACCOUNT_LIST, ALWAYS, "by name"}, PAGE_MEMBERS),
};

static const Shape NAME = {.kind = SHAPE_TEXT, .minimum = 1, .maximum = 200};
static const Shape NOTE = {.kind = SHAPE_TEXT, .maximum = 10000};

const Shape NEW_ACCOUNT_SHAPE = {
	.name = "NewAccount",
	.kind = SHAPE_OBJECT,
	.help = "an account to add",
	SHAPE_MEMBERS({"name", &NAME, ALWAYS, "unique; at most 200 bytes"},
		      {"note", &NOTE, OPTIONAL_NULLABLE, "for people"}),
};

const Shape ACCOUNT_CHANGE_SHAPE = {
	.name = "AccountChange",
	.kind = SHAPE_OBJECT,
	.help = "what is to change in an account; what is missing stays",
	SHAPE_MEMBERS({"name", &NAME, OPTIONAL, "its new name, unique; at most 200 bytes"},
		      {"note", &NOTE, OPTIONAL_NULLABLE, "null: none"}),
};

/* A page of accounts. */
typedef struct AccountsResult {
	AccountList list; /* those that fit */
	PageSlice slice;
} AccountsResult;

static ItemMark mark_of(const void *items, size_t place)
{
	const Account *accounts = items;
	return (ItemMark){.id = accounts[place].id};
}

static PagedList paged(const AccountsResult *result)
{
	return (PagedList){result->list.at, result->list.len, mark_of};
}

/* Whether a folded text holds each word of `words`, which are folded too. */
static bool has_words(Str text, Str words)
{
	while (words.len > 0) {
		size_t ignored;
		size_t end = words.len;
		(void)str_find(words, STR(" "), &end);
		if (!str_find(text, str_slice(words, 0, end), &ignored))
			return false;
		words = str_slice(words, end + 1, words.len);
	}
	return true;
}

/* Keeps the accounts whose name or note holds all words, in any case. */
static void keep_found(Arena *mem, AccountList *list, Str words)
{
	Buf wanted = {.mem = mem};
	Buf text = {.mem = mem};
	size_t kept = 0;
	utf8_fold(&wanted, words);
	for (size_t i = 0; i < list->len; i++) {
		buf_clear(&text);
		utf8_fold(&text, list->at[i].name);
		buf_add_byte(&text, '\n');
		utf8_fold(&text, list->at[i].note);
		if (has_words(buf_str(&text), buf_str(&wanted)))
			list->at[kept++] = list->at[i];
	}
	list->len = kept;
}

bool api_accounts_list_run(Call *call, Err *err)
{
	PageCursor cursor;
	AccountsResult *result = ARENA_NEW(call->mem, AccountsResult);
	if (!page_cursor_read(call, &cursor, err) || !accounts_list(call->app, &result->list, err))
		return false;
	if (call_given(call, "q")->text.len > 0)
		keep_found(call->mem, &result->list, call_given(call, "q")->text);
	PagedList list = paged(result);
	result->slice = page_slice(call, &cursor, &list);
	call->result = result;
	return true;
}

bool api_accounts_list_render(Call *call, Err *err)
{
	const AccountsResult *result = call->result;
	PagedList list = paged(result);
	(void)err;
	json_write_begin_object(&call->json);
	json_put_key(&call->json, "accounts");
	json_write_begin_array(&call->json);
	for (size_t i = result->slice.from; i < result->slice.to; i++)
		json_put_account(&call->json, call->mem, &result->list.at[i]);
	json_write_end_array(&call->json);
	page_put(call, &result->slice, &list);
	json_write_end_object(&call->json);
	return true;
}

bool api_account_add_run(Call *call, Err *err)
{
	call->result = ARENA_NEW(call->mem, Account);
	return accounts_add(call->app, call_text(call, "name"), call_text(call, "note"),
			    call->result, err);
}

bool api_account_render(Call *call, Err *err)
{
	(void)err;
	json_put_account(&call->json, call->mem, call->result);
	return true;
}

bool api_account_show_run(Call *call, Err *err)
{
	Date as_of = call_given(call, "as_of")->date;
	if (!date_is_set(as_of))
		as_of = instant_date(call->request->now);
	call->result = ARENA_NEW(call->mem, AccountView);
	return accounts_show(call->app, call_given(call, "name")->text, as_of, call->result, err);
}

bool api_account_show_render(Call *call, Err *err)
{
	(void)err;
	json_put_account_view(&call->json, call->mem, call->result);
	return true;
}

bool api_account_edit_run(Call *call, Err *err)
{
	Str name = call_text(call, "name");
	Str note = call_text(call, "note");
	bool new_name = json_member(call->body, STR("name")) != NULL;
	bool new_note = json_member(call->body, STR("note")) != NULL;
	if (!new_name && !new_note)
		return fail(err, ERR_INPUT, "nothing is to change: give name or note");
	call->result = ARENA_NEW(call->mem, Account);
	return accounts_edit(call->app, call_given(call, "name")->text, new_name ? &name : NULL,
			     new_note ? &note : NULL, call->result, err);
}
