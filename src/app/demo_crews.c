/* Who works for which contract, and on what. */

#include "app/demo_firm.h"

const DemoCrew DEMO_CREWS[] = {
	{"HALLOWAY-FM-2023", 1, 9, 12, 0},      {"HALLOWAY-FM-2023", 61, 63, 1, 0},
	{"HALLOWAY-FM-2026", 1, 9, 12, 0},      {"HALLOWAY-FM-2026", 61, 63, 1, 0},
	{"CEDARVALE-FM-2023", 10, 14, 12, 0},   {"CEDARVALE-FM-2023", 64, 64, 1, 0},
	{"HARBOUR-FM-2024", 15, 16, 12, 0},     {"HARBOUR-FM-2024", 65, 65, 4, 0},
	{"ALDERBROOK-FM-2024", 15, 15, 2, 0},   {"ORCHARDLINE-FM-2023", 17, 19, 10, 0},
	{"ORCHARDLINE-FM-2023", 65, 65, 5, 0},  {"SUMMITRY-FM-2025", 17, 19, 12, 0},
	{"SUMMITRY-FM-2025", 65, 65, 7, 0},     {"BLUEFINCH-FM-2024", 20, 21, 12, 0},
	{"TIDEWELL-FM-2025", 20, 20, 3, 0},     {"REDLANTERN-FM-2023", 22, 22, 8, 0},
	{"REDLANTERN-FM-2025", 22, 22, 8, 0},   {"PRAIRIEWIND-FM-2025", 22, 22, 5, 0},
	{"THORNWICK-FM-2024", 23, 31, 14, 0},   {"THORNWICK-FM-2024", 66, 67, 1, 0},
	{"OSTERMARK-FM-2024", 32, 34, 14, 0},   {"TIDEWELL-IT-2023", 35, 40, 14, 0},
	{"TIDEWELL-IT-2026", 35, 40, 14, 0},    {"ALDERBROOK-IT-2023", 41, 44, 14, 0},
	{"ALDERBROOK-IT-2025", 41, 44, 14, 0},  {"HALLOWAY-IT-2024", 45, 46, 16, 0},
	{"CEDARVALE-IT-2024", 46, 46, 6, 0},    {"BLUEFINCH-IT-2024", 47, 47, 5, 0},
	{"ORCHARDLINE-IT-2024", 47, 47, 4, 12}, {"THORNWICK-IT-2025", 44, 44, 6, 0},
	{"AOKAZE-IT-2024", 47, 47, 5, 0},       {"AOKAZE-IT-2024", 45, 45, 5, 0},
	{"AOKAZE-IT-2024", 54, 54, 10, 0},      {"HARBOUR-EN-2025", 48, 49, 12, 0},
	{"HALLOWAY-EN-2024", 50, 50, 9, 0},     {"CEDARVALE-EN-2025", 50, 51, 7, 0},
	{"SUMMITRY-EN-2025", 48, 48, 12, 0},    {"PRAIRIEWIND-EN-2024", 49, 49, 6, 0},
	{"PRAIRIEWIND-EN-2024", 51, 51, 5, 0},  {"OSTERMARK-EN-2024", 52, 53, 14, 0},
	{"AOKAZE-EN-2025", 54, 54, 5, 0},       {"DUNEBAY-EN-2024", 55, 57, 16, 0},
	{"DUNEBAY-EN-2024", 53, 53, 6, 0},      {"TIDEWELL-CO-2024", 58, 59, 3, 0},
	{"ALDERBROOK-CO-2024", 58, 58, 6, 0},   {"ALDERBROOK-CO-2024", 60, 60, 10, 0},
	{"BLUEFINCH-CO-2025", 58, 59, 9, 0},    {"DUNEBAY-CO-2025", 60, 60, 1, 0},
};
const size_t DEMO_CREW_COUNT = sizeof DEMO_CREWS / sizeof DEMO_CREWS[0];

const DemoTask DEMO_TASK_LIST[SERVICES][DEMO_TASKS] = {
	[SERVICE_FM] = {{"Daily service", 60, false},
			{"Deep clean", 15, false},
			{"Repairs", 14, false},
			{"Inspection round", 8, false},
			{"Extra requests", 3, true}},
	[SERVICE_IT] = {{"Tickets", 58, false},
			{"Changes", 16, false},
			{"Monitoring", 12, false},
			{"Reporting", 9, false},
			{"Extra requests", 5, true}},
	[SERVICE_EN] = {{"Design", 22, false},
			{"Site work", 48, false},
			{"Testing", 14, false},
			{"Documentation", 10, false},
			{"Extra requests", 6, true}},
	[SERVICE_CO] = {{"Workshops", 22, false},
			{"Analysis", 42, false},
			{"Report", 22, false},
			{"Steering", 8, false},
			{"Extra requests", 6, true}},
};
