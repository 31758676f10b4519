#include "store/contract.h"

#include "store/account.h"

#include <stdlib.h>

#define COLUMNS                                                                                        \
	"SELECT c.id, c.key, c.account_id, a.name, c.kind, c.name, c.currency, c.currency_exponent,\n" \
	"       c.import_id, c.created_at, c.created_by, c.hash, h.number, h.hash\n"                   \
	"FROM contract c\n"                                                                            \
	"JOIN account a ON a.id = c.account_id\n"                                                      \
	"JOIN chain_head h ON h.contract_id = c.id\n"

static const char INSERT[] =
	"INSERT INTO contract (id, key, account_id, kind, name, currency, currency_exponent,\n"
	"                      import_id, created_at, created_by, hash)\n"
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

static const char INSERT_HEAD[] =
	"INSERT INTO chain_head (contract_id, number, hash)\n"
	"VALUES ($1, 0, $2)";

static const char FIND[] = COLUMNS "WHERE c.key = $1";

static const char LIST[] = COLUMNS "WHERE $1 = 0 OR c.account_id = $1";

static const char NAMES[] =
	"SELECT id, key, currency, currency_exponent\n"
	"FROM contract";

static const char CARDS[] =
	"SELECT id, key, account_id, kind, name, currency, currency_exponent\n"
	"FROM contract\n"
	"WHERE $1 = 0 OR account_id = $1";

Digest contract_link(const Contract *contract)
{
	ChainLink link;
	link_init(&link, &(Digest){{0}});
	link_add_int(&link, contract->id);
	link_add_text(&link, contract->key);
	link_add_int(&link, contract->account_id);
	link_add_text(&link, str_from_c(contract_kind_name(contract->kind)));
	link_add_text(&link, contract->name);
	link_add_text(&link, str_from_c(contract->currency.code));
	link_add_int(&link, contract->currency.exponent);
	link_add_int(&link, contract->import_id);
	link_add_int(&link, contract->created_at.us);
	link_add_text(&link, contract->created_by);
	return link_final(&link);
}

bool contract_insert(Db *db, const Contract *contract, Err *err)
{
	DbStmt *stmt;
	DbStmt *head;
	if (!db_prepare(db, INSERT, "ititttiiitb", &stmt, err) ||
	    !db_prepare(db, INSERT_HEAD, "ib", &head, err))
		return false;
	Digest hash = contract_link(contract);
	Str bytes = {(const char *)hash.bytes, sizeof hash.bytes};
	db_bind_int(stmt, 1, contract->id);
	db_bind_text(stmt, 2, contract->key);
	db_bind_int(stmt, 3, contract->account_id);
	db_bind_text(stmt, 4, str_from_c(contract_kind_name(contract->kind)));
	db_bind_text(stmt, 5, contract->name);
	db_bind_text(stmt, 6, str_from_c(contract->currency.code));
	db_bind_int(stmt, 7, contract->currency.exponent);
	db_bind_int(stmt, 8, contract->import_id);
	db_bind_int(stmt, 9, contract->created_at.us);
	db_bind_text(stmt, 10, contract->created_by);
	db_bind_blob(stmt, 11, bytes);
	if (!db_run(stmt, err))
		return false;
	db_bind_int(head, 1, contract->id);
	db_bind_blob(head, 2, bytes);
	return db_run(head, err);
}

/* Most contracts have the currency of the one before: `out` is looked at first. */
static MUST_CHECK bool read_currency(Str code, int64_t exponent, Currency *out, Err *err)
{
	if (!str_eq_c(code, out->code) && !currency_find(code, out, err))
		return false;
	return exponent == out->exponent ||
	       fail(err, ERR_CORRUPT, "the exponent of its currency is not that of %s", out->code);
}

/* What is wrong with a contract is damage of the store. */
static MUST_CHECK bool end_row(const DbStmt *stmt, bool ok, Str key, int64_t id, Err *err)
{
	if (ok && !db_type_failed(stmt))
		return true;
	if (ok)
		(void)fail(err, ERR_CORRUPT, "a column is not of its type");
	err->code = ERR_CORRUPT;
	return fail_in(err, "contract '%.*s' (id %lld)", STR_ARG(str_slice(key, 0, 100)),
		       (long long)id);
}

static MUST_CHECK bool read_contract(DbStmt *stmt, Arena *mem, Contract *out, Err *err)
{
	*out = (Contract){
		.id = db_int(stmt, 0),
		.key = db_text(stmt, 1, mem),
		.account_id = db_int(stmt, 2),
		.account = db_text(stmt, 3, mem),
		.name = db_text(stmt, 5, mem),
		.import_id = db_int(stmt, 8),
		.created_at = {db_int(stmt, 9)},
		.created_by = db_text(stmt, 10, mem),
		.entries = (int32_t)db_int(stmt, 12),
	};
	bool ok = contract_kind_parse(db_text(stmt, 4, mem), &out->kind, err) &&
		  read_currency(db_text(stmt, 6, mem), db_int(stmt, 7), &out->currency, err);
	if (ok && (!digest_from_bytes(db_blob(stmt, 11, mem), &out->hash) ||
		   !digest_from_bytes(db_blob(stmt, 13, mem), &out->head)))
		ok = fail(err, ERR_CORRUPT, "a link of its audit chain has not 32 bytes");
	int64_t entries = db_int(stmt, 12);
	if (ok && (entries < 0 || entries > INT32_MAX))
		ok = fail(err, ERR_CORRUPT, "the head of its chain has the impossible number %lld",
			  (long long)entries);
	return end_row(stmt, ok, out->key, out->id, err);
}

bool contract_find(Db *db, Arena *mem, Str key, Contract *out, bool *found, Err *err)
{
	DbStmt *stmt;
	bool row;
	if (!db_prepare(db, FIND, "t", &stmt, err))
		return false;
	db_bind_text(stmt, 1, key);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	bool ok = !row || read_contract(stmt, mem, out, err);
	if (ok)
		*found = row;
	db_reset(stmt);
	return ok;
}

static int compare_keys(const void *a, const void *b)
{
	return str_cmp_natural(((const Contract *)a)->key, ((const Contract *)b)->key);
}

bool contract_list(Db *db, Arena *mem, int64_t account_id, ContractList *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	VEC(Contract) list = {0};
	if (!db_prepare(db, LIST, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, account_id);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	while (row) {
		if (!read_contract(stmt, mem, vec_push(mem, &list), err)) {
			db_reset(stmt);
			return false;
		}
		if (!db_next(stmt, &row, err))
			return false;
	}
	if (list.len > 0)
		qsort(list.at, list.len, sizeof *list.at, compare_keys);
	*out = (ContractList){list.at, list.len};
	return true;
}

static int compare_ids(const void *a, const void *b)
{
	const ContractName *x = a;
	const ContractName *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

bool contract_names(Db *db, Arena *mem, ContractNames *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	bool sorted = true;
	Currency currency = {0};
	VEC(ContractName) list = {0};
	if (!db_prepare(db, NAMES, "", &stmt, err) || !db_query(stmt, err) ||
	    !db_next(stmt, &row, err))
		return false;
	while (row) {
		ContractName name = {.id = db_int(stmt, 0), .key = db_text(stmt, 1, mem)};
		bool ok = read_currency(db_text(stmt, 2, mem), db_int(stmt, 3), &currency, err);
		if (!end_row(stmt, ok, name.key, name.id, err)) {
			db_reset(stmt);
			return false;
		}
		name.currency = currency;
		sorted = sorted && (list.len == 0 || list.at[list.len - 1].id < name.id);
		*vec_push(mem, &list) = name;
		if (!db_next(stmt, &row, err))
			return false;
	}
	if (!sorted)
		qsort(list.at, list.len, sizeof *list.at, compare_ids);
	*out = (ContractNames){list.at, list.len};
	return true;
}

ContractCard contract_card(const Contract *contract)
{
	return (ContractCard){
		.id = contract->id,
		.key = contract->key,
		.account_id = contract->account_id,
		.account = contract->account,
		.kind = contract->kind,
		.name = contract->name,
		.currency = contract->currency,
	};
}

/* Cards on their way. What repeats is not looked up again: it is that of the contract before. */
typedef struct CardReading {
	Arena *mem;
	AccountNames accounts;
	ContractCard last;
	Str kind; /* text of last.kind */
	VEC(ContractCard) list;
	bool sorted;
} CardReading;

static MUST_CHECK bool find_account(CardReading *reading, int64_t id, Err *err)
{
	ContractCard *last = &reading->last;
	if (reading->list.len > 0 && last->account_id == id)
		return true;
	const AccountName *found = account_name_of(&reading->accounts, id);
	if (!found)
		return fail(err, ERR_CORRUPT, "its account is missing");
	last->account_id = id;
	last->account = found->name;
	return true;
}

static MUST_CHECK bool find_kind(CardReading *reading, Str kind, Err *err)
{
	if (reading->kind.len > 0 && kind.ptr == reading->kind.ptr)
		return true;
	reading->kind = kind;
	return contract_kind_parse(kind, &reading->last.kind, err);
}

static MUST_CHECK bool read_card(DbStmt *stmt, CardReading *reading, Err *err)
{
	Arena *mem = reading->mem;
	ContractCard *card = &reading->last;
	Str code = str_from_c(card->currency.code);
	int64_t before = card->id;
	card->id = db_int(stmt, 0);
	card->key = db_text(stmt, 1, mem);
	card->name = db_text_again(stmt, 4, (Str){0}, mem); /* most have none */
	bool ok = find_account(reading, db_int(stmt, 2), err) &&
		  find_kind(reading, db_text_again(stmt, 3, reading->kind, mem), err) &&
		  read_currency(db_text_again(stmt, 5, code, mem), db_int(stmt, 6), &card->currency,
				err);
	if (!end_row(stmt, ok, card->key, card->id, err))
		return false;
	reading->sorted = reading->sorted && (reading->list.len == 0 || before < card->id);
	*vec_push(mem, &reading->list) = *card;
	return true;
}

static int compare_card_ids(const void *a, const void *b)
{
	const ContractCard *x = a;
	const ContractCard *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

bool contract_cards(Db *db, Arena *mem, int64_t account_id, ContractCards *out, Err *err)
{
	DbStmt *stmt;
	bool row;
	CardReading reading = {.mem = mem, .sorted = true};
	if (!account_names(db, mem, &reading.accounts, err) ||
	    !db_prepare(db, CARDS, "i", &stmt, err))
		return false;
	db_bind_int(stmt, 1, account_id);
	if (!db_query(stmt, err) || !db_next(stmt, &row, err))
		return false;
	while (row) {
		if (!read_card(stmt, &reading, err)) {
			db_reset(stmt);
			return false;
		}
		if (!db_next(stmt, &row, err))
			return false;
	}
	if (!reading.sorted)
		qsort(reading.list.at, reading.list.len, sizeof *reading.list.at, compare_card_ids);
	*out = (ContractCards){reading.list.at, reading.list.len};
	return true;
}
