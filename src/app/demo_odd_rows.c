/* Rows of the second quarter of 2025 that somebody has to look at. */

#include "app/demo_work.h"

static void odd(DemoFile *file, const char *const *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		demo_cell(file, str_from_c(cells[i]));
	demo_cell_row(file);
}

enum { TOGGL_CELLS = 13, CLOCKIFY_CELLS = 15 };

/* Rows that cannot be read, work for projects and by people that nobody knows. */
static const char *const ODD_TOGGL[][TOGGL_CELLS] = {
	{"Resource 03", "", "Halloway Hospitals", "Ward cleaning and portering", "Daily service",
	 "", "Yes", "2025-02-30", "08:00:00", "2025-02-30", "12:00:00", "04:00:00", ""},
	{"Resource 11", "", "Cedarvale Schools", "Caretaking of fourteen schools", "Repairs", "",
	 "Yes", "2025-05-06", "13:00:00", "2025-05-06", "12:00:00", "-01:00:00", ""},
	{"Resource 20", "", "Bluefinch Logistics", "Depot facilities", "Daily service", "", "Yes",
	 "2025-05-07", "08:00:00", "2025-05-07", "25:10:00", "two hours", ""},
	{"Resource 61", "", "Harbour Foods", "Plant cleaning and pest control", "Daily service",
	 "agency", "Yes", "2025-05-12", "08:00:00", "2025-05-12", "16:00:00", "08:00:00", ""},
	{"Resource 61", "", "Harbour Foods", "Plant cleaning and pest control", "Deep clean",
	 "agency", "Yes", "2025-05-13", "08:00:00", "2025-05-13", "15:30:00", "07:30:00", ""},
	{"Resource 48", "", "Harbour Foods", "Refrigeration plant upgrade", "Site work",
	 "night shift for the compressor", "Yes", "2025-05-17", "06:00:00", "2025-05-17",
	 "19:30:00", "13:30:00", ""},
	{"Resource 49", "", "Summitry Biotech", "Clean rooms: offer", "", "walk-through", "Yes",
	 "2025-06-17", "09:00:00", "2025-06-17", "12:15:00", "03:15:00", ""},
	{"Resource 49", "", "Summitry Biotech", "Clean rooms: offer", "", "estimate", "Yes",
	 "2025-06-18", "09:00:00", "2025-06-18", "16:30:00", "07:30:00", ""},
	{"Resource 51", "", "Summitry Biotech", "Clean rooms: offer", "", "estimate", "Yes",
	 "2025-06-19", "09:00:00", "2025-06-19", "15:00:00", "06:00:00", ""},
	{"Resource 59", "", "", "Kick-off 2026", "", "preparation", "No", "2025-06-24", "14:00:00",
	 "2025-06-24", "17:00:00", "03:00:00", ""},
	{"Resource 60", "", "", "Kick-off 2026", "", "preparation", "No", "2025-06-25", "14:00:00",
	 "2025-06-25", "16:00:00", "02:00:00", ""},
};

static const char *const ODD_CLOCKIFY[][CLOCKIFY_CELLS] = {
	{"HARBOUR-EN-2025", "Harbour Foods", "line stop, helped out", "Site work", "Resource 48",
	 "", "", "Yes", "Approved", "17/05/2025", "06:00:00", "17/05/2025", "18:00:00", "12:00:00",
	 "12.00"},
	{"HARBOUR-EN-2025", "Harbour Foods", "controls", "Testing", "Resource 49", "", "", "Yes",
	 "Approved", "10/05/2025", "08:00:00", "10/05/2025", "12:00:00", "04:00:00", "4.00"},
	{"TIDEWELL-PILOT", "Tidewell Insurance", "chat pilot", "", "Resource 36", "", "", "Yes",
	 "Approved", "02/06/2025", "08:00:00", "02/06/2025", "12:00:00", "04:00:00", "4.00"},
	{"TIDEWELL-PILOT", "Tidewell Insurance", "chat pilot", "", "Resource 36", "", "", "Yes",
	 "Approved", "03/06/2025", "08:00:00", "03/06/2025", "14:00:00", "06:00:00", "6.00"},
	{"TIDEWELL-PILOT", "Tidewell Insurance", "chat pilot", "", "Resource 39", "", "", "Yes",
	 "Approved", "04/06/2025", "08:30:00", "04/06/2025", "15:30:00", "07:00:00", "7.00"},
	{"ALDERBROOK-IT", "Alderbrook Bank", "", "Tickets", "Resource 42", "", "", "Yes",
	 "Approved", "31/06/2025", "08:00:00", "31/06/2025", "12:00:00", "04:00:00", "4.00"},
	{"HALLOWAY-IT", "Halloway Hospitals", "moved desks", "Furniture", "Resource 45", "", "",
	 "Yes", "Approved", "05/06/2025", "08:00:00", "05/06/2025", "10:30:00", "02:30:00", "2.50"},
};

/* What both tools claim: on this Saturday the same four hours are in Toggl, too. */
static const char *const TWICE[TOGGL_CELLS] = {"Resource 49",
					       "",
					       "Harbour Foods",
					       "Refrigeration plant upgrade",
					       "Testing",
					       "",
					       "Yes",
					       "2025-05-10",
					       "08:00:00",
					       "2025-05-10",
					       "12:00:00",
					       "04:00:00",
					       ""};

void demo_put_odd(DemoFile *file, DemoTool tool)
{
	if (tool == TOOL_TOGGL) {
		odd(file, TWICE, TOGGL_CELLS);
		for (size_t i = 0; i < sizeof ODD_TOGGL / sizeof *ODD_TOGGL; i++)
			odd(file, ODD_TOGGL[i], TOGGL_CELLS);
		return;
	}
	for (size_t i = 0; i < sizeof ODD_CLOCKIFY / sizeof *ODD_CLOCKIFY; i++)
		odd(file, ODD_CLOCKIFY[i], CLOCKIFY_CELLS);
}
