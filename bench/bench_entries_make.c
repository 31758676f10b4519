/*
 * bench_entries_make ENTRIES CONTRACTS-FILE ENTRIES-FILE — time entries as a tool would export them.
 *
 * Contracts have 1,000 entries each, about four on each working day, of four people and seven tasks.
 * Entries stand in the order of their days, as exports do, with ids that count up. The same for
 * the same number.
 */

#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	EACH = 1000,
	A_DAY = 4,
	PEOPLE = 4,
	TASKS = 7,
	FIRST_DAY = 19723 /* 2024-01-01, a Monday */
};

static FILE *open_file(const char *path)
{
	FILE *file = fopen(path, "w");
	if (!file) {
		perror(path);
		exit(1);
	}
	return file;
}

static void close_file(FILE *file, const char *path)
{
	if (fclose(file) != 0) {
		perror(path);
		exit(1);
	}
}

static void write_contracts(const char *path, size_t contracts)
{
	FILE *file = open_file(path);
	(void)
		fputs("contract,account,currency,effective_on,starts_on,ends_on,annual_value,"
		      "direct_labor,billing_rate\n",
		      file);
	for (size_t i = 0; i < contracts; i++)
		(void)fprintf(
			file,
			"C-%06zu,Account %zu,EUR,2024-01-01,2024-01-01,2027-01-01,%zu,0.6,90\n", i,
			i % 500, 50000 + i % 1000 * 100);
	close_file(file, path);
}

static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* The working day with this number, from FIRST_DAY on. */
static Civil working_day(size_t number)
{
	return date_civil((Date){FIRST_DAY + (int32_t)(number / 5 * 7 + number % 5)});
}

static void write_entries(const char *path, size_t entries, size_t contracts)
{
	FILE *file = open_file(path);
	uint64_t chance = 88172645463325252u;
	size_t id = 0;
	(void)fputs("external_id,contract,task,resource,work_date,seconds,billable,note\n", file);
	for (size_t day = 0; id < entries; day++) {
		Civil on = working_day(day);
		for (size_t at = 0; at < contracts * A_DAY && id < entries; at++, id++) {
			size_t contract = at % contracts;
			size_t person = contract * PEOPLE + at / contracts;
			uint64_t luck = next_random(&chance);
			(void)fprintf(
				file,
				"%zu,C-%06zu,T-%u,R-%06zu,%04d-%02d-%02d,%u,%s,Item %u of the plan\n",
				1000000000 + id, contract, (unsigned)(luck % TASKS), person,
				on.year, on.month, on.day, (unsigned)(900 + (luck >> 8) % 30 * 900),
				(luck >> 16) % 8 ? "yes" : "no", (unsigned)((luck >> 24) % 100));
		}
	}
	close_file(file, path);
}

int main(int argc, char **argv)
{
	size_t entries = argc == 4 ? strtoul(argv[1], NULL, 10) : 0;
	if (entries < EACH) {
		(void)fprintf(stderr, "bench_entries_make ENTRIES CONTRACTS-FILE ENTRIES-FILE\n");
		return 2;
	}
	size_t contracts = entries / EACH;
	write_contracts(argv[2], contracts);
	write_entries(argv[3], entries, contracts);
	return 0;
}
