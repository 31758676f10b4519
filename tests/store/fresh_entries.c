#include "fresh_entries.h"

#include "store/migrate.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const char CONTRACTS[] =
	"INSERT INTO account (id, name, note, created_at, created_by) VALUES (1, 'Harbour', '', 1, 't');\n"
	"INSERT INTO contract (id, key, account_id, kind, name, currency, currency_exponent, import_id,\n"
	"	created_at, created_by, hash)\n"
	"VALUES (1, 'C-1', 1, 'customer', 'one', 'USD', 2, 0, 1, 't', ''),\n"
	"	(2, 'C-2', 1, 'customer', 'two', 'EUR', 2, 0, 1, 't', ''),\n"
	"	(3, 'C-3', 1, 'customer', 'three', 'JPY', 0, 0, 1, 't', ''),\n"
	"	(4, 'C-4', 1, 'customer', 'four', 'USD', 2, 0, 1, 't', ''),\n"
	"	(5, 'C-5', 1, 'vendor', 'five', 'BHD', 3, 0, 1, 't', ''),\n"
	"	(9223372036854775806, 'C-6', 1, 'customer', 'six', 'USD', 2, 0, 1, 't', '')";

Db *fresh_entries_open(void)
{
	char url[FRESH_URL_SIZE];
	Db *db = NULL;
	Err err;
	fresh_db(url);
	MUST(db_open(url, DB_CREATE, &db, &err));
	MUST(migrate(db, 1, &err));
	fresh_script(db, CONTRACTS);
	return db;
}

Str fresh_entries_currency(int64_t contract_id)
{
	static const char *const codes[] = {"", "USD", "EUR", "JPY", "USD", "BHD"};
	if (contract_id == LAST_CONTRACT)
		return STR("USD");
	return str_from_c(contract_id >= 0 && contract_id < 6 ? codes[contract_id] : "");
}

TimeEntry fresh_entry(int64_t source_id, Str external_id)
{
	return (TimeEntry){
		.contract_id = 1,
		.resource_id = 100,
		.source_id = source_id,
		.external_id = external_id,
		.work_date = {19783},
		.seconds = 1800,
		.start = TIME_NO_START,
		.span = TIME_NO_SPAN,
		.billable = true,
		.approval = APPROVAL_APPROVED,
	};
}

void fresh_entries_apply(Db *db, const EntryBatch *batch, uint8_t *outcomes, uint8_t *deletions)
{
	Err err;
	MUST(db_begin_write(db, &err));
	MUST(entries_apply(db, batch, outcomes, deletions, &err));
	MUST(db_commit(db, &err));
}

uint64_t fresh_entries_sound(Db *db)
{
	Err err;
	Arena mem;
	uint64_t entries = 0;
	uint64_t faults = 0;
	Str first = {0};
	arena_init(&mem);
	MUST(entries_check(db, &mem, &entries, &faults, &first, &err));
	if (faults > 0)
		fail_msg("%" PRIu64 " faults: %.*s", faults, STR_ARG(first));
	arena_deinit(&mem);
	return entries;
}
