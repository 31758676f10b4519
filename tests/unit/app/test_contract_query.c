/* Filtering, ordering and paging of contracts that were read. */

#include "check.h"

#include "app/contract_query.h"

typedef struct Row {
	const char *key, *name, *account, *manager, *status, *currency;
	int64_t annual;  /* -1: unset */
	int64_t starts;  /* -1: unset */
	int64_t revenue; /* -1: n/a */
	ContractKind kind;
} Row;

static const Row ROWS[] = {
	{"A-2", "Dock works", "Harbour", "Ödön", "active", "USD", 300, 10, 900, CONTRACT_CUSTOMER},
	{"A-10", "dock paint", "Harbour", "anna", "", "EUR", 200, -1, 100, CONTRACT_CUSTOMER},
	{"A-11", "", "Ærø <b>", "Anna", "draft", "USD", -1, 12, -1, CONTRACT_VENDOR},
	{"b", "Straße 7", "Ships", "", "active", "EUR", 200, 11, 300, CONTRACT_VENDOR},
	{"C", "ΔΕΛΤΑ", "Ships", "Жанна", "active", "USD", 100, 10, 700, CONTRACT_CUSTOMER},
};

static ContractStates states_of(Arena *mem)
{
	ContractState *at = ARENA_ARRAY(mem, ContractState, COUNT(ROWS));
	for (size_t i = 0; i < COUNT(ROWS); i++) {
		const Row *row = &ROWS[i];
		Value *values = ARENA_ARRAY(mem, Value, BUILTIN_FIELDS);
		Err err;
		at[i].contract.key = str_from_c(row->key);
		at[i].contract.name = str_from_c(row->name);
		at[i].contract.account = str_from_c(row->account);
		at[i].contract.kind = row->kind;
		assert_true(
			currency_find(str_from_c(row->currency), &at[i].contract.currency, &err));
		values[MANAGER] = (Value){row->manager[0] != '\0', 0, str_from_c(row->manager)};
		values[STATUS] = (Value){.set = row->status[0] != '\0'};
		while (values[STATUS].set &&
		       !str_eq_c(fields_builtin()[STATUS].choices[values[STATUS].number],
				 row->status))
			values[STATUS].number++;
		values[ANNUAL_VALUE] = (Value){row->annual >= 0, row->annual, {0}};
		values[TOTAL_VALUE] = (Value){row->annual >= 0, -row->annual, {0}};
		values[STARTS_ON] = (Value){row->starts >= 0, row->starts, {0}};
		values[ENDS_ON] = (Value){row->starts >= 0, -row->starts, {0}};
		at[i].values = values;
		Na na = row->revenue < 0 ? NA_NO_END : NA_NONE;
		at[i].total.revenue = (Amount){.minor = row->revenue, .na = na};
		at[i].total.profit = (Amount){.minor = -row->revenue, .na = na};
	}
	return (ContractStates){NULL, at, COUNT(ROWS)};
}

static const char *keys_of(Arena *mem, const ContractPage *page)
{
	Buf keys = {.mem = mem};
	for (size_t i = 0; i < page->len; i++) {
		buf_add(&keys, i > 0 ? STR(" ") : STR(""));
		buf_add(&keys, page->at[i]->contract.key);
	}
	return str_to_c(mem, buf_str(&keys));
}

static void check_query(Arena *mem, const char *label, ContractQuery query, const char *keys,
			size_t total)
{
	ContractStates states = states_of(mem);
	ContractPage page = contract_query(mem, &states, &query);
	check_text(label, str_from_c(keys_of(mem, &page)), keys);
	check_size(label, page.total, total);
}

static void filters(void **state)
{
	Arena *mem = *state;
	const struct {
		const char *label;
		ContractQuery query;
		const char *keys;
	} cases[] = {
		{"without a filter all are there", {.limit = 9}, "A-2 A-10 A-11 b C"},
		{"an account by its whole name", {.account = STR("Ships"), .limit = 9}, "b C"},
		{"a part of a name is no account", {.account = STR("Ship"), .limit = 9}, ""},
		{"a status", {.status = STR("active"), .limit = 9}, "A-2 b C"},
		{"no status", {.status = STR("none"), .limit = 9}, "A-10"},
		{"a kind", {.has_kind = true, .kind = CONTRACT_CUSTOMER, .limit = 9}, "A-2 A-10 C"},
		{"a word in a key", {.words = STR("a-1"), .limit = 9}, "A-10 A-11"},
		{"a word in a name, in any case", {.words = STR("DOCK"), .limit = 9}, "A-2 A-10"},
		{"a word in an account", {.words = STR("harb"), .limit = 9}, "A-2 A-10"},
		{"a word in a manager", {.words = STR("anna"), .limit = 9}, "A-10 A-11"},
		{"each word must be found", {.words = STR(" dock  works "), .limit = 9}, "A-2"},
		{"words may be in different texts",
		 {.words = STR("dock anna"), .limit = 9},
		 "A-10"},
		{"no word goes across texts", {.words = STR("2dock"), .limit = 9}, ""},
		{"Latin letters beyond ASCII", {.words = STR("öDÖN ærø"), .limit = 9}, ""},
		{"in any case", {.words = STR("öDÖN"), .limit = 9}, "A-2"},
		{"Greek", {.words = STR("δελτα"), .limit = 9}, "C"},
		{"Cyrillic", {.words = STR("ЖАННА"), .limit = 9}, "C"},
		{"markup is text", {.words = STR("<b>"), .limit = 9}, "A-11"},
		{"filters go together",
		 {.words = STR("s"), .status = STR("active"), .account = STR("Ships"), .limit = 9},
		 "b C"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t total = 0;
		for (const char *c = cases[i].keys; *c; c++)
			total += *c == ' ';
		check_query(mem, cases[i].label, cases[i].query, cases[i].keys,
			    cases[i].keys[0] ? total + 1 : 0);
	}
}

static void orders(void **state)
{
	Arena *mem = *state;
	const struct {
		const char *sort;
		const char *ascending;
		const char *descending;
	} cases[] = {
		{"key", "A-2 A-10 A-11 b C", "C b A-11 A-10 A-2"},
		{"name", "A-10 A-2 b C A-11", "C b A-2 A-10 A-11"},
		{"account", "A-2 A-10 b C A-11", "A-11 b C A-2 A-10"},
		{"annual_value", "A-10 b C A-2 A-11", "A-10 b A-2 C A-11"},
		{"total_value", "A-10 b A-2 C A-11", "A-10 b C A-2 A-11"},
		{"starts_on", "A-2 C b A-11 A-10", "A-11 b A-2 C A-10"},
		{"ends_on", "A-11 b A-2 C A-10", "A-2 C b A-11 A-10"},
		{"revenue", "A-10 b C A-2 A-11", "b A-10 A-2 C A-11"},
		{"profit", "b A-10 A-2 C A-11", "A-10 b C A-2 A-11"},
		{"status", "A-11 A-2 b C A-10", "A-2 b C A-11 A-10"},
		{"manager", "A-10 A-11 A-2 C b", "C A-2 A-10 A-11 b"},
	};
	check_size("every order is tried", COUNT(cases), CONTRACT_SORTS);
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_string_equal(CONTRACT_SORT_NAMES[i], cases[i].sort);
		ContractQuery query = {.sort = (ContractSort)i, .limit = 9};
		check_query(mem, cases[i].sort, query, cases[i].ascending, 5);
		query.descending = true;
		check_query(mem, cases[i].sort, query, cases[i].descending, 5);
	}
	assert_null(CONTRACT_SORT_NAMES[CONTRACT_SORTS]);
}

static void pages(void **state)
{
	Arena *mem = *state;
	check_query(mem, "the first page", (ContractQuery){.limit = 2}, "A-2 A-10", 5);
	check_query(mem, "the last page", (ContractQuery){.offset = 4, .limit = 2}, "C", 5);
	check_query(mem, "behind the last", (ContractQuery){.offset = 5, .limit = 2}, "", 5);
	check_query(mem, "far behind it", (ContractQuery){.offset = UINT64_MAX, .limit = 2}, "", 5);
	check_query(mem, "no limit", (ContractQuery){.offset = 1, .limit = UINT64_MAX},
		    "A-10 A-11 b C", 5);
	ContractStates none = {0};
	ContractPage page = contract_query(mem, &none, &(ContractQuery){.limit = 5});
	check_size("of nothing", page.total + page.len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(filters),
		ARENA_TEST(orders),
		ARENA_TEST(pages),
	};
	return RUN_TESTS(tests);
}
