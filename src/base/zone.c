#include "base/zone.h"

#include "base/zone_rule.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The largest file of tz database 2025b has 4 KiB. */
enum { FILE_MOST = 256 * 1024, NAME_MOST = 64, TRANSITIONS_MOST = 8192, TYPES_MOST = 256 };

enum { HEADER_SIZE = 44, TYPE_SIZE = 6, DAY_SECONDS = 86400, HOUR = 3600 };

/* The calendar repeats after 400 years, with its weekdays. */
#define CYCLE_DAYS INT64_C(146097)
#define CYCLE_SECONDS (CYCLE_DAYS * DAY_SECONDS)

/* No zone is further from UTC than this many seconds (RFC 8536: −25 h … +26 h). */
enum { OFFSET_MOST = 26 * HOUR };

/* From `begins` (seconds since 1970) on, the offset holds. */
typedef struct Stretch {
	int64_t begins;
	int32_t offset;
} Stretch;

/*
 * Stretches are sorted by their begin, which is INT64_MIN for the first. Where the file's foot has a rule, it is
 * written out for 400 years, and instants behind `cycle_ends` are asked 400 years earlier.
 */
struct Zone {
	const Stretch *stretches;
	size_t len;
	bool cycles;
	int64_t cycle_ends;
};

typedef VEC(Stretch) Stretches;

/* What the counts in a header say. */
typedef struct Counts {
	uint32_t ut_flags;
	uint32_t standard_flags;
	uint32_t leaps;
	uint32_t transitions;
	uint32_t types;
	uint32_t name_bytes;
} Counts;

static bool damaged(Err *err, const char *what)
{
	return fail(err, ERR_CORRUPT, "the time zone file is damaged: %s", what);
}

static uint64_t read_big(const char *at, int size)
{
	uint64_t value = 0;
	for (int i = 0; i < size; i++)
		value = value << 8 | (unsigned char)at[i];
	return value;
}

static int64_t read_time(const char *at, int size)
{
	uint64_t value = read_big(at, size);
	return size == 4 ? (int32_t)(uint32_t)value : (int64_t)value;
}

/* Takes the header off `rest`. */
static bool take_header(Str *rest, char *version, Counts *counts, Err *err)
{
	if (rest->len < HEADER_SIZE || !str_starts(*rest, STR("TZif")))
		return damaged(err, "it does not begin as one");
	const char *at = rest->ptr + 20;
	*counts = (Counts){
		.ut_flags = (uint32_t)read_big(at, 4),
		.standard_flags = (uint32_t)read_big(at + 4, 4),
		.leaps = (uint32_t)read_big(at + 8, 4),
		.transitions = (uint32_t)read_big(at + 12, 4),
		.types = (uint32_t)read_big(at + 16, 4),
		.name_bytes = (uint32_t)read_big(at + 20, 4),
	};
	*version = rest->ptr[4];
	*rest = str_slice(*rest, HEADER_SIZE, rest->len);
	if (counts->types == 0 || counts->types > TYPES_MOST ||
	    counts->transitions > TRANSITIONS_MOST || counts->name_bytes > FILE_MOST)
		return damaged(err, "its counts are impossible");
	return true;
}

/* Takes `size` bytes off `rest`. */
static bool take_bytes(Str *rest, uint64_t size, Str *out, Err *err)
{
	if (size > rest->len)
		return damaged(err, "it is cut short");
	*out = str_slice(*rest, 0, (size_t)size);
	*rest = str_slice(*rest, (size_t)size, rest->len);
	return true;
}

static uint64_t body_size(const Counts *counts, uint64_t time_size)
{
	return counts->transitions * (time_size + 1) + counts->types * (uint64_t)TYPE_SIZE +
	       counts->name_bytes + counts->leaps * (time_size + 4) + counts->standard_flags +
	       counts->ut_flags;
}

static bool read_body(Arena *mem, Str body, const Counts *counts, int time_size, Stretches *out,
		      Err *err)
{
	const char *times = body.ptr;
	const char *indices = times + (size_t)counts->transitions * (size_t)time_size;
	const char *types = indices + counts->transitions;
	for (uint32_t i = 0; i < counts->types; i++) {
		int32_t offset = (int32_t)(uint32_t)read_big(types + (size_t)i * TYPE_SIZE, 4);
		if (offset < -OFFSET_MOST || offset > OFFSET_MOST)
			return damaged(err, "an offset is more than 26 hours");
	}
	for (uint32_t i = 0; i <= counts->transitions; i++) {
		/* Before the first transition the first type holds. */
		uint32_t type = i == 0 ? 0 : (unsigned char)indices[i - 1];
		int64_t begins =
			i == 0 ? INT64_MIN
			       : read_time(times + (size_t)(i - 1) * (size_t)time_size, time_size);
		if (type >= counts->types)
			return damaged(err, "a transition names no type");
		if (i > 1 && begins <= out->at[i - 1].begins)
			return damaged(err, "its transitions are out of order");
		*vec_push(mem, out) = (Stretch){
			.begins = begins,
			.offset = (int32_t)(uint32_t)read_big(types + (size_t)type * TYPE_SIZE, 4),
		};
	}
	return true;
}

static int32_t year_of(int64_t seconds)
{
	int64_t day = seconds / DAY_SECONDS - (seconds % DAY_SECONDS < 0);
	return date_civil((Date){(int32_t)day}).year;
}

/* Writes the rule out for a bit more than 400 years behind the last transition. */
static bool add_rule(Arena *mem, Str foot, Zone *zone, Stretches *out, Err *err)
{
	ZoneRule rule;
	if (!zone_rule_parse(foot, &rule, err))
		return false;
	int64_t last = out->at[out->len - 1].begins;
	if (!rule.has_summer) {
		if (out->len == 1)
			out->at[0].offset = rule.standard;
		return true;
	}
	/* A file without transitions, or with distant ones, has its rule from 1900 on. */
	const int64_t floor = instant_of_date(DATE_MIN).us / 1000000;
	const int64_t ceiling = instant_of_date(DATE_MAX).us / 1000000;
	if (last > ceiling)
		return damaged(err, "its last transition is too late for a rule");
	int32_t first_year = year_of(last < floor ? floor : last);
	for (int32_t year = first_year - 1; year <= first_year + 402; year++) {
		ZoneTurn turns[2];
		zone_rule_turns(&rule, year, turns);
		for (int i = 0; i < 2; i++) {
			Stretch *latest = &out->at[out->len - 1];
			if (turns[i].at > latest->begins && turns[i].at > last)
				*vec_push(mem, out) = (Stretch){turns[i].at, turns[i].offset};
			else if (turns[i].at == latest->begins && turns[i].at > last)
				latest->offset = turns[i].offset;
		}
	}
	zone->cycles = true;
	zone->cycle_ends = zone_rule_year_begins(first_year + 402);
	return true;
}

bool zone_parse(Arena *mem, Str tzif, const Zone **out, Err *err)
{
	Str rest = tzif;
	char version;
	Counts counts;
	Str body;
	int time_size = 4;
	if (!take_header(&rest, &version, &counts, err) ||
	    !take_bytes(&rest, body_size(&counts, 4), &body, err))
		return false;
	if (version >= '2') {
		time_size = 8;
		if (!take_header(&rest, &version, &counts, err) ||
		    !take_bytes(&rest, body_size(&counts, 8), &body, err))
			return false;
	}
	if (counts.leaps > 0)
		return damaged(err, "it counts leap seconds, which instants do not");
	Zone *zone = ARENA_NEW(mem, Zone);
	Stretches stretches = {0};
	if (!read_body(mem, body, &counts, time_size, &stretches, err))
		return false;
	if (time_size == 8) {
		size_t end;
		if (!str_starts(rest, STR("\n")) ||
		    !str_find(str_slice(rest, 1, rest.len), STR("\n"), &end))
			return damaged(err, "it has no foot");
		Str foot = str_slice(rest, 1, end + 1);
		if (foot.len > 0 && !add_rule(mem, foot, zone, &stretches, err))
			return false;
	}
	zone->stretches = stretches.at;
	zone->len = stretches.len;
	*out = zone;
	return true;
}

static const Zone *fixed_zone(Arena *mem, int32_t offset)
{
	Zone *zone = ARENA_NEW(mem, Zone);
	Stretch *only = ARENA_NEW(mem, Stretch);
	*only = (Stretch){INT64_MIN, offset};
	*zone = (Zone){.stretches = only, .len = 1};
	return zone;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "+02:00", "-0530", "+02". */
static bool read_offset(Str name, int32_t *out)
{
	Str digits = str_slice(name, 1, name.len);
	char four[4] = {'0', '0', '0', '0'};
	size_t colon = digits.len == 5 && digits.ptr[2] == ':' ? 1 : 0;
	if (digits.len != 2 && digits.len != 4 + colon)
		return false;
	for (size_t i = 0, to = 0; i < digits.len; i++) {
		if (colon && i == 2)
			continue;
		if (!is_digit(digits.ptr[i]))
			return false;
		four[to++] = digits.ptr[i];
	}
	int32_t hours = (four[0] - '0') * 10 + (four[1] - '0');
	int32_t minutes = (four[2] - '0') * 10 + (four[3] - '0');
	if (hours > 14 || minutes > 59)
		return false;
	*out = (name.ptr[0] == '-' ? -1 : 1) * (hours * HOUR + minutes * 60);
	return true;
}

/* Letters, digits, "_", "+", "-" in parts between slashes: no name that leads out of the database. */
static bool is_zone_name(Str name)
{
	if (name.len == 0 || name.len > NAME_MOST || name.ptr[name.len - 1] == '/')
		return false;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
		bool slash = c == '/' && i > 0 && name.ptr[i - 1] != '/';
		if (!letter && !is_digit(c) && c != '_' && c != '+' && c != '-' && !slash)
			return false;
	}
	return true;
}

static bool no_such_zone(Str name, Err *err)
{
	(void)fail(err, ERR_INPUT,
		   "there is no time zone '%.*s'; name one of the tz database, such as "
		   "Europe/Helsinki, or an offset, such as +02:00",
		   STR_ARG(str_slice(name, 0, NAME_MOST)));
	return fail_at(err, "time_zone");
}

/* Reads all of a file of the database; whatever is no regular file of a fair size is no zone. */
static bool read_zone_file(Arena *mem, Str name, const char *path, Str *out, Err *err)
{
	struct stat about;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return no_such_zone(name, err);
	if (fd < 0)
		return fail(err, ERR_IO, "%s: %s", path, strerror(errno));
	bool ok = false;
	Buf bytes = {.mem = mem};
	char chunk[4096];
	ssize_t got = 0;
	if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size > FILE_MOST) {
		(void)no_such_zone(name, err);
		goto done;
	}
	while (bytes.len <= FILE_MOST && (got = read(fd, chunk, sizeof chunk)) > 0)
		buf_add(&bytes, (Str){chunk, (size_t)got});
	ok = got >= 0;
	if (!ok)
		(void)fail(err, ERR_IO, "%s: %s", path, strerror(errno));
	else if (!str_starts(buf_str(&bytes), STR("TZif")))
		ok = no_such_zone(name, err);
	if (ok)
		*out = buf_str(&bytes);
done:
	(void)close(fd);
	return ok;
}

bool zone_open(Arena *mem, Str name, const Zone **out, Err *err)
{
	int32_t offset = 0;
	bool signed_text = name.len > 0 && (name.ptr[0] == '+' || name.ptr[0] == '-');
	if (str_eq(name, STR("UTC")) || str_eq(name, STR("Z")) ||
	    (signed_text && read_offset(name, &offset))) {
		*out = fixed_zone(mem, offset);
		return true;
	}
	if (signed_text || !is_zone_name(name))
		return no_such_zone(name, err);
	const char *folder = getenv("TZDIR");
	struct stat about;
	Str tzif;
	if (!folder || folder[0] == '\0')
		folder = "/usr/share/zoneinfo";
	if (stat(folder, &about) != 0 || !S_ISDIR(about.st_mode))
		return fail(err, ERR_IO,
			    "there is no time zone database in %s; install the package tzdata",
			    folder);
	Str path = str_format(mem, "%s/%.*s", folder, STR_ARG(name));
	if (!read_zone_file(mem, name, path.ptr, &tzif, err))
		return false;
	return zone_parse(mem, tzif, out, err) || fail_in(err, "%s", path.ptr);
}

/* How many cycles of 400 years an instant is behind the stretches. */
static int64_t cycles_behind(const Zone *zone, int64_t seconds)
{
	if (!zone->cycles || seconds < zone->cycle_ends)
		return 0;
	return (seconds - zone->cycle_ends) / CYCLE_SECONDS + 1;
}

/* The last stretch that begins at or before an instant. */
static size_t stretch_at(const Zone *zone, int64_t seconds)
{
	size_t low = 0;
	size_t high = zone->len;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (zone->stretches[middle].begins <= seconds)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static int64_t whole_seconds(Instant at)
{
	return at.us / 1000000 - (at.us % 1000000 < 0);
}

int32_t zone_offset(const Zone *zone, Instant at)
{
	int64_t seconds = whole_seconds(at);
	seconds -= cycles_behind(zone, seconds) * CYCLE_SECONDS;
	return zone->stretches[stretch_at(zone, seconds)].offset;
}

void zone_local(const Zone *zone, Instant at, Date *day, int32_t *second)
{
	int64_t local = whole_seconds(at) + zone_offset(zone, at);
	int64_t days = local / DAY_SECONDS - (local % DAY_SECONDS < 0);
	*day = (Date){(int32_t)days};
	*second = (int32_t)(local - days * DAY_SECONDS);
}

Instant zone_instant(const Zone *zone, Date day, int32_t second)
{
	int64_t local = (int64_t)day.day * DAY_SECONDS + second;
	int64_t shift = cycles_behind(zone, local) * CYCLE_SECONDS;
	local -= shift;
	int64_t found = local;
	size_t first = stretch_at(zone, local - OFFSET_MOST - 1);
	for (size_t i = first; i < zone->len; i++) {
		const Stretch *stretch = &zone->stretches[i];
		if (i > first && stretch->begins > local + OFFSET_MOST)
			break;
		int64_t at = local - stretch->offset;
		if (i > first && at < stretch->begins) {
			/* Skipped by the jump into this stretch: count on from before it. */
			found = local - zone->stretches[i - 1].offset;
		} else if (i + 1 == zone->len || at < zone->stretches[i + 1].begins) {
			found = at;
			break;
		}
	}
	return (Instant){(found + shift) * 1000000};
}
