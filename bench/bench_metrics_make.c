/*
 * bench_metrics_make CONTRACTS ENTRIES FOLDER — contracts, people, and a year of hours, budgets and recognised revenue.
 *
 * Each contract has so many ENTRIES on the first 250 working days of 2024 by two of 5 contracts' people, a budget and a
 * recognition for each month. Files: contracts.csv, resources.csv, budgets.csv, recognitions.csv, entries.csv. The same for the same number.
 */

#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	WORKING_DAYS = 250,
	SHARED_BY = 5, /* contracts that two people work for */
	PEOPLE = 2,
	TASKS = 7,
	MONTHS = 12,
	FIRST_DAY = 19723 /* 2024-01-01, a Monday */
};

static FILE *open_file(const char *folder, const char *name, const char *header)
{
	char path[4096];
	(void)snprintf(path, sizeof path, "%s/%s.csv", folder, name);
	FILE *file = fopen(path, "w");
	if (!file) {
		perror(path);
		exit(1);
	}
	(void)fprintf(file, "%s\n", header);
	return file;
}

static void close_file(FILE *file)
{
	if (fclose(file) != 0) {
		perror("bench_metrics_make");
		exit(1);
	}
}

static void write_contracts(const char *folder, size_t contracts)
{
	FILE *file = open_file(folder, "contracts",
			       "contract,account,currency,effective_on,starts_on,ends_on,"
			       "annual_value,direct_labor,billing_rate,committed_hours,"
			       "utilization_baseline,margin_target,pricing,manager");
	for (size_t i = 0; i < contracts; i++)
		(void)fprintf(file,
			      "C-%06zu,Account %zu,EUR,2024-01-01,2024-01-01,2027-01-01,%zu,0.6,90,"
			      "1200,0.9,0.3,retainer,Manager %02zu\n",
			      i, i % 500, 50000 + i % 1000 * 100, i % 20);
	close_file(file);
}

static void write_resources(const char *folder, size_t contracts)
{
	FILE *file = open_file(folder, "resources",
			       "key,effective_on,team,monday,tuesday,wednesday,thursday,friday,"
			       "cost_rate,currency");
	for (size_t i = 0; i < contracts / SHARED_BY * PEOPLE; i++)
		(void)fprintf(file, "R-%05zu,2024-01-01,Team %zu,8,8,8,8,8,45,EUR\n", i, i % 40);
	close_file(file);
}

static void write_months(const char *folder, size_t contracts)
{
	FILE *budgets = open_file(folder, "budgets", "contract,month,revenue,hours,cost");
	FILE *recognitions =
		open_file(folder, "recognitions",
			  "external_id,contract,service_from,service_to,recognized_on,amount");
	for (size_t i = 0; i < contracts; i++) {
		for (int month = 1; month <= MONTHS; month++) {
			int next = month % MONTHS + 1;
			int year = month == MONTHS ? 2025 : 2024;
			(void)fprintf(budgets, "C-%06zu,2024-%02d,%zu,100,3000\n", i, month,
				      4000 + i % 1000);
			(void)fprintf(
				recognitions,
				"r-%zu-%d,C-%06zu,2024-%02d-01,%d-%02d-01,%d-%02d-%02zu,%zu\n", i,
				month, i, month, year, next, year, next, 1 + i % 14,
				3900 + i % 1200);
		}
	}
	close_file(budgets);
	close_file(recognitions);
}

static void write_entries(const char *folder, size_t contracts, size_t entries)
{
	FILE *file = open_file(folder, "entries",
			       "external_id,contract,task,resource,work_date,seconds,billable");
	size_t id = 0;
	for (size_t at = 0; at < entries; at++) {
		size_t day = at * WORKING_DAYS / entries;
		Civil on = date_civil((Date){FIRST_DAY + (int32_t)(day / 5 * 7 + day % 5)});
		for (size_t i = 0; i < contracts; i++, id++)
			(void)fprintf(file, "%zu,C-%06zu,T-%zu,R-%05zu,%04d-%02d-%02d,%zu,%s\n", id,
				      i, (at + i) % TASKS,
				      i / SHARED_BY * PEOPLE + (at + i) % PEOPLE, on.year, on.month,
				      on.day, 3600 + (at * 7 + i * 13) % 29 * 900,
				      (at + i) % 10 == 0 ? "no" : "yes");
	}
	close_file(file);
}

int main(int argc, char **argv)
{
	size_t contracts = argc == 4 ? strtoul(argv[1], NULL, 10) : 0;
	size_t entries = argc == 4 ? strtoul(argv[2], NULL, 10) : 0;
	if (contracts < SHARED_BY || entries == 0) {
		(void)fprintf(stderr, "bench_metrics_make CONTRACTS ENTRIES FOLDER\n");
		return 2;
	}
	write_contracts(argv[3], contracts);
	write_resources(argv[3], contracts);
	write_months(argv[3], contracts);
	write_entries(argv[3], contracts, entries);
	return 0;
}
