#include "store/postgres_link.h"

#include "base/str.h"

#include <stdio.h>
#include <string.h>

bool postgres_link_check_url(const char *url, Err *err)
{
	/*
	 * libpq would take the rest of a password with an '@' or '/' in it for the name of
	 * a host, and say it in its error.
	 */
	const char *start = strstr(url, "://");
	start = start ? start + strlen("://") : url;
	const char *end = start + strcspn(start, "?");
	const char *host_end = start + strcspn(start, "/?");
	const char *at = memchr(start, '@', (size_t)(end - start));
	bool encoded = !at || (at < host_end && !memchr(at + 1, '@', (size_t)(end - at - 1)));
	PQconninfoOption *options = encoded ? PQconninfoParse(url, NULL) : NULL;
	PQconninfoFree(options);
	return options ||
	       fail(err, ERR_USAGE,
		    "the PostgreSQL URL cannot be read: write postgres://USER@HOST:5432/DATABASE, "
		    "with special characters of a password encoded (@ as %%40, / as %%2F)");
}

/* Messages of libpq come in lines. */
static void one_line(char *text, size_t size, const char *message)
{
	size_t len = 0;
	for (; message && *message && len + 1 < size; message++) {
		bool blank = *message == '\n' || *message == '\t' || *message == ' ';
		if (blank && (len == 0 || text[len - 1] == ' '))
			continue;
		text[len++] = blank ? ' ' : *message;
	}
	while (len > 0 && text[len - 1] == ' ')
		len--;
	text[len] = '\0';
}

typedef struct StateRule {
	const char *prefix; /* of the SQLSTATE; the first that fits counts */
	ErrCode code;
	const char *before;
	const char *after;
} StateRule;

#define TRY_AGAIN "; try again"
#define WRONG_TABLES                                                                  \
	": the tables are not those of this pacta; use the version that wrote them, " \
	"or restore a backup"

static const StateRule STATE_RULES[] = {
	{"08", ERR_UNAVAILABLE, "the connection was lost: ", TRY_AGAIN},
	{"22003", ERR_RANGE, "", ""},
	{"22", ERR_INPUT, "", ""},
	{"23", ERR_CONFLICT, "", ""},
	{"25006", ERR_UNAVAILABLE, "", ": the server takes no changes; name the one that does"},
	{"25P03", ERR_UNAVAILABLE, "the connection was lost: ", TRY_AGAIN},
	{"28", ERR_UNAVAILABLE, "", ""},
	{"40", ERR_UNAVAILABLE, "", TRY_AGAIN},
	{"42501", ERR_UNAVAILABLE, "", ": give this user access to pacta's tables"},
	{"42", ERR_CORRUPT, "", WRONG_TABLES},
	{"53100", ERR_IO, "disk is full: ", "; free some space on the server and try again"},
	{"53", ERR_UNAVAILABLE, "", TRY_AGAIN},
	{"54", ERR_RANGE, "", ""},
	{"55P03", ERR_UNAVAILABLE,
	 "the database is busy: ", ": somebody else has been writing all the time; try again"},
	{"57", ERR_UNAVAILABLE, "", TRY_AGAIN},
	{"58", ERR_IO, "", "; check the server's disk"},
	{"XX001", ERR_CORRUPT, "", ": the server's files are damaged; restore a backup"},
	{"XX002", ERR_CORRUPT, "", ": the server's files are damaged; restore a backup"},
	{"", ERR_IO, "", ""},
};

static bool fail_lost(PGconn *conn, Err *err)
{
	char text[512];
	one_line(text, sizeof text, PQerrorMessage(conn));
	return fail(err, ERR_UNAVAILABLE, "the connection to PostgreSQL was lost%s%s; try again",
		    text[0] ? ": " : "", text);
}

bool postgres_link_fail(PGconn *conn, const PGresult *result, Err *err)
{
	const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
	if (!state)
		return fail_lost(conn, err);
	const StateRule *rule = STATE_RULES;
	while (strncmp(state, rule->prefix, strlen(rule->prefix)) != 0)
		rule++;
	char text[512];
	char detail[256];
	one_line(text, sizeof text, PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
	/* Only of constraints: the values that clash. */
	bool clash = rule->code == ERR_CONFLICT;
	one_line(detail, sizeof detail,
		 clash ? PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL) : NULL);
	return fail(err, rule->code, "PostgreSQL: %s%s%s%s%s", rule->before, text, rule->after,
		    detail[0] ? ": " : "", detail);
}

static void ignore_notice(void *context, const PGresult *result)
{
	(void)context;
	(void)result;
}

static bool configure(PGconn *conn, Err *err)
{
	/* A server may default to commits that a crash takes back. */
	static const char SETTINGS[] =
		"SET TimeZone = 'UTC';"
		"SET client_min_messages = error;"
		"SET standard_conforming_strings = on;"
		"SELECT set_config('synchronous_commit', 'on', false)"
		" WHERE current_setting('synchronous_commit') <> 'remote_apply'";
	(void)PQsetNoticeReceiver(conn, ignore_notice, NULL);
	const char *encoding = PQparameterStatus(conn, "server_encoding");
	if (!encoding || strcmp(encoding, "UTF8") != 0)
		return fail(
			err, ERR_INPUT,
			"PostgreSQL: the database is encoded in %s, which cannot hold every name; "
			"create one with ENCODING 'UTF8'",
			encoding ? encoding : "an unknown way");
	PGresult *result = PQexec(conn, SETTINGS);
	bool ok =
		PQresultStatus(result) == PGRES_TUPLES_OK || postgres_link_fail(conn, result, err);
	PQclear(result);
	return ok && (PQenterPipelineMode(conn) == 1 || fail_lost(conn, err));
}

bool postgres_link_open(const char *url, PGconn **out, Err *err)
{
	/* What stands before dbname are defaults that the URL may change. */
	static const char *const KEYS[] = {
		"connect_timeout",  "keepalives_idle",  "keepalives_interval",
		"keepalives_count", "tcp_user_timeout", "application_name",
		"dbname",           "client_encoding",  NULL,
	};
	const char *values[] = {"10", "30", "10", "3", "60000", "pacta", url, "UTF8", NULL};
	PGconn *conn = PQconnectdbParams(KEYS, values, 1);
	if (PQstatus(conn) != CONNECTION_OK) {
		char text[512];
		one_line(text, sizeof text, PQerrorMessage(conn));
		(void)fail(
			err, ERR_UNAVAILABLE,
			"PostgreSQL cannot be reached: %s; check that the server runs and that the "
			"address is right",
			text);
		PQfinish(conn);
		return false;
	}
	if (!configure(conn, err)) {
		PQfinish(conn);
		return false;
	}
	*out = conn;
	return true;
}
