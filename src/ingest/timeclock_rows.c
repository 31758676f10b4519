/*
 * Files of timeclock, as Emacs, ledger and hledger keep them: a line "i" checks in, a line "o" out.
 *
 *	i 2026/01/05 09:00:00 harbour:survey  tide tables
 *	o 2026/01/05 12:30:00
 *
 * Two spaces, or a semicolon, end the account. A line "o" that names an account closes that one, another the
 * newest. Lines of balances and required hours ("b", "h") and comments are passed over; what is still open at
 * the end of the file is a timer that runs.
 */
#include "ingest/row_formats.h"

#include "base/utf8.h"

#include <string.h>

enum { LINE_MAX_BYTES = 64 * 1024, OPEN_MAX = 100 };

/* The columns by which mappings refer to a session. */
static const Str COLUMNS[] = {
	{"start_date", 10}, {"start_time", 10}, {"end_date", 8},
	{"end_time", 8},    {"account", 7},     {"description", 11},
};
enum { START_DATE, START_TIME, END_DATE, END_TIME, ACCOUNT, DESCRIPTION, COLUMN_COUNT };

/* A line taken apart. */
typedef struct ClockLine {
	char code;
	Str date;
	Str time;
	Str account;
	Str description;
} ClockLine;

typedef struct Session {
	uint64_t line;
	Arena mem; /* of its texts: one that is never closed keeps no others */
	Str raw;   /* its line "i"; a copy */
	ClockLine in;
} Session;

typedef struct TimeclockRows {
	RowJob *job;
	Session open[OPEN_MAX];
	size_t open_count;
	uint64_t line;
} TimeclockRows;

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static Str take_word(Str *rest)
{
	size_t from = 0;
	while (from < rest->len && is_blank(rest->ptr[from]))
		from++;
	size_t end = from;
	while (end < rest->len && !is_blank(rest->ptr[end]))
		end++;
	Str word = str_slice(*rest, from, end);
	*rest = str_slice(*rest, end, rest->len);
	return word;
}

/* Up to two spaces, a tab or a semicolon. */
static Str take_account(Str *rest)
{
	Str text = str_trim(*rest);
	size_t end = 0;
	while (end < text.len && text.ptr[end] != '\t' && text.ptr[end] != ';' &&
	       !(text.ptr[end] == ' ' && end + 1 < text.len && is_blank(text.ptr[end + 1])))
		end++;
	*rest = str_trim(str_slice(text, end, text.len));
	return str_trim(str_slice(text, 0, end));
}

/* hledger takes an offset from UTC behind the time, and passes it over: the clock on the wall counts. */
static Str without_offset(Str time)
{
	for (size_t i = 1; i < time.len; i++) {
		if (time.ptr[i] == '+' || time.ptr[i] == '-')
			return str_slice(time, 0, i);
	}
	return time;
}

static ClockLine read_clock_line(Str line)
{
	Str rest = str_slice(line, 1, line.len);
	ClockLine entry = {.code = line.ptr[0]};
	entry.date = take_word(&rest);
	entry.time = without_offset(take_word(&rest));
	entry.account = take_account(&rest);
	while (str_starts(rest, STR(";")))
		rest = str_trim(str_slice(rest, 1, rest.len));
	entry.description = rest;
	return entry;
}

static bool reject(TimeclockRows *rows, uint64_t line, Str raw, Err *err, const char *reason)
{
	Err why;
	(void)fail(&why, ERR_INPUT, "%s", reason);
	return rows_reject(rows->job, (Reject){.line = line, .raw = raw}, &why, err);
}

static void close_session(TimeclockRows *rows, size_t place)
{
	arena_deinit(&rows->open[place].mem);
	for (size_t i = place + 1; i < rows->open_count; i++)
		rows->open[i - 1] = rows->open[i];
	rows->open_count--;
}

static bool check_in(TimeclockRows *rows, Str line, Err *err)
{
	if (rows->open_count == OPEN_MAX)
		return reject(rows, rows->line, line, err, "too many sessions are open already");
	Session *session = &rows->open[rows->open_count++];
	session->line = rows->line;
	arena_init(&session->mem);
	session->raw = str_copy(&session->mem, line);
	session->in = read_clock_line(session->raw);
	return true;
}

static bool check_out(TimeclockRows *rows, Str line, Err *err)
{
	ClockLine out = read_clock_line(line);
	size_t place = rows->open_count;
	while (place > 0 && out.account.len > 0 &&
	       !str_eq(rows->open[place - 1].in.account, out.account))
		place--;
	if (place == 0 && rows->open_count == 1)
		place = 1; /* what ledger allows behind "o" need not be an account */
	if (place == 0)
		return reject(rows, rows->line, line, err,
			      "this closes nothing: no line i is open");
	Session *session = &rows->open[--place];
	Str raw = str_format(&session->mem, "%.*s\n%.*s", STR_ARG(session->raw), STR_ARG(line));
	const Str cells[COLUMN_COUNT] = {
		[START_DATE] = session->in.date, [START_TIME] = session->in.time,
		[END_DATE] = out.date,           [END_TIME] = out.time,
		[ACCOUNT] = session->in.account, [DESCRIPTION] = session->in.description,
	};
	bool ok = rows_give_cells(rows->job, cells, COLUMN_COUNT, session->line, raw, err);
	close_session(rows, place);
	return ok;
}

static bool take_line(TimeclockRows *rows, Str line, Err *err)
{
	rows->line++;
	if (str_ends(line, STR("\r")))
		line = str_slice(line, 0, line.len - 1);
	if (rows->line == 1 && str_starts(line, STR("\xEF\xBB\xBF")))
		line = str_slice(line, 3, line.len);
	size_t ignored;
	if (str_trim(line).len == 0 || str_find(STR("#;*%bhBH"), str_slice(line, 0, 1), &ignored))
		return true;
	if (line.len > LINE_MAX_BYTES)
		return reject(rows, rows->line, str_slice(line, 0, LINE_MAX_BYTES), err,
			      "the line is too long");
	if (!utf8_valid(line) || memchr(line.ptr, '\0', line.len))
		return reject(rows, rows->line, line, err, "the line is not text in UTF-8");
	bool entry = line.len > 2 && is_blank(line.ptr[1]);
	if (entry && line.ptr[0] == 'i')
		return check_in(rows, line, err);
	if (entry && (line.ptr[0] == 'o' || line.ptr[0] == 'O'))
		return check_out(rows, line, err);
	return reject(rows, rows->line, line, err, "a line begins with i, o, b, h or #");
}

/* Lines of the chunk; `rest` keeps what has no end yet. */
static bool take_chunk(TimeclockRows *rows, Buf *rest, Str chunk, bool last, Err *err)
{
	size_t end;
	while (str_find(chunk, STR("\n"), &end)) {
		Str line = str_slice(chunk, 0, end);
		if (rest->len > 0) {
			buf_add(rest, line);
			line = buf_str(rest);
		}
		if (!take_line(rows, line, err))
			return false;
		buf_clear(rest);
		chunk = str_slice(chunk, end + 1, chunk.len);
	}
	/* Of a line that never ends only the beginning is kept: it is refused by its length. */
	size_t room = rest->len > LINE_MAX_BYTES ? 0 : LINE_MAX_BYTES + 1 - rest->len;
	buf_add(rest, str_slice(chunk, 0, room));
	return !last || rest->len == 0 || take_line(rows, buf_str(rest), err);
}

static bool read_lines(TimeclockRows *rows, Err *err)
{
	RowJob *job = rows->job;
	Buf rest = {.mem = job->mem};
	for (bool last = false; !last;) {
		Str chunk;
		if (!job->source.next(job->source.context, &chunk, &last, err) ||
		    !take_chunk(rows, &rest, chunk, last, err))
			return false;
	}
	for (size_t i = 0; i < rows->open_count; i++)
		rows_pass(job, PASS_RUNNING, rows->open[i].line);
	return true;
}

bool timeclock_rows_read(RowJob *job, Err *err)
{
	TimeclockRows rows = {.job = job};
	Header header = {COLUMNS, COLUMN_COUNT};
	bool ok = rows_begin(job, header, ',', err) && read_lines(&rows, err);
	while (rows.open_count > 0)
		close_session(&rows, rows.open_count - 1);
	return ok;
}
