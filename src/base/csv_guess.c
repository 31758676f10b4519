#include "base/csv_guess.h"

#include "base/csv_scan.h"

enum { RECORDS_TO_GUESS = 50 };

/* Columns of the first record, times the square of the share of records that have as many. */
static uint64_t rate(Str head, bool complete, char delimiter)
{
	Arena mem;
	arena_init(&mem);
	CsvScanner *scanner = csv_scan_new(&mem, (CsvOptions){.delimiter = delimiter});
	CsvRecord record;
	uint64_t columns = 0;
	uint64_t records = 0;
	uint64_t even = 0;
	csv_scan_feed(scanner, head, complete); /* else what is cut inside quotes would be broken */
	while (records < RECORDS_TO_GUESS && csv_scan_next(scanner, &record)) {
		if (records++ == 0)
			columns = record.len;
		even += record.fault == CSV_GOOD && record.len == columns;
	}
	arena_deinit(&mem);
	return columns < 2 ? 0 : columns * 1000 * even * even / (records * records);
}

bool csv_guess_wide(Str head)
{
	return str_starts(head, STR("\xFF\xFE")) || str_starts(head, STR("\xFE\xFF")) ||
	       str_starts(head, STR("\x00\x00\xFE\xFF"));
}

char csv_guess_delimiter(Str head, bool complete)
{
	/* Equal rates go to the character that is rarer in text. */
	static const char candidates[] = {'\t', '|', ';', ','};
	if (csv_guess_wide(head))
		return ',';
	size_t end = head.len;
	while (!complete && end > 0 && head.ptr[end - 1] != '\n' && head.ptr[end - 1] != '\r')
		end--;
	if (end > 0)
		head.len = end;
	else
		complete = true;
	char best = ',';
	uint64_t best_rate = 0;
	for (size_t i = 0; i < sizeof candidates; i++) {
		uint64_t here = rate(head, complete, candidates[i]);
		if (here > best_rate) {
			best = candidates[i];
			best_rate = here;
		}
	}
	return best;
}
