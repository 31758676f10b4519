#ifndef PACTA_APP_DEMO_WORK_H
#define PACTA_APP_DEMO_WORK_H

/* What a person of the demo firm does on a day. */

#include "app/demo_firm.h"
#include "facts/time_entry.h"

/* A piece of a day, before a tool has written it down. */
typedef struct DemoWork {
	const DemoPerson *person;
	DemoTerm *term;   /* NULL: for the firm itself, or leave */
	const char *task; /* "" where there is none */
	const char *note;
	int64_t seconds;
	Category category;
	Date day;
	int32_t start; /* second of the day */
	bool billable;
} DemoWork;

enum { DEMO_PIECES = 4 };

/* Days of the week count from 0, Monday. */
int demo_weekday(Date day);

/* How many pieces the day has; 0: the person does not work. */
size_t demo_work_of(const DemoFirm *firm, const DemoPerson *person, Date day,
		    DemoWork pieces[DEMO_PIECES]);

/* Rows that wait in quarantine, and hours that two tools claim; cells as in the tool's header (demo_hours.c). */
void demo_put_odd(DemoFile *file, DemoTool tool);

#endif
