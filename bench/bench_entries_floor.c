/*
 * bench_entries_floor FILE [ids] — L: what ingest is measured against.
 *
 * Parses the file that bench_entries_make wrote and sums seconds by contract and month, in one plain loop on one
 * core that knows the file's form and stores nothing. With "ids" it also looks each id up in a hash table, so that
 * none counts twice. Prints a line of JSON.
 */

#include "base/arena.h"
#include "timing.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RUNS = 5, CONTRACTS_MAX = 1 << 17, MONTHS = 48, FIRST_YEAR = 2024 };

typedef struct Input {
	const char *at;
	const char *end;
} Input;

typedef struct Sums {
	int64_t *seconds; /* by contract and month */
	uint64_t *ids;    /* hash table, or NULL */
	size_t room;      /* of ids: power of two */
	size_t entries;
	int64_t total;
} Sums;

static uint64_t read_number(const char **at)
{
	uint64_t number = 0;
	while (**at >= '0' && **at <= '9')
		number = number * 10 + (uint64_t)(*(*at)++ - '0');
	return number;
}

static void skip_field(const char **at)
{
	while (*(*at)++ != ',')
		;
}

/* Whether the id is new. */
static bool note_id(Sums *sums, uint64_t id)
{
	size_t slot = (size_t)(id * 0x9E3779B97F4A7C15u) & (sums->room - 1);
	while (sums->ids[slot] != 0) {
		if (sums->ids[slot] == id)
			return false;
		slot = (slot + 1) & (sums->room - 1);
	}
	sums->ids[slot] = id;
	return true;
}

static void read_line(Sums *sums, const char **at)
{
	uint64_t id = read_number(at);
	*at += 3; /* ,C- */
	size_t contract = read_number(at);
	++*at;
	skip_field(at); /* task */
	skip_field(at); /* resource */
	uint64_t year = read_number(at);
	++*at;
	uint64_t month = read_number(at);
	*at += 4; /* -DD, */
	int64_t seconds = (int64_t)read_number(at);
	*at = strchr(*at, '\n') + 1;
	if (sums->ids && !note_id(sums, id))
		return;
	sums->seconds[contract * MONTHS + (year - FIRST_YEAR) * 12 + month - 1] += seconds;
	sums->entries++;
	sums->total += seconds;
}

static Input map_file(const char *path)
{
	struct stat info;
	int fd = open(path, O_RDONLY);
	if (fd < 0 || fstat(fd, &info) != 0) {
		perror(path);
		exit(1);
	}
	char *bytes = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED) {
		perror(path);
		exit(1);
	}
	(void)close(fd);
	return (Input){bytes, bytes + info.st_size};
}

static Sums run_once(Arena *mem, Input input, size_t room)
{
	Sums sums = {.seconds = ARENA_ARRAY(mem, int64_t, (size_t)CONTRACTS_MAX * MONTHS),
		     .room = room};
	if (room > 0)
		sums.ids = ARENA_ARRAY(mem, uint64_t, room);
	const char *at = strchr(input.at, '\n') + 1;
	while (at < input.end)
		read_line(&sums, &at);
	return sums;
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		(void)fprintf(stderr, "bench_entries_floor FILE [ids]\n");
		return 2;
	}
	Input input = map_file(argv[1]);
	size_t room = argc > 2 ? 1024 : 0;
	while (room > 0 && room < (size_t)(input.end - input.at) / 32)
		room *= 2;
	Sums sums = {0};
	(void)printf("{\"values\":[");
	for (int i = 0; i < RUNS; i++) {
		Arena mem;
		arena_init(&mem);
		double started = timing_now();
		sums = run_once(&mem, input, room);
		(void)printf("%s%.3f", i > 0 ? "," : "", (timing_now() - started) / 1000);
		arena_deinit(&mem);
	}
	(void)printf("],\"entries\":%zu,\"seconds\":%lld}\n", sums.entries, (long long)sums.total);
	return 0;
}
