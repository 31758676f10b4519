#ifndef PACTA_STORE_FACT_TABLE_H
#define PACTA_STORE_FACT_TABLE_H

/*
 * The SQL of each kind of fact but time entries. For the store's own use.
 *
 * A row is a version. Its first columns are alike in all kinds: source, identity, known_at,
 * known_until, fingerprint, import_id, until_import, line, and contract_id where the kind is of one. Then
 * come the fields, without external id and that contract; a currency takes three columns: code,
 * exponent, and whether the source gave it.
 */

#include "facts/fact.h"

enum { FACT_FIND_MOST = 32 };

typedef struct FactTable {
	const char *insert;
	const char *insert_types;
	/*
	 * known_until from, FACT_FIND_MOST identities. Not the source: planning for an empty table,
	 * PostgreSQL would look for the source alone, and keep to that.
	 */
	const char *find;
	const char *close; /* known_until, until_import, source, identity, known_at, contract_id */
	const char *erase; /* source, identity, known_at, contract_id */
	const char *list;  /* known_until above, known_at up to, source or '' */
	const char *list_contract; /* … and contract_id; NULL: the kind is of none */
	const char *list_identity; /* … and identity */
	const char *
		list_person; /* … and the ends of a range of identities; NULL: the kind is of contracts */
	const char *of_import; /* import_id: versions that it wrote or ended */
} FactTable;

/* Of every kind but FACT_TIME_ENTRY. */
const FactTable *fact_table(FactKind kind);

#endif
