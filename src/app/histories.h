#ifndef PACTA_APP_HISTORIES_H
#define PACTA_APP_HISTORIES_H

/* The history of a contract, the report of all changes, and movements. */

#include "app/lookup.h"
#include "history/movement.h"
#include "history/report.h"
#include "history/snapshot.h"
#include "history/warning.h"
#include "store/account.h"
#include "store/contract.h"

typedef struct HistoryQuery {
	Str key;
	Moment moment;
	bool epicom2011; /* convention of the snapshots; never of the periods */
	bool by_period;  /* a period table is wanted */
	Granularity granularity;
	Period range; /* of the period table; DATE_NONE: see period_table */
} HistoryQuery;

typedef struct HistoryAnswer {
	Contract contract;
	const Fields *fields;
	SnapshotList snapshots;
	PeriodTable periods;
	int32_t fiscal_month; /* first month of the fiscal year, used where asked for */
	WarningList warnings;
	EntryList revisions; /* that the view sees, in order of effect */
} HistoryAnswer;

/* Errors: ERR_NOT_FOUND */
MUST_CHECK bool histories_read(App *app, const HistoryQuery *query, HistoryAnswer *out, Err *err);

typedef struct ReportQuery {
	Period range;     /* DATE_NONE: open */
	bool by_recorded; /* range is of the recorded day, not of the effective day */
	Str contract;     /* key, or empty */
	Str account;      /* name, or empty */
} ReportQuery;

typedef struct ReportRow {
	const Contract *contract;
	ReportLine line;
} ReportRow;

typedef struct ReportAnswer {
	const Fields *fields;
	ReportRow *rows; /* by effective (or recorded) day, then contract and number */
	size_t len;
} ReportAnswer;

/* Errors: ERR_NOT_FOUND */
MUST_CHECK bool histories_report(App *app, const ReportQuery *query, ReportAnswer *out, Err *err);

typedef struct MovementAnswer {
	Period between;
	MovementTable table;
	const AccountList *accounts;   /* to name them */
	const ContractList *contracts; /* by id: see contract_by_id */
} MovementAnswer;

/* Annual value in force on `from` and on `to`, and what moved between. Errors: ERR_INPUT to before from */
MUST_CHECK bool histories_movements(App *app, Date from, Date to, Moment moment,
				    MovementAnswer *out, Err *err);

/* The name of an account in answers; empty where unknown. */
Str account_name(const AccountList *accounts, int64_t id);

#endif
