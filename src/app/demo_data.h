#ifndef PACTA_APP_DEMO_DATA_H
#define PACTA_APP_DEMO_DATA_H

/*
 * What the demo firm recorded: a services firm with facilities (FM), IT support (IT),
 * consulting (CO) and engineering (EN), and the vendors that it buys from.
 *
 * Constant tables in the order in which they are recorded. Dates are "2024-01-31", or empty
 * where not given; a known date means 00:00Z of that day. Changes are written one after the
 * other, "ends_on=2027-01-01; annual_value+=24000": "=" sets, "+=" adds.
 */

#include "history/contract_kind.h"
#include "history/field.h"

#define DEMO_PUBLISHED_KEY "HARBOUR-2009"

typedef struct DemoAccount {
	const char *name;
	const char *note;
} DemoAccount;

typedef struct DemoContract {
	const char *key; /* account, service, first year */
	const char *account;
	const char *currency;
	const char *name;
	const char *known;
	const char *signed_on;
	const char *terms;        /* changes */
	const char *effective_on; /* since when they are in effect; empty: from starts_on */
	ContractKind kind;
} DemoContract;

/* A revision; where `retracts` is not 0 a retraction, without effective day and changes. */
typedef struct DemoAmendment {
	const char *key;
	const char *effective_on;
	const char *known;
	const char *signed_on;
	const char *changes;
	const char *reason;
	const char *change_order;
	int32_t retracts; /* number of the revision taken back; the contract's terms are 1 */
} DemoAmendment;

/* Custom fields: where the work is, how many sites it covers, the customer's order. */
extern const Field DEMO_FIELDS[];
extern const size_t DEMO_FIELD_COUNT;

extern const DemoAccount DEMO_ACCOUNTS[];
extern const size_t DEMO_ACCOUNT_COUNT;

/* One that renews another follows it. */
extern const DemoContract DEMO_CONTRACTS[];
extern const size_t DEMO_CONTRACT_COUNT;

extern const DemoAmendment DEMO_AMENDMENTS[];
extern const size_t DEMO_AMENDMENT_COUNT;

#endif
