#include "http/metrics.h"

#include "http/clock.h"
#include "http/route.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char METRICS_MEDIA[] = "text/plain; version=0.0.4; charset=utf-8";

static const int16_t STATUSES[] = {200, 201, 304, 400, 403, 404, 405, 408, 409, 410, 411, 412,
				   413, 415, 421, 422, 429, 431, 414, 500, 501, 503, 507, 0};

/* Upper bounds of durations in microseconds, as numbers and as seconds. */
static const int64_t BOUNDS_US[] = {500,   1000,   2500,   5000,    10000,   25000,
				    50000, 100000, 250000, 1000000, 5000000, 30000000};
static const char *const BOUNDS[] = {"0.0005", "0.001", "0.0025", "0.005", "0.01", "0.025",
				     "0.05",   "0.1",   "0.25",   "1",     "5",    "30"};

enum {
	STATUS_COUNT = sizeof STATUSES / sizeof *STATUSES,
	BOUND_COUNT = sizeof BOUNDS_US / sizeof *BOUNDS_US,
};

struct PlaceCounts {
	_Atomic uint64_t by_status[METHODS + 1][STATUS_COUNT];
	_Atomic uint64_t within[BOUND_COUNT + 1]; /* each alone; summed up when written */
	_Atomic uint64_t us;
};

static const char *const METHOD_NAMES[METHODS + 1] = {"GET",   "POST",   "PUT",
						      "PATCH", "DELETE", "other"};
static const char *const OTHER_NAMES[OTHER_PLACES] = {
	[PLACE_PAGE] = "page", [PLACE_ASSET] = "asset", [PLACE_NONE] = "none"};

void metrics_init(Metrics *metrics, Arena *mem)
{
	size_t routes;
	(void)route_list(&routes);
	*metrics = (Metrics){.routes = routes, .started_us = clock_us()};
	metrics->places = ARENA_ARRAY(mem, PlaceCounts, routes + OTHER_PLACES);
}

size_t metrics_other(const Metrics *metrics, OtherPlace place)
{
	return metrics->routes + (size_t)place;
}

/* The last one stands for all that are not listed. */
static size_t status_place(int status)
{
	size_t place = 0;
	while (place + 1 < STATUS_COUNT && STATUSES[place] != status)
		place++;
	return place;
}

static size_t bound_place(int64_t us)
{
	size_t place = 0;
	while (place < BOUND_COUNT && us > BOUNDS_US[place])
		place++;
	return place;
}

static void add(_Atomic uint64_t *count, uint64_t more)
{
	atomic_fetch_add_explicit(count, more, memory_order_relaxed);
}

static uint64_t get(const _Atomic uint64_t *count)
{
	return atomic_load_explicit(count, memory_order_relaxed);
}

void metrics_count(Metrics *metrics, size_t place, Method method, int status, int64_t us)
{
	PlaceCounts *counts = &metrics->places[place];
	add(&counts->by_status[method][status_place(status)], 1);
	if (us < 0)
		return;
	add(&counts->within[bound_place(us)], 1);
	add(&counts->us, (uint64_t)us);
}

static const char *place_name(const Metrics *metrics, size_t place)
{
	size_t count;
	const Route *routes = route_list(&count);
	return place < count ? routes[place].operation : OTHER_NAMES[place - metrics->routes];
}

static void head(Buf *out, const char *name, const char *type, const char *help)
{
	buf_add_format(out, "# HELP pacta_%s %s\n# TYPE pacta_%s %s\n", name, help, name, type);
}

static void write_requests(const Metrics *metrics, Buf *out)
{
	head(out, "http_requests_total", "counter", "Requests answered.");
	for (size_t place = 0; place < metrics->routes + OTHER_PLACES; place++) {
		for (size_t method = 0; method <= METHODS; method++) {
			for (size_t i = 0; i < STATUS_COUNT; i++) {
				uint64_t count = get(&metrics->places[place].by_status[method][i]);
				if (count == 0)
					continue;
				buf_add_format(out,
					       "pacta_http_requests_total{operation=\"%s\",method="
					       "\"%s\",status=\"%d\"} %" PRIu64 "\n",
					       place_name(metrics, place), METHOD_NAMES[method],
					       STATUSES[i], count);
			}
		}
	}
}

static void write_durations(const Metrics *metrics, Buf *out)
{
	static const char name[] = "http_request_duration_seconds";
	head(out, name, "histogram", "From the headers' end to the answer's end.");
	for (size_t place = 0; place < metrics->routes + OTHER_PLACES; place++) {
		const PlaceCounts *counts = &metrics->places[place];
		uint64_t sum = 0;
		for (size_t i = 0; i <= BOUND_COUNT; i++)
			sum += get(&counts->within[i]);
		if (sum == 0)
			continue;
		const char *operation = place_name(metrics, place);
		uint64_t below = 0;
		for (size_t i = 0; i <= BOUND_COUNT; i++) {
			below += get(&counts->within[i]);
			buf_add_format(out,
				       "pacta_%s_bucket{operation=\"%s\",le=\"%s\"} %" PRIu64 "\n",
				       name, operation, i < BOUND_COUNT ? BOUNDS[i] : "+Inf",
				       below);
		}
		buf_add_format(out,
			       "pacta_%s_sum{operation=\"%s\"} %.6f\n"
			       "pacta_%s_count{operation=\"%s\"} %" PRIu64 "\n",
			       name, operation, (double)get(&counts->us) / 1e6, name, operation,
			       below);
	}
}

static void write_number(Buf *out, const char *name, const char *type, const char *help,
			 uint64_t value)
{
	head(out, name, type, help);
	buf_add_format(out, "pacta_%s %" PRIu64 "\n", name, value);
}

static void write_gauges(const Gauges *gauges, Buf *out)
{
	static const char *const phases[] = {"idle", "headers", "body", "answer"};
	static const char *const lanes[] = {"read", "write", "long"};
	write_number(out, "connections", "gauge", "Open connections.", gauges->connections);
	head(out, "connections_ended_total", "counter", "Connections past a deadline.");
	for (size_t i = 0; i < sizeof phases / sizeof *phases; i++)
		buf_add_format(out, "pacta_connections_ended_total{phase=\"%s\"} %" PRIu64 "\n",
			       phases[i], gauges->ended[i]);
	write_number(out, "event_streams", "gauge", "Open streams of events.", gauges->streams);
	head(out, "requests_waiting", "gauge", "Requests that wait for a worker.");
	for (size_t i = 0; i < sizeof lanes / sizeof *lanes; i++)
		buf_add_format(out, "pacta_requests_waiting{lane=\"%s\"} %u\n", lanes[i],
			       gauges->waiting[i]);
	write_number(out, "kept_answer_bytes", "gauge", "Answers kept for others.",
		     gauges->kept_bytes);
	write_number(out, "store_reachable", "gauge", "1 while the store can be read.",
		     gauges->store_reachable);
	write_number(out, "store_version", "gauge", "The store's newest known version.",
		     (uint64_t)gauges->store_version);
}

/* Resident memory in bytes; 0 where the system does not tell. The second number of the line is pages. */
static uint64_t resident_bytes(void)
{
	char line[128] = "";
	FILE *file = fopen("/proc/self/statm", "re");
	if (!file)
		return 0;
	const char *read = fgets(line, sizeof line, file);
	(void)fclose(file);
	const char *second = read ? strchr(line, ' ') : NULL;
	return second ? strtoull(second, NULL, 10) * (uint64_t)sysconf(_SC_PAGESIZE) : 0;
}

void metrics_write(const Metrics *metrics, const Gauges *gauges, Buf *out)
{
	write_requests(metrics, out);
	write_durations(metrics, out);
	write_number(out, "http_requests_in_flight", "gauge",
		     "Requests being received or answered.",
		     (uint64_t)atomic_load(&metrics->in_flight));
	write_number(out, "kept_answer_hits_total", "counter", "Answers taken from those kept.",
		     get(&metrics->kept_hits));
	write_number(out, "kept_answer_misses_total", "counter", "Answers that were not kept.",
		     get(&metrics->kept_misses));
	write_gauges(gauges, out);
	write_number(out, "process_resident_memory_bytes", "gauge", "Resident memory.",
		     resident_bytes());
	head(out, "process_uptime_seconds", "gauge", "Since the server's start.");
	buf_add_format(out, "pacta_process_uptime_seconds %.3f\n",
		       (double)(clock_us() - metrics->started_us) / 1e6);
	head(out, "build_info", "gauge", "The version that runs.");
	buf_add_format(out, "pacta_build_info{version=\"%s\"} 1\n", PACTA_VERSION);
}
