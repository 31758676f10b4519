#include "store/fact_table.h"

#include <assert.h>

/* Columns that all kinds have. */
#define COMMON \
	"source, identity, known_at, known_until, fingerprint, import_id, until_import, line, "

#define INSERT(table, columns, values)           \
	"INSERT INTO " table " (" COMMON columns \
	")\n"                                    \
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, " values ")"

#define CLOSE(table, and_contract)                  \
	"UPDATE " table                             \
	"\n"                                        \
	"SET known_until = $1, until_import = $2\n" \
	"WHERE source = $3 AND identity = $4 AND known_at = $5" and_contract

#define ERASE(table, and_contract) \
	"DELETE FROM " table       \
	"\n"                       \
	"WHERE source = $1 AND identity = $2 AND known_at = $3" and_contract

#define FIND(table, contract)                                                                          \
	"SELECT source, identity, " contract                                                           \
	", known_at, known_until, fingerprint, import_id\n"                                            \
	"FROM " table                                                                                  \
	"\n"                                                                                           \
	"WHERE known_until >= $1 AND identity IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,\n"    \
	"      $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29,\n" \
	"      $30, $31, $32, $33)"

#define LIST(table, columns, and_more, order)                                             \
	"SELECT " COMMON columns                                                          \
	"\n"                                                                              \
	"FROM " table                                                                     \
	"\n"                                                                              \
	"WHERE known_until > $1 AND known_at <= $2 AND ($3 = '' OR source = $3)" and_more \
	"\n"                                                                              \
	"ORDER BY " order "identity, source, known_at"

#define OF_IMPORT(table, columns) \
	"SELECT " COMMON columns  \
	"\n"                      \
	"FROM " table             \
	"\n"                      \
	"WHERE import_id = $1 OR until_import = $1"

/* So many parameters of the fields. */
#define V4 "$9, $10, $11, $12"
#define V5 V4 ", $13"
#define V6 V5 ", $14"
#define V8 V6 ", $15, $16"
#define V9 V8 ", $17"
#define V11 V9 ", $18, $19"
#define V12 V11 ", $20"
#define V17 V12 ", $21, $22, $23, $24, $25"

#define CURRENCY "currency, currency_exponent, currency_given"

#define OF_CONTRACT(table, types, values, columns)                                             \
	{                                                                                      \
		.insert = INSERT(table, "contract_id, " columns, values),                      \
		.insert_types = "ttiiiiiii" types, .find = FIND(table, "contract_id"),         \
		.close = CLOSE(table, " AND contract_id = $6"),                                \
		.erase = ERASE(table, " AND contract_id = $4"),                                \
		.list = LIST(table, "contract_id, " columns, "", "contract_id, "),             \
		.list_contract = LIST(table, "contract_id, " columns, " AND contract_id = $4", \
				      "contract_id, "),                                        \
		.list_identity = LIST(table, "contract_id, " columns, " AND identity = $4",    \
				      "contract_id, "),                                        \
		.of_import = OF_IMPORT(table, "contract_id, " columns),                        \
	}

#define OF_NONE(table, types, values, columns)                                                   \
	{                                                                                        \
		.insert = INSERT(table, columns, values), .insert_types = "ttiiiiii" types,      \
		.find = FIND(table, "CAST(0 AS BIGINT)"), .close = CLOSE(table, ""),             \
		.erase = ERASE(table, ""), .list = LIST(table, columns, "", ""),                 \
		.list_identity = LIST(table, columns, " AND identity = $4", ""),                 \
		.list_person = LIST(table, columns, " AND identity > $4 AND identity < $5", ""), \
		.of_import = OF_IMPORT(table, columns),                                          \
	}

static const FactTable TABLES[FACT_KINDS] = {
	[FACT_COST] =
		OF_CONTRACT("fact_cost", "iitiitt", V8, "date, amount, " CURRENCY ", kind, note"),
	[FACT_RECOGNITION] =
		OF_CONTRACT("fact_recognition", "iiiitiitttt", V12,
			    "service_from, service_to, recognized_on, amount, " CURRENCY
			    ", deliverable, invoice, reverses, note"),
	[FACT_INVOICE] = OF_CONTRACT("fact_invoice", "iiiitiit", V9,
				     "date, service_from, service_to, amount, " CURRENCY ", note"),
	[FACT_BUDGET] = OF_CONTRACT("fact_budget", "iiiitiii", V9,
				    "month, revenue, hours, cost, " CURRENCY ", exchange_rate"),
	[FACT_TASK] = OF_CONTRACT("fact_task", "ttiti", V6,
				  "key, name, planned_hours, deliverable, in_scope"),
	[FACT_DELIVERABLE] = OF_CONTRACT("fact_deliverable", "ttiitiiiii", V11,
					 "key, name, price_share, budget_cost, " CURRENCY
					 ", starts_on, due_on, accepted_on"),
	[FACT_PROGRESS] = OF_CONTRACT("fact_progress", "tii", V4, "deliverable, date, progress"),
	[FACT_RESOURCE] = OF_NONE("fact_resource", "iitttiiiiiiititii", V17,
				  "resource_id, effective_on, name, team, roles, monday, tuesday,"
				  " wednesday, thursday, friday, saturday, sunday, calendar,"
				  " cost_rate, " CURRENCY),
	[FACT_RATE] = OF_CONTRACT(
		"fact_rate", "itiiitii", V9,
		"resource_id, role, effective_on, billing_rate, standard_rate, " CURRENCY),
	[FACT_ASSIGNMENT] = OF_CONTRACT("fact_assignment", "iiii", V5,
					"resource_id, from_date, to_date, hours_per_week"),
	[FACT_CALENDAR_DAY] =
		OF_NONE("fact_calendar_day", "tiit", V4, "calendar, date, working, note"),
	[FACT_EXCHANGE_RATE] = OF_NONE("fact_exchange_rate", "tiiii", V5, CURRENCY ", date, rate"),
	[FACT_PERIOD_CLOSE] =
		OF_NONE("fact_period_close", "iitt", V4, "month, closed_on, closed_by, note"),
	[FACT_LEDGER_TOTAL] = OF_NONE("fact_ledger_total", "iitiii", V6,
				      "month, contract_id, " CURRENCY ", recognized"),
};

const FactTable *fact_table(FactKind kind)
{
	assert(TABLES[kind].insert);
	return &TABLES[kind];
}
