/* Public holidays of the two regions in which the firm's people live. */

#include "app/demo_firm.h"

#include <stdio.h>
#include <string.h>

typedef struct Holiday {
	const char *calendar;
	const char *day;
	const char *name;
} Holiday;

static const Holiday HOLIDAYS[] = {
	{"Americas", "2023-01-02", "New Year's Day, observed"},
	{"Americas", "2023-01-16", "Martin Luther King Day"},
	{"Americas", "2023-02-20", "Presidents' Day"},
	{"Americas", "2023-05-29", "Memorial Day"},
	{"Americas", "2023-06-19", "Juneteenth"},
	{"Americas", "2023-07-04", "Independence Day"},
	{"Americas", "2023-09-04", "Labor Day"},
	{"Americas", "2023-11-10", "Veterans Day, observed"},
	{"Americas", "2023-11-23", "Thanksgiving"},
	{"Americas", "2023-12-25", "Christmas Day"},
	{"Americas", "2024-01-01", "New Year's Day"},
	{"Americas", "2024-01-15", "Martin Luther King Day"},
	{"Americas", "2024-02-19", "Presidents' Day"},
	{"Americas", "2024-05-27", "Memorial Day"},
	{"Americas", "2024-06-19", "Juneteenth"},
	{"Americas", "2024-07-04", "Independence Day"},
	{"Americas", "2024-09-02", "Labor Day"},
	{"Americas", "2024-11-11", "Veterans Day"},
	{"Americas", "2024-11-28", "Thanksgiving"},
	{"Americas", "2024-12-25", "Christmas Day"},
	{"Americas", "2025-01-01", "New Year's Day"},
	{"Americas", "2025-01-20", "Martin Luther King Day"},
	{"Americas", "2025-02-17", "Presidents' Day"},
	{"Americas", "2025-05-26", "Memorial Day"},
	{"Americas", "2025-06-19", "Juneteenth"},
	{"Americas", "2025-07-04", "Independence Day"},
	{"Americas", "2025-09-01", "Labor Day"},
	{"Americas", "2025-11-11", "Veterans Day"},
	{"Americas", "2025-11-27", "Thanksgiving"},
	{"Americas", "2025-12-25", "Christmas Day"},
	{"Americas", "2026-01-01", "New Year's Day"},
	{"Americas", "2026-01-19", "Martin Luther King Day"},
	{"Americas", "2026-02-16", "Presidents' Day"},
	{"Americas", "2026-05-25", "Memorial Day"},
	{"Americas", "2026-06-19", "Juneteenth"},
	{"Americas", "2026-07-03", "Independence Day, observed"},
	{"Americas", "2026-09-07", "Labor Day"},
	{"Americas", "2026-11-11", "Veterans Day"},
	{"Americas", "2026-11-26", "Thanksgiving"},
	{"Americas", "2026-12-25", "Christmas Day"},
	{"Europe", "2024-01-01", "New Year's Day"},
	{"Europe", "2024-03-29", "Good Friday"},
	{"Europe", "2024-04-01", "Easter Monday"},
	{"Europe", "2024-05-01", "May Day"},
	{"Europe", "2024-05-09", "Ascension Day"},
	{"Europe", "2024-05-20", "Whit Monday"},
	{"Europe", "2024-12-25", "Christmas Day"},
	{"Europe", "2024-12-26", "Second day of Christmas"},
	{"Europe", "2025-01-01", "New Year's Day"},
	{"Europe", "2025-04-18", "Good Friday"},
	{"Europe", "2025-04-21", "Easter Monday"},
	{"Europe", "2025-05-01", "May Day"},
	{"Europe", "2025-05-29", "Ascension Day"},
	{"Europe", "2025-06-09", "Whit Monday"},
	{"Europe", "2025-12-25", "Christmas Day"},
	{"Europe", "2025-12-26", "Second day of Christmas"},
	{"Europe", "2026-01-01", "New Year's Day"},
	{"Europe", "2026-04-03", "Good Friday"},
	{"Europe", "2026-04-06", "Easter Monday"},
	{"Europe", "2026-05-01", "May Day"},
	{"Europe", "2026-05-14", "Ascension Day"},
	{"Europe", "2026-05-25", "Whit Monday"},
	{"Europe", "2026-12-25", "Christmas Day"},
};

enum { HOLIDAY_COUNT = sizeof HOLIDAYS / sizeof *HOLIDAYS };

bool demo_is_holiday(const char *calendar, Date day)
{
	char text[32];
	Civil c = date_civil(day);
	(void)snprintf(text, sizeof text, "%04d-%02d-%02d", (int)c.year, (int)c.month, (int)c.day);
	for (size_t i = 0; i < HOLIDAY_COUNT; i++) {
		if (strcmp(text, HOLIDAYS[i].day) == 0 &&
		    strcmp(calendar, HOLIDAYS[i].calendar) == 0)
			return true;
	}
	return false;
}

bool demo_calendars_import(DemoFirm *firm, Err *err)
{
	DemoFile file;
	demo_file_of_fact(&file, firm->mem, "holidays-2023-2026.csv", FACT_CALENDAR_DAY);
	for (size_t i = 0; i < HOLIDAY_COUNT; i++) {
		demo_put_c(&file, "calendar", HOLIDAYS[i].calendar);
		demo_put_c(&file, "date", HOLIDAYS[i].day);
		demo_put_c(&file, "note", HOLIDAYS[i].name);
		demo_put_row(&file);
	}
	return demo_file_import(firm->app, &file, "people", &firm->imported, err);
}
