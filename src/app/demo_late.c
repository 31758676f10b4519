/*
 * What came when the books were closed: hours that were handed in late, and recognitions that were put right. So a closed
 * month differs from what it was at its close.
 */

#include "app/demo_firm.h"

typedef struct LateDay {
	const char *contract, *task, *resource, *day;
	int hours;
} LateDay;

static const LateDay LATE_DAYS[] = {
	{"CEDARVALE-EN-2025", "Site work", "Resource 50", "2026-07-23", 4},
	{"CEDARVALE-EN-2025", "Site work", "Resource 50", "2026-07-24", 3},
	{"TIDEWELL-IT-2026", "Changes", "Resource 46", "2026-08-25", 5},
	{"TIDEWELL-IT-2026", "Changes", "Resource 46", "2026-08-26", 6},
	{"TIDEWELL-IT-2026", "Changes", "Resource 46", "2026-08-27", 4},
};

typedef struct Corrected {
	const char *contract;
	size_t month; /* of service, of the demo */
	const char *recognized_on;
	int64_t percent; /* of what was recognised first */
	const char *why;
} Corrected;

static const Corrected CORRECTED[] = {
	{"TIDEWELL-IT-2026", 42, "2026-08-05", 94, "service credit for an outage in July"},
	{"ALDERBROOK-IT-2025", 42, "2026-08-04", 103, "two branches were left out"},
};

static MUST_CHECK bool import_hours(DemoFirm *firm, Err *err)
{
	DemoFile file;
	demo_file_of_fact(&file, firm->mem, "timesheets-late.csv", FACT_TIME_ENTRY);
	for (size_t i = 0; i < sizeof LATE_DAYS / sizeof *LATE_DAYS; i++) {
		const LateDay *late = &LATE_DAYS[i];
		demo_put(&file, "external_id", str_format(firm->mem, "TS-late-%zu", i + 1));
		demo_put_c(&file, "contract", late->contract);
		demo_put_c(&file, "task", late->task);
		demo_put_c(&file, "resource", late->resource);
		demo_put_c(&file, "work_date", late->day);
		demo_put(&file, "seconds", str_format(firm->mem, "%d", late->hours * HOUR));
		demo_put_c(&file, "billable", "yes");
		demo_put_c(&file, "approval", "approved");
		demo_put_c(&file, "category", "client");
		demo_put_c(&file, "note", "handed in late");
		demo_put_row(&file);
	}
	return demo_file_import(firm->app, &file, "timesheets", &firm->imported, err);
}

static MUST_CHECK bool import_recognitions(DemoFirm *firm, Err *err)
{
	DemoFile file;
	demo_file_of_fact(&file, firm->mem, "recognitions-corrected.csv", FACT_RECOGNITION);
	for (size_t i = 0; i < sizeof CORRECTED / sizeof *CORRECTED; i++) {
		const Corrected *corrected = &CORRECTED[i];
		const DemoTerm *term = demo_term(firm, corrected->contract);
		int64_t first = demo_earned(term, corrected->month);
		demo_put(&file, "external_id",
			 demo_recognition_id(firm->mem, term, corrected->month));
		demo_put(&file, "contract", term->key);
		demo_put_date(&file, "service_from", term->month_days[corrected->month].from);
		demo_put_date(&file, "service_to", term->month_days[corrected->month].to);
		demo_put_c(&file, "recognized_on", corrected->recognized_on);
		demo_put_money(&file, "amount", term->currency, first * corrected->percent / 100);
		demo_put_c(&file, "note", corrected->why);
		demo_put_row(&file);
	}
	return demo_file_import(firm->app, &file, "ledger", &firm->imported, err);
}

bool demo_late_import(DemoFirm *firm, Err *err)
{
	return import_hours(firm, err) && import_recognitions(firm, err);
}
